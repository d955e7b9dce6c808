"""Stand-ins for the two models, whose output a reader can predict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.question import Question
from assistant.results import Proposal
from vectorstore.embedding import EmbeddingIdentity, Parted, Vectors, part_by_part
from vectorstore.records import Evidence


class WordEmbedder:
    """A bag of words: the similarity of two texts is the cosine of their counts of words."""

    def __init__(self, name: str = "bag-of-words", dimension: int = 512) -> None:
        self.identity = EmbeddingIdentity(name=name, dimension=dimension, sha256="")

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.identity.dimension), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.casefold()) or [""]:
                vector[crc32(word.encode()) % self.identity.dimension] += 1
            vector /= np.linalg.norm(vector)
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed(texts)

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        return part_by_part(self.embed, texts)


class ScriptedWriter:
    """Says what it was told to say, of the passage that holds the words, else of the first."""

    name = "scripted"

    def __init__(self, *said: tuple[str, str], down: str = "") -> None:
        """Each of `said` is a sentence and the words it quotes; `down` is a model's error."""
        self._said = said
        self._down = down

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        if self._down:
            raise ModelUnavailable(self._down)
        return [
            Proposal(text=sentence, quotes=((_holder(words, evidence), words),))
            for sentence, words in self._said
        ]


def _holder(words: str, evidence: Sequence[Evidence]) -> str:
    return next((each for each in evidence if words in each.text), evidence[0]).passage_id

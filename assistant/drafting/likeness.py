"""Two texts become how alike they are: by their vectors, word by word, and by their rarer words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.sentences import sentences
from vectorstore.embedding import Parted, Vectors
from vectorstore.lexical import content_stems, terms, weight
from vectorstore.library import Library
from vectorstore.vocabulary import widen

_WORD = re.compile(r"[\w'’&-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of a text, with the vectors of its words as they are read within the whole."""

    start: int
    end: int
    text: str
    vector: Vectors  # shape (dimension,)
    words: Vectors  # shape (words, dimension)
    stems: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A text as it is compared."""

    text: str
    vector: Vectors  # of the whole, shape (dimension,)
    words: Vectors  # shape (words, dimension)
    weights: Vectors  # of each word, by its rarity in the library, shape (words,)
    stems: frozenset[str]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What an ask is about: its rarer words, each with its other names."""

    weights: Mapping[str, float]  # of each stem
    names: tuple[
        tuple[frozenset[str], tuple[frozenset[str], ...]], ...
    ]  # a term, and all its names


class Reader:
    """Reads each text once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, Read] = {}
        self._rarity: dict[str, float] = {}
        self._subjects: dict[str, Subject] = {}

    def read(self, texts: Iterable[str]) -> list[Read]:
        """Each text as it is compared; those that are new are embedded together."""
        wanted = list(texts)
        new = [each for each in dict.fromkeys(wanted) if each not in self._known]
        located = [[match.span() for match in _WORD.finditer(each)] for each in new]
        parted = [sentences(each) for each in new]
        vectors = self._library.embedder.embed_parted(
            [
                Parted(text=text, parts=(*words, *parts))
                for text, words, parts in zip(new, located, parted, strict=True)
            ]
        )
        self._rarity.update(self._library.rarity("\n".join(new)) if new else {})
        for text, words, parts, found in zip(new, located, parted, vectors, strict=True):
            self._known[text] = self._read(text, words, parts, found)
        return [self._known[each] for each in wanted]

    def subject(self, text: str) -> Subject:
        """What a text is about; one that has been read."""
        if text not in self._subjects:
            names = tuple(
                (
                    frozenset(terms(each.term)),
                    tuple(frozenset(terms(name)) for name in (each.term, *each.alternatives)),
                )
                for each in widen(text).synonyms
            )
            weights = {each: self.rarity(each) for each in content_stems(text)}
            self._subjects[text] = Subject(weights=weights, names=names)
        return self._subjects[text]

    def rarity(self, stem: str) -> float:
        """How much a word that has been read says: by its rarity, common words of English less."""
        return self._rarity.get(stem, 0.0) * weight(stem)

    def _read(
        self,
        text: str,
        words: Sequence[tuple[int, int]],
        parts: Sequence[tuple[int, int]],
        vectors: Vectors,
    ) -> Read:
        of_words, of_parts = vectors[1 : 1 + len(words)], vectors[1 + len(words) :]
        stems = [next(iter(terms(text[start:end])), "") for start, end in words]
        return Read(
            text=text,
            vector=vectors[0],
            words=of_words,
            weights=np.array([self.rarity(each) for each in stems], dtype=np.float32),
            stems=frozenset(terms(text)),
            sentences=tuple(
                Sentence(
                    start=start,
                    end=end,
                    text=text[start:end],
                    vector=vector,
                    words=of_words[[start <= a and b <= end for a, b in words]],
                    stems=frozenset(terms(text[start:end])),
                )
                for (start, end), vector in zip(parts, of_parts, strict=True)
            ),
        )


def covered(asked: Subject, stems: frozenset[str]) -> float:
    """The share of what is asked about that a text with these stems speaks of, from 0 to 1."""
    total = sum(asked.weights.values())
    if total == 0.0:
        return 0.0
    spoken = {each for each in asked.weights if each in stems}
    for term, names in asked.names:
        if any(name <= stems for name in names):
            spoken |= term
        else:
            spoken -= term
    return sum(value for stem, value in asked.weights.items() if stem in spoken) / total


def nearest_words(asked: Read, words: Vectors) -> float:
    """How near each word of the ask comes to some word of the other text, rarer words more."""
    total = float(asked.weights.sum())
    if total == 0.0 or not len(words):
        return 0.0
    nearest = (asked.words @ words.T).max(axis=1)
    return float(asked.weights @ nearest) / total

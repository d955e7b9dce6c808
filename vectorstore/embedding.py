"""Texts become vectors of length 1, by the default model or by another that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

Precision = Literal["float32", "int8"]  # in which a model computes

DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbeddingIdentity:
    """What must be equal for two sets of vectors to be comparable."""

    name: str
    dimension: int
    sha256: str  # of the weights; "" where they are not ours to hash


@dataclass(frozen=True, kw_only=True, slots=True)
class Parted:
    """A text, and which parts of it are to have vectors of their own."""

    text: str
    parts: tuple[tuple[int, int], ...]  # start and end of each


class Embedder(Protocol):
    @property
    def identity(self) -> EmbeddingIdentity: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 a text, shape (len(texts), dimension)."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The same for what passages are looked for with: some models mark it as such."""
        ...

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        """Return for each text a row for the whole and one for each part, all of length 1.

        The shape of each is (1 + parts, dimension).
        """
        ...


def part_by_part(
    embed: Callable[[Sequence[str]], Vectors], texts: Sequence[Parted]
) -> list[Vectors]:
    """`embed_parted` for a model that cannot tell what a part means where it stands."""
    wanted = [[each.text, *(each.text[start:end] for start, end in each.parts)] for each in texts]
    vectors = embed([text for group in wanted for text in group])
    ends = np.cumsum([len(group) for group in wanted])
    return np.split(vectors, ends[:-1]) if wanted else []


def make_embedder(model: str) -> Embedder:
    """The default model runs by itself; any other name goes to sentence-transformers."""
    if model == DEFAULT_MODEL:
        from vectorstore.minilm import MiniLM

        return MiniLM()
    from vectorstore.other_models import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(model)

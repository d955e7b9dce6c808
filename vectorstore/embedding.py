"""Texts become vectors of length 1, by the default model or by another that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
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


class Embedder(Protocol):
    @property
    def identity(self) -> EmbeddingIdentity: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 a text, shape (len(texts), dimension)."""
        ...


def make_embedder(model: str) -> Embedder:
    """The default model runs by itself; any other name goes to sentence-transformers."""
    if model == DEFAULT_MODEL:
        from vectorstore.minilm import MiniLM

        return MiniLM()
    from vectorstore.other_models import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(model)

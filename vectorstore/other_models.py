"""Other models through sentence-transformers, for those who can download them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.embedding import DEFAULT_MODEL, EmbeddingIdentity, Parted, Vectors, part_by_part
from vectorstore.errors import EmbeddingUnavailable, RerankerUnavailable
from vectorstore.prompts import Prompts, prompts_of

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

_TOGETHER = 32  # texts in one batch


class SentenceTransformerEmbedder:
    """A model by its name on the hub or its folder, loaded when it is first needed."""

    def __init__(self, model: str) -> None:
        self._name = model
        self._lock = Lock()

    @cached_property
    def identity(self) -> EmbeddingIdentity:
        dimension = self._model.get_sentence_embedding_dimension()
        if dimension is None:
            raise EmbeddingUnavailable(f"{self._name} does not say how long its vectors are.")
        return EmbeddingIdentity(name=self._name, dimension=dimension, sha256="")

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._encoded(texts, self._prompts.passage)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoded(texts, self._prompts.query)

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        return part_by_part(self.embed, texts)

    def _encoded(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.identity.dimension), dtype=np.float32)
        with self._lock:
            found = self._model.encode(
                list(texts),
                prompt=prompt,
                normalize_embeddings=True,
                show_progress_bar=False,
                batch_size=_TOGETHER,
            )
        return np.asarray(found, dtype=np.float32)

    @cached_property
    def _prompts(self) -> Prompts:
        return prompts_of(self._name, self._model.prompts)

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        _be_quiet()
        try:
            return SentenceTransformer(self._name, device="cpu")
        except Exception as error:  # the library raises OSError, ValueError and hub errors alike
            raise EmbeddingUnavailable(
                f"The embedding model {self._name} could not be loaded. "
                f"Check its name, or use the default one, {DEFAULT_MODEL}."
            ) from error


class CrossEncoderReranker:
    """A cross-encoder by its name on the hub or its folder, loaded when it is first needed."""

    def __init__(self, model: str) -> None:
        self.name = model
        self._lock = Lock()

    def scores(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        with self._lock:
            found = self._model.predict(
                [(query, text) for text in texts], show_progress_bar=False, batch_size=_TOGETHER
            )
        return [float(score) for score in found]

    @cached_property
    def _model(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        _be_quiet()
        try:
            model: CrossEncoder = CrossEncoder(self.name, device="cpu")
            return model
        except Exception as error:  # as above
            raise RerankerUnavailable(
                f"The reranker {self.name} could not be loaded. "
                "Check its name, or unset ONRECORD_RERANKER."
            ) from error


def _be_quiet() -> None:
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]

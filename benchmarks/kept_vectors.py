"""Vectors that were made once and are kept in a file, for benchmarks that are run again.

Both stacks are given the same: to embed 100,000 passages with each would take an hour, and is
measured elsewhere (benchmarks/ingest.py, benchmarks/embedding.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from vectorstore.embedding import Embedder, Parted, Vectors

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (text BLOB, parts TEXT, rows BLOB)"
_INDEX = "CREATE INDEX IF NOT EXISTS by_text ON vectors (text)"
_TOGETHER = 512  # texts that are embedded before they are put on the disk


class KeptVectors:
    """An Embedder that asks the model for each text once, ever."""

    def __init__(self, file: Path, model: Embedder) -> None:
        self.identity = model.identity
        self._model = model
        self._kept = sqlite3.connect(file, check_same_thread=False)
        self._kept.execute(_SCHEMA)
        self._kept.execute(_INDEX)

    def close(self) -> None:
        self._kept.close()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of whole texts, whatever parts were asked for when they were made."""
        known = [self._find(text, None) for text in texts]
        new = [text for text, found in zip(texts, known, strict=True) if found is None]
        made = dict(
            zip(new, self._make([Parted(text=text, parts=()) for text in new]), strict=True)
        )
        rows = [
            (made[text] if found is None else found)[0]
            for text, found in zip(texts, known, strict=True)
        ]
        return np.stack(rows) if rows else np.empty((0, self.identity.dimension), np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._model.embed_queries(texts)

    def embed_parted(self, texts: Sequence[Parted]) -> list[Vectors]:
        known = {text: self._find(text.text, text.parts) for text in texts}
        new = [text for text, found in known.items() if found is None]
        made = dict(zip(new, self._make(new), strict=True))
        return [made[text] if (found := known[text]) is None else found for text in texts]

    def _find(self, text: str, parts: tuple[tuple[int, int], ...] | None) -> Vectors | None:
        found = self._kept.execute(
            "SELECT rows FROM vectors WHERE text = ? AND (? IS NULL OR parts = ?) LIMIT 1",
            (_key(text), *[None if parts is None else str(parts)] * 2),
        ).fetchone()
        return found and np.frombuffer(found[0], np.float32).reshape(-1, self.identity.dimension)

    def _make(self, texts: Sequence[Parted]) -> list[Vectors]:
        made: list[Vectors] = []
        for first in range(0, len(texts), _TOGETHER):
            part = texts[first : first + _TOGETHER]
            found = self._model.embed_parted(part)
            self._kept.executemany(
                "INSERT INTO vectors VALUES (?, ?, ?)",
                [
                    (_key(text.text), str(text.parts), rows.astype(np.float32).tobytes())
                    for text, rows in zip(part, found, strict=True)
                ],
            )
            self._kept.commit()
            made += found
        return made


class KeptEmbeddings(Embeddings):
    """The same vectors, as LangChain wants them."""

    def __init__(self, kept: KeptVectors) -> None:
        self._kept = kept

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._kept.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def _key(text: str) -> bytes:
    return sha256(text.encode()).digest()

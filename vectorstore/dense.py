"""The dense index: vectors of sentences and of passages. The one module that knows Chroma.

A passage is found by its best sentence and by its own vector, which leans towards the item that it
answers. Its similarity is the mean of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import chromadb
import numpy as np
from chromadb.config import Settings

from vectorstore.embedding import Vectors
from vectorstore.errors import IndexDamaged


@dataclass(frozen=True, kw_only=True, slots=True)
class DenseEntry:
    passage_id: str
    letter_id: str
    sentences: Sequence[Vectors]  # each of shape (dimension,)
    whole: Vectors  # shape (dimension,)


class DenseIndex:
    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, made if need be. Raises IndexDamaged."""
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._client = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False)
            )
            self._sentences = self._collection("sentences")
            self._passages = self._collection("passages")
        except Exception as error:  # Chroma's errors have no base of their own
            raise IndexDamaged(folder) from error

    def replace(self, letter_ids: Sequence[str], entries: Sequence[DenseEntry]) -> None:
        """Drop all vectors of the letters and put in the given ones."""
        if within := _within(letter_ids or None):
            self._sentences.delete(where=within)
            self._passages.delete(where=within)
        rows = [
            (f"{entry.passage_id}-{number}", entry, vector)
            for entry in entries
            for number, vector in enumerate(entry.sentences)
        ]
        self._upsert(self._sentences, rows)
        self._upsert(self._passages, [(entry.passage_id, entry, entry.whole) for entry in entries])

    def search(
        self, queries: Vectors, limit: int, letter_ids: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        """Return (passage_id, similarity), best first. Similarity is a cosine, 1 for equal.

        Args:
            queries: ways to put one question, shape (ways, dimension); the nearest way counts.
            limit: the most vectors of each kind to look at.
        """
        if letter_ids is not None and not letter_ids:
            return []
        sentences = self._nearest(self._sentences, queries, limit, letter_ids)
        passages = self._nearest(self._passages, queries, limit, letter_ids)
        if not passages:
            return []
        least = min(sentences.values()), min(passages.values())
        scored = {
            each: (sentences.get(each, least[0]) + passages.get(each, least[1])) / 2
            for each in {**sentences, **passages}
        }
        return sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))

    def whole(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """The vector of each passage as a whole; those not in the index are left out."""
        if not passage_ids:
            return {}
        found = self._passages.get(ids=[*passage_ids], include=["embeddings"])
        vectors = found["embeddings"]
        assert vectors is not None
        return {
            each: np.asarray(vector, dtype=np.float32)
            for each, vector in zip(found["ids"], vectors, strict=True)
        }

    def counts(self) -> tuple[int, int]:
        """The number of sentence vectors and of passage vectors."""
        return self._sentences.count(), self._passages.count()

    def close(self) -> None:
        self._client.close()  # type: ignore[attr-defined]  # Chroma's protocol leaves it out

    def _collection(self, name: str) -> chromadb.Collection:
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            # Chroma measures squared L2 unless told otherwise.
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )

    def _upsert(
        self, collection: chromadb.Collection, rows: Sequence[tuple[str, DenseEntry, Vectors]]
    ) -> None:
        batch = self._client.get_max_batch_size()
        for first in range(0, len(rows), batch):
            part = rows[first : first + batch]
            collection.upsert(
                ids=[each for each, _, _ in part],
                embeddings=np.stack([vector for _, _, vector in part]),
                metadatas=[
                    {"passage_id": entry.passage_id, "letter_id": entry.letter_id}
                    for _, entry, _ in part
                ],
            )

    def _nearest(
        self,
        collection: chromadb.Collection,
        queries: Vectors,
        limit: int,
        letter_ids: Sequence[str] | None,
    ) -> dict[str, float]:
        limit = min(limit, collection.count())
        if limit == 0:
            return {}
        found = collection.query(
            query_embeddings=queries,
            n_results=limit,
            where=_within(letter_ids),
            include=["metadatas", "distances"],
        )
        metadatas, distances = found["metadatas"], found["distances"]
        assert metadatas is not None
        assert distances is not None
        best: dict[str, float] = {}
        for row, gaps in zip(metadatas, distances, strict=True):
            for metadata, distance in zip(row, gaps, strict=True):
                passage = str(metadata["passage_id"])
                best[passage] = max(best.get(passage, -1.0), 1.0 - distance)
        return best


def _within(letter_ids: Sequence[str] | None) -> chromadb.Where | None:
    if letter_ids is None:
        return None
    any_of: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": [*letter_ids]}
    return {"letter_id": any_of}

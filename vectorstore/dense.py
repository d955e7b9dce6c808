"""The dense index: passages by the meaning of their sentences and of the whole.

A passage is found by its own vector, which leans towards the item that it answers, and then judged
by its best sentence too: its similarity is the mean of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.coded import Rows, products, unlike
from vectorstore.embedding import Vectors
from vectorstore.rows import letter_of
from vectorstore.vector_files import DenseEntry, VectorFiles

FEW = 12_000  # passages, all of which are looked at
LOOKED_AT = 4_000  # of more: those nearest by the signs of their vectors
EXACT = 40  # of the nearest passages, whose vectors are read in full
SCANNED = 1_000_000  # passages; in more than these Chroma looks

# The nearest passages to any of the queries as Chroma has them; None: it is behind.
Nearest = Callable[[Vectors, int], Sequence[str] | None]


class DenseIndex:
    def __init__(
        self, folder: Path, nearest: Nearest = lambda *_: None, *, scanned: int = SCANNED
    ) -> None:
        """Open the index in `folder`, made if need be.

        Args:
            nearest: asked where there is no filter, and there are more passages than `scanned`.

        Raises:
            IndexDamaged: its files cannot be read.
        """
        self._files = VectorFiles(folder)
        self._nearest = nearest
        self._scanned = scanned

    def close(self) -> None:
        self._files.close()

    def replace(self, letter_ids: Sequence[str], entries: Sequence[DenseEntry]) -> None:
        """Drop all vectors of the letters and put in the given ones."""
        self._files.replace(letter_ids, entries)

    def counts(self) -> tuple[int, int]:
        """The number of sentence vectors and of passage vectors."""
        return self._files.counts()

    def search(
        self, queries: Vectors, limit: int, letter_ids: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        """Return (passage_id, similarity), best first. Similarity is a cosine, 1 for equal.

        Args:
            queries: ways to put one question, shape (ways, dimension); the nearest way counts.
            limit: the most passages to return: those nearest as wholes.
        """
        rows = self._candidates(queries, limit, letter_ids)
        if not len(rows):
            return []
        files = self._files
        wholes = products(files.wholes, queries, rows).max(axis=1)
        if len(rows) > limit:
            near = np.argpartition(-wholes, limit)[:limit]
            rows, wholes = rows[near], wholes[near]
        sentences, counts = files.sentences(rows)
        similarities = _joined(wholes, products(sentences, queries), counts)
        first = np.argsort(-similarities)[:EXACT]
        similarities[first] = _joined(
            (files.exact_wholes(rows[first]) @ queries.T).max(axis=1),
            files.exact_sentences(rows[first]) @ queries.T,
            counts[first],
        )
        found = zip(files.passage_ids(rows), similarities.tolist(), strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def whole(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """The vector of each passage as a whole; those not in the index are left out."""
        rows = {each: self._files.row_of(each, letter_of(each)) for each in passage_ids}
        held = {each: row for each, row in rows.items() if row is not None}
        if not held:
            return {}
        vectors = self._files.exact_wholes(np.array([*held.values()], dtype=np.int64))
        return dict(zip(held, vectors, strict=True))

    def _candidates(self, queries: Vectors, limit: int, letter_ids: Sequence[str] | None) -> Rows:
        """The rows of passages that may be the nearest."""
        if letter_ids is None and len(self._files) > self._scanned:
            near = self._nearest(queries, limit)
            if near is not None:
                rows = (self._files.row_of(each, letter_of(each)) for each in near)
                return np.array([row for row in rows if row is not None], dtype=np.int64)
        within = self._files.within(letter_ids)
        there = len(self._files) if within is None else np.count_nonzero(within)
        if there <= FEW:
            return np.arange(there) if within is None else np.flatnonzero(within)
        return _rough(self._files.signs, queries, len(self._files), within)


def _joined(wholes: Vectors, sentences: Vectors, counts: Rows) -> Vectors:
    """The mean of each passage's cosine as a whole and that of its nearest sentence.

    Args:
        sentences: cosines, a row for each sentence of each passage and a column for each query.
        counts: sentences of each passage; where there are none, the whole counts as one.
    """
    best, parted = wholes.copy(), counts > 0
    if parted.any():
        starts = (np.cumsum(counts) - counts)[parted]
        best[parted] = np.maximum.reduceat(sentences.max(axis=1), starts)
    return np.asarray((best + wholes) / 2, dtype=np.float32)


def _rough(
    signs: NDArray[np.uint64], queries: Vectors, count: int, within: NDArray[np.bool_] | None
) -> Rows:
    """The rows nearest by the signs of their vectors, LOOKED_AT of them and those level."""
    gaps = np.minimum.reduce([unlike(signs, each)[:count] for each in queries])
    if within is not None:
        gaps[~within] = np.iinfo(gaps.dtype).max
    return np.flatnonzero(gaps <= np.partition(gaps, LOOKED_AT)[LOOKED_AT])

"""Vectors in one byte a number and in one bit a number, and arithmetic with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding import Vectors

Coded = NDArray[np.void]  # one record a vector
Rows = NDArray[np.int64]

WORD = 64  # signs in one number
_FINER = 254  # times as fine as the bytes: half a step is 127
_BLOCK = 512  # vectors multiplied in one go, so that they stay in the processor's cache
_SEGMENTS = 16  # the same for segments of signs


def kind(dimension: int) -> np.dtype[Any]:
    """The record of a vector: its numbers as bytes, and what these are multiples of."""
    return np.dtype([("scale", "<f4"), ("codes", "i1", (dimension,))])


def rest_kind(dimension: int) -> np.dtype[Any]:
    """The record of what is left of a vector when its numbers have been rounded to bytes."""
    return np.dtype([("codes", "i1", (dimension,))])


def coded(vectors: Vectors) -> tuple[Coded, Coded]:
    """Vectors of shape (n, dimension) as n records each of bytes, and of what these leave out.

    A cosine is right to about 0.001 by the bytes alone, and to 0.00001 with the rest.
    """
    found = np.zeros(len(vectors), kind(vectors.shape[1]))
    rest = np.zeros(len(vectors), rest_kind(vectors.shape[1]))
    scale = np.abs(vectors).max(axis=1, initial=0.0) / 127
    numbers = vectors / np.where(scale, scale, 1)[:, None]
    found["scale"] = scale
    found["codes"] = np.rint(numbers)
    rest["codes"] = np.rint((numbers - found["codes"]) * _FINER)
    return found, rest


def decoded(vectors: Coded, rest: Coded) -> Vectors:
    numbers = vectors["codes"] + rest["codes"] / np.float32(_FINER)
    return np.asarray(numbers * vectors["scale"][:, None], dtype=np.float32)


def products(vectors: Coded, queries: Vectors, rows: Rows | None = None) -> Vectors:
    """The product of each vector, or of these rows of them, with each query: a column a query."""
    codes, scale = vectors["codes"], vectors["scale"]
    count = len(vectors) if rows is None else len(rows)
    asked = np.ascontiguousarray(queries.T)
    found = np.empty((count, len(queries)), dtype=np.float32)
    block = np.empty((_BLOCK, queries.shape[1]), dtype=np.float32)
    for first in range(0, count, _BLOCK):
        part = slice(first, min(first + _BLOCK, count))
        numbers = block[: part.stop - part.start]
        numbers[:] = codes[part if rows is None else rows[part]]
        np.dot(numbers, asked, out=found[part])
    found *= (scale if rows is None else scale[rows])[:, None]
    return found


def words(dimension: int) -> int:
    """How many numbers of 64 bits hold the signs of a vector."""
    return -(-dimension // WORD)


def signs(vectors: NDArray[Any]) -> NDArray[np.uint64]:
    """A bit for each number of the vectors, whether it is above 0: shape (n, words)."""
    count, dimension = vectors.shape
    padded = np.zeros((count, words(dimension) * WORD), dtype=bool)
    padded[:, :dimension] = vectors > 0
    return np.packbits(padded, axis=1).view(np.uint64)


def unlike(segments: NDArray[np.uint64], query: Vectors) -> NDArray[np.uint16]:
    """How many numbers of each vector are of another sign than the query's.

    Args:
        segments: signs of shape (segments, words, vectors in a segment).
    """
    asked = signs(query[None])[0]
    found = np.empty(segments.shape[::2], dtype=np.uint16)
    for first in range(0, len(segments), _SEGMENTS):
        part, sums = segments[first : first + _SEGMENTS], found[first : first + _SEGMENTS]
        sums[:] = np.bitwise_count(part[:, 0] ^ asked[0])
        for word in range(1, len(asked)):
            sums += np.bitwise_count(part[:, word] ^ asked[word])
    return found.reshape(-1)

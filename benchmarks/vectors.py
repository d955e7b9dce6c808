"""How fast and how exact the dense index is, on made vectors, against Chroma's own filter.

    python -m benchmarks.vectors [--passages N] [--folder DIR] [--no-chroma]

The vectors are random and lie in clusters, as those of letters do; each passage has three sentences
near it. Times are the least and the middle one of several, in milliseconds: other programs on the
computer only make them longer.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TypeVar

import chromadb
import numpy as np
from chromadb.config import Settings

from vectorstore.dense import DenseIndex
from vectorstore.embedding import Vectors
from vectorstore.vector_files import DenseEntry

DIMENSION = 384
IN_LETTER = 30  # passages
SENTENCES = 3  # a passage
CLUSTERS = 2_000
QUERIES = 40
CANDIDATES = 400  # what a search of the library asks for
AT_ONCE = 5_000  # passages that Chroma takes, and at which vectors are made
SHARES = (1.0, 0.85, 0.1, 0.001)  # of the letters that a filter lets through
LEAST_RECALL, LEAST_FASTER = 0.99, 40

T = TypeVar("T")


class Made:
    """Vectors made of a seed, a block of passages at a time."""

    def __init__(self, passages: int) -> None:
        self.passages = passages
        self._chosen = np.random.default_rng(7)
        self._centres = _unit(self._normal((CLUSTERS, DIMENSION)))

    def block(self, number: int) -> tuple[Vectors, Vectors]:
        """Wholes, shape (n, dimension), and sentences, shape (n, 3, dimension)."""
        self._chosen = np.random.default_rng([7, number])
        count = self.count(number)
        wholes = self._near(self._centres[self._chosen.integers(CLUSTERS, size=count)], 0.8)
        sentences = self._near(np.repeat(wholes, SENTENCES, axis=0), 0.6)
        return wholes, sentences.reshape(count, SENTENCES, DIMENSION)

    def blocks(self) -> range:
        return range(-(-self.passages // AT_ONCE))

    def count(self, number: int) -> int:
        return min(AT_ONCE, self.passages - number * AT_ONCE)

    def letters(self, share: float) -> list[str] | None:
        """About this share of the letters; None for all of them."""
        keys = dict.fromkeys(key for n in self.blocks() for key in _names(n, self.count(n)))
        chosen = np.random.default_rng(11).random(len(keys)) < share
        return None if share == 1 else [k for k, c in zip(keys, chosen, strict=True) if c]

    def queries(self) -> Vectors:
        wholes, _ = self.block(0)
        return self._near(wholes[:: max(1, len(wholes) // QUERIES)][:QUERIES], 0.8)

    def _near(self, vectors: Vectors, apart: float) -> Vectors:
        return _unit(vectors + apart * self._normal(vectors.shape) / DIMENSION**0.5)

    def _normal(self, shape: tuple[int, ...]) -> Vectors:
        return self._chosen.standard_normal(shape, dtype=np.float32)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--passages", type=int, default=100_000)
    asked.add_argument("--folder", type=Path, help="where the index is made, and left")
    asked.add_argument("--no-chroma", action="store_true", help="do not compare with Chroma")
    given = asked.parse_args()
    made = Made(given.passages)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        letters = -(-made.passages // IN_LETTER)
        print(f"{made.passages} passages, {made.passages * SENTENCES} sentences, {letters} letters")
        _, seconds = _timed(lambda: _fill(made, folder / "vectors"))
        size = sum(each.stat().st_blocks * 512 for each in (folder / "vectors").iterdir())
        print(f"filled in {seconds:.1f} s; {size / made.passages:.0f} bytes on disk a passage")
        index, seconds = _timed(lambda: DenseIndex(folder / "vectors"))
        with closing(index):
            query = made.queries()[:1]
            _, first = _timed(lambda: index.search(query, CANDIDATES, None))
            print(f"opened in {seconds * 1e3:.1f} ms, first search {first * 1e3:.1f} ms")
            ours = _measure(index, made)
            print(f"resident after {QUERIES * len(SHARES)} searches and more: {_resident()}")
            _one_letter(index, made)
        if not given.no_chroma:
            _chroma(made, folder / "chroma", ours)


def _fill(made: Made, folder: Path) -> None:
    with closing(DenseIndex(folder)) as index:
        for number in made.blocks():
            wholes, sentences = made.block(number)
            names = _names(number, len(wholes))
            entries = [
                DenseEntry(passage_id=f"{key}-{n}", letter_id=key, whole=whole, sentences=[*parts])
                for n, (key, whole, parts) in enumerate(zip(names, wholes, sentences, strict=True))
            ]
            index.replace((), entries)


def _names(number: int, count: int) -> list[str]:
    """The letter of each passage of a block; no letter is in two blocks."""
    return [f"{number:08x}{n // IN_LETTER:08x}" for n in range(count)]


def _measure(index: DenseIndex, made: Made) -> float:
    """Print a line for each share of letters; the milliseconds of the second one."""
    queries, filtered = made.queries(), 0.0
    filters = [made.letters(share) for share in SHARES]
    truths = _exact(made, queries, filters)
    print("match      one way         two ways        recall@10")
    for share, within, truth in zip(SHARES, filters, truths, strict=True):

        def search(first: int, ways: int, within: list[str] | None = within) -> list[str]:
            found = index.search(queries[first : first + ways], CANDIDATES, within)
            return [passage for passage, _ in found]

        hits = [
            len({*search(n, 1)[:10]} & true) / len(true) if true else 1.0
            for n, true in enumerate(truth)
        ]
        one = _times(lambda n, s=search: s(n, 1))  # type: ignore[misc]
        two = _times(lambda n, s=search: s(n, 2))  # type: ignore[misc]
        if share == SHARES[1]:
            filtered = min(one)
        recall = sum(hits) / len(hits)
        print(
            f"{share:6.1%}   {_said(one)}   {_said(two)}   {recall:.4f} (at least {LEAST_RECALL})"
        )
    return filtered


def _exact(
    made: Made, queries: Vectors, filters: Sequence[list[str] | None]
) -> list[list[set[str]]]:
    """For each filter and query the ten nearest passages, by the vectors as they were made."""
    allowed = [None if within is None else {*within} for within in filters]
    best: list[list[list[tuple[float, str]]]] = [[[] for _ in queries] for _ in filters]
    for number in made.blocks():
        wholes, sentences = made.block(number)
        nearest = (sentences @ queries.T).max(axis=1)
        similarities = (nearest + wholes @ queries.T) / 2
        names = _names(number, len(wholes))
        for kept, letters in zip(best, allowed, strict=True):
            rows = np.array([n for n, k in enumerate(names) if letters is None or k in letters])
            for one, column in zip(kept, similarities.T, strict=True):
                top = rows[np.argsort(-column[rows])[:10]] if len(rows) else rows
                one += [(float(column[n]), f"{names[n]}-{n}") for n in top]
                one[:] = sorted(one)[-10:]
    return [[{passage for _, passage in one} for one in kept] for kept in best]


def _one_letter(index: DenseIndex, made: Made) -> None:
    wholes, sentences = made.block(0)

    def add(number: int) -> None:
        key = f"new{number:05}"
        entries = [
            DenseEntry(
                passage_id=f"{key}-{n}", letter_id=key, whole=wholes[n], sentences=[*sentences[n]]
            )
            for n in range(IN_LETTER)
        ]
        index.replace((), entries)
        assert index.search(wholes[:1], 10, [key])

    print(f"one letter of {IN_LETTER} passages added and found  {_said(_times(add, 10))}")
    dropped = _times(lambda number: index.replace([f"new{number:05}"], ()), 10)
    print(f"one letter dropped                        {_said(dropped)}")


def _chroma(made: Made, folder: Path, ours: float) -> None:
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "passages", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )

    def fill() -> None:
        for number in made.blocks():
            wholes, _ = made.block(number)
            names = _names(number, len(wholes))
            collection.add(
                ids=[f"{key}-{n}" for n, key in enumerate(names)],
                embeddings=wholes,
                metadatas=[{"letter_id": key} for key in names],
            )

    _, seconds = _timed(fill)
    print(f"Chroma, wholes alone: filled in {seconds:.0f} s, then resident {_resident()}")
    where = {"letter_id": {"$in": made.letters(SHARES[1])}}
    queries = made.queries()
    for label, condition, limit in (
        ("Chroma, no filter, 10 results", None, 10),
        (f"Chroma, no filter, {CANDIDATES} results", None, CANDIDATES),
        (f"Chroma, {SHARES[1]:.0%} match, 10 results", where, 10),
    ):
        times = _times(
            lambda n, w=condition, k=limit: collection.query(  # type: ignore[misc]
                query_embeddings=queries[n : n + 1], n_results=k, where=w, include=["distances"]
            ),
            5 if condition else 20,
        )
        print(f"{label:40}{_said(times)}")
    print(f"filtered, Chroma / ours: {min(times) / ours:.0f} times (at least {LEAST_FASTER})")
    client.close()  # type: ignore[attr-defined]  # Chroma's protocol leaves it out


def _times(work: Callable[[int], object], count: int = QUERIES - 1) -> list[float]:
    return [_timed(lambda n=n: work(n))[1] * 1e3 for n in range(count)]  # type: ignore[misc]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def _said(times: Sequence[float]) -> str:
    return f"{min(times):6.2f} {median(times):6.2f} ms"


def _resident() -> str:
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return "not known on this system"
    kinds = ("VmRSS", "RssAnon", "RssFile")
    sizes = {
        line.split()[0]: int(line.split()[1]) // 1000
        for line in lines
        if len(line.split()) > 1 and line.split()[1].isdigit()
    }
    return ", ".join(f"{kind} {sizes[kind + ':']} MB" for kind in kinds)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


if __name__ == "__main__":
    main()

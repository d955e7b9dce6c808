"""The product's embedder against sentence-transformers as it comes, on the same passages.

    python -m benchmarks.embedding [--passages N] [--precision int8|float32]

Both are given the same made passages (benchmarks/made_library.py) in batches, in turn, so that a
busy moment falls on both. The product's is timed as it is used: whole passages with the vectors of
their sentences. sentence-transformers makes vectors of whole passages alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import TypeVar

import numpy as np
from sentence_transformers import SentenceTransformer

from benchmarks.made_library import made_letters
from ingest.sentences import sentences
from vectorstore.embedding import Parted, Vectors
from vectorstore.minilm import MiniLM
from vectorstore.weights import model_folder

TOGETHER = 128  # passages in a batch
QUERIES = 100

T = TypeVar("T")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--passages", type=int, default=2_000)
    asked.add_argument("--precision", choices=["int8", "float32"], help="of the product's model")
    options = asked.parse_args()
    count = options.passages
    texts = [each.text for letter in made_letters(count) for each in letter.passages]
    texts = [*islice(texts, count)]
    ours, theirs = MiniLM(options.precision), SentenceTransformer(str(model_folder()), device="cpu")
    ours.embed(texts[:2])
    theirs.encode(texts[:2], show_progress_bar=False)

    our_seconds = their_seconds = 0.0
    cosines: list[float] = []
    for first in range(0, len(texts), TOGETHER):
        batch = texts[first : first + TOGETHER]
        parted = [Parted(text=text, parts=tuple(sentences(text))) for text in batch]
        mine, seconds = _timed(partial(ours.embed_parted, parted))
        our_seconds += seconds
        other, seconds = _timed(partial(_encoded, theirs, batch))
        their_seconds += seconds
        cosines += [float(rows[0] @ vector) for rows, vector in zip(mine, other, strict=True)]

    queries = [_timed(partial(ours.embed, [text]))[1] for text in texts[:QUERIES]]
    others = [_timed(partial(_encoded, theirs, [text]))[1] for text in texts[:QUERIES]]
    print(
        f"{len(texts)} passages of {np.mean([len(text.split()) for text in texts]):.0f} words: "
        f"OnRecord {len(texts) / our_seconds:.0f} a second, "
        f"sentence-transformers {len(texts) / their_seconds:.0f}, "
        f"ratio {their_seconds / our_seconds:.2f}"
    )
    print(
        f"one text: {1000 * np.median(queries):.1f} ms against {1000 * np.median(others):.1f} ms, "
        f"ratio {np.median(others) / np.median(queries):.1f}"
    )
    print(f"cosine of the two: mean {np.mean(cosines):.4f}, least {np.min(cosines):.4f}")


def _encoded(model: SentenceTransformer, texts: list[str]) -> Vectors:
    """At the default batch size."""
    vectors: Vectors = model.encode(texts, show_progress_bar=False)
    return vectors


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


if __name__ == "__main__":
    main()

"""The product against LangChain's EnsembleRetriever over many passages, in one run.

    python -m benchmarks.scale [--passages N] [--work FOLDER]

The other stack: EnsembleRetriever over BM25Retriever and langchain-chroma, with
HuggingFaceEmbeddings of the same weights and ten passages a question. Chroma is on the disk;
BM25Retriever keeps nothing there, so a fresh process makes it anew from the pickled documents.

The letters are made (benchmarks/made_library.py). Each passage is embedded once, by the product's
model, and both stacks are given the vectors: what is measured begins after that. Vectors and both
stores are kept in the work folder, the user's cache folder unless named, and used again; at
100,000 passages they take about 2 GB. Each stack serves in a process of its own
(benchmarks/scale_serving.py). Resident memory is read from Linux: elsewhere it is not told.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median

from langchain_chroma import Chroma
from langchain_core.documents import Document
from platformdirs import user_cache_path
from rich.console import Console
from rich.table import Table

from benchmarks.kept_vectors import KeptEmbeddings, KeptVectors
from benchmarks.made_library import made_letters
from ingest.model import Letter
from ingest.reading import Source
from vectorstore.errors import LibraryOutdated
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.rows import passage_id

STARTS = 3  # of each stack, in turn
AT_ONCE = 5_000  # documents; Chroma takes no more than 5,461

_out = Console(width=100, highlight=False)

Served = dict[str, float]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--passages", type=int, default=100_000)
    asked.add_argument(
        "--work", type=Path, default=user_cache_path("onrecord", appauthor=False) / "benchmarks"
    )
    options = asked.parse_args()
    work = options.work / str(options.passages)
    work.mkdir(parents=True, exist_ok=True)
    letters = list(made_letters(options.passages))
    passages = sum(len(each.passages) for each in letters)
    vectors = KeptVectors(work / "vectors.sqlite", MiniLM())
    build_product(letters, work, vectors)
    build_ensemble(letters, work, vectors)
    vectors.close()
    product, ensemble = [], []
    for _ in range(STARTS):
        product.append(serve("product", work))
        ensemble.append(serve("ensemble", work))
    report(passages, middle(product), middle(ensemble), work)


def build_product(letters: list[Letter], work: Path, vectors: KeptVectors) -> None:
    """Fill the library, or bring the indexes of one that is there up to date."""
    folder = work / "library"
    try:
        with Library(folder, vectors) as library:
            library.catch_up(_progress)
            library.settle(_progress)
            known = len(library.letters())
    except LibraryOutdated:
        known = 0
    if known == len(letters):
        return
    shutil.rmtree(folder)
    started = time.perf_counter()
    original = work / "letters.txt"
    original.write_text("\n\n".join(each.text for each in letters), "utf-8")
    source = Source(
        path=original,
        file=original.name,
        container=None,
        sha256=sha256(original.read_bytes()).hexdigest(),
    )
    with Library(folder, vectors) as library:
        library.add(source, letters)
        library.catch_up(_progress)
        library.settle(_progress)
    _out.print(f"library filled in {time.perf_counter() - started:.0f} s, embedding included")


def build_ensemble(letters: list[Letter], work: Path, vectors: KeptVectors) -> None:
    folder = work / "chroma"
    store = Chroma(embedding_function=KeptEmbeddings(vectors), persist_directory=str(folder))
    documents = [*_documents(letters)]
    if len(store.get(limit=1, offset=len(documents) - 1, include=[])["ids"]) == 1:
        return
    started = time.perf_counter()
    for first in range(0, len(documents), AT_ONCE):
        store.add_documents(documents[first : first + AT_ONCE])
    (work / "documents.pickle").write_bytes(pickle.dumps(documents))
    _out.print(f"Chroma filled in {time.perf_counter() - started:.0f} s, without embedding")


def _documents(letters: list[Letter]) -> Iterator[Document]:
    for letter in letters:
        for passage in letter.passages:
            key = passage_id(letter.letter_id, passage)
            named = {"passage_id": key, "body": letter.front.body}
            yield Document(id=key, page_content=passage.text, metadata=named)


def serve(stack: str, work: Path) -> Served:
    """Start a stack in a process of its own; what it tells, and when the first passage came."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.scale_serving", stack, str(work)]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore", "TQDM_DISABLE": "1"}
    with subprocess.Popen(  # noqa: S603 -- this interpreter
        command, stdout=subprocess.PIPE, text=True, env=quiet
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        cold = time.perf_counter() - started
        rest = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{stack} ended with status {process.returncode}")
    assert json.loads(first)["found"] > 0
    told: Served = json.loads(rest)
    return {**told, "cold": cold}


def middle(served: list[Served]) -> Served:
    return {name: median(each[name] for each in served) for name in served[0]}


def report(passages: int, ours: Served, theirs: Served, work: Path) -> None:
    table = Table(box=None, pad_edge=False, title=f"{passages} passages", title_justify="left")
    for name in ("", "OnRecord", "EnsembleRetriever", "ratio", "wanted"):
        table.add_column(name, justify="right" if name else "left")
    for name, key, unit, wanted in (
        ("question, p50", "p50", "ms", "30"),
        ("question, p95", "p95", "ms", ""),
        ("cold start to first passage", "cold", "s", "10"),
        ("resident memory", "rss", "MB", "4"),
        ("its proportional share", "pss", "MB", "4"),
        ("of which not from files", "own", "MB", ""),
        ("added letter found, beyond embedding", "added", "ms", "under 100 ms"),
    ):
        left, right = ours[key], theirs[key]
        ratio = f"{right / left:.1f}" if left else "-"
        table.add_row(name, f"{left:.1f} {unit}", f"{right:.1f} {unit}", ratio, wanted)
    _out.print(table)
    parts = {
        "indexes": [work / "library" / "dense", work / "library" / "lexical"],
        "database and originals": [
            *(work / "library").glob("library.sqlite*"),
            work / "library" / "originals",
        ],
        "Chroma and pickle": [work / "chroma", work / "documents.pickle"],
    }
    for name, paths in parts.items():
        size = sum(map(_size, paths))
        _out.print(f"disk, {name}: {size / passages:,.0f} bytes a passage, {size / 2**20:,.0f} MB")


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [*path.rglob("*")]
    return sum(each.stat().st_blocks * 512 for each in files if each.is_file())


def _progress(stage: str, done: int, of: int) -> None:
    if done % 1024 == 0:
        print(f"{stage} {done} of {of} letters", file=sys.stderr)


if __name__ == "__main__":
    main()

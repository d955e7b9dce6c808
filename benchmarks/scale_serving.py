"""One stack in a process of its own: the first passage, fifty questions, one more letter.

    python -m benchmarks.scale_serving product|ensemble WORK

Prints a JSON document when the first passages are found, and another with milliseconds a question,
megabytes, and how long an added letter took to be found. Started by benchmarks/scale.py.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

QUESTIONS = 50
FOUND = 10  # passages a question
NEW = "The zeppelin squad of Quillhampton was disbanded on the eve of the regatta."
ASK_NEW = "What became of the zeppelin squad of Quillhampton?"

P = ParamSpec("P")
T = TypeVar("T")


class Stack(Protocol):
    embedding: float  # seconds spent on it so far

    def find(self, question: str) -> list[str]:
        """The texts of passages, best first."""
        ...

    def add(self, text: str) -> None:
        """Take in a letter of one passage, so that it can be found."""
        ...

    def remove(self) -> None:
        """Take out what was added."""
        ...


class _Timing:
    """Counts the seconds that embedding takes."""

    embedding = 0.0

    def timed(self, work: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
        started = time.perf_counter()
        done = work(*values, **named)
        self.embedding += time.perf_counter() - started
        return done


class Product(_Timing):
    def __init__(self, work: Path) -> None:
        from assistant.answer import find_passages
        from assistant.settings import Settings, open_library

        self._work = work
        self._library = open_library(Settings(library=work / "library"))
        self._search = partial(find_passages, library=self._library, k=FOUND)
        model = self._library.embedder  # its other methods go through this one
        embed = model.embed_parted
        setattr(model, "embed_parted", lambda texts: self.timed(embed, texts))  # noqa: B010 -- mypy lets nothing be assigned to a method

    def find(self, question: str) -> list[str]:
        return [each.text for each in self._search(question)]

    def add(self, text: str) -> None:
        from hashlib import sha256

        from benchmarks.judged_sets import letter_of_one_passage
        from ingest.reading import Source

        file, digest = self._work / "added.txt", sha256(text.encode()).hexdigest()
        file.write_text(text, "utf-8")
        source = Source(path=file, file=file.name, container=None, sha256=digest)
        (self._added,) = self._library.add(source, [letter_of_one_passage(text, digest[:16])])
        self._library.catch_up()

    def remove(self) -> None:
        self._library.remove(self._added.letter_id)


class Ensemble(_Timing):
    def __init__(self, work: Path) -> None:
        import pickle

        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_core.embeddings import Embeddings
        from langchain_huggingface import HuggingFaceEmbeddings

        from vectorstore.weights import model_folder

        model, timed = HuggingFaceEmbeddings(model_name=str(model_folder())), self.timed

        class Timed(Embeddings):
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                return timed(model.embed_documents, texts)

            def embed_query(self, text: str) -> list[float]:
                return timed(model.embed_query, text)

        self._store = Chroma(embedding_function=Timed(), persist_directory=str(work / "chroma"))
        self._documents: list[Document] = pickle.loads(  # noqa: S301 -- written by scale.py
            (work / "documents.pickle").read_bytes()
        )
        self._combine()

    def _combine(self) -> None:
        """BM25Retriever takes no further document: it is made anew."""
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever

        bm25 = BM25Retriever.from_documents(self._documents, k=FOUND)
        dense = self._store.as_retriever(search_kwargs={"k": FOUND})
        self._retriever = EnsembleRetriever(retrievers=[bm25, dense], weights=[0.5, 0.5])

    def find(self, question: str) -> list[str]:
        return [each.page_content for each in self._retriever.invoke(question)]

    def add(self, text: str) -> None:
        from langchain_core.documents import Document

        new = Document(id="added", page_content=text, metadata={"passage_id": "added"})
        self._store.add_documents([new])
        self._documents.append(new)
        self._combine()

    def remove(self) -> None:
        self._store.delete(["added"])


def main(name: str, work: str) -> None:
    stack: Stack = Product(Path(work)) if name == "product" else Ensemble(Path(work))
    found = stack.find("What has been done about the custody of people at risk?")
    print(json.dumps({"found": len(found)}), flush=True)

    from benchmarks.made_library import questions

    took = [_milliseconds(partial(stack.find, each)) for each in questions(QUESTIONS)]
    memory = _memory()
    embedding = stack.embedding
    adding = _milliseconds(partial(stack.add, NEW)) - 1000 * (stack.embedding - embedding)
    assert NEW in stack.find(ASK_NEW)
    removing = _milliseconds(stack.remove)
    told = {"p50": _share(took, 0.50), "p95": _share(took, 0.95), **memory}
    print(json.dumps({**told, "added": adding, "removed": removing}))


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _share(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _memory() -> dict[str, float]:
    """Megabytes of this process, as Linux counts them: resident, its share, its own."""
    file = Path("/proc/self/smaps_rollup")
    lines = [line.split() for line in file.read_text().splitlines()[1:]] if file.exists() else []
    held = {words[0]: int(words[1]) / 1024 for words in lines}
    return {
        "rss": held.get("Rss:", 0.0),
        "pss": held.get("Pss:", 0.0),
        "own": held.get("Anonymous:", 0.0),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

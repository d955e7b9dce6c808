"""This product against the plain LangChain stack, on the same questions in the same run.

    python -m benchmarks.plain_stack [LETTERS_FOLDER]

The plain stack: RecursiveCharacterTextSplitter(1000, 200), HuggingFaceEmbeddings with the same
weights, langchain-chroma, similarity search. A passage or chunk of the right file counts as found
where it holds the judged words. The letters are not part of the project: give their folder, or
set ONRECORD_REAL_LETTERS.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.answer import find_passages
from assistant.evaluate import Judgement, read_judgements
from ingest.reading import letter_files, read_letters
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.weights import model_folder

FOUND_WITHIN = 5
JUDGEMENTS = Path(__file__).parent / "judgements"
SETS = ("letters", "letters-held-out", "letters-fresh", "letters-final")

Search = Callable[[str], Sequence[tuple[str, str]]]  # question: (file, text), best first


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    recall_at_1: float
    recall_at_5: float
    seconds: float  # for all questions


def main() -> None:
    folder = Path(
        sys.argv[1]
        if len(sys.argv) > 1
        else os.environ.get("ONRECORD_REAL_LETTERS", "../shared/letters")
    )
    if not folder.is_dir():
        sys.exit(
            f"{folder} is not a folder of letters. Name one: python -m benchmarks.plain_stack F"
        )
    with tempfile.TemporaryDirectory() as scratch:
        plain = plain_search(folder)
        with Library(Path(scratch), MiniLM()) as library:
            take_in([folder], library)
            ours = our_search(library)
            for name in SETS:
                judged = read_judgements(JUDGEMENTS / f"{name}.jsonl")
                asked = [each for each in judged if not each.unanswerable]
                report(name, len(asked), outcome(asked, ours), outcome(asked, plain))


def our_search(library: Library) -> Search:
    def search(question: str) -> list[tuple[str, str]]:
        found = find_passages(question, library=library, k=FOUND_WITHIN)
        return [(each.letter.file, each.text) for each in found]

    return search


def plain_search(folder: Path) -> Search:
    """The stack that people would otherwise assemble."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [
        Document(page_content=chunk, metadata={"file": file.name})
        for file in letter_files(folder)
        for chunk in splitter.split_text(read_letters(file)[0][0].text)
    ]
    embeddings = HuggingFaceEmbeddings(model_name=str(model_folder()))
    store = Chroma.from_documents(chunks, embeddings)

    def search(question: str) -> list[tuple[str, str]]:
        found = store.similarity_search(question, k=FOUND_WITHIN)
        return [(str(each.metadata["file"]), each.page_content) for each in found]

    return search


def outcome(judged: Sequence[Judgement], search: Search) -> Outcome:
    started = time.perf_counter()
    ranks = [_rank(each, search(each.question)) for each in judged]
    return Outcome(
        recall_at_1=sum(rank == 1 for rank in ranks) / len(ranks),
        recall_at_5=sum(rank is not None for rank in ranks) / len(ranks),
        seconds=time.perf_counter() - started,
    )


def _rank(judgement: Judgement, found: Sequence[tuple[str, str]]) -> int | None:
    for rank, (file, text) in enumerate(found, 1):
        if file == judgement.file and any(words in text for words in judgement.words):
            return rank
    return None


def report(name: str, count: int, ours: Outcome, plain: Outcome) -> None:
    print(f"{name}: {count} answerable questions")
    print(f"{'':24}{'OnRecord':>10}{'plain':>10}{'ratio':>10}")
    for measure, left, right in (
        ("recall@1", ours.recall_at_1, plain.recall_at_1),
        ("recall@5", ours.recall_at_5, plain.recall_at_5),
        ("seconds a question", ours.seconds / count, plain.seconds / count),
    ):
        ratio = f"{left / right:.2f}" if right else "-"
        print(f"{measure:24}{left:>10.3f}{right:>10.3f}{ratio:>10}")
    print()


if __name__ == "__main__":
    main()

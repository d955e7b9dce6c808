"""The product against other ways to rank, on the same passages and questions in one run.

    python -m benchmarks.compare [--letters F] [--parliament F] [--reports F] [--quick]

Prints a table for each judged set (benchmarks/judged_sets.py) whose folder there is, and one for
all sets about the letters that were tuned on, and for those that are kept aside. The folders are
not part of the project: name them, or set ONRECORD_REAL_LETTERS to that of the letters; the others
are looked for beside it. LangChain embeds with HuggingFaceEmbeddings and the same weights;
--quick leaves it out.
"""

from __future__ import annotations

import argparse
import os
from contextlib import AbstractContextManager
from pathlib import Path

from langchain_core.embeddings import Embeddings
from langchain_huggingface import HuggingFaceEmbeddings
from rich.console import Console

from assistant.evaluation.comparison import Compared, compare, compared, put, rankers_over
from assistant.evaluation.judgements import relevant_passages
from benchmarks.judged_sets import (
    JudgedSet,
    letter_sets,
    letters_library,
    parliament,
    recommendations,
)
from benchmarks.plain_stack import chunks_of, plain_ranker, relevant_chunks
from cli.as_text import comparison_text
from vectorstore.library import Library
from vectorstore.minilm import MiniLM
from vectorstore.weights import model_folder

_out = Console(width=100, highlight=False)


def main() -> None:
    letters = Path(os.environ.get("ONRECORD_REAL_LETTERS", "../shared/letters"))
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--letters", type=Path, default=letters)
    asked.add_argument("--parliament", type=Path, default=letters.parent / "bench" / "uk_wq_police")
    asked.add_argument("--reports", type=Path, default=letters.parent / "reports")
    asked.add_argument("--quick", action="store_true", help="leave LangChain out")
    folders = asked.parse_args()
    embeddings = None if folders.quick else HuggingFaceEmbeddings(model_name=str(model_folder()))
    if folders.letters.is_dir():
        compare_on_letters(folders.letters, embeddings)
    if folders.letters.is_dir() and folders.reports.is_dir():
        compare_on(recommendations(folders.reports, folders.letters, MiniLM()), embeddings)
    if folders.parliament.is_dir():
        compare_on(parliament(folders.parliament, MiniLM()), embeddings)


def compare_on(
    opening: AbstractContextManager[tuple[Library, JudgedSet]], embeddings: Embeddings | None
) -> None:
    with opening as (library, judged):
        rankers = rankers_over(library, embeddings, langchain=embeddings is not None)
        report(judged.name, compare(judged.questions, judged.qrels, rankers))


def compare_on_letters(folder: Path, embeddings: Embeddings | None) -> None:
    """Here the plain stack is compared too, on chunks of its own."""
    sets = [*letter_sets()]
    asked = [each for _, _, judgements in sets for each in judgements if not each.unanswerable]
    questions = {each.id: each.question for each in asked}
    chunks = chunks_of(folder)
    with letters_library(folder, MiniLM()) as library:
        rankers = rankers_over(library, embeddings, langchain=embeddings is not None)
        if embeddings:
            rankers["plain stack"] = plain_ranker(chunks, embeddings)
        done = put(questions, rankers)
        for name, part, judgements in sets:
            qrels = relevant_passages(judgements, library)
            plain_qrels = relevant_chunks(judgements, chunks)
            comparison = [
                compared(each, found, plain_qrels if each == "plain stack" else qrels)
                for each, found in done.items()
            ]
            report(f"{name}, {part}", comparison)


def report(name: str, comparison: list[Compared]) -> None:
    count = next(iter(comparison[0].measures.values())).count
    _out.print(f"\n{name}: {count} questions", style="bold")
    _out.print(comparison_text(comparison))


if __name__ == "__main__":
    main()

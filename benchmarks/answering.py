"""How long an answer in quotations takes over the sample letters, the process warm.

    python -m benchmarks.answering

Every question of the judged sets that have been tuned on is asked of the sample library, with its
bodies' names in the place of the real ones. The whole answer is timed: the first statement cannot
be later.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from assistant.answer import answer_question
from assistant.evaluation.judgements import read_judgements
from benchmarks.judged_sets import ASIDE, JUDGEMENTS
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.minilm import MiniLM

SAMPLES = Path(__file__).parent.parent / "samples" / "letters"
BODIES = {"Durham": "Harrowdale", "Dorset": "Westmarch", "Cambridgeshire": "Westmarch"}
WARMING = 10  # questions


def main() -> None:
    questions = [_of_the_samples(each) for each in _questions()]
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder), MiniLM()) as library:
        take_in([SAMPLES], library)
        for question in questions[:WARMING]:
            answer_question(question, library=library)
        taken = [_timed(question, library) for question in questions]
    p50, p95 = np.percentile(taken, [50, 95])
    print(
        f"{len(taken)} questions: p50 {p50:.0f} ms, p95 {p95:.0f} ms, at most {max(taken):.0f} ms"
    )


def _timed(question: str, library: Library) -> float:
    begun = time.perf_counter()
    answer_question(question, library=library)
    return 1000 * (time.perf_counter() - begun)


def _questions() -> list[str]:
    files = (file for file in sorted(JUDGEMENTS.glob("letters*.jsonl")) if file.stem not in ASIDE)
    return [each.question for file in files for each in read_judgements(file)]


def _of_the_samples(question: str) -> str:
    for real, invented in BODIES.items():
        question = question.replace(real, invented)
    return question


if __name__ == "__main__":
    main()

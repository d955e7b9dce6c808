"""Judged questions become measures: is the passage found, is it cited, is silence recognised."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from pathlib import Path

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from assistant.answer import answer_question
from assistant.errors import JudgementsRefused
from assistant.results import Abstention, Answer
from assistant.writers import Writer
from vectorstore.library import Library
from vectorstore.records import Evidence


class Judgement(BaseModel):
    """One line of a judgements file; design, section 6."""

    id: str
    question: str
    words: list[str] = Field(default_factory=list)
    file: str | None = None
    unanswerable: bool = False
    kind: str = Field(default="", alias="class")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """How one question came out."""

    judgement: Judgement
    rank: int | None  # of the first passage that holds the words, from 1
    status: str
    reason: str | None
    cited: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    value: float
    low: float  # of the 95% interval
    high: float
    count: int  # questions it is a mean over


def read_judgements(path: Path) -> list[Judgement]:
    """Read a JSON lines file. Raises JudgementsRefused, naming the line."""
    adapter = TypeAdapter(Judgement)
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsRefused(
            f"{path.name} cannot be read. Check the name and folder."
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(adapter.validate_python(json.loads(line)))
        except (ValidationError, ValueError) as error:
            raise JudgementsRefused(
                f"{path.name}, line {number}, is not a judgement. "
                "See the design of judgements in docs/evaluation.md."
            ) from error
    return found


def judge_questions(
    judgements: Iterable[Judgement], library: Library, writer: Writer | None = None
) -> list[Judged]:
    """Ask every question; a refused abstention's evidence counts for the rank too."""
    judged = []
    for judgement in judgements:
        result = answer_question(judgement.question, library=library, writer=writer)
        judged.append(
            Judged(
                judgement=judgement,
                rank=_rank(judgement, result.evidence),
                status="abstained" if isinstance(result, Abstention) else "answered",
                reason=result.reason.value if isinstance(result, Abstention) else None,
                cited=isinstance(result, Answer) and _cites(judgement, result),
            )
        )
    return judged


def measures(judged: Sequence[Judged]) -> dict[str, Measure]:
    """recall@1, recall@5, MRR, nDCG@10; answered, cited and abstained where each is right."""
    asked = [each for each in judged if not each.judgement.unanswerable]
    silent = [each for each in judged if each.judgement.unanswerable]
    found = {
        "recall@1": [float(each.rank is not None and each.rank <= 1) for each in asked],
        "recall@5": [float(each.rank is not None and each.rank <= 5) for each in asked],
        "mrr": [1 / each.rank if each.rank else 0.0 for each in asked],
        "ndcg@10": [1 / log2(each.rank + 1) if each.rank else 0.0 for each in asked],
        "answered": [float(each.status == "answered") for each in asked],
        "cited": [float(each.cited) for each in asked],
        "abstained": [float(each.status == "abstained") for each in silent],
    }
    return {name: _measure(values) for name, values in found.items() if values}


def _rank(judgement: Judgement, evidence: Sequence[Evidence]) -> int | None:
    for rank, each in enumerate(evidence, 1):
        if _is_in(judgement, each.letter.file, each.text):
            return rank
    return None


def _cites(judgement: Judgement, answer: Answer) -> bool:
    return any(
        _is_in(judgement, citation.file, citation.quote)
        for statement in answer.statements
        for citation in statement.citations
    )


def _is_in(judgement: Judgement, file: str, text: str) -> bool:
    folded = " ".join(text.split())
    return (judgement.file is None or judgement.file == file) and any(
        " ".join(words.split()) in folded for words in judgement.words
    )


def _measure(values: Sequence[float]) -> Measure:
    """The mean with Wilson's 95% interval, which is near enough for means of ranks too."""
    n, mean, z = len(values), sum(values) / len(values), 1.96
    centre = (mean + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(mean * (1 - mean) / n + z * z / (4 * n * n))
    return Measure(value=mean, low=max(0.0, centre - half), high=min(1.0, centre + half), count=n)

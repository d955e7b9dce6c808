"""Judged questions and a library become an Evaluation: what `onrecord evaluate` tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.answering import Judged, by_class, judge_questions, measures
from assistant.evaluation.comparison import Compared, compare, rankers_over
from assistant.evaluation.judgements import Judgement, Qrels, relevant_passages
from assistant.evaluation.measures import Measure
from assistant.writers import Writer
from vectorstore.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    measures: dict[str, Measure]
    classes: dict[str, dict[str, Measure]]  # the same for each class of questions
    judged: tuple[Judged, ...]  # a question each, in their order
    comparison: tuple[Compared, ...]  # the product first; empty where nothing was compared


def evaluate_library(
    judgements: Sequence[Judgement],
    library: Library,
    writer: Writer | None = None,
    *,
    comparing: bool = False,
) -> Evaluation:
    """Ask every question, and measure what was found, cited and left unanswered.

    Args:
        comparing: rank the library's passages in other ways too; each is embedded once more.
    """
    qrels = relevant_passages(judgements, library)
    judged = judge_questions(judgements, qrels, library, writer)
    return Evaluation(
        measures=measures(judged, qrels),
        classes=by_class(judged, qrels),
        judged=tuple(judged),
        comparison=_comparison(judgements, qrels, library) if comparing and qrels else (),
    )


def _comparison(
    judgements: Sequence[Judgement], qrels: Qrels, library: Library
) -> tuple[Compared, ...]:
    questions = {each.id: each.question for each in judgements if each.id in qrels}
    return tuple(compare(questions, qrels, rankers_over(library)))

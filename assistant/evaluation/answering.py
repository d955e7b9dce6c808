"""Judged questions are asked: is the passage found, is it cited, is silence recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import answer_question, find_passages
from assistant.evaluation.judgements import Judgement, Qrels
from assistant.evaluation.measures import DEPTH, Measure, mean, retrieval_measures
from assistant.results import Abstention, AbstentionReason, Answer
from assistant.writers import Writer
from vectorstore.library import Library

# Why the unanswerable questions of a class are to be left unanswered.
RIGHT_REASONS: Mapping[str, frozenset[AbstentionReason]] = {
    "no_body": frozenset({AbstentionReason.NO_SUCH_BODY}),
    "no_report": frozenset({AbstentionReason.NO_SUCH_REPORT}),
    "other_report": frozenset({AbstentionReason.NO_SUCH_REPORT}),
    "close_miss": frozenset({AbstentionReason.DETAIL_NOT_ON_RECORD}),
    "off_topic": frozenset({AbstentionReason.NOTHING_ON_RECORD}),
    "no_matter": frozenset({AbstentionReason.NOTHING_ON_RECORD}),
    "outside": frozenset({AbstentionReason.OUTSIDE_THE_RECORD}),
    "only_the_inspectorate": frozenset({AbstentionReason.ONLY_THE_INSPECTORATE}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """How one question came out."""

    judgement: Judgement
    found: tuple[str, ...]  # ids of passages, best first
    rank: int | None  # of the first passage that holds the words, from 1
    status: str
    reason: str | None
    cited: bool


def judge_questions(
    judgements: Iterable[Judgement],
    qrels: Qrels,
    library: Library,
    writer: Writer | None = None,
) -> list[Judged]:
    """Ask every question, and look for its passages whether it was answered or not."""
    judged = []
    for judgement in judgements:
        question = judgement.question
        result = answer_question(question, library=library, writer=writer)
        passages = find_passages(question, library=library, k=DEPTH)
        found = tuple(each.passage_id for each in passages)
        relevant = qrels.get(judgement.id, {})
        judged.append(
            Judged(
                judgement=judgement,
                found=found,
                rank=next((n for n, each in enumerate(found, 1) if each in relevant), None),
                status="abstained" if isinstance(result, Abstention) else "answered",
                reason=result.reason.value if isinstance(result, Abstention) else None,
                cited=isinstance(result, Answer) and _cites(judgement, result),
            )
        )
    return judged


def measures(judged: Sequence[Judged], qrels: Qrels) -> dict[str, Measure]:
    """Those of retrieval; answered, cited, abstained and why, each over where it is right."""
    asked = [each for each in judged if not each.judgement.unanswerable]
    silent = [each for each in judged if each.judgement.unanswerable]
    outcomes = {
        "answered": [float(each.status == "answered") for each in asked],
        "cited": [float(each.cited) for each in asked],
        "abstained": [float(each.status == "abstained") for each in silent],
        "right_reason": [
            float(each.reason in RIGHT_REASONS[each.judgement.kind])
            for each in silent
            if each.judgement.kind in RIGHT_REASONS
        ],
    }
    return {
        **retrieval_measures(qrels, {each.judgement.id: each.found for each in asked}),
        **{name: mean(values) for name, values in outcomes.items() if values},
    }


def by_class(judged: Sequence[Judged], qrels: Qrels) -> dict[str, dict[str, Measure]]:
    """The measures of each class of questions, by name."""
    classes: dict[str, list[Judged]] = {}
    for each in judged:
        classes.setdefault(each.judgement.kind, []).append(each)
    return {
        name: measures(
            each, {j.judgement.id: qrels[j.judgement.id] for j in each if j.judgement.id in qrels}
        )
        for name, each in sorted(classes.items())
    }


def _cites(judgement: Judgement, answer: Answer) -> bool:
    return any(
        judgement.stands_in(citation.file, citation.quote)
        for statement in answer.statements
        for citation in statement.citations
    )

"""A writer proposes sentences from the evidence; those that the letters bear make the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import wording
from assistant.errors import ModelUnavailable
from assistant.grounding import Grounded, ground
from assistant.question import Question
from assistant.results import Answer, Proposal
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from vectorstore.library import Library
from vectorstore.records import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    grounded: Grounded
    writer: str  # the name of the one whose proposals they are
    note: str  # that quotations stood in for a model, and why, or ""


def write(
    question: Question,
    evidence: Sequence[Evidence],
    library: Library,
    writer: Writer,
    progress: Callable[[Answer], None] | None,
) -> Written:
    """Ask the writer, and quotations where its model is down.

    Args:
        progress: is given the answer so far, each time that one more proposal stands.
    """
    proposals: list[Proposal] = []
    used, note = writer.name, ""
    try:
        for proposal in writer.write(question, evidence):
            proposals.append(proposal)
            if progress:
                _show(progress, proposals, question, evidence, library, used)
    except ModelUnavailable as problem:
        quotes = QuotesWriter(library)
        proposals = [*quotes.write(question, evidence)]
        used, note = quotes.name, wording.fell_back(str(problem))
    return Written(grounded=ground(proposals, evidence, library.page_at), writer=used, note=note)


def _show(
    progress: Callable[[Answer], None],
    proposals: Sequence[Proposal],
    question: Question,
    evidence: Sequence[Evidence],
    library: Library,
    writer: str,
) -> None:
    if so_far := ground(proposals, evidence, library.page_at).statements:
        progress(
            Answer(
                question=question,
                writer=writer,
                statements=so_far,
                evidence=tuple(evidence),
                withheld=0,
                note="",
            )
        )

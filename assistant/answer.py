"""A question becomes an Answer or an Abstention."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from assistant import wording
from assistant.errors import ModelUnavailable, QuestionRefused
from assistant.grounding import ground
from assistant.missing import cannot_search
from assistant.question import LONGEST_QUESTION, Question, understand
from assistant.record.answering import answer_from_record
from assistant.results import Abstention, AbstentionReason, Answer, Found, Proposal, Statement
from assistant.sufficiency import judge
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from vectorstore.lexical import terms
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

EVIDENCE = 8  # passages looked at
CONTINUED = 3  # of them, with what follows in their paragraph


def answer_question(
    text: str,
    *,
    library: Library,
    writer: Writer | None = None,
    filters: Filters | None = None,
    without: Container[str] = (),
    progress: Callable[[Answer], None] | None = None,
) -> Answer | Abstention:
    """Answer from the letters, every sentence cited, or say why not.

    Args:
        writer: quotations where none is given; also what stands in for a model that is down.
        filters: those found in the question are added to these.
        without: what is not to be read as a filter, by its name in `Question.found`.
        progress: is given the answer so far, each time that one more proposal stands.

    Raises:
        QuestionRefused: the question is empty, too long, or has no word to look for.
        UnknownFilter: a given filter matches no letter.
    """
    question, remark = _understood(text, library, filters or Filters(), without)
    if reason := cannot_search(question, library, EVIDENCE):
        return reason
    if told := answer_from_record(question, library, remark):
        return told
    evidence = library.with_continuations(_search(question, library, EVIDENCE), CONTINUED)
    if reason := _not_enough(question, evidence, library):
        return replace(reason, message=_joined(remark, reason.message))
    writer = writer or QuotesWriter(library)

    def proposed(proposals: Sequence[Proposal]) -> None:
        if progress is None:
            return
        if so_far := ground(proposals, evidence, library.page_at).statements:
            progress(
                Answer(
                    question=question,
                    writer=writer.name,
                    statements=so_far,
                    evidence=tuple(evidence),
                    withheld=0,
                    note="",
                )
            )

    proposals, used, note = _write(question, evidence, library, writer, proposed)
    grounded = ground(proposals, evidence, library.page_at)
    if not grounded.statements:
        return Abstention(
            question=question,
            reason=AbstentionReason.UNSUPPORTED,
            message=_joined(remark, wording.unsupported(grounded.withheld)),
            evidence=tuple(evidence),
        )
    return Answer(
        question=question,
        writer=used,
        statements=grounded.statements,
        evidence=tuple(evidence),
        withheld=grounded.withheld,
        note=_joined(remark, note, _silent(question, grounded.statements)),
    )


def look_up(
    text: str,
    *,
    library: Library,
    filters: Filters | None = None,
    k: int = 10,
    without: Container[str] = (),
) -> Found:
    """Find up to k passages for a question, best first, within the filters it names.

    What is named and not in the library is not looked for elsewhere: nothing is found then, and
    the message says so.

    Raises:
        QuestionRefused: the question is empty, too long, or has no word to look for.
        UnknownFilter: a given filter matches no letter.
    """
    question, remark = _understood(text, library, filters or Filters(), without)
    if reason := cannot_search(question, library, k):
        return Found(question=question, evidence=(), message=reason.message)
    evidence = _search(question, library, k)
    return Found(question=question, evidence=tuple(evidence), message=remark)


def find_passages(
    text: str, *, library: Library, filters: Filters | None = None, k: int = 10
) -> list[Evidence]:
    """The passages of look_up."""
    return [*look_up(text, library=library, filters=filters, k=k).evidence]


def _understood(
    text: str, library: Library, filters: Filters, without: Container[str]
) -> tuple[Question, str]:
    """The question as it is understood, and what the reader should know of that, or ""."""
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)  # bytes that are no text
    if not text.strip():
        raise QuestionRefused(wording.empty_question())
    if len(text) > LONGEST_QUESTION:
        raise QuestionRefused(wording.long_question(len(text), LONGEST_QUESTION))
    question = understand(text, filters=filters, letters=library.catalogue(), without=without)
    if not (terms(question.text) or question.filters):
        raise QuestionRefused(wording.nothing_to_look_for())
    remarks = []
    if question.missing_bodies and question.filters.bodies:
        remarks.append(wording.one_body_missing(question.missing_bodies, question.filters.bodies))
    found = question.filters
    if question.doubtful_report:
        remarks.append(wording.no_report_of_that_name(question.doubtful_report, found.bodies))
    if found.items and "items" in question.found and not library.has_items(found):
        # A number that no item has must not hide what is said of the matter.
        remarks.append(wording.no_such_item(found.kinds, found.items))
        question = replace(
            question,
            filters=replace(found, items=(), kinds=()),
            found=tuple(each for each in question.found if each != "items"),
        )
    return question, " ".join(remarks)


def _silent(question: Question, statements: Sequence[Statement]) -> str:
    """Which of the bodies that are compared no statement is of, or ""."""
    speak = {cited.body for each in statements for cited in each.citations}
    silent = [body for body in question.filters.bodies if body not in speak]
    return wording.silent_bodies(silent) if question.across and silent else ""


def _search(question: Question, library: Library, k: int) -> list[Evidence]:
    return library.search(
        question.search,
        k=k,
        filters=question.filters,
        preference=question.preference,
        across=question.across,
        latest_first=question.latest_first,
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _not_enough(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> Abstention | None:
    found = judge(question, evidence, library)
    if found.enough and not question.outside:
        return None
    bodies = question.filters.bodies
    if question.outside or question.general:
        reason, message = AbstentionReason.OUTSIDE_THE_RECORD, wording.outside_the_record()
    elif found.only_inspectorate:
        reason = AbstentionReason.ONLY_THE_INSPECTORATE
        message = wording.only_the_inspectorate(bodies)
    elif found.missing is not None:
        reason = AbstentionReason.DETAIL_NOT_ON_RECORD
        message = wording.detail_not_on_record(found.missing.value, bodies)
    elif found.superseded is not None:
        reason = AbstentionReason.ONLY_SUPERSEDED
        message = wording.only_superseded(found.superseded.value)
    else:
        reason = AbstentionReason.NOTHING_ON_RECORD
        message = wording.nothing_on_record(bodies)
    return Abstention(question=question, reason=reason, message=message, evidence=tuple(evidence))


def _write(
    question: Question,
    evidence: Sequence[Evidence],
    library: Library,
    writer: Writer,
    proposed: Callable[[Sequence[Proposal]], None],
) -> tuple[list[Proposal], str, str]:
    """Return the proposals, the name of the writer that made them, and a note on a fall-back."""
    proposals: list[Proposal] = []
    try:
        for proposal in writer.write(question, evidence):
            proposals.append(proposal)
            proposed(proposals)
        return proposals, writer.name, ""
    except ModelUnavailable as problem:
        quotes = QuotesWriter(library)
        return [*quotes.write(question, evidence)], quotes.name, wording.fell_back(str(problem))

"""A question becomes an Answer or an Abstention."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant.errors import ModelUnavailable, QuestionRefused
from assistant.grounding import ground
from assistant.question import LONGEST_QUESTION, Question, understand
from assistant.results import Abstention, AbstentionReason, Answer, Proposal
from assistant.sufficiency import judge
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

EVIDENCE = 8  # passages looked at


def answer_question(
    text: str,
    *,
    library: Library,
    writer: Writer | None = None,
    filters: Filters | None = None,
) -> Answer | Abstention:
    """Answer from the letters, every sentence cited, or say why not.

    Args:
        writer: quotations where none is given; also what stands in for a model that is down.
        filters: those found in the question are added to these.

    Raises:
        QuestionRefused: the question is empty or too long.
        UnknownFilter: a given filter matches no letter.
    """
    _refuse_unreadable(text)
    question = _understood(text, library, filters or Filters())
    if reason := _cannot_search(question, library):
        return reason
    evidence = library.search(
        question.search, k=EVIDENCE, filters=question.filters, preference=question.preference
    )
    if reason := _not_enough(question, evidence, library):
        return reason
    proposals, used, note = _write(question, evidence, library, writer or QuotesWriter(library))
    grounded = ground(proposals, evidence, library.page_at)
    if not grounded.statements:
        return Abstention(
            question=question,
            reason=AbstentionReason.UNSUPPORTED,
            message=wording.unsupported(grounded.withheld),
            evidence=tuple(evidence),
        )
    return Answer(
        question=question,
        writer=used,
        statements=grounded.statements,
        evidence=tuple(evidence),
        withheld=grounded.withheld,
        note=note,
    )


def find_passages(
    text: str, *, library: Library, filters: Filters | None = None, k: int = 10
) -> list[Evidence]:
    """Return up to k passages for a question, best first, within the filters it names.

    Raises:
        QuestionRefused: the question is empty or too long.
        UnknownFilter: a given filter matches no letter.
    """
    _refuse_unreadable(text)
    question = _understood(text, library, filters or Filters())
    return library.search(
        question.search, k=k, filters=question.filters, preference=question.preference
    )


def _refuse_unreadable(text: str) -> None:
    if not text.strip():
        raise QuestionRefused(wording.empty_question())
    if len(text) > LONGEST_QUESTION:
        raise QuestionRefused(wording.long_question(len(text), LONGEST_QUESTION))


def _understood(text: str, library: Library, filters: Filters) -> Question:
    return understand(text, filters=filters, letters=library.letters())


def _cannot_search(question: Question, library: Library) -> Abstention | None:
    bodies = library.bodies()
    if not library.letters():
        return Abstention(
            question=question,
            reason=AbstentionReason.EMPTY_LIBRARY,
            message=wording.empty_library(),
            evidence=(),
        )
    if question.missing_bodies and not question.filters.bodies:
        return Abstention(
            question=question,
            reason=AbstentionReason.NO_SUCH_BODY,
            message=wording.no_such_body(question.missing_bodies, bodies),
            evidence=tuple(
                library.search(question.search, k=EVIDENCE, preference=question.preference)
            ),
        )
    return None


def _not_enough(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> Abstention | None:
    found = judge(question.text, question.search, evidence, library)
    if found.enough and not question.outside:
        return None
    bodies = question.filters.bodies
    if question.outside:
        reason, message = AbstentionReason.OUTSIDE_THE_RECORD, wording.outside_the_record()
    elif found.missing is not None:
        reason = AbstentionReason.DETAIL_NOT_ON_RECORD
        message = wording.detail_not_on_record(found.missing.value, bodies)
    else:
        reason = AbstentionReason.NOTHING_ON_RECORD
        message = wording.nothing_on_record(bodies)
    return Abstention(question=question, reason=reason, message=message, evidence=tuple(evidence))


def _write(
    question: Question, evidence: Sequence[Evidence], library: Library, writer: Writer
) -> tuple[list[Proposal], str, str]:
    """Return the proposals, the name of the writer that made them, and a note on a fall-back."""
    try:
        return writer.write(question, evidence), writer.name, ""
    except ModelUnavailable as problem:
        quotes = QuotesWriter(library)
        return quotes.write(question, evidence), quotes.name, wording.fell_back(str(problem))

"""A question becomes an Answer or an Abstention."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from assistant import wording
from assistant.errors import QuestionRefused
from assistant.likely_outside import likely_outside
from assistant.missing import cannot_search
from assistant.notes import bodies_asked, notes_on
from assistant.question import LONGEST_QUESTION, Question, understand
from assistant.record.answering import answer_from_record
from assistant.results import Abstention, AbstentionReason, Answer, Found
from assistant.sufficiency import judge
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from assistant.writing import write
from vectorstore.lexical import terms
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters

EVIDENCE = 8  # passages looked at
EVIDENCE_OF_A_BODY = 3  # where several are asked
MOST_EVIDENCE = 36
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
    if not question.filters and likely_outside(question.spelled, library.embedder):
        question = replace(question, general=True)
    bodies = bodies_asked(question, library)
    found = _search(question, library, _depth(bodies), bodies)
    evidence = library.with_continuations(found, CONTINUED)
    if reason := _not_enough(question, evidence, library):
        return replace(reason, message=_joined(remark, reason.message))
    written = write(question, evidence, library, writer or QuotesWriter(library), progress)
    shown, withheld = written.grounded.statements, written.grounded.withheld
    if not shown:
        return _nothing_shown(question, evidence, withheld, remark)
    return Answer(
        question=question,
        writer=written.writer,
        statements=shown,
        evidence=tuple(evidence),
        withheld=withheld,
        note=_joined(remark, written.note, *notes_on(question, shown, library)),
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


def _depth(bodies: Sequence[str]) -> int:
    """How many passages are looked at."""
    return max(EVIDENCE, min(EVIDENCE_OF_A_BODY * len(bodies), MOST_EVIDENCE))


def _search(
    question: Question, library: Library, k: int, bodies: Sequence[str] = ()
) -> list[Evidence]:
    """Args: bodies: each is searched by itself, though the question may not name it."""
    return library.search(
        question.search,
        k=k,
        filters=replace(question.filters, bodies=tuple(bodies) or question.filters.bodies),
        preference=question.preference,
        across=question.across,
        latest_first=question.latest_first,
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _nothing_shown(
    question: Question, evidence: Sequence[Evidence], withheld: int, remark: str
) -> Abstention:
    """What was proposed did not stand; or nothing was: no body that is compared answers, say."""
    reason, message = AbstentionReason.UNSUPPORTED, wording.unsupported(withheld)
    if not withheld:
        reason = AbstentionReason.NOTHING_ON_RECORD
        message = wording.nothing_on_record(question.filters.bodies)
    return Abstention(
        question=question,
        reason=reason,
        message=_joined(remark, message),
        evidence=tuple(evidence),
    )


def _not_enough(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> Abstention | None:
    found = judge(question, evidence, library)
    if found.enough and not question.outside:
        return None
    bodies = question.filters.bodies
    if question.outside or question.general:
        reason = AbstentionReason.OUTSIDE_THE_RECORD
        message = wording.outside_the_record(question.outside)
    elif question.doubtful_report:
        # What is not on record may be so because no letter answers that report.
        reason = AbstentionReason.NO_SUCH_REPORT
        message = wording.nothing_on_record(bodies)
    elif found.only_inspectorate:
        reason = AbstentionReason.ONLY_THE_INSPECTORATE
        message = wording.only_the_inspectorate(bodies)
    elif found.missing is not None:
        reason = AbstentionReason.DETAIL_NOT_ON_RECORD
        message = wording.detail_not_on_record(found.missing.value, bodies)
    elif found.superseded is not None:
        reason = AbstentionReason.ONLY_SUPERSEDED
        message = wording.only_superseded(found.superseded.value)
    elif found.unknown:
        reason = AbstentionReason.NOTHING_ON_RECORD
        message = wording.unknown_names(found.unknown)
    else:
        reason = AbstentionReason.NOTHING_ON_RECORD
        message = wording.nothing_on_record(bodies)
    return Abstention(question=question, reason=reason, message=message, evidence=tuple(evidence))

"""What is asked for and not in the library: said, with what there is, and not sought elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import wording
from assistant.filters.matching import Narrowing, emptied_by
from assistant.question import Question
from assistant.results import Abstention, AbstentionReason
from vectorstore.library import Library
from vectorstore.records import Filters, LetterFacts


def cannot_search(question: Question, library: Library, nearest: int) -> Abstention | None:
    """Say why no letter can answer, or return None where some may.

    A body or report that was given as a filter, and not read in the question, is left to the
    search, which refuses it.

    Args:
        nearest: passages to show of what comes nearest.
    """
    letters = library.catalogue()
    if not letters.letters:
        return Abstention(
            question=question,
            reason=AbstentionReason.EMPTY_LIBRARY,
            message=wording.empty_library(),
            evidence=(),
        )
    filters = question.filters
    if question.missing_bodies and not filters.bodies:
        message = wording.no_such_body(question.missing_bodies, library.bodies())
        return _abstention(
            question, AbstentionReason.NO_SUCH_BODY, message, filters, library, nearest
        )
    if question.unclear_body and not filters.bodies:
        unclear = question.unclear_body
        within = replace(filters, bodies=unclear.names)
        message = wording.unclear_body(unclear.word, unclear.names)
        return _abstention(
            question, AbstentionReason.AMBIGUOUS_BODY, message, within, library, nearest
        )
    if question.missing_report:
        before = replace(filters, report=None, dated_from=None, dated_to=None)
        left = letters.within(before)
        message = wording.no_such_report(question.missing_report, before, _titles(left))
        return _abstention(
            question, AbstentionReason.NO_SUCH_REPORT, message, before, library, nearest
        )
    emptied = emptied_by(filters, letters)
    if emptied is None or _is_refused(emptied[0], filters, library):
        return None
    narrowing, before, left = emptied
    reason, message = _said(narrowing, filters, before, left)
    return _abstention(question, reason, message, before, library, nearest)


def _is_refused(narrowing: Narrowing, filters: Filters, library: Library) -> bool:
    """Whether the search itself refuses a filter, as one that nothing in the library has."""
    if narrowing is Narrowing.REPORT:
        return not library.catalogue().within(Filters(report=filters.report))
    return narrowing is Narrowing.BODY


def _said(
    narrowing: Narrowing, filters: Filters, before: Filters, left: Sequence[LetterFacts]
) -> tuple[AbstentionReason, str]:
    """Why nothing is left, with what the filters before that one leave."""
    if narrowing is Narrowing.LEFT_OUT:
        return AbstentionReason.NO_SUCH_BODY, wording.no_other_body(filters.bodies_left_out)
    if narrowing is Narrowing.AUTHOR:
        authors = list(dict.fromkeys(each.author for each in left if each.author))
        message = wording.no_such_author(filters.authors, before, authors)
        return AbstentionReason.NO_SUCH_AUTHOR, message
    if narrowing is Narrowing.REPORT:
        message = wording.no_such_report(filters.report or "", before, _titles(left))
        return AbstentionReason.NO_SUCH_REPORT, message
    years = sorted({str(each.dated.year) for each in left if each.dated})
    period = wording.period_words(filters.dated_from, filters.dated_to)
    return AbstentionReason.NO_SUCH_DATE, wording.no_such_date(period, before, years)


def _titles(letters: Sequence[LetterFacts]) -> list[str]:
    return list(dict.fromkeys(each.report_title for each in letters if each.report_title))


def _abstention(
    question: Question,
    reason: AbstentionReason,
    message: str,
    within: Filters,
    library: Library,
    nearest: int,
) -> Abstention:
    """An abstention with the passages that come nearest within the filters that can be kept."""
    kept = replace(within, kinds=(), items=())
    evidence = library.search(
        question.search, k=nearest, filters=kept, preference=question.preference
    )
    return Abstention(question=question, reason=reason, message=message, evidence=tuple(evidence))

"""Which letters filters leave, and which of several filters leaves none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from assistant.filters.dates import Period
from vectorstore.records import Filters, LetterFacts
from vectorstore.titles import titles_with

Keeps = Callable[[LetterFacts], bool]


class Narrowing(StrEnum):
    """The filters on letters, in the order in which they are applied."""

    BODY = "body"
    AUTHOR = "author"
    REPORT = "report"
    DATES = "dates"


def letters_within(filters: Filters, letters: Sequence[LetterFacts]) -> list[LetterFacts]:
    """The letters that these filters leave."""
    left = list(letters)
    for keep in _keeps(filters, letters).values():
        left = [each for each in left if keep(each)]
    return left


def emptied_by(
    filters: Filters, letters: Sequence[LetterFacts]
) -> tuple[Narrowing, Filters, list[LetterFacts]] | None:
    """The first filter that leaves no letter, those before it, and the letters they leave."""
    before = Filters()
    left = list(letters)
    for name, keep in _keeps(filters, letters).items():
        kept = [each for each in left if keep(each)]
        if not kept:
            return name, before, left
        before, left = _with(before, filters, name), kept
    return None


def _keeps(filters: Filters, letters: Sequence[LetterFacts]) -> dict[Narrowing, Keeps]:
    keeps: dict[Narrowing, Keeps] = {}
    if filters.bodies:
        bodies = {name.casefold() for name in filters.bodies}
        keeps[Narrowing.BODY] = lambda each: (each.body or "").casefold() in bodies
    if filters.authors:
        keeps[Narrowing.AUTHOR] = lambda each: each.author in filters.authors
    if filters.report:
        titles = titles_with(filters.report, [e.report_title for e in letters if e.report_title])
        keeps[Narrowing.REPORT] = lambda each: each.report_title in titles
    if filters.dated_from or filters.dated_to:
        period = Period(first=filters.dated_from, last=filters.dated_to)
        keeps[Narrowing.DATES] = lambda each: each.dated is not None and period.holds(each.dated)
    return keeps


def _with(before: Filters, filters: Filters, name: Narrowing) -> Filters:
    match name:
        case Narrowing.BODY:
            return replace(before, bodies=filters.bodies)
        case Narrowing.AUTHOR:
            return replace(before, authors=filters.authors)
        case Narrowing.REPORT:
            return replace(before, report=filters.report)
        case Narrowing.DATES:
            return replace(before, dated_from=filters.dated_from, dated_to=filters.dated_to)

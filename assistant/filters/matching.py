"""Which of several filters is the one that leaves no letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters, LetterFacts


class Narrowing(StrEnum):
    """The filters on letters, in the order in which they are applied."""

    BODY = "body"
    LEFT_OUT = "left out"
    AUTHOR = "author"
    REPORT = "report"
    DATES = "dates"


def emptied_by(
    filters: Filters, letters: Catalogue
) -> tuple[Narrowing, Filters, Sequence[LetterFacts]] | None:
    """The first filter that leaves no letter, those before it, and the letters they leave."""
    before = Filters()
    for narrowing in Narrowing:
        narrowed = _with(before, filters, narrowing)
        if not letters.within(narrowed):
            return narrowing, before, letters.within(before)
        before = narrowed
    return None


def _with(before: Filters, filters: Filters, name: Narrowing) -> Filters:
    match name:
        case Narrowing.BODY:
            return replace(before, bodies=filters.bodies)
        case Narrowing.LEFT_OUT:
            return replace(before, bodies_left_out=filters.bodies_left_out)
        case Narrowing.AUTHOR:
            return replace(before, authors=filters.authors)
        case Narrowing.REPORT:
            return replace(before, report=filters.report)
        case Narrowing.DATES:
            return replace(before, dated_from=filters.dated_from, dated_to=filters.dated_to)

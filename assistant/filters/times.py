"""The times that a text names: a year, a month of one, a day, or all between two of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.filters.found import Span
from assistant.filters.words import MONTH, MONTHS

_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
# "2018/19" and "2018-19" are years of an assessment.
_YEAR = r"(?<![/£\d])(?P<year>(?:19|20)\d\d)\b(?!\s?/\s?\d|\s?[–-]\s?\d\d\b)"
_TIME = re.compile(
    rf"""
    \b(?: (?P<y>(?:19|20)\d\d) - (?P<m>\d\d) - (?P<d>\d\d)
      | (?P<first>\d{{1,2}}) (?P<mark>[/.-]) (?P<second>\d{{1,2}}) (?P=mark)
          (?P<third>(?:19|20)\d\d)
      | (?:(?:early|mid|late)[\s-]+(?:in\s+)?)?
        (?: (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?
            (?: {_DAY.format("before")} \s+ (?:of\s+)? )? (?P<month>{MONTH}) ,? \s+ (?:of\s+)?
          | (?P<month2>{MONTH}) \s+ {_DAY.format("after")} ,? \s+ )?
        {_YEAR}
    )\b
    """,
    re.I | re.VERBOSE,
)
# The first of two times, which has its year from the second: "between March and October 2021".
_OPENING = re.compile(
    rf"""
    \b(?: (?: {_DAY.format("day")} \s+ (?:of\s+)? )? (?P<month>{MONTH})
      | (?:(?<=between\s)|(?<=from\s)) {_DAY.format("alone")} )
    \s* (?:and\b|or\b|to\b|until\b|till\b|[–—-]) \s* $
    """,
    re.I | re.VERBOSE,
)
_LONGEST_OPENING = 40  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """First and last day, both included; None is open at that end."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True, slots=True)
class Time:
    """From its first to its last day, both included."""

    first: date
    last: date
    joined: bool  # two times in one, of which only the second tells the year
    span: Span


def times_in(text: str) -> Iterator[Time]:
    """The times in a text, in order; what is no day of the calendar is none."""
    if not re.search(r"\d{4}", text):
        return
    for match in _TIME.finditer(text):
        year, month, day = _numbers(match)
        days = _days(year, month, day)
        if days is None:
            continue
        first, last = days
        joined = False
        start, end = match.span()
        before = max(0, start - _LONGEST_OPENING)
        opening = _OPENING.search(text[before:start]) if month else None
        if opening:
            name = opening["month"]
            day = int(opening["day"] or opening["alone"] or 0)
            opened = _days(year, _number(name) if name else month, day)
            if opened and opened[0] <= first:
                first, start, joined = opened[0], before + opening.start(), True
        yield Time(first=first, last=last, joined=joined, span=(start, end))


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day; 0 where it is not told."""
    if match["y"]:
        return int(match["y"]), int(match["m"]), int(match["d"])
    if match["mark"]:
        return int(match["third"]), int(match["second"]), int(match["first"])
    month = match["month"] or match["month2"]
    return (
        int(match["year"]),
        _number(month) if month else 0,
        int(match["before"] or match["after"] or 0),
    )


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3] == month[:3].casefold())


def _days(year: int, month: int, day: int) -> tuple[date, date] | None:
    """The first and the last day; None for the 31st of June."""
    if not month and not day:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    length = monthrange(year, month)[1]
    if not day:
        return date(year, month, 1), date(year, month, length)
    return (date(year, month, day),) * 2 if 1 <= day <= length else None

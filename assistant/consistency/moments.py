"""Days, months, years, seasons, years of account and days of the week, as far as they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.filters.words import MONTH, MONTHS
from assistant.folding import fold

_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MOMENT = re.compile(
    rf"""
      \b(?P<iso>{_YEAR}-\d\d-\d\d)\b
    | \b(?P<slashed>\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d))\b
    | \b(?P<account>{_YEAR}[/-]\d\d(?:\d\d)?)\b(?!-)
    | \b(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+(?P<y1>{_YEAR}))?\b
    | \b(?P<m2>{MONTH})\s+(?P<d2>{_DAY})(?!\d)(?:,?\s+(?P<y2>{_YEAR}))?\b
    | \b(?P<m3>{MONTH})\s+(?:of\s+)?(?P<y3>{_YEAR})\b
    | \b(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?(?P<y4>{_YEAR})\b
    | (?P<end>\b(?:the\s+)?end\s+of\s+(?P<y5>{_YEAR}))\b
    | (?<![£\d,.])(?P<y6>{_YEAR})\b(?![%,]\d|\s+(?:officers|crimes|calls|incidents))
    | \b(?P<m7>{MONTH})\b
    | \b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b
    """,
    re.I | re.VERBOSE,
)
_BEFORE_MAY = frozenset(
    """in by since until before after from of last next this early late and between to during
    """.split()
)
_SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A time, as far as a text tells it; what it does not tell is None or ""."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""
    account: bool = False  # a year of account: 2019/20 has the year 2019
    weekday: str = ""
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def last(self) -> date | None:
        """The last day of it, where its year is told."""
        if self.year is None:
            return None
        if self.account:
            return date(self.year + 1, 3, 31)
        month = self.month or (_SEASONS[self.season][2] if self.season else 12)
        if self.month and self.day:
            return date(self.year, self.month, self.day)
        after = date(self.year + (month == 12), month % 12 + 1, 1)
        return after - timedelta(days=1)


def moments(text: str) -> list[Moment]:
    """The times that a text names, in order; of days of no calendar there are none."""
    return list(_moments(fold(text)[0]))


def agree(one: Moment, other: Moment) -> bool:
    """Whether two times may be the same, by what both tell."""
    if one.weekday or other.weekday:
        return one.weekday == other.weekday
    if one.account != other.account:
        return False
    if one.season and other.month and not other.season:
        return other.month in _SEASONS[one.season] and one.year in (None, other.year)
    if other.season and one.month and not one.season:
        return agree(other, one)
    told = [(one.year, other.year), (one.month, other.month), (one.day, other.day)]
    shared = [(mine, theirs) for mine, theirs in told if mine is not None and theirs is not None]
    return bool(shared) and all(mine == theirs for mine, theirs in shared)


def of_day(day: date) -> Moment:
    return Moment(year=day.year, month=day.month, day=day.day)


def _moments(text: str) -> Iterator[Moment]:
    for match in _MOMENT.finditer(text):
        found = _told(match, text)
        if found is not None and _is_of_the_calendar(found):
            start, end = match.span()
            yield replace(found, text=match.group(), start=start, end=end)


def _told(match: re.Match[str], text: str) -> Moment | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return Moment(year=year, month=month, day=day)
    if match["slashed"]:
        day, month, year = map(int, re.split(r"[/.]", match["slashed"]))
        return Moment(year=year + (2000 if year < 100 else 0), month=month, day=day)
    if match["account"]:
        first, second = map(int, re.split(r"[/-]", match["account"]))
        return Moment(year=first, account=True) if second % 100 == (first + 1) % 100 else None
    if match["season"]:
        return Moment(year=int(match["y4"]), season=match["season"].casefold())
    if match["weekday"]:
        return Moment(weekday=match["weekday"].casefold())
    return _named(match, text)


def _named(match: re.Match[str], text: str) -> Moment | None:
    """A time that is told by a year, by the name of a month, or by both."""
    year, name, number = (
        next(
            (match[f"{part}{n}"] for n in range(1, 8) if match.groupdict().get(f"{part}{n}")), None
        )
        for part in "ymd"
    )
    full_year = int(year) if year else None
    if name is None:
        return Moment(year=full_year, month=12 if match["end"] else None)
    if not _is_month(name, match, text):
        return None
    month = next(n for n, each in enumerate(MONTHS, 1) if each[:3] == name[:3].casefold())
    return Moment(
        year=full_year, month=month, day=int(re.sub(r"\D", "", number)) if number else None
    )


def _is_month(name: str, match: re.Match[str], text: str) -> bool:
    """Whether "May" or "March" is a month; alone, it is one only where it can be nothing else."""
    if not name[0].isupper():
        return False
    if not match["m7"]:
        return True
    if len(name) < 4 and name.casefold() != "may":
        return False
    before = re.search(r"(\w+)\s+$", text[: match.start()])
    if name.casefold() == "may":
        return before is not None and before[1].casefold() in _BEFORE_MAY
    return before is not None or name.casefold() != "march"


def _is_of_the_calendar(moment: Moment) -> bool:
    try:
        date(moment.year or 2000, moment.month or 1, moment.day or 1)
    except ValueError:
        return False
    return True

"""Of when the letters are that a question asks for, where it says when something was said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.filters.found import Read

_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_INSPECTED = r"(?:inspection|inspections|assessment|report|peel|fieldwork|visit)"
_SAID = (
    r"(?:say|says|said|saying|tell|tells|told|state|states|stated|write|writes|wrote|written"
    r"|reply|replies|replied|position|letters?|responses)"
)
_DOCUMENT = r"(?:letters?|reply|replies|response|responses|board\s+paper|paper|submission)"
_ASKS = r"(?:what|how|who|why|which|when|did|does|do|has|have|had|is|was|were)"


def _when(n: str) -> str:
    """A year, a month of a year or a day; "2018/19" is the year of an assessment."""
    months = "|".join(_MONTHS)
    return (
        rf"(?:(?P<day{n}>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?=(?:{months})\b))?"
        rf"(?:(?P<month{n}>{months})\s+)?(?P<year{n}>(?:19|20)\d\d)\b(?![/–-]\d)"
    )


_BETWEEN = (
    rf"\b(?:between\s+{_when('1')}\s+and|from\s+{_when('2')}\s+(?:to|until|till))\s+{_when('3')}"
)
_SIDE = (
    r"\b(?P<side>before|prior\s+to|earlier\s+than|until|up\s+to|since|after|later\s+than|from)\s+"
    rf"{_when('1')}(?:\s+on(?:wards?)?\b)?"
)
_IN = rf"\b(?P<in>in|on|of|from|dated)\s+{_when('1')}"
# A participle before the date says what happened then, not what was said.
_HAPPENED = re.compile(
    rf"(?:{_INSPECTED}|\b(?!replied|stated|responded)\w+ed|found|begun|held)\W*$", re.I
)


# Another letter is held against this one: "since its 2019 letter", "the 2020 and 2022 letters".
_HELD_AGAINST = re.compile(
    r"(?:\b(?:since|before|after|than|unlike|between)\s+(?:[\w'’-]+\s+){0,3}"
    r"|\b(?:19|20)\d\d\s*(?:and|or|to|,|&|versus|vs)\s*(?:the\s+|in\s+)?)$",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """First and last day, both included; None is open at that end."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """A way to ask for letters of a time."""

    pattern: re.Pattern[str]
    period: Callable[[re.Match[str]], Period | None]
    certain: bool  # else it is taken so only if there is a letter of that time


def read_dates(text: str, days: Sequence[date]) -> Read[Period] | None:
    """Find of when the letters are that are asked for.

    What was done in a year is not what was said in it, and the year of an inspection is not that
    of the letter: where the question does not tell, nothing is read.

    Args:
        days: the dates of the letters that are searched.
    """
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            start, end = match.span("when")
            if _HAPPENED.search(text[:start]):
                continue
            if form.period is _one and _HELD_AGAINST.search(text[:start]):
                return None
            period = form.period(match)
            if period and (form.certain or any(map(period.holds, days))):
                return Read(value=period, span=(start, end))
    return None


def _form(
    pattern: str, period: Callable[[re.Match[str]], Period | None], *, certain: bool
) -> _Form:
    return _Form(pattern=re.compile(pattern, re.I), period=period, certain=certain)


def _of(match: re.Match[str], n: str) -> Period | None:
    """The year, month or day that stands in group `n`; None for the 31st of June."""
    year, month, day = match[f"year{n}"], match[f"month{n}"], match[f"day{n}"]
    if not month:
        return Period(first=date(int(year), 1, 1), last=date(int(year), 12, 31))
    number = _MONTHS.index(month.casefold()) + 1
    length = monthrange(int(year), number)[1]
    if not day:
        return Period(
            first=date(int(year), number, 1),
            last=date(int(year), number, length),
        )
    if not 1 <= int(day) <= length:
        return None
    on = date(int(year), number, int(day))
    return Period(first=on, last=on)


def _one(match: re.Match[str]) -> Period | None:
    return _of(match, "1")


def _side(match: re.Match[str]) -> Period | None:
    named = _of(match, "1")
    if named is None or named.first is None or named.last is None:
        return None
    side = match["side"].casefold().split()[0]
    if side in ("before", "prior", "earlier", "until", "up"):
        return Period(first=None, last=named.first - timedelta(days=1))
    if side in ("after", "later"):
        return Period(first=named.last + timedelta(days=1), last=None)
    return Period(first=named.first, last=None)


def _between(match: re.Match[str]) -> Period | None:
    first = _of(match, "1" if match["year1"] else "2")
    last = _of(match, "3")
    if first is None or last is None or (first.first or date.min) > (last.last or date.max):
        return None
    return Period(first=first.first, last=last.last)


_FORMS = [
    _form(rf"\b{_SAID}\b[^?.]*?(?P<when>{_BETWEEN})", _between, certain=True),
    # "the 2020 letter", "the letter of 2020"
    _form(rf"\b(?P<when>{_when('1')})\s+{_DOCUMENT}\b", _one, certain=True),
    _form(rf"\b{_DOCUMENT}\s+(?P<when>{_IN})(?!\s+on)", _one, certain=True),
    _form(
        rf"\b(?P<when>{_when('1')})\s+(?:(?!(?:{_INSPECTED}|in|to|and|or)\b)[\w'’-]+\s+){{1,3}}?{_DOCUMENT}\b",
        _one,
        certain=False,
    ),
    # "said in 2020", "In 2020, what did … say", "said about calls in 2020"
    _form(rf"\b(?:{_SAID}|respond\w*)\s+(?P<when>\bin\s+{_when('1')})", _one, certain=True),
    _form(rf"^\W*(?P<when>in\s+{_when('1')}),?\s+{_ASKS}\b[^?]*?\b{_SAID}\b", _one, certain=True),
    _form(rf"\b{_SAID}\b[^?.]*?(?P<when>\bin\s+{_when('1')})", _one, certain=False),
    _form(rf"\b{_SAID}\b[^?.]*?(?P<when>{_SIDE})", _side, certain=True),
    _form(rf"^\W*(?P<when>{_SIDE}),?\s+{_ASKS}\b[^?]*?\b{_SAID}\b", _side, certain=True),
]

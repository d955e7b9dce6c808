"""Dates as British letters print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

LONGEST_DATE_LINE = 8  # words: a longer line is a sentence, whose date is of what it speaks of

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NAMES = "|".join(f"{name}|{name[:3]}" if name != "may" else "may" for name in _MONTHS) + "|sept"
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_NAMES})\.?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_NAMES})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<d3>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y3>\d{4})\b"
    r"|\b(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})\b",
    re.I,
)


def find_dates(text: str) -> list[tuple[date, int]]:
    """Return each full date in the text with its offset; impossible dates are passed over."""
    found = []
    for match in _DATE.finditer(text):
        day, month, year = (
            next(match.group(f"{part}{n}") for n in range(1, 5) if match.group(f"{part}{n}"))
            for part in "dmy"
        )
        number = int(month) if month.isdigit() else _month_number(month)
        try:
            found.append((date(int(year), number, int(day)), match.start()))
        except ValueError:
            continue
    return found


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold()[:3]))


_PUBLISHED = re.compile(
    r"publish(?:ed|ication)\b(?:[^.\n]|\n(?!\s*\n)){0,160}?(?:\bon|\bdate|:)\s*:?\s*", re.I
)
_OF_A_REPORT = re.compile(r"report|hmic|inspect", re.I)
_ON_DATE_PUBLISHED = re.compile(
    r"\s*,?\s+(?:hmicfrs|hmic|the\s+inspectorate|the\s+report\s+was)\s+publi", re.I
)


def published(text: str) -> date | None:
    """The publication date that a report states of itself."""
    return next(_published_in(text), (None, 0))[0]


def report_published(text: str) -> date | None:
    """The publication date of the report that a letter or a web page speaks of.

    A line of its own, "Published: 6 October 2022", is the page's date and not the report's.
    """
    for day, start in find_dates(text):
        ends = text.find(str(day.year), start) + 4
        if _ON_DATE_PUBLISHED.match(text, ends):
            return day
    for day, start in _published_in(text):
        line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        if len(line.split()) > LONGEST_DATE_LINE or _OF_A_REPORT.search(line):
            return day
    return None


def own_line_published(line: str) -> bool:
    """Whether a line says when the page that holds it was published."""
    return bool(_PUBLISHED.match(line.lstrip("*_# ")))


def _published_in(text: str) -> Iterator[tuple[date, int]]:
    for match in _PUBLISHED.finditer(text):
        after = find_dates(text[match.end() : match.end() + 30])
        if after and after[0][1] < 4:
            yield after[0][0], match.start()


_MONTH_OF_YEAR = re.compile(rf"\b(?P<month>{_NAMES})\.?\s+(?P<year>\d{{4}})\b", re.I)


def months_named(text: str) -> list[tuple[str, date]]:
    """Each date or month of a year that a text names, as printed, with its last day."""
    found = []
    for match in _MONTH_OF_YEAR.finditer(text):
        year, month = int(match["year"]), _month_number(match["month"])
        first = date(year + month // 12, month % 12 + 1, 1)
        found.append((match.group(), first - timedelta(days=1)))
    return found

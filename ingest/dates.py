"""Dates as British letters print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    rf"\b(?P<d1>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?(?P<m1>{_NAMES})\.?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_NAMES})\.?\s+(?P<d2>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?,?\s+(?P<y2>\d{{4}})\b"
    r"|(?<![\d./-])(?P<d3>\d{1,2})(?P<sep>[/.-])(?P<m3>\d{1,2})(?P=sep)(?P<y3>(?:19|20)\d\d|\d\d)\b(?![./-]\d)"
    rf"|\b(?P<d5>\d{{1,2}})-(?P<m5>{_NAMES})-(?P<y5>\d{{4}})\b"
    r"|\b(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})(?=\D|$)",
    re.I,
)
_MONTH_OF_YEAR = re.compile(rf"\b(?P<month>{_NAMES})\.?,?\s+(?P<year>(?:19|20)\d\d)\b", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundDate:
    """A date and the slice of the text that says it."""

    day: date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Return each full date in the text; impossible dates are passed over."""
    return list(_dates(text))


def _dates(text: str) -> Iterator[FoundDate]:
    for match in _DATE.finditer(text):
        day, month, year = (
            next(match.group(f"{part}{n}") for n in range(1, 6) if match.group(f"{part}{n}"))
            for part in "dmy"
        )
        number = int(month) if month.isdigit() else _month_number(month)
        full_year = int(year) + (2000 if len(year) == 2 else 0)
        try:
            made = date(full_year, number, int(day))
        except ValueError:
            continue
        yield FoundDate(day=made, start=match.start(), end=match.end())


def find_months(text: str) -> list[FoundDate]:
    """Return each month of a year that the text names, with or without a day, as its last day."""
    found = []
    for match in _MONTH_OF_YEAR.finditer(text):
        year, month = int(match["year"]), _month_number(match["month"])
        first = date(year + month // 12, month % 12 + 1, 1)
        found.append(FoundDate(day=first - timedelta(days=1), start=match.start(), end=match.end()))
    return found


def months_named(text: str) -> list[tuple[str, date]]:
    """Each month of a year that a text names, as printed, with its last day."""
    return [(text[found.start : found.end], found.day) for found in find_months(text)]


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold()[:3]))


_PUBLISHED = re.compile(r"\b(?:published|publication|released|issued|came\s+out)\b", re.I)
_CLAUSE = re.compile(r"(?:[^.\n]|\n(?!\s*\n)){0,180}")  # after "published", with its date
_LEADS_TO_DATE = re.compile(r"(?:\bon|\bdate|:)\s*:?.{0,11}$|^\s*$", re.I | re.S)
_LONGEST_DATE = 30  # characters
_SENTENCE = 400  # characters before a date in which its sentence begins
_NEAR = 12  # characters: "Thursday, " may stand between
_BEFORE = 40  # characters before "published" that say of what
_PAGE_PUBLISHED = re.compile(r"(?:(?:page|first)\s+)?(?:published|publication|issued)\b", re.I)
_OF_A_REPORT = re.compile(r"report|hmic|inspect|peel", re.I)
_OF_AN_ANSWER = re.compile(
    r"\b(?:response|reply|letter|page|statement)\s+(?:(?:was|is|will\s+be)\s+)?(?:\w+\s+)?$", re.I
)
_ON_DATE_PUBLISHED = re.compile(
    r"(?![^\S\n]*+\n[^\S\n]*+\n)(?:\s++(?:,\s++)?|,\s++)(?:when\s+)?(?:(?:hmicfrs|hmic|the\s+inspectorate|you(?:r\s+inspectorate)?|inspectors)\s+"
    r"(?:\w+\s+)?publi|the\s+report\s+was\s+publi)",
    re.I,
)
_REPORT_OF = re.compile(
    r"(?:hmicfrs|hmic|peel|inspection|inspectorate[’']?s?)\s+(?:[\w’']+\s+){0,3}?report,?\s+(?:of|dated)\s+(?=\d)",
    re.I,
)


def published(text: str) -> FoundDate | None:
    """The publication date that a report states of itself."""
    found = next(_published_in(text), None)
    return found[0] if found else None


def report_published(text: str, title: str | None) -> FoundDate | None:
    """The publication date of the report that a letter or a web page speaks of.

    The sentence that names the report by its title goes before others. A line of its own,
    "Published: 6 October 2022", is the page's date and not the report's.
    """
    said = [(found, start) for found, start in _published_in(text) if _of_a_report(text, start)]
    words = re.escape(title or "").replace(r"\ ", r"\s+")
    of_others = []
    for found, start in said if title else []:
        sentence = re.split(r"[.!?]\s|\n\s*\n", text[max(0, start - _SENTENCE) : found.start])[-1]
        if re.search(words, sentence, re.I):
            return found
        if "“" in sentence:
            of_others.append((found, start))
    for found in find_dates(text):
        if _ON_DATE_PUBLISHED.match(text, found.end):
            return found
    if said:
        return next((each for each in said if each not in of_others), said[0])[0]
    dated = _REPORT_OF.search(text)
    return _right_after(text, dated.end()) if dated else None


def _of_a_report(text: str, start: int) -> bool:
    """Whether "published" at an offset is said of a report, and not of an answer or a page."""
    if _OF_AN_ANSWER.search(text[max(0, start - _BEFORE) : start]):
        return False
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    words = line.split(maxsplit=LONGEST_DATE_LINE)
    return len(words) > LONGEST_DATE_LINE or bool(_OF_A_REPORT.search(line))


def own_line_published(line: str) -> bool:
    """Whether a line says when the page that holds it was published: "Published: 6 May 2022"."""
    line = line.lstrip("*_# ")
    return bool(_PAGE_PUBLISHED.match(line)) and not _OF_A_REPORT.search(line)


def _published_in(text: str) -> Iterator[tuple[FoundDate, int]]:
    for match in _PUBLISHED.finditer(text):
        clause = _CLAUSE.match(text, match.end())
        length = len(clause.group()) if clause else 0
        for found in _dates(text[match.end() : match.end() + length + _LONGEST_DATE]):
            before = text[match.end() : match.end() + found.start]
            if found.start <= length and _LEADS_TO_DATE.search(before):
                yield _moved(found, match.end()), match.start()
                break


def _right_after(text: str, at: int) -> FoundDate | None:
    """The date that begins within a few characters of an offset."""
    after = find_dates(text[at : at + 40])
    if not after or after[0].start >= _NEAR or "\n\n" in text[at : at + after[0].start]:
        return None
    return _moved(after[0], at)


def _moved(found: FoundDate, by: int) -> FoundDate:
    return FoundDate(day=found.day, start=found.start + by, end=found.end + by)

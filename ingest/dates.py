"""Dates as British letters print them."""

from __future__ import annotations

import re
from datetime import date

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

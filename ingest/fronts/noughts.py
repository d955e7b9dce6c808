"""Dates in recognised text in which a nought was taken for the letter O, or the letter for it."""

from __future__ import annotations

import re
from datetime import date

from ingest.model import Document, PageSource, Span

_NUMBER = re.compile(r"(?<![^\W_])(?=[Oo]*\d)[\dOo]{1,4}(?=(?:st|nd|rd|th)?(?![^\W_]))")
_OCTOBER = re.compile(r"(?<![^\W_])0(?=ct(?:ober)?(?![^\W_]))", re.I)


def with_noughts(document: Document) -> str:
    """The text as its dates are to be read, as long as it is; only recognised pages differ."""
    text = document.text
    for page in document.pages:
        if page.source is PageSource.OCR:
            printed = text[page.start : page.end]
            mended = _OCTOBER.sub("O", _NUMBER.sub(_as_number, printed))
            text = text[: page.start] + mended + text[page.end :]
    return text


def read_with_noughts(text: str, legible: str, day: date | None, place: Span | None) -> list[str]:
    """Say of a date that it was read where a nought and the letter O were confused."""
    if day is None or place is None:
        return []
    printed, read = text[place.start : place.end], legible[place.start : place.end]
    if printed == read:
        return []
    return [
        f"The date {day.day} {day:%B %Y} is read from “{' '.join(printed.split())}”: a nought and "
        "the letter O look alike in a picture."
    ]


def _as_number(found: re.Match[str]) -> str:
    return re.sub("[Oo]", "0", found.group())

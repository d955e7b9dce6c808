"""A sentence of a letter becomes a promise or none, with the time by which it was to be kept."""

from __future__ import annotations

import re
from datetime import date

from assistant.filters.times import Time, times_in

_SHORTEST = 5  # words; a shorter run is a cell of a table
_WILL = re.compile(
    r"\b(?:will|shall)\b(?!\s+(?:also\s+)?(?:not|never|find|no|need|be\s+important"
    # what something leads to is nobody's promise
    r"|help|assist|enable|allow|mean|include)\b)"
    r"|\b(?:plans?|aims?|intends?|expects?|proposes|undertakes?|pledges?)\s+(?:now\s+)?to\s+\w+"
    r"|\b(?:am|is|are)\s+(?:now\s+)?(?:planning|going|committed|due)\s+to\s+\w+",
    re.I,
)
_NOT_WILLED = re.compile(
    r"\b(?:not|never|no|can|could|public)\b(?:\s+\w+){0,2}"
    r"\s+(?:plans?|aims?|intends?|expects?|proposes?)\b"
    # that an answer is published is no promise about policing
    r"|\b(?:reply|response|letter|comments)\b[^.]*\bwill\b[^.]*\bpublished\b"
    r"|\b(?:must|should)\s+be\s+published\b|\bother\s+forces\s+will\b"
    r"|\b(?:by\s+which|you\s+will)\b|\?\s*$",
    re.I,
)
# A letter may give a day after its own for what it says was done.
_DONE = re.compile(r"\b(?:was|were|did|had)\b", re.I)
# A year alone is often that of a plan or a report.
_MONTH = re.compile(r"[a-z]{3}", re.I)
_BY = re.compile(r"\b(?:by|until|before)\s+(?:the\s+(?:end|start)\s+of\s+)?$", re.I)


def commits(words: str, dated: date | None) -> bool:
    """Whether a sentence says what will be done, or names a day for it after that of its letter."""
    if len(words.split()) < _SHORTEST or _NOT_WILLED.search(words):
        return False
    if _WILL.search(words):
        return True
    due = still_to_come(words, dated)
    if due is None or _DONE.search(words):
        return False
    start, end = due.span
    return bool(_MONTH.search(words[start:end]) or _BY.search(words[:start]))


def still_to_come(words: str, dated: date | None) -> Time | None:
    """The first time in a sentence that was still to come on the date of its letter."""
    if dated is None:
        return None
    return next((each for each in times_in(words) if each.first > dated), None)

"""Who published a report, as its first pages say."""

from __future__ import annotations

import re

from ingest.model import Document

OPENING = 3000  # characters
_OF_PARLIAMENT = re.compile(
    r"report\s+of\s+session|house\s+of\s+(?:commons|lords)|authority\s+of\s+the\s+house", re.I
)
_COMMITTEE = re.compile(
    r"\b(?P<name>(?:[A-Z][\w’']+,?\s+(?:and\s+)?){1,6}Committee)\b(?!\s*[’']s\b)"
)
_PUBLISHERS = {
    "HMICFRS": re.compile(
        r"HMICFRS|inspectorate\s+of\s+constabulary\s+and\s+fire|\bPEEL\s+20(?:1[89]|2)", re.I
    ),
    "HMIC": re.compile(r"\bHMIC\b|inspectorate\s+of\s+constabulary\b(?!\s+and\s+fire)", re.I),
    "the Independent Office for Police Conduct": re.compile(
        r"independent\s+office\s+for\s+police\s+conduct|\bIOPC\b", re.I
    ),
}


def opening_of(document: Document) -> str:
    """The first words of a report, which say what it is."""
    return document.text[:OPENING]


def publisher_of(opening: str) -> str | None:
    """The committee of Parliament, the inspectorate under its name then, or another that it names.

    None where the opening names nobody: a list that was pasted, for one.
    """
    committee = _COMMITTEE.search(opening)
    if committee and _OF_PARLIAMENT.search(opening):
        return "the " + " ".join(committee["name"].removeprefix("The ").split())
    return next((name for name, words in _PUBLISHERS.items() if words.search(opening)), None)

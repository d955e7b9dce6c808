"""Whether a file answers an inspection report, or is one."""

from __future__ import annotations

import re

from ingest.fronts.opening import SALUTATION
from ingest.fronts.signoff import closes_letter
from ingest.model import Document, Span
from ingest.structure.response_labels import response_label

_ANSWERS = re.compile(
    r"\b(?:my|our|the\s+(?:\w+\s+)?(?:force|constabulary|police|commissioner|pcc|mayor|government)(?:['’]s)?)\s+"
    r"(?:formal\s+)?(?:response|reply)\s+to\s+(?:the\s+)?(?:hmic|inspect|report|recommendation|above)"
    r"|\b(?:government|commissioner['’]?s?|pcc|force|constabulary)\s+response\b"
    r"|^[^\n.]{0,40}\baction\s+plan\b[^\n.]{0,30}$"
    r"|\bthis\s+(?:letter|paper|page)\b[^.]{0,60}\bresponse\b|\bsection\s+55\b",
    re.I | re.M,
)
_PUBLISHED_AS = re.compile(
    r"ISBN\b|©\s*(?:HMICFRS|HMIC|Crown|Parliamentary)|ordered\s+by\s+the\s+house\s+of\s+commons"
    r"|\ban?\s+(?:\w+\s+){0,3}inspection\s+(?:of|into)\b|\breport\s+of\s+session\b"
    r"|(?:his|her)\s+majesty['’]s\s+inspectorate\s+of\s+constabulary[^\n]*\n",
    re.I,
)
_OPENING = 3000  # characters in which a document says what it is


def is_response(document: Document) -> bool:
    """A letter greets, signs, labels its responses, or says at its head that it responds."""
    for block in document.blocks:
        words = document.words(block)
        label = response_label(words)
        if (label and ":" in words[: label.length]) or SALUTATION.match(words):
            return True
        if closes_letter(words):
            return True
    return bool(_ANSWERS.search(document.text[:_OPENING]))


def is_report(document: Document) -> Span | None:
    """Where a document shows that it is an inspectorate's or a committee's own report."""
    if is_response(document):
        return None
    found = _PUBLISHED_AS.search(document.text[:_OPENING])
    return Span(start=found.start(), end=found.end()) if found else None

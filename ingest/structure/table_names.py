"""What the name of a table's row or column says of its cells: numbers, items, responses."""

from __future__ import annotations

import re

from ingest.model import Block, Document
from ingest.structure.response_labels import answer_label, asked_label

_NUMBER = re.compile(
    r"(?:(?:recommendation|afi|item|hmicfrs)\s+)?(?:no\.?|number|ref(?:erence)?\.?|#)|item|rec\.?",
    re.I,
)
TEXT = re.compile(r"recommendation|areas?\s+for\s+improvement|\bafis?\b|cause\s+of\s+concern", re.I)
_FINDING = re.compile(r"finding|hmicfrs|\bhmic\b|inspect|what\s+the\s+report", re.I)
_RESPONSE = re.compile(
    r"response|comment|action|update|reply|position|progress|answer|what\s+we|next\s+steps|plan",
    re.I,
)
OTHER = re.compile(
    r"\b(?:owner|lead|date|status|due|target|deadline|timescale|rag|grade|page|by\s+(?:whom|when)"
    r"|responsible)\b",
    re.I,
)
_LONGEST_NAME = 8  # words of the name of a row or a column


def name_of(document: Document, block: Block) -> str:
    """What names a row or a column; a cell that says more than a name gives ""."""
    words = " ".join(document.words(block).split()).strip(" :*")
    return words if len(words.split()) <= _LONGEST_NAME else ""


def is_number(name: str) -> bool:
    return bool(_NUMBER.fullmatch(name))


def is_response(name: str) -> bool:
    if not name or OTHER.search(name) or is_number(name):
        return False
    if answer_label(f"{name}:"):
        return True
    return bool(_RESPONSE.search(name)) and not _FINDING.search(name)


def is_text(name: str) -> bool:
    return bool(TEXT.search(name)) and not (is_number(name) or is_response(name))


def is_finding(name: str) -> bool:
    named = bool(_FINDING.search(name)) or asked_label(f"{name}:") is not None
    return named and not (is_text(name) or is_response(name) or is_number(name))

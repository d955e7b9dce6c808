"""The paragraph of a report at which an item stands, where the report prints it beside the item."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Document, Item

_NUMBERS = r"\d+(?:\.\d+)*[a-z]?(?:(?:\s*(?:,|and|&|to|[-–—])\s*)+\d+(?:\.\d+)*)*"
_NAMED = rf"(?:(?:recommendation|see|at)\s*,?\s+)*para(?:graph)?s?\.?\s+(?P<number>{_NUMBERS})"
_BEFORE = re.compile(rf"[(\[]?\b{_NAMED}[)\]]?[\s:.*–—-]*$", re.I)
_AFTER = re.compile(rf"\s*[(\[]{_NAMED}[)\]]", re.I)
_AT_END = re.compile(rf"(?<!\s)\s*[(\[]{_NAMED}[)\]][.\s*]*$", re.I)
_LABEL = 60  # characters before an item's words in which its label stands


def with_paragraph(document: Document, item: Item) -> Item:
    """The item with its paragraph, from "(paragraph 4.12)" in its label, at its end or after it."""
    if at_end := _AT_END.search(item.text):
        text = item.text[: at_end.start()]
        return replace(
            item, text=text, end=item.start + len(text), paragraph=_plain(at_end["number"])
        )
    label = document.text[max(0, item.start - _LABEL) : item.start].rpartition("\n\n")[2]
    found = _AFTER.match(document.text, item.end) or _BEFORE.search(label)
    return replace(item, paragraph=_plain(found["number"])) if found else item


def _plain(number: str) -> str:
    return " ".join(number.split())

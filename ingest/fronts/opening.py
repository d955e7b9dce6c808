"""Where a letter's opening ends: above its first real paragraph, heading or item."""

from __future__ import annotations

import re

from ingest.model import BlockStyle, Document
from ingest.structure.item_labels import item_label
from ingest.structure.response_labels import heading_speaker

SALUTATION = re.compile(r"dear\s+(?P<who>[^,\n:]{2,80}(?:,\s+(?=[A-Z])[^,\n:]{2,60})?)", re.I)
_LONG = 30  # words; the first longer paragraph ends the opening
_MOST_UNDER = 4  # blocks between the opening and the first paragraph
_ADDRESS_LINE = 6  # words in a line of an address, on average


def opening_blocks(document: Document) -> int:
    """How many blocks stand above the letter's first real paragraph or heading."""
    for index, block in enumerate(document.blocks):
        words = document.words(block)
        if SALUTATION.match(words):
            return index + 1
        if item_label(words) or _is_prose(words):
            return index
        if block.style is BlockStyle.HEADING and re.match(r"1\.?\s", words):
            return index
        if index and block.style is BlockStyle.HEADING and heading_speaker(words):
            return index
    return len(document.blocks)


def lines_under(document: Document, opening: int) -> range:
    """The short blocks between the opening and the first paragraph: the subject, a date."""
    blocks = document.blocks[opening : opening + _MOST_UNDER]
    for count, block in enumerate(blocks):
        words = document.words(block)
        if item_label(words) or len(words.split()) > _LONG:
            return range(opening, opening + count)
    return range(opening, opening + len(blocks))


def _is_prose(words: str) -> bool:
    """A long paragraph; an address of many short lines is none."""
    count = len(words.split())
    return count > _LONG and count > _ADDRESS_LINE * (words.count("\n") + 1)

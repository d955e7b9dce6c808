"""A paragraph of a PDF looks like a heading, a bullet, a note or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.model import BlockStyle
from ingest.readers.looks import Look, look_at
from ingest.readers.paragraphs import Paragraph

HEADING_SIZE = 1.15  # times the size of the body text
NOTE_SIZE = 0.87  # times the size of the body text
LONGEST_HEADING = 200  # characters

_NOTE = re.compile(r"\d|[*†‡§]")
_BULLET = re.compile(r"(?:[•·▪●○■□◦‣◆➢–-]|o)\s+")


class Styles:
    """The styles of a file, by the size of its body text and those of its headings."""

    def __init__(self, body: float, sizes: Iterable[float]) -> None:
        self._body = body
        self._headings = sorted({s for s in sizes if s >= HEADING_SIZE * body}, reverse=True)

    def is_note(self, paragraph: Paragraph) -> bool:
        return paragraph.size < NOTE_SIZE * self._body

    def look(self, paragraph: Paragraph) -> Look:
        words = paragraph.text
        look = look_at(words, bold=paragraph.bold)
        if self.is_note(paragraph) and _NOTE.match(words):
            return replace(look, style=BlockStyle.NOTE, level=None)
        if paragraph.size >= HEADING_SIZE * self._body and len(words) < LONGEST_HEADING:
            return replace(look, style=BlockStyle.HEADING, level=1 + self._rank(paragraph.size))
        if look.level is not None:
            return replace(look, level=look.level + len(self._headings))
        if bullet := _BULLET.match(words):
            return replace(look, style=BlockStyle.BULLET, start=bullet.end())
        return look

    def _rank(self, size: float) -> int:
        return sum(each > size for each in self._headings)

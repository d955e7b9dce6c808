"""The blocks of a document as rows of located words, as a reader's eye takes a letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Block, Document, Span

_GAP = re.compile(r"\t+\s*|[ \u00a0]{3,}")
_EDGE = "*_# \t\u00a0\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A value and the slice of the text that bears it; white space apart, they are the same."""

    value: str
    place: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A run of a line that stands by itself: a line, a column of it, a cell of a table."""

    text: str
    start: int
    block: int  # index into the document's blocks

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def part(self, start: int, end: int) -> Stated:
        """What a slice of these words states, without the white space around it."""
        raw = self.text[start:end]
        left = self.start + start + len(raw) - len(raw.lstrip(_EDGE))
        stripped = raw.strip(_EDGE)
        return Stated(value=tidy(stripped), place=Span(start=left, end=left + len(stripped)))

    def whole(self) -> Stated:
        return self.part(0, len(self.text))


Row = tuple[Words, ...]


def tidy(text: str) -> str:
    return " ".join(text.split())


def located(text: str, value: str, within: Span) -> Stated | None:
    """Find a value in a slice of the text, whatever white space parts its words there."""
    pattern = r"[\s*_]+".join(map(re.escape, value.split()))
    found = re.compile(pattern).search(text, within.start, within.end) if pattern else None
    return Stated(value=value, place=Span(start=found.start(), end=found.end())) if found else None


def rows_of(document: Document, blocks: range) -> list[Row]:
    """The rows of some blocks: lines, parted at wide gaps, and the rows of tables."""
    rows: list[Row] = []
    cells: tuple[int, int] | None = None
    for index in blocks:
        block = document.blocks[index]
        if block.cell is not None:
            words = tuple(_words(document, block, index))
            if cells == block.cell[:2] and rows:
                rows[-1] = (*rows[-1], *words)
            elif words:
                rows.append(words)
            cells = block.cell[:2]
            continue
        cells = None
        rows += _rows_of_block(document, block, index)
    return rows


def _rows_of_block(document: Document, block: Block, index: int) -> Iterator[Row]:
    start = block.start
    for line in document.words(block).split("\n"):
        if row := tuple(_columns(line, start, index)):
            yield row
        start += len(line) + 1


def _columns(line: str, start: int, block: int) -> Iterator[Words]:
    reached = 0
    for gap in [*_GAP.finditer(line), None]:
        left, right = reached, gap.start() if gap else len(line)
        if words := _trimmed(line[left:right], start + left, block):
            yield words
        reached = gap.end() if gap else right


def _words(document: Document, block: Block, index: int) -> Iterator[Words]:
    if words := _trimmed(document.words(block), block.start, index):
        yield words


def _trimmed(raw: str, start: int, block: int) -> Words | None:
    text = raw.lstrip(_EDGE + ">")  # a quoted e-mail's lines begin so
    left = len(raw) - len(text)
    text = text.rstrip(_EDGE)
    return Words(text=text, start=start + left, block=block) if text else None

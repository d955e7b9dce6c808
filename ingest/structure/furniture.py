"""What of a letter belongs to no passage, and why: headings, labels, marks, and what was apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.model import (
    Block,
    BlockStyle,
    Document,
    Furniture,
    FurnitureKind,
    Passage,
    Span,
)
from ingest.structure.response_labels import is_bare_label

_MARK = re.compile(r"[\W_]+|\W*(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.:)]*\W*", re.I)


def find_furniture(
    document: Document, labels: Sequence[Span], passages: Sequence[Passage]
) -> tuple[Furniture, ...]:
    """Name every run of the text that no passage holds, after those the reader kept apart.

    Args:
        labels: what only names an item, a response, a row or a column.
    """
    return (*document.furniture, *_between(document, labels, passages))


def uncovered(text: str, passages: Sequence[Passage], furniture: Sequence[Furniture]) -> list[Span]:
    """The runs of a letter's text that are in no passage and no furniture; none should be."""
    return list(_gaps(text, _accounted_for(passages, furniture)))


def _accounted_for(passages: Sequence[Passage], furniture: Sequence[Furniture]) -> list[Span]:
    spans = [Span(start=each.start, end=each.end) for each in passages]
    return spans + [each.span for each in furniture if each.span is not None]


def _between(
    document: Document, labels: Sequence[Span], passages: Sequence[Passage]
) -> Iterator[Furniture]:
    blocks = _Blocks(document)
    names = sorted(labels, key=lambda span: span.start)
    starts = [name.start for name in names]
    spans = _accounted_for(passages, document.furniture)
    for gap in _gaps(document.text, spans):
        for span, block in blocks.parts(gap):
            first = max(0, bisect_right(starts, span.start) - 1)
            named = any(
                name.start <= span.start and span.end <= name.end
                for name in names[first : first + 2]
            )
            words = document.text[span.start : span.end]
            if kind := _kind(words, block, named):
                page = document.page_at(span.start).number
                yield Furniture(kind=kind, text=words, page=page, span=span)


def _kind(words: str, block: Block | None, named: bool) -> FurnitureKind | None:
    if block is not None and block.style is BlockStyle.HEADING:
        return FurnitureKind.HEADING
    if named or is_bare_label(words):
        return FurnitureKind.LABEL
    if _MARK.fullmatch(words):
        return FurnitureKind.MARK
    return None


class _Blocks:
    """The blocks of a document by their place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ends = [block.end for block in document.blocks]

    def parts(self, gap: Span) -> Iterator[tuple[Span, Block | None]]:
        """The parts of a gap inside each block, and those outside of any."""
        text, blocks = self._document.text, self._document.blocks
        reached = gap.start
        for index in range(bisect_right(self._ends, gap.start), len(blocks)):
            block = blocks[index]
            if block.start >= gap.end:
                break
            if span := _inked(text, reached, block.start):
                yield span, None
            reached = min(block.end, gap.end)
            if span := _inked(text, max(gap.start, block.start), reached):
                yield span, block
        if span := _inked(text, reached, gap.end):
            yield span, None


def _gaps(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    reached = 0
    for span in sorted(spans, key=lambda each: each.start):
        if gap := _inked(text, reached, span.start):
            yield gap
        reached = max(reached, span.end)
    if gap := _inked(text, reached, len(text)):
        yield gap


def _inked(text: str, start: int, end: int) -> Span | None:
    """The slice without white space at its ends, or None where nothing is left."""
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    return Span(start=left, end=right) if left < right else None

"""Paragraphs in reading order become a Document whose blocks and pages are slices of one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import (
    Block,
    BlockStyle,
    Document,
    Furniture,
    FurnitureKind,
    Page,
    PageSource,
)

PARAGRAPH_BREAK = "\n\n"
ROW_BREAK = "\n"
CELL_BREAK = "\t"


class DocumentBuilder:
    """Collects text page by page; used by the readers whose files have no text of their own."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._length = 0  # of all that is written
        self._blocks: list[Block] = []
        self._page_starts: list[tuple[int, str | None]] = []
        self._recognised: set[int] = set()
        self._furniture: list[Furniture] = []

    def new_page(self, label: str | None, *, recognised: bool = False) -> None:
        """Begin a page; `recognised`: its words were read in a picture."""
        self._page_starts.append((self._length, label))
        if recognised:
            self._recognised.add(len(self._page_starts))

    def keep_apart(self, kind: FurnitureKind, text: str) -> None:
        """Note what stands on this page and does not belong to the text: a running header."""
        page = max(1, len(self._page_starts))
        self._furniture.append(Furniture(kind=kind, text=text, page=page, span=None))

    def add(
        self,
        text: str,
        style: BlockStyle,
        *,
        bold: bool = False,
        level: int | None = None,
        cell: tuple[int, int, int] | None = None,
        own: tuple[int, int] | None = None,
    ) -> None:
        """Append a block; nothing is added for text that is only white space.

        Args:
            own: which part of the text the block is, where a bullet stands before it.
        """
        text, (left, right) = text.strip(), own or (0, len(text.strip()))
        if not text:
            return
        before = self._length
        if before:
            self._write(self._separator(cell))
        self._move_page_starts(before)
        start = self._length
        self._write(text)
        self._blocks.append(
            Block(
                start=start + left,
                end=start + right,
                style=style,
                bold=bold,
                level=level,
                cell=cell,
            )
        )

    def add_preformatted(self, text: str, blocks: Sequence[Block]) -> None:
        """Append a text whose lines are laid out already, with its blocks as slices of it."""
        before = self._length
        if before:
            self._write(PARAGRAPH_BREAK)
        self._move_page_starts(before)
        start = self._length
        self._write(text)
        self._blocks += [
            replace(block, start=start + block.start, end=start + block.end) for block in blocks
        ]

    def extend(self, text: str, joint: str = " ") -> None:
        """Append to the last block: a paragraph that goes on over a page."""
        last = self._blocks[-1]
        before = self._length
        self._write(joint)
        self._move_page_starts(before)
        self._write(text.strip())
        self._blocks[-1] = replace(last, end=self._length)

    def build(
        self,
        warnings: Sequence[str] = (),
        guesses: Sequence[str] = (),
        unseen: Sequence[str] = (),
    ) -> Document:
        text = "".join(self._written)
        starts = [*self._page_starts]
        ends = [start for start, _ in starts[1:]] + [self._length]
        pages = tuple(
            Page(
                number=number,
                label=label,
                start=start,
                end=end,
                source=self._source(number, text[start:end]),
            )
            for number, ((start, label), end) in enumerate(zip(starts, ends, strict=True), 1)
        )
        return Document(
            text=text,
            pages=pages,
            blocks=tuple(self._blocks),
            furniture=tuple(self._furniture),
            warnings=tuple(warnings),
            guesses=tuple(guesses),
            unseen=tuple(unseen),
        )

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)

    def _source(self, number: int, text: str) -> PageSource:
        if not text.strip():
            return PageSource.EMPTY
        return PageSource.OCR if number in self._recognised else PageSource.TEXT

    def _separator(self, cell: tuple[int, int, int] | None) -> str:
        last = self._blocks[-1].cell if self._blocks else None
        if cell is None or last is None or cell[0] != last[0]:
            return PARAGRAPH_BREAK
        return CELL_BREAK if cell[1] == last[1] else ROW_BREAK

    def _move_page_starts(self, before: int) -> None:
        """A separator between two pages belongs to the page that it ends."""
        after = self._length
        for index in range(len(self._page_starts) - 1, -1, -1):
            start, label = self._page_starts[index]
            if start != before or before == 0:
                break
            self._page_starts[index] = (after, label)

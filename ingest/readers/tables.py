"""The parts of a table on one page or several become rows of cells, each cell whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.model import BlockStyle
from ingest.readers.builder import DocumentBuilder
from ingest.readers.paragraphs import Column, Paragraph, Typography, is_full
from ingest.readers.pieces import Table, TableCell

SAME_EDGE = 6  # points
WIDEST_PADDING = 10  # points, of a cell

_FINISHED = re.compile(r"[.!?:;)\]\"'’”]\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class CellText:
    column: int
    paragraphs: Sequence[Paragraph]

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def is_bold(self) -> bool:
        return all(paragraph.bold for paragraph in self.paragraphs)


Row = Sequence[CellText]


@dataclass(kw_only=True, slots=True)
class WholeTable:
    """A table with all its parts, and how many of its rows have been written."""

    number: int
    parts: list[Table]
    columns: list[float] = field(default_factory=list)  # where each begins
    written: int = 0

    def rows(self, part: Table, typography: Typography) -> list[Row]:
        return [self._row(cells, typography) for cells in part.rows]

    def _row(self, cells: Sequence[TableCell], typography: Typography) -> Row:
        return [
            CellText(
                column=min(
                    range(len(self.columns)), key=lambda each: abs(self.columns[each] - cell.left)
                ),
                paragraphs=typography.paragraphs(
                    Column(lines=cell.lines, edge=cell.right - _padding(cell))
                ),
            )
            for cell in cells
        ]

    def repeated(self, part: Table, rows: Sequence[Row], typography: Typography) -> int:
        """How many rows at the top of a later part only repeat those of the first."""
        if part is self.parts[0]:
            return 0
        header = [[cell.text for cell in row] for row in self.rows(self.parts[0], typography)]
        count = 0
        for row, first in zip(rows, header, strict=False):
            if [cell.text for cell in row] != first:
                break
            count += 1
        return count

    def write(self, builder: DocumentBuilder, row: Row) -> None:
        for cell in row:
            self._add(builder, cell)
        self.written += 1

    def write_over_page(
        self,
        builder: DocumentBuilder,
        row: Row,
        rest: Row,
        turn_page: Callable[[], None],
        typography: Typography,
    ) -> None:
        """Write a row that goes on over a page: its whole cells, then those that go on.

        The page is turned inside the last of them, so that as much as can be stands on its own.
        """
        later = {cell.column: cell for cell in rest}
        whole = [cell for cell in row if cell.column not in later]
        begun = [cell for cell in row if cell.column in later]
        for cell in whole:
            self._add(builder, cell)
        for cell in begun:
            self._add(builder, cell)
            if cell is begun[-1]:
                turn_page()
            tail = later[cell.column]
            head, joint = typography.joint(cell.paragraphs[-1].text, tail.paragraphs[0].text)
            if not _splits(cell, tail):
                joint = "\n"
            elif head != cell.paragraphs[-1].text:
                joint = ""
            builder.extend(tail.text, joint)
        self.written += 1

    def _add(self, builder: DocumentBuilder, cell: CellText) -> None:
        builder.add(
            cell.text,
            BlockStyle.CELL,
            bold=cell.is_bold,
            cell=(self.number, self.written, cell.column),
        )


def whole_tables(pages: Sequence[Sequence[Paragraph | Table]]) -> dict[int, WholeTable]:
    """The tables of a file by the id of each of their parts."""
    found: dict[int, WholeTable] = {}
    open_table: WholeTable | None = None
    number = 0
    for elements in pages:
        for index, element in enumerate(elements):
            if not isinstance(element, Table):
                continue
            if index or open_table is None or not _goes_on(open_table.parts[-1], element):
                open_table = WholeTable(number=number, parts=[])
                number += 1
            open_table.parts.append(element)
            found[id(element)] = open_table
        if not elements or not isinstance(elements[-1], Table):
            open_table = None
    for table in found.values():
        lefts = sorted(cell.left for part in table.parts for row in part.rows for cell in row)
        table.columns = [
            left for n, left in enumerate(lefts) if not n or left - lefts[n - 1] > SAME_EDGE
        ]
    return found


def _goes_on(upper: Table, lower: Table) -> bool:
    if abs(upper.left - lower.left) > SAME_EDGE or abs(upper.right - lower.right) > SAME_EDGE:
        return False
    one, other = (
        {round(cell.left) for row in table.rows for cell in row} for table in (upper, lower)
    )
    fewer, more = sorted((one, other), key=len)
    return all(any(abs(x - y) <= SAME_EDGE for y in more) for x in fewer)


def row_goes_on(row: Row, rest: Row, *, first_filled: bool) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before.

    Args:
        first_filled: whether every other row of the table has something in its first column.
    """
    before = {cell.column: cell for cell in row}
    if not rest or any(cell.column not in before for cell in rest):
        return False
    if any(_splits(before[cell.column], cell) and cell.text[0].islower() for cell in rest):
        return True
    headless = all(cell.column != min(before) for cell in rest)
    if not headless or min(before) != 0:
        return False
    return first_filled or any(_splits(before[cell.column], cell) for cell in rest)


def _splits(upper: CellText, lower: CellText) -> bool:
    """Whether a page parts two cells in the middle of a sentence."""
    last = upper.paragraphs[-1]
    if _FINISHED.search(last.text):
        return False
    return lower.text[0].islower() or is_full(last.last, lower.paragraphs[0].first, last.edge)


def _padding(cell: TableCell) -> float:
    left = min(line.left for line in cell.lines) - cell.left
    return min(max(left, 0.0), WIDEST_PADDING)

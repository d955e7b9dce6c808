"""The parts of a table on one page or several become rows of cells, each cell whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from ingest.model import BlockStyle
from ingest.readers.builder import DocumentBuilder
from ingest.readers.paragraphs import Column, Paragraph, Typography, is_full
from ingest.readers.pieces import Table, TableCell
from ingest.readers.rulings import WIDEST_PADDING

SAME_EDGE = 6  # points

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

    def later_rows(self, part: Table, typography: Typography) -> LaterRows:
        """The rows of a later part, those at its top apart that only repeat the first ones."""
        first = self.rows(self.parts[0], typography)
        rows = [
            self._row(cells, typography)
            for cells in _header_split_off(part.rows, self.parts[0].rows[0])
        ]
        count = 0
        for row, header in zip(rows, first, strict=False):
            if [cell.text for cell in row] != [cell.text for cell in header]:
                break
            count += 1
        return LaterRows(
            repeated=rows[:count],
            own=rows[count:],
            first_filled=all(any(cell.column == 0 for cell in row) for row in first),
        )

    def write(
        self, builder: DocumentBuilder, parts: Sequence[RowPart], typography: Typography
    ) -> None:
        """Write a row that may go on over pages: its whole cells first, then those that go on.

        The pages are turned inside the last of them, so that what it holds is on its own page.
        """
        cells: dict[int, list[CellText | None]] = {}
        for index, part in enumerate(parts):
            for cell in part.row:
                cells.setdefault(cell.column, [None] * len(parts))[index] = cell
        order = sorted(cells, key=lambda column: len(_filled(cells[column])))
        for column in order:
            turns = [part.turn for part in parts] if column == order[-1] else []
            self._add(builder, cells[column], turns, typography)
        self.written += 1

    def _add(
        self,
        builder: DocumentBuilder,
        parts: Sequence[CellText | None],
        turns: Sequence[Callable[[], None] | None],
        typography: Typography,
    ) -> None:
        before: CellText | None = None
        for part, turn in zip_longest(parts, turns):
            if turn is not None:
                turn()
            if part is not None and before is None:
                builder.add(
                    part.text,
                    BlockStyle.CELL,
                    bold=part.is_bold,
                    cell=(self.number, self.written, part.column),
                )
            elif part is not None and before is not None:
                builder.extend(part.text, _joint(before, part, typography))
            before = part or before


@dataclass(frozen=True, kw_only=True, slots=True)
class LaterRows:
    """The rows of a table on a page after its first."""

    repeated: Sequence[Row]  # of its header
    own: Sequence[Row]
    first_filled: bool  # every row on its first page has something in the first column


@dataclass(frozen=True, kw_only=True, slots=True)
class RowPart:
    """What of a row stands on one page, and how to turn to that page where it is a later one."""

    row: Row
    turn: Callable[[], None] | None


def _header_split_off(
    rows: Sequence[Sequence[TableCell]], header: Sequence[TableCell]
) -> Sequence[Sequence[TableCell]]:
    """The rows with the header in a row of its own, where no rule parts it from the next."""
    first = rows[0]
    if len(first) != len(header) or not all(map(_begins_with, first, header)):
        return rows
    lengths = [len(cell.lines) for cell in header]
    pairs = list(zip(first, lengths, strict=True))
    own = [replace(cell, lines=cell.lines[:length]) for cell, length in pairs]
    rest = [replace(cell, lines=cell.lines[length:]) for cell, length in pairs]
    below = [cell for cell in rest if cell.lines]
    return [own, below, *rows[1:]] if below else rows


def _begins_with(cell: TableCell, header: TableCell) -> bool:
    words = [line.text for line in header.lines]
    return [line.text for line in cell.lines[: len(words)]] == words


def _filled(parts: Sequence[CellText | None]) -> list[CellText]:
    return [part for part in parts if part is not None]


def _joint(upper: CellText, lower: CellText, typography: Typography) -> str:
    if not _splits(upper, lower):
        return "\n"
    last = upper.paragraphs[-1].text
    head, joint = typography.joint(last, lower.paragraphs[0].text)
    return joint if head == last else ""


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

"""What stands on a page, ready to be put in order: lines of text, and tables of them."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers.content import Ink
from ingest.readers.lines import Line, join_row, join_runs, rows_of
from ingest.readers.rulings import Grid, find_grids


@dataclass(frozen=True, kw_only=True, slots=True)
class TableCell:
    left: float
    right: float
    lines: tuple[Line, ...]  # from the top


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table, or the part of one that stands on a page."""

    left: float
    right: float
    top: float
    bottom: float
    rows: tuple[tuple[TableCell, ...], ...]  # cells that hold nothing are not among them
    drawn: int | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for row in self.rows for cell in row for line in cell.lines)


Piece = Line | Table


def find_pieces(ink: Ink) -> list[Piece]:
    """The lines and tables of a page, in no order yet."""
    grids, runs = find_grids(ink)
    return [*join_runs(runs), *(_table(grid) for grid in grids)]


def _table(grid: Grid) -> Table:
    rows: dict[int, list[TableCell]] = {}
    for cell in grid.cells:
        lines = tuple(join_row(row) for row in rows_of(join_runs(cell.runs)))
        if lines:
            rows.setdefault(cell.row, []).append(
                TableCell(left=cell.left, right=cell.right, lines=lines)
            )
    return Table(
        left=grid.left,
        right=grid.right,
        top=grid.top,
        bottom=grid.bottom,
        rows=tuple(tuple(sorted(row, key=lambda cell: cell.left)) for row in rows.values()),
    )

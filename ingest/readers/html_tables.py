"""A table of a web page becomes its cells, each in the row and column where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.html_frame import UNSEEN, Element
from ingest.readers.rich import Rich

WIDEST = 1000  # columns or rows that one cell may span
_LINES = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd"))


@dataclass(frozen=True, kw_only=True, slots=True)
class GridCell:
    row: int
    column: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    caption: str
    cells: tuple[GridCell, ...]


def grid_of(table: Element) -> Grid:
    captions = [text_of(child) for child in table if child.tag == "caption"]
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in _cells(line):
            while (row, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
            cells.append(GridCell(row=row, column=column, text=text_of(cell)))
            column += across
    return Grid(caption="\n".join(captions), cells=tuple(cells))


def is_layout(table: Element) -> bool:
    """Whether a table only places things on the page: a page in a table, a box."""
    if table.get("role") in ("presentation", "none") or table.xpath(".//table | .//h1 | .//h2"):
        return True
    return all(len(list(_cells(row))) < 2 for row in _rows(table))


def text_of(cell: Element) -> str:
    """The lines of a cell, without the white space that a page does not show."""
    parts: list[str] = []
    _collect(cell, parts)
    text = re.sub(r"[^\S\n]*\n\s*", "\n", "".join(parts))
    return Rich.of(text, bold=False).tidied().text


def _collect(element: Element, parts: list[str]) -> None:
    parts.append(_flat(element.text))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            mark = "• " if child.tag == "li" else ""
            parts.append(f"\n{mark}" if child.tag in _LINES else "")
            _collect(child, parts)
            parts.append("\n" if child.tag in _LINES - {"br"} else "")
        parts.append(_flat(child.tail))


def _flat(text: str | None) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text or "").replace("\u00ad", "")


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), WIDEST) if value.strip().isdecimal() else 1

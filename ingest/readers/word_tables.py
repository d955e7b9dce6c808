"""A table of Word becomes its rows, each cell in the column of the grid where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.word_runs import shown_children
from ingest.readers.word_styles import number_in, qn, value_of

_SALUTATION = re.compile(r"\s*dear\s", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    column: int
    element: BaseOxmlElement
    goes_on: bool  # it belongs to the cell above it


Rows = list[list[Cell]]


def rows_of(table: BaseOxmlElement) -> Rows:
    """The rows that Word shows: without those deleted by a tracked change, or hidden."""
    rows: Rows = []
    for row in _children(table, "w:tr"):
        properties = row.find(qn("w:trPr"))
        if properties is not None and any(
            properties.find(qn(name)) is not None for name in ("w:del", "w:hidden")
        ):
            continue
        rows.append(list(_cells(row, properties)))
    return rows


def is_layout(rows: Rows) -> bool:
    """Whether a table only places things on the page: a box, a column beside a letter."""
    if all(len(row) <= 1 for row in rows):
        return True
    return len(rows) == 1 and any(
        cell.element.find(qn("w:tbl")) is not None or _greets(cell.element) for cell in rows[0]
    )


def content_of(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables in order, those inside content controls and the like too."""
    for child in shown_children(parent):
        if child.tag in (qn("w:p"), qn("w:tbl")) or child.tag == qn("w:altChunk"):
            yield child
        else:
            yield from content_of(child)


def _cells(row: BaseOxmlElement, properties: BaseOxmlElement | None) -> Iterator[Cell]:
    column = _number(properties, "w:gridBefore", 0)
    for cell in _children(row, "w:tc"):
        own = cell.find(qn("w:tcPr"))
        merge = None if own is None else own.find(qn("w:vMerge"))
        yield Cell(
            column=column,
            element=cell,
            goes_on=merge is not None and merge.get(qn("w:val")) != "restart",
        )
        column += _number(own, "w:gridSpan", 1)


def _children(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in shown_children(parent):
        if child.tag == qn(tag):
            yield child
        elif child.tag not in (qn("w:p"), qn("w:tbl")):
            yield from _children(child, tag)


def _number(properties: BaseOxmlElement | None, tag: str, absent: int) -> int:
    return absent if properties is None else number_in(value_of(properties, tag), absent)


def _greets(cell: BaseOxmlElement) -> bool:
    return any(
        _SALUTATION.match("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        for paragraph in cell.iter(qn("w:p"))
    )

"""Tables that a screen reader can tell, with a header that each page repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.table import Table, _Cell

from assistant.word.paragraphs import KEPT_TOGETHER
from assistant.word.text import one_line
from assistant.word.xml import element, with_value

Cell = str | Callable[[_Cell], None]  # words of one paragraph, or what fills the cell
_LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A93A6"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_table(
    document: Document,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    widths: Sequence[float],
    told: str,
) -> None:
    """
    Args:
        widths: of the columns, in proportion; they fill the width of the text.
        told: what the table is, for who cannot see it.
    """
    table = document.add_table(len(rows) + 1, len(header))
    table.autofit = False
    share = _text_width(document) / sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(int(width * share))
    for row, texts in zip(table.rows, (header, *rows), strict=True):
        for cell, content, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Length(int(width * share))
            _fill(cell, content)
        if sum(len(cell.text) for cell in row.cells) < KEPT_TOGETHER:
            row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
    _head(table)
    _dress(table, told)
    document.add_paragraph(style="After a table")


def _text_width(document: Document) -> int:
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        return Cm(16)
    return page - left - right


def _fill(cell: _Cell, content: Cell) -> None:
    if isinstance(content, str):
        cell.paragraphs[0].style = "Table text"
        cell.paragraphs[0].add_run(one_line(content))
        return
    content(cell)
    first = cell.paragraphs[0]
    if not first.text and len(cell.paragraphs) > 1:
        first._p.getparent().remove(first._p)
    for paragraph in cell.paragraphs:
        paragraph.style = "Table text"


def _head(table: Table) -> None:
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
        cell._tc.get_or_add_tcPr().append(element('<w:shd w:val="clear" w:fill="E7EBF2"/>'))
    table.rows[0]._tr.get_or_add_trPr().append(element("<w:tblHeader/>"))


def _dress(table: Table, told: str) -> None:
    """Lines and alternative text of its own: an office's letter may have no table style for it."""
    properties = table._tbl.tblPr
    lines = "".join(_LINE.format(side=side) for side in _SIDES)
    borders = element(f"<w:tblBorders>{lines}</w:tblBorders>")
    layout = properties.find(qn("w:tblLayout"))
    assert layout is not None
    layout.addprevious(borders)
    properties.append(with_value("w:tblCaption", one_line(told)))
    properties.append(with_value("w:tblDescription", one_line(told)))

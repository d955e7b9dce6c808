"""Sample letters of tests/layouts become files in the format in which their layout occurs.

A sample named `x.docx.txt` or `x.pdf.txt` is the source of a Word file or of a PDF: blank lines
part the paragraphs, "# " marks a heading, "* " a bullet, "**…**" what is bold, "| … | …" the row of
a table, in which " // " parts paragraphs, and "[new page]" a page's end.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
from docx.enum.text import WD_BREAK
from docx.table import Table
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

LAYOUTS = Path(__file__).parent / "layouts"


def layout_bytes(source: Path) -> tuple[bytes, str]:
    """The sample's bytes, and the name under which they are read."""
    made = {".docx.txt": _word, ".pdf.txt": _pdf}.get("".join(source.suffixes[-2:]))
    if made is not None:
        return made(source.read_text("utf-8")), source.name.removesuffix(".txt")
    return source.read_bytes(), source.name


def _word(text: str) -> bytes:
    word = docx.Document()
    table: Table | None = None
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if not paragraph.startswith("|"):
            _add_paragraph(word, paragraph)
            continue
        rows = [_cells(line) for line in paragraph.splitlines()]
        table = word.add_table(rows=0, cols=max(len(row) for row in rows))
        for row in rows:
            cells = table.add_row().cells
            if len(row) == 1:
                cells = (cells[0].merge(cells[-1]),)
            for cell, words in zip(cells, row, strict=False):
                cell.text = words.replace(" // ", "\n")
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").split("|")]


def _add_paragraph(word: docx.document.Document, text: str) -> None:
    if heading := re.match(r"(#+) ", text):
        word.add_heading(text[heading.end() :], len(heading.group(1)))
    elif text == "[new page]":
        word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif text.startswith("* "):
        word.add_paragraph(text[2:], style="List Bullet")
    else:
        paragraph = word.add_paragraph()
        for index, piece in enumerate(text.split("**")):
            paragraph.add_run(piece).bold = bool(index % 2)


def _pdf(text: str) -> bytes:
    styles = getSampleStyleSheet()
    flowables: list[Flowable] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if paragraph == "[new page]":
            flowables.append(PageBreak())
            continue
        heading = paragraph.startswith("# ")
        shown = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", paragraph.removeprefix("# "))
        style = styles["Heading2" if heading else "BodyText"]
        flowables.append(Paragraph(shown.replace("\n", "<br/>"), style))
    made = io.BytesIO()
    SimpleDocTemplate(made).build(flowables)
    return made.getvalue()

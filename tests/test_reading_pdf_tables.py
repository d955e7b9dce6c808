"""The ruled tables of a PDF are read cell by cell, over pages too."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from pdf_fixtures import PROSE, apart, cells, drawn, exported, read_whole, wrapped
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from ingest.model import BlockStyle, Document, FurnitureKind
from ingest.readers.pdf import read_pdf

HEADER = ["No.", "Recommendation", "Force response", "Owner", "Date"]
BODY = getSampleStyleSheet()["BodyText"]
WIDTHS = [30, 150, 180, 60, 50]


def rows(count: int, words: str = PROSE) -> list[list[str]]:
    return [
        [f"{n}", f"The force should do the {n} things asked of it.", words, "Crime", f"{n} May"]
        for n in range(1, count + 1)
    ]


def table(content: list[list[str]], *, style: tuple[Any, ...] = (), repeat: int = 0) -> bytes:
    made = io.BytesIO()
    flowables = [[Paragraph(words, BODY) if words else "" for words in row] for row in content]
    ruled = Table(flowables, colWidths=WIDTHS[: len(content[0])], repeatRows=repeat, splitInRow=1)
    ruled.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP"), *style]
    )
    before = Paragraph("What has been done is in the table.", BODY)
    after = Paragraph("I am content with what the table shows.", BODY)
    SimpleDocTemplate(made).build([before, ruled, after])
    return made.getvalue()


def expected(content: list[list[str]]) -> dict[tuple[int, int, int], str]:
    return {
        (0, row, column): words
        for row, line in enumerate(content)
        for column, words in enumerate(line)
        if words
    }


def test_a_ruled_table_is_its_cells_each_whole() -> None:
    content = [HEADER, *rows(2)]
    document = read_whole(table(content))
    assert cells(document) == expected(content)
    around = [document.words(b) for b in document.blocks if b.style is not BlockStyle.CELL]
    assert around == [
        "What has been done is in the table.",
        "I am content with what the table shows.",
    ]


def test_a_header_repeated_on_the_next_page_is_no_new_row() -> None:
    content = [HEADER, *rows(9)]
    document = read_whole(table(content, repeat=1))
    assert cells(document) == expected(content)
    assert len(document.pages) > 1
    again = [(page, words) for page in range(2, len(document.pages) + 1) for words in HEADER]
    assert apart(document, FurnitureKind.LABEL) == again


def test_merged_cells_are_one() -> None:
    content = [
        ["Recommendations", "", "Force response", "Owner", "Date"],
        ["1", "The force should train its staff.", "It has.", "Crime", "May"],
        ["", "The force should buy vans.", "Both of them are under way, as agreed.", "", ""],
    ]
    spans = (("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (0, 2)), ("SPAN", (2, 2), (4, 2)))
    assert cells(read_whole(table(content, style=spans))) == expected(content)


def test_two_tables_on_a_page_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        for top in (700, 500):
            canvas.grid([72, 200, 500], [top, top - 30, top - 60])
            for row, words in enumerate((("Owner", "Head of Crime"), ("Date", "2 May 2022"))):
                canvas.drawString(78, top - 20 - 30 * row, words[0])
                canvas.drawString(206, top - 20 - 30 * row, words[1])

    assert [cell[0] for cell in cells(read_whole(drawn(draw)))] == [0] * 4 + [1] * 4


def test_a_box_round_a_paragraph_and_a_rule_under_a_heading_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "What we found")
        canvas.line(72, 735, 500, 735)
        canvas.rect(66, 620, 440, 90)
        for number, line in enumerate(wrapped(PROSE, 78)):
            canvas.drawString(72, 690 - 14 * number, line)

    document = read_whole(drawn(draw))
    assert cells(document) == {}
    assert document.text == f"What we found\n\n{PROSE}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Word files as LibreOffice exports them, read."""
    folder = tmp_path_factory.mktemp("office")
    long = " ".join(f"In month {n} the owner and the team met." for n in range(1, 120))
    for name, content, style in (
        ("ruled", [HEADER, *rows(3, words=long)], "Table Grid"),
        ("banded", [HEADER, *rows(3)], "Light List"),
    ):
        save_word(folder / f"{name}.docx", content, style)
    made = exported([folder / "ruled.docx", folder / "banded.docx"], folder)
    return {name: read_whole(file.read_bytes()) for name, file in made.items()}


def save_word(file: Path, content: list[list[str]], style: str) -> None:
    word = docx.Document()
    word.add_paragraph("What has been done is in the table.")
    made = word.add_table(rows=0, cols=len(content[0]), style=style)
    for line in content:
        row = made.add_row()
        for cell, words, width in zip(row.cells, line, (1, 4, 6, 2.5, 2), strict=True):
            cell.text, cell.width = words, Cm(width)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    word.save(str(file))


def test_a_table_from_word_is_read_over_pages(office: dict[str, Document]) -> None:
    found = cells(office["ruled"])
    assert len(office["ruled"].pages) > 2
    assert sorted({row for _, row, _ in found}) == [0, 1, 2, 3]
    assert [found[0, 0, column] for column in range(5)] == HEADER
    for row in (1, 2, 3):
        assert found[0, row, 0] == f"{row}"
        assert found[0, row, 2].startswith("In month 1 the owner")
        assert found[0, row, 2].endswith("In month 119 the owner and the team met.")
        assert found[0, row, 4] == f"{row} May"


def test_a_row_that_goes_on_over_a_page_has_each_cell_on_its_own_page(
    office: dict[str, Document],
) -> None:
    document = office["ruled"]
    blocks = {block.cell: block for block in document.blocks if block.cell}
    assert len(blocks) == 20
    for row in (1, 2, 3):
        response = blocks[0, row, 2]
        begun, *later = [page.number for page in document.pages_of(response.start, response.end)]
        assert later
        for column in (0, 1, 3, 4):
            assert document.page_at(blocks[0, row, column].start).number == begun


def test_a_table_without_rules_between_its_columns_is_read_by_their_places(
    office: dict[str, Document],
) -> None:
    assert cells(office["banded"]) == expected([HEADER, *rows(3)])


def test_cells_are_read_the_same_after_a_second_reading(tmp_path: Path) -> None:
    data = table([HEADER, *rows(3)])
    assert read_pdf(data, "one.pdf", recognise=False) == read_pdf(
        data, "other.pdf", recognise=False
    )

"""A PDF is read as it is laid out: lines to paragraphs, columns, notes, nothing lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pdf_fixtures import (
    PROSE,
    apart,
    drawn,
    read_whole,
    set_lines,
    unaccounted,
    words_of,
    wrapped,
)
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject
from reading_fixtures import REPOSITORY, real_reports
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.model import BlockStyle, FurnitureKind, PageSource
from ingest.readers.pdf import read_pdf

WIDTH = A4[0]
SAMPLES = sorted((REPOSITORY / "samples").rglob("*.pdf"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_every_letter_of_a_sample_is_in_its_text_or_kept_apart(file: Path) -> None:
    data = file.read_bytes()
    assert unaccounted(data, read_pdf(data, file.name, recognise=False)) == ({}, {})


@pytest.mark.parametrize("name", ["report", "response"])
def test_every_letter_of_a_real_report_is_in_its_text_or_kept_apart(name: str) -> None:
    data = next(real_reports().glob(f"*.{name}.pdf")).read_bytes()
    assert unaccounted(data, read_pdf(data, name, recognise=False)) == ({}, {})


def test_a_paragraph_ends_where_the_next_word_would_have_fitted() -> None:
    first, second = wrapped(PROSE, 80), wrapped(PROSE.replace("force", "chief constable"), 80)

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, [*first, *second])

    assert words_of(read_whole(drawn(draw)), BlockStyle.PARAGRAPH) == [
        " ".join(first),
        " ".join(second),
    ]


def test_a_gap_or_a_first_line_set_in_begins_a_paragraph() -> None:
    lines = wrapped(PROSE, 80)

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, lines[:2])
        set_lines(canvas, lines[2:], top=640)
        canvas.drawString(90, 640 - 14 * len(lines[2:]), "Two of the handlers have since left.")

    assert words_of(read_whole(drawn(draw)), BlockStyle.PARAGRAPH) == [
        " ".join(lines[:2]),
        " ".join(lines[2:]),
        "Two of the handlers have since left.",
    ]


def test_a_paragraph_goes_on_over_the_foot_of_a_page_and_its_notes() -> None:
    lines = wrapped(PROSE, 80)

    def first(canvas: Canvas) -> None:
        set_lines(canvas, lines[:2])
        set_lines(canvas, lines[:2], top=650)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 100, "1 The figures are those of the year to March 2022.")

    def second(canvas: Canvas) -> None:
        set_lines(canvas, lines[2:])

    document = read_whole(drawn(first, second))
    assert words_of(document, BlockStyle.NOTE) == [
        "1 The figures are those of the year to March 2022."
    ]
    whole = words_of(document, BlockStyle.PARAGRAPH)[-1]
    assert whole == PROSE
    later = document.text.index(lines[2])
    assert document.page_at(later).number == 2
    assert document.page_at(later - 2).number == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = wrapped(PROSE, 40), wrapped(PROSE.replace("force", "Constabulary"), 40)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 740, "What has been done in the control room since the inspection")
        canvas.setFont("Helvetica", 11)
        for number, (one, other) in enumerate(zip(left, right, strict=True)):  # line by line
            canvas.drawString(72, 700 - 14 * number, one)
            canvas.drawString(320, 700 - 14 * number, other)
        canvas.drawString(72, 500, "This goes across both of the columns, and stands under them as")
        canvas.drawString(72, 486, "the last paragraph of the page.")

    document = read_whole(drawn(draw))
    assert words_of(document, BlockStyle.PARAGRAPH) == [
        " ".join(left),
        " ".join(right),
        "This goes across both of the columns, and stands under them as the last paragraph of "
        "the page.",
    ]
    assert document.blocks[0].style is BlockStyle.HEADING


def test_a_heading_across_two_columns_parts_them() -> None:
    lines = wrapped(PROSE, 40)

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, lines, left=72, top=760)
        set_lines(canvas, lines, left=320, top=760)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 600, "The second part of what has been done since the inspection")
        canvas.setFont("Helvetica", 11)
        set_lines(canvas, lines, left=72, top=570)
        set_lines(canvas, lines, left=320, top=570)

    document = read_whole(drawn(draw))
    styles = [block.style for block in document.blocks]
    assert styles == [BlockStyle.PARAGRAPH] * 2 + [BlockStyle.HEADING] + [BlockStyle.PARAGRAPH] * 2


def test_labels_with_their_values_beside_them_stay_on_their_lines() -> None:
    rows = [("To:", "Accountability Board"), ("From:", "Chief Constable"), ("Date:", "2 May 2022")]

    def draw(canvas: Canvas) -> None:
        for number, (label, value) in enumerate(rows):
            canvas.drawString(72, 700 - 16 * number, label)
            canvas.drawString(200, 700 - 16 * number, value)

    assert read_whole(drawn(draw)).text.split("\n\n") == [f"{a} {b}" for a, b in rows]


def test_lines_drawn_out_of_their_order_are_read_from_the_top() -> None:
    lines = wrapped(PROSE, 80)

    def draw(canvas: Canvas) -> None:
        for number in sorted(range(len(lines)), key=lambda each: each % 3):
            canvas.drawString(72, 700 - 14 * number, lines[number])

    assert read_whole(drawn(draw)).text == " ".join(lines)


def test_a_word_cut_at_the_end_of_a_line_is_whole_and_a_compound_keeps_its_hyphen() -> None:
    lines = [
        "The force has written to every victim of anti-social behaviour whom it could re-",
        "member, and offers each of them a talk with one of its officers about the anti-",
        "social behaviour that they have met with since.",
    ]

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, lines)

    text = read_whole(drawn(draw)).text
    assert "whom it could remember, and" in text
    assert "about the anti-social behaviour that" in text


def test_ligatures_are_read_as_letters_and_soft_hyphens_not_at_all(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    face = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    if not Path(face).exists():
        pytest.skip(f"no font with ligatures: {face}")
    pdfmetrics.registerFont(TTFont("DejaVu", face))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("DejaVu", 11)
        canvas.drawString(
            72, 700, "The o\ufb03cers \ufb01led the con\u00adstabulary's re\ufb02ection."
        )

    assert read_whole(drawn(draw)).text == "The officers filed the constabulary's reflection."


def test_the_number_of_a_note_is_kept_apart_and_its_note_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        words = canvas.beginText(72, 700)
        words.textOut("The force met the standard")
        words.setRise(4)
        words.setFont("Helvetica", 7)
        words.textOut("12")
        words.setRise(0)
        words.setFont("Helvetica", 11)
        words.textOut(" in 2022, on the 1")
        words.setRise(4)
        words.setFont("Helvetica", 7)
        words.textOut("st")
        words.setRise(0)
        words.setFont("Helvetica", 11)
        words.textOut(" of May, in a room of 40 m")
        words.setRise(4)
        words.setFont("Helvetica", 7)
        words.textOut("2")
        canvas.drawText(words)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 90, "12 As the inspectorate defines it.")
        canvas.drawString(72, 80, "13 The year to March.")

    document = read_whole(drawn(draw))
    assert words_of(document, BlockStyle.PARAGRAPH) == [
        "The force met the standard in 2022, on the 1st of May, in a room of 40 m2"
    ]
    assert apart(document, FurnitureKind.MARK) == [(1, "12")]
    assert words_of(document, BlockStyle.NOTE) == [
        "12 As the inspectorate defines it.",
        "13 The year to March.",
    ]


def test_bullets_are_blocks_without_their_marks() -> None:
    lines = wrapped(PROSE, 70)

    def draw(canvas: Canvas) -> None:
        for number, top in enumerate((700, 600)):
            canvas.drawString(72, top, "\N{BULLET}")
            set_lines(canvas, lines[number : number + 3], left=90, top=top)

    document = read_whole(drawn(draw))
    assert words_of(document, BlockStyle.BULLET) == [
        " ".join(lines[:3]),
        " ".join(lines[1:4]),
    ]
    assert "\N{BULLET} The force" in document.text


def test_a_page_set_sideways_is_read() -> None:
    lines = wrapped(PROSE, 80)

    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        set_lines(canvas, lines, top=500)

    assert read_whole(drawn(draw)).text == PROSE


def test_words_up_the_margin_do_not_mix_with_the_text() -> None:
    lines = wrapped(PROSE, 80)

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, lines)
        canvas.rotate(90)
        canvas.drawString(600, -40, "DRAFT")

    assert read_whole(drawn(draw)).text == f"{PROSE}\n\nDRAFT"


def test_pages_without_text_are_named() -> None:
    def words(canvas: Canvas) -> None:
        set_lines(canvas, wrapped(PROSE, 80))

    def picture(canvas: Canvas) -> None:
        canvas.rect(72, 72, 200, 200, fill=1)

    document = read_whole(drawn(words, picture, words))
    assert [page.source for page in document.pages] == [
        PageSource.TEXT,
        PageSource.EMPTY,
        PageSource.TEXT,
    ]
    assert document.warnings == ("Page 2 has no text; it may be a scan or a picture.",)
    with pytest.raises(UnreadableFile, match="no text layer: 0 characters on 2 pages"):
        read_pdf(drawn(picture, picture), "scan.pdf", recognise=False)


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    def words(canvas: Canvas) -> None:
        set_lines(canvas, wrapped(PROSE, 80))

    writer = pypdf.PdfWriter(io.BytesIO(drawn(words, words)))
    broken = DecodedStreamObject()
    broken.set_data(b"BT /F1 11 Tf (a) Tj [(b")
    writer.pages[1][NameObject("/Contents")] = ArrayObject([writer._add_object(broken)])
    made = io.BytesIO()
    writer.write(made)
    document = read_pdf(made.getvalue(), "broken.pdf", recognise=False)
    assert document.text.startswith("The force has trained")
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("Page 2 ")


def test_a_form_that_draws_itself_is_drawn_once() -> None:
    def words(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 400, "Received by the office of the commissioner")
        canvas.endForm()
        canvas.doForm("stamp")
        set_lines(canvas, wrapped(PROSE, 80))

    writer = pypdf.PdfWriter(io.BytesIO(drawn(words)))
    page: Any = writer.pages[0]
    forms = page["/Resources"]["/XObject"]
    (name,) = forms
    drawing: Any = DecodedStreamObject()
    drawing.update(forms[name])
    del drawing["/Filter"]
    drawing.set_data(forms[name].get_data() + f" {name} Do".encode())
    itself = writer._add_object(drawing)
    own = DictionaryObject(drawing["/Resources"])
    own[NameObject("/XObject")] = DictionaryObject({NameObject(name): itself})
    drawing[NameObject("/Resources")] = own
    forms[NameObject(name)] = itself
    made = io.BytesIO()
    writer.write(made)
    document = read_pdf(made.getvalue(), "cyclic.pdf", recognise=False)
    assert document.text.count("Received by the office") == 1
    assert PROSE in document.text

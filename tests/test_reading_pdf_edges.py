"""What runs through a PDF is kept apart from its text: headers, footers, page numbers, labels."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf
from pdf_fixtures import PROSE, Draw, apart, drawn, read_whole, set_lines, wrapped
from pypdf.constants import PageLabelStyle
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document, FurnitureKind

WIDTH = A4[0]
HEADER, FOOTER = FurnitureKind.HEADER, FurnitureKind.FOOTER
PAGE_NUMBER = FurnitureKind.PAGE_NUMBER


def page(
    number: int, *, header: str = "", footer: str = "", printed: str = "", beside: str = ""
) -> Draw:
    """A page of text with something at its edges."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 800, header)
        words = PROSE.split()
        turned = " ".join([*words[7 * number :], *words[: 7 * number]])
        set_lines(canvas, wrapped(turned, 80))
        canvas.drawString(72, 40, footer)
        canvas.drawRightString(WIDTH - 72, 40, beside)
        canvas.drawCentredString(WIDTH / 2, 28, printed)

    return draw


def labels(document: Document) -> list[str | None]:
    return [each.label for each in document.pages]


def test_a_running_header_and_footer_are_kept_apart_from_the_text_on_every_page() -> None:
    pages = [page(n, header="Office for Northmoor", footer="Registered office") for n in range(4)]
    document = read_whole(drawn(*pages))
    assert apart(document, HEADER) == [(n, "Office for Northmoor") for n in range(1, 5)]
    assert apart(document, FOOTER) == [(n, "Registered office") for n in range(1, 5)]
    assert "Northmoor" not in document.text


def test_a_letterhead_on_the_first_page_stays_in_the_text() -> None:
    first = page(1, header="Police and Crime Commissioner for Northmoor")
    document = read_whole(drawn(first, page(2), page(3)))
    assert document.text.startswith("Police and Crime Commissioner for Northmoor\n\n")
    assert apart(document, HEADER) == []


def test_a_running_header_that_says_who_writes_stays_in_the_text_where_a_letter_begins() -> None:
    header = "Police and Crime Commissioner for Northmoor"
    document = read_whole(drawn(*(page(n, header=header) for n in range(4))))
    assert document.text.startswith(f"{header}\n\n")
    assert document.text.count(header) == 1
    assert apart(document, HEADER) == [(n, header) for n in range(2, 5)]


def test_headers_of_left_and_right_pages_are_kept_apart() -> None:
    sides = ["Response to the inspection", "Northmoor Police"]
    document = read_whole(drawn(*(page(n, header=sides[n % 2]) for n in range(8))))
    assert [words for _, words in apart(document, HEADER)] == sides * 4


def test_the_number_printed_on_a_page_is_its_label() -> None:
    roman, arabic = ["i", "ii", "iii"], ["1", "2", "3", "4"]
    printed = [*roman, *arabic]
    document = read_whole(drawn(*(page(n, printed=label) for n, label in enumerate(printed))))
    assert labels(document) == printed
    assert apart(document, PAGE_NUMBER) == list(enumerate(printed, 1))


def test_a_page_number_is_found_in_its_footer_too() -> None:
    said = [page(n, footer="Northmoor Police", beside=f"Page {n} of 3") for n in (1, 2, 3)]
    document = read_whole(drawn(*said))
    assert labels(document) == ["1", "2", "3"]
    assert apart(document, FOOTER) == [(n, "Northmoor Police") for n in (1, 2, 3)]
    within = [page(n, footer=f"Northmoor Police | {n + 4}") for n in (1, 2, 3)]
    document = read_whole(drawn(*within))
    assert labels(document) == ["5", "6", "7"]
    assert apart(document, FOOTER) == [(n, f"Northmoor Police | {n + 4}") for n in (1, 2, 3)]


def test_the_file_s_own_labels_stand_where_no_number_is_printed() -> None:
    assert labels(read_whole(labelled([page(1), page(2), page(3)]))) == ["i", "ii", "1"]
    printed = [page(n, printed=f"{n + 10}") for n in (1, 2, 3)]
    assert labels(read_whole(labelled(printed))) == ["11", "12", "13"]


def labelled(pages: Sequence[Draw]) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(drawn(*pages)))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 2, style=PageLabelStyle.DECIMAL, start=1)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_numbered_items_at_the_top_of_each_page_are_no_running_header() -> None:
    document = read_whole(
        drawn(*(page(n, header=f"Recommendation {n}", printed=f"{n}") for n in (1, 2, 3)))
    )
    assert apart(document, HEADER) == []
    assert document.text.count("Recommendation") == 3
    assert labels(document) == ["1", "2", "3"]


def test_a_figure_at_the_foot_of_a_page_is_no_page_number() -> None:
    document = read_whole(drawn(page(1, printed="86"), page(2, printed="12"), page(3)))
    assert apart(document, PAGE_NUMBER) == []
    assert labels(document) == [None, None, None]


def test_two_copies_of_a_page_are_both_read() -> None:
    document = read_whole(drawn(page(1, printed="1"), page(1, printed="2")))
    assert document.text.count("The force") == 2
    assert labels(document) == ["1", "2"]

"""The five real letters and the two real reports give the same as a PDF as they do as text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest
from docx.shared import Cm, Pt
from pdf_fixtures import apart, exported, unaccounted
from reading_fixtures import document, read, real_letters, real_reports

from ingest.letters import find_letters
from ingest.model import Document, FurnitureKind, Letter
from ingest.readers.pdf import read_pdf

PREFIXES = ["000", "001", "002", "003", "004"]
LAYOUTS = ["plain", "set", "tagged"]
# In type of one width without space between paragraphs, one ends where a wrapped line would.
RUN_TOGETHER = {("plain", "003")}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Each letter as PDF: as LibreOffice prints the text, set as a letter, and that tagged."""
    letters = sorted(real_letters().glob("*.txt"))
    assert [file.name[:3] for file in letters] == PREFIXES
    typed = tmp_path_factory.mktemp("typed")
    word = [set_as_letter(file, typed / f"{file.stem}.docx") for file in letters]
    made: dict[tuple[str, str], Path] = {}
    for layout, sources in (("plain", letters), ("set", word), ("tagged", word)):
        folder = tmp_path_factory.mktemp(layout)
        for name, file in exported(sources, folder, tagged=layout == "tagged").items():
            made[layout, name[:3]] = file
    return made


def set_as_letter(file: Path, made: Path) -> Path:
    """The lines of a text as paragraphs with space between, a header and a numbered footer."""
    word = docx.Document()
    section = word.sections[0]
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = "OFFICIAL: response under section 55"
    section.footer.paragraphs[0].text = "Printed on recycled paper"
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(11)
    style.paragraph_format.space_after = Pt(8)
    for line in file.read_text("utf-8").splitlines():
        if line.strip():
            word.add_paragraph(" ".join(line.split()))
    word.save(str(made))
    return made


def as_text(prefix: str) -> Letter:
    return read(next(real_letters().glob(f"{prefix}_*.txt")))


def as_pdf(file: Path) -> tuple[Document, Letter]:
    parsed = read_pdf(file.read_bytes(), file.name, recognise=False)
    return parsed, find_letters(parsed, file.name, "0" * 16)[0]


def one_spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_real_letter_as_pdf_is_the_same_letter(
    layout: str, prefix: str, files: dict[tuple[str, str], Path]
) -> None:
    (parsed, letter), text = as_pdf(files[layout, prefix]), as_text(prefix)
    assert unaccounted(files[layout, prefix].read_bytes(), parsed) == ({}, {})
    for name in ("title", "kind", "body", "author", "role", "dated", "addressee", "copied_to"):
        assert getattr(letter.front, name) == getattr(text.front, name), name
    assert letter.front.report_title == text.front.report_title
    assert letter.front.report_published == text.front.report_published
    assert items(letter) == items(text)
    if (layout, prefix) not in RUN_TOGETHER:
        assert passages(letter) == passages(text)
    if layout != "plain":
        pages = [page.number for page in letter.pages]
        headers = apart(parsed, FurnitureKind.HEADER)
        assert headers == [(page, "OFFICIAL: response under section 55") for page in pages]


def items(letter: Letter) -> list[tuple[object, ...]]:
    return [
        (item.number, item.kind, one_spaced(item.text), one_spaced(item.response))
        for item in letter.items
    ]


def passages(letter: Letter) -> list[tuple[object, ...]]:
    return [
        (one_spaced(passage.text), passage.speaker, passage.item, one_spaced(passage.heading))
        for passage in letter.passages
    ]


def test_the_letters_have_their_21_items() -> None:
    assert sum(len(as_text(prefix).items) for prefix in PREFIXES) == 21


@pytest.mark.parametrize("name", ["report", "response"])
def test_every_word_of_a_real_report_stands_on_its_own_page(name: str) -> None:
    file = next(real_reports().glob(f"*.{name}.pdf"))
    parsed = document(file)
    pages = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
    assert len(parsed.pages) == len(pages)
    for page, raw in zip(parsed.pages, pages, strict=True):
        own = parsed.text[page.start : page.end]
        own += " ".join(f.text for f in parsed.furniture if f.page == page.number)
        said = "".join(raw.extract_text().split())
        strange = [word for word in own.split() if word not in said]
        # Words that a page cuts at the end of a line, as the other half stands elsewhere.
        assert len(strange) <= 0.01 * len(own.split()) + 3, (page.number, strange)


def test_the_pages_of_a_report_are_called_as_they_are_printed() -> None:
    labels = [page.label for page in document(next(real_reports().glob("*.report.pdf"))).pages]
    assert labels == ["i", "ii", "iii", "iv", "v", *(str(n) for n in range(1, 42))]


def test_each_answer_of_the_government_is_whole_and_by_itself() -> None:
    reply = read(next(real_reports().glob("*.response.pdf")))
    assert len(reply.items) == 9
    for item in reply.items:
        assert (item.text[0].isupper(), item.text.rstrip()[-1]) == (True, ".")
        assert (item.response[0].isupper(), item.response.rstrip()[-1]) == (True, ".")
        assert "Recommendation:" not in item.text + item.response
        assert "Response:" not in item.text + item.response

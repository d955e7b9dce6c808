"""A letter that was scanned is read, and each word so read is known to have been."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import wrap

import pytest
from PIL import Image
from reading_fixtures import passage_with, read, real_letters
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from scan_fixtures import (
    BOLD,
    HEADING,
    JUSTIFIED,
    PLAIN,
    joined,
    office_pdf,
    pictures_only,
    scanned,
    share_found,
    typeset,
)

from ingest.errors import UnreadableFile
from ingest.files.kinds import parse
from ingest.letters import find_letters
from ingest.model import BlockStyle, Document, PageSource
from ingest.readers import ocr
from ingest.reading import read_letters
from ingest.structure.furniture import uncovered

ASKED = "The chief constable should make sure that every detained person is told of their rights."
ANSWERED = (
    "We accept this. Custody sergeants were briefed in June 2024 and the checklist was changed; "
    "412 of 430 records sampled by the audit team were complete (95.8%). The sample is kept with "
    "the papers of the board, which met on 4 July and will look at it again in the spring."
)
PAGE = [
    ("Response to the inspection of custody", HEADING),
    (f"Recommendation 3: {ASKED}", BOLD),
    ("Force response:", BOLD),
    (ANSWERED, PLAIN),
]


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return scanned(typeset(PAGE))[0]


@pytest.fixture(scope="module")
def read_page(page: Image.Image) -> Document:
    return parse(pictures_only([page]), "kent.pdf")


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra `ocr` is not installed."""
    monkeypatch.setattr("ingest.readers.pdf.available", lambda: False)
    monkeypatch.setattr("ingest.readers.picture_files.available", lambda: False)
    monkeypatch.setattr("ingest.readers.scans.available", lambda: False)


def blocks(document: Document, style: BlockStyle) -> list[str]:
    return [document.words(block) for block in document.blocks if block.style is style]


def test_a_scanned_page_gives_its_words_its_headings_and_its_items(read_page: Document) -> None:
    document = read_page
    assert [each.source for each in document.pages] == [PageSource.OCR]
    assert blocks(document, BlockStyle.HEADING) == ["Response to the inspection of custody"]
    assert ANSWERED in blocks(document, BlockStyle.PARAGRAPH)
    letter = find_letters(document, "kent.pdf", "0")[0]
    assert [(item.number, item.text, item.response) for item in letter.items] == [
        ("3", ASKED, ANSWERED)
    ]
    assert all(passage.recognised for passage in letter.passages)
    assert uncovered(letter.text, letter.passages, letter.furniture) == []


def test_what_is_bold_on_a_scanned_page_is_bold(read_page: Document) -> None:
    assert {read_page.words(block): block.bold for block in read_page.blocks} == {
        "Response to the inspection of custody": True,
        f"Recommendation 3: {ASKED}": True,
        "Force response:": True,
        ANSWERED: False,
    }


@pytest.mark.parametrize("turned", [1, 2, 3])
def test_a_page_that_was_scanned_on_its_side_or_head_is_read(turned: int) -> None:
    page = scanned(typeset(PAGE), turned=turned)
    document = parse(pictures_only(page), "kent.pdf")
    assert blocks(document, BlockStyle.PARAGRAPH)[-1] == ANSWERED


def test_a_page_that_was_laid_askew_is_read_in_its_paragraphs() -> None:
    page = scanned(typeset([(ANSWERED, JUSTIFIED)] * 3), skewed=1.5)
    document = parse(pictures_only(page), "kent.pdf")
    assert blocks(document, BlockStyle.PARAGRAPH) == [ANSWERED] * 3


def test_a_file_with_some_scanned_pages_names_them(page: Image.Image) -> None:
    document = parse(joined("Dear Home Secretary,", page, "The annex is below."), "kent.pdf")
    assert [each.source for each in document.pages] == [
        PageSource.TEXT,
        PageSource.OCR,
        PageSource.TEXT,
    ]
    assert document.warnings == ("Page 2 was recognised from a picture (OCR).",)
    letter = find_letters(document, "kent.pdf", "0")[0]
    assert passage_with(letter, ANSWERED).recognised
    assert not passage_with(letter, "Dear Home Secretary").recognised


def test_a_page_on_which_nothing_was_recognised_is_named(page: Image.Image) -> None:
    document = parse(joined("", page), "kent.pdf")
    assert document.pages[0].source is PageSource.EMPTY
    assert document.warnings == (
        "Page 2 was recognised from a picture (OCR).",
        "Page 1 has no text, and no words were recognised on it.",
    )


def layered(page: Image.Image, words: str, *, hidden: bool) -> bytes:
    """A scan with text over it, as scanners and stamps leave it."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.drawImage(ImageReader(page), 0, 0, *A4)
    text = canvas.beginText(72, 40)
    text.setTextRenderMode(3 if hidden else 0)
    text.setFont("Helvetica", 5)
    text.textLines("\n".join(wrap(words, 150)))
    canvas.drawText(text)
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize(
    "words",
    ["Received 4 July", "7KH FKLHI FRQVWDEOH VKRXOG PDNH VXUH WKDW HYHU\\ GHWDLQHG " * 10],
    ids=["a stamp", "no words"],
)
def test_a_scan_whose_text_says_less_than_it_shows_is_recognised(
    words: str, page: Image.Image
) -> None:
    document = parse(layered(page, words, hidden="Received" not in words), "kent.pdf")
    assert ANSWERED in blocks(document, BlockStyle.PARAGRAPH)
    assert document.pages[0].source is PageSource.OCR


def test_what_the_scanner_recognised_is_kept_and_marked(page: Image.Image) -> None:
    document = parse(layered(page, f"{ANSWERED} Left by the scanner.", hidden=True), "kent.pdf")
    assert document.text.endswith("Left by the scanner.")
    assert document.pages[0].source is PageSource.OCR
    assert document.warnings == ("Page 1 was recognised from a picture (OCR).",)


@pytest.mark.usefixtures("without_the_extra")
def test_a_stamped_scan_that_was_not_recognised_is_named(page: Image.Image) -> None:
    document = parse(layered(page, "Received 4 July", hidden=False), "kent.pdf")
    assert document.warnings == ("Page 1 is a picture with little text; it was not recognised.",)


@pytest.mark.usefixtures("without_the_extra")
def test_a_scanned_file_is_refused_with_the_command_that_would_read_it(page: Image.Image) -> None:
    with pytest.raises(UnreadableFile) as refused:
        parse(pictures_only([page] * 6), "kent.pdf")
    assert str(refused.value) == (
        "kent.pdf has no text layer: 0 characters on 6 pages. "
        'Install text recognition (pip install "onrecord[ocr]"), then ingest it again.'
    )


@pytest.mark.usefixtures("without_the_extra")
def test_a_file_with_some_scanned_pages_is_taken_and_its_empty_pages_named(
    page: Image.Image,
) -> None:
    document = parse(joined("Dear Home Secretary,", page), "kent.pdf")
    assert document.text == "Dear Home Secretary,"
    assert document.pages[1].source is PageSource.EMPTY
    assert document.warnings == ("Page 2 has no text; it may be a scan or a picture.",)


def picture(pages: Sequence[Image.Image], kind: str) -> bytes:
    made = io.BytesIO()
    pages[0].save(
        made, kind, **({"save_all": True, "append_images": pages[1:]} if pages[1:] else {})
    )
    return made.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.tif", "TIFF")])
def test_a_picture_of_a_letter_is_read(name: str, kind: str, page: Image.Image) -> None:
    document = parse(picture([page], kind), name)
    assert document.warnings == ("Page 1 was recognised from a picture (OCR).",)
    assert find_letters(document, name, "0")[0].items[0].response == ANSWERED


def test_a_file_of_several_pictures_is_read_page_by_page(page: Image.Image) -> None:
    document = parse(picture([page, page.rotate(180)], "TIFF"), "kent.tiff")
    assert [each.source for each in document.pages] == [PageSource.OCR] * 2
    assert document.warnings == ("Pages 1 to 2 were recognised from pictures (OCR).",)


def test_after_so_many_pages_recognition_stops_and_the_rest_is_named(page: Image.Image) -> None:
    line = page.crop((0, 100, page.width, 300)).convert("L")
    blank = Image.new("L", (200, 100), 255)
    unread = (
        "Pages 301 to 302 were not recognised: text recognition (OCR) stops after 300 pages of a "
        "file. Split it, then ingest its parts."
    )
    for data, name in (
        (picture([line, *[blank] * 301], "TIFF"), "kent.tif"),
        (pictures_only([line, *[blank] * 301]), "kent.pdf"),
    ):
        document = parse(data, name)
        assert "Response to the inspection" in document.text
        assert len(document.pages) == 302
        assert [each for each in document.warnings if "301" in each] == [unread]
        assert not any("Page 302" in each for each in document.warnings)


@pytest.mark.usefixtures("without_the_extra")
def test_a_picture_is_refused_with_the_command_that_would_read_it(page: Image.Image) -> None:
    with pytest.raises(UnreadableFile) as refused:
        parse(picture([page], "PNG"), "kent.png")
    assert str(refused.value) == (
        "kent.png is a picture: 0 characters of text. "
        'Install text recognition (pip install "onrecord[ocr]"), then ingest it again.'
    )


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"\x89PNG\r\n\x1a\n and no more", "is damaged"),
        (picture([Image.new("L", (1654, 2339), 255)], "PNG"), "found no words"),
        (picture([Image.new("1", (20_000, 20_000))], "PNG"), "is too large"),
    ],
    ids=["damaged", "blank", "bomb"],
)
def test_a_picture_that_cannot_be_read_is_refused(content: bytes, fact: str) -> None:
    with pytest.raises(UnreadableFile, match=fact):
        parse(content, "kent.png")


def test_recognition_that_was_switched_off_is_named_as_the_next_step(page: Image.Image) -> None:
    with pytest.raises(UnreadableFile, match=r"Ingest it again with --ocr\."):
        parse(pictures_only([page]), "kent.pdf", recognise=False)


def test_a_scan_is_read_within_the_limits_of_the_reading_process(
    page: Image.Image, tmp_path: Path
) -> None:
    file = tmp_path / "kent.pdf"
    file.write_bytes(pictures_only([page]))
    letters, _ = read_letters(file)
    assert letters[0].items[0].response == ANSWERED


def test_recognising_a_page_writes_nothing_into_the_package(page: Image.Image) -> None:
    package = ocr.models().parent
    before = {file: file.stat().st_mtime_ns for file in package.rglob("*")}
    assert before
    parse(pictures_only([page]), "kent.pdf")
    assert {file: file.stat().st_mtime_ns for file in package.rglob("*")} == before


def scan_of(file: Path, folder: Path) -> Document:
    """What is read of a letter that LibreOffice printed and a scanner scanned."""
    return parse(pictures_only(scanned(office_pdf(file, folder))), "scan.pdf")


def real_letter(prefix: str) -> Path:
    return next(file for file in real_letters().iterdir() if file.name.startswith(prefix))


def check(prefix: str, folder: Path, report: Callable[[], AbstractContextManager[None]]) -> None:
    """Compare a scanned letter with the same one as text, and print the figures."""
    file = real_letter(prefix)
    started = time.monotonic()
    document = scan_of(file, folder)
    seconds = (time.monotonic() - started) / len(document.pages)
    apart = " ".join(each.text for each in document.furniture)
    found = share_found(file.read_text("utf-8"), f"{document.text} {apart}")
    letter = find_letters(document, "", "")[0]
    items, expected = letter.items, read(file).items
    alike = [
        min(likeness(one.text, other.text), likeness(one.response, other.response))
        for one, other in zip(items, expected, strict=False)
    ]
    with report():
        print(
            f"\n{prefix}: {found:.2%} of the words, {seconds:.1f} s a page, "
            f"{len(items)} of {len(expected)} items, "
            f"the least alike {min(alike, default=1):.2f}, dated {letter.front.dated}"
        )
    assert letter.front.dated == read(file).front.dated
    assert found >= 0.95
    assert [(one.number, one.kind) for one in items] == [(e.number, e.kind) for e in expected]
    assert all(share >= 0.9 for share in alike)


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


@pytest.mark.long
@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_a_real_letter_that_was_scanned_gives_its_words_and_its_items(
    prefix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(prefix, tmp_path, capsys.disabled)


def test_the_shortest_real_letter_with_items_is_read_from_a_scan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check("000", tmp_path, capsys.disabled)

"""A file that cannot be read is refused with one sentence: which file, why, what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.files.jobs import LETTERS, Job, Task
from ingest.files.kinds import parse
from ingest.files.pool import Pool, _Clock
from ingest.limits import Limits
from ingest.reading import read_letters, read_report

SENTENCE = "The force has trained every call handler in assessing risk."


def pdf(*pages: str, encrypt: str | None = None) -> bytes:
    """A PDF with a line on each page; no words make an empty page."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    if encrypt is None:
        return made.getvalue()
    writer = pypdf.PdfWriter(clone_from=made)
    writer.encrypt(encrypt, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def letters_of(path: Path) -> Job:
    return Job(
        task=Task.LETTERS, file=path.name, path=str(path), sha256="", text="", recognise=True
    )


def docx(document: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A Word file whose only part of note is these bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        archive.writestr("word/document.xml", document)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "fact", "next_step"),
    [
        ("empty.txt", lambda: b"", "is empty", "Export it again"),
        ("blank.txt", lambda: b" \n\t\n", "is empty", "Export it again"),
        ("scan.pdf", lambda: pdf("", "", ""), "found no words on its 3 pages", "Scan it again"),
        ("locked.pdf", lambda: pdf(SENTENCE, encrypt="x"), "locked with a password", "Save a copy"),
        ("cut.pdf", lambda: pdf(SENTENCE)[:200], "is damaged", "Export it again"),
        ("program.pdf", lambda: b"MZ\x90\x00\x03" * 99, "is not a PDF", "Export it as PDF"),
        ("torn.docx", lambda: docx(b"<w:document")[:90], "is damaged", "Export it again"),
        ("other.docx", lambda: b"not a zip file", "is not a Word document", "Export it again"),
        ("odd.docx", lambda: docx(b"<w:document"), "is not a Word document", "Save it again"),
        ("bomb.docx", lambda: docx(b"\x00" * (201 * 2**20)), "more than 200 MB", "Remove"),
        ("null.txt", lambda: b"\x00" * 5000, "is not text", "Save it as"),
        ("late-null.txt", lambda: b"words " * 1000 + b"\x00" * 5000, "is not text", "Save it as"),
        ("table.xlsx", lambda: b"PK", "is of a kind that is not read", "Save it as"),
        ("letter", lambda: b"Dear Home Secretary", "is of a kind that is not read", "Save it as"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: Callable[[], bytes], fact: str, next_step: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content())
    with pytest.raises(UnreadableFile) as refusal:
        read_letters(file)
    message = str(refusal.value)
    assert message.startswith(f"{name} ")
    assert fact in message
    assert next_step in message
    assert "\n" not in message
    assert str(tmp_path) not in message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.pdf does not exist\. Check the name"):
        read_letters(tmp_path / "gone.pdf")
    (tmp_path / "letters.pdf").mkdir()
    with pytest.raises(UnreadableFile, match=r"letters\.pdf is a folder\. Name a file in it"):
        read_report(tmp_path / "letters.pdf")


def test_a_page_without_text_among_others_is_named(tmp_path: Path) -> None:
    file = tmp_path / "half.pdf"
    file.write_bytes(pdf(SENTENCE, ""))
    (letter,), _ = read_letters(file)
    assert SENTENCE in letter.text
    assert letter.warnings == ("Page 2 has no text, and no words were recognised on it.",)
    assert [page.number for page in letter.pages] == [1, 2]


def test_a_pdf_is_read_whatever_its_name_promises(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(pdf(SENTENCE))
    assert SENTENCE in read_letters(file)[0][0].text


@pytest.mark.parametrize(
    ("limits", "fact"),
    [
        (Limits(clock=0.01), "took longer than 0.01 seconds"),
        (Limits(memory=50 * 2**20), "memory"),
        (Limits(seconds=1, seconds_a_page=0), "takes too long to read: 1 seconds and more"),
        (Limits(text=1000), "holds more than 1,000 characters"),
        (Limits(reply=1000), "holds too many parts"),
    ],
    ids=["clock", "memory", "processor", "text", "reply"],
)
def test_reading_a_file_ends_at_the_limits_and_the_next_is_read(
    tmp_path: Path, limits: Limits, fact: str
) -> None:
    long, short = tmp_path / "long.pdf", tmp_path / "short.txt"
    long.write_bytes(pdf(*(SENTENCE * (n % 30) for n in range(700))))
    short.write_text("")
    with Pool(1, limits) as pool:
        with pytest.raises(UnreadableFile, match=fact):
            pool.ask(letters_of(long), LETTERS)
        with pytest.raises(UnreadableFile, match="took longer" if limits.clock < 1 else "is empty"):
            pool.ask(letters_of(short), LETTERS)


def test_what_was_asked_before_ctrl_c_is_no_answer_to_the_next_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    left, wanted = tmp_path / "left.txt", tmp_path / "wanted.txt"
    left.write_text(SENTENCE)
    wanted.write_text("Another letter.")
    with Pool(1) as pool:
        with monkeypatch.context() as patch:
            patch.setattr("ingest.files.pool._exactly", interrupted)
            with pytest.raises(KeyboardInterrupt):
                pool.ask(letters_of(left), LETTERS)
        (letter,) = pool.ask(letters_of(wanted), LETTERS)
    assert letter.text == "Another letter."


def test_a_clock_that_was_stopped_as_it_rang_does_not_ring() -> None:
    rung: list[bool] = []
    clock = _Clock(0, lambda: rung.append(True))
    clock.stop()
    rung.clear()
    clock._look()
    assert rung == []


def test_each_page_that_is_read_adds_to_the_time_that_a_file_may_take(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf(*[SENTENCE * 30] * 600))
    with Pool(1, Limits(seconds=1, seconds_a_page=0.05)) as pool:
        (letter,) = pool.ask(letters_of(file), LETTERS)
    assert len(letter.pages) == 600


def test_pages_add_to_the_time_of_a_file_only_so_much(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pdf(*[SENTENCE * 30] * 600))
    limits = Limits(seconds=0.2, seconds_a_page=0.05, seconds_for_pages=0.2)
    with Pool(1, limits) as pool, pytest.raises(UnreadableFile, match="takes too long to read"):
        pool.ask(letters_of(file), LETTERS)


def test_a_word_file_of_too_many_paragraphs_is_refused_before_they_are_read(tmp_path: Path) -> None:
    document = Document()
    for _ in range(31):
        document.add_table(rows=1000, cols=1)
    document.save(str(tmp_path / "cells.docx"))
    with pytest.raises(UnreadableFile, match=r"has 31,000 paragraphs; at most 30,000 can be read"):
        read_letters(tmp_path / "cells.docx")


def test_a_page_that_is_too_rich_a_drawing_is_named_and_the_others_are_read() -> None:
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 700, SENTENCE)
    canvas.showPage()
    canvas.drawString(72, 700, "A map.")
    for number in range(200_000):
        canvas.line(0, 0, number, 10_000)
    canvas.save()
    document = parse(made.getvalue(), "map.pdf", recognise=False)
    assert document.text == SENTENCE
    assert document.warnings == ("Page 2 is too rich a drawing to be read.",)


def test_a_refused_file_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "null.txt"
    file.write_bytes(b"\x00" * 5000)
    with pytest.raises(UnreadableFile):
        read_letters(file)
    assert file.read_bytes() == b"\x00" * 5000
    assert list(tmp_path.iterdir()) == [file]

"""Older office files are read by way of LibreOffice, or refused with the next step."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest
from word_fixtures import made, paragraph, read, understood, words

from ingest.errors import UnreadableFile
from ingest.files.kinds import parse
from ingest.model import BlockStyle
from ingest.readers import legacy, libreoffice
from ingest.readers.legacy import CONVERTED, to_docx
from ingest.reading import read_letters

installed = pytest.mark.skipif(
    libreoffice.find_libreoffice() is None, reason="LibreOffice is not installed"
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in [
        *(("office", "office"), ("text", "text"), ("draw", "drawing"), ("table", "table")),
        *(("svg", "svg-compatible"), ("manifest", "manifest"), ("script", "script")),
    ]
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252 Dear Home Secretary,\par "
    rb"Recommendation 1: The force\'92s clerks should answer letters within a week.\par "
    rb"We answer them in five days.\par}"
)


def odt(body: str) -> bytes:
    """An OpenDocument text with this body."""
    content = (
        f'<office:document-content {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in [("/", OPEN_DOCUMENT), ("content.xml", "text/xml")]
    )
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("mimetype", OPEN_DOCUMENT)
        archive.writestr("content.xml", content)
        manifest = f"<manifest:manifest {SPACES}>{entries}</manifest:manifest>"
        archive.writestr("META-INF/manifest.xml", manifest)
    return saved.getvalue()


@installed
def test_rich_text_is_read_with_its_items_and_says_how() -> None:
    document = read(RTF, "letter.rtf")
    (item,) = understood(document).items
    assert item.text == "The force’s clerks should answer letters within a week."
    assert item.response == "We answer them in five days."
    assert CONVERTED in document.guesses


@installed
def test_an_open_document_keeps_its_headings_lists_and_tables() -> None:
    document = read(
        odt(
            '<text:h text:outline-level="2">Custody</text:h><text:p>We agree.</text:p>'
            "<table:table><table:table-column table:number-columns-repeated='2'/>"
            "<table:table-row><table:table-cell><text:p>2021</text:p>"
            "</table:table-cell><table:table-cell><text:p>86%</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        "letter.odt",
    )
    assert words(document) == ["Custody", "We agree.", "2021", "86%"]
    assert words(document, BlockStyle.HEADING) == ["Custody"]
    assert [block.cell for block in document.blocks][2:] == [(0, 0, 0), (0, 0, 1)]


@installed
def test_an_old_word_file_is_read_within_the_limits_of_any_other(tmp_path: Path) -> None:
    old = tmp_path / "letter.doc"
    old.write_bytes(as_old_word(made(paragraph("Dear Minister,"), paragraph("We agree."))))
    assert old.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    (letter,), _ = read_letters(old)
    assert letter.text == "Dear Minister,\n\nWe agree."
    assert CONVERTED in letter.guesses


def as_old_word(data: bytes) -> bytes:
    """The same document as Word 97 saved it."""
    program = libreoffice.find_libreoffice()
    assert program is not None
    converted = libreoffice.convert(program, data, ".docx", ".doc")
    assert converted is not None
    return converted


def test_what_is_called_an_old_word_file_is_read_by_what_it_is() -> None:
    assert read(made(paragraph("We agree.")), "letter.doc").text == "We agree."
    assert read(b"<html><body><p>We agree.</p></body></html>", "letter.doc").text == "We agree."


def test_without_libreoffice_an_older_file_is_refused_with_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(legacy, "find_libreoffice", lambda: None)
    with pytest.raises(UnreadableFile) as refusal:
        parse(RTF, "letter.rtf")
    assert str(refusal.value) == (
        "letter.rtf is in an older format (.rtf). Save it as .docx in Word, or install "
        "LibreOffice, then retry."
    )


def test_a_locked_word_file_is_refused() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match="is locked with a password"):
        parse(locked, "letter.docx")


@installed
def test_a_damaged_older_file_is_refused() -> None:
    damaged = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 99
    with pytest.raises(UnreadableFile, match=r"could not be opened by LibreOffice|holds no text"):
        parse(damaged, "letter.doc")


@installed
def test_libreoffice_is_ended_where_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 0.05)
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match="could not be opened by LibreOffice"):
        to_docx(RTF, "letter.rtf")
    assert time.monotonic() - begun < 10


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A web server of this computer, and what it was asked for."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@installed
def test_no_other_file_and_no_address_that_a_letter_names_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("What another file holds.")
    with listening() as (address, asked):
        linked = "".join(
            f'<text:section text:name="s{n}"><text:section-source xlink:href="{place}"/>'
            "<text:p>Old words.</text:p></text:section>"
            for n, place in enumerate((secret.as_uri(), f"{address}/section"))
        )
        picture = (
            f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple" '
            f'xlink:href="{address}/picture.png"/></draw:frame></text:p>'
        )
        document = read(odt(f"<text:p>We agree.</text:p>{linked}{picture}"), "letter.odt")
        pictured = RTF.replace(
            b"five days.",
            rb"five days.{\field{\*\fldinst INCLUDEPICTURE "
            + f'"{address}/rtf.png"'.encode()
            + rb" \\d}{\fldrslt }}",
        )
        read(pictured, "letter.rtf")
    assert document.text.startswith("We agree.")
    assert "another file" not in document.text
    assert asked == []


@installed
def test_an_archive_that_unpacks_too_large_is_not_given_to_libreoffice() -> None:
    bomb = io.BytesIO(odt("<text:p>x</text:p>"))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.xml", b"\x00" * (201 * 2**20))
    with pytest.raises(UnreadableFile, match="more than 200 MB"):
        parse(bomb.getvalue(), "letter.odt")


@installed
def test_the_conversion_gives_a_word_file() -> None:
    word = docx.Document(io.BytesIO(to_docx(RTF, "letter.rtf")))
    assert word.paragraphs[0].text == "Dear Home Secretary,"

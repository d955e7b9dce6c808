"""The bytes of a file become a Document by the reader of its kind: by content, then by suffix."""

from __future__ import annotations

from ingest.errors import UnreadableFile
from ingest.files.mail import Mail, as_page, take_apart
from ingest.files.suffixes import (
    ARCHIVED_PAGES,
    MAIL,
    OLDER,
    PAGES,
    PICTURES,
    PLAIN,
    UNREAD,
    WORD,
    suffix,
)
from ingest.limits import check_text
from ingest.model import Document
from ingest.readers.html import is_html, read_html, read_mhtml
from ingest.readers.legacy import legacy_suffix, read_legacy
from ingest.readers.pdf import read_pdf
from ingest.readers.picture_files import read_pictures
from ingest.readers.plain import read_plain
from ingest.readers.word import read_word

LARGEST_CHARACTER = 4  # bytes


def parse(data: bytes, file: str, *, recognise: bool = True) -> Document:
    """Read a file by its content, whatever its name promises.

    Args:
        recognise: read the words in pictures of pages too, where that is installed.

    Raises:
        UnreadableFile: the file is empty, locked, damaged, too large or of another kind.
    """
    document = _read(data, file, recognise=recognise)
    check_text(len(document.text))
    return document


def _read(data: bytes, file: str, *, recognise: bool) -> Document:
    if not data.strip():
        raise UnreadableFile(file, "is empty. Export it again from its source.")
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return read_pdf(data, file, recognise=recognise)
    kind = suffix(file)
    if kind == ".pdf":
        raise UnreadableFile(file, "is not a PDF, whatever its name says. Export it as PDF again.")
    if kind in PICTURES:
        return read_pictures(data, file, recognise=recognise)
    if legacy_suffix(data) is not None:
        return read_legacy(data, file)
    if kind in WORD or (data.startswith(b"PK\x03\x04") and kind in OLDER):
        return read_word(data, file)
    if kind in PAGES or (kind in OLDER and is_html(data)):
        return read_html(data, file)
    if kind in ARCHIVED_PAGES:
        return read_mhtml(data, file)
    if kind in MAIL:
        return _read_mail(take_apart(data, file), file)
    if kind in PLAIN | OLDER:
        check_text(len(data) // LARGEST_CHARACTER)  # before it is decoded
        return _with_text(read_plain(data, file), file)
    raise UnreadableFile(
        file,
        UNREAD.get(kind)
        or "is of a kind that is not read. Save it as PDF, Word (.docx), e-mail (.eml) or plain "
        "text (.txt).",
    )


def _read_mail(mail: Mail, file: str) -> Document:
    page = as_page(mail)
    return read_html(page, file) if mail.is_html else _with_text(read_plain(page, file), file)


def _with_text(document: Document, file: str) -> Document:
    if not document.blocks:
        raise UnreadableFile(file, "holds no text. Export it again from its source.")
    return document

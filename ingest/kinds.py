"""The bytes of a file become a Document by the reader of its kind: by content, then by suffix."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.limits import check_text
from ingest.model import Document
from ingest.readers.pdf import read_pdf
from ingest.readers.plain import read_plain
from ingest.readers.word import read_word

WORD = frozenset({".docx", ".docm", ".dotx"})
SUFFIXES = frozenset({".pdf", ".txt", ".md", ".markdown"}) | WORD


def parse(data: bytes, file: str, *, recognise: bool = True) -> Document:
    """Read a file by its content, whatever its name promises.

    Args:
        recognise: read the words in pictures of pages too, where that is installed.

    Raises:
        UnreadableFile: the file is empty, locked, damaged, too large or of another kind.
    """
    document = _read(data, file)
    check_text(len(document.text))
    return document


def _read(data: bytes, file: str) -> Document:
    suffix = Path(file).suffix.casefold()
    if not data.strip():
        raise UnreadableFile(file, "is empty. Export it again from its source.")
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return read_pdf(data, file)
    if suffix == ".pdf":
        raise UnreadableFile(file, "is not a PDF, whatever its name says. Export it as PDF again.")
    if suffix in WORD:
        return read_word(data, file)
    document = read_plain(data, file)
    if not document.blocks:
        raise UnreadableFile(file, "holds no text. Export it again from its source.")
    return document

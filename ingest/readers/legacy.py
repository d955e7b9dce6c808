"""Older office files (.doc, .odt, .rtf) become Word files by way of LibreOffice, then Documents."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from ingest.errors import UnreadableFile
from ingest.model import Document
from ingest.readers.libreoffice import convert, find_libreoffice
from ingest.readers.word import read_word
from ingest.readers.word_package import check_archive

CONVERTED = "It was read by way of LibreOffice, whose pages may end where those of its own do not."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_TEXT = b"application/vnd.oasis.opendocument.text"


def legacy_suffix(data: bytes) -> str | None:
    """The suffix of the older office format that the bytes are in, or None."""
    if data.startswith(_OLE) and (_WORD_STREAM in data or _LOCKED in data):
        return ".doc"
    if data.lstrip()[:5] == b"{\\rtf":
        return ".rtf"
    return ".odt" if data.startswith(b"PK") and _is_open_document(data) else None


def read_legacy(data: bytes, file: str) -> Document:
    """Read an older office file; raises UnreadableFile as to_docx and read_word do."""
    document = read_word(to_docx(data, file), file)
    return replace(document, guesses=(*document.guesses, CONVERTED))


def to_docx(data: bytes, file: str) -> bytes:
    """Turn a .doc, .odt or .rtf into a .docx.

    Raises:
        UnreadableFile: it is locked, damaged or too large, or LibreOffice is not installed.
    """
    if _LOCKED in data and data.startswith(_OLE):
        raise UnreadableFile(
            file, "is locked with a password. Save a copy without the password, then retry."
        )
    suffix = legacy_suffix(data) or ".doc"
    if suffix == ".odt":
        check_archive(data, file)
    program = find_libreoffice()
    if program is None:
        raise UnreadableFile(
            file,
            f"is in an older format ({suffix}). Save it as .docx in Word, or install LibreOffice, "
            "then retry.",
        )
    converted = convert(program, data, suffix)
    if converted is None:
        raise UnreadableFile(
            file,
            "could not be opened by LibreOffice: it is locked with a password, damaged or too "
            "long. Save it as .docx in Word, then retry.",
        )
    return converted


def _is_open_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as kind:
            return kind.read(len(_TEXT)) == _TEXT
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, OSError):
        return False

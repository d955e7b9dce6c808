"""The bytes of a text file become its characters, and what was guessed on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.errors import UnreadableFile

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# In order of trust, where two read the same bytes equally well.
_ONE_BYTE = {"cp1252": "cp1252", "iso8859_15": "ISO-8859-15", "mac_roman": "Mac Roman"}
_USUAL = frozenset("‘’“”–—…•·£€§©®™°½¼¾²³«»\u00a0éèêëáàâäíìîïóòôöúùûüçñÉÀÖÜßåøæÅ")
_WIDE = frozenset({0x09, 0x0A, 0x0D, *range(0x20, 0x7F)})
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SAMPLE = 4096  # bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    text: str
    guesses: tuple[str, ...]
    warnings: tuple[str, ...]


def decode(data: bytes, file: str, declared: str | None = None) -> Decoded:
    """Decode a text in any common encoding.

    Args:
        declared: the encoding that the file or its container names, if any.

    Raises:
        UnreadableFile: the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _told(data[len(bom) :], encoding)
    if wide := _wide(data):
        return _guessed(data, wide, wide.upper())
    if b"\x00" in data:
        raise UnreadableFile(file, "is not text. Save it as PDF, Word (.docx) or plain text.")
    try:
        return Decoded(text=data.decode("utf-8"), guesses=(), warnings=())
    except UnicodeDecodeError:
        if len(_MULTIBYTE.findall(data)) > len(_MULTIBYTE.sub(b"", data)) - _plain(data):
            return _told(data, "utf-8")
    if declared is not None and _knows(declared):
        return _told(data, declared)
    best = max(_ONE_BYTE, key=lambda encoding: _likeness(data, encoding))
    return _guessed(data, best, _ONE_BYTE[best])


def _told(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    warning = f"{lost} characters could not be read and stand as \ufffd."
    return Decoded(text=text, guesses=(), warnings=(warning,) if lost else ())


def _guessed(data: bytes, encoding: str, name: str) -> Decoded:
    told = _told(data, encoding)
    guess = f"The encoding was taken to be {name}."
    return Decoded(text=told.text, guesses=(guess,), warnings=told.warnings)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of English is empty."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        empty = high.count(0)
        letters = sum(byte in _WIDE for byte in low)
        if len(high) > 1 and empty >= 0.7 * len(high) and letters >= 0.7 * len(low):
            return encoding
    return None


def _plain(data: bytes) -> int:
    """How many bytes of the data, its letters of several bytes taken out, are ASCII."""
    return sum(byte < 0x80 for byte in _MULTIBYTE.sub(b"", data))


def _knows(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _likeness(data: bytes, encoding: str) -> int:
    """How many of the letters beyond ASCII are those of British letters, less the others."""
    text = bytes(byte for byte in data if byte >= 0x80).decode(encoding, errors="replace")
    return sum(1 if character in _USUAL else -1 for character in text)

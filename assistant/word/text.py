"""Words of letters, reports and officers become what runs on in Word."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*[-•*]\s)")
_LINES = re.compile(r"\s*[\r\n]+\s*")


def one_line(text: str) -> str:
    """Words without the line ends of their source, and with nothing that XML cannot hold."""
    text = re.sub(r"(?<=\w)-[ \t]*\n\s*(?=\w)", "-", text)
    return _NOT_XML.sub("", re.sub(r"\s+", " ", text)).strip()


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of printed words, and the points of a list, whose lines end anywhere."""
    return _some(_PARAGRAPHS.split(text))


def lines_of(text: str) -> list[str]:
    """The lines of what somebody typed, who ended each on purpose."""
    return _some(_LINES.split(text))


def _some(pieces: list[str]) -> list[str]:
    return [line for line in map(one_line, pieces) if line]

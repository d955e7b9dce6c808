"""Whether the text of a scanned page says what is seen on it, as far as its words can tell.

A scan may carry text: that of a stamp, what the scanner recognised, or nothing that is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject

from ingest.readers.pieces import Piece

LEAST_DOTS = 700  # of the shorter side of a picture of a page: 85 an inch on A4
MOST_OBJECTS = 50  # of a page that are looked at
FEW_WORDS = 40  # of a page: a stamp, a heading
LEAST_COMMON = 0.08  # of the words of a page; prose has five times as many

_COMMON = re.compile(
    r"an?|all|and|are|as|at|be|been|by|for|from|has|have|in|is|it|its|not|of|on|or|our"
    r"|that|the|their|they|this|to|was|we|were|which|will|with"
)
_HIDDEN = re.compile(rb"\b3\s+Tr\b")


def is_scan(page: pypdf.PageObject) -> bool:
    """Whether a page holds a picture that is large enough to be one of the page."""
    try:
        objects = page["/Resources"]["/XObject"].values()  # type: ignore[index]
        drawn = [each.get_object() for each in islice(objects, MOST_OBJECTS)]
        return any(_is_large(each) for each in drawn if isinstance(each, DictionaryObject))
    except (KeyError, TypeError, AttributeError, ValueError):
        return False


def has_hidden_text(page: pypdf.PageObject) -> bool:
    """Whether text is drawn so that it is not seen, as what a scanner recognised is."""
    contents = page.get_contents()
    return contents is not None and bool(_HIDDEN.search(contents.get_data()))


def is_doubtful(pieces: Iterable[Piece]) -> bool:
    """Whether the text of a scan is so little, or so odd, that the scan says something else."""
    words = _words(pieces)
    return len(words) < FEW_WORDS or common_words(pieces) < LEAST_COMMON * len(words)


def common_words(pieces: Iterable[Piece]) -> int:
    """How many words are among those that every English text has."""
    return sum(bool(_COMMON.fullmatch(word)) for word in _words(pieces))


def _words(pieces: Iterable[Piece]) -> list[str]:
    return " ".join(piece.text for piece in pieces).casefold().split()


def _is_large(drawn: DictionaryObject) -> bool:
    if drawn.get("/Subtype") != "/Image":
        return False
    sides: list[Any] = [drawn["/Width"], drawn["/Height"]]
    return bool(min(sides) >= LEAST_DOTS)

"""What may differ between a quotation and its letter is folded: how words are set, never which."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = {
    **dict.fromkeys("‘’‛′`", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
}
_FOLDS = re.compile(
    r"(?P<split>(?<=[a-z])[-‐‑‒–—−\u00ad]\s+(?=[a-z]))|(?P<broken>(?<=\S)[-‐‑‒–—−]\s+)|\s+|.", re.S
)


def fold(text: str, hyphen: str = "-") -> tuple[str, list[int]]:
    """The text with what may differ folded, and for each of its characters where it came from.

    Args:
        hyphen: what a hyphen between two lower-case letters at the end of a line becomes; where
            lines were joined before, a space stands for the line's end.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for match in _FOLDS.finditer(text):
        piece = match.group()
        if piece.isspace():
            piece = " "
        elif match["split"]:
            piece = hyphen
        elif match["broken"]:
            piece = "-"
        elif (
            not piece.isascii() and unicodedata.category(piece) == "Cf"
        ):  # takes no room: a reader does not see it
            piece = ""
        for character in _FOLDED.get(piece, piece):
            folded.append(character)
            offsets.append(match.start())
    return "".join(folded), offsets

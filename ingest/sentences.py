"""A run of text becomes sentences, as slices that leave nothing but white space between them."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rt|Hon|Sir|St|Supt|Insp|Sgt|Det|Ch|Cllr|Lt|Col|Gen|No|Nos|vs?"
    r"|para|paras|pp?|approx|dept|e\.g|i\.e|etc|cf|al|fig|s|ss|art|vol)|\b[A-Z])\.$",
    re.I,
)
_END = re.compile(
    r"[.!?]+[)\]”’\"']*(?=\s+[\[(“‘\"']?[A-Z0-9£])|[;:](?=\s*\n)|\n\s*\n|\n(?=\s*[-•*])"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence in text[start:end], in order."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    opened = start
    for match in _END.finditer(text, start, end):
        candidate = text[opened : match.end()]
        if match.group().startswith(".") and _is_abbreviation(candidate, text, match.end()):
            continue
        _append(found, text, opened, match.end())
        opened = match.end()
    _append(found, text, opened, end)
    return found


def _is_abbreviation(candidate: str, text: str, end: int) -> bool:
    match = _ABBREVIATION.search(candidate)
    if not match:
        return False
    # "etc." and a lone capital can end a sentence; a title or "No." never does.
    return match.group().casefold() != "etc." or not re.match(r"\s+[A-Z]", text[end:])


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        found.append((left, right))

"""A run of text becomes sentences, as slices that leave nothing but white space between them."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rt|Hon|Sir|St|Supt|Insp|Sgt|Det|Ch|Cllr|Lt|Col|Gen|No|Nos|vs?"
    r"|para|paras|pp?|approx|dept|e\.g|i\.e|etc|cf|al|fig|s|ss|art|vol)|\b[A-Z])\.$",
    re.I,
)
_LONGEST_ABBREVIATION = 12  # characters, with what stands before it
_CAPITAL = re.compile(r"\s+[A-Z]")
_END = re.compile(
    r"(?<![.!?])[.!?]++[)\]”’\"']*+(?=\s+[\[(“‘\"']?[A-Z0-9£])|[;:](?=\s*\n)|\n\s*\n|\n(?=\s*[-•*])"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence in text[start:end], in order."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    opened = start
    for match in _END.finditer(text, start, end):
        if match.group().startswith(".") and _is_abbreviation(text, opened, match.end()):
            continue
        _append(found, text, opened, match.end())
        opened = match.end()
    _append(found, text, opened, end)
    return found


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    match = _ABBREVIATION.search(text[max(start, end - _LONGEST_ABBREVIATION) : end])
    if not match:
        return False
    # "etc." and a lone capital can end a sentence; a title or "No." never does.
    return match.group().casefold() != "etc." or not _CAPITAL.match(text, end)


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        found.append((left, right))

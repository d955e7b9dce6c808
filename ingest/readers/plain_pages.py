"""The pages of a text file: parted by form feeds, or by lines that number them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Page, PageSource

_LABEL = r"(?P<label>\d{1,4}|(?=[ivxl])l?x{0,3}(?:ix|iv|v?i{0,3}))"
_NUMBERED = re.compile(rf"[-–—\s]*page\s+{_LABEL}(?:\s*(?:of|/)\s*\d{{1,4}})?[-–—.\s]*", re.I)
_ALONE = re.compile(rf"[-–—\s]*{_LABEL}[-–—\s]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberLine:
    """A line that only numbers its page: "Page 2 of 5"."""

    start: int
    end: int
    label: str


def number_lines(text: str, lines: Sequence[tuple[int, int]]) -> list[NumberLine]:
    """The lines that number pages; a bare number does so only at the edge of a page."""
    found = []
    inked = [line for line in lines if line[0] < line[1]]
    for index, (start, end) in enumerate(inked):
        match = _NUMBERED.fullmatch(text, start, end)
        if match is None and _at_edge(text, inked, index):
            match = _ALONE.fullmatch(text, start, end)
        if match is not None:
            found.append(NumberLine(start=start, end=end, label=match.group("label")))
    return found


def pages_of(text: str, numbers: Sequence[NumberLine]) -> tuple[Page, ...]:
    """The pages as slices of the text, each with the label that a line of it prints."""
    starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\f" and text[i + 1 :].strip()]
    if len(starts) == 1:
        starts += _after_numbers(text, numbers)
    ends = [*starts[1:], len(text)]
    return tuple(
        Page(
            number=number,
            label=next((line.label for line in numbers if start <= line.start < end), None),
            start=start,
            end=end,
            source=PageSource.TEXT if text[start:end].strip() else PageSource.EMPTY,
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _at_edge(text: str, lines: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether a line stands next to a form feed: the first or the last of a page."""
    before = text[lines[index - 1][1] if index else 0 : lines[index][0]]
    after = text[lines[index][1] : lines[index + 1][0] if index + 1 < len(lines) else len(text)]
    last_of_many = index + 1 == len(lines) and "\f" in text
    return "\f" in before or "\f" in after or last_of_many


def _after_numbers(text: str, numbers: Sequence[NumberLine]) -> list[int]:
    """Where pages begin after the numbers at their feet, which count from 1 without a gap."""
    labels = [line.label for line in numbers]
    if len(labels) < 2 or labels != [str(number) for number in range(1, len(labels) + 1)]:
        return []
    if not text[: numbers[0].start].strip():  # they stand at the heads
        return [line.start for line in numbers[1:]]
    return [line.end for line in numbers if text[line.end :].strip()]

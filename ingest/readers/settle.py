"""Lines as they were measured in pictures become lines of the few sizes that a letter is set in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from ingest.readers.lines import Line
from ingest.readers.ocr import Seen

SMALLER, LARGER = 0.85, 1.18  # times the usual size, between which a line was meant to have it
SAME = 1.1  # times a size, up to which another is taken for the same
BOLD = 1.3  # times the usual thickness of a stroke


def settle(pages: Sequence[Sequence[Seen]]) -> list[list[Line]]:
    """Give the lines of a file their sizes and weights, by what is usual in it."""
    every = [line for page in pages for line in page]
    if not every:
        return [[] for _ in pages]
    usual = _usual((line.size, len(line.text)) for line in every)
    sizes = _sizes(usual, sorted({line.size for line in every}))
    stroke = _usual(
        (line.stroke / sizes[line.size], len(line.text))
        for line in every
        if sizes[line.size] == sizes[usual]
    )
    return [[_line(each, sizes[each.size], stroke) for each in page] for page in pages]


def _line(seen: Seen, size: float, usual_stroke: float) -> Line:
    bold = seen.stroke > BOLD * usual_stroke * size
    return Line(
        text=seen.text,
        left=seen.left,
        right=seen.right,
        y=seen.y,
        size=size,
        bold=bold,
        begins_bold=bold,
        ends_bold=bold,
    )


def _usual(measures: Iterable[tuple[float, int]]) -> float:
    """The middle one of measures, each counted as often as it has letters."""
    ordered = sorted(measures)
    reached = list(accumulate(letters for _, letters in ordered))
    return ordered[bisect_left(reached, reached[-1] / 2)][0]


def _sizes(usual: float, measured: Sequence[float]) -> dict[float, float]:
    """For each measured size, in ascending order, the one it was meant to be."""
    sizes: dict[float, float] = {}
    least = 0.0  # of the sizes that are taken for one
    for size in measured:
        if SMALLER * usual < size < LARGER * usual:
            sizes[size] = round(usual, 1)
        else:
            least = size if size > SAME * least else least
            sizes[size] = round(least, 1)
    return sizes

"""The pieces of a page become its regions, in the order in which they are read.

Text in columns is read column by column; what goes across the columns parts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.lines import Line
from ingest.readers.pieces import Piece, Table

GUTTER = 0.7  # of the height of a line: the least room between two columns
LEAST_LINES = 3  # of a column
NARROWEST = 0.12  # of the width of the text: no column is narrower
PROSE = 0.55  # of the column: most lines of prose reach that far
PROSE_LENGTH = 18  # characters, likewise
SHORTEST = 5  # characters; a column of less is numbers or bullets in the margin
DRAWN_APART = 3  # times that the pen goes from one column to the other, at most
ALIGNED = 4  # points; the lines of a column begin within that
BREAK = 2.5  # times the height of a line: a larger gap ends the columns
DEEPEST = 4  # columns within columns
MOST_PIECES = 1200  # of a page; more is no text


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """Pieces that are read from top to bottom, and how far their column reaches."""

    pieces: Sequence[Piece]
    column: tuple[float, float] | None  # from left to right; None across the whole page


@dataclass(frozen=True, kw_only=True, slots=True)
class _Band:
    """Two columns side by side."""

    left: list[Piece]
    right: list[Piece]


def in_reading_order(pieces: Sequence[Piece]) -> list[Region]:
    """Part the pieces of a page into regions, the first to be read first."""
    if len(pieces) > MOST_PIECES:
        return [Region(pieces=pieces, column=None)]
    return [region for region in _parted(pieces, None, 0) if region.pieces]


def _parted(
    pieces: Sequence[Piece], column: tuple[float, float] | None, depth: int
) -> Iterator[Region]:
    band = _widest_band(pieces) if depth < DEEPEST and len(pieces) >= 2 * LEAST_LINES else None
    if band is None:
        yield Region(pieces=sorted(pieces, key=lambda piece: -piece.top), column=column)
        return
    beside = {id(piece) for piece in (*band.left, *band.right)}
    floor = min(piece.bottom for piece in (*band.left, *band.right))
    rest = [piece for piece in pieces if id(piece) not in beside]
    yield from _parted([piece for piece in rest if _middle(piece) > floor], column, depth)
    for side in (band.left, band.right):
        bounds = min(piece.left for piece in side), max(piece.right for piece in side)
        yield from _parted(side, bounds, depth + 1)
    yield from _parted([piece for piece in rest if _middle(piece) <= floor], column, depth)


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def _widest_band(pieces: Sequence[Piece]) -> _Band | None:
    """The two columns that hold the most pieces."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    heights = [piece.top - piece.bottom for piece in pieces if isinstance(piece, Line)]
    if not heights:
        return None
    height = median(heights)
    begins = Counter(round(piece.left / ALIGNED) for piece in pieces)
    falling = sorted(pieces, key=lambda piece: -_middle(piece))
    best: _Band | None = None
    for place, count in begins.items():
        at = min(piece.left for piece in pieces if round(piece.left / ALIGNED) == place)
        near = count + begins[place + 1] + begins[place - 1]
        if near < LEAST_LINES or at - left < NARROWEST * (right - left):
            continue
        for run in _uncrossed(falling, at, GUTTER * height):
            band = _columns(run, at, height)
            if band and (best is None or _count(band) > _count(best)):
                best = band
    return best


def _count(band: _Band) -> int:
    return len(band.left) + len(band.right)


def _uncrossed(falling: Sequence[Piece], at: float, gutter: float) -> Iterator[list[Piece]]:
    """The runs of pieces, from the top, none of which goes across the gutter left of a place."""
    run: list[Piece] = []
    for piece in falling:
        if piece.left < at - 1 and piece.right > at - gutter:
            yield run
            run = []
        else:
            run.append(piece)
    yield run


def _columns(pieces: Sequence[Piece], at: float, height: float) -> _Band | None:
    left = [piece for piece in pieces if piece.left < at - 1]
    right = [piece for piece in pieces if piece.left >= at - 1]
    if min(len(left), len(right)) < LEAST_LINES:
        return None
    low = max(min(piece.bottom for piece in side) for side in (left, right))
    high = min(max(piece.top for piece in side) for side in (left, right))
    left, right = (_reaching(side, low, high, BREAK * height) for side in (left, right))
    beside = [
        sum(piece.bottom < high and piece.top > low for piece in side) for side in (left, right)
    ]
    if min(beside) < LEAST_LINES or not _apart(left, right, at):
        return None
    return _Band(left=left, right=right)


def _reaching(side: Sequence[Piece], low: float, high: float, gap: float) -> list[Piece]:
    """The pieces of a side that stand beside the other, and those that go on from them."""
    core = [index for index, p in enumerate(side) if p.bottom < high and p.top > low]
    if not core:
        return []
    first, last = core[0], core[-1]
    while first > 0 and side[first - 1].bottom - side[first].top < gap:
        first -= 1
    while last < len(side) - 1 and side[last].bottom - side[last + 1].top < gap:
        last += 1
    return list(side[first : last + 1])


def _apart(left: Sequence[Piece], right: Sequence[Piece], at: float) -> bool:
    """Whether two sides are columns, and not the columns of a table to be read row by row."""
    if median(len(piece.text) for piece in left) < SHORTEST:
        return False
    drawn = sorted(
        (piece.drawn, here)
        for here, side in ((0, left), (1, right))
        for piece in side
        if piece.drawn is not None
    )
    if drawn:
        changes = sum(one[1] != other[1] for one, other in pairwise(drawn))
        if changes <= DRAWN_APART:
            return True
    end = max(piece.right for piece in right)
    return _is_prose(left, at - min(p.left for p in left)) and _is_prose(right, end - at)


def _is_prose(side: Sequence[Piece], width: float) -> bool:
    if any(isinstance(piece, Table) for piece in side):
        return False
    return (
        median(piece.right - piece.left for piece in side) >= PROSE * width
        and median(len(piece.text) for piece in side) >= PROSE_LENGTH
    )

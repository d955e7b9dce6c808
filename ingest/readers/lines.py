"""The ink of a page becomes its lines: runs of text joined where they touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.content import APART, SPACE, Run

# How a character of a PDF is kept: ligatures as their letters, the bullets of symbol fonts as such.
FOLDED = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\u00a0": " ", "\u00ad": None, "\u200b": None, "\x00": None}
    | {"\x7f": "•", "\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "•", "\uf0d8": "•", "\uf02d": "-"}
)
SAME_LINE = 0.3  # of the size, between two base lines
RAISED = 0.5  # of the size: a small letter up to that much higher is on the line
SMALL = 0.8  # of the size of the line's letters, for what is raised
TOUCHING = 0.5  # of the size: pieces drawn out of order and nearer than this are one

_UNIT = re.compile(r"(?:\b|\d)[kcdm]?m$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of text, or the piece of one between two wide gaps."""

    text: str
    left: float  # in points, as all that follow
    right: float
    y: float  # of the base line; grows upwards
    size: float  # of the letters
    bold: bool  # most of it
    begins_bold: bool = False
    ends_bold: bool = False
    apart: bool = False  # a tagged file says that it is no content
    upright: bool = True
    marks: tuple[str, ...] = ()  # the numbers of notes that stood raised in it
    drawn: int | None = None  # its place in the order of drawing

    @property
    def top(self) -> float:
        return self.y + 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.y - 0.2 * self.size


def join_runs(runs: Iterable[Run]) -> list[Line]:
    """Join runs that follow one another on a line, in the order in which they are drawn."""
    lines: list[Line] = []
    for chain in _chains(runs):
        lines += _line(chain)
    lines = [replace(line, drawn=order) for order, line in enumerate(lines)]
    return [
        *_touching_joined([line for line in lines if line.upright]),
        *(line for line in lines if not line.upright),
    ]


def join_row(row: Sequence[Line]) -> Line:
    """The pieces of one line, from left to right, as a line."""
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda piece: len(piece.text))
    return Line(
        text=" ".join(piece.text for piece in row),
        left=row[0].left,
        right=max(piece.right for piece in row),
        y=longest.y,
        size=longest.size,
        bold=longest.bold,
        begins_bold=row[0].begins_bold,
        ends_bold=row[-1].ends_bold,
        apart=all(piece.apart for piece in row),
        upright=longest.upright,
        marks=tuple(mark for piece in row for mark in piece.marks),
        drawn=row[0].drawn,
    )


def rows_of(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines on the same base line, each row from left to right, the highest first."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda each: -each.y):
        if row and row[0].y - line.y > SAME_LINE * min(row[0].size, line.size):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _chains(runs: Iterable[Run]) -> Iterator[list[Run]]:
    chain: list[Run] = []
    base: Run | None = None  # the run that the others of the chain are measured by
    for run in runs:
        if base is not None and _goes_on(base, chain[-1], run):
            chain.append(run)
            if run.size > base.size or len(run.text) > 2 * len(base.text):
                base = run
        else:
            if chain:
                yield chain
            chain, base = [run], run
    if chain:
        yield chain


def _goes_on(base: Run, last: Run, run: Run) -> bool:
    size = max(base.size, run.size)
    if base.upright != run.upright or base.artifact != run.artifact:
        return False
    if not run.upright:
        return abs(run.left - last.left) + abs(run.y - last.y) < 2 * size * len(last.text)
    if not -TOUCHING * size < run.left - last.right < APART * size:
        return False
    height = abs(run.y - base.y)
    if height <= SAME_LINE * min(base.size, run.size):
        return True
    different = min(base.size, run.size) < SMALL * size
    return different and height < RAISED * size


def _line(chain: Sequence[Run]) -> Iterator[Line]:
    sizes: dict[float, int] = {}
    for run in chain:
        size = round(run.size, 1)
        sizes[size] = sizes.get(size, 0) + len(run.text)
    size = max(sizes, key=lambda each: sizes[each])
    base = next(run for run in chain if round(run.size, 1) == size)
    parts: list[str] = []
    kept: list[Run] = []
    marks: list[str] = []
    for run in chain:
        if parts and _is_note_mark(run, base, parts[-1]):
            marks.append(run.text.strip())
            continue
        if kept and run.left - kept[-1].right > SPACE * size:
            parts.append(" ")
        parts.append(run.text)
        kept.append(run)
    text = " ".join("".join(parts).translate(FOLDED).split())
    if text:
        heavy = sum(len(run.text) for run in kept if run.bold)
        yield Line(
            text=text,
            left=kept[0].left,
            right=kept[-1].right,
            y=base.y,
            size=size,
            bold=heavy * 2 > sum(len(run.text) for run in kept),
            begins_bold=kept[0].bold,
            ends_bold=kept[-1].bold,
            apart=base.artifact,
            upright=base.upright,
            marks=tuple(marks),
        )


def _is_note_mark(run: Run, base: Run, before: str) -> bool:
    """A raised number after a word; "m2" is a measure."""
    if run.size > SMALL * base.size or run.y - base.y < 0.15 * base.size:
        return False
    number = run.text.strip(" ,")
    return number.isdigit() and not (number in "23" and _UNIT.search(before))


def _touching_joined(lines: list[Line]) -> list[Line]:
    """Join the pieces that touch, though they were drawn out of their order."""
    joined: list[Line] = []
    for row in rows_of(lines):
        for piece in row:
            last = joined[-1] if joined and piece is not row[0] else None
            gap = piece.left - last.right if last else 0.0
            if (
                last is None
                or last.apart != piece.apart
                or not -TOUCHING * piece.size < gap < TOUCHING * piece.size
            ):
                joined.append(piece)
                continue
            whole = join_row([last, piece])
            if gap <= SPACE * piece.size:
                whole = replace(whole, text=last.text + piece.text)
            joined[-1] = whole
    return joined

"""The rulings of a page become its tables, and the runs between them what stands in each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.content import Ink, Rule, Run

NEAR = 3.0  # points; rulings as near as that are one, or touch
MOST_LINES = 400  # of rows or of columns in one grid; more is a drawing
WIDEST_PADDING = 10  # points, of a cell
LEAST_DRAWN = 2  # of the rulings of a table
LONGEST_MARK = 2  # characters; a box round no more than that is one to tick


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What stands between four rulings."""

    row: int
    left: float
    right: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A ruled table on a page."""

    left: float
    right: float
    top: float
    bottom: float
    cells: tuple[Cell, ...]  # those that hold something, row by row


def find_grids(ink: Ink) -> tuple[list[Grid], list[Run]]:
    """Part the ink of a page into its ruled tables and the runs outside of them."""
    runs = ink.runs
    grids: list[Grid] = []
    for rules in _touching(_merged(ink.rules)):
        boxes = _boxes(rules, runs)
        if boxes is None:
            continue
        grid, outside = _filled(boxes, runs)
        if grid is not None:
            grids.append(grid)
            runs = outside
    return grids, runs


@dataclass(frozen=True, kw_only=True, slots=True)
class _Boxes:
    """The squares of a grid, and which of them are one where no wall is drawn between."""

    xs: list[float]  # from the left
    ys: list[float]  # from the top
    first: dict[tuple[int, int], tuple[int, int]]  # by row and column: the first of its box
    ends: dict[tuple[int, int], int]  # by the first of a box: the column after its last


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rulings on one line that touch or overlap become one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (each.across, round(each.at / NEAR), each.start)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.across == rule.across
            and abs(last.at - rule.at) < NEAR
            and rule.start <= last.end + NEAR
        ):
            merged[-1] = last._replace(end=max(last.end, rule.end), drawn=last.drawn or rule.drawn)
        else:
            merged.append(rule)
    return merged


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The groups of rulings that cross or touch one another, the highest first."""
    group = list(range(len(rules)))

    def first(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    across = [index for index, rule in enumerate(rules) if rule.across]
    down = [index for index, rule in enumerate(rules) if not rule.across]
    for here in across:
        for there in down:
            if _touch(rules[here], rules[there]):
                group[first(here)] = first(there)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(first(index), []).append(rule)
    found = [each for each in groups.values() if len(each) > 3 and _is_drawn(each)]
    return sorted(found, key=lambda each: -max(_high(rule) for rule in each))


def _is_drawn(rules: Sequence[Rule]) -> bool:
    """Whether some are lines: tints alone may lie under words that are only marked."""
    return sum(rule.drawn for rule in rules) >= LEAST_DRAWN


def _touch(across: Rule, down: Rule) -> bool:
    return (
        across.start - NEAR <= down.at <= across.end + NEAR
        and down.start - NEAR <= across.at <= down.end + NEAR
    )


def _high(rule: Rule) -> float:
    return rule.at if rule.across else rule.end


def _boxes(rules: Sequence[Rule], runs: Sequence[Run]) -> _Boxes | None:
    """The cells of a grid; where a wall is missing between two, they are one."""
    across = [rule for rule in rules if rule.across]
    down = [rule for rule in rules if not rule.across]
    if not across or not down:
        return None
    # A table without rulings at its sides ends where those across do, and the other way round.
    xs = _places([rule.at for rule in down] + _ends(across))
    ys = _places([rule.at for rule in across] + _ends(down))[::-1]
    if not 1 < len(xs) < MOST_LINES or not 1 < len(ys) < MOST_LINES:
        return None
    wall = [_drawn(down, x, _middles(ys)) for x in xs]
    _part_by_text(wall, xs, ys, runs)
    floor = [_drawn(across, y, _middles(xs)) for y in ys]
    first: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], int] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in first:
                continue
            wide, tall = column + 1, row + 1
            while wide < len(xs) - 1 and not wall[wide][row] and (row, wide) not in first:
                wide += 1
            while tall < len(ys) - 1 and not any(floor[tall][column:wide]):
                tall += 1
            for below in range(row, tall):
                for beside in range(column, wide):
                    first.setdefault((below, beside), (row, column))
            ends[row, column] = wide
    return _Boxes(xs=xs, ys=ys, first=first, ends=ends) if len(ends) > 1 else None


def _ends(rules: Sequence[Rule]) -> list[float]:
    return [min(rule.start for rule in rules), max(rule.end for rule in rules)]


def _part_by_text(
    wall: list[list[bool]], xs: list[float], ys: list[float], runs: Sequence[Run]
) -> None:
    """Put up a wall that is not drawn where text stands on both sides of it and none across."""
    heights = [-y for y in ys]
    rows: list[list[Run]] = [[] for _ in ys]
    for run in runs:
        row = bisect_right(heights, -run.y) - 1
        if 0 <= row < len(ys) - 1 and xs[0] <= run.left < xs[-1]:
            rows[row].append(run)
    for row, inside in enumerate(rows[:-1]):
        for column in range(1, len(xs) - 1):
            if wall[column][row]:
                continue
            at = xs[column]
            before = [run for run in inside if run.left < at]
            across = any(run.right > at + NEAR for run in before)
            wall[column][row] = bool(before) and not across and len(before) < len(inside)


def _middles(places: Sequence[float]) -> list[float]:
    return [(here + there) / 2 for here, there in pairwise(places)]


def _places(values: Iterable[float]) -> list[float]:
    """The values in order, those near one another taken for one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return places


def _drawn(rules: Sequence[Rule], at: float, middles: Sequence[float]) -> list[bool]:
    """Whether a ruling is drawn at this place, past the middle of each square."""
    here = [rule for rule in rules if abs(rule.at - at) <= NEAR]
    return [any(rule.start <= middle <= rule.end for rule in here) for middle in middles]


def _filled(boxes: _Boxes, runs: Sequence[Run]) -> tuple[Grid | None, list[Run]]:
    """Put the runs into the boxes that they stand in; fewer than two so filled are no table."""
    xs, ys = boxes.xs, boxes.ys
    heights = [-y for y in ys]
    outside: list[Run] = []
    inside: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        x = run.left + min(run.size, run.right - run.left) / 2
        y = run.y + 0.3 * run.size
        if xs[0] <= x < xs[-1] and ys[-1] < y <= ys[0]:
            square = bisect_right(heights, -y) - 1, bisect_right(xs, x) - 1
            inside.setdefault(boxes.first[square], []).append(run)
        else:
            outside.append(run)
    if sum(_letters(each) > LONGEST_MARK for each in inside.values()) < 2:
        return None, list(runs)
    cells = [
        Cell(row=box[0], left=xs[first], right=xs[end], runs=tuple(inside[box]))
        for box in sorted(inside)
        for first, end in [_reach(xs, box[1], boxes.ends[box], inside[box])]
    ]
    grid = Grid(left=xs[0], right=xs[-1], top=ys[0], bottom=ys[-1], cells=tuple(cells))
    return grid, outside


def _reach(xs: Sequence[float], first: int, end: int, runs: Sequence[Run]) -> tuple[int, int]:
    """The columns of a box; without walls, a text set as in one column alone is in that one."""
    left = min(run.left for run in runs)
    column = bisect_right(xs, left) - 1
    inside = max(run.right for run in runs) <= xs[column + 1] + NEAR
    if column > first and inside and left - xs[column] <= WIDEST_PADDING:
        return column, column + 1
    return first, end


def _letters(runs: Iterable[Run]) -> int:
    return sum(len(run.text.strip()) for run in runs)

"""The marks of Markdown in a text: tables of pipes, comments, quotations, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Block, BlockStyle, Span

HEADING = re.compile(r"(#{1,6})[ \t]+")
QUOTED = re.compile(r"(?:>[ \t]?)+")
_CLOSING_MARKS = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_COMMENT = re.compile(r"^[ \t]*(<!--.*?-->)[ \t]*$", re.S | re.M)
_RULER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")


def comments(text: str) -> list[Span]:
    """Those that stand on lines of their own."""
    return [Span(start=match.start(1), end=match.end(1)) for match in _COMMENT.finditer(text)]


def heading(text: str, start: int, end: int) -> Block | None:
    """ "## Force response ##": the words between the marks."""
    marks = HEADING.match(text, start, end)
    if not marks:
        return None
    closing = _CLOSING_MARKS.search(text, marks.end(), end)
    return Block(
        start=marks.end(),
        end=closing.start() if closing else end,
        style=BlockStyle.HEADING,
        bold=False,
        level=len(marks.group(1)),
        cell=None,
    )


def table_at(text: str, lines: Sequence[tuple[int, int]], index: int) -> int:
    """How many lines a table takes that begins here; 0 where none does."""
    if index + 1 >= len(lines) or not _is_ruler(text, lines[index], lines[index + 1]):
        return 0
    end = index + 2
    while end < len(lines) and _is_row(text, lines[end]) and _adjoin(text, lines, end):
        end += 1
    return end - index


def cells(text: str, lines: Sequence[tuple[int, int]], table: int) -> Iterator[Block]:
    """The cells of a table whose second line is its ruler; an empty cell is no block."""
    for row, line in enumerate([lines[0], *lines[2:]]):
        for column, (start, end) in enumerate(_cells(text, *line)):
            words = text[start:end]
            start += len(words) - len(words.lstrip())
            end -= len(words) - len(words.rstrip())
            if start < end:
                yield Block(
                    start=start,
                    end=end,
                    style=BlockStyle.CELL,
                    bold=False,
                    level=None,
                    cell=(table, row, column),
                )


def _is_ruler(text: str, names: tuple[int, int], ruler: tuple[int, int]) -> bool:
    if "|" not in text[slice(*ruler)] or not _RULER.fullmatch(text, *ruler):
        return False
    if text[names[1] : ruler[0]].count("\n") != 1 or not _is_row(text, names):
        return False
    return len(_cells(text, *names)) == len(_cells(text, *ruler))


def _is_row(text: str, line: tuple[int, int]) -> bool:
    return bool(_PIPE.search(text, *line))


def _adjoin(text: str, lines: Sequence[tuple[int, int]], index: int) -> bool:
    return text[lines[index - 1][1] : lines[index][0]].count("\n") == 1


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pipes = [match.start() for match in _PIPE.finditer(text, start, end)]
    starts = [start, *(pipe + 1 for pipe in pipes)]
    found = list(zip(starts, [*pipes, end], strict=True))
    if pipes and pipes[0] == start:
        found = found[1:]
    if pipes and pipes[-1] == end - 1:
        found = found[:-1]
    return found

"""A text or Markdown file becomes a Document; its text is the file's, character for character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ingest.limits import check_text
from ingest.model import Block, BlockStyle, Document, Furniture, FurnitureKind, Span, page_at
from ingest.readers.encoding import decode
from ingest.readers.looks import look_at, with_headings
from ingest.readers.markdown import HEADING, QUOTED, cells, comments, heading, table_at
from ingest.readers.plain_pages import number_lines, pages_of
from ingest.structure.patterns import opens_block, section_heading

LONGEST_WRAPPED_LINE = 110  # characters; in a file with longer lines, each line is a paragraph

_RULE = re.compile(r"(?:[-=_*]\s?){3,}")
_LEAST_FULL_LINE = 60  # characters; a shorter one may end a paragraph
_LONGEST_WORD = 50  # characters; a longer one, such as an address, cannot be wrapped


def read_plain(data: bytes, file: str) -> Document:
    """Decode and cut into blocks. Form feeds part the pages, or lines that number them."""
    decoded = decode(data, file)
    check_text(len(decoded.text))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    numbers = number_lines(text, _lines(text))
    pages = pages_of(text, numbers)
    apart = [(FurnitureKind.PAGE_NUMBER, Span(start=n.start, end=n.end)) for n in numbers]
    apart += [(FurnitureKind.MARK, comment) for comment in comments(text)]
    return Document(
        text=text,
        pages=pages,
        blocks=tuple(blocks_of(text, [span for _, span in apart])),
        furniture=tuple(
            Furniture(
                kind=kind,
                text=text[span.start : span.end],
                page=page_at(pages, span.start).number,
                span=span,
            )
            for kind, span in apart
        ),
        warnings=decoded.warnings,
        unseen=(),
        guesses=decoded.guesses,
    )


def blocks_of(text: str, apart: Sequence[Span] = ()) -> list[Block]:
    """Cut a text into its paragraphs, by its blank lines, its bullets and its line lengths.

    Args:
        apart: what of the text belongs to no paragraph.
    """
    lines = _without(apart, _lines(text))
    wrap = _wrap(text, lines)
    blocks: list[Block] = []
    run: tuple[int, int] | None = None
    tables = skip = 0
    for index, (start, end) in enumerate([*lines, (len(text), len(text))]):
        if skip:
            skip -= 1
            continue
        rule = _RULE.fullmatch(text, start, end)
        if run is not None:
            if wrap and not rule and start < end and _continues(text, run, (start, end), wrap):
                run = (run[0], end)
                continue
            underlined = rule and text[start] in "=-" and text[run[1] : start].count("\n") == 1
            blocks.append(_underlined(text, *run) if underlined else _block(text, *run))
        run = (start, end) if start < end and not rule else None
        if run and (length := table_at(text, lines, index)):
            blocks += cells(text, lines[index : index + length], tables)
            tables, skip, run = tables + 1, length - 1, None
    return with_headings(text, blocks)


def _without(apart: Sequence[Span], lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines that do not stand within one of the spans."""
    spans = sorted(apart, key=lambda span: span.start)
    reached = [-1, *accumulate((span.end for span in spans), max)]
    return [
        line
        for line in lines
        if reached[bisect_right(spans, line[0], key=lambda span: span.start)] < line[1]
    ]


def _wrap(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The length at which lines were wrapped by hand; 0 where each line is a paragraph."""
    lengths = [_wrapped_length(text[start:end]) for start, end in lines]
    full = [length for length in lengths if length >= _LEAST_FULL_LINE]
    too_long = sum(length > LONGEST_WRAPPED_LINE for length in full)
    if too_long > len(full) * 0.1:
        return 0
    return max((length for length in lengths if length <= LONGEST_WRAPPED_LINE), default=0)


def _wrapped_length(line: str) -> int:
    """The length of a line, or 0 where a word was too long to be wrapped."""
    longest = max(map(len, line.split()), default=0)
    return 0 if longest > _LONGEST_WORD else len(line)


def _lines(text: str) -> list[tuple[int, int]]:
    """Each line without the white space around it; a blank line is an empty span."""
    spans = []
    for match in re.finditer(r"[^\n\f]*(?:[\n\f]|$)", text):
        line = match.group()
        left = match.start() + len(line) - len(line.lstrip())
        if quoted := QUOTED.match(text, left, match.end()):
            left = quoted.end()
        right = match.start() + len(line.rstrip())
        spans.append((left, right) if left < right else (match.start(), match.start()))
    return spans


def _continues(text: str, run: tuple[int, int], line: tuple[int, int], wrap: int) -> bool:
    """A line goes on with the paragraph if its first word would not have fitted before it."""
    last = text.rfind("\n", run[0], run[1]) + 1 or run[0]
    words = text[line[0] : line[1]]
    between = text[run[1] : line[0]]
    if between.count("\n") > 1 or between.strip("> \t\n"):
        return False
    if "\f" in between or HEADING.match(words):
        return False
    if opens_block(words, text[run[0] : run[1]]):
        return False
    if section_heading(text[run[0] : run[1]]) or HEADING.match(text[run[0] : run[1]]):
        return False
    if _wrapped_length(text[last : run[1]]) > LONGEST_WRAPPED_LINE:
        return False  # a paragraph on one line among others that were wrapped
    indent = last - (text.rfind("\n", 0, last) + 1)
    return indent + run[1] - last + 1 + len(words.split()[0]) > wrap * 0.9


def _underlined(text: str, start: int, end: int) -> Block:
    """A heading with a line of = or - under it."""
    level = 1 if text[end:].lstrip()[0] == "=" else 2
    return Block(start=start, end=end, style=BlockStyle.HEADING, bold=False, level=level, cell=None)


def _block(text: str, start: int, end: int) -> Block:
    if found := heading(text, start, end):
        return found
    look = look_at(text[start:end])
    return Block(
        start=start + look.start,
        end=start + look.end,
        style=look.style,
        bold=look.bold,
        level=look.level,
        cell=None,
    )

"""A text or Markdown file becomes a Document; its text is the file's, character for character."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from ingest.model import Block, BlockStyle, Document, Page, PageSource
from ingest.patterns import opens_block, section_heading
from ingest.readers.looks import look_at, with_headings

LONGEST_WRAPPED_LINE = 110  # characters; in a file with longer lines, each line is a paragraph

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_RULE = re.compile(r"(?:[-=_*]\s?){3,}")


def read_plain(data: bytes) -> Document:
    """Decode and cut into blocks. Form feeds part the pages."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    return Document(
        text=text,
        pages=_pages(text),
        blocks=tuple(blocks_of(text)),
        furniture=(),
        warnings=(),
        guesses=(),
    )


def blocks_of(text: str) -> list[Block]:
    """Cut a text into its paragraphs, by its blank lines, its bullets and its line lengths."""
    lines = _lines(text)
    wrap = max((end - start for start, end in lines), default=0)
    wrapped = wrap <= LONGEST_WRAPPED_LINE
    blocks: list[Block] = []
    run: tuple[int, int] | None = None
    for start, end in [*lines, (len(text), len(text))]:
        rule = _RULE.fullmatch(text, start, end)
        if run is not None:
            if wrapped and not rule and start < end and _continues(text, run, (start, end), wrap):
                run = (run[0], end)
                continue
            underlined = rule and text[start] in "=-" and text[run[1] : start].count("\n") == 1
            blocks.append(_underlined(text, *run) if underlined else _block(text, *run))
        run = (start, end) if start < end and not rule else None
    return with_headings(text, blocks)


def decode(data: bytes) -> str:
    """Return the text of a file in any common encoding."""
    for bom, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1252", "iso8859_15", "mac_roman"]).best()
        return str(best) if best else data.decode("cp1252", errors="replace")


def _lines(text: str) -> list[tuple[int, int]]:
    """Each line without the white space around it; a blank line is an empty span."""
    spans = []
    for match in re.finditer(r"[^\n\f]*(?:[\n\f]|$)", text):
        line = match.group()
        left = match.start() + len(line) - len(line.lstrip())
        right = match.start() + len(line.rstrip())
        spans.append((left, right) if left < right else (match.start(), match.start()))
    return spans


def _continues(text: str, run: tuple[int, int], line: tuple[int, int], wrap: int) -> bool:
    """A line goes on with the paragraph if its first word would not have fitted before it."""
    last = text.rfind("\n", run[0], run[1]) + 1 or run[0]
    words = text[line[0] : line[1]]
    if "\n\n" in text[run[1] : line[0]].replace(" ", "").replace("\t", ""):
        return False
    if "\f" in text[run[1] : line[0]] or _MARKDOWN_HEADING.match(words):
        return False
    if opens_block(words, text[run[0] : run[1]]):
        return False
    if section_heading(text[run[0] : run[1]]) or _MARKDOWN_HEADING.match(text[run[0] : run[1]]):
        return False
    indent = last - (text.rfind("\n", 0, last) + 1)
    return indent + run[1] - last + 1 + len(words.split()[0]) > wrap * 0.9


def _underlined(text: str, start: int, end: int) -> Block:
    """A heading with a line of = or - under it."""
    level = 1 if text[end:].lstrip()[0] == "=" else 2
    return Block(start=start, end=end, style=BlockStyle.HEADING, bold=False, level=level, cell=None)


def _block(text: str, start: int, end: int) -> Block:
    if heading := _MARKDOWN_HEADING.match(text, start, end):
        level = len(heading.group(1))
        return Block(
            start=heading.end(),
            end=end,
            style=BlockStyle.HEADING,
            bold=False,
            level=level,
            cell=None,
        )
    look = look_at(text[start:end])
    return Block(
        start=start + look.start,
        end=start + look.end,
        style=look.style,
        bold=look.bold,
        level=look.level,
        cell=None,
    )


def _pages(text: str) -> tuple[Page, ...]:
    starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\f" and text[i + 1 :].strip()]
    ends = [*starts[1:], len(text)]
    return tuple(
        Page(
            number=number,
            label=None,
            start=start,
            end=end,
            source=PageSource.TEXT if text[start:end].strip() else PageSource.EMPTY,
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )

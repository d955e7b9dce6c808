"""A text or Markdown file becomes a Document; its text is the file's, character for character."""

from __future__ import annotations

import re
from dataclasses import replace

from charset_normalizer import from_bytes

from ingest.model import Block, BlockStyle, Document, Page, PageSource
from ingest.patterns import opens_block, section_heading

LONGEST_WRAPPED_LINE = 110  # characters; in a file with longer lines, each line is a paragraph

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"[-*•·▪]\s+")
_RULE = re.compile(r"(?:[-=_*]\s?){3,}")
_BOLD = re.compile(r"\*\*(?=\S).+(?<=\S)\*\*")
_NUMBERED_BOLD = re.compile(r"(?:\d+(?:\.\d+)*[.)]?\s+)?\*\*(?=\S).+(?<=\S)\*\*")


def read_plain(data: bytes) -> Document:
    """Decode and cut into blocks. Form feeds part the pages."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
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
    blocks = _with_headings(text, blocks)
    return Document(
        text=text,
        pages=_pages(text),
        blocks=tuple(blocks),
        furniture=(),
        warnings=(),
        guesses=(),
    )


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
    style, level = BlockStyle.PARAGRAPH, None
    if heading := _MARKDOWN_HEADING.match(text, start, end):
        style, level = BlockStyle.HEADING, len(heading.group(1))
        start = heading.end()
    elif bullet := _BULLET.match(text, start, end):
        style = BlockStyle.BULLET
        start = bullet.end()
    bold = bool(_NUMBERED_BOLD.fullmatch(text, start, end))
    if _BOLD.fullmatch(text, start, end) and "**" not in text[start + 2 : end - 2]:
        start, end = start + 2, end - 2
    words = text[start:end]
    if style is BlockStyle.PARAGRAPH and section_heading(words):
        style, level = BlockStyle.HEADING, 1
    elif style is BlockStyle.PARAGRAPH and bold and len(words) < 90 and words[-1] not in ".:;":
        style, level = BlockStyle.HEADING, 2
    return Block(start=start, end=end, style=style, bold=bold, level=level, cell=None)


def _with_headings(text: str, blocks: list[Block]) -> list[Block]:
    """A short capitalised line alone above a paragraph is that paragraph's heading."""
    following = [*blocks[1:], None]
    return [
        replace(block, style=BlockStyle.HEADING, level=2)
        if block.style is BlockStyle.PARAGRAPH
        and after is not None
        and len(text[after.start : after.end].split()) >= 12
        and "\n" in text[block.end : after.start].replace(" ", "").strip("\t").replace("\n", "", 1)
        and _heads(text[block.start : block.end])
        else block
        for block, after in zip(blocks, following, strict=True)
    ]


def _heads(words: str) -> bool:
    if not 1 < len(words.split()) <= 8 or re.search(r"[\d.:;,!?@]", words):
        return False
    if opens_block(words) or re.match(r"dear\b", words, re.I):
        return False
    capitals = sum(word[0].isupper() for word in words.split())
    return words[0].isupper() and capitals >= 0.6 * len(words.split())


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

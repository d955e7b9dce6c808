"""What a paragraph is by its looks alone, where the file's own styles do not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.model import Block, BlockStyle, Document
from ingest.structure.patterns import opens_block, section_heading

LONGEST_HEADING = 90  # characters of a line that only its bold letters make a heading
_LEAST_BELOW_HEADING = 12  # words

_BULLET = re.compile(r"[-*•·▪]\s+")
_BOLD = re.compile(r"\*\*(?=\S).+(?<=\S)\*\*")
_NUMBERED_BOLD = re.compile(r"(?:\d+(?:\.\d+)*[.)]?\s+)?\*\*(?=\S).+(?<=\S)\*\*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a paragraph looks, and where in it its own words stand, without bullet or asterisks."""

    style: BlockStyle
    level: int | None
    bold: bool
    start: int
    end: int


def look_at(words: str, *, bold: bool = False) -> Look:
    """Judge a paragraph that has no white space around it."""
    style, level, start, end = BlockStyle.PARAGRAPH, None, 0, len(words)
    if bullet := _BULLET.match(words):
        style, start = BlockStyle.BULLET, bullet.end()
    bold = bold or bool(_NUMBERED_BOLD.fullmatch(words, start))
    if _BOLD.fullmatch(words, start) and "**" not in words[start + 2 : end - 2]:
        start, end = start + 2, end - 2
    own = words[start:end]
    if style is BlockStyle.PARAGRAPH and section_heading(own):
        style, level = BlockStyle.HEADING, 1
    elif style is BlockStyle.PARAGRAPH and bold and looks_like_heading(own):
        style, level = BlockStyle.HEADING, 2
    return Look(style=style, level=level, bold=bold, start=start, end=end)


def looks_like_heading(bold_words: str) -> bool:
    return len(bold_words) < LONGEST_HEADING and bold_words[-1] not in ".:;"


def headed_by_looks(document: Document) -> Document:
    """The same document of an author who marks no headings as such."""
    blocks = with_headings(document.text, list(document.blocks))
    return replace(document, blocks=tuple(blocks))


def with_headings(text: str, blocks: list[Block]) -> list[Block]:
    """A short capitalised line alone above a paragraph is that paragraph's heading."""
    following = [*blocks, None][1:]
    return [
        replace(block, style=BlockStyle.HEADING, level=2)
        if block.style is BlockStyle.PARAGRAPH
        and after is not None
        and after.style is not BlockStyle.CELL
        and len(text[after.start : after.end].split()) >= _LEAST_BELOW_HEADING
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

"""The lines of pages become paragraphs: joined, carried over a page, each with its style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.model import BlockStyle
from ingest.patterns import opens_block, section_heading
from ingest.readers.builder import DocumentBuilder
from ingest.readers.lines import Line

HEADING_SIZE = 1.15  # times the size of the body text
NOTE_SIZE = 0.87  # times the size of the body text
PARAGRAPH_GAP = 1.25  # times the usual distance of two lines
FULL_LINE = 0.75  # of the usual long line: a shorter one ends its paragraph


@dataclass(frozen=True, kw_only=True, slots=True)
class LaidPage:
    """A page as its lines in reading order."""

    lines: Sequence[Line]
    label: str | None  # what is printed on it
    recognised: bool  # the lines were read in a picture


@dataclass(kw_only=True, slots=True)
class Paragraph:
    text: str
    size: float
    bold: bool
    full: bool  # the last line reaches the right edge


def add_pages(builder: DocumentBuilder, pages: Sequence[LaidPage]) -> None:
    """Add every page to the document, its lines joined to paragraphs."""
    layout = _Layout([page.lines for page in pages])
    carried: Paragraph | None = None
    for page in pages:
        builder.new_page(page.label, recognised=page.recognised)
        for paragraph in layout.paragraphs(page.lines):
            if carried is not None and layout.goes_on(carried, paragraph):
                head, joint = layout.joint(carried.text, paragraph.text)
                builder.extend(paragraph.text, joint if head == carried.text else "")
            else:
                style, level = layout.style(paragraph)
                builder.add(paragraph.text, style, bold=paragraph.bold, level=level)
            carried = paragraph


class _Layout:
    """What is usual in this file: body size, line distance, line length, words."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        lines = [line for page in pages for line in page]
        sizes = Counter[float]()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.body = sizes.most_common(1)[0][0]
        gaps = [
            (upper.y - lower.y) / upper.size
            for page in pages
            for upper, lower in pairwise(page)
            if upper.size == lower.size and 0.8 * upper.size < upper.y - lower.y < 3 * upper.size
        ]
        self.leading = median(gaps) if gaps else 1.2
        lengths = sorted(len(line.text) for line in lines if line.size == self.body)
        self.usual_length = lengths[int(0.9 * (len(lengths) - 1))]
        headings = {line.size for line in lines if line.size >= HEADING_SIZE * self.body}
        self.heading_sizes = sorted(headings, reverse=True)
        self.words = set(
            re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(line.text.casefold() for line in lines))
        )

    def paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        """Join the lines of each paragraph; notes at the foot come before the last paragraph."""
        found: list[Paragraph] = []
        previous: Line | None = None
        for line in lines:
            if previous is not None and self._same_paragraph(previous, line, found[-1].text):
                head, joint = self.joint(found[-1].text, line.text)
                found[-1].text = head + joint + line.text
                found[-1].full = self._full(line)
            else:
                found.append(
                    Paragraph(text=line.text, size=line.size, bold=line.bold, full=self._full(line))
                )
            previous = line
        notes = 0
        while notes < len(found) and found[-1 - notes].size < NOTE_SIZE * self.body:
            notes += 1
        if 0 < notes < len(found):
            body, foot = found[:-notes], found[-notes:]
            return [*body[:-1], *foot, body[-1]]
        return found

    def _same_paragraph(self, upper: Line, lower: Line, before: str) -> bool:
        gap = upper.y - lower.y
        if abs(upper.size - lower.size) > 0.08 * upper.size:
            return False
        if opens_block(lower.text, before):
            return False
        if abs(gap) < 0.3 * upper.size:  # the same line, in pieces
            return True
        if gap < 0 or gap > PARAGRAPH_GAP * self.leading * upper.size:
            return False
        if upper.bold != lower.bold:
            return False
        return upper.size > self.body or self._full(upper)

    def _full(self, line: Line) -> bool:
        return len(line.text) >= FULL_LINE * self.usual_length * self.body / line.size

    def goes_on(self, carried: Paragraph, paragraph: Paragraph) -> bool:
        """Whether the first paragraph of a page ends the last one of the page before."""
        if carried.size != paragraph.size or carried.bold != paragraph.bold:
            return False
        if opens_block(paragraph.text, carried.text) or re.search(
            r"[.!?:;]['\"’”)]*$", carried.text
        ):
            return False
        return paragraph.text[0].islower() or (carried.full and carried.size <= self.body)

    def joint(self, head: str, tail: str) -> tuple[str, str]:
        """Return the head, perhaps without its hyphen, and what to put before the tail."""
        cut = re.search(r"([A-Za-z]+(?:-[A-Za-z]+)*)-$", head)
        rest = re.match(r"[a-z]+(?:-[a-z]+)*", tail)
        if not cut or not rest:
            return head, " "
        left, right = cut.group(1).casefold(), rest.group()
        if left + right in self.words:
            return head[:-1], ""
        if f"{left}-{right}" in self.words or ("-" in left) or {left, right} <= self.words:
            return head, ""
        return head[:-1], ""

    def style(self, paragraph: Paragraph) -> tuple[BlockStyle, int | None]:
        if paragraph.size < NOTE_SIZE * self.body and paragraph.text[0].isdigit():
            return BlockStyle.NOTE, None
        if paragraph.size >= HEADING_SIZE * self.body and len(paragraph.text) < 200:
            return BlockStyle.HEADING, 1 + self.heading_sizes.index(paragraph.size)
        ends = paragraph.text[-1]
        if paragraph.bold and len(paragraph.text) < 120 and ends not in ".:;,":
            return BlockStyle.HEADING, 1 + len(self.heading_sizes)
        if section_heading(paragraph.text):
            return BlockStyle.HEADING, 1 + len(self.heading_sizes)
        if re.match(r"[•·▪●○–*-]\s", paragraph.text):
            return BlockStyle.BULLET, None
        return BlockStyle.PARAGRAPH, None

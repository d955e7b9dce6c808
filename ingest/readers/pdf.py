"""A PDF becomes a Document: lines by their place on the page, paragraphs from the gaps between.

Running headers and footers are kept once, page numbers become labels, words cut at a line's end
are joined. Nothing else is left out: pages without text are named in the warnings.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from ingest.errors import UnreadableFile
from ingest.model import BlockStyle, Document
from ingest.patterns import opens_block, section_heading
from ingest.readers.builder import DocumentBuilder

MOST_PAGES = 2000
HEADING_SIZE = 1.15  # times the size of the body text
NOTE_SIZE = 0.87  # times the size of the body text
SAME_HEIGHT = 2  # points
PARAGRAPH_GAP = 1.25  # times the usual distance of two lines
FULL_LINE = 0.75  # of the usual long line: a shorter one ends its paragraph

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\u00a0": " ", "\u00ad": None, "\x00": None}
)
_PAGE_NUMBER = re.compile(r"(?:page\s+)?([0-9]{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d+)?", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    text: str
    x: float
    y: float  # grows upwards, in points
    size: float  # of the letters, in points
    bold: bool


@dataclass(kw_only=True, slots=True)
class Paragraph:
    text: str
    size: float
    bold: bool
    full: bool  # the last line reaches the right edge


def read_pdf(data: bytes, file: str) -> Document:
    """Read a PDF; raises UnreadableFile where it is locked, damaged or has no text layer."""
    reader = _open(data, file)
    labels: list[str | None] = list(reader.page_labels) if _has_labels(reader) else []
    pages, warnings = [], []
    for number, page in enumerate(reader.pages, 1):
        try:
            pages.append(_lines(page))
        except Exception as error:  # pypdf raises anything on a damaged page
            pages.append([])
            warnings.append(f"Page {number} could not be read ({type(error).__name__}).")
            continue
        if not pages[-1]:
            warnings.append(f"Page {number} has no text; it may be a scan or a picture.")
    if not any(pages):
        counted = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
        raise UnreadableFile(
            file,
            f"has no text layer: 0 characters on {counted}. "
            "Run text recognition (OCR) on it, save it, then ingest it again.",
        )
    printed = [_take_page_number(lines) for lines in pages]
    _drop_running_lines(pages)
    builder = DocumentBuilder()
    layout = _Layout(pages)
    carried: Paragraph | None = None
    for index, lines in enumerate(pages):
        builder.new_page(labels[index] if labels else printed[index])
        for paragraph in layout.paragraphs(lines):
            if carried is not None and layout.goes_on(carried, paragraph):
                head, joint = layout.joint(carried.text, paragraph.text)
                builder.extend(paragraph.text, joint if head == carried.text else "")
            else:
                style, level = layout.style(paragraph)
                builder.add(paragraph.text, style, bold=paragraph.bold, level=level)
            carried = paragraph
    return builder.build(warnings)


def _open(data: bytes, file: str) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(
                file, "is locked with a password. Save a copy without the password, then retry."
            )
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(
            file, "is damaged and cannot be opened as a PDF. Export it again from its source."
        ) from error
    if count == 0 or count > MOST_PAGES:
        raise UnreadableFile(
            file,
            f"has {count} pages; between 1 and {MOST_PAGES} can be read. Split it, then retry.",
        )
    return reader


def _has_labels(reader: pypdf.PdfReader) -> bool:
    root = reader.trailer["/Root"].get_object()
    return isinstance(root, DictionaryObject) and "/PageLabels" in root


def _lines(page: pypdf.PageObject) -> list[Line]:
    """The lines of a page in reading order, each with its place, size and weight."""
    lines: list[Line] = []
    chunks: list[tuple[str, float, float, float, bool]] = []

    def finish() -> None:
        inked = [chunk for chunk in chunks if chunk[0].strip()]
        if inked:
            size = Counter[float]()
            bold = Counter[bool]()
            for text, _, _, points, heavy in inked:
                size[round(points, 1)] += len(text.strip())
                bold[heavy] += len(text.strip())
            body = size.most_common(1)[0][0]
            kept = [c for c in inked if not _is_note_mark(c[0], c[3], body)] or inked
            first = kept[0]
            dropped = [chunk for chunk in inked if chunk not in kept]
            text = "".join(chunk[0] for chunk in chunks if chunk not in dropped)
            text = re.sub(r"[ \t]+", " ", text.translate(_LIGATURES)).strip()
            if text:
                heavy = bold.most_common(1)[0][0]
                lines.append(Line(text=text, x=first[1], y=first[2], size=body, bold=heavy))
        chunks.clear()

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        name = str((font or {}).get("/BaseFont", ""))
        heavy = bool(re.search(r"bold|black|heavy|demi", name, re.I))
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        points = size * sqrt(abs(tm[0] * tm[3] - tm[1] * tm[2]))
        points *= sqrt(abs(cm[0] * cm[3] - cm[1] * cm[2]))
        for part in re.split(r"(\n)", text):
            if part == "\n":
                finish()
            elif part:
                chunks.append((part, x, y, points, heavy))

    page.extract_text(visitor_text=visit)
    finish()
    return lines


def _is_note_mark(text: str, points: float, body: float) -> bool:
    return text.strip().isdigit() and points < 0.75 * body


def _take_page_number(lines: list[Line]) -> str | None:
    """Remove the printed page number, the highest or lowest line of the page, and return it."""
    for edge in (min, max):
        height = edge((line.y for line in lines), default=0)
        for line in [line for line in lines if abs(line.y - height) < SAME_HEIGHT]:
            if match := _PAGE_NUMBER.fullmatch(line.text):
                lines.remove(line)
                return match.group(1)
    return None


def _drop_running_lines(pages: list[list[Line]]) -> None:
    """Keep the first of the lines that stand at the same height of most pages."""
    seen = Counter[tuple[str, int]]()
    for lines in pages:
        seen.update({_running_key(line) for line in lines})
    least = max(2, round(0.6 * len(pages)))
    running = {key for key, count in seen.items() if count >= least}
    kept: set[tuple[str, int]] = set()
    for lines in pages:
        heights = [line.y for line in lines]
        low, high = (min(heights), max(heights)) if lines else (0, 0)
        edge = 0.15 * (high - low)
        for line in list(lines):
            key = _running_key(line)
            if key not in running or low + edge < line.y < high - edge:
                continue
            if key in kept:
                lines.remove(line)
            kept.add(key)


def _running_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 4)


class _Layout:
    """What is usual in this file: body size, line distance, line length, words."""

    def __init__(self, pages: list[list[Line]]) -> None:
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

    def paragraphs(self, lines: list[Line]) -> list[Paragraph]:
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

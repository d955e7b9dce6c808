"""A page of a PDF becomes its lines, each with its place, size and weight."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import Any

import pypdf

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\u00a0": " ", "\u00ad": None, "\x00": None}
)
_WIDTH = 0.5  # of a letter, times its size, where nothing says it


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    text: str
    left: float  # in points, as all that follow
    right: float
    y: float  # of the base line; grows upwards
    size: float  # of the letters
    bold: bool


def page_lines(page: pypdf.PageObject) -> list[Line]:
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
                left, y = first[1], first[2]
                right = left + _WIDTH * body * len(text)
                lines.append(Line(text=text, left=left, right=right, y=y, size=body, bold=heavy))
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

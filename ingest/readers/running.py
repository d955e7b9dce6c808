"""What stands at the edge of every page: its number, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter

from ingest.readers.lines import Line

SAME_HEIGHT = 2  # points

_PAGE_NUMBER = re.compile(r"(?:page\s+)?([0-9]{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d+)?", re.I)


def take_page_number(lines: list[Line]) -> str | None:
    """Remove the printed page number, the highest or lowest line of the page, and return it."""
    for edge in (min, max):
        height = edge((line.y for line in lines), default=0)
        for line in [line for line in lines if abs(line.y - height) < SAME_HEIGHT]:
            if match := _PAGE_NUMBER.fullmatch(line.text):
                lines.remove(line)
                return match.group(1)
    return None


def drop_running_lines(pages: list[list[Line]]) -> None:
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

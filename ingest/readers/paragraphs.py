"""Lines become paragraphs: where one ends is read from gaps, indents and room left on its line."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.lines import Line
from ingest.structure.patterns import opens_block

PARAGRAPH_GAP = 1.25  # times the usual distance of two lines
INDENT = 0.8  # of the size
SAME_SIZE = 0.08  # of the size
LONG = 30  # characters; shorter lines do not show where the text ends at the right
SHOWN_BY = 6  # long lines of a page; fewer do not show it either
FULLEST = 0.95  # of the long lines end no further right than the text does
OTHER_MARGIN = 30  # points
HALF_FULL = 0.6  # of the width: a line in the middle of a sentence reaches that far
WIDE_LETTER = 0.8  # of the size: less room may take no letter more
LONGEST_WORD = 80  # letters
LONG_WORD = 11  # letters; shorter ones fit in any cell
MOST_ROOM = 2.5  # first words of the next line

_NARROW = "iljtf.,;:'’!|() "
_WIDE = "mwMW"
_CUT = re.compile(r"(?<![A-Za-z])(?<![A-Za-z]-)([A-Za-z]+(?:-[A-Za-z]+)*)[-‐]\Z")
_JOINED = re.compile(r"\w[-‐/]\Z")
_CUT_WORD = re.compile(r"(?<!\S)\S*[-‐]\n\S*")
_FIRST_WORD = re.compile(r"[a-z]+")
_LAST_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]*[a-z]\Z")
_LEADING_NUMBER = re.compile(r"\d{1,4}\b")
_UNFINISHED = re.compile(r"[^.!?:;)\]\"'’”]\Z")
_GOES_ON = re.compile(
    r"(?:[,(–—&]|\b(?:an?|and|as|at|by|for|from|in|of|on|or|our|that|the|their|to|which|with))\Z"
)
_OPENS_HANGING = re.compile(r"(?:[•·▪●○–*-]|\(?\w{1,4}(?:\.\d+)*[.):]?)\s")


@dataclass(kw_only=True, slots=True)
class Paragraph:
    """Lines that belong together, and where the last of them ends."""

    text: str
    size: float
    bold: bool
    first: Line
    last: Line
    edge: float  # how far its lines reach
    lines: int
    opens_column: bool = False  # it may end the last paragraph of the page or column before


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """Lines from top to bottom, and where their text ends at the right."""

    lines: Sequence[Line]
    edge: float


class Typography:
    """What is usual in a file: the size of its text, the distance of its lines, its words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes = Counter[float]()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.body = sizes.most_common(1)[0][0] if sizes else 12.0
        self.edge = right_edge(lines) or max((line.right for line in lines), default=0.0)
        self._room = _usual_room(lines, self.edge)
        self._leading = _leading(lines)
        text = "\n".join(line.text for line in lines).casefold()
        whole = _CUT_WORD.sub(" ", text)
        self._words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", whole))
        self._inner = set(re.findall(r"(?<= )[a-z]+", text))

    def edge_of(self, lines: Sequence[Line]) -> float:
        """Where the text of a page ends at the right."""
        edge = right_edge(lines)
        return edge if edge and abs(edge - self.edge) > OTHER_MARGIN else self.edge

    def paragraphs(self, column: Column) -> list[Paragraph]:
        found: list[Paragraph] = []
        edges = _edges(column)
        for line, edge in zip(column.lines, edges, strict=True):
            last = found[-1] if found else None
            if last is not None and self._same_paragraph(last, line):
                head, joint = self.joint(last.text, line.text)
                if self._cuts_word(last, line):
                    joint = ""
                last.text = head + joint + line.text
                last.last, last.edge = line, edge
                last.lines += 1
                continue
            found.append(
                Paragraph(
                    text=line.text,
                    size=line.size,
                    bold=line.bold,
                    first=line,
                    last=line,
                    edge=edge,
                    lines=1,
                )
            )
        return found

    def _same_paragraph(self, paragraph: Paragraph, line: Line) -> bool:
        upper = paragraph.last
        gap = upper.y - line.y
        if abs(upper.size - line.size) > SAME_SIZE * upper.size:
            return False
        if opens_block(line.text, _ends_of(paragraph.text)):
            return False
        if _counts_on(paragraph, line):
            return False
        usual = self._leading.get(round(line.size), self._leading[0]) * upper.size
        if not 0 < gap <= PARAGRAPH_GAP * usual:
            return False
        full = is_full(upper, line, paragraph.edge, self._room)
        if upper.bold != line.bold and not (full and upper.ends_bold == line.begins_bold):
            return False
        if upper.size > (1 + SAME_SIZE) * self.body:
            return True
        if not full:
            return False
        return _wraps(upper, line) or not _is_indented(paragraph, line)

    def _cuts_word(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether a narrow cell parts a word without a hyphen: "Recommend", "ation"."""
        upper, room = paragraph.last.text, paragraph.edge - paragraph.last.right
        left, right = _LAST_WORD.search(upper), _FIRST_WORD.match(line.text)
        if room > line.size or not left or not right or right.group() in self._inner:
            return False
        whole = left.group().casefold() + right.group()
        alone = left.group() == upper and len(right.group()) > 3 and len(whole) >= LONG_WORD
        return whole in self._words or (alone and room < WIDE_LETTER * line.size)

    def goes_on(self, carried: Paragraph, paragraph: Paragraph) -> bool:
        """Whether the first paragraph of a page or column ends the last one before it."""
        if abs(carried.size - paragraph.size) > SAME_SIZE * carried.size:
            return False
        if carried.bold != paragraph.bold and carried.last.ends_bold != paragraph.first.begins_bold:
            return False
        if opens_block(paragraph.text, _ends_of(carried.text)):
            return False
        if _UNFINISHED.search(carried.text[-LONGEST_WORD:]) and paragraph.text[0].islower():
            return True
        if carried.text.endswith(":") or carried.size > (1 + SAME_SIZE) * self.body:
            return False
        return is_full(carried.last, paragraph.first, carried.edge, self._room)

    def joint(self, head: str, tail: str) -> tuple[str, str]:
        """Return the head, perhaps without its hyphen, and what to put before the tail."""
        end = head[-LONGEST_WORD:]
        cut = _CUT.search(end)
        rest = re.match(r"[a-z]+(?:-[a-z]+)*", tail)
        if not cut or not rest:
            return head, "" if _JOINED.search(end) else " "
        left, right = cut.group(1).casefold(), rest.group()
        if left + right in self._words:
            return head[:-1], ""
        if f"{left}-{right}" in self._words or ("-" in left) or {left, right} <= self._words:
            return head, ""
        return head[:-1], ""


def _ends_of(text: str) -> str:
    """Its first and its last words: what tells how it begins and whether it is at its end."""
    return text if len(text) < 3 * LONGEST_WORD else text[:LONGEST_WORD] + text[-LONGEST_WORD:]


def right_edge(lines: Sequence[Line]) -> float | None:
    """How far the long lines reach; None where too few show it."""
    ends = sorted(line.right for line in lines if len(line.text) >= LONG)
    return ends[int(FULLEST * (len(ends) - 1))] if len(ends) >= SHOWN_BY else None


def is_full(upper: Line, lower: Line, edge: float, room: float = 1.0) -> bool:
    """Whether the first word of the line below would not have fitted on the line above.

    Args:
        room: how much more than that word needs may be left on a full line.
    """
    if upper.text.endswith(("-", "‐")) or upper.right >= edge:
        return True
    if _wraps(upper, lower) and upper.right - upper.left > HALF_FULL * (edge - upper.left):
        return True
    unfinished = _UNFINISHED.search(upper.text)
    return edge - upper.right < _needed(lower) * max(room, 1.3 if unfinished else 1.0)


def _wraps(upper: Line, lower: Line) -> bool:
    """Whether a sentence goes on from line to line, as far as its words say."""
    if _GOES_ON.search(upper.text) or _JOINED.search(upper.text):
        return True
    return lower.text[0].islower() and bool(_UNFINISHED.search(upper.text))


def _needed(line: Line) -> float:
    """The room that the first word of a line takes, with a space before it."""
    word = line.text.split(" ", 1)[0]
    share = _weight(word) / max(_weight(line.text), 1.0)
    return share * (line.right - line.left) + 0.25 * line.size


def _usual_room(lines: Sequence[Line], edge: float) -> float:
    """How much room the file leaves on full lines, in first words of the next.

    Under 1 where each line takes what fits, as Word does; more where lines are balanced.
    """
    rooms = sorted(
        (edge - upper.right) / _needed(lower)
        for upper, lower in pairwise(lines)
        if upper.size == lower.size
        and 0 < upper.y - lower.y < 2 * upper.size
        and _wraps(upper, lower)
        and edge - OTHER_MARGIN * 2 < upper.right
    )
    if len(rooms) < SHOWN_BY:
        return 1.0
    return min(max(1.0, rooms[int(FULLEST * (len(rooms) - 1))]), MOST_ROOM)


def _weight(text: str) -> float:
    """About how wide the text is, in letters."""
    narrow, wide = sum(map(text.count, _NARROW)), sum(map(text.count, _WIDE))
    return len(text) - 0.45 * narrow + 0.4 * wide


def _is_indented(paragraph: Paragraph, line: Line) -> bool:
    """Whether the left edge of a line says that it begins a paragraph."""
    shift = line.left - paragraph.last.left
    if paragraph.lines > 1:
        return abs(shift) > INDENT * line.size
    if shift < 0:
        return -shift > INDENT * line.size and bool(_OPENS_HANGING.match(paragraph.text))
    return False


def _counts_on(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line begins with the number after that of the paragraph, as notes do."""
    one, other = (_LEADING_NUMBER.match(text) for text in (paragraph.text, line.text))
    if not one or not other or abs(line.left - paragraph.first.left) > line.size:
        return False
    return int(other.group()) == int(one.group()) + 1


def _edges(column: Column) -> list[float]:
    """For each line how far it could have reached: an indented block may end further left."""
    by_left: dict[int, list[Line]] = defaultdict(list)
    for line in column.lines:
        by_left[round(line.left / 4)].append(line)
    ends: dict[int, float] = {}
    for left, lines in by_left.items():
        reach = max(line.right for line in lines)
        near = sum(reach - line.right < 0.12 * (reach - line.left) for line in lines)
        own = len(lines) > 2 and near * 2 > len(lines) and len(lines[0].text) > LONG
        ends[left] = min(reach, column.edge) if own else column.edge
    return [ends[round(line.left / 4)] for line in column.lines]


def _leading(lines: Iterable[Line]) -> dict[int, float]:
    """The usual distance of two lines by their size, in sizes; under 0 that of the whole file."""
    gaps: dict[int, list[float]] = defaultdict(list)
    for upper, lower in pairwise(lines):
        gap = (upper.y - lower.y) / upper.size if upper.size else 0
        if upper.size == lower.size and 0.8 < gap < 3 and len(upper.text) >= LONG:
            gaps[round(upper.size)].append(gap)
            gaps[0].append(gap)
    usual = {size: _smallest_common(each) for size, each in gaps.items() if len(each) > 2}
    usual.setdefault(0, median(gaps[0]) if gaps[0] else 1.2)
    return usual


def _smallest_common(gaps: Sequence[float]) -> float:
    """The smallest distance that a fifth of the lines keep."""
    counts = Counter(round(gap, 1) for gap in gaps)
    common = [gap for gap, count in counts.items() if count * 5 >= len(gaps)]
    return min(common) if common else median(gaps)

"""What stands at the edge of every page: its number, running headers and footers.

The page on which a letter begins keeps the header that says who writes, in its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model import FurnitureKind
from ingest.readers.lines import Line
from ingest.readers.pieces import Piece
from ingest.structure.item_labels import item_label

OFTEN = 0.4  # of the pages: what stands on as many at the same height is running
IN_A_ROW = 3  # pages; a chapter's own header stands on no more than its own
SAME_HEIGHT = 6  # points, from page to page
EDGE = 0.2  # of the height of the text
SAME_ROW = 3  # points, on a page
LONGEST = 200  # characters
MOST = 0.7  # of the letters of a page; more at its edges is no header

_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.I)
_NUMBER = r"(?P<number>\d{1,4}|[ivxlcdm]{1,7})"
_BARE = re.compile(
    rf"[\W_]*(?P<word>p\s?a\s?g\s?e\W+)?{_NUMBER}(?P<of>\s*(?:of|/)\s*\d+)?[\W_]*", re.I
)
_NUMBER_LAST = re.compile(
    rf"(?P<stem>.*?\S)(?:\s*[|•·–—-]\s*|\s+)(?P<word>page\s+)?{_NUMBER}(?P<of>\s*(?:of|/)\s*\d+)?[\W_]*",
    re.I,
)
_NUMBER_FIRST = re.compile(
    rf"[\W_]*(?P<word>page\s+)?{_NUMBER}(?P<of>\s*(?:of|/)\s*\d+)?(?:\s*[|•·–—-]\s*|\s+)(?P<stem>\S.*)",
    re.I,
)


_GREETS = re.compile(r"dear\s+\S", re.I)
_WRITES = re.compile(
    r"\b(?:commissioner|constabulary|police|mayor|chief\s+constable|o?pf?cc|mopac)\b", re.I
)
_SIGNS = re.compile(r"yours\s+(?:sincerely|faithfully|truly|ever)\b", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """A piece that is kept apart from the text of its page."""

    kind: FurnitureKind
    piece: Piece


@dataclass(frozen=True, kw_only=True, slots=True)
class Parted:
    """A page without what runs through the file."""

    flow: list[Piece]
    aside: list[Line]  # not upright
    apart: list[Apart]
    printed: str | None  # the number that is printed on the page


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """A piece read as one that holds the number of its page."""

    stem: str  # what else stands there
    printed: str
    value: int
    said: bool  # "page 3", "3 of 8"


def part_running(pages: Sequence[Sequence[Piece]]) -> list[Parted]:
    """Part the pages from their running headers and footers and their numbers."""
    numbers = _page_numbers(pages)
    running = _running(pages, numbers)
    greets = [_has(pieces, _GREETS) for pieces in pages]
    return [
        _part(
            pieces,
            running[index],
            numbers[index],
            begins=index == 0 or greets[index],
            signs=sum(greets) > 1 and _has(pieces, _SIGNS),
        )
        for index, pieces in enumerate(pages)
    ]


def _part(
    pieces: Sequence[Piece],
    running: set[int],
    numbers: dict[int, _Reading],
    *,
    begins: bool,
    signs: bool,
) -> Parted:
    """Part one page.

    Args:
        begins: a letter begins on it.
        signs: one of several letters ends on it, and they may be signed alike.
    """
    flow = [piece for piece in pieces if not isinstance(piece, Line) or piece.upright]
    aside = [piece for piece in pieces if isinstance(piece, Line) and not piece.upright]
    apart = [
        each
        for each in _at_edges(flow, running)
        if id(each.piece) in numbers
        or not (signs if each.kind is FurnitureKind.FOOTER else begins and _writes(each.piece))
    ]
    if _letters(each.piece for each in apart) > max(LONGEST, MOST * _letters(pieces)):
        apart = _at_edges(flow, set(numbers))  # two pages are alike, and not at their edges alone
    flow = _without(flow, apart)
    for piece in [*flow, *aside]:
        if id(piece) in running and isinstance(piece, Line) and (piece.apart or not piece.upright):
            apart.append(Apart(kind=FurnitureKind.MARK, piece=piece))
    said = [numbers[id(each.piece)] for each in apart if id(each.piece) in numbers]
    return Parted(
        flow=_without(flow, apart),
        aside=[line for line in aside if all(line is not each.piece for each in apart)],
        apart=[_named(each, numbers) for each in apart],
        printed=said[0].printed if said else None,
    )


def _writes(piece: Piece) -> bool:
    return bool(_WRITES.search(piece.text))


def _has(pieces: Sequence[Piece], pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(piece.text) for piece in pieces)


def _without(pieces: Sequence[Piece], apart: Sequence[Apart]) -> list[Piece]:
    taken = {id(each.piece) for each in apart}
    return [piece for piece in pieces if id(piece) not in taken]


def _named(apart: Apart, numbers: dict[int, _Reading]) -> Apart:
    reading = numbers.get(id(apart.piece))
    if reading is None or reading.stem:
        return apart
    return Apart(kind=FurnitureKind.PAGE_NUMBER, piece=apart.piece)


def _letters(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _at_edges(pieces: Sequence[Piece], running: set[int]) -> list[Apart]:
    if not pieces:
        return []
    low, high = min(piece.bottom for piece in pieces), max(piece.top for piece in pieces)
    edge = EDGE * (high - low)
    top = {id(piece) for piece in pieces if piece.bottom > high - edge} & running
    foot = {id(piece) for piece in pieces if piece.top < low + edge} & running
    apart = list(_at_edge(pieces, top, top=True))
    return [*apart, *_at_edge(_without(pieces, apart), foot, top=False)]


def _at_edge(pieces: Sequence[Piece], running: set[int], *, top: bool) -> Iterator[Apart]:
    """The running pieces with nothing of the page's own beside them or nearer to the edge."""
    kind = FurnitureKind.HEADER if top else FurnitureKind.FOOTER
    for row in _rows(pieces, top=top):
        if any(id(piece) not in running for piece in row):
            return
        for piece in row:
            yield Apart(kind=kind, piece=piece)


def _rows(pieces: Sequence[Piece], *, top: bool) -> Iterator[list[Piece]]:
    """The pieces side by side, from an edge of the page."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=_height, reverse=top):
        if row and abs(_height(piece) - _height(row[-1])) > SAME_ROW:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _height(piece: Piece) -> float:
    return piece.y if isinstance(piece, Line) else piece.top


def _page_numbers(pages: Sequence[Sequence[Piece]]) -> list[dict[int, _Reading]]:
    """The pieces that hold a page's number: those that count up with the pages."""
    found: list[dict[int, tuple[Piece, list[_Reading]]]] = [
        {id(piece): (piece, readings) for piece in pieces if (readings := [*_readings(piece.text)])}
        for pieces in pages
    ]
    votes = Counter[tuple[str, int, bool]]()
    for index, page in enumerate(found):
        seen = {_series(reading, index) for _, readings in page.values() for reading in readings}
        votes.update(seen)
    numbers: list[dict[int, _Reading]] = []
    for index, page in enumerate(found):
        kept: dict[int, _Reading] = {}
        for key, (_, readings) in page.items():
            best = max(readings, key=lambda each: votes[_series(each, index)])
            steady = votes[_series(best, index)] > 1
            alone = not best.stem and (best.said or best.value == index + 1)
            if steady or alone:
                kept[key] = best
        numbers.append(kept)
    return numbers


def _series(reading: _Reading, index: int) -> tuple[str, int, bool]:
    return reading.stem, reading.value - index, reading.printed.isdigit()


def _readings(text: str) -> Iterator[_Reading]:
    if len(text) > LONGEST or item_label(text):
        return
    if match := _BARE.fullmatch(text):
        yield from _reading("", match)
        return
    for pattern in (_NUMBER_LAST, _NUMBER_FIRST):
        if match := pattern.fullmatch(text):
            yield from _reading(" ".join(match.group("stem").casefold().split()), match)


def _reading(stem: str, match: re.Match[str]) -> Iterator[_Reading]:
    printed = match.group("number")
    said = bool(match.group("word") or match.group("of"))
    if printed.isdigit():
        yield _Reading(stem=stem, printed=printed, value=int(printed), said=said)
    elif _ROMAN.fullmatch(printed) and (said or not stem):
        yield _Reading(stem=stem, printed=printed, value=_roman(printed), said=said)


def _roman(printed: str) -> int:
    values = [
        dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))[letter]
        for letter in printed.casefold()
    ]
    later = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, later, strict=True))


def _running(
    pages: Sequence[Sequence[Piece]], numbers: Sequence[dict[int, _Reading]]
) -> list[set[int]]:
    """By page, the pieces that stand at the same height of many pages, or say the page's number."""
    places: dict[str, list[tuple[float, int, Piece]]] = {}
    for index, pieces in enumerate(pages):
        for piece in pieces:
            reading = numbers[index].get(id(piece))
            text = reading.stem if reading else " ".join(piece.text.casefold().split())
            if text and (item_label(piece.text) is None):
                places.setdefault(text, []).append((piece.top, index, piece))
    running = [set(readings) for readings in numbers]
    often = max(2, round(OFTEN * len(pages)))
    for standing in places.values():
        for group in _same_height(standing):
            on = sorted({index for _, index, _ in group})
            if len(on) >= often or _in_a_row(on):
                for _, index, piece in group:
                    running[index].add(id(piece))
    later = {" ".join(p.text.split()) for pieces in pages[1:] for p in pieces}
    for index, pieces in enumerate(pages):
        for piece in pieces:
            # A letterhead may be marked so, too; it stands on the first page only.
            if (
                isinstance(piece, Line)
                and piece.apart
                and (index or " ".join(piece.text.split()) in later)
            ):
                running[index].add(id(piece))
    return running


def _same_height(
    standing: list[tuple[float, int, Piece]],
) -> Iterator[list[tuple[float, int, Piece]]]:
    group: list[tuple[float, int, Piece]] = []
    for each in sorted(standing, key=lambda one: one[0]):
        if group and each[0] - group[-1][0] > SAME_HEIGHT:
            yield group
            group = []
        group.append(each)
    yield group


def _in_a_row(pages: Sequence[int]) -> bool:
    """Whether some of the pages follow one another, or are every other one."""
    return any(
        sum(first + step * n in pages for n in range(IN_A_ROW)) == IN_A_ROW
        for first in pages
        for step in (1, 2)
    )

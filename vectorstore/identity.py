"""Whether two letters are one: the same text, a scan of it, or a revision of it.

Pure functions of the letters' words. What a page repeats (headers, footers, page numbers) and
how a format marks a list are no part of what a letter says, and are left out of the comparison.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from zlib import crc32

from ingest.likeness import same_words
from ingest.model import Front, Furniture, FurnitureKind, Letter, PageSource

DAYS = 120  # between the dates of a letter and of its revision, at most
REVISED = 0.5  # of the runs of three words, shared by a letter and its revision
REVISED_UNSTATED = 0.8  # likewise, where one of them does not state body, report or date
RECOGNISED = 0.8  # of the runs of five characters, shared by a text and a scan of it
FIGURES = 0.7  # of the figures, likewise
MOVED = 6  # words, from which a run that stands elsewhere is the same run
SKETCH = 32  # numbers that stand for a text where candidates are looked up

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[£$€%]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUNNING = frozenset({FurnitureKind.HEADER, FurnitureKind.FOOTER, FurnitureKind.PAGE_NUMBER})
_REPEATED = frozenset({FurnitureKind.HEADER, FurnitureKind.FOOTER, FurnitureKind.LETTERHEAD})

Words = tuple[str, ...]


class Kinship(StrEnum):
    """How a letter that comes in stands to one that is on file."""

    SAME = "same"  # its text, in this or another format
    SCAN = "scan"  # its text, as far as a recognised text can tell
    REVISION = "revision"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A letter as it is compared."""

    front: Front
    words: Words
    apart: frozenset[Words]  # headers, footers and letterheads, which may also stand in the text
    recognised: bool  # some of it was read in pictures

    @cached_property
    def fingerprint(self) -> str:
        """Equal for equal words, however they are spaced and broken into lines."""
        return sha256(_joined(self.words).encode()).hexdigest()

    @cached_property
    def shingles(self) -> frozenset[tuple[str, str, str]]:
        """Every run of three words."""
        return frozenset(zip(self.words, self.words[1:], self.words[2:], strict=False))

    @cached_property
    def sketch(self) -> list[int]:
        """Numbers of a few shingles, chosen alike in every text: similar texts share many."""
        return sorted({crc32(" ".join(run).encode()) for run in self.shingles})[:SKETCH]

    @cached_property
    def figures(self) -> Counter[str]:
        return Counter(word for word in self.words if word[0].isdigit())

    @cached_property
    def grams(self) -> Counter[str]:
        text = "".join(self.words)
        return Counter(text[at : at + 5] for at in range(max(1, len(text) - 4)))


def wording(letter: Letter) -> Wording:
    apart = (tokens(each.text) for each in letter.furniture if each.kind in _REPEATED)
    return Wording(
        front=letter.front,
        words=tokens("".join(_said(letter))),
        apart=frozenset(words for words in apart if any(word.isalpha() for word in words)),
        recognised=any(page.source is PageSource.OCR for page in letter.pages),
    )


def tokens(text: str) -> Words:
    """Words and figures, the same for every way of setting them."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return tuple(_TOKEN.findall(plain))


def kinship(new: Wording, old: Wording) -> Kinship | None:
    """How a letter stands to one on file; None for another letter."""
    if new.recognised or old.recognised:
        if _compatible(new.front, old.front, days=0) and _reads_alike(new, old):
            return Kinship.SCAN
    elif _same_text(new, old):
        return Kinship.SAME
    if _compatible(new.front, old.front, days=DAYS):
        bar = REVISED if _stated_alike(new.front, old.front) else REVISED_UNSTATED
        if likeness(new, old) >= bar:
            return Kinship.REVISION
    return None


def likeness(one: Wording, other: Wording) -> float:
    """The share of runs of three words that two letters have in common: 1 for all."""
    total = len(one.shingles) + len(other.shingles)
    return 2 * len(one.shingles & other.shingles) / total if total else 0.0


def place_among(dated: date | None, versions: Sequence[date | None]) -> int:
    """Where a version of this date goes: the later date is newer, else what came later is."""
    place = len(versions)
    while place and dated and (before := versions[place - 1]) and before > dated:
        place -= 1
    return place


def _compatible(new: Front, old: Front, *, days: int) -> bool:
    """Whether nothing that both letters state of themselves tells them apart."""
    if new.body and old.body and new.body != old.body:
        return False
    if new.report_title and old.report_title and not _one_report(new, old):
        return False
    return not (new.dated and old.dated) or abs((new.dated - old.dated).days) <= days


def _stated_alike(new: Front, old: Front) -> bool:
    """Whether both state their body and report, and both or neither a date."""
    named = new.body and old.body and new.report_title and old.report_title
    return bool(named) and bool(new.dated) == bool(old.dated)


def _one_report(new: Front, old: Front) -> bool:
    titles = new.report_title or "", old.report_title or ""
    years = [set(_YEAR.findall(title)) for title in titles]
    if all(years) and years[0].isdisjoint(years[1]):
        return False  # the same inspection of another year
    return tokens(titles[0]) == tokens(titles[1]) or same_words(*titles)


def _reads_alike(new: Wording, old: Wording) -> bool:
    return (
        _shared(new.grams, old.grams) >= RECOGNISED and _shared(new.figures, old.figures) >= FIGURES
    )


def _shared(one: Counter[str], other: Counter[str]) -> float:
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0


def _same_text(new: Wording, old: Wording) -> bool:
    """Whether all that differs is where a run stands, or a header that is text in one format."""
    if new.words == old.words:
        return True
    apart = sum(len(words) for words in (*new.apart, *old.apart))
    if abs(len(new.words) - len(old.words)) > 2 * apart + MOVED:
        return False
    if likeness(new, old) < REVISED_UNSTATED:
        return False
    gone: list[Words] = []
    come: list[Words] = []
    for before, after in _differences(old.words, new.words):
        if _joined(before) == _joined(after):
            continue
        if not after and _is_made_of(before, new.apart):
            continue
        if not before and _is_made_of(after, old.apart):
            continue
        gone += [before] if before else []
        come += [after] if after else []
    return sorted(gone) == sorted(come) and all(len(run) >= MOVED for run in gone)


def _differences(old: Words, new: Words) -> Iterator[tuple[Words, Words]]:
    for what, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if what != "equal":
            yield old[first:last], new[start:end]


def _is_made_of(run: Words, apart: frozenset[Words]) -> bool:
    """Whether a run of words is one header after another, and nothing else."""
    reached = {0}
    for start in range(len(run)):
        if start in reached:
            ends = ((words, start + len(words)) for words in apart)
            reached.update(end for words, end in ends if run[start:end] == words)
    return len(run) in reached


def _joined(words: Words) -> str:
    """Words without spaces, for a line may break one; figures apart, for that changes them."""
    return "".join(f" {word} " if word[0].isdigit() else word for word in words)


def _said(letter: Letter) -> Iterator[str]:
    """The text without what a page repeats and the marks of lists."""
    reached = 0
    for each in sorted((e for e in letter.furniture if _is_cut(e)), key=_start):
        yield letter.text[reached : _start(each)] + " "
        reached = max(reached, each.span.end if each.span else 0)
    yield letter.text[reached:]


def _is_cut(furniture: Furniture) -> bool:
    if furniture.span is None:
        return False
    mark = furniture.kind is FurnitureKind.MARK
    return furniture.kind in _RUNNING or (mark and not re.search(r"\d", furniture.text))


def _start(furniture: Furniture) -> int:
    return furniture.span.start if furniture.span else 0

"""The letter's own date, not that of the report or of another meeting; and what is after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.dates import LONGEST_DATE_LINE, find_dates, find_months, own_line_published
from ingest.fronts.labelled import Labelled
from ingest.fronts.lines import Row, Words
from ingest.model import Span

_NOT_ITS_OWN = re.compile(
    r"publish|report|inspect|hmic|review\s+date|deadline|due|by\s+\d|respond\s+by|not\s+before|version",
    re.I,
)
_MEETING = re.compile(r"\bmeeting\b|\b(?:board|panel|committee)\s*[:,–—-]", re.I)
_SAYS_ITS_DAY = re.compile(
    r"(?:^|(?<=[.]\s)|(?<=\*))(?:(?:this|our|my|the)[ \t]+)?"
    r"(?:response|letter|reply|statement|paper)\s+"
    r"(?:(?:is|was)\s+)?(?:dated|published|made|written)\b\s*(?:on\b)?\s*:?",
    re.I | re.M,
)
_WEEKDAY = 12  # characters that may stand before a date
_LONGEST_DATE = 40  # characters, with what stands before it
_PAST = re.compile(
    r"\b(?:was|were|has\s+been|have\s+been|had|took\s+place|began|started|became|went\s+live"
    r"|(?:implement|complet|introduc|launch|publish|approv|appoint|train|establish|deliver|finish"
    r"|roll|creat|adopt|inspect|visit)(?:p?ed|led))\b",
    re.I,
)
_NOT_PAST = re.compile(
    r"\b(?:will|shall|would|should|must|may|might|to\s+be|be|due|by|until|till|from|expect\w*|plann\w+|plans?\s+to"
    r"|intend\w*|aims?\b|schedul\w*|target\w*|forecast\w*|anticipat\w*|propos\w*|hope\w*|before"
    r"|deadline|forthcoming|next|going|end\s+of|if|agreed|set\s+for|extended)\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedWords:
    """A date and its place in the text."""

    day: date
    place: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnDate:
    """A letter's own date, where it states a day, and what has to be said of it."""

    day: date | None
    place: Span | None
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def own_date(
    text: str, top: Sequence[Row], under: Sequence[Row], tail: Sequence[Row], labelled: Labelled
) -> OwnDate:
    """A labelled date, else a line of its own at an end, else the meeting's or the page's.

    Args:
        under: the short lines between "Dear …" and the first paragraph.
    """
    for stated in labelled.get("date", []):
        for found in dates_in(text, stated.place):
            return OwnDate(day=found.day, place=found.place)
    bare = [words for words in _lines(under) if _is_bare_date(words.text)]
    for words in [*_own_lines(top), *bare, *_own_lines(tail)]:
        for found in dates_in(text, words.whole().place):
            return OwnDate(day=found.day, place=found.place)
    if said := _SAYS_ITS_DAY.search(text):
        for found in dates_in(text, Span(start=said.end(), end=said.end() + _LONGEST_DATE)):
            if found.place.start - said.end() <= _WEEKDAY:
                return OwnDate(day=found.day, place=found.place)
    meetings = [stated.place for stated in labelled.get("meeting", [])]
    meetings += [
        Span(start=words.start, end=words.end)
        for words in _lines(top)
        if _MEETING.search(words.text)
    ]
    for place in meetings:
        for found in dates_in(text, place):
            guess = "It is dated by the meeting to which it was put; it states no date of its own."
            return OwnDate(day=found.day, place=found.place, guesses=(guess,))
    for words in _lines(top):
        if own_line_published(words.text):
            for found in dates_in(text, words.whole().place):
                return OwnDate(day=found.day, place=found.place)
    months = [
        found
        for words in [*_own_lines(top), *_own_lines(tail)]
        if len(words.text.split()) <= LONGEST_DATE_LINE
        for found in [words.text[m.start : m.end] for m in find_months(words.text)]
    ]
    if months:
        return OwnDate(
            day=None,
            place=None,
            warnings=(f"The letter is dated {months[0]} and names no day.",),
        )
    return OwnDate(day=None, place=None)


def dates_in(text: str, within: Span) -> Iterator[DatedWords]:
    """The dates that a slice of the text states, each with its place."""
    for found in find_dates(text[within.start : within.end]):
        start = within.start + found.start
        yield DatedWords(
            day=found.day, place=Span(start=start, end=start + found.end - found.start)
        )


def _is_bare_date(line: str) -> bool:
    """Whether a line says nothing but a day."""
    found = find_dates(line)
    return len(found) == 1 and found[0].end == len(line) and found[0].start <= _WEEKDAY


def _own_lines(rows: Sequence[Row]) -> Iterator[Words]:
    """Lines that may date the letter: not about the report, a meeting or another day."""
    for words in _lines(rows):
        if not (_NOT_ITS_OWN.search(words.text) or _MEETING.search(words.text)):
            yield words


def _lines(rows: Sequence[Row]) -> Iterator[Words]:
    for row in rows:
        yield from row


def speaks_of_later(text: str, dated: date | None) -> Iterator[str]:
    """Warn of a day after the letter's own of which it speaks as past."""
    if dated is None:
        return
    said: set[str] = set()
    for found in find_months(text):
        first = found.day.replace(day=1)
        if first <= dated:
            continue
        words = " ".join(text[found.start : found.end].split())
        if words not in said and _is_past(text, found.start, found.end):
            said.add(words)
            shown = f"{dated.day} {dated:%B %Y}"
            yield f"The letter is dated {shown} and speaks of {words} as past."


def _is_past(text: str, start: int, end: int) -> bool:
    """Whether the clause around a date says that something was done then."""
    before = max(text.rfind(mark, max(0, start - 200), start) for mark in (". ", ";", "\n\n", "! "))
    clause = text[max(before + 1, start - 200) : start]
    after = re.compile(r"[^.;\n]{0,80}").match(text, end)
    whole = clause + " " + (after.group() if after else "")
    return bool(_PAST.search(whole)) and not _NOT_PAST.search(whole)

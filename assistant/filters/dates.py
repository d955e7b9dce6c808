"""Of when the letters are that a question asks for, where it says when something was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.filters.found import Read
from assistant.filters.phrases import (
    ADJECTIVE,
    BARE,
    BY,
    FROM,
    IN,
    OF,
    SIDE,
    SINCE,
    Phrase,
    phrases_in,
)
from assistant.filters.times import Period
from assistant.filters.words import ANSWERS, LETTER, PLEDGES, REPORT, SAYS, VIEW, excepted

_INSPECTED = rf"(?:{REPORT}s?|peel|fieldwork|visit)"
_ASKS = r"(?:what|how|who|why|which|when|did|does|do|has|have|had|is|was|were)"
_CLAUSE = r"\b(?:what|how|who|when|why|which)\b"
_WILL = r"\b(?:would|will|shall|should|could|can|must|might|ought|going\s+to)\b"
# What would be done then was not said then, and another clause is of something else.
_GAP = rf"(?:(?!{_WILL}|{_CLAUSE})[^?.])*?"
_GAP_WITHOUT_TO = rf"(?:(?!{_WILL}|{_CLAUSE}|\bto\b)[^?.])*?"
_ISSUED = r"(?:(?:was|were)\s+)?(?:dated|sent|send|written|write|issued|signed|received|published)"
_COUNTED = r"\bhow\s+(?:many|much|long|often|quickly|fast|soon)\b"
_SAID = rf"(?:{SAYS}|{VIEW}|{LETTER})"

# A participle before the date says what happened then, not what was said.
_HAPPENED = re.compile(
    rf"\b(?:{_INSPECTED}|found|begun|held|for|about|as|than"
    rf"|(?!(?:{SAYS}|{ANSWERS})\b)\w+ed)\W*$",
    re.I,
)
# Another letter is held against this one: "since its 2019 letter".
_HELD_AGAINST = re.compile(
    rf"\b(?:since|before|after|than|unlike|between)\s+(?:(?!{SAYS}\b)[\w'’-]+\s+){{0,3}}$", re.I
)
_OF_INSPECTION = re.compile(rf"\s+{_INSPECTED}\b", re.I)
_AFTER_LETTER = re.compile(rf"\b{LETTER}\s+$", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """A way to ask for letters of a time: a pattern of the text with its phrases of time marked."""

    pattern: re.Pattern[str]
    certain: bool  # else it is taken so only if there is a letter of that time
    beside: bool  # the date stands next to what was said


def read_dates(text: str, days: Sequence[date]) -> Read[Period] | None:
    """Find of when the letters are that are asked for.

    What was done in a year is not what was said in it, and the year of an inspection is not that
    of the letter: where the question does not tell, nothing is read.

    Args:
        days: the dates of the letters that are searched.
    """
    marked, phrases = phrases_in(text)
    phrases = {at: each for at, each in phrases.items() if not excepted(text, each.span[0])}
    if not phrases:
        return None
    for form in _FORMS:
        found = [_read(phrases[at], marked[:at]) for at in _places(form, marked, phrases)]
        found = [each for each in found if form.certain or any(map(each.value.holds, days))]
        if found:
            return _together(found)
    return None


def _places(form: _Form, marked: str, phrases: dict[int, Phrase]) -> Iterator[int]:
    """Where in the text the form has a phrase."""
    for match in form.pattern.finditer(marked):
        at = match.start("when")
        before = marked[:at]
        if _OF_INSPECTION.match(marked, at + 1):
            continue
        if at not in phrases or (not form.beside and _HAPPENED.search(before)):
            continue
        if phrases[at].exact and _HELD_AGAINST.search(before):
            continue
        if phrases[at].sort == BY and re.search(_WILL, before, re.I):
            continue
        yield at


def _read(phrase: Phrase, before: str) -> Read[Period]:
    of_that_time = phrase.sort != FROM or _AFTER_LETTER.search(before)
    period = phrase.exact if phrase.exact and of_that_time else phrase.period
    return Read(value=period, span=phrase.span)


def _together(found: Sequence[Read[Period]]) -> Read[Period]:
    """The time of two letters, "the 2020 letter and the 2022 letter", covers both."""
    ends = [(each.value.first, each.value.last) for each in found]
    firsts = [first for first, _ in ends if first]
    lasts = [last for _, last in ends if last]
    if len(firsts) < len(ends) or len(lasts) < len(ends):
        return found[0]
    return Read(value=Period(first=min(firsts), last=max(lasts)), span=found[0].span)


def _form(pattern: str, *, certain: bool = True, beside: bool = True) -> _Form:
    return _Form(pattern=re.compile(pattern, re.I), certain=certain, beside=beside)


_FORMS = [
    # "the letter of 2020", "letters sent by 2020", "letters that Durham has sent since 2020"
    _form(rf"\b{LETTER}\s+(?:{_ISSUED}\s+)?(?P<when>[{IN}{OF}{FROM}{SIDE}{SINCE}{BY}{ADJECTIVE}])"),
    _form(rf"\bletters?\b{_GAP}\b{_ISSUED}\s+(?P<when>[{IN}{SIDE}{SINCE}{BY}{ADJECTIVE}])"),
    # "the 2020 letter"; "the 2020 custody letter"
    _form(rf"(?P<when>[{BARE}{ADJECTIVE}])\s+{LETTER}\b", beside=False),
    _form(
        rf"(?P<when>[{BARE}{ADJECTIVE}])\s+"
        rf"(?:(?!(?:{_INSPECTED}|in|to|and|or)\b)[\w'’-]+\s+){{1,3}}?{LETTER}\b",
        certain=False,
        beside=False,
    ),
    # "said in 2020", "the view in 2020"; "How did … answer in 2020?"; "In 2020, what did … say?"
    _form(rf"\b(?:{SAYS}|{VIEW})\s*,?\s*(?P<when>[{IN}{FROM}{SIDE}{SINCE}{BY}{ADJECTIVE}])"),
    _form(rf"\b{SAYS}\s+(?P<when>{BARE})(?=\W*$|\s+(?:about|on)\b)"),
    _form(rf"^(?!.*{_COUNTED}).*\b{ANSWERS}\s*,?\s*(?P<when>[{IN}{SIDE}{SINCE}{ADJECTIVE}])"),
    _form(
        rf"^\W*(?P<when>[{IN}{FROM}{SIDE}{SINCE}{BY}{ADJECTIVE}]),?\s+{_ASKS}\b[^?]*?\b"
        rf"(?:{_SAID}|{ANSWERS})\b"
    ),
    # "has said about calls since 2020"; "said about calls in 2020", "promised on calls since 2020"
    _form(rf"\b(?:has|have)\b[^?.]*?\b{SAYS}\b{_GAP}(?P<when>{SINCE})", beside=False),
    _form(
        rf"\b(?:{SAYS}|{VIEW}|letters?|repl(?:y|ies)|responses)\b{_GAP}"
        rf"(?P<when>[{IN}{SIDE}{SINCE}])",
        certain=False,
        beside=False,
    ),
    _form(rf"\b{PLEDGES}(?:\s+to)?\s+(?P<when>[{IN}{SIDE}{SINCE}])", certain=False),
    _form(
        rf"\b{PLEDGES}\b{_GAP_WITHOUT_TO}(?P<when>[{IN}{SIDE}{SINCE}])", certain=False, beside=False
    ),
]

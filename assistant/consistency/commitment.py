"""How firmly a thing is said, of how much, and for which hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.consistency.departures import Departure, Held
from assistant.consistency.lexicon import scale
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.moments import moments
from assistant.consistency.tokens import Sentence
from assistant.record.commitments import commits

FIRM = 5  # "will"
PLANNED = 4  # "aims to", and what is firmer
GOVERNED = 3  # words of meaning behind "will", the first of which it governs
QUANTIFIED = 2  # words of meaning behind "every" that it may be said of
# What somebody may or can do is no promise.
_ABLE = re.compile(
    r"\b(?:may\s+now|can|(?:is|are)\s+(?:now\s+)?able\s+to|allowed\s+to|may\b[^,;]*\bonly|may\b[^,;]*\bwithout|so\s+that\s+(?:\w+\s+){1,3}(?:can|could|may|might))\b",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:\b(?!(?:19|20)\d\d\b)\d[\d,.]*\s*(?:%|per\s*cent)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|more|many))"
    r"\s+(?:of\s+(?:the\s+)?)?(?:[a-z]+\s+){0,1}$",
    re.I,
)
_LIKE = re.compile(r"\bwould\b(?!\s+(?:like|rather|be\s+glad))", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """An expression of a scale in a sentence."""

    level: int
    text: str
    start: int
    end: int


def commitment(held: Held) -> Iterator[Departure]:
    """What binds more or less, or is said of more or fewer, than on record."""
    for find in (_binding, _quantity, _hours, _hedged, _without_its_day):
        if (found := find(held)) is not None:
            yield found


def marks(name: str, text: str) -> list[Marked]:
    pattern, levels = scale(name)
    return [
        Marked(
            level=levels[" ".join(match.group().casefold().split())],
            text=match.group(),
            start=match.start(),
            end=match.end(),
        )
        for match in pattern.finditer(text)
    ]


def _binding(held: Held) -> Departure | None:
    said, have = held.said, held.found.said
    mine, theirs = _modal(said), _modal(have)
    able, able_there = _spans(_ABLE, said.text), _spans(_ABLE, have.text)
    paired = [(at, other) for at, other, contrary in held.pairs if not contrary]
    paired += [
        (at, other)
        for at, token in enumerate(said.tokens)
        for other, each in enumerate(have.tokens)
        if token.figure and each.word == token.word
    ]
    met = [
        (_governing(mine, said, at), _governing(theirs, have, other), at, other)
        for marked, sentence, own in ((mine, said, 0), (theirs, have, 1))
        for each in marked
        for at, other in paired
        if (at, other)[own] in _heads(each, sentence, {pair[own] for pair in paired})
    ]
    settled = {
        each
        for one, two, _, _ in met
        for each in (one, two)
        if one and two and one.level == two.level
    }
    for one, two, at, other in met:
        if one in settled or two in settled:
            continue
        if (one and _within(one, able)) or (two and _within(two, able_there)):
            continue
        firm = all(each is None or each.level >= PLANNED for each in (one, two))
        if firm and said.denied(at) and have.denied(other):
            continue  # "will not" and "does not propose to" are both a refusal
        agreement = _weighed(one.level if one else None, two.level if two else None)
        if agreement is not None:
            return _departure(agreement, one, two)
    return None


def _heads(marked: Marked, sentence: Sentence, paired: set[int]) -> set[int]:
    """Of the words next behind an expression, in its clause, the first that is paired."""
    after = [
        (place, token)
        for place, token in enumerate(sentence.tokens)
        if token.start >= marked.end and (token.content or token.figure)
    ]
    near = [place for place, token in after[:GOVERNED] if token.clause == after[0][1].clause]
    return set([place for place in near if place in paired][:1])


def _weighed(mine: int | None, theirs: int | None) -> Agreement | None:
    """What is so, or was done, binds like what will be: in time the one becomes the other."""
    if mine is None and theirs is None:
        return None
    if mine is None:
        assert theirs is not None
        return Agreement.STRONGER if theirs < PLANNED else None
    if theirs is None:
        return Agreement.WEAKER if mine <= PLANNED else None
    if mine == theirs:
        return None
    return Agreement.STRONGER if mine > theirs else Agreement.WEAKER


def _modal(sentence: Sentence) -> list[Marked]:
    found = marks("commitment", sentence.text)
    found += [
        Marked(level=FIRM, text=match.group(), start=match.start(), end=match.end())
        for match in _LIKE.finditer(sentence.text)
        if not any(each.start <= match.start() < each.end for each in found)
    ]
    return sorted(found, key=lambda each: each.start)


def _governing(marked: list[Marked], sentence: Sentence, place: int) -> Marked | None:
    """The last expression before a word in its clause."""
    token = sentence.tokens[place]
    clause = [each for each in sentence.tokens if each.clause == token.clause]
    before = [each for each in marked if clause[0].start <= each.start and each.end <= token.start]
    return before[-1] if before else None


def _quantity(held: Held) -> Departure | None:
    said, have = held.said, held.found.said
    mine, theirs = _of_words(said), _of_words(have)
    for at, other, contrary in held.pairs:
        if contrary:
            continue
        one, two = mine.get(at), theirs.get(other)
        if one and two and one.level != two.level:
            return _departure(
                Agreement.STRONGER if one.level > two.level else Agreement.WEAKER, one, two
            )
        if one and not two and one.level in (2, 4) and not any(t for t in theirs.values()):
            return _departure(Agreement.WEAKER, one, None)
        if one and not two and _every(one) and (counted := _counted(have, other)):
            return Departure(
                agreement=Agreement.STRONGER,
                difference=Difference.COMMITMENT,
                said=one.text,
                stands=counted,
            )
    return None


def _every(marked: Marked) -> bool:
    return marked.text.casefold() in ("every", "all", "each")


def _counted(sentence: Sentence, place: int) -> str:
    """The number or the share, less than the whole, of what a word names; or ""."""
    token = sentence.tokens[place]
    before = sentence.text[: token.start]
    match = _NUMBERED.search(before)
    whole = re.search(r"\b(?:all|each|every|both)\b[^,;]*$", before, re.I)
    return match.group().strip() if match and not whole else ""


def _of_words(sentence: Sentence) -> dict[int, Marked]:
    """For each place the expression of quantity that is said of it."""
    found: dict[int, Marked] = {}
    for each in marks("quantity", sentence.text):
        if re.search(r"\b(?:the|at)\s+$", sentence.text[: each.start], re.I):
            continue  # "the most frequent", "at most"
        after = [
            (place, token)
            for place, token in enumerate(sentence.tokens)
            if token.start >= each.end and token.content
        ][:QUANTIFIED]
        for place, token in after:
            if token.clause == after[0][1].clause:
                found.setdefault(place, each)
    return found


def _hours(held: Held) -> Departure | None:
    mine = marks("hours", held.said.text)
    theirs = [found for each in held.close for found in marks("hours", each.said.text)]
    levels = {each.level for each in theirs}
    if mine and theirs and mine[0].level not in levels:
        weaker = mine[0].level < theirs[0].level
        return _departure(Agreement.WEAKER if weaker else Agreement.STRONGER, mine[0], theirs[0])
    return None


def _hedged(held: Held) -> Departure | None:
    mine = marks("hedge", held.said.text)
    if mine and not any(marks("hedge", each.said.text) for each in held.close):
        return _departure(Agreement.WEAKER, mine[0], None)
    return None


def _without_its_day(held: Held) -> Departure | None:
    """A promise that had a day is repeated without one."""
    dated = held.found.evidence.letter.dated
    if not commits(held.found.text, dated) or moments(held.text):
        return None
    due = [each for each in moments(held.found.text) if _is_due(held.found.text, each.start)]
    if not due or not any(each.level >= PLANNED for each in _modal(held.said)):
        return None
    return Departure(
        agreement=Agreement.WEAKER,
        difference=Difference.COMMITMENT,
        said="",
        stands=due[0].text,
    )


def _is_due(text: str, start: int) -> bool:
    return bool(
        re.search(r"\b(?:by|until|before)\s+(?:the\s+(?:end|start)\s+of\s+)?$", text[:start])
    )


def _departure(agreement: Agreement, mine: Marked | None, theirs: Marked | None) -> Departure:
    return Departure(
        agreement=agreement,
        difference=Difference.COMMITMENT,
        said=mine.text if mine else "",
        stands=theirs.text if theirs else "",
    )


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _within(marked: Marked, spans: list[tuple[int, int]]) -> bool:
    return any(start <= marked.start < end for start, end in spans)

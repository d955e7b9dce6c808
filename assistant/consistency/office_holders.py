"""Who said, decided or did it: the commissioner, the chief constable or the force, and by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.consistency.alignment import pairs
from assistant.consistency.departures import Departure, Held
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.moments import moments
from assistant.consistency.names import names
from assistant.consistency.record import OnRecord
from assistant.consistency.tokens import Sentence
from assistant.folding import fold
from ingest.model import Speaker
from vectorstore.records import LetterRecord

COMMISSIONER, CHIEF, FORCE = "the commissioner", "the chief constable", "the force"

_ACTOR = re.compile(
    r"(?P<chief>\b(?:(?:the|our|my|her|his)\s+)?(?<!assistant\s)(?<!deputy\s)Chief\s+Constable(?P<chiefs>['’]s)?\b)"
    r"|(?P<commissioner>\b(?:the\s+)?(?:Police(?:,)?\s+(?:and\s+)?Crime\s+(?:and\s+Victims['’]\s+)?)?Commissioner(?P<commissioners>['’]s)?\b"
    r"|\b(?:the\s+)?O?PCC(?P<pccs>['’]s)?\b|\bMy\s+office\b)"
    r"|(?P<force>\b(?:the\s+)?(?:force|constabulary)(?P<forces>['’]s)?\b|\b[A-Z][a-z]+\s+(?:Police|Constabulary)(?P<names>['’]s)?\b(?!\s+and\s+Crime))"
    r"|(?P<speaker>\bI\b)|(?P<other>\b(?:it|they|she|he|we)\b)",
    re.I,
)
_RANK = re.compile(
    r"\b(?:(?:assistant|deputy)\s+chief\s+constable|(?:detective\s+)?(?:chief\s+)?(?:superintendent|inspector)"
    r"|(?:detective\s+)?sergeant)\b"
)
_OBJECT = re.compile(
    r"\b(?:of|to|with|from|for|asked|told|ask|tell|asking|telling|want|expect|support|supported|thank|between"
    r"|require|required|invited|see|on|in|at|and|about|against|under|across|within|throughout|has|have|made)\s+$",
    re.I,
)
_BY = re.compile(r"\bby\s+$", re.I)
_SAID_THEN = re.compile(
    r"\b(?:I|my)\b[^.]{0,60}?\b(?:said|wrote|told|stated|replied|reported|explained|accepted|supported|decided|letter"
    r"|response|reply|asked|set\s+out|promised|agreed)\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doer:
    office: str
    text: str
    start: int
    agent: bool  # behind "by"


def office_holders(
    held: Held, holders: Mapping[str, LetterRecord], letters: Sequence[LetterRecord]
) -> Iterator[Departure]:
    """Another person or office than on record.

    Args:
        holders: for the name of each author of the body the latest letter of theirs.
        letters: of the body, the latest first.
    """
    found = (
        _by_offices(held)
        or _by_name(held, holders)
        or _as_own(held, letters)
        or _by_rank(held)
        or _by_title(held)
    )
    if found is not None:
        yield found


def _by_offices(held: Held) -> Departure | None:
    found = (_by_office(held.said, each) for each in held.close)
    return next((each for each in found if each is not None), None)


def _by_office(said: Sentence, found: OnRecord) -> Departure | None:
    have = found.said
    mine = _doers(said.text, COMMISSIONER)
    theirs = _doers(have.text, _speaking(found))
    if not mine or not theirs:
        return None
    for doer in mine:
        reached = _reached(said, doer, mine)
        others = [
            _doer_of(have, other, theirs)
            for at, other, contrary in pairs(said, have)
            if at in reached and not contrary and not _names_office(said.tokens[at].word)
        ]
        told = [each for each in others if each is not None]
        if len(told) < 2 or not doer.office:
            continue
        # "I" is whoever signs: on record that may be read wrongly, in the draft it cannot.
        told = [each for each in told if not each.text == doer.text == "I"]
        if told and all(each.office and _differ(each.office, doer.office) for each in told[:3]):
            return Departure(
                agreement=Agreement.CHANGED,
                difference=Difference.OFFICE_HOLDER,
                said=doer.text,
                stands=told[0].text,
            )
    return None


def _by_name(held: Held, holders: Mapping[str, LetterRecord]) -> Departure | None:
    """An author of other letters is named for words of this one."""
    letter = held.found.evidence.letter
    around = fold(" ".join(each.text for each in held.around))[0].casefold()
    said = fold(held.text)[0].casefold()
    for name, record in holders.items():
        last = name.split()[-1].casefold()
        if name == letter.author or not re.search(rf"\b{re.escape(last)}\b", said):
            continue
        if re.search(rf"\b{re.escape(last)}\b", around):
            continue
        role = (record.role or "").casefold()
        if "constable" in role and held.found.evidence.speaker is Speaker.FORCE:
            continue
        theirs = _doers(held.found.said.text, _speaking(held.found))
        if any(each.office == COMMISSIONER for each in theirs) or letter.author:
            return Departure(
                agreement=Agreement.CHANGED,
                difference=Difference.OFFICE_HOLDER,
                said=name,
                stands=letter.author or COMMISSIONER,
            )
    return None


def _by_title(held: Held) -> Departure | None:
    """An office is named for what the record says of a person by name."""
    mine = [each for each in _doers(held.said.text, "") if each.office in (COMMISSIONER, CHIEF)]
    people = [each for each in names(held.found.text) if each.person]
    named = held.said.text.casefold()
    if len(mine) != 1 or not people or any(each.words[-1] in named for each in people):
        return None
    doers = _doers(held.found.said.text, "I")
    if doers and doers[0].start < people[0].start:
        return None
    return Departure(
        agreement=Agreement.CHANGED,
        difference=Difference.OFFICE_HOLDER,
        said=mine[0].text,
        stands=people[0].text,
    )


def _by_rank(held: Held) -> Departure | None:
    """A rank is named where the record names another."""
    mine = {match.group() for match in _RANK.finditer(held.said.text.casefold())}
    close = [
        {match.group() for match in _RANK.finditer(each.said.text.casefold())}
        for each in held.close
    ]
    new, free = mine - set().union(*close), close[0] - mine
    if len(new) == 1 and len(free) == 1:
        return Departure(
            agreement=Agreement.CHANGED,
            difference=Difference.OFFICE_HOLDER,
            said=min(new),
            stands=min(free),
        )
    return None


def _as_own(held: Held, letters: Sequence[LetterRecord]) -> Departure | None:
    """Words of an earlier office-holder are told as "I said", with their date."""
    letter = held.found.evidence.letter
    present = next((each.author for each in letters if not _of_chief(each) and each.author), None)
    if letter.author in (None, present) or _of_chief(letter) or letter.dated is None:
        return None
    if not _SAID_THEN.search(held.said.text):
        return None
    first = min(
        (each.dated for each in letters if each.author == present and each.dated), default=None
    )
    then = [each for each in moments(held.text) if each.year is not None]
    if first and any(each.last and each.last < first for each in then):
        return Departure(
            agreement=Agreement.CHANGED,
            difference=Difference.OFFICE_HOLDER,
            said=present or "",
            stands=letter.author or "",
        )
    return None


def _of_chief(letter: LetterRecord) -> bool:
    return "constable" in (letter.role or "").casefold()


def _speaking(found: OnRecord) -> str:
    """Who says "I" on record."""
    evidence = found.evidence
    if evidence.speaker is Speaker.POLICING_BODY:
        return COMMISSIONER
    return CHIEF if evidence.speaker is Speaker.FORCE else ""


def _doers(text: str, speaker: str) -> list[Doer]:
    found: list[Doer] = []
    for match in _ACTOR.finditer(text):
        possessive = any(
            match[each] for each in ("chiefs", "commissioners", "pccs", "forces", "names")
        )
        before = text[: match.start()]
        agent = bool(_BY.search(before))
        if possessive or (_OBJECT.search(before) and not agent):
            continue
        if match["speaker"] and match.group() != "I":
            continue
        office = (
            CHIEF
            if match["chief"]
            else COMMISSIONER
            if match["commissioner"]
            else FORCE
            if match["force"]
            else speaker
            if match["speaker"]
            else ""
        )
        if not office and match.group().casefold() != "we":
            office = next((each.office for each in reversed(found)), "")  # "she" is who was named
        found.append(Doer(office=office, text=match.group(), start=match.start(), agent=agent))
    return found


def _reached(sentence: Sentence, doer: Doer, doers: Sequence[Doer]) -> set[int]:
    """The words that are said of a doer: up to the next one, and before it where it is an agent."""
    return {
        place for place, _ in enumerate(sentence.tokens) if _doer_of(sentence, place, doers) == doer
    }


def _doer_of(sentence: Sentence, place: int, doers: Sequence[Doer]) -> Doer | None:
    start = sentence.tokens[place].start
    before = [each for each in doers if each.start <= start and not each.agent]
    after = [each for each in doers if each.start > start and each.agent]
    agents = [each for each in doers if each.agent]
    if agents and not before:
        return after[0] if after else agents[-1]
    return before[-1] if before else None


def _names_office(word: str) -> bool:
    return word in ("force", "constabulary", "police", "commissioner", "chief", "constable", "pcc")


def _differ(one: str, other: str) -> bool:
    """The force and its chief constable act as one."""
    return (one == COMMISSIONER) != (other == COMMISSIONER)

"""Who signed a letter, to whom it went, who had a copy, who held the office at the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.record import wording
from assistant.record.asked import NAMED_REPORT, PERSON, TIME, Asked
from assistant.record.narrowing import MOST, narrowed, records
from assistant.record.replies import Reply, Said, Slice, place_of
from assistant.record.vocabulary import ANSWER, ANY_DOCUMENT, OFFICE, REPORT, WRITING
from ingest.model import LetterKind, Speaker
from vectorstore.records import LetterRecord

_WHO = (
    rf"(?:whom?|whose|(?:which|what)\s+(?:{OFFICE}|person|minister|official|officer)"
    r"|any(?:one|body)|the\s+(?:person|one)\s+who)"
)
_SENT = r"(?:sent|send|addressed|wrote|written|write|submitted|replied|responded|reply|respond)"
_ENDS = rf"(?=[\s?.!]*$|\s+(?:in|on|about|for|by|with|regarding|when|at|of|from)\b|\s*{TIME})"
_GOT = r"(?:received|receive|got|get|gets|sent)"
_COPIED = re.compile(
    rf"\b{_WHO}\b.*\b(?:copied|copy|copies|cc(?:'?e?d)?)\b|\bcopied\s+to\s+whom\b"
    rf"|\b{_WHO}\s+else\b.*\b{_GOT}\b"
    rf"|^\W*(?:did|was|were|has|have)\b.*\b(?:copied|copy|copies)\b.*\b{ANY_DOCUMENT}\b"
    rf"|^\W*(?:the\s+)?(?:cc|copy|copies|copied)\s*(?:list|line|to)?\b.*\b{ANY_DOCUMENT}\b"
)
_ADDRESSED = re.compile(
    rf"\bto\s+whom\b|\baddressees?\b|\b{_WHO}\b.*\b{_SENT}\b.*?\bto{_ENDS}"
    rf"|\b{_WHO}\b.*\baddressed\b"
    rf"|^\W*(?:was|were|is|did)\b.*\b{_SENT}\s+to\s+(?:the\s+)?(?:home\s+sec|chief\s+insp)"
    rf"|\bwho\s+(?:received|got)\s+(?:the|our|its|their|this|that)\b.*\b{ANY_DOCUMENT}\b"
)
_OFFICE = re.compile(
    rf"\bwho\s+(?:is|was|were|has\s+been|had\s+been)\b(?:\s+\S+){{0,4}}?\s+"
    rf"(?P<office>{OFFICE}|chief\s+constable|office[\s-]?holder)s?\b"
)
_SIGNED = re.compile(
    rf"\b(?:{_WHO}|who's)\s+(?:\w+\s+){{0,3}}?"
    rf"(?:sign(?:s|ed)?|authored|penned|drafted|sent|issued|submitted|prepared|{ANSWER})\b"
    rf"|\b(?:{_WHO}|by\s+whom|name\s+of)\b.*\b(?:author|signator\w+|writer|sender|signature|name"
    r"|signed|written)\b"
    rf"|\bwhose\s+(?:\w+\s+){{0,2}}?{ANY_DOCUMENT}\b|\bwho\s+(?:is|was)\s+it\s+(?:from|by)\b"
    # "Did Jane Doe sign it?" is answered by who did.
    rf"|^\W*(?:did|was|is|has|were)\b.*(?:{PERSON}\s+sign(?:ed)?\b|\bsigned\s+by\s*{PERSON})"
)
_OF_A_LETTER = re.compile(rf"\b(?:{ANY_DOCUMENT}|{REPORT}|it|them|these)\b|{NAMED_REPORT}")
_WORDS = WRITING | frozenset(
    """
    acting actually addressed addressee addressees anybody anyone author authored authors
    bottom cc cc'd cced constable copied copies copy drafted else end go her his holder made
    minister off office-holder officeholder official out penned person prepared receive
    received recipient recipients sender signatories signatory signature signs writer
    """.split()
)

Tell = Callable[[LetterRecord], Said | None]
Silent = Callable[[Sequence[LetterRecord]], str]


def who(asked: Asked) -> Reply | None:
    if asked.negated:
        return None
    if office := _OFFICE.search(asked.text):
        return _held(asked, office["office"])
    for pattern, tell, silent in (
        (_COPIED, _copied, wording.no_copies),
        (_ADDRESSED, _addressed, wording.no_addressee),
        (_SIGNED, _signed, wording.nobody_signed),
    ):
        if pattern.search(asked.text):
            return _told(asked, tell, silent)
    return None


def _told(asked: Asked, tell: Tell, silent: Silent) -> Reply | None:
    if not (_OF_A_LETTER.search(asked.text) or asked.question.filters.of_letters):
        return None
    found = narrowed(asked, _WORDS)
    if found is None:
        return None
    letters = records(asked, found.first())
    said = [each for each in map(tell, letters) if each]
    if not said:
        named = tuple(each.letter_id for each in letters)
        return Reply(said=(), silent=silent(letters), silent_of=named, note=found.note)
    told = {place.letter_id for each in said for place in each.places}
    rest = [each for each in letters if each.letter_id not in told]
    notes = [found.note, silent(rest) if rest else "", _more(len(letters), len(found.letters))]
    if not asked.question.filters.of_letters and len(letters) > 1 and len(found.letters) > 1:
        notes.append(wording.ASKED_OF_ALL)
    return Reply(said=tuple(said), note=" ".join(filter(None, notes)))


def _more(shown: int, total: int) -> str:
    return wording.more(shown, total) if shown < total else ""


def _signed(letter: LetterRecord) -> Said | None:
    place = place_of(letter, "author")
    if letter.author is None or not place:
        return None
    role = place_of(letter, "role")
    # What opens a letter, as "Dear …", is kept as the place of its kind.
    opening = letter.places.get("kind")
    by_hand = (
        letter.kind is LetterKind.LETTER and opening is not None and opening.end < place[0].start
    )
    return Said(
        text=wording.signed(letter.author, letter.role if role else None, by_hand=by_hand),
        framing=wording.of_letter(letter),
        speaker=Speaker.UNKNOWN,
        places=(*place, *(each for each in role if each != place[0])),
    )


def _addressed(letter: LetterRecord) -> Said | None:
    place = place_of(letter, "addressee")
    if letter.addressee is None or not place:
        return None
    return _of(letter, wording.addressed(letter.addressee), place)


def _copied(letter: LetterRecord) -> Said | None:
    place = place_of(letter, "copied_to")
    if not letter.copied_to or not place:
        return None
    return _of(letter, wording.copied(letter.copied_to), place)


def _of(letter: LetterRecord, text: str, places: tuple[Slice, ...]) -> Said:
    return Said(
        text=text, framing=wording.of_letter(letter), speaker=Speaker.UNKNOWN, places=places
    )


def _held(asked: Asked, office: str) -> Reply | None:
    """Who wrote in an office, at the time asked for, else the latest letter of each who did."""
    found = narrowed(asked, _WORDS)
    if found is None:
        return None
    wanted = (
        "constable" if "constable" in office else "mayor" if "mayor" in office else "commissioner"
    )
    said: dict[tuple[str | None, str | None], Said] = {}
    for letter in records(asked, found.letters):
        if wanted not in (letter.role or "").casefold() or letter.author is None:
            continue
        if (each := _signed(letter)) is not None:
            said.setdefault((letter.body, letter.author), each)
    latest = not asked.times and re.search(r"\bwho\s+is\b", asked.text)
    shown = list(said.values())
    if latest:
        bodies = dict.fromkeys(body for body, _ in said)
        shown = [next(s for (of, _), s in said.items() if of == body) for body in bodies]
    if not shown:
        return None
    notes = [found.note, wording.IN_OFFICE_THEN if latest else ""]
    return Reply(said=tuple(shown[:MOST]), note=" ".join(filter(None, notes)))

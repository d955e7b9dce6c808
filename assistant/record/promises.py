"""What a body said it would do, and by when: its own sentences that look ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant import wording as framings
from assistant.preference import Voice
from assistant.record import wording
from assistant.record.asked import Asked
from assistant.record.citing import Places
from assistant.record.commitments import commits, still_to_come
from assistant.record.narrowing import MOST, narrowed
from assistant.record.replies import Reply, Said, Slice
from assistant.record.vocabulary import OFFICE
from assistant.results import on_one_line
from ingest.model import Speaker
from ingest.sentences import sentences
from vectorstore.records import LetterFacts

LETTERS = 12  # looked through
_PROMISED = (
    r"(?:promis\w+|commit(?:s|ted|ting|ments?)?|pledg\w+|undert(?:ak\w+|ook)|deadlines?"
    r"|target\s+dates?|agree[ds]?\s+to\s+do)"
)
_WOULD = r"(?:say|says|said|saying)\b.*\b(?:would|will|going\s+to)\s+(?:be\s+)?do(?:ne)?"
_ASKED = re.compile(
    rf"\b(?:what|which|list|show|give|when|any|all|every|how\s+many)\b.*?\b(?:{_PROMISED}|{_WOULD})\b"
    rf"|^\W*{_PROMISED}\b"
)
_DATED_ONLY = re.compile(r"\bdeadlines?\b|\btarget\s+dates?\b|^\W*by\s+when\b")
_WORDS = frozenset(
    """
    agree agreed agrees ahead commit commitment commitments commits committed deadline
    deadlines doing done due fall falling fell future going itself later made make makes making
    ourselves pledge pledged pledges promise promised promises promising said say saying says
    set sets take target themselves thing things took undertake undertaken undertakes
    undertaking undertakings undertook
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Promise:
    said: Said
    due: date | None  # the last day of the time that it names
    named: str  # that time as printed


def promises(asked: Asked) -> Reply | None:
    if not _ASKED.search(asked.text) or asked.negated:
        return None
    if asked.question.voice is Voice.INSPECTORATE:
        return None
    found = narrowed(asked, _WORDS, timed=False, searched=False)
    if found is None:
        return None
    places = Places(asked.library)
    made = [each for letter in found.first(LETTERS) for each in _promises(letter, places)]
    if speakers := _speakers(asked.text) or _own(asked, found.first(LETTERS)):
        made = [each for each in made if each.said.speaker in speakers]
    if asked.period:  # in which it was to be done
        made = [each for each in made if each.due and asked.period.holds(each.due)]
        made.sort(key=lambda each: each.due or date.min, reverse=True)
    elif _DATED_ONLY.search(asked.text):
        made = [each for each in made if each.due]
    if not made:
        return None
    notes = [found.note, wording.AS_OF_THEN, _past(made[:MOST])]
    if len(made) > MOST:
        notes.append(wording.more(MOST, len(made)))
    return Reply(said=tuple(each.said for each in made[:MOST]), note=" ".join(filter(None, notes)))


def _speakers(text: str) -> set[Speaker]:
    """Whose promises are asked for, where the question says; else none."""
    speakers = {
        speaker
        for speaker, name in (
            (
                Speaker.FORCE,
                r"\b(?:force|constabulary|chief\s+constable|police(?!,?\s+(?:and|fire)))\b",
            ),
            (Speaker.POLICING_BODY, rf"\b{OFFICE}\b"),
        )
        if re.search(name, text)
    }
    return speakers if len(speakers) == 1 else set()


def _own(asked: Asked, letters: Sequence[LetterFacts]) -> set[Speaker]:
    """Who speaks for an author who is named, where all the letters have one office."""
    if not asked.question.filters.authors:
        return set()
    roles = [asked.library.record(each.letter_id).role or "" for each in letters]
    force = [bool(re.search(r"constable", role, re.I)) for role in roles]
    if all(force):
        return {Speaker.FORCE}
    return set() if any(force) else {Speaker.POLICING_BODY}


def _past(shown: list[_Promise]) -> str:
    days = [each.named for each in shown if each.due and each.due < date.today()]
    return wording.past(list(dict.fromkeys(days))) if days else ""


def _promises(facts: LetterFacts, places: Places) -> Iterator[_Promise]:
    letter = places.letter(facts.letter_id)
    for passage in letter.passages:
        if passage.speaker is Speaker.INSPECTORATE:
            continue
        for start, end in sentences(passage.text):
            words = passage.text[start:end]
            if not commits(words, facts.dated):
                continue
            due = still_to_come(words, facts.dated)
            evidence = places.passage(facts.letter_id, passage)
            yield _Promise(
                said=Said(
                    text="",
                    framing=framings.framing(evidence),
                    speaker=passage.speaker,
                    places=(
                        Slice(
                            letter_id=facts.letter_id,
                            start=passage.start + start,
                            end=passage.start + end,
                        ),
                    ),
                ),
                due=due.last if due else None,
                named=on_one_line(words[due.span[0] : due.span[1]]) if due else "",
            )

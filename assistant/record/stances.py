"""Which recommendations a body accepted or refused: its own sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import wording as framings
from assistant.preference import Voice
from assistant.record import wording
from assistant.record.asked import Asked
from assistant.record.citing import Places
from assistant.record.items import ITEMS, kinds_named
from assistant.record.narrowing import MOST, narrowed
from assistant.record.replies import Reply, Said, Slice
from assistant.stances import Stance, asked_stance, stance
from ingest.model import ItemKind, Speaker
from ingest.sentences import sentences
from vectorstore.records import LetterFacts

LETTERS = 12  # looked through
_ASKED = re.compile(
    rf"\b(?:which|what|list|show|any|all|how\s+many)\b(?:\s+\S+){{0,4}}?\s+(?:{ITEMS}|findings?)\b"
    r"|^\W*what\b.*\b(?:reject|refuse|decline|disagree|turn\s+down)"
)
_OF_AN_ITEM = re.compile(
    r"\b(?:recommendations?|areas?\s+for\s+improvement|afis?|findings?|conclusions?"
    r"|inspector(?:s|ate)|hmic\w*|report)\b",
    re.I,
)
_WORDS = frozenset(
    """
    accept accepted accepting accepts adopt adopted afi afis agree agreed agrees area areas cause
    causes concern declined decline declining departed depart disagree disagreed disagrees dismiss
    dismissed down endorse endorsed finding findings full fully improvement improvements never no
    not oppose opposed propose push pushed rec recommendation recommendations recs refuse refused
    refuses refusing reject rejected rejecting rejects said say support supported turn turned
    """.split()
)


def stances(asked: Asked) -> Reply | None:
    wanted = asked_stance(asked.text)
    if wanted is None or not _ASKED.search(asked.text):
        return None
    if asked.question.voice is Voice.INSPECTORATE:
        return None
    found = narrowed(asked, _WORDS, searched=False)
    if found is None:
        return None
    places, speaker = Places(asked.library), asked.question.speaker
    kinds = asked.question.filters.kinds
    said = [
        each
        for facts in found.first(LETTERS)
        for each in _said(facts, wanted, speaker, kinds, places)
    ]
    if not said:
        return None
    notes = [found.note, wording.IN_SO_MANY_WORDS]
    if len(found.letters) > LETTERS:
        notes.append(wording.looked_through(LETTERS, len(found.letters)))
    if len(said) > MOST:
        notes.append(wording.more(MOST, len(said)))
    note = " ".join(filter(None, notes))
    return Reply(said=tuple(said[:MOST]), note=note, of_positions=True)


def _said(
    facts: LetterFacts,
    wanted: Stance,
    wanted_of: Speaker | None,
    kinds: Sequence[ItemKind],
    places: Places,
) -> Iterator[Said]:
    """The sentences of a letter that take the stance, each by itself."""
    letter = places.letter(facts.letter_id)
    for passage in letter.passages:
        if passage.speaker in (Speaker.INSPECTORATE, Speaker.UNKNOWN):
            continue
        if wanted_of and passage.speaker is not wanted_of:
            continue
        for start, end in sentences(passage.text):
            words = passage.text[start:end]
            if stance(words) is not wanted:
                continue
            if passage.item is None and not _OF_AN_ITEM.search(words):
                continue
            item = None if passage.item is None else letter.items[passage.item].kind
            if kinds and not _is_of(kinds, item, words):
                continue
            place = Slice(
                letter_id=facts.letter_id, start=passage.start + start, end=passage.start + end
            )
            evidence = places.passage(facts.letter_id, passage)
            yield Said(
                text="",
                framing=framings.framing(evidence),
                speaker=passage.speaker,
                places=(place,),
            )


def _is_of(kinds: Sequence[ItemKind], item: ItemKind | None, words: str) -> bool:
    """Whether a sentence is of these kinds of item, as far as the letter says of which it is."""
    of = kinds_named(words.casefold()) if item is None else (item,)
    return not of or of == (ItemKind.OTHER,) or not set(kinds).isdisjoint(of)

"""A stretch of text is parted where its speaker changes from one sentence to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Speaker
from ingest.sentences import sentences
from ingest.structure.going_on import (
    begins_anew,
    goes_on_finding,
    is_of_force_people,
    is_of_the_chief,
)
from ingest.structure.speakers import sentence_speaker, where_i_add


@dataclass(frozen=True, kw_only=True, slots=True)
class Voices:
    """Who speaks in a stretch of text where its sentences do not say."""

    default: Speaker
    first_person: Speaker  # who "I" is


def spoken(text: str, start: int, end: int, voices: Voices) -> Iterator[tuple[int, int, Speaker]]:
    """Each run of sentences with one speaker: start, end, speaker.

    A quotation that a sentence of the inspectorate opens is its own until it closes. A clause in
    which "I" go on with somebody else's sentence is a run of its own.
    """
    run: tuple[int, int, Speaker] | None = None
    speaker, quoting = voices.default, False
    before = ("", "")  # the two sentences before
    apart = False  # the run is a clause of a sentence that another opened
    for left, right, added in _clauses(text, start, end, voices.first_person):
        sentence = text[left:right]
        speaker = Speaker.INSPECTORATE if quoting else _next(sentence, before, speaker, voices)
        if speaker is Speaker.INSPECTORATE:
            quoting = _still_open(sentence, quoting)
        if run is not None and run[2] is speaker and not apart:
            run = (run[0], right, speaker)
        else:
            if run is not None:
                yield run
            run, apart = (left, right, speaker), added
        before = (before[1], sentence)
    if run is not None:
        yield run


def _next(sentence: str, before: tuple[str, str], speaker: Speaker, voices: Voices) -> Speaker:
    """Who speaks in a sentence that comes after two others, the later one of `speaker`."""
    said = sentence_speaker(sentence, voices.first_person)
    if said is not None:
        return said
    if goes_on_finding(sentence, speaker, before[1]):
        return Speaker.INSPECTORATE
    if is_of_force_people(sentence) or is_of_the_chief(sentence, " ".join(before)):
        return Speaker.FORCE
    if speaker not in (Speaker.FORCE, voices.default, voices.first_person):
        # Who is only spoken of by others does not go on speaking.
        return voices.default
    if voices.default is Speaker.FORCE and begins_anew(sentence):
        return Speaker.FORCE
    return speaker


def _clauses(
    text: str, start: int, end: int, first_person: Speaker
) -> Iterator[tuple[int, int, bool]]:
    """The sentences, parted where "I" go on with somebody else's: start, end, whether so parted."""
    for left, right in sentences(text, start, end):
        added = where_i_add(text[left:right], first_person)
        if added is not None:
            yield left, left + len(text[left : left + added].rstrip()), False
            left += added
        yield left, right, added is not None


def _still_open(sentence: str, before: bool) -> bool:
    """Whether a quotation goes on after a sentence."""
    if "“" in sentence or "”" in sentence:
        return before + sentence.count("“") > sentence.count("”")
    return before != (sentence.count('"') % 2 == 1)

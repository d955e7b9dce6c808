"""A stretch of text is parted where its speaker changes from one sentence to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Speaker
from ingest.sentences import sentences
from ingest.structure.speakers import sentence_speaker


@dataclass(frozen=True, kw_only=True, slots=True)
class Voices:
    """Who speaks in a stretch of text where its sentences do not say."""

    default: Speaker
    first_person: Speaker  # who "I" is


def spoken(text: str, start: int, end: int, voices: Voices) -> Iterator[tuple[int, int, Speaker]]:
    """Each run of sentences with one speaker: start, end, speaker.

    A quotation that a sentence of the inspectorate opens is its own until it closes.
    """
    run: tuple[int, int, Speaker] | None = None
    speaker, quoting = voices.default, False
    for left, right in sentences(text, start, end):
        sentence = text[left:right]
        said = None if quoting else sentence_speaker(sentence, voices.first_person)
        if quoting:
            speaker = Speaker.INSPECTORATE
        elif said is not None:
            speaker = said
        elif speaker is Speaker.INSPECTORATE:
            speaker = voices.default
        if speaker is Speaker.INSPECTORATE:
            quoting = _still_open(sentence, quoting)
        if run is not None and run[2] is speaker:
            run = (run[0], right, speaker)
        else:
            if run is not None:
                yield run
            run = (left, right, speaker)
    if run is not None:
        yield run


def _still_open(sentence: str, before: bool) -> bool:
    """Whether a quotation goes on after a sentence."""
    if "“" in sentence or "”" in sentence:
        return before + sentence.count("“") > sentence.count("”")
    return before != (sentence.count('"') % 2 == 1)

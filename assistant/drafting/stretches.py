"""What a letter says becomes the stretch of it that bears on an ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.likeness import Read, Reader, covered, nearest_words
from assistant.drafting.said import Said
from assistant.drafting.standing import Ask
from vectorstore.records import Evidence

MARGIN = 0.45  # how far below the best sentence another may score and still be quoted
MARGIN_IN_PARAGRAPH = 0.9  # where no item is answered: a paragraph is on one matter

# A sentence that opens so is on what stands before it.
_GOES_ON = re.compile(
    r"\W*(?:it|they|he|she|this|these|those|both|such|there|over\s+the\s+same|together|"
    r"the\s+(?:team|desk|unit|service|scheme|pilot|link|plan|same))\b",
    re.I,
)


def bearing_stretch(asked: Sequence[Ask], said: Said, reader: Reader) -> Said:
    """The passages cut down to the sentences that bear on one of the asks, at least one."""
    passages = reader.read(each.text for each in said.passages)
    scores = [[_score(asked, passage, at) for at in range(_count(passage))] for passage in passages]
    best = max((each for of_passage in scores for each in of_passage), default=0.0)
    least = best - (MARGIN if said.ask else MARGIN_IN_PARAGRAPH)
    kept = [
        stretch
        for evidence, passage, of_passage in zip(said.passages, passages, scores, strict=True)
        for stretch in _stretches(evidence, passage, of_passage, least)
    ]
    return replace(said, passages=tuple(kept)) if kept else said


def _score(asked: Sequence[Ask], passage: Read, at: int) -> float:
    sentence = passage.sentences[at]
    return max(
        float(each.read.vector @ sentence.vector)
        + nearest_words(each.read, sentence.words)
        + covered(each.subject, sentence.stems)
        for each in asked
    )


def _stretches(
    evidence: Evidence, passage: Read, scores: Sequence[float], least: float
) -> Iterator[Evidence]:
    """From the first sentence that bears on it to the last, with what the first one leans on."""
    bearing = [at for at, score in enumerate(scores) if score >= least]
    if not bearing:
        return
    first, last = bearing[0], bearing[-1]
    while first > 0 and _GOES_ON.match(passage.sentences[first].text):
        first -= 1
    while last + 1 < _count(passage) and _GOES_ON.match(passage.sentences[last + 1].text):
        last += 1
    start, end = passage.sentences[first].start, passage.sentences[last].end
    yield replace(
        evidence,
        text=evidence.text[start:end],
        start=evidence.start + start,
        end=evidence.start + end,
    )


def _count(passage: Read) -> int:
    return len(passage.sentences)

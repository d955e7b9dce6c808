"""Whether the evidence is enough to answer from, or the record is silent.

Similarity alone does not tell: it is weighed against how much of what the question is about the
evidence speaks of, rarer words counting more. The weights are fitted on judged questions by
`python -m benchmarks.calibrate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from assistant.details import Detail, asked_details, holds
from assistant.matters import named_matters, speak_of_any
from assistant.preference import Voice
from assistant.question import Question
from assistant.unknown_names import unknown_names
from ingest.model import Speaker
from vectorstore.lexical import content_stems, terms
from vectorstore.library import Library
from vectorstore.records import Evidence, EvidenceItem
from vectorstore.vocabulary import widen

_ITEM_WORDS = (
    "item rec recommendation afi area for improvement cause of concern number paragraph para point"
    " section letter board paper reply response answer comment say said give given text in full"
    " accept reject refuse agree disagree decline"
)
LOOKED_AT = 3  # the best passages, for what the question is about
LOOKED_AT_FOR_DETAIL = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """Of a logistic model: confidence = 1 / (1 + exp(-(similarity·x + coverage·y + constant)))."""

    similarity: float
    coverage: float
    constant: float
    least: float  # the confidence from which a question is answered


WEIGHTS = Weights(similarity=5.76, coverage=5.32, constant=-4.48, least=0.25)
SURE = 0.9  # a name that no letter has does not matter then
GENERAL_LEAST = 0.6  # for what anybody may know, the evidence has to be better


@dataclass(frozen=True, kw_only=True, slots=True)
class Sufficiency:
    confidence: float  # from 0 to 1
    enough: bool
    missing: Detail | None = None  # what was asked for and is in none of the passages
    only_inspectorate: bool = False  # enough, but for a question of what was replied
    unknown: tuple[str, ...] = ()  # names in the question that no letter has
    superseded: Detail | None = None  # what was asked of now, and only earlier positions give


def judge(question: Question, evidence: Sequence[Evidence], library: Library) -> Sufficiency:
    """Judge whether the best passages answer the question, and of whom it asks."""
    judged = _judge(question, evidence, library)
    if question.voice is not Voice.BODY or not judged.enough:
        return judged
    own = [each for each in evidence if each.speaker is not Speaker.INSPECTORATE]
    asked = next((each for each in evidence if each not in own), None)
    if asked and any(each.item and _item(each) == _item(asked) for each in own):
        return judged  # a response to an item that is found need not repeat its words
    replied = _judge(question, own, library)
    return replied if replied.enough else replace(judged, enough=False, only_inspectorate=True)


def _item(evidence: Evidence) -> tuple[str, EvidenceItem | None]:
    return evidence.letter.letter_id, evidence.item


def _judge(question: Question, evidence: Sequence[Evidence], library: Library) -> Sufficiency:
    if not evidence:
        return Sufficiency(confidence=0.0, enough=False)
    search, least = question.search, GENERAL_LEAST if question.general else WEIGHTS.least
    if names_only_items(question, evidence[0]):
        return Sufficiency(confidence=1.0, enough=True)
    matters = named_matters(search)
    if matters and not speak_of_any(map(_with_context, evidence), matters):
        return Sufficiency(confidence=0.0, enough=False)
    best = evidence[:LOOKED_AT]
    similarity = max((each.similarity or 0.0 for each in best), default=0.0)
    covered = coverage(search, best, library.rarity(search))
    confidence = confidence_of(similarity, covered, WEIGHTS)
    unknown = unknown_names(search, library) if confidence < SURE else []
    if unknown:
        return Sufficiency(confidence=confidence, enough=False, unknown=tuple(unknown))
    if confidence < least:
        return Sufficiency(confidence=confidence, enough=False)
    missing = superseded = None
    for detail in asked_details(question.spelled):
        told = [
            each
            for each in evidence[:LOOKED_AT_FOR_DETAIL]
            if holds(detail, each.text, search, about(each))
        ]
        if not told:
            missing = missing or detail
        elif question.latest_first and all(each.superseded_by for each in told):
            superseded = superseded or detail
    return Sufficiency(
        confidence=confidence,
        enough=missing is None and superseded is None,
        missing=missing,
        superseded=superseded,
    )


def names_only_items(question: Question, evidence: Evidence) -> bool:
    """Whether items were asked for with no more than their report or letter: they are found."""
    named = f"{_ITEM_WORDS} {evidence.letter.report_title or ''}"
    subject = set(content_stems(question.search))
    asked = question.filters.items or (subject and question.filters.of_letters)
    return bool(asked) and subject <= set(terms(named))


def confidence_of(similarity: float, covered: float, weights: Weights) -> float:
    score = weights.similarity * similarity + weights.coverage * covered + weights.constant
    return 1 / (1 + exp(-score))


def coverage(search: str, evidence: Iterable[Evidence], rarity: Mapping[str, float]) -> float:
    """The share of what the question is about that the evidence speaks of, from 0 to 1.

    A word counts by its rarity, and as spoken of where one of its other names is.
    """
    subject = content_stems(search)
    total = sum(rarity.get(stem, 0.0) for stem in subject)
    if total == 0.0:
        return 1.0
    held = [set(terms(_with_context(each))) for each in evidence]
    spoken = {stem for stem in subject if any(stem in passage for passage in held)}
    for each in widen(search).synonyms:
        # A term of several words is one thing: "body-worn video" is not in "a body … a video".
        names = [set(terms(name)) for name in (each.term, *each.alternatives)]
        if any(name <= passage for name in names for passage in held):
            spoken |= set(terms(each.term))
        else:
            spoken -= set(terms(each.term))
    return sum(rarity.get(stem, 0.0) for stem in subject if stem in spoken) / total


def about(evidence: Evidence) -> str:
    """What a response is about though its sentences may not say so: the item it answers."""
    if evidence.item is None or evidence.speaker is Speaker.INSPECTORATE:
        return ""
    return evidence.item.text


def _with_context(evidence: Evidence) -> str:
    parts = [evidence.text, evidence.heading, evidence.letter.report_title]
    if evidence.item is not None:
        parts.append(evidence.item.text)
    return "\n".join(part for part in parts if part)

"""Whether the evidence is enough to answer from, or the record is silent.

Similarity alone does not tell: it is weighed against how much of what the question is about the
evidence speaks of, rarer words counting more. The weights are fitted on judged questions by
`python -m benchmarks.calibrate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from math import exp

from assistant.filters.words import MONTHS
from assistant.question import Question
from ingest.model import Speaker
from ingest.sentences import sentences
from vectorstore.lexical import content_stems, function_stems, terms
from vectorstore.library import Library
from vectorstore.records import Evidence
from vectorstore.vocabulary import widen

_ITEM_WORDS = "item rec recommendation afi area for improvement cause of concern number"
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
GENERAL_LEAST = 0.6  # for what anybody may know, the evidence has to be better


class Detail(StrEnum):
    """What a question asks to be told; the evidence must hold one."""

    NUMBER = "number"
    SUM = "sum of money"
    SHARE = "percentage"
    DATE = "date"
    DURATION = "length of time"
    NAME = "name"


_ORGANISATION = (
    r"(?:firm|company|companies|agency|university|contractor|supplier|consultancy|charity|provider)"
)
_ASKED_DETAIL = [
    (Detail.SHARE, r"\b(?:what|which|by)\s+(?:percentage|proportion|share|fraction)\b"),
    (Detail.SUM, r"\bhow\s+much\b(?!.*\b(?:time|longer|better|progress)\b)"),
    (Detail.SUM, r"^\W*(?:and\s+)?what\b.*\b(?:costs?|budgets?|price|spend|spent|spending)\b"),
    (Detail.SUM, r"\b(?:what|which)\s+(?:figure|sum|amount)\b"),
    (Detail.SUM, r"\bhow\s+(?:big|large|expensive)\b.*\b(?:budget|grant|fund|bill)\b"),
    (Detail.DURATION, r"^\W*(?:and\s+)?how\s+(?:long|soon|quickly|often|frequently)\b"),
    (Detail.NUMBER, r"\bhow\s+many\b"),
    (Detail.NUMBER, r"\bwhat\s+(?:is|was|are|were)\s+the\s+(?:total\s+)?number\b"),
    (Detail.DATE, r"^\W*(?:and\s+)?(?:when|by\s+when|since\s+when)\b"),
    (Detail.DATE, r"\b(?:what|which)\s+(?:date|day|month|year|deadline)\b"),
    (Detail.NAME, rf"\b(?:which|what|what\s+kind\s+of)\s+(?:\w+\s+)?{_ORGANISATION}\b"),
    (Detail.NAME, rf"\bnames?\s+of\s+(?:the\s+)?(?:\w+\s+)?{_ORGANISATION}\b"),
]
_COUNTED = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|dozen|half|third|quarter|none|no\s+one"
)
_MONTH = "|".join([*MONTHS, "spring", "summer", "autumn", "winter"])
# Numbers that are names: years, telephone numbers, items, versions, sets of forces.
_NAMED_NUMBER = re.compile(
    r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b|\b(?:101|999)\b|\b(?:43|44)\s+forces\b"
    r"|\b(?:afi|recommendation|outcomes?|section|streets?|phase|tier|level|strand|version)s?\s+\d+"
    r"(?:\s+and\s+\d+)?|\b\d+\.\d+\b(?!\s*(?:%|per\s*cent|million|days|hours|minutes))",
    re.I,
)
_HELD: Mapping[Detail, re.Pattern[str]] = {
    Detail.NUMBER: re.compile(rf"\b\d|\b(?:{_COUNTED})\b", re.I),
    Detail.SUM: re.compile(r"£|\bpounds?\b|\bmillions?\b|\bat\s+no\s+(?:extra\s+)?cost\b", re.I),
    Detail.SHARE: re.compile(
        r"\d\s*%|\bper\s*cent\b|\bpercent|\b(?:half|third|quarter|two-thirds)\b", re.I
    ),
    Detail.DATE: re.compile(
        rf"\b(?:{_MONTH})\b|\b(?:19|20)\d\d\b(?![/–-]\d)|\bwithin\s+\w+\s+\w+\b", re.I
    ),
    Detail.NAME: re.compile(
        r"\b(?:by|with|from|to|called|named|of)\s+(?:the\s+)?(?!Force\b|Constabulary\b|Police\b)"
        r"[A-Z][a-z&]+(?:\s+[A-Z&][\w&]*)+"
    ),
    Detail.DURATION: re.compile(
        rf"(?:\d|\b(?:{_COUNTED})\b)\s*-?\s*(?:working\s+|calendar\s+)?"
        r"(?:second|minute|hour|day|week|month|year)|\b(?:daily|weekly|monthly|quarterly|annual"
        r"|yearly|every|each\s+(?:day|week|month|quarter|year)|twice)\b",
        re.I,
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sufficiency:
    confidence: float  # from 0 to 1
    enough: bool
    missing: Detail | None  # what was asked for and is in none of the passages


def judge(question: Question, evidence: Sequence[Evidence], library: Library) -> Sufficiency:
    """Judge whether the best passages answer the question."""
    search, least = question.search, GENERAL_LEAST if question.general else WEIGHTS.least
    best = evidence[:LOOKED_AT]
    similarity = max((each.similarity or 0.0 for each in best), default=0.0)
    covered = coverage(search, best, library.rarity(search))
    confidence = confidence_of(similarity, covered, WEIGHTS)
    if question.filters.items and evidence and _names_only_an_item(search, evidence[0]):
        return Sufficiency(confidence=1.0, enough=True, missing=None)
    detail = asked_detail(question.text)
    looked_at = evidence[:LOOKED_AT_FOR_DETAIL]
    missing = None
    if detail is not None and not any(
        holds(detail, each.text, search, about(each)) for each in looked_at
    ):
        missing = detail
    return Sufficiency(
        confidence=confidence,
        enough=confidence >= least and missing is None,
        missing=missing if confidence >= least else None,
    )


def _names_only_an_item(search: str, evidence: Evidence) -> bool:
    """Whether an item was asked for by its number with no more than its report: it is found."""
    named = f"{_ITEM_WORDS} {evidence.letter.report_title or ''}"
    return set(content_stems(search)) <= set(terms(named))


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


def asked_detail(question: str) -> Detail | None:
    """What kind of detail the question asks for, if it asks for one."""
    for detail, pattern in _ASKED_DETAIL:
        if re.search(pattern, question, re.I):
            return detail
    return None


def about(evidence: Evidence) -> str:
    """What a response is about though its sentences may not say so: the item it answers."""
    if evidence.item is None or evidence.speaker is Speaker.INSPECTORATE:
        return ""
    return evidence.item.text


def holds(detail: Detail, text: str, search: str, context: str) -> bool:
    """Whether a sentence of the text gives such a detail on what the question is about.

    It is on it if the sentence, or what the text is about, shares a word with the question. A
    number must stand with the words that are counted, a name with the kind of organisation.
    """
    return any(
        _gives(detail, text[start:end]) and _is_on(detail, text[start:end], search, context)
        for start, end in sentences(text)
    )


def _gives(detail: Detail, sentence: str) -> bool:
    if detail is Detail.NUMBER:
        sentence = _NAMED_NUMBER.sub(" ", sentence)
    if detail is Detail.NAME and not re.search(_ORGANISATION, sentence, re.I):
        return False
    return bool(_HELD[detail].search(sentence))


def _is_on(detail: Detail, sentence: str, search: str, context: str) -> bool:
    if detail is Detail.NUMBER and not _HELD[Detail.SHARE].search(sentence):
        counted = _counted(search)
        return 2 * len(counted & set(terms(sentence))) >= len(counted)
    subject = set(content_stems(search)).union(
        *(content_stems(name) for each in widen(search).synonyms for name in each.alternatives)
    )
    return not subject or bool(subject & set(terms(f"{context} {sentence}")))


def _counted(search: str) -> set[str]:
    """The stems of what "how many" counts: the words after it, as far as the next verb."""
    found = re.search(r"\b(?:how\s+many|number\s+of)\s+((?:[\w'’-]+\s*){1,6})", search, re.I)
    words = found.group(1).split() if found else []
    counted = takewhile(lambda word: set(terms(word)) - function_stems(), words)
    return {stem for word in counted for stem in terms(word)}


def _with_context(evidence: Evidence) -> str:
    parts = [evidence.text, evidence.heading, evidence.letter.report_title]
    if evidence.item is not None:
        parts.append(evidence.item.text)
    return "\n".join(part for part in parts if part)

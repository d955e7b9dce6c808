"""What kind of detail a question asks to be told, and whether a passage gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from enum import StrEnum
from itertools import takewhile

from assistant.filters.words import MONTHS
from ingest.sentences import sentences
from vectorstore.lexical import content_stems, function_stems, terms, weight
from vectorstore.vocabulary import widen


class Detail(StrEnum):
    """What a question asks to be told; the evidence must hold one."""

    NUMBER = "number"
    SUM = "sum of money"
    SHARE = "percentage"
    DATE = "date"
    TIME = "date or time"  # "once the review is finished" is one too
    DURATION = "length of time"
    NAME = "name"
    PERSON = "name of a person"
    CHAIR = "chair"
    MEMBERS = "members"
    GRADE = "grade"


_ORGANISATION = (
    r"(?:firm|company|companies|agency|university|contractor|supplier|consultancy|charity|provider)"
)
_OFFICE = (
    r"(?:chief\s+constable|commissioner|pcc|officer|superintendent|inspector|lead|chair|head"
    r"|director|manager|secretary|mayor|deputy|person|[ad]?cc|(?:ch(?:ief)?\s+)?supt|dci|sergeant)"
)
_ASKED_DETAIL = [
    (Detail.SHARE, r"\b(?:what|which|by)\s+(?:percentage|proportion|share|fraction)\b"),
    (Detail.SUM, r"\bhow\s+much\b(?!.*\b(?:time|longer|better|progress)\b)"),
    (Detail.SUM, r"^\W*(?:and\s+)?what\b.*\b(?:costs?|budgets?|price|spend|spent|spending)\b"),
    (Detail.SUM, r"\bwhat\s+(?:is|are|was|were)\b.*\b(?:paid(?!\s+for)|salar(?:y|ies))\b"),
    (Detail.SUM, r"\b(?:what|which)\s+(?:figure|sum|amount)\b"),
    (Detail.SUM, r"\bhow\s+(?:big|large|expensive)\b.*\b(?:budget|grant|fund|bill)\b"),
    (Detail.DURATION, r"^\W*(?:and\s+)?how\s+(?:long|soon|quickly|often|frequently)\b"),
    (Detail.NUMBER, r"\bhow\s+many\b"),
    (Detail.NUMBER, r"\bwhat\s+(?:is|was|are|were)\s+the\s+(?:total\s+)?number\b"),
    (Detail.TIME, r"^\W*(?:and\s+)?(?:when|by\s+when|since\s+when)\b"),
    (Detail.DATE, r"\b(?:what|which)\s+(?:date|day|month|year|deadline)\b"),
    (Detail.NAME, rf"\b(?:which|what|what\s+kind\s+of)\s+(?:\w+\s+)?{_ORGANISATION}\b"),
    (Detail.NAME, rf"\bnames?\s+of\s+(?:the\s+)?(?:\w+\s+)?{_ORGANISATION}\b"),
    (Detail.PERSON, rf"\bnames?\s+of\s+(?:the\s+)?(?:\w+\s+){{0,2}}?{_OFFICE}\b"),
    (Detail.PERSON, rf"\bwhat\s+(?:is|was)\s+(?:the\s+)?(?:\w+\s+){{0,2}}?{_OFFICE}['’]s\s+name\b"),
    (Detail.CHAIR, r"\bwho\s+(?:chairs|chaired|is\s+(?:the\s+)?chair)\b"),
    (Detail.MEMBERS, r"\bwho\s+(?:sits?|sat|is|are|was|were)\s+(?:on|(?:the\s+)?members\s+of)\b"),
    (Detail.GRADE, r"\b(?:what|which)\s+(?:\w+\s+)?(?:grades?|grading|ratings?)\b"),
    (Detail.GRADE, r"\bhow\s+(?:was|were|is|are|did)\b.*\b(?:graded|rated)\b"),
]
_ANOTHER = re.compile(r"\b(?:and|or)\s+(?=(?:by\s+)?(?:what|which|how|who|when)\b)", re.I)
_COUNTED = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|dozen|half|third|quarter|none|no\s+one"
)
_NAME = r"[A-Z][a-z'’-]+\s+[A-Z]['’\w-]+"
_MONTH = "|".join([*MONTHS, "spring", "summer", "autumn", "winter"])
_DATE = (
    rf"\b(?:{_MONTH})\b|\b(?:19|20)\d\d\b(?![/–-]\d)"
    r"|\b(?:within|in)\s+\w+\s+(?:days|weeks|months)\b"
)
# Numbers that are names: years, telephone numbers, items, versions, sets of forces.
_NAMED_NUMBER = re.compile(
    r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b|\b(?:101|999)\b|\b(?:43|44)\s+forces\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b"
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
    Detail.DATE: re.compile(_DATE, re.I),
    Detail.TIME: re.compile(rf"{_DATE}|\b(?:once|as\s+soon\s+as|upon)\b", re.I),
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
    Detail.CHAIR: re.compile(r"\bchair", re.I),
    Detail.MEMBERS: re.compile(
        r"\b(?:members?|membership|compris\w+|consist\w*|made\s+up|attended|represent\w*)\b", re.I
    ),
    Detail.GRADE: re.compile(
        r"\b(?:grad(?:e|es|ed|ing)|rat(?:ed|ing)|judged|assessed)\b.*"
        r"\b(?:outstanding|good|adequate|requir\w+\s+improvement|inadequate)\b"
        r"|[“\"‘'](?:outstanding|good|adequate|requires\s+improvement|inadequate)[”\"’']",
        re.I | re.S,
    ),
}
_TAKES_UP = re.compile(
    r"^\W*(?:it|its|this|these|that|they|their|he|she|her|his|both|such)\b"
    r"|\b(?:for|of|to|with|on|from|about)\s+(?:it|them|this|these|those)\b",
    re.I,
)
_ON_IT = 0.3  # the share of what is asked about that must be said where the detail is


def asked_details(question: str) -> tuple[Detail, ...]:
    """The kinds of detail that the question asks for: one at most of each clause."""
    found = (_asked(clause) for clause in _ANOTHER.split(question))
    return tuple(dict.fromkeys(detail for detail in found if detail))


def _asked(clause: str) -> Detail | None:
    asked = (detail for detail, pattern in _ASKED_DETAIL if re.search(pattern, clause, re.I))
    return next(asked, None)


def holds(detail: Detail, text: str, search: str, context: str) -> bool:
    """Whether a sentence of the text gives such a detail on what the question is about.

    It is on it if the sentence, the one before that it takes up with "it" or "this", or what the
    text is about, says enough of what is asked about. A number must stand with the words that are
    counted, a name with the office or the kind of organisation.
    """
    before = ""
    for start, end in sentences(text):
        sentence = text[start:end]
        if not _TAKES_UP.search(sentence):
            before = ""
        if _gives(detail, sentence, search) and _is_on(
            detail, sentence, search, f"{context} {before}"
        ):
            return True
        before = f"{before} {sentence}"
    return False


def _gives(detail: Detail, sentence: str, search: str) -> bool:
    if detail is Detail.PERSON:
        return _names_holder(sentence, search)
    if detail is Detail.NUMBER:
        sentence = _NAMED_NUMBER.sub(" ", sentence)
    if detail is Detail.NAME and not re.search(_ORGANISATION, sentence, re.I):
        return False
    return bool(_HELD[detail].search(sentence))


def _names_holder(sentence: str, search: str) -> bool:
    """Whether a person's name stands beside the office that is asked about."""
    asked = re.search(rf"\b(?:(?!(?:the|of|an?)\b)\w+\s+)?{_OFFICE}\b", search, re.I)
    office = re.escape(asked.group()) if asked else _OFFICE
    beside = rf"(?i:{office})\W{{1,3}}{_NAME}|{_NAME}\W{{1,4}}(?:\w+\s+){{0,2}}(?i:{office})\b"
    return bool(re.search(beside, sentence))


def _is_on(detail: Detail, sentence: str, search: str, context: str) -> bool:
    if detail is Detail.PERSON:
        return True  # the office is what is asked about
    said = set(terms(sentence))
    if detail is Detail.NUMBER:
        counted = _counted(search)
        if 2 * len(counted & said) >= len(counted):
            return True
        # "It made 38 arrests for it", after a sentence on hare coursing.
        if counted & said and counted <= said | set(terms(context)):
            return True
        # "How many have done the training?": 99% of the workforce have.
        if not _HELD[Detail.SHARE].search(sentence) or not _share_said(search, said) > 0.5:
            return False
    return _share_said(search, said | set(terms(context))) >= _ON_IT


def _share_said(search: str, said: Set[str]) -> float:
    """The share of what is asked about that is among the words, common words counting less."""
    subject = set(content_stems(search))
    spoken = subject & said
    for each in widen(search).synonyms:
        if any(set(terms(name)) <= said for name in each.alternatives):
            spoken |= subject & set(terms(each.term))
    total = sum(map(weight, subject))
    return sum(map(weight, spoken)) / total if total else 1.0


def _counted(search: str) -> set[str]:
    """The stems of what "how many" counts: the words after it, as far as the next verb."""
    found = re.search(r"\b(?:how\s+many|number\s+of)\s+((?:[\w'’-]+\s*){1,6})", search, re.I)
    words = found.group(1).split() if found else []
    counted = takewhile(lambda word: set(terms(word)) - function_stems(), words)
    return {stem for word in counted for stem in terms(word)}

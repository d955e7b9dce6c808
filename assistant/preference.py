"""What a question asks to be told becomes what a passage gains for telling it.

The legs of the search know what a passage is about. Who is to speak, and whether a name, a date
or an address is asked for, they do not know. Weights are in standard deviations of the fused
score, tuned on the judged sets that are not kept aside (docs/evaluation.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from assistant.filters.speakers import asked_against
from assistant.filters.words import MONTHS
from ingest.model import Speaker
from vectorstore.records import Candidate

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_INSPECTORS = r"(?:inspectors?|inspectorate|hmicfrs|hmic)"
_ITEM = (
    r"(?:rec(?:ommendation)?s?|afis?|areas?\s+for\s+improvement|causes?\s+of\s+concern|items?"
    r"|para(?:graph)?s?)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """What may be asked for, and what a passage holds that tells it."""

    asked: re.Pattern[str]
    held: re.Pattern[str]
    worth: float


_PERSON = _Told(  # a person or an office
    asked=re.compile(
        r"\b(?:who|whose|whom|who['’]s|what\s+rank|in\s+what\s+capacity|which\s+officer)\b", re.I
    ),
    held=re.compile(
        r"\b(?:Supt|DCI|DI|DS|Mr|Mrs|Ms|Dr|Sir|Dame|Rt\s+Hon|Superintendent|Inspector|Sergeant"
        r"|Commander|Chief\s+Constable|Commissioner|Director|Secretary\s+of\s+State|Minister|Lead"
        r"|Manager|Head\s+of)\b|\b(?:[Ll]ed|[Oo]verseen|[Cc]haired|[Oo]wned)\s+by\b"
    ),
    worth=1.0,
)
_DAY = _Told(  # a day or a year
    asked=re.compile(
        r"\b(?:when|what\s+(?:date|day|month|year)|which\s+(?:month|year)|deadline|by\s+when"
        r"|how\s+soon)\b",
        re.I,
    ),
    held=re.compile(
        rf"\b{_MONTH}\s+\d|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b|\b20\d\d\b", re.I
    ),
    worth=1.0,
)
_DEADLINE = _Told(  # the day by which something is to be done
    asked=re.compile(r"\b(?:deadline|by\s+when|how\s+long\s+(?:do|does|did|have|has))\b", re.I),
    held=re.compile(
        rf"\bby\s+(?:\w+\s+)?{_MONTH}\s+20|\bby\s+\d{{1,2}}\s+{_MONTH}\b"
        r"|\bwithin\s+\w+\s+(?:days|weeks|months)\b",
        re.I,
    ),
    worth=0.8,
)
_CONTACT = _Told(  # how to reach somebody
    asked=re.compile(
        r"\b(?:who|whom|how|number|address)\b.*\b(?:ring|phone|contact|e-?mail|get\s+hold\s+of"
        r"|speak\s+to|get\s+in\s+touch)\b|\b(?:tele)?phone\s+number\b|\be-?mail\s+address\b",
        re.I,
    ),
    held=re.compile(
        r"@|\btel(?:ephone)?\b|\bcontact\s+officers?\b|\be-?mail\s*:|\b0\d{3,4}\s?\d{3}", re.I
    ),
    worth=2.0,
)
_MAY_BE_TOLD = (_PERSON, _DAY, _DEADLINE, _CONTACT)

# "I welcome the report": polite, and an answer to hardly anything but what somebody thinks of it.
_COURTESY = re.compile(
    r"\b(?:welcomes?|grateful|thank(?:s|ful)?|pleased\s+to|note\s+the\s+contents|look(?:s|ing)?"
    r"\s+forward\s+to)\b",
    re.I,
)
_ASKS_OPINION = re.compile(
    r"\b(?:agree[ds]?|accept(?:ed|s)?|welcome[ds]?|view|think|thought|support(?:ed|s)?|back(?:ed|s)?"
    r"|position|stance|opinion|react(?:ed|ion)?|line\s+on|attitude|feel|felt|endorse[ds]?)\b",
    re.I,
)
_COURTESY_COSTS = 0.5

_ABOUT_INSPECTORATE = re.compile(
    rf"\b(?:{_INSPECTORS}|inspection|recommend\w*|afis?|areas?\s+for\s+improvement"
    r"|criticis\w+|cause\s+of\s+concern|deadline)\b",
    re.I,
)
_INSPECTORATE_SAID = re.compile(
    rf"\b(?:did|does|do|has|have|had)\s+(?:the\s+)?{_INSPECTORS}\b|\b{_INSPECTORS}\b[^?]*\b(?:say|said|find|found|want(?:ed)?|ask(?:ed)?|expect(?:ed)?|set|gave"
    r"|give|recommend\w*|criticis\w+|think|thought|tell|told|demand\w*|pick(?:ed)?\s+up|flag\w*"
    r"|raised?|call(?:ed)?\s+for|notice[ds]?|see|saw|judge[ds]?|conclude[ds]?|reckon(?:ed)?|spot(?:ted)?)\b"
    r"|\bdeadline\b(?![^?]*\b(?:itself|themselves|himself|herself|own|promis\w+|commit\w*)\b)"
    rf"|\b(?:do|does|did)\s+(?:the\s+)?{_ITEM}\s*[\d.]*\s+(?:say|ask|require|want|call|tell|expect|mean)\b"
    rf"|\bwhat\s+(?:is|are|was|were)\s+(?:in\s+)?(?:the\s+)?{_ITEM}\s*[\d.]+",
    re.I,
)
_DONE_ABOUT = re.compile(
    r"\b(?:done|doing|do|respon\w+|repl\w+|progress|action|answer\w*|react\w*|address\w*)\b", re.I
)
_RESPONSE_TO = re.compile(
    r"\b(?:respon(?:se|ses|d|ds|ded)|repl(?:y|ies|ied)|answer(?:s|ed)?)\b", re.I
)
# "What did Durham say about AFI 2?", but not "what did the report say".
_SAID_OR_DONE = re.compile(
    r"\b(?:did|has|have|had|does)\s+(?!(?:the|its|their)\s+(?:report|inspection)\b)[^?]*?"
    r"\b(?:say|said|tell|told|do|done|doing)\b",
    re.I,
)
_ABOUT_ITEMS = re.compile(rf"\b(?:about|on|to|with)\s+(?:\w+\s+){{0,3}}?{_ITEM}\b", re.I)
_ABOUT_FRONT = re.compile(
    r"\b(?:sign(?:ed|s|atory)?|addressed?|contact(?:ed)?\s+(?:officers?|for|about)|do\s+i\s+contact"
    r"|copied|cc|cc'd|(?:acting|interim)\s+(?:pcc|commissioner)|who\s+(?:was|is)\s+(?:the\s+)?\w*\s*"
    r"(?:pcc|commissioner)|standing\s+in|monitoring\s+officer|telephone|e-?mail)\b",
    re.I,
)
_COMMISSIONER = re.compile(r"\b(?:o?pcc|commissioner|mayor)(?:['’]s)?\b|\b(?:her|him)self\b", re.I)

_UNWANTED = -1.5
_UNKNOWN = {Speaker.UNKNOWN: -1.5}


@dataclass(frozen=True, kw_only=True)
class Preference:
    """Called with a passage, it returns what to add to the passage's fused score."""

    speakers: Mapping[Speaker, float]
    told: tuple[tuple[re.Pattern[str], float], ...]  # what a passage may hold, and its worth

    def __call__(self, passage: Candidate) -> float:
        return self.speakers.get(passage.speaker, 0.0) + sum(
            worth for pattern, worth in self.told if pattern.search(passage.text)
        )


class Voice(Enum):
    """Whose words a question is for, where it tells."""

    INSPECTORATE = auto()
    BODY = auto()  # what was said or done, by the commissioner or the force
    EITHER = auto()


NONE = Preference(speakers=MappingProxyType({}), told=())


def preference(question: str, *, across: bool = False) -> Preference:
    """What a passage should be to answer the question.

    Args:
        across: several bodies are asked.
    """
    told = [(each.held, each.worth) for each in _MAY_BE_TOLD if each.asked.search(question)]
    if not _ASKS_OPINION.search(question):
        told.append((_COURTESY, -_COURTESY_COSTS))
    speakers = _speakers(question)
    if unwanted := asked_against(question):
        speakers[unwanted] = _UNWANTED
    # What was asked of all is not what one of them said, and no item is a response to itself.
    if across and not _mentions_inspectorate(question):
        speakers[Speaker.INSPECTORATE] = -1.8
    elif _asks_for_response(question):
        speakers[Speaker.INSPECTORATE] = -3.0
    return Preference(speakers=MappingProxyType(speakers), told=tuple(told))


def _asks_for_response(question: str) -> bool:
    """Whether it asks what was replied, to an item or to all of them."""
    replied = _RESPONSE_TO.search(question) or (
        _SAID_OR_DONE.search(question) and _ABOUT_ITEMS.search(question)
    )
    return bool(replied) and not _INSPECTORATE_SAID.search(question)


def voice_asked_for(question: str) -> Voice:
    """Whose words the question is for."""
    if _INSPECTORATE_SAID.search(question):
        return Voice.INSPECTORATE
    if _RESPONSE_TO.search(question) or _SAID_OR_DONE.search(question):
        return Voice.BODY
    return Voice.EITHER


def _mentions_inspectorate(question: str) -> bool:
    """Whether it speaks of what the inspectorate found or wants, not of what was replied."""
    voice = voice_asked_for(question)
    about = _ABOUT_INSPECTORATE.search(question) and voice is not Voice.BODY
    return voice is Voice.INSPECTORATE or bool(about)


def _speakers(question: str) -> dict[Speaker, float]:
    if _ABOUT_FRONT.search(question):
        return {Speaker.INSPECTORATE: -0.9}
    if _INSPECTORATE_SAID.search(question):
        return {**_UNKNOWN, Speaker.INSPECTORATE: 0.9}
    prior = {**_UNKNOWN, Speaker.INSPECTORATE: -0.9}
    if _ABOUT_INSPECTORATE.search(question) and not _DONE_ABOUT.search(question):
        prior[Speaker.INSPECTORATE] = 0.0
    if _COMMISSIONER.search(question):
        prior[Speaker.POLICING_BODY] = 0.5
    return prior

"""The text of an item becomes what is asked in it: each ask without its date and addressee."""

from __future__ import annotations

import re

from ingest.sentences import sentences

_ASKS = re.compile(
    r"\b(?:should|must|needs?\s+to|ought\s+to|expects?|requires?\s+(?:all|each|forces|the)|recommend"
    r"|(?:is|are)\s+to|shall|has\s+to|have\s+to)\b",
    re.I,
)
_TELLS = re.compile(
    r"\W*(?:(?:during|in)\s+[^,]{3,60},\s+)?(?:we|inspectors|hmicfrs|the\s+inspectorate|our\s+\w+)\s+(?:also\s+)?"
    r"(?:found|saw|heard|were|was|are|did|had|have|reviewed|examined|noted|could|identified|reported|said|spoke"
    r"|listened|looked|read|asked|visited|welcome|recogni[sz]e|understand|assess(?:ed)?)\b",
    re.I,
)
_BY_WHEN = re.compile(
    r"^\W*(?:by|before|within|from|during|not\s+later\s+than|no\s+later\s+than|as\s+soon\s+as)\b[^,]{2,60},\s+"
    r"|^\W*(?:immediately|with\s+immediate\s+effect|over\s+the\s+next[^,]{2,40}),\s+",
    re.I,
)
_BY_WHEN_WITHIN = re.compile(
    r",?\s*\b(?:by|before)\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?(?:(?:spring|summer|autumn|winter|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)\s+)?20\d\d\b,?",
    re.I,
)
_ADDRESSEE = (
    r"(?:(?:we|hmicfrs)\s+(?:now\s+)?(?:expects?|recommends?|wants?)\s+(?:that\s+)?)?"
    r"(?:(?:all|each|every|both|the|remaining|other)\s+)*"
    r"(?:(?:\d+|forty-three)\s+)?"
    r"(?:(?:police\s+)?forces?|(?:chief\s+)?constab(?:les?|ulary|ularies)|chief\s+officers?"
    r"|(?:harrowdale|westmarch|durham|dorset|cambridgeshire|\w+)\s+(?:police|constabulary)|it|they|police\s+service)"
    r"(?:\s+in\s+england\s+and\s+wales)?"
)
_TO_DO = (
    r"(?:should|must|shall|needs?\s+to|ought\s+to|to|has\s+to|have\s+to|(?:is|are)\s+to|is\s+required\s+to)[\s:]+"
    r"(?:(?:now|also|immediately|urgently|therefore|do\s+more\s+to|continue\s+to|take\s+(?:further\s+|urgent\s+)?"
    r"(?:steps|action)\s+to|work\s+to|be\s+able\s+to|be\s+sure\s+(?:that\s+)?)\s*)*"
    r"(?:(?:make\s+sure|ensure|satisfy\s+themselves|assure\s+itself|see\s+to\s+it)\b\s*(?:that\s+)?)?"
)
_FORM = re.compile(rf"^\W*{_ADDRESSEE}\s+{_TO_DO}", re.I)
_FORM_LATER = re.compile(
    rf"\b{_ADDRESSEE}\s+(?:should|must|needs?\s+to)\s+(?:(?:make\s+sure|ensure)\s+(?:that\s+)?)?",
    re.I,
)
_AND = re.compile(
    r"(?:;\s*(?:and\s+)?|,\s+and\s+(?:that\s+|should\s+(?:also\s+)?)"
    r"|,?\s+and\s+(?=(?:should|must|that)\s)|\n\W*[-•*]\s*)",
    re.I,
)
_SHORTEST = 4  # words of an ask that can stand by itself


def asking(text: str) -> str:
    """An item without what was found around it, and without its dates and addressee."""
    told = [" ".join(text[start:end].split()) for start, end in sentences(text)]
    opens = next((at for at, each in enumerate(told) if _is_asking(each)), 0)
    asked = [each for each in told[opens:] if not _TELLS.match(each)] or told
    bare = [_bare(each.lstrip("-•* ")) for each in asked]
    return " ".join(each for each in bare if each)


def asks_in(text: str) -> list[str]:
    """Each thing that an item asks for; more than one where it asks two things in a breath."""
    whole = asking(text)
    parts = [_bare(each.strip(" .,;:")) for each in _AND.split(whole)]
    kept = [each for each in parts if len(each.split()) >= _SHORTEST]
    return kept if len(kept) > 1 else [whole]


def _is_asking(sentence: str) -> bool:
    return bool(_ASKS.search(sentence)) and not _TELLS.match(sentence)


def _bare(sentence: str) -> str:
    bare = _BY_WHEN_WITHIN.sub("", _BY_WHEN.sub("", sentence))
    return _FORM_LATER.sub("", _FORM.sub("", bare)).strip()

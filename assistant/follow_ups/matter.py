"""What a question is about: the words that "it" or "that" may stand for, or that are exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.filters.found import Span
from assistant.filters.words import ANSWERS, PLEDGES, SAYS, THINKS, VIEW
from assistant.follow_ups.english import ASKING, AUXILIARY
from assistant.follow_ups.parts import Part, Sort

# "What did Durham say about …", "the position on …", "How did Durham answer recommendation 2 on …"
_ABOUT = re.compile(
    rf"\b(?:{SAYS}|{ANSWERS}|{THINKS}|{PLEDGES}|{VIEW}|do|does|doing|done|find|found|anything"
    rf"|something|reply|happened|happening|change[ds]?|know|mention(?:ed)?)\b"
    rf"(?:\s+(?!about\b|on\b)[\w'’]+){{0,5}}?\s+(?:about|on|regarding|concerning)\s+(?P<object>.+?)"
    r"(?=\s+(?:changed|evolved|developed|moved|differs?|differed)\W*$|$)",
    re.I,
)
_HOW_MANY = re.compile(
    r"^how\s+(?:many|much)\s+(?P<object>.+?)\s+(?:was|were|is|are|(?:have|has|had)\s+been)\s+"
    r"(?P<rest>.+)",
    re.I,
)
_EXISTS = re.compile(r"^(?:is|are|was|were)\s+there\s+(?P<object>.+)", re.I)
_ASKED = "\ue000"  # stands for each character of whoever is asked about
_SUBJECT = rf"{_ASKED}+(?:['’]s?)?(?:\s+(?:{_ASKED}+|police|constabulary))*"
_VERB = re.compile(
    rf"^(?:(?:{ASKING})\s+)?{AUXILIARY}\s+(?:the\s+)?{_SUBJECT}\s+"
    r"(?:(?:ever|already|yet|still|now|also|currently|fully|not|intend\s+to|plan\s+to|refuse\s+to"
    r"|decide\s+to|want\s+to)\s+)*"
    r"(?P<verb>(?!(?:say|said|tell|told|think|be|been|going)\b)\w+(?:\s+(?:up|out|in|off|over))?)"
    r"\s+(?P<object>(?!(?:to|into|that|whether|if|about|on|with|from|in|at|as|for|of|by|it|them)\b)[\w“‘].*)",
    re.I,
)
_TAIL = re.compile(r"[\s,]*(?:\b(?:in|of|by|at|for|from|on|to|the|and)\s*)*$", re.I)


def about_span(text: str, parts: Sequence[Part]) -> Span | None:
    """Where stands what something was said about; without the time or body that ends it."""
    match = _ABOUT.search(text)
    if match is None:
        return None
    start, end = match.span("object")
    return start, _without_end(text, start, end, parts)


def thing(text: str, parts: Sequence[Part]) -> str | None:
    """What a question is about, as a name for it: "the vulnerability team in the control room"."""
    if span := about_span(text, parts):
        return _as_known(text[slice(*span)])
    plain = _subjects_marked(text, parts)
    for pattern in (_EXISTS, _VERB):
        if match := pattern.search(plain):
            start = match.start("object")
            return _as_known(text[start : _without_end(text, start, len(text), parts)])
    if match := _HOW_MANY.search(text):
        start, end = match.span("rest")
        rest = text[start : _without_end(text, start, end, parts)]
        return _as_known(f"the {match['object']} {rest}".strip())
    if not re.search(rf"\b(?:{AUXILIARY}|{ASKING})\b", text, re.I):
        return _as_known(text[: _without_end(text, 0, len(text), parts)])
    return None


def _subjects_marked(text: str, parts: Sequence[Part]) -> str:
    """The text, of the same length, with those marked who may be asked about."""
    for part in parts:
        if part.sort in (Sort.BODY, Sort.SPEAKER, Sort.AUTHOR):
            start, end = part.span
            text = text[:start] + _ASKED * (end - start) + text[end:]
    return text


def _without_end(text: str, start: int, end: int, parts: Sequence[Part]) -> int:
    """The end of words without a time, a body or a mark that comes last in them."""
    end = len(text[:end].rstrip(" ?.!"))
    for part in reversed(parts):
        if part.sort in (Sort.TIME, Sort.BODY) and start < part.span[0] and part.span[1] >= end:
            cut = _TAIL.search(text[: part.span[0]])
            assert cut
            if cut.start() > start:
                end = cut.start()
    return end


def _as_known(words: str) -> str | None:
    """ "a vulnerability team" as it is spoken of afterwards: "the vulnerability team"."""
    words = re.sub(r"^(?:an?|any|some)\s+", "the ", words.strip(" ?.!,"), flags=re.I)
    words = re.sub(r"\b(?:its|their)\b", "the", words)
    return words if re.search(r"\w{3}", words) else None

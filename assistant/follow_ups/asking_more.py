"""A follow-up that is a question word alone, "why?", "by when?", asked of the earlier question."""

from __future__ import annotations

import re

from assistant.filters.latest import asks_for_latest
from assistant.follow_ups.english import AUXILIARY, lowered, tidy, with_question_mark
from assistant.follow_ups.parts import Sort
from assistant.follow_ups.turns import Earlier

LONGEST_JOINED = 300  # characters of a question to which another is joined
_ALONE = re.compile(
    r"^\W*(?:(?:and|but|ok(?:ay)?|so)\b[\s,]*)*(?P<word>why|how\s+come|when|by\s+when|since\s+when|until\s+when"
    r"|from\s+when|where|how|how\s+so|at\s+what\s+cost|by\s+what\s+date|for\s+what\s+reasons?|by\s+how\s+much)"
    r"(?P<not>\s+not)?(?:\s+(?:is|was)\s+(?:that|this|it))?(?:\s+(?:exactly|so))?\W*$",
    re.I,
)
_YES_NO = re.compile(rf"^{AUXILIARY}\b", re.I)
_HOW_MANY = re.compile(
    r"^how\s+(?:many|much)\s+(?P<what>(?:[\w%-]+\s+){1,5}?)(?P<auxiliary>was|were|are|is|have|has|do|does"
    r"|did)\s+(?P<rest>.+)",
    re.I,
)
_WHAT_ELSE = re.compile(r"^\W*(?:and\s+)?(?:what|anything|who|where)\s+else\W*$", re.I)
_PREPOSITION = re.compile(r"\s+(?:in|during|on|of|from|since|before|after|by|until)\s+$", re.I)
_WHAT = re.compile(rf"^(?P<word>what|who)\s+(?={AUXILIARY}\b)", re.I)


def asked_more(text: str, earlier: Earlier) -> str | None:
    """The earlier question with another question word, or both in one sentence."""
    if _WHAT_ELSE.match(text):
        what = _WHAT.match(earlier.text)
        return f"{what['word']} else {earlier.text[what.end() :]}" if what else None
    alone = _ALONE.match(text)
    if alone is None:
        return None
    word = re.sub(r"\s+", " ", alone["word"]).capitalize()
    if alone["not"]:
        return _with_not(word, earlier) or joined(earlier, f"{word} not")
    if _YES_NO.match(earlier.text):
        return f"{word} {lowered(earlier.text)}"
    counted = _HOW_MANY.match(earlier.text)
    if counted and not re.match(r"by", word, re.I):
        return with_question_mark(
            f"{word} {counted['auxiliary']} {counted['what']}{counted['rest']}"
        )
    return joined(earlier, word)


def joined(earlier: Earlier, words: str) -> str | None:
    """Both questions in one sentence, in which the second one's "that" has its sense."""
    base = _without_its_time(earlier) if asks_for_latest(words) else earlier.text
    base = base.rstrip(" ?.!")
    if len(base) + len(words) > LONGEST_JOINED:
        return None
    return with_question_mark(f"{base}, and {lowered(words)}")


def _without_its_time(earlier: Earlier) -> str:
    """What holds now is not asked of the letters of then."""
    text = earlier.text
    for part in reversed(earlier.of(Sort.TIME)):
        before = _PREPOSITION.sub("", text[: part.span[0]])
        text = before + text[part.span[1] :]
    return tidy(text)


def both_asked(text: str, earlier: Earlier) -> bool:
    """Whether a text is the earlier question with another joined to it."""
    return text.startswith(f"{earlier.text.rstrip(' ?.!')}, and ")


def _with_not(word: str, earlier: Earlier) -> str | None:
    """ "Why does Durham not …", where it is plain who is asked about."""
    if not _YES_NO.match(earlier.text):
        return None
    for part in earlier.parts:
        if part.sort in (Sort.BODY, Sort.SPEAKER, Sort.AUTHOR):
            before = earlier.text[: part.span[0]]
            if not re.fullmatch(rf"{AUXILIARY}\s+(?:the\s+)?", before, re.I):
                return None
            end = part.span[1]
            office = re.match(
                r"(?:\s+(?:police|constabulary|force|commissioner|pcc))?", earlier.text[end:], re.I
            )
            end += office.end() if office else 0
            return f"{word} {lowered(earlier.text[:end])} not{earlier.text[end:]}"
    return None

"""A follow-up that is no sentence: "and in 2022?", "what about Dorset?", "AFI 3?", "and bail?"

What it says is put in the place of what the earlier question says of the same sort.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.filters.items import ORDINALS
from assistant.follow_ups.english import ASKING, AUXILIARY
from assistant.follow_ups.other_matters import of_item, of_matter, of_number, of_report
from assistant.follow_ups.other_speakers import of_author, of_bodies, of_role, renamed
from assistant.follow_ups.other_times import now, of_its_year, of_time
from assistant.follow_ups.parts import Part, Sort, parts_in
from assistant.follow_ups.turns import Earlier
from vectorstore.catalogue import Catalogue

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|right|well|no|sorry|then|or|also|actually|i\s+meant?|i\s+mean"
    r"|(?:now|so)(?=\s+(?:what|how)\s+about\b))\b[\s,:–—-]*)+",
    re.I,
)
_ELLIPTIC = re.compile(
    r"^\W*(?:(?:what|how)\s+about|what\s+of|(?:the\s+)?same(?:\s+(?:question|thing))?(?:\s+again)?"
    r"(?=\s+(?:for|in|with|about|from)\b)|(?:is\s+there\s+)?anything(?:\s+(?:said|else))?"
    r"(?=\s+(?:on|about|from)\b))\b",
    re.I,
)
_DO_TOO = re.compile(
    rf"^\W*(?:and\s+)?{AUXILIARY}\s+(?P<who>.+?)(?:\s+(?:do|done|say|said|have|use|got))?"
    r"(?:\s+(?:that|this|it|so|the\s+same(?:\s+thing)?|one|either))?(?:,?\s+(?:too|as\s+well|also))?\W*$",
    re.I,
)
_COMPARE = re.compile(
    r"^\W*(?:and\s+)?(?:how\s+(?:does|do|did)\s+(?:that|this|it|they)\s+compare|compare(?:\s+"
    r"(?:that|this|it|them))?|(?:and\s+)?compared)\s+(?:with|to|against)\s+(?P<who>.+?)\W*$",
    re.I,
)
_CLOSING = re.compile(
    r"[\s,]*\b(?:then|too|as\s+well|also|instead|please|though|alone|only)\W*$|\W+$", re.I
)
_JOINING = re.compile(
    r"\b(?:in|for|by|from|of|to|at|on|about|with|under|the|its|their|and|or|both|police"
    r"|constabulary|force|only|letters?|repl(?:y|ies)|around|back|during|year)\b|['’]s\b|\W",
    re.I,
)
_NOW = re.compile(
    r"^\W*(?:(?:as\s+of\s+)?now|today|currently|nowadays|these\s+days|at\s+(?:the\s+moment|present)"
    r"|at\s+the\s+present\s+time)\W*$",
    re.I,
)
# Told from the year of the earlier question.
_FROM_ITS_YEAR = re.compile(
    r"^\W*(?:in\s+)?(?:(?P<after>later(?:\s+on)?|afterwards|after\s+that|since(?:\s+then)?)"
    r"|(?P<before>earlier|before(?:\s+(?:that|then))?)"
    r"|(?P<last>the\s+(?:year\s+before|previous\s+year))"
    r"|(?P<next>the\s+(?:year\s+after|following\s+year|next\s+year)))\W*$",
    re.I,
)
_NUMBER_ALONE = re.compile(
    rf"^\W*(?:to\s+|for\s+)?(?:the\s+)?(?:(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
    r"(?:\s+one)?|(?:number|no\.?|\#)?\s*(?P<digits>\d{1,2}(?:\.\d{1,2})*)|(?P<next>next)\s+one)\W*$",
    re.I,
)
_SENTENCE = re.compile(rf"\b(?:{AUXILIARY}|{ASKING}|list|compare|show|tell|give|find|that)\b", re.I)


def exchanged(text: str, earlier: Earlier, catalogue: Catalogue) -> str | None:
    """The earlier question with what the follow-up names in the place of what it named."""
    if compared := _compared(text, earlier, catalogue):
        return compared
    if again := _DO_TOO.match(text):
        named = parts_in(again["who"], catalogue)
        if named and all(each.sort is Sort.BODY for each in named) and _only(again["who"], named):
            return of_bodies(earlier, named)
    opened = _OPENING.sub("", text)
    words = _ELLIPTIC.sub("", opened)
    leaning = words != text.strip()
    words = _CLOSING.sub("", words).strip()
    if not words:
        return None
    if leaning or text.rstrip().endswith("?"):
        if _NOW.match(words):
            return now(earlier)
        if relative := _FROM_ITS_YEAR.match(words):
            return of_its_year(earlier, relative)
        if number := _NUMBER_ALONE.match(words):
            return of_number(earlier, number)
    named = parts_in(words, catalogue)
    if named and _only(words, named):
        return _of_parts(earlier, named)
    if leaning and not _SENTENCE.search(words):
        if title := _title(words, catalogue):
            return of_report(earlier, title)
        return of_matter(earlier, words, named)
    return None


def _title(words: str, catalogue: Catalogue) -> Part | None:
    """A report that is named by itself: "and Kept informed?"."""
    if len(words.split()) > 1 and words[:1].isupper() and catalogue.titles.holding(words):
        return Part(sort=Sort.REPORT, span=(0, len(words)), words=words, value=words)
    return None


def _only(words: str, named: Sequence[Part]) -> bool:
    """Whether nothing is said beside the parts."""
    rest = words
    for part in reversed(named):
        rest = rest[: part.span[0]] + " " + rest[part.span[1] :]
    return not _JOINING.sub("", rest)


def _of_parts(earlier: Earlier, named: Sequence[Part]) -> str | None:
    """Exchange one sort after the other; the places of the later ones are read anew."""
    sorts = {each.sort for each in named}
    of = {sort: [each for each in named if each.sort is sort] for sort in sorts}
    if Sort.BODY in sorts and Sort.SPEAKER in sorts:
        return _of_body_and_role(earlier, of[Sort.BODY], of[Sort.SPEAKER][0])
    if len(sorts) > 1 and sorts != {Sort.BODY, Sort.TIME}:
        return None
    if sorts == {Sort.BODY, Sort.TIME}:
        dated = of_time(earlier, of[Sort.TIME])
        bodies = earlier.of(Sort.BODY)
        if dated is None or len(bodies) != 1 or len(of[Sort.BODY]) != 1:
            return None
        return re.sub(rf"\b{re.escape(bodies[0].words)}\b", of[Sort.BODY][0].words, dated)
    match named[0].sort:
        case Sort.BODY:
            return of_bodies(earlier, named)
        case Sort.TIME:
            return of_time(earlier, named)
        case Sort.ITEM:
            return of_item(earlier, named[0])
        case Sort.REPORT:
            return of_report(earlier, named[0])
        case Sort.SPEAKER:
            return of_role(earlier, named[0], body=earlier.body)
        case Sort.AUTHOR:
            return of_author(earlier, named[0])


def _of_body_and_role(earlier: Earlier, bodies: Sequence[Part], role: Part) -> str | None:
    """ "What about the Westmarch PCC?", where the same or another office was asked before."""
    own = earlier.of(Sort.SPEAKER)
    if own and own[0].value.casefold() == role.value.casefold():
        return of_bodies(earlier, bodies)
    asked, named = earlier.of(Sort.BODY), bodies[0]
    other = of_role(earlier, role, body=named.value)
    if other is None or len(asked) != 1 or len(bodies) != 1:
        return None
    return re.sub(rf"\b{re.escape(asked[0].words)}\b", named.value, other)


def _compared(text: str, earlier: Earlier, catalogue: Catalogue) -> str | None:
    """ "How does that compare with Westmarch?" asks the same of both."""
    match = _COMPARE.match(text)
    own = earlier.of(Sort.BODY)
    if match is None or len(own) != 1:
        return None
    named = [each for each in parts_in(match["who"], catalogue) if each.sort is Sort.BODY]
    if len(named) != 1 or named[0].value == own[0].value or not _only(match["who"], named):
        return None
    both = f"{own[0].words} and {named[0].words}"
    return renamed(earlier.text, own[0].span, both, several=True)

"""A question that refers to the one before by "it", "they", "she", "that" or "the letter".

Each such word is replaced by what it stands for. A word whose sense lies in the question itself
("victims who say that they …") is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.filters.words import SAYS, THINKS
from assistant.follow_ups.antecedents import is_plural, said_before
from assistant.follow_ups.asking_more import both_asked, joined
from assistant.follow_ups.english import ASKING, AUXILIARY, agreeing, ended, possessive, put, tidy
from assistant.follow_ups.letters import speaks_of_a_letter, with_letter
from assistant.follow_ups.matter import thing
from assistant.follow_ups.parts import Part, Sort, of_sorts, parts_in
from assistant.follow_ups.things import with_matter
from assistant.follow_ups.turns import Earlier
from vectorstore.catalogue import Catalogue
from vectorstore.lexical import content_stems, terms

_OPENING = re.compile(r"^\W*(?:(?:and|but|so|ok(?:ay)?|then)\b[\s,]*)+", re.I)
_NOTHING_AFTER = re.compile(rf"\b(?:{SAYS}|{THINKS}|comment(?:ed)?|suggest(?:ed)?)\W*$", re.I)
# "Did the commissioner agree?", "has it accepted this?": the matter is the earlier question's.
_STILL_LEANS = re.compile(
    r"\b(?:it|that|this|(?:dis)?agree[ds]?|accept(?:ed|s)?|reject(?:ed|s)?|refuse[ds]?)\W*$", re.I
)
_PERSON = re.compile(r"\b(?P<it>she|he|his|hers|her|him)\b", re.I)
_WHOSE = re.compile(r"\b(?P<it>their|its)\b(?=\s+\w)", re.I)
_THEY = re.compile(rf"\b(?P<before>{AUXILIARY}\s+)?(?P<it>they)\b", re.I)
_ACTS = (
    r"(?:say|said|promise[ds]?|plan|intend|accept(?:ed)?|agree[ds]?|changed?(?=\s+(?:its|their))|have|use[ds]?|join(?:ed)?"
    r"|adopt(?:ed)?|meet|met|keep|kept|do|done|report(?:ed)?|respond(?:ed)?|reject(?:ed)?|refuse[ds]?"
    r"|explain(?:ed)?|give|given|aim|expect|decide[ds]?|think|commit(?:ted)?|propose[ds]?|publish(?:ed)?)"
)
_IT_ACTS = re.compile(
    rf"\b(?P<before>{AUXILIARY}\s+)(?P<it>it)\s+(?:(?:ever|still|also|now|already|since|then)\s+)*"
    rf"{_ACTS}\s+\w",
    re.I,
)
_OFFICE = re.compile(
    r"\bthe\s+(?=(?:police\s+and\s+crime\s+)?(?:commissioner|force|constabulary|chief\s+constable"
    r"|p(?:f)?cc)\b(?!['’]?s\b\s+code))(?!force\s+(?:of|to)\b)",
    re.I,
)
_ANY_OFFICE = re.compile(
    r"\b(?:an?|any|each|every|other)\s+(?:commissioner|force|chief\s+constable|p(?:f)?cc)\b", re.I
)
_WHO = (Sort.BODY, Sort.AUTHOR)
_NO_SENTENCE = re.compile(
    rf"^(?:how\s+(?:many|much|often|long|big|far|soon)|which|whose|what\s+(?:kind|sort)(?:\s+of)?"
    rf"|why\s+so|how\s+so)(?:\s+(?!{AUXILIARY}\b)[\w-]+)?\?$",
    re.I,
)
_THERE = re.compile(
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)(?<!^)\bthere(?=\W*$)", re.I
)
_LITTLE = """
    response change changed changes happened happens happen responsible reply replied answer
    answered agree agreed decided involved result results outcome progress improved improve wrong
    figure figures number reason reasons position next since then done much many detail details
    total cause caused better worse best worst higher lower money cost costs delay supplier provider
    deadline target source evidence increase decrease fall rise problem come came
"""


def resolved(text: str, earlier: Earlier, catalogue: Catalogue) -> str | None:
    """The question with each word that refers to the earlier one replaced; None where none does."""
    words = tidy(_OPENING.sub("", text))
    if earlier.letter is None and speaks_of_a_letter(words):
        return None  # no letter was cited
    own = parts_in(words, catalogue)
    before = words
    for step in (with_letter, _persons, _bodies, with_matter):
        words = step(words, own, earlier) or words
        if both_asked(words, earlier):
            return words
    if words == before:
        return _of_little(words, own, earlier)
    if _STILL_LEANS.search(words):
        return joined(earlier, before)
    if _NOTHING_AFTER.search(words) and (about := thing(earlier.text, earlier.parts)):
        return ended(words, f"about {about}")
    return words


def _of_little(words: str, own: Sequence[Part], earlier: Earlier) -> str | None:
    """ "What changed?" and "how many officers?" say too little to be asked alone."""
    if not own and _NO_SENTENCE.match(words):
        return joined(earlier, words)
    asks = re.match(rf"(?:{ASKING}|{AUXILIARY})\b", words, re.I)
    if asks is None or own or re.search(r"\d", words) or set(content_stems(words)) - _little():
        return None
    return joined(earlier, words)


@cache
def _little() -> frozenset[str]:
    return frozenset(terms(_LITTLE))


def _persons(words: str, own: Sequence[Part], earlier: Earlier) -> str | None:
    match = _PERSON.search(words)
    if match is None or of_sorts(own, *_WHO) or said_before(words, match.start()):
        return None
    if not earlier.person:
        return joined(earlier, words)
    of_them = match["it"].casefold() in ("his", "hers", "her") and re.match(
        r"\s+(?!(?:about|to|on|in|for|at)\b)\w", words[match.end() :]
    )
    person = earlier.person
    words = put(words, match.span(), possessive(person) if of_them else person)
    return _with_its_matter(words, person, earlier)


def _bodies(words: str, own: Sequence[Part], earlier: Earlier) -> str | None:
    """ "They", "their", "it" where it acts, "the force" and "there" become the body."""
    if of_sorts(own, *_WHO) or not earlier.who:
        return None
    one = len(earlier.bodies) == 1
    for pattern in (_THEY, _IT_ACTS) if one else (_THEY,):
        match = pattern.search(words)
        if match and match["before"] and not said_before(words, match.start("it")):
            if re.match(r"(?:are|were)\b", match["before"], re.I) and several(earlier):
                return joined(earlier, words)
            at = match.start("it")
            rest = words[match.end("it") :]
            words = words[:at]
            if one:
                words = agreeing(words, several=False)
            words = _bodies_of(tidy(words + earlier.who + rest), earlier)
            return _with_its_matter(words, earlier.who, earlier)
    whose = _WHOSE.search(words)
    if whose and not said_before(words, whose.start()) and several(earlier):
        return joined(earlier, words)
    of_body = _bodies_of(words, earlier)
    return _with_its_matter(of_body, earlier.who, earlier) if whose else of_body


def several(earlier: Earlier) -> bool:
    about = thing(earlier.text, earlier.parts)
    return about is not None and is_plural(about)


def _with_its_matter(words: str, who: str, earlier: Earlier) -> str | None:
    """What is asked of somebody; joined to the earlier question where it names no matter.

    "How many officers do they have?" is asked of what was spoken of.
    """
    own = set(content_stems(words)) - set(content_stems(who))
    if len(own) > 1 or re.search(r"\b(?:about|on|regarding)\s+\w", words, re.I):
        return words
    return joined(earlier, words)


def _bodies_of(words: str, earlier: Earlier) -> str:
    match = _WHOSE.search(words)
    if match and not said_before(words, match.start()) and earlier.who not in words:
        words = put(words, match.span(), possessive(earlier.who))
    if earlier.body is None or earlier.body in words:
        return words
    office = _OFFICE.search(words)
    if office and not _ANY_OFFICE.search(words):
        words = put(words, (office.end(), office.end()), f"{earlier.body} ")
    if earlier.body not in words and (there := _THERE.search(words)):
        words = put(words, there.span(), f"in {earlier.body}")
    return words

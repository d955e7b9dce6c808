"""A question that refers to what the one before is about: "how much did that cost?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.filters.words import SAYS, THINKS
from assistant.follow_ups.antecedents import is_plural, said_before
from assistant.follow_ups.asking_more import joined
from assistant.follow_ups.english import AUXILIARY, put, tidy
from assistant.follow_ups.matter import about_span, thing
from assistant.follow_ups.parts import Part, Sort, of_sorts
from assistant.follow_ups.turns import Earlier

_DUMMY = re.compile(
    r"\b(?:is|was)\s+it\s+(?:true|right|correct|possible|clear|likely|fair|legal|lawful|the\s+case|that"
    r"|for|to)\b|\bdo(?:es|id)?\s+it\s+(?:take|matter|mean)\b|\bit\s+(?:is|was|will|would|takes|took)\b"
    r"|\bit\s+(?:have\s+)?(?:cost|take|taken|need|require)\b.*\bto\s+\w",
    re.I,
)
_AFTER_VERB = (
    r"(?:in|the|an?|by|for|to|on|at|of|any|and|as|when|since|until|from|with|its|their|so|or|into)"
)
# By its place: after a preposition, the subject, or the object at the end of what is asked.
_LED = (
    r"(?:of|about|to|on|for|with|by)\s+(?P<of>those|these|them|that|this|it)"
    r"(?=\W*$|\s+(?:are|is|was|were|have|has|had|in|since|now)\b)"
)
_SO = r"(?:think|do|say)\s+(?P<so>so)\b(?=\W*$|\s+now)"
_ADVERBS = r"(?:(?:still|ever|now|already|also|really)\s+)*"
_ASKED_OF = (
    rf"{AUXILIARY}\s+(?:(?P<subject>it)(?=\W*$|\s+\w)|(?P<pointed>that|this|those|these)"
    rf"(?=\W*$|\s+{_ADVERBS}(?:[\w-]+(?:\W*$|\s+{_AFTER_VERB}\b)|\w+(?:ed|en)\s)))"
)
_OBJECT = (
    r"(?P<object>it|that|this|those|these|them)"
    r"(?=\W*$|\s+(?:in|since|now|at|for|to|too|as\s+well|yet|still|already|works?|so)\b)"
)
_MATTER = re.compile(rf"\b(?:{_LED}|{_SO}|{_ASKED_OF}|{_OBJECT})", re.I)
_POINTS = re.compile(rf"^{AUXILIARY}\s+(?:that|this|those|these)\s+\w", re.I)
_THAT_THING = re.compile(
    r"\b(?P<it>(?:that|this|those|these|(?P<whose>its|their|his|her))\s+(?P<noun>(?-i:[a-z])[\w-]+))",
    re.I,
)
_CONJUNCTION = re.compile(
    r"\b(?:say|says|said|tell|told|think|promise[ds]?|accept(?:ed)?|agree[ds]?|sure|clear|so|know"
    r"|report(?:ed|s)?|explain(?:ed)?|find|found|believe[ds]?|claim(?:ed)?|argue[ds]?)\s+$",
    re.I,
)


def with_matter(words: str, own: Sequence[Part], earlier: Earlier) -> str | None:
    """ "It" and "that" become what the earlier question is about, or both questions are joined."""
    named = of_sorts(own, Sort.BODY, Sort.AUTHOR)
    if _DUMMY.search(words):
        return None
    found = next(
        (
            (match, group)
            for match in _MATTER.finditer(words)
            for group in ("of", "subject", "pointed", "object", "so")
            if match[group]
            and (group == "so" or not _CONJUNCTION.search(words[: match.start(group)]))
        ),
        None,
    )
    if found is None:
        return _that_thing(words, own, earlier)
    match, group = found
    before = words[: match.start(group)]
    sorts = (Sort.ITEM, Sort.REPORT, Sort.BODY) if group == "subject" else (Sort.ITEM, Sort.REPORT)
    if any(each.words in before for each in of_sorts(own, *sorts)):
        return None
    if not named:  # else it is the question's own
        before = re.sub(rf"\b{re.escape(earlier.body or '-')}\s", "", before)
    if said_before(before, len(before), of_roles=False):
        return None
    about = thing(earlier.text, earlier.parts)
    # "Did that help?" is of all that was asked; and after "What did Durham promise on calls?", "it"
    # may be the calls or the promise.
    doubtful = group in ("so", "pointed") or about_span(earlier.text, earlier.parts) is not None
    if about is None or (group != "of" and (doubtful or _disagree(match[group], about))):
        return joined(earlier, words)
    if earlier.body and earlier.body not in words and earlier.body not in about and not named:
        about = f"{about} in {earlier.body}"
    elif named and earlier.body and earlier.body in about:
        about = re.sub(rf"\s+(?:in|of|by|at)\s+{re.escape(earlier.body)}\b", "", about)
    said = re.sub(rf"({SAYS}|{THINKS}) to $", r"\1 about ", words[: match.start(group)], flags=re.I)
    return tidy(said + about + words[match.end(group) :])


def _disagree(pronoun: str, about: str) -> bool:
    """Whether one is of one thing and the other of several: "does it" of "strip searches"."""
    return is_plural(about) != (pronoun.casefold() in ("those", "these", "they", "them"))


def _that_thing(words: str, own: Sequence[Part], earlier: Earlier) -> str | None:
    """ "Did they keep that promise?" of a promise that was asked about; "was that date kept?"."""
    for match in _THAT_THING.finditer(words):
        if _CONJUNCTION.search(words[: match.start()]) or match["noun"] in ("year", "time"):
            continue
        if match["whose"] and (own or words[match.end() :].strip(" ?.!")):
            continue
        if not re.search(rf"\b{re.escape(match['noun'][:5])}", earlier.text, re.I):
            continue
        about = thing(earlier.text, earlier.parts)
        if about is None:
            return joined(earlier, words)
        known = match["noun"] in about
        return put(words, match.span("it"), about if known else f"{match['it']} on {about}")
    return joined(earlier, words) if _POINTS.match(words) and not own else None

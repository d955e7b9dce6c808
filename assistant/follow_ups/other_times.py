"""The earlier question asked of another time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.filters.latest import words_for_latest
from assistant.filters.words import ANSWERS, PLEDGES, SAYS, THINKS
from assistant.follow_ups.english import ended, in_past, in_present, put, tidy
from assistant.follow_ups.parts import Part, Sort
from assistant.follow_ups.turns import Earlier

_LEADING = re.compile(
    r"^(?:in|during|on|of|from|since|before|after|by|until|within|for|over|throughout)\s+", re.I
)
_OF_A_STATE = re.compile(
    rf"^\W*(?:has|have|is|are|does|do)\b(?!.*\b(?:{SAYS}|{THINKS}|{PLEDGES}|{ANSWERS})\b)", re.I
)
_WITHIN = re.compile(r"^(?:in|during|on)\b", re.I)
_CURRENT = re.compile(r"\b(?:current(?:ly)?|latest|still|now|today)\s*", re.I)


def of_time(earlier: Earlier, named: Sequence[Part]) -> str | None:
    if len(named) != 1:
        return None
    new, own = named[0], earlier.of(Sort.TIME)
    if len(own) > 1:
        return None
    words = new.words
    if not own:
        text = in_past(_not_latest(earlier.text)) if earlier.question.latest_first else earlier.text
        when = f"in {words}" if new.bare else words
        if _OF_A_STATE.search(text) and "/" not in words:
            # "Has it joined, in 2020?" asks when it did; what is meant is what was said then.
            when = f"according to the letters {_WITHIN.sub('of', when)}"
        return ended(text, when)
    old = own[0]
    if old.bare:
        if not new.bare and not re.match(r"in\s", words, re.I):
            return None
        words = _LEADING.sub("", words)
    elif new.bare or re.match(r"of\b", old.words, re.I):
        lead = _LEADING.match(old.words)
        kept = lead.group() if lead else "in "
        if re.match(r"on\s", kept, re.I) and not re.search(r"\d\s+[A-Z]", words):
            kept = "in "
        words = kept + _LEADING.sub("", words)
    return put(earlier.text, old.span, words)


def of_its_year(earlier: Earlier, relative: re.Match[str]) -> str | None:
    """ "And later?", "the year before?": counted from the one year that the question names."""
    own = earlier.of(Sort.TIME)
    if len(own) != 1:
        return None
    old = own[0]
    years = re.fullmatch(r"(\D*)((?:19|20)\d\d)(?:([/–-])(\d\d))?", old.words)
    if years is None or re.match(r"(?:before|after|since|by)\b", old.words, re.I):
        return None
    lead, year, mark, second = years[1], int(years[2]), years[3], years[4]
    if relative["after"] or relative["before"]:
        if old.bare:
            return None
        side = "after" if relative["after"] else "before"
        return put(earlier.text, old.span, f"{side} {old.words[len(lead) :]}")
    step = -1 if relative["last"] else 1
    other = f"{mark}{(int(second) + step) % 100:02d}" if mark else ""
    return put(earlier.text, old.span, f"{lead}{year + step}{other}")


def now(earlier: Earlier) -> str | None:
    own = earlier.of(Sort.TIME)
    if len(own) > 1 or (own and own[0].bare) or earlier.question.latest_first:
        return None
    if own:
        return in_present(put(earlier.text, own[0].span, "now"))
    return in_present(ended(earlier.text, "now"))


def _not_latest(text: str) -> str:
    for start, end in reversed(words_for_latest(text)):
        text = text[:start] + text[end:]
    return tidy(_CURRENT.sub("", text))

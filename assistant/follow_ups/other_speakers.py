"""The earlier question asked of another body, another speaker or another person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.filters.across import is_comparison
from assistant.filters.words import BODIES
from assistant.follow_ups.english import agreeing, ended, put, tidy, with_question_mark
from assistant.follow_ups.parts import Part, Sort
from assistant.follow_ups.turns import Earlier, of_body

_WHICH_BODIES = re.compile(
    rf"^(?:which|what)\s+(?:other\s+)?{BODIES}\s+(?:(?P<plural>have|are|were|do)|(?P<any>did|will|can)"
    r"|(?P<past>\w+ed)|(?P<verb>\w+))\s+(?P<rest>.+)",
    re.I,
)
_SINGULAR = {"have": "Has", "are": "Is", "were": "Was", "do": "Does"}
_SUBJECT = r"\b(?P<auxiliary>did|does|do|has|have|is|was|will|would)\s+(?:the\s+)?$"


def of_bodies(earlier: Earlier, named: Sequence[Part]) -> str | None:
    names = list(dict.fromkeys(_as_spelt(each) for each in named))
    words = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    text, own = earlier.text, earlier.of(Sort.BODY)
    if own:
        first, last = own[0].span, own[-1].span
        between = text[first[1] : last[0]] if len(own) > 1 else ""
        if len(own) > 1 and not re.fullmatch(r"[\s,]*(?:and|or|&|with|,|than|\W)*[\s,]*", between):
            return None
        if is_comparison(text) and len(own) > 1:
            return put(text, last, f"{text[slice(*last)]} and {words}")
        changes = (len(own) > 1) != (len(names) > 1)
        return renamed(
            text, (first[0], last[1]), words, several=len(names) > 1 if changes else None
        )
    if asks := _WHICH_BODIES.match(text):
        return _of_one(asks, words) if len(names) == 1 else None
    authors = earlier.of(Sort.AUTHOR)
    if authors:
        return put(text, authors[0].span, words)
    return _placed(earlier, f"in {words}")


def _as_spelt(body: Part) -> str:
    """A name in small letters with its capitals; another name of the body is left."""
    return body.value if body.words.casefold() == body.value.casefold() else body.words


def renamed(text: str, span: tuple[int, int], words: str, *, several: bool | None = None) -> str:
    """Another body in its place; "Harrowdale Constabulary" is not the name of another's force."""
    force = re.match(r"\s+(?:Police|Constabulary)\b(?!\s+and\s+Crime\b)", text[span[1] :], re.I)
    if force is None:
        before = text[: span[0]]
        if several is not None:
            before = agreeing(before, several=several)
        return tidy(before + words + text[span[1] :])
    article = "" if re.search(r"\bthe\s+$", text[: span[0]], re.I) else "the "
    return put(text, (span[0], span[1] + force.end()), f"{article}{words} force")


def _of_one(asks: re.Match[str], name: str) -> str:
    """ "Which forces use drones?" of one of them: "Does Westmarch use drones?"."""
    if plural := asks["plural"]:
        return with_question_mark(f"{_SINGULAR[plural.casefold()]} {name} {asks['rest']}")
    if auxiliary := asks["any"]:
        return with_question_mark(f"{auxiliary.capitalize()} {name} {asks['rest']}")
    if past := asks["past"]:
        return with_question_mark(f"Has {name} {past} {asks['rest']}")
    return with_question_mark(f"Does {name} {asks['verb']} {asks['rest']}")


def _placed(earlier: Earlier, words: str) -> str:
    """Words at the end of the question, but before a time that ends it."""
    times = earlier.of(Sort.TIME)
    text = earlier.text
    if times and not text[times[-1].span[1] :].strip(" ?.!"):
        return put(text, (times[-1].span[0],) * 2, f"{words} ")
    return ended(text, words)


def of_role(earlier: Earlier, new: Part, body: str | None) -> str | None:
    """The same of another speaker: "and the commissioner?"."""
    own = earlier.of(Sort.SPEAKER)
    text = earlier.text
    if len(own) == 1 and (not new.of_inspectorate or own[0].of_inspectorate):
        if own[0].of_inspectorate:
            named = of_body(body, new.value) if body else new.words
            return put(text, own[0].span, named).replace(" find ", " say ")
        return put(text, own[0].span, re.sub(re.escape(own[0].value), new.value, own[0].words))
    bodies = earlier.of(Sort.BODY)
    if (
        not own
        and len(bodies) == 1
        and body
        and re.search(_SUBJECT, text[: bodies[0].span[0]], re.I)
    ):
        if new.of_inspectorate:
            return ended(put(text, bodies[0].span, f"the {new.value}"), f"in {body}")
        return put(text, bodies[0].span, of_body(body, new.value))
    return None


def of_author(earlier: Earlier, new: Part) -> str | None:
    """The same of another person, who stands where the one asked about did."""
    for sort in (Sort.AUTHOR, Sort.BODY):
        own = earlier.of(sort)
        if len(own) == 1 and re.search(_SUBJECT, earlier.text[: own[0].span[0]], re.I):
            start, end = own[0].span
            article = re.search(r"\bthe\s+$", earlier.text[:start], re.I)
            office = re.match(r"\s+(?:commissioner|pcc|police|force)\b", earlier.text[end:], re.I)
            start = article.start() if article else start
            return put(earlier.text, (start, end + (office.end() if office else 0)), new.words)
    return None

"""Which bodies a question names: those with a letter here and those without, or all but some."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from assistant.filters.found import Span
from assistant.filters.words import EXCEPT, OF_BODY
from ingest.fronts.bodies import mentions_of_bodies
from ingest.fronts.body_list import BodyKind, BodyList, listed_bodies

_RANK = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|PC|PS|Sgt|Sergeant"
    r"|(?:Chief\s+)?(?:Insp|Inspector|Supt|Superintendent)|DC|DS|DI|DCI|ACC|DCC)\.?"
)
_EXCEPTING = re.compile(
    rf"{EXCEPT}\s+(?:(?:in|by|at|from|for|of|with|those\s+of|that\s+of)\s+)?(?:the\s+)?",
    re.I,
)
_OFFICE = re.compile(OF_BODY, re.I)
_COMPASS = {"North", "South", "East", "West"}
_AND_ANOTHER = re.compile(
    r"(?:\s*,\s*(?:(?:and|or|nor)\s+)?|\s+(?:and|or|nor|&)\s+)(?:the\s+)?", re.I
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Bodies that are named as those that are not asked about."""

    names: tuple[str, ...]
    span: Span  # with the words that leave them out


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The bodies of a question, and the words that name those that are here.

    A body that is both asked about and left out, "what did Durham say of forces other than
    Durham", is neither.
    """

    present: tuple[str, ...]
    missing: tuple[str, ...]
    words: tuple[tuple[str, str], ...]  # name, and words that stand for it
    left_out: tuple[LeftOut, ...]  # some may have no letter here
    unclear: tuple[tuple[str, tuple[str, ...]], ...]  # a word, and the bodies that it may mean


NONE_NAMED = Named(present=(), missing=(), words=(), left_out=(), unclear=())


def read_bodies(text: str, bare: str, known: Collection[str]) -> Named:
    """Find the bodies that are named.

    Args:
        bare: the question without the names of persons.
        known: the bodies with a letter in the library.
    """
    mentions = mentions_of_bodies(bare, frozenset(known))
    left_out = tuple(_left_out(text, mentions))
    unasked = [name for each in left_out for name in each.names]
    asked = [name for name, words in mentions.items() if len(words) > unasked.count(name)]
    either = {name for name in unasked if name in asked}
    present = [name for name in mentions if name in known]
    unclear = _unclear(bare, mentions)
    asked = [name for name in asked if name not in unclear]
    return Named(
        present=tuple(name for name in present if name in asked and name not in either),
        missing=tuple(name for name in asked if name not in known and name not in either),
        unclear=tuple(unclear.items()),
        words=tuple((name, words) for name in present for words in mentions[name]),
        left_out=tuple(each for each in left_out if not either.intersection(each.names)),
    )


def without_persons(text: str, people: Collection[str]) -> str:
    """Take out persons: "Inspector Kent" and "Sarah Durham" are no bodies.

    Args:
        people: names of persons, whose surname may be that of a body.
    """
    said = text.casefold()
    for name in people:
        if name.casefold() not in said:
            continue
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.I)
    return _person().sub(" ", text)


def _unclear(text: str, mentions: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The words that stand for no body alone and in the names of several: "Yorkshire"."""
    shared = _shared_words(listed_bodies())
    for name, every in mentions.items():
        for words in every if name not in shared else ():
            text = text.replace(words, " ")
    return {word: shared[word] for word in re.findall(r"\w+", text) if word in shared}


@lru_cache(maxsize=4)
def _shared_words(listed: BodyList) -> Mapping[str, tuple[str, ...]]:
    """The words that the names of several forces' areas have, but those of the compass."""
    bodies = defaultdict(list)
    areas = [body.name for body in listed.bodies if body.kind is BodyKind.TERRITORIAL]
    for name in areas:
        for word in set(name.split()) - _COMPASS:
            if word[0].isupper():
                bodies[word].append(name)
    return {word: tuple(names) for word, names in bodies.items() if len(names) > 1}


def _left_out(text: str, mentions: Mapping[str, Sequence[str]]) -> Iterator[LeftOut]:
    """Each list of bodies after words that leave them out."""
    named = [(words, name) for name, every in mentions.items() for words in every]
    named.sort(key=lambda pair: -len(pair[0]))
    if not named:
        return
    for opening in _EXCEPTING.finditer(text):
        at, names = opening.end(), list[str]()
        end = at
        while found := next((pair for pair in named if text.startswith(pair[0], at)), None):
            names.append(found[1])
            office = _OFFICE.match(text, at + len(found[0]))
            end = office.end() if office else at + len(found[0])
            another = _AND_ANOTHER.match(text, end)
            if another is None:
                break
            at = another.end()
        if names:
            yield LeftOut(names=tuple(names), span=(opening.start(), end))


@cache
def _person() -> re.Pattern[str]:
    lines = (files("assistant") / "data" / "given_names.txt").read_text("utf-8").splitlines()
    given = "|".join(" ".join(line for line in lines if line[:1] != "#").split())
    return re.compile(rf"\b(?:{_RANK}|{given})\s+[A-Z][a-z]+\b(?!\s+(?:Police|Constabulary)\b)")

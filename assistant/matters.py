"""Matters of policing that a question names, and whether passages speak of one.

A named matter is unlike other words: who asks about vetting is not answered by training. So where
none of the passages names it, the record is silent on it, however near they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from vectorstore.lexical import terms

Matter = tuple[str, ...]  # all its names


def named_matters(text: str) -> list[Matter]:
    """The matters that a text names, in these very words: "speed" is not speeding."""
    return [names for names, named in _matters() if named.search(text)]


def speak_of_any(texts: Iterable[str], matters: Sequence[Matter]) -> bool:
    """Whether a text holds the words of a name of one of the matters, in any form."""
    said = [terms(text) for text in texts]
    names = [terms(name) for names in matters for name in names]
    return any(_stands_in(name, words) for name in names for words in said)


def _stands_in(name: Sequence[str], words: Sequence[str]) -> bool:
    last = len(words) - len(name)
    return any([*words[at : at + len(name)]] == [*name] for at in range(last + 1))


@cache
def _matters() -> list[tuple[Matter, re.Pattern[str]]]:
    lines = (files("assistant") / "data" / "matters.txt").read_text("utf-8").splitlines()
    matters = [
        tuple(name.strip() for name in line.split("|"))
        for line in lines
        if line.strip() and not line.startswith("#")
    ]
    return [(names, _any_of(names)) for names in matters]


def _any_of(names: Matter) -> re.Pattern[str]:
    """Names of one to four capitals count in capitals alone: "CED", "AI"."""
    ways = [re.escape(name) if name.isupper() else f"(?i:{re.escape(name)}s?)" for name in names]
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")

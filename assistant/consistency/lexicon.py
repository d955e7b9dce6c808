"""Words that mean the same or the contrary, and expressions by their strength, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.claims import FORMS
from vectorstore.lexical import terms

_MORE_FORMS = {
    form: verb
    for verb, *forms in map(
        str.split,
        """withdraw withdrew withdrawn|become became|get got|leave left|lose lost|mean meant
        |say said|sell sold|set set|sit sat|speak spoke spoken|stand stood|steal stole stolen
        |think thought|wear wore worn|win won|undertake undertook undertaken|hear heard|cut cut
        |draw drew drawn|drive drove driven|ring rang rung|put put|better better|feel felt
        |decide decision|propose proposal|intend intention|attend attendance|detain detention
        |respond response|notify notification|assess assessment|recruit recruitment
        |prove proven|sent sent|worse worst|reply replied replies|withdraw withdrawal
        |agree agreement|dispose disposal|remove removal|refuse refusal|deny denied denies
        |examine examination examiner|confirm confirmation|analyse analysis|deploy deployment
        """.split("|"),
    )
    for form in forms
}


@cache
def stem_of(word: str) -> str:
    """The stem of a word in lower case, whatever its form; "" never."""
    bare = re.sub(r"'s?$", "", word)
    base = FORMS.get(bare) or _MORE_FORMS.get(bare) or bare
    return " ".join(terms(base)) or base


@cache
def same() -> Mapping[str, frozenset[int]]:
    """For each stem the numbers of the lines on which it stands: one in common is one meaning."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_data()["same"]):
        for word in line.split():
            found.setdefault(stem_of(word), set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


@cache
def opposite() -> frozenset[tuple[str, str]]:
    """Pairs of stems that say the contrary of each other, both ways round."""
    pairs = set()
    for line in _data()["opposite"]:
        left, right = (map(stem_of, side.split()) for side in line.split("|"))
        others = list(right)
        pairs |= {pair for one in left for other in others for pair in ((one, other), (other, one))}
    return frozenset(pairs)


@cache
def denying() -> frozenset[str]:
    """Stems of words that deny what they are said of."""
    return frozenset(map(stem_of, _data()["denies"].split()))


@cache
def scale(name: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """A pattern for the expressions of a scale, the longest first, and the strength of each."""
    levels = {
        expression: int(level)
        for level, expressions in _data()[name].items()
        for expression in expressions
    }
    return _any_of(sorted(levels, key=len, reverse=True)), levels


def _any_of(expressions: Sequence[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in expressions)
    return re.compile(rf"(?<![\w/])(?:{words})(?![\w/])", re.I)


@cache
def _data() -> Any:
    return tomllib.loads((files("assistant") / "data" / "consistency.toml").read_text("utf-8"))

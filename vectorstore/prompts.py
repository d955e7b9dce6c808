"""The words that an embedding model wants before a question and before a passage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompts:
    query: str
    passage: str


_FOR_SEARCH = Prompts(query="Represent this sentence for searching relevant passages: ", passage="")
# As the models' authors say; models that carry their own prompts are not looked up here.
_KNOWN = (
    (r"\be5-(?:small|base|large)\b(?!.*instruct)", Prompts(query="query: ", passage="passage: ")),
    (r"\bbge-(?:small|base|large)-en\b", _FOR_SEARCH),
    (r"\barctic-embed\b.*-v2", Prompts(query="query: ", passage="")),
    (r"\barctic-embed\b", _FOR_SEARCH),
)


def prompts_of(model: str, own: Mapping[str, str | None]) -> Prompts:
    """
    Args:
        model: its name on the hub or its folder.
        own: the prompts that it carries, by their names; these come first.
    """
    if any(own.values()):
        return Prompts(
            query=own.get("query") or "", passage=own.get("document") or own.get("passage") or ""
        )
    for pattern, prompts in _KNOWN:
        if re.search(pattern, model, re.I):
            return prompts
    return Prompts(query="", passage="")

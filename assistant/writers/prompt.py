"""A question and its passages become what a chat model is sent."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from itertools import count

from assistant.wording import framing
from vectorstore.records import Evidence


def prompt(question: str, evidence: Sequence[Evidence]) -> list[tuple[str, str]]:
    """The rules, and the passages between marks that no letter has in it: none can end its own."""
    rules = (files("assistant") / "data" / "prompt.txt").read_text("utf-8")
    told = [(visible(framing(each)), visible(each.text)) for each in evidence]
    mark = _mark("\n".join(f"{who}\n{text}" for who, text in told))
    passages = "\n\n".join(
        f'<{mark} number="{number}">\n{who}:\n{text}\n</{mark}>'
        for number, (who, text) in enumerate(told, 1)
    )
    return [
        ("system", rules.replace("{mark}", mark)),
        ("human", f"Passages:\n\n{passages}\n\nQuestion: {visible(question)}"),
    ]


def visible(text: str) -> str:
    """Without characters that take no room: a reader does not see them, so a model does not."""
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


def _mark(text: str) -> str:
    """A word made of the passages themselves that stands in none of them."""
    for attempt in count():
        digest = hashlib.sha256(f"{attempt}\n{text}".encode()).hexdigest()
        if (mark := f"passage-{digest[:6]}") not in text:
            return mark
    raise AssertionError

"""A chat model proposes how a follow-up reads in full; what it adds of its own is not taken."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from importlib.resources import files
from queue import Empty, Queue
from threading import Thread
from typing import Any, Protocol, runtime_checkable

from vectorstore.lexical import content_stems

EARLIER = 3  # questions of the session that the model is shown
LONGEST = 300  # characters of a proposal
TIMEOUT = 10.0  # seconds for this short call; after them the rule decides
_LEANING = re.compile(
    r"\b(?:and|but|also|what|how|about|too|then|same|instead|it|its|they|them|their|that|this|those|these"
    r"|there|she|he|her|him|his|one|ones|so|else|letter|force)\b",
    re.I,
)
_FIGURE = re.compile(r"\d+")

_log = logging.getLogger(__name__)


@runtime_checkable
class Rewriter(Protocol):
    """A writer that can put a follow-up in full."""

    def rewrite(self, text: str, earlier: Sequence[str]) -> str | None: ...


class ChatModel(Protocol):
    def invoke(self, input: Any) -> Any: ...  # noqa: A002 -- as LangChain names it


def proposed(
    model: ChatModel, text: str, earlier: Sequence[str], timeout: float = TIMEOUT
) -> str | None:
    """Ask the model for the question in full; None where nothing of use comes in time."""
    came: Queue[str] = Queue()

    def ask() -> None:
        try:
            came.put(str(model.invoke(_messages(text, earlier)).content))
        except Exception as error:  # each provider's package raises its own
            _log.info("No follow-up was proposed: %s", type(error).__name__)
            came.put("")

    Thread(target=ask, daemon=True, name="puts a follow-up in full").start()
    try:
        said = came.get(timeout=timeout)
    except Empty:
        return None
    lines = [line.strip(" \"“”'*") for line in said.splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 and len(lines[0]) <= LONGEST else None


def keeps_to(proposal: str, text: str, earlier: Sequence[str]) -> bool:
    """Whether a proposal says all that was asked, and beyond it only what was said before."""
    said = content_stems(_LEANING.sub(" ", text))
    known = {*content_stems(text), *(stem for each in earlier for stem in content_stems(each))}
    figures = {figure for each in (text, *earlier) for figure in _FIGURE.findall(each)}
    return (
        set(said) <= set(content_stems(proposal)) <= known
        and set(_FIGURE.findall(text)) <= set(_FIGURE.findall(proposal)) <= figures
    )


def _messages(text: str, earlier: Sequence[str]) -> list[tuple[str, str]]:
    instructions = (files("assistant") / "data" / "follow_up_prompt.txt").read_text("utf-8")
    listed = "\n".join(f"- {each}" for each in earlier)
    return [
        ("system", instructions),
        ("human", f"Earlier questions:\n{listed}\n\nFollow-up: {text}"),
    ]

"""A chat model's reply, as it comes in pieces, becomes whole statements as each one ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

MOST_CHARACTERS = 40_000  # of a reply; four statements and their quotations have a tenth
MOST_STATEMENTS = 8

_OPENING = re.compile(r'\{\s*"statements"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class UnusableReply(Exception):
    """The reply is not in the shape asked for, or has no end; the message is half a sentence."""


class ProposedQuote(BaseModel):
    passage: int
    words: str


class ProposedStatement(BaseModel):
    sentence: str
    quotes: list[ProposedQuote]


def reply_schema(passages: int) -> dict[str, Any]:
    """The shape of a reply, as the JSON Schema that every provider knows: flat, and no more.

    The words come before the sentence: who has just copied them says less that is not in them.

    Args:
        passages: how many are shown; the model is to name one of these numbers.
    """
    number = {
        "type": "integer",
        "minimum": 1,
        "maximum": passages,
        "description": "number of the passage, as listed",
    }
    words = {"type": "string", "description": "words copied from that passage, exactly"}
    sentence = {
        "type": "string",
        "description": "one sentence that answers, saying no more than the words",
    }
    quotes = _list_of(_object(passage=number, words=words))
    return {
        "title": "Reply",
        "description": "Statements that answer the question, each resting on words copied.",
        **_object(statements=_list_of(_object(quotes=quotes, sentence=sentence))),
    }


class Reply:
    """What has come so far. A statement that is cut off is none."""

    def __init__(self) -> None:
        self._text = ""
        self._at: int | None = None  # where the next statement begins, once the list has begun
        self._whole = 0
        self._ended = False

    def add(self, piece: str) -> Iterator[ProposedStatement]:
        """Give the statements that end in this piece. Raises UnusableReply."""
        self._text += piece
        if len(self._text) > MOST_CHARACTERS:
            raise UnusableReply(f"its reply has more than {MOST_CHARACTERS:,} characters")
        if self._at is None and (opening := _OPENING.search(self._text)):
            self._at = opening.end()
        if self._at is not None and re.search(r"[}\]]", piece):
            yield from self._statements(self._at)

    @property
    def full(self) -> bool:
        """Whether there is no need to read on."""
        return self._ended or self._whole >= MOST_STATEMENTS

    def close(self) -> None:
        """Raises UnusableReply where neither a statement nor an empty list of them has come."""
        if not self._whole and not self._ended:
            said = " ".join(self._text.split())
            raise UnusableReply(f"it replied “{said[:80]}”" if said else "it replied with nothing")

    def _statements(self, at: int) -> Iterator[ProposedStatement]:
        while not self.full:
            at = _after(_BETWEEN, self._text, at)
            if self._text[at : at + 1] == "]":
                self._ended = True
                return
            try:
                read, end = _DECODER.raw_decode(self._text, at)
            except ValueError:  # not whole yet
                return
            try:
                statement = _STATEMENT.validate_python(read)
            except ValidationError as error:
                raise UnusableReply("its reply is not in the shape that was asked for") from error
            self._at = at = end
            self._whole += 1
            yield statement


_DECODER = json.JSONDecoder()
_STATEMENT = TypeAdapter(ProposedStatement)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}

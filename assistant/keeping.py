"""Answers are kept for the record, and found there again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from secrets import token_hex
from typing import Any

from assistant import wording
from assistant.as_json import Json, result_json
from assistant.results import Abstention, Answer
from assistant.writers import Writer
from vectorstore.answers import KeptAnswer
from vectorstore.chain import canonical, hashed
from vectorstore.errors import LibraryError
from vectorstore.library import Library

# What is not words: somebody who looks for "force" does not look for who spoke.
_CODES = {
    "passage_id",
    "letter_id",
    "superseded_by",
    "text_sha256",
    "settings_sha256",
    "settings",
    "salt",
    "speaker",
    "status",
    "reason",
    "filters_found",
}


def keep_answer(
    result: Answer | Abstention, *, asked: str, library: Library, writer: Writer
) -> str:
    """Keep what is about to be shown, as it is shown.

    That it could not be kept is no reason not to show it.

    Args:
        asked: the question as it was typed.
        writer: the one that was asked to write, whichever then did.

    Returns:
        What to tell the reader where it was not kept as it should be, or "".
    """
    try:
        library.answers.keep(kept_json(result, asked, library, writer))
    except LibraryError as problem:
        return wording.not_kept(str(problem))
    return ""


def kept_json(result: Answer | Abstention, asked: str, library: Library, writer: Writer) -> Json:
    """The answer as `ask` prints it, how it was typed, and the settings it was made under."""
    put_in_full = " ".join(asked.split()) != result.question.text
    document = result_json(result, asked if put_in_full else None)
    settings = settings_json(library, writer)
    return {
        **document,
        "asked": asked,
        "evidence": [
            {**each, "text_sha256": sha256(each["text"].encode()).hexdigest()}
            for each in document["evidence"]
        ],
        "settings": settings,
        "settings_sha256": hashed(canonical(settings)),
        "salt": token_hex(16),  # when all of this is purged, its hash tells nothing
    }


def settings_json(library: Library, writer: Writer) -> Json:
    """Of the settings, those that an answer depends on; never a key or an address."""
    model = library.embedder.identity
    return {
        "version": _own_version(),
        "embedding_model": model.name,
        "embedding_sha256": model.sha256,
        "reranker": library.reranker.name if library.reranker else None,
        "writer": writer.name,
    }


def kept_answers(
    library: Library,
    *,
    since: date | None = None,
    until: date | None = None,
    containing: str | None = None,
) -> Iterator[KeptAnswer]:
    """The answers kept from one day to another, both included, in UTC; the latest first.

    Args:
        containing: words that stand in the question, the answer or its evidence; capitals and
            white space count for nothing.
    """
    words = _folded(containing or "")
    for each in library.answers.each(since, until):
        if not words or any(words in _folded(text) for text in _texts(each.content)):
            yield each


def _texts(part: Any, name: str = "") -> Iterator[str]:
    if isinstance(part, str) and name not in _CODES:
        yield part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if key not in _CODES:
                yield from _texts(value, key)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each, name)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@cache
def _own_version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "not installed"

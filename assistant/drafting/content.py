"""A DraftLetter becomes what JSON can say, and comes back the same."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.drafting import wording
from assistant.drafting.model import DraftLetter
from assistant.errors import DraftUnreadable

_LETTER = TypeAdapter(DraftLetter)


def content_of(draft: DraftLetter) -> dict[str, Any]:
    content: dict[str, Any] = _LETTER.dump_python(draft, mode="json")
    return content


def draft_from(content: dict[str, Any]) -> DraftLetter:
    """Raises DraftUnreadable: another version of the product wrote it."""
    try:
        return _LETTER.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise DraftUnreadable(wording.unreadable(place, first["msg"])) from error

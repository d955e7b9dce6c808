"""The versions of a draft become what happened to it: who changed what, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from vectorstore.draft_rows import EventKind
from vectorstore.drafts import Drafts

_SET = ("state", "choice")  # of an item


class ChangeKind(StrEnum):
    STATE = "state"
    CHOICE = "choice"
    ADDED = "added"  # a paragraph, as are those that follow
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What became of a paragraph, or of an item's state or choice."""

    kind: ChangeKind
    item: str  # its key
    paragraph_id: str | None  # None where the item's state or choice was set
    before: str | None  # None where there was none
    after: str | None  # None where there is none any more


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A version that was saved, or what happened to it then."""

    version: int
    kind: EventKind | None  # None where the version was saved
    at: datetime
    by: str
    what: str  # was changed, in one line; or the note of an event of this kind
    changes: tuple[Change, ...]  # since the version before; of the first, all that it says


def history(drafts: Drafts, draft_id: str) -> list[Event]:
    """What happened to a draft, the first first. Raises UnknownDraft or LibraryDamaged."""
    events = drafts.events(draft_id)
    told = []
    before: Mapping[str, Any] = {}
    for each in drafts.versions(draft_id):
        after = drafts.get(draft_id, each.version).content
        told.append(
            Event(
                version=each.version,
                kind=None,
                at=each.at,
                by=each.by,
                what=each.what,
                changes=tuple(changes_between(before, after)),
            )
        )
        told += [
            Event(
                version=event.version,
                kind=event.kind,
                at=event.at,
                by=event.by,
                what=event.note,
                changes=(),
            )
            for event in events
            if event.version == each.version
        ]
        before = after
    return told


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What was changed from one content of a draft to another, item by item.

    The order of paragraphs is none of it, nor is what is said of a paragraph beside its text.

    Args:
        before: {"items": [{"key", "state", "choice", "paragraphs": [{"paragraph_id", "text"}]}]},
            or {}, as before the first version.
        after: the same.
    """
    old, new = _items(before), _items(after)
    return [
        change
        for key in [*new, *(each for each in old if each not in new)]
        for change in _changes_of(key, old.get(key, {}), new.get(key, {}))
    ]


def _changes_of(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    changes = [
        Change(
            kind=ChangeKind(name),
            item=key,
            paragraph_id=None,
            before=before.get(name),
            after=after.get(name),
        )
        for name in _SET
        if before.get(name) != after.get(name)
    ]
    old, new = _texts(before), _texts(after)
    for each in [*new, *(each for each in old if each not in new)]:
        if old.get(each) == new.get(each):
            continue
        kind = ChangeKind.CHANGED
        if each not in old:
            kind = ChangeKind.ADDED
        elif each not in new:
            kind = ChangeKind.REMOVED
        changes.append(
            Change(
                kind=kind,
                item=key,
                paragraph_id=each,
                before=old.get(each),
                after=new.get(each),
            )
        )
    return changes


def _items(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {each["key"]: each for each in content.get("items", ())}


def _texts(item: Mapping[str, Any]) -> dict[str, str]:
    return {each["paragraph_id"]: each["text"] for each in item.get("paragraphs", ())}

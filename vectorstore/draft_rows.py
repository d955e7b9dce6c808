"""What is kept of a draft, as rows of the library database have it.

The versions of a draft are a chain: the hash of each is taken over that of the version before it,
and that of the first over the entry of the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from vectorstore.chain import canonical, hashed
from vectorstore.rows import Row


class EventKind(StrEnum):
    APPROVED = "approved"  # its note is the SHA-256 of the version
    REOPENED = "reopened"  # its note is why
    PUBLISHED = "published"  # its note is the id of the letter


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftEvent:
    """What happened to a draft and made no version."""

    kind: EventKind
    at: datetime
    by: str
    version: int  # the latest at that time
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftVersion:
    version: int  # from 1, without a gap
    at: datetime
    by: str
    what: str  # was changed, in one line
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    version: int
    at: datetime
    by: str
    sha256: str  # of the version, and so of all before it


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRecord:
    """The entry of a draft."""

    draft_id: str
    body: str
    title: str
    published: date | None  # the day on which the report was that it answers
    created_at: datetime
    version: int  # the latest
    changed_at: datetime  # when anything last happened to it
    changed_by: str
    approval: Approval | None  # None where it may be changed
    letter_id: str | None  # of the letter it was last published as, which may have been removed


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptDraft:
    record: DraftRecord
    version: DraftVersion
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRows:
    """All rows of a draft, their columns in the order of the schema."""

    draft: Sequence[Any]
    versions: Sequence[Sequence[Any]]
    events: Sequence[Sequence[Any]]


def root_of(draft: Row) -> str:
    """What stands for the hash of a version before the first."""
    columns = ("draft_id", "body", "title", "published", "created_at")
    return hashed(canonical([draft[name] for name in columns]))


def hash_of(previous: str, version: Row) -> str:
    """The SHA-256 of a version, in hexadecimal digits."""
    columns = ("version", "at", "by", "what", "content")
    return hashed(canonical([previous, *(version[name] for name in columns)]))


def record_from(draft: Row, last: Row, events: Sequence[DraftEvent]) -> DraftRecord:
    """
    Args:
        last: the row of its latest version.
        events: all of them, the first first.
    """
    latest: DraftVersion | DraftEvent = version_from(last)
    if events and events[-1].version == last["version"]:
        latest = events[-1]
    settled = [each for each in events if each.kind is not EventKind.PUBLISHED]
    approved = settled[-1] if settled and settled[-1].kind is EventKind.APPROVED else None
    letters = [each.note for each in events if each.kind is EventKind.PUBLISHED]
    return DraftRecord(
        draft_id=draft["draft_id"],
        body=draft["body"],
        title=draft["title"],
        published=date.fromisoformat(draft["published"]) if draft["published"] else None,
        created_at=datetime.fromisoformat(draft["created_at"]),
        version=latest.version,
        changed_at=latest.at,
        changed_by=latest.by,
        approval=Approval(
            version=approved.version, at=approved.at, by=approved.by, sha256=approved.note
        )
        if approved
        else None,
        letter_id=letters[-1] if letters else None,
    )


def version_from(row: Row) -> DraftVersion:
    return DraftVersion(
        version=row["version"],
        at=datetime.fromisoformat(row["at"]),
        by=row["by"],
        what=row["what"],
        sha256=row["sha256"],
    )


def event_from(row: Row) -> DraftEvent:
    return DraftEvent(
        kind=EventKind(row["kind"]),
        at=datetime.fromisoformat(row["at"]),
        by=row["by"],
        version=row["version"],
        note=row["note"],
    )


def faults_of(draft: Row, versions: Sequence[Row], events: Sequence[Row]) -> Iterator[str]:
    """What was changed or left out of a draft, a line each."""
    name = f"draft {draft['draft_id']}"
    previous, last = root_of(draft), 0
    for row in versions:
        missing = range(last + 1, row["version"])
        yield from (f"Version {each} of {name} was left out." for each in missing)
        if not missing and hash_of(previous, row) != row["sha256"]:
            yield f"{named(row)} was changed, or what stands before it."
        previous, last = row["sha256"], row["version"]
    if not versions:
        yield f"Version 1 of {name} was left out."
    hashes = {row["version"]: row["sha256"] for row in versions}
    for event in events:
        if event["kind"] == EventKind.APPROVED and hashes.get(event["version"]) != event["note"]:
            yield (
                f"Version {event['version']} of {name} is not what was approved: it has not the "
                "hash that was noted then."
            )


def named(version: Row) -> str:
    at = version["at"][:16].replace("T", " ")
    return f"Version {version['version']} of draft {version['draft_id']} ({at} UTC)"

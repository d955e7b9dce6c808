"""Kept answers are a chain: the hash of each entry is taken over that of the entry before it.

What an entry says may be purged: its own hash is taken over the hash of its content, so the chain
still holds. A purge is an entry of its own, so that no content goes without a trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

NOTHING_BEFORE = "0" * 64  # stands for the hash of an entry before the first


class Kind(StrEnum):
    ANSWER = "answer"
    PURGE = "purge"  # its content is {"purged": [number], "why", …} and is never purged


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    number: int  # from 1, without a gap
    kept_at: str  # ISO 8601 in UTC, with milliseconds
    kind: str  # as Kind has them, unless somebody else wrote it
    previous: str  # SHA-256 of the entry before
    content_sha256: str
    sha256: str  # of the entry: see hash_of
    content: str | None  # canonical JSON; None where it has been purged


def canonical(document: Any) -> str:
    """One text for one JSON document: keys in order, no white space, ASCII."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def hash_of(*, previous: str, kept_at: str, kind: str, content_sha256: str) -> str:
    """The SHA-256 of an entry, in hexadecimal digits."""
    return hashed(canonical([previous, kept_at, kind, content_sha256]))


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def in_utc(moment: datetime) -> str:
    """As the time of an entry is written; times in this form are in order as texts too."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def entry_after(
    last: Entry | None, kind: Kind, content: Mapping[str, Any], kept_at: datetime, number: int
) -> Entry:
    """The entry that says this, to stand behind the last one."""
    text, at = canonical(content), in_utc(kept_at)
    previous = last.sha256 if last else NOTHING_BEFORE
    content_sha256 = hashed(text)
    return Entry(
        number=number,
        kept_at=at,
        kind=kind,
        previous=previous,
        content_sha256=content_sha256,
        sha256=hash_of(
            previous=previous, kept_at=at, kind=kind.value, content_sha256=content_sha256
        ),
        content=text,
    )


def faults(entries: Iterable[Entry], issued: int, noted: str | None = None) -> Iterator[str]:
    """What was changed, left out or put in, a line each.

    Args:
        entries: all of the chain, in its order.
        issued: the highest number that was ever given to an entry.
        noted: the hash of an entry, as it was noted elsewhere.
    """
    seen: dict[str, int] = {}  # the hash of each entry, and its number
    purged: set[int] = set()
    silent: dict[int, str] = {}  # entries without content, by name
    speaking: set[int] = set()
    before, last = NOTHING_BEFORE, 0
    for entry in entries:
        yield from _gap(last + 1, entry.number - 1)
        if _own_hash(entry) != entry.sha256:
            yield f"{_named(entry)} was changed: its time or what it stands on is not as kept."
        elif entry.content is not None and hashed(entry.content) != entry.content_sha256:
            yield f"{_named(entry)} was changed: its words are not those that were kept."
        elif entry.kind == Kind.PURGE and entry.content is not None:
            purged.update(json.loads(entry.content)["purged"])
        if entry.previous != before and entry.number == last + 1:
            yield _out_of_order(entry, seen, last)
        if entry.content is None:
            silent[entry.number] = _named(entry)
        elif entry.kind == Kind.ANSWER:
            speaking.add(entry.number)
        seen[entry.sha256] = entry.number
        before, last = entry.sha256, entry.number
    yield from _gap(last + 1, issued)
    for number, name in silent.items():
        if number not in purged:
            yield f"{name} was changed: its words are gone, and no entry says that it was purged."
    for number in sorted(purged & speaking):
        yield f"Entry {number} of the kept answers was changed: it was purged, and has words."
    if noted and noted not in seen:
        yield (
            f"No entry of the kept answers has the hash {noted}. If it was noted here, that entry "
            "was changed or left out."
        )


def _own_hash(entry: Entry) -> str:
    return hash_of(
        previous=entry.previous,
        kept_at=entry.kept_at,
        kind=entry.kind,
        content_sha256=entry.content_sha256,
    )


def _gap(first: int, last: int) -> Iterator[str]:
    if first == last:
        yield f"Entry {first} of the kept answers was left out."
    elif first < last:
        yield f"Entries {first} to {last} of the kept answers were left out."


def _out_of_order(entry: Entry, seen: Mapping[str, int], last: int) -> str:
    if entry.previous == NOTHING_BEFORE or entry.previous in seen:
        first = seen.get(entry.previous, 0) + 1
        which = f"Entry {first}" if first == last else f"Entries {first} to {last}"
        verb = "was" if first == last else "were"
        return (
            f"{which} of the kept answers {verb} put in out of order: entry {entry.number} was "
            "kept before."
        )
    if last == 0:
        return f"{_named(entry)} is not the first that was kept: what stood before was left out."
    return (
        f"{_named(entry)} does not stand on entry {last}: that one was written anew, or one "
        "between them was left out."
    )


def _named(entry: Entry) -> str:
    return f"Entry {entry.number} of the kept answers ({entry.kept_at[:16].replace('T', ' ')} UTC)"

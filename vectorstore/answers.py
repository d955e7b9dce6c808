"""The answers that a library keeps: added at the end, purged of their words, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from vectorstore.chain import Entry, Kind, entry_after, faults
from vectorstore.database import Database
from vectorstore.errors import LibraryDamaged
from vectorstore.rows import Row, Write

WAIT = 2.0  # seconds for another process to finish writing: somebody waits for the answer
AT_ONCE = 100  # entries read together: one with its evidence has some 20,000 characters

_ENTRIES = """
    SELECT number, kept_at, kind, previous, content_sha256, sha256, content
    FROM answers LEFT JOIN answer_contents USING (number)
"""
_PURGES = """
    SELECT p.number, a.kept_at, json_extract(c.content, '$.why') AS why
    FROM answer_purges p JOIN answers a ON a.number = p.purge
    JOIN answer_contents c ON c.number = p.purge
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Purged:
    """When what an entry said was purged, and why."""

    at: datetime
    why: str  # LETTER_REMOVED or RETENTION


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptAnswer:
    number: int
    kept_at: datetime
    previous: str  # SHA-256 of the entry before
    content_sha256: str
    sha256: str
    content: dict[str, Any] | None  # None where it has been purged
    purged: Purged | None


LETTER_REMOVED = "letter_removed"
RETENTION = "retention"


class Answers:
    def __init__(self, database: Database, days: int | None = None) -> None:
        """
        Args:
            days: for which an answer is kept; None: for ever; 0: none is kept.
        """
        self.days = days
        self._database = database
        self._cleared = ""  # answers kept before this time have been purged by this process

    def keep(self, content: Mapping[str, Any], at: datetime | None = None) -> int | None:
        """Add an answer at the end; return its number, or None where none is kept.

        When this returns, it is on the disk.

        Args:
            content: what JSON can say. It goes with any letter named in it by "letter_id" or
                "superseded_by".
            at: now, where it is not given.

        Raises:
            LibraryBusy: another process is writing.
            LibraryDamaged: the database cannot be written.
        """
        self.purge_old()
        if self.days == 0:
            return None
        with self._database.beside_letters(WAIT) as write:
            return self._add(write, Kind.ANSWER, content, at)

    def take_over(self, entries: Iterable[Entry]) -> None:
        """Add entries as another database had them."""
        with self._database.beside_letters(WAIT) as write:
            for entry in entries:
                self._write(write, entry)
                if entry.kind == Kind.PURGE and entry.content is not None:
                    self._note_purge(write, entry.number, json.loads(entry.content)["purged"])

    # What is there

    def each(self, since: date | None = None, until: date | None = None) -> Iterator[KeptAnswer]:
        """The answers kept from one day to another, both included, in UTC; the latest first."""
        where, values = "kind = ?", [Kind.ANSWER.value]
        if since:
            where, values = f"{where} AND kept_at >= ?", [*values, since.isoformat()]
        if until:
            after = until + timedelta(days=1)
            where, values = f"{where} AND kept_at < ?", [*values, after.isoformat()]
        below = self._issued() + 1
        while rows := self._database.rows(
            f"{_ENTRIES} WHERE {where} AND number < ? ORDER BY number DESC LIMIT {AT_ONCE}",
            [*values, below],
        ):
            below = rows[-1]["number"]
            purges = self._database.rows(
                f"{_PURGES} WHERE p.number BETWEEN ? AND ?", (below, rows[0]["number"])
            )
            why = {each["number"]: each for each in purges}
            yield from (_kept(row, why.get(row["number"])) for row in rows)

    def last(self) -> Entry | None:
        """The last entry of the chain, which may be that of a purge."""
        rows = self._database.rows(f"{_ENTRIES} ORDER BY number DESC LIMIT 1")
        return entry_from(rows[0]) if rows else None

    def faults(self, noted: str | None = None) -> list[str]:
        """What was changed, left out or put in, a line each.

        Args:
            noted: the hash of an entry, as it was noted elsewhere.
        """
        return list(faults(self._entries(), self._issued(), noted))

    def _entries(self) -> Iterator[Entry]:
        above = 0
        query = f"{_ENTRIES} WHERE number > ? ORDER BY number LIMIT {AT_ONCE}"
        while rows := self._database.rows(query, (above,)):
            yield from map(entry_from, rows)
            above = rows[-1]["number"]

    def _issued(self) -> int:
        rows = self._database.rows("SELECT seq FROM sqlite_sequence WHERE name = 'answers'")
        return int(rows[0]["seq"]) if rows else 0

    # What goes

    def purge_old(self) -> None:
        """Purge what has been kept for longer than the setting says.

        Whole days count, in UTC: an answer goes on the day after its last.
        """
        if self.days is None:
            return
        today = datetime.now(UTC).date()
        before = (today - timedelta(days=self.days) if self.days else date.max).isoformat()
        if before == self._cleared:
            return
        query = (
            "SELECT number FROM answers WHERE kind = ? AND kept_at < ?"
            " AND number NOT IN (SELECT number FROM answer_purges)"
        )
        values = (Kind.ANSWER.value, before)
        if self._database.rows(query, values):
            with self._database.beside_letters(WAIT) as write:
                numbers = [row["number"] for row in self._database.rows(query, values)]
                self._purge(write, numbers, {"why": RETENTION, "days": self.days})
            self._database.forget()
        self._cleared = before

    def purge_naming(self, write: Write, letter_ids: Sequence[str]) -> None:
        """Purge the answers that cite one of the letters or have it as evidence."""
        marks = ", ".join("?" * len(letter_ids))
        rows = self._database.rows(
            f"SELECT DISTINCT number FROM answer_letters WHERE letter_id IN ({marks})"  # noqa: S608 -- marks
            " ORDER BY number",
            letter_ids,
        )
        numbers = [row["number"] for row in rows]
        self._purge(write, numbers, {"why": LETTER_REMOVED, "letters": list(letter_ids)})

    def _purge(self, write: Write, numbers: Sequence[int], why: Mapping[str, Any]) -> None:
        if not numbers:
            return
        purge = self._add(write, Kind.PURGE, {**why, "purged": numbers})
        self._note_purge(write, purge, numbers)
        for number in numbers:
            write("DELETE FROM answer_contents WHERE number = ?", (number,))

    def _note_purge(self, write: Write, purge: int, numbers: Sequence[int]) -> None:
        for number in numbers:
            write("INSERT INTO answer_purges VALUES (?, ?)", (number, purge))

    def _add(
        self, write: Write, kind: Kind, content: Mapping[str, Any], at: datetime | None = None
    ) -> int:
        number = self._issued() + 1
        self._write(write, entry_after(self.last(), kind, content, at or datetime.now(UTC), number))
        return number

    def _write(self, write: Write, entry: Entry) -> None:
        write(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            (
                entry.number,
                entry.kept_at,
                str(entry.kind),
                entry.previous,
                entry.content_sha256,
                entry.sha256,
            ),
        )
        if entry.content is None:
            return
        write("INSERT INTO answer_contents VALUES (?, ?)", (entry.number, entry.content))
        if entry.kind == Kind.ANSWER:
            for letter_id in sorted(set(_letters_in(json.loads(entry.content)))):
                write("INSERT INTO answer_letters VALUES (?, ?)", (letter_id, entry.number))


def entry_from(row: Row) -> Entry:
    return Entry(
        number=row["number"],
        kept_at=row["kept_at"],
        kind=row["kind"],
        previous=row["previous"],
        content_sha256=row["content_sha256"],
        sha256=row["sha256"],
        content=row["content"],
    )


def _kept(row: Row, purge: Row | None) -> KeptAnswer:
    try:
        return KeptAnswer(
            number=row["number"],
            kept_at=datetime.fromisoformat(row["kept_at"]),
            previous=row["previous"],
            content_sha256=row["content_sha256"],
            sha256=row["sha256"],
            content=json.loads(row["content"]) if row["content"] is not None else None,
            purged=Purged(at=datetime.fromisoformat(purge["kept_at"]), why=purge["why"])
            if purge
            else None,
        )
    except ValueError as error:
        raise LibraryDamaged(
            f"The kept answer {row['number']} cannot be read: it was changed. "
            "See what else was: onrecord verify"
        ) from error


def _letters_in(part: Any) -> Iterator[str]:
    """The ids of all letters that a part of a content names."""
    if isinstance(part, Mapping):
        for name in ("letter_id", "superseded_by"):
            if isinstance(part.get(name), str):
                yield part[name]
        part = part.values()
    elif not isinstance(part, list):
        return
    for each in part:
        yield from _letters_in(each)

"""Drafts of letters: each version is added at the end, never changed, and locked when approved.

What a draft says is for others to know: here it is what JSON can say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from secrets import token_hex
from typing import Any

from vectorstore.chain import canonical, in_utc
from vectorstore.database import Database
from vectorstore.draft_rows import (
    DraftEvent,
    DraftRecord,
    DraftRows,
    DraftVersion,
    EventKind,
    KeptDraft,
    event_from,
    faults_of,
    hash_of,
    named,
    record_from,
    root_of,
    version_from,
)
from vectorstore.errors import (
    DraftChanged,
    DraftLocked,
    DraftNotApproved,
    LibraryDamaged,
    UnknownDraft,
)
from vectorstore.rows import Row, Write

WAIT = 10.0  # seconds for another process to finish writing: somebody's work is at stake
CREATED = "created"  # what the first version did
NAMED = 5  # of the drafts that a beginning may mean


class Drafts:
    """A draft is named by its id, or by as much of its beginning as no other id has.

    Whatever takes an id raises UnknownDraft where there is none. Whatever writes raises LibraryBusy
    where another process goes on writing, and is on the disk when it returns.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        content: Mapping[str, Any],
        *,
        body: str,
        title: str,
        published: date | None,
        by: str,
    ) -> DraftRecord:
        """Keep a new draft, as version 1.

        Args:
            published: the day on which the report was that it answers.
            by: whose work it is.
        """
        with self._database.beside_letters(WAIT) as write:
            draft_id = self._new_id()
            day = published.isoformat() if published else None
            values = (draft_id, body, title, day, _now())
            write("INSERT INTO drafts VALUES (?, ?, ?, ?, ?)", values)
            previous = root_of(self._draft(draft_id))
            self._add(write, draft_id, 1, previous, by, CREATED, canonical(content))
            return self.record(draft_id)

    def save(
        self,
        draft_id: str,
        content: Mapping[str, Any],
        *,
        by: str,
        what: str,
        expected_version: int,
    ) -> int:
        """Keep a draft as its next version, unless it says what the latest says.

        Args:
            what: was changed, in one line.
            expected_version: the one that was changed.

        Returns:
            The number of the version that says this.

        Raises:
            DraftChanged: somebody saved another version meanwhile, and this was not kept.
            DraftLocked: it was approved.
        """
        text = canonical(content)
        with self._database.beside_letters(WAIT) as write:
            record = self.record(draft_id)
            last = self._version(record.draft_id, record.version)
            if last["content"] == text:
                return record.version
            _refuse_locked(record)
            _refuse_changed(record, expected_version, last)
            number = record.version + 1
            self._add(write, record.draft_id, number, last["sha256"], by, what, text)
            return number

    # What is there

    def get(self, draft_id: str, version: int | None = None) -> KeptDraft:
        """A draft as it is, or as an earlier version had it. Raises LibraryDamaged."""
        record = self.record(draft_id)
        row = self._version(record.draft_id, record.version if version is None else version)
        try:
            content = json.loads(row["content"])
        except ValueError as error:
            raise LibraryDamaged(
                f"{named(row)} cannot be read: it was changed. See what else was: onrecord verify"
            ) from error
        return KeptDraft(record=record, version=version_from(row), content=content)

    def record(self, draft_id: str) -> DraftRecord:
        """The entry of a draft."""
        return self._record(self._draft(draft_id))

    def each(self) -> list[DraftRecord]:
        """All drafts, the latest changed first."""
        rows = self._database.rows("SELECT * FROM drafts ORDER BY rowid DESC")
        return sorted(map(self._record, rows), key=lambda each: each.changed_at, reverse=True)

    def versions(self, draft_id: str) -> list[DraftVersion]:
        """The versions of a draft, the first first."""
        return [
            version_from(row)
            for row in self._database.rows(
                "SELECT version, at, by, what, sha256 FROM draft_versions"
                " WHERE draft_id = ? ORDER BY version",
                (self._draft(draft_id)["draft_id"],),
            )
        ]

    def events(self, draft_id: str) -> list[DraftEvent]:
        """When a draft was approved, reopened and published, the first first."""
        return [event_from(row) for row in self._events(self._draft(draft_id)["draft_id"])]

    def naming(self, letter_ids: Iterable[str]) -> list[str]:
        """The ids of the drafts that name one of the letters in any version, or became it."""
        # In canonical JSON no white space is in the way, and a text that has this is escaped.
        query = (
            "SELECT draft_id FROM draft_versions WHERE instr(content, ?)"
            " UNION SELECT draft_id FROM draft_events WHERE kind = ? AND note = ?"
        )
        found = set[str]()
        for each in letter_ids:
            pair = canonical({"letter_id": each})[1:-1]
            rows = self._database.rows(query, (pair, EventKind.PUBLISHED.value, each))
            found.update(row["draft_id"] for row in rows)
        return sorted(found)

    # What is settled

    def approve(self, draft_id: str, *, by: str, version: int) -> str:
        """Lock a draft; return the SHA-256 of its version.

        Args:
            version: the one that was read, which must be the latest.

        Raises:
            DraftChanged: somebody saved another version meanwhile.
            DraftLocked: it was approved before.
        """
        with self._database.beside_letters(WAIT) as write:
            record = self.record(draft_id)
            last = self._version(record.draft_id, record.version)
            _refuse_locked(record)
            _refuse_changed(record, version, last)
            self._note(write, record, EventKind.APPROVED, by, last["sha256"])
            return str(last["sha256"])

    def reopen(self, draft_id: str, *, by: str, why: str) -> None:
        """Let an approved draft be changed again. Raises DraftNotApproved."""
        with self._database.beside_letters(WAIT) as write:
            record = self.record(draft_id)
            _refuse_open(record)
            self._note(write, record, EventKind.REOPENED, by, why)

    def published(self, draft_id: str, letter_id: str, *, by: str) -> None:
        """Note which letter on file an approved draft has become. Raises DraftNotApproved."""
        with self._database.beside_letters(WAIT) as write:
            record = self.record(draft_id)
            _refuse_open(record)
            if record.letter_id != letter_id:
                self._note(write, record, EventKind.PUBLISHED, by, letter_id)

    def delete(self, draft_id: str) -> None:
        """Purge a draft with all its versions."""
        with self._database.beside_letters(WAIT) as write:
            write("DELETE FROM drafts WHERE draft_id = ?", (self._draft(draft_id)["draft_id"],))
        self._database.forget()

    # Upkeep

    def take_over(self, drafts: Iterable[DraftRows]) -> None:
        """Add drafts as another database had them."""
        with self._database.beside_letters(WAIT) as write:
            for each in drafts:
                write("INSERT INTO drafts VALUES (?, ?, ?, ?, ?)", each.draft)
                for row in each.versions:
                    write("INSERT INTO draft_versions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                for row in each.events:
                    write("INSERT INTO draft_events VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def faults(self) -> list[str]:
        """What was changed or left out of the drafts, a line each."""
        query = "SELECT * FROM draft_versions WHERE draft_id = ? ORDER BY version"
        return [
            fault
            for draft in self._database.rows("SELECT * FROM drafts ORDER BY draft_id")
            for fault in faults_of(
                draft,
                self._database.rows(query, (draft["draft_id"],)),
                self._events(draft["draft_id"]),
            )
        ]

    # Rows

    def _new_id(self) -> str:
        while True:
            draft_id = f"d-{token_hex(3)}"
            if not self._database.rows("SELECT 1 FROM drafts WHERE draft_id = ?", (draft_id,)):
                return draft_id

    def _draft(self, beginning: str) -> Row:
        query = "SELECT * FROM drafts WHERE substr(draft_id, 1, ?) = ? ORDER BY draft_id"
        rows = self._database.rows(query, (len(beginning), beginning)) if beginning else []
        if not rows:
            raise UnknownDraft(
                f"There is no draft {beginning} in the library. See the list: onrecord drafts"
            )
        if len(rows) > 1:
            names = ", ".join(row["draft_id"] for row in rows[:NAMED])
            raise UnknownDraft(
                f"The ids of {len(rows)} drafts begin with {beginning} ({names}"
                f"{', …' if rows[NAMED:] else ''}). Give more of it; see the list: onrecord drafts"
            )
        return rows[0]

    def _record(self, draft: Row) -> DraftRecord:
        draft_id = draft["draft_id"]
        last = self._database.rows(
            "SELECT version, at, by, what, sha256 FROM draft_versions"
            " WHERE draft_id = ? ORDER BY version DESC LIMIT 1",
            (draft_id,),
        )
        if not last:
            raise LibraryDamaged(
                f"Draft {draft_id} cannot be read: its versions were left out. "
                "See what else was: onrecord verify"
            )
        return record_from(draft, last[0], [event_from(row) for row in self._events(draft_id)])

    def _version(self, draft_id: str, version: int) -> Row:
        query = "SELECT * FROM draft_versions WHERE draft_id = ? AND version = ?"
        rows = self._database.rows(query, (draft_id, version))
        if not rows:
            raise UnknownDraft(
                f"Draft {draft_id} has no version {version}. See the list: onrecord drafts"
            )
        return rows[0]

    def _events(self, draft_id: str) -> list[Row]:
        query = "SELECT * FROM draft_events WHERE draft_id = ? ORDER BY number"
        return self._database.rows(query, (draft_id,))

    def _add(
        self,
        write: Write,
        draft_id: str,
        version: int,
        previous: str,
        by: str,
        what: str,
        content: str,
    ) -> None:
        row = {"version": version, "at": _now(), "by": by, "what": what, "content": content}
        write(
            "INSERT INTO draft_versions VALUES (?, ?, ?, ?, ?, ?, ?)",
            (draft_id, *row.values(), hash_of(previous, row)),
        )

    def _note(self, write: Write, record: DraftRecord, kind: EventKind, by: str, note: str) -> None:
        number = len(self._events(record.draft_id)) + 1
        write(
            "INSERT INTO draft_events VALUES (?, ?, ?, ?, ?, ?, ?)",
            (record.draft_id, number, kind.value, _now(), by, record.version, note),
        )


def _now() -> str:
    return in_utc(datetime.now(UTC))


def _refuse_locked(record: DraftRecord) -> None:
    if record.approval:
        raise DraftLocked(
            f"Draft {record.draft_id} was approved by {record.approval.by} on "
            f"{record.approval.at.date()} and is locked. Reopen it, then retry."
        )


def _refuse_open(record: DraftRecord) -> None:
    if not record.approval:
        raise DraftNotApproved(
            f"Draft {record.draft_id} is not approved. Approve its version {record.version} first."
        )


def _refuse_changed(record: DraftRecord, expected: int, last: Row) -> None:
    if record.version != expected:
        raise DraftChanged(
            f"{last['by']} saved version {record.version} of draft {record.draft_id} "
            f"({last['what']}) after version {expected}. Look at it, then retry."
        )

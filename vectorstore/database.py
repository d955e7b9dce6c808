"""The library database: letters, items, passages and what was changed when. Knows SQLite.

It is the truth: what is here counts, and both indexes can be made from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from ingest.model import Letter, Passage, Speaker
from vectorstore.catalogue import Catalogue
from vectorstore.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryOutdated
from vectorstore.records import EvidenceItem, LetterRecord
from vectorstore.remembered import Remembered
from vectorstore.rows import (
    Row,
    Write,
    facts_from,
    item_from,
    letter_from,
    passage_from,
    record_from,
)
from vectorstore.schema import SCHEMA, VERSION

AT_ONCE = 500  # values in one query
WAIT = 30.0  # seconds for another process to finish writing
_RECORD = """
    SELECT letter_id, record, version, replaced_by,
        (SELECT json_group_array(letter_id) FROM (
            SELECT letter_id FROM letters v WHERE v.family = l.family ORDER BY version
        )) AS versions,
        (SELECT json_group_array(json_object('file', name, 'container', container)) FROM (
            SELECT name, container FROM holdings h WHERE h.letter_id = l.letter_id ORDER BY rowid
        )) AS files
    FROM letters l
"""
_FACTS = """
    SELECT letter_id, body, json_extract(record, '$.author') AS author,
           json_extract(record, '$.addressee') AS addressee, dated, report_title
    FROM letters WHERE replaced_by IS NULL AND NOT set_apart
"""
_LATEST_FIRST = " ORDER BY dated DESC NULLS LAST, file, version"
_LOCATED = """
    SELECT q.*, substr(l.text, q.start + 1, q."end" - q.start) AS words,
           i.number AS item_number, i.kind AS item_kind, i.text AS item_text
    FROM passages q JOIN letters l USING (letter_id)
    LEFT JOIN items i ON i.letter_id = q.letter_id AND i.position = q.item
    WHERE passage_id IN (?)
"""
_SAID = """
    SELECT q.passage_id, q.speaker, substr(l.text, q.start + 1, q."end" - q.start) AS words
    FROM passages q JOIN letters l USING (letter_id) WHERE passage_id IN (?)
"""


class Database:
    def __init__(self, path: Path) -> None:
        """Open the database at `path`, made if need be.

        Raises:
            LibraryDamaged: it cannot be read or written.
            LibraryOutdated: its tables are those of another version of the product.
        """
        self.path = path
        self._lock = RLock()
        self._held_state: tuple[int, int] | None = None
        self._beside = 0  # rows that were written and are not of letters
        self.remembered = Remembered(self._state, self._lock)  # for whoever asks of letters
        # Apart: there may be more of them than it keeps.
        self._records = Remembered(self._state, self._lock)
        self._connection = sqlite3.connect(path, check_same_thread=False, timeout=WAIT)
        try:
            with self._usable():
                self._prepare()
        except LibraryError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        self._connection.row_factory = sqlite3.Row
        new = self._connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if not new and version != VERSION:
            raise LibraryOutdated(self.path.parent)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        # What was removed is overwritten with zeros and cannot be read from the file.
        self._connection.execute("PRAGMA secure_delete = ON")
        if new:
            # In one transaction: a database is empty or complete, whatever interrupts this.
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
            )

    def close(self) -> None:
        self._connection.close()

    # What every part of it uses

    @contextmanager
    def transaction(self) -> Iterator[Write]:
        """All that is written in it is kept, or nothing is; what is kept is on the disk.

        Nobody else writes between what is read in it and what is written.
        """

        def write(statement: str, values: Sequence[Any] = ()) -> None:
            self._connection.execute(statement, values)

        with self._lock, self._usable(), self._connection:
            write("BEGIN IMMEDIATE")
            yield write

    @contextmanager
    def beside_letters(self, wait: float) -> Iterator[Write]:
        """A transaction that changes no letter: what is remembered of them stays true.

        Args:
            wait: seconds at most for another process to finish writing.

        Raises:
            LibraryBusy: it took longer.
        """
        with self._lock, self._usable():
            before = self._connection.total_changes
            self._wait_for_others(wait)
            try:
                with self.transaction() as write:
                    yield write
            finally:
                self._wait_for_others(WAIT)
                self._beside += self._connection.total_changes - before

    def _wait_for_others(self, seconds: float) -> None:
        self._connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")

    def rows(self, query: str, values: Iterable[Any] = ()) -> list[Row]:
        with self._lock, self._usable():
            found: list[Any] = self._connection.execute(query, tuple(values)).fetchall()
        return found

    def in_parts(self, query: str, values: Iterable[str]) -> Iterator[Row]:
        """Ask for many values, a part of them at a time."""
        wanted = list(values)
        for first in range(0, len(wanted), AT_ONCE):
            part = wanted[first : first + AT_ONCE]
            yield from self.rows(query.replace("(?)", f"({', '.join('?' * len(part))})"), part)

    @contextmanager
    def at_one_time(self) -> Iterator[None]:
        """What is remembered is taken to be true for the whole of it, as it was at its beginning.

        A search asks a hundred times, and each look whether it still is true costs.
        """
        self._held_state = self._state()
        try:
            yield
        finally:
            self._held_state = None

    def _state(self) -> tuple[int, int]:
        """Another value after each write by this connection to letters, or by another."""
        if self._held_state is not None:
            return self._held_state
        (row,) = self.rows("PRAGMA data_version")
        return int(row["data_version"]), self._connection.total_changes - self._beside

    def forget(self) -> None:
        """Empty the log beside the database, in which removed text stands until then."""
        with self._lock, self._usable():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def check(self) -> list[str]:
        """What SQLite's own check finds wrong, a line each."""
        found = (row["integrity_check"] for row in self.rows("PRAGMA integrity_check"))
        return [line for line in found if line != "ok"]

    def copy_to(self, path: Path) -> None:
        with self._lock, self._usable(), sqlite3.connect(path) as target:
            self._connection.backup(target)
        target.close()

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if is_busy(error):
                raise LibraryBusy(
                    f"Another program is writing to the library {self.path.parent}. "
                    "Retry when it has finished."
                ) from error
            raise LibraryDamaged(
                f"The library database {self.path} cannot be used ({error}). "
                "See that the disk has room, or restore the folder from a backup."
            ) from error

    # Letters

    def records(self) -> list[LetterRecord]:
        """The current version of each letter, the latest letter first."""
        return [
            record_from(row)
            for row in self.rows(f"{_RECORD} WHERE replaced_by IS NULL {_LATEST_FIRST}")
        ]

    def records_of(self, letter_ids: Iterable[str]) -> list[LetterRecord]:
        """These letters, of whatever version; those that are not on file are left out."""
        return [*self._records.each(set(letter_ids), self._records_of).values()]

    def _records_of(self, letter_ids: Iterable[str]) -> dict[str, LetterRecord]:
        rows = self.in_parts(f"{_RECORD} WHERE letter_id IN (?)", letter_ids)
        return {row["letter_id"]: record_from(row) for row in rows}

    def current(self, letter_ids: Iterable[str]) -> set[str]:
        """Those of the letters that are searched: not set apart, nor replaced by a later one."""
        query = (
            "SELECT letter_id FROM letters"
            " WHERE replaced_by IS NULL AND NOT set_apart AND letter_id IN (?)"
        )
        return {row["letter_id"] for row in self.in_parts(query, letter_ids)}

    def on_file(self, letter_ids: Iterable[str]) -> set[str]:
        """Those of the letters that are on file, of whatever version."""
        query = "SELECT letter_id FROM letters WHERE letter_id IN (?)"
        return {row["letter_id"] for row in self.in_parts(query, letter_ids)}

    def letter(self, letter_id: str) -> Letter | None:
        rows = self.rows("SELECT text, letter FROM letters WHERE letter_id = ?", (letter_id,))
        if not rows:
            return None
        passages = self.rows(
            "SELECT * FROM passages WHERE letter_id = ? ORDER BY start", (letter_id,)
        )
        return letter_from(rows[0], passages)

    def catalogue(self) -> Catalogue:
        """Of each letter that is searched what a question may name, the latest letter first."""
        return self.remembered.get("catalogue", self._catalogue)

    def _catalogue(self) -> Catalogue:
        return Catalogue(facts_from(row) for row in self.rows(f"{_FACTS}{_LATEST_FIRST}"))

    # Passages and pages

    def passages(
        self, passage_ids: Sequence[str]
    ) -> dict[str, tuple[Passage, EvidenceItem | None]]:
        """For each passage id: the passage, and the item it belongs to."""
        return {
            row["passage_id"]: (passage_from(row, row["words"]), item_from(row))
            for row in self.in_parts(_LOCATED, passage_ids)
        }

    def candidates(self, passage_ids: Sequence[str]) -> dict[str, tuple[str, Speaker]]:
        """For each passage id: the words of the passage, and whose they are."""
        return {
            row["passage_id"]: (row["words"], Speaker(row["speaker"]))
            for row in self.in_parts(_SAID, passage_ids)
        }

    def has_text(self, words: str) -> bool:
        """Whether the text of a letter in the list has these words, in any case of letters."""
        query = (
            "SELECT 1 FROM letters WHERE replaced_by IS NULL AND NOT set_apart"
            " AND instr(lower(text), lower(?)) LIMIT 1"
        )
        return bool(self.rows(query, (words,)))

    def continued_by(self, letter_id: str, end: int) -> str | None:
        """The id of the passage that goes on with the paragraph of one that ends there, if any."""
        rows = self.rows(
            "SELECT q.passage_id, substr(l.text, ? + 1, q.start - ?) AS gap"
            " FROM passages q JOIN letters l USING (letter_id)"
            " WHERE q.letter_id = ? AND q.start >= ? ORDER BY q.start LIMIT 1",
            (end, end, letter_id, end),
        )
        return rows[0]["passage_id"] if rows and rows[0]["gap"] in ("", " ", "\n") else None

    def passages_of_item(self, letter_id: str, index: int) -> list[str]:
        """The ids of the passages that ask or answer an item, in the order of the letter."""
        rows = self.rows(
            "SELECT passage_id FROM passages WHERE letter_id = ? AND item = ? ORDER BY start",
            (letter_id, index),
        )
        return [row["passage_id"] for row in rows]

    def page_at(self, letter_id: str, offset: int) -> tuple[int, str | None]:
        rows = self.rows(
            "SELECT number, label FROM pages WHERE letter_id = ? AND start <= ?"
            " ORDER BY number DESC LIMIT 1",
            (letter_id, offset),
        )
        return rows[0]["number"], rows[0]["label"]

    # Changes

    def generation(self) -> int:
        """How many changes there have been; an index that has seen fewer is behind."""
        found = self.rows("SELECT coalesce(max(generation), 0) AS latest FROM changes")
        return int(found[0]["latest"])

    def changes_since(self, generation: int) -> list[tuple[str, int]]:
        """The letters changed after a generation, each with its last change, in that order."""
        rows = self.rows(
            "SELECT letter_id, max(generation) AS latest FROM changes WHERE generation > ?"
            " GROUP BY letter_id ORDER BY latest",
            (generation,),
        )
        return [(row["letter_id"], row["latest"]) for row in rows]


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else has the database."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY

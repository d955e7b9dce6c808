"""What is taken over from a library database of another version. Knows SQLite, and their tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vectorstore.chain import Entry, Kind, entry_after
from vectorstore.database import is_busy
from vectorstore.draft_rows import DraftRows
from vectorstore.errors import LibraryBusy, LibraryDamaged


@dataclass(frozen=True, kw_only=True, slots=True)
class Original:
    sha256: str
    name: str
    container: str | None  # the archive or e-mail that it came in
    letters: frozenset[str] | None  # ids of those on file, where others in it were removed


@dataclass(frozen=True, kw_only=True, slots=True)
class Previous:
    originals: tuple[Original, ...]
    answers: tuple[Entry, ...]
    drafts: tuple[DraftRows, ...]


@contextmanager
def previous_library(path: Path) -> Iterator[Previous]:
    """Hold a database of another version, so that nobody else can open it, with what it says.

    Raises:
        LibraryBusy: it is open elsewhere.
        LibraryDamaged: it cannot be read.
    """
    connection = sqlite3.connect(path, timeout=1)
    connection.row_factory = sqlite3.Row
    try:
        yield _read(connection, path)
    finally:
        connection.close()


def _read(connection: sqlite3.Connection, path: Path) -> Previous:
    try:
        # The lock outlasts the transaction. With a log, one who only has it open is in its way.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema")}
        previous = Previous(
            originals=tuple(_originals(connection, tables)),
            answers=tuple(_answers(connection, tables)),
            drafts=tuple(_drafts(connection, tables)),
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        if is_busy(error):
            raise LibraryBusy(
                f"The library {path.parent} is open in another program. "
                "Close OnRecord elsewhere, then retry."
            ) from error
        raise LibraryDamaged(
            f"The library database {path} cannot be read ({error}). Restore it from a backup, "
            "or ingest its letters into a new library."
        ) from error
    return previous


def _originals(connection: sqlite3.Connection, tables: set[str]) -> Iterator[Original]:
    if "holdings" not in tables:  # version 1: a file, a letter
        query = "SELECT sha256, file FROM letters GROUP BY sha256 ORDER BY min(rowid)"
        for row in connection.execute(query):
            yield Original(sha256=row["sha256"], name=row["file"], container=None, letters=None)
        return
    query = """
        SELECT sha256, name, container, whole, json_group_array(letter_id) AS letters
        FROM holdings JOIN files USING (sha256) GROUP BY sha256 ORDER BY min(holdings.rowid)
    """
    for row in connection.execute(query):
        yield Original(
            sha256=row["sha256"],
            name=row["name"],
            container=row["container"],
            letters=None if row["whole"] else frozenset(json.loads(row["letters"])),
        )


def _answers(connection: sqlite3.Connection, tables: set[str]) -> Iterator[Entry]:
    if "answer_contents" in tables:
        query = "SELECT * FROM answers LEFT JOIN answer_contents USING (number) ORDER BY number"
        yield from (Entry(**row) for row in connection.execute(query))
        return
    # Versions 1 and 2 had no chain. They enter it at the time at which they were given.
    query = "SELECT question, answer, asked_at FROM answers ORDER BY answer_id"
    last = None
    for number, row in enumerate(connection.execute(query), 1):
        at = datetime.fromisoformat(row["asked_at"]).replace(tzinfo=UTC)
        content = {"asked": row["question"], **_document(row["answer"])}
        last = entry_after(last, Kind.ANSWER, content, at, number)
        yield last


def _drafts(connection: sqlite3.Connection, tables: set[str]) -> Iterator[DraftRows]:
    if "drafts" not in tables:  # before version 5
        return
    versions = "SELECT * FROM draft_versions WHERE draft_id = ? ORDER BY version"
    events = "SELECT * FROM draft_events WHERE draft_id = ? ORDER BY number"
    for row in connection.execute("SELECT * FROM drafts ORDER BY rowid").fetchall():
        yield DraftRows(
            draft=tuple(row),
            versions=[tuple(each) for each in connection.execute(versions, row[:1])],
            events=[tuple(each) for each in connection.execute(events, row[:1])],
        )


def _document(answer: str) -> dict[str, Any]:
    try:
        document = json.loads(answer)
    except ValueError:
        document = None
    return document if isinstance(document, dict) else {"message": answer}

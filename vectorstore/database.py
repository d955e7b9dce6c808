"""The library database: letters, items, passages and what was changed when. Knows SQLite.

It is the truth: what is here counts, and both indexes can be made from it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any

from pydantic import TypeAdapter

from ingest.model import ItemKind, Letter, LetterKind, Passage, Speaker
from vectorstore.errors import LibraryDamaged
from vectorstore.records import EvidenceItem, Filters, LetterRecord

_LETTER = TypeAdapter(Letter)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    letter_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL,
    kind TEXT NOT NULL, body TEXT, author TEXT, role TEXT, dated TEXT, addressee TEXT,
    report_title TEXT, text TEXT NOT NULL, warnings TEXT NOT NULL, letter TEXT NOT NULL,
    added_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, replaced_by TEXT
);
CREATE TABLE IF NOT EXISTS pages (
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    number INTEGER NOT NULL, label TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (letter_id, number)
);
CREATE TABLE IF NOT EXISTS items (
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    position INTEGER NOT NULL, number TEXT, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (letter_id, position)
);
CREATE TABLE IF NOT EXISTS passages (
    passage_id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letters ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER NOT NULL, page_label TEXT,
    heading TEXT NOT NULL, item INTEGER, speaker TEXT NOT NULL, recognised INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_of_letter ON passages (letter_id, start);
CREATE TABLE IF NOT EXISTS changes (
    generation INTEGER PRIMARY KEY AUTOINCREMENT, letter_id TEXT NOT NULL, change TEXT NOT NULL,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS answers (
    answer_id INTEGER PRIMARY KEY, asked_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    question TEXT NOT NULL, answer TEXT NOT NULL
);
"""
_RECORD = """
    letter_id, file, title, kind, body, author, role, dated, addressee, report_title, warnings,
    (SELECT count(*) FROM pages p WHERE p.letter_id = l.letter_id) AS pages,
    (SELECT count(*) FROM items i WHERE i.letter_id = l.letter_id) AS items,
    (SELECT count(*) FROM passages q WHERE q.letter_id = l.letter_id) AS passages
"""

_LOCATED = """
    SELECT q.*, substr(l.text, q.start + 1, q."end" - q.start) AS words,
           i.number AS item_number, i.kind AS item_kind, i.text AS item_text
    FROM passages q JOIN letters l USING (letter_id)
    LEFT JOIN items i ON i.letter_id = q.letter_id AND i.position = q.item
    WHERE passage_id IN (?)
"""


class Database:
    def __init__(self, path: Path) -> None:
        """Open the database at `path`, made if need be. Raises LibraryDamaged."""
        self._path = path
        self._lock = RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
        try:
            with self._usable():
                self._prepare()
        except LibraryDamaged:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        # What was removed is overwritten with zeros and cannot be read from the file.
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        self._connection.close()

    def generation(self) -> int:
        """How many changes there have been; an index that has seen fewer is behind."""
        return int(self._one("SELECT coalesce(max(generation), 0) FROM changes")[0])

    def changed_since(self, generation: int) -> list[str]:
        """The letters added, replaced or removed after a generation."""
        rows = self._all(
            "SELECT DISTINCT letter_id FROM changes WHERE generation > ?", (generation,)
        )
        return [row["letter_id"] for row in rows]

    def add(self, letter: Letter, sha256: str, replaces: Sequence[str]) -> None:
        """Keep a letter; those that it replaces stay on file and leave the list."""
        front, key = letter.front, letter.letter_id
        with self._transaction() as write:
            write(
                "INSERT INTO letters (letter_id, sha256, file, title, kind, body, author, role,"
                " dated, addressee, report_title, text, warnings, letter)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    sha256,
                    letter.file,
                    front.title,
                    front.kind.value,
                    front.body,
                    front.author,
                    front.role,
                    front.dated.isoformat() if front.dated else None,
                    front.addressee,
                    front.report_title,
                    letter.text,
                    json.dumps(letter.warnings),
                    _LETTER.dump_json(replace(letter, text="", passages=())).decode(),
                ),
            )
            for page in letter.pages:
                write(
                    "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
                    (key, page.number, page.label, page.start, page.end),
                )
            for position, item in enumerate(letter.items):
                write(
                    "INSERT INTO items VALUES (?, ?, ?, ?, ?)",
                    (key, position, item.number, item.kind.value, item.text),
                )
            for passage in letter.passages:
                write(
                    "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        passage_id(key, passage),
                        key,
                        passage.start,
                        passage.end,
                        passage.page,
                        passage.page_label,
                        passage.heading,
                        passage.item,
                        passage.speaker.value,
                        passage.recognised,
                    ),
                )
            _replace(write, key, replaces)

    def restore(self, letter_id: str, replaces: Sequence[str]) -> None:
        """Put a letter that was replaced back in the list, in the place of those that follow."""
        with self._transaction() as write:
            write("UPDATE letters SET replaced_by = NULL WHERE letter_id = ?", (letter_id,))
            _replace(write, letter_id, replaces)

    def remove(self, letter_ids: Sequence[str]) -> None:
        with self._transaction() as write:
            for letter_id in letter_ids:
                write("DELETE FROM letters WHERE letter_id = ?", (letter_id,))
                write("DELETE FROM answers WHERE instr(answer, ?) > 0", (letter_id,))
                write("INSERT INTO changes (letter_id, change) VALUES (?, 'removed')", (letter_id,))
        with self._lock:
            # Until then the removed text stands in the log beside the database.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def has(self, letter_id: str) -> bool:
        """Whether the letter is on file, in the list or replaced."""
        return bool(self._all("SELECT 1 FROM letters WHERE letter_id = ?", (letter_id,)))

    def records(self, letter_ids: Sequence[str] | None = None) -> list[LetterRecord]:
        """The letters in the list, the latest first; only those asked for, if any are."""
        rows = self._all(
            f"SELECT {_RECORD} FROM letters l WHERE replaced_by IS NULL"  # noqa: S608 -- constant
            " ORDER BY dated DESC NULLS LAST, file"
        )
        wanted = None if letter_ids is None else set(letter_ids)
        return [_record(row) for row in rows if wanted is None or row["letter_id"] in wanted]

    def versions(self, letter_id: str) -> list[str]:
        """The letter and all that it replaced."""
        rows = self._all(
            "WITH RECURSIVE old(id) AS (VALUES (?) UNION"
            " SELECT letter_id FROM letters, old WHERE replaced_by = old.id) SELECT id FROM old",
            (letter_id,),
        )
        return [row["id"] for row in rows]

    def letter(self, letter_id: str) -> Letter | None:
        rows = self._all("SELECT text, letter FROM letters WHERE letter_id = ?", (letter_id,))
        if not rows:
            return None
        text = rows[0]["text"]
        passages = self._all(
            "SELECT * FROM passages WHERE letter_id = ? ORDER BY start", (letter_id,)
        )
        return replace(
            _LETTER.validate_json(rows[0]["letter"]),
            text=text,
            passages=tuple(_passage(passage, text) for passage in passages),
        )

    def matching(self, filters: Filters) -> list[str]:
        """The letters in the list that a search with these filters looks at."""
        clauses: list[str] = ["replaced_by IS NULL"]
        values: list[str] = []
        if filters.bodies:
            clauses.append(f"lower(body) IN ({', '.join('?' * len(filters.bodies))})")
            values.extend(body.lower() for body in filters.bodies)
        if filters.dated_from:
            clauses.append("dated >= ?")
            values.append(filters.dated_from.isoformat())
        if filters.dated_to:
            clauses.append("dated <= ?")
            values.append(filters.dated_to.isoformat())
        if filters.report:
            for word in filters.report.split():
                clauses.append("instr(lower(report_title), ?) > 0")
                values.append(word.lower())
        query = f"SELECT letter_id FROM letters WHERE {' AND '.join(clauses)}"  # noqa: S608 -- clauses are constants
        return [row["letter_id"] for row in self._all(query, values)]

    def passages(
        self, passage_ids: Sequence[str]
    ) -> dict[str, tuple[str, Passage, EvidenceItem | None]]:
        """For each passage id: its letter's id, the passage, and the item it belongs to."""
        found: dict[str, tuple[str, Passage, EvidenceItem | None]] = {}
        for first in range(0, len(passage_ids), 500):
            part = passage_ids[first : first + 500]
            marks = ", ".join("?" * len(part))
            for row in self._all(_LOCATED.replace("(?)", f"({marks})"), part):
                item = None
                if row["item"] is not None:
                    item = EvidenceItem(
                        index=row["item"],
                        number=row["item_number"],
                        kind=ItemKind(row["item_kind"]),
                        text=row["item_text"],
                    )
                passage = _passage(row, None)
                found[row["passage_id"]] = (row["letter_id"], passage, item)
        return found

    def passages_of_item(self, letter_id: str, index: int) -> list[str]:
        """The ids of the passages that ask or answer an item, in the order of the letter."""
        rows = self._all(
            "SELECT passage_id FROM passages WHERE letter_id = ? AND item = ? ORDER BY start",
            (letter_id, index),
        )
        return [row["passage_id"] for row in rows]

    def page_at(self, letter_id: str, offset: int) -> tuple[int, str | None]:
        rows = self._all(
            "SELECT number, label FROM pages WHERE letter_id = ? AND start <= ?"
            " ORDER BY number DESC LIMIT 1",
            (letter_id, offset),
        )
        return rows[0]["number"], rows[0]["label"]

    def same_letter(self, letter: Letter) -> list[str]:
        """Listed letters of the same file name, body, date and report: its earlier versions."""
        front = letter.front
        rows = self._all(
            "SELECT letter_id FROM letters WHERE replaced_by IS NULL AND file = ? AND body IS ?"
            " AND dated IS ? AND report_title IS ?",
            (
                letter.file,
                front.body,
                front.dated.isoformat() if front.dated else None,
                front.report_title,
            ),
        )
        return [row["letter_id"] for row in rows]

    def bodies(self) -> list[str]:
        rows = self._all(
            "SELECT DISTINCT body FROM letters WHERE replaced_by IS NULL AND body IS NOT NULL"
            " ORDER BY body"
        )
        return [row["body"] for row in rows]

    def hashes(self) -> dict[str, str]:
        """For every letter on file: its id and the SHA-256 of its original."""
        return {r["letter_id"]: r["sha256"] for r in self._all("SELECT * FROM letters")}

    def keep_answer(self, question: str, answer: str) -> int:
        with self._transaction() as write:
            return int(
                write("INSERT INTO answers (question, answer) VALUES (?, ?)", (question, answer))
            )

    def check(self) -> list[str]:
        """What SQLite's own check finds wrong, a line each."""
        return [row[0] for row in self._all("PRAGMA integrity_check") if row[0] != "ok"]

    def copy_to(self, path: Path) -> None:
        with self._lock, self._usable(), sqlite3.connect(path) as target:
            self._connection.backup(target)
        target.close()

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        def write(statement: str, values: Sequence[Any] = ()) -> int | None:
            return self._connection.execute(statement, values).lastrowid

        with self._lock, self._usable(), self._connection:
            yield write

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LibraryDamaged(
                f"The library database {self._path} cannot be used ({error}). "
                "See that the disk has room, or restore the folder from a backup."
            ) from error

    def _all(self, query: str, values: Iterable[Any] = ()) -> list[sqlite3.Row]:
        with self._lock, self._usable():
            return self._connection.execute(query, tuple(values)).fetchall()

    def _one(self, query: str) -> sqlite3.Row:
        return self._all(query)[0]


def passage_id(letter_id: str, passage: Passage) -> str:
    return f"{letter_id}-{passage.start}"


def _replace(write: Callable[..., Any], letter_id: str, replaces: Sequence[str]) -> None:
    for old in replaces:
        write("UPDATE letters SET replaced_by = ? WHERE letter_id = ?", (letter_id, old))
        write("INSERT INTO changes (letter_id, change) VALUES (?, 'replaced')", (old,))
    write("INSERT INTO changes (letter_id, change) VALUES (?, 'added')", (letter_id,))


def _passage(row: sqlite3.Row, text: str | None) -> Passage:
    return Passage(
        text=row["words"] if text is None else text[row["start"] : row["end"]],
        start=row["start"],
        end=row["end"],
        page=row["page"],
        page_label=row["page_label"],
        heading=row["heading"],
        item=row["item"],
        speaker=Speaker(row["speaker"]),
        recognised=bool(row["recognised"]),
    )


def _record(row: sqlite3.Row) -> LetterRecord:
    return LetterRecord(
        letter_id=row["letter_id"],
        file=row["file"],
        title=row["title"],
        kind=LetterKind(row["kind"]),
        body=row["body"],
        author=row["author"],
        role=row["role"],
        dated=_date(row["dated"]),
        addressee=row["addressee"],
        report_title=row["report_title"],
        pages=row["pages"],
        items=row["items"],
        passages=row["passages"],
        warnings=tuple(json.loads(row["warnings"])),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""Which letters are one, and which files hold them: the register of the library database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from ingest.model import Letter
from ingest.reading import Source
from vectorstore.answers import Answers
from vectorstore.database import Database
from vectorstore.identity import (
    DAYS,
    Kinship,
    Wording,
    kinship,
    likeness,
    place_among,
    wording,
)
from vectorstore.rows import Row, Standing, Write, write_letter

CANDIDATES = 8  # letters that are compared word for word
SHARED = 5  # numbers of the sketches of two letters, from which they are compared

Outcome = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """What came of a letter."""

    letter_id: str  # of the letter on file, which may be another than the one that came
    outcome: Outcome
    note: str | None  # why, where that is not plain


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kin:
    letter_id: str
    kinship: Kinship
    recognised: bool  # the one on file was read in pictures
    likeness: float


class Register:
    def __init__(self, database: Database) -> None:
        self._database = database

    # Files

    def knows(self, sha256: str) -> bool:
        """Whether all letters in a file are on file."""
        query = "SELECT 1 FROM files WHERE sha256 = ? AND whole"
        return bool(self._database.rows(query, (sha256,)))

    def letters_in(self, sha256: str) -> list[str]:
        """The letters of a file: current versions, or older ones where none is."""
        query = (
            "SELECT letter_id, replaced_by FROM letters WHERE letter_id IN ("
            " SELECT letter_id FROM holdings WHERE sha256 = ?) ORDER BY letter_id"
        )
        rows = self._database.rows(query, (sha256,))
        current = [row["letter_id"] for row in rows if row["replaced_by"] is None]
        return current or [row["letter_id"] for row in rows]

    def hashes(self) -> dict[str, list[str]]:
        """The SHA-256 of every original, and the letters in it."""
        found: dict[str, list[str]] = {}
        for row in self._database.rows("SELECT sha256, letter_id FROM holdings ORDER BY rowid"):
            found.setdefault(row["sha256"], []).append(row["letter_id"])
        return found

    def file_of(self, letter_id: str) -> str:
        """The SHA-256 of the file that a letter was read from."""
        rows = self._database.rows(
            "SELECT sha256 FROM holdings WHERE letter_id = ? ORDER BY rowid LIMIT 1", (letter_id,)
        )
        return str(rows[0]["sha256"])

    # Letters in and out

    def enter(
        self, source: Source, letters: Sequence[Letter], *, whole: bool = True
    ) -> list[Entered]:
        """Put the letters of a file on file, all or none.

        Args:
            whole: these are all that are in it.
        """
        with self._database.transaction() as write:
            write(
                "INSERT INTO files VALUES (?, ?) ON CONFLICT DO UPDATE SET whole = excluded.whole",
                (source.sha256, whole),
            )
            return [self._enter(write, source, letter) for letter in letters]

    def versions(self, letter_id: str) -> list[str]:
        """The ids of all versions of a letter, the oldest first."""
        return [each for each, _ in self._family(letter_id)[1]]

    def remove(self, letter_ids: Sequence[str]) -> None:
        """Purge letters, files that hold no other letter, and what answers say that name them."""
        with self._database.transaction() as write:
            for each in letter_ids:
                write(
                    "UPDATE files SET whole = 0 WHERE sha256 IN"
                    " (SELECT sha256 FROM holdings WHERE letter_id = ?)",
                    (each,),
                )
                write("DELETE FROM letters WHERE letter_id = ?", (each,))
                _note_change(write, each, "removed")
            write("DELETE FROM files WHERE sha256 NOT IN (SELECT sha256 FROM holdings)")
            Answers(self._database).purge_naming(write, letter_ids)
        self._database.forget()

    # Whether a letter is one that is on file

    def _enter(self, write: Write, source: Source, letter: Letter) -> Entered:
        if self._database.letter(letter.letter_id):
            _hold(write, source, letter.letter_id)
            return Entered(letter_id=letter.letter_id, outcome="unchanged", note=None)
        words = wording(letter)
        kin = self._nearest(letter, words)
        if kin is None:
            standing = Standing(family=letter.letter_id, version=1, replaced_by=None)
            write_letter(write, letter, words, standing)
            _hold(write, source, letter.letter_id)
            _note_change(write, letter.letter_id, "added")
            return Entered(letter_id=letter.letter_id, outcome="added", note=None)
        if kin.kinship is Kinship.REVISION:
            return self._enter_version(write, source, letter, words, kin)
        if kin.recognised and not words.recognised:
            return self._enter_version(write, source, letter, words, kin)
        _hold(write, source, kin.letter_id)
        known = self._database.records_of([kin.letter_id])[0]
        if kin.kinship is Kinship.SCAN:
            note = f"a scan of the same letter as {known.file}"
        else:
            note = f"the same text as {known.file}"
        return Entered(letter_id=kin.letter_id, outcome="unchanged", note=note)

    def _enter_version(
        self, write: Write, source: Source, letter: Letter, words: Wording, kin: _Kin
    ) -> Entered:
        """Put a letter among the versions of another."""
        family, versions = self._family(kin.letter_id)
        ids = [each for each, _ in versions]
        note = None
        if kin.kinship is Kinship.REVISION:
            place = place_among(letter.front.dated, [dated for _, dated in versions])
        else:
            place = ids.index(kin.letter_id) + 1
            note = "its text takes the place of what was recognised in a scan"
        ids.insert(place, letter.letter_id)
        standing = Standing(family=family, version=place + 1, replaced_by=None)
        write_letter(write, letter, words, standing)
        _hold(write, source, letter.letter_id)
        if kin.kinship is not Kinship.REVISION:
            write(
                "INSERT OR IGNORE INTO holdings SELECT sha256, ?, name, container"
                " FROM holdings WHERE letter_id = ?",
                (letter.letter_id, kin.letter_id),
            )
        for number, (each, following) in enumerate(pairwise([*ids, None]), 1):
            write(
                "UPDATE letters SET version = ?, replaced_by = ? WHERE letter_id = ?",
                (number, following, each),
            )
        if place + 1 < len(ids):
            note = f"an earlier version of the same letter, kept as version {place + 1}"
            _note_change(write, letter.letter_id, "replaced")
        else:
            _note_change(write, ids[-2], "replaced")
            _note_change(write, letter.letter_id, "added")
        return Entered(letter_id=letter.letter_id, outcome="updated", note=note)

    def _family(self, letter_id: str) -> tuple[str, list[tuple[str, date | None]]]:
        """A letter's family, and its versions with their dates, the oldest first."""
        rows = self._database.rows(
            "SELECT letter_id, family, dated FROM letters WHERE family ="
            " (SELECT family FROM letters WHERE letter_id = ?) ORDER BY version",
            (letter_id,),
        )
        return rows[0]["family"], [
            (row["letter_id"], date.fromisoformat(row["dated"]) if row["dated"] else None)
            for row in rows
        ]

    def _nearest(self, came: Letter, new: Wording) -> _Kin | None:
        """The letter on file that a new one is; a clean text before a scan, then the likeliest."""
        file = came.letter_id.partition(".")[0]
        found = []
        for each in self._candidates(new, set_apart=came.set_apart):
            if each["letter_id"].partition(".")[0] == file:
                continue  # letters that were sent together are two, however alike
            letter = self._database.letter(each["letter_id"])
            assert letter is not None
            old = wording(letter)
            same = each["fingerprint"] == new.fingerprint
            if kind := Kinship.SAME if same else kinship(new, old):
                found.append(
                    _Kin(
                        letter_id=letter.letter_id,
                        kinship=kind,
                        recognised=old.recognised,
                        likeness=likeness(new, old),
                    )
                )
        order = list(Kinship)
        return min(
            found,
            key=lambda kin: (order.index(kin.kinship), kin.recognised, -kin.likeness),
            default=None,
        )

    def _candidates(self, new: Wording, *, set_apart: bool) -> list[Row]:
        """Letters that are worth comparing: the same words, or a good part of them.

        A letter that is set apart takes no other's place, nor does another take its.
        """
        same = self._database.rows(
            "SELECT letter_id, fingerprint FROM letters WHERE fingerprint = ? AND set_apart = ?",
            (new.fingerprint, set_apart),
        )
        if same:
            return same
        sketch = new.sketch
        marks = ", ".join("?" * len(sketch))
        dated, body = new.front.dated, new.front.body
        days = timedelta(days=DAYS)
        return self._database.rows(
            "SELECT letter_id, fingerprint FROM sketches JOIN letters USING (letter_id)"  # noqa: S608 -- marks
            f" WHERE value IN ({marks}) AND (? IS NULL OR body IS NULL OR body = ?)"
            " AND (? IS NULL OR dated IS NULL OR dated BETWEEN ? AND ?) AND set_apart = ?"
            " GROUP BY letter_id HAVING count(*) >= ? ORDER BY count(*) DESC, letter_id LIMIT ?",
            (
                *sketch,
                body,
                body,
                dated and dated.isoformat(),
                dated and (dated - days).isoformat(),
                dated and (dated + days).isoformat(),
                set_apart,
                min(SHARED, len(sketch)),
                CANDIDATES,
            ),
        )


def _hold(write: Write, source: Source, letter_id: str) -> None:
    write(
        "INSERT OR IGNORE INTO holdings VALUES (?, ?, ?, ?)",
        (source.sha256, letter_id, source.file, source.container),
    )


def _note_change(write: Write, letter_id: str, change: str) -> None:
    write("INSERT INTO changes (letter_id, change) VALUES (?, ?)", (letter_id, change))

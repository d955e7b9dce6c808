"""The vectors of passages and of their sentences in flat files.

They are memory-mapped, or read where little is wanted at a time: what is not looked at is not in
memory. The rows of a letter stand together. New
rows are written behind the last one and count from the moment at which the table says so: a
process may be killed at any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.coded import Coded, Rows, coded, decoded, kind, rest_kind, signs, words
from vectorstore.embedding import Vectors
from vectorstore.errors import IndexDamaged

SEGMENT = 8192  # passages whose signs stand together, word by word
_COPIED = 20_000  # passages that are copied in one go
_LETTER = np.dtype([("letter", "S32"), ("passages", "<u4"), ("live", "?")])
_PASSAGE = np.dtype([("passage", "S48"), ("end", "<u8")])  # where its sentences end


@dataclass(frozen=True, kw_only=True, slots=True)
class DenseEntry:
    passage_id: str  # at most 48 characters, and the letter's at most 32
    letter_id: str
    sentences: Sequence[Vectors]  # each of shape (dimension,)
    whole: Vectors  # shape (dimension,)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Table:
    """How much of each file counts."""

    edition: int = 0  # which set of files
    dimension: int = 0
    letters: int = 0
    passages: int = 0
    sentences: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Records:
    """What is to be written behind what is there."""

    letters: NDArray[np.void]
    passages: NDArray[np.void]
    wholes: Coded
    wholes_rest: Coded
    sentences: Coded
    sentences_rest: Coded


class VectorFiles:
    """Where a method takes rows, it takes the numbers of passages as they stand in the files."""

    def __init__(self, folder: Path) -> None:
        """Open the files in `folder`, made if need be. Raises IndexDamaged."""
        self._folder = folder
        self._opened = ExitStack()
        folder.mkdir(parents=True, exist_ok=True)
        self._open()

    def close(self) -> None:
        """Let go of the files."""
        self._hold(_Table())

    # What they hold

    @property
    def letters(self) -> set[str]:
        return {*self._places}

    def __len__(self) -> int:
        """The number of rows, of dropped passages too."""
        return self._table.passages

    def counts(self) -> tuple[int, int]:
        """The number of sentence vectors and of passage vectors."""
        rows = np.flatnonzero(self._live)
        return int(self._sentences_of(rows)[1].sum()), len(rows)

    def within(self, letter_ids: Iterable[str] | None) -> NDArray[np.bool_] | None:
        """For each row whether it belongs to one of the letters; None if every row does."""
        if letter_ids is None:
            return None if self._live.all() else self._live
        wanted = np.zeros(len(self._letters), dtype=bool)
        places = map(self._places.get, letter_ids)
        wanted[[each for each in places if each is not None]] = True
        return np.repeat(wanted, self._letters["passages"])

    def rows_of(self, letter_id: str) -> slice:
        at = self._places.get(letter_id)
        return slice(0, 0) if at is None else self._rows_at(at)

    def row_of(self, passage_id: str, letter_id: str) -> int | None:
        rows = self.rows_of(letter_id)
        at = np.flatnonzero(self._passages["passage"][rows] == passage_id.encode())
        return int(rows.start + at[0]) if len(at) else None

    def passage_ids(self, rows: Rows | slice) -> list[str]:
        found: list[str] = self._passages["passage"][rows].astype(str).tolist()
        return found

    @property
    def signs(self) -> NDArray[np.uint64]:
        """The signs of the wholes, shape (segments, words, SEGMENT)."""
        return self._signs

    @property
    def wholes(self) -> Coded:
        """The vectors of passages as wholes, in bytes, a record a row."""
        return self._wholes

    def sentences(self, rows: Rows) -> tuple[Coded, Rows]:
        """The vectors of the rows' sentences, in bytes, and how many each row has."""
        firsts, counts = self._sentences_of(rows)
        return _runs(self._sentences, kind(self._table.dimension), firsts, counts), counts

    def exact_wholes(self, rows: Rows) -> Vectors:
        """The vectors of passages as they were given, shape (rows, dimension)."""
        return decoded(self._wholes[rows], self._rest(self._wholes_rest, rows, np.ones_like(rows)))

    def exact_sentences(self, rows: Rows) -> Vectors:
        """The vectors of the rows' sentences as they were given, shape (sentences, dimension)."""
        rest = self._rest(self._sentences_rest, *self._sentences_of(rows))
        return decoded(self.sentences(rows)[0], rest)

    # Changes

    def replace(self, letter_ids: Iterable[str], entries: Sequence[DenseEntry]) -> None:
        """Drop all vectors of the letters, from the disk too, and put in the given ones."""
        groups: dict[str, list[DenseEntry]] = {}
        for entry in entries:
            groups.setdefault(entry.letter_id, []).append(entry)
        self._drop({*letter_ids, *groups} & self.letters)
        if groups:
            added = _records(groups)
            dimension = added.wholes["codes"].shape[1]
            self._commit(self._append(replace(self._table, dimension=dimension), added))
        if len(self) > 2 * np.count_nonzero(self._live):
            self._tidy()

    def _drop(self, letter_ids: Iterable[str]) -> None:
        """Write zeros over the letters' rows."""
        places = [self._places[each] for each in letter_ids]
        if not places:
            return
        table = self._table
        for rows in map(self._rows_at, places):
            numbers = np.arange(rows.start, rows.stop)
            passages = self._passages[rows].copy()
            passages["passage"] = b""
            self._write(table, "passages", rows.start, passages)
            for name, start, records in (
                ("wholes", rows.start, self._wholes[rows]),
                ("sentences", self._sentences_of(numbers)[0][0], self.sentences(numbers)[0]),
            ):
                rest = np.zeros(len(records), rest_kind(table.dimension))
                self._write(table, name, start, np.zeros_like(records))
                self._write(table, f"{name}-rest", start, rest)
            none = np.zeros((len(passages), words(table.dimension)), np.uint64)
            self._write_signs(table, rows.start, none)
        self._sync(table)
        for at in places:
            letter = self._letters[at : at + 1].copy()
            letter["letter"], letter["live"] = b"", False
            self._write(table, "letters", at, letter)
        self._sync(table)
        self._open()

    def _tidy(self) -> None:
        """Write the files anew, without the rows of dropped letters."""
        fresh = _Table(edition=self._table.edition + 1, dimension=self._table.dimension)
        part: list[int] = []
        for at in [*self._places.values(), None]:
            if part and (at is None or self._letters["passages"][part].sum() > _COPIED):
                fresh = self._append(fresh, self._copied(part))
                part = []
            if at is not None:
                part.append(at)
        self._commit(fresh)
        for path in self._folder.glob("*.*"):
            if path.suffix not in (".json", f".{fresh.edition}"):
                with suppress(OSError):  # on Windows, while another process has it open
                    path.unlink()

    def _copied(self, places: Sequence[int]) -> _Records:
        rows = np.concatenate([np.arange(*self._bounds[at : at + 2]) for at in places])
        sentences, counts = self.sentences(rows)
        passages = self._passages[rows]
        passages["end"] = np.cumsum(counts)
        return _Records(
            letters=self._letters[[*places]],
            passages=passages,
            wholes=self._wholes[rows],
            wholes_rest=self._rest(self._wholes_rest, rows, np.ones_like(rows)),
            sentences=sentences,
            sentences_rest=self._rest(self._sentences_rest, *self._sentences_of(rows)),
        )

    # Files

    def _path(self, name: str, table: _Table) -> Path:
        return self._folder / f"{name}.{table.edition}"

    def _append(self, table: _Table, added: _Records) -> _Table:
        """Write records behind those that count, and return the table by which they count."""
        passages = added.passages.copy()
        passages["end"] += np.uint64(table.sentences)
        self._write(table, "letters", table.letters, added.letters)
        self._write(table, "passages", table.passages, passages)
        self._write(table, "wholes", table.passages, added.wholes)
        self._write(table, "wholes-rest", table.passages, added.wholes_rest)
        self._write(table, "sentences", table.sentences, added.sentences)
        self._write(table, "sentences-rest", table.sentences, added.sentences_rest)
        self._write_signs(table, table.passages, signs(added.wholes["codes"]))
        self._sync(table)
        return replace(
            table,
            letters=table.letters + len(added.letters),
            passages=table.passages + len(added.passages),
            sentences=table.sentences + len(added.sentences),
        )

    def _write(self, table: _Table, name: str, at: int, records: NDArray[Any]) -> None:
        """Write records to their places in a file."""
        _write(self._path(name, table), [(at * records.itemsize, records)])

    def _write_signs(self, table: _Table, row: int, bits: NDArray[np.uint64]) -> None:
        parts, (count, width) = [], bits.shape
        done = 0
        while done < count:
            segment, slot = divmod(row + done, SEGMENT)
            here = bits[done : done + SEGMENT - slot]
            for word in range(width):
                place = (segment * width + word) * SEGMENT + slot
                parts.append((place * bits.itemsize, here[:, word]))
            done += len(here)
        segments = -(-(row + count) // SEGMENT)
        length = segments * width * SEGMENT * bits.itemsize
        _write(self._path("signs", table), parts, at_least=length)

    def _sync(self, table: _Table) -> None:
        """See that what was written is on the disk. All at once: the first one pays for most."""
        for path in self._folder.glob(f"*.{table.edition}"):
            with path.open("r+b") as file:
                os.fsync(file.fileno())

    def _commit(self, table: _Table) -> None:
        self.close()
        fresh = self._folder / "table.new"
        with fresh.open("w") as file:
            json.dump(asdict(table), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._folder / "table.json")
        self._open()

    def _open(self) -> None:
        table = self._read_table()
        try:
            self._hold(table)
        except (OSError, ValueError) as error:  # a file is too short, or gone
            self._opened.close()
            if self._read_table() == table:
                raise IndexDamaged(self._folder) from error
            self._open()  # another process has just tidied

    def _read_table(self) -> _Table:
        try:
            return _Table(**json.loads((self._folder / "table.json").read_text("utf-8")))
        except FileNotFoundError:
            return _Table()
        except (ValueError, TypeError) as error:
            raise IndexDamaged(self._folder) from error

    def _hold(self, table: _Table) -> None:
        """Map or open the files of a table."""

        def mapped(name: str, kind_: Any, *shape: int) -> NDArray[Any]:
            if 0 in shape:
                return np.empty(shape, kind_)
            # Without the class of memory-mapped arrays, whose every slice is slow to make.
            return np.asarray(np.memmap(self._path(name, table), kind_, "r", shape=shape))

        def opened(name: str, kind_: np.dtype[Any], count: int) -> FileIO | None:
            if not count:
                return None
            path = self._path(name, table)
            file = self._opened.enter_context(path.open("rb", buffering=0))
            if path.stat().st_size < count * kind_.itemsize:
                raise ValueError(f"{path} is too short.")
            return file

        self._opened.close()
        for name in ("_places", "_bounds", "_live"):
            self.__dict__.pop(name, None)
        self._table = table
        vector = kind(table.dimension)
        segments = -(-table.passages // SEGMENT)
        self._letters = mapped("letters", _LETTER, table.letters)
        self._passages = mapped("passages", _PASSAGE, table.passages)
        self._wholes = mapped("wholes", vector, table.passages)
        self._signs = mapped("signs", np.uint64, segments, words(table.dimension), SEGMENT)
        # Little is read of these at a time. Mapped, they would all come to be in memory.
        rest = rest_kind(table.dimension)
        self._sentences = opened("sentences", vector, table.sentences)
        self._wholes_rest = opened("wholes-rest", rest, table.passages)
        self._sentences_rest = opened("sentences-rest", rest, table.sentences)

    def _rest(self, file: FileIO | None, firsts: Rows, counts: Rows) -> Coded:
        return _runs(file, rest_kind(self._table.dimension), firsts, counts)

    def _sentences_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """For each row: its first sentence, and how many it has."""
        ends = self._passages["end"]
        firsts = np.where(rows > 0, ends[rows - 1], 0).astype(np.int64)
        return firsts, ends[rows].astype(np.int64) - firsts

    def _rows_at(self, place: int) -> slice:
        return slice(*self._bounds[place : place + 2])

    # Made when first needed, of the files as they were opened

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where each letter that has not been dropped stands among the letters."""
        records = zip(self._letters["letter"].tolist(), self._letters["live"].tolist(), strict=True)
        return {name.decode(): at for at, (name, live) in enumerate(records) if live}

    @cached_property
    def _bounds(self) -> list[int]:
        """The first row of each letter, and the end of the last one."""
        return [0, *np.cumsum(self._letters["passages"], dtype=np.int64).tolist()]

    @cached_property
    def _live(self) -> NDArray[np.bool_]:
        return np.repeat(self._letters["live"], self._letters["passages"])


def _runs(file: FileIO | None, record: np.dtype[Any], firsts: Rows, counts: Rows) -> Coded:
    """The runs of records that begin at `firsts` in a file, one after the other."""
    runs = []
    if file is not None:
        for first, count in zip(firsts.tolist(), counts.tolist(), strict=True):
            file.seek(first * record.itemsize)
            runs.append(file.read(count * record.itemsize))
    return np.frombuffer(b"".join(runs), record)


def _records(groups: dict[str, list[DenseEntry]]) -> _Records:
    entries = [each for group in groups.values() for each in group]
    passage, letter = _PASSAGE["passage"].itemsize, _LETTER["letter"].itemsize
    for each in entries:
        if len(each.passage_id) > passage or len(each.letter_id) > letter:
            raise ValueError(f"{each.passage_id} is too long an id for the files of vectors.")
    ends = np.cumsum([len(each.sentences) for each in entries])
    named = [(each.passage_id, end) for each, end in zip(entries, ends, strict=True)]
    wholes = np.stack([each.whole for each in entries])
    parts = [np.reshape(each.sentences, (-1, wholes.shape[1])) for each in entries]
    whole, whole_rest = coded(wholes)
    sentence, sentence_rest = coded(np.concatenate(parts))
    return _Records(
        letters=np.array([(key, len(group), True) for key, group in groups.items()], _LETTER),
        passages=np.array(named, _PASSAGE),
        wholes=whole,
        wholes_rest=whole_rest,
        sentences=sentence,
        sentences_rest=sentence_rest,
    )


def _write(path: Path, parts: Iterable[tuple[int, NDArray[Any]]], at_least: int = 0) -> None:
    """Write arrays to places in a file, made so long if it is shorter."""
    path.touch()
    with path.open("r+b") as file:
        if file.seek(0, os.SEEK_END) < at_least:
            file.truncate(at_least)
        for at, array in parts:
            file.seek(at)
            file.write(array.tobytes())

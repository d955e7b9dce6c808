"""The vectors of passages and of their sentences in flat files, which are memory-mapped.

The rows of a letter stand together. New rows are written behind the last one and count from the
moment at which the table says so: a process may be killed at any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
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
    """What the files hold, or what is to be added to them."""

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
        folder.mkdir(parents=True, exist_ok=True)
        self._open()

    def close(self) -> None:
        """Let go of the files."""
        self._hold(_Table(), "r")

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
        return int(self.sentences_of(rows)[1].sum()), len(rows)

    def within(self, letter_ids: Iterable[str] | None) -> NDArray[np.bool_] | None:
        """For each row whether it belongs to one of the letters; None if every row does."""
        if letter_ids is None:
            return None if self._live.all() else self._live
        wanted = np.zeros(len(self._held.letters), dtype=bool)
        wanted[[self._places[each] for each in letter_ids if each in self._places]] = True
        return np.repeat(wanted, self._held.letters["passages"])

    def rows_of(self, letter_id: str) -> slice:
        at = self._places.get(letter_id)
        return slice(0, 0) if at is None else slice(*self._bounds[at : at + 2])

    def row_of(self, passage_id: str, letter_id: str) -> int | None:
        rows = self.rows_of(letter_id)
        at = np.flatnonzero(self._held.passages["passage"][rows] == passage_id.encode())
        return int(rows.start + at[0]) if len(at) else None

    def passage_ids(self, rows: Rows | slice) -> list[str]:
        found: list[str] = self._held.passages["passage"][rows].astype(str).tolist()
        return found

    @property
    def wholes(self) -> Coded:
        """The vectors of passages as wholes in bytes, a record a row."""
        return self._held.wholes

    @property
    def sentences(self) -> Coded:
        """The vectors of sentences in bytes, a record each, those of a passage side by side."""
        return self._held.sentences

    def exact_wholes(self, rows: Rows | slice) -> Vectors:
        """The vectors of passages as wholes as they were given, shape (rows, dimension)."""
        return decoded(self._held.wholes[rows], self._held.wholes_rest[rows])

    def exact_sentences(self, places: Rows) -> Vectors:
        """The vectors of sentences as they were given, shape (places, dimension)."""
        return decoded(self._held.sentences[places], self._held.sentences_rest[places])

    @property
    def signs(self) -> NDArray[np.uint64]:
        """The signs of the wholes, shape (segments, words, SEGMENT)."""
        return self._signs

    def sentences_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """For each row: its first sentence, and how many it has."""
        ends = self._held.passages["end"]
        firsts = np.where(rows > 0, ends[rows - 1], 0).astype(np.int64)
        return firsts, ends[rows].astype(np.int64) - firsts

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
        self._hold(self._table, "r+")
        for rows in [slice(*self._bounds[at : at + 2]) for at in places]:
            firsts, counts = self.sentences_of(np.arange(rows.start, rows.stop))
            parts = slice(firsts[0], firsts[-1] + counts[-1])
            self._held.sentences[parts] = self._held.sentences_rest[parts] = 0
            self._held.wholes[rows] = self._held.wholes_rest[rows] = 0
            self._held.passages["passage"][rows] = b""
            for row in range(rows.start, rows.stop):
                self._signs[row // SEGMENT, :, row % SEGMENT] = 0
        self._sync()
        for at in places:
            self._held.letters[at] = (b"", self._held.letters["passages"][at], False)
        self._sync()
        self._open()

    def _tidy(self) -> None:
        """Write the files anew, without the rows of dropped letters."""
        fresh = _Table(edition=self._table.edition + 1, dimension=self._table.dimension)
        of_letter = self._held.letters["passages"]
        part: list[int] = []
        for at in [*self._places.values(), None]:
            if part and (at is None or of_letter[part].sum() > _COPIED):
                fresh = self._append(fresh, self._copied(part))
                part = []
            if at is not None:
                part.append(at)
        old = self._table.edition
        self._commit(fresh)
        for path in self._folder.glob(f"*.{old}"):
            path.unlink(missing_ok=True)

    def _copied(self, places: Sequence[int]) -> _Records:
        rows = np.concatenate([np.arange(*self._bounds[at : at + 2]) for at in places])
        firsts, counts = self.sentences_of(rows)
        parts = np.concatenate([np.arange(f, f + n) for f, n in zip(firsts, counts, strict=True)])
        passages = self._held.passages[rows]
        passages["end"] = np.cumsum(counts)
        return _Records(
            letters=self._held.letters[[*places]],
            passages=passages,
            wholes=self._held.wholes[rows],
            wholes_rest=self._held.wholes_rest[rows],
            sentences=self._held.sentences[parts],
            sentences_rest=self._held.sentences_rest[parts],
        )

    # Files

    def _path(self, name: str, table: _Table) -> Path:
        return self._folder / f"{name}.{table.edition}"

    def _append(self, table: _Table, added: _Records) -> _Table:
        """Write records behind those that count, and return the table by which they count."""
        passages = added.passages.copy()
        passages["end"] += np.uint64(table.sentences)
        for name, at, records in (
            ("letters", table.letters, added.letters),
            ("passages", table.passages, passages),
            ("wholes", table.passages, added.wholes),
            ("wholes-rest", table.passages, added.wholes_rest),
            ("sentences", table.sentences, added.sentences),
            ("sentences-rest", table.sentences, added.sentences_rest),
        ):
            _write(self._path(name, table), [(at * records.itemsize, records)])
        bits = signs(added.wholes["codes"])
        parts, done = [], 0
        while done < len(bits):
            segment, slot = divmod(table.passages + done, SEGMENT)
            here = bits[done : done + SEGMENT - slot]
            for word in range(bits.shape[1]):
                place = (segment * bits.shape[1] + word) * SEGMENT + slot
                parts.append((place * bits.itemsize, np.ascontiguousarray(here[:, word])))
            done += len(here)
        segments = -(-(table.passages + len(bits)) // SEGMENT)
        _write(self._path("signs", table), parts, segments * SEGMENT * bits[0].nbytes)
        return replace(
            table,
            letters=table.letters + len(added.letters),
            passages=table.passages + len(added.passages),
            sentences=table.sentences + len(added.sentences),
        )

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
        try:
            table = _Table(**json.loads((self._folder / "table.json").read_text("utf-8")))
        except FileNotFoundError:
            table = _Table()
        except (ValueError, TypeError) as error:
            raise IndexDamaged(self._folder) from error
        try:
            self._hold(table, "r")
        except (OSError, ValueError, OverflowError) as error:  # too short, or gone
            raise IndexDamaged(self._folder) from error

    def _hold(self, table: _Table, mode: Any) -> None:
        """Map the files of a table."""

        def held(name: str, kind_: Any, shape: Any) -> Any:
            if 0 in np.atleast_1d(shape):
                return np.empty(shape, kind_)
            return np.memmap(self._path(name, table), kind_, mode, shape=shape)

        for name in ("_places", "_bounds", "_live"):
            self.__dict__.pop(name, None)
        self._table = table
        vector, rest = kind(table.dimension), rest_kind(table.dimension)
        segments = -(-table.passages // SEGMENT)
        self._maps = [
            held("letters", _LETTER, table.letters),
            held("passages", _PASSAGE, table.passages),
            held("wholes", vector, table.passages),
            held("wholes-rest", rest, table.passages),
            held("sentences", vector, table.sentences),
            held("sentences-rest", rest, table.sentences),
            held("signs", np.uint64, (segments, words(table.dimension), SEGMENT)),
        ]
        # Without the class of memory-mapped arrays, whose every slice is slow to make.
        *records, self._signs = map(np.asarray, self._maps)
        self._held = _Records(**dict(zip(_Records.__slots__, records, strict=True)))

    def _sync(self) -> None:
        for each in self._maps:
            if isinstance(each, np.memmap):
                each.flush()

    # Made when first needed, of the files as they were opened

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where each letter that has not been dropped stands among the letters."""
        letters = self._held.letters
        return {
            name.decode(): at
            for at, (name, live) in enumerate(
                zip(letters["letter"].tolist(), letters["live"].tolist(), strict=True)
            )
            if live
        }

    @cached_property
    def _bounds(self) -> list[int]:
        """The first row of each letter, and the end of the last one."""
        return [0, *np.cumsum(self._held.letters["passages"], dtype=np.int64).tolist()]

    @cached_property
    def _live(self) -> NDArray[np.bool_]:
        return np.repeat(self._held.letters["live"], self._held.letters["passages"])


def _records(groups: dict[str, list[DenseEntry]]) -> _Records:
    entries = [each for group in groups.values() for each in group]
    passage, letter = _PASSAGE["passage"].itemsize, _LETTER["letter"].itemsize
    for each in entries:
        if len(each.passage_id) > passage or len(each.letter_id) > letter:
            raise ValueError(f"{each.passage_id} is too long an id for the files of vectors.")
    ends = np.cumsum([len(each.sentences) for each in entries])
    wholes = np.stack([each.whole for each in entries])
    sentences = np.concatenate(
        [np.reshape(each.sentences, (-1, wholes.shape[1])) for each in entries]
    )
    named = [(each.passage_id, end) for each, end in zip(entries, ends, strict=True)]
    (whole, whole_rest), (part, part_rest) = coded(wholes), coded(sentences)
    return _Records(
        letters=np.array([(key, len(group), True) for key, group in groups.items()], _LETTER),
        passages=np.array(named, _PASSAGE),
        wholes=whole,
        wholes_rest=whole_rest,
        sentences=part,
        sentences_rest=part_rest,
    )


def _write(path: Path, parts: Iterable[tuple[int, NDArray[Any]]], length: int = 0) -> None:
    """Write arrays at places in a file, made that long if it is shorter; they are on the disk."""
    path.touch()
    with path.open("r+b") as file:
        if file.seek(0, os.SEEK_END) < length:
            file.truncate(length)
        for at, array in parts:
            file.seek(at)
            file.write(array.tobytes())
        file.flush()
        os.fsync(file.fileno())

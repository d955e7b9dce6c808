"""Files become letters in the library; a file that cannot be taken stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.model import Letter
from ingest.reading import Known, Progress, Read, Refused, Source, read_files
from vectorstore.errors import FileChanged
from vectorstore.library import Library
from vectorstore.records import LetterRecord
from vectorstore.register import Entered, Outcome
from vectorstore.rows import record_of

TOGETHER = 200  # passages that are embedded and indexed in one go


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A letter in a file that came in."""

    file: str  # the name shown
    container: str | None  # the archive or e-mail that it came in
    letter: LetterRecord
    note: str | None  # why, where that is not plain: "the same text as reply.pdf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """What came of ingesting some files: the ingest report."""

    added: tuple[Taken, ...]
    updated: tuple[Taken, ...]
    unchanged: tuple[Taken, ...]
    refused: tuple[Refused, ...]

    @property
    def passages(self) -> int:
        """How many passages can be found that could not be found before."""
        current = {
            each.letter.letter_id: each.letter.passages
            for each in (*self.added, *self.updated)
            if each.letter.replaced_by is None and not each.letter.set_apart
        }
        return sum(current.values())


def take_in(
    paths: Sequence[Path],
    library: Library,
    progress: Progress | None = None,
    *,
    recognise: bool = True,
) -> Intake:
    """Read each file, and each file below each folder, and keep it.

    Args:
        recognise: read the words in pictures of pages too, where that is installed.

    Raises:
        LibraryBusy: another process is writing.
        ChromaUnreachable: all is kept and can be found, but Chroma was not told.
    """
    intake = _Intake(library, progress)
    reading = read_files(
        paths, known=library.knows, recognise=recognise, progress=intake.note_progress
    )
    with closing(reading):
        for each in reading:
            match each:
                case Read():
                    intake.keep(each)
                case Known():
                    intake.pass_over(each)
                case Refused():
                    intake.refused.append(each)
    return intake.finished()


class _Intake:
    """An ingest that is under way."""

    def __init__(self, library: Library, progress: Progress | None) -> None:
        self.refused: list[Refused] = []
        self._library = library
        self._progress = progress
        self._files = 0, 0  # done, in all
        self._waiting = 0  # passages that are kept and not indexed yet
        self._taken: list[tuple[Source, Entered, Letter | None]] = []

    def note_progress(self, stage: str, done: int, of: int) -> None:
        self._files = done, of
        if self._progress:
            self._progress(stage, done, of)

    def keep(self, read: Read) -> None:
        source = read.source
        try:
            entered = self._library.add(source, read.letters)
        except FileChanged as problem:
            self.refused.append(
                Refused(file=source.file, container=source.container, reason=str(problem))
            )
            return
        for one, letter in zip(entered, read.letters, strict=True):
            self._taken.append((source, one, letter))
            self._waiting += len(letter.passages) if one.outcome != "unchanged" else 0
        if self._waiting >= TOGETHER:
            self._index()

    def pass_over(self, known: Known) -> None:
        for letter_id in self._library.letters_in(known.source.sha256):
            there = Entered(letter_id=letter_id, outcome="unchanged", note=None)
            self._taken.append((known.source, there, None))

    def finished(self) -> Intake:
        self._index()
        if any(one.outcome != "unchanged" for _, one, _ in self._taken):
            self._library.settle(self._progress)
        if self._progress:
            self._progress("Done", self._files[1], self._files[1])
        records = self._library.records({one.letter_id for _, one, _ in self._taken})
        taken: dict[Outcome, list[Taken]] = {"added": [], "updated": [], "unchanged": []}
        for source, one, letter in self._taken:
            if record := records.get(one.letter_id):
                taken[one.outcome].append(_taken(source, one, letter, record))
        return Intake(
            added=tuple(taken["added"]),
            updated=tuple(taken["updated"]),
            unchanged=tuple(taken["unchanged"]),
            refused=tuple(self.refused),
        )

    def _index(self) -> None:
        if self._waiting and self._progress:
            self._progress("Indexing", len(self._taken), max(len(self._taken), self._files[1]))
        self._library.catch_up()
        self._waiting = 0


def _taken(source: Source, one: Entered, read: Letter | None, record: LetterRecord) -> Taken:
    """The letter on file, with what was met in reading this file of it."""
    if read is not None:
        here = record_of(read)
        record = replace(
            record,
            pages=here.pages,
            pages_empty=here.pages_empty,
            pages_recognised=here.pages_recognised,
            warnings=here.warnings,
            guesses=here.guesses,
        )
    return Taken(file=source.file, container=source.container, letter=record, note=one.note)

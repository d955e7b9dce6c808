"""Files become letters in the library, one by one; a file that cannot be taken stops no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.reading import letter_files, read_letters
from vectorstore.library import Library
from vectorstore.records import LetterRecord

Progress = Callable[[str, int, int], None]  # what is being done, files done, files in all


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    file: str
    reason: str  # a sentence without its subject: "is empty. Export it again …"


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """What came of ingesting some files."""

    added: tuple[LetterRecord, ...]
    updated: tuple[LetterRecord, ...]
    unchanged: tuple[LetterRecord, ...]
    refused: tuple[Refusal, ...]

    @property
    def passages(self) -> int:
        return sum(letter.passages for letter in (*self.added, *self.updated))


def take_in(paths: Sequence[Path], library: Library, progress: Progress | None = None) -> Intake:
    """Read each file, and each file below each folder, and keep it.

    Raises LibraryBusy if another process is writing.
    """
    taken: dict[str, list[LetterRecord]] = {"added": [], "updated": [], "unchanged": []}
    refused: list[Refusal] = []
    found = {path: letter_files(path) for path in paths}
    for path, inside in found.items():
        if not inside:
            refused.append(Refusal(file=str(path), reason="holds no file. Name another folder."))
    files = list(dict.fromkeys(file for inside in found.values() for file in inside))
    for done, file in enumerate(files):
        if progress:
            progress(f"Reading {file.name}", done, len(files))
        try:
            letters, data = read_letters(file)
        except UnreadableFile as problem:
            refused.append(Refusal(file=problem.file, reason=problem.reason))
            continue
        if progress:
            progress(f"Indexing {file.name}", done, len(files))
        for letter in letters:
            taken[library.add(letter, data)].append(library.record(letter.letter_id))
    if progress:
        progress("Done", len(files), len(files))
    return Intake(
        added=tuple(taken["added"]),
        updated=tuple(taken["updated"]),
        unchanged=tuple(taken["unchanged"]),
        refused=tuple(refused),
    )

"""A library that another version of the product made is read again from its original files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ingest.reading import Known, Progress, Read, Refused, read_files
from vectorstore.answers import Answers
from vectorstore.database import Database
from vectorstore.drafts import Drafts
from vectorstore.lock import writing
from vectorstore.previous import Original, Previous, previous_library
from vectorstore.register import Register

UNREAD = "unread"  # the folder of originals that could not be read again
NAMED = 50  # characters of its name there, the last: no file system finds them too many
GONE = "is missing from the originals. Ingest it again, if there is another copy."
PARTED = "held a letter that was removed, and what was left is no longer read as the same letters."


def bring_up_to_date(folder: Path, progress: Progress | None = None) -> list[Refused]:
    """Make the database anew from the originals; the indexes are to be rebuilt after it.

    Until the new database takes the old one's place in one step, the old one keeps what it says,
    and nobody else can open it. An original that is missing is returned, and one that can no
    longer be read, which is copied to the folder "unread".

    Raises:
        LibraryBusy: the library is open elsewhere.
        LibraryDamaged: the old database cannot be read.
    """
    with writing(folder):
        database = folder / "library.sqlite"
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            fresh = Path(scratch) / "library.sqlite"
            with previous_library(database) as previous:
                refused = _read_again(folder, previous, fresh, Path(scratch), progress)
            # Windows replaces no open file, so the old one has been closed. SQLite would replay
            # any log that stands beside it over the new one.
            for log in ("-wal", "-shm"):
                Path(f"{database}{log}").unlink(missing_ok=True)
            fresh.replace(database)
        for name in ("dense", "lexical"):
            shutil.rmtree(folder / name, ignore_errors=True)
    return refused


def _read_again(
    folder: Path, previous: Previous, fresh: Path, scratch: Path, progress: Progress | None
) -> list[Refused]:
    originals = folder / "originals"
    found: list[tuple[Original, Path]] = []
    refused = []
    for original in previous.originals:
        (scratch / original.sha256).mkdir(exist_ok=True)
        file = scratch / original.sha256 / Path(original.name).name
        try:
            shutil.copyfile(originals / original.sha256, file)
        except FileNotFoundError:
            refused.append(Refused(file=original.name, container=original.container, reason=GONE))
        else:
            found.append((original, file))
    database = Database(fresh)
    try:
        register = Register(database)
        every = _each_read([file for _, file in found], progress)
        for (original, file), read in zip(found, every, strict=True):
            if refusal := _enter(register, original, read):
                kept = f"{UNREAD}/{original.sha256[:16]}-{file.name[-NAMED:]}"
                (folder / UNREAD).mkdir(exist_ok=True)
                shutil.copyfile(file, folder / kept)
                refused.append(
                    replace(
                        refusal, reason=f"{refusal.reason} It is kept in the library as {kept}."
                    )
                )
        Answers(database).take_over(previous.answers)
        Drafts(database).take_over(previous.drafts)
        database.forget()
    finally:
        database.close()
    return refused


def _enter(register: Register, original: Original, read: Read | Refused) -> Refused | None:
    """Put the letters of an original on file; of those, none that had been removed."""
    if isinstance(read, Refused):
        return read
    source = replace(read.source, container=original.container)
    if original.letters is None:
        register.enter(source, read.letters)
        return None
    left = [letter for letter in read.letters if letter.letter_id in original.letters]
    if not left:
        return Refused(file=source.file, container=source.container, reason=PARTED)
    register.enter(source, left, whole=False)
    return None


def _each_read(files: Sequence[Path], progress: Progress | None) -> Iterator[Read | Refused]:
    """What was read of each file; what is attached to it is an original of its own."""
    with closing(read_files(files, progress=progress)) as reading:
        for each in reading:
            if not isinstance(each, Known) and not _container(each):
                yield each


def _container(read: Read | Refused) -> str | None:
    return read.source.container if isinstance(read, Read) else read.container

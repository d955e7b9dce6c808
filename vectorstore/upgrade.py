"""A library that another version of the product made is read again from its original files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ingest.reading import Known, Progress, Read, Refused, read_files
from vectorstore.database import Database, Previous, previous_library
from vectorstore.lock import writing
from vectorstore.register import Register

UNREAD = "unread"  # the folder of originals that could not be read again
NAMED = 50  # characters of its name there, the last: no file system finds them too many
GONE = "is missing from the originals. Ingest it again, if there is another copy."


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
    files, refused = [], []
    for sha256, name in previous.files:
        (scratch / sha256).mkdir(exist_ok=True)
        file = scratch / sha256 / Path(name).name
        try:
            shutil.copyfile(originals / sha256, file)
        except FileNotFoundError:
            refused.append(Refused(file=name, container=None, reason=GONE))
        else:
            files.append(file)
    database = Database(fresh)
    try:
        register = Register(database)
        for file, read in _each_read(files, progress):
            if isinstance(read, Read):
                register.enter(read.source, read.letters)
            else:
                kept = f"{UNREAD}/{file.parent.name[:16]}-{file.name[-NAMED:]}"
                (folder / UNREAD).mkdir(exist_ok=True)
                shutil.copyfile(file, folder / kept)
                refused.append(
                    replace(read, reason=f"{read.reason} It is kept in the library as {kept}.")
                )
        for question, answer in previous.answers:
            database.keep_answer(question, answer)
        database.forget()
    finally:
        database.close()
    return refused


def _each_read(
    files: Sequence[Path], progress: Progress | None
) -> Iterator[tuple[Path, Read | Refused]]:
    """Each file with what was read of it; what is attached to it is an original of its own."""
    with closing(read_files(files, progress=progress)) as reading:
        own = (each for each in reading if not isinstance(each, Known) and not _container(each))
        yield from zip(files, own, strict=True)


def _container(read: Read | Refused) -> str | None:
    return read.source.container if isinstance(read, Read) else read.container

"""A library that another version of the product made is read again from its original files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from ingest.reading import Read, Refused, read_files
from vectorstore.database import Database, Previous, read_previous
from vectorstore.lock import writing
from vectorstore.register import Register

UNREAD = "unread"  # the folder of originals that could not be read again

Progress = Callable[[str, int, int], None]


def bring_up_to_date(folder: Path, progress: Progress | None = None) -> list[Refused]:
    """Make the database anew from the originals; the indexes are to be rebuilt after it.

    Until the new database takes the old one's place in one step, the old one stays as it is.
    An original that can no longer be read is moved to the folder "unread", and returned.
    """
    with writing(folder):
        previous = read_previous(folder / "library.sqlite")
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            fresh = Path(scratch) / "library.sqlite"
            refused = _read_again(folder, previous, fresh, Path(scratch), progress)
            fresh.replace(folder / "library.sqlite")
        for name in ("dense", "lexical"):
            shutil.rmtree(folder / name, ignore_errors=True)
    return refused


def _read_again(
    folder: Path, previous: Previous, fresh: Path, scratch: Path, progress: Progress | None
) -> list[Refused]:
    originals = folder / "originals"
    files = []
    for sha256, name in previous.files:
        (scratch / sha256).mkdir(exist_ok=True)
        files.append(scratch / sha256 / Path(name).name)
        shutil.copyfile(originals / sha256, files[-1])
    refused = []
    database = Database(fresh)
    try:
        register = Register(database)
        found = read_files(files, progress=progress)
        for file, each in zip(files, found, strict=True):
            if isinstance(each, Read):
                register.enter(each.source, each.letters)
            elif isinstance(each, Refused):
                (folder / UNREAD).mkdir(exist_ok=True)
                shutil.copyfile(file, folder / UNREAD / file.name)
                refused.append(each)
        for question, answer in previous.answers:
            database.keep_answer(question, answer)
        database.forget()
    finally:
        database.close()
    return refused

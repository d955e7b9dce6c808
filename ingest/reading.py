"""Files become letters: found, known again by their bytes, and read in limited processes.

Nothing that a file holds is parsed or searched in this process: what is told of it is data, and
is checked as such.
"""

from __future__ import annotations

import atexit
import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.jobs import ITEMS, LETTERS, REPORT, Job, Task
from ingest.model import Item, Letter, Report
from ingest.pool import Pool

SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".md", ".markdown"})
LARGEST_FILE = 100 * 2**20  # bytes
AHEAD = 8  # files that are read before they are asked for

Progress = Callable[[str, int, int], None]  # what is being done, files done, files in all


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file that is read: on disk, or inside an archive or an e-mail."""

    path: Path  # where its bytes are: of a member, a temporary file
    file: str  # the name shown
    container: str | None  # what it came in: "office.zip", "outer.zip/reply.eml"
    sha256: str  # of its bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    source: Source
    letters: tuple[Letter, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A file whose bytes are in the library already; it was not read again."""

    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    file: str
    container: str | None
    reason: str  # a sentence without its subject: "is empty. Export it again …"


def never(sha256: str) -> bool:
    return False


def read_files(
    paths: Sequence[Path],
    *,
    known: Callable[[str], bool] = never,
    recognise: bool = True,
    progress: Progress | None = None,
) -> Generator[Read | Known | Refused, None, None]:
    """Read the letters of files and of all that is in folders, in order.

    The next files are read while the caller takes in one. Close the iterator, or come to its end,
    to end the processes that read.

    Args:
        known: whether the library holds the bytes with this SHA-256.
        recognise: read the words in pictures of pages too, where that is installed.
    """
    with Pool(min(2, os.cpu_count() or 1)) as pool, ThreadPoolExecutor(pool.size) as threads:
        ahead: deque[Future[Read | Known | Refused]] = deque()
        try:
            for found in _found(paths, known, progress):
                ahead.append(_begun(found, pool, threads, recognise))
                while len(ahead) > AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for each in ahead:
                each.cancel()
            pool.close()


def read_letters(path: Path) -> tuple[tuple[Letter, ...], bytes]:
    """Read the letters in a file and return them with its bytes.

    Raises:
        UnreadableFile: the file is missing, empty, locked, damaged or of another kind.
    """
    source = _source(path)
    return _letters(source, _one(), recognise=True), path.read_bytes()


def read_items(path: Path) -> tuple[Item, ...]:
    """Read the items of a letter or of an inspection report, whichever the file is.

    Raises UnreadableFile as read_letters does.
    """
    return _one().ask(_job(Task.ITEMS, _source(path)), ITEMS)


def read_report(path: Path) -> Report:
    """Read a file as an inspection report. Raises UnreadableFile as read_letters does."""
    return _one().ask(_job(Task.REPORT, _source(path)), REPORT)


def report_from_text(text: str) -> Report:
    """Read pasted text as an inspection report."""
    job = Job(
        task=Task.PASTED, file="pasted text.txt", path="", sha256="", text=text, recognise=False
    )
    return _one().ask(job, REPORT)


def letter_files(path: Path) -> list[Path]:
    """Return the file, or every file below a folder, hidden ones apart, in order of name."""
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(p.startswith(".") for p in file.relative_to(path).parts)
    )


@cache
def _one() -> Pool:
    """The process that reads single files, kept for the next."""
    pool = Pool(1)
    atexit.register(pool.close)
    return pool


def _found(
    paths: Sequence[Path], known: Callable[[str], bool], progress: Progress | None
) -> Iterator[Source | Known | Refused]:
    folders = {path: letter_files(path) for path in paths}
    for path, inside in folders.items():
        if not inside:
            yield Refused(
                file=str(path), container=None, reason="holds no file. Name another folder."
            )
    files = list(dict.fromkeys(file for inside in folders.values() for file in inside))
    for done, path in enumerate(files):
        if progress:
            progress(f"Reading {path.name}", done, len(files))
        try:
            source = _source(path)
        except UnreadableFile as refusal:
            yield Refused(file=refusal.file, container=None, reason=refusal.reason)
            continue
        yield Known(source=source) if known(source.sha256) else source


def _begun(
    found: Source | Known | Refused, pool: Pool, threads: ThreadPoolExecutor, recognise: bool
) -> Future[Read | Known | Refused]:
    if isinstance(found, Source):
        return threads.submit(_read, found, pool, recognise)
    done = Future[Read | Known | Refused]()
    done.set_result(found)
    return done


def _read(source: Source, pool: Pool, recognise: bool) -> Read | Refused:
    try:
        return Read(source=source, letters=_letters(source, pool, recognise=recognise))
    except UnreadableFile as refusal:
        return Refused(file=source.file, container=source.container, reason=refusal.reason)


def _letters(source: Source, pool: Pool, *, recognise: bool) -> tuple[Letter, ...]:
    letters = pool.ask(_job(Task.LETTERS, source, recognise=recognise), LETTERS)
    return tuple(_with_texts(letter) for letter in letters)


def _with_texts(letter: Letter) -> Letter:
    """With the texts of the passages, which are not told: they are slices of the letter's."""
    passages = tuple(
        replace(each, text=letter.text[each.start : each.end]) for each in letter.passages
    )
    return replace(letter, passages=passages)


def _job(task: Task, source: Source, *, recognise: bool = True) -> Job:
    return Job(
        task=task,
        file=source.file,
        path=str(source.path.absolute()),
        sha256=source.sha256,
        text="",
        recognise=recognise,
    )


def _source(path: Path, file: str = "", container: str | None = None) -> Source:
    """Look at a file without reading what it says. Raises UnreadableFile."""
    file = file or _shown(path.name)
    if not path.exists():
        raise UnreadableFile(file, "does not exist. Check the name and the folder.")
    if path.is_dir():
        raise UnreadableFile(file, "is a folder. Name a file in it.")
    if path.suffix.casefold() not in SUFFIXES or not path.is_file():
        raise UnreadableFile(
            file, "is of a kind that is not read. Save it as PDF, Word (.docx) or plain text."
        )
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile(file, "is larger than 100 MB. Split it, then retry.")
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            file, f"cannot be opened ({error.strerror}). Close it elsewhere, then retry."
        ) from error
    return Source(path=path, file=file, container=container, sha256=digest)


def _shown(name: str) -> str:
    """A file's name as it can be printed, whatever bytes it is made of."""
    name = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)

"""Files become letters: found, known again by their bytes, and read in limited processes.

No file is parsed in this process: what is told of it is data, and is checked as such.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pydantic import TypeAdapter

from ingest.errors import UnreadableFile
from ingest.files.jobs import ITEMS, LETTERS, REPORT, Job, Task
from ingest.files.lending import lent
from ingest.files.names import shown
from ingest.files.pool import Pool
from ingest.files.sources import Finder, Progress, Refused, Source, letter_files, look_at
from ingest.limits import LARGEST_FILE
from ingest.model import Item, Letter, Report

__all__ = [
    "LARGEST_FILE",
    "Known",
    "Progress",
    "Read",
    "Refused",
    "Source",
    "letter_files",
    "read_files",
    "read_items",
    "read_letters",
    "read_report",
    "report_from_text",
]

AHEAD = 8  # files that are read before they are asked for

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    source: Source
    letters: tuple[Letter, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A file whose bytes are in the library already; it was not read again."""

    source: Source


def never(sha256: str) -> bool:
    return False


def read_files(
    paths: Sequence[Path],
    *,
    known: Callable[[str], bool] = never,
    recognise: bool = True,
    progress: Progress | None = None,
) -> Generator[Read | Known | Refused, None, None]:
    """Read the letters of files, and of all that is in folders, archives and e-mails, in order.

    The next files are read while the caller takes in one; the bytes of one that was unpacked are
    there until the next is asked for. Close the iterator, or come to its end, to end what is under
    way.

    Args:
        known: whether the library holds the bytes with this SHA-256.
        recognise: read the words in pictures of pages too, where that is installed.
    """
    with (
        TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as scratch,
        lent() as pool,
        ThreadPoolExecutor(pool.size) as threads,
    ):
        ahead: deque[tuple[Source | Refused, Future[Read | Known | Refused]]] = deque()
        try:
            for found in Finder(pool, Path(scratch)).find(paths, progress):
                ahead.append((found, _begun(found, pool, threads, known, recognise)))
                while len(ahead) > AHEAD:
                    yield from _next(ahead)
            while ahead:
                yield from _next(ahead)
        except BaseException:
            for _, each in ahead:
                each.cancel()
            pool.close()
            raise


def read_letters(path: Path) -> tuple[tuple[Letter, ...], bytes]:
    """Read the letters in a file and return them with its bytes.

    Raises:
        UnreadableFile: the file is missing, empty, locked, damaged or of another kind.
    """
    source = look_at(path, shown(path.name), None)
    with lent() as pool:
        return _letters(source, pool, recognise=True), path.read_bytes()


def read_items(path: Path) -> tuple[Item, ...]:
    """Read the items of a letter or of an inspection report, whichever the file is.

    Raises UnreadableFile as read_letters does.
    """
    return _ask(_job(Task.ITEMS, look_at(path, shown(path.name), None)), ITEMS)


def read_report(path: Path) -> Report:
    """Read a file as an inspection report. Raises UnreadableFile as read_letters does."""
    return _ask(_job(Task.REPORT, look_at(path, shown(path.name), None)), REPORT)


def report_from_text(text: str) -> Report:
    """Read pasted text as an inspection report."""
    return _ask(Job(task=Task.PASTED, file="pasted text.txt", text=text), REPORT)


def _ask(job: Job, adapter: TypeAdapter[T]) -> T:
    with lent() as pool:
        return pool.ask(job, adapter)


def _next(
    ahead: deque[tuple[Source | Refused, Future[Read | Known | Refused]]],
) -> Generator[Read | Known | Refused, None, None]:
    found, future = ahead.popleft()
    yield future.result()
    if isinstance(found, Source) and found.container:
        found.path.unlink(missing_ok=True)


def _begun(
    found: Source | Refused,
    pool: Pool,
    threads: ThreadPoolExecutor,
    known: Callable[[str], bool],
    recognise: bool,
) -> Future[Read | Known | Refused]:
    if isinstance(found, Source) and not known(found.sha256):
        return threads.submit(_read, found, pool, recognise)
    done = Future[Read | Known | Refused]()
    done.set_result(Known(source=found) if isinstance(found, Source) else found)
    return done


def _read(source: Source, pool: Pool, recognise: bool) -> Read | Known | Refused:
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
        recognise=recognise,
    )

"""Paths become the files to read: folders, archives and e-mails are opened out, in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.files.inside import Opened
from ingest.files.jobs import OPENED, Job, Task
from ingest.files.names import left_out, shown
from ingest.files.pool import Pool
from ingest.files.suffixes import CONTAINERS, suffix
from ingest.limits import LARGEST_FILE

LARGEST_CONTAINER = 500 * 2**20  # bytes, packed and, with all that is within it, unpacked
DEEPEST = 3  # containers within containers
MOST_WITHIN = 500  # containers in all that is within one

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file that is read: on disk, or inside an archive or an e-mail."""

    path: Path  # where its bytes are: of a member, a temporary file
    file: str  # the name shown
    container: str | None  # what it came in: "office.zip", "office.zip/2022/reply.eml"
    sha256: str  # of its bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    file: str
    container: str | None
    reason: str  # a sentence without its subject: "is empty. Export it again …"


class Finder:
    """Finds the files to read, and unpacks what is in others to a folder."""

    def __init__(self, pool: Pool, scratch: Path) -> None:
        self._pool = pool
        self._scratch = scratch
        self._numbers = count(1)

    def find(self, paths: Sequence[Path], progress: Progress | None) -> Iterator[Source | Refused]:
        folders = {path: letter_files(path) for path in paths}
        for path, inside in folders.items():
            if not inside:
                yield Refused(
                    file=str(path), container=None, reason="holds no file. Name another folder."
                )
        files = list(dict.fromkeys(file for inside in folders.values() for file in inside))
        for done, path in enumerate(files):
            if progress:
                progress(f"Reading {shown(path.name)}", done, len(files))
            yield from self._look_at(path, shown(path.name), None, _Room(LARGEST_CONTAINER), 0)

    def _look_at(
        self, path: Path, file: str, container: str | None, room: _Room, depth: int
    ) -> Iterator[Source | Refused]:
        try:
            source = look_at(path, file, container)
            opened = self._open(source, room, depth)
        except UnreadableFile as refusal:
            yield Refused(file=file, container=container, reason=refusal.reason)
            return
        if opened.letter:
            yield source
        elif opened.refusal:
            yield Refused(file=file, container=container, reason=opened.refusal)
        for member in opened.members:
            within = "/".join(filter(None, (container, file, member.folder)))
            if member.refusal:
                yield Refused(file=member.file, container=within, reason=member.refusal)
            else:
                yield from self._look_at(Path(member.path), member.file, within, room, depth + 1)

    def _open(self, source: Source, room: _Room, depth: int) -> Opened:
        if suffix(source.file) not in CONTAINERS:
            return Opened(members=(), letter=True, refusal="")
        if depth > DEEPEST:
            raise UnreadableFile(
                source.file,
                f"is packed more than {DEEPEST} times over and was not opened. "
                "Unpack it, then ingest the folder.",
            )
        room.containers -= 1
        if room.containers < 0:
            raise UnreadableFile(
                source.file,
                f"is one of more than {MOST_WITHIN} archives in one and was not opened. "
                "Unpack them, then ingest the folder.",
            )
        folder = self._scratch / f"{next(self._numbers)}"
        folder.mkdir()
        job = Job(
            task=Task.OPEN,
            file=source.file,
            path=str(source.path.absolute()),
            folder=str(folder),
            room=room.left,
        )
        opened = self._pool.ask(job, OPENED)
        room.left -= sum(Path(each.path).stat().st_size for each in opened.members if each.path)
        return opened


class _Room:
    """What may still be unpacked from a container and all that is within it."""

    def __init__(self, left: int) -> None:
        self.left = left  # bytes
        self.containers = MOST_WITHIN


def letter_files(path: Path) -> list[Path]:
    """Return the file, or every file below a folder that is somebody's, in order of name."""
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not left_out(file.relative_to(path).parts)
    )


def look_at(path: Path, file: str, container: str | None) -> Source:
    """Take a file's hash, without reading what it says. Raises UnreadableFile."""
    if not path.exists():
        raise UnreadableFile(file, "does not exist. Check the name and the folder.")
    if path.is_dir():
        raise UnreadableFile(file, "is a folder. Name a file in it.")
    if not path.is_file():
        raise UnreadableFile(file, "is no file but a device or a pipe. Name a file.")
    largest = LARGEST_CONTAINER if suffix(file) in CONTAINERS else LARGEST_FILE
    if path.stat().st_size > largest:
        raise UnreadableFile(file, f"is larger than {largest // 2**20} MB. Split it, then retry.")
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            file, f"cannot be opened ({error.strerror}). Close it elsewhere, then retry."
        ) from error
    return Source(path=path, file=file, container=container, sha256=digest)

"""An archive or an e-mail becomes the files in it, each under a number in a folder of ours."""

from __future__ import annotations

import io
import mailbox
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from ingest.errors import UnreadableFile
from ingest.files.archives import MOST_ENTRIES, directory
from ingest.files.inside import Member, Opened
from ingest.files.mail import Part, content, is_letter, take_apart
from ingest.files.names import leads_outside, left_out, member_path, shown
from ingest.files.suffixes import is_read, suffix
from ingest.limits import LARGEST_FILE

PIECE = 2**20  # bytes
TOO_LARGE = "is larger than 100 MB. Split it, then retry."


@dataclass(frozen=True, kw_only=True, slots=True)
class _Inside:
    name: str
    open: Callable[[], IO[bytes]]
    refusal: str


def open_container(path: Path, file: str, folder: Path, room: int) -> Opened:
    """Write what is in a file to a folder.

    Args:
        room: how many bytes may be written.

    Raises UnreadableFile where the file is damaged or holds more than that.
    """
    if suffix(file) == ".eml":
        return _open_mail(path.read_bytes(), file, folder, room)
    if suffix(file) == ".mbox":
        return _opened(_taken(_messages(path), file, folder, room))
    with path.open("rb") as stream:
        entries = directory(stream, file, kind="a zip archive", most=room)
        with zipfile.ZipFile(stream) as archive:
            return _opened(_taken(_entries(archive, entries), file, folder, room))


def _opened(members: tuple[Member, ...]) -> Opened:
    return Opened(
        members=members, letter=False, refusal="" if members else "holds no file. Name another."
    )


def _open_mail(data: bytes, file: str, folder: Path, room: int) -> Opened:
    mail = take_apart(data, file)
    attached = (
        _Inside(
            name=part.name or "",
            open=partial(_stream, part),
            refusal="is a picture within the message and was not taken. Save it, if it says more."
            if part.inline and part.kind.startswith("image/")
            else "",
        )
        for part in mail.attached
    )
    members = _taken(attached, file, folder, room)
    letter = is_letter(mail) or not any(each.path and is_read(each.file) for each in members)
    return Opened(
        members=members,
        letter=letter,
        refusal=""
        if letter
        else "is a covering note: what is attached was read, the note itself was not taken. "
        "Save it as text and ingest that, if it is to be kept.",
    )


def _stream(part: Part) -> IO[bytes]:
    return io.BytesIO(content(part))


def _messages(path: Path) -> Iterator[_Inside]:
    box = mailbox.mbox(path, create=False)
    for number, key in enumerate(box.iterkeys(), 1):
        yield _Inside(name=f"message-{number}.eml", open=partial(_message, box, key), refusal="")


def _message(box: mailbox.mbox, key: str) -> IO[bytes]:
    return io.BytesIO(box.get_bytes(key))


def _entries(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> Iterator[_Inside]:
    for entry in entries:
        if entry.is_dir():
            continue
        refusal = ""
        if stat.S_ISLNK(entry.external_attr >> 16):
            refusal = "is a link to another file and was not followed. Pack the file itself."
        elif entry.flag_bits & 1:
            refusal = "is locked with a password. Unpack the archive, then ingest the folder."
        elif entry.file_size > LARGEST_FILE:
            refusal = TOO_LARGE
        yield _Inside(name=entry.filename, open=partial(archive.open, entry), refusal=refusal)


def _taken(inside: Iterable[_Inside], file: str, folder: Path, room: int) -> tuple[Member, ...]:
    """Write each file under its number; one that cannot be taken has a reason, and no file."""
    members: list[Member] = []
    for number, each in enumerate(inside, 1):
        if number > MOST_ENTRIES:
            raise UnreadableFile(file, f"holds more than {MOST_ENTRIES:,} files. Split it.")
        path = member_path(each.name)
        if left_out(path.parts):
            continue
        target, refusal = folder / f"{number}", each.refusal
        if leads_outside(path):
            refusal = "has a name that leads out of the archive. Ask its sender what it is."
        if not refusal:
            refusal, size = _write(each, target)
            room -= size
        if room < 0:
            raise UnreadableFile(file, "unpacks to more than was allowed. Split it, then retry.")
        members.append(
            Member(
                file=shown(path.name) or f"{number}",
                folder=shown("/".join(p for p in path.parts[:-1] if p not in ("/", "..", "."))),
                path="" if refusal else str(target),
                refusal=refusal,
            )
        )
    return tuple(members)


def _write(inside: _Inside, target: Path) -> tuple[str, int]:
    """Write a file and return why it could not be written, if so, and its size."""
    size = 0
    try:
        with inside.open() as source, target.open("wb") as sink:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > LARGEST_FILE:
                    return TOO_LARGE, size
                sink.write(piece)
    except NotImplementedError:
        return "is packed in a way that is not read. Pack it again as an ordinary zip.", size
    except MemoryError:
        raise
    except Exception as error:  # zipfile raises whatever zlib, bz2 and lzma raise
        return f"is damaged where it is ({type(error).__name__}). Ask for it again.", size
    return "", size

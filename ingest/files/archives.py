"""A zip is judged by its directory, before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from ingest.errors import UnreadableFile

MOST_ENTRIES = 10_000
LARGEST_RATIO = 100  # of unpacked to packed bytes
SMALL = 10 * 2**20  # bytes, of which any ratio is harmless


def directory(stream: BinaryIO, file: str, *, kind: str, most: int) -> list[zipfile.ZipInfo]:
    """Return what a zip says is in it.

    Args:
        kind: what the file was taken for, "a Word document".
        most: bytes that it may unpack to.

    Raises UnreadableFile where it is damaged, or promises more than is unpacked here.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(
            file, f"is not {kind}: it is damaged or of another kind. Export it again."
        ) from error
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFile(
            file,
            f"holds more than {MOST_ENTRIES:,} parts and was not opened. Split it, then retry.",
        )
    if sum(entry.file_size for entry in entries) > most:
        raise UnreadableFile(
            file,
            f"unpacks to more than {most // 2**20:,} MB and was not opened. "
            "Remove its pictures or split it, then retry.",
        )
    if _bomb(entries):
        raise UnreadableFile(
            file,
            f"unpacks to more than {LARGEST_RATIO} times its size and was not opened. "
            "Ask its sender for the plain files.",
        )
    return entries


def _bomb(entries: Sequence[zipfile.ZipInfo]) -> bool:
    return any(
        entry.file_size > max(SMALL, LARGEST_RATIO * entry.compress_size) for entry in entries
    )

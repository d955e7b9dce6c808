"""The original files, byte for byte, each named by its SHA-256."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from vectorstore.errors import FileChanged

_CHUNK = 2**20  # bytes


class Originals:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def keep(self, file: Path, sha256: str) -> None:
        """Copy a file; when this returns, the copy is on the disk.

        Raises FileChanged if its bytes are not those that were read.
        """
        kept = self._folder / sha256
        if kept.exists():
            return
        partial = kept.with_suffix(".partial")
        digest = hashlib.sha256()
        with file.open("rb") as source, partial.open("wb") as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if digest.hexdigest() != sha256:
            partial.unlink()
            raise FileChanged("was changed while it was read. Ingest it again.")
        partial.replace(kept)
        self._settle()

    def read(self, sha256: str) -> bytes:
        return (self._folder / sha256).read_bytes()

    def strays(self, wanted: Collection[str]) -> list[Path]:
        """What an interrupted process left: half copies, and files that hold no letter."""
        return [path for path in self._folder.iterdir() if path.name not in wanted]

    def drop(self, strays: Collection[Path]) -> None:
        for path in strays:
            path.unlink(missing_ok=True)
        if strays:
            self._settle()

    def faults(self, wanted: Collection[str]) -> Iterator[tuple[str, str]]:
        """The files that are not as they came in, by SHA-256, and what is wrong."""
        for sha256 in wanted:
            path = self._folder / sha256
            if not path.exists():
                yield sha256, "is missing"
            elif _digest(path) != sha256:
                yield sha256, "has been altered"

    def paths(self) -> list[Path]:
        return sorted(self._folder.iterdir())

    def _settle(self) -> None:
        """Have the names of the files on the disk too, where the system can."""
        if os.name == "nt":
            return
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

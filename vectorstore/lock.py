"""One process writes to a library at a time; who it is can be read by the others."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from vectorstore.errors import LibraryBusy

WAIT = 10  # seconds


@contextmanager
def writing(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the library's lock. Raises LibraryBusy, naming the holder, after `wait` seconds."""
    lock = FileLock(folder / "write.lock")
    holder = folder / "write.holder.json"
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise LibraryBusy(
            f"The library {folder} is being written by {_describe(holder)}. "
            "Wait until it has finished, then retry."
        ) from error
    try:
        started = datetime.now().astimezone().isoformat(timespec="seconds")
        command = Path(sys.argv[0]).name or "python"
        holder.write_text(
            json.dumps({"pid": os.getpid(), "command": command, "since": started}), "utf-8"
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _describe(holder: Path) -> str:
    try:
        found = json.loads(holder.read_text("utf-8"))
        return f"{found['command']} (process {found['pid']}, since {found['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"

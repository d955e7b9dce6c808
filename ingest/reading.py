"""A file becomes a Letter, or a Report: parsed in a limited process, then understood here."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from pydantic import TypeAdapter

from ingest.errors import UnreadableFile
from ingest.genre import is_response
from ingest.items import find_items
from ingest.letters import find_letters
from ingest.model import Document, Item, Letter, Report
from ingest.reports import read_pasted
from ingest.reports import read_report as report_from

SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".md", ".markdown"})
LARGEST_FILE = 100 * 2**20  # bytes
MEMORY = 4 * 2**30  # bytes of address space that the reading of a file may take
SECONDS = 120  # of processor time, likewise
TIMEOUT = 180  # seconds on the clock, likewise

_DOCUMENT = TypeAdapter(Document)


def letter_files(path: Path) -> list[Path]:
    """Return the file, or every file below a folder, hidden ones apart, in order of name."""
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(p.startswith(".") for p in file.relative_to(path).parts)
    )


def read_letters(path: Path) -> tuple[tuple[Letter, ...], bytes]:
    """Read the letters in a file and return them with its bytes.

    Raises:
        UnreadableFile: the file is missing, empty, locked, damaged or of another kind.
    """
    data = _bytes(path)
    letter_id = hashlib.sha256(data).hexdigest()[:16]
    return find_letters(_parse(data, path.name), path.name, letter_id), data


def read_items(path: Path) -> tuple[Item, ...]:
    """Read the items of a letter or of an inspection report, whichever the file is.

    Raises UnreadableFile as read_letters does.
    """
    document = _parse(_bytes(path), path.name)
    if is_response(document):
        return find_items(document).items
    return report_from(document).items


def read_report(path: Path) -> Report:
    """Read a file as an inspection report. Raises UnreadableFile as read_letters does."""
    return report_from(_parse(_bytes(path), path.name))


def report_from_text(text: str) -> Report:
    """Read pasted text as an inspection report."""
    return read_pasted(_parse(text.encode(), "pasted text.txt"))


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableFile(path.name, "does not exist. Check the name and the folder.")
    if path.is_dir():
        raise UnreadableFile(path.name, "is a folder. Name a file in it.")
    if path.suffix.casefold() not in SUFFIXES:
        raise UnreadableFile(
            path.name, "is of a kind that is not read. Save it as PDF, Word (.docx) or plain text."
        )
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile(path.name, "is larger than 100 MB. Split it, then retry.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            path.name, f"cannot be opened ({error.strerror}). Close it elsewhere, then retry."
        ) from error


def _parse(data: bytes, file: str) -> Document:
    worker = [sys.executable, "-m", "ingest.worker", file, str(MEMORY), str(SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, no shell
            worker,
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            file, f"took longer than {TIMEOUT} seconds to read. Print it to a new PDF, then retry."
        ) from error
    if done.returncode != 0:
        raise UnreadableFile(
            file,
            f"could not be read within {SECONDS} seconds and {MEMORY // 2**20:,} MB of memory. "
            "Print it to a new PDF, then retry.",
        )
    reply = json.loads(done.stdout)
    if "refused" in reply:
        raise UnreadableFile(file, reply["refused"])
    return _DOCUMENT.validate_python(reply["document"])

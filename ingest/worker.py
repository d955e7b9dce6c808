"""The process in which a file is parsed: `python -m ingest.worker NAME MEMORY SECONDS`.

It takes the file on standard input and prints one JSON document, either {"document": …} or
{"refused": reason}. It runs under limits of memory (bytes of address space) and of processor
time, and nothing that it reads can do more than make it fail.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableFile
from ingest.model import Document
from ingest.readers.pdf import read_pdf
from ingest.readers.plain import read_plain
from ingest.readers.word import read_word


def parse(data: bytes, file: str) -> Document:
    """Read a file by its content, whatever its name promises."""
    suffix = Path(file).suffix.casefold()
    if not data.strip():
        raise UnreadableFile(file, "is empty. Export it again from its source.")
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return read_pdf(data, file)
    if suffix == ".pdf":
        raise UnreadableFile(file, "is not a PDF, whatever its name says. Export it as PDF again.")
    if suffix == ".docx":
        return read_word(data, file)
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(file, "is not text. Save it as PDF, Word (.docx) or plain text.")
    document = read_plain(data)
    if not document.blocks:
        raise UnreadableFile(file, "holds no text. Export it again from its source.")
    return document


def limit(memory: int, seconds: int) -> None:
    """Bound the memory and time of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    file, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit(memory, seconds)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = parse(sys.stdin.buffer.read(), file)
        reply: dict[str, Any] = {"document": asdict(document)}
    except UnreadableFile as refusal:
        reply = {"refused": refusal.reason}
    except (MemoryError, RecursionError):
        reply = {"refused": "needs too much memory to read. Print it to a new PDF, then retry."}
    sys.stdout.buffer.write(json.dumps(reply).encode())


if __name__ == "__main__":
    main()

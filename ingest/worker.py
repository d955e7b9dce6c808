"""The process that reads files for another: `python -m ingest.worker LIMITS`.

A job comes as a line of JSON on standard input, and its answer goes as frames to standard output:
a kind of one byte, a length of four, and so many bytes. Each file is read and understood in a
process of its own, forked from this one under limits, so that nothing a file holds can do more than
make its own reading fail. Where the system cannot fork, this process reads it, and the one that
waits keeps the time.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import logging
import os
import select
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NoReturn

from ingest.errors import BeyondLimits, UnreadableFile
from ingest.genre import is_response
from ingest.items import find_items
from ingest.jobs import (
    ANSWER,
    HEAD,
    ITEMS,
    LETTERS,
    NEXT_STEP,
    PAGE,
    REFUSAL,
    REPORT,
    Job,
    Task,
    job_in,
)
from ingest.kinds import parse
from ingest.letters import find_letters
from ingest.limits import Budget, Limits, begin, end_with
from ingest.model import Document, Item, Letter
from ingest.reports import read_pasted, read_report

END = b"\x00"  # after the whole of what a reader tells


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    forks = hasattr(os, "fork") and "--here" not in sys.argv
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever gives the jobs stops them
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    gc.freeze()
    with contextlib.suppress(BrokenPipeError):
        for line in sys.stdin.buffer:
            _send(out, *(_read_apart if forks else _read_here)(job_in(line), limits, out))


def answer(job: Job, limits: Limits) -> tuple[bytes, bytes]:
    """Read a file and return the kind and the content of the frame that tells of it."""
    try:
        told = _told(job)
    except (UnreadableFile, BeyondLimits) as refusal:
        reason = refusal.reason if isinstance(refusal, UnreadableFile) else str(refusal)
        return REFUSAL, reason.encode()
    except (MemoryError, RecursionError):
        return REFUSAL, f"needs too much memory to read. {NEXT_STEP}".encode()
    except Exception as error:
        return REFUSAL, f"cannot be read ({type(error).__name__}). {NEXT_STEP}".encode()
    if len(told) > limits.reply:
        return REFUSAL, b"holds too many parts to keep. Split it into its letters, then retry."
    return ANSWER, told


def _told(job: Job) -> bytes:
    if job.task is Task.PASTED:
        return REPORT.dump_json(read_pasted(parse(job.text.encode(), job.file)))
    data = Path(job.path).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if job.sha256 and digest != job.sha256:
        raise UnreadableFile(job.file, "was changed while it was being read. Retry.")
    document = parse(data, job.file, recognise=job.recognise)
    if job.task is Task.LETTERS:
        letters = find_letters(document, job.file, digest[:16])
        return LETTERS.dump_json(tuple(_lean(letter) for letter in letters))
    if job.task is Task.REPORT:
        return REPORT.dump_json(read_report(document))
    return ITEMS.dump_json(_items(document))


def _items(document: Document) -> tuple[Item, ...]:
    return find_items(document).items if is_response(document) else read_report(document).items


def _lean(letter: Letter) -> Letter:
    """Without the texts of its passages, which are slices of its own."""
    return replace(letter, passages=tuple(replace(each, text="") for each in letter.passages))


def _read_here(job: Job, limits: Limits, out: BinaryIO) -> tuple[bytes, bytes]:
    begin(Budget(limits, lambda: _send(out, PAGE)))
    return answer(job, limits)


def _read_apart(job: Job, limits: Limits, out: BinaryIO) -> tuple[bytes, bytes]:
    """Read a file in a process of its own, and end that process come what may."""
    listen, tell = os.pipe()
    worker = os.getpid()
    reader = os.fork()
    if not reader:
        _read_and_exit(job, limits, tell, worker)
    os.close(tell)
    try:
        told = _listen(listen, limits, out)
    finally:
        os.close(listen)
        os.kill(reader, signal.SIGKILL)
        os.waitpid(reader, 0)
    if told:
        return told[:1], told[1:]
    return REFUSAL, (
        f"could not be read within {limits.seconds:g} seconds and {limits.memory // 2**20:,} MB of "
        f"memory. {NEXT_STEP}"
    ).encode()


def _read_and_exit(job: Job, limits: Limits, tell: int, worker: int) -> NoReturn:
    try:
        end_with(worker)
        begin(Budget(limits, lambda: os.write(tell, PAGE)))
        kind, content = answer(job, limits)
        with os.fdopen(tell, "wb") as pipe:
            pipe.write(kind + content + END)
    finally:
        os._exit(0)


def _listen(listen: int, limits: Limits, out: BinaryIO) -> bytes:
    """Return what the reader told, b"" if it did not come to an end; pages are passed on."""
    told = bytearray()
    while len(told) <= limits.reply + 2:
        ready, _, _ = select.select([listen, sys.stdin], [], [])
        if sys.stdin in ready:
            sys.exit()  # whoever waits gave up: there is one job at a time
        heard = os.read(listen, 2**16)
        if not heard:
            return bytes(told[:-1]) if told.endswith(END) else b""
        pages = 0 if told else len(heard) - len(heard.lstrip(PAGE))
        for _ in range(pages):
            _send(out, PAGE)
        told += heard[pages:]
    return b""


def _send(out: BinaryIO, kind: bytes, content: bytes = b"") -> None:
    out.write(HEAD.pack(kind, len(content)) + content)
    out.flush()


if __name__ == "__main__":
    main()

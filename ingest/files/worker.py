"""Jobs are done one by one, and what came of each is told.

An answer goes as frames to standard output: a kind of one byte, a length of four, and so many
bytes. Limits are set anew for each file; nothing that a file holds can do more than make this
process fail, and another is started then.
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from ingest import limits
from ingest.errors import BeyondLimits, UnreadableFile
from ingest.files.containers import open_container
from ingest.files.jobs import (
    ANSWER,
    HEAD,
    ITEMS,
    LAST,
    LETTERS,
    NEXT_STEP,
    OPENED,
    PAGE,
    REFUSAL,
    REPORT,
    Job,
    Task,
    job_in,
)
from ingest.files.kinds import parse
from ingest.fronts.body_list import extend_bodies, extension
from ingest.genre import is_response
from ingest.letters import find_letters
from ingest.model import Document, Item, Letter
from ingest.reports.report import read_pasted, read_report
from ingest.structure.items import find_items


def work(jobs: SimpleQueue[bytes], allowed: str) -> None:
    """Do the jobs under limits, which are JSON. Raises BrokenPipeError where nobody hears it."""
    under = limits.Limits(**json.loads(allowed))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    gc.freeze()  # what is loaded is not looked through again
    while True:
        _do(job_in(jobs.get()), under, out)


def _do(job: Job, allowed: limits.Limits, out: BinaryIO) -> None:
    limits.begin(allowed, lambda: _send(out, PAGE))
    kind, content, sound = answer(job, allowed)
    if not sound or limits.grown():
        _send(out, LAST)
    _send(out, kind, content)


def answer(job: Job, allowed: limits.Limits) -> tuple[bytes, bytes, bool]:
    """Read a file: the kind and the content of the frame that tells of it, and whether all is well.

    After an error that no reader foresaw, this process is not to be used again.
    """
    try:
        told = _told(job)
    except (UnreadableFile, BeyondLimits) as refusal:
        reason = refusal.reason if isinstance(refusal, UnreadableFile) else str(refusal)
        return REFUSAL, reason.encode(), True
    except (MemoryError, RecursionError, ImportError):  # a library that finds no room
        return REFUSAL, f"needs too much memory to read. {NEXT_STEP}".encode(), False
    except Exception as error:
        return REFUSAL, f"cannot be read ({type(error).__name__}). {NEXT_STEP}".encode(), False
    if len(told) > allowed.reply:
        reason = "holds too many parts to keep. Split it into its letters, then retry."
        return REFUSAL, reason.encode(), True
    return ANSWER, told, True


def _told(job: Job) -> bytes:
    if job.task is Task.OPEN:
        opened = open_container(Path(job.path), job.file, Path(job.folder), job.room)
        return OPENED.dump_json(opened)
    if extension() != job.bodies:
        extend_bodies(Path(job.bodies.file) if job.bodies.file else None)
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


def _send(out: BinaryIO, kind: bytes, content: bytes = b"") -> None:
    out.write(HEAD.pack(kind, len(content)) + content)
    out.flush()

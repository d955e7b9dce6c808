"""What is asked of the process that reads files, and how it tells what it read."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from pydantic import TypeAdapter

from ingest.files.inside import Opened
from ingest.fronts.body_list import Extension, extension
from ingest.model import Item, Letter, Report

# The kinds of frame. PAGE and LAST are empty: another page is read; there is no answer after this.
PAGE, LAST, ANSWER, REFUSAL = b".", b"$", b"=", b"!"
HEAD = struct.Struct(">cI")  # of a frame: its kind, and how many bytes follow

LETTERS = TypeAdapter(tuple[Letter, ...])
ITEMS = TypeAdapter(tuple[Item, ...])
REPORT = TypeAdapter(Report)
OPENED = TypeAdapter(Opened)

NEXT_STEP = "Print it to a new PDF, then retry."


class Task(StrEnum):
    LETTERS = "letters"
    ITEMS = "items"
    REPORT = "report"
    PASTED = "pasted"  # a report, from text and not from a file
    OPEN = "open"  # what is in an archive or an e-mail


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    task: Task
    file: str  # the name shown
    path: str = ""  # where the bytes are
    sha256: str = ""  # of the bytes, where somebody took it
    text: str = ""  # that was pasted
    recognise: bool = True  # words in pictures too
    folder: str = ""  # where what is in the file is written
    room: int = 0  # how many bytes may be written there
    bodies: Extension = field(default_factory=extension)  # of the list of bodies

    def line(self) -> bytes:
        """The job as a line; a name that is not UTF-8 travels as Python escapes it."""
        return json.dumps(asdict(self)).encode() + b"\n"


def job_in(line: bytes) -> Job:
    fields = json.loads(line)
    task, bodies = Task(fields.pop("task")), Extension(**fields.pop("bodies"))
    return Job(task=task, bodies=bodies, **fields)

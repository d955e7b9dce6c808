"""What is asked of the process that reads files, and how it tells what it read."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from ingest.model import Item, Letter, Report

# The kinds of frame. PAGE and LAST are empty: another page is read; there is no answer after this.
PAGE, LAST, ANSWER, REFUSAL = b".", b"$", b"=", b"!"
HEAD = struct.Struct(">cI")  # of a frame: its kind, and how many bytes follow

LETTERS = TypeAdapter(tuple[Letter, ...])
ITEMS = TypeAdapter(tuple[Item, ...])
REPORT = TypeAdapter(Report)

NEXT_STEP = "Print it to a new PDF, then retry."


class Task(StrEnum):
    LETTERS = "letters"
    ITEMS = "items"
    REPORT = "report"
    PASTED = "pasted"  # a report, from text and not from a file


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    task: Task
    file: str  # the name shown
    path: str  # where the bytes are; "" for pasted text
    sha256: str  # of the bytes; "" where nobody took it yet
    text: str  # that was pasted, or ""
    recognise: bool  # words in pictures too

    def line(self) -> bytes:
        """The job as a line; a name that is not UTF-8 travels as Python escapes it."""
        return json.dumps(asdict(self)).encode() + b"\n"


def job_in(line: bytes) -> Job:
    fields = json.loads(line)
    return Job(**{**fields, "task": Task(fields["task"])})

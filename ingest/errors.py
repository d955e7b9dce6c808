"""What can go wrong when a file is read.

IngestError
├── UnreadableFile    the file was not taken; its message names the file, the fact, the next step
├── BodiesUnreadable  the file that extends the list of bodies is wrong; the message says where
└── BeyondLimits      what a reader finds too large while it reads; it becomes an UnreadableFile
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of every error of this package."""


class UnreadableFile(IngestError):
    """A file that cannot be read as a letter; nothing of it was kept."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file} {reason}")
        self.file = file
        self.reason = reason


class BodiesUnreadable(IngestError):
    """A file that extends the list of bodies and cannot be taken; the list is as it was."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file} {reason}")


class BeyondLimits(IngestError):
    """A file takes more than the reading of one may; the message is a refusal's reason."""

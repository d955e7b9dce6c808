"""What an archive or an e-mail turned out to hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A file that was in another."""

    file: str  # its name, without its folders
    folder: str  # in which it stood there, or ""
    path: str  # where its bytes are now, or "" where it was not taken
    refusal: str  # why it was not taken, or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    members: tuple[Member, ...]  # in the order in which they stand there
    letter: bool  # the file is a letter itself: an e-mail that is more than a covering note
    refusal: str  # why it is not taken itself, where somebody wrote it, or ""

"""Names of files as others wrote them: what can be shown of them, and which are left out."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath

LONGEST = 150  # characters of a name that is shown

_LEFT_OUT = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_OUTSIDE = re.compile(r"[a-z]:|/", re.I)


def shown(name: str) -> str:
    """A name as it can be printed on a line, whatever bytes it is made of."""
    name = os.fsencode(name).decode("utf-8", "replace")
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return name if len(name) <= LONGEST else f"{name[:60]}…{name[59 - LONGEST :]}"


def left_out(parts: tuple[str, ...]) -> bool:
    """Whether a file is nobody's: hidden, a lock that Word leaves, what a system keeps for itself.

    Args:
        parts: of its path below the folder or archive that is read.
    """
    return any(
        part.startswith((".", "~$")) or part.casefold() in _LEFT_OUT
        for part in parts
        if part not in (".", "..")
    )


def member_path(name: str) -> PurePosixPath:
    """The path that a member of an archive, or an attachment, has there."""
    return PurePosixPath(name.replace("\\", "/"))


def leads_outside(path: PurePosixPath) -> bool:
    """Whether a member's path would place it somewhere else than where it is unpacked."""
    return ".." in path.parts or bool(_OUTSIDE.match(str(path)))

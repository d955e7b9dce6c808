"""The Word files of a draft: the public letter, the office's own copy, and the invitation."""

from __future__ import annotations

import errno
import os
from datetime import datetime
from pathlib import Path

from assistant.drafting.model import DraftLetter
from assistant.drafting.review import Review
from assistant.word import write_internal, write_invitation, write_letter


def refuse_no_folder(output: Path) -> None:
    """Raises FileNotFoundError, naming the output: it would stand in no folder."""
    if not output.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(output))


def write_files(
    draft: DraftLetter,
    review: Review,
    output: Path,
    template: Path | None,
    comments_by: datetime | None,
) -> list[str]:
    """Write the letter under the name given, and the others beside it; return their names.

    The name of an incomplete letter says so.
    """
    lacking = [each.message for each in review.lacking]
    stem = f"{output.stem}-INCOMPLETE" if lacking else output.stem
    letter = output.with_name(f"{stem}{output.suffix}")
    internal = output.with_name(f"{output.stem}-internal{output.suffix}")
    invitation = output.with_name(f"{output.stem}-invitation{output.suffix}")
    write_letter(draft, letter, lacking=lacking, template=template)
    findings = [each.compared for each in review.departures]
    write_internal(draft, internal, lacking=lacking, findings=findings)
    by = comments_by.date() if comments_by else None
    write_invitation(draft, invitation, by=by, template=template)
    return [str(each) for each in (letter, internal, invitation)]

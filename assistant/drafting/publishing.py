"""An approved letter goes into the library as the newest position of its body."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting import wording
from assistant.drafting.keeping import KeptLetter
from assistant.errors import NotPublished
from assistant.word import file_name, write_letter
from vectorstore.errors import DraftNotApproved
from vectorstore.intake import Intake, take_in
from vectorstore.library import Library
from vectorstore.records import LetterRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    letter: LetterRecord
    note: str  # what was read otherwise than the draft has it, or ""


def publish_draft(kept: KeptLetter, file: Path | None, *, by: str, library: Library) -> Published:
    """Take the letter in, as it was published or else as the draft has it, and note it.

    Args:
        file: the letter as it was signed and published.

    Raises:
        DraftNotApproved: approve it first.
        NotPublished: the file could not be read as one letter.
        LibraryBusy: another process is writing.
    """
    approval = library.drafts.record(kept.draft_id).approval
    if approval is None or approval.version != kept.version:
        raise DraftNotApproved(wording.not_approved(kept.draft_id))
    with tempfile.TemporaryDirectory() as scratch:
        if file is None:
            file = Path(scratch) / file_name(kept.letter, kind="letter", incomplete=False)
            write_letter(kept.letter, file)
        letter = _the_letter(take_in([file], library), file)
    library.drafts.published(kept.draft_id, letter.letter_id, by=by)
    return Published(letter=letter, note=wording.read_otherwise(letter, kept.letter.body))


def _the_letter(intake: Intake, file: Path) -> LetterRecord:
    for refused in intake.refused:
        raise NotPublished(f"{refused.file} {refused.reason}")
    taken = [*intake.added, *intake.updated, *intake.unchanged]
    if len(taken) != 1:
        raise NotPublished(wording.not_one_letter(file.name, len(taken)))
    return taken[0].letter

"""A DraftLetter is kept in the library: each change is a version, until it is approved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.drafting import wording
from assistant.drafting.completeness import Lacking
from assistant.drafting.content import content_of, draft_from
from assistant.drafting.model import DraftLetter
from assistant.errors import DraftIncomplete
from vectorstore.draft_rows import DraftRecord
from vectorstore.library import Library

Change = Callable[[DraftLetter], DraftLetter]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptLetter:
    """A draft as it is in the library."""

    record: DraftRecord
    version: int  # of the words; the record tells of the latest
    letter: DraftLetter

    @property
    def draft_id(self) -> str:
        return self.record.draft_id


def keep_draft(letter: DraftLetter, *, by: str, library: Library) -> KeptLetter:
    """Raises LibraryBusy: another process is writing."""
    record = library.drafts.create(
        content_of(letter),
        body=letter.body,
        title=letter.report_title,
        published=letter.clock.published if letter.clock else None,
        by=by,
    )
    return KeptLetter(record=record, version=record.version, letter=letter)


def kept_draft(draft_id: str, *, library: Library, version: int | None = None) -> KeptLetter:
    """A draft as it is, or as an earlier version had it.

    Raises:
        UnknownDraft: the library has no such draft, or version of it.
        DraftUnreadable: another version of the product wrote it.
    """
    kept = library.drafts.get(draft_id, version)
    letter = draft_from(kept.content)
    return KeptLetter(record=kept.record, version=kept.version.version, letter=letter)


def change_draft(
    kept: KeptLetter, change: Change, *, what: str, by: str, library: Library
) -> KeptLetter:
    """Change a draft and keep it as its next version; a change of nothing makes none.

    Raises:
        EditRefused: the change names nothing in the draft.
        DraftChanged: somebody has kept another version meanwhile.
        DraftLocked: it is approved.
    """
    letter = change(kept.letter)
    version = library.drafts.save(
        kept.draft_id, content_of(letter), by=by, what=what, expected_version=kept.version
    )
    record = library.drafts.record(kept.draft_id)
    return KeptLetter(record=record, version=version, letter=letter)


def approve_draft(
    kept: KeptLetter, lacking: Sequence[Lacking], *, by: str, library: Library
) -> str:
    """Lock a complete letter; return the SHA-256 under which it is noted.

    Raises:
        DraftIncomplete: something is lacking.
        DraftChanged, DraftLocked: as change_draft.
    """
    if lacking:
        raise DraftIncomplete(wording.incomplete([each.message for each in lacking]))
    return library.drafts.approve(kept.draft_id, by=by, version=kept.version)

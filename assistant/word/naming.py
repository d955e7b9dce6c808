"""What the files, the items and the parts of a letter are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Literal

from assistant.drafting.model import DraftItem, DraftLetter, Part
from assistant.drafting.office import office_of
from assistant.drafting.wording import item_name_of
from assistant.word import wording
from assistant.word.text import one_line
from ingest.model import ItemKind

Kind = Literal["letter", "internal", "invitation"]
LONGEST = 60  # characters of a report's title in the name of a file


def file_name(draft: DraftLetter, *, kind: Kind, incomplete: bool) -> str:
    """ "westmarch-response-trust-at-first-contact-INCOMPLETE.docx"."""
    parts = [_plain(draft.body), wording.FILE_KINDS[kind], _plain(draft.report_title)]
    if incomplete:
        parts.append(wording.INCOMPLETE)
    return f"{'-'.join(part for part in parts if part)}.docx"


def _plain(text: str) -> str:
    """Small letters, figures and hyphens, cut at the end of a word."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")
    return words if len(words) <= LONGEST else words[: LONGEST + 1].rpartition("-")[0] or words[:60]


def item_names(draft: DraftLetter) -> list[tuple[str, DraftItem]]:
    """Each item with the name that heads it."""
    return [(one_line(_item_name(each, draft.items)), each) for each in draft.items]


def _item_name(drafted: DraftItem, items: Sequence[DraftItem]) -> str:
    """One that has no number of its own is named by the cause of concern that it belongs to."""
    item = drafted.item
    if not item.number and item.heading:
        for other in items:
            cause = other.item
            its_cause = one_line(cause.text).startswith(one_line(item.heading))
            if cause.kind is ItemKind.CAUSE_OF_CONCERN and cause.number and its_cause:
                return wording.item_on_cause(item.kind, cause.number)
    return item_name_of(item)


def part_name(part: Part, body: str, on: date) -> str:
    """ "The commissioner’s comments", or the mayor’s, or those of the office that there is."""
    if part is Part.COMMISSIONER:
        return wording.comments_of(office_of(body, on).role)
    return wording.PARTS[part]

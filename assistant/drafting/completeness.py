"""What a letter still lacks before it can be sent: the gate of section 55 and the house rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.drafting import wording
from assistant.drafting.choices import Choice
from assistant.drafting.duty import Duty
from assistant.drafting.editing import FIELDS, is_choice
from assistant.drafting.model import DraftItem, DraftLetter, Origin, Paragraph, Part
from ingest.model import Speaker

LATE = "late"  # what a reason is given for, when a letter goes out after its last day

_QUOTED = re.compile(r"“[^”]*”")  # a quotation may have brackets of its own
_OPEN = re.compile(r"\[[^\]]*\]")
_TO_INSPECTORS = re.compile(r"\binspect(?:ors?|orate)\b|\bHMICFRS\b", re.I)
_TO_SECRETARY = re.compile(r"\b(?:secretary\s+of\s+state|home\s+secretary)\b", re.I)


def left_open(text: str) -> bool:
    """Whether words in square brackets wait to be filled in."""
    return _OPEN.search(_QUOTED.sub("", text)) is not None


class Lack(StrEnum):
    OPEN_MARK = "open_mark"  # something in square brackets is left to fill in
    NO_CHOICE = "no_choice"  # nobody has said whether the item is accepted
    NO_ACTION = "no_action"  # neither action nor a reason for none, from the policing body
    NO_FORCE = "no_force"  # the chief constable's comments are neither there nor said to be absent
    NO_COPIES = "no_copies"  # the inspectors or the Secretary of State get none
    NO_REASON = "no_reason"  # a position is reversed without a reason
    TOO_LATE = "too_late"  # the last day has passed


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    lack: Lack
    key: str | None  # of the item; None where the letter as a whole lacks it
    by_law: bool  # else it is a house rule
    message: str


def lacking(draft: DraftLetter, *, today: date, reversed_: Sequence[str] = ()) -> list[Lacking]:
    """Everything that a letter lacks; it is complete where there is nothing.

    Args:
        reversed_: its sentences that turn round what was said before.
    """
    found = [each for item in draft.items for each in _of_item(item)]
    return [*found, *_of_letter(draft), *_of_reversals(draft, reversed_), *_of_time(draft, today)]


def _of_item(item: DraftItem) -> Iterator[Lacking]:
    name = wording.item_name_of(item.item)
    marks = sum(_is_open(each) for each in item.paragraphs)
    due = item.duty is not Duty.ELSEWHERE
    no_action = due and not _tells_own_action(item)
    lacks = [
        (Lack.NO_CHOICE, due and item.choice is None, wording.lacks_choice(name)),
        (Lack.NO_ACTION, no_action, wording.lacks_action(name, item.choice)),
        (Lack.OPEN_MARK, marks > 0, wording.lacks_words(name, marks)),
    ]
    for lack, holds, message in lacks:
        if holds:
            yield Lacking(lack=lack, key=item.key, by_law=_by_law(lack, item.duty), message=message)


def _by_law(lack: Lack, duty: Duty) -> bool:
    return lack is Lack.NO_ACTION and duty is Duty.LAW


def _tells_own_action(item: DraftItem) -> bool:
    """Whether the policing body says what it did or proposes, or why nothing; not the force alone.

    What an officer has written counts, and the body's own earlier words; that a recommendation is
    accepted does not. Why one is not accepted must be written: no earlier letter can say it.
    """
    return any(
        each.part is not Part.FORCE
        and not is_choice(each)
        and not _is_open(each)
        and (each.origin is Origin.EDITED or _is_own(each, item))
        for each in item.written
    )


def _is_own(paragraph: Paragraph, item: DraftItem) -> bool:
    said = paragraph.statement
    own = said is None or said.speaker is Speaker.POLICING_BODY
    return own and item.choice is not Choice.NOT_ACCEPT


def _is_open(paragraph: Paragraph) -> bool:
    """Whether something in it is left to fill in, in square brackets."""
    if paragraph.origin in (Origin.RECORD, Origin.MODEL):
        return False  # a letter may have brackets of its own
    return paragraph.origin is Origin.OPEN or left_open(paragraph.text)


def _of_letter(draft: DraftLetter) -> Iterator[Lacking]:
    for name in FIELDS:
        if left_open(getattr(draft.fields, name)):
            lack = Lack.NO_FORCE if name == "chief_officer" else Lack.OPEN_MARK
            message = wording.lacks_field(name)
            by_law = lack is Lack.NO_FORCE and _by_section_55(draft)
            yield Lacking(lack=lack, key=None, by_law=by_law, message=message)
    copies = draft.fields.copies
    if _by_section_55(draft) and not (
        _TO_INSPECTORS.search(copies) and _TO_SECRETARY.search(copies)
    ):
        yield Lacking(lack=Lack.NO_COPIES, key=None, by_law=True, message=wording.LACKS_COPIES)


def _by_section_55(draft: DraftLetter) -> bool:
    """Whether the report is of the inspectors of constabulary, so that the section is about it."""
    return draft.clock is None or draft.clock.applies


def _of_reversals(draft: DraftLetter, reversed_: Sequence[str]) -> Iterator[Lacking]:
    given = {each.sentence for each in draft.reasons}
    for sentence in reversed_:
        if " ".join(sentence.split()) not in given:
            message = wording.lacks_reason(sentence)
            yield Lacking(lack=Lack.NO_REASON, key=None, by_law=False, message=message)


def _of_time(draft: DraftLetter, today: date) -> Iterator[Lacking]:
    due = draft.clock.due if draft.clock else None
    told_why = any(each.sentence == LATE for each in draft.reasons)
    if due is not None and today > due and not told_why and _by_section_55(draft):
        message = wording.too_late(due)
        yield Lacking(lack=Lack.TOO_LATE, key=None, by_law=True, message=message)

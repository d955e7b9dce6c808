"""What there is to choose from in an open draft becomes names, each with what it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting import wording
from assistant.drafting.choices import Choice
from assistant.drafting.completeness import left_open
from assistant.drafting.editing import FIELDS
from assistant.drafting.model import DraftItem, DraftLetter, Origin, Paragraph, Part, State
from vectorstore.draft_rows import DraftRecord, DraftVersion
from webapp import draft_wording as ours

Named = list[tuple[str, str]]  # what is shown, and the value that it stands for

NEW = "new:"  # before the name of a part: a paragraph that is not there yet
UNDECIDED = ""  # the choice that nobody has made
_SHOWN = 70  # characters of a paragraph that name it


def items_named(draft: DraftLetter) -> Named:
    return [(_item_named(each), each.key) for each in draft.items]


def places_named(item: DraftItem) -> Named:
    """The paragraphs of an item in the order of the letter, then where one can be added."""
    there = [
        (_paragraph_named(each), each.paragraph_id) for part in Part for each in item.of_part(part)
    ]
    new = [(f"{ours.NEW_PARAGRAPH}: {wording.PARTS[part]}", f"{NEW}{part.value}") for part in Part]
    return [*there, *new]


def choices_named() -> Named:
    decided = [(wording.CHOICES[each.value], each.value) for each in Choice]
    return [*decided, (ours.NOT_CHOSEN, UNDECIDED)]


def states_named() -> Named:
    return [(wording.STATES[each.value], each.value) for each in State]


def fields_named(draft: DraftLetter) -> Named:
    return [(_field_named(draft, each), each) for each in FIELDS]


def drafts_named(records: Sequence[DraftRecord]) -> Named:
    return [(ours.draft_named(each), each.draft_id) for each in records]


def versions_named(versions: Sequence[DraftVersion]) -> Named:
    """The versions before the latest, the latest of them first."""
    return [(ours.version_named(each), str(each.version)) for each in reversed(versions[:-1])]


def _item_named(item: DraftItem) -> str:
    choice = wording.CHOICES[item.choice.value] if item.choice else ours.NOT_CHOSEN
    name = wording.item_name_of(item.item)
    return f"{name} ({choice.lower()}; {wording.STATES[item.state.value].lower()})"


def _paragraph_named(paragraph: Paragraph) -> str:
    words = " ".join(paragraph.text.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    mark = f" ({ours.TO_FILL_IN})" if paragraph.origin is Origin.OPEN else ""
    return f"{wording.PARTS[paragraph.part]}{mark}: {shown}"


def _field_named(draft: DraftLetter, field: str) -> str:
    name = wording.FIELD_NAMES[field]
    mark = f" ({ours.TO_FILL_IN})" if left_open(getattr(draft.fields, field)) else ""
    return f"{name[0].upper()}{name[1:]}{mark}"

"""What an officer does to a draft: each change gives a new draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from assistant.drafting import wording
from assistant.drafting.choices import Choice
from assistant.drafting.duty import Duty
from assistant.drafting.model import (
    DraftItem,
    DraftLetter,
    LetterFields,
    Origin,
    Paragraph,
    Part,
    Reason,
    State,
)
from assistant.errors import EditRefused

FIELDS = tuple(each.name for each in fields(LetterFields))


def edit_paragraph(draft: DraftLetter, paragraph_id: str, text: str, *, by: str) -> DraftLetter:
    """Put other words in the place of a paragraph's; the record that it rests on stays with it.

    Raises EditRefused: there is no such paragraph, no words, or it says what was chosen.
    """
    words = _words(text)
    old = _changeable(draft, paragraph_id)
    new = replace(old, text=words, origin=Origin.EDITED, by=by)
    return _with_paragraphs(draft, paragraph_id, lambda each: [new] if each == old else [each])


def remove_paragraph(draft: DraftLetter, paragraph_id: str) -> DraftLetter:
    """Raises EditRefused."""
    old = _changeable(draft, paragraph_id)
    return _with_paragraphs(draft, paragraph_id, lambda each: [] if each == old else [each])


def add_paragraph(draft: DraftLetter, key: str, part: Part, text: str, *, by: str) -> DraftLetter:
    """Add a paragraph at the end of a part of an item's section. Raises EditRefused."""
    item = item_of(draft, key)
    new = Paragraph(
        paragraph_id=f"{key}/{_next_number(item)}",
        part=part,
        origin=Origin.EDITED,
        by=by,
        text=_words(text),
        statement=None,
    )
    before = [each for each in item.paragraphs if _place(each.part) <= _place(part)]
    after = [each for each in item.paragraphs if _place(each.part) > _place(part)]
    return _with_item(draft, replace(item, paragraphs=(*before, new, *after)))


def choose(draft: DraftLetter, key: str, choice: Choice | None, *, by: str) -> DraftLetter:
    """Record what the officer decides on an item; the letter says it. None takes it back.

    Raises EditRefused.
    """
    item = item_of(draft, key)
    told = wording.choice_to_make(item.item.kind)
    if choice is not None:
        told = wording.chosen(item.item.kind, choice)
    new = Paragraph(
        paragraph_id=choice_id(key),
        part=Part.COMMISSIONER,
        origin=Origin.OPEN if choice is None else Origin.EDITED,
        by="" if choice is None else by,
        text=told,
        statement=None,
    )
    rest = [each for each in item.paragraphs if each.paragraph_id != new.paragraph_id]
    return _with_item(draft, replace(item, paragraphs=(new, *rest), choice=choice))


def choice_id(key: str) -> str:
    """The id of the paragraph that says whether an item is accepted."""
    return f"{key}/choice"


def is_choice(paragraph: Paragraph) -> bool:
    return paragraph.paragraph_id.endswith("/choice")


def set_state(draft: DraftLetter, key: str, state: State) -> DraftLetter:
    """Raises EditRefused."""
    return _with_item(draft, replace(item_of(draft, key), state=state))


def leave_out(draft: DraftLetter, key: str, *, why: str = "", by: str = "") -> DraftLetter:
    """Take an item's section out of the letter; the reason is kept with the draft.

    Raises EditRefused: it is the last one, or it is to be answered by law and no reason is given.
    """
    item = item_of(draft, key)
    rest = tuple(each for each in draft.items if each != item)
    if not rest:
        raise EditRefused(wording.LAST_ITEM)
    if item.duty is Duty.LAW and not why.strip():
        raise EditRefused(wording.left_out_by_law(wording.item_name_of(item.item)))
    left = replace(draft, items=rest)
    told = wording.left_out(wording.item_name_of(item.item))
    return give_reason(left, told, why, by=by) if why.strip() else left


def fill_in(draft: DraftLetter, field: str, text: str) -> DraftLetter:
    """Fill in a field of the letter, such as "dated" or "addressee". Raises EditRefused."""
    if field not in FIELDS:
        raise EditRefused(wording.no_such_field(field, FIELDS))
    return replace(draft, fields=replace(draft.fields, **{field: _words(text)}))


def give_reason(draft: DraftLetter, sentence: str, reason: str, *, by: str) -> DraftLetter:
    """Say why a sentence departs from the record. Raises EditRefused."""
    given = Reason(sentence=" ".join(sentence.split()), reason=_words(reason), by=by)
    others = tuple(each for each in draft.reasons if each.sentence != given.sentence)
    return replace(draft, reasons=(*others, given))


def item_of(draft: DraftLetter, key: str) -> DraftItem:
    """Raises EditRefused."""
    found = next((each for each in draft.items if each.key == key), None)
    if found is None:
        raise EditRefused(wording.no_such_item(key, [each.key for each in draft.items]))
    return found


def paragraph_of(draft: DraftLetter, paragraph_id: str) -> Paragraph:
    """Raises EditRefused."""
    for item in draft.items:
        for each in item.paragraphs:
            if each.paragraph_id == paragraph_id:
                return each
    raise EditRefused(wording.no_such_paragraph(paragraph_id))


def _changeable(draft: DraftLetter, paragraph_id: str) -> Paragraph:
    paragraph = paragraph_of(draft, paragraph_id)
    if is_choice(paragraph):
        raise EditRefused(wording.CHOICE_IS_CHOSEN)
    return paragraph


def _with_paragraphs(
    draft: DraftLetter, paragraph_id: str, change: Callable[[Paragraph], list[Paragraph]]
) -> DraftLetter:
    item = item_of(draft, paragraph_id.rpartition("/")[0])
    changed = tuple(new for each in item.paragraphs for new in change(each))
    return _with_item(draft, replace(item, paragraphs=changed))


def _with_item(draft: DraftLetter, item: DraftItem) -> DraftLetter:
    items = tuple(item if each.key == item.key else each for each in draft.items)
    return replace(draft, items=items)


def _next_number(item: DraftItem) -> int:
    numbers = [each.paragraph_id.rpartition("/")[2] for each in item.paragraphs]
    return max((int(each) for each in numbers if each.isdigit()), default=0) + 1


def _place(part: Part) -> int:
    return list(Part).index(part)


def _words(text: str) -> str:
    if not text.strip():
        raise EditRefused(wording.NO_WORDS)
    return text.strip()

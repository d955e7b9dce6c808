"""An inspection report becomes a worksheet: each item with who must answer it, and the clocks.

A worksheet is never changed: each function returns another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import wording as plain
from assistant.drafting import worksheet_wording as wording
from assistant.drafting.clock import Clock, response_clock
from assistant.drafting.duty import Duty, duty_of
from assistant.drafting.inspectors import by_inspectors
from assistant.drafting.other_clocks import other_clocks
from assistant.errors import WorksheetRefused
from assistant.wording import listed
from ingest.model import Item, ItemKind, Report
from ingest.reports.duties import deadline_of, owner_of

BY_HAND = 0  # the page of an item that a person added


@dataclass(frozen=True, kw_only=True, slots=True)
class WorksheetItem:
    key: str  # "recommendation-3"; it stays the same however the item is edited
    item: Item  # added by hand, it has no place in the report: page 0, start and end 0
    duty: Duty
    addressee: str | None
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Worksheet:
    body: str  # whose response it is
    title: str
    published: date | None
    inspected: str | None  # the body that the report is about; None: a national report
    publisher: str | None
    items: tuple[WorksheetItem, ...]
    clock: Clock | None  # None where the report states no publication date
    clock_note: str
    other_clocks: tuple[str, ...]  # a sentence each


def make_worksheet(report: Report, *, body: str) -> Worksheet:
    """Sort a report's items by who must answer them, and count the clock."""
    clock = response_clock(report.published, report.publisher) if report.published else None
    notes = [clock.working if clock else plain.no_clock(None)]
    notes += [] if report.publisher else [wording.published_by_nobody()]
    items: list[WorksheetItem] = []
    for item in report.items:
        key = _free(_key(item, report.items), [each.key for each in items])
        items.append(_sorted_in(key, item, body, report.publisher))
    return Worksheet(
        body=body,
        title=report.title,
        published=report.published,
        inspected=report.body,
        publisher=report.publisher,
        items=tuple(items),
        clock=clock,
        clock_note=" ".join(notes),
        other_clocks=other_clocks(report),
    )


def edited(
    worksheet: Worksheet,
    key: str,
    *,
    text: str | None = None,
    number: str | None = None,
    kind: ItemKind | None = None,
    owner: str | None = None,
) -> Worksheet:
    """Change what is given of an item; "" takes away a number or an owner.

    Raises WorksheetRefused: there is no such item, or its words are taken away.
    """
    old = _find(worksheet, key).item
    words = old.text if text is None else _words(text)
    item = replace(
        old,
        text=words,
        number=old.number if number is None else number.strip() or None,
        kind=kind or old.kind,
        owner=old.owner if owner is None else owner.strip() or None,
        deadline=old.deadline if text is None else deadline_of(words, worksheet.published),
    )
    if text is not None and owner is None:
        item = replace(item, owner=owner_of(words) or old.owner)
    return _exchanged(worksheet, {key: [_again(worksheet, key, item)]})


def merged(worksheet: Worksheet, keys: Sequence[str]) -> Worksheet:
    """Make one of several items, with the key and place of the first in the worksheet.

    Raises WorksheetRefused: there is no such item, or fewer than two are named.
    """
    named = {_find(worksheet, key).key for key in keys}
    if len(named) < 2:
        raise WorksheetRefused(wording.one_item_to_merge())
    first, *others = [each for each in worksheet.items if each.key in named]
    parts = [first.item, *(each.item for each in others)]
    owners = dict.fromkeys(part.owner for part in parts if part.owner)
    paragraphs = dict.fromkeys(part.paragraph for part in parts if part.paragraph)
    item = replace(
        first.item,
        text="\n\n".join(part.text for part in parts),
        owner=listed(list(owners)) or None,
        deadline=min((part.deadline for part in parts if part.deadline), default=None),
        paragraph=", ".join(paragraphs) or None,
    )
    gone: dict[str, list[WorksheetItem]] = {each.key: [] for each in others}
    return _exchanged(worksheet, {first.key: [_again(worksheet, first.key, item)], **gone})


def split(worksheet: Worksheet, key: str, at: int) -> Worksheet:
    """Part an item before a character of its text; the second part has a key of its own.

    Raises WorksheetRefused: there is no such item, or one of the parts would have no words.
    """
    old = _find(worksheet, key).item
    one, other = old.text[: max(at, 0)].rstrip(), old.text[max(at, 0) :].lstrip()
    if not one or not other:
        raise WorksheetRefused(wording.split_outside(at, len(old.text)))
    published = worksheet.published
    first = replace(old, text=one, deadline=deadline_of(one, published))
    second = replace(
        old,
        text=other,
        owner=owner_of(other) or old.owner,
        deadline=deadline_of(other, published),
    )
    new = _free(f"{key}-part-2", [each.key for each in worksheet.items])
    parts = [_again(worksheet, key, first), _again(worksheet, new, second)]
    return _exchanged(worksheet, {key: parts})


def added(worksheet: Worksheet, kind: ItemKind, number: str | None, text: str) -> Worksheet:
    """Add an item by hand, as the last. Raises WorksheetRefused: it has no words."""
    words = _words(text)
    item = Item(
        number=(number or "").strip() or None,
        kind=kind,
        heading="",
        text=words,
        start=0,
        end=0,
        response="",
        response_parts=(),
        page=BY_HAND,
        owner=owner_of(words),
        deadline=deadline_of(words, worksheet.published),
    )
    key = _free(_key(item, ()), [each.key for each in worksheet.items])
    return replace(worksheet, items=(*worksheet.items, _again(worksheet, key, item)))


def removed(worksheet: Worksheet, key: str) -> Worksheet:
    """Take an item away. Raises WorksheetRefused: there is no such item."""
    return _exchanged(worksheet, {_find(worksheet, key).key: []})


def _again(worksheet: Worksheet, key: str, item: Item) -> WorksheetItem:
    return _sorted_in(key, item, worksheet.body, worksheet.publisher)


def _sorted_in(key: str, item: Item, body: str, publisher: str | None) -> WorksheetItem:
    asked = duty_of(item, body=body, by_inspectors=by_inspectors(publisher))
    return WorksheetItem(
        key=key, item=item, duty=asked.duty, addressee=asked.addressee, note=asked.note
    )


def _find(worksheet: Worksheet, key: str) -> WorksheetItem:
    for each in worksheet.items:
        if each.key == key:
            return each
    raise WorksheetRefused(wording.unknown_item(key, [each.key for each in worksheet.items]))


def _exchanged(worksheet: Worksheet, by_key: dict[str, list[WorksheetItem]]) -> Worksheet:
    """The worksheet with what stands for each of the keys in its place."""
    items = [new for old in worksheet.items for new in by_key.get(old.key, [old])]
    return replace(worksheet, items=tuple(items))


def _words(text: str) -> str:
    if not text.strip():
        raise WorksheetRefused(wording.empty_item())
    return text.strip()


def _key(item: Item, items: Sequence[Item]) -> str:
    """An item's name by its kind and number, or by the cause of concern that it belongs to."""
    kind = item.kind.value.replace("_", "-")
    if item.number:
        return f"{kind}-{_slug(item.number)}"
    causes = [each for each in items if each.kind is ItemKind.CAUSE_OF_CONCERN]
    for place, cause in enumerate(causes, 1):
        if item.heading and item.heading == cause.text:
            return f"{kind}-of-cause-{_slug(cause.number or str(place))}"
    return f"{kind}-unnumbered"


def _slug(number: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", number.casefold()).strip("-.") or "unnumbered"


def _free(key: str, taken: Sequence[str]) -> str:
    """The key, or with the next number after it that is not taken."""
    tries = [key, *(f"{key}-{count}" for count in range(2, len(taken) + 3))]
    return next(each for each in tries if each not in taken)

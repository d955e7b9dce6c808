"""The list in a report's summary and the same items in its body are one item each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.likeness import words_of, words_shared
from ingest.model import Item
from ingest.reports.causes import after_their_causes

_RARE = 12  # items; a word of more of them tells none apart
_NEARLY_WHOLE = 0.9  # of the longest wording


def once(items: Sequence[Item]) -> list[Item]:
    """Each item once, where it first stands; each cause directly before its recommendations."""
    bags = [words_of(item.text) for item in items]
    holders: dict[str, list[int]] = {}
    keys = [bag | _signs(item) for bag, item in zip(bags, items, strict=True)]
    for index, each in enumerate(keys):
        for key in each:
            holders.setdefault(key, []).append(index)
    group_of: dict[int, int] = {}
    groups: list[list[int]] = []
    for index, item in enumerate(items):
        found = next(
            (
                group_of[other]
                for other in _candidates(index, keys[index], holders)
                if _same(item, bags[index], items[other], bags[other])
                and _fits(item, [items[each] for each in groups[group_of[other]]])
            ),
            None,
        )
        if found is None:
            found = len(groups)
            groups.append([])
        groups[found].append(index)
        group_of[index] = found
    told = [_told([items[index] for index in group]) for group in groups]
    return after_their_causes(told)


def _signs(item: Item) -> set[str]:
    """What marks an item beside its words: its whole wording, and its number."""
    number = {f"{item.kind} {item.number}"} if item.number else set()
    return {" ".join(item.text.casefold().split())} | number


def _candidates(index: int, keys: frozenset[str], holders: dict[str, list[int]]) -> list[int]:
    """The items before this one that share its rarer words and signs, the likeliest first."""
    shared = Counter[int]()
    for key in keys:
        if len(holders[key]) <= _RARE:
            shared.update(other for other in holders[key] if other < index)
    return [other for other, _ in shared.most_common(_RARE)]


def _same(one: Item, first: frozenset[str], other: Item, second: frozenset[str]) -> bool:
    if one.kind is not other.kind or (one.number and other.number and one.number != other.number):
        return False
    same_number = one.number is not None and one.number == other.number
    return words_shared(first, second, within=0.6 if same_number else 0.9)


def _fits(item: Item, group: Sequence[Item]) -> bool:
    numbers = {each.number for each in group if each.number}
    return not item.number or not numbers or item.number in numbers


def _told(group: Sequence[Item]) -> Item:
    """The first wording with the number that is nearly as long as the longest."""
    numbered = [item for item in group if item.number] or list(group)
    longest = max(len(item.text) for item in numbered)
    chosen = next(item for item in numbered if len(item.text) >= _NEARLY_WHOLE * longest)
    return replace(
        chosen,
        heading=next((item.heading for item in (chosen, *group) if item.heading), ""),
        owner=next((item.owner for item in (chosen, *group) if item.owner), None),
        deadline=next((item.deadline for item in (chosen, *group) if item.deadline), None),
        paragraph=next((item.paragraph for item in (chosen, *group) if item.paragraph), None),
    )

"""Whether a block opens an item: by its label, its sub-number, its place in a list, or in bold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Block, BlockStyle, ItemKind
from ingest.structure.asked import reads_as_answer
from ingest.structure.item_labels import (
    asks_for_something,
    heads_list,
    item_label,
    leading_number,
    listed_kind,
    sub_number,
)
from ingest.structure.opened import OpenItem
from ingest.structure.patterns import is_board_recommendation

_LEAST_BOLD_ITEM = 40  # characters; a shorter bold run is a heading or a stress
_ADDRESSED = re.compile(
    r"""
    (?: (?:by|within|before|from)\s+[^,]{3,40},?\s+ | immediately,?\s+
      | with\s+immediate\s+effect,?\s+ )?
    (?: (?:the|each|every|all)\s+ )? (?:[A-Z][\w’'-]+\s+){0,3}
    (?: chief\s+constables? | forces? | constabular(?:y|ies) | police\s+forces? | police )
    (?: \s+ (?:and|with|in|where) \b [^.;:]{0,50}? )? \s+ (?: should | must | needs?\s+to ) \b
  | we\s+(?:recommend|expect)
    """,
    re.I | re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A stretch that lists items: under "Areas for improvement", or after "… are these:"."""

    kind: ItemKind
    level: int | None  # of its heading; None for a lead-in


@dataclass(frozen=True, kw_only=True)
class Opening:
    """An item that a block opens, and how much of the block only labels it."""

    item: OpenItem
    skip: int


def listing(block: Block, words: str) -> Listing | None:
    """Read a heading or a lead-in of a list of items."""
    if item_label(words):
        return None
    if block.style is BlockStyle.HEADING:
        kind = listed_kind(words)
        return Listing(kind=kind, level=block.level or 1) if kind else None
    last = re.split(r"[.!?]\s", words)[-1]
    if not (last.rstrip("* ").endswith(":") or heads_list(words)):
        return None
    kind = listed_kind(last)
    return Listing(kind=kind, level=None) if kind else None


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the blocks before one say of it."""

    current: OpenItem | None
    listed: Listing | None
    mentioned: ItemKind  # the kind of items that was spoken of last, or OTHER

    @property
    def kind(self) -> ItemKind:
        return self.listed.kind if self.listed else self.mentioned


def opening(block: Block, words: str, around: Around) -> Opening | None:
    """Return the item that a block opens, without its words."""
    return (
        _labelled(block, words)
        or _sub_numbered(words, around.current)
        or _in_list(block, words, around)
        or _in_bold(block, words, around.kind)
    )


def unlabelled(words: str, kind: ItemKind) -> Opening:
    """An item without a label, perhaps with a number."""
    number, skip = sub_number(words) or leading_number(words) or (None, 0)
    skip += 2 if words[skip:].startswith("**") else 0
    return Opening(item=OpenItem(number=number, kind=kind), skip=skip)


def _labelled(block: Block, words: str) -> Opening | None:
    label = item_label(words)
    if label is None or is_board_recommendation(words[label.length :]):
        return None
    heads = block.style is BlockStyle.HEADING
    if heads and label.number is None and words[0].isdigit():
        return None  # "5 Recommendation" is a section of the paper
    item = OpenItem(number=label.number, kind=label.kind)
    item.own_level = (block.level or 1) if heads else None
    return Opening(item=item, skip=label.length)


def _sub_numbered(words: str, current: OpenItem | None) -> Opening | None:
    sub = sub_number(words)
    if sub is None or current is None or current.number is None:
        return None
    if sub[0].partition(".")[0] != current.number.partition(".")[0]:
        return None
    if not asks_for_something(words) or reads_as_answer(words[sub[1] :]):
        return None
    concern = current.kind is ItemKind.CAUSE_OF_CONCERN  # what is numbered under it is asked for
    kind = ItemKind.RECOMMENDATION if concern else current.kind
    item = OpenItem(number=sub[0], kind=kind, heading=current.heading)
    return Opening(item=item, skip=sub[1])


def _in_list(block: Block, words: str, around: Around) -> Opening | None:
    """A numbered or bulleted paragraph that asks for something, where a list stands.

    One that is numbered and asks the police by name needs no heading or lead-in above it.
    """
    found = unlabelled(words, around.kind)
    rest = words[found.skip :]
    if not asks_for_something(rest) or reads_as_answer(rest) or is_board_recommendation(words):
        return None
    if found.item.number is None and block.style is not BlockStyle.BULLET:
        return None
    answering = around.current is not None and around.current.answering
    alone = around.listed is None
    goes_on = around.current is None or around.current.listed
    if alone and (found.item.number is None or not goes_on):
        return None
    if (alone or answering) and not _ADDRESSED.match(rest):
        return None
    found.item.listed = True
    return found


def _in_bold(block: Block, words: str, kind: ItemKind) -> Opening | None:
    """A bold paragraph that asks for something is an item without a label."""
    if not block.bold or block.style is BlockStyle.HEADING or not asks_for_something(words):
        return None
    found = unlabelled(words, kind)
    if len(words) - found.skip <= _LEAST_BOLD_ITEM or words.rstrip("* ")[-1] not in ".:":
        return None
    return found

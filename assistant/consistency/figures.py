"""Figures of a draft are held against those on record, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.consistency.amounts import Amount, amounts, equal
from assistant.consistency.departures import Departure, Held
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.tenses import told_as_past
from assistant.consistency.tokens import alike


def figures(held: Held) -> Iterator[Departure]:
    """Amounts of the draft for which the record has another."""
    mine, close = amounts(held.text), [amounts(each.text) for each in held.close]
    have = [each for found in close for each in found]
    standing = not told_as_past(held.text)
    new = [
        each
        for each in mine
        if not any(
            equal(each, other) and (each.was or not (standing and other.was)) for other in have
        )
    ]
    free = [each for each in close[0] if not any(equal(each, other) for other in mine)]
    free += [
        each
        for found in close[1:]
        for each in found
        if not any(equal(each, other) for other in mine)
    ]
    for each in new:
        if (other := _counterpart(each, free, new)) is not None:
            free.remove(other)
            yield Departure(
                agreement=Agreement.CHANGED,
                difference=Difference.FIGURE,
                said=each.text,
                stands=other.text,
            )


def _counterpart(amount: Amount, free: Sequence[Amount], new: Sequence[Amount]) -> Amount | None:
    """The amount on record in whose place another stands."""
    like = [each for each in free if each.kind == amount.kind]
    if amount.kind == "count":
        named = [each for each in like if amount.of and each.of and alike(amount.of, each.of)]
        alone = len([each for each in new if each.kind == "count"]) <= len(like)
        like = named or (like if alone else [])
    return min(like, key=lambda each: each.was) if like else None

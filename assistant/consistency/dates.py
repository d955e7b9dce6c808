"""Dates and deadlines of a draft are held against those on record, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.consistency.departures import Departure, Held
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.moments import Moment, agree, moments, of_day


def dates(held: Held) -> Iterator[Departure]:
    """Times of the draft for which the record has another."""
    mine, close = moments(held.text), [moments(each.text) for each in held.close]
    letter = held.found.evidence.letter
    beside = [each for found in close[1:] for each in found]
    beside += [of_day(day) for day in (letter.dated, letter.report_published) if day]
    free = [
        [each for each in found if not any(agree(each, other) for other in mine)]
        for found in (close[0], beside)
    ]
    for each in mine:
        if any(agree(each, other) for other in close[0]):
            continue
        likest = [other for other in free[0] if _told_alike(each, other)]
        if any(agree(each, other) and (_told_alike(each, other) or not likest) for other in beside):
            continue
        if (other := next(iter(likest), None) or _counterpart(each, free[0] + free[1])) is not None:
            free = [[one for one in found if one is not other] for found in free]
            yield Departure(
                agreement=Agreement.CHANGED,
                difference=Difference.DATE,
                said=each.text,
                stands=other.text,
            )


def _counterpart(moment: Moment, free: Sequence[Moment]) -> Moment | None:
    """The time on record in whose place another stands."""
    return next((each for each in free if _comparable(moment, each)), None)


def _comparable(one: Moment, other: Moment) -> bool:
    return bool(one.weekday) == bool(other.weekday) and one.account == other.account


def _told_alike(one: Moment, other: Moment) -> bool:
    """Whether both tell a day, or both a month, or both a year and no more."""
    return _comparable(one, other) and [one.year is None, one.month is None, one.day is None] == [
        other.year is None,
        other.month is None,
        other.day is None,
    ]

"""What was so, or was to come, told as if it still were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.consistency.alignment import Aligned
from assistant.consistency.commitment import marks
from assistant.consistency.departures import Departure, Held
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.moments import moments
from assistant.consistency.record import OnRecord
from assistant.consistency.tenses import retells, told_as_past
from assistant.record.commitments import commits, still_to_come

ON_THE_MATTER = 0.36  # nearness of a later sentence in the letter that supersedes
PLAINLY_ON_IT = 0.50  # of one in another later letter

_NO_LONGER = re.compile(
    r"\bno\s+longer\b|\bchanged\s+(?:my|our|its|her|his)\s+(?:mind|position|view)\b|\bsince\s+then\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Why a sentence is outdated, and what has come in its place, if that is on record."""

    departure: Departure
    later: OnRecord | None


def outdated(
    held: Held,
    aligned: Sequence[Aligned],
    on: date,
    departs: Callable[[Aligned], Iterable[Departure]],
) -> Passed | None:
    """Why what a sentence repeats holds no longer on a day; None where it does, or is told as past.

    Args:
        departs: in what the sentence departs from another one on record.
    """
    if told_as_past(held.text):
        return None
    if (passed := _day_passed(held, on)) is not None:
        return passed
    found = held.found
    if retells(found.text):
        after = [each for each in held.around if each.key > found.key]
        later = next((each for each in after if _NO_LONGER.search(each.text)), None)
        return Passed(departure=_departure(Difference.DATE, found.text), later=later or found)
    dated = found.evidence.letter.dated
    if dated is None:
        return None
    for each in aligned:
        letter = each.found.evidence.letter
        if letter.dated is None or letter.dated <= dated:
            continue
        superseding = letter.letter_id == found.evidence.superseded_by
        if each.nearness < (ON_THE_MATTER if superseding else PLAINLY_ON_IT):
            continue
        turned = [
            one
            for one in departs(each)
            if one.agreement in (Agreement.REVERSED, Agreement.CHANGED)
            and (
                one.difference is Difference.NEGATION
                or (one.difference is Difference.FIGURE and each.nearness >= PLAINLY_ON_IT)
            )
        ]
        if turned or _NO_LONGER.search(each.found.text):
            difference = turned[0].difference if turned else Difference.DATE
            return Passed(departure=_departure(difference, found.text), later=each.found)
    return None


def _day_passed(held: Held, on: date) -> Passed | None:
    """What was to come when it was written, and its day is past."""
    dated = held.found.evidence.letter.dated
    words = held.found.text
    if dated is None or not commits(words, dated):
        return None
    due = still_to_come(words, dated)
    if due is None or due.last >= on:
        return None
    ahead = marks("commitment", held.said.text)
    named = any(each.last and dated < each.last < on for each in moments(held.text))
    if not ahead and not named:
        return None
    stands = words[due.span[0] : due.span[1]]
    return Passed(departure=_departure(Difference.DATE, stands), later=None)


def _departure(difference: Difference, stands: str) -> Departure:
    return Departure(agreement=Agreement.OUTDATED, difference=difference, said="", stands=stands)

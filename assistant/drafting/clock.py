"""A report's publication date becomes the last day for the response, with the working shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant import wording
from assistant.drafting import worksheet_wording as drafting
from assistant.drafting.inspectors import by_inspectors
from assistant.drafting.legal import holding


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    published: date
    due: date | None  # the last day; None where no rule is configured for that publication date
    working: str  # how the day was counted, and who should confirm it
    applies: bool  # False for a report that is not of the inspectors of constabulary


def response_clock(published: date, publisher: str | None = None) -> Clock:
    """Count the period "beginning with" publication: the day of publication is day one.

    Args:
        publisher: who published the report; None is taken for the inspectorate.
    """
    applies = by_inspectors(publisher)
    rule = holding("response_period", published)
    if rule is None:
        working = wording.no_clock(published)
        return Clock(published=published, due=None, working=working, applies=applies)
    due = published + timedelta(days=rule["days"] - 1)
    working = drafting.clock(published, due, rule["days"], rule["basis"])
    if not applies:
        working = drafting.not_of_the_inspectors(publisher or "", working)
    return Clock(published=published, due=due, working=working, applies=applies)

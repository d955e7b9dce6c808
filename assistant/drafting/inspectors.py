"""The inspectors of constabulary: whose reports section 55 is about, and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.drafting.legal import holding

_INSPECTORS = re.compile(r"\bHMIC(?:FRS)?\b|inspect(?:orate|ors)\s+of\s+constabulary", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspectorate:
    short: str  # "HMICFRS"
    name: str  # "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services"


def by_inspectors(publisher: str | None) -> bool:
    """Whether a report is the inspectorate's; one that names no publisher is taken for it."""
    return publisher is None or bool(_INSPECTORS.search(publisher))


def inspectorate_on(day: date) -> Inspectorate:
    """What the inspectorate was called on a day."""
    rule = holding("inspectorate", day)
    if rule is None:
        raise ValueError(f"no inspectorate is configured for {day}")
    return Inspectorate(short=rule["short"], name=rule["name"])


def copies_to(day: date) -> tuple[str, ...]:
    """To whom a copy of the comments on a report published that day goes by law: section 55(6)."""
    rule = holding("copies", day)
    return tuple(rule["to"]) if rule else ()

"""A report's publication date becomes the last day for the response, with the working shown."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from assistant import wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    published: date
    due: date | None  # the last day; None where no rule is configured for that publication date
    working: str  # how the day was counted, and who should confirm it


def response_clock(published: date) -> Clock:
    """Count the period "beginning with" publication: the day of publication is day one."""
    rules = tomllib.loads((files("assistant") / "data" / "legal.toml").read_text("utf-8"))
    held = [rule for rule in rules["response_period"] if rule["from"] <= published]
    if not held:
        return Clock(published=published, due=None, working=wording.no_clock(published))
    rule = max(held, key=lambda each: each["from"])
    due = published + timedelta(days=rule["days"] - 1)
    working = wording.clock(published, due, rule["days"], rule["section"])
    return Clock(published=published, due=due, working=working)

"""The legal facts of `legal.toml`, each with the day from which it holds."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

Rule = dict[str, Any]


@cache
def legal(section: str) -> tuple[Rule, ...]:
    """Every rule of a section, in the order of the file."""
    text = (files("assistant") / "data" / "legal.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[section])


def holding(section: str, on: date) -> Rule | None:
    """The rule of a section that holds on a day: the latest that has begun, if any."""
    begun = [rule for rule in legal(section) if rule["from"] <= on]
    return max(begun, key=lambda rule: rule["from"], default=None)

"""The check on the product's own sentences about the record: nothing that is not in the letters.

Names, figures and dates of a sentence must stand in the words that it cites, a date in whatever
form; only what the product counted itself stands nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.dates import find_dates

_NAME = re.compile(r"(?<!^)(?<!\w)[A-Z][\w'’-]*")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")


def unborne(text: str, quotes: Sequence[str], counted: Collection[int]) -> list[str]:
    """The names, figures and dates of a sentence that the cited words do not bear."""
    cited = " ".join(" ".join(quotes).split())
    days = {found.day for found in find_dates(cited)}
    missing, rest, at = list[str](), "", 0
    for found in find_dates(text):
        words = text[found.start : found.end]
        if found.day not in days:
            missing.append(words)
        rest += text[at : found.start] + " "
        at = found.end
    rest += text[at:]
    free = {str(number) for number in counted}
    figures = set(_FIGURE.findall(cited))
    missing += [each for each in _FIGURE.findall(rest) if each not in figures | free]
    have = set(re.findall(r"[\w'’-]+", cited.casefold()))
    names = _NAME.findall(rest) + re.findall(r"^[\"“]?([A-Z]{2,})\b", rest)
    missing += [name for name in names if name.casefold() not in have]
    return missing

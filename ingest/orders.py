"""Sentences that give orders to a program which reads a letter, and not to whom it is addressed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ingest.model import Page, Span, page_at
from ingest.sentences import sentences

_OPENINGS = ("START", "LINE", r"\b", "")
_WHITE = re.compile(r"\s+")
_TAGS = {code: code - 0xE0000 for code in range(0xE0020, 0xE007F)}  # letters that are not seen


def orders_in(text: str) -> list[Span]:
    """The sentences of a text that give orders to a program, in order."""
    return [
        Span(start=start, end=end)
        for start, end in sentences(text)
        if _orders().search(_seen(text[start:end]))
    ]


def remark_on_orders(
    orders: Iterable[Span], pages: tuple[Page, ...], *, elsewhere: bool
) -> tuple[str, ...]:
    """What the ingest report says of a letter with such sentences, or nothing.

    Args:
        elsewhere: some stand where nobody sees them, or in what pages repeat.
    """
    places = [page_at(pages, each.start).number for each in orders]
    found = [_counted(places.count(page), page) for page in dict.fromkeys(places)]
    found += ["text that is hidden or in a header or footer"] if elsewhere else []
    if not found:
        return ()
    gives = "gives" if len(places) + elsewhere == 1 else "give"
    said = f"{' and '.join(found)} {gives} orders to a computer program"
    return (
        f"{said[0].upper()}{said[1:]}. The letter is kept, and no answer rests on it. "
        "If it is genuine, take that out of the file and ingest it again.",
    )


def _counted(number: int, page: int) -> str:
    return f"{number} {'sentence' if number == 1 else 'sentences'} on page {page}"


def _seen(text: str) -> str:
    """The words as a program reads them, in lower case; one character is left of white space."""
    inked = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text.translate(_TAGS))
        inked = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    return _WHITE.sub(lambda found: "\n" if "\n" in found.group() else " ", inked).lower()


@cache
def _orders() -> re.Pattern[str]:
    data = tomllib.loads((files("ingest") / "data" / "orders.toml").read_text("utf-8"))
    words: dict[str, str] = data["words"]

    listed = re.compile("|".join(words))

    def spelt_out(pattern: str) -> str:
        while listed.search(pattern):
            pattern = listed.sub(lambda name: words[name.group()], pattern)
        return pattern

    patterns = [each for kind in data["patterns"].values() for each in kind]
    grouped = []
    for opening in _OPENINGS:  # an opening is looked for once for all patterns, which is quicker
        own = [each for each in patterns if each.startswith(opening)]
        patterns = [each for each in patterns if each not in own]
        rests = "|".join(each.removeprefix(opening) for each in own)
        grouped.append(f"{spelt_out(opening)}(?:{spelt_out(rests)})")
    return re.compile("|".join(grouped).replace(" ", r"\s"))

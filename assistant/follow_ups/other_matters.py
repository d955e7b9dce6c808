"""The earlier question asked of another item, another report or another matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.filters.found import Span
from assistant.filters.items import ORDINALS
from assistant.follow_ups.english import AUXILIARY, ended, put, with_question_mark
from assistant.follow_ups.matter import about_span
from assistant.follow_ups.parts import Part, Sort
from assistant.follow_ups.turns import Earlier
from assistant.wording import letter_named

_ADDED = re.compile(
    r"^(?:in(?=\s+(?:the|its|their|that)\s)|at|during|between|without|outside|inside|per|over|under|among|across)\s+\w",
    re.I,
)
_LED = re.compile(r"^\W*(?P<by>about|on|for|to|of|with|regarding|from)\s+", re.I)
_CALLS = re.compile(r"\b(?:101|999)\b")
_LONGEST_MATTER = 10  # words


def of_item(earlier: Earlier, new: Part) -> str | None:
    own = earlier.of(Sort.ITEM)
    words = re.sub(r"^(?:the|its|their)\s+", "", new.words)
    if own:
        return put(earlier.text, own[0].span, words) if len(own) == 1 else None
    if earlier.letter and earlier.letter.body:
        return f"How was {words} answered in {letter_named(earlier.letter)}?"
    return f"What did {earlier.body} say about {words}?" if earlier.body else None


def of_number(earlier: Earlier, number: re.Match[str]) -> str | None:
    """Another number of the same kind of item: "and 3?", "the second one"."""
    own = earlier.of(Sort.ITEM)
    if len(own) != 1:
        return None
    kind = re.match(r"(.*?)\s*(\d+)\W*$", own[0].words)
    if kind is None:
        return None
    if ordinal := number["ordinal"]:
        digits = re.sub(r"\D", "", ordinal) or str(ORDINALS.index(ordinal.casefold()) + 1)
    elif number["next"]:
        digits = str(int(kind[2]) + 1)
    else:
        digits = number["digits"]
    return put(earlier.text, own[0].span, f"{kind[1]} {digits}")


def of_report(earlier: Earlier, new: Part) -> str | None:
    own = earlier.of(Sort.REPORT)
    if len(own) == 1:
        return put(earlier.text, own[0].span, new.words)
    return of_matter(earlier, new.words, [])


def of_matter(earlier: Earlier, words: str, named: Sequence[Part]) -> str | None:
    """The same question of another matter, where it is clear what that takes the place of."""
    if any(each.sort in (Sort.BODY, Sort.AUTHOR, Sort.SPEAKER) for each in named):
        return None
    led = _LED.match(words)
    words = words[led.end() :] if led else words
    if not words or len(words.split()) > _LONGEST_MATTER:
        return None
    if _ADDED.match(words):
        return ended(earlier.text, words)
    if span := about_span(earlier.text, earlier.parts):
        end = len(earlier.text) if _names_time(named) else span[1]
        return with_question_mark(earlier.text[: span[0]] + words + earlier.text[end:])
    alike = _led_alike(earlier.text, led["by"]) if led else None
    if alike := alike or _alike(earlier.text, words):
        return put(earlier.text, alike, words)
    if earlier.who:
        return f"What has {earlier.who} said about {words}?"
    return None


def _names_time(named: Sequence[Part]) -> bool:
    return any(each.sort is Sort.TIME for each in named)


def _led_alike(text: str, by: str) -> Span | None:
    """What one word such as "for" leads in the question: "And for 999?" of "the target for 101"."""
    found = list(
        re.finditer(
            rf"\b{by}\s+(?P<what>[^?.!]+?)(?=\s+(?:in|at|by|to|on|for|from|with|during|of)\b|\W*$)",
            text,
            re.I,
        )
    )
    return found[0].span("what") if len(found) == 1 else None


def _alike(text: str, words: str) -> Span | None:
    """Words of the question of the same kind of thing: "999 calls" for "101 calls"."""
    numbers = list(_CALLS.finditer(text))
    if _CALLS.fullmatch(words) and len(numbers) == 1:
        return numbers[0].span()
    head = re.search(r"\b[a-z]\w+$", words)
    if head is None or len(words.split()) < 2:
        return None
    match = re.search(rf"\b[\w-]+\s+{re.escape(head.group())}\b", text)
    if match is None or re.match(rf"(?:{AUXILIARY}|the|of|in|many|all|any|its)\b", match.group()):
        return None
    return match.span()

"""The numbers, sums, shares, lengths of time, hours and rhythms of a text, in figures or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.consistency.lexicon import stem_of
from assistant.consistency.moments import moments
from assistant.folding import fold

ROUGHLY = 0.08  # by which a figure may differ that is said to be rough

_UNITS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_WORDS = "|".join([*_UNITS, *_TENS])
_NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand|hundred)\b|(?:m|bn|k)\b)?"
    rf"|(?:a\s+(?=hundred|thousand|million)|\b(?:{_WORDS})\b)(?:[\s-]+(?:and\s+)?(?:{_WORDS}|hundred|thousand|million|billion)\b)*"
    r"|\b(?:a\s+)?(?:hundred|thousand|million|dozen)\b)"
)
_PART = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_PARTS = "|".join(_PART)
_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2629800,
    "year": 31557600,
}
_TIME = "|".join(_SECONDS)
_EVERY = {
    **dict.fromkeys(["daily"], 1.0),
    **dict.fromkeys(["weekly"], 7.0),
    **dict.fromkeys(["fortnightly"], 14.0),
    **dict.fromkeys(["monthly"], 30.0),
    **dict.fromkeys(["quarterly"], 91.0),
    **dict.fromkeys(["annually", "yearly", "annual"], 365.0),
}
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.0, "quarter": 91.0, "year": 365.0}
_RHYTHM = "|".join(_DAYS)
_OFTEN = {"once": 1, "twice": 2, "three times": 3, "four times": 4}
_AMOUNT = re.compile(
    rf"""
      (?P<money>£\s?{_NUMBER}|{_NUMBER}\s+pounds\b)
    | (?P<percent>{_NUMBER}\s?(?:%|per\s?cent\b|percentage\s+points?\b))
    | (?P<ratio>(?P<of>{_NUMBER})\s+(?:in|out\s+of)\s+(?:every\s+)?
        (?P<whole>{_NUMBER})(?=\s+(?!{_TIME}))(?!\s?[%£]))
    | (?P<period>\b(?:an?\s+)?(?P<partly>(?:three\s+)?quarters?|half)\s+(?:of\s+)?an?\s+
        (?P<hour>hour|year|day)\b)
    | (?P<fraction>\b(?P<parts>{_WORDS}|an?|the)?[\s-]*\b(?P<part>{_PARTS})s?\b
        (?!\s+(?:of\s+)?(?:20\d\d|year|month))(?!-))
    | (?P<clock>\b(?:\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\d{{1,2}}:\d\d\b
        |midnight\b|midday\b|noon\b))
    | (?P<often>\b(?:daily|weekly|fortnightly|monthly|quarterly|annually|yearly|annual)\b
        |\b(?:once|twice|(?:three|four)\s+times)\s+(?:a|an|every|each|per)\s+(?:{_RHYTHM})\b
        |\b(?:every|each)\s+(?:(?:{_NUMBER}|other)\s+)?(?:{_RHYTHM})s?\b)
    | (?P<length>{_NUMBER}[\s-]+(?:(?:working|calendar)\s+)?(?:{_TIME})s?\b)
    | (?P<count>{_NUMBER})
    """,
    re.I | re.VERBOSE,
)
# Numbers that are names: of items, of laws, of telephone lines.
_NAMED = re.compile(
    r"\b(?:recommendations?|areas?\s+for\s+improvement|afis?|section|sections|part|chapter|phase|tier|level"
    r"|paragraph|outcomes?|version|strand|item|no\.?|appendix|page)\s+\d[\d.]*(?:\s*(?:,|and|to|-)\s*\d[\d.]*)*"
    r"|\b(?:101|999|111)\b|(?-i:^\s*\d+(?:(?:\.\d+)+\.?|[.)])\s+(?=[A-Z]))"
    r"|\bone\s+(?:of|or|another|that|which|day)\b|\bthe\s+one\b"
    r"|\bno\s+one\b|\bfirst\s+half\b|\b24/7\b|\b(?:at\s+)?any\s+one\b"
    r"|\bone\s+by\s+one\b|\bthird[- ]party\b",
    re.I,
)
_WAS = re.compile(
    r"\b(?:from|compared\s+(?:with|to)|against|instead\s+of)\s+(?:about\s+|some\s+)?$", re.I
)
_CHANGED = re.compile(
    r"\b(?:ris(?:e|en|ing)|rose|fall(?:en|ing)?|fell|grow[ns]?|grew|increas\w+|decreas\w+|drop\w*"
    r"|up|down|reduc\w+|compared|cut|against|improv\w+|went|gone)\b",
    re.I,
)
_ROUGH = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|over|under|just|more\s+than|less\s+than"
    r"|fewer\s+than|close\s+to|approaching|circa|well|an?\s+estimated)\s+$",
    re.I,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    kind: str  # money, share, clock, often, length or count
    value: float  # pounds; part of 1; hours; days between; seconds; a number
    text: str
    rough: bool
    was: bool  # it has changed since: "down from 17%", "from four to seven"
    of: str  # the stem of the word behind it, for a count; or ""


def amounts(text: str) -> list[Amount]:
    """The amounts in a text, in order; dates and numbers that are names are none."""
    return list(_amounts(fold(text)[0]))


def equal(one: Amount, other: Amount) -> bool:
    if one.kind != other.kind:
        return one.value == other.value and {one.kind, other.kind} <= {"count", "length"}
    allowed = ROUGHLY if one.rough or other.rough else 0.0
    if one.kind == "length" and max(one.value, other.value) > 20 * _SECONDS["day"]:
        allowed = max(allowed, 0.02)  # months of four weeks and a bit
    if one.kind == "share":
        allowed = max(allowed, 0.02)
    return abs(one.value - other.value) <= allowed * max(one.value, other.value) + 1e-9


def _amounts(text: str) -> Iterator[Amount]:
    taken = [(each.start, each.end) for each in moments(text)]
    taken += [match.span() for match in _NAMED.finditer(text)]
    for match in _AMOUNT.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        kind = next(
            name
            for name in (
                "money",
                "percent",
                "ratio",
                "period",
                "fraction",
                "clock",
                "often",
                "length",
                "count",
            )
            if match[name]
        )
        value = _VALUES[kind](match)
        if value is None:
            continue
        after = re.match(
            r"\s+(?:more\s+|new\s+|of\s+the\s+|other\s+|further\s+)?([a-z]+)",
            text[match.end() :],
            re.I,
        )
        yield Amount(
            kind={
                "percent": "share",
                "ratio": "share",
                "fraction": "share",
                "period": "length",
            }.get(kind, kind),
            value=value,
            text=match.group().strip(),
            was=bool(_WAS.search(text[: match.start()])) and bool(_CHANGED.search(text)),
            rough=bool(_ROUGH.search(text[: match.start()])),
            of=stem_of(after[1].casefold()) if after and kind == "count" else "",
        )


def _number(words: str) -> float | None:
    words = words.casefold().replace("£", "").replace("pounds", "").strip()
    match = re.match(r"(\d[\d,]*(?:\.\d+)?)\s?([a-z]*)", words)
    if match:
        value = float(match[1].replace(",", ""))
        return round(value * _SCALES.get(match[2], 1), 6)
    total, part = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word, 0) or _TENS.get(word, 0)
        elif word == "dozen":
            part = (part or 1) * 12
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0.0
    return total + part or None


def _share(match: re.Match[str]) -> float | None:
    value = _number(match.group())
    return None if value is None else value / 100


def _ratio(match: re.Match[str]) -> float | None:
    part, whole = _number(match["of"]), _number(match["whole"])
    return part / whole if part and whole and part <= whole else None


def _period(match: re.Match[str]) -> float:
    part = 0.5 if match["partly"].casefold() == "half" else 0.25
    if match["partly"].casefold().startswith("three"):
        part = 0.75
    return part * _SECONDS[match["hour"].casefold()]


def _fraction(match: re.Match[str]) -> float | None:
    part = match["part"].casefold()
    count = _UNITS.get((match["parts"] or "").casefold(), 1)
    if part != "half" and match["parts"] is None:
        return None  # "third" is also a place in an order
    if (match["parts"] or "").casefold() == "the":
        return None
    return count / _PART[part]


def _clock(match: re.Match[str]) -> float | None:
    words = match.group().casefold()
    if words in ("midnight", "midday", "noon"):
        return 0.0 if words == "midnight" else 12.0
    hour, minute = re.match(r"(\d{1,2})(?:[:.](\d\d))?", words).groups()  # type: ignore[union-attr]
    late = "p" in words and int(hour) < 12
    return int(hour) % 24 + 12 * late + int(minute or 0) / 60


def _often(match: re.Match[str]) -> float | None:
    words = " ".join(match.group().casefold().split())
    if words in _EVERY:
        return _EVERY[words]
    unit = next(unit for unit in _DAYS if re.search(rf"\b{unit}s?$", words))
    for name, times in _OFTEN.items():
        if words.startswith(name):
            return _DAYS[unit] / times
    if "other" in words.split():
        return 2 * _DAYS[unit]
    return _DAYS[unit] * (_number(re.sub(r"^(?:every|each)", "", words)) or 1)


def _length(match: re.Match[str]) -> float | None:
    words = match.group().casefold()
    unit = next(unit for unit in _SECONDS if re.search(rf"\b{unit}s?$", words))
    value = _number(words)
    return None if value is None else value * _SECONDS[unit]


def _count(match: re.Match[str]) -> float | None:
    return _number(match.group())


_VALUES = {
    "money": _count,
    "percent": _share,
    "ratio": _ratio,
    "period": _period,
    "fraction": _fraction,
    "clock": _clock,
    "often": _often,
    "length": _length,
    "count": _count,
}

"""A count becomes the figures that a list or a page shows for it: 4, iv, D, fourth."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def in_figures(count: int, form: str) -> str:
    """Write a count in one of Word's number formats; one that is not known, in Arabic figures."""
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if count > 0:
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < count < 4000:
            return _roman(count).upper() if form == "upperRoman" else _roman(count)
        case "decimalZero":
            return f"{count:02}"
        case "numberInDash":
            return f"- {count} -"
        case "ordinal":
            return f"{count}{_suffix(count)}"
        case "cardinalText" if 0 <= count < 100:
            return _cardinal(count).capitalize()
        case "ordinalText" if 0 <= count < 100:
            return _ordinal(count).capitalize()
    return str(count)


def _roman(count: int) -> str:
    figures = ""
    for value, letters in _ROMAN:
        figures += letters * (count // value)
        count %= value
    return figures


def _suffix(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _cardinal(count: int) -> str:
    if count < len(_ONES):
        return _ONES[count]
    tens = _TENS[count // 10 - 2]
    return f"{tens}-{_ONES[count % 10]}" if count % 10 else tens


def _ordinal(count: int) -> str:
    before, dash, last = _cardinal(count).rpartition("-")
    ordinal = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{before}{dash}{ordinal}"

"""The letters of symbol fonts, as the characters that they look like."""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_SYMBOL = dict(
    zip(
        (0xA3, 0xA5, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF, 0xB0, 0xB1, 0xB3,
         0xB4, 0xB7, 0xB8, 0xB9, 0xBB, 0xBC, 0xD2, 0xD3, 0xD4, 0xD6, 0xDE),
        "≤∞♣♦♥♠↔←↑→↓°±≥×•÷≠≈…®©™√⇒",
        strict=True,
    )
)  # fmt: skip
_WINGDINGS = dict(
    zip(
        (0x21, 0x22, 0x28, 0x29, 0x2A, 0x4A, 0x4B, 0x4C, 0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x72,
         0x75, 0x76, 0x77, 0x9F, 0xA7, 0xA8, 0xD8, 0xDF, 0xE0, 0xE1, 0xE2, 0xE8, 0xF0, 0xFB,
         0xFC, 0xFD, 0xFE),
        "✏✂☎✆✉☺😐☹●❍■□❑❒◆❖⬥•▪◻➢←→↑↓➔⇨✗✓☒☑",
        strict=True,
    )
)  # fmt: skip


def symbol(font: str, code: str) -> str:
    """What w:sym shows; fonts keep their signs in a private range of their own."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    if not 0xF000 <= number <= 0xF0FF:
        return chr(number) if 0x20 <= number <= 0x10FFFF else UNKNOWN
    number -= 0xF000
    if font.casefold().startswith("wingdings"):
        return _WINGDINGS.get(number, UNKNOWN)
    if number in _SYMBOL:
        return _SYMBOL[number]
    return chr(number) if 0x20 <= number < 0x40 else UNKNOWN

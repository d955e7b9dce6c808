"""A font of a PDF says which characters its codes are, and how wide."""

from __future__ import annotations

import re

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

_HEAVY = re.compile(r"bold|black|heavy|demi", re.I)
_HEAVY_WEIGHT = 600
_LEAST_SPACE = 200  # thousandths of the size, where the font says nothing of its space
_MOST_KEPT = 20_000  # strings whose reading is kept, so that a hostile file fills no memory


class Face:
    """One font, as the text of a page needs it."""

    def __init__(self, resource: DictionaryObject) -> None:
        font = Font.from_font_resource(resource)
        self.bold = bool(_HEAVY.search(font.name)) or _is_heavy(font)
        self.space = float(font.space_width)
        if not font.character_widths.get(font.space_char):
            self.space = _LEAST_SPACE
        self.scale = _type3_scale(resource) if font.sub_type == "Type3" else 1.0
        self._characters = font.character_map
        self._widths = {**font.character_widths, font.space_char: self.space}
        self._default = font.character_widths["default"]
        self._encoding = font.encoding if isinstance(font.encoding, str) else None
        if isinstance(font.encoding, dict):
            names = [font.encoding.get(code, chr(code)) for code in range(256)]
            self._letters = [self._characters.get(name, name) for name in names]
            self._advances = [self._widths.get(chr(code), self._default) for code in range(256)]
        self._kept: dict[bytes, tuple[str, float, int]] = {}

    def read(self, shown: bytes | str) -> tuple[str, float, int]:
        """Return the characters of a string, its width in thousandths, the number of its codes."""
        if isinstance(shown, str):
            return shown, self._default * len(shown), len(shown)
        kept = self._kept.get(shown)
        if kept is None:
            kept = self._read(bytes(shown))
            if len(self._kept) < _MOST_KEPT:
                self._kept[bytes(shown)] = kept
        return kept

    def _read(self, shown: bytes) -> tuple[str, float, int]:
        if self._encoding is None:
            letters, advances = self._letters, self._advances
            return (
                "".join([letters[code] for code in shown]),
                sum([advances[code] for code in shown]),
                len(shown),
            )
        codes = shown.decode(self._encoding, "replace")
        characters, widths, default = self._characters, self._widths, self._default
        text = "".join([characters.get(code, code) for code in codes])
        return text, sum([widths.get(code, default) for code in codes]), len(codes)


def _is_heavy(font: Font) -> bool:
    weight = font.font_descriptor.weight
    return isinstance(weight, int | float) and weight >= _HEAVY_WEIGHT


def _type3_scale(resource: DictionaryObject) -> float:
    """How much larger the glyphs are than those of a font of a thousand units."""
    try:
        return abs(float(resource["/FontMatrix"][0])) * 1000 or 1.0  # type: ignore[index]
    except (KeyError, TypeError, ValueError, IndexError):
        return 1.0

"""What the fields of an old Word form show: a ticked box, the chosen entry of a list."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from ingest.readers.word_styles import is_on, number_in, qn, value_of

TICKED, EMPTY = "☒", "☐"


def form_field(mark: BaseOxmlElement) -> str:
    """What a field's first mark shows by itself, or ""."""
    for box in mark.iter(qn("w:checkBox")):
        for name in ("w:checked", "w:default"):
            state = box.find(qn(name))
            if state is not None:
                return TICKED if is_on(state, qn("w:val"), "1") else EMPTY
        return EMPTY
    for menu in mark.iter(qn("w:ddList")):
        entries = [entry.get(qn("w:val")) or "" for entry in menu.iterchildren(qn("w:listEntry"))]
        chosen = number_in(value_of(menu, "w:result") or value_of(menu, "w:default"), 0)
        return entries[chosen] if chosen < len(entries) else ""
    return ""

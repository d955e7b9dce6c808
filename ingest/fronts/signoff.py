"""The end of a letter: where it signs off, and who signs in which office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.fronts.lines import Row, Stated, Words
from ingest.fronts.offices import person_at, person_in, role_in
from ingest.model import BlockStyle, Document
from ingest.structure.response_labels import heading_speaker

_SIGNED = re.compile(
    r"yours\s+(?:sincerely|faithfully|truly|ever|aye)\b|(?:kind|best|warm|many)\s+(?:regards|wishes)"
    r"|with\s+(?:kind|best|warm|every)\s+\w+|regards\s*,?\s*$|signed\b",
    re.I,
)
_APPENDED = re.compile(r"appendix|annex|recommendations?\b|areas?\s+for|afi\b|\d", re.I)
_ENCLOSURE = re.compile(r"(?:appendix|annex|enclosure|attachment|schedule)\b", re.I)
_FOR_ANOTHER = re.compile(r"(?:p\.?\s?p\.?|for\s+and\s+on\s+behalf\s+of|on\s+behalf\s+of)\s+", re.I)
_SIGNED_FOR = re.compile(r"(?<!\s)\s+p\.?\s?p\.?\s+", re.I)
_MARKS = re.compile(
    r"(?:yours\s+\w+|(?:kind|best|warm|many)\s+\w+|with\s+\w+\s+\w+|regards|\(?signed\)?(?:\s+by)?)"
    r"\s*[,:]?\s*|\[image:\s*\]\s*",
    re.I,
)
_COPIED = re.compile(r"c\.?c\.?[\s:]|cop(?:y|ies|ied)\b|enc\b|encl", re.I)
_LONGEST_SIGN_OFF = 5  # blocks, where no "Yours sincerely" opens it
_LONG = 30  # words; a longer paragraph is no part of it
_LONGEST_LINE = 14  # words; a longer line is a sentence, and nobody's name or office


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One who signs."""

    name: Stated | None
    role: Stated | None
    for_another: bool  # somebody else signed in this name: "pp"


def sign_off(document: Document) -> range:
    """Where the sign-off stands: from "Yours …", or a name over its office, to what follows it."""
    blocks = document.blocks
    lines = [document.words(block).lstrip("*_ ") for block in blocks]
    closings = [index for index, line in enumerate(lines) if closes_letter(line)]
    first = next((i for i in reversed(closings) if not _is_enclosed(document, closings, i)), None)
    if first is None:
        nearest = max(0, len(lines) - _LONGEST_SIGN_OFF)
        signed = (i for i in range(len(lines) - 1, nearest - 1, -1) if _is_signature(lines, i))
        first = next(signed, None)
    if first is None:
        return range(len(blocks), len(blocks))
    for index in range(first + 1, len(blocks)):
        heads = blocks[index].style is BlockStyle.HEADING
        appended = heads and (heading_speaker(lines[index]) or _APPENDED.match(lines[index]))
        if appended or blocks[index].cell or len(lines[index].split()) > _LONG:
            return range(first, index)
    return range(first, len(blocks))


def _is_enclosed(document: Document, closings: Sequence[int], index: int) -> bool:
    """Whether a sign-off is that of a letter among the enclosures of the letter."""
    between = document.blocks[closings[0] + 1 : index]
    return any(
        block.style is BlockStyle.HEADING and _ENCLOSURE.match(document.words(block))
        for block in between
    )


def closes_letter(line: str) -> bool:
    """Whether a block begins with "Yours sincerely" or the like."""
    return bool(_SIGNED.match(line)) and len(line.partition("\n")[0].split()) <= _LONGEST_LINE


def _is_signature(lines: Sequence[str], index: int) -> bool:
    """A person's name with an office under it."""
    name, *under = "\n".join(lines[index : index + 2]).splitlines()
    office = role_in(under[0].strip("* ")) if under else None
    return bool(person_in(name.strip("* ")) and office and office.start() < 40)


def signatures(rows: Sequence[Row]) -> list[Signature]:
    """Who signs: a name over an office, an office over a name, both on a line, side by side."""
    signed: list[_Signing] = []
    last_row: list[_Signing] = []  # those whose names stand on the row before
    waiting: list[tuple[Stated, bool]] = []  # offices that stand above their holders' names
    pending_for_another = False
    for row in rows:
        named: list[_Signing] = []
        for column, words in enumerate(row):
            if _COPIED.match(words.text):
                return [each.done() for each in signed] + _nameless(signed, waiting)
            words, marked = _without_marks(words)
            pending_for_another = pending_for_another or marked
            if not words.text or len(words.text.split()) > _LONGEST_LINE:
                continue
            name, role = _name_and_role(words)
            if name is not None:
                new = _Signing(name=name, role=role, for_another=pending_for_another)
                if role is None and waiting:
                    new.role = waiting.pop(0)[0]
                signed.append(new)
                named.append(new)
                pending_for_another = False
            elif role is not None:
                holder = _holder(signed, last_row, column)
                if holder is not None:
                    holder.role = role
                elif not signed:
                    waiting.append((role, pending_for_another))
        last_row = named or last_row
    return [each.done() for each in signed] + _nameless(signed, waiting)


@dataclass(kw_only=True)
class _Signing:
    name: Stated
    role: Stated | None
    for_another: bool

    def done(self) -> Signature:
        return Signature(name=self.name, role=self.role, for_another=self.for_another)


def _nameless(
    signed: Sequence[_Signing], waiting: Sequence[tuple[Stated, bool]]
) -> list[Signature]:
    """An office without a name signs too, where nobody else does."""
    if signed:
        return []
    return [Signature(name=None, role=role, for_another=other) for role, other in waiting[:1]]


def _holder(
    signed: Sequence[_Signing], last_row: Sequence[_Signing], column: int
) -> _Signing | None:
    """Whose office it is: of the name above it in the same column, else of the last without one."""
    if len(last_row) > 1:
        below = last_row[min(column, len(last_row) - 1)]
        return below if below.role is None else None
    return signed[-1] if signed and signed[-1].role is None else None


def _without_marks(words: Words) -> tuple[Words, bool]:
    """Take "Yours sincerely", "Signed:" and "pp" from before a name; say whether "pp" was there."""
    text, start = words.text, words.start
    for_another = False
    while (mark := _MARKS.match(text)) and mark.end():
        text, start = text[mark.end() :], start + mark.end()
    if mark := _FOR_ANOTHER.match(text) or _SIGNED_FOR.search(text):
        for_another = True
        text, start = text[mark.end() :], start + mark.end()
    return Words(text=text, start=start, block=words.block), for_another


def _name_and_role(words: Words) -> tuple[Stated | None, Stated | None]:
    """Read "Tom Alder", "Chief Constable", "Tom Alder, Chief Constable", "Mayor: Ann Other"."""
    text = words.text.rstrip(" ,.;")
    if person_in(text):
        return words.part(0, len(text)), None
    office = role_in(text)
    if office is None:
        return None, None
    role = words.part(*office.span("role"))
    before = text[: office.start()].rstrip(" ,:–—-(")
    if person_in(before):
        return words.part(0, len(before)), role
    after = re.compile(r"\s*[:,–—-]?\s*").match(text, office.end())
    person = person_at(text, after.end()) if after else None
    if person and person.end() == len(text):
        return words.part(*person.span()), role
    return None, role

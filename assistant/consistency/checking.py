"""A draft that was written elsewhere becomes findings: where it departs from the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.consistency import wording
from assistant.consistency.comparing import Comparison
from assistant.consistency.model import Agreement, Compared, Difference
from assistant.consistency.tokens import alike, read
from assistant.results import Citation
from assistant.wording import KIND_NAMES
from ingest.model import Item, ItemKind, Letter, Report, Speaker, page_at
from ingest.reading import read_letters, read_report
from vectorstore.library import Library

MENTIONED = 0.6  # share of an item's words that stand together in one passage of a draft

_LABELS = {
    ItemKind.RECOMMENDATION: r"recommendations?|recs?\.?",
    ItemKind.AFI: r"areas?\s+for\s+improvement|afis?",
    ItemKind.CAUSE_OF_CONCERN: r"causes?\s+of\s+concern",
    ItemKind.OTHER: r"items?|points?",
}


class FindingKind(StrEnum):
    CONFLICT = "conflict"
    OUTDATED = "outdated"
    UNSUPPORTED = "unsupported"
    MISSING_ITEM = "missing_item"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    kind: FindingKind
    sentence: str  # of the draft; of the report for an item that the draft does not mention
    message: str
    citations: tuple[Citation, ...]
    agreement: Agreement | None  # None for a missing item
    differences: tuple[Difference, ...]
    framing: str
    page: int | None  # of the draft; None for a missing item


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    findings: tuple[Finding, ...]  # in the order of the draft, missing items last
    sentences: int  # that say something
    same: int  # of these, those without a finding


def check_document(
    path: Path, *, body: str, library: Library, on: date, report: Path | None = None
) -> Checked:
    """Compare each paragraph of a draft with what a body has on record.

    Args:
        path: a file of any kind that letters are read from.
        on: the day on which the draft is to go out.
        report: the inspection report that the draft answers.

    Raises:
        UnreadableFile: the draft or the report is missing, empty, damaged or of another kind.
        UnknownFilter: the body has no letter in the library.
    """
    letters, _ = read_letters(path)
    asked = read_report(report) if report else None
    body = next((name for name in library.bodies() if name.casefold() == body.casefold()), body)
    comparison = Comparison(body=body, library=library, on=on)
    findings: list[Finding] = []
    counted: set[tuple[int, int]] = set()
    for letter in letters:
        for compared, at in _compared(letter, comparison, asked):
            counted.add((at, compared.end - compared.start))
            if compared.agreement is not Agreement.SAME:
                findings.append(_finding(compared, page_at(letter.pages, at).number))
    departing = len({(each.sentence, each.page) for each in findings})
    findings += _missing(asked, letters)
    return Checked(
        findings=tuple(findings), sentences=len(counted), same=max(0, len(counted) - departing)
    )


def _compared(
    letter: Letter, comparison: Comparison, asked: Report | None
) -> Iterator[tuple[Compared, int]]:
    """What each sentence of the draft's own comes to, with its place in the draft."""
    own = [
        each
        for each in letter.passages
        if each.speaker is not Speaker.INSPECTORATE and not _repeats_item(each.text, asked)
    ]
    whole = "\n\n".join(each.text for each in own)
    for passage in own:
        question = letter.items[passage.item].text if passage.item is not None else ""
        for compared in comparison.compare(passage.text, question, whole):
            yield compared, passage.start + compared.start


def _finding(compared: Compared, page: int) -> Finding:
    kinds = {Agreement.OUTDATED: FindingKind.OUTDATED, Agreement.NEW: FindingKind.UNSUPPORTED}
    return Finding(
        kind=kinds.get(compared.agreement, FindingKind.CONFLICT),
        sentence=compared.sentence,
        message=compared.message,
        citations=compared.citations,
        agreement=compared.agreement,
        differences=compared.differences,
        framing=compared.framing,
        page=page,
    )


def _repeats_item(text: str, asked: Report | None) -> bool:
    """Whether a paragraph is an item of the report as it is printed there."""
    return any(_shared(text, each.text) >= 0.9 for each in asked.items) if asked else False


def _missing(asked: Report | None, letters: Sequence[Letter]) -> Iterator[Finding]:
    for item in asked.items if asked else ():
        if any(_mentions(letter, item) for letter in letters):
            continue
        yield Finding(
            kind=FindingKind.MISSING_ITEM,
            sentence=item.text,
            message=wording.not_mentioned(_label(item)),
            citations=(),
            agreement=None,
            differences=(),
            framing="",
            page=None,
        )


def _mentions(letter: Letter, item: Item) -> bool:
    """Whether a draft names an item by its label, or says most of its words in one place."""
    if item.number is not None:
        label = rf"\b(?:{_LABELS[item.kind]})\s*(?:no\.?\s*)?{re.escape(item.number)}(?![\w]|\.\d)"
        if re.search(label, letter.text, re.I):
            return True
    places = [each.text for each in letter.passages] + [each.text for each in letter.items]
    return any(_shared(item.text, each) >= MENTIONED for each in places)


def _label(item: Item) -> str:
    name = KIND_NAMES[item.kind]
    return f"{name} {item.number}" if item.number else f"{name} “{item.text[:60].strip()}…”"


def _shared(text: str, other: str) -> float:
    """The share of a text's words that carry meaning which another text has."""
    mine, theirs = read(text).stems, read(other).stems
    return (
        sum(any(alike(one, each) for each in theirs) for one in mine) / len(mine) if mine else 0.0
    )

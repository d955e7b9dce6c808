"""Letters become rows of the library database, and rows become letters."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from ingest.model import ItemKind, Letter, PageSource, Passage, Speaker, page_at
from vectorstore.identity import Wording
from vectorstore.records import EvidenceItem, KeptFile, LetterFacts, LetterRecord, Place

Row = Mapping[str, Any]
Write = Callable[..., None]

LETTER = TypeAdapter(Letter)
RECORD = TypeAdapter(LetterRecord)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A letter's place among its versions."""

    family: str  # the id of the first version that was taken in
    version: int
    replaced_by: str | None


def passage_id(letter_id: str, passage: Passage) -> str:
    return f"{letter_id}-{passage.start}"


def letter_of(passage: str) -> str:
    """The id of the letter that the passage of this id is in."""
    return passage.rpartition("-")[0]


def write_letter(write: Write, letter: Letter, words: Wording, standing: Standing) -> None:
    """Write all rows of a letter but those of its files."""
    front, key = letter.front, letter.letter_id
    write(
        "INSERT INTO letters (letter_id, file, body, dated, report_title, record, letter, text,"
        " fingerprint, family, version, replaced_by, set_apart)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            letter.file,
            front.body,
            front.dated.isoformat() if front.dated else None,
            front.report_title,
            RECORD.dump_json(record_of(letter)).decode(),
            LETTER.dump_json(replace(letter, text="", passages=())).decode(),
            letter.text,
            words.fingerprint,
            standing.family,
            standing.version,
            standing.replaced_by,
            letter.set_apart,
        ),
    )
    for value in words.sketch:
        write("INSERT INTO sketches VALUES (?, ?)", (value, key))
    for page in letter.pages:
        write(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
            (key, page.number, page.label, page.start, page.end),
        )
    for position, item in enumerate(letter.items):
        write(
            "INSERT INTO items VALUES (?, ?, ?, ?, ?)",
            (key, position, item.number, item.kind.value, item.text),
        )
    for passage in letter.passages:
        write(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                passage_id(key, passage),
                key,
                passage.start,
                passage.end,
                passage.page,
                passage.page_label,
                passage.heading,
                passage.item,
                passage.speaker.value,
                passage.recognised,
            ),
        )


def letter_from(row: Row, passages: list[Row]) -> Letter:
    text = row["text"]
    return replace(
        LETTER.validate_json(row["letter"]),
        text=text,
        passages=tuple(passage_from(each, text[each["start"] : each["end"]]) for each in passages),
    )


def record_from(row: Row) -> LetterRecord:
    """The entry as it was when the letter came in, with what may have changed since."""
    return replace(
        RECORD.validate_json(row["record"]),
        files=tuple(KeptFile(**each) for each in json.loads(row["files"])),
        version=row["version"],
        versions=tuple(json.loads(row["versions"])),
        replaced_by=row["replaced_by"],
    )


def facts_from(row: Row) -> LetterFacts:
    return LetterFacts(
        letter_id=row["letter_id"],
        body=row["body"],
        author=row["author"],
        addressee=row["addressee"],
        dated=date.fromisoformat(row["dated"]) if row["dated"] else None,
        report_title=row["report_title"],
    )


def passage_from(row: Row, text: str) -> Passage:
    return Passage(
        text=text,
        start=row["start"],
        end=row["end"],
        page=row["page"],
        page_label=row["page_label"],
        heading=row["heading"],
        item=row["item"],
        speaker=Speaker(row["speaker"]),
        recognised=bool(row["recognised"]),
    )


def item_from(row: Row) -> EvidenceItem | None:
    if row["item"] is None:
        return None
    return EvidenceItem(
        index=row["item"],
        number=row["item_number"],
        kind=ItemKind(row["item_kind"]),
        text=row["item_text"],
    )


def record_of(letter: Letter) -> LetterRecord:
    """The entry of a letter that is not on file yet."""
    front = letter.front
    return LetterRecord(
        letter_id=letter.letter_id,
        file=letter.file,
        title=front.title,
        kind=front.kind,
        body=front.body,
        author=front.author,
        role=front.role,
        dated=front.dated,
        addressee=front.addressee,
        report_title=front.report_title,
        report_published=front.report_published,
        copied_to=front.copied_to,
        places={
            name: Place(
                start=span.start,
                end=span.end,
                page=page_at(letter.pages, span.start).number,
                text=letter.text[span.start : span.end],
            )
            for name, span in front.places.items()
        },
        pages=len(letter.pages),
        pages_empty=_pages(letter, PageSource.EMPTY),
        pages_recognised=_pages(letter, PageSource.OCR),
        items=len(letter.items),
        passages=len(letter.passages),
        warnings=letter.warnings,
        guesses=letter.guesses,
        set_apart=letter.set_apart,
        files=(),
        version=1,
        versions=(letter.letter_id,),
        replaced_by=None,
    )


def _pages(letter: Letter, source: PageSource) -> tuple[int, ...]:
    return tuple(page.number for page in letter.pages if page.source is source)

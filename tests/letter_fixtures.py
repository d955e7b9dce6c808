"""Drafts made by hand, and Word files as they are read. The letters here are invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx

from assistant.drafting import wording as drafting
from assistant.drafting.clock import response_clock
from assistant.drafting.duty import Duty
from assistant.drafting.editing import choice_id
from assistant.drafting.model import (
    DraftItem,
    DraftLetter,
    DraftWarning,
    LetterFields,
    Origin,
    Paragraph,
    Part,
    Request,
    SourceDocument,
    Standing,
    State,
)
from assistant.results import Citation, Statement
from assistant.word import write_internal, write_letter
from ingest.model import Item, ItemKind, Speaker

DESK = "A crime desk opened in May 2020. It is staffed by six people."
NURSES = "I pay for a nurse on four evenings a week."
LATER = "The desk closed in March 2023."
LETTER = "0f1e2d3c4b5a6978"
LATER_LETTER = "ffeeddccbbaa0099"
WHEN = "In our board paper of 1 June 2021 in response to “Calls for service”, the force said"
TO_FILL_IN = "[Bring this up to date.]"


def citation(
    quote: str, *, start: int = 0, letter_id: str = LETTER, recognised: bool = False
) -> Citation:
    return Citation(
        passage_id=f"{letter_id}-{start}",
        letter_id=letter_id,
        file="saltmere-2021.pdf",
        page=3,
        page_label="iii",
        start=start,
        end=start + len(quote),
        quote=quote,
        body="Saltmere",
        dated=date(2021, 6, 1),
        report_title="Calls for service",
        recognised=recognised,
        superseded_by=None,
    )


def statement(
    cited: Citation, *, text: str | None = None, speaker: Speaker = Speaker.FORCE
) -> Statement:
    return Statement(
        text=" ".join(cited.quote.split()) if text is None else text,
        framing=WHEN,
        speaker=speaker,
        citations=(cited,),
    )


def quoted(said: Statement) -> Paragraph:
    """A paragraph of the record."""
    part = Part.FORCE if said.speaker is Speaker.FORCE else Part.COMMISSIONER
    text = f"{said.framing}: “{said.text}”"
    return paragraph(text, part=part, origin=Origin.RECORD, by="quotes", said=said)


def paragraph(
    text: str,
    *,
    part: Part = Part.ACTION,
    origin: Origin = Origin.OPEN,
    by: str = "",
    said: Statement | None = None,
) -> Paragraph:
    return Paragraph(paragraph_id="", part=part, origin=origin, by=by, text=text, statement=said)


def item(text: str, number: str | None, kind: ItemKind = ItemKind.RECOMMENDATION) -> Item:
    return Item(
        number=number,
        kind=kind,
        heading="",
        text=text,
        start=0,
        end=len(text),
        response="",
        response_parts=(),
        page=1,
        owner=None,
        deadline=None,
    )


def drafted(
    asked: Item,
    *paragraphs: Paragraph,
    warnings: Sequence[DraftWarning] = (),
    requests: Sequence[Request] = (),
    duty: Duty = Duty.LAW,
) -> DraftItem:
    """An item's section, which begins with the choice and ends with what is to be filled in."""
    key = f"{asked.kind.value}-{asked.number}"
    choice = replace(
        paragraph(drafting.choice_to_make(asked.kind), part=Part.COMMISSIONER),
        paragraph_id=choice_id(key),
    )
    last = paragraph(TO_FILL_IN if paragraphs else drafting.GAP_PLACEHOLDER)
    told = [choice, *paragraphs, last]
    told.sort(key=lambda each: list(Part).index(each.part))
    return DraftItem(
        key=key,
        item=asked,
        duty=duty,
        addressee=None,
        duty_note="",
        standing=Standing.REPEAT if paragraphs else Standing.NEW,
        lineage=(),
        paragraphs=tuple(
            each if each.paragraph_id else replace(each, paragraph_id=f"{key}/{number}")
            for number, each in enumerate(told)
        ),
        nearby=(),
        requests=tuple(requests) or (Request(text=drafting.ASK_AFRESH, citations=()),),
        warnings=tuple(warnings),
        note="" if paragraphs else drafting.gap("Saltmere"),
        choice=None,
        state=State.DRAFTED if paragraphs else State.TO_DO,
    )


FIELDS = LetterFields(
    letterhead="Police and Crime Commissioner for Saltmere\n[Office address]",
    dated="[Date]",
    addressee="[Name of the addressee]",
    salutation="Dear [Name],",
    opening="The report “Behind the desk” was published on 19 November 2024.",
    chief_officer="[The chief constable’s comments.]",
    copies="Copies: the inspectors of constabulary, the Secretary of State.",
    valediction="Yours sincerely,",
    signatory="[Signature]\n[Name]",
)


def source_document(letter_id: str) -> SourceDocument:
    return SourceDocument(
        letter_id=letter_id,
        file="saltmere-2021.pdf",
        sha256="5a" * 32,
        document="board paper",
        body="Saltmere",
        author="Petra Lund",
        role="Chief Constable",
        dated=date(2021, 6, 1),
        report_title="Calls for service",
    )


def draft_of(*items: DraftItem) -> DraftLetter:
    clock = response_clock(date(2024, 11, 19))
    return DraftLetter(
        body="Saltmere",
        report_title="Behind the desk",
        publisher="HMICFRS",
        inspected=None,
        clock=clock,
        clock_note=clock.working,
        other_clocks=(),
        drafted=date(2024, 12, 1),
        fields=FIELDS,
        items=items,
        reasons=(),
        sources=(source_document(LETTER), source_document(LATER_LETTER)),
        writer="quotes",
        note="",
    )


# How a Word file is read


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Each paragraph outside the tables as (style, text), a space that parts no line as a space."""
    return [
        (each.style.name or "", each.text.replace("\u00a0", " "))
        for each in docx.Document(str(path)).paragraphs
        if each.style is not None
    ]


def cells(path: Path) -> list[list[str]]:
    return [
        [cell.text.replace("\u00a0", " ") for cell in row.cells]
        for table in docx.Document(str(path)).tables
        for row in table.rows
    ]


def everything(path: Path) -> list[str]:
    """The paragraphs of a file, in its tables or not."""
    texts = [text for _, text in paragraphs(path)]
    return texts + [line for row in cells(path) for cell in row for line in cell.split("\n")]


def letter(draft: DraftLetter, folder: Path) -> list[tuple[str, str]]:
    write_letter(draft, folder / "reply.docx")
    return paragraphs(folder / "reply.docx")


def internal(draft: DraftLetter, folder: Path) -> list[tuple[str, str]]:
    write_internal(draft, folder / "internal.docx")
    return paragraphs(folder / "internal.docx")


def styled(found: Sequence[tuple[str, str]], style: str) -> list[str]:
    return [text for name, text in found if name == style]


def printed(found: Sequence[tuple[str, str]]) -> list[str]:
    """The paragraphs of the items."""
    return styled(found, "Item as printed")


def cited_in(path: Path) -> list[int]:
    """The numbers that lead to a source, in their order."""
    xml = ZipFile(path).read("word/document.xml").decode()
    return [int(number) for number in re.findall(r'w:anchor="source_(\d+)"', xml)]


def listed_sources(found: Sequence[tuple[str, str]]) -> list[int]:
    return [int(text.split("]")[0][1:]) for text in styled(found, "Source")]

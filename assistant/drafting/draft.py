"""An inspection report becomes a DraftLetter: each item with what the record says, or a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from assistant.drafting import wording
from assistant.drafting.front import letter_fields
from assistant.drafting.model import DraftItem, DraftLetter, SourceDocument
from assistant.drafting.positions import on_record
from assistant.drafting.recalling import RecallingWriter
from assistant.drafting.said import BodysRecord
from assistant.drafting.section import write_section
from assistant.drafting.worksheet import Worksheet, make_worksheet
from assistant.errors import ModelUnavailable, ReportWithoutItems
from assistant.wording import document_name, fell_back
from assistant.writers import Writer
from ingest.model import Report
from vectorstore.library import Library
from vectorstore.records import Filters

Progress = Callable[[str, int, int], None]  # what is done now, how many items are, of how many


def draft_reply(
    report: Report,
    *,
    body: str,
    library: Library,
    writer: Writer | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> DraftLetter:
    """Draft a response to a report as it was read. Arguments and errors: see draft_letter."""
    body = next((name for name in library.bodies() if name.casefold() == body.casefold()), body)
    worksheet = make_worksheet(report, body=body)
    return draft_letter(worksheet, library=library, writer=writer, today=today, progress=progress)


def draft_letter(
    worksheet: Worksheet,
    *,
    library: Library,
    writer: Writer | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> DraftLetter:
    """Draft a response of a body to a report from what the body said before.

    Args:
        writer: a chat model's; without one, the record is quoted.
        today: the day on which the letter is written; days before it have passed.

    Raises:
        ReportWithoutItems: nothing in the report asks for a response.
        UnknownFilter: the body has no letter in the library.
    """
    if not worksheet.items:
        raise ReportWithoutItems(wording.report_without_items(worksheet.title))
    body, today = worksheet.body, today or date.today()
    library.refuse_unknown(Filters(bodies=(body,)))
    recalling = RecallingWriter()
    if writer is None or writer.name == recalling.name:
        writer = recalling
    record = BodysRecord(body, library)
    sections, note = list[DraftItem](), ""
    for place, each in enumerate(worksheet.items):
        if progress:
            progress(wording.item_name_of(each.item), place, len(worksheet.items))
        found = on_record(each.item, body=body, library=library, record=record)
        write = partial(write_section, each, found, body=body, library=library, today=today)
        try:
            section = write(writer=writer)
        except ModelUnavailable as problem:
            note, writer = fell_back(str(problem)), recalling
            section = write(writer=writer)
        sections.append(section)
    return DraftLetter(
        body=body,
        report_title=worksheet.title,
        publisher=worksheet.publisher,
        inspected=worksheet.inspected,
        clock=worksheet.clock,
        clock_note=worksheet.clock_note,
        other_clocks=worksheet.other_clocks,
        drafted=today,
        fields=letter_fields(worksheet, today),
        items=tuple(sections),
        reasons=(),
        sources=tuple(_sources(sections, library)),
        writer=writer.name,
        note=note,
    )


def _sources(sections: Sequence[DraftItem], library: Library) -> Iterator[SourceDocument]:
    """Every document that the sections cite, once, in the order in which they are met."""
    cited = dict.fromkeys(
        citation.letter_id for section in sections for citation in section.citations
    )
    records = library.records(list(cited))
    for letter_id in cited:
        record = records[letter_id]
        yield SourceDocument(
            letter_id=letter_id,
            file=record.file,
            sha256=library.sha256_of(letter_id),
            document=document_name(record),
            body=record.body,
            author=record.author,
            role=record.role,
            dated=record.dated,
            report_title=record.report_title,
        )

"""An inspection report, a committee's report or a pasted list becomes what must be answered."""

from __future__ import annotations

from dataclasses import replace

from ingest.dates import published
from ingest.model import Document, ItemKind, Report
from ingest.reports.asked import asked_in_bold, asked_item
from ingest.reports.duties import with_duties
from ingest.reports.heads import inspected_body, report_title_of
from ingest.reports.items import find_asked
from ingest.reports.once import once
from ingest.reports.publisher import opening_of, publisher_of
from ingest.structure.item_labels import asks_for_something


def read_report(document: Document) -> Report:
    """Find the title, the publication date and every item, once each."""
    title = report_title_of(document)
    body = inspected_body(document)
    opening = opening_of(document)
    day = published(document.text)
    asked = once(find_asked(document)) or once(asked_in_bold(document))
    return Report(
        title=title.value if title else "",
        published=day.day if day else None,
        body=body.value if body else None,
        publisher=publisher_of(opening),
        opening=opening,
        items=tuple(with_duties(item, day.day if day else None) for item in asked),
        warnings=document.warnings,
    )


def read_pasted(document: Document) -> Report:
    """Read pasted text as a report; without labels, each paragraph that asks is an item."""
    report = read_report(document)
    if report.items:
        return report
    asked = [block for block in document.blocks if asks_for_something(document.words(block))]
    items = [asked_item(document, block, 0, ItemKind.OTHER, None) for block in asked]
    return replace(report, items=tuple(with_duties(item, report.published) for item in items))

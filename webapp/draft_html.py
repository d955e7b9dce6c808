"""A DraftLetter becomes a draft to read: the clock, each item, and the sources at the end."""

from __future__ import annotations

from datetime import date

from assistant.drafting import wording
from assistant.drafting.model import DraftLetter, ItemStatus
from assistant.word import Sources
from assistant.wording import counted, place, uk_date
from vectorstore.draft_rows import DraftRecord
from webapp import draft_wording as said
from webapp import wording as ours
from webapp.draft_item_html import PREFIX, item_html
from webapp.html import paragraph, shown


def draft_html(draft: DraftLetter, *, today: date, record: DraftRecord | None = None) -> str:
    """The whole draft; its numbers are those of the office's own copy in Word.

    Args:
        record: the entry of the draft, where it is kept in the library.
    """
    sources = Sources(draft, with_notes=True)
    parts = [
        f"<h2>{shown(wording.letter_title(draft.report_title))}</h2>",
        paragraph(f"From {draft.body}. {_counts(draft)}", "or-counts"),
        _record(record) if record else "",
        paragraph(draft.note, "or-note") if draft.note else "",
        _clock(draft, today),
        _fields(draft),
    ]
    parts += [item_html(item, sources) for item in draft.items]
    return "".join([*parts, _source_list(sources)])


def _counts(draft: DraftLetter) -> str:
    gaps = sum(item.status is ItemStatus.GAP for item in draft.items)
    items = counted(len(draft.items), "item")
    return f"{items}: {len(draft.items) - gaps} drafted, {counted(gaps, 'gap')}."


def _record(record: DraftRecord) -> str:
    lines = [paragraph(said.kept_by(record), "or-note")]
    if record.approval:
        lines.append(paragraph(said.approved(record.approval), "or-approved"))
    if record.letter_id:
        lines.append(paragraph(said.in_the_library(record.letter_id), "or-approved"))
    return "".join(lines)


def _clock(draft: DraftLetter, today: date) -> str:
    clock = draft.clock
    if clock is None or clock.due is None:
        head = "Last day not counted"
    else:
        left = ours.days_left((clock.due - today).days)
        head = f"Publish by {uk_date(clock.due)} ({left})"
    notes = "".join(f"<p>{shown(each)}</p>" for each in (draft.clock_note, *draft.other_clocks))
    return f'<section class="or-clock"><h3>{head}</h3>{notes}</section>'


def _fields(draft: DraftLetter) -> str:
    """What stands round the items, folded: it is long, and much the same in each letter."""
    rows = "".join(
        f"<dt>{shown(name[0].upper() + name[1:])}</dt>"
        f"<dd>{_lines(getattr(draft.fields, field))}</dd>"
        for field, name in wording.FIELD_NAMES.items()
    )
    return (
        f'<details class="or-more"><summary>{said.ROUND_THE_ITEMS}</summary>'
        f'<dl class="or-fields">{rows}</dl></details>'
    )


def _lines(text: str) -> str:
    return "<br>".join(shown(line) for line in text.splitlines())


def _source_list(sources: Sources) -> str:
    if not sources.listed:
        return ""
    rows = []
    for number, (citation, document) in enumerate(sources.listed, 1):
        at = place(citation.page, citation.page_label, recognised=citation.recognised)
        where = f"{citation.file}, {at}"
        line = wording.source(citation.body, document, citation.dated, citation.report_title, where)
        rows.append(
            f'<li id="{PREFIX}-{number}"><span class="or-number">[{number}]</span> {shown(line)} '
            f"<q>{shown(citation.quote)}</q></li>"
        )
    return f'<h3>{wording.SOURCES}</h3><ol class="or-source-list">{"".join(rows)}</ol>'

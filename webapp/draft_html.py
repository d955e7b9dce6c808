"""A DraftLetter becomes a draft to read: the clock, each item, and the sources at the end."""

from __future__ import annotations

from datetime import date

from assistant import wording
from assistant.clock import Clock
from assistant.draft import DraftItem, DraftLetter, DraftWarning, ItemStatus
from assistant.word import Sources
from webapp import wording as ours
from webapp.answer_html import citation_links, statement_html
from webapp.html import paragraph, passage, shown, speaker_class

_PREFIX = "draft-source"


def draft_html(draft: DraftLetter, *, today: date, notes: tuple[str, ...] = ()) -> str:
    """The whole draft; its numbers are those of the Word file.

    Args:
        notes: what the reader should know of how it was asked for.
    """
    sources = Sources(draft, with_notes=True)
    parts = [
        f"<h2>{shown(wording.letter_title(draft.report_title))}</h2>",
        paragraph(f"From {draft.body}. {_counts(draft)}", "or-counts"),
        *(paragraph(note, "or-note") for note in (*notes, draft.note) if note),
        _clock(draft.clock, draft.clock_note, today),
    ]
    parts += [_item(item, place, sources) for place, item in enumerate(draft.items, 1)]
    return "".join([*parts, _source_list(sources)])


def _counts(draft: DraftLetter) -> str:
    gaps = sum(item.status is ItemStatus.GAP for item in draft.items)
    items = ours.counted(len(draft.items), "item")
    return f"{items}: {len(draft.items) - gaps} drafted, {ours.counted(gaps, 'gap')}."


def _clock(clock: Clock | None, note: str, today: date) -> str:
    if clock is None or clock.due is None:
        head = "Last day not counted"
    else:
        left = ours.days_left((clock.due - today).days)
        head = f"Publish by {wording.uk_date(clock.due)} ({left})"
    return f'<section class="or-clock"><h3>{head}</h3><p>{shown(note)}</p></section>'


def _item(drafted: DraftItem, place: int, sources: Sources) -> str:
    name = wording.item_name(drafted.item.kind, drafted.item.number, place)
    status = wording.ITEM_STATUS[drafted.status.value]
    parts = [
        f'<section class="or-item or-{drafted.status.value}">',
        f'<h3>{shown(name)} <span class="or-status">{status}</span></h3>',
        f'<p class="or-asks">{passage(drafted.item.text)}</p>',
        paragraph(drafted.note, "or-gap-note") if drafted.note else "",
    ]
    for statement in drafted.statements:
        numbers = [sources.number(citation) for citation in statement.citations]
        parts.append(
            f'<div class="or-statement {speaker_class(statement.speaker)}">'
            f"{paragraph(f'{statement.framing}:', 'or-framing')}"
            f"{statement_html(statement, numbers, _PREFIX)}</div>"
        )
    parts += [_warning(warning, sources) for warning in drafted.warnings]
    return "".join([*parts, "</section>"])


def _warning(warning: DraftWarning, sources: Sources) -> str:
    links = citation_links([sources.number(each) for each in warning.citations], _PREFIX)
    return f'<p class="or-warning"><strong>Check:</strong> {shown(warning.message)} {links}</p>'


def _source_list(sources: Sources) -> str:
    if not sources.listed:
        return ""
    rows = []
    for number, (citation, document) in enumerate(sources.listed, 1):
        place = wording.place(citation.page, citation.page_label, recognised=citation.recognised)
        where = f"{citation.file}, {place}"
        line = wording.source(citation.body, document, citation.dated, citation.report_title, where)
        rows.append(
            f'<li id="{_PREFIX}-{number}"><span class="or-number">[{number}]</span> {shown(line)} '
            f"<q>{shown(citation.quote)}</q></li>"
        )
    return f'<h3>{wording.SOURCES}</h3><ol class="or-source-list">{"".join(rows)}</ol>'

"""Drafts as they are read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.drafting import wording
from assistant.drafting.history import Event
from assistant.drafting.model import DraftItem, DraftLetter, Origin, Part
from assistant.drafting.review import Review
from assistant.results import on_one_line
from assistant.wording import utc_time
from cli.as_text import shortened, source_text
from vectorstore.draft_rows import DraftRecord


def draft_text(
    draft: DraftLetter,
    files: Sequence[str],
    record: DraftRecord | None = None,
    *,
    ids: bool = False,
) -> RenderableType:
    """
    Args:
        record: the entry of the draft, where it is kept in the library.
        ids: name each paragraph by its id.
    """
    blocks: list[RenderableType] = [
        Text(f"Response of {draft.body} to {draft.report_title}", style="bold"),
        Text(draft.clock_note),
        *([Text(draft.note, style="yellow")] if draft.note else []),
        Text(""),
    ]
    for each in draft.items:
        blocks += [*_item(each, ids), Text("")]
    drafted = sum(bool(each.statements) for each in draft.items)
    blocks.append(Text(f"{drafted} drafted, {len(draft.items) - drafted} gaps."))
    if record:
        blocks.append(Text(wording.kept_as(record.draft_id, record.version)))
    blocks += [Text(f"Written: {file}") for file in files]
    return Group(*blocks)


def _item(each: DraftItem, ids: bool) -> Iterator[RenderableType]:
    name = wording.item_name_of(each.item)
    yield Text(f"{name} ({each.key}; {wording.STANDINGS[each.standing]})", style="bold")
    yield _indented(Text(shortened(each.item.text), style="dim"))
    for part in Part:
        yield _indented(Text(wording.PARTS[part], style="underline"))
        for paragraph in each.of_part(part):
            open_ = paragraph.origin is Origin.OPEN
            mark = f"{paragraph.paragraph_id}  " if ids else ""
            yield _indented(Text(mark, "dim") + Text(paragraph.text, "yellow" if open_ else ""))
            if paragraph.statement and not open_:
                for citation in paragraph.statement.citations:
                    yield _indented(source_text(None, citation))
    if each.note:
        yield _indented(Text(each.note, style="yellow"))
    for warning in each.warnings:
        yield _indented(Text(f"Note: {warning.message}", style="yellow"))


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def records_text(records: Sequence[DraftRecord]) -> RenderableType:
    if not records:
        return Text(wording.NO_DRAFTS)
    table = Table(box=None, pad_edge=False)
    for name in ("Draft", "Body", "In reply to", "Version", "Changed", "By", "State"):
        table.add_column(name, overflow="fold")
    for each in records:
        state = "published" if each.letter_id else "approved" if each.approval else "open"
        changed = utc_time(each.changed_at)
        table.add_row(
            each.draft_id, each.body, each.title, str(each.version), changed, each.changed_by, state
        )
    return table


def history_text(events: Sequence[Event]) -> RenderableType:
    blocks: list[RenderableType] = []
    for event in events:
        told = wording.event_told(event.kind and event.kind.value, event.what)
        blocks.append(Text(f"{utc_time(event.at)}, {event.by}: {told}", style="bold"))
        for change in event.changes:
            told = wording.change_told(
                change.item, change.paragraph_id, change.kind.value, change.before, change.after
            )
            blocks.append(_indented(Text(told)))
    return Group(*blocks)


def review_text(review: Review) -> RenderableType:
    blocks: list[RenderableType] = [Text(wording.lacking_counted(len(review.lacking)), "bold")]
    blocks += [_indented(Text(each.message)) for each in review.lacking]
    blocks.append(Text(wording.departures_counted(len(review.departures)), "bold"))
    for each in review.departures:
        compared = each.compared
        blocks.append(Text(f"{each.paragraph_id}: {compared.sentence}"))
        blocks.append(_indented(Text(compared.message, style="yellow")))
        for citation in compared.citations:
            blocks.append(_indented(Text(f"{compared.framing}: “{on_one_line(citation.quote)}”")))
            blocks.append(_indented(source_text(None, citation)))
    return Group(*blocks)

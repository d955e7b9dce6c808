"""What happened to a draft, as HTML: who changed what, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting import wording
from assistant.drafting.history import Change, ChangeKind, Event
from assistant.wording import utc_time
from webapp.html import paragraph, shown


def history_html(events: Sequence[Event]) -> str:
    """The latest first; of the first version only that it was made."""
    rows = [_event(each) for each in reversed(events)]
    return f'<ol class="or-history">{"".join(rows)}</ol>'


def _event(event: Event) -> str:
    told = wording.event_told(event.kind.value if event.kind else None, event.what)
    head = f"Version {event.version}, {event.by}, {utc_time(event.at)}: {told}"
    changes = "" if event.version == 1 else "".join(_change(each) for each in event.changes)
    return f"<li>{paragraph(head, 'or-event')}{changes}</li>"


def _change(change: Change) -> str:
    if change.kind in (ChangeKind.STATE, ChangeKind.CHOICE):
        names = wording.STATES if change.kind is ChangeKind.STATE else wording.CHOICES
        before = names.get(change.before or "", "not set")
        after = names.get(change.after or "", "not set")
        said = f"{change.item}: {change.kind.value} was “{before}”, is “{after}”."
        return paragraph(said, "or-note")
    before = f"<del>{shown(change.before)}</del>" if change.before is not None else ""
    after = f"<ins>{shown(change.after)}</ins>" if change.after is not None else ""
    name = shown(change.paragraph_id or change.item)
    return f'<p class="or-change"><span class="or-where">{name}</span> {before} {after}</p>'

"""One item of a draft becomes its section: what is asked, what is said, what is to be noted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting import wording
from assistant.drafting.duty import Duty
from assistant.drafting.model import (
    DraftItem,
    DraftWarning,
    Earlier,
    Origin,
    Paragraph,
    Part,
    Request,
)
from assistant.results import Citation, Statement
from assistant.word import Sources
from assistant.wording import uk_date
from ingest.model import Speaker
from webapp import draft_wording as ours
from webapp.answer_html import citation_links
from webapp.html import paragraph, passage, shown, speaker_class

PREFIX = "draft-source"  # of the ids of the sources that numbers lead to


def item_html(item: DraftItem, sources: Sources) -> str:
    name = wording.item_name_of(item.item)
    standing = wording.STANDINGS[item.standing]
    parts = [
        f'<section class="or-item or-{item.status.value}" data-item="{shown(item.key)}">',
        f'<h3>{shown(name)} <span class="or-status">{standing}</span></h3>',
        paragraph(_decided(item), "or-decided"),
        f'<p class="or-asks">{passage(item.item.text)}</p>',
        paragraph(_asked_of(item), "or-where") if _asked_of(item) else "",
        paragraph(_duty_note(item), "or-note") if _duty_note(item) else "",
        *(_earlier(each) for each in item.lineage),
        paragraph(item.note, "or-gap-note") if item.note else "",
    ]
    for part in Part:
        if paragraphs := item.of_part(part):
            parts.append(f"<h4>{shown(wording.PARTS[part])}</h4>")
            parts += [_paragraph(each, sources) for each in paragraphs]
    parts += [_warning(warning, sources) for warning in item.warnings]
    parts.append(_folded(ours.NEARBY, [_nearby(each, sources) for each in item.nearby]))
    parts.append(_folded(ours.REQUESTS, [_request(each, sources) for each in item.requests]))
    return "".join([*parts, "</section>"])


def _decided(item: DraftItem) -> str:
    choice = wording.CHOICES[item.choice.value] if item.choice else ours.NOT_CHOSEN
    return f"{choice}. State of the work: {wording.STATES[item.state.value].lower()}."


def _duty_note(item: DraftItem) -> str:
    """What to know of whether a reply is due; where somebody else is asked, a warning says so."""
    return "" if item.duty is Duty.ELSEWHERE else item.duty_note


def _asked_of(item: DraftItem) -> str:
    """Whom it is addressed to and by when, as far as the report says."""
    told = []
    if item.addressee:
        told.append(f"Addressed to {item.addressee}.")
    if item.item.deadline:
        told.append(f"To be done by {uk_date(item.item.deadline)}.")
    return " ".join(told)


def _earlier(earlier: Earlier) -> str:
    """ "Earlier: “Safe in custody”, recommendation 4, answered on 3 May 2020", and the words."""
    head = ours.earlier(earlier.report_title, earlier.number, earlier.dated)
    if not earlier.asked:
        return paragraph(head, "or-lineage")
    return (
        f'<details class="or-lineage"><summary>{shown(head)}</summary>'
        f'<p class="or-asks">{passage(earlier.asked)}</p></details>'
    )


def _paragraph(each: Paragraph, sources: Sources) -> str:
    if each.origin is Origin.OPEN:
        return paragraph(each.text, "or-open")
    speaker = each.statement.speaker if each.statement else Speaker.UNKNOWN
    links = _links(each.statement.citations if each.statement else (), sources)
    framing = f"{each.statement.framing}: " if each.statement else ""
    if each.origin is Origin.RECORD and framing and each.text.startswith(framing):
        inner = (
            f"{paragraph(framing.strip(), 'or-framing')}"
            f"<blockquote>{passage(each.text[len(framing) :])} {links}</blockquote>"
        )
    else:
        by = f' <span class="or-by">{shown(ours.by(each.by))}</span>' if each.by else ""
        inner = f"<p>{passage(each.text)} {links}{by}</p>"
    return f'<div class="or-statement {speaker_class(speaker)}">{inner}</div>'


def _warning(warning: DraftWarning, sources: Sources) -> str:
    links = _links(warning.citations, sources)
    return f'<p class="or-warning"><strong>Check:</strong> {shown(warning.message)} {links}</p>'


def _nearby(statement: Statement, sources: Sources) -> str:
    links = _links(statement.citations, sources)
    return f"{shown(statement.framing)}: “{shown(statement.text)}” {links}"


def _request(request: Request, sources: Sources) -> str:
    return f"{shown(request.text)} {_links(request.citations, sources)}"


def _folded(name: str, rows: Sequence[str]) -> str:
    if not rows:
        return ""
    lines = "".join(f"<li>{row}</li>" for row in rows)
    return (
        f'<details class="or-more"><summary>{shown(name)} ({len(rows)})</summary>'
        f"<ul>{lines}</ul></details>"
    )


def _links(citations: Sequence[Citation], sources: Sources) -> str:
    return citation_links([sources.number(each) for each in citations], PREFIX)

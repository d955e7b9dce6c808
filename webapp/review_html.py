"""What a draft lacks, and where it departs from the record, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting import wording
from assistant.drafting.completeness import Lacking
from assistant.drafting.model import Reason
from assistant.drafting.review import Review, Told
from webapp import draft_wording as ours
from webapp.compared_html import compared_html
from webapp.html import paragraph, shown


def lacking_html(lacking: Sequence[Lacking]) -> str:
    """What is lacking, as far as the draft alone shows it."""
    return _lacking(lacking) + paragraph(ours.NOT_HELD, "or-hint")


def review_html(review: Review, reasons: Sequence[Reason] = ()) -> str:
    """Each sentence that departs from the record with both quotations, then what is lacking."""
    departures = review.departures
    given = {each.sentence: each for each in reasons}
    rows = "".join(_departure(each, given) for each in departures)
    found = f'<ul class="or-findings">{rows}</ul>' if rows else ""
    return (
        f"{paragraph(wording.departures_counted(len(departures)), 'or-counts')}{found}"
        f"{_lacking(review.lacking)}"
    )


def _lacking(lacking: Sequence[Lacking]) -> str:
    head = paragraph(wording.lacking_counted(len(lacking)), "or-counts")
    rows = "".join(f"<li>{shown(each.message)}{_by_law(each)}</li>" for each in lacking)
    return f'{head}<ul class="or-lacking">{rows}</ul>' if rows else head


def _by_law(lacking: Lacking) -> str:
    return f' <span class="or-status">{ours.BY_LAW}</span>' if lacking.by_law else ""


def _departure(told: Told, given: dict[str, Reason]) -> str:
    compared = told.compared
    found = compared_html(
        ours.AGREEMENTS[compared.agreement.value],
        compared.sentence,
        compared.message,
        compared.framing,
        compared.citations,
    )
    reason = given.get(" ".join(compared.sentence.split()))
    if reason is None:
        return found
    return found.replace(
        "</li>", f"{paragraph(ours.reason(reason.reason, reason.by), 'or-note')}</li>"
    )

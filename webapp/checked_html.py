"""What came of checking a letter that was written elsewhere, as HTML."""

from __future__ import annotations

from assistant.consistency.checking import Checked, Finding
from assistant.consistency.wording import counted
from webapp import draft_wording as ours
from webapp.compared_html import compared_html
from webapp.html import paragraph


def checked_html(checked: Checked) -> str:
    """Each finding with the sentence of the letter and what is on record, in the order of both."""
    head = paragraph(counted(checked.sentences, checked.same, len(checked.findings)), "or-counts")
    rows = "".join(_finding(each) for each in checked.findings)
    return f'<div role="status">{head}</div>' + (
        f'<ul class="or-findings">{rows}</ul>' if rows else ""
    )


def _finding(finding: Finding) -> str:
    name = ours.AGREEMENTS[finding.agreement.value] if finding.agreement else ours.MISSING_ITEM
    where = f" (page {finding.page})" if finding.page else ""
    return compared_html(
        f"{name}{where}", finding.sentence, finding.message, finding.framing, finding.citations
    )

"""A sentence and what is on record of it become HTML, both in their own words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.results import Citation, on_one_line
from assistant.wording import place, uk_date
from webapp.html import paragraph, shown


def compared_html(
    name: str, sentence: str, message: str, framing: str, citations: Sequence[Citation]
) -> str:
    """
    Args:
        name: how the sentence stands to the record, as it heads the finding.
        framing: who said the first of the citations, and when.
    """
    parts = [
        '<li class="or-finding">',
        f'<p><strong class="or-agreement">{shown(name)}</strong> <q>{shown(sentence)}</q></p>',
        paragraph(message, "or-warning") if message else "",
    ]
    for number, citation in enumerate(citations):
        said = framing if number == 0 and framing else _framed(citation)
        parts.append(
            f'<p class="or-framing">{shown(said)}:</p>'
            f"<blockquote>“{shown(on_one_line(citation.quote))}” "
            f'<span class="or-where">{shown(_where(citation))}</span></blockquote>'
        )
    return "".join([*parts, "</li>"])


def _framed(citation: Citation) -> str:
    return f"{citation.body or 'Body not named'}, {uk_date(citation.dated)}"


def _where(citation: Citation) -> str:
    at = place(citation.page, citation.page_label, recognised=citation.recognised)
    return f"({citation.file}, {at})"

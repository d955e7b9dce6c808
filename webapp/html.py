"""Untrusted words, such as a letter's, become HTML that shows them and can do nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from ingest.model import Speaker

Span = tuple[int, int, str]  # start, end, HTML that follows the marked words

_BREAK = re.compile(r"\s*\n\s*\n\s*|\s*\n\s*(?=[•▪◦\-–—*]\s)")


def shown(words: str) -> str:
    """Escape words for a line of text; white space becomes single spaces."""
    return escape(" ".join(words.split()))


def passage(text: str, spans: Iterable[Span] = ()) -> str:
    """Escape a passage, mark the spans, and keep its paragraphs and bullets apart.

    Args:
        spans: offsets into `text`; one that overlaps an earlier one is marked from where that ends.
    """
    parts, at = [], 0
    for start, end, after in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            parts.append(after)
            continue
        parts += [_prose(text[at:start]), f"<mark>{_prose(text[start:end])}</mark>{after}"]
        at = end
    return "".join([*parts, _prose(text[at:])])


def paragraph(words: str, kind: str) -> str:
    """A sentence of the product's own, in a paragraph of a class."""
    return f'<p class="{kind}">{shown(words)}</p>'


def problem(words: str) -> str:
    """A sentence on what could not be done, announced to screen readers."""
    return f'<p class="or-problem" role="alert">{shown(words)}</p>'


def one_line(parts: Sequence[str]) -> str:
    """Join HTML without a line break in it, so that a Markdown renderer has nothing to read."""
    return " ".join(" ".join(parts).split())


def speaker_class(speaker: Speaker) -> str:
    return f"or-by-{speaker.value.replace('_', '-')}"


def _prose(text: str) -> str:
    pieces = _BREAK.split(text)
    lead = " " if text[:1].isspace() and pieces[0] != "" else ""
    tail = " " if text[-1:].isspace() and pieces[-1] != "" else ""
    return lead + "<br>".join(shown(piece) for piece in pieces) + tail

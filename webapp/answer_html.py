"""An Answer or an Abstention becomes the message in the chat and the sources beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant import wording
from assistant.results import Abstention, AbstentionReason, Answer, Citation, Statement
from ingest.model import Speaker
from vectorstore.records import Evidence, Filters, LetterRecord
from webapp import wording as ours
from webapp.html import one_line, paragraph, passage, problem, shown, speaker_class

NEAREST = 5  # passages shown with an abstention
LONGEST_ECHO = 600  # characters of a question that are shown again
_WORDS_OF = {
    Speaker.INSPECTORATE: "Words of the inspectorate",
    Speaker.POLICING_BODY: "Words of the commissioner",
    Speaker.FORCE: "Words of the force",
    Speaker.UNKNOWN: "Speaker not stated",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Turn:
    """A question of one session and what came of it; `problem` where it could not be asked."""

    question: str
    result: Answer | Abstention | None
    problem: str


def question_message(text: str) -> str:
    words = text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
    return one_line([f'<div class="or-asked">{shown(words)}</div>'])


def waiting_message(letters: int) -> str:
    return one_line(
        [f'<div class="or-answer">{paragraph(ours.searching(letters), "or-wait")}</div>']
    )


def turn_message(turn: Turn, number: int, statements: int | None = None) -> str:
    """The message that answers a turn, with only its first statements while it is streamed.

    Args:
        number: of the turn in its session; its links lead to that turn's sources.
    """
    if isinstance(turn.result, Answer):
        inner = _answer(turn.result, number, statements)
    elif turn.result is not None:
        inner = _abstention(turn.result)
    else:
        inner = [problem(turn.problem)]
    return one_line([f'<div class="or-answer" id="answer-{number}">', *inner, "</div>"])


def sources_pane(turns: Sequence[Turn]) -> str:
    """The sources of every turn of a session, the latest first and open."""
    numbered = [(n, turn) for n, turn in enumerate(turns, 1) if turn.result is not None]
    if not numbered:
        return f"<h2>Sources</h2>{paragraph(ours.SOURCES_HINT, 'or-hint')}"
    latest, *earlier = reversed(numbered)
    parts = ["<h2>Sources</h2>", _sources_of(*latest)]
    parts += [
        f'<details class="or-earlier"><summary>Earlier: {shown(turn.question[:120])}</summary>'
        f"{_sources_of(number, turn)}</details>"
        for number, turn in earlier
    ]
    return "".join(parts)


def filters_line(filters: Filters) -> str:
    """ "Looked only in: Durham; 2020.", or "" where everything was looked at."""
    parts = [*filters.bodies]
    if dates := _dates(filters.dated_from, filters.dated_to):
        parts.append(dates)
    if filters.report:
        parts.append(f"answers to “{filters.report}”")
    return wording.looked_only_in(parts) if parts else ""


def citation_links(numbers: Sequence[int], prefix: str) -> str:
    return "".join(
        f'<a class="or-cite" href="#{prefix}-{n}" aria-label="Source {n}">[{n}]</a>'
        for n in numbers
    )


def statement_html(statement: Statement, numbers: Sequence[int], prefix: str) -> str:
    """A statement's words with its citations; the framing is the caller's."""
    links = citation_links(numbers, prefix)
    if statement.is_quotation:
        return f"<blockquote>“{shown(statement.text)}” {links}</blockquote>"
    return f'<p class="or-sentence">{shown(statement.text)} {links}</p>'


def _answer(answer: Answer, number: int, statements: int | None) -> list[str]:
    parts = [paragraph(answer.note, "or-note")] if answer.note else []
    parts.append(_looked(answer.question.filters))
    later = _later_letters(answer.evidence)
    numbers = _numbers(answer.statements)
    visible = answer.statements[:statements]
    for (framing, speaker), group in groupby(visible, key=lambda s: (s.framing, s.speaker)):
        parts.append(f'<div class="or-statement {speaker_class(speaker)}">')
        parts.append(paragraph(f"{framing}:", "or-framing"))
        for statement in group:
            mine = [numbers[_key(citation)] for citation in statement.citations]
            parts.append(statement_html(statement, mine, f"source-{number}"))
            parts += _superseded_lines(statement, later)
        parts.append("</div>")
    if answer.withheld and len(visible) == len(answer.statements):
        parts.append(paragraph(ours.left_out(answer.withheld), "or-note"))
    return parts


def _abstention(abstention: Abstention) -> list[str]:
    if abstention.reason is AbstentionReason.EMPTY_LIBRARY:
        return [paragraph(ours.EMPTY_LIBRARY, "or-reason")]
    return [
        "<h3>No answer on record</h3>",
        paragraph(abstention.message, "or-reason"),
        _looked(abstention.question.filters),
        paragraph(ours.NEXT_STEP, "or-note"),
    ]


def _looked(filters: Filters) -> str:
    line = filters_line(filters)
    return paragraph(line, "or-looked") if line else ""


def _superseded_lines(statement: Statement, later: Mapping[str, LetterRecord]) -> list[str]:
    ids = dict.fromkeys(c.superseded_by for c in statement.citations if c.superseded_by)
    return [
        paragraph(wording.superseded(later[each]), "or-superseded") for each in ids if each in later
    ]


def _sources_of(number: int, turn: Turn) -> str:
    head = paragraph(turn.question[:200], "or-for")
    if isinstance(turn.result, Answer):
        return head + _cited(turn.result, number)
    assert turn.result is not None
    nearest = turn.result.evidence[:NEAREST]
    if not nearest:
        return head + paragraph("Nothing was found to show.", "or-hint")
    later = _later_letters(nearest)
    cards = [_card(each, [], number, later) for each in nearest]
    return f"{head}<h3>Nearest passages</h3>{''.join(cards)}"


def _cited(answer: Answer, turn: int) -> str:
    numbers = _numbers(answer.statements)
    by_passage: dict[str, list[tuple[int, Citation]]] = {}
    for citation in _citations(answer.statements):
        by_passage.setdefault(citation.passage_id, []).append((numbers[_key(citation)], citation))
    evidence = {each.passage_id: each for each in answer.evidence}
    later = _later_letters(answer.evidence)
    cards = [_card(evidence[each], cited, turn, later) for each, cited in by_passage.items()]
    rest = [each for each in answer.evidence if each.passage_id not in by_passage]
    if rest:
        others = "".join(_card(each, [], turn, later) for each in rest)
        cards.append(
            f'<details class="or-rest"><summary>Also found, not quoted ({len(rest)})</summary>'
            f"{others}</details>"
        )
    return "".join(cards)


def _card(
    evidence: Evidence,
    cited: Sequence[tuple[int, Citation]],
    turn: int,
    later: Mapping[str, LetterRecord],
) -> str:
    """One passage: where it stands, whose words it is, and the quoted ones marked."""
    letter = evidence.letter
    numbers = "".join(
        f'<a class="or-number" href="#answer-{turn}" aria-label="Source {n}, back to the answer">'
        f"[{n}]</a> "
        for n, _ in cited
    )
    spans = [
        (
            citation.start - evidence.start,
            citation.end - evidence.start,
            f'<sup class="or-ref" id="source-{turn}-{n}">[{n}]</sup>',
        )
        for n, citation in cited
    ]
    title = f"{letter.body or 'Body not stated'}, {_document(letter)}"
    parts = [
        f'<article class="or-source {speaker_class(evidence.speaker)}">',
        f"<h4>{numbers}{shown(title)}</h4>",
        paragraph(f"{letter.file} · {_places(evidence, [c for _, c in cited])}", "or-where"),
        paragraph(_WORDS_OF[evidence.speaker] + _about(evidence), "or-who"),
    ]
    if newer := later.get(evidence.superseded_by or ""):
        parts.append(paragraph(wording.superseded(newer), "or-superseded"))
    return "".join([*parts, f"<p>{passage(evidence.text, spans)}</p></article>"])


def _document(letter: LetterRecord) -> str:
    if letter.dated is None:
        return f"undated {wording.document_name(letter)}"
    return f"{wording.document_name(letter)} of {wording.uk_date(letter.dated)}"


def _about(evidence: Evidence) -> str:
    title = evidence.letter.report_title
    item = evidence.item
    named = (
        f", on {wording.KIND_NAMES[item.kind].lower()} {item.number}"
        if item and item.number
        else ""
    )
    return f"{named}{f' of “{title}”' if named and title else f', on “{title}”' if title else ''}"


def _places(evidence: Evidence, cited: Sequence[Citation]) -> str:
    found = [(citation.page, citation.page_label) for citation in cited]
    places = dict.fromkeys(found or [(evidence.page, evidence.page_label)])
    return ", ".join(wording.place(*each, recognised=evidence.recognised) for each in places)


def _dates(first: date | None, last: date | None) -> str:
    if first and last:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years = [first.year] if first.year == last.year else [first.year, last.year]
            return " to ".join(map(str, years))
        return f"{wording.uk_date(first)} to {wording.uk_date(last)}"
    if first:
        return f"from {wording.uk_date(first)}"
    return f"until {wording.uk_date(last)}" if last else ""


def _later_letters(evidence: Sequence[Evidence]) -> dict[str, LetterRecord]:
    return {each.letter.letter_id: each.letter for each in evidence}


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.passage_id, citation.start, citation.end


def _citations(statements: Sequence[Statement]) -> list[Citation]:
    """Each cited run of words once, in the order of the statements."""
    every = [citation for statement in statements for citation in statement.citations]
    return list({_key(citation): citation for citation in every}.values())


def _numbers(statements: Sequence[Statement]) -> dict[tuple[str, int, int], int]:
    return {_key(citation): n for n, citation in enumerate(_citations(statements), 1)}

"""An Answer or an Abstention becomes the message in the chat and the sources beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant import wording
from assistant.chips import Chip, chips, missing_chips, order_chips
from assistant.question import Question
from assistant.record.answering import WRITER as RECORD
from assistant.results import Abstention, AbstentionReason, Answer, Citation, Statement
from ingest.model import Speaker
from vectorstore.records import Evidence, Filters, LetterRecord
from webapp import wording as ours
from webapp.html import one_line, paragraph, passage, problem, shown, speaker_class

NEAREST = 5  # passages shown with an abstention
FOLLOW_UP = "follow-up"  # what the button beside "Read as" takes away
LONGEST_ECHO = 600  # characters of a question that are shown again
_WORDS_OF = {
    Speaker.INSPECTORATE: "Words of the inspectorate",
    Speaker.POLICING_BODY: "Words of the commissioner",
    Speaker.FORCE: "Words of the force",
    Speaker.UNKNOWN: "Speaker not stated",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Turn:
    """A question of one session and what came of it.

    `problem` says why it could not be asked or, where there is a result, why it was not kept.
    """

    question: str  # as it was asked
    read_as: str | None  # how it was put in full; "" where it is asked again as written
    chosen: Filters  # in the fields beside the question
    without: tuple[Chip, ...]  # filters of the question that were taken away
    result: Answer | Abstention | None
    problem: str
    sent_to: str | None = None  # the host that its passages were sent to; None: they stayed here
    unfinished: bool = False  # more is being written

    @property
    def in_full(self) -> str:
        """The question that was searched for."""
        return self.read_as or self.question


def question_message(
    text: str, without: Sequence[Chip] = (), *, read_as: str | None = None, number: int = 0
) -> str:
    """What was asked, and beneath it how it was read.

    Args:
        read_as: as in a Turn.
        number: of the turn in its session, for the button that asks again as written.
    """
    words = text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
    parts = [f'<div class="or-asked">{shown(words)}</div>']
    if read_as:
        button = (
            f'<button type="button" class="or-as-written" data-turn="{number}" '
            f'data-drop="{FOLLOW_UP}">{shown(ours.AS_WRITTEN)}</button>'
        )
        parts.append(f'<p class="or-read-as">{shown(wording.read_as(read_as))} {button}</p>')
    elif read_as == "":
        parts.append(paragraph(ours.ASKED_AS_WRITTEN, "or-again"))
    if without:
        parts.append(paragraph(ours.asked_without([each.words for each in without]), "or-again"))
    return one_line(parts)


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
        inner = _answer(turn, turn.result, number, statements)
    elif turn.result is not None:
        inner = _abstention(turn.result, number)
    else:
        inner = []
    if turn.problem:
        inner.append(problem(turn.problem))
    return one_line([f'<div class="or-answer" id="answer-{number}">', *inner, "</div>"])


def sources_pane(turns: Sequence[Turn]) -> str:
    """The sources of every turn of a session, the latest first and open."""
    numbered = [(n, turn) for n, turn in enumerate(turns, 1) if turn.result is not None]
    if not numbered:
        return f"<h2>Sources</h2>{paragraph(ours.SOURCES_HINT, 'or-hint')}"
    latest, *earlier = reversed(numbered)
    parts = ["<h2>Sources</h2>", _sources_of(*latest)]
    parts += [
        f'<details class="or-earlier"><summary>Earlier: {shown(turn.in_full[:120])}</summary>'
        f"{_sources_of(number, turn)}</details>"
        for number, turn in earlier
    ]
    return "".join(parts)


def turn_chips(turn: Turn) -> list[Chip]:
    """The filters of a turn that can be taken away."""
    if turn.result is None:
        return []
    question = turn.result.question
    every = [*chips(question), *missing_chips(question), *order_chips(question)]
    return [each for each in every if each.name]


def chips_line(label: str, found: Sequence[Chip], turn: int) -> str:
    """A list of filters; each that stood in the question has a button to ask without it."""
    if not found:
        return ""
    items = "".join(f'<li class="or-chip">{shown(e.words)}{_drop(e, turn)}</li>' for e in found)
    return (
        f'<div class="or-looked"><span>{shown(label)}</span><ul class="or-chips">{items}</ul></div>'
    )


def _drop(chip: Chip, turn: int) -> str:
    if chip.name is None:
        return ""
    label = shown(ours.ask_without(chip.words))
    return (
        f'<button type="button" class="or-drop" data-turn="{turn}" data-drop="{shown(chip.name)}" '
        f'aria-label="{label}" title="{label}">×</button>'
    )


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


def _answer(turn: Turn, answer: Answer, number: int, statements: int | None) -> list[str]:
    parts = [paragraph(answer.note, "or-note")] if answer.note else []
    parts.append(_looked(answer.question, number))
    later = _later_dates(answer.evidence)
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
    if len(visible) == len(answer.statements) and not turn.unfinished:
        # No passage is sent to have the record answer for itself.
        host = None if answer.writer == RECORD else turn.sent_to
        parts.append(paragraph(wording.answered_by(answer.writer, host), "or-note"))
    return parts


def _abstention(abstention: Abstention, turn: int) -> list[str]:
    if abstention.reason is AbstentionReason.EMPTY_LIBRARY:
        return [paragraph(ours.EMPTY_LIBRARY, "or-reason")]
    return [
        "<h3>No answer on record</h3>",
        paragraph(abstention.message, "or-reason"),
        chips_line(ours.NOT_IN_THE_LIBRARY, missing_chips(abstention.question), turn),
        _looked(abstention.question, turn),
        paragraph(ours.NEXT_STEP, "or-note"),
    ]


def _looked(question: Question, turn: int) -> str:
    lines = (
        chips_line(ours.LOOKED_ONLY_IN, chips(question), turn),
        chips_line(ours.IN_WHAT_ORDER, order_chips(question), turn),
    )
    return "".join(lines)


def _superseded_lines(statement: Statement, later: Mapping[str, date | None]) -> list[str]:
    found = {c.superseded_by: c.body for c in statement.citations if c.superseded_by in later}
    return [
        paragraph(wording.superseded(body, later[each]), "or-superseded")
        for each, body in found.items()
        if each
    ]


def _sources_of(number: int, turn: Turn) -> str:
    head = paragraph(turn.in_full[:200], "or-for")
    if isinstance(turn.result, Answer):
        return head + _cited(turn.result, number)
    assert turn.result is not None
    nearest = turn.result.evidence[:NEAREST]
    if not nearest:
        return head + paragraph("Nothing was found to show.", "or-hint")
    cards = [_card(each, [], number) for each in nearest]
    return f"{head}<h3>Nearest passages</h3>{''.join(cards)}"


def _cited(answer: Answer, turn: int) -> str:
    numbers = _numbers(answer.statements)
    by_passage: dict[str, list[tuple[int, Citation]]] = {}
    for citation in _citations(answer.statements):
        by_passage.setdefault(citation.passage_id, []).append((numbers[_key(citation)], citation))
    evidence = {each.passage_id: each for each in answer.evidence}
    cards = [_card(evidence[each], cited, turn) for each, cited in by_passage.items()]
    rest = [each for each in answer.evidence if each.passage_id not in by_passage]
    if rest:
        others = "".join(_card(each, [], turn) for each in rest)
        cards.append(
            f'<details class="or-rest"><summary>Also found, not quoted ({len(rest)})</summary>'
            f"{others}</details>"
        )
    return "".join(cards)


def _card(
    evidence: Evidence,
    cited: Sequence[tuple[int, Citation]],
    turn: int,
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
    if evidence.superseded_by:
        said = wording.superseded(letter.body, evidence.superseded_on)
        parts.append(paragraph(said, "or-superseded"))
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


def _later_dates(evidence: Sequence[Evidence]) -> dict[str, date | None]:
    """The letters that supersede some of the evidence, and their dates."""
    return {each.superseded_by: each.superseded_on for each in evidence if each.superseded_by}


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.passage_id, citation.start, citation.end


def _citations(statements: Sequence[Statement]) -> list[Citation]:
    """Each cited run of words once, in the order of the statements."""
    every = [citation for statement in statements for citation in statement.citations]
    return list({_key(citation): citation for citation in every}.values())


def _numbers(statements: Sequence[Statement]) -> dict[tuple[str, int, int], int]:
    return {_key(citation): n for n, citation in enumerate(_citations(statements), 1)}

"""The default writer: sentences of the evidence, chosen for the question. No model writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.preference import Voice
from assistant.question import Question
from assistant.results import Proposal
from assistant.stances import asked_stance, stance
from assistant.sufficiency import judge, names_only_items
from assistant.writers.quoting import WHOLE, Quotation, quotations
from ingest.model import Speaker
from vectorstore.library import Library
from vectorstore.records import Evidence, EvidenceItem

PASSAGES = 5  # looked at
MOST = 4  # quotations in an answer
MOST_OF_ITEMS = 6
MOST_OF_A_BODY = 3  # of one among several
NEAR = 0.50  # how far below the best passage another may score and still be quoted
CLEARLY = 0.20  # better, for the inspectorate's words to lead where nobody asked for them
NEAR_BY_TIME = 1.0  # ... if it says what held before


class QuotesWriter:
    """The same question over the same letters gives the same answer, every time."""

    name = "quotes"

    def __init__(self, library: Library) -> None:
        self._library = library

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        """Quote what answers best and what comes near it, body by body, the answer first."""
        if question.across:
            chosen = self._of_each_body(question, evidence)
        elif question.filters.items and evidence and names_only_items(question, evidence[0]):
            chosen = self._of_items(question, evidence)
        else:
            found = quotations(question, evidence[:PASSAGES], self._library.embedder)
            heard = _heard(found, question)
            near = _near(heard, found)
            # As they were found the latest come first, but for what gives way to another.
            ordered = (
                sorted(near, key=lambda each: each.gives_way)
                if question.latest_first
                else _body_by_body(near)
            )
            if question.speaker:
                ordered.sort(key=lambda each: each.evidence.speaker is not question.speaker)
            chosen = ordered[:MOST]
        return [
            Proposal(text="", quotes=((each.evidence.passage_id, each.words),)) for each in chosen
        ]

    def _of_items(self, question: Question, evidence: Sequence[Evidence]) -> list[Quotation]:
        """What is printed on the items that are asked for, the newest letter first."""
        found = quotations(question, evidence, self._library.embedder, longest=WHOLE)
        wanted = found if question.voice is not Voice.BODY else _heard(found, question)
        wanted.sort(key=lambda each: (_takes_no_stance(each, question), each.evidence.start))
        # Of what is asked for at length the opening stands for the rest.
        opened = set[tuple[str, EvidenceItem | None]]()
        chosen = list[Quotation]()
        for each in sorted(wanted, key=_newest_first):
            asked = (each.evidence.letter.letter_id, each.evidence.item)
            if each.evidence.speaker is not Speaker.INSPECTORATE or asked not in opened:
                chosen.append(each)
            if each.evidence.speaker is Speaker.INSPECTORATE:
                opened.add(asked)
        return chosen[:MOST_OF_ITEMS]

    def _of_each_body(self, question: Question, evidence: Sequence[Evidence]) -> list[Quotation]:
        """What each body says, the best first: of those alone that answer."""
        chosen = list[Quotation]()
        found = quotations(question, evidence, self._library.embedder)
        for body in dict.fromkeys(each.evidence.letter.body for each in _best_first(found)):
            own = [each for each in found if each.evidence.letter.body == body]
            if judge(question, [each.evidence for each in own], self._library).enough:
                near = _near(_heard(own, question), own)
                chosen += _body_by_body(near)[:MOST_OF_A_BODY]
        return chosen


def _heard(found: Sequence[Quotation], question: Question) -> list[Quotation]:
    """Those of who is asked. What was asked of a body is not its answer.

    Where the question does not tell, the inspectorate is quoted if it answers clearly better.
    """
    own = [each for each in found if each.evidence.speaker is not Speaker.INSPECTORATE]
    inspectorate = [each for each in found if each not in own]
    if question.voice is Voice.INSPECTORATE:
        return inspectorate or own
    if question.voice is Voice.EITHER and _best(inspectorate) > _best(own) + CLEARLY:
        return [*inspectorate, *own]
    return own or inspectorate


def _best(found: Sequence[Quotation]) -> float:
    return max((each.score for each in found), default=float("-inf"))


def _takes_no_stance(each: Quotation, question: Question) -> bool:
    """Whether it leaves open what the question asks, if the item was accepted."""
    return bool(asked_stance(question.spelled)) and stance(each.words) is None


def _near(heard: Sequence[Quotation], found: Sequence[Quotation]) -> list[Quotation]:
    """Those that answer nearly as well as the best, with what belongs to them.

    That is what they superseded or were superseded by, where the inspectorate leads the responses
    to its item, and what goes on where the best one leaves off. A letterhead is quoted only where
    nothing answers better.
    """
    best = max(heard, key=lambda each: each.score, default=None)
    if best is None:
        return []
    near = [
        each
        for each in heard
        if each is best
        or (each.score >= best.score - NEAR and each.evidence.speaker is not Speaker.UNKNOWN)
    ]
    later = {each.evidence.superseded_by for each in near}
    letters = {each.evidence.letter.letter_id for each in near}

    def belongs(each: Quotation) -> bool:
        earlier = each.evidence.superseded_by in letters
        return (
            each.evidence.letter.letter_id in later
            or (earlier and each.score >= best.score - NEAR_BY_TIME)
            or _answers(each.evidence, best.evidence)
            or _goes_on(each.evidence, best)
        )

    return [*near, *(each for each in found if each not in near and belongs(each))]


def _answers(evidence: Evidence, asked: Evidence) -> bool:
    """Whether a passage is a response to the item that another one prints."""
    return (
        asked.speaker is Speaker.INSPECTORATE
        and evidence.speaker is not Speaker.INSPECTORATE
        and asked.item is not None
        and evidence.item == asked.item
        and evidence.letter.letter_id == asked.letter.letter_id
    )


def _goes_on(evidence: Evidence, quoted: Quotation) -> bool:
    """Whether a passage goes on with a paragraph where what is quoted of it leaves off."""
    before = quoted.evidence
    return (
        evidence.letter.letter_id == before.letter.letter_id
        and 0 <= evidence.start - before.end <= 1
        and before.text.endswith(quoted.words)
    )


def _body_by_body(found: Sequence[Quotation]) -> list[Quotation]:
    """The best first with those of its body, the newest before; what is superseded last there."""
    best_first = _best_first(found)
    bodies = list(dict.fromkeys(each.evidence.letter.body for each in best_first))
    ordered = []
    for body in bodies:
        lead, *others = (each for each in best_first if each.evidence.letter.body == body)
        ordered += [lead, *sorted(others, key=_newest_first)]
    return ordered


def _best_first(found: Sequence[Quotation]) -> list[Quotation]:
    return sorted(found, key=lambda each: (each.gives_way, -each.score))


def _newest_first(each: Quotation) -> tuple[bool, int]:
    dated = each.evidence.letter.dated or date.min
    return each.gives_way, -dated.toordinal()

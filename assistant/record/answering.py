"""A question about the record becomes an answer from it, or is none and goes on to the search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.question import Question
from assistant.record.asked import Asked, read
from assistant.record.borne import unborne
from assistant.record.citing import Places
from assistant.record.items import items
from assistant.record.letters import letters
from assistant.record.promises import promises
from assistant.record.replies import Reply, Said, Slice
from assistant.record.reports import reports
from assistant.record.stances import stances
from assistant.record.when import when
from assistant.record.who import who
from assistant.results import Abstention, Answer, Citation, Statement, on_one_line
from assistant.wording import framing
from ingest.model import Speaker
from vectorstore.errors import UnknownLetter
from vectorstore.library import Library
from vectorstore.records import Evidence

WRITER = "record"

# Each takes the questions of one kind; the first that does answers.
_KINDS: tuple[Callable[[Asked], Reply | None], ...] = (
    promises,
    stances,
    items,
    reports,
    who,
    when,
    letters,
)


def answer_from_record(
    question: Question, library: Library, remark: str = ""
) -> Answer | Abstention | None:
    """Answer from what the library keeps of its letters; None where only a search can.

    Args:
        remark: what the reader should know of how the question was understood.
    """
    if question.filters.items or question.outside or question.general:
        return None
    try:
        return _told(question, library, remark)
    except UnknownLetter:  # another process has removed one since it was listed
        return None


def _told(question: Question, library: Library, remark: str) -> Answer | Abstention | None:
    asked = read(question, library)
    if asked.of_others or not asked.letters:
        return None
    reply = next((reply for kind in _KINDS if (reply := kind(asked))), None)
    if reply is None:
        return None
    return _answer(reply, asked, remark) if reply.said else _silent(reply, asked, remark)


def _answer(reply: Reply, asked: Asked, remark: str) -> Answer | None:
    places = Places(asked.library)
    statements = [_statement(each, places) for each in _with_later(reply, asked, places)]
    shown = tuple(each for each in statements if each is not None)
    if not shown:
        return None
    return Answer(
        question=asked.question,
        writer=WRITER,
        statements=shown,
        evidence=tuple(places.evidence.values()),
        withheld=len(statements) - len(shown),
        note=" ".join(filter(None, [remark, reply.note])),
    )


def _silent(reply: Reply, asked: Asked, remark: str) -> Abstention:
    places = Places(asked.library)
    named = reply.silent_of or tuple(each.letter_id for each in asked.letters[:3])
    openings = (places.opening(letter_id) for letter_id in named)
    return Abstention(
        question=asked.question,
        reason=reply.reason,
        message=" ".join(filter(None, [remark, reply.silent])),
        evidence=tuple(each for each in openings if each),
    )


def _with_later(reply: Reply, asked: Asked, places: Places) -> Iterator[Said]:
    """What is said, and before a position that a later letter speaks of again the later one.

    A fact that the product tells of a letter, such as who signed it, is not superseded.
    """
    quoted = [place for each in reply.said if not each.text for place in each.places]
    later = places.label(quoted, asked.question.filters)
    for said in reply.said:
        if reply.of_positions:
            for place in said.places:
                for passage in places.passages(place):
                    yield from map(_quoted, later.pop(passage.passage_id, []))
        yield said


def _quoted(passage: Evidence) -> Said:
    return Said(
        text="",
        framing=framing(passage),
        speaker=passage.speaker,
        places=(Slice(letter_id=passage.letter.letter_id, start=passage.start, end=passage.end),),
    )


def _statement(said: Said, places: Places) -> Statement | None:
    """The sentence with its citations; None where they do not bear it."""
    cited = [each for place in said.places for each in places.cite(place)]
    citations = tuple({(each.letter_id, each.start, each.end): each for each in cited}.values())
    if not citations:
        return None
    quotes = [each.quote for each in citations]
    if said.text and unborne(said.text, quotes, said.counted):
        return None
    return Statement(
        text=said.text or on_one_line(citations[0].quote),
        framing=said.framing,
        speaker=_speaker(said, citations, places),
        citations=citations,
    )


def _speaker(said: Said, citations: Sequence[Citation], places: Places) -> Speaker:
    """Who is said to speak, else whose all the cited words are."""
    speakers = {places.evidence[each.passage_id].speaker for each in citations}
    alone = speakers.pop() if len(speakers) == 1 else Speaker.UNKNOWN
    return alone if said.speaker is Speaker.UNKNOWN else said.speaker

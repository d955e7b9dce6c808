"""The gate between what a writer proposes and what is shown. It stands outside every model.

A quotation must stand in its passage word for word; only white space, line-end hyphens, ligatures
and typographic quotation marks and dashes are folded. Figures, dates, names and negations of a
sentence must be in the words that it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.results import Citation, Proposal, Statement
from assistant.wording import framing
from vectorstore.records import Evidence

SHORTEST_QUOTE = 3  # words; a shorter quotation must be the whole passage

PageAt = Callable[[str, int], tuple[int, str | None]]  # letter_id, offset: page, printed label

_FOLDED = {
    **dict.fromkeys("‘’‛′`", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "\u00ad": "",
}
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|unable|declin\w+|reject\w*|refus\w*)\b"
    r"|n't\b",
    re.I,
)
_FIGURE = re.compile(r"£?\d+(?:[.,:/]\d+)*%?")
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|quarter|dozen|twice"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|outstanding|good|adequate|inadequate|requires\s+improvement)\b",
    re.I,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<![.!?][\"'”’]\s)\b[A-Z][\w'’-]*\b|\b[A-Z]{2,}\w*\b")
_FREE_NAMES = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "Those",
        "It",
        "Its",
        "They",
        "Their",
        "He",
        "She",
        "His",
        "Her",
        "We",
        "Our",
        "I",
        "PCC",
        "OPCC",
        "Police",
        "Crime",
        "Commissioner",
        "Commissioners",
        "Constabulary",
        "Force",
        "Chief",
        "Constable",
        "HMICFRS",
        "HMIC",
        "Inspectorate",
        "Letter",
        "In",
        "On",
        "By",
        "As",
        "At",
        "And",
        "But",
        "For",
        "From",
    ]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounded:
    statements: tuple[Statement, ...]
    withheld: int


def ground(
    proposals: Sequence[Proposal], evidence: Sequence[Evidence], page_at: PageAt
) -> Grounded:
    """Keep the proposals that stand in the evidence; count those that do not."""
    allowed = {each.passage_id: each for each in evidence}
    checked = [_grounded(proposal, allowed, page_at) for proposal in proposals]
    once = {each.text: each for each in reversed(checked) if each is not None}
    return Grounded(statements=tuple(reversed(once.values())), withheld=checked.count(None))


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quoted words stand in the text, if they do, as (start, end) offsets."""
    folded, offsets = _fold(text)
    wanted, _ = _fold(quote)
    wanted = wanted.strip()
    if not wanted:
        return None
    at = folded.find(wanted)
    while at != -1:
        end = at + len(wanted)
        starts_word = at == 0 or not (folded[at - 1].isalnum() and wanted[0].isalnum())
        ends_word = end == len(folded) or not (folded[end].isalnum() and wanted[-1].isalnum())
        if starts_word and ends_word:
            return offsets[at], offsets[end - 1] + 1
        at = folded.find(wanted, at + 1)
    return None


def unborne(sentence: str, quoted: str) -> list[str]:
    """The figures, dates, grades, names and negations of a sentence that the quotes lack."""
    plain, _ = _fold(quoted)
    said, _ = _fold(sentence)
    have = plain.casefold()
    missing = [
        match.group()
        for match in [*_FIGURE.finditer(said), *_NUMBER_WORD.finditer(said)]
        if not re.search(rf"(?<![\w.,]){re.escape(match.group().casefold())}(?![\w])", have)
    ]
    missing += [
        match.group()
        for match in _NAME.finditer(said)
        if match.group() not in _FREE_NAMES
        and not re.search(rf"\b{re.escape(_bare(match.group()))}", have)
    ]
    if bool(_NEGATION.search(said)) != bool(_NEGATION.search(plain)):
        missing.append("a negation")
    return missing


def _grounded(
    proposal: Proposal, allowed: Mapping[str, Evidence], page_at: PageAt
) -> Statement | None:
    citations = []
    for passage_id, quote in proposal.quotes:
        passage = allowed.get(passage_id)
        found = locate(quote, passage.text) if passage else None
        if passage is None or found is None:
            return None
        if len(quote.split()) < SHORTEST_QUOTE and found != (0, len(passage.text)):
            return None
        citations.append(_citation(passage, *found, page_at))
    if not citations:
        return None
    first = allowed[citations[0].passage_id]
    text = re.sub(r"\s+", " ", proposal.text).strip()
    if text and unborne(text, "\n".join(citation.quote for citation in citations)):
        return None
    return Statement(
        text=text or re.sub(r"\s+", " ", citations[0].quote),
        framing=framing(first),
        speaker=first.speaker,
        citations=tuple(citations),
    )


def _citation(passage: Evidence, start: int, end: int, page_at: PageAt) -> Citation:
    page, label = page_at(passage.letter.letter_id, passage.start + start)
    return Citation(
        passage_id=passage.passage_id,
        letter_id=passage.letter.letter_id,
        file=passage.letter.file,
        page=page,
        page_label=label,
        start=passage.start + start,
        end=passage.start + end,
        quote=passage.text[start:end],
        body=passage.letter.body,
        dated=passage.letter.dated,
        report_title=passage.letter.report_title,
        superseded_by=passage.superseded_by,
    )


def _bare(name: str) -> str:
    return re.sub(r"'s?$", "", name).casefold()


def _fold(text: str) -> tuple[str, list[int]]:
    """The text with what may differ folded, and for each of its characters where it came from."""
    folded: list[str] = []
    offsets: list[int] = []
    for match in re.finditer(r"-\s*\n\s*|\s+|.", text, re.S):
        piece = match.group()
        if piece.isspace():
            piece = " "
        elif piece[0] == "-" and len(piece) > 1:
            piece = "-"
        for character in _FOLDED.get(piece, piece):
            folded.append(character)
            offsets.append(match.start())
    return "".join(folded), offsets

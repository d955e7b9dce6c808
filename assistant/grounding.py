"""The gate between what a writer proposes and what is shown. It stands outside every model.

A quotation must stand in its passage word for word; only white space, line-end hyphens, ligatures
and typographic quotation marks and dashes are folded. It does not cut a figure in two or leave a
"not" behind. Figures, dates, names and negations of a sentence must be in the words that it quotes,
and those are of one speaker and one body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.claims import NEGATION, overstated
from assistant.folding import fold
from assistant.results import Citation, Proposal, Statement, on_one_line
from assistant.wording import framing
from ingest.fronts.bodies import mentions_of_bodies
from ingest.sentences import sentences
from vectorstore.records import Evidence

SHORTEST_QUOTE = 3  # words; a shorter quotation must be the whole passage

# What joins a word or a figure to what stands before it, or after it.
_CUT_BEFORE = re.compile(r"(?:\w|\w['-]|\d[.,:/]|£)$")
_CUT_AFTER = re.compile(r"\w|['-]\w|[.,:/]\d|%")
# What is no part of a sentence: brackets of JSON, HTML and Markdown, a link's signs.
_MARK = re.compile(r"[^\w\s.,;:'\"()£%&/?!-]|://")
_CLAUSE = re.compile(r"[,;:()]| -|\b(?:although|and|because|but|so|though|when|where|which|who)\b")

PageAt = Callable[[str, int], tuple[int, str | None]]  # letter_id, offset: page, printed label

FIGURE = re.compile(r"£?\d+(?:[.,:/]\d+)*(?:%|[a-z]+)?", re.I)
_PER_CENT = re.compile(r"(?<=\d)\s*(?:per\s*cent|percent)\b", re.I)
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|quarter|dozen|twice"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|outstanding|good|adequate|inadequate|requires\s+improvement)\b",
    re.I,
)
_MAY = re.compile(r"(?<!^)\bMay\b")  # the month; the verb begins no sentence that answers
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
    proposals: Iterable[Proposal], evidence: Sequence[Evidence], page_at: PageAt
) -> Grounded:
    """Keep the proposals that stand in the evidence; count those that do not."""
    allowed = {each.passage_id: each for each in evidence}
    checked = [_grounded(proposal, allowed, page_at) for proposal in proposals]
    once = {each.text: each for each in reversed(checked) if each is not None}
    return Grounded(statements=tuple(reversed(once.values())), withheld=checked.count(None))


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quoted words stand in the text, if they do, as (start, end) offsets."""
    for hyphen in ("-", ""):  # a hyphen at the end of a line is the word's own or the printer's
        folded, offsets = fold(text, hyphen)
        wanted = fold(quote, hyphen)[0].strip()
        at = folded.find(wanted) if wanted else -1
        while at != -1:
            end = at + len(wanted)
            if not (
                _CUT_BEFORE.search(folded[max(0, at - 2) : at]) and wanted[0].isalnum()
            ) and not (_CUT_AFTER.match(folded[end:]) and wanted[-1].isalnum()):
                return offsets[at], offsets[end - 1] + 1
            at = folded.find(wanted, at + 1)
    return None


def unborne(sentence: str, quoted: str, body: str = "") -> list[str]:
    """The figures, dates, grades, names and negations of a sentence that the quotes lack.

    Args:
        body: whose letter is quoted; a sentence may name it though the quotes do not.
    """
    plain = _PER_CENT.sub("%", fold(quoted)[0])
    said = _PER_CENT.sub("%", fold(sentence)[0])
    have, named = plain.casefold(), f"{plain} {body}".casefold()
    missing = [
        match.group()
        for match in [*FIGURE.finditer(said), *_NUMBER_WORD.finditer(said)]
        if not re.search(
            rf"(?<![\w£])(?<!\d[.,:/]){re.escape(match.group().casefold())}(?![\w%]|[.,:/]\d)", have
        )
    ]
    names = [match.group() for match in _NAME.finditer(said)]
    # A sentence begins with a capital anyway: only a body is known to be a name there.
    names += [word for words in mentions_of_bodies(said).values() for word in words]
    missing += [
        name
        for name in names
        if name not in _FREE_NAMES
        and not re.search(rf"\b{re.escape(_bare(name))}(?:'?s)?\b", named)
    ]
    if _MAY.search(said) and not re.search(r"\bMay\b", plain):
        missing.append("May")
    if bool(NEGATION.search(said)) != bool(NEGATION.search(plain)):
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
        if _leaves_a_negation(passage.text, found[0]):
            return None
        citations.append(cite(passage, *found, page_at))
    cited = [allowed[citation.passage_id] for citation in citations]
    if len({(each.speaker, each.letter.body) for each in cited}) != 1:
        return None
    first = cited[0]
    text = re.sub(r"\s+", " ", proposal.text).strip()
    quoted = "\n".join(citation.quote for citation in citations)
    if text and not _bears(quoted, text, first):
        return None
    return Statement(
        text=text or on_one_line(citations[0].quote),
        framing=framing(first),
        speaker=first.speaker,
        citations=tuple(citations),
    )


def _bears(quoted: str, text: str, evidence: Evidence) -> bool:
    """Whether a sentence says no more than the quotations."""
    said, have = fold(text)[0], fold(quoted)[0]
    if set(_MARK.findall(said)) - set(_MARK.findall(have)):
        return False
    body = evidence.letter.body or ""
    return not unborne(text, quoted, body) and not overstated(said, [have], evidence.speaker, body)


def _leaves_a_negation(text: str, start: int) -> bool:
    """Whether a quotation begins after the "not" of its clause."""
    opened = max((s for s, _ in sentences(text) if s <= start), default=0)
    before = _CLAUSE.split(fold(text[opened:start])[0])[-1]
    return bool(NEGATION.search(before))


def cite(passage: Evidence, start: int, end: int, page_at: PageAt) -> Citation:
    """Cite passage.text[start:end]."""
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
        recognised=passage.recognised,
        superseded_by=passage.superseded_by,
    )


def _bare(name: str) -> str:
    return re.sub(r"'s?$", "", name).casefold()

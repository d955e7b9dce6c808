"""Whether a sentence says no more than one sentence of the words that it quotes.

Figures, names and negations are held against the quotation by grounding.unborne, the rest is here:
each word that carries meaning stands in one quoted sentence, and in its order; what limits that
sentence is not left out; nobody else does what is done. It is a test of words. It refuses much that
a reader would accept, and it is no proof: docs/trust.md says what gets past.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Speaker
from ingest.sentences import sentences
from vectorstore.lexical import terms
from vectorstore.vocabulary import widen

MOST_BLOCKS = 2  # runs of words that stand in the quotation's order: "In 2021 it did" of "it did …"
MOST_SKIPPED = 6  # words that carry meaning, between two that are taken

# Words that carry no meaning of their own. What may change a meaning is not among them:
# "by", "from", "or", "before", "all", "only", "will", "if" must be quoted like any other word.
_GRAMMAR = frozenset(
    """a an the this that these those it its itself they them their theirs he him his she her hers
    we us our ours i me my mine you your who whom whose which what and of in on at for to into as
    with be is are was were been being am has have had having do does did doing so such there also
    now already currently s t re ve ll d m""".split()
)
_PRONOUNS = frozenset("it they he she we i our us my this".split())
_OURSELVES = frozenset("we our us i my".split())
_ROLES = {
    Speaker.FORCE: frozenset("force constabulary police service chief constable".split()),
    Speaker.POLICING_BODY: frozenset(
        "police and crime commissioner pcc opcc office mayor deputy".split()
    ),
    Speaker.INSPECTORATE: frozenset("inspectorate inspectors hmicfrs hmic".split()),
    Speaker.UNKNOWN: frozenset(["letter"]),
}
_SAID = frozenset("said says say stated states reported reports told added".split())
_SAID_OF = {Speaker.INSPECTORATE: frozenset(["found", "finds"])}
# What makes of a fact a plan, a wish, a part or a condition.
_LIMITS = frozenset(
    """will would shall should may might can could must plan plans planned planning intend intends
    intended aim aims aimed propose proposes proposed hope hopes hoped consider considers considered
    considering expect expects expected seek seeks seeking sought due likely possible potentially
    if unless until except only subject provided some most many few several part partly partially
    mainly nearly almost approximately around about up least under over more less fewer before after
    try tries tried trying""".split()
)
_BE = frozenset("is are was were be been being am".split())
_SAME = {"would": "will", "shall": "will", "cannot": "can", "plans": "plan", "planned": "plan"}
# Forms of one verb that no stem shows.
FORMS = {
    form: verb
    for verb, *forms in map(
        str.split,
        """begin began begun|bring brought|build built|choose chose chosen|fall fell fallen
        |find found|give gave given|grow grew grown|hold held|keep kept|know knew known|lead led
        |make made|meet met|pay paid|rise rose risen|run ran|see saw seen|send sent|show shown
        |spend spent|take took taken|teach taught|tell told|write wrote written""".split("|"),
    )
    for form in forms
}
NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|unable|declin\w+|reject\w*|refus\w*"
    r"|fail\w*|lack\w*|ceas\w+)\b"
    r"|n't\b",
    re.I,
)
_TURNS = frozenset("but while whereas although though however rather than yet".split())
_WORD = re.compile(r"£?\d+(?:[.,:/]\d+)*%?|\w+(?:['-]\w+)*|;")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    word: str  # in lower case
    stem: str
    meaning: bool  # whether it carries meaning


def overstated(
    sentence: str, quotes: Sequence[str], speaker: Speaker, body: str | None = None
) -> list[str]:
    """What makes a sentence say more than the quoted sentence that comes nearest; none is good.

    Args:
        sentence: folded, like the quotes, as grounding does.
        speaker: of the quotes.
        body: whose letter is quoted; it may be named in place of "we".
    """
    tried = [
        _unsaid(sentence, quote[start:end], speaker, body or "")
        for quote in quotes
        for start, end in sentences(quote)
    ]
    return min(tried, key=len, default=["nothing is quoted"])


def _unsaid(sentence: str, quoted: str, speaker: Speaker, body: str) -> list[str]:
    have = _tokens(quoted)
    said = _tokens(_in_its_words(_without_body(sentence, body), quoted))
    lead, start = _led_by(said, have, speaker, body)
    mine = [n for n in range(start, len(said)) if said[n].meaning and said[n].word != ";"]
    rest = [said[n] for n in mine]
    places: list[int] = []
    for token in rest:
        at = _next(token, have, places[-1] + 1 if places else 0, speaker)
        if at is None:
            return [token.word for token in rest if _next(token, have, 0, speaker) is None]
        places.append(at)
    if not places:
        return ["nothing of it is quoted"]
    problems = []
    own = [place for place in places if have[place].word not in ("we", "i")]
    if len(own) > len(set(own)):
        problems.append("it says a word twice that is quoted once")
    blocks = 1 + sum(later < earlier for earlier, later in pairwise(places))
    if blocks > MOST_BLOCKS:
        problems.append("its words stand in another order")
    if blocks == 1 and _turned(said, mine, have, places):
        problems.append("what is done is done to another")
    if _out_of_order(rest, places):
        problems.append("its figures or names stand in another order")
    problems += _left_out(said, have, places)
    if lead and not _speaks_of_themselves(have, min(places), speaker, body):
        problems.append("somebody else does it")
    return problems


def _without_body(sentence: str, body: str) -> str:
    """The sentence without "of Durham", which every letter of Durham is."""
    return re.sub(rf"\b(?:of|in) {re.escape(body)}\b", "", sentence) if body else sentence


def _in_its_words(sentence: str, quoted: str) -> str:
    """The sentence with the names that policing has for a thing put as the quotation has them."""
    plain = quoted.casefold()
    for each in widen(sentence).synonyms:
        if not _holds(plain, each.term):
            name = next((other for other in each.alternatives if _holds(plain, other)), None)
            if name is not None:
                sentence = re.sub(rf"\b{re.escape(each.term)}\b", name, sentence, flags=re.I)
    return sentence


def _holds(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words.casefold())}\b", text) is not None


def _tokens(text: str) -> list[_Token]:
    found = []
    for word in _WORD.findall(text.casefold()):
        bare = re.sub(r"'s?$", "", word)
        base = FORMS.get(bare, bare)
        stem = " ".join(terms(base)) or base
        found.append(_Token(word=_SAME.get(bare, bare), stem=stem, meaning=bare not in _GRAMMAR))
    return found


def _led_by(
    said: Sequence[_Token], have: Sequence[_Token], speaker: Speaker, body: str
) -> tuple[bool, int]:
    """Whether the sentence begins with who speaks, or with "it", which need not be quoted.

    Returns also the place from which on its words must be quoted.
    """
    free = _ROLES[speaker] | set(re.findall(r"\w+", body.casefold()))
    stems = {token.stem for token in have}
    place, lead = 0, False
    for token in said:
        known = token.stem in stems
        if token.meaning and (known or token.word not in free):
            if lead and not known and token.word in _SAID | _SAID_OF.get(speaker, frozenset()):
                place += 1
                continue
            break
        lead = lead or token.word in free or token.word in _PRONOUNS
        place += 1
    return lead, place


def _next(token: _Token, have: Sequence[_Token], start: int, speaker: Speaker) -> int | None:
    """Where a token stands in the quotation, from a place on if it does, else from its start."""
    every = [
        place
        for place, each in enumerate(have)
        if each.word == token.word
        or (each.meaning and each.stem == token.stem)
        or (each.word in ("we", "i") and token.word in _ROLES[speaker])
    ]
    return next((place for place in every if place >= start), every[0] if every else None)


def _out_of_order(said: Sequence[_Token], places: Sequence[int]) -> bool:
    """Whether amounts are exchanged; a year or a date may stand anywhere."""
    amounts = [
        place
        for token, place in zip(said, places, strict=True)
        if token.word[0] in "£0123456789" and not re.fullmatch(r"(?:19|20)\d\d", token.word)
    ]
    return amounts != sorted(amounts)


def _turned(
    said: Sequence[_Token], mine: Sequence[int], have: Sequence[_Token], places: Sequence[int]
) -> bool:
    """Whether "will train" has become "will be trained", with the words in the order they had."""
    for own, its in zip(mine, places, strict=True):
        passive = _BE & {token.word for token in said[max(0, own - 1) : own]}
        was = _BE & {token.word for token in have[max(0, its - 1) : its]}
        going = said[own].word.endswith("ing") != have[its].word.endswith("ing")
        if bool(passive) != bool(was) or (passive and going):
            return True
    return False


def _left_out(said: Sequence[_Token], have: Sequence[_Token], places: Sequence[int]) -> list[str]:
    """The limits and turns among the words taken that the sentence has not, and what is skipped."""
    told = {token.word for token in said}
    first, last = min(places), max(places)
    clause = first
    while first and (not have[first - 1].meaning or _limits(have[first - 1])):
        first -= 1
    if last + 1 < len(have) and _limits(have[last + 1]):
        last += 1  # "closed without it" is not "closed"
    reported = any(token.word in ("that", "whether") for token in have[first:clause])
    span = have[first : last + 1]
    problems = [
        f"without “{token.word}”"
        for token in span
        if token.word in _LIMITS | _TURNS | {";"} and token.word not in told
    ]
    if reported and any(token.meaning for token in have[:first]):
        problems.append("it is what somebody says, not what is so")
    if sum(map(_negates, said)) != sum(map(_negates, span)):
        problems.append("a negation is put in or left out")
    taken = set(places)
    skipped = 0
    for place in range(first, last + 1):
        token = have[place]
        skipped = 0 if place in taken else skipped + token.meaning
        if skipped > MOST_SKIPPED:
            problems.append("it leaves out too much between its words")
            break
        if token.word == "and" and _unused(have, place, taken):
            problems.append("it joins what the quotation keeps apart")
    return problems


def _limits(token: _Token) -> bool:
    return token.word in _LIMITS or _negates(token)


def _negates(token: _Token) -> bool:
    return NEGATION.search(token.word) is not None


def _unused(have: Sequence[_Token], conjunction: int, taken: set[int]) -> bool:
    """Whether the words on both sides of an "and" are left out."""
    before = next((p for p in range(conjunction - 1, -1, -1) if have[p].meaning), None)
    after = next((p for p in range(conjunction + 1, len(have)) if have[p].meaning), None)
    return before is not None and after is not None and not taken & {before, after}


def _speaks_of_themselves(have: Sequence[_Token], first: int, speaker: Speaker, body: str) -> bool:
    """Whether who does it in the quotation is who speaks: "we", or their own name."""
    names = _ROLES[speaker] | _OURSELVES | set(re.findall(r"\w+", body.casefold()))
    for token in reversed(have[:first]):
        if token.word in names or token.word in _PRONOUNS:
            return True
        if token.meaning and token.word not in _LIMITS:
            return False
    return True

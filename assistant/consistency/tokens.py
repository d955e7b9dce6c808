"""A sentence becomes words with their stems, clauses, and whether they are denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.consistency.lexicon import denying, opposite, same, stem_of
from assistant.contractions import spelled_out
from assistant.folding import fold
from vectorstore.lexical import terms

SCOPE = 5  # words of meaning that a negation reaches

_WORD = re.compile(r"£?\d+(?:[.,:/]\d+)*%?|\w+(?:['-]\w+)*")
_BOUNDARY = re.compile(
    r"[,;:()]|\s-\s|(?<!^)\b(?:but|because|although|though|while|whereas|which|who|where|when|until"
    r"|unless|so\s+that|so|if|as|since|after|before)\b|(?<!^)\b(?:and\s+(?=(?:I|we|it|they|he|she|the|has|have|had"
    r"|is|are|was|were|will|would|do|does|did|can|cannot|could|may|might|should|not|no|only)\b))",
    re.I,
)
_NEGATOR = re.compile(
    r"\b(?:not|never|no|without|nor|neither|cannot|nobody|none|nothing|unable|instead\s+of"
    r"|rather\s+than|ruled?\s+out|rules\s+out|yet\s+to|far\s+from|short\s+of|turned\s+down"
    r"|(?:am|is|are|was|were|decided|chosen|chose|voted|advised|argued)\s+against)\b|n't\b",
    re.I,
)
_NO_NEGATION = re.compile(
    r"\b(?:not\s+(?:only|just|least|merely|simply|yet)\b(?!\s+(?:be|been|done))|no\s+(?:doubt|later|more|fewer"
    r"|less|one\s+but|matter|issue\s+with|objections?|hesitation|difficulty)\b"
    r"|(?:no\s+one|nobody|none|no\s+\w+)\s+(?:below|but|except|other\s+than)\b|without\s+(?:exception|fail|avoidable|delay|prior)\b|unless\b|(?:not|no|never|nor)\b[^,;]*\buntil\b"
    r"|cannot\b[^,;]*\b(?:until|without)\b|no\s+longer\s+than\b)",
    re.I,
)
_IDIOM = re.compile(r"\bwithout\s+(?:fail|exception|delay)\b|\bno\s+doubt\b", re.I)
_BE = frozenset("is are was were be been being gets got".split())
_OFFICES = frozenset(
    "force constabulary police commissioner chief constable pcc inspectorate".split()
)
_DROP = stem_of("drop")
_ARTICLES = frozenset("a an the this that its their our his her by each".split())
_PREPOSITIONS = frozenset("on in at by from during after before since for when because and".split())
_LIGHT = frozenset(
    """
    have has had do does did done make made be is are was were been being will would shall
    should may might can could must also already now then there here this that these those it
    its they them their our we i my me us you your he she his her so such very still yet just
    only both either or and of to in on at by for from with as the a an not no nor than without
    never nobody none nothing neither cannot which who whom whose what when where how why if
    into over out about between during within per via under any some each every all however
    therefore indeed moreover further namely about upon while whether because until unless make
    get go come take
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    word: str  # in lower case
    stem: str
    start: int
    end: int
    clause: int
    content: bool  # whether it carries meaning
    figure: bool
    name: bool  # it has a capital that does not open the sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Denial:
    """What denies, and the places of the words that it is said of, the nearest first."""

    at: int  # place of the denying word, or of the one before which it stands
    reach: tuple[int, ...]
    own: str  # the stem of a denying verb; "" for "not" and its like
    contrast: bool  # "rather than": it sets one thing against another and turns nothing round


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    text: str  # folded and without contractions
    tokens: tuple[Token, ...]
    denials: tuple[Denial, ...]
    stems: frozenset[str] = field(repr=False)  # of the words that carry meaning

    def denied(self, place: int) -> bool:
        """Whether a word is denied, an even number of times being none."""
        return sum(place in each.reach for each in self.denials) % 2 == 1


def read(text: str) -> Sentence:
    plain = spelled_out(fold(text)[0])
    boundaries = [match.start() for match in _BOUNDARY.finditer(plain)]
    boundaries = [at for at in boundaries if not re.match(r",\d", plain[at : at + 2])]
    idioms = [match.span() for match in _IDIOM.finditer(plain)]
    tokens: list[Token] = []
    clause = 0
    for match in _WORD.finditer(plain):
        while boundaries and boundaries[0] <= match.start():
            boundaries.pop(0)
            clause += 1
        idle = any(start <= match.start() < end for start, end in idioms)
        tokens.append(_token(match, clause, idle=idle))
    stems = frozenset(each.stem for each in tokens if each.content)
    denials = tuple(_denials(plain, tokens))
    return Sentence(text=plain, tokens=tuple(tokens), denials=denials, stems=stems)


def alike(one: str, other: str) -> bool:
    """Whether two stems have one meaning."""
    if one == other:
        return True
    known = same()
    return one in known and other in known and bool(known[one] & known[other])


def contrary(one: str, other: str) -> bool:
    return (one, other) in opposite()


def _token(match: re.Match[str], clause: int, *, idle: bool) -> Token:
    word = match.group().casefold()
    figure = word[0] in "£0123456789"
    content = not (figure or idle) and word not in _LIGHT and bool(terms(word))
    return Token(
        word=word,
        stem=word if figure else stem_of(word),
        start=match.start(),
        end=match.end(),
        clause=clause,
        content=content,
        figure=figure,
        name=match.start() > 0 and match.group()[0].isupper(),
    )


def _denials(text: str, tokens: Sequence[Token]) -> list[Denial]:
    idle = [match.span() for match in _NO_NEGATION.finditer(text)]
    found = []
    for match in _NEGATOR.finditer(text):
        if any(start <= match.start() < end for start, end in idle):
            continue
        at = next((n for n, each in enumerate(tokens) if each.end >= match.end()), None)
        if at is not None:
            reach = _after(tokens, at)
            if at > 0 and tokens[at - 1].word in _BE:  # "A is not B" is "B is not A"
                reach += _before(tokens, at)
            contrast = match.group().casefold().startswith(("rather", "instead"))
            found.append(Denial(at=at, reach=reach, own="", contrast=contrast))
    for at, token in enumerate(tokens):
        if token.stem in denying() and token.content:
            if at > 0 and tokens[at - 1].word in _ARTICLES:
                continue  # "the end of 2021" denies nothing
            after = tokens[at + 1].word if at + 1 < len(tokens) else ""
            passive = any(each.word in _BE for each in tokens[max(0, at - 2) : at])
            alone = not after or after in _PREPOSITIONS  # "the form closed in August"
            if alone and token.stem == _DROP:
                continue  # "dropped from 17% to 6%"
            said_of = _before if (passive and after != "to") or alone else _after
            reach = said_of(tokens, at)
            found.append(Denial(at=at, reach=reach, own=token.stem, contrast=False))
    return found


def _after(tokens: Sequence[Token], at: int) -> tuple[int, ...]:
    clause = tokens[at].clause
    places = [n for n in range(at + 1, len(tokens)) if tokens[n].clause == clause]
    return tuple([n for n in places if _of_meaning(tokens[n])][:SCOPE])


def _of_meaning(token: Token) -> bool:
    """Whether a denial of a word is one of what is said: an office is not."""
    return token.content and token.word not in _OFFICES


def _before(tokens: Sequence[Token], at: int) -> tuple[int, ...]:
    clause = tokens[at].clause
    places = [n for n in range(at - 1, -1, -1) if tokens[n].clause == clause]
    return tuple([n for n in places if _of_meaning(tokens[n])][:SCOPE])

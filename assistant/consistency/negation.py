"""What the one denies and the other says, or says with the contrary word."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.consistency.alignment import pairs
from assistant.consistency.departures import Departure, Held
from assistant.consistency.lexicon import stem_of
from assistant.consistency.model import Agreement, Difference
from assistant.consistency.tokens import Denial, Sentence, Token, alike

_COMPARING = frozenset(
    map(stem_of, "more fewer less higher lower above below under over longer shorter".split())
)
_LACKING = frozenset(map(stem_of, "lose lack fail miss short".split()))
NEAREST = 3  # words of those that a denial reaches which decide


def negation(held: Held) -> Iterator[Departure]:
    """A denial that the other side lacks, or a contrary word in a place of the same sense."""
    for have in [held.found.said, *(each.said for each in held.repeated)]:
        found = _turned(held.said, have)
        if found is not None:
            yield found
            return


def _turned(said: Sentence, have: Sentence) -> Departure | None:
    paired = pairs(said, have)
    mine: dict[int, list[int]] = {}
    theirs: dict[int, list[int]] = {}
    for at, other, contrary in paired:
        if not contrary:
            mine.setdefault(at, []).append(other)
            theirs.setdefault(other, []).append(at)
    turned = next(
        (
            (at, other)
            for at, other, contrary in paired
            if contrary
            and said.denied(at) == have.denied(other)
            and _of_one_thing(said, at, have, other)
        ),
        None,
    )
    if turned:
        return _departure(said.tokens[turned[0]].word, have.tokens[turned[1]].word)
    # A pair of contraries has spoken for the denials that reach it.
    spoken = {at for at, _, contrary in paired if contrary}
    spoken_of = {other for _, other, contrary in paired if contrary}
    for denial in said.denials:
        if denial.at in spoken or spoken & set(denial.reach):
            continue
        if _lacks(denial, said, have, mine):
            return _departure(_words(denial, said), "")
    for denial in have.denials:
        if denial.at in spoken_of or spoken_of & set(denial.reach):
            continue
        if _lacks(denial, have, said, theirs):
            return _departure("", _words(denial, have))
    return None


def _of_one_thing(said: Sentence, at: int, have: Sentence, other: int) -> bool:
    """Whether two words that compare, as more and fewer, compare with the same."""
    if have.tokens[other].stem not in _COMPARING and said.tokens[at].stem not in _COMPARING:
        return True
    return any(
        alike(one.stem, two.stem) for one in _next_to(said, at) for two in _next_to(have, other)
    )


def _next_to(sentence: Sentence, place: int) -> list[Token]:
    near = [each for each in sentence.tokens[place + 1 : place + 6] if each.content or each.figure]
    return near[:1]


def _lacks(denial: Denial, mine: Sentence, other: Sentence, pairs: dict[int, list[int]]) -> bool:
    """Whether what a denial is said of stands in the other sentence and is not denied there."""
    if denial.contrast:
        return False
    if denial.own and any(each.stem == denial.own for each in other.tokens):
        return False
    if any(each.stem in _LACKING for each in other.tokens):
        return False  # "lost it" and "was without it" are one
    reached = [place for place in denial.reach if place in pairs][:NEAREST]
    if not reached:
        return False
    differing = [
        place
        for place in reached
        if all(mine.denied(place) != other.denied(each) for each in pairs[place])
    ]
    return reached[0] in differing and 2 * len(differing) > len(reached)


def _words(denial: Denial, sentence: Sentence) -> str:
    first = sentence.tokens[denial.at]
    reached = [sentence.tokens[place] for place in denial.reach[:2]]
    start = min([first.start, *(each.start for each in reached)])
    end = max([first.end, *(each.end for each in reached)])
    return sentence.text[start:end]


def _departure(said: str, stands: str) -> Departure:
    return Departure(
        agreement=Agreement.REVERSED,
        difference=Difference.NEGATION,
        said=said,
        stands=stands,
    )

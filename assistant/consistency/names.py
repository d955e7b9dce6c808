"""Names of systems, operations, suppliers, places and schemes, and of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.consistency.departures import Departure, Held
from assistant.consistency.model import Agreement, Difference
from assistant.filters.words import MONTH
from assistant.folding import fold
from vectorstore.lexical import function_stems, terms, weight
from vectorstore.vocabulary import widen

_TITLE = (
    r"(?:(?:detective|temporary|acting|assistant|deputy|chief|police)\s+)*"
    r"(?:constable|sergeant|inspector|superintendent|supt|insp|sgt|pc|dci|ds|commissioner|mr|mrs|ms|miss|dr|sir|dame|professor)"
)
_CAPITAL = r"[A-Z][\w'&+-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:of|and|the|for)\s+(?={_CAPITAL}))?{_CAPITAL})*")
_PERSON_BEFORE = re.compile(rf"\b{_TITLE}\.?\s+$", re.I)
# Words with a capital that name nothing that could be changed.
_FREE = frozenset(
    """
    i the this that these those it its they their he she his her we our in on at by as and but
    for from to of police crime commissioner commissioners pcc opcc constabulary force chief
    constable constables hmicfrs hmic inspectorate letter home secretary office officer
    recommendation recommendations area areas improvement afi afis section act majesty majestys
    inspector inspectors superintendent sergeant detective deputy assistant acting mayor head
    director mr mrs ms dr sir rt hon board panel report response victims monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter england wales uk british
    government a an no not my code cause concern national service services team unit council
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    text: str
    words: tuple[str, ...]  # in lower case, without those that name nothing
    start: int
    person: bool  # a title stands before it or in it
    sure: bool  # it is no word that has a capital because it opens a sentence


def names(text: str, *, body: str = "") -> list[Name]:
    """The names in a text, without the body's own, offices, months and the like."""
    plain = fold(text)[0]
    own = set(re.findall(r"\w+", body.casefold()))
    found = []
    for match in _NAME.finditer(plain):
        words = [re.sub(r"'s?$", "", each) for each in match.group().split()]
        opens = match.start() == 0 or bool(re.search(r"[.!?:\"]\s+$|^\W+$", plain[: match.start()]))
        if (
            opens
            and _is_plain(words[0])
            and not (len(words) > 1 and words[1][0].isupper() and not _is_common(words[0]))
        ):
            words = words[1:]
        kept = tuple(
            each.casefold()
            for each in words
            if each.casefold() not in _FREE
            and each.casefold() not in own
            and not re.fullmatch(MONTH, each, re.I)
            and each not in ("of", "and", "the", "for")
        )
        if kept:
            titled = bool(_PERSON_BEFORE.search(plain[: match.start()])) or bool(
                re.match(rf"{_TITLE}\s", match.group(), re.I)
            )
            sure = (
                not opens or len(kept) > 1 or kept[0] != words[0].casefold() or words[0].isupper()
            )
            found.append(
                Name(text=match.group(), words=kept, start=match.start(), person=titled, sure=sure)
            )
    return found


def changed_names(held: Held) -> Iterator[Departure]:
    """Names of the draft that its answer on record has not, where the record has another."""
    evidence = held.found.evidence
    body = evidence.letter.body or ""
    known = " ".join(
        [
            evidence.text,
            *(each.text for each in held.close),
            evidence.heading,
            evidence.letter.report_title or "",
            evidence.item.text if evidence.item else "",
        ]
    )
    known = fold(known)[0].casefold()
    mine = names(held.text, body=body)
    close = [[n for n in names(each.text, body=body) if n.sure] for each in held.close]
    draft = fold(held.text)[0].casefold()
    free = [
        each
        for found in close
        for each in found
        if not all(_holds(draft, word) for word in each.words) and not _abbreviated(each, held.text)
    ]
    for name in mine:
        missing = [word for word in name.words if not _holds(known, word)]
        if not missing or any(
            told(name, known) for told in (_abbreviated, _spelled_out, _otherwise)
        ):
            continue
        other = _counterpart(name, free)
        if other is not None:
            free.remove(other)
            person = other.person or name.person
            yield Departure(
                agreement=Agreement.CHANGED,
                difference=Difference.OFFICE_HOLDER if person else Difference.NAME,
                said=name.text,
                stands=other.text,
            )


def _counterpart(name: Name, free: Sequence[Name]) -> Name | None:
    like = [each for each in free if each.person == name.person]
    return like[0] if like else (free[0] if free else None)


def _otherwise(name: Name, text: str) -> bool:
    """Whether a text has the name as the vocabulary also has it."""
    return any(
        # another proper name is no other way to say this one
        other[1:].islower() != other[1:].isupper()
        and (other.isupper() or not other[0].isupper())
        and _holds(text, other.casefold())
        for each in widen(name.text).synonyms
        for other in each.alternatives
    )


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?:'?s)?(?!\w)", text) is not None


def _abbreviated(name: Name, text: str) -> bool:
    """Whether a text has the name by its first letters: MARAC, (MARAC)."""
    letters = "".join(word[0] for each in name.words for word in each.split("-")).casefold()
    return len(letters) > 2 and _holds(text.casefold(), letters)


def _spelled_out(name: Name, text: str) -> bool:
    """Whether a text has words that begin with the letters of an abbreviation."""
    if len(name.words) != 1 or not name.text.isupper() or len(name.text) < 3:
        return False
    initials = r"\w*[\s-]+(?:(?:of|and|the|for)\s+)?".join(map(re.escape, name.words[0]))
    return re.search(rf"\b{initials}", text) is not None


def _is_plain(word: str) -> bool:
    """Whether a word that opens a sentence would have no capital elsewhere."""
    return word.casefold() in _FREE or _is_common(word) or not word[0].isupper()


def _is_common(word: str) -> bool:
    stems = terms(word)
    return not stems or any(each in function_stems() or weight(each) < 1.0 for each in stems)

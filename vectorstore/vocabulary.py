"""The words of a question gain the other names that policing has for the same things."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# "To ask the Secretary of State for Health, …", "Could you please tell me …": whom, not what.
_FORM_OF_ADDRESS = re.compile(
    r"""^\W*(?:
        to\s+ask\s+(?: (?:his|her)\s+majesty['’]s\s+government\b | [^,?]{3,120}, )
      | (?:(?:hi|hello|hey|dear\s+\w+|good\s+(?:morning|afternoon))\b\W*)?
        (?: (?:please|kindly)\b\W* )?
        (?: (?:can|could|would|will)\s+you\s+(?:please\s+|kindly\s+)? | please\s+ )
        (?:tell|remind|show|give|let|help|explain|find|advise)\b
        (?:\s+(?:to\s+)?(?:me|us)\b)?(?:\s+(?:know|find|out|understand))*
      | i\s*(?:['’]d|\s+would)?\s+(?:like|want|need)\s+to\s+(?:know|find\s+out|understand|ask)
    )\s*,?\s+(?=\w+\s+\w)""",
    re.I | re.VERBOSE,
)

MOST_ALTERNATIVES = 4  # put beside a term in a sentence that is to be embedded


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonyms:
    """A term as the question has it, and its other names."""

    term: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is looked for: the question's own words, and what they are also called."""

    text: str
    synonyms: tuple[Synonyms, ...]

    @property
    def widened(self) -> str:
        """The question with the other names in brackets behind its terms."""
        text = self.text
        for each in self.synonyms:
            names = ", ".join(each.alternatives[:MOST_ALTERNATIVES])
            text = text.replace(each.term, f"{each.term} ({names})", 1)
        return text


def widen(text: str) -> Query:
    """Take off the words by which a question is put, and find the terms of the vocabulary in it."""
    text = _FORM_OF_ADDRESS.sub("", text) or text
    found = []
    words = text.casefold()
    for group in _groups():
        held = [
            (each.term, match)
            for each in group
            if each.first_word in words and (match := each.pattern.search(text))
        ]
        if held:
            longest = max((match.group() for _, match in held), key=len)
            names = {term for term, _ in held}
            others = tuple(each.term for each in group if each.term not in names)
            if others:
                found.append(Synonyms(term=longest, alternatives=others))
    return Query(text=text, synonyms=tuple(found))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Term:
    term: str
    first_word: str  # a text without it cannot hold the term, which is soon seen
    pattern: re.Pattern[str]


@cache
def _groups() -> list[list[_Term]]:
    data = tomllib.loads((files("vectorstore") / "data" / "vocabulary.toml").read_text("utf-8"))
    return [[_term(term) for term in group] for group in data["groups"]]


def _term(term: str) -> _Term:
    words = re.escape(term).replace(r"\ ", r"[\s-]+").replace("'", "['’]?")
    return _Term(
        term=term,
        first_word=re.split(r"[\s'-]", term.casefold())[0],
        pattern=re.compile(rf"(?<!\w){words}(?:s|es|['’]s)?(?!\w)", re.I),
    )

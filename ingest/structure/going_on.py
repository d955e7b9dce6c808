"""Whose words a sentence is that does not say so itself, from the sentences before it."""

from __future__ import annotations

import re

from ingest.model import Speaker
from ingest.structure.speakers import INSPECTORS, SAY

_PEOPLE_OF_THE_FORCE = re.compile(
    r"""
    (?: [A-Z][\w’'-]* \s+ (?:[a-z’'-]+\s+){0,2} )?
    (?i: officers | sergeants | constables | supervisors | detectives | dispatchers
       | call\s+(?:handlers|takers) | investigators | staff ) \b
    """,
    re.VERBOSE,
)
_GOES_ON_FINDING = re.compile(
    rf"""
    (?:It|They) \s+ (?:also\s+|then\s+)? (?: {SAY}
      | (?:was|were) \s+ (?:\w+\s+)?
        (?:critical|concerned|satisfied|pleased|impressed|surprised|clear) ) \b
  | In\s+(?:its|their)\s+view\b
    """,
    re.VERBOSE,
)
_OF_INSPECTORS = re.compile(INSPECTORS, re.I | re.VERBOSE)
_OF_THE_CHIEF = re.compile(r"(?:He|She|In\s+(?:his|her)\s+(?:view|opinion))\b")
_CHIEF = re.compile(r"\bchief\s+constable\b", re.I)
# What begins a matter anew, and does not go on with the sentence before.
_ANEW = re.compile(r"(?:A|An|Each|Every|All|Meanwhile|In\s+the\s+meantime)\b")
_OUGHT = re.compile(r"\b(?:cannot|should|must|ought|need|needs|deserve|deserves)\b")


def is_of_force_people(sentence: str) -> bool:
    """Whether a sentence opens with those who serve in a force: "Eight officers are …"."""
    opens = _PEOPLE_OF_THE_FORCE.match(sentence.lstrip("-•* "))
    return opens is not None and not _OUGHT.search(sentence)


def is_of_the_chief(sentence: str, before: str) -> bool:
    """Whether "He" or "She" at the opening is the chief constable of what stands before."""
    return _OF_THE_CHIEF.match(sentence) is not None and _CHIEF.search(before) is not None


def begins_anew(sentence: str) -> bool:
    """Whether a sentence opens another matter than the one before: "Each case is …"."""
    return _ANEW.match(sentence) is not None


def goes_on_finding(sentence: str, speaker: Speaker, before: str) -> bool:
    """Whether "It" or "They" who found something are the inspectors of the sentence before.

    Args:
        speaker: of the sentence before.
    """
    named = speaker is Speaker.INSPECTORATE or _OF_INSPECTORS.search(before) is not None
    return named and _GOES_ON_FINDING.match(sentence) is not None

"""Whom a heading or a label addresses: "Recommendations to the Home Office", "For forces:"."""

from __future__ import annotations

import re

from ingest.reports.duties import actor_in, owner_of

_KNOWN = r"""
    (?: (?:the\s+|all\s+|each\s+|every\s+)?
      (?: chief\s+(?:constables?|officers?) | (?:police\s+)?forces? | constabular(?:y|ies)
        | (?:local\s+)?policing\s+bod(?:y|ies) | police\s+and\s+crime\s+commissioners? | PF?CCs?
        | police(?:,\s+fire)?\s+and\s+crime\s+commissioners? | mayors?
        | home\s+office | home\s+secretary | (?:UK\s+|Welsh\s+)?government | ministry\s+of\s+justice
        | college\s+of\s+policing | national\s+police\s+chiefs[’']?\s+council | NPCC
        | crown\s+prosecution\s+service | CPS | HMICFRS | IOPC | local\s+authorities
        | (?-i:[A-Z][\w’'-]+(?:\s+(?:and\s+)?[A-Z][\w’'-]+){0,4}\s+(?:Police|Constabulary)) ) )
"""
_KNOWN_ONLY = re.compile(
    rf"(?:(?:for|to)\s+)?(?P<who>{_KNOWN}(?:\s*(?:,\s*and|,|and|&)\s+{_KNOWN}){{0,4}})\s*:?",
    re.I | re.VERBOSE,
)
_OF_ITEMS = re.compile(
    r"(?:.*\b)?(?:recommendations?|areas?\s+for\s+improvement|afis?|causes?\s+of\s+concern)\s+"
    r"(?:made\s+|addressed\s+)?(?:to|for)\s+(?P<who>[^.;:]{3,80}?)\s*[:–—-]?",
    re.I,
)
_IN_LABEL = re.compile(
    r"(?:\b(?:to|for)\s+(?P<to>[^.;:()]{3,80}?)|\((?:to\s+|for\s+)?(?P<in>[^()]{3,80})\))[\s:.*–—-]*$",
    re.I,
)
_BEFORE_WORDS = re.compile(
    rf"(?:to|for)\s+(?P<who>{_KNOWN}(?:\s*(?:,\s*and|,|and|&)\s+{_KNOWN}){{0,4}})"
    r"\s*(?:[.:–—]|\s-)\s+(?=[A-Z])",
    re.I | re.VERBOSE,
)
_PASSIVE = r"(?:should|must)\s+(?:also\s+)?be\s+(?:\w+ed|given|told|paid|shown|kept|made)\b"


def addressed_by_heading(words: str) -> str | None:
    """Whom the items under a heading are for; None for a heading that addresses nobody."""
    bare = " ".join(words.split()).strip("* ")
    if only := _KNOWN_ONLY.fullmatch(bare):
        return only["who"]
    of_items = _OF_ITEMS.fullmatch(bare)
    return actor_in(of_items["who"]) if of_items else None


def addressed_by_label(label: str) -> str | None:
    """Whom a label names: "Recommendation 2 to the Home Office:", "Recommendation 2 (NPCC)"."""
    found = _IN_LABEL.search(label)
    return actor_in(found["to"] or found["in"]) if found else None


def addressed_first(words: str) -> tuple[str, int] | None:
    """Read "to chief constables. By May …": who, and where the item's own words begin."""
    found = _BEFORE_WORDS.match(words)
    return (found["who"], found.end()) if found else None


def owner_under(addressed: str | None, words: str) -> str | None:
    """Who is asked by words that stand under an address; whom they name themselves goes first.

    "Forces should be given more money", said to the Home Office, is for the Home Office.
    """
    own = owner_of(words)
    if addressed and (own is None or re.search(rf"{re.escape(own)}\s+{_PASSIVE}", words)):
        return addressed
    return own

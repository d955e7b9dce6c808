"""Who is to act on an item, and by when, in the item's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ingest.dates import find_dates, find_months
from ingest.model import Item
from ingest.structure.item_labels import NUMBER_WORDS

_ASKS = re.compile(
    r"(?<!\s)\s+(?:also\s+|now\s+)?(?:should|must|needs?\s+to|ought\s+to|(?:is|are)\s+to)\b"
)
_WISH = re.compile(
    r"\b[Ww]e\s+(?:also\s+)?(?:expect|want|ask|require|urge|encourage|invite|call\s+on|recommend)\s+"
    r"(?!that\b|to\b)(?P<owner>[^.;:,]{3,90}?)\s+to\s"
)
_RECOMMENDS = re.compile(r"\b(?:recommend\w*|suggest\w*|propose\w*)\s+that,?\s+", re.I)
_NAMED = re.compile(
    r"(?:the\s+|all\s+|each\s+|every\s+)?(?:[A-Z][\w’'&-]*|force|constabulary)"
    r"(?:\s+(?:of|for|and|&)\s+(?:the\s+)?[A-Z][\w’'&-]*|\s+[A-Z][\w’'&-]*|\s+(?:constables|forces))*"
)
_LEAD = re.compile(
    r"(?:by|before|from|within|no\s+later|not\s+later|as\s+soon|immediately|with\s+immediate|in\s|to\s|where"
    r"|when|if\s|as\s|given|following|after|during|over\s|until|at\s|on\s|for\s|alongside|while|once"
    r"|additionally|furthermore|also|finally|therefore|and\s|that\s|so\s)",
    re.I,
)
_DETERMINED = re.compile(
    r"\b(?:the|all|each|every|both)\s+(?:(?!the\s|all\s|each\s|every\s).)+$", re.I
)
_ACTOR = re.compile(
    r"""
    \b(?: (?-i:[A-Z][A-Za-z]*[A-Z][A-Za-z]*) | forces? | constabular(?:y|ies) | constables?
      | police | commissioners? | mayors? | offices? | college | councils? | chiefs? | government
      | departments? | ministry | ministers? | secretary | services? | agency | agencies
      | authority | authorities | board | committee | panels? | partners? | partnerships?
      | inspectorate | leads? | officers? | supervisors? | staff | leaders? | managers? | teams?
      | units? | directors? | heads? | prosecutors? | courts? | association | institute
      | regulator | bodies | organisations? | inspectors? | sergeants? | superintendents?
      | coordinators? | companies | providers?
      | national\s+(?:\w+\s+)?system | system\s+for\s+policing )\b
    """,
    re.I | re.VERBOSE,
)
_LONGEST_OWNER = 16  # words
_BY = re.compile(
    r"\b(?:by|before|(?:no|not)\s+later\s+than|until|deadline\s*:?|due(?:\s+by)?\s*:?)\s+"
    r"(?P<end>(?:the\s+)?end\s+of\s+)?(?:the\s+)?",
    re.I,
)
_NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS, 1)} | {"eighteen": 18}
_WITHIN = re.compile(
    rf"\bwithin\s+(?P<count>\d+|{'|'.join(_NUMBERS)})\s+(?P<unit>days?|weeks?|months?|years?)\s+"
    r"(?:of|after|from)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?"
    r"(?:publication|(?:this|the)\s+report|report|its\s+publication)",
    re.I,
)
_YEAR_END = re.compile(r"(?P<year>20\d\d)\b")

_DUTY_ROW = re.compile(
    r"(?:(?P<owner>(?:action\s+)?owner|lead|responsible(?:\s+\w+)?|for)|deadline|due(?:\s+date|\s+by)?"
    r"|(?:target|completion)\s+date|timescale|by\s+when|date)\s*:(?:\*\*)?\s*(?P<value>\S.*)",
    re.I,
)


def owner_of(text: str) -> str | None:
    """Who is asked, as printed: "Chief constables should …", "By May, the force must …".

    None where the words name nobody who can act: "Funding should be put in place".
    """
    if wish := _WISH.search(text):
        return actor_in(wish.group("owner"))
    asks = _ASKS.search(text)
    if asks:
        sentence = re.split(r"(?<=[.;:])\s+|\n\s*\n", text[: asks.start()])[-1]
        recommended = _RECOMMENDS.search(sentence)
        if owner := actor_in(_without_lead(sentence[recommended.end() if recommended else 0 :])):
            return owner
    if recommended := _RECOMMENDS.search(text):
        named = _NAMED.match(text, recommended.end())
        return actor_in(named.group()) if named else None
    return None


def _without_lead(words: str) -> str:
    """Take "By March 2022," and "If it has not done so already" from before who is asked."""
    words = words.strip(' \n*“"')
    while _LEAD.match(words):
        before, comma, after = words.partition(",")
        if comma and after.strip():
            words = after.strip()
        elif named := _DETERMINED.search(before):
            return named.group()
        else:
            return ""
    return words


def actor_in(words: str) -> str | None:
    """The words, if they name somebody who can act; None for a pronoun or a thing."""
    words = " ".join(words.split()).strip(" ,*")
    pronoun = re.match(
        r"(?:it|they|this|these|those|that|which|who|we|i|he|she|there)\b", words, re.I
    )
    clause = re.search(r"\b(?:when|because|if|they)\b", words, re.I)
    if not words or pronoun or clause or len(words.split()) > _LONGEST_OWNER:
        return None
    return words if _ACTOR.search(words) else None


def deadline_of(text: str, published: date | None) -> date | None:
    """By when, where the item states it: a day, or a month or a year as its last day.

    "Within six months of publication" is counted from the day on which the report was published,
    where that is known. "Immediately" and "within three months" of nothing state no date.
    """
    for by in _BY.finditer(text):
        after = text[by.end() : by.end() + 40]
        for found in [*find_dates(after), *find_months(after)]:
            if found.start == 0:
                return found.day
        if (year := _YEAR_END.match(after)) and by.group("end"):
            return date(int(year["year"]), 12, 31)
    within = _WITHIN.search(text)
    return _counted(within, published) if within and published else None


def _counted(within: re.Match[str], published: date) -> date:
    word = within["count"].casefold()
    count = _NUMBERS.get(word) or int(word)
    unit = within["unit"].casefold()
    if unit.startswith(("day", "week")):
        return published + timedelta(days=count * (7 if unit.startswith("week") else 1))
    months = published.month - 1 + count * (12 if unit.startswith("year") else 1)
    year, month = published.year + months // 12, months % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(published.day, last))


def with_duties(item: Item, published: date | None) -> Item:
    """The item with its owner and deadline, where they are not known from a table already."""
    return replace(
        item,
        owner=item.owner or owner_of(item.text),
        deadline=item.deadline or deadline_of(item.text, published),
    )


def duties_in(words: str) -> dict[str, Any]:
    """The owner and the deadline that lines under an item give: "Owner: Head of Contact"."""
    found: dict[str, Any] = {}
    for line in words.splitlines():
        row = _DUTY_ROW.match(line.strip("* "))
        if row is None:
            return {}
        if row["owner"]:
            found["owner"] = row["value"].strip("* ")
        elif day := deadline_of(f"by {row['value'].strip('* ')}", None):
            found["deadline"] = day
    return found

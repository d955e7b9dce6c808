"""Whether an item of a report is to be answered by law, by custom, or is asked of somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.drafting import worksheet_wording as wording
from ingest.fronts.bodies import mentions_of_bodies
from ingest.fronts.body_list import folded, listed_bodies
from ingest.model import Item, ItemKind


class Duty(StrEnum):
    LAW = "law"  # a recommendation: section 55(5B)
    CUSTOM = "custom"  # an area for improvement or a cause of concern
    ELSEWHERE = "elsewhere"  # it is asked of somebody who is no force and no policing body


@dataclass(frozen=True, kw_only=True, slots=True)
class Duties:
    """What an item asks of a policing body."""

    duty: Duty
    addressee: str | None  # who is asked, as printed; None where the item names nobody
    note: str  # who else is asked, what is to be confirmed; "" for nothing


_FIELD = r"(?:\s+(?:for|of|on)\s+[^,;]+?(?=\s+and\s|[,;]|$))?"  # "for custody", of a lead
_OTHERS = re.compile(
    rf"""
    \b (?:the\s+)? (?:
        (?:new\s+)?national\s+(?:\w+\s+)?(?:system|lead|body|centre|unit|programme){_FIELD}
      | (?:national\s+police\s+chiefs[’']?\s+council|NPCC)[’']?s?(?:(?:\s+\w+)?\s+leads?{_FIELD})?
      | home\s+office | home\s+secretary | (?:UK\s+|Welsh\s+)?government | parliament
      | policing\s+minister | ministers?(?:\s+for\s+policing)? | secretar(?:y|ies)\s+of\s+state
      | attorney\s+general | treasury | cabinet\s+office | ministry\s+of\s+justice | MoJ
      | department{_FIELD} | college\s+of\s+policing | crown\s+prosecut(?:ion\s+service|ors?) | CPS
      | association\s+of\s+police\s+and\s+crime\s+commissioners | APCC
      | independent\s+office\s+for\s+police\s+conduct | IOPC | national\s+crime\s+agency | NCA
      | police\s+(?:digital\s+service|ICT\s+company|federation) | police\s+and\s+crime\s+panels?
      | HMICFRS | inspectorates?(?:\s+of\s+constabulary)? | HMCTS | NHS(?:\s+\w+)? | ofcom | ofsted
    ) \b
    """,
    re.I | re.VERBOSE,
)
_OTHER_WORDS = re.compile(
    r"""
    \b (?: authorit(?:y|ies) | councils? | partnerships? | departments? | ministry | services?
      | agenc(?:y|ies) | colleges? | associations? | institutes? | regulators? | prosecutors?
      | courts? | compan(?:y|ies) | providers? | committees? | panels? | boards? | hospitals?
      | schools? | trusts? | government ) \b
    """,
    re.I | re.VERBOSE,
)
_LOCAL = re.compile(
    r"""
    \b (?: forces? | constabular(?:y|ies) | chief\s+(?:constables?|officers?) | police
      | policing\s+bod(?:y|ies) | commissioners? | PF?CCs? | MOPAC | mayors? | officers? | staff
      | supervisors? | leaders?
      | managers? | teams? | sergeants? | inspectors? | superintendents? | control\s+rooms?
      | common\s+council ) \b
    """,
    re.I | re.VERBOSE,
)
_ASKED_TOO = re.compile(
    r"""
    (?: ^ | [.;:,]\s+ | \b(?:and|while)\s+ ) (?:that\s+)?
    (?:all\s+|the\s+|each\s+|every\s+|local\s+){0,2}
    (?P<who> (?:police\s+)?forces? | constabular(?:y|ies) | chief\s+(?:constables?|officers?)
      | (?:local\s+)?policing\s+bod(?:y|ies) | PF?CCs?
      | (?:police(?:,\s+fire)?\s+and\s+crime\s+)?commissioners? )
    \s+ (?:\w+\s+){0,3}? (?:should|must|needs?\s+to) \b
    """,
    re.I | re.VERBOSE,
)
_OTHER_ASKED_TOO = re.compile(
    rf"(?:[.;,]\s+|\b(?:and|while)\s+)(?P<who>{_OTHERS.pattern})\s+(?:should|must|needs?\s+to)\b",
    re.I | re.VERBOSE,
)


def duty_of(item: Item, *, body: str | None = None, by_inspectors: bool = True) -> Duties:
    """Say whether an item is to be answered, by whom it is asked.

    Where an item asks several and one of them is a force or a policing body, it counts as asked
    here. So does one that names nobody: to leave out an answer is the worse mistake.

    Args:
        body: whose worksheet it is, so that what another force alone is asked is told apart.
        by_inspectors: whether the report is of the inspectors of constabulary; section 55 is about
            no other.
    """
    asked = " ".join((item.owner or "").split())
    others = tuple(dict.fromkeys(match.group().strip() for match in _OTHERS.finditer(asked)))
    rest = _OTHERS.sub(" ", asked)
    if not asked:
        return _here(item, None, (), by_inspectors)
    if elsewhere := _other_force(asked, body):
        return _elsewhere(elsewhere)
    if _LOCAL.search(rest):
        other_words = others or _others_in_plain_words(rest)
        return _here(item, asked, other_words + _asked_beside(item, asked), by_inspectors)
    if others or _OTHER_WORDS.search(rest):
        too = _ASKED_TOO.search(item.text)
        if too and too["who"].casefold() not in asked.casefold():
            return _here(item, too["who"], (asked,), by_inspectors)
        return _elsewhere(asked)
    return _here(item, asked, (), by_inspectors)


def _here(
    item: Item, addressee: str | None, others: tuple[str, ...], by_inspectors: bool
) -> Duties:
    notes = [wording.nobody_named()] if addressee is None else []
    notes += [wording.asked_too(others)] if others else []
    duty = Duty.LAW
    if item.kind is ItemKind.CAUSE_OF_CONCERN:
        duty = Duty.CUSTOM
        notes.append(wording.cause_has_recommendation())
    elif item.kind is ItemKind.AFI:
        duty = Duty.CUSTOM
    elif not by_inspectors:
        duty = Duty.CUSTOM
        notes.append(wording.section_does_not_apply())
    elif item.kind is ItemKind.OTHER:
        notes.append(wording.kind_not_stated())
    return Duties(duty=duty, addressee=addressee, note=" ".join(notes))


def _elsewhere(addressee: str) -> Duties:
    note = wording.asked_elsewhere(addressee)
    return Duties(duty=Duty.ELSEWHERE, addressee=addressee, note=note)


def _other_force(asked: str, body: str | None) -> str | None:
    """A force that is asked by its own name, where it is not the body's."""
    if body is None:
        return None
    named = mentions_of_bodies(asked)
    mine = listed_bodies().names.get(folded(body), body)
    if not named or any(folded(name) == folded(mine) for name in named):
        return None
    rest = asked
    for words in (word for each in named.values() for word in each):
        rest = rest.replace(words, " ")
    generic = re.search(r"\b(?:forces|constables|officers|commissioners|PCCs|bodies)\b", rest, re.I)
    return None if generic else asked


def _others_in_plain_words(rest: str) -> tuple[str, ...]:
    """The parts of "chief constables and local authorities" that are no force."""
    parts = re.split(r",\s*(?:and|with)?\s*|\s+(?:and|with|alongside)\s+", rest)
    return tuple(
        part.strip() for part in parts if _OTHER_WORDS.search(part) and not _LOCAL.search(part)
    )


def _asked_beside(item: Item, asked: str) -> tuple[str, ...]:
    """Whom another clause of an item asks: "…, and the College of Policing should …"."""
    found = [match["who"] for match in _OTHER_ASKED_TOO.finditer(item.text)]
    return tuple(who for who in dict.fromkeys(found) if who.casefold() not in asked.casefold())

"""Which office answers for a force on a day, on what legal basis, and what is to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.drafting import worksheet_wording as wording
from assistant.drafting.legal import legal
from ingest.fronts.body_list import Office as Kind
from ingest.fronts.body_list import PolicingBody, folded, listed_bodies


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """A local policing body as a letter names it."""

    title: str  # "Police and Crime Commissioner for Durham"
    role: str  # "Police and Crime Commissioner"
    basis: str  # "section 1 of the Police Reform and Social Responsibility Act 2011"
    note: str  # what is to be confirmed, in sentences; "" for nothing


def office_of(body: str, on: date) -> Office:
    """Who held a force to account on a day, by the list of bodies and `legal.toml`.

    A force that the list does not have is taken to have a police and crime commissioner, and the
    note says so.
    """
    bodies = listed_bodies()
    name = bodies.names.get(folded(body), body)
    held = bodies.policing_body(name, on)
    notes = [] if held else [wording.assumed_commissioner(name)]
    held = held or PolicingBody.model_validate(
        {"office": Kind.COMMISSIONER, "name": f"Police and Crime Commissioner for {name}"}
    )
    rule = next(
        rule
        for rule in legal("office")
        if rule["kind"] == held.office and rule.get("body", name) == name
    )
    notes += [rule["note"]] if "note" in rule else []
    notes += [
        wording.planned_change(plan["what"])
        for plan in legal("planned")
        if held.office in plan["kinds"] and plan["from"] <= on
    ]
    return Office(title=held.name, role=rule["role"], basis=rule["basis"], note=" ".join(notes))

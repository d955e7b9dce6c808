"""What the comparison with the record says in the product's own voice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.consistency.departures import Departure
from assistant.consistency.model import Agreement, Difference
from assistant.wording import uk_date

_NAMES = {
    Difference.FIGURE: "The figure differs",
    Difference.DATE: "The date differs",
    Difference.NAME: "The name differs",
    Difference.OFFICE_HOLDER: "Somebody else is named for it",
}


def departs(departures: Sequence[Departure]) -> str:
    """What was said and what stands on record, a sentence for each departure."""
    return " ".join(_departs(each) for each in departures)


def _departs(departure: Departure) -> str:
    both = _both(departure.said, departure.stands)
    match departure.agreement:
        case Agreement.REVERSED:
            return f"This says the contrary of what is on record{both}."
        case Agreement.WEAKER:
            return f"This binds less than what is on record{both}."
        case Agreement.STRONGER:
            return f"This binds more than what is on record{both}."
        case Agreement.OUTDATED:
            return "This held when it was written and is told as if it still did."
        case _:
            return f"{_NAMES[departure.difference]}{both}."


def _both(said: str, stands: str) -> str:
    if said and stands:
        return f": “{said}” here, “{stands}” on record"
    if said:
        return f": “{said}” here, not on record"
    return f": “{stands}” on record, not here" if stands else ""


def holds_no_longer(later: date | None) -> str:
    return (
        f"This was so once; what was said on {uk_date(later)} is different."
        if later
        else "This was so once; what was said later is different."
    )


def day_passed(named: str, on: date) -> str:
    return f"This looks ahead to {named}, which is past on {uk_date(on)}."


def promise_left_out() -> str:
    return "What was promised beside this is left out."


def nothing_on_record(body: str) -> str:
    return f"Nothing on record from {body} was found to hold this against."


def not_mentioned(label: str) -> str:
    return f"The draft does not mention {label} of the report."


def counted(sentences: int, same: int, findings: int) -> str:
    noun = "sentence" if sentences == 1 else "sentences"
    found = "1 finding" if findings == 1 else f"{findings} findings"
    return f"{sentences} {noun} compared with the record: {same} without a finding, {found}."

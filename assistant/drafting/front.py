"""What stands round the items of a letter: from dated configuration, or left to fill in."""

from __future__ import annotations

from datetime import date

from assistant.drafting import wording
from assistant.drafting.inspectors import copies_to
from assistant.drafting.model import LetterFields
from assistant.drafting.office import office_of
from assistant.drafting.worksheet import Worksheet


def letter_fields(worksheet: Worksheet, today: date) -> LetterFields:
    """The fields of a new letter; the office that answers is the one that holds on the day."""
    office = office_of(worksheet.body, today)
    clock = worksheet.clock
    copies = copies_to(worksheet.published or today)
    return LetterFields(
        letterhead="\n".join((office.title, *wording.LETTERHEAD)),
        dated=wording.LETTER_DATE,
        addressee="\n".join(wording.ADDRESSEE),
        salutation=wording.SALUTATION,
        opening=wording.letter_opening(
            office.title,
            worksheet.title,
            worksheet.published,
            by_law=clock is None or clock.applies,
        ),
        chief_officer=wording.CHIEF_OFFICER_COMMENTS,
        copies=wording.copies_listed(copies),
        valediction=wording.VALEDICTION,
        signatory="\n".join((*wording.SIGNATORY, office.role)),
    )

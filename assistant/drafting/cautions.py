"""What an officer is warned of before an item's section is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting import wording
from assistant.drafting.duty import Duty
from assistant.drafting.model import DraftWarning, WarningKind
from assistant.drafting.plans import Plan
from assistant.drafting.recalled import Recalled
from assistant.drafting.worksheet import WorksheetItem
from assistant.grounding import cite
from ingest.model import Speaker
from vectorstore.library import Library


def cautions(
    asked: WorksheetItem, said: Sequence[Recalled], plans: Sequence[Plan], library: Library
) -> Iterator[DraftWarning]:
    if asked.duty is Duty.ELSEWHERE:
        kind, message = WarningKind.ADDRESSED_ELSEWHERE, asked.note
        yield DraftWarning(kind=kind, message=message, citations=())
    overtaken = {each.superseded_by: each for each in said if each.superseded_by}
    for letter_id, each in overtaken.items():
        later = library.record(letter_id)
        yield DraftWarning(
            kind=WarningKind.SUPERSEDED,
            message=wording.superseded_statement(later.dated),
            citations=each.statement.citations,
        )
    for plan in plans:
        if plan.passed:
            yield DraftWarning(
                kind=WarningKind.OUTDATED,
                message=wording.dates_passed(plan.passed),
                citations=(cite(plan.evidence, plan.start, plan.end, library.page_at),),
            )
    speakers = {each.statement.speaker for each in said}
    if said and Speaker.POLICING_BODY not in speakers:
        yield DraftWarning(kind=WarningKind.ONLY_FORCE, message=wording.only_force(), citations=())

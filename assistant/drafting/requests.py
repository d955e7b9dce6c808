"""What is on record on an item, or is not, becomes what the chief constable is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting import wording
from assistant.drafting.model import Request
from assistant.drafting.plans import Plan
from assistant.drafting.recalled import Recalled
from assistant.grounding import cite
from assistant.results import on_one_line
from vectorstore.library import Library


def requests_on(
    said: Sequence[Recalled], plans: Sequence[Plan], library: Library
) -> Iterator[Request]:
    """A question for each plan and for what has changed; everything, where nothing is on record."""
    if not said:
        yield Request(text=wording.ASK_AFRESH, citations=())
        return
    for plan in plans:
        document = wording.document_of(plan.evidence.letter)
        text = wording.ask_of_plan(document, on_one_line(plan.words), plan.passed)
        citation = cite(plan.evidence, plan.start, plan.end, library.page_at)
        yield Request(text=text, citations=(citation,))
    latest = max(
        said, key=lambda each: (each.evidence.letter.dated is not None, each.evidence.letter.dated)
    )
    document = wording.document_of(latest.evidence.letter)
    yield Request(text=wording.ask_what_changed(document), citations=())

"""The panel that tells what a draft lacks and where it departs from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import gradio as gr

from assistant.consistency.model import Agreement
from assistant.drafting.completeness import LATE, Lack, Lacking, lacking
from assistant.drafting.editing import give_reason
from assistant.drafting.keeping import KeptLetter
from assistant.drafting.review import Told, review
from webapp import draft_wording as ours
from webapp.draft_desk import QUIET, Desk, Done, View, problem_of
from webapp.draft_labels import Named
from webapp.given import NotAsked
from webapp.html import problem
from webapp.review_html import lacking_html, review_html


class ReviewPanel:
    def __init__(self) -> None:
        with gr.Accordion("Review", open=False):
            self._start = gr.Button("Review: hold it against the record")
            self._told = gr.HTML(elem_classes="or-sheet", elem_id="draft-review", min_height=60)
            with gr.Column(visible=False) as self._reasons:
                self._sentence = gr.Dropdown([], label="What a reason is to be given for")
                self._reason = gr.Textbox(label="Why", lines=2)
                self._give = gr.Button("Give this reason")

    @property
    def outputs(self) -> list[Any]:
        return [self._told, self._reasons, self._sentence]

    def shown(self, view: View) -> list[Any]:
        """What can be told at once; a review takes a search for each sentence."""
        if view.kept is None:
            return ["", gr.update(visible=False), gr.skip()]
        found = lacking(view.kept.letter, today=date.today())
        return [lacking_html(found), *_to_give(reasons_wanted(found, []))]

    def connect(self, desk: Desk) -> None:
        def hold(kept: KeptLetter | None) -> list[Any]:
            if kept is None:
                return [problem(ours.NOT_OPEN), gr.skip(), gr.skip()]
            try:
                reviewed = review(kept.letter, library=desk.library, today=date.today())
            except Exception as error:
                return [problem_of(error), gr.skip(), gr.skip()]
            wanted = reasons_wanted(reviewed.lacking, reviewed.departures)
            return [review_html(reviewed, kept.letter.reasons), *_to_give(wanted)]

        def give(kept: KeptLetter, by: str, sentence: str | None, reason: str) -> Done:
            if not sentence:
                raise NotAsked(ours.NO_SENTENCE)
            return desk.changed(
                kept,
                lambda each: give_reason(each, sentence, reason, by=by),
                "gave a reason",
                by,
            )

        holding: dict[str, Any] = {
            "fn": hold,
            "inputs": [desk.kept],
            "outputs": self.outputs,
            "api_visibility": "private",
            "show_progress_on": self._told,
        }
        self._start.click(**holding)
        given = desk.on_open(self._give.click, give, [self._sentence, self._reason])
        given.then(**{**holding, **QUIET})


def reasons_wanted(lacking: Sequence[Lacking], departures: Sequence[Told]) -> Named:
    """What a reason may be given for: sentences that turn round a position, and lateness."""
    sentences = [
        each.compared.sentence
        for each in departures
        if each.compared.agreement is Agreement.REVERSED
    ]
    late = any(each.lack is Lack.TOO_LATE for each in lacking)
    return [*((each, each) for each in sentences), *([(ours.WHY_LATE, LATE)] if late else [])]


def _to_give(wanted: Named) -> list[Any]:
    first = wanted[0][1] if wanted else None
    return [gr.update(visible=bool(wanted)), gr.update(choices=wanted, value=first)]

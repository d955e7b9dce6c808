"""The panel that holds a letter which was written elsewhere against the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import gradio as gr

from assistant.consistency.checking import check_document
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp.checked_html import checked_html
from webapp.draft_desk import problem_of
from webapp.given import NotAsked


class CheckPanel:
    def __init__(self) -> None:
        with gr.Accordion("Check a letter that was written elsewhere", open=False):
            with gr.Row(equal_height=False):
                self._file = gr.File(
                    label="The letter: PDF, Word or text",
                    height=150,
                    min_width=240,
                    elem_id="check-file",
                )
                self._report = gr.File(
                    label="The report that it answers (optional)", height=150, min_width=240
                )
            self.body = gr.Dropdown([], label="Letter from")
            self._start = gr.Button("Check it against the record", variant="primary")
            self._told = gr.HTML(elem_classes="or-sheet", elem_id="checked", min_height=40)

    def connect(self, library: Library) -> None:
        def check(path: str | None, report: str | None, body: str | None) -> str:
            try:
                return checked(path, report, body, library)
            except Exception as error:
                return problem_of(error)

        self._start.click(
            check,
            [self._file, self._report, self.body],
            self._told,
            api_visibility="private",
            concurrency_limit=4,
        )


def checked(path: str | None, report: str | None, body: str | None, library: Library) -> str:
    """Raises NotAsked, UnreadableFile, UnknownFilter."""
    if not path:
        raise NotAsked(ours.NO_FILE)
    if not body:
        raise NotAsked(ours.NO_BODY)
    found = check_document(
        Path(path),
        body=body,
        library=library,
        on=date.today(),
        report=Path(report) if report else None,
    )
    return checked_html(found)

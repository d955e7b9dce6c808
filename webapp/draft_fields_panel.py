"""The panel for what stands round the items: date, addressee, copies, signature and so on."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.drafting.editing import FIELDS, fill_in
from assistant.drafting.keeping import KeptLetter
from webapp.draft_desk import QUIET, Desk, Done, View
from webapp.draft_labels import fields_named

_FIRST = "dated"  # what is filled in first


class FieldsPanel:
    def __init__(self) -> None:
        with gr.Accordion("Date, addressee, copies and signature", open=False):
            self._field = gr.Dropdown(
                [(each, each) for each in FIELDS], value=_FIRST, label="What to fill in"
            )
            self._text = gr.Textbox(label="As it is printed", lines=3, max_lines=10)
            self._save = gr.Button("Fill it in")

    @property
    def outputs(self) -> list[Any]:
        return [self._field, self._text]

    def shown(self, view: View) -> list[Any]:
        if view.kept is None:
            return [gr.skip(), gr.skip()]
        draft = view.kept.letter
        names = fields_named(draft)
        if not view.fresh:
            return [gr.update(choices=names), gr.skip()]
        return [gr.update(choices=names, value=_FIRST), getattr(draft.fields, _FIRST)]

    def connect(self, desk: Desk) -> None:
        def save(kept: KeptLetter, by: str, field: str, text: str) -> Done:
            return desk.changed(
                kept, lambda each: fill_in(each, field, text), f"filled in {field}", by
            )

        def look(kept: KeptLetter | None, field: str) -> str:
            return getattr(kept.letter.fields, field) if kept else ""

        desk.on_open(self._save.click, save, [self._field, self._text])
        self._field.input(look, [desk.kept, self._field], self._text, **QUIET)

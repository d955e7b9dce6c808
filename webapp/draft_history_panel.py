"""The panel of what happened to a draft, with the way back to an earlier version."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.drafting.history import history
from assistant.drafting.keeping import KeptLetter, kept_draft
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp.draft_desk import Desk, Done, View
from webapp.draft_labels import versions_named
from webapp.given import NotAsked
from webapp.history_html import history_html
from webapp.html import problem


class HistoryPanel:
    def __init__(self, library: Library) -> None:
        self._library = library
        with gr.Accordion("What was changed, and undo", open=False):
            with gr.Column() as self._undoing:
                self._version = gr.Dropdown(
                    [],
                    label="Go back to",
                    info="It becomes the newest version; nothing that was kept is lost.",
                )
                self._undo = gr.Button("Go back to this version")
            self._told = gr.HTML(elem_classes="or-sheet", elem_id="draft-history")

    @property
    def outputs(self) -> list[Any]:
        return [self._undoing, self._version, self._told]

    def shown(self, view: View) -> list[Any]:
        if view.kept is None:
            return [gr.skip()] * 3
        open_ = view.kept.record.approval is None
        try:
            versions = versions_named(self._library.drafts.versions(view.kept.draft_id))
            events = history(self._library.drafts, view.kept.draft_id)
        except LibraryError as error:
            return [gr.skip(), gr.skip(), problem(str(error))]
        before = versions[0][1] if versions else None
        return [
            gr.update(visible=open_ and bool(versions)),
            gr.update(choices=versions, value=before),
            history_html(events),
        ]

    def connect(self, desk: Desk) -> None:
        def go_back(kept: KeptLetter, by: str, version: str | None) -> Done:
            if not version:
                raise NotAsked(ours.NO_VERSION)
            old = kept_draft(kept.draft_id, library=desk.library, version=int(version))
            what = ours.went_back(old.version)
            return desk.changed(kept, lambda _: old.letter, what, by, fresh=True)

        desk.on_open(self._undo.click, go_back, [self._version])

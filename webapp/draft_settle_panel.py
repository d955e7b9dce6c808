"""The panel in which a draft is approved, opened again, published or deleted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.drafting.keeping import KeptLetter, approve_draft, kept_draft
from assistant.drafting.publishing import publish_draft
from assistant.drafting.review import review
from webapp import draft_wording as ours
from webapp.draft_desk import QUIET, Desk, Done, View, told
from webapp.given import NotAsked
from webapp.html import paragraph


class SettlePanel:
    def __init__(self) -> None:
        with gr.Accordion("Approve, publish, delete", open=False):
            self._approve = gr.Button("Approve and lock the letter")
            with gr.Column(visible=False) as self._approved:
                self._file = gr.File(label="The letter as it was published (optional)", height=150)
                gr.HTML(paragraph(ours.PUBLISH_HINT, "or-hint"), elem_classes="or-sheet")
                self._publish = gr.Button("Take it into the library")
                self._why = gr.Textbox(label="Why it is changed after all", max_lines=2)
                self._reopen = gr.Button("Open it again")
            self._delete = gr.Button("Delete this draft…")
            with gr.Column(visible=False, elem_classes="or-confirmation") as self._confirmation:
                self._asked = gr.HTML(elem_classes="or-sheet")
                with gr.Row():
                    self._yes = gr.Button("Yes, delete it", variant="stop", min_width=120)
                    self._no = gr.Button("Keep it", min_width=120)

    @property
    def outputs(self) -> list[Any]:
        return [self._approve, self._approved, self._confirmation]

    def shown(self, view: View) -> list[Any]:
        approved = view.kept is not None and view.kept.record.approval is not None
        return [
            gr.update(visible=not approved),
            gr.update(visible=approved),
            gr.update(visible=False),
        ]

    def connect(self, desk: Desk) -> None:
        library = desk.library

        def again(kept: KeptLetter, said: str) -> Done:
            return Done(kept=kept_draft(kept.draft_id, library=library), said=told(said))

        def approve(kept: KeptLetter, by: str) -> Done:
            reviewed = review(kept.letter, library=library, today=date.today())
            sha256 = approve_draft(kept, reviewed.lacking, by=by, library=library)
            return again(kept, ours.now_approved(kept.version, sha256))

        def reopen(kept: KeptLetter, by: str, why: str) -> Done:
            if not why.strip():
                raise NotAsked(ours.NO_WHY)
            library.drafts.reopen(kept.draft_id, by=by, why=why.strip())
            return again(kept, ours.reopened(kept.draft_id))

        def publish(kept: KeptLetter, by: str, file: str | None) -> Done:
            path = Path(file) if file else None
            published = publish_draft(kept, path, by=by, library=library)
            return again(kept, ours.published(published.letter.letter_id, published.note))

        def delete(kept: KeptLetter, by: str) -> Done:
            library.drafts.delete(kept.draft_id)
            return Done(kept=None, said=told(ours.deleted(kept.draft_id)), fresh=True)

        def ask(kept: KeptLetter | None) -> tuple[Any, str]:
            question = ours.delete_question(kept.record) if kept else ours.NOT_OPEN
            return gr.update(visible=kept is not None), paragraph(question, "or-confirm")

        busy: dict[str, Any] = {"show_progress": "minimal"}
        desk.on_open(self._approve.click, approve, **busy)
        desk.on_open(self._reopen.click, reopen, [self._why])
        desk.on_open(self._publish.click, publish, [self._file], **busy)
        desk.on_open(self._yes.click, delete)
        self._delete.click(ask, desk.kept, [self._confirmation, self._asked], **QUIET)
        self._no.click(lambda: gr.update(visible=False), outputs=self._confirmation, **QUIET)

"""The Draft tab: a report in, a cited first cut out, kept with every change to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.drafting.keeping import KeptLetter, kept_draft
from assistant.writers import Writer
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp.check_panel import CheckPanel
from webapp.draft_desk import QUIET, At, Desk, Done, View, freshly, login_name, told
from webapp.draft_fields_panel import FieldsPanel
from webapp.draft_files_panel import FilesPanel
from webapp.draft_history_panel import HistoryPanel
from webapp.draft_html import draft_html
from webapp.draft_item_panel import ItemPanel
from webapp.draft_labels import drafts_named
from webapp.draft_report import ReportPanel
from webapp.draft_review_panel import ReviewPanel
from webapp.draft_settle_panel import SettlePanel
from webapp.html import paragraph

IN_THE_ADDRESS = "draft"  # the part of the page's address that names the open draft

_EMPTY = f"<h2>Draft</h2>{paragraph(ours.HINT, 'or-hint')}"
# A page that is loaded again, or sent to a colleague, opens the same draft.
_NOTE_IN_THE_ADDRESS = f"""(draft) => {{
  const address = new URL(window.location);
  if (draft) address.searchParams.set("{IN_THE_ADDRESS}", draft);
  else address.searchParams.delete("{IN_THE_ADDRESS}");
  window.history.replaceState(null, "", address);
}}"""


@dataclass(frozen=True, kw_only=True)
class DraftTab:
    desk: Desk
    drafts: gr.Dropdown
    body: gr.Dropdown
    checked_body: gr.Dropdown

    @property
    def choices(self) -> list[Any]:
        return [self.body, self.checked_body]

    @property
    def outputs(self) -> list[Any]:
        return [self.drafts, self.body, self.checked_body]


class Sheet:
    """The draft itself, the list of those that are kept, and the panels for what is open."""

    def __init__(
        self, library: Library, drafts: gr.Dropdown, html: gr.HTML, work: list[gr.Column]
    ) -> None:
        """Args: work: the panels of an open draft, and those of them that change it."""
        self._library = library
        self.outputs = [drafts, html, *work]

    def shown(self, view: View) -> list[Any]:
        kept = view.kept
        named = drafts_named(self._library.drafts.each())
        if kept is None:
            hidden = [gr.update(visible=False)] * 2
            return [gr.update(choices=named, value=None), _EMPTY, *hidden]
        locked = kept.record.approval is not None
        return [
            gr.update(choices=named, value=kept.draft_id),
            draft_html(kept.letter, today=date.today(), record=kept.record),
            gr.update(visible=True),
            gr.update(visible=not locked),
        ]


def build_draft_tab(library: Library, writer: Writer, scratch: Path) -> DraftTab:
    """Args: scratch is a private folder for the Word files."""
    state = gr.State(None)
    with gr.Row():
        drafts = gr.Dropdown([], label="Kept drafts", scale=3, min_width=240, elem_id="kept-drafts")
        name = gr.Textbox(
            login_name(), label="Your name", max_lines=1, scale=1, min_width=160, elem_id="by"
        )
    with gr.Row(equal_height=False):
        with gr.Column(scale=2, min_width=320):
            report = ReportPanel()
            said = gr.HTML(elem_classes=["or-sheet", "or-said"], elem_id="draft-said")
            with gr.Column(visible=False) as work:
                with gr.Column() as changing:
                    item, fields = ItemPanel(), FieldsPanel()
                review, files = ReviewPanel(), FilesPanel(scratch)
                settle, history = SettlePanel(), HistoryPanel(library)
        with gr.Column(scale=3, min_width=320, elem_classes="or-beside"):
            html = gr.HTML(_EMPTY, elem_classes="or-sheet", elem_id="draft", min_height=160)
    check = CheckPanel()

    sheet = Sheet(library, drafts, html, [work, changing])
    desk = Desk(
        library,
        kept=state,
        name=name,
        said=said,
        at=[item.item, item.place],
        panels=[sheet, report, item, fields, review, files, settle, history],
    )
    report.connect(desk, writer, html)
    for panel in (item, fields, review, files, settle, history):
        panel.connect(desk)
    check.connect(library)
    desk.on(drafts.input, lambda kept, by, draft_id: opened(draft_id, library), [drafts])
    drafts.change(None, drafts, js=_NOTE_IN_THE_ADDRESS, api_visibility="private")
    return DraftTab(desk=desk, drafts=drafts, body=report.body, checked_body=check.body)


def opened(draft_id: str | None, library: Library) -> Done:
    """Raises UnknownDraft, DraftUnreadable."""
    if not draft_id:
        return Done(kept=None, said="", fresh=True)
    kept = kept_draft(draft_id, library=library)
    return freshly(kept, told(ours.opened(kept.version)))


def connect_address(app: gr.Blocks, tab: DraftTab) -> None:
    """Open the draft that the page's address names, when the page is loaded."""

    def load(
        kept: KeptLetter | None,
        by: str,
        item: str | None,
        place: str | None,
        request: gr.Request,
    ) -> list[Any]:
        named = request.query_params.get(IN_THE_ADDRESS)
        return tab.desk.after(
            kept, At(item=item, place=place), lambda: opened(named, tab.desk.library)
        )

    app.load(load, tab.desk.inputs, tab.desk.outputs, **QUIET)


def refreshed_draft(library: Library, body: str | None, checked: str | None) -> list[Any]:
    """New values for DraftTab.outputs; what was chosen is kept while it is still there."""
    bodies = library.bodies()
    only = bodies[0] if len(bodies) == 1 else None
    return [
        gr.update(choices=drafts_named(library.drafts.each())),
        *(
            gr.update(choices=bodies, value=each if each in bodies else only)
            for each in (body, checked)
        ),
    ]

"""The form that a new draft is asked for with, and what was given in it as a Report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.drafting.draft import draft_reply
from assistant.drafting.keeping import KeptLetter, keep_draft
from assistant.drafting.model import ItemStatus
from assistant.writers import Writer
from ingest.model import Report
from ingest.reading import read_report, report_from_text
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp.draft_desk import At, Desk, Done, View, freshly, named, told
from webapp.given import NotAsked, day_of
from webapp.html import paragraph

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was given for a draft."""

    path: str | None  # of the report's file
    text: str  # or its items, pasted
    day: str  # of publication, where the report does not state it
    body: str | None


class ReportPanel:
    def __init__(self) -> None:
        with gr.Accordion("New draft", open=True) as self._all:
            self._file = gr.File(
                label="Inspection report: PDF, Word or text", height=150, elem_id="report-file"
            )
            self._pasted = gr.Textbox(
                label="Or paste its recommendations",
                placeholder="Recommendation 1: By March 2026, chief constables should …",
                lines=3,
                max_lines=12,
            )
            with gr.Row():
                self._published = gr.Textbox(
                    label="Published on",
                    info="Only if the report does not say, for example 19 November 2024.",
                    max_lines=1,
                    min_width=140,
                )
                self.body = gr.Dropdown(
                    [],
                    label="Reply from",
                    info="The bodies that have letters in the library.",
                    min_width=140,
                )
            self._start = gr.Button("Draft the response", variant="primary")

    @property
    def outputs(self) -> list[Any]:
        return [self._all]

    def shown(self, view: View) -> list[Any]:
        """The form is folded while a draft is open, unless it was just used in vain."""
        return [gr.update(open=view.kept is None) if view.fresh else gr.skip()]

    def connect(self, desk: Desk, writer: Writer, sheet: gr.HTML) -> None:
        def start(
            kept: KeptLetter | None,
            by: str,
            item: str | None,
            place: str | None,
            path: str | None,
            text: str,
            day: str,
            body: str | None,
            progress: gr.Progress = gr.Progress(),  # noqa: B008
        ) -> list[Any]:
            def show(stage: str, done: int, of: int) -> None:
                progress((done, of), desc=f"{stage} ({done + 1} of {of})", unit="items")

            def draft() -> Done:
                progress(0, desc=ours.READING)
                asked = Asked(path=path, text=text, day=day, body=body)
                return drafted(asked, named(by), desk.library, writer, show)

            return desk.after(kept, At(item=item, place=place), draft)

        self._start.click(
            start,
            [*desk.inputs, self._file, self._pasted, self._published, self.body],
            desk.outputs,
            api_visibility="private",
            show_progress_on=sheet,
            concurrency_limit=4,
        )


def drafted(
    asked: Asked, by: str, library: Library, writer: Writer, progress: Progress | None = None
) -> Done:
    """Draft a reply and keep it.

    Raises NotAsked, and what reading a report and drafting raise.
    """
    report, notes = report_of(asked)
    if not library.bodies():
        raise NotAsked(ours.NO_BODIES)
    if not asked.body:
        raise NotAsked(ours.NO_BODY)
    letter = draft_reply(report, body=asked.body, library=library, writer=writer, progress=progress)
    kept = keep_draft(letter, by=by, library=library)
    gaps = sum(each.status is ItemStatus.GAP for each in letter.items)
    said = told(ours.drafted(kept.version, len(letter.items), gaps))
    return freshly(kept, said + "".join(paragraph(note, "or-warning") for note in notes))


def report_of(asked: Asked) -> tuple[Report, tuple[str, ...]]:
    """Read what was given, with the publication date where the report states none.

    Raises NotAsked, UnreadableFile.
    """
    if asked.path:
        report = read_report(Path(asked.path))
    elif asked.text.strip():
        report = report_from_text(asked.text)
    else:
        raise NotAsked(ours.NO_REPORT)
    notes = (ours.TWO_REPORTS,) if asked.path and asked.text.strip() else ()
    if asked.day.strip() and report.published is None:
        report = replace(report, published=day_of(asked.day))
    return report, (*notes, *report.warnings)

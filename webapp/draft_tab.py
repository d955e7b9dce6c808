"""The Draft tab: an inspection report in, a cited first cut of the reply and its Word files out."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.draft import DraftLetter, draft_reply
from assistant.errors import AssistantError
from assistant.word import write_letter
from assistant.writers import Writer
from ingest.dates import find_dates
from ingest.errors import IngestError
from ingest.model import Report
from ingest.reading import read_report, report_from_text
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from webapp import wording as ours
from webapp.draft_html import draft_html
from webapp.html import paragraph, problem

_log = logging.getLogger(__name__)
_EMPTY = f"<h2>Draft</h2>{paragraph(ours.DRAFT_HINT, 'or-hint')}"


class NotAsked(Exception):
    """Something that a draft needs was not given; the message says what."""


@dataclass(frozen=True, kw_only=True)
class DraftTab:
    body: gr.Dropdown

    @property
    def outputs(self) -> list[Any]:
        return [self.body]


def build_draft_tab(library: Library, writer: Writer, scratch: Path) -> DraftTab:
    """Args: scratch is a private folder for the Word files."""
    with gr.Row(equal_height=False):
        with gr.Column(scale=2, min_width=320):
            file, pasted, published, body = _fields()
            start = gr.Button("Draft the response", variant="primary")
        with gr.Column(scale=3, min_width=320):
            with gr.Row():
                letter = gr.DownloadButton("Download the letter (Word)", visible=False)
                internal = gr.DownloadButton("Download the internal copy (Word)", visible=False)
            sheet = gr.HTML(_EMPTY, elem_classes="or-sheet", elem_id="draft", min_height=160)

    def draft(
        path: str | None,
        text: str,
        day: str,
        chosen: str | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Iterator[tuple[str, Any, Any]]:
        yield _with_files("", [])
        try:
            progress(0, desc="Reading the report")
            report, notes = _report(path, text, day)
            _need_body(chosen, library)
            items = ours.counted(len(report.items), "item")
            progress(0.1, desc=f"Looking for what was said about {items}")
            drafted = draft_reply(report, body=chosen or "", library=library, writer=writer)
            files = _word_files(drafted, scratch)
        except (AssistantError, LibraryError, IngestError, NotAsked) as error:
            yield _with_files(problem(str(error)), [])
        except Exception:
            _log.exception("A reply could not be drafted")
            yield _with_files(problem(ours.UNEXPECTED), [])
        else:
            yield _with_files(draft_html(drafted, today=date.today(), notes=notes), files)

    start.click(
        draft,
        [file, pasted, published, body],
        [sheet, letter, internal],
        api_visibility="private",
        show_progress_on=sheet,
    )
    return DraftTab(body=body)


def refreshed_draft(library: Library, chosen: str | None) -> list[Any]:
    """New values for DraftTab.outputs; the choice is kept while it is still there."""
    bodies = library.bodies()
    value = chosen if chosen in bodies else bodies[0] if len(bodies) == 1 else None
    return [gr.update(choices=bodies, value=value)]


def _fields() -> tuple[gr.File, gr.Textbox, gr.Textbox, gr.Dropdown]:
    file = gr.File(
        label="Inspection report: PDF, Word or text",
        height=150,
        elem_id="report-file",
    )
    pasted = gr.Textbox(
        label="Or paste its recommendations",
        placeholder="Recommendation 1: By March 2026, chief constables should …",
        lines=5,
        max_lines=12,
    )
    published = gr.Textbox(
        label="Published on",
        info="Only if the report does not say, for example 19 November 2024.",
        max_lines=1,
    )
    body = gr.Dropdown([], label="Reply from", info="The bodies that have letters in the library.")
    return file, pasted, published, body


def _report(path: str | None, text: str, day: str) -> tuple[Report, tuple[str, ...]]:
    """Read what was given, and add the publication date where the report states none."""
    if path:
        report = read_report(Path(path))
    elif text.strip():
        report = report_from_text(text)
    else:
        raise NotAsked(ours.NO_REPORT)
    notes = (ours.TWO_REPORTS,) if path and text.strip() else ()
    if day.strip() and report.published is None:
        found = find_dates(day)
        if not found:
            raise NotAsked(ours.BAD_DATE.format(date=day.strip()))
        report = replace(report, published=found[0].day)
    return report, (*notes, *report.warnings)


def _need_body(chosen: str | None, library: Library) -> None:
    if not library.bodies():
        raise NotAsked(ours.NO_BODIES)
    if not chosen:
        raise NotAsked(ours.NO_BODY)


def _word_files(draft: DraftLetter, scratch: Path) -> list[Path]:
    """The letter and its internal copy, in a folder of their own."""
    folder = Path(tempfile.mkdtemp(dir=scratch))
    name = (
        re.sub(r"[^\w]+", "-", f"{draft.body} reply {draft.report_title}").strip("-").lower()[:80]
    )
    files = [folder / f"{name}.docx", folder / f"{name}-internal.docx"]
    for path, internal in zip(files, (False, True), strict=True):
        write_letter(draft, path, internal=internal)
    return files


def _with_files(html: str, files: Sequence[Path]) -> tuple[str, Any, Any]:
    """The sheet, and the two download buttons, which are there when their files are."""
    if not files:
        return html, gr.update(visible=False), gr.update(visible=False)
    letter, internal = (gr.update(value=str(path), visible=True) for path in files)
    return html, letter, internal

"""The panel that writes a draft's Word files: the letter, the internal copy, the invitation."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.drafting.keeping import KeptLetter
from assistant.drafting.review import review
from assistant.word import file_name, write_internal, write_invitation, write_letter
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp.draft_desk import Desk, View, problem_of, told
from webapp.given import day_of
from webapp.html import paragraph, problem


class FilesPanel:
    def __init__(self, scratch: Path) -> None:
        """Args: scratch is a private folder for the files."""
        self._scratch = scratch
        with gr.Accordion("Word files", open=False):
            self._template = gr.File(
                label="Your office’s own .docx to write in (optional)",
                file_types=[".docx"],
                height=150,
            )
            self._comments_by = gr.Textbox(
                label="Comments of the chief constable by (optional)",
                info="The day that the invitation names, for example 19 December 2024.",
                max_lines=1,
            )
            self._write = gr.Button("Write the files")
            self._told = gr.HTML(elem_classes="or-sheet", elem_id="draft-files", min_height=40)
            self._buttons = [
                gr.DownloadButton(f"Download {name}", visible=False)
                for name in ("the letter", "the internal copy", "the invitation")
            ]

    @property
    def outputs(self) -> list[Any]:
        return [self._told, *self._buttons]

    def shown(self, view: View) -> list[Any]:
        """No file of a version that was changed since stays to be taken for the newest."""
        return [paragraph(ours.FILES_STALE, "or-hint"), *_hidden()]

    def connect(self, desk: Desk) -> None:
        def write(kept: KeptLetter | None, template: str | None, day: str) -> list[Any]:
            if kept is None:
                return [problem(ours.NOT_OPEN), *_hidden()]
            try:
                files, missing = written(
                    kept,
                    template=Path(template) if template else None,
                    comments_by=day_of(day) if day.strip() else None,
                    library=desk.library,
                    scratch=self._scratch,
                )
            except Exception as error:
                return [problem_of(error), *_hidden()]
            shown = [gr.update(value=str(each), visible=True) for each in files]
            return [told(ours.written(missing)), *shown]

        self._write.click(
            write,
            [desk.kept, self._template, self._comments_by],
            self.outputs,
            api_visibility="private",
            show_progress_on=self._told,
        )


def written(
    kept: KeptLetter,
    *,
    template: Path | None,
    comments_by: date | None,
    library: Library,
    scratch: Path,
) -> tuple[Sequence[Path], int]:
    """The three files, in a folder of their own, and how many things the letter lacks."""
    reviewed = review(kept.letter, library=library, today=date.today())
    lacking = [each.message for each in reviewed.lacking]
    findings = [each.compared for each in reviewed.departures]
    folder = Path(tempfile.mkdtemp(dir=scratch))
    letter, internal, invitation = (
        folder / file_name(kept.letter, kind=kind, incomplete=bool(lacking) and kind == "letter")
        for kind in ("letter", "internal", "invitation")
    )
    write_letter(kept.letter, letter, lacking=lacking, template=template)
    write_internal(kept.letter, internal, lacking=lacking, findings=findings)
    write_invitation(kept.letter, invitation, by=comments_by, template=template)
    return (letter, internal, invitation), len(lacking)


def _hidden() -> list[Any]:
    return [gr.update(visible=False)] * 3

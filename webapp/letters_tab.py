"""The Letters tab: what is in the library, files in, letters out."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from vectorstore.errors import LibraryError, UnknownLetter
from vectorstore.intake import take_in
from vectorstore.library import Library
from webapp import wording as ours
from webapp.html import paragraph, problem
from webapp.letters_html import intake_list, letter_name, letters_table

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class LettersTab:
    """What is refreshed when the library changes, and the events that change it."""

    table: gr.HTML
    choice: gr.Dropdown
    changes: list[Any]  # events after which everything is to be refreshed

    @property
    def outputs(self) -> list[Any]:
        return [self.table, self.choice]


def build_letters_tab(library: Library) -> LettersTab:
    table = gr.HTML(elem_classes="or-sheet", elem_id="letters")
    with gr.Row(equal_height=False):
        with gr.Column(min_width=320):
            added = _build_adding(library)
        with gr.Column(min_width=320):
            choice, removed = _build_removing(library)
    return LettersTab(table=table, choice=choice, changes=[added, removed])


def refreshed_letters(library: Library) -> list[Any]:
    """New values for LettersTab.outputs."""
    letters = library.letters()
    names = [(letter_name(letter), letter.letter_id) for letter in letters]
    return [letters_table(letters), gr.update(choices=names, value=None)]


def _build_adding(library: Library) -> Any:
    gr.HTML("<h2>Add letters</h2>", elem_classes="or-sheet")
    files = gr.File(
        label="PDF, Word, text, web pages, e-mails, zip archives, scans",
        file_count="multiple",
        height=170,
        elem_id="letter-files",
    )
    add = gr.Button("Add to the library", variant="primary")
    result = gr.HTML(elem_classes="or-sheet", elem_id="intake", min_height=40)

    def take(paths: list[str] | None, progress: gr.Progress = gr.Progress()) -> Any:  # noqa: B008
        return _taken(paths or [], library, progress), None

    return add.click(
        take, files, [result, files], api_visibility="private", show_progress_on=result
    )


def _taken(paths: list[str], library: Library, progress: gr.Progress) -> str:
    if not paths:
        return problem(ours.NO_FILES)

    def show(stage: str, done: int, of: int) -> None:
        progress((done, of), desc=stage, unit="files")

    try:
        return intake_list(take_in([Path(path) for path in paths], library, show))
    except LibraryError as error:
        return problem(str(error))
    except Exception:
        _log.exception("Files could not be added")
        return problem(ours.UNEXPECTED)


def _build_removing(library: Library) -> tuple[gr.Dropdown, Any]:
    gr.HTML("<h2>Remove a letter</h2>", elem_classes="or-sheet")
    choice = gr.Dropdown([], label="Letter", value=None)
    remove = gr.Button("Remove this letter…")
    with gr.Column(visible=False, elem_classes="or-confirmation") as confirmation:
        asked = gr.HTML(elem_classes="or-sheet")
        with gr.Row():
            yes = gr.Button("Yes, remove it", variant="stop", min_width=120)
            no = gr.Button("Keep it", min_width=120)
    result = gr.HTML(elem_classes="or-sheet", elem_id="removal")

    def ask(letter_id: str | None) -> tuple[Any, str, str]:
        return _confirmation(letter_id, library)

    def confirmed(letter_id: str | None) -> tuple[Any, str]:
        return gr.update(visible=False), _removed(letter_id, library)

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    remove.click(ask, choice, [confirmation, asked, result], **quiet)
    no.click(lambda: gr.update(visible=False), outputs=confirmation, **quiet)
    choice.input(lambda: (gr.update(visible=False), ""), outputs=[confirmation, result], **quiet)
    return choice, yes.click(confirmed, choice, [confirmation, result], **quiet)


def _confirmation(letter_id: str | None, library: Library) -> tuple[Any, str, str]:
    if not letter_id:
        return gr.update(visible=False), "", problem(ours.NOT_CHOSEN)
    try:
        letter = library.record(letter_id)
    except UnknownLetter:
        return gr.update(visible=False), "", problem(ours.already_gone("That letter"))
    question = ours.remove_question(letter_name(letter), letter.passages)
    return gr.update(visible=True), paragraph(question, "or-confirm"), ""


def _removed(letter_id: str | None, library: Library) -> str:
    if not letter_id:
        return problem(ours.NOT_CHOSEN)
    try:
        name = letter_name(library.record(letter_id))
        return paragraph(ours.removed(name, library.remove(letter_id)), "or-done")
    except UnknownLetter:
        return problem(ours.already_gone("That letter"))
    except LibraryError as error:
        return problem(str(error))
    except Exception:
        _log.exception("A letter could not be removed")
        return problem(ours.UNEXPECTED)

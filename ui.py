"""The browser app: three tabs over a library, served to this computer only."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import tempfile
import webbrowser
from pathlib import Path
from threading import Thread
from typing import Any

# Gradio sends usage figures unless it is told not to before it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from assistant import wording
from assistant.settings import Settings, make_writer, open_library
from assistant.writers import Writer
from assistant.writers.providers import sends_to
from ingest.reading import LARGEST_FILE
from vectorstore.intake import take_in
from vectorstore.library import Library
from webapp import wording as ours
from webapp.ask_tab import build_ask_tab, refreshed_ask
from webapp.draft_tab import build_draft_tab, connect_address, refreshed_draft
from webapp.html import shown
from webapp.letters_tab import build_letters_tab, refreshed_letters
from webapp.look import STYLE, theme

HOST = "127.0.0.1"
KEPT = (3600, 86400)  # seconds between clearings of uploaded and drafted files, and their age


class PortTaken(Exception):
    """Another program listens on the port; the message says what to do."""


def build_app(library: Library, writer: Writer) -> gr.Blocks:
    """The app over an open library.

    No session sees another; of what is asked, what the library keeps outlives it.
    """
    scratch = _private_folder()
    app = gr.Blocks(title=ours.TITLE, analytics_enabled=False, delete_cache=KEPT)
    with app:
        gr.HTML(_head(writer, library.answers.days), elem_classes="or-head")
        with gr.Tab("Ask", id="ask") as ask_page:
            ask = build_ask_tab(library, writer)
        with gr.Tab("Draft", id="draft", render_children=True) as draft_page:
            draft = build_draft_tab(library, writer, scratch)
        with gr.Tab("Letters", id="letters", render_children=True) as letters_page:
            letters = build_letters_tab(library)

        def refresh(
            bodies: list[str],
            first: str | None,
            last: str | None,
            body: str | None,
            checked: str | None,
        ) -> list[Any]:
            return [
                *refreshed_ask(library, bodies, first, last),
                *refreshed_draft(library, body, checked),
                *refreshed_letters(library),
            ]

        refreshing: dict[str, Any] = {
            "fn": refresh,
            "inputs": [*ask.choices, *draft.choices],
            "outputs": [*ask.outputs, *draft.outputs, *letters.outputs],
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        gr.on(
            [app.load, *(page.select for page in (ask_page, draft_page, letters_page))],
            **refreshing,
        )
        connect_address(app, draft)
        for change in letters.changes:
            change.then(**refreshing)
    return app


def serve(settings: Settings, *, fill_from: Path | None = None, open_browser: bool = False) -> None:
    """Serve the app until it is interrupted.

    Args:
        fill_from: letters to take in first if the library is empty.

    Raises:
        PortTaken: another program listens on the port.
    """
    _refuse_taken(settings.port)
    # Being stopped by a service manager cleans up as Ctrl+C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with open_library(settings) as library:
        if fill_from is not None and not library.letters():
            _fill(library, fill_from)
        app = build_app(library, make_writer(settings, library))
        _launch(app, settings.port)
        address = f"http://{HOST}:{settings.port}"
        print(
            f"\n{ours.TITLE} is at {address}\n{ours.ADD_LETTERS}\nTo stop it: Ctrl+C\n", flush=True
        )
        Thread(target=library.embedder.embed, args=(["warm"],), daemon=True).start()
        if open_browser:
            webbrowser.open(address)
        app.block_thread()


def _launch(app: gr.Blocks, port: int) -> None:
    try:
        app.launch(
            server_name=HOST,
            server_port=port,
            share=False,
            ssr_mode=False,
            quiet=True,
            prevent_thread_lock=True,
            footer_links=[],
            max_file_size=LARGEST_FILE,
            theme=theme(),
            css_paths=STYLE,
        )
    except OSError as error:
        raise PortTaken(ours.port_taken(port)) from error


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(ours.port_taken(port)) from error


def _fill(library: Library, folder: Path) -> None:
    print(f"The library is empty. Taking in the letters of {folder}:", flush=True)

    def show(stage: str, done: int, of: int) -> None:
        if done < of and stage.startswith("Reading"):
            print(f"  [{done + 1}/{of}] {stage}", flush=True)

    intake = take_in([folder], library, show)
    for refusal in intake.refused:
        print(f"  {refusal.file} {refusal.reason}", flush=True)


def _private_folder() -> Path:
    """A folder that only this user can read, for uploads and drafts; gone when the app stops."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    os.environ["GRADIO_TEMP_DIR"] = str(folder)  # read when components are made
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _head(writer: Writer, days: int | None) -> str:
    said = f"{ours.written_by(writer.name, sends_to(writer))} {wording.kept_for(days)}"
    return (
        f'<h1>{ours.TITLE}</h1><p>{shown(ours.PURPOSE)}</p><p class="or-writer">{shown(said)}</p>'
    )

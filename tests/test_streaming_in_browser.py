"""A person sees the first statement while the chat model still writes the last."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from fakes import WordEmbedder
from model_server import END, KEY, Request, Server, event, passages_of
from playwright.sync_api import Browser, expect
from test_browser import browser  # noqa: F401  # a fixture

from assistant.writers.chat import ChatWriter
from ui import build_app
from vectorstore.library import Library
from webapp.look import STYLE, theme

pytestmark = pytest.mark.browser

QUESTION = "Has Harrowdale joined the national online reporting platform?"
FIRST = "Harrowdale Constabulary adopted the platform on 5 June 2023."
LAST = "Harrowdale will not be joining the national online reporting platform."


def proposal(sentence: str, request: Request) -> str:
    """A statement in JSON that rests on the words of the sentence, where they stand."""
    words = sentence.rstrip(".")
    shown = passages_of(request)
    passage = next(number for number, each in enumerate(shown) if words in each)
    return json.dumps({"sentence": sentence, "quotes": [{"passage": passage, "words": words}]})


@pytest.fixture
def library(word_samples_folder: Path) -> Iterator[Library]:
    with Library(word_samples_folder, WordEmbedder()) as opened:
        yield opened


def test_the_first_statement_is_on_the_page_before_the_last_is_written(
    library: Library,
    browser: Browser,  # noqa: F811
) -> None:
    asked, started, seen, written = Event(), Event(), Event(), Event()

    def slowly(request: Request) -> Iterator[str]:
        asked.set()
        assert started.wait(60)
        yield event(request, f'{{"statements": [{proposal(FIRST, request)}, ')
        assert seen.wait(60)
        written.set()
        yield event(request, f"{proposal(LAST, request)}]}}")
        yield END

    with Server(lambda request: (200, ""), events=slowly) as server:
        writer = ChatWriter("openai:tiny", url=server.url, key=KEY, timeout=120)
        app = build_app(library, writer)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        app.launch(
            server_name="127.0.0.1",
            server_port=port,
            share=False,
            ssr_mode=False,
            quiet=True,
            prevent_thread_lock=True,
            footer_links=[],
            theme=theme(),
            css_paths=STYLE,
        )
        try:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}")
            page.get_by_label("Your question").fill(QUESTION)
            page.get_by_role("button", name="Ask", exact=True).click()
            assert asked.wait(60)
            expect(page.locator("#chat .or-wait")).to_be_visible(timeout=30_000)
            started.set()
            answer = page.locator("#chat .or-answer[id]")
            expect(answer).to_contain_text(FIRST.rstrip("."), timeout=30_000)
            assert not written.is_set()
            expect(answer).not_to_contain_text(LAST.rstrip("."))
            seen.set()
            expect(answer).to_contain_text(LAST.rstrip("."), timeout=30_000)
            expect(answer).to_contain_text("Written by openai:tiny")
            page.close()
        finally:
            for each in (started, seen):
                each.set()
            app.close()

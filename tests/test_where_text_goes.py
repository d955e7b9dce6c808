"""Whether text of letters leaves this computer is known before it does, allowed first, and said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Command
from fakes import WordEmbedder

from assistant.answer import answer_question
from assistant.writers.providers import THIS_COMPUTER, place_of
from ui import _head
from vectorstore.library import Library
from vectorstore.records import Filters
from webapp.answer_html import Turn, turn_message

QUESTION = "Has Harrowdale joined the national online reporting platform?"


@pytest.mark.parametrize(
    ("model", "url", "host"),
    [
        ("openai:m", "http://127.0.0.1:8000/v1", None),
        ("openai:m", "http://localhost:8000/v1", None),
        ("openai:m", "http://[::1]:8000/v1", None),
        ("openai:m", "http://127.0.0.1.model.example/v1", "127.0.0.1.model.example"),
        ("openai:m", "http://localhost.model.example/v1", "localhost.model.example"),
        ("openai:m", "http://127.0.0.1@model.example/v1", "model.example"),
        ("openai:m", "http://192.168.1.20:8000/v1", "192.168.1.20"),
        ("openai:m", None, "api.openai.com"),
        ("gpt-4o", None, "the provider of gpt-4o"),
        ("anthropic:m", None, "api.anthropic.com"),
        ("azure_openai:m", None, "Azure OpenAI"),
        ("google_genai:m", None, "generativelanguage.googleapis.com"),
        ("bedrock_converse:m", None, "Amazon Bedrock"),
        ("who:m", None, "the provider of who:m"),
        ("ollama:llama3.2", None, None),
        ("ollama:llama3.2", "http://model.example:11434", "model.example"),
        ("ollama:gpt-oss:120b-cloud", None, "ollama.com"),
    ],
)
def test_only_what_surely_runs_here_counts_as_this_computer(
    monkeypatch: pytest.MonkeyPatch, model: str, url: str | None, host: str | None
) -> None:
    for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OLLAMA_HOST", "AZURE_OPENAI_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    assert place_of(model, url).host == host


@pytest.mark.parametrize(
    ("variable", "value", "model", "host"),
    [
        ("OLLAMA_HOST", "0.0.0.0", "ollama:m", None),  # noqa: S104
        ("OLLAMA_HOST", "model.example:11434", "ollama:m", "model.example"),
        ("OPENAI_BASE_URL", "http://127.0.0.1:1/v1", "openai:m", None),
        ("AZURE_OPENAI_ENDPOINT", "https://a.example", "azure_openai:m", "a.example"),
    ],
)
def test_a_providers_own_variable_says_where_it_is(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, model: str, host: str | None
) -> None:
    monkeypatch.delenv("OPENAI_API_BASE", raising=False)
    monkeypatch.setenv(variable, value)
    assert place_of(model, None).host == host


def test_a_model_elsewhere_is_refused_until_it_is_allowed(
    command: Command, word_samples_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL_URL", "http://model.invalid/v1")
    monkeypatch.setenv("ONRECORD_MODEL_TIMEOUT", "5")
    asking = ["ask", QUESTION, "--model", "openai:m", "--library", word_samples_folder]
    refused = command(*asking)
    assert refused.status != 0
    assert "text of your letters will leave this computer and be sent to model.invalid" in " ".join(
        refused.err.split()
    )
    assert "ONRECORD_ALLOW_CLOUD=true" in refused.err
    monkeypatch.setenv("ONRECORD_ALLOW_CLOUD", "true")
    allowed = command(*asking)
    assert allowed.status == 0
    assert "cannot be reached" in " ".join(allowed.out.split())


class Elsewhere:
    name = "openai:m"
    place = place_of("openai:m", "https://model.example/v1")


class Here(Elsewhere):
    place = THIS_COMPUTER


def test_the_head_of_the_app_says_who_writes_and_where_text_goes() -> None:
    assert "text is sent to model.example" in _head(Elsewhere(), None)  # type: ignore[arg-type]
    assert "text stays on this computer" in _head(Here(), None)  # type: ignore[arg-type]


def test_each_answer_says_who_wrote_it_and_where_text_went(word_samples_folder: Path) -> None:
    with Library(word_samples_folder, WordEmbedder()) as library:
        result = answer_question(QUESTION, library=library)
    turn = Turn(
        question=QUESTION, read_as=None, chosen=Filters(), without=(), result=result, problem=""
    )
    assert "no language model wrote them; text stays on this computer." in turn_message(turn, 1)
    sent = replace(turn, sent_to="model.example")
    assert "text is sent to model.example." in turn_message(sent, 1)

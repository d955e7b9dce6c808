"""Each way in which a chat model or its server fails: quotations stand in, and it is said."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from threading import enumerate as every_thread

import pytest
from fakes import WordEmbedder
from model_server import END, KEY, REFUSED, Events, Reply, Request, Server, event, says

from assistant.answer import answer_question
from assistant.results import Abstention, Answer
from assistant.writers.bounded import READER
from assistant.writers.chat import ChatWriter
from vectorstore.library import Library

QUESTION = "Has Harrowdale joined the national online reporting platform?"
WORDS = "Harrowdale Constabulary adopted the platform on 5 June 2023"
TRUE = "The Constabulary adopted the platform on 5 June 2023."


@pytest.fixture
def library(word_samples_folder: Path) -> Iterator[Library]:
    with Library(word_samples_folder, WordEmbedder()) as opened:
        yield opened


def ask(
    library: Library, server: Server, timeout: float = 10, key: str | None = None
) -> Answer | Abstention:
    model = ChatWriter("openai:tiny", url=server.url, key=key, timeout=timeout)
    return answer_question(QUESTION, library=library, writer=model)


def stood_in(result: Answer | Abstention) -> str:
    """The note of an answer in quotations that stands in for the model's."""
    assert isinstance(result, Answer)
    assert result.writer == "quotes"
    assert result.statements
    assert result.note.startswith("The chat model openai:tiny gave no usable answer: ")
    assert result.note.endswith("The answer below is made of quotations instead.")
    assert len(result.note) < 400
    assert "\n" not in result.note
    return result.note


def nothing(request: Request) -> tuple[int, str]:
    return 200, ""


def reply_naming(passage: int) -> Reply:
    quotes = [{"passage": passage, "words": WORDS}]
    said = {"statements": [{"quotes": quotes, "sentence": TRUE}]}
    return lambda request: (200, json.dumps(said))


@pytest.mark.parametrize("number", [0, -1, 9, 4711, 10**15])
def test_a_citation_number_that_does_not_exist_is_withheld(library: Library, number: int) -> None:
    with Server(reply_naming(number)) as server:
        result = ask(library, server)
    assert isinstance(result, Abstention)
    assert result.reason == "unsupported"
    assert result.message.startswith("1 proposed sentence ")


@pytest.mark.parametrize(
    "words",
    [
        WORDS.replace("adopted", "rejected"),
        WORDS.replace("Harrowdale", "Westmarch"),
        WORDS.replace("5 June", "6 June"),
        WORDS.replace("2023", "2032"),
        WORDS.replace("adopted", "has not adopted"),
        WORDS.replace("the platform", "no platform"),
    ],
)
def test_a_quotation_with_one_thing_changed_is_withheld(library: Library, words: str) -> None:
    for sentence in ("", TRUE, words):
        with Server(says((sentence, words))) as server:
            result = ask(library, server)
        assert isinstance(result, Abstention), words


@pytest.mark.parametrize(
    "claim",
    [
        "The Constabulary left the platform on 5 June 2023.",
        "The Constabulary will adopt the platform on 5 June 2023.",
        "The Constabulary adopted the whole platform on 5 June 2023.",
        "The Commissioner adopted the platform on 5 June 2023.",
        "The platform adopted Harrowdale on 5 June 2023.",
        "The Constabulary adopted the platform before 5 June 2023.",
        "The Constabulary adopted the platform on 5 June 2023 and regrets it.",
        "The Constabulary is said to be against the platform.",
    ],
)
def test_a_right_quotation_under_a_wrong_claim_is_withheld(library: Library, claim: str) -> None:
    with Server(says((claim, WORDS), (TRUE, WORDS))) as server:
        result = ask(library, server)
    assert isinstance(result, Answer)
    assert [each.text for each in result.statements] == [TRUE]
    assert result.withheld == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'm sorry, but I cannot help with that.", "it replied “I'm sorry, but I cannot"),
        ("", "cannot be read"),
        ('{"statements": [{"quotes": [', "it replied “{"),
        ('{"statements": "none"}', "it replied “{"),
        ('{"statements": [{"sentence": 4}]}', "not in the shape that was asked for"),
        ("```json\n[1, 2, 3]\n```", "it replied “```json"),
        ("{" * 2000, "it replied “{{{"),
    ],
    ids=["refusal", "nothing", "cut off", "no list", "other shape", "other JSON", "braces"],
)
def test_a_reply_without_statements_is_said(library: Library, said: str, told: str) -> None:
    with Server(lambda request: (200, said)) as server:
        assert told in stood_in(ask(library, server))


def test_statements_that_were_whole_stand_and_the_one_cut_off_is_none(library: Library) -> None:
    _, whole = says((TRUE, WORDS), (TRUE.replace("adopted", "left"), WORDS))(
        {"messages": [{"content": ""}]}
    )
    shown = whole[: whole.rindex("left")]

    def cut(request: Request) -> Iterator[str]:
        number = next(
            n
            for n in range(1, 9)
            if WORDS
            in request["messages"][-1]["content"].split(f'number="{n}"')[1].split("number=")[0]
        )
        yield event(request, shown.replace('"passage": 1', f'"passage": {number}'))
        yield END

    with Server(nothing, cut) as server:
        result = ask(library, server)
    assert isinstance(result, Answer)
    assert [each.text for each in result.statements] == [TRUE]


def hangs(request: Request) -> Iterator[str]:
    time.sleep(8)
    yield END


def drips(request: Request) -> Iterator[str]:
    """Something every tenth of a second, so that no wait for it is ever long."""
    while True:
        yield ": still there\n\n"
        yield event(request, " ")
        time.sleep(0.1)


def whispers(request: Request) -> Iterator[str]:
    """As above, and nothing that a client would hand on."""
    while True:
        yield ":"
        time.sleep(0.1)


@pytest.mark.parametrize("events", [hangs, drips, whispers])
def test_a_server_that_never_ends_is_given_its_time_and_no_more(
    library: Library, events: Events
) -> None:
    with Server(nothing, events) as server:
        began = time.monotonic()
        note = stood_in(ask(library, server, timeout=2))
        took = time.monotonic() - began
        assert "it took longer than 2 seconds" in note
        assert took < 6  # with the search, on a busy computer
    until = time.monotonic() + 30
    while _readers() and time.monotonic() < until:
        time.sleep(0.2)
    assert _readers() == 0


def _readers() -> int:
    return sum(each.name == READER for each in every_thread())


def test_a_connection_that_is_cut_is_said(library: Library) -> None:
    def cut(request: Request) -> Iterator[str]:
        yield event(request, '{"statements": [{"quotes": [')
        raise ConnectionResetError

    with Server(nothing, cut, Content_Length="100000") as server:
        stood_in(ask(library, server))


@pytest.mark.parametrize("what", ["words", "a line", "statements"])
def test_a_flood_is_stopped_and_takes_no_memory(library: Library, what: str) -> None:
    lot = "spam " * 20_000

    def flood(request: Request) -> Iterator[str]:
        if what == "statements":
            yield event(request, '{"statements": [')
        for _ in range(2_000):  # 200 million characters
            if what == "words":
                yield event(request, lot)
            elif what == "a line":
                yield f"data: {lot}" if _ == 0 else lot
            else:
                yield event(request, f'{{"quotes": [], "sentence": "{lot}"}},')

    with Server(nothing, flood) as server:
        with Server(nothing) as first:
            ask(library, first)  # what is made once is made
        tracemalloc.start()
        result = ask(library, server, timeout=60)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    stood_in(result)
    assert most < 60_000_000


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_is_busy_once_is_asked_again(library: Library, status: int) -> None:
    asked: list[int] = []

    def busy_once(request: Request) -> tuple[int, str]:
        asked.append(1)
        if len(asked) == 1:
            return status, '{"error": {"message": "slow down"}}'
        return says((TRUE, WORDS))(request)

    with Server(busy_once, Retry_After="0") as server:
        result = ask(library, server)
    assert isinstance(result, Answer)
    assert (result.writer, len(asked)) == ("openai:tiny", 2)


@pytest.mark.parametrize(
    ("status", "told"),
    [(429, "too busy or the quota is used up"), (503, "its server failed (503: slow down)")],
)
def test_a_server_that_stays_busy_is_asked_twice_and_said(
    library: Library, status: int, told: str
) -> None:
    busy = status, '{"error": {"message": "slow down"}}'
    with Server(lambda request: busy, Retry_After="0") as server:
        note = stood_in(ask(library, server))
        assert len(server.asked) == 2
    assert told in note


def test_a_wrong_key_is_one_line_that_says_where_to_look_and_not_the_key(library: Library) -> None:
    said = REFUSED.replace("provided", "a-wrong-key")
    with Server(lambda request: (401, said)) as server:
        note = stood_in(ask(library, server, key=KEY))
        assert len(server.asked) == 1
    assert "refused the key; check ONRECORD_MODEL_KEY" in note
    assert KEY not in note


def test_a_server_that_knows_shapes_only_as_functions_is_asked_that_way(library: Library) -> None:
    def old(request: Request) -> tuple[int, str]:
        if "response_format" in request:
            return 400, '{"error": {"message": "response_format is not supported"}}'
        return says((TRUE, WORDS))(request)

    with Server(old) as server:
        result = ask(library, server)
        assert [bool(each.get("tools")) for each in server.asked] == [False, True]
    assert isinstance(result, Answer)
    assert result.writer == "openai:tiny"


def test_a_server_does_not_send_the_letters_on_to_another_one(library: Library) -> None:
    with Server(says((TRUE, WORDS))) as other:
        elsewhere = f"{other.url}/chat/completions"
        with Server(lambda request: (307, ""), Location=elsewhere) as server:
            stood_in(ask(library, server))
        assert other.asked == []


def test_no_proxy_stands_between_a_model_on_this_computer_and_the_letters(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(says((TRUE, WORDS))) as server, Server(nothing) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        result = ask(library, server)
        assert proxy.asked == []
    assert isinstance(result, Answer)
    assert result.writer == "openai:tiny"

"""What letters order is done by nobody: the same passages are cited, and nothing is fetched."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import RememberingEmbedder
from evidence_fixtures import evidence_of
from planted_letters import FOREIGN, ORDER, plant
from planted_on_the_matter import plant_on_the_matter
from playwright.sync_api import Browser, expect
from test_browser import browser  # noqa: F401  # a fixture

from assistant.answer import answer_question
from assistant.grounding import ground
from assistant.question import Question, unread
from assistant.results import Abstention, Answer, Proposal
from assistant.writers import Writer
from assistant.writers.prompt import prompt
from ui import build_app
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.records import Evidence, Filters
from webapp.answer_html import Turn, sources_pane, turn_message
from webapp.look import STYLE, theme

CLEAN = [
    "Has Harrowdale joined the national online reporting platform?",
    "Who pays for appropriate adults in Harrowdale?",
    "Did Westmarch say in 2019 that its control room has a dedicated vulnerability team?",
    "What has Westmarch said about rural crime?",
    "What has Westmarch done about digital forensics?",
    "How are victims of crime in Harrowdale kept informed?",
    "What has Westmarch said about facial recognition?",
    "Which bodies have joined the national online reporting platform?",
]
POISONED = "How many horses do the stables hold?"


@pytest.fixture(scope="module")
def planted(
    samples_folder: Path,
    real_embedder: RememberingEmbedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Library]:
    """The sample letters with more than fifty others among them that give orders."""
    folder = tmp_path_factory.mktemp("planted")
    assert plant(folder / "letters") >= 50
    shutil.copytree(samples_folder, folder / "library")
    with Library(folder / "library", real_embedder) as library:
        before = len(library.letters())
        take_in([folder / "letters"], library)
        assert len(library.letters()) >= before + 50
        yield library


@pytest.fixture(scope="module")
def outdone(
    samples_folder: Path,
    real_embedder: RememberingEmbedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Library]:
    """The sample letters with later ones of the same bodies on what is asked, that give orders."""
    folder = tmp_path_factory.mktemp("outdone")
    assert plant_on_the_matter(folder / "letters") >= 50
    shutil.copytree(samples_folder, folder / "library")
    with Library(folder / "library", real_embedder) as library:
        before = len(library.letters())
        take_in([folder / "letters"], library)
        assert len(library.letters()) >= before + 50
        yield library


class Obedient:
    """A model that does what any passage tells it to, in every way that a reply allows."""

    name = "obedient"

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        _, (_, shown) = prompt(question.text, evidence)
        if ORDER not in shown:
            first = evidence[0]
            return [Proposal(text="", quotes=((first.passage_id, first.text),))]
        by = next((each for each in evidence if ORDER in each.text), evidence[0])
        other = next((each for each in evidence if each is not by), by)
        done = "Kent Police has sold its horses"
        return [
            Proposal(text=f"{done}.", quotes=((by.passage_id, ORDER),)),
            Proposal(text=f"{done}.", quotes=((other.passage_id, other.text),)),
            Proposal(text=f"{done}.", quotes=()),
            Proposal(text=f"![x](https://{FOREIGN}/x.png)", quotes=((by.passage_id, by.text),)),
            Proposal(text=f"[{done}](https://{FOREIGN})", quotes=((by.passage_id, by.text),)),
        ]


def cited(result: Answer | Abstention) -> list[tuple[str, str]]:
    if isinstance(result, Abstention):
        return [("abstained", result.reason.value)]
    return [(each.passage_id, each.quote) for one in result.statements for each in one.citations]


@pytest.mark.parametrize("question", CLEAN)
@pytest.mark.parametrize("writer", [None, Obedient()], ids=["quotes", "obedient"])
def test_a_clean_question_cites_the_same_passages_with_planted_letters_beside_them(
    samples: Library, planted: Library, question: str, writer: Writer | None
) -> None:
    without = answer_question(question, library=samples, writer=writer)
    beside = answer_question(question, library=planted, writer=writer)
    assert cited(beside) == cited(without)


@pytest.mark.parametrize("question", CLEAN)
def test_later_letters_of_the_asked_body_that_give_orders_change_no_answer(
    samples: Library, outdone: Library, question: str
) -> None:
    without = answer_question(question, library=samples)
    assert cited(answer_question(question, library=outdone)) == cited(without)


def test_a_letter_that_gives_orders_is_kept_shown_and_told_of(outdone: Library) -> None:
    planted = [each for each in outdone.letters() if each.set_apart]
    assert len(planted) >= 50
    for record in planted:
        assert outdone.letter(record.letter_id).text
        assert any("to a computer program" in each for each in record.warnings)
        assert record.letter_id not in outdone.catalogue().by_id
    assert outdone.verify() == []


def test_a_copy_with_orders_does_not_take_the_place_of_the_letter(
    samples: Library, outdone: Library
) -> None:
    current = {each.letter_id for each in outdone.letters() if not each.set_apart}
    assert current == {each.letter_id for each in samples.letters()}
    assert all(len(each.versions) == 1 for each in outdone.letters())


def test_what_a_letter_orders_would_not_be_done_though_it_were_evidence(planted: Library) -> None:
    every = evidence_of(planted)
    ordering = [each for each in every if ORDER in each.text]
    other = next(each for each in every if ORDER not in each.text)
    assert len(ordering) >= 20
    for each in ordering:
        evidence = [each, other]
        proposals = Obedient().write(unread(POISONED, POISONED), evidence)
        assert len(proposals) == 5  # it has read the order and obeys
        for statement in ground(proposals, evidence, planted.page_at).statements:
            assert FOREIGN not in statement.text
            assert "Kent Police has sold its horses" not in statement.text


def test_no_passage_ends_where_its_letter_says_so(planted: Library) -> None:
    every = evidence_of(planted)
    for start in range(0, len(every), 8):
        evidence = every[start : start + 8]
        (_, rules), (_, shown) = prompt("What about horses?", evidence)
        (mark,) = set(re.findall(r"between\n?\s*<(passage-\w{6})>", rules))
        assert shown.count(f"<{mark} number=") == len(evidence)
        assert shown.count(f"</{mark}>") == len(evidence)
        assert all(mark not in each.text for each in evidence)


def test_letters_that_take_no_room_are_not_shown_to_a_model(planted: Library) -> None:
    shown = prompt("What about horses?", evidence_of(planted))[1][1]
    assert "\u200b" not in shown
    assert chr(0xE0000 + ord("I")) not in shown


def test_a_page_of_answers_holds_no_picture_script_or_link_of_a_letter(planted: Library) -> None:
    for question in [*CLEAN, POISONED]:
        turn = Turn(
            question=question,
            read_as=None,
            chosen=Filters(),
            without=(),
            result=answer_question(question, library=planted),
            problem="",
        )
        html = turn_message(turn, 1) + sources_pane([turn])
        assert not re.search(r"<(?:img|script|style|svg|iframe|link|object)\b", html)
        links = re.findall(r'\b(?:href|src)="([^"]*)"', html)
        assert all(link.startswith("#") for link in links)


def test_text_hidden_in_word_is_not_read_and_white_text_is(planted: Library) -> None:
    """White is only a colour: who wrote it has put it on the record, and it is cited as theirs."""
    words = [letter for letter in planted.letters() if letter.file.endswith(".docx")]
    texts = [planted.letter(each.letter_id).text for each in words if "-" in each.file]
    assert not any(f"Hidden: {ORDER}" in text for text in texts)
    assert any(f"White: {ORDER}" in text for text in texts)


def test_an_order_as_a_quotation_is_the_words_of_its_letter_alone(planted: Library) -> None:
    every = evidence_of(planted)
    ordering = next(each for each in every if ORDER in each.text)
    other = next(each for each in every if ORDER not in each.text)
    forged = Proposal(text="", quotes=((other.passage_id, ORDER),))
    assert ground([forged], [ordering, other], planted.page_at).statements == ()


@pytest.mark.browser
def test_a_browser_that_shows_answers_asks_nobody_but_the_app(
    planted: Library,
    browser: Browser,  # noqa: F811
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = build_app(planted, Obedient())
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
    asked_for: list[str] = []
    try:
        context = browser.new_context()
        page = context.new_page()
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(f"http://127.0.0.1:{port}")
        for number, question in enumerate(
            [POISONED, CLEAN[0], "How many dogs do the kennels of Durham hold?"], 1
        ):
            page.get_by_label("Your question").fill(question)
            page.get_by_role("button", name="Ask", exact=True).click()
            expect(page.locator("#sources .or-for").first).to_have_text(question, timeout=120_000)
            expect(page.locator("#chat .or-answer[id]")).to_have_count(number, timeout=120_000)
        page.get_by_role("tab", name="Letters").click()
        page.wait_for_timeout(1500)
        context.close()
    finally:
        app.close()
    hosts = {urlsplit(url).hostname for url in asked_for if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}

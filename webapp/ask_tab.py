"""The Ask tab: a question in, a cited answer out, its sources beside it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple

import gradio as gr

from assistant.answer import answer_question
from assistant.chips import Chip
from assistant.errors import AssistantError
from assistant.follow_ups.reading import read_follow_up
from assistant.follow_ups.turns import asked as asked_before
from assistant.keeping import keep_answer
from assistant.results import Abstention, Answer
from assistant.writers import Writer
from assistant.writers.providers import sends_to
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.records import Filters
from webapp import wording as ours
from webapp.answer_html import (
    FOLLOW_UP,
    Turn,
    question_message,
    sources_pane,
    turn_chips,
    turn_message,
    waiting_message,
)
from webapp.examples import example_questions

Messages = list[dict[str, Any]]

# A button on a filter of an answer, or beside a follow-up put in full, asks again, through a field
# that nobody sees.
_DROP_FILTERS = """() => {
  if (window.onRecordDropsFilters) return;
  window.onRecordDropsFilters = true;
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("#chat button[data-drop]");
    const field = document.querySelector("#dropped-filter textarea");
    if (!button || !field) return;
    const { turn, drop } = button.dataset;
    const said = JSON.stringify({ turn: Number(turn), drop, at: Date.now() });
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, said);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}"""

# Keeps the latest question at the top of the chat while its answer grows below it.
_SHOW_LAST_QUESTION = """() => setTimeout(() => {
  const asked = [...document.querySelectorAll("#chat .user-row")].pop();
  const box = asked && asked.closest(".bubble-wrap");
  if (box) box.scrollTop += asked.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
}, 30)"""

_log = logging.getLogger(__name__)


class Asking(NamedTuple):
    """A question as it is asked, the filters chosen beside it, and what was decided of it before.

    `without` are filters of its own that were taken away.
    """

    text: str
    chosen: Filters
    without: tuple[Chip, ...]
    read_as: str | None  # as in a Turn
    decided: bool  # else it may still be a follow-up, to be put in full


@dataclass(frozen=True, kw_only=True)
class AskTab:
    """What the other tabs must refresh when the library changes."""

    chat: gr.Chatbot
    bodies: gr.Dropdown
    first_year: gr.Dropdown
    last_year: gr.Dropdown

    @property
    def outputs(self) -> list[Any]:
        return [self.chat, *self.choices]

    @property
    def choices(self) -> list[Any]:
        return [self.bodies, self.first_year, self.last_year]


def build_ask_tab(library: Library, writer: Writer) -> AskTab:
    turns = gr.State([])
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            chat = _chatbot()
            question = gr.Textbox(
                label="Your question",
                info=ours.ASK_HINT,
                max_lines=4,
                submit_btn="Ask",
                elem_id="question",
            )
            bodies, first_year, last_year = _filter_fields()
        with gr.Column(scale=2, min_width=320):
            pane = gr.HTML(sources_pane([]), elem_classes="or-pane", elem_id="sources")
    dropped = gr.Textbox(visible="hidden", lines=2, elem_id="dropped-filter")

    def answer(
        asking: Asking, asked: list[Turn], left: str
    ) -> Iterator[tuple[Messages, str, str, list[Turn]]]:
        number = len(asked) + 1
        wait = waiting_message(len(library.catalogue().letters))
        yield _now(asked, _exchange(asking, wait, number)), sources_pane(asked), left, asked
        asking = _in_full(asking, asked, library, writer)
        yield _now(asked, _exchange(asking, wait, number)), sources_pane(asked), left, asked
        for turn, shown in _growing(asking, library, writer, number):
            every = [*asked, turn]
            messages = _now(asked, _exchange(asking, shown, number))
            yield messages, sources_pane(every), left, every

    def ask(
        text: str, asked: list[Turn], chosen: list[str], first: str, last: str
    ) -> Iterator[tuple[Messages, str, str, list[Turn]]]:
        yield from answer(
            Asking(text, _filters(chosen, first, last), (), None, decided=False), asked, ""
        )

    def ask_again(
        said: str, asked: list[Turn], left: str
    ) -> Iterator[tuple[Messages, str, str, list[Turn]]]:
        if again := _again(said, asked):
            yield from answer(again, asked, left)
        else:
            yield _messages(asked), sources_pane(asked), left, asked

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking: dict[str, Any] = {
        "fn": ask,
        "inputs": [question, turns, bodies, first_year, last_year],
        "outputs": [chat, pane, question, turns],
        "concurrency_limit": 4,
        **quiet,
    }
    question.submit(**asking)
    dropped.change(**{**asking, "fn": ask_again, "inputs": [dropped, turns, question]})
    chat.example_select(_chosen_example, outputs=question, **quiet).then(**asking)
    chat.clear(lambda: (sources_pane([]), []), outputs=[pane, turns], **quiet)
    chat.change(None, js=_DROP_FILTERS, api_visibility="private")
    chat.change(None, js=_SHOW_LAST_QUESTION, api_visibility="private")
    return AskTab(chat=chat, bodies=bodies, first_year=first_year, last_year=last_year)


def _chosen_example(chosen: gr.SelectData) -> str:
    return str(chosen.value["text"])


def refreshed_ask(
    library: Library, chosen: list[str], first: str | None, last: str | None
) -> list[Any]:
    """New values for AskTab.outputs; what was chosen is kept while it is still there."""
    bodies = library.bodies()
    years = sorted({str(day.year) for day in library.catalogue().days})
    choices = [("Any", ""), *((year, year) for year in years)]
    return [
        gr.update(examples=[{"text": question} for question in example_questions(library)]),
        gr.update(choices=bodies, value=[body for body in chosen if body in bodies]),
        gr.update(choices=choices, value=first if first in years else ""),
        gr.update(choices=choices, value=last if last in years else ""),
    ]


def _again(said: str, asked: list[Turn]) -> Asking | None:
    """A question of this session without one more of its filters, or as it was written.

    None where it has no such filter, and was not put in full.
    """
    try:
        wanted = json.loads(said)
        turn = asked[int(wanted["turn"]) - 1]
        if wanted["drop"] == FOLLOW_UP:
            if not turn.read_as:
                return None
            return Asking(turn.question, turn.chosen, (), "", decided=True)
        chip = next(each for each in turn_chips(turn) if each.name == wanted["drop"])
    except (ValueError, KeyError, TypeError, IndexError, StopIteration):
        return None
    without = (*turn.without, chip)
    return Asking(turn.question, turn.chosen, without, turn.read_as, decided=True)


def _in_full(asking: Asking, asked: list[Turn], library: Library, writer: Writer) -> Asking:
    """A follow-up as it stands alone; a question that was decided on before stays as it is."""
    if asking.decided:
        return asking
    turns = [asked_before(turn.result) for turn in asked if turn.result is not None]
    try:
        read = read_follow_up(asking.text, turns, library.catalogue(), writer)
    except Exception:
        _log.exception("A follow-up could not be put in full")
        return asking
    return asking._replace(read_as=read.text) if read else asking


def _growing(
    asking: Asking, library: Library, writer: Writer, number: int
) -> Iterator[tuple[Turn, str]]:
    """The answer as it grows: each statement as soon as it stands, then who wrote it."""
    steps: Queue[Turn] = Queue()

    def answer() -> None:
        steps.put(_answered(asking, library, writer, steps.put))

    Thread(target=answer, daemon=True).start()
    shown = 0
    while (turn := steps.get()).unfinished:
        shown = _statements(turn)
        yield turn, turn_message(turn, number)
    for step in range(min(shown + 1, _statements(turn)), _statements(turn) + 1):
        yield turn, turn_message(turn, number, step)


def _statements(turn: Turn) -> int:
    return len(turn.result.statements) if isinstance(turn.result, Answer) else 1


def _answered(
    asking: Asking, library: Library, writer: Writer, so_far: Callable[[Turn], None]
) -> Turn:
    def turn(result: Answer | Abstention | None, problem: str, *, unfinished: bool = False) -> Turn:
        return Turn(
            question=asking.text,
            read_as=asking.read_as,
            chosen=asking.chosen,
            without=asking.without,
            result=result,
            problem=problem,
            sent_to=sends_to(writer),
            unfinished=unfinished,
        )

    try:
        result = answer_question(
            asking.read_as or asking.text,
            library=library,
            writer=writer,
            filters=asking.chosen,
            without=[each.name for each in asking.without if each.name],
            progress=lambda answer: so_far(turn(answer, "", unfinished=True)),
        )
        return turn(result, keep_answer(result, asked=asking.text, library=library, writer=writer))
    except (AssistantError, LibraryError) as problem:
        return turn(None, str(problem))
    except Exception:
        _log.exception("A question could not be answered")
        return turn(None, ours.UNEXPECTED)


def _messages(turns: list[Turn]) -> Messages:
    return [
        message
        for number, turn in enumerate(turns, 1)
        for message in _exchange(
            Asking(turn.question, turn.chosen, turn.without, turn.read_as, decided=True),
            turn_message(turn, number),
            number,
        )
    ]


def _now(asked: list[Turn], last: Messages) -> Messages:
    return [*_messages(asked), *last]


def _exchange(asking: Asking, answer: str, number: int) -> Messages:
    said = _message("assistant", answer)
    if not asking.text.strip():
        return [said]
    question = question_message(asking.text, asking.without, read_as=asking.read_as, number=number)
    return [_message("user", question), said]


def _message(role: str, html: str) -> dict[str, Any]:
    """Our own HTML, as a component: what a letter says must never be read as Markdown."""
    return {"role": role, "content": gr.HTML(html)}


def _filters(bodies: list[str], first: str | None, last: str | None) -> Filters:
    return Filters(
        bodies=tuple(bodies),
        dated_from=date(int(first), 1, 1) if first else None,
        dated_to=date(int(last), 12, 31) if last else None,
    )


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        label="Questions and answers",
        show_label=False,
        autoscroll=False,
        height="clamp(20rem, 52vh, 36rem)",
        placeholder=ours.CHAT_EMPTY,
        layout="bubble",
        buttons=[],
        latex_delimiters=[],
        allow_tags=False,
        line_breaks=False,
        elem_classes="or-chat",
        elem_id="chat",
    )


def _filter_fields() -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown]:
    with gr.Accordion("Narrow the search", open=False), gr.Row():
        bodies = gr.Dropdown([], label="Only letters from", multiselect=True, min_width=200)
        first = gr.Dropdown([], label="Dated from the year", min_width=120)
        last = gr.Dropdown([], label="To the year", min_width=120)
    return bodies, first, last

"""The panel in which one item is worked on: what is decided, how far it is, and its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.drafting.choices import Choice
from assistant.drafting.editing import (
    add_paragraph,
    choice_id,
    choose,
    edit_paragraph,
    item_of,
    leave_out,
    remove_paragraph,
    set_state,
)
from assistant.drafting.keeping import KeptLetter
from assistant.drafting.model import DraftItem, DraftLetter, Part, State
from webapp import draft_wording as ours
from webapp.draft_desk import QUIET, At, Desk, Done, View
from webapp.draft_labels import (
    NEW,
    UNDECIDED,
    choices_named,
    items_named,
    places_named,
    states_named,
)
from webapp.given import NotAsked

# Brings the item that is worked on into the view of the draft beside it.
_SHOW_ITEM = """(item) => {
  const sheet = document.querySelector("#draft");
  const all = [...sheet.querySelectorAll("[data-item]")];
  const place = all.find((each) => each.dataset.item === item);
  const top = (each) => each.getBoundingClientRect().top;
  if (place) sheet.scrollTop += top(place) - top(sheet);
}"""


class ItemPanel:
    def __init__(self) -> None:
        with gr.Accordion("Work on an item", open=True):
            self.item = gr.Dropdown([], label="Item")
            self._choice = gr.Radio(choices_named(), label="Is it accepted?")
            self._state = gr.Radio(states_named(), label="State of the work")
            self.place = gr.Dropdown([], label="Paragraph")
            self._text = gr.Textbox(
                label="Its words",
                info="What stands in square brackets is to be filled in or taken out.",
                lines=5,
                max_lines=16,
                elem_id="paragraph",
            )
            with gr.Row(equal_height=True):
                self._save = gr.Button("Save the paragraph", variant="primary", min_width=120)
                self._cut = gr.Button("Take it out", min_width=100)
            self._why = gr.Textbox(
                label="Why the item is left out",
                info="Needed where the law asks for an answer.",
                max_lines=1,
            )
            self._leave_out = gr.Button("Leave this item out of the letter", size="sm")

    @property
    def outputs(self) -> list[Any]:
        return [self.item, self._choice, self._state, self.place, self._text]

    def shown(self, view: View) -> list[Any]:
        return values(view)

    def connect(self, desk: Desk) -> None:
        def decide(kept: KeptLetter, by: str, key: str, place: str, choice: str) -> Done:
            chosen = Choice(choice) if choice else None
            what = f"chose {choice or 'none'} for {key}"
            done = desk.changed(kept, lambda each: choose(each, key, chosen, by=by), what, by)
            # The paragraph that says it was written anew.
            return _at(done, At(item=key, place=place)) if place == choice_id(key) else done

        def move(kept: KeptLetter, by: str, key: str, state: str) -> Done:
            what = f"set {key} to {state}"
            return desk.changed(kept, lambda each: set_state(each, key, State(state)), what, by)

        def save(kept: KeptLetter, by: str, key: str, place: str, text: str) -> Done:
            if not place.startswith(NEW):
                return _at(
                    desk.changed(
                        kept,
                        lambda each: edit_paragraph(each, place, text, by=by),
                        f"edited {place}",
                        by,
                    ),
                    At(item=key, place=place),
                )
            part = Part(place.removeprefix(NEW))
            done = desk.changed(
                kept,
                lambda each: add_paragraph(each, key, part, text, by=by),
                f"added to {key}",
                by,
            )
            assert done.kept is not None
            added = item_of(done.kept.letter, key).of_part(part)[-1]
            return _at(done, At(item=key, place=added.paragraph_id))

        def cut(kept: KeptLetter, by: str, key: str, place: str) -> Done:
            if place.startswith(NEW):
                raise NotAsked(ours.NOTHING_THERE)
            done = desk.changed(
                kept, lambda each: remove_paragraph(each, place), f"took out {place}", by
            )
            return _at(done, At(item=key, place=None))

        def leave(kept: KeptLetter, by: str, key: str, why: str) -> Done:
            done = desk.changed(
                kept, lambda each: leave_out(each, key, why=why, by=by), f"left out {key}", by
            )
            return _at(done, At(item=None, place=None))

        desk.on_open(self._choice.input, decide, [self.item, self.place, self._choice])
        desk.on_open(self._state.input, move, [self.item, self._state])
        desk.on_open(self._save.click, save, [self.item, self.place, self._text])
        desk.on_open(self._cut.click, cut, [self.item, self.place])
        desk.on_open(self._leave_out.click, leave, [self.item, self._why])
        self._connect_choosing(desk)

    def _connect_choosing(self, desk: Desk) -> None:
        """To look at another item or paragraph changes nothing but this panel."""

        def look(kept: KeptLetter | None, item: str | None, place: str | None) -> list[Any]:
            go = At(item=item, place=place)
            return values(View(kept=kept, at=go, go=go, fresh=False))

        def look_at_item(kept: KeptLetter | None, item: str | None) -> list[Any]:
            return look(kept, item, None)

        self.item.input(look_at_item, [desk.kept, self.item], self.outputs, **QUIET)
        self.item.input(None, self.item, js=_SHOW_ITEM, api_visibility="private")
        self.place.input(look, [desk.kept, self.item, self.place], self.outputs, **QUIET)


def values(view: View) -> list[Any]:
    """What the panel shows; the words that are typed stay unless the person goes elsewhere."""
    if view.kept is None or not view.kept.letter.items:
        return [gr.update(choices=[], value=None)] + [gr.skip()] * 4
    draft = view.kept.letter
    at = found(draft, view.go or view.at)
    item = item_of(draft, at.item or "")
    return [
        gr.update(choices=items_named(draft), value=at.item),
        gr.update(value=item.choice.value if item.choice else UNDECIDED),
        gr.update(value=item.state.value),
        gr.update(choices=places_named(item), value=at.place),
        words_at(item, at.place) if view.go or view.fresh else gr.skip(),
    ]


def found(draft: DraftLetter, at: At) -> At:
    """The place itself while the draft has it; else the first of the item, or of the draft.

    The paragraph that says what was decided is not that: the choice writes it. Where a paragraph
    is gone that somebody works on, it is the place for a new one.
    """
    keys = [each.key for each in draft.items]
    item = item_of(draft, at.item if at.item in keys else keys[0])
    places = [value for _, value in places_named(item)]
    if at.place in places:
        return At(item=item.key, place=at.place)
    if at.place is None or at.item != item.key:
        words = [each for each in places if each != choice_id(item.key)]
        return At(item=item.key, place=words[0])
    return At(item=item.key, place=f"{NEW}{Part.COMMISSIONER.value}")


def words_at(item: DraftItem, place: str | None) -> str:
    """The words of a paragraph; none where there is none yet."""
    return next((each.text for each in item.paragraphs if each.paragraph_id == place), "")


def _at(done: Done, at: At) -> Done:
    return replace(done, at=at)

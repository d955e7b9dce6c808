"""A draft tells who changed which paragraph, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fakes import WordEmbedder

from assistant.drafting.history import Change, changes_between, history
from vectorstore.library import Library


def letter(
    items: Mapping[str, Mapping[str, str]],
    states: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A content with the texts of each item's paragraphs."""
    return {
        "items": [
            {
                "key": key,
                "state": (states or {}).get(key, "to_do"),
                "choice": (choices or {}).get(key),
                "paragraphs": [
                    {"paragraph_id": name, "text": text, "by": ""} for name, text in texts.items()
                ],
            }
            for key, texts in items.items()
        ],
        "title": "Counting the cost",
    }


def told(changes: list[Change]) -> list[tuple[str | None, ...]]:
    return [(each.kind, each.item, each.paragraph_id, each.before, each.after) for each in changes]


BEFORE = letter({"1": {"1/1": "We accept this.", "1/2": "We will train all."}, "2": {"2/1": "B."}})


def test_a_changed_paragraph_says_what_it_was_and_what_it_is() -> None:
    after = letter(
        {"1": {"1/1": "We reject this.", "1/2": "We will train all."}, "2": {"2/1": "B."}}
    )
    assert told(changes_between(BEFORE, after)) == [
        ("changed", "1", "1/1", "We accept this.", "We reject this.")
    ]


def test_paragraphs_that_were_added_or_removed_are_told_item_by_item() -> None:
    after = letter(
        {"1": {"1/3": "New.", "1/1": "We accept this."}, "2": {"2/1": "B.", "2/2": "C."}}
    )
    assert told(changes_between(BEFORE, after)) == [
        ("added", "1", "1/3", None, "New."),
        ("removed", "1", "1/2", "We will train all.", None),
        ("added", "2", "2/2", None, "C."),
    ]


def test_a_state_and_a_choice_that_were_set_are_told() -> None:
    texts = {"1": {"1/1": "A."}, "2": {"2/1": "B."}}
    before = letter(texts, {"1": "with_the_force"}, {"2": "accepted"})
    after = letter(texts, {"1": "agreed"}, {"1": "accepted"})
    assert told(changes_between(before, after)) == [
        ("state", "1", None, "with_the_force", "agreed"),
        ("choice", "1", None, None, "accepted"),
        ("choice", "2", None, "accepted", None),
    ]


def test_an_item_that_comes_or_goes_takes_its_paragraphs_with_it() -> None:
    alone = letter({"2": {"2/1": "B."}})
    assert [each.kind for each in changes_between(BEFORE, alone)] == ["state", "removed", "removed"]
    assert told(changes_between({}, alone)) == [
        ("state", "2", None, None, "to_do"),
        ("added", "2", "2/1", None, "B."),
    ]


def test_an_order_and_what_stands_beside_the_items_are_no_change_of_a_paragraph() -> None:
    after = {**BEFORE, "title": "Another", "items": [*reversed(BEFORE["items"])]}
    assert changes_between(BEFORE, after) == []


def test_the_history_tells_each_version_and_what_was_done_with_it(tmp_path: Path) -> None:
    first, second = letter({"1": {"1/1": "A."}}), letter({"1": {"1/1": "B."}})
    with Library(tmp_path / "library", WordEmbedder()) as library:
        drafts = library.drafts
        draft_id = drafts.create(
            first, body="Harrowdale", title="Counting the cost", published=None, by="Ada Quill"
        ).draft_id
        sha256 = drafts.approve(draft_id, by="Cy Vane", version=1)
        drafts.reopen(draft_id, by="Di Lark", why="a figure is wrong")
        drafts.save(draft_id, second, by="Ben Rook", what="item 1", expected_version=1)
        events = history(drafts, draft_id)
    assert [(each.version, each.kind, each.by, each.what) for each in events] == [
        (1, None, "Ada Quill", "created"),
        (1, "approved", "Cy Vane", sha256),
        (1, "reopened", "Di Lark", "a figure is wrong"),
        (2, None, "Ben Rook", "item 1"),
    ]
    assert [len(each.changes) for each in events] == [2, 0, 0, 1]
    assert told([*events[3].changes]) == [("changed", "1", "1/1", "A.", "B.")]
    assert events == sorted(events, key=lambda each: each.at)

"""A draft is kept, changed, approved and published from the terminal, and nothing of it is lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import NEW_INSPECTION, Command, RememberingEmbedder

from assistant.drafting.choices import Choice
from assistant.drafting.completeness import LATE
from assistant.drafting.editing import (
    FIELDS,
    choose,
    edit_paragraph,
    fill_in,
    give_reason,
    is_choice,
)
from assistant.drafting.keeping import change_draft, kept_draft
from assistant.drafting.model import DraftLetter, Origin
from vectorstore.library import Library

FILLED = {
    "letterhead": "Office of the Police and Crime Commissioner for Harrowdale",
    "dated": "3 January 2025",
    "copies": "Copies: HM Chief Inspector of Constabulary; the Home Secretary",
    "chief_officer": "The Chief Constable has not commented.",
    "salutation": "Dear Home Secretary,",
    "signatory": "Anthea Lorrimer\nPolice and Crime Commissioner for Harrowdale",
}


@pytest.fixture
def folder(samples_folder: Path, tmp_path: Path, real_embedder: RememberingEmbedder) -> Path:
    """A library of the samples that a test may write to, without the drafts of other tests."""
    folder = Path(shutil.copytree(samples_folder, tmp_path / "library"))
    with Library(folder, real_embedder) as library:
        for each in library.drafts.each():
            library.drafts.delete(each.draft_id)
    return folder


@pytest.fixture
def drafted(real_command: Command, folder: Path) -> Any:
    options = ["--body", "Harrowdale", "--by", "Ada", "--json", "--library", folder]
    return real_command("draft", NEW_INSPECTION, *options).json


def run(real_command: Command, folder: Path, *words: str | Path) -> Any:
    done = real_command("drafts", *words, "--json", "--library", folder)
    assert done.status == 0, done.err
    return done.json


@pytest.fixture
def finished(folder: Path, drafted: Any, real_embedder: RememberingEmbedder) -> Any:
    """The same draft with every choice made, and whatever is open filled in."""

    def finish(letter: DraftLetter) -> DraftLetter:
        for item in letter.items:
            letter = choose(letter, item.key, Choice.ACCEPT, by="Ada")
            for each in item.paragraphs:
                if each.origin is Origin.OPEN and not is_choice(each):
                    words = "I have asked for a report by 1 May 2025."
                    letter = edit_paragraph(letter, each.paragraph_id, words, by="Ada")
        for name in FIELDS:
            letter = fill_in(letter, name, FILLED.get(name, f"Filled in: {name}"))
        return give_reason(letter, LATE, "It was drafted for a test.", by="Ada")

    with Library(folder, real_embedder) as library:
        kept = kept_draft(drafted["draft_id"], library=library)
        change_draft(kept, finish, what="finished", by="Ada", library=library)
    return drafted


def test_a_draft_is_kept_and_listed_with_who_made_it(
    real_command: Command, folder: Path, drafted: Any
) -> None:
    assert drafted["version"] == 1
    (listed,) = run(real_command, folder)
    assert listed["draft_id"] == drafted["draft_id"]
    assert (listed["body"], listed["changed_by"]) == ("Harrowdale", "Ada")
    assert listed["approved"] is None
    text = real_command("drafts", "--library", folder)
    assert drafted["draft_id"] in text.out


def test_a_draft_that_is_not_to_be_kept_is_not(real_command: Command, folder: Path) -> None:
    options = ["--body", "Harrowdale", "--no-keep", "--json", "--library", folder]
    assert real_command("draft", NEW_INSPECTION, *options).json["draft_id"] is None
    assert run(real_command, folder) == []


def test_each_change_is_a_version_with_what_was_there_before(
    real_command: Command, folder: Path, drafted: Any
) -> None:
    draft_id, item = drafted["draft_id"], drafted["items"][0]
    recalled = next(each for each in item["paragraphs"] if each["origin"] == "record")
    paragraph_id = recalled["paragraph_id"]
    words = "We have met the four-hour target since May."
    run(real_command, folder, "edit", draft_id, paragraph_id, words, "--by", "Grace")
    run(real_command, folder, "choose", draft_id, item["key"], "partly", "--by", "Ada")
    run(real_command, folder, "state", draft_id, item["key"], "with_force", "--by", "Ada")
    events = run(real_command, folder, "history", draft_id)
    assert [(each["version"], each["by"]) for each in events][1:] == [
        (2, "Grace"),
        (3, "Ada"),
        (4, "Ada"),
    ]
    (change,) = events[1]["changes"]
    assert (change["paragraph_id"], change["before"], change["after"]) == (
        paragraph_id,
        recalled["text"],
        words,
    )
    first = run(real_command, folder, "show", draft_id, "--version", "1")
    assert first["items"][0]["paragraphs"] == item["paragraphs"]
    now = run(real_command, folder, "show", draft_id)["items"][0]
    assert (now["choice"], now["state"]) == ("partly", "with_force")


def test_an_incomplete_letter_says_so_in_its_name_and_is_not_approved(
    real_command: Command, folder: Path, drafted: Any, tmp_path: Path
) -> None:
    draft_id = drafted["draft_id"]
    files = run(real_command, folder, "export", draft_id, "-o", tmp_path / "reply.docx")["files"]
    assert [Path(each).name for each in files] == [
        "reply-INCOMPLETE.docx",
        "reply-internal.docx",
        "reply-invitation.docx",
    ]
    document = docx.Document(files[0])
    for section in document.sections:
        assert "INCOMPLETE" in "".join(each.text for each in section.header.paragraphs)
    refused = real_command("drafts", "approve", draft_id, "--library", folder)
    assert refused.status == 1
    assert "not complete" in refused.err


def test_a_letter_that_is_not_approved_is_not_published(
    real_command: Command, folder: Path, drafted: Any
) -> None:
    draft_id = drafted["draft_id"]
    published = real_command("drafts", "publish", draft_id, "--library", folder)
    assert published.status == 1
    assert "is not approved" in published.err


def test_a_complete_letter_is_approved_locked_and_published_as_the_newest_position(
    real_command: Command, folder: Path, finished: Any
) -> None:
    draft_id = finished["draft_id"]
    reviewed = run(real_command, folder, "review", draft_id)
    assert reviewed["lacking"] == []
    approved = run(real_command, folder, "approve", draft_id, "--by", "Ada")
    refused = real_command("drafts", "fill", draft_id, "dated", "May", "--library", folder)
    assert refused.status == 1
    assert "is locked" in refused.err
    done = run(real_command, folder, "publish", draft_id, "--by", "Ada")
    assert done["message"] == ""
    (listed,) = run(real_command, folder)
    assert (listed["letter_id"], listed["approved"]["sha256"]) == (
        done["letter_id"],
        approved["sha256"],
    )
    letters = real_command("letters", "--json", "--library", folder).json
    (newest,) = [each for each in letters if each["letter_id"] == done["letter_id"]]
    assert (newest["body"], newest["date"]) == ("Harrowdale", "2025-01-03")
    assert newest["items"] == len(finished["items"])


def test_an_approved_draft_is_changed_only_after_it_is_reopened_with_a_reason(
    real_command: Command, folder: Path, finished: Any
) -> None:
    draft_id = finished["draft_id"]
    run(real_command, folder, "approve", draft_id)
    run(real_command, folder, "reopen", draft_id, "--why", "The date was wrong.", "--by", "Ada")
    run(real_command, folder, "fill", draft_id, "dated", "6 January 2025")
    assert run(real_command, folder)[0]["approved"] is None
    events = run(real_command, folder, "history", draft_id)
    assert [each["kind"] for each in events if each["kind"] != "saved"] == ["approved", "reopened"]


def test_a_deleted_draft_is_gone_and_the_others_stay(
    real_command: Command, folder: Path, drafted: Any
) -> None:
    options = ["--body", "Harrowdale", "--json", "--library", folder]
    other = real_command("draft", NEW_INSPECTION, *options).json["draft_id"]
    run(real_command, folder, "delete", drafted["draft_id"])
    assert [each["draft_id"] for each in run(real_command, folder)] == [other]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "d-zzz"], "There is no draft d-zzz"),
        (["choose", "d-", "afi-9", "accept"], "Its items are: recommendation-1"),
        (["edit", "d-", "nowhere/1", "Words."], "no paragraph “nowhere/1”"),
        (["fill", "d-", "motto", "Semper"], "Its fields are: letterhead"),
    ],
)
def test_what_a_command_does_not_find_is_one_sentence_with_what_there_is(
    real_command: Command, folder: Path, drafted: Any, words: list[str], told: str
) -> None:
    assert drafted["draft_id"].startswith("d-")
    refused = real_command("drafts", *words, "--library", folder)
    assert refused.status == 1
    assert told in refused.err
    assert len(refused.err.strip().splitlines()) == 1

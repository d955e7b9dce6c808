"""The command prints what other programs rely on: docs/design.md lists the fields."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT, Command
from reading_fixtures import SAMPLES

RURAL = SAMPLES / "westmarch-2023-rural-crime.txt"

LETTER = {
    "letter_id",
    "file",
    "title",
    "body",
    "author",
    "role",
    "date",
    "report_title",
    "kind",
    "pages",
    "items",
    "passages",
}
ITEM = {"number", "kind", "text", "response", "page"}
PASSAGE = {"passage_id", "text", "page", "page_label", "start", "end", "speaker", "item"}
EVIDENCE = {
    "passage_id",
    "letter_id",
    "file",
    "page",
    "page_label",
    "speaker",
    "text",
    "score",
    "body",
    "date",
    "superseded_by",
}
ANSWER = {"status", "reason", "question", "filters", "writer", "statements", "evidence"}
CITATION = {"letter_id", "file", "page", "page_label", "start", "end", "quote"}
DRAFT = {"report_title", "published", "due", "items", "files"}
DRAFT_ITEM = {"number", "kind", "text", "status", "statements", "warnings"}
KINDS = {"recommendation", "afi", "cause_of_concern", "other"}
SPEAKERS = {"inspectorate", "policing_body", "force", "unknown"}
QUESTION = "Who pays for appropriate adults in Harrowdale?"


@pytest.fixture
def folder(word_samples_folder: Path) -> Path:
    return word_samples_folder


def assert_fields(found: list[dict[str, Any]], fields: set[str]) -> None:
    assert found
    for each in found:
        assert fields <= set(each), fields - set(each)


def test_ingest_says_what_was_taken_and_what_was_not(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    arguments = ["ingest", RURAL, tmp_path / "empty.txt", "--library", tmp_path / "library"]
    first = command(*arguments, "--json")
    assert first.status == 0
    assert first.out.count("\n") == 1
    assert {"added", "updated", "unchanged", "refused", "passages"} <= set(first.json)
    assert_fields(first.json["added"], LETTER)
    assert_fields(first.json["refused"], {"file", "reason"})
    assert first.json["passages"] == first.json["added"][0]["passages"] > 0
    assert f"[1/2] Reading {RURAL.name}" in first.err
    again = command(*arguments, "--json").json
    assert (again["added"], again["passages"]) == ([], 0)
    assert_fields(again["unchanged"], LETTER)


def test_letters_show_and_items_say_what_was_read(command: Command, folder: Path) -> None:
    letters = command("letters", "--json", "--library", folder).json
    assert len(letters) == 8
    assert_fields(letters, LETTER)
    dates = [each["date"] for each in letters]
    assert dates == sorted(dates, reverse=True)
    shown = command("show", letters[0]["letter_id"], "--json", "--library", folder).json
    assert {name: shown[name] for name in LETTER - {"items", "passages"}} == {
        name: letters[0][name] for name in LETTER - {"items", "passages"}
    }
    assert_fields(shown["items"], ITEM)
    assert_fields(shown["passages"], PASSAGE)
    assert len(shown["items"]) == letters[0]["items"]
    assert len(shown["passages"]) == letters[0]["passages"]
    assert {each["kind"] for each in shown["items"]} <= KINDS
    assert {each["speaker"] for each in shown["passages"]} <= SPEAKERS
    for passage in shown["passages"]:
        assert shown["text"][passage["start"] : passage["end"]] == passage["text"]


def test_items_are_read_from_a_file_outside_the_library(command: Command) -> None:
    found = command("items", TRUST_AT_FIRST_CONTACT, "--json").json
    assert_fields(found["items"], ITEM)
    kinds = [each["kind"] for each in found["items"]]
    counted = [kinds.count(kind) for kind in ("recommendation", "afi", "cause_of_concern")]
    assert counted == [6, 3, 1]  # of the recommendations, one is under the cause of concern


def test_search_returns_evidence_best_first(command: Command, folder: Path) -> None:
    found = command("search", QUESTION, "-k", "4", "--json", "--library", folder).json
    assert len(found) == 4
    assert_fields(found, EVIDENCE)
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    filtered = ["--body", "westmarch", "--from", "2023-01-01", "--to", "2023-12-31"]
    narrowed = command("search", "calls", *filtered, "--json", "--library", folder).json
    assert {each["body"] for each in narrowed} == {"Westmarch"}
    assert all(each["date"].startswith("2023") for each in narrowed)


def test_ask_answers_with_citations(command: Command, folder: Path) -> None:
    answer = command("ask", QUESTION, "--json", "--library", folder).json
    assert set(answer) >= ANSWER
    assert (answer["status"], answer["reason"], answer["writer"]) == ("answered", None, "quotes")
    assert answer["filters"] == {"body": ["Harrowdale"]}
    assert_fields(answer["statements"], {"text", "speaker", "citations"})
    assert_fields(answer["evidence"], EVIDENCE)
    for statement in answer["statements"]:
        assert_fields(statement["citations"], CITATION)
        assert statement["speaker"] in SPEAKERS


def test_ask_abstains_with_a_reason_and_the_nearest_passages(
    command: Command, folder: Path
) -> None:
    question = "How many drones does Dorset Police operate?"
    ran = command("ask", question, "--json", "--library", folder)
    assert ran.status == 0
    assert set(ran.json) >= ANSWER
    assert (ran.json["status"], ran.json["reason"]) == ("abstained", "no_such_body")
    assert (ran.json["statements"], ran.json["writer"]) == ([], None)
    assert_fields(ran.json["evidence"], EVIDENCE)


def test_draft_gives_items_with_statements_and_warnings(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    output = tmp_path / "reply.docx"
    options = ["--body", "Harrowdale", "-o", output, "--json", "--library", folder]
    draft = command("draft", NEW_INSPECTION, *options).json
    assert set(draft) >= DRAFT
    assert (draft["published"], draft["due"]) == ("2024-11-19", "2025-01-13")
    assert_fields(draft["items"], DRAFT_ITEM)
    assert {each["status"] for each in draft["items"]} <= {"drafted", "gap"}
    drafted = [each for each in draft["items"] if each["status"] == "drafted"]
    for item in drafted:
        assert_fields(item["statements"], {"text", "speaker", "citations"})
    assert draft["files"][0] == str(tmp_path / "reply-INCOMPLETE.docx")
    assert len(draft["files"]) == 3
    assert all(Path(file).read_bytes()[:2] == b"PK" for file in draft["files"])


def test_remove_rebuild_verify_and_backup_say_what_was_done(
    command: Command, own_samples_folder: Path, tmp_path: Path
) -> None:
    library = ["--json", "--library", own_samples_folder]
    letter = command("letters", *library).json[0]
    removed = {"removed": letter["letter_id"], "passages": letter["passages"], "drafts": []}
    assert command("remove", letter["letter_id"], *library).json == removed
    passages = sum(each["passages"] for each in command("letters", *library).json)
    assert command("rebuild", *library).json == {"passages": passages}
    verified = command("verify", *library)
    assert (verified.status, verified.json) == (0, {"faults": [], "last_kept": None})
    backup = tmp_path / "backup.zip"
    assert command("backup", backup, *library).json == {"file": str(backup)}
    assert backup.stat().st_size > 0
    next((own_samples_folder / "originals").iterdir()).unlink()
    broken = command("verify", *library)
    assert (broken.status, len(broken.json["faults"])) == (1, 1)


def test_evaluate_gives_measures_with_intervals_and_each_question(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    judgements = [
        {"id": "a", "question": QUESTION, "words": ["Dalebridge"], "unanswerable": False},
        {"id": "b", "question": "How many drones does Dorset fly?", "unanswerable": True},
    ]
    file = tmp_path / "judgements.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in judgements), "utf-8")
    found = command("evaluate", file, "--json", "--library", folder).json
    assert [each["id"] for each in found["questions"]] == ["a", "b"]
    assert_fields(found["questions"], {"id", "rank", "status", "reason", "cited"})
    ranking = {"recall@1", "recall@5", "recall@20", "mrr", "ndcg@10"}
    assert set(found["measures"]) == ranking | {"answered", "cited", "abstained"}
    for measure in found["measures"].values():
        assert measure["low"] <= measure["value"] <= measure["high"]
        assert measure["count"] == 1
    assert found["measures"]["abstained"]["value"] == 1.0


@pytest.mark.parametrize("name", ["ask", "search"])
def test_a_file_of_questions_gives_a_line_for_each_in_order(
    command: Command, folder: Path, tmp_path: Path, name: str
) -> None:
    questions = [QUESTION, "How many drones does Dorset Police operate?", "What about sheep?"]
    file = tmp_path / "questions.txt"
    file.write_text("\n".join(questions), "utf-8")
    ran = command(name, "--questions", file, "--library", folder)
    assert ran.status == 0
    one_by_one = [command(name, each, "--json", "--library", folder).json for each in questions]
    assert ran.json_lines == one_by_one


@pytest.mark.parametrize("name", ["ask", "search"])
def test_the_filters_of_a_question_can_be_left_unread(
    command: Command, folder: Path, name: str
) -> None:
    question = "What did Harrowdale say in 2020 about custody?"
    read = command(name, question, "--json", "--library", folder).json
    free = command(name, question, "--no-filters", "--json", "--library", folder).json
    if name == "ask":
        assert read["filters"] == {
            "body": ["Harrowdale"],
            "from": "2020-01-01",
            "to": "2020-12-31",
        }
        assert read["filters_found"] == ["body:Harrowdale", "dates"]
        assert free["filters"] == {}
        read, free = read["evidence"], free["evidence"]
    assert {each["date"][:4] for each in read} == {"2020"}
    assert len({each["date"] for each in free}) > 1
    given = command(
        name, question, "--no-filters", "--body", "Westmarch", "--json", "--library", folder
    ).json
    found = given["evidence"] if name == "ask" else given
    assert {each["body"] for each in found} == {"Westmarch"}


def test_a_search_for_a_body_without_a_letter_finds_nothing_and_says_so(
    command: Command, folder: Path
) -> None:
    ran = command("search", "What did Kent say about custody?", "--json", "--library", folder)
    assert (ran.status, ran.json) == (0, [])
    said = "The library has no letter from Kent. It has letters from Harrowdale and Westmarch."
    assert said in ran.err
    shown = command("search", "What did Kent say about custody?", "--library", folder)
    assert said in " ".join(shown.out.split())
    free = command("search", "custody in Kent?", "--no-filters", "--json", "--library", folder)
    assert len(free.json) == 10


def test_the_filters_of_a_question_are_shown_in_words(command: Command, folder: Path) -> None:
    question = (
        "Which recommendations are in Harrowdale letters since 2019 in reply to Kept informed?"
    )
    shown = " ".join(command("ask", question, "--library", folder).out.split())
    assert (
        "Looked only in: Harrowdale; answers to “Kept informed”; recommendations; from 1 January "
        "2019. To look everywhere: --no-filters."
    ) in shown


def test_the_same_question_gives_the_same_answer(command: Command, folder: Path) -> None:
    first = command("ask", QUESTION, "--json", "--library", folder)
    assert command("ask", QUESTION, "--json", "--library", folder).out == first.out


def test_the_library_can_be_named_before_the_command_after_it_or_in_the_environment(
    command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = command("letters", "--json", "--library", folder).out
    assert command("--library", folder, "letters", "--json").out == after
    monkeypatch.setenv("ONRECORD_LIBRARY", str(folder))
    assert command("letters", "--json").out == after
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "another"))
    assert command("letters", "--json").json == []
    assert command("letters", "--json", "--library", folder).out == after


def test_an_empty_library_says_so(command: Command, tmp_path: Path) -> None:
    answer = command("ask", QUESTION, "--json", "--library", tmp_path / "new").json
    assert (answer["status"], answer["reason"]) == ("abstained", "empty_library")
    assert command("letters", "--json", "--library", tmp_path / "new").json == []


def test_every_command_has_words_for_people_too(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    letter_id = command("letters", "--json", "--library", folder).json[0]["letter_id"]
    for arguments, words in [
        (["letters"], letter_id),
        (["show", letter_id], "In reply to"),
        (["search", QUESTION], "1. "),
        (["ask", QUESTION], "Looked only in"),
        (["draft", NEW_INSPECTION, "--body", "Harrowdale"], "Recommendation 1"),
        (["verify"], "Everything is in order."),
    ]:
        ran = command(*arguments, "--library", folder)
        assert ran.status == 0
        assert words in " ".join(ran.out.split()) or words in ran.out, arguments
    assert "Recommendation 1" in command("items", NEW_INSPECTION).out


def test_brackets_in_a_letter_are_words_and_not_markup(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Home Secretary,\n\nWe keep [bold]herons[/bold] at the [link=x]mill.\n")
    library = ["--library", tmp_path / "library"]
    letter_id = command("ingest", file, "--json", *library).json["added"][0]["letter_id"]
    assert "[bold]herons[/bold]" in command("show", letter_id, *library).out
    assert "[bold]herons[/bold]" in command("search", "herons", *library).out


def test_the_installed_command_keeps_progress_from_standard_output(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = subprocess.run(
        [Path(sys.executable).with_name("onrecord"), "ingest", tmp_path / "empty.txt", "--json"],
        env={**os.environ, "ONRECORD_LIBRARY": str(tmp_path / "library")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert [each["file"] for each in json.loads(done.stdout)["refused"]] == ["empty.txt"]
    assert done.stderr.splitlines()[0] == "[1/1] Reading empty.txt"
    assert done.stderr.splitlines()[-1].startswith("empty.txt is empty.")
    assert "Traceback" not in done.stderr


def test_why_durham_has_not_adopted_single_online_home(
    real_command: Command, real_folder: Path
) -> None:
    question = "Why has Durham not adopted Single Online Home?"
    answer = real_command("ask", question, "--json", "--library", real_folder).json
    assert answer["status"] == "answered"
    first = answer["statements"][0]
    assert first["speaker"] == "force"
    assert first["citations"][0]["file"].startswith("000_")
    assert first["citations"][0]["date"] == "2020-09-01"
    assert "Red Sigma" in first["citations"][0]["quote"]
    assert {each["speaker"] for each in answer["statements"]} <= {"force", "policing_body"}


def test_how_many_drones_dorset_police_operate(real_command: Command, real_folder: Path) -> None:
    question = "How many drones does Dorset Police operate?"
    answer = real_command("ask", question, "--json", "--library", real_folder).json
    assert (answer["status"], answer["reason"]) == ("abstained", "nothing_on_record")
    assert answer["message"].startswith("Nothing in the letters of Dorset answers this.")
    assert {each["body"] for each in answer["evidence"]} == {"Dorset"}
    shown = real_command("ask", question, "--library", real_folder).out
    assert "Nothing in the letters of Dorset answers this." in " ".join(shown.split())
    assert "1. " in shown

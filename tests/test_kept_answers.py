"""What was asked and answered is kept: added at the end, never changed, purged when it is due."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Command
from fakes import ScriptedWriter, WordEmbedder
from reading_fixtures import REPOSITORY, SAMPLES
from test_identity import files_with

import vectorstore.answers
from assistant import wording
from assistant.answer import answer_question
from assistant.as_json import result_json
from assistant.keeping import keep_answer
from assistant.settings import Settings, open_library
from assistant.writers.quotes import QuotesWriter
from vectorstore.answers import KeptAnswer
from vectorstore.errors import LibraryDamaged
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.records import Filters
from webapp.answer_html import turn_message
from webapp.ask_tab import Asking, _answered

ADULTS = "Who pays for appropriate adults in Harrowdale?"
KENT = "What did Kent say about custody?"
ZEROS = "0" * 64


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        yield opened


def kept(library: Library) -> list[KeptAnswer]:
    return [*library.answers.each()]


def questions(library: Library) -> list[str | None]:
    return [each.content["question"] if each.content else None for each in kept(library)]


def keep(library: Library, *asked: str, at: datetime | None = None) -> None:
    for each in asked:
        library.answers.keep({"question": each}, at)


# What is kept


def test_an_answer_is_kept_as_it_was_printed_with_what_it_rests_on(
    command: Command, own_samples_folder: Path
) -> None:
    options = ["--json", "--library", own_samples_folder]
    began = datetime.now(UTC) - timedelta(seconds=1)
    typed = f"  {ADULTS.replace(' ', '  ')}"
    printed = command("ask", typed, "--from", "2020-01-01", *options).json
    assert printed["evidence"]
    assert printed["statements"]
    listed = command("answers", *options).json
    (entry,) = listed["answers"]
    content = entry["content"]
    assert {name: content[name] for name in printed if name != "evidence"} == {
        name: value for name, value in printed.items() if name != "evidence"
    }
    for kept_passage, passage in zip(content["evidence"], printed["evidence"], strict=True):
        assert kept_passage.pop("text_sha256") == sha256(passage["text"])
        assert kept_passage == passage
    assert content["asked"] == typed
    assert content["filters"]["from"] == "2020-01-01"
    assert began < datetime.fromisoformat(entry["kept_at"]) <= datetime.now(UTC)
    settings = content["settings"]
    assert (settings["writer"], settings["embedding_model"]) == ("quotes", "bag-of-words")
    assert set(settings) == {
        "version",
        "embedding_model",
        "embedding_sha256",
        "reranker",
        "writer",
    }
    canonical = json.dumps(settings, sort_keys=True, separators=(",", ":"))
    assert content["settings_sha256"] == sha256(canonical)
    assert listed["last_kept"] == {"number": 1, "sha256": entry["sha256"]}


def test_abstentions_and_every_question_of_a_file_are_kept_and_refusals_are_not(
    command: Command, own_samples_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "questions.txt"
    file.write_text(f"{ADULTS}\n{KENT}\n?!\n", "utf-8")
    assert command("ask", "--questions", file, "--library", own_samples_folder).status == 0
    entries = command("answers", "--json", "--library", own_samples_folder).json["answers"]
    found = [(each["content"]["question"], each["content"]["reason"]) for each in entries]
    assert found == [(KENT, "no_such_body"), (ADULTS, None)]


def test_the_browser_app_keeps_what_it_shows(own_samples_folder: Path) -> None:
    with Library(own_samples_folder, WordEmbedder()) as library:
        for question in (ADULTS, KENT):
            assert "or-problem" not in shown_in_the_app(question, library)
        assert "or-problem" in shown_in_the_app("?!", library)
        assert questions(library) == [KENT, ADULTS]
        content = kept(library)[1].content
        assert content is not None
        printed = result_json(answer_question(ADULTS, library=library))
        assert content["statements"] == printed["statements"]


def shown_in_the_app(question: str, library: Library) -> str:
    """The message that the app shows in the end when a question is sent."""
    asking = Asking(question, Filters(), (), None, decided=True)
    return turn_message(_answered(asking, library, QuotesWriter(library), lambda _: None), 1)


def test_a_follow_up_is_kept_as_it_was_typed_and_as_it_was_read(
    command: Command, own_samples_folder: Path
) -> None:
    asked = ["and in Westmarch?", "--after", ADULTS, "--library", own_samples_folder, "--json"]
    shown = command("ask", *asked).json
    (kept_one,) = command("answers", "--json", "--library", own_samples_folder).json["answers"]
    content = kept_one["content"]
    assert content["question"] == shown["question"] == "and in Westmarch?"
    assert content["read_as"] == shown["read_as"] == "Who pays for appropriate adults in Westmarch?"


def test_a_setting_and_no_key_is_in_what_is_kept(own_samples_folder: Path) -> None:
    settings = Settings(library=own_samples_folder, model_key="hush-hush")  # type: ignore[arg-type]
    with Library(settings.library, WordEmbedder()) as library:
        result = answer_question(ADULTS, library=library)
        keep_answer(result, asked=ADULTS, library=library, writer=ScriptedWriter())
        content = kept(library)[0].content
        assert content is not None
        assert content["settings"]["writer"] == "scripted"  # asked to write
        assert content["writer"] == "quotes"  # wrote
    assert files_with(own_samples_folder, b"hush-hush") == []


def test_an_answer_that_cannot_be_kept_is_shown_and_the_reader_is_told(
    command: Command, own_samples_folder: Path
) -> None:
    with closing(sqlite3.connect(own_samples_folder / "library.sqlite")) as database:
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON answers"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    asked = command("ask", ADULTS, "--json", "--library", own_samples_folder)
    assert (asked.status, asked.json["status"]) == (0, "answered")
    (line,) = asked.err.splitlines()
    assert line.startswith("This answer was not kept for the record. The library database ")
    assert "disk is full" in line
    with Library(own_samples_folder, WordEmbedder()) as library:
        shown = shown_in_the_app(ADULTS, library)
        assert "Dalebridge" in shown
        assert "This answer was not kept for the record." in shown


def test_an_answer_does_not_wait_for_long_until_somebody_else_has_written(
    own_samples_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.answers, "WAIT", 0.1)
    with (
        Library(own_samples_folder, WordEmbedder()) as library,
        closing(sqlite3.connect(own_samples_folder / "library.sqlite")) as other,
    ):
        result = answer_question(ADULTS, library=library)
        writer = QuotesWriter(library)
        other.execute("BEGIN IMMEDIATE")
        said = keep_answer(result, asked=ADULTS, library=library, writer=writer)
        assert said.startswith("This answer was not kept for the record. Another program is ")
        other.rollback()
        assert keep_answer(result, asked=ADULTS, library=library, writer=writer) == ""
        assert questions(library) == [ADULTS]


def test_what_is_remembered_of_the_letters_outlasts_an_answer(own_samples_folder: Path) -> None:
    with Library(own_samples_folder, WordEmbedder()) as library:
        before = library.catalogue()
        keep(library, "Who pays?")
        assert library.catalogue() is before
        library.remove(library.letters()[0].letter_id)
        assert library.catalogue() is not before


# The chain


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_chain_can_be_followed_in_an_export_by_the_rule_in_the_design(
    command: Command, library: Library, tmp_path: Path
) -> None:
    keep(library, "Who pays?", "“Wer” zahlt, Zoë?", "\udce9?")
    file = tmp_path / "answers.jsonl"
    options = ("--library", library.folder)
    exported = command("answers", "--export", file, "--json", *options)
    assert exported.json["written"] == 3
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [each["number"] for each in lines] == [3, 2, 1]
    previous = ZEROS
    for each in reversed(lines):
        assert each["previous"] == previous
        content = json.dumps(each["content"], sort_keys=True, separators=(",", ":"))
        assert each["content_sha256"] == sha256(content)
        entry = [previous, each["kept_at"], "answer", each["content_sha256"]]
        previous = sha256(json.dumps(entry, separators=(",", ":")))
        assert each["sha256"] == previous
    assert exported.json["last_kept"] == {"number": 3, "sha256": previous}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answers SET kept_at = '2020-01-01T00:00:00.000+00:00'",
        "DELETE FROM answers WHERE number = 2",
        "INSERT OR REPLACE INTO answers SELECT number, 'then', kind, previous, content_sha256,"
        " sha256 FROM answers",
        "UPDATE answer_contents SET content = '{}'",
        "DELETE FROM answer_contents WHERE number = 2",
        "INSERT OR REPLACE INTO answer_contents VALUES (2, '{}')",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_kept(
    library: Library, statement: str
) -> None:
    keep(library, "Who pays?", "When?")
    with library._database.transaction() as write, pytest.raises(sqlite3.IntegrityError):
        write(statement)
    assert questions(library) == ["When?", "Who pays?"]
    assert library.verify() == []


@contextmanager
def behind_its_back(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database as somebody has it who does not mean to be held up by triggers."""
    with closing(sqlite3.connect(folder / "library.sqlite")) as database:
        triggers = database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        yield database
        database.commit()


CONTENT = '{"question":"Forged?"}'
FORGED = (
    f"INSERT INTO answers SELECT 3, kept_at, kind, sha256, '{sha256(CONTENT)}', 'SHA'"
    " FROM answers WHERE number = 2"
)


def renumbered(by: int, above: int) -> list[str]:
    """Through negative numbers, as no two may be the same on the way."""
    return [
        statement
        for table in ("answer_letters", "answer_contents", "answers")
        for statement in (
            f"UPDATE {table} SET number = -(number + {by}) WHERE number > {above}",
            f"UPDATE {table} SET number = -number WHERE number < 0",
        )
    ]


@pytest.mark.parametrize(
    ("statements", "faults"),
    [
        (
            ["UPDATE answer_contents SET content = replace(content, 'C', 'c') WHERE number = 3"],
            ["Entry 3 {at} was changed: its words are not those that were kept."],
        ),
        (
            ["UPDATE answers SET kept_at = '2020-01-02T03:04:05.678+00:00' WHERE number = 2"],
            [
                "Entry 2 of the kept answers (2020-01-02 03:04 UTC) was changed: its time or what "
                "it stands on is not as kept."
            ],
        ),
        (
            ["DELETE FROM answers WHERE number = 3"],
            ["Entry 3 of the kept answers was left out."],
        ),
        (
            ["DELETE FROM answers WHERE number IN (2, 3)"],
            ["Entries 2 to 3 of the kept answers were left out."],
        ),
        (
            ["DELETE FROM answers WHERE number > 3"],
            ["Entries 4 to 5 of the kept answers were left out."],
        ),
        (
            [
                "DELETE FROM answers WHERE number = 3",
                "DELETE FROM answer_contents WHERE number = 3",
                *renumbered(-1, 3),
                "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'answers'",
            ],
            [
                "Entry 3 {at} does not stand on entry 2: that one was written anew, or one between "
                "them was left out."
            ],
        ),
        (
            [
                "DELETE FROM answers WHERE number = 1",
                "DELETE FROM answer_contents WHERE number = 1",
                *renumbered(-1, 1),
                "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'answers'",
            ],
            ["Entry 1 {at} is not the first that was kept: what stood before was left out."],
        ),
        (
            [
                *renumbered(1, 2),
                FORGED,
                f"INSERT INTO answer_contents VALUES (3, '{CONTENT}')",
            ],
            ["Entry 3 of the kept answers was put in out of order: entry 4 was kept before."],
        ),
        (
            ["DELETE FROM answer_contents WHERE number = 4"],
            ["Entry 4 {at} was changed: its words are gone, and no entry says that it was purged."],
        ),
        (
            ["UPDATE answers SET kind = 'other' WHERE number = 5"],
            ["Entry 5 {at} was changed: its time or what it stands on is not as kept."],
        ),
    ],
)
def test_verify_says_which_kept_answer_was_changed_left_out_or_put_in(
    command: Command, library: Library, statements: list[str], faults: list[str]
) -> None:
    moment = datetime(2026, 5, 3, 10, 12, tzinfo=UTC)
    keep(library, "A?", "B?", "C?", "D?", "E?", at=moment)
    assert library.verify() == []
    with behind_its_back(library.folder) as database:
        for statement in statements:
            database.execute(statement)
        # A forger gives an entry of his own a hash that is right.
        for row in database.execute("SELECT * FROM answers WHERE sha256 = 'SHA'").fetchall():
            entry = json.dumps([row[3], row[1], row[2], row[4]], separators=(",", ":"))
            database.execute("UPDATE answers SET sha256 = ? WHERE number = 3", (sha256(entry),))
    at = "of the kept answers (2026-05-03 10:12 UTC)"
    assert library.verify() == [each.format(at=at) for each in faults]
    verified = command("verify", "--library", library.folder)
    assert verified.status == 1
    assert faults[0].format(at=at)[:60] in verified.out


def test_a_chain_that_was_made_anew_is_found_by_a_hash_that_was_noted(
    command: Command, library: Library
) -> None:
    keep(library, "A?", "B?")
    options = ("--library", library.folder)
    said = " ".join(command("answers", *options).out.split())
    noted = command("verify", "--json", *options).json["last_kept"]["sha256"]
    assert f"The last entry of the kept answers is number 2, of the hash {noted}." in said
    assert noted in "".join(command("verify", *options).out.split())
    keep(library, "C?")
    assert command("verify", "--noted", noted, *options).status == 0
    with behind_its_back(library.folder) as database:
        for table in ("answer_contents", "answers", "sqlite_sequence"):
            database.execute(f"DELETE FROM {table}")
    keep(library, "A?", "Something else?", "C?")
    assert library.verify() == []
    verified = command("verify", "--noted", noted, "--json", *options)
    assert verified.json["faults"] == [
        f"No entry of the kept answers has the hash {noted}. If it was noted here, that entry was "
        "changed or left out."
    ]


KEEP = """
import sys
from pathlib import Path
from vectorstore.answers import Answers
from vectorstore.database import Database
answers = Answers(Database(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    answers.keep({"question": f"{sys.argv[2]}, {number}?"})
"""


def test_several_processes_keep_their_answers_in_one_chain(library: Library) -> None:
    keep(library, "First?")
    here = Path(__file__).parent
    path = {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(here)])}
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", KEEP, library._database.path, name],
                    env={**os.environ, **path},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for name in "ABC"
        ]
        for each in running:
            assert each.stdout
            assert each.stdout.readline() == b"ready\n"
        for each in running:
            assert each.stdin
            each.stdin.write(b"go\n")
            each.stdin.flush()
        assert [each.wait() for each in running] == [0, 0, 0]
    asked = questions(library)
    assert len(asked) == 121
    for name in "ABC":
        own = [each for each in asked if each and each.startswith(name)]
        assert own == [f"{name}, {number}?" for number in reversed(range(40))]
    assert [each.number for each in kept(library)] == [*range(121, 0, -1)]
    assert library.verify() == []


# What goes


def test_a_letter_takes_the_words_of_its_answers_with_it_and_the_chain_still_holds(
    command: Command, own_samples_folder: Path
) -> None:
    options = ["--json", "--library", own_samples_folder]
    for question in (ADULTS, KENT, "What does Westmarch say of dogs?"):
        command("ask", question, *options)
    before = command("answers", *options).json["answers"]
    letter_id = before[2]["content"]["evidence"][-1]["letter_id"]  # maybe not cited
    assert command("remove", letter_id, *options).status == 0
    after = command("answers", *options).json
    resting = [letter_id in json.dumps(each["content"]) for each in before]
    assert resting[2]
    assert not resting[0]
    for then, now, rested in zip(before, after["answers"], resting, strict=True):
        assert now["content"] == (None if rested else then["content"])
        same = ("number", "kept_at", "previous", "content_sha256", "sha256")
        assert [now[name] for name in same] == [then[name] for name in same]
        assert (now["purged"] or {}).get("why") == ("letter_removed" if rested else None)
    assert after["last_kept"]["number"] == 4  # the purge
    verified = command("verify", *options)
    assert verified.json["faults"] == []
    assert files_with(own_samples_folder, ADULTS.lower().encode()) == []
    listed = command("answers", "--library", own_samples_folder).out
    assert "a letter that it rested on was removed from the library" in " ".join(listed.split())
    assert command("ask", KENT, *options).status == 0
    assert command("verify", *options).json["faults"] == []


def test_an_entry_cannot_be_made_to_look_purged(library: Library) -> None:
    keep(library, "A?", "B?")
    with behind_its_back(library.folder) as database:
        database.execute("DELETE FROM answer_contents WHERE number = 1")
        database.execute("INSERT INTO answer_purges VALUES (1, 2)")
    (fault,) = library.verify()
    assert "its words are gone, and no entry says that it was purged" in fault


def test_words_that_were_purged_cannot_come_back(library: Library) -> None:
    keep(library, "A?", at=days_ago(40))
    (row,) = library._database.rows("SELECT content FROM answer_contents")
    library.answers.days = 30
    library.answers.purge_old()
    assert library.verify() == []
    with behind_its_back(library.folder) as database:
        database.execute("INSERT INTO answer_contents VALUES (1, ?)", (row["content"],))
    assert library.verify() == [
        "Entry 1 of the kept answers was changed: it was purged, and has words."
    ]


def days_ago(days: int) -> datetime:
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days)


def test_an_answer_goes_when_it_has_been_kept_for_the_days_of_the_setting(
    library: Library, tmp_path: Path
) -> None:
    for days in (32, 31, 30, 1):
        keep(library, f"{days} days ago, zyxquorum?", at=days_ago(days))
    folder = library.folder
    library.close()
    with Library(folder, WordEmbedder(), keep_answers=30) as opened:
        assert questions(opened) == [
            "1 days ago, zyxquorum?",
            "30 days ago, zyxquorum?",
            None,
            None,
        ]
        assert [each.purged.why for each in kept(opened) if each.purged] == ["retention"] * 2
        assert files_with(folder, b"31 days ago") == []
        keep(opened, "Now?")
        assert len(questions(opened)) == 5
        assert opened.verify() == []
        last = opened.answers.last()
    with Library(folder, WordEmbedder(), keep_answers=30) as opened:
        assert opened.answers.last() == last  # nothing was due, nothing was noted


def test_a_running_app_purges_what_has_come_due(
    library: Library,
) -> None:
    keep(library, "Long ago?", at=days_ago(40))
    library.answers.days = 30
    library.answers.keep({"question": "Now?"})
    assert questions(library) == ["Now?", None]


def test_none_is_kept_where_the_setting_says_so(
    command: Command, own_samples_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--json", "--library", own_samples_folder]
    command("ask", KENT, *options)
    monkeypatch.setenv("ONRECORD_KEEP_ANSWERS", "0")
    asked = command("ask", ADULTS, *options)
    assert (asked.json["status"], asked.err) == ("answered", "")
    (entry,) = command("answers", *options).json["answers"]
    assert (entry["content"], entry["purged"]["why"]) == (None, "retention")
    assert command("verify", *options).json["faults"] == []
    monkeypatch.setenv("ONRECORD_KEEP_ANSWERS", "-1")
    refused = command("answers", *options)
    assert refused.status == 1
    assert "ONRECORD_KEEP_ANSWERS" in refused.err


def test_the_setting_reaches_the_library_and_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.settings.make_embedder", WordEmbedder)
    said = []
    for days in (None, 30, 0):
        settings = Settings(library=tmp_path / "library", keep_answers=days)
        with open_library(settings) as library:
            assert library.answers.days == days
            said.append(wording.kept_for(library.answers.days))
    assert said == [
        "Questions and answers are kept in the library.",
        "Questions and answers are kept in the library for 30 days.",
        "Questions and answers are not kept.",
    ]


# What is listed


def test_answers_are_listed_by_day_and_by_words_the_latest_first(
    command: Command, library: Library
) -> None:
    for day, question in ((1, "Who pays?"), (2, "What of Zoë  Ash?"), (3, "Who “pays” now?")):
        keep(library, question, at=datetime(2026, 5, day, 23, 59, 59, 999000, tzinfo=UTC))
    quoted = {"text": "They pay.", "framing": "F", "speaker": "force", "citations": []}
    library.answers.keep({"question": "Else?", "statements": [quoted]})
    options = ("--json", "--library", library.folder)

    def listed(*arguments: object) -> list[int]:
        found = command("answers", *arguments, *options).json["answers"]
        return [each["number"] for each in found]

    assert listed() == [4, 3, 2, 1]
    assert listed("--from", "2026-05-02") == [4, 3, 2]
    assert listed("--from", "2026-05-02", "--to", "2026-05-02") == [2]
    assert listed("--to", "2026-05-02") == [2, 1]
    assert listed("--containing", "zoë ash") == [2]
    assert listed("--containing", "PAY") == [4, 3, 1]
    assert listed("--containing", "force") == []  # who spoke is not among the words
    assert listed("--containing", "herons") == []


def test_many_answers_are_all_listed_and_verified(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.answers, "AT_ONCE", 3)
    keep(library, *map(str, range(8)))
    assert questions(library) == [str(each) for each in reversed(range(8))]
    assert library.verify() == []


def test_answers_are_listed_in_words_and_an_empty_list_says_so(
    command: Command, own_samples_folder: Path
) -> None:
    options = ("--library", own_samples_folder)
    assert "No answer has been kept yet." in command("answers", *options).out
    command("ask", ADULTS, *options)
    command("ask", KENT, *options)
    listed = " ".join(command("answers", *options).out.split())
    assert listed.index(KENT) < listed.index(ADULTS)
    assert "The library has no letter from Kent." in listed
    assert "harrowdale-2022-custody.md" in listed
    assert "(writer: quotes)" in listed
    assert ": “On recommendation 1, I accept that the wait" in listed


def test_a_table_for_a_spreadsheet_has_a_row_for_each_answer_and_no_formula(
    command: Command, own_samples_folder: Path, tmp_path: Path
) -> None:
    options = ("--library", own_samples_folder)
    command("ask", ADULTS, *options)
    with Library(own_samples_folder, WordEmbedder()) as library:
        keep(library, '=HYPERLINK("http://example.org")')
    file = tmp_path / "answers.csv"
    exported = command("answers", "--export", file, *options)
    assert f"Written: {file}, with 2 kept answers." in " ".join(exported.out.split())
    with file.open(encoding="utf-8-sig", newline="") as table:
        forged, answered = csv.DictReader(table)
    assert forged["question"] == '\'=HYPERLINK("http://example.org")'
    assert answered["question"] == ADULTS
    assert answered["status"] == "answered"
    assert "Dalebridge" in answered["answer"]
    assert "harrowdale-2022-custody.md, page 1: “" in answered["sources"]
    assert [each.name for each in tmp_path.iterdir() if "partial" in each.name] == []


def test_an_export_to_a_file_of_another_kind_is_wrong_usage(
    command: Command, own_samples_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "answers.xlsx"
    refused = command("answers", "--export", file, "--library", own_samples_folder)
    assert refused.status == 2
    assert not file.exists()


def test_a_kept_answer_that_cannot_be_read_leads_to_verify(library: Library) -> None:
    keep(library, "A?")
    with behind_its_back(library.folder) as database:
        database.execute("UPDATE answer_contents SET content = 'A!'")
    with pytest.raises(LibraryDamaged, match=r"was changed\. .* onrecord verify"):
        kept(library)
    assert len(library.verify()) == 1


def test_a_backup_has_the_kept_answers(library: Library, tmp_path: Path) -> None:
    take_in([SAMPLES / "harrowdale-2022-custody.md"], library)
    keep(library, "A?", "B?")
    library.backup(tmp_path / "backup.zip")
    zipfile.ZipFile(tmp_path / "backup.zip").extractall(tmp_path / "restored")
    with Library(tmp_path / "restored", WordEmbedder()) as restored:
        assert questions(restored) == ["B?", "A?"]
        assert restored.verify() == []

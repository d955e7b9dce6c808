"""Work in progress is kept: every version of a draft, who saved it, and what was approved."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from fakes import WordEmbedder
from reading_fixtures import SAMPLES
from test_crash_safety import environment, python
from test_identity import files_with
from test_kept_answers import behind_its_back

from vectorstore.draft_rows import DraftRecord, EventKind
from vectorstore.drafts import Drafts
from vectorstore.errors import (
    DraftChanged,
    DraftLocked,
    DraftNotApproved,
    LibraryDamaged,
    UnknownDraft,
)
from vectorstore.intake import take_in
from vectorstore.library import Library

PUBLISHED = date(2026, 5, 1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        yield opened


@pytest.fixture
def drafts(library: Library) -> Drafts:
    return library.drafts


def saying(text: str) -> dict[str, Any]:
    return {"items": [{"key": "1", "paragraphs": [{"paragraph_id": "p", "text": text}]}]}


def begun(drafts: Drafts, text: str = "We accept this.", by: str = "Ada Quill") -> DraftRecord:
    return drafts.create(
        saying(text), body="Harrowdale", title="Counting the cost", published=PUBLISHED, by=by
    )


def saved(drafts: Drafts, draft_id: str, *texts: str, by: str = "Ben Rook") -> int:
    """Save one text after the other; return the number of the last version."""
    version = drafts.record(draft_id).version
    for text in texts:
        version = drafts.save(
            draft_id, saying(text), by=by, what=f"now: {text}", expected_version=version
        )
    return version


# Versions


def test_a_draft_is_kept_with_all_its_versions_who_saved_them_and_what_was_changed(
    library: Library,
) -> None:
    draft_id = begun(library.drafts).draft_id
    assert saved(library.drafts, draft_id, "We accept this in part.", "We reject it.") == 3
    folder = library.folder
    library.close()
    with Library(folder, WordEmbedder()) as again:
        kept = again.drafts.get(draft_id)
        assert kept.content == saying("We reject it.")
        assert (kept.version.version, kept.version.by) == (3, "Ben Rook")
        assert (kept.record.body, kept.record.title) == ("Harrowdale", "Counting the cost")
        assert (kept.record.published, kept.record.approval) == (PUBLISHED, None)
        assert again.drafts.get(draft_id, 1).content == saying("We accept this.")
        told = [(each.version, each.by, each.what) for each in again.drafts.versions(draft_id)]
        assert told == [
            (1, "Ada Quill", "created"),
            (2, "Ben Rook", "now: We accept this in part."),
            (3, "Ben Rook", "now: We reject it."),
        ]
        assert again.verify() == []


def test_what_is_saved_unchanged_makes_no_version(drafts: Drafts) -> None:
    draft_id = begun(drafts).draft_id
    assert saved(drafts, draft_id, "We accept this.") == 1
    assert len(drafts.versions(draft_id)) == 1


def test_what_somebody_saved_meanwhile_is_not_written_over(drafts: Drafts) -> None:
    draft_id = begun(drafts).draft_id
    saved(drafts, draft_id, "Ben's words.")
    with pytest.raises(DraftChanged) as refusal:
        drafts.save(draft_id, saying("Mine."), by="Ada", what="item 1", expected_version=1)
    assert str(refusal.value) == (
        f"Ben Rook saved version 2 of draft {draft_id} (now: Ben's words.) after version 1. "
        "Look at it, then retry."
    )
    assert drafts.get(draft_id).content == saying("Ben's words.")
    assert drafts.save(draft_id, saying("Mine."), by="Ada", what="item 1", expected_version=2) == 3


def test_drafts_are_listed_the_latest_changed_first(drafts: Drafts) -> None:
    first, second, third = (begun(drafts, text).draft_id for text in ("A.", "B.", "C."))
    assert [each.draft_id for each in drafts.each()] == [third, second, first]
    saved(drafts, first, "D.", by="Cy Vane")
    drafts.approve(second, by="Di Lark", version=1)
    listed = drafts.each()
    assert [each.draft_id for each in listed] == [second, first, third]
    assert [each.changed_by for each in listed] == ["Di Lark", "Cy Vane", "Ada Quill"]


def test_a_draft_is_found_by_as_much_of_its_id_as_no_other_has(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter(["7f3a9c", "7f3a9c", "7f0000"])
    monkeypatch.setattr("vectorstore.drafts.token_hex", lambda _: next(ids))
    assert begun(drafts).draft_id == "d-7f3a9c"
    assert drafts.get("d-7").record.draft_id == "d-7f3a9c"
    assert begun(drafts).draft_id == "d-7f0000"  # the id that is taken is passed over
    assert drafts.get("d-7f3").record.draft_id == "d-7f3a9c"
    with pytest.raises(UnknownDraft, match=r"of 2 drafts begin with d-7f \(d-7f0000, d-7f3a9c\)"):
        drafts.get("d-7f")
    for unknown in ("d-8", "", "%", "d-7f3a9c0"):
        with pytest.raises(UnknownDraft, match=r"no draft .* See the list: onrecord drafts$"):
            drafts.delete(unknown)
    with pytest.raises(UnknownDraft, match="Draft d-7f3a9c has no version 0"):
        drafts.get("d-7f3", 0)


# Approval


def test_an_approved_draft_is_locked_until_it_is_reopened(drafts: Drafts) -> None:
    draft_id = begun(drafts).draft_id
    saved(drafts, draft_id, "Final.")
    sha256 = drafts.approve(draft_id, by="Cy Vane", version=2)
    approval = drafts.record(draft_id).approval
    assert approval
    assert (approval.version, approval.by, approval.sha256) == (2, "Cy Vane", sha256)
    assert drafts.versions(draft_id)[-1].sha256 == sha256
    with pytest.raises(DraftLocked, match=r"was approved by Cy Vane on .* Reopen it, then retry"):
        saved(drafts, draft_id, "Later.")
    with pytest.raises(DraftLocked):
        drafts.approve(draft_id, by="Ada Quill", version=2)
    drafts.reopen(draft_id, by="Di Lark", why="a figure is wrong")
    assert drafts.record(draft_id).approval is None
    assert saved(drafts, draft_id, "Later.") == 3
    assert drafts.approve(draft_id, by="Cy Vane", version=3) != sha256
    assert [
        (each.kind, each.by, each.version, each.note) for each in drafts.events(draft_id)[:2]
    ] == [
        (EventKind.APPROVED, "Cy Vane", 2, sha256),
        (EventKind.REOPENED, "Di Lark", 2, "a figure is wrong"),
    ]


def test_only_the_version_that_was_read_is_approved(drafts: Drafts) -> None:
    draft_id = begun(drafts).draft_id
    saved(drafts, draft_id, "Unread.")
    with pytest.raises(DraftChanged, match="saved version 2"):
        drafts.approve(draft_id, by="Cy Vane", version=1)
    assert drafts.record(draft_id).approval is None


def test_only_an_approved_draft_is_reopened_or_published(drafts: Drafts) -> None:
    draft_id = begun(drafts).draft_id
    with pytest.raises(DraftNotApproved, match="is not approved"):
        drafts.published(draft_id, "0123456789abcdef", by="Ada")
    with pytest.raises(DraftNotApproved):
        drafts.reopen(draft_id, by="Ada", why="?")
    drafts.approve(draft_id, by="Ada", version=1)
    for _ in range(2):  # once is enough
        drafts.published(draft_id, "0123456789abcdef", by="Ada")
    assert drafts.record(draft_id).letter_id == "0123456789abcdef"
    assert [each.kind for each in drafts.events(draft_id)] == ["approved", "published"]


def test_the_same_words_saved_by_others_have_another_hash(drafts: Drafts) -> None:
    one, other = begun(drafts).draft_id, begun(drafts).draft_id
    hashes = {drafts.versions(each)[0].sha256 for each in (one, other)}
    assert len(hashes) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE drafts SET title = 'Another'",
        "INSERT OR REPLACE INTO drafts SELECT draft_id, body, 'Another', published, created_at"
        " FROM drafts",
        "UPDATE draft_versions SET by = 'Somebody'",
        "DELETE FROM draft_versions WHERE version = 2",
        "INSERT OR REPLACE INTO draft_versions SELECT draft_id, version, at, 'Somebody', what,"
        " content, sha256 FROM draft_versions",
        "UPDATE draft_events SET by = 'Somebody'",
        "DELETE FROM draft_events",
        "INSERT OR REPLACE INTO draft_events SELECT draft_id, number, kind, at, 'Somebody',"
        " version, note FROM draft_events",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_kept(
    library: Library, statement: str
) -> None:
    draft_id = begun(library.drafts).draft_id
    saved(library.drafts, draft_id, "Final.")
    library.drafts.approve(draft_id, by="Cy Vane", version=2)
    library.drafts.reopen(draft_id, by="Di Lark", why="a figure is wrong")
    before = library.drafts.get(draft_id), library.drafts.events(draft_id)
    with library._database.transaction() as write, pytest.raises(sqlite3.IntegrityError):
        write(statement)
    assert (library.drafts.get(draft_id), library.drafts.events(draft_id)) == before
    assert library.verify() == []


def test_the_database_itself_refuses_another_version_of_what_is_approved(library: Library) -> None:
    draft_id = begun(library.drafts).draft_id
    library.drafts.approve(draft_id, by="Cy Vane", version=1)
    another = (
        "INSERT INTO draft_versions SELECT draft_id, version + 1, at, by, what, content, sha256"
        " FROM draft_versions"
    )
    with library._database.transaction() as write, pytest.raises(sqlite3.IntegrityError):
        write(another)
    assert len(library.drafts.versions(draft_id)) == 1


# Verified


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        (
            "UPDATE draft_versions SET content = replace(content, 'B', 'b') WHERE version = 2",
            ["Version 2 of {draft} ({at} UTC) was changed, or what stands before it."],
        ),
        (
            "UPDATE draft_versions SET by = 'Somebody' WHERE version = 1",
            ["Version 1 of {draft} ({at} UTC) was changed, or what stands before it."],
        ),
        (
            "UPDATE drafts SET title = 'Another'",
            ["Version 1 of {draft} ({at} UTC) was changed, or what stands before it."],
        ),
        (
            "DELETE FROM draft_versions WHERE version = 2",
            ["Version 2 of {draft} was left out."],
        ),
        (
            "DELETE FROM draft_versions WHERE version = 3",
            [
                "Version 3 of {draft} is not what was approved: it has not the hash that was "
                "noted then."
            ],
        ),
        (
            "UPDATE draft_events SET note = 'another'",
            [
                "Version 3 of {draft} is not what was approved: it has not the hash that was "
                "noted then."
            ],
        ),
        ("DELETE FROM draft_versions", ["Version 1 of {draft} was left out."]),
    ],
)
def test_verify_says_which_version_was_changed_or_left_out(
    command: Command, library: Library, statement: str, faults: list[str]
) -> None:
    record = begun(library.drafts, "A.")
    saved(library.drafts, record.draft_id, "B.", "C.")
    library.drafts.approve(record.draft_id, by="Cy Vane", version=3)
    versions = library.drafts.versions(record.draft_id)
    begun(library.drafts, "Another draft.")
    assert library.verify() == []
    with behind_its_back(library.folder) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(
            f"{statement}{' AND' if 'WHERE' in statement else ' WHERE'}"
            f" draft_id = '{record.draft_id}'"
        )
    number = 1 if "version = 1" in statement or "title" in statement else 2
    at = versions[number - 1].at.strftime("%Y-%m-%d %H:%M")
    found = library.verify()
    expected = [each.format(draft=f"draft {record.draft_id}", at=at) for each in faults]
    assert found[: len(expected)] == expected
    assert command("verify", "--library", library.folder).status == 1


def test_a_draft_that_cannot_be_read_leads_to_verify(library: Library) -> None:
    draft_id = begun(library.drafts).draft_id
    with behind_its_back(library.folder) as database:
        database.execute("UPDATE draft_versions SET content = 'A!'")
    with pytest.raises(LibraryDamaged, match="onrecord verify"):
        library.drafts.get(draft_id)
    with behind_its_back(library.folder) as database:
        database.execute("DELETE FROM draft_versions")
    with pytest.raises(LibraryDamaged, match="onrecord verify"):
        library.drafts.each()


# Several at once, and interruptions

SAVE = """
import sys
from pathlib import Path
from vectorstore.database import Database
from vectorstore.drafts import Drafts
from vectorstore.errors import DraftChanged
drafts = Drafts(Database(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    while True:
        kept = drafts.get(sys.argv[2])
        said = {"said": [*kept.content["said"], f"{sys.argv[3]}{number}"]}
        version = kept.version.version
        try:
            drafts.save(sys.argv[2], said, by="A", what="more", expected_version=version)
        except DraftChanged:
            continue
        break
"""


def nothing_said(drafts: Drafts) -> str:
    record = drafts.create({"said": []}, body="B", title="T", published=None, by="Ada")
    return record.draft_id


def test_of_what_several_processes_save_in_one_draft_nothing_is_lost(library: Library) -> None:
    draft_id = nothing_said(library.drafts)
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    python(SAVE, library._database.path, draft_id, name),
                    env=environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for name in "AB"
        ]
        for each in running:
            assert each.stdout
            assert each.stdout.readline() == b"ready\n"
        for each in running:
            assert each.stdin
            each.stdin.write(b"go\n")
            each.stdin.flush()
        assert [each.wait() for each in running] == [0, 0]
    said = library.drafts.get(draft_id).content["said"]
    assert len(said) == 40
    for name in "AB":
        assert [each for each in said if each[0] == name] == [f"{name}{n}" for n in range(20)]
    assert library.drafts.record(draft_id).version == 41
    assert library.verify() == []


def test_of_threads_that_save_one_version_at_once_one_is_kept(drafts: Drafts) -> None:
    draft_id = begun(drafts).draft_id

    def save(text: str) -> bool:
        try:
            drafts.save(draft_id, saying(text), by=text, what="all", expected_version=1)
        except DraftChanged:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(save, "ABCDEFGH"))
    assert kept.count(True) == 1
    assert drafts.get(draft_id).content == saying("ABCDEFGH"[kept.index(True)])
    assert len(drafts.versions(draft_id)) == 2


def test_a_process_that_is_killed_loses_nothing_that_was_saved(library: Library) -> None:
    draft_id = nothing_said(library.drafts)
    killed = """
import os, signal
import vectorstore.drafts
writing = vectorstore.drafts.Drafts._add
def add(self, write, *values):
    writing(self, write, *values)
    if values[1] == 6:
        os.kill(os.getpid(), signal.SIGKILL)
vectorstore.drafts.Drafts._add = add
"""
    done = subprocess.run(
        python(killed + SAVE, library._database.path, draft_id, "A"),
        env=environment(),
        input=b"go\n",
        stdout=subprocess.DEVNULL,
    )
    assert done.returncode == -signal.SIGKILL
    assert library.drafts.get(draft_id).content == {"said": ["A0", "A1", "A2", "A3"]}
    assert library.verify() == []
    assert library.drafts.save(draft_id, {}, by="B", what="all", expected_version=5) == 6


# What goes, and what stays


def test_a_draft_that_is_deleted_can_no_longer_be_read_from_the_file(library: Library) -> None:
    draft_id = begun(library.drafts, f"Quokka {'of no account ' * 1000}").draft_id
    saved(library.drafts, draft_id, "Wombat.", "Nothing.")
    library.drafts.approve(draft_id, by="Cy Vane", version=3)
    other = begun(library.drafts, "Numbat.").draft_id
    assert files_with(library.folder, b"quokka") != []
    library.drafts.delete(draft_id)
    assert [each.draft_id for each in library.drafts.each()] == [other]
    for word in (b"quokka", b"wombat", draft_id.encode()):
        assert files_with(library.folder, word) == []
    with pytest.raises(UnknownDraft):
        library.drafts.versions(draft_id)
    assert library.verify() == []


def citing(letter_id: str) -> dict[str, Any]:
    paragraph = {"paragraph_id": "p", "text": "T", "citations": [{"letter_id": letter_id}]}
    return {"items": [{"key": "1", "paragraphs": [paragraph]}]}


def test_a_removal_names_the_drafts_that_quote_the_letter_and_leaves_them(
    command: Command, own_samples_folder: Path
) -> None:
    options = ("--library", own_samples_folder)
    with Library(own_samples_folder, WordEmbedder()) as library:
        first, second, third = (each.letter_id for each in library.letters()[:3])
        drafts = library.drafts
        once = begun(drafts).draft_id  # quoted it in an earlier version
        drafts.save(once, citing(first), by="A", what="1", expected_version=1)
        drafts.save(once, citing(second), by="A", what="1", expected_version=2)
        became = begun(drafts).draft_id
        drafts.approve(became, by="A", version=1)
        drafts.published(became, first, by="A")
        begun(drafts, f'"letter_id":"{first}"')  # as words, which is no citation
        before = drafts.each()
    removed = command("remove", first, "--json", *options).json
    assert removed["drafts"] == sorted([once, became])
    said = " ".join(command("remove", second, *options).out.split())
    assert said.endswith(
        f"passages. Draft {once} keeps what it has of it. Delete the draft if that is to go too."
    )
    assert command("remove", third, *options).out.rstrip().endswith("passages.")
    with Library(own_samples_folder, WordEmbedder()) as library:
        assert library.drafts.each() == before
        assert library.drafts.get(once, 2).content == citing(first)
        assert library.verify() == []


def test_drafts_are_carried_over_to_a_later_version_as_they_are(
    command: Command, library: Library
) -> None:
    first, second = begun(library.drafts).draft_id, begun(library.drafts, "B.").draft_id
    saved(library.drafts, first, "C.", "D.")
    library.drafts.approve(first, by="Cy Vane", version=3)
    library.drafts.reopen(first, by="Cy Vane", why="a figure is wrong")
    library.drafts.approve(first, by="Cy Vane", version=3)
    before = library.drafts.each()
    kept = [library.drafts.get(first, number) for number in (1, 2, 3)]
    events = library.drafts.events(first)
    library.close()
    with closing(sqlite3.connect(library.folder / "library.sqlite")) as database:
        database.execute("PRAGMA user_version = 99")
    assert command("rebuild", "--library", library.folder).status == 0
    with Library(library.folder, WordEmbedder()) as again:
        assert again.drafts.each() == before
        assert [again.drafts.get(first, number) for number in (1, 2, 3)] == kept
        assert again.drafts.events(first) == events
        assert again.verify() == []
        with pytest.raises(DraftLocked):
            saved(again.drafts, first, "E.")
        assert saved(again.drafts, second, "E.") == 2


def test_a_library_of_version_4_had_no_drafts_and_gets_room_for_them(
    command: Command, library: Library
) -> None:
    take_in([SAMPLES / "harrowdale-2022-custody.md"], library)
    library.close()
    with closing(sqlite3.connect(library.folder / "library.sqlite")) as database:
        for table in ("draft_events", "draft_versions", "drafts"):
            database.execute(f"DROP TABLE {table}")  # and its triggers
        database.execute("PRAGMA user_version = 4")
    assert command("letters", "--library", library.folder).status == 1
    assert command("rebuild", "--library", library.folder).status == 0
    with Library(library.folder, WordEmbedder()) as again:
        assert len(again.letters()) == 1
        assert again.drafts.each() == []
        assert saved(again.drafts, begun(again.drafts).draft_id, "B.") == 2
        assert again.verify() == []


def test_a_backup_has_the_drafts(library: Library, tmp_path: Path) -> None:
    record = begun(library.drafts)
    library.backup(tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        archive.extractall(tmp_path / "restored")
    with Library(tmp_path / "restored", WordEmbedder()) as restored:
        assert restored.drafts.each() == [record]

"""What the documents say is so: commands run, names exist, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, Ran
from reading_fixtures import REPOSITORY

from assistant.consistency.checking import FindingKind
from assistant.consistency.model import Agreement, Difference
from assistant.drafting.choices import Choice
from assistant.drafting.completeness import Lack
from assistant.drafting.duty import Duty
from assistant.drafting.model import ItemStatus, Origin, Part, Standing, State, WarningKind
from assistant.results import AbstentionReason
from assistant.settings import Settings
from ingest.model import ItemKind, LetterKind, Speaker

README = (REPOSITORY / "README.md").read_text("utf-8")
DESIGN = (REPOSITORY / "docs" / "design.md").read_text("utf-8")
DEPENDENCIES = (REPOSITORY / "docs" / "dependencies.md").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
TEST_SETTINGS = {"ONRECORD_REAL_LETTERS", "ONRECORD_REQUIRE_BROWSER"}  # not the product's own
SKIPPED_FOLDERS = {
    "layouts",
    "fronts",
    "reports",
    ".venv",
    ".git",
    "node_modules",
    ".pytest_cache",
    "screenshots",
}
JUDGEMENT = (
    '{"id": "1", "question": "How long do victims in Harrowdale wait for a 101 call?",'
    ' "words": ["3 minutes 52 seconds"], "file": "harrowdale-2020-first-contact.pdf",'
    ' "unanswerable": false, "class": "fact"}\n'
)


def shell_commands(markdown: str, language: str = "sh") -> list[str]:
    """The lines of the document's code blocks in that language."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", markdown, re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def onrecord_commands() -> list[list[str]]:
    """The README's commands of our own, as lists of arguments, in its order."""
    split = [shlex.split(line) for line in shell_commands(README)]
    return [words[1:] for words in split if words[0] == "onrecord"]


def documents() -> list[Path]:
    return [
        path
        for path in sorted(REPOSITORY.rglob("*.md"))
        if not SKIPPED_FOLDERS & set(path.relative_to(REPOSITORY).parts)
        and not any(part.endswith(".egg-info") for part in path.parts)
    ]


def direct_dependencies() -> set[str]:
    project = PROJECT["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    named = (re.match(r"[\w.-]+", each) for group in groups for each in group)
    return {found.group() for found in named if found}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples in it, as a reader of the README has, and an empty library."""
    shutil.copytree(REPOSITORY / "samples" / "letters", tmp_path / "samples" / "letters")
    shutil.copytree(REPOSITORY / "samples" / "reports", tmp_path / "samples" / "reports")
    (tmp_path / "judgements.jsonl").write_text(JUDGEMENT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def runs(desk: Path, real_command: Command, monkeypatch: pytest.MonkeyPatch) -> list[Ran]:
    """Every command of the README, run in its order, with real ids for LETTER_ID and DRAFT_ID."""
    monkeypatch.setenv("ONRECORD_LIBRARY", str(desk / "library"))

    def put(word: str) -> str:
        if word == "DRAFT_ID":
            return str(real_command("drafts", "--json").json[0]["draft_id"])
        if word != "LETTER_ID":
            return word
        return str(real_command("letters", "--json").json[0]["letter_id"])

    return [real_command(*(put(word) for word in words)) for words in onrecord_commands()]


def test_the_commands_of_the_readme_do_what_it_says(runs: list[Ran], desk: Path) -> None:
    commands = onrecord_commands()
    assert len(commands) >= 12
    for words, ran in zip(commands, runs, strict=True):
        assert ran.status == 0, (words, ran.err)
    platform, facial, follow_up, signed, answered, promised = (
        " ".join(ran.out.split())
        for words, ran in zip(commands, runs, strict=True)
        if words[0] == "ask"
    )
    assert "adopted the platform on 5 June 2023" in platform
    assert "superseded by a later letter" in platform
    assert facial.count("Nothing in the letters of Westmarch answers this") == 1
    assert follow_up.startswith("Read as: What has Harrowdale said about online reporting in 2020?")
    assert "Signed by Owen Brackenridge" in signed
    assert "A duty of care" in answered
    assert "Whether it was done" in promised
    for written in (
        "reply-INCOMPLETE.docx",
        "reply-internal.docx",
        "reply-invitation.docx",
        "library.zip",
    ):
        assert (desk / written).stat().st_size > 0
    assert len(list((desk / "library" / "originals").iterdir())) == 7  # one was removed


def test_every_command_is_shown_in_the_readme_and_described_in_the_design() -> None:
    from cli.commands import app
    from cli.drafting import drafts

    ours = {str(each.callback.__name__) for each in app.registered_commands if each.callback}
    assert len(ours) == 15
    shown = {words[0] for words in onrecord_commands()} | set(re.findall(r"onrecord (\w+)", README))
    assert ours <= shown
    described = set(re.findall(r"^\| `(\w+)", DESIGN, re.M))
    assert ours - {"ui"} <= described
    of_drafts = {
        str(each.name or getattr(each.callback, "__name__", ""))
        for each in drafts.registered_commands
    }
    assert len(of_drafts) == 16
    (row,) = re.findall(r"^\| `drafts edit`.*$", DESIGN, re.M)
    named = set(re.findall(r"`(?:drafts )?([\w-]+)`", row))
    assert of_drafts <= named | set(re.findall(r"^\| `drafts ([\w-]+)", DESIGN, re.M))


def keys(document: Any) -> Iterator[str]:
    if isinstance(document, list):
        for each in document:
            yield from keys(each)
    elif isinstance(document, dict):
        for name, value in document.items():
            yield name
            yield from () if name == "measures" else keys(value)


def test_every_field_that_is_printed_is_in_the_design(
    own_samples_folder: Path, desk: Path, command: Command
) -> None:
    library = ("--library", own_samples_folder, "--json")
    letter_id = command("letters", *library).json[0]["letter_id"]
    report = desk / "samples" / "reports" / "trust-at-first-contact-2024.pdf"
    printed = [
        command("letters", *library),
        command("show", letter_id, *library),
        command("items", report, "--json"),
        command("search", "custody", *library),
        command("ask", "Has Harrowdale joined the online reporting platform?", *library),
        command("ask", "What about custody?", "--from", "2020-01-01", *library),
        command("answers", *library),
        command("answers", "--export", desk / "answers.jsonl", *library),
        command("draft", report, "--body", "Harrowdale", *library),
        command("drafts", *library),
        command("drafts", "history", "d-", *library),
        command("drafts", "review", "d-", *library),
        command("drafts", "state", "d-", "afi-1", "agreed", *library),
        command("check", report, "--body", "Harrowdale", *library),
        command("evaluate", desk / "judgements.jsonl", *library),
        command("ingest", desk / "samples" / "letters", *library),
        command("verify", *library),
        command("backup", desk / "library.zip", *library),
        command("rebuild", *library),
        command("remove", letter_id, *library),
        command("answers", *library),
    ]
    found = {key for ran in printed for key in keys(ran.json)}
    assert len(found) > 40
    assert {key for key in found if f'"{key}"' not in DESIGN} == set()


EVERY_KIND: tuple[type[StrEnum], ...] = (
    AbstentionReason,
    Agreement,
    Choice,
    Difference,
    Duty,
    FindingKind,
    ItemKind,
    ItemStatus,
    Lack,
    LetterKind,
    Origin,
    Part,
    Speaker,
    Standing,
    State,
    WarningKind,
)


def test_every_value_of_a_kind_is_in_the_design() -> None:
    values = {str(each) for kinds in EVERY_KIND for each in kinds}
    assert len(values) > 20
    assert {value for value in values if f"`{value}`" not in DESIGN} == set()


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):(?!=)", makefile, re.M))
    texts = "\n".join(path.read_text("utf-8") for path in documents())
    spans = "\n".join([*re.findall(r"`(make [^`]+)`", texts), *shell_commands(texts)])
    named = set(re.findall(r"^make ([a-z][\w-]*)", spans, re.M))
    assert {"run", "test", "test-long", "bench"} <= named
    assert named - targets == set()


def test_every_setting_is_in_the_readme_and_every_one_there_is_a_setting() -> None:
    ours = {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}
    assert len(ours) >= 5
    named = set(re.findall(r"ONRECORD_[A-Z_]*[A-Z]", README))
    assert named - TEST_SETTINGS == ours
    defaults = Settings.model_fields
    assert f"| {defaults['port'].default} |" in README
    assert f"| {defaults['model_timeout'].default:.0f} |" in README
    assert f"`{defaults['embedding_model'].default}`" in README


def test_every_extra_in_the_readme_exists() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    named = set(re.findall(r"\.\[(\w+)\]", README))
    assert named
    assert named <= set(extras)
    assert all(f"`{extra}`" in README for extra in extras if extra != "dev")


def test_every_direct_dependency_is_explained_and_nothing_else_is() -> None:
    explained = set(re.findall(r"^\| `([\w.-]+)` \|", DEPENDENCIES, re.M))
    assert len(explained) > 20
    assert explained == direct_dependencies()


# They want older versions of what others share (tenacity, python-dateutil), so that no set of pins
# holds them all.
UNPINNED = {"langchain-aws", "langchain-google-genai"}


def test_every_direct_dependency_is_pinned() -> None:
    constraints = (REPOSITORY / "constraints.txt").read_text("utf-8")
    pinned = {
        name.casefold().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", constraints, re.M)
    }
    assert {name for name in direct_dependencies() if name.casefold() not in pinned} == UNPINNED


def declared_licence(each: Distribution) -> str:
    """What its metadata says; some put the whole text where the licence's name should be."""
    expressions = each.metadata.get_all("License-Expression") or []
    named = [line for text in each.metadata.get_all("License") or [] for line in first_line(text)]
    classifiers = each.metadata.get_all("Classifier") or []
    return " ".join([*expressions, *named, *(c for c in classifiers if c.startswith("License"))])


def first_line(text: str) -> list[str]:
    return text.strip().splitlines()[:1]


def test_no_installed_package_declares_the_agpl() -> None:
    declared = {str(each.metadata["Name"]): declared_licence(each) for each in distributions()}
    assert len(declared) > 50
    assert any("MIT" in licence for licence in declared.values())
    assert [n for n, licence in declared.items() if re.search("AGPL|Affero", licence, re.I)] == []


@pytest.mark.parametrize(
    "document", documents(), ids=lambda path: str(path.relative_to(REPOSITORY))
)
def test_every_relative_link_leads_to_a_file(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    relative = [each for each in targets if not re.match(r"[a-z]+:|#", each)]
    for target in relative:
        assert (document.parent / target.partition("#")[0]).exists(), target


def test_the_readme_keeps_its_order() -> None:
    parts = re.findall(r"^## (.+)$", README, re.M)
    assert parts == [
        "Words",
        "Before you run it",
        "Run it",
        "First steps at the command line",
        "Settings",
        "Test it",
        "Further docs",
        "Licence",
    ]

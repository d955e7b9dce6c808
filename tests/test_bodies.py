"""The list of forces and policing bodies, and the file by which an administrator extends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Command

from ingest.errors import BodiesUnreadable
from ingest.fronts.bodies import introduced_bodies, mentions_of_bodies
from ingest.fronts.body_list import BodyKind, Office, extend_bodies, listed_bodies
from ingest.reading import read_letters

HARROWDALE = """
[[body]]
name = "Harrowdale"
force = "Harrowdale Constabulary"
aliases = ["HDC", "The Dale Force"]
"""
LETTER = """1 May 2024

Dear Home Secretary,

HMICFRS report: Doing better

The Dale Force answers its letters. The Dale Force counts them too.

Yours sincerely,

Tom Alder
"""


@pytest.fixture(autouse=True)
def packaged_list() -> Iterator[None]:
    yield
    extend_bodies(None)


def office(name: str, day: date) -> Office | None:
    found = listed_bodies().policing_body(name, day)
    return found.office if found else None


def test_the_43_territorial_forces_are_listed_and_others_apart() -> None:
    kinds = [body.kind for body in listed_bodies().bodies]
    assert kinds.count(BodyKind.TERRITORIAL) == 43
    special = [b.name for b in listed_bodies().bodies if b.kind is BodyKind.SPECIAL]
    assert special == [
        "British Transport Police",
        "Civil Nuclear Constabulary",
        "Ministry of Defence Police",
    ]
    assert all(body.force for body in listed_bodies().bodies)


def test_each_name_means_one_body() -> None:
    bodies = listed_bodies().bodies
    names = [
        {*(name.casefold() for name in (body.name, *body.full_names(), *body.exact, *body.also))}
        for body in bodies
    ]
    for index, mine in enumerate(names):
        for other in names[index + 1 :]:
            assert not mine & other


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Durham", date(2012, 11, 21), Office.POLICE_AUTHORITY),
        ("Durham", date(2012, 11, 22), Office.COMMISSIONER),
        ("Durham", date(2024, 6, 1), Office.COMMISSIONER),
        ("Metropolitan Police", date(2012, 1, 15), Office.POLICE_AUTHORITY),
        ("Metropolitan Police", date(2012, 1, 16), Office.MAYOR),
        ("City of London", date(2000, 1, 1), Office.COMMON_COUNCIL),
        ("Greater Manchester", date(2017, 5, 7), Office.COMMISSIONER),
        ("Greater Manchester", date(2017, 5, 8), Office.MAYOR),
        ("West Yorkshire", date(2021, 5, 9), Office.COMMISSIONER),
        ("West Yorkshire", date(2021, 5, 10), Office.MAYOR),
        ("South Yorkshire", date(2024, 5, 6), Office.COMMISSIONER),
        ("South Yorkshire", date(2024, 5, 7), Office.MAYOR),
        ("North Yorkshire", date(2018, 11, 14), Office.COMMISSIONER),
        ("North Yorkshire", date(2018, 11, 15), Office.FIRE_COMMISSIONER),
        ("North Yorkshire", date(2024, 5, 6), Office.FIRE_COMMISSIONER),
        ("North Yorkshire", date(2024, 5, 7), Office.MAYOR),
        ("Essex", date(2017, 9, 30), Office.COMMISSIONER),
        ("Essex", date(2017, 10, 1), Office.FIRE_COMMISSIONER),
        ("Staffordshire", date(2018, 7, 31), Office.COMMISSIONER),
        ("Staffordshire", date(2018, 8, 1), Office.FIRE_COMMISSIONER),
        ("Northamptonshire", date(2018, 12, 31), Office.COMMISSIONER),
        ("Northamptonshire", date(2019, 1, 1), Office.FIRE_COMMISSIONER),
        ("Cumbria", date(2023, 3, 31), Office.COMMISSIONER),
        ("Cumbria", date(2023, 4, 1), Office.FIRE_COMMISSIONER),
        ("Hampshire and Isle of Wight", date(2012, 11, 21), Office.POLICE_AUTHORITY),
        ("Hampshire and Isle of Wight", date(2012, 11, 22), Office.COMMISSIONER),
        ("British Transport Police", date(2020, 1, 1), Office.AUTHORITY),
        ("National Crime Agency", date(2020, 1, 1), None),
        ("Ruritania", date(2020, 1, 1), None),
    ],
)
def test_the_policing_body_of_a_force_depends_on_the_day(
    name: str, day: date, expected: Office | None
) -> None:
    assert office(name, day) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GMP has hired a clerk.", "Greater Manchester"),
        ("Mayor’s Office for Policing and Crime", "Metropolitan Police"),
        ("Mayor's Office for Policing and Crime", "Metropolitan Police"),
        ("KENT POLICE AND CRIME COMMISSIONER", "Kent"),
        ("Police and Crime Commissioner North Wales", "North Wales"),
        ("the Chief Constable of Kent", "Kent"),
        ("Heddlu Gwent", "Gwent"),
        ("the MPS", "Metropolitan Police"),
        ("Mayor of South Yorkshire", "South Yorkshire"),
        ("Dorset Police Authority", "Dorset"),
    ],
)
def test_a_body_is_introduced_by_its_full_name_its_office_or_its_abbreviation(
    text: str, name: str
) -> None:
    assert set(introduced_bodies(text)) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "It was held at a hotel in Kent.",
        "The force staffs its control room at night.",
        "Two local MPs visited in May.",
        "We drove through Cleveland and Surrey.",
        "Most of the targets have been met.",
    ],
)
def test_a_place_or_a_word_introduces_no_body(text: str) -> None:
    assert not introduced_bodies(text)


def test_a_word_in_small_letters_is_no_abbreviation_in_a_question() -> None:
    assert mentions_of_bodies("How does the force staffs its desk, and what do MPs say?") == {}
    assert list(mentions_of_bodies("What does Staffs say?")) == ["Staffordshire"]


def test_a_file_adds_bodies_and_names_to_the_list(tmp_path: Path) -> None:
    file = tmp_path / "bodies.toml"
    file.write_text(HARROWDALE + '[[body]]\nname = "Durham"\naliases = ["Dunelm Police"]\n')
    extend_bodies(file)
    assert set(introduced_bodies("HDC and Dunelm Police")) == {"Harrowdale", "Durham"}
    assert set(introduced_bodies("Durham Constabulary")) == {"Durham"}
    extend_bodies(None)
    assert "Harrowdale" not in introduced_bodies("HDC")


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("[[body]\n", "is not TOML"),
        ('[[body]]\nname = ""\n', "body 1 name"),
        ('[[body]]\nname = "A"\nalias = ["B"]\n', "body 1 alias: is not a field of it"),
        ('[[body]]\nname = "A"\nkind = "shire"\n', "body 1 kind"),
        (
            '[[body]]\nname = "A"\nalso = ["X"]\n[[body]]\nname = "B"\nalso = ["x"]\n',
            "“x” to A and",
        ),
        ("names = []\n", "body: field required"),
    ],
)
def test_a_file_of_bodies_that_is_wrong_says_where(tmp_path: Path, words: str, fact: str) -> None:
    file = tmp_path / "bodies.toml"
    file.write_text(words)
    with pytest.raises(BodiesUnreadable, match=r"^bodies\.toml ") as refusal:
        extend_bodies(file)
    assert fact in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_list_in_the_library_s_folder_is_used_to_read_and_to_ask(
    command: Command, tmp_path: Path
) -> None:
    library, file = tmp_path / "library", tmp_path / "letter.txt"
    library.mkdir()
    (library / "bodies.toml").write_text(HARROWDALE)
    file.write_text(LETTER)
    ingested = command("ingest", file, "--library", library, "--json")
    assert [letter["body"] for letter in ingested.json["added"]] == ["Harrowdale"]
    asked = command("ask", "What does HDC do with letters?", "--library", library, "--json")
    assert asked.json["filters"] == {"body": ["Harrowdale"]}


def test_a_list_named_by_the_environment_goes_before_the_library_s(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, file, named = tmp_path / "library", tmp_path / "letter.txt", tmp_path / "own.toml"
    library.mkdir()
    (library / "bodies.toml").write_text("this is no list")
    named.write_text(HARROWDALE.replace("Harrowdale", "Westmarch"))
    file.write_text(LETTER)
    monkeypatch.setenv("ONRECORD_BODIES", str(named))
    ingested = command("ingest", file, "--library", library, "--json")
    assert [letter["body"] for letter in ingested.json["added"]] == ["Westmarch"]


def test_a_list_that_is_wrong_is_one_line_and_nothing_is_taken(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER)
    monkeypatch.setenv("ONRECORD_BODIES", str(tmp_path / "nowhere.toml"))
    ran = command("ingest", file, "--library", tmp_path / "library", "--json")
    assert ran.status == 1
    assert ran.err == "nowhere.toml does not exist. Check the path.\n"
    assert ran.out == ""


def test_a_list_that_was_edited_is_used_for_the_next_letter(tmp_path: Path) -> None:
    letter, bodies = tmp_path / "letter.txt", tmp_path / "bodies.toml"
    letter.write_text(LETTER, "utf-8")
    found = []
    for name in ("Harrowdale", "Fellmarch"):
        bodies.write_text(HARROWDALE.replace("Harrowdale", name), "utf-8")
        extend_bodies(bodies)
        found.append(read_letters(letter)[0][0].front.body)
    assert found == ["Harrowdale", "Fellmarch"]

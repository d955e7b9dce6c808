"""The five real letters are read exactly: who, when, which report, which items, whose words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from reading_fixtures import document, passage_with, read, real_letters, real_reports

from ingest.model import BlockStyle, Document, ItemKind, Letter, LetterKind, Speaker
from ingest.structure.item_labels import item_label, sub_number
from ingest.structure.response_labels import response_label

CALL_FOR_HELP = "Police contact management through call handling and control rooms"

# kind, number, then the first and last words of the item and of the response
ITEMS: dict[str, list[tuple[ItemKind, str | None, str, str, str, str]]] = {
    "000": [
        (
            ItemKind.AFI,
            None,
            "Each force must",
            "to vulnerability.",
            "Threat, Harm",
            "accordingly.",
        ),
        (ItemKind.AFI, None, "Each force where", "safeguarding.", "Durham", "vulnerability desk."),
        (ItemKind.AFI, None, "Each force should", "room staff.", "Continous", "are supportive."),
        (ItemKind.AFI, None, "We expect forces", "public safe.", "In conjunction", "the public."),
        (ItemKind.AFI, None, "We expect all", "inspections.", "The overarching", "embedded."),
        (ItemKind.AFI, None, "We expect to", "projects.", "The force do not", "ICT command."),
    ],
    "001": [
        (ItemKind.AFI, "1", "The force should make", "are changed.", "The force has", "additions."),
        (ItemKind.AFI, "2", "The force should improve", "this.", "The force has", "Team."),
        (ItemKind.AFI, "3", "The force should improve", "completed.", "Integrated", "services."),
        (ItemKind.AFI, "4", "The force should make", "consistently.", "The model", "this model."),
    ],
    "002": [],
    "003": [
        (ItemKind.RECOMMENDATION, "3.2", "By March", "recorded.", "At this time", "considered."),
        (ItemKind.RECOMMENDATION, "4.1", "By March", "the issues", "Durham", "Control Room."),
        (
            ItemKind.RECOMMENDATION,
            "5.2",
            "By December",
            "auditable.",
            "The force’s",
            "national level.",
        ),
    ],
    "004": [
        (ItemKind.OTHER, "4.1", "Each force must", "vulnerability.", "The", "police response."),
        (ItemKind.OTHER, "4.2", "Each force where", "safeguarding.", "The", "contact numbers."),
        (ItemKind.OTHER, "4.3", "Each force should", "room staff.", "The", "management staff."),
        (ItemKind.OTHER, "4.4", "We expect forces", "public safe.", "The", "control room."),
        (ItemKind.OTHER, "4.5", "We expect all", "inspections.", "The National", "Strategy."),
        (ItemKind.OTHER, "4.6", "We expect to", "media projects.", "The", "implementation."),
        (ItemKind.OTHER, "4.7", "We expect the", "deployment.", "The", "and assessment."),
        (ItemKind.OTHER, "4.8", "We expect the", "comparisons.", "The", "emergency calls."),
    ],
}
LETTERS = pytest.mark.parametrize("prefix", sorted(ITEMS))


def path_of(prefix: str) -> Path:
    found = [file for file in real_letters().iterdir() if file.name.startswith(f"{prefix}_")]
    assert len(found) == 1
    return found[0]


def letter(prefix: str) -> Letter:
    return read(path_of(prefix))


@pytest.mark.parametrize(
    ("prefix", "body", "author", "role", "dated", "report"),
    [
        (
            "000",
            "Durham",
            "Steve White",
            "Acting Police, Crime and Victims’ Commissioner",
            date(2020, 9, 1),
            f"A call for help - {CALL_FOR_HELP} in 2018/19",
        ),
        (
            "001",
            "Durham",
            "Joy Allen",
            "Police and Crime Commissioner",
            date(2022, 3, 24),
            "PEEL Assessment 2021/22",
        ),
        (
            "002",
            "Dorset",
            "Martyn Underhill",
            "Police and Crime Commissioner",
            date(2020, 7, 28),
            f"PEEL spotlight report: {CALL_FOR_HELP} in 2018/19",
        ),
        (
            "003",
            "Durham",
            "Joy Allen",
            "Police and Crime Commissioner",
            date(2021, 10, 19),
            "Police response to violence against women and girls - Final inspection report",
        ),
        (
            "004",
            "Cambridgeshire",
            "Chief Constable",
            "Chief Constable",
            date(2020, 9, 3),
            f"A call for help – {CALL_FOR_HELP}",
        ),
    ],
)
def test_the_front_of_a_letter_says_who_wrote_when_about_which_report(
    prefix: str, body: str, author: str, role: str, dated: date, report: str
) -> None:
    front = letter(prefix).front
    assert (front.body, front.author, front.role) == (body, author, role)
    assert front.dated == dated
    assert front.report_title == report


def test_a_letter_to_the_home_secretary_and_a_board_paper_are_told_apart() -> None:
    assert letter("000").front.kind is LetterKind.LETTER
    assert letter("000").front.addressee == "Home Secretary"
    assert letter("004").front.kind is LetterKind.BOARD_PAPER
    assert letter("004").front.addressee == "Business Coordination Board"


def test_the_publication_date_is_the_report_s_own() -> None:
    assert letter("002").front.report_published == date(2020, 7, 9)
    assert letter("004").front.report_published == date(2020, 7, 9)


@LETTERS
def test_every_item_begins_and_ends_with_its_own_words_and_so_does_its_response(
    prefix: str,
) -> None:
    found, expected = letter(prefix).items, ITEMS[prefix]
    assert len(found) == len(expected)
    for item, (kind, number, begins, ends, answer_begins, answer_ends) in zip(
        found, expected, strict=True
    ):
        assert (item.kind, item.number) == (kind, number)
        assert item.text.startswith(begins)
        assert item.text.endswith(ends)
        assert item.response.startswith(answer_begins)
        assert item.response.endswith(answer_ends)


@LETTERS
def test_passages_items_and_responses_are_slices_of_the_letter(prefix: str) -> None:
    read_letter = letter(prefix)
    assert read_letter.passages
    for passage in read_letter.passages:
        assert read_letter.text[passage.start : passage.end] == passage.text
    for item in read_letter.items:
        assert read_letter.text[item.start : item.end] == item.text
        assert len(item.response_parts) == 1
        part = item.response_parts[0]
        assert read_letter.text[part.start : part.end] == item.response


@LETTERS
def test_a_passage_is_short_enough_for_the_embedding_model(prefix: str) -> None:
    assert max(len(passage.text.split()) for passage in letter(prefix).passages) <= 180


@LETTERS
def test_no_word_of_a_letter_outside_its_headings_and_labels_is_lost(prefix: str) -> None:
    uncovered = uncovered_words(letter(prefix), document(path_of(prefix)))
    assert [words for words in uncovered if not is_label(words)] == []


def uncovered_words(read_letter: Letter, parsed: Document) -> list[str]:
    """The stretches of text in no passage and no heading."""
    covered = [(passage.start, passage.end) for passage in read_letter.passages]
    covered += [(b.start, b.end) for b in parsed.blocks if b.style is BlockStyle.HEADING]
    found, reached = [], 0
    for start, end in [*sorted(covered), (len(read_letter.text), len(read_letter.text))]:
        found.append(read_letter.text[reached:start].strip("-*# \t\n"))
        reached = max(reached, end)
    return [words for words in found if words]


def is_label(words: str) -> bool:
    label = item_label(words) or response_label(words)
    sub = sub_number(f"{words} ")
    return (label is not None and label.length == len(words)) or (
        sub is not None and sub[1] >= len(words)
    )


@LETTERS
def test_the_words_of_an_item_are_the_inspectorate_s(prefix: str) -> None:
    read_letter = letter(prefix)
    for index, item in enumerate(read_letter.items):
        asked = [p for p in read_letter.passages if p.start < item.end and item.start < p.end]
        assert asked
        assert {passage.speaker for passage in asked} == {Speaker.INSPECTORATE}
        assert {passage.item for passage in asked} == {index}


@LETTERS
def test_no_finding_of_the_inspectorate_is_shown_as_the_force_s_words(prefix: str) -> None:
    findings = [p for p in letter(prefix).passages if re.search(r"\bWe (?:found|expect)", p.text)]
    assert all(passage.speaker is Speaker.INSPECTORATE for passage in findings)


def test_a_finding_inside_a_letter_is_found_and_is_the_inspectorate_s() -> None:
    passage = passage_with(letter("001"), "We found that the force was not routinely")
    assert (passage.speaker, passage.item) == (Speaker.INSPECTORATE, 1)


def test_a_recommendation_above_sub_numbered_ones_is_their_heading() -> None:
    read_letter = letter("003")
    passage = passage_with(read_letter, "Structures and funding should be put in place")
    assert passage.speaker is Speaker.INSPECTORATE
    assert read_letter.items[0].heading.startswith("Structures and funding")


@pytest.mark.parametrize(
    ("prefix", "words", "speaker"),
    [
        ("000", "do not currently have a vulnerability desk", Speaker.FORCE),
        ("000", "do not view single online home", Speaker.FORCE),
        ("000", "This letter constitutes my response", Speaker.POLICING_BODY),
        ("001", "Moreover, as PCC I have commissioned", Speaker.POLICING_BODY),
        ("001", "The force has mandated", Speaker.FORCE),
        ("001", "I am also copying this letter", Speaker.POLICING_BODY),
        ("002", "as PCC, I agree that there should be", Speaker.POLICING_BODY),
        ("002", "Supt Parkin is in wholehearted agreement", Speaker.FORCE),
        ("002", "On behalf of Dorset Police, Supt Parkin", Speaker.FORCE),
        ("003", "there is no further development of Red Sigma", Speaker.FORCE),
        ("004", "Demand Hub. However, staff are able", Speaker.FORCE),
        ("004", "The Board is recommended to note the contents of this", Speaker.FORCE),
    ],
)
def test_a_passage_names_whose_words_it_is(prefix: str, words: str, speaker: Speaker) -> None:
    assert passage_with(letter(prefix), words).speaker is speaker


def test_the_letterhead_and_the_sign_off_are_nobody_s_position() -> None:
    for prefix in ("000", "001", "003"):
        passages = letter(prefix).passages
        assert passages[0].speaker is Speaker.UNKNOWN
        assert passages[-1].speaker is Speaker.UNKNOWN


def test_the_government_s_reply_pairs_nine_recommendations_and_names_no_police_body() -> None:
    reply = read(next(real_reports().glob("home-affairs*.response.pdf")))
    assert len(reply.items) == 9
    assert all(item.response for item in reply.items)
    assert reply.items[0].text.endswith("interpretation and use.")
    assert reply.items[0].response.startswith("The CPS supported the committee")
    assert reply.items[8].response.endswith("policing to the public.")
    assert reply.front.body is None
    assert reply.front.report_title in (None, "Police response to the 2024 summer disorder")

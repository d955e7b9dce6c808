"""How an item of a new report stands to what a body has said before, and which words are told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT

from assistant.drafting.asks import asking, asks_in
from assistant.drafting.model import Standing
from assistant.drafting.positions import OnRecord, Position, on_record
from assistant.drafting.said import BodysRecord
from ingest.model import Item, ItemKind
from ingest.reading import read_report, report_from_text
from vectorstore.library import Library


@pytest.fixture(scope="module")
def records(samples: Library) -> dict[str, BodysRecord]:
    return {body: BodysRecord(body, samples) for body in ("Harrowdale", "Westmarch")}


def trust(kind: ItemKind, number: str) -> Item:
    items = read_report(TRUST_AT_FIRST_CONTACT).items
    (found,) = [each for each in items if (each.kind, each.number) == (kind, number)]
    return found


def asked_for(words: str) -> Item:
    (item,) = report_from_text(f"Recommendation 1: {words}").items
    return item


def stands(item: Item, record: BodysRecord) -> OnRecord:
    return on_record(item, body=record.body, library=record.library, record=record)


def told(positions: Iterable[Position]) -> str:
    return "\n".join(" ".join(each.text.split()) for one in positions for each in one.passages)


def years(positions: Iterable[Position]) -> list[int]:
    return [each.dated.year for each in positions]


def test_an_ask_that_was_answered_in_two_letters_is_a_repeat_with_both_answers(
    records: dict[str, BodysRecord],
) -> None:
    found = stands(trust(ItemKind.AFI, "1"), records["Harrowdale"])
    assert found.standing is Standing.REPEAT
    assert years(found.lineage) == [2023, 2021]
    assert "has sent written confirmation to every victim" in told(found.lineage)
    assert "does not send a letter to every victim" in told(found.lineage)


def test_the_latest_answer_to_an_ask_is_the_one_that_stands(
    records: dict[str, BodysRecord],
) -> None:
    latest, earlier = stands(trust(ItemKind.AFI, "1"), records["Harrowdale"]).lineage
    assert {each.superseded_by for each in earlier.passages} == {
        latest.passages[0].letter.letter_id
    }
    assert {each.superseded_by for each in latest.passages} == {None}


def test_a_repeat_recalls_the_whole_answer(records: dict[str, BodysRecord]) -> None:
    found = stands(trust(ItemKind.RECOMMENDATION, "1"), records["Westmarch"])
    assert found.standing is Standing.REPEAT
    assert years(found.lineage) == [2023, 2019]
    for words in (
        "does not intend to create one",
        "I am content with her decision",
        "began work in the control room on 16 January 2023",
        "referred 1,190 people",
    ):
        assert words in told(found.lineage)


def test_what_was_said_in_reply_to_another_ask_is_close_and_only_its_stretch_is_told(
    records: dict[str, BodysRecord],
) -> None:
    found = stands(trust(ItemKind.RECOMMENDATION, "2"), records["Westmarch"])
    assert (found.standing, found.lineage) == (Standing.CLOSE, ())
    assert "joined the national online reporting platform on 8 April 2019" in told(found.bearing)
    assert "101 calls were abandoned" not in told(found.bearing)
    assert "survey" not in told(found.bearing)


def test_wellbeing_of_contact_staff_is_answered_by_what_was_said_of_control_room_staff(
    records: dict[str, BodysRecord],
) -> None:
    found = stands(trust(ItemKind.AFI, "3"), records["Westmarch"])
    assert found.standing is Standing.REPEAT
    assert "may now see a counsellor" in told(found.bearing)


def test_a_leaflet_for_victims_is_not_quoted_on_the_queue_of_devices(
    records: dict[str, BodysRecord],
) -> None:
    found = stands(trust(ItemKind.RECOMMENDATION, "3"), records["Westmarch"])
    assert found.standing is Standing.REPEAT
    assert "417 devices waiting" in told(found.bearing)
    assert "leaflet" not in told(found.bearing)


@pytest.mark.parametrize("body", ["Harrowdale", "Westmarch"])
@pytest.mark.parametrize(
    ("kind", "number"),
    [(ItemKind.RECOMMENDATION, "4"), (ItemKind.AFI, "2")],
)
def test_nothing_is_quoted_on_what_no_letter_speaks_of(
    records: dict[str, BodysRecord], body: str, kind: ItemKind, number: str
) -> None:
    found = stands(trust(kind, number), records[body])
    assert found.standing in (Standing.NEW, Standing.NEAR)
    assert found.bearing == ()


def test_what_another_body_answered_is_new_for_this_one(records: dict[str, BodysRecord]) -> None:
    item = trust(ItemKind.RECOMMENDATION, "3")
    assert stands(item, records["Harrowdale"]).bearing == ()


def test_a_letter_without_items_tells_a_position_too(records: dict[str, BodysRecord]) -> None:
    item = asked_for("Forces should work across borders to tackle hare coursing.")
    found = stands(item, records["Westmarch"])
    assert found.standing is Standing.CLOSE
    assert "chairs a monthly call with her neighbours" in told(found.bearing)


def test_an_item_is_looked_up_alike_alone_and_within_a_draft(
    samples: Library, records: dict[str, BodysRecord]
) -> None:
    item = read_report(NEW_INSPECTION).items[0]
    alone = on_record(item, body="Harrowdale", library=samples)
    assert alone == stands(item, records["Harrowdale"])
    assert alone.standing is Standing.REPEAT


def test_an_ask_is_what_is_to_be_done_without_its_date_addressee_and_finding() -> None:
    item = (
        "By March 2025, chief constables should make sure that herons are fed.\n"
        "We found that they should have been fed in March."
    )
    assert asking(item) == "herons are fed."


def test_an_item_that_asks_two_things_has_two_asks() -> None:
    item = "Forces should count their herons every year, and should publish what they have counted."
    assert asks_in(item) == [
        "count their herons every year",
        "publish what they have counted",
    ]
    listed = "By May 2025, forces should:\n- count their own herons;\n- feed each of the herons."
    assert len(asks_in(listed)) == 2

"""A report goes in; each item comes out with what the body has said before, or an honest gap."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import NEW_INSPECTION, TRUST_AT_FIRST_CONTACT, Command
from reading_fixtures import REPOSITORY, real_reports

from assistant.drafting.draft import draft_reply
from assistant.drafting.model import DraftItem, DraftLetter, Part, WarningKind
from assistant.errors import ReportWithoutItems
from ingest.reading import read_report, report_from_text
from vectorstore.errors import UnknownFilter
from vectorstore.library import Library

COMMITMENT = re.compile(r"\b(?:we|I)\s+(?:accept|agree|support|reject|welcome)\b", re.I)


@pytest.fixture(scope="module")
def new_inspection(samples: Library) -> DraftLetter:
    return draft_reply(read_report(NEW_INSPECTION), body="Harrowdale", library=samples)


@pytest.fixture(scope="module")
def trust(samples: Library) -> dict[str, DraftLetter]:
    report = read_report(TRUST_AT_FIRST_CONTACT)
    return {
        body: draft_reply(report, body=body, library=samples)
        for body in ("Harrowdale", "Westmarch")
    }


def names(draft: DraftLetter, status: str) -> set[str]:
    return {
        f"{each.item.kind.value} {each.item.number}"
        for each in draft.items
        if each.status == status
    }


def item(draft: DraftLetter, name: str) -> DraftItem:
    (found,) = [e for e in draft.items if f"{e.item.kind.value} {e.item.number}" == name]
    return found


def quoted(each: DraftItem) -> str:
    return "\n".join(statement.text for statement in each.statements)


def kinds(each: DraftItem) -> set[str]:
    return {warning.kind.value for warning in each.warnings}


def test_three_of_five_recommendations_are_drafted_and_two_are_gaps(
    new_inspection: DraftLetter,
) -> None:
    assert names(new_inspection, "drafted") == {f"recommendation {n}" for n in (1, 2, 3)}
    assert names(new_inspection, "gap") == {"recommendation 4", "recommendation 5"}
    for number, file in [(1, "2021-victims"), (2, "2022-custody"), (3, "2023-second-look")]:
        drafted = item(new_inspection, f"recommendation {number}")
        assert any(file in said.citations[0].file for said in drafted.statements)


def test_a_gap_says_what_to_do_and_says_nothing_for_the_body(new_inspection: DraftLetter) -> None:
    for name in names(new_inspection, "gap"):
        gap = item(new_inspection, name)
        assert gap.statements == ()
        assert gap.note.startswith("There is nothing on record from Harrowdale about this.")


def test_harrowdale_is_on_record_on_three_items_of_the_national_report(
    trust: dict[str, DraftLetter],
) -> None:
    draft = trust["Harrowdale"]
    assert len(draft.items) == 10
    assert names(draft, "drafted") - {"afi 3"} == {"recommendation 1", "recommendation 2", "afi 1"}
    assert "That is no longer our position" in quoted(item(draft, "recommendation 2"))
    assert "written confirmation to every victim" in quoted(item(draft, "afi 1"))


def test_westmarch_is_on_record_on_six_items_of_the_national_report(
    trust: dict[str, DraftLetter],
) -> None:
    draft = trust["Westmarch"]
    on_record = {f"recommendation {number}" for number in (1, 2, 3)}
    on_record |= {"cause_of_concern 1", "afi 3"}
    on_record.add("recommendation None")  # the one under the cause of concern
    assert names(draft, "drafted") == on_record
    assert "joined the national online reporting platform on 8 April 2019" in quoted(
        item(draft, "recommendation 2")
    )
    assert "kiosk" not in quoted(item(draft, "recommendation 2"))
    assert "16 January 2023" in quoted(item(draft, "recommendation 1"))


def test_the_latest_figures_on_a_matter_are_drafted(trust: dict[str, DraftLetter]) -> None:
    assert "417 devices" in quoted(item(trust["Westmarch"], "recommendation 3"))


def test_the_latest_position_stands_first_and_a_superseded_one_is_marked(
    trust: dict[str, DraftLetter],
) -> None:
    for body, name in [
        ("Harrowdale", "recommendation 2"),
        ("Harrowdale", "afi 1"),
        ("Westmarch", "recommendation 1"),
    ]:
        drafted = item(trust[body], name)
        for part in Part:
            said = [each.statement for each in drafted.of_part(part) if each.statement]
            dates = [each.citations[0].dated or date.min for each in said]
            assert dates == sorted(dates, reverse=True)
        warnings = [w for w in drafted.warnings if w.kind is WarningKind.SUPERSEDED]
        assert warnings
        for warning in warnings:
            latest = max(each.citations[0].dated or date.min for each in drafted.statements)
            assert (warning.citations[0].dated or date.min) < latest


def test_a_promise_whose_day_has_passed_is_marked(new_inspection: DraftLetter) -> None:
    drafted = item(new_inspection, "recommendation 3")
    assert "outdated" in kinds(drafted)
    for warning in drafted.warnings:
        if warning.kind is WarningKind.OUTDATED:
            assert warning.citations
            assert re.search(r"20\d\d", warning.message)


def test_only_the_forces_words_and_anothers_duty_are_marked(
    trust: dict[str, DraftLetter],
) -> None:
    assert "only_force" in kinds(item(trust["Westmarch"], "cause_of_concern 1"))
    for draft in trust.values():
        assert "addressed_elsewhere" in kinds(item(draft, "recommendation 4"))


def test_the_last_day_is_counted_from_the_day_of_publication(
    trust: dict[str, DraftLetter],
) -> None:
    clock = trust["Harrowdale"].clock
    assert clock is not None
    assert (clock.published, clock.due) == (date(2024, 9, 3), date(2024, 10, 28))


def test_every_statement_is_the_bodys_own_and_stands_in_its_letter(
    trust: dict[str, DraftLetter], new_inspection: DraftLetter, samples: Library
) -> None:
    cited = 0
    for draft in (*trust.values(), new_inspection):
        for each in draft.items:
            for statement in each.statements:
                assert statement.speaker in ("force", "policing_body")
                for citation in statement.citations:
                    cited += 1
                    assert citation.body == draft.body
                    text = samples.letter(citation.letter_id).text
                    assert text[citation.start : citation.end] == citation.quote
    assert cited > 20


def test_the_product_accepts_and_rejects_nothing_in_its_own_voice(
    trust: dict[str, DraftLetter],
) -> None:
    for draft in trust.values():
        own = [draft.clock_note, draft.note]
        own += [note for each in draft.items for note in (each.note, each.item.heading)]
        own += [warning.message for each in draft.items for warning in each.warnings]
        own += [statement.framing for each in draft.items for statement in each.statements]
        assert not [words for words in own if COMMITMENT.search(words)]
    for module in ("assistant/wording.py", "webapp/wording.py"):
        assert not COMMITMENT.search((REPOSITORY / module).read_text("utf-8"))


def test_the_word_letter_says_nothing_of_its_own_on_a_gap(
    real_command: Command, samples_folder: Path, tmp_path: Path
) -> None:
    output = tmp_path / "reply.docx"
    options = ["--body", "Westmarch", "-o", output, "--json", "--library", samples_folder]
    letter = real_command("draft", NEW_INSPECTION, *options).json["files"][0]
    text = "\n".join(each.text for each in docx.Document(letter).paragraphs)
    assert "Recommendation 4" in text
    assert not COMMITMENT.search(text)


def test_the_command_prints_warnings_with_their_citations(
    real_command: Command, samples_folder: Path
) -> None:
    options = ["--body", "harrowdale", "--json", "--library", samples_folder]
    draft = real_command("draft", TRUST_AT_FIRST_CONTACT, *options).json
    warnings: list[dict[str, Any]] = [w for each in draft["items"] for w in each["warnings"]]
    assert {each["kind"] for each in warnings} >= {"superseded", "addressed_elsewhere"}
    for warning in warnings:
        assert {"kind", "message", "citations"} <= set(warning)
        assert warning["citations"] or warning["kind"] in ("addressed_elsewhere", "only_force")
    assert (draft["published"], draft["due"]) == ("2024-09-03", "2024-10-28")
    assert draft["body"] == "Harrowdale"
    assert any("on record from Harrowdale" in each["note"] for each in draft["items"])


def test_a_report_without_items_is_refused_with_what_to_do(samples: Library) -> None:
    report = report_from_text("We visited seven forces in summer. Most of what we saw was good.\n")
    with pytest.raises(ReportWithoutItems, match="Paste them as text"):
        draft_reply(report, body="Harrowdale", library=samples)


def test_a_body_without_a_letter_is_refused(samples: Library) -> None:
    with pytest.raises(UnknownFilter, match="no letter from Narnia"):
        draft_reply(read_report(NEW_INSPECTION), body="Narnia", library=samples)


def test_a_pasted_recommendation_of_no_stated_day_has_no_clock(samples: Library) -> None:
    report = report_from_text(
        "Recommendation 1: Forces should join the national online reporting platform.\n"
    )
    draft = draft_reply(report, body="Harrowdale", library=samples)
    assert draft.clock is None
    assert draft.clock_note.startswith("The report does not state when it was published")
    assert "no longer our position" in quoted(draft.items[0])


def test_a_committee_report_is_mostly_gaps_for_a_force_that_never_spoke_of_it(
    real_command: Command, real_folder: Path
) -> None:
    (report,) = real_reports().glob("*.report.pdf")
    options = ["--body", "Durham", "--json", "--library", real_folder]
    draft = real_command("draft", report, *options).json
    assert len(draft["items"]) == 9
    assert {each["kind"] for each in draft["items"]} == {"recommendation"}
    assert sum(each["status"] == "gap" for each in draft["items"]) >= 6

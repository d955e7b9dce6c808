"""What the Draft tab shows, as strings, and what its panels do. The letters are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from conftest import NEW_INSPECTION
from fakes import WordEmbedder
from test_ui import (
    HOSTILE,
    assert_harmless,
    cited,
    draft,
    evidence,
    statement,
    words_of,
)

from assistant.consistency.checking import Checked, Finding, FindingKind
from assistant.consistency.model import Agreement, Compared
from assistant.drafting.choices import Choice
from assistant.drafting.completeness import LATE, lacking
from assistant.drafting.editing import choose, edit_paragraph, item_of
from assistant.drafting.history import history
from assistant.drafting.keeping import KeptLetter, change_draft, keep_draft
from assistant.drafting.model import Earlier, Part, Reason, Request
from assistant.drafting.review import Review, Told
from assistant.settings import Settings, make_writer
from vectorstore.draft_rows import Approval, DraftRecord
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp.checked_html import checked_html
from webapp.draft_desk import At, Desk, Done, View
from webapp.draft_html import draft_html
from webapp.draft_item_panel import found, values
from webapp.draft_labels import NEW, fields_named, items_named, places_named, versions_named
from webapp.draft_report import Asked, drafted
from webapp.draft_review_panel import reasons_wanted
from webapp.draft_tab import opened
from webapp.given import NotAsked, day_of
from webapp.history_html import history_html
from webapp.review_html import lacking_html, review_html

TODAY = date(2025, 1, 3)
AT = datetime(2025, 1, 3, 9, 30, tzinfo=UTC)
KEY = "recommendation-1"
NEAR = "Six people work there."


def record(**changes: object) -> DraftRecord:
    made = DraftRecord(
        draft_id="d-1a2b3c",
        body="Saltmere",
        title="The desk revisited",
        published=date(2024, 11, 19),
        created_at=AT,
        version=3,
        changed_at=AT,
        changed_by="Ada",
        approval=None,
        letter_id=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def compared(
    sentence: str = "Eight people work there.", agreement: Agreement = Agreement.REVERSED
) -> Compared:
    return Compared(
        sentence=sentence,
        start=0,
        end=len(sentence),
        agreement=agreement,
        differences=(),
        message="The figure differs: “Eight” here, “Six” on record.",
        citations=(cited("Six people work there.", evidence()),),
        framing="Saltmere (the force), in its letter of 1 June 2021",
        judged_by="rules",
    )


# The sheet


def test_the_sheet_tells_what_was_decided_and_who_wrote_what() -> None:
    made = choose(draft(), KEY, Choice.PARTLY, by="Ada")
    made = edit_paragraph(made, f"{KEY}/1", "The desk is open.", by="Ada")
    html = draft_html(made, today=TODAY)
    said = words_of(html)
    assert "Accepted in part. State of the work: drafted." in said
    assert "This recommendation is accepted in part. (by Ada)" in said
    assert "The desk is open. [1] (by Ada)" in said
    assert "<blockquote>" not in html


def test_the_sheet_leads_from_an_item_to_what_was_asked_before_and_what_is_near() -> None:
    made = draft()
    source = evidence()
    earlier = Earlier(
        report_title="Calls for service",
        letter_id="a1",
        dated=date(2020, 3, 2),
        number="4",
        asked="Open a desk in each town.",
        answered=(),
    )
    first = replace(
        made.items[0],
        lineage=(earlier,),
        nearby=(statement(NEAR, source, framing="In our letter of 1 June 2021, we said"),),
        requests=(Request(text="What has changed since?", citations=()),),
    )
    said = words_of(draft_html(replace(made, items=(first,)), today=TODAY))
    assert "Earlier: “Calls for service”, item 4, answered on 2 March 2020" in said
    assert "Open a desk in each town." in said
    near = f"(1) In our letter of 1 June 2021, we said: “{NEAR}”"
    assert f"Near it on record, and not in the letter {near}" in said
    assert "To ask of the chief constable (1) What has changed since?" in said


def test_the_sheet_of_an_approved_draft_names_who_approved_it_and_the_hash() -> None:
    approval = Approval(version=3, at=AT, by="Grace", sha256="ab" * 32)
    kept = record(approval=approval, letter_id="feed")
    said = words_of(draft_html(draft(), today=TODAY, record=kept))
    assert "Draft d-1a2b3c, version 3, Ada" in said
    assert f"Approved by Grace on 3 January 2025 and locked. SHA-256 {'ab' * 32}" in said
    assert "Published: it is in the library as letter feed." in said


# What there is to choose from


def test_items_paragraphs_and_fields_are_named_with_what_is_left_to_do() -> None:
    made = choose(draft(), KEY, Choice.ACCEPT, by="Ada")
    assert items_named(made) == [
        ("Recommendation 1 (accepted; drafted)", KEY),
        ("Recommendation 2 (not chosen yet; to do)", "recommendation-2"),
    ]
    places = places_named(item_of(made, KEY))
    assert [value for _, value in places] == [
        f"{KEY}/choice",
        f"{KEY}/1",
        f"{KEY}/2",
        *(f"{NEW}{part.value}" for part in Part),
    ]
    assert places[2][0] == "Action taken or proposed (to fill in): [Bring this up to date.]"
    assert all(name.endswith("(to fill in)") for name, _ in fields_named(made))


def test_a_place_is_kept_while_the_draft_has_it() -> None:
    made = draft()
    assert found(made, At(item=KEY, place=f"{KEY}/2")) == At(item=KEY, place=f"{KEY}/2")
    assert found(made, At(item="gone", place="gone/1")) == At(item=KEY, place=f"{KEY}/1")
    chosen = choose(made, KEY, Choice.ACCEPT, by="Ada")
    assert found(chosen, At(item=KEY, place=None)) == At(item=KEY, place=f"{KEY}/1")
    gone = found(made, At(item=KEY, place=f"{KEY}/9"))
    assert gone == At(item=KEY, place=f"{NEW}commissioner")


def test_a_date_that_cannot_be_read_is_refused_in_a_sentence() -> None:
    assert day_of("19 November 2024") == date(2024, 11, 19)
    with pytest.raises(NotAsked, match="“next week” is not a date"):
        day_of("next week")


# Review, history, check


def test_what_is_lacking_is_listed_and_what_the_law_asks_is_marked() -> None:
    html = lacking_html(lacking(draft(), today=date(2025, 2, 1)))
    said = words_of(html)
    assert "Recommendation 1: nobody has said whether it is accepted" in said
    assert "The last day to publish was 13 January 2025." in said
    assert html.count(">by law</span>") >= 2


def test_a_departure_shows_both_quotations_and_the_reason_that_was_given() -> None:
    told = Told(key=KEY, paragraph_id=f"{KEY}/2", compared=compared())
    reviewed = Review(told=(told,), lacking=())
    reason = Reason(sentence="Eight people work there.", reason="Two have joined.", by="Ada")
    said = words_of(review_html(reviewed, [reason]))
    assert "The letter is complete." in said
    assert "The contrary of the record Eight people work there." in said
    assert "in its letter of 1 June 2021: “Six people work there.”" in said
    assert "(saltmere-a1.pdf, page iii (3 in the file))" in said
    assert "Reason given by Ada: Two have joined." in said


def test_a_reason_is_asked_for_reversals_and_for_lateness_alone() -> None:
    reversed_, other = (
        Told(key=KEY, paragraph_id=f"{KEY}/2", compared=compared(sentence, agreement))
        for sentence, agreement in (("No.", Agreement.REVERSED), ("Ten.", Agreement.CHANGED))
    )
    late = lacking(draft(), today=date(2025, 2, 1))
    assert reasons_wanted(late, [reversed_, other]) == [("No.", "No."), (ours.WHY_LATE, LATE)]
    assert reasons_wanted(lacking(draft(), today=TODAY), [other]) == []


def test_a_check_shows_each_finding_and_how_many_sentences_were_compared() -> None:
    sentence = compared()
    finding = Finding(
        kind=FindingKind.CONFLICT,
        sentence=sentence.sentence,
        message=sentence.message,
        citations=sentence.citations,
        agreement=sentence.agreement,
        differences=(),
        framing=sentence.framing,
        page=2,
    )
    missing = replace(
        finding, kind=FindingKind.MISSING_ITEM, agreement=None, citations=(), page=None
    )
    html = checked_html(Checked(findings=(finding, missing), sentences=9, same=8))
    said = words_of(html)
    assert "9 sentences compared with the record: 8 without a finding, 2 findings." in said
    assert "The contrary of the record (page 2) Eight people work there." in said
    assert "Not answered Eight people work there." in said


def test_hostile_words_are_harmless_in_review_check_and_history(library: Library) -> None:
    hostile = replace(compared(), sentence=HOSTILE, message=HOSTILE, framing=HOSTILE)
    told = Told(key=HOSTILE, paragraph_id=HOSTILE, compared=hostile)
    reason = Reason(sentence=" ".join(HOSTILE.split()), reason=HOSTILE, by=HOSTILE)
    kept = keep_draft(draft(), by=HOSTILE, library=library)
    change = lambda each: edit_paragraph(each, f"{KEY}/2", HOSTILE, by=HOSTILE)  # noqa: E731
    change_draft(kept, change, what=HOSTILE, by=HOSTILE, library=library)
    pages = [
        review_html(Review(told=(told,), lacking=()), [reason]),
        history_html(history(library.drafts, kept.draft_id)),
        draft_html(draft(), today=TODAY, record=record(changed_by=HOSTILE)),
    ]
    for html in pages:
        assert_harmless(html)
        assert "&lt;script&gt;" in html


def test_the_history_tells_who_changed_which_paragraph_and_what_it_was(library: Library) -> None:
    kept = keep_draft(draft(), by="Ada", library=library)
    change = lambda each: edit_paragraph(each, f"{KEY}/2", "It is open.", by="Grace")  # noqa: E731
    kept = change_draft(kept, change, what="edited it", by="Grace", library=library)
    change = lambda each: choose(each, KEY, Choice.ACCEPT, by="Ada")  # noqa: E731
    change_draft(kept, change, what="chose accept", by="Ada", library=library)
    html = history_html(history(library.drafts, kept.draft_id))
    assert words_of(html).index("Version 3, Ada") < words_of(html).index("Version 2, Grace")
    assert "choice was “not set”, is “Accepted”." in words_of(html)
    assert "<del>[Bring this up to date.]</del> <ins>It is open.</ins>" in html
    versions = versions_named(library.drafts.versions(kept.draft_id))
    assert [value for _, value in versions] == ["2", "1"]
    assert versions[0][0].startswith("Version 2: edited it (Grace, ")


# The desk, over a real library


class Shown:
    """A panel that remembers what it was to show."""

    def __init__(self) -> None:
        self.views: list[View] = []

    @property
    def outputs(self) -> list[Any]:
        return []

    def shown(self, view: View) -> list[Any]:
        self.views.append(view)
        return []


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", WordEmbedder()) as opened:
        yield opened


@pytest.fixture
def panel() -> Shown:
    return Shown()


@pytest.fixture
def desk(library: Library, panel: Shown) -> Desk:
    nothing: Any = None  # components are for the browser; see test_draft_in_browser.py
    return Desk(library, kept=nothing, name=nothing, said=nothing, at=[], panels=[panel])


@pytest.fixture
def kept(library: Library) -> KeptLetter:
    return keep_draft(draft(), by="Ada", library=library)


def edited(desk: Desk, kept: KeptLetter, words: str, by: str) -> tuple[KeptLetter | None, str]:
    """Edit a paragraph as a panel does; return what is open then, and what is said."""
    at = At(item=KEY, place=f"{KEY}/2")
    values = desk.after(
        kept,
        at,
        lambda: desk.changed(
            kept, lambda each: edit_paragraph(each, f"{KEY}/2", words, by=by), "edited it", by
        ),
    )
    return values[0], values[1]


def test_a_change_is_kept_as_a_version_and_said(desk: Desk, kept: KeptLetter) -> None:
    new, said = edited(desk, kept, "It is open.", "Grace")
    assert new is not None
    assert (new.version, new.record.changed_by) == (2, "Grace")
    assert words_of(said).strip() == "Kept as version 2: edited it."
    assert 'role="status"' in said


def test_what_somebody_else_changed_is_opened_and_what_is_typed_stays(
    desk: Desk, kept: KeptLetter, panel: Shown
) -> None:
    edited(desk, kept, "Grace was first.", "Grace")
    new, said = edited(desk, kept, "Ada was second.", "Ada")
    assert new is not None
    assert new.version == 2
    assert item_of(new.letter, KEY).paragraphs[1].text == "Grace was first."
    assert "Grace saved version 2 of draft" in said
    assert "What you typed is still in its box." in said
    assert 'role="alert"' in said
    last = panel.views[-1]
    assert (last.fresh, last.go) == (False, None)
    again, said = edited(desk, new, "Ada was second.", "Ada")
    assert again is not None
    assert again.version == 3


def test_a_panel_leaves_typed_words_alone_unless_it_goes_elsewhere(kept: KeptLetter) -> None:
    at = At(item=KEY, place=f"{KEY}/2")
    stay = values(View(kept=kept, at=at, go=None, fresh=False))
    assert stay[0]["value"] == KEY
    assert stay[3]["value"] == f"{KEY}/2"
    assert stay[4] == gr.skip()
    go = values(View(kept=kept, at=at, go=at, fresh=False))
    assert go[4] == "[Bring this up to date.]"


def test_a_draft_that_was_deleted_meanwhile_is_closed(
    desk: Desk, library: Library, kept: KeptLetter
) -> None:
    library.drafts.delete(kept.draft_id)
    new, said = edited(desk, kept, "It is open.", "Ada")
    assert new is None
    assert "It was deleted meanwhile." in said


def test_an_approved_draft_refuses_changes_in_a_sentence(
    desk: Desk, library: Library, kept: KeptLetter
) -> None:
    library.drafts.approve(kept.draft_id, by="Grace", version=1)
    new, said = edited(desk, kept, "It is open.", "Ada")
    assert new is not None
    assert new.record.approval is not None
    assert "was approved by Grace" in said


def test_what_nobody_expected_is_told_without_its_details(
    desk: Desk, kept: KeptLetter, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Done:
        raise ZeroDivisionError("the secret of the machine")

    values = desk.after(kept, At(item=None, place=None), fail)
    assert values[0] is kept
    assert "Something went wrong that OnRecord did not expect." in values[1]
    assert "secret" not in values[1]
    assert "secret" in caplog.text


def test_a_draft_is_opened_as_it_was_kept(library: Library, kept: KeptLetter) -> None:
    done = opened(kept.draft_id, library)
    assert done.kept == kept
    assert done.fresh
    assert opened(None, library).kept is None


def test_a_report_is_drafted_item_by_item_and_kept(own_samples_folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Library(own_samples_folder, WordEmbedder()) as library:
        writer = make_writer(Settings(library=own_samples_folder), library)
        asked = Asked(path=str(NEW_INSPECTION), text="", day="", body="Harrowdale")
        done = drafted(asked, "Ada", library, writer, lambda *step: told.append(step))
        assert done.kept is not None
        assert [each.draft_id for each in library.drafts.each()] == [done.kept.draft_id]
        assert "Drafted and kept as version 1: 5 items" in done.said
        assert [(done, of) for _, done, of in told] == [(n, 5) for n in range(5)]
        assert told[0][0] == "Recommendation 1"
        with pytest.raises(NotAsked, match="Choose the body"):
            drafted(replace(asked, body=None), "Ada", library, writer)
        with pytest.raises(NotAsked, match="Choose a report file"):
            drafted(replace(asked, path=None), "Ada", library, writer)

"""A draft as a person works on it: a real Chromium, the real server, the sample letters."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect
from test_browser import (  # noqa: F401  # fixtures among them
    REPORT,
    SHOTS,
    SLOW,
    OpenPage,
    address,
    browser,
    choose,
    open_page,
    shoot,
    start_draft,
    tab,
)

pytestmark = pytest.mark.browser

PLAN = "We have asked the chief constable for a report by 1 May 2025."
ELSEWHERE = """Office of the Police and Crime Commissioner for Harrowdale

3 December 2024

Dear Home Secretary,

In the year to September 2023 the Constabulary answered 55% of 999 calls within ten seconds.

Yours sincerely,

Anthea Lorrimer
Police and Crime Commissioner
"""


def drafted(page: Page) -> Locator:
    """Draft a response to the sample report; return the sheet."""
    tab(page, "Draft")
    page.locator("#report-file input[type=file]").set_input_files(REPORT)
    expect(page.locator("#report-file")).to_contain_text("new-inspection", timeout=SLOW)
    start_draft(page)
    sheet = page.locator("#draft")
    expect(sheet.locator(".or-clock")).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("Item", exact=True)).to_be_visible()
    return sheet


def said(page: Page, words: str) -> None:
    expect(page.locator("#draft-said")).to_contain_text(words, timeout=SLOW)


def fold_out(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(rf"^{name}\s*▼?")).first.click()


def edit(page: Page, paragraph: str, words: str) -> None:
    choose(page, "Paragraph", paragraph)
    box = page.locator("#paragraph textarea")
    expect(box).to_have_value(re.compile(re.escape(paragraph)))
    box.fill(words)
    page.get_by_role("button", name="Save the paragraph").click()


def in_word(page: Page, button: str, path: Path) -> tuple[str, str]:
    """Download a Word file; return its name and its text."""
    with page.expect_download() as download:
        page.get_by_text(button).click()
    download.value.save_as(path)
    text = "\n".join(each.text for each in docx.Document(str(path)).paragraphs)
    return download.value.suggested_filename, " ".join(text.split())


def test_a_draft_is_chosen_edited_kept_over_a_reload_and_written_incomplete(
    open_page: OpenPage,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = open_page()
    sheet = drafted(page)
    said(page, "Drafted and kept as version 1: 5 items, 2 gaps.")
    page.get_by_label("Your name").fill("Ada Fenn")
    page.get_by_label("Accepted in part", exact=True).check()
    said(page, "Kept as version 2")
    expect(sheet).to_contain_text("This recommendation is accepted in part. (by Ada Fenn)")
    edit(page, "Bring this up to date", PLAN)
    said(page, "Kept as version 3")
    expect(sheet).to_contain_text(f"{PLAN} (by Ada Fenn)")
    page.get_by_label("With the force", exact=True).check()
    said(page, "Kept as version 4")

    page.reload()
    tab(page, "Draft")
    said(page, "Version 4 is open.")
    expect(sheet).to_contain_text(f"{PLAN} (by Ada Fenn)")
    expect(sheet).to_contain_text("Accepted in part. State of the work: with the force.")
    expect(page.get_by_label("Accepted in part", exact=True)).to_be_checked()
    expect(page.get_by_label("With the force", exact=True)).to_be_checked()

    fold_out(page, "Word files")
    page.get_by_role("button", name="Write the files").click()
    expect(page.locator("#draft-files")).to_contain_text("The letter says INCOMPLETE", timeout=SLOW)
    name, letter = in_word(page, "Download the letter", tmp_path / "letter.docx")
    assert name.endswith("INCOMPLETE.docx")
    assert PLAN in letter
    for button in ("Download the internal copy", "Download the invitation"):
        name, text = in_word(page, button, tmp_path / "other.docx")
        assert name.endswith(".docx")
        assert text
    page.get_by_label("Agreed", exact=True).check()
    said(page, "Kept as version 5")
    expect(page.get_by_text("Download the letter")).to_be_hidden()


def test_what_was_changed_is_told_and_can_be_undone(open_page: OpenPage) -> None:  # noqa: F811
    page = open_page()
    sheet = drafted(page)
    edit(page, "Bring this up to date", PLAN)
    said(page, "Kept as version 2")
    fold_out(page, "What was changed, and undo")
    history = page.locator("#draft-history")
    expect(history.locator("ins")).to_have_text(PLAN)
    expect(history.locator("del")).to_contain_text("[Bring this up to date")
    page.get_by_role("button", name="Go back to this version").click()
    said(page, "Kept as version 3: went back to version 1.")
    expect(sheet).not_to_contain_text(PLAN)
    expect(history.locator("li")).to_have_count(3)


def test_two_people_do_not_write_over_one_another(open_page: OpenPage) -> None:  # noqa: F811
    first, second = open_page(), open_page()
    sheet = drafted(first)
    tab(second, "Draft")
    expect(second.locator("#kept-drafts")).to_be_visible()
    expect(second.get_by_label("Item", exact=True)).to_be_hidden()
    second.goto(first.url)
    tab(second, "Draft")
    said(second, "Version 1 is open.")
    choose(second, "Paragraph", "Bring this up to date")
    expect(second.locator("#paragraph textarea")).to_have_value(re.compile("Bring this up"))
    second.locator("#paragraph textarea").fill(PLAN)
    first.get_by_label("Accepted", exact=True).check()
    said(first, "Kept as version 2")

    second.get_by_role("button", name="Save the paragraph").click()
    said(second, "What you typed is still in its box.")
    expect(second.locator("#draft")).to_contain_text("This recommendation is accepted.")
    expect(second.locator("#draft")).not_to_contain_text(PLAN)
    expect(second.locator("#paragraph textarea")).to_have_value(PLAN)
    second.get_by_role("button", name="Save the paragraph").click()
    said(second, "Kept as version 3")
    expect(sheet).not_to_contain_text(PLAN)
    first.get_by_label("Agreed", exact=True).check()
    said(first, "The newest version is open now.")
    expect(sheet).to_contain_text(PLAN)


def test_a_draft_is_reviewed_filled_in_and_not_approved_while_it_lacks_something(
    open_page: OpenPage,  # noqa: F811
) -> None:
    page = open_page()
    sheet = drafted(page)
    fold_out(page, "Date, addressee, copies and signature")
    page.get_by_label("As it is printed").fill("3 January 2025")
    page.get_by_role("button", name="Fill it in").click()
    said(page, "Kept as version 2: filled in dated.")
    sheet.get_by_text("What stands round the items").click()
    expect(sheet).to_contain_text("3 January 2025")
    edit(page, "Bring this up to date", PLAN)
    said(page, "Kept as version 3")

    fold_out(page, "Review")
    review = page.locator("#draft-review")
    expect(review).to_contain_text("nobody has said whether it is accepted")
    page.get_by_role("button", name="Review: hold it against the record").click()
    expect(review.locator(".or-counts")).to_have_count(2, timeout=SLOW)
    choose(page, "What a reason is to be given for", "Why the letter goes out after its last day")
    page.get_by_label("Why", exact=True).fill("The report came to us late.")
    page.get_by_role("button", name="Give this reason").click()
    said(page, "gave a reason")
    expect(review).not_to_contain_text("The last day to publish was", timeout=SLOW)

    fold_out(page, "Approve, publish, delete")
    page.get_by_role("button", name="Approve and lock the letter").click()
    said(page, "The letter is not complete, so it was not approved.")
    page.get_by_role("button", name="Delete this draft").click()
    expect(page.locator(".or-confirm")).to_contain_text("Nothing of it can be had back.")
    page.get_by_role("button", name="Yes, delete it").click()
    said(page, "is deleted with all its versions")
    expect(page.get_by_label("Item", exact=True)).to_be_hidden()
    assert "draft=" not in page.url


def test_a_complete_letter_is_approved_locked_published_and_opened_again(
    open_page: OpenPage,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = open_page()
    tab(page, "Draft")
    page.get_by_label("Or paste its recommendations").fill(
        "Recommendation 1: By May 2025, chief constables should publish a policy on drones."
    )
    start_draft(page, "Westmarch")
    said(page, "kept as version 1")
    complete(page)
    fold_out(page, "Approve, publish, delete")
    page.get_by_role("button", name="Approve and lock the letter").click()
    said(page, "is approved and locked. SHA-256")
    expect(page.locator("#draft .or-approved")).to_contain_text("and locked")
    expect(page.get_by_label("Paragraph", exact=True)).to_be_hidden()

    page.get_by_role("button", name="Take it into the library").click()
    said(page, "the newest position on its matters")
    tab(page, "Letters")
    expect(page.locator("#letters")).to_contain_text("westmarch-response", timeout=SLOW)
    tab(page, "Draft")
    page.get_by_role("button", name="Open it again").click()
    said(page, "Say why it is to be changed after all")
    page.get_by_label("Why it is changed after all").fill("A date was wrong.")
    page.get_by_role("button", name="Open it again").click()
    said(page, "can be changed again")
    expect(page.get_by_label("Paragraph", exact=True)).to_be_visible()


def complete(page: Page) -> None:
    """Fill in all that a draft lacks."""
    page.get_by_label("Accepted", exact=True).check()
    said(page, "Kept as version 2")
    version = 2
    while True:
        page.get_by_label("Paragraph", exact=True).click()
        expect(page.get_by_role("option").first).to_be_visible()
        left = page.get_by_role("option", name=re.compile(r"\(to fill in\)"))
        if not left.count():
            break
        left.first.click()
        box = page.locator("#paragraph textarea")
        expect(box).to_have_value(re.compile(r"^\["))
        box.fill("We will publish a policy by 1 May 2025.")
        page.get_by_role("button", name="Save the paragraph").click()
        version += 1
        said(page, f"Kept as version {version}")
    page.keyboard.press("Escape")
    fold_out(page, "Date, addressee, copies and signature")
    while True:
        page.get_by_label("What to fill in", exact=True).click()
        expect(page.get_by_role("option").first).to_be_visible()
        left = page.get_by_role("option", name=re.compile(r"\(to fill in\)"))
        if not left.count():
            break
        words = left.first.inner_text()
        left.first.click()
        filled = "3 December 2024" if "date" in words else "To the Home Secretary and HMICFRS"
        box = page.get_by_label("As it is printed")
        expect(box).to_have_value(re.compile(r"\["))
        box.fill(filled)
        page.get_by_role("button", name="Fill it in").click()
        version += 1
        said(page, f"Kept as version {version}")
    page.keyboard.press("Escape")


def test_a_letter_from_elsewhere_is_held_against_the_record(
    open_page: OpenPage,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = open_page()
    tab(page, "Draft")
    fold_out(page, "Check a letter that was written elsewhere")
    page.get_by_role("button", name="Check it against the record").click()
    expect(page.locator("#checked [role=alert]")).to_contain_text("Choose the letter", timeout=SLOW)
    file = tmp_path / "reply.txt"
    file.write_text(ELSEWHERE, "utf-8")
    page.locator("#check-file input[type=file]").set_input_files(file)
    expect(page.locator("#check-file")).to_contain_text("reply", timeout=SLOW)
    choose(page, "Letter from", "Harrowdale")
    page.get_by_role("button", name="Check it against the record").click()
    checked = page.locator("#checked")
    expect(checked.locator(".or-finding").first).to_contain_text("55%", timeout=SLOW)
    expect(checked.locator(".or-finding blockquote").first).to_contain_text("91.3%")


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_work_on_a_draft_fits_its_screen(
    open_page: OpenPage,  # noqa: F811
    width: int,
    scheme: str,
) -> None:
    SHOTS.mkdir(exist_ok=True)
    page = open_page(width, 900, scheme)
    drafted(page)
    name = f"{scheme}-{width}-work"
    shoot(page, name)
    edit(page, "Bring this up to date", "We answered 55% of 999 calls within ten seconds.")
    said(page, "Kept as version 2")
    for panel in ("Date, addressee", "Review", "Word files", "Approve", "What was changed"):
        fold_out(page, panel)
    page.get_by_role("button", name="Review: hold it against the record").click()
    expect(page.locator("#draft-review .or-finding").first).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Write the files").click()
    expect(page.get_by_text("Download the letter")).to_be_visible(timeout=SLOW)
    page.locator("#draft .or-more summary").first.click()
    shoot(page, f"{name}-all")

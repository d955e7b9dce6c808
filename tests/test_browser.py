"""The three tabs as a person uses them: a real Chromium, the real server, the sample letters."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from reading_fixtures import REPOSITORY, SAMPLES

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parent / "screenshots"
REPORT = REPOSITORY / "samples" / "reports" / "new-inspection.txt"
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOW = 120_000  # milliseconds for what embeds or reads files, on a busy machine
CHANGED = "Has Harrowdale joined the national online reporting platform?"
OF_WESTMARCH = "Did Westmarch say in 2019 that its control room has a dedicated vulnerability team?"
UNANSWERABLE = "What has Westmarch said about facial recognition?"
HOSTILE_LETTER = """Office of the Police and Crime Commissioner for Durham

3 May 2024

Dear Home Secretary,

HMICFRS report: Watching <b>the</b> road

Recommendation 1: By June 2024, chief constables should publish the number of speed cameras.

Force response: Durham Constabulary operates 37 speed cameras <script>window.intruder=1</script>
<img src=x onerror="window.intruder=2"> ![logo](https://evil.example/a.png)
[link](javascript:window.intruder=3) ${window.intruder=4} {{value}} as of April 2024.

Yours sincerely,

Joy Fenwick
Police and Crime Commissioner
"""

OpenPage = Callable[..., Page]


# A server and a browser for all the tests, a context for each page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a library of its own, started as `make run` starts it."""
    folder = tmp_path_factory.mktemp("app")
    port = _free_port()
    start = (
        "from pathlib import Path; from assistant.settings import Settings; import ui; "
        f"ui.serve(Settings(library=Path({str(folder / 'library')!r}), port={port}), "
        f"fill_from=Path({str(SAMPLES)!r}))"
    )
    said = folder / "said.txt"
    with said.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", start], cwd=REPOSITORY, stdout=output, stderr=output
        )
    try:
        _wait_for_address(server, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)
    assert "Traceback" not in said.read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; the tests fail without one where they are required."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None and os.environ.get("ONRECORD_REQUIRE_BROWSER") == "1":
        pytest.fail("no Chromium: install it (.ci/run does), or unset ONRECORD_REQUIRE_BROWSER")
    if found is None:
        pytest.skip("no Chromium on this computer: install the package chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the app in a context of its own; afterwards no page may have gone elsewhere."""
    contexts: list[BrowserContext] = []
    asked_for: list[str] = []
    faults: list[str] = []

    def open_one(width: int = 1280, height: int = 900, scheme: Any = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked_for.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        expect(page.get_by_label("Your question")).to_be_visible(timeout=SLOW)
        return page

    yield open_one
    for context in contexts:
        context.close()
    elsewhere = {
        url
        for url in asked_for
        if not url.startswith(("data:", "blob:")) and urlsplit(url).hostname != "127.0.0.1"
    }
    assert elsewhere == set()
    assert faults == []


# What a person does


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the answer when it is there."""
    tab(page, "Ask")
    before = page.locator("#chat .or-answer[id]").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    answer = page.locator("#chat .or-answer[id]").nth(before)
    expect(answer).to_be_visible(timeout=SLOW)
    expect(page.locator("#sources .or-for").first).to_have_text(question, timeout=SLOW)
    return answer


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option).click()


def add_files(page: Page, *files: Path) -> Locator:
    """Upload files in the Letters tab, and return what came of them."""
    tab(page, "Letters")
    page.locator("#letter-files input[type=file]").set_input_files(list(files))
    for file in files:
        expect(page.locator("#letter-files")).to_contain_text(file.stem, timeout=SLOW)
    page.get_by_role("button", name="Add to the library").click()
    result = page.locator("#intake .or-intake")
    expect(result).to_be_visible(timeout=SLOW)
    return result


def remove_letter(page: Page, name: str) -> None:
    tab(page, "Letters")
    choose(page, "Letter", name)
    page.get_by_role("button", name="Remove this letter").click()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.locator("#removal")).to_contain_text("Removed", timeout=SLOW)


def start_draft(page: Page, body: str = "Harrowdale") -> None:
    tab(page, "Draft")
    choose(page, "Reply from", body)
    page.get_by_role("button", name="Draft the response").click()


# Ask


def test_a_changed_position_is_answered_with_its_source_marked(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, CHANGED)
    expect(answer.locator(".or-looked")).to_contain_text("Harrowdale")
    expect(answer).to_contain_text("in its letter of 4 December 2023")
    expect(answer).to_contain_text("adopted the platform on 5 June 2023")
    marked = page.locator("mark", has_text="adopted the platform on 5 June 2023")
    card = page.locator("#sources article", has=marked)
    expect(card).to_be_visible()
    expect(card).to_contain_text("Harrowdale, letter of 4 December 2023")
    expect(card).to_contain_text("harrowdale-2023-second-look.docx · page 1")
    expect(card).to_contain_text("Words of the force")


def test_a_number_in_the_answer_leads_to_the_marked_words(open_page: OpenPage) -> None:
    page = open_page()
    links = ask(page, CHANGED).locator("a.or-cite")
    count = links.count()
    assert count >= 2
    links.nth(count - 1).click()
    expect(page.locator(f"#source-1-{count}")).to_be_in_viewport()


def test_an_earlier_position_is_labelled_as_superseded(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, CHANGED)
    if page.locator("#sources .or-rest").count():
        page.locator("#sources .or-rest summary").click()
    card = page.locator("#sources article", has_text="Harrowdale will not be joining")
    expect(card).to_contain_text("Superseded: Harrowdale said something later on 4 December 2023.")


def test_an_unanswerable_question_is_not_answered_and_the_nearest_shown(
    open_page: OpenPage,
) -> None:
    page = open_page()
    answer = ask(page, UNANSWERABLE)
    expect(answer).to_contain_text("No answer on record")
    expect(answer).to_contain_text("Westmarch")
    expect(answer.locator("blockquote")).to_have_count(0)
    expect(page.locator("#sources")).to_contain_text("Nearest passages")
    expect(page.locator("#sources article").first).to_contain_text("Westmarch")
    expect(page.locator("#sources mark")).to_have_count(0)


def test_an_example_is_asked_when_it_is_chosen(open_page: OpenPage) -> None:
    page = open_page()
    example = page.get_by_role("button", name=re.compile("^(Use example|.*)What has Harrowdale"))
    example.first.click()
    expect(page.locator("#chat .or-answer blockquote").first).to_be_visible(timeout=SLOW)
    expect(page.locator("#chat .or-asked")).to_contain_text("What has Harrowdale done to")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("   ", "The question is empty."),
        ("word " * 20_000, "characters; at most 2,000 can be read."),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_in_a_sentence(
    open_page: OpenPage, question: str, sentence: str
) -> None:
    page = open_page()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#chat [role=alert]")).to_contain_text(sentence, timeout=SLOW)
    expect(page.locator("#chat .or-answer[id]")).to_have_count(1)


def test_a_chosen_filter_is_kept_to_and_named(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Narrow the search").click()
    choose(page, "Only letters from", "Westmarch")
    page.keyboard.press("Escape")
    answer = ask(page, "Is there a vulnerability team in the control room?")
    expect(answer.locator(".or-looked")).to_contain_text("Westmarch")
    expect(answer.locator(".or-drop")).to_have_count(0)
    cards = page.locator("#sources article h4").all_text_contents()
    assert len(cards) >= 1
    assert all("Westmarch" in card for card in cards)


def test_a_filter_that_was_found_is_taken_away_by_its_button(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, OF_WESTMARCH)
    expect(answer.locator(".or-chip")).to_contain_text(["Westmarch", "2019"])
    expect(answer).to_contain_text("does not have a dedicated vulnerability team")
    answer.get_by_role("button", name="Ask again without the filter 2019").click()
    again = page.locator("#chat .or-answer[id]").nth(1)
    expect(again).to_be_visible(timeout=SLOW)
    expect(again.locator(".or-chip")).to_have_count(1)
    expect(again).to_contain_text("began work in the control room", timeout=SLOW)
    expect(page.locator("#chat .or-again")).to_have_text("Asked again without the filter: 2019")
    expect(page.locator("#chat .or-asked")).to_have_text([OF_WESTMARCH, OF_WESTMARCH])


def test_a_filter_is_taken_away_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, OF_WESTMARCH)
    for name in ("2019", "Westmarch"):
        answer.get_by_role("button", name=f"Ask again without the filter {name}").focus()
        page.keyboard.press("Enter")
        before = page.locator("#chat .or-answer[id]")
        answer = before.nth(1 if name == "2019" else 2)
        expect(answer).to_be_visible(timeout=SLOW)
    expect(answer.locator(".or-chip")).to_have_count(0)
    expect(page.locator("#chat .or-again").last).to_have_text(
        "Asked again without the filter: 2019; Westmarch"
    )


def test_a_body_without_a_letter_is_named_and_can_be_taken_away(open_page: OpenPage) -> None:
    page = open_page()
    answer = ask(page, "What did Kent say about appropriate adults?")
    expect(answer).to_contain_text("The library has no letter from Kent.")
    answer.get_by_role("button", name="Ask again without the filter Kent").press("Space")
    again = page.locator("#chat .or-answer[id]").nth(1)
    expect(again.locator("blockquote").first).to_be_visible(timeout=SLOW)
    expect(again).to_contain_text("Harrowdale")


def test_a_follow_up_is_shown_in_full_and_asked_as_written_by_one_click(
    open_page: OpenPage,
) -> None:
    SHOTS.mkdir(exist_ok=True)
    page = open_page()
    ask(page, "Does Westmarch have a vulnerability team in its control room?")
    page.get_by_label("Your question").fill("and Harrowdale?")
    page.get_by_label("Your question").press("Enter")
    full = "Does Harrowdale have a vulnerability team in its control room?"
    expect(page.locator("#chat .or-read-as")).to_contain_text(f"Read as: {full}", timeout=SLOW)
    expect(page.locator("#sources .or-for").first).to_have_text(full, timeout=SLOW)
    answer = page.locator("#chat .or-answer[id]").nth(1)
    expect(answer.locator(".or-chip")).to_contain_text("Harrowdale")
    shoot(page, "light-ask-follow-up")

    page.get_by_role("button", name="Ask as written instead").click()
    expect(page.locator("#chat .or-again")).to_have_text("Asked again as written, by itself")
    expect(page.locator("#sources .or-for").first).to_have_text("and Harrowdale?", timeout=SLOW)
    expect(page.locator("#chat .or-asked")).to_have_text(
        [
            "Does Westmarch have a vulnerability team in its control room?",
            "and Harrowdale?",
            "and Harrowdale?",
        ]
    )
    expect(page.locator("#chat .or-read-as")).to_have_count(1)


def test_two_people_do_not_see_one_anothers_questions(open_page: OpenPage) -> None:
    first, second = open_page(), open_page()
    for page, question in ((first, CHANGED), (second, UNANSWERABLE)):  # both at once
        page.get_by_label("Your question").fill(question)
        page.get_by_label("Your question").press("Enter")
    expect(first.locator("#sources mark").first).to_be_visible(timeout=SLOW)
    expect(second.locator("#sources")).to_contain_text("Nearest passages", timeout=SLOW)
    expect(first.locator("#chat .or-asked")).to_have_text([CHANGED])
    expect(second.locator("#chat .or-asked")).to_have_text([UNANSWERABLE])
    ask(first, UNANSWERABLE)
    expect(first.locator("#chat .or-asked")).to_have_text([CHANGED, UNANSWERABLE])
    expect(second.locator("#sources")).not_to_contain_text(CHANGED)


def test_a_cleared_chat_stays_cleared(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, CHANGED)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#chat .or-asked")).to_have_count(0)
    expect(page.locator("#sources mark")).to_have_count(0)
    ask(page, UNANSWERABLE)
    expect(page.locator("#chat .or-asked")).to_have_text([UNANSWERABLE])


# Draft


def test_a_report_becomes_a_draft_and_its_word_files(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    tab(page, "Draft")
    page.locator("#report-file input[type=file]").set_input_files(REPORT)
    expect(page.locator("#report-file")).to_contain_text("new-inspection", timeout=SLOW)
    start_draft(page)
    sheet = page.locator("#draft")
    expect(sheet).to_contain_text("Publish by 13 January 2025", timeout=SLOW)
    expect(sheet).to_contain_text("day 1 of 56")
    expect(sheet).to_contain_text("5 items: 3 drafted, 2 gaps.")
    expect(sheet.locator(".or-drafted blockquote").first).to_be_visible()
    expect(sheet.locator(".or-gap")).to_have_count(2)

    page.get_by_role("button", name="Word files").click()
    page.get_by_role("button", name="Write the files").click()
    letter = _download(page, "Download the letter", tmp_path / "letter.docx")
    internal = _download(page, "Download the internal copy", tmp_path / "internal.docx")
    quoted = sheet.locator(".or-drafted blockquote").first.inner_text().strip("“”[]1 \n\xa0")
    assert " ".join(quoted.split())[:60] in letter
    assert "Behind the front desk" in letter
    assert len(internal) > len(letter)


def _download(page: Page, button: str, path: Path) -> str:
    """Download a Word file, and return its text."""
    with page.expect_download() as download:
        page.get_by_text(button).click(timeout=SLOW)
    assert download.value.suggested_filename.endswith(".docx")
    download.value.save_as(path)
    return "\n".join(" ".join(each.text.split()) for each in docx.Document(str(path)).paragraphs)


def test_pasted_recommendations_are_drafted_with_the_date_that_is_given(
    open_page: OpenPage,
) -> None:
    page = open_page()
    tab(page, "Draft")
    page.get_by_label("Or paste its recommendations").fill(
        "Recommendation 1: By May 2025, chief constables should make sure that fewer people give "
        "up when they ring 101, and that those who hold are kept informed about how long it "
        "will take."
    )
    page.get_by_label("Published on").fill("the day before yesterday")
    start_draft(page)
    expect(page.locator("#draft-said [role=alert]")).to_contain_text("Write it as", timeout=SLOW)
    page.get_by_label("Published on").fill("19 November 2024")
    page.get_by_role("button", name="Draft the response").click()
    expect(page.locator("#draft")).to_contain_text("Publish by 13 January 2025", timeout=SLOW)
    expect(page.locator("#draft blockquote").first).to_be_visible()


def test_a_draft_of_nothing_is_refused_in_a_sentence(open_page: OpenPage) -> None:
    page = open_page()
    start_draft(page)
    expect(page.locator("#draft-said [role=alert]")).to_have_text(
        "Choose a report file, or paste its recommendations, then try again.", timeout=SLOW
    )
    page.get_by_label("Or paste its recommendations").fill("Good morning to you all.")
    page.get_by_role("button", name="Draft the response").click()
    refused = page.locator("#draft-said [role=alert]")
    expect(refused).to_contain_text("No recommendation", timeout=SLOW)
    expect(page.get_by_text("Download the letter")).to_be_hidden()


# Letters


def test_no_file_of_this_computer_can_be_had_from_the_server(address: str) -> None:
    for path in (REPOSITORY / "pyproject.toml", Path("/etc/passwd")):
        with pytest.raises(HTTPError, match="403"):
            urlopen(f"{address}/gradio_api/file={path}")  # noqa: S310 -- the address is ours


def test_a_letter_is_added_seen_asked_about_and_removed(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page, other = open_page(), open_page()
    file = tmp_path / "durham-2024-speed-cameras.txt"
    file.write_text(HOSTILE_LETTER, "utf-8")
    empty = tmp_path / "empty.pdf"
    empty.touch()

    result = add_files(page, file, empty)
    expect(result).to_contain_text("Added durham-2024-speed-cameras.txt: Durham, 3 May 2024")
    expect(result).to_contain_text("Refused empty.pdf is empty. Export it again from its source.")
    row = page.locator("#letters tr", has_text=file.name)
    expect(row).to_contain_text("3 May 2024")
    expect(add_files(page, file)).to_contain_text("Unchanged durham-2024-speed-cameras.txt")

    answer = ask(page, "How many speed cameras does Durham operate?")
    expect(answer).to_contain_text("37 speed cameras <script>window.intruder=1</script>")
    expect(answer).to_contain_text("![logo](https://evil.example/a.png)")
    expect(answer.locator("img, script")).to_have_count(0)
    assert page.evaluate("window.intruder") is None

    tab(page, "Draft")
    page.get_by_label("Reply from", exact=True).click()
    expect(page.get_by_role("option", name="Durham")).to_be_visible()
    page.keyboard.press("Escape")
    tab(other, "Letters")
    expect(other.locator("#letters")).to_contain_text(file.name)

    remove_letter(page, file.name)
    expect(row).to_have_count(0)
    expect(ask(page, "How many speed cameras does Durham operate?")).to_contain_text(
        "No answer on record"
    )


def test_a_letter_is_removed_only_after_a_second_yes(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "Letters")
    page.get_by_role("button", name="Remove this letter").click()
    expect(page.locator("#removal")).to_have_text("Choose the letter to remove first.")
    choose(page, "Letter", "harrowdale-2022-custody.md")
    page.get_by_role("button", name="Remove this letter").click()
    expect(page.get_by_text("Remove Harrowdale, 6 October 2022")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Yes, remove it")).to_be_hidden()
    expect(page.locator("#letters")).to_contain_text("harrowdale-2022-custody.md")


def test_files_must_be_chosen_before_they_are_added(open_page: OpenPage) -> None:
    page = open_page()
    tab(page, "Letters")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("#intake [role=alert]")).to_contain_text("Choose one or more files")


# How it looks: screenshots for a person to look at, and what can be measured


@pytest.mark.parametrize(
    ("name", "width", "height", "scheme"),
    [
        ("light", 1280, 900, "light"),
        ("dark", 1280, 900, "dark"),
        ("phone", 390, 844, "light"),
        ("phone-dark", 390, 844, "dark"),
    ],
)
def test_every_tab_fits_its_screen(
    open_page: OpenPage, name: str, width: int, height: int, scheme: str
) -> None:
    SHOTS.mkdir(exist_ok=True)
    page = open_page(width, height, scheme)
    shoot(page, f"{name}-ask-empty")
    ask(page, CHANGED)
    shoot(page, f"{name}-ask-answer")
    ask(page, UNANSWERABLE)
    shoot(page, f"{name}-ask-abstention")
    ask(page, OF_WESTMARCH)
    shoot(page, f"{name}-ask-filters")
    tab(page, "Letters")
    expect(page.locator("#letters table")).to_be_visible()
    shoot(page, f"{name}-letters")
    tab(page, "Draft")
    shoot(page, f"{name}-draft-empty")
    page.locator("#report-file input[type=file]").set_input_files(REPORT)
    expect(page.locator("#report-file")).to_contain_text("new-inspection", timeout=SLOW)
    start_draft(page)
    expect(page.locator("#draft .or-clock")).to_be_visible(timeout=SLOW)
    shoot(page, f"{name}-draft")


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # for transitions to end
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{name} scrolls sideways: {widths}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_address(server: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(1200):
        if "http://127.0.0.1" in said.read_text("utf-8"):
            return
        if server.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"the app did not start:\n{said.read_text('utf-8')}")

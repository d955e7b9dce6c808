"""What is asked about the record itself is told from it, each sentence with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import Command
from fakes import WordEmbedder
from reading_fixtures import REPOSITORY

from assistant.answer import answer_question
from assistant.record.answering import WRITER
from assistant.record.borne import unborne
from assistant.results import Abstention, AbstentionReason, Answer
from ingest.dates import find_dates
from ingest.model import Letter, Speaker
from vectorstore.errors import UnknownLetter
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.records import Filters, LetterRecord
from webapp.answer_html import Turn, sources_pane, turn_message

JUDGED = REPOSITORY / "benchmarks" / "judgements" / "record"
NEAR_MISS = "near-miss"
COUNTS = r"^\d+(?= (?:letters?|areas?|recommendations?|causes?)\b)|(?<= of )\d+(?=\.$)"


@dataclass(frozen=True, kw_only=True)
class Judged:
    question: str
    kind: str
    file: str | None
    words: list[str]  # one of them is in a citation of the file
    says: list[str]  # all of them are shown


def judged(name: str) -> list[Judged]:
    lines = (JUDGED / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [
        Judged(
            question=line["question"],
            kind=line["class"],
            file=line["file"],
            words=line["words"],
            says=line["says"],
        )
        for line in map(json.loads, lines)
    ]


def told(question: str, library: Library) -> Answer:
    result = answer_question(question, library=library)
    assert isinstance(result, Answer), f"{question}: {result}"
    assert result.writer == WRITER, question
    return result


def shown(answer: Answer) -> str:
    return " ".join(f"{each.framing}: {each.text}" for each in answer.statements)


def is_right(each: Judged, library: Library) -> bool:
    result = answer_question(each.question, library=library)
    from_record = isinstance(result, Answer) and result.writer == WRITER
    if each.kind == NEAR_MISS:
        return not from_record
    if not isinstance(result, Answer) or not from_record:
        return False
    cited = [
        " ".join(citation.quote.split())
        for statement in result.statements
        for citation in statement.citations
        if citation.file == each.file
    ]
    return all(words in shown(result) for words in each.says) and any(
        words in quote for words in each.words for quote in cited
    )


@pytest.mark.parametrize(
    "each", [*judged("asked"), *judged("further")], ids=lambda each: each.question
)
def test_a_question_about_the_record_is_told_from_it_and_any_other_is_not(
    samples: Library, each: Judged
) -> None:
    assert is_right(each, samples)


def test_nine_in_ten_of_the_questions_kept_aside_come_out_right(samples: Library) -> None:
    right = [is_right(each, samples) for each in judged("aside")]
    assert len(right) == 30
    assert sum(right) >= 27


@pytest.mark.parametrize(
    "each",
    [
        each
        for name in ("asked", "aside", "further")
        for each in judged(name)
        if each.kind != NEAR_MISS
    ],
    ids=lambda each: each.question,
)
def test_every_name_and_date_that_is_told_is_in_the_words_that_are_cited(
    samples: Library, each: Judged
) -> None:
    answer = told(each.question, samples)
    assert not answer.withheld
    assert answer.statements
    held = {evidence.passage_id: evidence for evidence in answer.evidence}
    for statement in answer.statements:
        assert statement.citations
        quotes = [citation.quote for citation in statement.citations]
        counted = {int(number) for number in re.findall(COUNTS, statement.text)}
        assert not unborne(statement.text, quotes, counted)
        days = {found.day for found in find_dates(" ".join(quotes))}
        assert {found.day for found in find_dates(statement.text)} <= days
        for citation in statement.citations:
            text = samples.letter(citation.letter_id).text
            assert text[citation.start : citation.end] == citation.quote
            holder = held[citation.passage_id]
            assert holder.start <= citation.start < citation.end <= holder.end
            assert citation.page == samples.page_at(citation.letter_id, citation.start)[0]


@pytest.mark.parametrize(
    ("text", "quotes", "missing"),
    [
        ("Signed by Anthea Lorrimer.", ["Anthea Lorrimer"], []),
        ("Signed by Anthea Larrimer.", ["Anthea Lorrimer"], ["Larrimer"]),
        ("Dated 1 September 2020.", ["1st September 2020"], []),
        ("Dated 2 September 2020.", ["1st September 2020"], ["2 September 2020"]),
        ("4 letters, of 6 May 2021.", ["06/05/2021"], []),
        ("5 letters, of 6 May 2021.", ["06/05/2021"], ["5"]),
        ("Area for improvement 3: “Do it.”", ["AFI 2", "Do it."], ["3"]),
    ],
)
def test_a_sentence_with_a_name_date_or_figure_from_elsewhere_does_not_pass(
    text: str, quotes: list[str], missing: list[str]
) -> None:
    assert unborne(text, quotes, counted=[4]) == missing


def test_a_fact_that_its_place_does_not_bear_is_not_told(
    samples: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = samples.records

    def forged(ids: Collection[str]) -> dict[str, LetterRecord]:
        return {key: replace(each, author="Joan Doe") for key, each in true(ids).items()}

    monkeypatch.setattr(samples, "records", forged)
    result = answer_question("Who signed Westmarch's letter of July 2019?", library=samples)
    assert isinstance(result, Abstention) or "Joan Doe" not in shown(result)


def test_a_letter_that_is_removed_meanwhile_leaves_the_question_to_the_search(
    samples: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(letter_id: str) -> Letter:
        raise UnknownLetter(letter_id)

    monkeypatch.setattr(samples, "letter", gone)
    result = answer_question("Who signed Westmarch's letter of July 2019?", library=samples)
    assert isinstance(result, Abstention) or result.writer != WRITER


# Kinds of question


def test_who_signed_is_told_with_the_office_and_the_letter(samples: Library) -> None:
    (statement,) = told("Who signed Westmarch's letter of July 2019?", samples).statements
    assert statement.text == "Signed by Owen Brackenridge, Police and Crime Commissioner."
    assert statement.framing == (
        "Westmarch, in its letter of 29 July 2019 on "
        "“On the line: risk and vulnerability in police control rooms”"
    )


def test_an_unsigned_letter_is_said_to_be_so_with_its_date_and_file(tmp_path: Path) -> None:
    file = tmp_path / "unsigned.txt"
    file.write_text(
        "3 May 2021\n\nDear Home Secretary,\n\nHMICFRS report: Open doors\n\n"
        "Ruritania Police has opened its doors to the public every Friday since January.\n",
        "utf-8",
    )
    with Library(tmp_path / "library", WordEmbedder()) as library:
        take_in([file], library)
        result = answer_question("Who signed the letter?", library=library)
    assert isinstance(result, Abstention)
    assert result.reason is AbstentionReason.DETAIL_NOT_ON_RECORD
    assert "the letter of 3 May 2021 (unsigned.txt)" in result.message
    assert result.evidence


def test_the_latest_letter_is_counted_among_all(samples: Library) -> None:
    (statement,) = told("What is the latest letter from Harrowdale?", samples).statements
    assert statement.text == "Dated 4 December 2023, the latest of 4."


def test_only_the_latest_letter_is_told_of_where_that_is_asked(samples: Library) -> None:
    answer = told("Who signed the latest letter from Harrowdale?", samples)
    assert len(answer.statements) == 1


def test_a_year_that_is_no_filter_is_that_of_the_letters(samples: Library) -> None:
    answer = told("Which letters are there from 2022?", samples)
    assert answer.statements[0].text == "2 letters, of 6 October 2022 and 8 March 2022."
    assert answer.statements[0].framing == "The letters in the library, of 2022"


def test_letters_are_counted_within_the_filters_that_are_given(samples: Library) -> None:
    result = answer_question(
        "How many letters are there?", library=samples, filters=Filters(bodies=("Westmarch",))
    )
    assert isinstance(result, Answer)
    assert result.statements[0].text.startswith("4 letters, of 12 September 2023")


def test_a_report_that_is_not_answered_is_said_to_be_so_with_those_that_are(
    samples: Library,
) -> None:
    result = answer_question("Has Harrowdale answered the drones report?", library=samples)
    assert isinstance(result, Abstention)
    assert result.reason is AbstentionReason.NO_SUCH_REPORT
    assert "A duty of care" in result.message


def test_items_are_the_words_of_the_inspectorate_with_the_numbers_printed(
    samples: Library,
) -> None:
    count, *items = told("Which AFIs are in Westmarch's 2019 letter?", samples).statements
    assert count.text == "5 areas for improvement."
    assert len(items) == 5
    assert {each.speaker for each in items} == {Speaker.INSPECTORATE}
    assert items[1].text.startswith("Area for improvement 2: “The force should consider")
    assert [citation.quote for citation in items[1].citations][1] == "AFI 2"


def test_a_promise_is_quoted_and_none_is_made_of_a_refusal(samples: Library) -> None:
    answer = told("What did Harrowdale promise in its 2020 letter?", samples)
    assert all(each.is_quotation for each in answer.statements)
    assert "I will publish both sets of figures" in shown(answer)
    assert "will not be joining" not in shown(answer)
    assert "Whether it was done" in answer.note
    assert "March 2021" in answer.note.partition("Now past:")[2]


def test_promises_can_be_those_of_the_force_alone(samples: Library) -> None:
    answer = told("What has the force committed to?", samples)
    assert {each.speaker for each in answer.statements} == {Speaker.FORCE}


def test_a_letter_that_is_taken_for_its_matter_is_said_to_be(samples: Library) -> None:
    answer = told("Who signed the letter on hare coursing?", samples)
    assert [each.citations[0].file for each in answer.statements] == [
        "westmarch-2023-rural-crime.txt"
    ]
    assert "“hare coursing”" in answer.note


def test_we_may_be_any_body_of_the_library(samples: Library) -> None:
    assert "Name a body" in told("Which reports have we answered?", samples).note


def test_a_body_without_a_letter_here_is_not_told_of_from_the_letters_of_others(
    samples: Library,
) -> None:
    result = answer_question("Who signed Kent's letter?", library=samples)
    assert isinstance(result, Abstention)


# What is shown


def test_a_title_that_stands_in_a_heading_is_a_source_in_the_browser(samples: Library) -> None:
    question = "Did we respond to 'Waiting for evidence'?"
    answer = told(question, samples)
    (citation,) = answer.statements[0].citations
    assert citation.passage_id not in {
        f"{citation.letter_id}-{each.start}" for each in samples.letter(citation.letter_id).passages
    }
    turn = Turn(
        question=question, read_as=None, chosen=Filters(), without=(), result=answer, problem=""
    )
    assert "Yes, it answers “Waiting for evidence" in turn_message(turn, 1)
    pane = sources_pane([turn])
    assert 'id="source-1-1"' in pane
    assert "Waiting for evidence: digital forensics and the pace of investigation" in pane


def test_the_command_prints_it_as_any_answer(command: Command, own_samples_folder: Path) -> None:
    ran = command(
        "ask", "Who signed the 2022 Westmarch letter?", "--library", own_samples_folder, "--json"
    )
    assert ran.json["status"] == "answered"
    assert ran.json["writer"] == "record"
    (statement,) = ran.json["statements"]
    assert statement["text"] == "Signed by Owen Brackenridge, Police and Crime Commissioner."
    passages = {each["passage_id"] for each in ran.json["evidence"]}
    assert {each["passage_id"] for each in statement["citations"]} <= passages


def test_a_letter_named_by_body_and_year_is_no_report_of_that_name(samples: Library) -> None:
    answer = told("To whom was the 2022 Westmarch letter addressed?", samples)
    assert answer.question.filters.report is None
    assert [each.citations[0].quote for each in answer.statements] == ["Dear Chief Inspector,"]


@pytest.mark.parametrize(
    "question",
    [
        "Which recommendations have been addressed by Harrowdale?",
        "Which recommendations did Harrowdale make?",
    ],
)
def test_a_list_of_items_is_no_answer_to_what_became_of_them(
    question: str, samples: Library
) -> None:
    result = answer_question(question, library=samples)
    assert not isinstance(result, Answer) or result.writer != "record"


def test_a_promise_of_a_person_is_that_persons(samples: Library) -> None:
    answer = told("What did Anthea Lorrimer promise?", samples)
    assert {each.speaker for each in answer.statements} == {Speaker.POLICING_BODY}
    of_the_force = told("What commitments did the chief constable make in 2022?", samples)
    assert {each.speaker for each in of_the_force.statements} == {Speaker.FORCE}
    assert "\n" not in answer.note


def test_a_refusal_that_a_later_letter_takes_back_is_marked_and_follows_the_later_words(
    samples: Library,
) -> None:
    answer = told("Which recommendations did Harrowdale turn down?", samples)
    texts = [each.text for each in answer.statements]
    refusal = next(
        n for n, each in enumerate(texts) if "will not be joining the national online" in each
    )
    (citation,) = answer.statements[refusal].citations
    assert citation.superseded_by is not None
    later = next(
        n
        for n, each in enumerate(answer.statements)
        if each.citations[0].letter_id == citation.superseded_by
    )
    assert later < refusal
    (evidence,) = [each for each in answer.evidence if each.passage_id == citation.passage_id]
    assert evidence.superseded_on == answer.statements[later].citations[0].dated


def test_a_promise_that_a_later_letter_speaks_of_again_is_marked(samples: Library) -> None:
    answer = told("What did Harrowdale promise?", samples)
    marked = [c for each in answer.statements for c in each.citations if c.superseded_by]
    assert marked
    days = {each.letter_id: each.dated for each in samples.letters()}
    for each in marked:
        later, own = days[each.superseded_by or ""], each.dated
        assert later
        assert own
        assert later > own


def test_what_a_letter_says_of_itself_is_not_marked_as_superseded(samples: Library) -> None:
    answer = told("Who signed the Harrowdale letters?", samples)
    assert not any(c.superseded_by for each in answer.statements for c in each.citations)


def test_a_later_letter_that_the_filters_leave_out_is_named_and_not_quoted(
    samples: Library,
) -> None:
    answer = told("Which recommendations did Harrowdale turn down in its 2020 letter?", samples)
    cited = [c for each in answer.statements for c in each.citations]
    assert {each.dated.year for each in cited if each.dated} == {2020}
    assert any(each.superseded_by for each in cited)


@pytest.mark.parametrize(
    ("asked", "refused", "other"),
    [
        ("recommendations", "national online reporting platform", "has no plans to do so"),
        ("areas for improvement", "has no plans to do so", "national online reporting platform"),
    ],
)
def test_of_what_was_turned_down_the_kind_that_is_asked_for_is_told(
    asked: str, refused: str, other: str, samples: Library
) -> None:
    answer = told(f"Which {asked} did Harrowdale turn down?", samples)
    assert any(refused in each.text for each in answer.statements)
    assert not any(other in each.text for each in answer.statements)

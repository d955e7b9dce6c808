"""An answer says whose words it shows and when they were said; else it says why there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fakes import ScriptedWriter, WordEmbedder

from assistant.answer import answer_question, find_passages, look_up
from assistant.errors import QuestionRefused
from assistant.results import Abstention, Answer, Statement
from ingest.model import Speaker
from vectorstore.errors import UnknownFilter
from vectorstore.library import Library
from vectorstore.records import Filters

PLATFORM = "Has Harrowdale joined the national online reporting platform?"


def ask(question: str, library: Library) -> Answer:
    result = answer_question(question, library=library)
    assert isinstance(result, Answer), f"{question}: {result}"
    return result


def refused(question: str, library: Library) -> Abstention:
    result = answer_question(question, library=library)
    assert isinstance(result, Abstention), f"{question}: {result}"
    return result


def with_words(answer: Answer, words: str) -> Statement:
    found = [each for each in answer.statements if words in each.text]
    assert len(found) == 1, [each.text for each in answer.statements]
    return found[0]


# The questions of samples/README.md


@pytest.mark.parametrize(
    ("question", "new", "old"),
    [
        (PLATFORM, "adopted the platform on 5 June 2023", "will not be joining"),
        (
            "Does Westmarch have a dedicated vulnerability team in its control room?",
            "began work in the control room on 16 January 2023",
            "does not have a dedicated vulnerability team",
        ),
    ],
)
def test_an_answer_that_changed_shows_the_new_one_first_and_labels_the_old(
    samples: Library, question: str, new: str, old: str
) -> None:
    answer = ask(question, samples)
    latest, earlier = with_words(answer, new), with_words(answer, old)
    assert answer.statements.index(latest) < answer.statements.index(earlier)
    assert latest.citations[0].superseded_by is None
    assert earlier.citations[0].superseded_by == latest.citations[0].letter_id


def test_the_current_position_opens_with_the_latest_letter(samples: Library) -> None:
    answer = ask("What is Harrowdale's current position on call handling?", samples)
    dates = [each.citations[0].dated for each in answer.statements]
    assert len(dates) > 1
    assert dates[0] == max(each for each in dates if each) == date(2023, 12, 4)


def test_what_would_happen_is_answered_where_a_letter_says_it(samples: Library) -> None:
    answer = ask("What happens when a 101 call is abandoned?", samples)
    assert "of 101 calls to be abandoned" in answer.statements[0].text


def test_a_body_that_is_compared_and_says_nothing_is_named(samples: Library) -> None:
    answer = ask("Compare Harrowdale and Westmarch on custody", samples)
    assert {each.citations[0].body for each in answer.statements} == {"Harrowdale"}
    assert answer.note == "Nothing was found that answers this for Westmarch."


def test_a_figure_is_found_with_its_letter_and_day(samples: Library) -> None:
    answer = ask(
        "How many digital devices were waiting to be examined in Westmarch at the end of 2021?",
        samples,
    )
    statement = with_words(answer, "1,126")
    assert statement.speaker is Speaker.FORCE
    assert statement.framing.startswith(
        "Westmarch (the force), in its letter of 8 March 2022 on “Waiting for evidence"
    )


def test_what_inspectors_found_is_framed_as_theirs(samples: Library) -> None:
    answer = ask(
        "What did inspectors find about written confirmation for victims in Harrowdale?", samples
    )
    statement = with_words(answer, "46 of the 110 victims")
    assert statement.speaker is Speaker.INSPECTORATE
    assert statement.framing.startswith(
        "The inspectorate, as Harrowdale quotes it in its letter of 22 November 2021"
    )


def test_what_the_commissioner_pays_is_framed_as_the_commissioners(samples: Library) -> None:
    answer = ask("How much is the Harrowdale commissioner paying for appropriate adults?", samples)
    statement = with_words(answer, "£174,000 a year")
    assert statement.speaker is Speaker.POLICING_BODY
    assert statement.framing.startswith(
        "Harrowdale (the commissioner), in its web page of 6 October 2022"
    )


def test_no_framing_gives_the_inspectorates_words_to_a_body(samples: Library) -> None:
    speakers = {
        f"{record.letter_id}-{passage.start}": passage.speaker
        for record in samples.letters()
        for passage in samples.letter(record.letter_id).passages
    }
    seen = set()
    for question in (PLATFORM, "What did inspectors find in Harrowdale?", "What about calls?"):
        for statement in ask(question, samples).statements:
            spoken = {speakers[citation.passage_id] for citation in statement.citations}
            assert spoken == {statement.speaker}
            says_so = statement.framing.startswith("The inspectorate, as ")
            assert says_so == (statement.speaker is Speaker.INSPECTORATE)
            seen.add(statement.speaker)
    assert Speaker.INSPECTORATE in seen
    assert len(seen) > 1


# Abstentions


@pytest.mark.parametrize(
    ("question", "reason", "words"),
    [
        ("What has Westmarch said about facial recognition?", "nothing_on_record", "Westmarch"),
        ("How many drones does Dorset Police operate?", "no_such_body", "no letter from Dorset"),
        ("When did Harrowdale last buy herons?", "nothing_on_record", "Harrowdale"),
        ("What happens when a drone is grounded?", "outside_the_record", "in general"),
        (
            "Which company supplies the online reporting platform to Harrowdale?",
            "detail_not_on_record",
            "give no name",
        ),
    ],
)
def test_an_abstention_says_why_and_shows_the_nearest_passages(
    samples: Library, question: str, reason: str, words: str
) -> None:
    abstention = refused(question, samples)
    assert abstention.reason == reason
    assert words in abstention.message
    assert len(abstention.evidence) > 0


@pytest.mark.parametrize(
    ("question", "reason", "message"),
    [
        (
            "What did Harrowdale say in reply to State of Policing 2019?",
            "no_such_report",
            "No letter from Harrowdale in the library answers a report called “State of Policing "
            "2019”. It has answers from Harrowdale to: “Answering the call: a second look at",
        ),
        (
            "What did Harrowdale say about calls in reply to Lanes and fields?",
            "no_such_report",
            "No letter from Harrowdale in the library answers a report called “Lanes and fields”.",
        ),
        (
            "What has Westmarch said about rural crime since 2024?",
            "no_such_date",
            "The library has no letter from Westmarch of that time (from 1 January 2024). It has "
            "letters from Westmarch of 2019, 2022 and 2023.",
        ),
        (
            "What did Harrowdale say in May 2021?",
            "no_such_date",
            "The library has no letter from Harrowdale of that time (May 2021). It has letters",
        ),
        (
            "What did Owen Brackenridge say for Harrowdale?",
            "no_such_author",
            "No letter from Harrowdale in the library is by Owen Brackenridge. It has letters from "
            "Harrowdale by Anthea Lorrimer and Miriam Ashcombe.",
        ),
        ("What did Kent and Surrey say?", "no_such_body", "no letter from Kent and Surrey. It has"),
    ],
)
def test_what_the_library_does_not_have_is_said_with_what_it_has(
    samples: Library, question: str, reason: str, message: str
) -> None:
    abstention = refused(question, samples)
    assert abstention.reason == reason
    assert message in abstention.message
    found = look_up(question, library=samples)
    assert found.evidence == ()
    assert found.message == abstention.message


def test_of_two_bodies_the_one_with_a_letter_is_answered_for(samples: Library) -> None:
    answer = ask("What do Harrowdale and Kent say about the online reporting platform?", samples)
    assert answer.note == "The library has no letter from Kent: this is of Harrowdale alone."
    assert {each.letter.body for each in answer.evidence} == {"Harrowdale"}


def test_what_is_left_unread_is_searched_for_everywhere(samples: Library) -> None:
    question = "What did Kent say about appropriate adults?"
    result = answer_question(question, library=samples, without=["body:Kent"])
    assert isinstance(result, Answer)
    assert result.question.missing_bodies == ()
    assert "Kent" in result.question.search


def test_a_numbered_item_is_answered_from_that_item(samples: Library) -> None:
    result = answer_question("What did Westmarch do about AFI 3 of 2019?", library=samples)
    assert len(result.evidence) > 0
    assert {each.item.number for each in result.evidence if each.item} == {"3"}
    assert all(each.item for each in result.evidence)


@pytest.mark.parametrize(
    "question",
    [
        "How did Harrowdale respond to recommendation 3 in Answering the call in 2020?",
        "What did Owen Brackenridge say about AFI 2 in 2019?",
        "What did we say in reply to Kept informed AFI 3?",
    ],
)
def test_how_an_item_was_answered_is_not_answered_by_the_item(
    samples: Library, question: str
) -> None:
    answer = ask(question, samples)
    assert {each.speaker for each in answer.statements} <= {Speaker.FORCE, Speaker.POLICING_BODY}


def test_bytes_that_are_no_text_do_not_stop_an_answer(samples: Library) -> None:
    assert ask("Does Harrowdale have a vulnerability desk \ud800?", samples).statements


@pytest.mark.parametrize("question", ["Harrowdale AFI 3", "Answering the call rec 4"])
def test_an_item_by_its_number_alone_is_answered(question: str, samples: Library) -> None:
    answer = ask(question, samples)
    number = question[-1]
    assert {each.item.number for each in answer.evidence if each.item} == {number}


def test_a_matter_that_an_item_is_not_about_is_not_answered_by_it(samples: Library) -> None:
    assert isinstance(
        answer_question("What is recommendation 2 about drones?", library=samples), Abstention
    )


def test_a_number_that_no_item_has_does_not_hide_the_answer(samples: Library) -> None:
    question = "How many devices were waiting in Westmarch at the end of 2021, recommendation 9?"
    result = answer_question(question, library=samples)
    assert isinstance(result, Answer)
    assert "No letter looked in has recommendation 9" in result.note
    assert result.question.filters.items == ()


def test_a_kind_of_item_leaves_out_items_of_other_kinds(samples: Library) -> None:
    found = look_up("Which AFIs did Harrowdale answer on custody?", library=samples, k=30).evidence
    kinds = {each.item.kind.value for each in found if each.item}
    assert kinds == {"afi"}
    outside = [each for each in found if each.item is None]
    assert all("afi" in e.text.casefold() or "for improvement" in e.text for e in outside)


def test_an_empty_library_is_its_own_reason(tmp_path: Path) -> None:
    with Library(tmp_path / "library", WordEmbedder()) as library:
        abstention = refused(PLATFORM, library)
    assert abstention.reason == "empty_library"
    assert abstention.evidence == ()
    assert "onrecord ingest" in abstention.message


def test_a_quotation_that_is_not_in_the_passage_is_not_shown(samples: Library) -> None:
    writer = ScriptedWriter(("", "We reject the recommendation"))
    result = answer_question(PLATFORM, library=samples, writer=writer)
    assert isinstance(result, Abstention)
    assert result.reason == "unsupported"
    assert result.message.startswith("1 proposed sentence did not stand in the letters")
    assert len(result.evidence) == 8


# Writers


def test_what_was_withheld_is_counted_beside_what_is_shown(samples: Library) -> None:
    words = "Harrowdale will not be joining the national online reporting platform"
    writer = ScriptedWriter(
        ("Harrowdale will not be joining.", words),
        ("Harrowdale will be joining.", words),
        ("Harrowdale will not be joining before 2031.", words),
    )
    result = answer_question(PLATFORM, library=samples, writer=writer)
    assert isinstance(result, Answer)
    assert [each.text for each in result.statements] == ["Harrowdale will not be joining."]
    assert result.withheld == 2
    assert result.writer == "scripted"


def test_quotations_stand_in_for_a_model_that_is_down(samples: Library) -> None:
    down = ScriptedWriter(down="The chat model scripted is asleep.")
    result = answer_question(PLATFORM, library=samples, writer=down)
    assert isinstance(result, Answer)
    assert result.writer == "quotes"
    assert result.note.startswith("The chat model scripted is asleep. The answer below is made of")
    assert result.statements == ask(PLATFORM, samples).statements


def test_the_same_question_gives_the_same_answer(samples: Library) -> None:
    assert ask(PLATFORM, samples) == ask(PLATFORM, samples)


# Questions and filters


def test_a_filter_narrows_the_answer_and_is_shown(samples: Library) -> None:
    answer = ask("What did Harrowdale say in 2020 about the online reporting platform?", samples)
    assert answer.question.filters.dated_to is not None
    assert {each.letter.dated.year for each in answer.evidence if each.letter.dated} == {2020}


@pytest.mark.parametrize("question", ["", " \n", "x" * 2001, "?!", "the of and"])
def test_a_question_that_cannot_be_read_is_refused(samples: Library, question: str) -> None:
    for function in (answer_question, find_passages):
        with pytest.raises(QuestionRefused):
            function(question, library=samples)


def test_a_filter_that_no_letter_has_is_an_error(samples: Library) -> None:
    with pytest.raises(UnknownFilter, match="Did you mean Westmarch"):
        answer_question("Why?", library=samples, filters=Filters(bodies=("Westmarsh",)))


def test_a_question_in_capitals_finds_the_same_passage_first(samples: Library) -> None:
    plain = find_passages(PLATFORM, library=samples, k=1)
    assert find_passages(PLATFORM.upper(), library=samples, k=1)[0].text == plain[0].text


def test_a_finding_is_followed_by_the_response_to_it(samples: Library) -> None:
    answer = ask("AFI 3 of Kept informed", samples)
    speakers = [each.speaker for each in answer.statements]
    assert speakers[0] is Speaker.INSPECTORATE
    assert Speaker.FORCE in speakers[1:]
    assert answer.statements[0].framing.startswith("The inspectorate")


def test_a_figure_that_changed_is_told_newest_first_with_what_it_was(samples: Library) -> None:
    question = "On how many evenings are mental health nurses in the Harrowdale control room?"
    now, before = ask(question, samples).statements
    assert "from four to seven" in now.text
    assert now.speaker is Speaker.POLICING_BODY
    assert "four evenings a week" in before.text


def test_a_letterhead_is_quoted_only_where_nothing_answers_better(samples: Library) -> None:
    answer = ask("What does Westmarch do about rural crime now?", samples)
    assert Speaker.UNKNOWN not in [each.speaker for each in answer.statements]


def test_what_goes_on_in_the_paragraph_of_the_answer_is_quoted_with_it(samples: Library) -> None:
    question = "How many officers are in the Westmarch rural crime team now?"
    then, now = ask(question, samples).statements
    assert "five officers" in then.text
    assert "now has fourteen officers" in now.text
    assert (then.speaker, now.speaker) == (Speaker.POLICING_BODY, Speaker.FORCE)

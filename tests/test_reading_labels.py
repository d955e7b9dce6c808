"""Labels are read where they are labels, and nowhere else."""

from __future__ import annotations

import pytest

from ingest.item_labels import item_label, item_reference
from ingest.model import ItemKind, Speaker
from ingest.patterns import is_closing, opens_block
from ingest.response_labels import heading_speaker, response_label
from ingest.speakers import sentence_speaker


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("AFI 1- The force should", ItemKind.AFI, "1"),
        ("AFI- Each force must", ItemKind.AFI, None),
        ("Recommendation 3: Structures", ItemKind.RECOMMENDATION, "3"),
        ("Recommendation 1. The force should", ItemKind.RECOMMENDATION, "1"),
        ("Recommendation 4 By April forces should", ItemKind.RECOMMENDATION, "4"),
        ("RECOMMENDATION 2", ItemKind.RECOMMENDATION, "2"),
        ("recommendation 2", ItemKind.RECOMMENDATION, "2"),
        ("Accelerated cause of concern: the", ItemKind.CAUSE_OF_CONCERN, None),
        ("Area for improvement 5 – Forces", ItemKind.AFI, "5"),
    ],
)
def test_an_item_s_label_says_its_kind_and_number(
    words: str, kind: ItemKind, number: str | None
) -> None:
    label = item_label(words)
    assert label is not None
    assert (label.kind, label.number) == (kind, number)


@pytest.mark.parametrize(
    "words",
    [
        "recommendation. We would look at the matter again",
        "recommendation: we would look at the matter again",
        "Recommendation. The force should do more",
        "Recommendations: the force should do more",
        "Recommendation 3 is accepted",
        "Recommendation 3 I accept",
        "Recommendations",
    ],
)
def test_the_word_alone_labels_nothing(words: str) -> None:
    assert item_label(words) is None


def test_a_wrapped_line_opens_a_block_only_after_the_end_of_a_sentence() -> None:
    assert opens_block("Recommendation 3: do more", "It is so.")
    assert not opens_block("Recommendation 3: do more", "as the report says in")
    assert not opens_block("recommendation 3", "It is so.")
    assert not opens_block("702. I pay for nurses", "raised the priority of")
    assert opens_block("• a bullet", "as the report says in")


def test_a_reference_to_an_item_keeps_its_words() -> None:
    reference = item_reference("On recommendation 2, I wrote to the leaders")
    assert reference is not None
    assert (reference.kind, reference.number, reference.length) == (
        ItemKind.RECOMMENDATION,
        "2",
        0,
    )
    assert item_reference("On AFI 1, I have asked") is not None
    assert item_reference("On 2 May, I wrote to the leaders") is None


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Force response:", Speaker.FORCE),
        ("Chief Constable’s comments", Speaker.FORCE),
        ("Northmoor Police response:", Speaker.FORCE),
        ("MPS response", Speaker.FORCE),
        ("PCC response:", Speaker.POLICING_BODY),
        ("Police, Fire and Crime Commissioner’s comments:", Speaker.POLICING_BODY),
        ("Comments of the Police and Crime Commissioner, Ann Other", Speaker.POLICING_BODY),
        ("Mayor’s response", Speaker.POLICING_BODY),
        ("Response:", None),
        ("Our response", None),
    ],
)
def test_a_response_label_says_who_answers(words: str, speaker: Speaker | None) -> None:
    label = response_label(words)
    assert label is not None
    assert label.speaker is speaker


def test_a_section_s_heading_says_whose_words_follow() -> None:
    assert heading_speaker("3 Commissioner’s comments") is Speaker.POLICING_BODY
    assert heading_speaker("Appendix B: Force response") is Speaker.FORCE
    assert heading_speaker("Summary of the report") is Speaker.INSPECTORATE
    assert heading_speaker("Bibliography") is Speaker.UNKNOWN
    assert heading_speaker("Domestic abuse and bail") is None


def test_a_sentence_about_what_was_sent_to_a_scene_is_no_closing() -> None:
    assert not is_closing("I have sent officers to every school.")
    assert is_closing("I have sent copies of this letter to the panel.")


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("As Westmarch Police and Crime Commissioner I publish this.", Speaker.POLICING_BODY),
        ("Westmarch Police and Crime Commissioner (2019) Response.", None),
        ("Westmarch Police does not have a team.", Speaker.FORCE),
        ("The Metropolitan Police Service has a team.", Speaker.FORCE),
        ("The Government’s Police Reform White Paper will say.", None),
        ("HMICFRS found that calls were lost.", Speaker.INSPECTORATE),
        ("The Commissioner has set a limit.", Speaker.POLICING_BODY),
        ("I accept the finding.", Speaker.FORCE),
        ("In 2021 I supported the decision.", Speaker.FORCE),
        ("Calls are answered.", None),
    ],
)
def test_a_sentence_s_opening_says_who_speaks(sentence: str, speaker: Speaker | None) -> None:
    assert sentence_speaker(sentence, first_person=Speaker.FORCE) is speaker

"""Labels are read where they are labels, and nowhere else."""

from __future__ import annotations

import pytest

from ingest.model import ItemKind, Speaker
from ingest.structure.item_labels import item_label, item_reference, same_number
from ingest.structure.patterns import is_closing, opens_block
from ingest.structure.response_labels import answer_label, heading_speaker, response_label
from ingest.structure.speakers import sentence_speaker
from ingest.structure.voices import Voices, spoken


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
        ("AFI A – The force should", ItemKind.AFI, "A"),
        ("AFI C(ii) – The force should", ItemKind.AFI, "C(ii)"),
        ("AFI 2 (Responding to the public)", ItemKind.AFI, "2"),
        ("Recommendation 3 of 7", ItemKind.RECOMMENDATION, "3 of 7"),
        ("Recommendations 1 and 2: forces should", ItemKind.RECOMMENDATION, "1 and 2"),
        ("Recommendation Four: forces should", ItemKind.RECOMMENDATION, "Four"),
        ("HMICFRS recommendation 6: forces should", ItemKind.RECOMMENDATION, "6"),
        ("Rec 2 - By January forces should", ItemKind.RECOMMENDATION, "2"),
        ("R5: forces should", ItemKind.RECOMMENDATION, "5"),
        ("Cause of concern 1 (recommendation 2)", ItemKind.CAUSE_OF_CONCERN, "1"),
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
        "4. Areas for improvement",
        "R. Smith: the force should",
        "Recommendation by recommendation, we answer",
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
        ("Force response - The system was changed", Speaker.FORCE),
        ("Response (force):", Speaker.FORCE),
        ("Response from the Deputy Chief Constable", Speaker.FORCE),
        ("Response to recommendation 4", None),
        ("Response:", None),
        ("Our response", None),
    ],
)
def test_a_response_label_says_who_answers(words: str, speaker: Speaker | None) -> None:
    label = response_label(words)
    assert label is not None
    assert label.speaker is speaker


@pytest.mark.parametrize(
    ("words", "speaker", "opens"),
    [
        ("What we are doing: A screen", None, True),
        ("Action taken", None, True),
        ("PCC: I agree", Speaker.POLICING_BODY, True),
        ("Chief Constable: We agree", Speaker.FORCE, True),
        ("Update (March 2023):", None, False),
        ("Progress to date", None, False),
    ],
)
def test_some_labels_are_those_of_an_answer_only_under_an_item(
    words: str, speaker: Speaker | None, opens: bool
) -> None:
    label = answer_label(words)
    assert label is not None
    assert (label.speaker, label.opens) == (speaker, opens)
    assert response_label(words) is None


def test_a_label_can_name_the_item_that_it_answers() -> None:
    label = response_label("Our response to recommendation 4")
    assert label is not None
    assert label.answers is not None
    assert label.answers.number == "4"
    reference = item_reference("On the second recommendation, I have")
    assert reference is not None
    assert same_number(reference.number or "") == same_number("2") == same_number("two")


def test_a_section_s_heading_says_whose_words_follow() -> None:
    assert heading_speaker("3 Commissioner’s comments") is Speaker.POLICING_BODY
    assert heading_speaker("Appendix B: Force response") is Speaker.FORCE
    assert heading_speaker("Summary of the report") is Speaker.INSPECTORATE
    assert heading_speaker("Bibliography") is Speaker.UNKNOWN
    assert heading_speaker("Annex A: letter from the Chief Constable") is Speaker.FORCE
    assert heading_speaker("What Aldmere Police says") is Speaker.FORCE
    assert heading_speaker("What the Commissioner says") is Speaker.POLICING_BODY
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
        ("The inspectors conclude that calls are lost.", Speaker.INSPECTORATE),
        ("According to the report, calls are lost.", Speaker.INSPECTORATE),
        ("In its letter to me HMICFRS added that calls are lost.", Speaker.INSPECTORATE),
        ("You found that calls were lost.", Speaker.INSPECTORATE),
        ("The Chief Constable tells me that calls are answered.", Speaker.FORCE),
    ],
)
def test_a_sentence_s_opening_says_who_speaks(sentence: str, speaker: Speaker | None) -> None:
    assert sentence_speaker(sentence, first_person=Speaker.FORCE) is speaker


def speakers(text: str, first_person: Speaker) -> list[tuple[str, Speaker]]:
    voices = Voices(default=first_person, first_person=first_person)
    return [(text[a:b], speaker) for a, b, speaker in spoken(text, 0, len(text), voices)]


def test_a_quotation_of_the_report_is_the_inspectorate_s_to_its_end() -> None:
    quoted = "HMICFRS said: “Calls are lost. The force should do more.”"
    assert speakers(f"{quoted} I agree.", Speaker.POLICING_BODY) == [
        (quoted, Speaker.INSPECTORATE),
        ("I agree.", Speaker.POLICING_BODY),
    ]


def test_what_was_found_of_the_force_is_never_the_commissioner_s() -> None:
    found = "We found that the force was not routinely providing this."
    assert speakers(found, Speaker.POLICING_BODY) == [(found, Speaker.INSPECTORATE)]


def test_what_the_chief_constable_tells_the_commissioner_is_the_force_s_position() -> None:
    told = "The Chief Constable tells me that every call is answered."
    assert speakers(f"{told} I have asked for the figures.", Speaker.POLICING_BODY) == [
        (told, Speaker.FORCE),
        ("I have asked for the figures.", Speaker.POLICING_BODY),
    ]


def test_what_the_commissioner_adds_in_one_sentence_to_what_the_force_says_is_parted() -> None:
    told = "The Chief Constable has told me what the force is doing,"
    added = "and I add a comment of my own."
    assert speakers(f"{told} {added} I am content.", Speaker.POLICING_BODY) == [
        (told, Speaker.FORCE),
        (added, Speaker.POLICING_BODY),
        ("I am content.", Speaker.POLICING_BODY),
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The inspectorate was worried by the queues.", Speaker.INSPECTORATE),
        ("Inspectors visited nine police stations.", Speaker.INSPECTORATE),
        ("One of your concerns was about sickness.", Speaker.INSPECTORATE),
        ("HMICFRS published its report in May.", None),
        ("The queue is shorter than I had hoped.", Speaker.POLICING_BODY),
        ("The lists go to my audit committee.", Speaker.POLICING_BODY),
        ("Nine days is too long for a victim.", Speaker.POLICING_BODY),
        ("Your officials could pay for nurses.", Speaker.POLICING_BODY),
        ("I was told by the Chief Constable that the van is late.", Speaker.FORCE),
        ("Thefts fell by a tenth, which the force puts down to lighting.", Speaker.FORCE),
        ("Since 4 March 2022 the Constabulary has used vans.", Speaker.FORCE),
        ("Our head of custody, Chief Inspector Iris Vole, chairs a group.", Speaker.FORCE),
        ("Since March last year I have paid for vans.", Speaker.POLICING_BODY),
        ("Vans are cleaned on Mondays.", None),
    ],
)
def test_a_sentence_of_a_commissioner_s_letter_is_whose_position_it_states(
    sentence: str, speaker: Speaker | None
) -> None:
    assert sentence_speaker(sentence, first_person=Speaker.POLICING_BODY) is speaker


def test_what_it_or_she_says_is_said_by_whoever_the_sentence_before_names() -> None:
    found = "The inspectors looked at cells. They found two without a bell."
    agreed = "I agree with that. I asked the Chief Constable for bells."
    she = "She has ordered twelve."
    assert speakers(f"{found} {agreed} {she}", Speaker.POLICING_BODY) == [
        (found, Speaker.INSPECTORATE),
        (agreed, Speaker.POLICING_BODY),
        (she, Speaker.FORCE),
    ]


def test_the_commissioner_of_whom_the_force_speaks_does_not_go_on_speaking() -> None:
    asked = "The Commissioner has asked for bells."
    bought = "Twelve bells were bought in June."
    assert speakers(f"{asked} {bought}", Speaker.FORCE) == [
        (asked, Speaker.POLICING_BODY),
        (bought, Speaker.FORCE),
    ]

"""A sentence that rests on true words and says something else is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evidence_fixtures import evidence_of

from assistant.claims import overstated
from assistant.grounding import ground, unborne
from assistant.results import Proposal
from ingest.model import Speaker
from vectorstore.library import Library

# What is quoted, and sentences that a careful reader would let stand on it.
TRUE = [
    (
        "We have now trained all 240 of our call handlers in the THRIVE model.",
        [
            "The force has trained all 240 of its call handlers in the THRIVE model.",
            "It has trained all 240 call handlers.",
            "All 240 call handlers have been trained in the THRIVE model.",
            "The force said it has trained all 240 of its call handlers.",
        ],
    ),
    (
        "The Constabulary adopted the national platform on 5 June 2023, and will review its use "
        "after twelve months.",
        [
            "The Constabulary adopted the national platform on 5 June 2023.",
            "On 5 June 2023 the Constabulary adopted the national platform.",
            "The national platform was adopted on 5 June 2023.",
            "The Constabulary will review its use after twelve months.",
            "The force adopted the national platform on 5 June 2023.",
        ],
    ),
    (
        "In 2021 we spent £640,000 on staff for the first point of contact, of which £90,000 came "
        "from a grant.",
        [
            "In 2021 the force spent £640,000 on staff for the first point of contact.",
            "The force spent £640,000 on staff in 2021.",
            "It spent £640,000 on staff for the first point of contact.",
        ],
    ),
    (
        "Body-worn video is reviewed monthly by a panel which the Chief Constable chairs.",
        [
            "Body-worn video is reviewed monthly by a panel.",
            "Body-worn video is reviewed by a panel which the Chief Constable chairs.",
        ],
    ),
    (
        "The force does not intend to open a second custody suite, because the present one is "
        "seldom full.",
        [
            "The force does not intend to open a second custody suite.",
            "It does not intend to open a second custody suite.",
        ],
    ),
    (
        "Our plan is that every victim will be offered a needs assessment within 14 days.",
        [
            "Our plan is that every victim will be offered a needs assessment.",
        ],
    ),
]

# What is quoted, who says it, and sentences that do not stand on it.
FALSE = [
    (
        "We will train 240 of our call handlers if the grant is renewed.",
        [
            "The force has trained 240 call handlers.",
            "The force will train all 240 call handlers.",
            "The force will train 240 call handlers because the grant is renewed.",
            "The force will train 240 custody officers.",
            "The force will be trained by 240 call handlers.",
            "The Commissioner will train 240 call handlers.",
            "The College will train 240 call handlers.",
            "240 call handlers will train the force.",
            "The force will sack 240 call handlers.",
            "Westmarch will train 240 call handlers.",
            "The force will train 420 call handlers.",
            "The force will not train 240 call handlers.",
        ],
    ),
    (
        "The College of Policing has trained 12 sergeants and 37 inspectors of Kent Police.",
        [
            "The College of Policing has trained 37 sergeants and 12 inspectors.",
            "The force has trained 12 sergeants.",
            "It has trained 12 sergeants.",
            "Kent Police has trained the College of Policing.",
            "The College of Policing was trained.",
            "The College of Policing has trained 49 inspectors.",
            "The College of Policing has trained only 12 sergeants.",
            "The College of Policing has trained 12 sergeants or 37 inspectors.",
        ],
    ),
    (
        "The force rejected the first recommendation but accepted the second.",
        [
            "The force rejected the second recommendation.",
            "The force accepted the first recommendation.",
            "The force rejected the second.",
            "The inspectorate rejected the first recommendation.",
            "The force rejected all recommendations.",
        ],
    ),
    (
        "Response times fell from 14 minutes to 9 minutes. They may rise again in winter.",
        [
            "Response times fell from 9 minutes to 14 minutes.",
            "Response times rose from 14 minutes to 9 minutes.",
            "Response times rise in winter.",
            "Response times will rise again in winter.",
            "Response times fell in winter.",
        ],
    ),
    (
        "Some officers have not yet had the training, and few stations are open at night.",
        [
            "Officers have not had the training.",
            "All officers have not yet had the training.",
            "Stations are open at night.",
            "Some officers have had the training.",
        ],
    ),
    (
        "Harrowdale told Westmarch that the desk would close before the review.",
        [
            "Westmarch told Harrowdale that the desk would close before the review.",
            "Harrowdale told Westmarch that the desk would close after the review.",
            "The desk closed before the review.",
            "The desk would close before the review.",
        ],
    ),
]


def pairs(cases: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    return [(quoted, sentence) for quoted, every in cases for sentence in every]


def stands(sentence: str, quoted: str) -> bool:
    return not unborne(sentence, quoted) and not overstated(sentence, [quoted], Speaker.FORCE)


@pytest.mark.parametrize(("quoted", "sentence"), pairs(FALSE))
def test_a_true_quotation_under_a_wrong_claim_does_not_stand(quoted: str, sentence: str) -> None:
    assert not stands(sentence, quoted)


@pytest.mark.parametrize(("quoted", "sentence"), pairs(TRUE))
def test_a_sentence_in_the_words_of_its_quotation_stands(quoted: str, sentence: str) -> None:
    assert stands(sentence, quoted), overstated(sentence, [quoted], Speaker.FORCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "We have trained all officers ![logo](https://evil.example/a.png).",
        "We have trained all officers <b>now</b>.",
        "We have trained all officers”]}, {",
        "We have trained all officers at https://evil.example.",
        "[We have trained all officers](https://evil.example)",
    ],
)
def test_a_sentence_has_no_marks_that_its_quotation_has_not(
    samples: Library, sentence: str
) -> None:
    evidence = replace(evidence_of(samples)[0], text="We have trained all officers now.")
    words = ((evidence.passage_id, evidence.text),)
    plain = [Proposal(text="We have trained all officers.", quotes=words)]
    forged = [Proposal(text=sentence, quotes=words)]
    assert len(ground(plain, [evidence], samples.page_at).statements) == 1
    assert ground(forged, [evidence], samples.page_at).statements == ()

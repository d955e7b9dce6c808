"""What a draft says is held against what its body has on record, sentence by sentence."""

from __future__ import annotations

import time
from datetime import date

import pytest

from assistant.consistency.amounts import amounts
from assistant.consistency.comparing import compare
from assistant.consistency.model import Agreement, Compared, Difference
from assistant.consistency.moments import agree, moments
from assistant.consistency.units import units
from ingest.model import Speaker
from vectorstore.errors import UnknownFilter
from vectorstore.library import Library

ON = date(2024, 2, 1)


def compared(draft: str, library: Library, body: str, on: date = ON) -> list[Compared]:
    found = compare(draft, body=body, library=library, on=on)
    for each in found:
        assert draft[each.start : each.end] == each.sentence
        for cited in each.citations:
            letter = library.letter(cited.letter_id)
            assert letter.text[cited.start : cited.end] == cited.quote
    return found


def only(draft: str, library: Library, body: str, on: date = ON) -> Compared:
    (found,) = compared(draft, library, body, on)
    return found


@pytest.mark.parametrize(
    "draft",
    [
        "Live chat, on trial since September 2020, has been scrapped.",
        "Callers to 101 are no longer told their place in the queue.",
        "The Chief Constable has decided to extend the hours of the desk.",
    ],
)
def test_a_position_that_is_turned_round_is_reversed(draft: str, samples: Library) -> None:
    found = only(draft, samples, "Harrowdale")
    assert found.agreement is Agreement.REVERSED
    assert found.differences[0] is Difference.NEGATION
    assert found.citations[0].dated == date(2023, 12, 4)


@pytest.mark.parametrize(
    ("draft", "difference", "words"),
    [
        ("The yearly cost is now expected to be £41,000.", Difference.FIGURE, "£31,000"),
        (
            "Cards and texts had reached four in five victims by September 2022, rather than the "
            "75% I had asked for.",
            Difference.FIGURE,
            "95%",
        ),
        (
            "Harrowdale Constabulary adopted the national online reporting platform on "
            "5 July 2023.",
            Difference.DATE,
            "5 June 2023",
        ),
        (
            "I commissioned the new appropriate adult service from Bridgegate Advocacy.",
            Difference.NAME,
            "Dalebridge Advocacy",
        ),
        (
            "The Chief Constable commissioned the new service from Dalebridge Advocacy at "
            "£174,000 a year.",
            Difference.OFFICE_HOLDER,
            "I have commissioned",
        ),
        (
            "Miriam Ashcombe commissioned the new service from Dalebridge Advocacy.",
            Difference.OFFICE_HOLDER,
            "I have commissioned",
        ),
    ],
)
def test_a_figure_date_name_or_person_that_differs_is_changed(
    draft: str, difference: Difference, words: str, samples: Library
) -> None:
    found = only(draft, samples, "Harrowdale")
    assert found.agreement is Agreement.CHANGED
    assert difference in found.differences
    assert words in found.citations[0].quote.replace("\n", " ")
    assert found.framing.startswith("Harrowdale (")


@pytest.mark.parametrize(
    ("draft", "agreement"),
    [
        ("An announcement of the expected wait may be added by May 2024.", Agreement.WEAKER),
        ("We hope to add an announcement of the expected wait by May 2024.", Agreement.WEAKER),
        (
            "Confirmation in writing has been sent to most victims of crime since "
            "1 September 2023.",
            Agreement.WEAKER,
        ),
    ],
)
def test_a_commitment_that_binds_less_is_weaker(
    draft: str, agreement: Agreement, samples: Library
) -> None:
    found = only(draft, samples, "Harrowdale")
    assert (found.agreement, found.differences) == (agreement, (Difference.COMMITMENT,))


def test_a_commitment_that_binds_more_is_stronger(samples: Library) -> None:
    draft = "The Constabulary will bring the share of abandoned 101 calls below 10% by March 2021."
    found = compared(draft, samples, "Harrowdale", date(2021, 1, 1))[-1]
    assert found.agreement is Agreement.STRONGER


@pytest.mark.parametrize(
    ("draft", "body"),
    [
        (
            "In the year to September 2023, 91.3 per cent of emergency calls were answered by the "
            "force within ten seconds.",
            "Harrowdale",
        ),
        (
            "Written confirmation has gone to all victims of crime since 1/9/2023, by e-mail "
            "or else by post.",
            "Harrowdale",
        ),
        ("The Chief Constable will not extend the hours of the desk.", "Harrowdale"),
        (
            "The vulnerability team, which is open around the clock, costs £1.02m a year and is "
            "paid for from the force budget.",
            "Westmarch",
        ),
        (
            "The rural crime team, led by Chief Inspector Bryony Stannard, has 14 officers and "
            "two intelligence analysts.",
            "Westmarch",
        ),
        ("Victims withdrew their support in almost a third of investigations.", "Harrowdale"),
    ],
)
def test_other_words_for_the_same_are_the_same(draft: str, body: str, samples: Library) -> None:
    found = only(draft, samples, body)
    assert found.agreement is Agreement.SAME, found
    assert found.message == ""
    assert found.citations


def test_what_a_later_letter_changed_is_outdated_where_it_is_told_as_if_it_held(
    samples: Library,
) -> None:
    draft = "Westmarch Police does not have a dedicated vulnerability team in its control room."
    found = only(draft, samples, "Westmarch")
    assert found.agreement is Agreement.OUTDATED
    assert [each.dated for each in found.citations] == [date(2023, 9, 12), date(2019, 7, 29)]
    told = "In July 2019 the force said that it did not have a dedicated vulnerability team."
    assert only(told, samples, "Westmarch").agreement is Agreement.SAME


def test_a_quotation_told_with_its_day_is_the_same_though_it_was_superseded(
    samples: Library,
) -> None:
    draft = (
        "In her letter of 13 July 2020 the Commissioner said: “Harrowdale will not be joining "
        "the national online reporting platform.”"
    )
    found = only(draft, samples, "Harrowdale")
    assert found.agreement is Agreement.SAME
    assert found.citations[0].dated == date(2020, 7, 13)


def test_a_quotation_of_several_sentences_is_one(samples: Library) -> None:
    draft = (
        "In the same letter we also said: “In 2020 we said that Harrowdale would not be joining "
        "the national online reporting platform, because it could not exchange records with the "
        "Constabulary’s crime recording system. That is no longer our position.”"
    )
    assert only(draft, samples, "Harrowdale").agreement is Agreement.SAME


def test_a_plan_whose_day_is_past_is_outdated_from_then_on(samples: Library) -> None:
    draft = "An announcement of the expected wait will be added by May 2024."
    assert only(draft, samples, "Harrowdale", date(2024, 5, 31)).agreement is Agreement.SAME
    found = only(draft, samples, "Harrowdale", date(2024, 6, 1))
    assert found.agreement is Agreement.OUTDATED
    assert "May 2024" in found.message


def test_a_promise_beside_the_facts_that_is_left_out_is_told(samples: Library) -> None:
    facts = "The force fitted 20 vehicles with satellite links last winter"
    same, missing = compared(f"{facts}.", samples, "Westmarch", date(2023, 6, 1))
    assert same.agreement is Agreement.SAME
    assert missing.agreement is Agreement.WEAKER
    assert missing.differences == (Difference.PROMISE_LEFT_OUT,)
    assert "a further 30 will follow" in missing.citations[0].quote
    whole = f"{facts}, and will fit 30 more by October 2023."
    assert only(whole, samples, "Westmarch", date(2023, 6, 1)).agreement is Agreement.SAME


def test_a_promise_beside_other_facts_than_those_repeated_is_not_missed(samples: Library) -> None:
    draft = "Westmarch has sixty-one places where an officer's radio and telephone fail."
    assert only(draft, samples, "Westmarch").agreement is Agreement.SAME


def test_what_was_so_before_a_change_is_not_what_holds(samples: Library) -> None:
    now = "I fund mental health nurses on {} evenings."
    assert only(now.format("seven"), samples, "Harrowdale").agreement is Agreement.SAME
    assert only(now.format("four"), samples, "Harrowdale").agreement is not Agreement.SAME


def test_every_in_place_of_a_share_is_stronger(samples: Library) -> None:
    draft = "In October 2023 confirmation was sent within five days in every case."
    assert only(draft, samples, "Harrowdale").agreement is Agreement.STRONGER


def test_what_nothing_on_record_bears_on_is_new(samples: Library) -> None:
    found = only("The force flies drones over football matches.", samples, "Harrowdale")
    assert (found.agreement, found.citations, found.framing) == (Agreement.NEW, (), "")


def test_the_words_of_the_inspectorate_are_not_the_bodys(samples: Library) -> None:
    draft = (
        "Only 46 of the 110 victims whose cases were examined had been given anything in writing."
    )
    for each in compared(draft, samples, "Harrowdale"):
        for cited in each.citations:
            letter = samples.letter(cited.letter_id)
            held = [p for p in letter.passages if p.start <= cited.start < p.end]
            assert [p.speaker for p in held] != [Speaker.INSPECTORATE]


def test_a_body_without_a_letter_is_refused(samples: Library) -> None:
    with pytest.raises(UnknownFilter, match="no letter from Nowhere"):
        compare("The force has a plan for this.", body="Nowhere", library=samples, on=ON)


def test_no_sentence_of_the_record_contradicts_the_record(samples: Library) -> None:
    for record in samples.letters():
        for passage in samples.letter(record.letter_id).passages:
            if passage.speaker not in (Speaker.FORCE, Speaker.POLICING_BODY):
                continue
            for start, end in units(passage.text):
                draft = passage.text[start:end]
                for each in compared(draft, samples, record.body or ""):
                    left_out = each.differences == (Difference.PROMISE_LEFT_OUT,)
                    kept = each.agreement in (Agreement.SAME, Agreement.OUTDATED)
                    assert kept or left_out, each


def test_a_letter_of_sixty_sentences_is_compared_in_seconds(samples: Library) -> None:
    said = [
        passage.text[start:end]
        for record in samples.letters()
        for passage in samples.letter(record.letter_id).passages
        if passage.speaker is Speaker.POLICING_BODY and record.body == "Harrowdale"
        for start, end in units(passage.text)
    ]
    draft = "\n\n".join((said * 3)[:60])
    begun = time.perf_counter()
    found = compared(draft, samples, "Harrowdale")
    assert len({each.start for each in found}) == 60
    assert time.perf_counter() - begun < 15  # on a machine that does other things besides


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£1.02 million", "£1,020,000"),
        ("a quarter of calls", "25% of calls"),
        ("four fifths", "80 per cent"),
        ("nine in ten calls", "90%"),
        ("24 officers", "twenty-four officers"),
        ("two hundred and twelve staff", "212 staff"),
        ("every fortnight", "fortnightly"),
        ("twice a year", "every six months"),
        ("a 15-minute break", "a quarter of an hour"),
        ("until midnight", "until 00:00"),
        ("at 6pm", "at 18:00"),
    ],
)
def test_one_amount_in_two_forms_is_one_amount(one: str, other: str) -> None:
    (first,), (second,) = amounts(one), amounts(other)
    assert first.value == pytest.approx(second.value, rel=0.02)


@pytest.mark.parametrize(
    "text", ["Recommendation 3 and AFI 12", "section 55", "101 and 999 calls", "on 1 May 2021"]
)
def test_numbers_that_are_names_or_dates_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("on 5 June 2023", "on 05/06/2023", True),
        ("in June 2023", "on 5 June 2023", True),
        ("in 2021/22", "in 2021-22", True),
        ("in summer 2022", "in July 2022", True),
        ("by the end of 2022", "by December 2022", True),
        ("in June 2023", "in July 2023", False),
        ("on 5 June", "on 6 June 2023", False),
        ("in 2021", "in 2021/22", False),
        ("on Friday", "on Saturday nights", False),
    ],
)
def test_times_agree_by_what_both_tell(one: str, other: str, same: bool) -> None:
    (first,), (second,) = moments(one), moments(other)
    assert agree(first, second) is same


def test_courtesies_and_formalities_are_not_compared() -> None:
    text = (
        "Dear Home Secretary,\n\nThank you for the report.\n\nI publish this under section 55 of "
        "the Police Act 1996.\n\nWritten confirmation\n\nThe force sends a letter to every "
        "victim.\n\n[To be confirmed. Ask the force by Friday.]\n\nYours sincerely,"
    )
    found = [text[start:end] for start, end in units(text)]
    assert found == ["The force sends a letter to every victim."]

"""What a question itself says of whose letters, of when and in reply to what it asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.filters.reading import read_filters
from assistant.question import Question, understand
from vectorstore.catalogue import Catalogue
from vectorstore.records import Filters, LetterFacts


def letter(body: str, dated: date, author: str, report: str) -> LetterFacts:
    return LetterFacts(
        letter_id=f"{body}-{dated}",
        body=body,
        dated=dated,
        author=author,
        addressee=None,
        report_title=report,
    )


LETTERS = [
    letter(
        "Durham", date(2020, 9, 1), "Steve White", "A call for help - handling calls in 2018/19"
    ),
    letter(
        "Durham",
        date(2021, 10, 19),
        "Joy Allen",
        "Police response to violence against women and girls - Final inspection report",
    ),
    letter("Durham", date(2022, 3, 24), "Joy Allen", "PEEL Assessment 2021/22"),
    letter(
        "Cambridgeshire", date(2020, 9, 3), "Chief Constable", "A call for help – control rooms"
    ),
    letter("Harrowdale", date(2020, 7, 13), "Miriam Ashcombe", "Roads policing: not optional"),
    letter(
        "Harrowdale",
        date(2021, 11, 22),
        "Anthea Lorrimer MBE",
        "Both sides of the coin: vulnerable people in county lines",
    ),
    letter(
        "Westmarch",
        date(2019, 7, 29),
        "Owen Brackenridge",
        "On the line: risk and vulnerability in police control rooms",
    ),
    letter(
        "Westmarch",
        date(2023, 4, 17),
        "Owen Brackenridge",
        "Lanes and fields: how forces police rural communities",
    ),
]
CATALOGUE = Catalogue(LETTERS)

DURHAM, HARROWDALE, WESTMARCH = ("Durham",), ("Harrowdale",), ("Westmarch",)
WHITE, ALLEN = ("Steve White",), ("Joy Allen",)
END_2020, END_2021 = date(2020, 12, 31), date(2021, 12, 31)
YEAR_2020 = {"first": date(2020, 1, 1), "last": END_2020}
YEARS_2020_2021 = {"first": date(2020, 1, 1), "last": END_2021}
SEPTEMBER_2020 = {"first": date(2020, 9, 1), "last": date(2020, 9, 30)}
FIRST_OF_SEPTEMBER = {"first": date(2020, 9, 1), "last": date(2020, 9, 1)}

# The question, and everything that is to be read in it; what is not named must not be read.
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    # Report
    (
        "What did Durham say in reply to A call for help?",
        {"bodies": DURHAM, "report": "call for help"},
    ),
    (
        "what did durham say in reply to a call for help",
        {"bodies": DURHAM, "report": "call for help"},
    ),
    ("In your response to PEEL 2021/22, what did you say on victims?", {"report": "PEEL 2021/22"}),
    (
        "durham PEEL 21/22 - what was said about victims?",
        {"bodies": DURHAM, "report": "PEEL 2021/22"},
    ),
    ("What does Durham's PEEL letter say on custody?", {"bodies": DURHAM, "report": "PEEL"}),
    (
        "How did Durham respond to the VAWG inspection?",
        {"bodies": DURHAM, "report": "violence women"},
    ),
    ("What was said in response to “Roads policing - not optional”?", {"report": "Roads policing"}),
    (
        "What did Harrowdale say in its reply to both sides of the coin?",
        {"bodies": HARROWDALE, "report": "sides of the coin"},
    ),
    (
        "Is there anything on drugs in the Both Sides of the Coin letter?",
        {"report": "sides of the coin"},
    ),
    (
        "What does Westmarch's answer to Lanes and Fields say on theft?",
        {"bodies": WESTMARCH, "report": "lanes fields"},
    ),
    (
        "What did Durham say in reply to State of Policing 2019?",
        {"bodies": DURHAM, "missing_report": "State of Policing 2019"},
    ),
    (
        "What was Westmarch's response to PEEL 2018/19?",
        {"bodies": WESTMARCH, "missing_report": "PEEL 2018/19"},
    ),
    (
        "What did Durham say in reply to Lanes and fields?",
        {"bodies": DURHAM, "report": "lanes fields"},
    ),
    # ... and what is no report
    ("How long does Durham take to answer a call for help?", {"bodies": DURHAM}),
    ("Do officers look at both sides of the coin when drugs are found?", {}),
    ("Is roads policing not optional in Harrowdale?", {"bodies": HARROWDALE}),
    ("What did Durham say in response to the pandemic?", {"bodies": DURHAM}),
    ("What happens after a crime report is made in Durham?", {"bodies": DURHAM}),
    ("How do victims report a crime in Durham?", {"bodies": DURHAM}),
    ("What did Durham write in reply to the Home Secretary?", {"bodies": DURHAM}),
    (
        "What did Durham say in response to AFI 3?",
        {"bodies": DURHAM, "kinds": ("afi",), "item": "3"},
    ),
    (
        "What is the police response to violence against women and girls in Durham?",
        {"bodies": DURHAM},
    ),
    # Kind of item
    ("Which recommendations did Durham reject?", {"bodies": DURHAM, "kinds": ("recommendation",)}),
    (
        "What areas for improvement has Harrowdale still to meet?",
        {"bodies": HARROWDALE, "kinds": ("afi",), "latest": True},
    ),
    (
        "Which causes of concern did Westmarch answer?",
        {"bodies": WESTMARCH, "kinds": ("cause_of_concern",)},
    ),
    (
        "What was AFI 3 in Durham's PEEL reply?",
        {"bodies": DURHAM, "report": "PEEL", "kinds": ("afi",), "item": "3"},
    ),
    ("rec 4.1 - who is to do it?", {"kinds": ("recommendation",), "item": "4.1"}),
    (
        "What did Durham say to Recommendation 5.2?",
        {"bodies": DURHAM, "kinds": ("recommendation",), "item": "5.2"},
    ),
    (
        "Area for improvement 2: is it met in Durham?",
        {"bodies": DURHAM, "kinds": ("afi",), "item": "2"},
    ),
    # ... and what is none
    ("How many recommendations did Durham accept?", {"bodies": DURHAM}),
    ("What would Durham recommend to the inspectors?", {"bodies": DURHAM}),
    ("What is the cause of concern about custody?", {}),
    ("Does Durham accept the recommendation on custody?", {"bodies": DURHAM}),
    # Author
    ("What did Steve White say about call handling?", {"authors": WHITE}),
    ("what has joy allen said about custody?", {"authors": ALLEN}),
    ("According to Anthea Lorrimer, who pays?", {"authors": ("Anthea Lorrimer MBE",)}),
    ("What is in Mr White's letter about training?", {"authors": WHITE}),
    ("Which chief inspector got a copy of Steve White's reply?", {"authors": WHITE}),
    ("What did Owen Brackenridge say about Durham?", {"authors": ("Owen Brackenridge",)}),
    # ... and what is none
    ("Who was commissioner before Joy Allen?", {}),
    ("What did Joy Allen's predecessor say about drones?", {}),
    ("Is Joy Allen still the commissioner for Durham?", {"bodies": DURHAM, "latest": True}),
    ("What does the chief constable say about drones?", {}),
    ("What does the current chief constable say about drones?", {"latest": True}),
    ("Did a white van driver say anything to Durham?", {"bodies": DURHAM}),
    # Dates
    ("What did Durham say in 2020 about calls?", {"bodies": DURHAM, **YEAR_2020}),
    ("What did Harrowdale write before 2021?", {"bodies": HARROWDALE, "last": date(2020, 12, 31)}),
    ("What has been said about drones since May 2020?", {"first": date(2020, 5, 1)}),
    (
        "What letters did Durham send between 2018 and 2020?",
        {"bodies": DURHAM, "first": date(2018, 1, 1), "last": date(2020, 12, 31)},
    ),
    (
        "What did Durham's letter of 19 October 2021 say?",
        {"bodies": DURHAM, "first": date(2021, 10, 19), "last": date(2021, 10, 19)},
    ),
    (
        "What does the September 2020 letter say about training?",
        {"first": date(2020, 9, 1), "last": date(2020, 9, 30)},
    ),
    (
        "What did Durham say in 1999?",
        {"bodies": DURHAM, "first": date(1999, 1, 1), "last": date(1999, 12, 31)},
    ),
    ("What is Durham's latest position on custody?", {"bodies": DURHAM, "latest": True}),
    ("What does Durham now say about custody?", {"bodies": DURHAM, "latest": True}),
    ("What is Durham's most recent reply on drones?", {"bodies": DURHAM, "latest": True}),
    ("What does Durham currently do about drones?", {"bodies": DURHAM, "latest": True}),
    # ... and what is none
    ("What did Durham say about the 2019 inspection?", {"bodies": DURHAM}),
    ("What did the 2019 PEEL inspection find in Durham?", {"bodies": DURHAM}),
    ("In March 2020 the force moved its control room. Why?", {}),
    ("What may Durham say about drones?", {"bodies": DURHAM}),
    ("How many calls did Durham take in May 2020?", {"bodies": DURHAM}),
    ("What did Durham say last year about drones?", {"bodies": DURHAM}),
    ("How did Durham respond to lockdown in March 2020?", {"bodies": DURHAM}),
    ("Must the plan be ready by June 2024 at the latest?", {}),
    ("Do call handlers know the recurrent callers?", {}),
    # Bodies
    ("What did Kent say about custody?", {"missing_bodies": ("Kent",)}),
    (
        "What did Durham and Kent say about custody?",
        {"bodies": DURHAM, "missing_bodies": ("Kent",)},
    ),
    ("What did Chief Inspector Durham say about custody?", {}),
    ("Who is Sarah Durham?", {}),
    ("Did Mrs Kent complain to Durham?", {"bodies": DURHAM}),
    # Across
    ("Which forces have a vulnerability desk?", {"across": True}),
    ("Who else uses drones?", {"across": True}),
    ("Compare what is said about custody.", {"across": True}),
    (
        "How do Durham and Harrowdale differ on drones?",
        {"bodies": ("Durham", "Harrowdale"), "across": True},
    ),
    ("How does Durham compare with other forces on drones?", {"across": True}),
    ("Has any force turned the platform down?", {"across": True}),
    # ... and what is not
    ("What does Durham do when callers force their way in?", {"bodies": DURHAM}),
    ("Which reasons force Durham to wait?", {"bodies": DURHAM}),
    ("What does the force do about drones?", {}),
    # A second lot, written after the first was read rightly
    (
        "What did the Durham commissioner tell inspectors about call handling training?",
        {"bodies": DURHAM},
    ),
    ("Has Westmarch changed its mind on rural crime since its 2019 letter?", {"bodies": WESTMARCH}),
    (
        "Which force was first to reply to A call for help?",
        {"across": True, "report": "call for help"},
    ),
    (
        "Summarise Harrowdale's response to the roads policing report",
        {"bodies": HARROWDALE, "report": "Roads policing"},
    ),
    ("What commitments did Joy Allen make in October 2021?", {"authors": ALLEN}),
    (
        "What does the letter dated 24 March 2022 say about sex offenders?",
        {"first": date(2022, 3, 24), "last": date(2022, 3, 24)},
    ),
    (
        "In its 2022 letter, how did Durham describe the sex offender model?",
        {"bodies": DURHAM, "first": date(2022, 1, 1), "last": date(2022, 12, 31)},
    ),
    ("what's durham's current line on single online home", {"bodies": DURHAM, "latest": True}),
    (
        "Were any recommendations rejected by Westmarch?",
        {"bodies": WESTMARCH, "kinds": ("recommendation",)},
    ),
    (
        "Has the force acted on AFIs 1 and 2 in PEEL 2021/22?",
        {"report": "PEEL 2021/22", "kinds": ("afi",), "item": "1, 2"},
    ),
    (
        "What is the status of recommendation 3 from On the line?",
        {"kinds": ("recommendation",), "item": "3", "report": "on the line risk"},
    ),
    ("Does the response to “Lanes and fields” mention sheep?", {"report": "lanes fields"}),
    ("Did Dame Lorrimer agree with the finding?", {"authors": ("Anthea Lorrimer MBE",)}),
    ("What was Ms Allen's view on vetting?", {"authors": ALLEN}),
    ("Who signed the letter for Steve White?", {}),
    ("What happened to call handling after Steve White left?", {}),
    ("Who replied to the report after Joy Allen became commissioner?", {}),
    ("Do PCCs and chief constables share the cost?", {}),
    ("What do all forces have to publish by March 2022?", {"across": True}),
    ("Is Durham's policy to force entry when a call drops?", {"bodies": DURHAM}),
    ("Did the force report a rise in calls in 2020?", {}),
    (
        "How do Westmarch and Kent compare on rural crime?",
        {"bodies": WESTMARCH, "missing_bodies": ("Kent",)},
    ),
    (
        "What did Surrey say in reply to Lanes and fields?",
        {"missing_bodies": ("Surrey",), "report": "lanes fields"},
    ),
    ("How many letters has Durham sent since 2021?", {"bodies": DURHAM, "first": date(2021, 1, 1)}),
    ("What has been done since 2021 about training in Durham?", {"bodies": DURHAM}),
    (
        "What did Durham tell the Home Secretary in September 2020?",
        {"bodies": DURHAM, "first": date(2020, 9, 1), "last": date(2020, 9, 30)},
    ),
    (
        "What was Durham's answer on victims in the most recent PEEL?",
        {"bodies": DURHAM, "latest": True},
    ),
    (
        "Before 2020, what did Westmarch say about risk?",
        {"bodies": WESTMARCH, "last": date(2019, 12, 31)},
    ),
    ("What are the current demands on the control room?", {"latest": True}),
    ("Is THRIVE used now that the review is over?", {}),
    ("What did Harrowdale say in reply to HMICFRS?", {"bodies": HARROWDALE}),
    (
        "What did Harrowdale say in response to the Domestic Abuse inspection?",
        {"bodies": HARROWDALE, "missing_report": "Domestic Abuse inspection"},
    ),
    (
        "What is in the reply to Both sides of the coin about children?",
        {"report": "sides of the coin"},
    ),
    ("Does the call for help report come up in Harrowdale?", {"bodies": HARROWDALE}),
    ("Which PCC pays for victim champions?", {"across": True}),
    ("Who pays for victim champions?", {}),
    ("What's different between Durham's 2020 and 2022 letters?", {"bodies": DURHAM}),
    ("Did Durham reply to PEEL 2023/25?", {"bodies": DURHAM, "missing_report": "PEEL 2023/25"}),
    ("Cause of concern 1 - has it been closed?", {"kinds": ("cause_of_concern",), "item": "1"}),
    (
        "What is rec 5.2 of the VAWG report about?",
        {"kinds": ("recommendation",), "item": "5.2", "report": "violence women"},
    ),
    ("Should we recommend 3 new posts?", {}),
    ("What do the inspectorate's areas for improvement say about custody?", {}),
    ("How does Harrowdale answer criticism on roads policing?", {"bodies": HARROWDALE}),
    (
        "Tell me about the vulnerability desk at West Yorkshire",
        {"missing_bodies": ("West Yorkshire",)},
    ),
    ("What did Durham say in May?", {"bodies": DURHAM}),
    ("Has anyone else closed a custody suite?", {"across": True}),
    (
        "What's the difference between Durham and Westmarch on risk assessment?",
        {"bodies": ("Durham", "Westmarch"), "across": True},
    ),
    (
        "DURHAM PEEL 2021/22 AFI 4",
        {"bodies": DURHAM, "report": "PEEL 2021/22", "kinds": ("afi",), "item": "4"},
    ),
    (
        "What did Owen Brackenridge tell the Home Secretary before 2020?",
        {"authors": ("Owen Brackenridge",), "last": date(2019, 12, 31)},
    ),
    ("Which officers were recently trained?", {}),
    # Bodies that are left out
    ("What did forces other than Durham say about THRIVE?", {"left_out": DURHAM, "across": True}),
    ("Which forces apart from Durham use THRIVE?", {"left_out": DURHAM, "across": True}),
    ("What did everyone except Durham say about THRIVE?", {"left_out": DURHAM, "across": True}),
    ("Not Durham: what is said about THRIVE?", {"left_out": DURHAM, "across": True}),
    ("What is said about THRIVE, but not by Durham?", {"left_out": DURHAM, "across": True}),
    ("Does anyone but Durham use THRIVE?", {"left_out": DURHAM, "across": True}),
    ("all forces excluding durham - drones?", {"left_out": DURHAM, "across": True}),
    (
        "Aside from Durham Constabulary, which forces use THRIVE?",
        {"left_out": DURHAM, "across": True},
    ),
    (
        "Apart from Durham and the Harrowdale force, who uses THRIVE?",
        {"left_out": ("Durham", "Harrowdale"), "across": True},
    ),
    ("Except for Durham's, which letters mention drones?", {"left_out": DURHAM, "across": True}),
    ("Which other forces than Durham have drones?", {"left_out": DURHAM, "across": True}),
    ("Which forces other than Kent use THRIVE?", {"across": True}),
    ("Which forces other than Kent and Durham use it?", {"left_out": DURHAM, "across": True}),
    (
        "Apart from Durham, what does Harrowdale say about drones?",
        {"left_out": DURHAM, "bodies": HARROWDALE},
    ),
    (
        "How does Durham compare with forces other than Harrowdale on drones?",
        {"left_out": HARROWDALE, "across": True},
    ),
    ("Where else but Durham is THRIVE used?", {"left_out": DURHAM, "across": True}),
    ("Which forces that aren't Durham use THRIVE?", {"left_out": DURHAM, "across": True}),
    ("What do letters not from Durham say?", {"left_out": DURHAM, "across": True}),
    ("What do non-Durham letters say?", {}),
    ("Ignoring Durham, who uses THRIVE?", {"left_out": DURHAM, "across": True}),
    ("Leaving aside Durham, who uses THRIVE?", {"left_out": DURHAM, "across": True}),
    ("No force outside Durham uses it, does one?", {"left_out": DURHAM, "across": True}),
    # ... and what is asked of one body, of which something else is left out
    ("What did Durham do other than train its staff?", {"bodies": DURHAM}),
    ("Does Durham not use THRIVE?", {"bodies": DURHAM}),
    ("Not only Durham but others use THRIVE. Who?", {"bodies": DURHAM}),
    ("Are officers leaving Durham?", {"bodies": DURHAM}),
    ("Why did the inspectors exclude Durham?", {"bodies": DURHAM}),
    ("Why is it not Durham that answers?", {"bodies": DURHAM}),
    ("Did Durham accept all but AFI 3?", {"bodies": DURHAM}),
    ("Several forces use drones, but Durham waits. Why?", {"bodies": DURHAM}),
    ("What did commissioners other than Joy Allen say about drones?", {}),
    ("What did letters other than the 2020 letter say?", {}),
    ("What did Durham say in letters other than its reply to PEEL 2021/22?", {"bodies": DURHAM}),
    # Dates that end with the time named, or begin with it
    ("What did Durham say no later than 2021?", {"bodies": DURHAM, "last": END_2021}),
    ("What did Durham say not later than 2021?", {"bodies": DURHAM, "last": END_2021}),
    ("What did Durham say not after 2021?", {"bodies": DURHAM, "last": END_2021}),
    ("What did Durham say, not before 2021?", {"bodies": DURHAM, "first": date(2021, 1, 1)}),
    ("What did Durham say no earlier than 2021?", {"bodies": DURHAM, "first": date(2021, 1, 1)}),
    ("What did Durham say until 2021?", {"bodies": DURHAM, "last": END_2021}),
    (
        "What did Durham say up to 24 March 2022?",
        {"bodies": DURHAM, "last": date(2022, 3, 24)},
    ),
    (
        "What did Durham say up to and including 2021?",
        {"bodies": DURHAM, "last": END_2021},
    ),
    (
        "What did Durham say on or before 19 October 2021?",
        {"bodies": DURHAM, "last": date(2021, 10, 19)},
    ),
    ("What had Durham said by the end of 2021?", {"bodies": DURHAM, "last": END_2021}),
    ("Which letters were sent by the end of 2021?", {"last": END_2021}),
    ("Pre-2021, what did Durham say about drones?", {"bodies": DURHAM, "last": END_2020}),
    ("What do Durham's pre-2021 letters say?", {"bodies": DURHAM, "last": END_2020}),
    ("What do letters dated before 2021 say about drones?", {"last": END_2020}),
    ("What do the letters from after 2021 say?", {"first": date(2022, 1, 1)}),
    ("What has been promised on drones since 2022?", {"first": date(2022, 1, 1)}),
    (
        "What has Durham committed to since 2022?",
        {"bodies": DURHAM, "first": date(2022, 1, 1)},
    ),
    ("What has been agreed since 2022?", {"first": date(2022, 1, 1)}),
    ("What was said about drones since the end of 2020?", {"first": date(2020, 12, 31)}),
    (
        "What has Durham said about custody since 2025?",
        {"bodies": DURHAM, "first": date(2025, 1, 1)},
    ),
    ("What did Durham say about custody since 2025?", {"bodies": DURHAM}),
    (
        "What did forces other than Westmarch say in 2020?",
        {"left_out": WESTMARCH, "across": True, **YEAR_2020},
    ),
    # Two times, and all between them
    ("What did Durham say in 2020 or 2021?", {"bodies": DURHAM, **YEARS_2020_2021}),
    ("What did Durham say in 2020 and 2021 about drones?", {"bodies": DURHAM, **YEARS_2020_2021}),
    ("What did Durham say in 2020 and in 2021?", {"bodies": DURHAM, **YEARS_2020_2021}),
    ("What did Durham say in 2020 to 2021?", {"bodies": DURHAM, **YEARS_2020_2021}),
    ("What did Durham say 2020-2021?", {"bodies": DURHAM, **YEARS_2020_2021}),
    ("What do the 2020–2021 letters say?", YEARS_2020_2021),
    ("Between 2020 and 2021, what did Durham say?", {"bodies": DURHAM, **YEARS_2020_2021}),
    (
        "What did Durham say between March and October 2021?",
        {"bodies": DURHAM, "first": date(2021, 3, 1), "last": date(2021, 10, 31)},
    ),
    (
        "What was said between 1 and 19 October 2021?",
        {"first": date(2021, 10, 1), "last": date(2021, 10, 19)},
    ),
    (
        "What was said from 1 March to 4 October 2021?",
        {"first": date(2021, 3, 1), "last": date(2021, 10, 4)},
    ),
    # The same time, written otherwise
    ("What did Durham say in 2020 about inspections?", {"bodies": DURHAM, **YEAR_2020}),
    ("What did Durham say during 2020?", {"bodies": DURHAM, **YEAR_2020}),
    ("What did Durham say throughout 2020?", {"bodies": DURHAM, **YEAR_2020}),
    ("What did Durham say in Sept 2020?", {"bodies": DURHAM, **SEPTEMBER_2020}),
    ("What did Durham say in Sep. 2020?", {"bodies": DURHAM, **SEPTEMBER_2020}),
    ("What did Durham say in late September 2020?", {"bodies": DURHAM, **SEPTEMBER_2020}),
    ("What did Durham say on 1st September 2020?", {"bodies": DURHAM, **FIRST_OF_SEPTEMBER}),
    ("What did Durham say on 1/9/2020?", {"bodies": DURHAM, **FIRST_OF_SEPTEMBER}),
    ("What did Durham say on 01.09.2020?", {"bodies": DURHAM, **FIRST_OF_SEPTEMBER}),
    ("What did Durham say on 2020-09-01?", {"bodies": DURHAM, **FIRST_OF_SEPTEMBER}),
    ("What did Durham say on September 1, 2020?", {"bodies": DURHAM, **FIRST_OF_SEPTEMBER}),
    ("What is in the letter of Tuesday 1 September 2020?", FIRST_OF_SEPTEMBER),
    ("How did Durham answer in 2020?", {"bodies": DURHAM, **YEAR_2020}),
    ("What was Durham's view in 2020?", {"bodies": DURHAM, **YEAR_2020}),
    ("What was Durham's stance on drones in 2020?", {"bodies": DURHAM, **YEAR_2020}),
    # ... and of when the matter is, not the letter
    ("What did Durham say about demand before 2019?", {"bodies": DURHAM}),
    ("What did Durham say about its plan for after 2021?", {"bodies": DURHAM}),
    ("What did Durham say would change after 2021?", {"bodies": DURHAM}),
    ("What did Durham say it will do in 2022?", {"bodies": DURHAM}),
    ("What did Durham say about what happened in 2020?", {"bodies": DURHAM}),
    ("What did Durham say about calls in 2020/21?", {"bodies": DURHAM}),
    ("What did Durham say about calls in 2020-21?", {"bodies": DURHAM}),
    ("What did Durham promise to do by 2022?", {"bodies": DURHAM}),
    ("How many calls did Durham answer in 2020?", {"bodies": DURHAM}),
    ("Has Durham's position changed between 2020 and 2022?", {"bodies": DURHAM}),
    ("How has the plan changed since the 2020 letter?", {}),
    ("What did Durham say other than in 2020?", {"bodies": DURHAM}),
    ("Who was trained on 1 September 2020?", {}),
    ("What did Durham say to that, and what did it do in 2020?", {"bodies": DURHAM}),
    ("What was Durham's response to the rise in calls in 2020?", {"bodies": DURHAM}),
    ("What did the Home Office say before the 2021 report?", {}),
    ("What did Durham say in 2020 PEEL fieldwork?", {"bodies": DURHAM}),
    ("Did 30 officers and 2020 callers say so?", {}),
    ("What did Durham say on 31/6/2020?", {"bodies": DURHAM}),
    ("Must letters be published within 56 days of March 2021?", {}),
    # Authors
    ("Steve White on call handling", {"authors": WHITE}),
    ("steve white about call handling", {"authors": WHITE}),
    ("Steve White: call handling", {"authors": WHITE}),
    ("Steve White 2020 letter", {"authors": WHITE, **YEAR_2020}),
    (
        "What does the Joy Allen 2022 letter say?",
        {"authors": ALLEN, "first": date(2022, 1, 1), "last": date(2022, 12, 31)},
    ),
    ("Anything by Joy Allen on custody?", {"authors": ALLEN}),
    ("What did commissioner allen say about custody?", {"authors": ALLEN}),
    ("what was mr white's view?", {"authors": WHITE}),
    (
        "How does Joy Allen differ from Steve White on victims?",
        {"authors": ("Joy Allen", "Steve White"), "across": True},
    ),
    (
        "Compare Joy Allen and Steve White on victims",
        {"authors": ("Joy Allen", "Steve White"), "across": True},
    ),
    (
        "What is the difference between Joy Allen's letters and Steve White's?",
        {"authors": ("Joy Allen", "Steve White"), "across": True},
    ),
    ("Joy Allen and Steve White on victims", {"authors": ("Joy Allen", "Steve White")}),
    # ... and persons who are only spoken of
    ("Who is Joy Allen?", {}),
    ("What did the inspectors tell Joy Allen about custody?", {}),
    ("What did the commissioner before Joy Allen say about custody?", {}),
    ("What did everyone except Joy Allen say about custody?", {}),
    ("Who gave Joy Allen letters to sign?", {}),
    ("How do call times compare since Joy Allen took office?", {"across": True}),
    # Reports by a name and a year
    ("How did Durham respond to PEEL 2014?", {"bodies": DURHAM, "missing_report": "PEEL 2014"}),
    (
        "How did Durham respond to the PEEL 2014 inspection?",
        {"bodies": DURHAM, "missing_report": "PEEL 2014"},
    ),
    ("How did Durham respond to PEEL 2022?", {"bodies": DURHAM, "report": "PEEL 2021/22"}),
    ("How did Durham respond to PEEL?", {"bodies": DURHAM, "report": "PEEL"}),
    (
        "How did Durham reply to A call for help 2011?",
        {"bodies": DURHAM, "missing_report": "A call for help 2011"},
    ),
    (
        "How did Durham respond to PEEL in 2022?",
        {"bodies": DURHAM, "report": "PEEL"},
    ),
    # ... by words that may be a report or not
    ('What did Durham do in response to "THRIVE"?', {"bodies": DURHAM}),
    (
        'What did Durham say in response to the report "Fallen"?',
        {"bodies": DURHAM, "missing_report": "Fallen"},
    ),
    (
        'What did Durham say in response to "Wild ways"?',
        {"bodies": DURHAM, "missing_report": "Wild ways"},
    ),
    (
        "What did Durham say in reply to the domestic abuse report?",
        {"bodies": DURHAM, "doubtful_report": "domestic abuse report"},
    ),
    (
        "How did Durham respond to the burglary inspection?",
        {"bodies": DURHAM, "doubtful_report": "burglary inspection"},
    ),
    ("How did Durham respond to the inspection report?", {"bodies": DURHAM}),
    ("How did Durham respond to the last inspection?", {"bodies": DURHAM}),
    ("How did Durham respond to a burglary report?", {"bodies": DURHAM}),
    (
        "What was said to recommendation 2 of the rural report?",
        {"kinds": ("recommendation",), "item": "2", "report": "lanes fields"},
    ),
    (
        "What was said to recommendation 2 of the custody report?",
        {"kinds": ("recommendation",), "item": "2", "doubtful_report": "custody report"},
    ),
    ("What is the control room report about?", {"report": "control room"}),
    ("Where is the rural communities report?", {"report": "rural communities"}),
    # Several items, and numbers that are of something else
    ("What of recommendations 1-3?", {"kinds": ("recommendation",), "item": "1, 2, 3"}),
    ("What of recommendations 1 to 3?", {"kinds": ("recommendation",), "item": "1, 2, 3"}),
    ("What of AFIs 4.1–4.3?", {"kinds": ("afi",), "item": "4.1, 4.2, 4.3"}),
    ("What of recommendations 1, 2 and 4?", {"kinds": ("recommendation",), "item": "1, 2, 4"}),
    ("On AFI 2, 14 days are given. By whom?", {"kinds": ("afi",), "item": "2"}),
    ("On AFI 2, 14 working days are given. By whom?", {"kinds": ("afi",), "item": "2"}),
    (
        "Do recommendation 3 and 2 officers go together?",
        {"kinds": ("recommendation",), "item": "3"},
    ),
    ("Was recommendation 3 and 2.5% of the cost met?", {"kinds": ("recommendation",), "item": "3"}),
    (
        "Is recommendation 1 and AFI 2 done?",
        {"kinds": ("recommendation", "afi"), "item": "1, 2"},
    ),
    ("What of recommendation one?", {"kinds": ("recommendation",), "item": "1"}),
    ("What of AFIs two and three?", {"kinds": ("afi",), "item": "2, 3"}),
    ("What of the third recommendation?", {"kinds": ("recommendation",), "item": "3"}),
    ("What was Durham's 2nd AFI?", {"bodies": DURHAM, "kinds": ("afi",), "item": "2"}),
    ("Which recommendation 3 tasks are left?", {"kinds": ("recommendation",), "item": "3"}),
    ("What of item 4.6?", {"item": "4.6"}),
    ("What was said at 4.6?", {"item": "4.6"}),
    ("What does paragraph 4.6 say?", {"item": "4.6"}),
    (
        "Call handling rec 3",
        {"kinds": ("recommendation",), "item": "3", "report": "call handling"},
    ),
    ("The calls rec 3", {"kinds": ("recommendation",), "item": "3"}),
    # ... and what is none
    ("What was agenda item 4?", {}),
    ("Were calls answered at 10.5 seconds?", {}),
    ("What is the recommendation one can make?", {}),
    ("Are the first three recommendations done?", {}),
    ("Is every recommendation 100% done?", {}),
    ("Which of the two recommendations is done?", {}),
    # Across bodies or not
    ("Which areas have a vulnerability desk?", {"across": True}),
    ("How does Durham compare with other areas on drones?", {"across": True}),
    ("Who uses drones?", {"across": True}),
    ("Which force is first to use drones?", {"across": True}),
    ("What areas are covered by the plan?", {}),
    ("Which areas need work?", {}),
    ("Which areas have been improved?", {}),
    ("Does the plan cover all areas?", {}),
    ("Who has been trained?", {}),
    ("What force is used in custody?", {}),
    ("What force did officers use?", {}),
    ("Who runs the control room?", {}),
    ("Which PCC is Joy Allen?", {}),
    ("which pcc is joy allen?", {}),
    ("Which commissioner was Jane Doe?", {}),
    # What holds now
    ("What does Durham say today?", {"bodies": DURHAM, "latest": True}),
    (
        "How did Harrowdale respond to recommendation 3 in Roads policing?",
        {
            "bodies": HARROWDALE,
            "report": "Roads policing",
            "kinds": ("recommendation",),
            "item": "3",
        },
    ),
    ("What does Durham still need to do?", {"bodies": DURHAM}),
    ("Does Durham still use drones?", {"bodies": DURHAM, "latest": True}),
    ("What did Durham last say about drones?", {"bodies": DURHAM, "latest": True}),
    ("What was last said about drones?", {"latest": True}),
    ("How many current officers are there?", {"latest": True}),
    # ... and what is none
    ("What is electrical current?", {}),
    ("Does the current in the cable matter?", {}),
    ("What is on today's agenda?", {}),
    ("Are still images kept?", {}),
    ("When was the suite last inspected?", {}),
]


def read(question: Question) -> dict[str, Any]:
    """All that was read in a question, under the names of the table."""
    filters = question.filters
    found = {
        "bodies": filters.bodies,
        "left_out": filters.bodies_left_out,
        "authors": filters.authors,
        "report": filters.report and CATALOGUE.titles.holding(filters.report),
        "kinds": tuple(kind.value for kind in filters.kinds),
        "item": ", ".join(filters.items),
        "first": filters.dated_from,
        "last": filters.dated_to,
        "latest": question.latest_first,
        "across": question.across,
        "missing_bodies": question.missing_bodies,
        "missing_report": question.missing_report,
        "doubtful_report": question.doubtful_report,
    }
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(("text", "expected"), QUESTIONS, ids=[text for text, _ in QUESTIONS])
def test_what_a_question_asks_within_is_read_and_nothing_else(
    text: str, expected: dict[str, Any]
) -> None:
    if "report" in expected:
        titles = CATALOGUE.titles.holding(expected["report"])
        assert titles
        expected = {**expected, "report": titles}
    assert read(understand(text, filters=Filters(), letters=CATALOGUE)) == expected


def test_a_fact_that_most_letters_do_not_tell_is_no_filter() -> None:
    told = LetterFacts(
        letter_id="1",
        body="Durham",
        author=None,
        addressee=None,
        dated=date(2020, 1, 1),
        report_title="Custody",
    )
    untold = LetterFacts(
        letter_id="2", body=None, author=None, addressee=None, dated=None, report_title=None
    )
    question = 'What did Kent say in 2021 in reply to "Custody"?'
    with_most = read_filters(question, Filters(), Catalogue([told, told, untold]), ())
    assert with_most.missing_bodies == ("Kent",)
    assert with_most.filters.report == "Custody"
    with_few = read_filters(question, Filters(), Catalogue([told, untold, untold]), ())
    assert with_few.missing_bodies == ()
    assert with_few.filters == Filters()

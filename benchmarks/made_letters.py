"""Letters made by templates, in our own words, with a record of what is in each.

    python -m benchmarks.made_letters FOLDER [--letters N]

The bodies are invented. The same number makes the same letters.
"""

from __future__ import annotations

import argparse
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

BODIES = ("Harrowdale", "Westmarch", "Elmshire", "Northfold", "Saltmere", "Kingsdown")
PEOPLE = ("Alex Morgan", "Sam Whitlock", "Jo Hargreave", "Robin Ashdown", "Lee Marsden")
REPORTS = (
    "A wider net: how forces find missing children",
    "First on the scene: response policing in rural areas",
    "Held with care: the treatment of people in custody",
    "A fair hearing: how forces deal with complaints",
    "Under one roof: the policing of domestic abuse",
    "Count the cost: how forces investigate fraud",
)
ASKS = (
    "the constabulary should make sure that {what} within {few} months",
    "chief constables should review how {what}, and publish what they find",
    "the force should improve the way in which {what}",
    "the chief constable should satisfy herself that {what} in every case",
)
MATTERS = (
    "officers record the reasons for a stop",
    "call handlers assess the risk to those who ring",
    "victims are told what became of their report",
    "supervisors examine investigations each week",
    "custody staff check on people at risk every {number} minutes",
    "analysts share what they learn with the {number} local teams",
    "sergeants are trained before they take up the post",
    "digital evidence is examined within {number} days",
    "people who go missing are spoken to on their return",
)
ANSWERS = (
    "The force has trained {number} officers since {month} {year}, and the rest follow.",
    "A panel chaired by an assistant chief constable now looks at {number} cases a month.",
    "The share of cases that met it rose from {low} per cent to {high} per cent in {year}.",
    "The force has bought {number} devices for £{number},000 and issued them to every team.",
    "Each local team holds a meeting on {day} at which the {number} oldest cases are gone through.",
    "An audit of {number} records in {month} {year} found that {high} per cent were complete.",
    "The new guidance was sent to all {number} supervisors, who confirmed that they had read it.",
    "Where the standard is not met, the {day} report names the team and the date.",
    "The contract with the supplier was renewed in {month} {year} for {few} years.",
    "Work with the {number} partner bodies goes on, and their view was sought in {month}.",
)
MINE = (
    "I have asked the Chief Constable for a report on this every {few} months.",
    "I funded {number} further posts from the precept in {year}.",
    "My office will visit {few} stations before the end of {year} and publish what it sees.",
    "I raised this at my meeting of {day}, {few} {month} {year}, and was given the figures.",
)
YEARS = range(2012, 2026)
MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeItem:
    number: str
    text: str
    response: tuple[str, ...]  # its paragraphs


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeLetter:
    """What a made letter says; the record by which its reading is judged."""

    file: str
    body: str
    author: str
    dated: date
    report: str
    items: tuple[MadeItem, ...]

    def paragraphs(self) -> list[str]:
        shown = f"{self.dated.day} {self.dated:%B %Y}"
        lines = [
            f"Office of the Police and Crime Commissioner for {self.body}",
            shown,
            "Dear Home Secretary,",
            self.report,
            f"I write in response to the report named above, which His Majesty's Inspectorate "
            f"published last month. It was discussed with the Chief Constable of {self.body} "
            "Police, whose comments are given below under each recommendation.",
        ]
        for item in self.items:
            lines += [f"Recommendation {item.number}: {item.text}", *item.response]
        return [
            *lines,
            "Yours sincerely,",
            self.author,
            f"Police and Crime Commissioner for {self.body}",
        ]


def make_letters(folder: Path, count: int) -> list[MadeLetter]:
    """Write so many letters, most as PDF, and return what is in each.

    There are as many as bodies times reports times years, 504, at most.
    """
    chance = random.Random(count)  # noqa: S311 -- the same letters each time
    inspected = list(product(BODIES, REPORTS, YEARS))  # a body answers a report once
    chance.shuffle(inspected)
    made = []
    for index, (body, report, year) in enumerate(inspected[:count]):
        suffix = (".docx", ".txt")[index % 10] if index % 10 < 2 else ".pdf"
        letter = _letter(chance, f"{index:04}{suffix}", body, f"{report}, {year}", year)
        (folder / letter.file).write_bytes(_WRITERS[suffix](letter))
        made.append(letter)
    return made


def _letter(chance: random.Random, file: str, body: str, report: str, year: int) -> MadeLetter:
    items = []
    for number in range(1, chance.randint(3, 7)):
        ask = _filled(chance, chance.choice(ASKS).replace("{what}", chance.choice(MATTERS)))
        response = tuple(
            " ".join(_filled(chance, each) for each in chance.sample(said, chance.randint(2, most)))
            for said, most in ((ANSWERS, 4), (ANSWERS, 5), (MINE, 3))
        )
        text = f"By {chance.choice(MONTHS)} {chance.randint(2023, 2026)}, {ask}."
        items.append(MadeItem(number=str(number), text=text, response=response))
    return MadeLetter(
        file=file,
        body=body,
        author=chance.choice(PEOPLE),
        dated=date(year, 1, 7) + timedelta(days=chance.randrange(350)),
        report=report,
        items=tuple(items),
    )


def _filled(chance: random.Random, words: str) -> str:
    return words.format(
        number=chance.randint(11, 480),
        few=chance.randint(2, 9),
        low=chance.randint(21, 58),
        high=chance.randint(59, 98),
        year=chance.randint(2018, 2026),
        month=chance.choice(MONTHS),
        day=chance.choice(DAYS),
    )


def _pdf(letter: MadeLetter) -> bytes:
    made, style = io.BytesIO(), getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 11, 14
    flow = []
    for paragraph in letter.paragraphs():
        flow += [Paragraph(paragraph, style), Spacer(1, 8)]
    SimpleDocTemplate(made).build(flow)
    return made.getvalue()


def _word(letter: MadeLetter) -> bytes:
    made, word = io.BytesIO(), docx.Document()
    for paragraph in letter.paragraphs():
        word.add_paragraph(paragraph)
    word.save(made)
    return made.getvalue()


def _text(letter: MadeLetter) -> bytes:
    return "\n\n".join(letter.paragraphs()).encode()


_WRITERS = {".pdf": _pdf, ".docx": _word, ".txt": _text}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--letters", type=int, default=500)
    options = asked.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    make_letters(options.folder, options.letters)


if __name__ == "__main__":
    main()

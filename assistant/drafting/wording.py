"""Every sentence that OnRecord says in its own voice when it drafts.

What stands in square brackets is for the officer to fill in or take out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.drafting.choices import Choice
from assistant.wording import KIND_NAMES, counted, document_name, listed, uk_date
from ingest.model import Item, ItemKind, LetterKind, Speaker
from vectorstore.records import LetterRecord

FEW = 6  # words of an item that name it

LETTERHEAD = ("[Office address]", "[Telephone and email address]")
LETTER_DATE = "[Date]"
ADDRESSEE = ("[Name and office of the addressee]", "[Address of the addressee]")
SALUTATION = "Dear [Name],"
CHIEF_OFFICER_COMMENTS = (
    "[The chief constable’s comments: when they were invited, when they were received and where "
    "they are published. See section 55(4) and (5) of the Police Act 1996.]"
)
BRING_UP_TO_DATE = (
    "[Bring this up to date: what has been done since, what is proposed, or why nothing is.]"
)
GAP_PLACEHOLDER = (
    "[No earlier statement is on record. State the action taken or proposed, or why there is none.]"
)
NO_WORDS_OF_FORCE = "[The chief constable’s comments on this, once they are received.]"
OVERTAKEN = "[This is an earlier position, since overtaken. Say what has changed, or take it out.]"
VALEDICTION = "Yours sincerely,"
SIGNATORY = ("[Signature]", "[Name]")
SOURCES = "Sources"
STANDINGS = {
    "repeat": "asked before",
    "close": "on record",
    "near": "something near is on record",
    "new": "nothing on record",
}
STATES = {
    "to_do": "To do",
    "drafted": "Drafted",
    "with_force": "With the force",
    "agreed": "Agreed",
}
CHOICES = {
    "accept": "Accepted",
    "partly": "Accepted in part",
    "not_accept": "Not accepted",
    "already_done": "Done already",
}
PARTS = {
    "commissioner": "The commissioner’s comments",
    "force": "The chief constable’s position",
    "action": "Action taken or proposed",
}


def recalled(letter: LetterRecord, speaker: Speaker, *, former: bool, on_the_force: bool) -> str:
    """How a draft introduces earlier words: "In our letter of …, Jane Doe said".

    Args:
        former: somebody else has written for the body since.
        on_the_force: the words are about what the force says, which is quoted below them.
    """
    about = f" in response to “{letter.report_title}”" if letter.report_title else ""
    when = f" of {uk_date(letter.dated)}" if letter.dated else ""
    where = "On" if letter.kind is LetterKind.WEB_PAGE else "In"
    opening = f"{where} our {document_name(letter)}{when}{about}"
    return f"{opening}, {_who_said(letter, speaker, former)}{_of_what(on_the_force)}"


def recalled_again(
    letter: LetterRecord, speaker: Speaker, *, former: bool, on_the_force: bool
) -> str:
    """How a draft goes on with the document that it has just quoted."""
    said = "we also reported of the force" if speaker is Speaker.FORCE else "we also said"
    where = "On" if letter.kind is LetterKind.WEB_PAGE else "In"
    return f"{where} the same {document_name(letter)} {said}{_of_what(on_the_force)}"


def _who_said(letter: LetterRecord, speaker: Speaker, former: bool) -> str:
    by_force = letter.role is not None and "constable" in letter.role.casefold()
    if speaker is Speaker.FORCE:
        return "the force said" if by_force else "we reported of the force"
    if letter.author is None or by_force:
        return "the commissioner said"
    return (
        f"{letter.author}, who held this office then, said" if former else f"{letter.author} said"
    )


def _of_what(on_the_force: bool) -> str:
    return " of what the force reported, which is quoted below" if on_the_force else ""


def choice_to_make(kind: ItemKind) -> str:
    return (
        f"[Say whether this {KIND_NAMES[kind].lower()} is accepted, accepted in part or "
        "not accepted, or has been acted on already.]"
    )


def for_others(addressee: str | None) -> str:
    return (
        f"[This is addressed to {addressee or 'somebody else'}. Say what you do yourself, "
        "or leave the item out.]"
    )


def chosen(kind: ItemKind, choice: Choice) -> str:
    """What the letter says once the officer has chosen."""
    thing = KIND_NAMES[kind].lower()
    return {
        Choice.ACCEPT: f"This {thing} is accepted.",
        Choice.PARTLY: f"This {thing} is accepted in part.",
        Choice.NOT_ACCEPT: f"This {thing} is not accepted.",
        Choice.ALREADY_DONE: f"What this {thing} asks for has been done already.",
    }[choice]


def what_came_of(plan: str, dates: Sequence[str]) -> str:
    """What the officer is to fill in for a plan of the record, which is quoted."""
    if dates:
        return f"[What came of this plan, whose day ({listed(dates)}) has passed: “{plan}”]"
    return f"[How does this stand today? It was a plan when it was written: “{plan}”]"


def ask_of_plan(document: str, plan: str, dates: Sequence[str]) -> str:
    """The same as a question to the chief constable; `document` is "our letter of 8 March 2022"."""
    passed = f" That day ({listed(dates)}) has passed." if dates else ""
    opened = f"{document[0].upper()}{document[1:]}"
    return f"{opened} said: “{plan}”{passed} What was done, when, and with what result?"


def ask_what_changed(document: str) -> str:
    return (
        f"What has changed since {document}? Please give present figures, and say which of those "
        "in it no longer hold."
    )


ASK_AFRESH = (
    "Your position on this; what the force has done and since when; what it proposes, by when and "
    "who leads; or why nothing is proposed."
)


def document_of(letter: LetterRecord) -> str:
    """ "our letter of 8 March 2022"."""
    when = f" of {uk_date(letter.dated)}" if letter.dated else ", which is undated"
    return f"our {document_name(letter)}{when}"


def gap(body: str, elsewhere: str | None = None) -> str:
    if elsewhere:
        return (
            f"There is nothing on record from {body} about this, and it is addressed to "
            f"{elsewhere}. Say so, or state what the policing body itself will do."
        )
    return (
        f"There is nothing on record from {body} about this. Ask the chief constable for comments "
        "under section 55(4) of the Police Act 1996, and state the action taken or proposed, "
        "or why none is."
    )


def only_force() -> str:
    return (
        "The record here is of the force alone. Section 55(5B) asks what the policing body "
        "itself has done or proposes, or why not."
    )


def superseded_statement(later: date | None) -> str:
    return (
        f"A later letter, of {uk_date(later)}, speaks of the same matter. Use the later position."
    )


def dates_passed(dates: Sequence[str]) -> str:
    return (
        f"These words look ahead to {listed(dates)}, which is now past. "
        "Ask the force what was done, and do not repeat a plan as a plan."
    )


def report_without_items(title: str) -> str:
    return (
        f"No recommendation, area for improvement or cause of concern was found in “{title}”. "
        "Paste them as text, each on a line that begins “Recommendation 1:”."
    )


def letter_title(report_title: str) -> str:
    return f"Response to “{report_title}”" if report_title else "Response to [title of the report]"


def letter_opening(office: str, report_title: str, published: date | None, *, by_law: bool) -> str:
    """Args: by_law: the report is of the inspectors of constabulary."""
    title = f"“{report_title}”" if report_title else "[title of the report]"
    day = uk_date(published) if published else "[date of publication]"
    opening = f"The report {title} was published on {day}. These are the comments on it of"
    if not by_law:
        return f"{opening} the {office}."
    return f"{opening} the {office}, under section 55 of the Police Act 1996."


def copies_listed(copies: Sequence[str]) -> str:
    """To whom the letter is copied: by law, and the chief constable."""
    return f"Copies: {listed([*copies, 'the chief constable'])}."


def item_name_of(item: Item) -> str:
    """ "Recommendation 3"; one without a number is named by the first of its own words."""
    if item.number:
        return f"{KIND_NAMES[item.kind]} {item.number}"
    words = item.text.split()
    return f"{KIND_NAMES[item.kind]} “{' '.join(words[:FEW])}{'…' if len(words) > FEW else ''}”"


NO_DRAFTS = "The library keeps no drafts yet. Make one: onrecord draft REPORT --body BODY"
CHOICE_IS_CHOSEN = (
    "This paragraph says what was chosen. Choose again, and add a paragraph for anything more."
)
LAST_ITEM = "This is the only item of the letter. Delete the draft instead."
NO_WORDS = "No words were given. Type the words, or take the paragraph out."
FIELD_NAMES = {
    "letterhead": "the letterhead",
    "dated": "the date of the letter",
    "addressee": "the addressee",
    "salutation": "the salutation",
    "opening": "the opening paragraph",
    "chief_officer": "the chief constable’s comments, or that there are none",
    "copies": "the list of copies",
    "valediction": "the close",
    "signatory": "the signature",
}
LACKS_COPIES = (
    "The copies do not name both the inspectors of constabulary and the Secretary of State: "
    "section 55(6) of the Police Act 1996. Add them to the list of copies."
)


def no_such_field(name: str, have: Sequence[str]) -> str:
    return f"The letter has no field “{name}”. Its fields are: {', '.join(have)}."


def no_such_item(key: str, have: Sequence[str]) -> str:
    return f"The draft has no item “{key}”. Its items are: {', '.join(have)}."


def no_such_paragraph(paragraph_id: str) -> str:
    return (
        f"The draft has no paragraph “{paragraph_id}”. "
        "See the ids of its paragraphs: onrecord drafts show DRAFT_ID."
    )


def incomplete(lacking: Sequence[str]) -> str:
    more = f" ({len(lacking)} things are lacking in all.)" if len(lacking) > 1 else ""
    return f"The letter is not complete, so it was not approved. {lacking[0]}{more}"


def kept_as(draft_id: str, version: int) -> str:
    kept = f"Kept as draft {draft_id}, version {version}."
    return f"{kept} See it again: onrecord drafts show {draft_id}"


def lacking_counted(number: int) -> str:
    return f"{counted(number, 'thing')} lacking." if number else "The letter is complete."


def departures_counted(number: int) -> str:
    if not number:
        return "No sentence that was written departs from the record."
    return f"{counted(number, 'sentence')} that the record does not bear out as it stands."


def event_told(kind: str | None, what: str) -> str:
    """A line of a draft's history; `kind` is None where a version was saved."""
    return {
        "approved": f"approved, SHA-256 {what}",
        "reopened": f"reopened: {what}",
        "published": f"published as letter {what}",
    }.get(kind or "", what)


def change_told(
    item: str, paragraph_id: str | None, kind: str, before: str | None, after: str | None
) -> str:
    if paragraph_id is None:
        return f"{item}: {kind} was {before or 'not set'}, is {after or 'not set'}"
    if before is None:
        return f"{paragraph_id} added: {after}"
    if after is None:
        return f"{paragraph_id} taken out: {before}"
    return f"{paragraph_id} was: {before}\n{paragraph_id} is: {after}"


def not_approved(draft_id: str) -> str:
    return (
        f"Draft {draft_id} is not approved, and only an approved letter becomes part of the "
        f"record. Run: onrecord drafts approve {draft_id}"
    )


def not_one_letter(file: str, letters: int) -> str:
    return f"{file} holds {letters} letters, and a draft becomes one. Give the letter by itself."


def read_otherwise(letter: LetterRecord, body: str) -> str:
    """What to tell of a published letter that is read as another body's, or as of no date."""
    wrong = []
    if letter.body != body:
        wrong.append(f"it was read as a letter of {letter.body or 'no body that is named'}")
    if letter.dated is None:
        wrong.append("no date was read in it")
    return f"Look at it: {listed(wrong)}." if wrong else ""


def unreadable(place: str, problem: str) -> str:
    return (
        f"This draft cannot be read ({place}: {problem}). Another version of OnRecord kept it; "
        "draft the reply anew, or open it with that version."
    )


def left_out(name: str) -> str:
    return f"{name} was left out of the letter."


def left_out_by_law(name: str) -> str:
    return f"{name} is to be answered by law. Say why it is left out, then retry."


def lacks_choice(name: str) -> str:
    return f"{name}: nobody has said whether it is accepted, in part, not, or done already."


def lacks_action(name: str, choice: Choice | None) -> str:
    if choice is Choice.NOT_ACCEPT:
        return f"{name}: no reason is given why it is not accepted (section 55(5B))."
    return (
        f"{name}: the policing body itself says neither what it has done or proposes nor why "
        "nothing (section 55(5B)); what the force does may not be enough."
    )


def lacks_words(name: str, marks: int) -> str:
    return f"{name}: {counted(marks, 'mark')} in square brackets to fill in or take out."


def lacks_field(name: str) -> str:
    return f"{FIELD_NAMES[name][0].upper()}{FIELD_NAMES[name][1:]}: still to fill in."


def lacks_reason(sentence: str) -> str:
    return f"This turns round what was said before, and no reason is given: “{sentence}”"


def too_late(due: date) -> str:
    return (
        f"The last day to publish was {uk_date(due)}. Tell your monitoring officer, and note why "
        'it is late: onrecord drafts reason DRAFT_ID late "…"'
    )


def source(
    body: str | None, document: str, dated: date | None, report_title: str | None, where: str
) -> str:
    """One line of the list of sources; `where` is the file and the page."""
    when = f"{document} of {uk_date(dated)}" if dated else f"undated {document}"
    about = f", in response to “{report_title}”" if report_title else ""
    return f"{body or 'Body not named'}, {when}{about}. {where}."

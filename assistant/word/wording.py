"""Every sentence of the Word files that OnRecord says in its own voice.

What stands in square brackets is for the officer to fill in or take out.
"""

from __future__ import annotations

from datetime import date

from assistant.drafting import wording as drafting
from assistant.wording import KIND_NAMES, counted, listed, uk_date
from ingest.model import ItemKind

PARTS = drafting.PARTS
SOURCES = drafting.SOURCES
FIELD_NAMES = drafting.FIELD_NAMES

INCOMPLETE = "INCOMPLETE"
FILE_KINDS = {"letter": "response", "internal": "internal-copy", "invitation": "invitation"}

# The letter

LETTER_COMMENTS = "Comments"
NO_SOURCES = "No earlier statement is quoted in this letter."


def how_to_read(*, with_sources: bool) -> str:
    told = (
        "The box under the name of each item holds the report’s own words; what is said on it "
        "stands below."
    )
    more = " Numbers in square brackets lead to the list of sources." if with_sources else ""
    return told + more


def comments_of(role: str) -> str:
    """ "The commissioner’s comments"; `role` is "Police and Crime Commissioner"."""
    for word in ("Commissioner", "Mayor"):
        if role.endswith(word):
            return f"The {word.lower()}’s comments"
    return f"Comments of the {role}"


def item_on_cause(kind: ItemKind, cause: str) -> str:
    return f"{KIND_NAMES[kind]} (cause of concern {cause})"


def asked_of(addressee: str | None) -> str:
    """Of an item that somebody else is to answer, and on which nothing is said."""
    return f"The report addresses this to {addressee or 'others'}."


# The internal copy

INTERNAL_MARK = "Internal copy, not for publication"
LETTER_INCOMPLETE = f"The letter is {INCOMPLETE}"
SUMMARY = "Drafting summary"
SUMMARY_COLUMNS = ("Item", "On record", "State of work", "Decision", "Statements", "To fill in")
SUMMARY_TOLD = "The items of the report: what is on record, how far the work is, what is decided"
NOT_DECIDED = "Not decided"
LACKING = "What the letter lacks"
NOTHING_LACKING = "Nothing that is checked for is lacking."
ITEMS = "Item by item"
PARAGRAPHS = "Paragraphs"
ORIGIN_COLUMNS = ("Part", "Paragraph of the letter", "Where it comes from")
FIELDS = "Round the items"
FIELD_COLUMNS = ("Part of the letter", "As it stands")
FIELDS_TOLD = "What stands round the items of the letter"
NEARBY = "Nearby on record, and not in the letter"
ASKED_BEFORE = "Asked before"
TO_ASK = "To ask the chief constable"
CONSISTENCY = "Consistency with the record"
NOTHING_DEPARTS = "No sentence that was written departs from the record."
CONSISTENCY_COLUMNS = ("Sentence of the letter", "How it stands to the record", "On record")
CONSISTENCY_TOLD = "Sentences of the letter, each with how it stands to the record"
AGREEMENTS = {
    "same": "As on record",
    "stronger": "Stronger than the record",
    "weaker": "Weaker than the record",
    "reversed": "The reverse of the record",
    "changed": "Changed",
    "outdated": "Out of date",
    "new": "New",
}
DIFFERENCES = {
    "figure": "a figure",
    "date": "a date",
    "name": "a name",
    "negation": "a negation",
    "commitment": "a commitment",
    "office_holder": "who holds the office",
    "promise_left_out": "a promise left out",
}
REASONS = "Reasons given"
REASON_COLUMNS = ("Sentence", "Reason", "Given by")
REASONS_TOLD = "Why sentences of the letter depart from the record"
WHY_LATE = "The letter is published after its last day."
EVIDENCE = "Evidence"
NO_EVIDENCE = "Nothing on record is cited."
PUBLISHER_NOT_STATED = (
    "The report does not say who published it. The letter rests on section 55, which is about "
    "reports of the inspectorate: if somebody else published it, change the first paragraph."
)
TO_FILL_IN = "Left to fill in"


def letter_title(report_title: str) -> str:
    return drafting.letter_title(report_title)


def drafting_note(message: str) -> str:
    return f"Drafting note: {message}"


def drafted_on(day: date, body: str) -> str:
    return f"The record of {body} was asked on {uk_date(day)}."


def draft_counts(items: int, gaps: int, statements: int, sources: int, marks: int) -> str:
    return (
        f"{counted(items, 'item')}: {items - gaps} drafted, {counted(gaps, 'gap')}. "
        f"{counted(statements, 'statement')} from {counted(sources, 'source')}; "
        f"{counted(marks, 'paragraph')} to fill in."
    )


def drafted_by(writer: str) -> str:
    if writer == "quotes":
        return "What was drafted is quoted from the record. No language model wrote any of it."
    return f"Sentences were proposed by {writer} and held against the words that they cite."


def from_record() -> str:
    return "From the record"


def written_by(model: str) -> str:
    return f"Written by {model}, from"


def edited_by(who: str, *, on_record: bool) -> str:
    return f"Edited by {who}, on the ground of" if on_record else f"Written by {who}"


def origins_told(item: str) -> str:
    return f"{item}: the paragraphs of the letter, each with where it comes from"


def asked_before(report_title: str | None, number: str | None, dated: date | None) -> str:
    """Of an earlier inspection that asked the same; `dated` is the letter that answered it."""
    report = f"“{report_title}”" if report_title else "An earlier report"
    item = f", item {number}" if number else ""
    when = f"answered on {uk_date(dated)}" if dated else "answered in an undated letter"
    return f"{report}{item}, {when}"


def was_asked(words: str) -> str:
    return f"It was asked: “{words}”"


def was_answered(framing: str, words: str) -> str:
    return f"{framing}: “{words}”"


ANSWERED_ABOVE = "What was answered is quoted in the letter:"
NOT_ANSWERED_HERE = "What was answered is quoted under another item, or was not found."


def departs_in(differences: list[str]) -> str:
    return f"It differs in {listed(differences)}."


def judged_by(judge: str) -> str:
    return "Judged by rules." if judge == "rules" else f"Judged by {judge}."


def source_of(speaker: str | None, author: str | None, role: str | None, body: str | None) -> str:
    said = f"Words of {speaker}. " if speaker else ""
    signed = ", ".join(each for each in (author, role) if each)
    letter = f"Letter signed by {signed}" if signed else "No author was read in it"
    return f"{said}{letter}{f', for {body}' if body else ''}."


def file_hash(sha256: str | None) -> str:
    return f"SHA-256 of the file: {sha256}." if sha256 else "This draft does not hold its hash."


def passage(passage_id: str, start: int, end: int) -> str:
    return f"Passage {passage_id}, characters {start} to {end}."


def superseded(letter_id: str | None, file: str | None, dated: date | None) -> str:
    if letter_id is None:
        return "Not superseded."
    named = f"{file}, of {uk_date(dated)}" if file else f"letter {letter_id}"
    return f"Superseded by {named}."


# The invitation

CHIEF_OFFICER = "[Name and rank of the chief officer]"
INVITATION_DATE = "[Date]"
INVITATION_SALUTATION = "Dear [Name],"
INVITATION_CLOSE = "Yours sincerely,"
NEEDED = "What is needed"
NEEDED_COLUMNS = ("Item", "As printed in the report", "What is needed", "By when")
NEEDED_TOLD = "What the chief constable is asked for on each item of the report, and by when"
NOTHING_ON_RECORD = "Nothing on record"
PLANS = "Plans to report on"
NOTHING_TO_ASK = "No item of the report asks anything of the force or of this office."


def invitation_title(report_title: str) -> str:
    title = f"“{report_title}”" if report_title else "[title of the report]"
    return f"Invitation to comment on {title}"


def invitation_opening(
    report_title: str, published: date | None, publisher: str | None, due: date | None, by_law: bool
) -> str:
    title = f"“{report_title}”" if report_title else "[title of the report]"
    when = uk_date(published) if published else "[date of publication]"
    opening = f"The report {title} was published on {when}."
    if publisher:
        opening = f"{publisher} published its report {title} on {when}."
    if not by_law:
        return f"{opening} This office means to publish its comments on it."
    last = uk_date(due) if due else "[last day for publication]"
    return (
        f"{opening} Under section 55 of the Police Act 1996 this office publishes its comments on "
        "the report, together with yours and with any response that it makes to yours. The last "
        f"day to publish them is {last}."
    )


def invitation_request(by: date | None, suggested: date | None, by_law: bool) -> str:
    law = "Section 55(4) of the Act asks this office to invite your comments. " if by_law else ""
    return f"{law}Please let me have your comments by {comments_by(by, suggested)}."


def comments_by(by: date | None, suggested: date | None) -> str:
    if by:
        return uk_date(by)
    if suggested:
        return f"[date; {uk_date(suggested)} is two weeks before the last day]"
    return "[date]"


def by_when(by: date | None) -> str:
    return uk_date(by) if by else "[date]"


def invitation_table() -> str:
    return (
        "The table says what is needed for each item. Items on which nothing from this office is "
        "on record come first."
    )


# The office's own file


def template_of_another_kind(file: str) -> str:
    return f"{file} is not a .docx file, and macros are never run: save it in Word as .docx."


def template_with_macros(file: str) -> str:
    return f"{file} holds macros, which are never run: save it in Word as a .docx without them."


def template_unreadable(file: str) -> str:
    return f"{file} is not a Word document that can be opened: save it again in Word as .docx."


def template_too_large(file: str, most: int) -> str:
    return f"{file} has more than {most} MB: take pictures out of it, then try again."

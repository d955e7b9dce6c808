"""The sentences that only the Draft tab says; the rest are in assistant/drafting/wording.py."""

from __future__ import annotations

from datetime import date

from assistant.wording import counted, uk_date, utc_time
from vectorstore.draft_rows import Approval, DraftRecord, DraftVersion

HINT = (
    "The draft appears here: each recommendation with what your own letters already say about it, "
    "or the gap to fill. Everything that is done to it is kept, with who did it."
)
NO_REPORT = "Choose a report file, or paste its recommendations, then try again."
NO_BODY = "Choose the body that the reply is from, then try again."
NO_BODIES = (
    "No letter in the library says which body it is from, so there is nothing to draft with. "
    "Add letters in the Letters tab."
)
BAD_DATE = "“{date}” is not a date that can be read. Write it as 19 November 2024."
TWO_REPORTS = "Both a file and pasted text were given; the draft is made from the file."
NOT_OPEN = "No draft is open. Choose one of the kept drafts, or draft a response."
STILL_THERE = "The newest version is open now. What you typed is still in its box."
GONE = "It was deleted meanwhile."
NO_FILE = "Choose the letter that is to be checked, then try again."
NO_WHY = "Say why it is to be changed after all, then try again."
NOTHING_THERE = "There is no paragraph yet to take out."
READING = "Reading the report"
NO_SENTENCE = "Choose the sentence that the reason is for, then try again."
NO_VERSION = "Choose the version to go back to, then try again."
NOBODY = "name not given"
NOT_CHOSEN = "Not chosen yet"
TO_FILL_IN = "to fill in"
NEW_PARAGRAPH = "Add a paragraph"
NOT_HELD = (
    "To hold the sentences that you or a model wrote against the record as well, choose Review."
)
ROUND_THE_ITEMS = "What stands round the items: date, addressee, opening, copies, signature"
NEARBY = "Near it on record, and not in the letter"
REQUESTS = "To ask of the chief constable"
WHY_LATE = "Why the letter goes out after its last day"
BY_LAW = "by law"
MISSING_ITEM = "Not answered"
AGREEMENTS = {
    "same": "As on record",
    "stronger": "Binds more than the record",
    "weaker": "Binds less than the record",
    "reversed": "The contrary of the record",
    "changed": "Differs from the record",
    "outdated": "No longer so",
    "new": "Not on record",
}
PUBLISH_HINT = "Without a file, the letter is taken in as the draft has it."
FILES_STALE = "Files are written for the version that is open. After a change, write them again."


def earlier(report: str | None, number: str | None, dated: date | None) -> str:
    """ "Earlier: “Safe in custody”, recommendation 4, answered on 3 May 2020"."""
    named = [f"“{report}”"] if report else []
    named += [f"item {number}"] if number else []
    named += [f"answered on {uk_date(dated)}"] if dated else ["answered in an undated letter"]
    return f"Earlier: {', '.join(named)}"


def by(writer: str) -> str:
    return f"(by {writer})"


def reason(why: str, who: str) -> str:
    return f"Reason given by {who}: {why}"


def draft_named(record: DraftRecord) -> str:
    """A draft in one line, to choose from: "Harrowdale: Behind the front desk (version 3, …)"."""
    title = record.title or "report without a title"
    return (
        f"{record.body}: {title} ({standing(record)}, version {record.version}, {record.draft_id})"
    )


def standing(record: DraftRecord) -> str:
    if record.letter_id:
        return "published" if record.approval else "published, open again"
    return "approved" if record.approval else "open"


def kept_by(record: DraftRecord) -> str:
    when = utc_time(record.changed_at)
    return f"Draft {record.draft_id}, version {record.version}, {record.changed_by}, {when}."


def approved(approval: Approval) -> str:
    return (
        f"Approved by {approval.by} on {uk_date(approval.at.date())} and locked. "
        f"SHA-256 {approval.sha256}"
    )


def in_the_library(letter_id: str) -> str:
    return f"Published: it is in the library as letter {letter_id}."


def version_named(version: DraftVersion) -> str:
    return f"Version {version.version}: {version.what} ({version.by}, {utc_time(version.at)})"


def drafted(version: int, items: int, gaps: int) -> str:
    return (
        f"Drafted and kept as version {version}: {counted(items, 'item')}, {counted(gaps, 'gap')}."
    )


def opened(version: int) -> str:
    return f"Version {version} is open."


def kept(version: int, what: str) -> str:
    return f"Kept as version {version}: {what}."


def went_back(version: int) -> str:
    return f"went back to version {version}"


def now_approved(version: int, sha256: str) -> str:
    return f"Version {version} is approved and locked. SHA-256 {sha256}"


def reopened(draft_id: str) -> str:
    return f"Draft {draft_id} can be changed again."


def published(letter_id: str, note: str) -> str:
    said = f"The letter is in the library as {letter_id}, the newest position on its matters."
    return f"{said} {note}".strip()


def delete_question(record: DraftRecord) -> str:
    versions = counted(record.version, "version")
    return (
        f"Delete {record.draft_id} ({record.body}: {record.title}) with its {versions}? "
        "Nothing of it can be had back."
    )


def deleted(draft_id: str) -> str:
    return f"Draft {draft_id} is deleted with all its versions."


def written(lacking: int) -> str:
    if not lacking:
        return "The files are ready. The letter is complete."
    return f"The files are ready. The letter says INCOMPLETE: {counted(lacking, 'thing')} lacking."

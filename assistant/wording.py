"""Every sentence that OnRecord says in its own voice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from assistant.outside import Outside
from ingest.model import ItemKind, Speaker
from vectorstore.records import Evidence, Filters, LetterFacts, LetterRecord

SPEAKER_NAMES = {
    Speaker.INSPECTORATE: "the inspectorate",
    Speaker.POLICING_BODY: "the commissioner",
    Speaker.FORCE: "the force",
    Speaker.UNKNOWN: "the letter",
}
KIND_NAMES = {
    ItemKind.RECOMMENDATION: "Recommendation",
    ItemKind.AFI: "Area for improvement",
    ItemKind.CAUSE_OF_CONCERN: "Cause of concern",
    ItemKind.OTHER: "Item",
}
MOST_NAMED = 12  # names in one sentence
KIND_PLURALS = {
    ItemKind.RECOMMENDATION: "recommendations",
    ItemKind.AFI: "areas for improvement",
    ItemKind.CAUSE_OF_CONCERN: "causes of concern",
    ItemKind.OTHER: "other items",
}
RECOGNISED = "read by text recognition; check against the original"


def uk_date(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "undated"


def framing(evidence: Evidence) -> str:
    """Who said it, when, in reply to what: "Durham, the force, 1 September 2020, on …"."""
    letter = evidence.letter
    who = letter.body or letter.author or letter.file
    when = f"in its {document_name(letter)} of {uk_date(letter.dated)}"
    if letter.dated is None:
        when = f"in an undated {document_name(letter)}"
    about = f" on “{letter.report_title}”" if letter.report_title else ""
    if evidence.speaker is Speaker.INSPECTORATE:
        return f"The inspectorate, as {who} quotes it {when}{about}"
    if evidence.speaker is Speaker.UNKNOWN:
        return f"{who}, {when}{about}"
    return f"{who} ({SPEAKER_NAMES[evidence.speaker]}), {when}{about}"


def read_as(question: str) -> str:
    """How a follow-up was put in full."""
    return f"Read as: {question}"


def letter_named(letter: LetterFacts) -> str:
    """ "Harrowdale’s letter of 6 October 2022", as a question may name it."""
    who = letter.body or letter.author
    whose = f"{who}’" if who and who.endswith("s") else f"{who}’s" if who else "the"
    if letter.dated:
        return f"{whose} letter of {uk_date(letter.dated)}"
    about = f" on “{letter.report_title}”" if letter.report_title else ""
    return f"{whose} letter{about}"


def document_name(letter: LetterRecord) -> str:
    return {"letter": "letter", "board_paper": "board paper", "web_page": "web page"}.get(
        letter.kind.value, "document"
    )


def reading_remarks(empty: Sequence[int], recognised: Sequence[int]) -> list[str]:
    """Which pages of a letter hold no words, and which words were recognised in pictures."""
    remarks = []
    if empty:
        remarks.append(f"{_pages(empty)} without text: nothing was read there.")
    if recognised:
        remarks.append(f"{_pages(recognised)} recognised in a scan: check the words you quote.")
    return remarks


def _pages(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return f"Page {listed}" if len(numbers) == 1 else f"Pages {listed}"


def superseded(body: str | None, on: date | None) -> str:
    return f"Superseded: {body} said something later on {uk_date(on)}."


def place(page: int, page_label: str | None, *, recognised: bool) -> str:
    """ "page 3", or "page iv (3 in the file)" where the printed number differs.

    Args:
        recognised: words there were recognised in a picture of the page, which is said.
    """
    where = f"page {page}"
    if page_label and page_label != str(page):
        where = f"page {page_label} ({page} in the file)"
    return f"{where} ({RECOGNISED})" if recognised else where


def empty_question() -> str:
    return "The question is empty. Type what you would like to know about the letters."


def nothing_to_look_for() -> str:
    return "The question has no word that the letters could be searched for. Say what it is about."


def silent_bodies(bodies: Sequence[str]) -> str:
    return f"Nothing was found that answers this for {listed(bodies)}."


def not_their_words(speaker: Speaker) -> str:
    return (
        f"None of these are words of {SPEAKER_NAMES[speaker]}; they come nearest to what was asked."
    )


def latest_on_record(on: date) -> str:
    return f"The newest of these words are of {uk_date(on)}; nothing later on it was found."


def long_question(length: int, most: int) -> str:
    return (
        f"The question has {length:,} characters; at most {most:,} can be read. "
        "Ask about one matter at a time."
    )


def empty_library() -> str:
    return "The library holds no letters yet. Add some: onrecord ingest FOLDER."


def no_such_body(missing: Sequence[str], have: Sequence[str]) -> str:
    return (
        f"The library has no letter from {listed(missing)}. "
        f"It has letters from {listed(have) or 'no body that could be named'}."
    )


def unclear_body(word: str, names: Sequence[str]) -> str:
    return f"“{word}” may be {_either(names)}. Ask again and name the one that you mean."


def only_the_inspectorate(bodies: Sequence[str]) -> str:
    whose = f" of {listed(bodies)}" if bodies else ""
    return (
        f"In the letters{whose} only the inspectorate speaks of this; no reply to it is on record. "
        "The passages that come nearest are shown."
    )


def only_superseded(detail: str) -> str:
    return (
        f"Only an earlier position gives a {detail}, and a later letter has changed it since "
        "without one. The passages are shown with what superseded them."
    )


def one_body_missing(missing: Sequence[str], present: Sequence[str]) -> str:
    return f"The library has no letter from {listed(missing)}: this is of {listed(present)} alone."


def no_other_body(left_out: Sequence[str]) -> str:
    return f"The library has letters from {listed(left_out)} and from no other body."


def no_such_author(authors: Sequence[str], within: Filters, have: Sequence[str]) -> str:
    return (
        f"No letter{_within(within)} in the library is by {listed(authors)}. "
        f"It has letters{_within(within)} by {listed(_first(have)) or 'nobody who is named'}."
    )


def no_such_report(report: str, within: Filters, have: Sequence[str]) -> str:
    titles = "; ".join(f"“{title}”" for title in _first(have))
    return (
        f"No letter{_within(within)} in the library answers a report called “{report}”. "
        f"It has answers{_within(within)} to: {titles or 'no report that is named'}."
    )


def no_report_of_that_name(words: str, bodies: Sequence[str]) -> str:
    return (
        f"No letter{_from(bodies)} in the library names the {words} as what it answers, "
        "so these words were only searched for."
    )


def no_such_date(period: str, within: Filters, have: Sequence[str]) -> str:
    return (
        f"The library has no letter{_within(within)} of that time ({period}). "
        f"It has letters{_within(within)} of {listed(have) or 'no date that is stated'}."
    )


def no_such_item(kinds: Sequence[ItemKind], numbers: Sequence[str]) -> str:
    return (
        f"No letter looked in has {_kinds(kinds)} {listed(numbers)}, "
        "so the number was only searched for."
    )


def _kinds(kinds: Sequence[ItemKind]) -> str:
    return " or ".join(KIND_NAMES[kind].lower() for kind in kinds) or "item"


def period_words(first: date | None, last: date | None) -> str:
    """ "2020", "2019 to 2020", "from 1 May 2020", "until 31 December 2020"; "" for any time."""
    if first and last:
        if first == last:
            return uk_date(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years = [first.year] if first.year == last.year else [first.year, last.year]
            return " to ".join(map(str, years))
        if first.day == 1 and (last + timedelta(days=1)).day == 1 and _month(first) == _month(last):
            return _month(first)
        return f"{uk_date(first)} to {uk_date(last)}"
    if first:
        return f"from {uk_date(first)}"
    return f"until {uk_date(last)}" if last else ""


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _from(bodies: Sequence[str]) -> str:
    return f" from {listed(bodies)}" if bodies else ""


def _within(filters: Filters) -> str:
    """Whose letters were looked at, and on what: " from Durham by Jane Doe on “PEEL”"."""
    left_out = (
        f" other than from {listed(filters.bodies_left_out)}" if filters.bodies_left_out else ""
    )
    authors = f" by {listed(filters.authors)}" if filters.authors else ""
    report = f" on “{filters.report}”" if filters.report else ""
    return f"{_from(filters.bodies)}{left_out}{authors}{report}"


def _first(names: Sequence[str]) -> list[str]:
    """As many as can be read at once."""
    if len(names) <= MOST_NAMED:
        return [*names]
    return [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} more"]


def outside_the_record(outside: Outside | None) -> str:
    if outside is Outside.NO_MATTER_OF_LETTERS:
        return (
            "No letter could answer this: they only say what bodies told the inspectorate. "
            "Ask what a body has said about a matter, an inspection or a recommendation."
        )
    return (
        "This asks about the law or about things in general, and the letters only say what bodies "
        "told the inspectorate. Ask your monitoring officer, or ask what a body has said about it."
    )


def nothing_on_record(bodies: Sequence[str]) -> str:
    whose = f" of {listed(bodies)}" if bodies else ""
    return (
        f"Nothing in the letters{whose} answers this. The passages that come nearest are shown; "
        "none of them says it."
    )


def unknown_names(names: Sequence[str]) -> str:
    quoted = " or ".join(f"“{name}”" for name in names)
    return (
        f"No letter in the library has the name {quoted}. Check the spelling, or ask without it; "
        "the passages that come nearest are shown."
    )


def detail_not_on_record(detail: str, bodies: Sequence[str]) -> str:
    whose = f" of {listed(bodies)}" if bodies else ""
    return (
        f"The letters{whose} speak of this but give no {detail}. "
        "The passages that come nearest are shown."
    )


def unsupported(withheld: int) -> str:
    return (
        f"{withheld} proposed sentence{'s' if withheld != 1 else ''} did not stand in the letters "
        "word for word and had to be withheld. The passages found are shown."
    )


def fell_back(problem: str) -> str:
    return f"{problem} The answer below is made of quotations instead."


def cloud_not_allowed(model: str, host: str) -> str:
    return (
        f"The chat model {model} runs elsewhere: with each question, text of your letters will "
        f"leave this computer and be sent to {host}. If that is allowed, set "
        "ONRECORD_ALLOW_CLOUD=true; or name a model on this computer."
    )


def where_text_goes(host: str | None) -> str:
    """Args: host: to which a writer sends the passages found; None for none."""
    return f"text is sent to {host}" if host else "text stays on this computer"


_BY_NO_MODEL = {
    "quotes": "Quotations; no language model wrote them",
    "record": "From what the letters say of themselves; no language model wrote it",
}


def answered_by(writer: str, host: str | None) -> str:
    """Who wrote an answer, and where the passages went for it."""
    who = _BY_NO_MODEL.get(writer, f"Written by {writer}")
    return f"{who}; {where_text_goes(host)}."


def listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def no_clock(published: date | None) -> str:
    if published is None:
        return "The report does not state when it was published, so no last day was counted."
    return (
        f"No rule is configured for a report published on {uk_date(published)}. "
        "Ask your monitoring officer."
    )


HOW_TO_LOOK_WIDER = "To look everywhere: --no-filters."
LATEST_FIRST = "the latest first"


def looked_only_in(filters: Sequence[str]) -> str:
    return f"Looked only in: {'; '.join(filters)}."


def answers_to(report: str) -> str:
    return f"answers to “{report}”"


def not_body(body: str) -> str:
    return f"not {body}"


def letters_by(authors: Sequence[str]) -> str:
    return f"letters by {listed(authors)}"


def items_words(kinds: Sequence[ItemKind], numbers: Sequence[str]) -> str:
    """ "recommendations", "area for improvement 3", "recommendation or area for improvement 3"."""
    if numbers:
        return f"{_kinds(kinds)} {listed(numbers)}"
    return listed([KIND_PLURALS[kind] for kind in kinds])


NOTHING_KEPT = "No answer has been kept yet."


def not_kept(reason: str) -> str:
    return f"This answer was not kept for the record. {reason}"


def exported(answers: int, file: str) -> str:
    return f"Written: {file}, with {counted(answers, 'kept answer')}."


def utc_time(moment: datetime) -> str:
    return f"{uk_date(moment.date())}, {moment:%H:%M} UTC"


def purged(at: datetime, why: str) -> str:
    """That a kept answer has lost its words; `why` is as vectorstore.answers has it."""
    reasons = {
        "letter_removed": "a letter that it rested on was removed from the library",
        "retention": "it had been kept for as long as the setting says",
    }
    return f"Purged on {uk_date(at.date())}: {reasons.get(why, why)}."


def drafts_keep_its_words(drafts: Sequence[str]) -> str:
    """Of a letter that was removed: which drafts name it, by their ids."""
    if len(drafts) == 1:
        return f"Draft {drafts[0]} keeps what it has of it. Delete the draft if that is to go too."
    names = f"{', '.join(drafts[:-1])} and {drafts[-1]}"
    return f"Drafts {names} keep what they have of it. Delete them if that is to go too."


def last_kept(number: int, sha256: str) -> str:
    return (
        f"The last entry of the kept answers is number {number}, of the hash {sha256}. "
        "Note it elsewhere: onrecord verify --noted HASH then finds whether an answer up to it was "
        "changed or left out."
    )


def kept_for(days: int | None) -> str:
    """Whether what is asked and answered is kept, in a sentence."""
    if days is None:
        return "Questions and answers are kept in the library."
    if days == 0:
        return "Questions and answers are not kept."
    return f"Questions and answers are kept in the library for {counted(days, 'day')}."


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"

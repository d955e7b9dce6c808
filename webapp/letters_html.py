"""The library's list becomes a table; what came of some files becomes a list."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.wording import document_name, uk_date
from vectorstore.intake import Intake
from vectorstore.records import LetterRecord
from webapp import wording as ours
from webapp.html import paragraph, shown

_COLUMNS = ("Body", "Date", "Report", "Kind", "Author", "Pages", "Items", "Passages", "File")
_NOT_STATED = '<span class="or-missing">not stated</span>'


def letters_table(letters: Sequence[LetterRecord]) -> str:
    """Every letter, as given; what a letter does not state is said so."""
    if not letters:
        return paragraph(ours.NO_LETTERS, "or-hint")
    head = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    rows = "".join(f"<tr>{_cells(letter)}</tr>" for letter in letters)
    count = ours.counted(len(letters), "letter")
    return (
        f'<div class="or-table" role="region" aria-label="Letters in the library" tabindex="0">'
        f"<table><caption>{count} in the library, the latest first</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def intake_list(intake: Intake) -> str:
    """What came of each file: added, updated, unchanged or refused with the reason."""
    rows = [_taken("Added", "added", letter) for letter in intake.added]
    rows += [_taken("Updated", "updated", letter) for letter in intake.updated]
    rows += [_taken("Unchanged", "unchanged", letter) for letter in intake.unchanged]
    refusals = [shown(f"{each.file} {each.reason}") for each in intake.refused]
    rows += [f'<li class="or-refused"><strong>Refused</strong> {each}</li>' for each in refusals]
    return f'<ul class="or-intake" role="status">{"".join(rows)}</ul>'


def letter_name(letter: LetterRecord) -> str:
    """A letter in one line, for a list to choose from: "Durham, 3 May 2024, reply.pdf"."""
    return f"{letter.body or 'Body not stated'}, {uk_date(letter.dated)}, {letter.file}"


def _taken(what: str, kind: str, letter: LetterRecord) -> str:
    found = f"{ours.counted(letter.items, 'item')}, {ours.counted(letter.passages, 'passage')}"
    about = f"{letter.body or 'body not stated'}, {uk_date(letter.dated)}; {found}."
    if what == "Unchanged":
        about = "is already in the library; nothing was changed."
    return (
        f'<li class="or-{kind}"><strong>{what}</strong> {shown(letter.file)}: {shown(about)}'
        f"{_warnings(letter)}</li>"
    )


def _cells(letter: LetterRecord) -> str:
    """One cell a column; each carries its column's name, for screens too narrow for a table."""
    figures = (letter.pages, letter.items, letter.passages)
    cells = [
        ("", uk_date(letter.dated) if letter.dated else _NOT_STATED),
        ("", _stated(letter.report_title)),
        ("", shown(document_name(letter).capitalize())),
        ("", _stated(letter.author)),
        *(("or-figure", f"{each:,}") for each in figures),
        ("or-file", f"{shown(letter.file)}{_warnings(letter)}"),
    ]
    named = zip(_COLUMNS[1:], cells, strict=True)
    return f'<th scope="row">{_stated(letter.body)}</th>' + "".join(
        f'<td class="{kind}" data-label="{name}">{inner}</td>' for name, (kind, inner) in named
    )


def _stated(words: str | None) -> str:
    return shown(words) if words else _NOT_STATED


def _warnings(letter: LetterRecord) -> str:
    return "".join(f'<br><span class="or-warning">{shown(each)}</span>' for each in letter.warnings)

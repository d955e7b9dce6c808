"""The library's list becomes a table; what came of some files becomes a list."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.wording import document_name, reading_remarks, uk_date
from vectorstore.intake import Intake, Taken
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
    """The ingest report: what came of each file, and what to know of its reading."""
    rows = [_taken("Added", "added", each) for each in intake.added]
    rows += [_taken("Updated", "updated", each) for each in intake.updated]
    rows += [_taken("Unchanged", "unchanged", each) for each in intake.unchanged]
    refusals = [shown(f"{_named(e.file, e.container)} {e.reason}") for e in intake.refused]
    rows += [f'<li class="or-refused"><strong>Refused</strong> {each}</li>' for each in refusals]
    return f'<ul class="or-intake" role="status">{"".join(rows)}</ul>'


def letter_name(letter: LetterRecord) -> str:
    """A letter in one line, for a list to choose from: "Durham, 3 May 2024, reply.pdf"."""
    return f"{letter.body or 'Body not stated'}, {uk_date(letter.dated)}, {letter.file}"


def _taken(what: str, kind: str, taken: Taken) -> str:
    letter = taken.letter
    about = f"{letter.body or 'body not stated'}, {uk_date(letter.dated)}; {_figures(letter)}."
    if what == "Unchanged":
        about = "is already in the library; nothing was changed."
    if taken.note:
        about += f" It is {taken.note}."
    return (
        f'<li class="or-{kind}"><strong>{what}</strong> '
        f"{shown(_named(taken.file, taken.container))}: {shown(about)}{_remarks(letter)}</li>"
    )


def _named(file: str, container: str | None) -> str:
    return f"{file} in {container}" if container else file


def _figures(letter: LetterRecord) -> str:
    figures = ((letter.pages, "page"), (letter.items, "item"), (letter.passages, "passage"))
    return ", ".join(ours.counted(number, noun) for number, noun in figures)


def _cells(letter: LetterRecord) -> str:
    """One cell a column; each carries its column's name, for screens too narrow for a table."""
    figures = (letter.pages, letter.items, letter.passages)
    cells = [
        ("", uk_date(letter.dated) if letter.dated else _NOT_STATED),
        ("", _stated(letter.report_title)),
        ("", shown(document_name(letter).capitalize())),
        ("", _stated(letter.author)),
        *(("or-figure", f"{each:,}") for each in figures),
        ("or-file", f"{_files(letter)}{_remarks(letter)}"),
    ]
    named = zip(_COLUMNS[1:], cells, strict=True)
    return f'<th scope="row">{_stated(letter.body)}</th>' + "".join(
        f'<td class="{kind}" data-label="{name}">{inner}</td>' for name, (kind, inner) in named
    )


def _files(letter: LetterRecord) -> str:
    """Every file with the text, and which version of the letter it is, where there are more."""
    files = "<br>".join(shown(_named(each.file, each.container)) for each in letter.files)
    if len(letter.versions) == 1:
        return files
    version = f"version {letter.version} of {len(letter.versions)}"
    return f'{files}<br><span class="or-version">{version}</span>'


def _stated(words: str | None) -> str:
    return shown(words) if words else _NOT_STATED


def _remarks(letter: LetterRecord) -> str:
    """Which pages were empty or recognised, what was assumed, and what else to know."""
    lines = [
        *reading_remarks(letter.pages_empty, letter.pages_recognised),
        *(f"Assumed: {guess}" for guess in letter.guesses),
        *letter.warnings,
    ]
    return "".join(f'<br><span class="or-warning">{shown(line)}</span>' for line in lines)

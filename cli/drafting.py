"""`onrecord draft` and `onrecord drafts`: a report becomes a draft, and the draft a letter."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cli.shared import (
    JsonOption,
    LibraryOption,
    ModelOption,
    progress,
    show_result,
    the_library,
    the_settings,
)

if TYPE_CHECKING:
    from assistant.drafting.model import DraftLetter

_Kind = TypeVar("_Kind", bound=StrEnum)

drafts = typer.Typer(
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The drafts kept in the library: list them, change them, approve and publish them.",
)

DraftId = Annotated[str, typer.Argument(help="Id of the draft, or its beginning.")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who does this; else the name you are logged in under.")
]
TemplateOption = Annotated[
    Path | None, typer.Option("--template", help="Your office's own .docx to write the letter in.")
]
CommentsByOption = Annotated[
    datetime | None,
    typer.Option(
        "--comments-by",
        formats=["%Y-%m-%d"],
        help="Day by which the chief constable is asked to comment.",
    ),
]


def draft(
    context: typer.Context,
    report_file: Path,
    body: Annotated[str, typer.Option("--body", help="The body that responds.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Word file to write.")
    ] = None,
    template: TemplateOption = None,
    comments_by: CommentsByOption = None,
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Keep the draft in the library.")
    ] = True,
    by: ByOption = None,
    model: ModelOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Draft a response to an inspection report from what the body said before."""
    from assistant.drafting.draft import draft_reply
    from assistant.drafting.keeping import keep_draft
    from assistant.drafting.review import review
    from assistant.settings import make_writer, open_library
    from cli.drafts_json import draft_json
    from cli.drafts_text import draft_text
    from cli.word_files import refuse_no_folder, write_files
    from ingest.reading import read_report

    who = _who(by)
    if output:
        refuse_no_folder(output)
    report = read_report(report_file)
    settings = the_settings(context, library, model)
    with open_library(settings) as opened:
        letter = draft_reply(
            report,
            body=body,
            library=opened,
            writer=make_writer(settings, opened),
            progress=progress,
        )
        kept = keep_draft(letter, by=who, library=opened) if keep else None
        reviewed = review(letter, library=opened, today=date.today())
    files = write_files(letter, reviewed, output, template, comments_by) if output else []
    document = draft_json(letter, files, kept.record if kept else None)
    show_result(as_json_, document, draft_text(letter, files, kept.record if kept else None))


@drafts.callback()
def listed(
    context: typer.Context, library: LibraryOption = None, as_json_: JsonOption = False
) -> None:
    """List the drafts, the latest changed first."""
    from cli.drafts_json import record_json
    from cli.drafts_text import records_text

    context.obj = library or context.obj
    if context.invoked_subcommand is not None:
        return
    with the_library(context, library) as opened:
        found = opened.drafts.each()
    show_result(as_json_, [record_json(each) for each in found], records_text(found))


@drafts.command()
def show(
    context: typer.Context,
    draft_id: DraftId,
    version: Annotated[int | None, typer.Option("--version", help="An earlier version.")] = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Show a draft with the ids of its items and paragraphs."""
    from assistant.drafting.keeping import kept_draft
    from cli.drafts_json import draft_json
    from cli.drafts_text import draft_text

    with the_library(context, library) as opened:
        kept = kept_draft(draft_id, library=opened, version=version)
    document = draft_json(kept.letter, [], kept.record)
    show_result(as_json_, document, draft_text(kept.letter, [], kept.record, ids=True))


@drafts.command("history")
def history_(
    context: typer.Context,
    draft_id: DraftId,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Show who changed what in a draft, and what it was before."""
    from assistant.drafting.history import history
    from cli.drafts_json import event_json
    from cli.drafts_text import history_text

    with the_library(context, library) as opened:
        events = history(opened.drafts, draft_id)
    show_result(as_json_, [event_json(each) for each in events], history_text(events))


@drafts.command()
def edit(
    context: typer.Context,
    draft_id: DraftId,
    paragraph_id: Annotated[str, typer.Argument(help="As onrecord drafts show has it.")],
    text: str,
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Put other words in the place of a paragraph's."""
    from assistant.drafting.editing import edit_paragraph

    who = _who(by)
    change = lambda letter: edit_paragraph(letter, paragraph_id, text, by=who)  # noqa: E731
    _change(context, draft_id, change, f"edited {paragraph_id}", who, library, as_json_)


@drafts.command()
def add(
    context: typer.Context,
    draft_id: DraftId,
    item: str,
    part: Annotated[str, typer.Argument(help="commissioner, force or action.")],
    text: str,
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Add a paragraph to a part of an item's section."""
    from assistant.drafting.editing import add_paragraph
    from assistant.drafting.model import Part

    who, where = _who(by), _one_of(Part, part)
    change = lambda letter: add_paragraph(letter, item, where, text, by=who)  # noqa: E731
    _change(context, draft_id, change, f"added to {item}", who, library, as_json_)


@drafts.command()
def cut(
    context: typer.Context,
    draft_id: DraftId,
    paragraph_id: str,
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Take a paragraph out."""
    from assistant.drafting.editing import remove_paragraph

    change = lambda letter: remove_paragraph(letter, paragraph_id)  # noqa: E731
    _change(context, draft_id, change, f"took out {paragraph_id}", _who(by), library, as_json_)


@drafts.command("choose")
def choose_(
    context: typer.Context,
    draft_id: DraftId,
    item: str,
    choice: Annotated[
        str, typer.Argument(help="accept, partly, not_accept, already_done, or none.")
    ],
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Record whether an item is accepted; the letter says it then."""
    from assistant.drafting.choices import Choice
    from assistant.drafting.editing import choose

    who, chosen = _who(by), None if choice == "none" else _one_of(Choice, choice)
    change = lambda letter: choose(letter, item, chosen, by=who)  # noqa: E731
    _change(context, draft_id, change, f"chose {choice} for {item}", who, library, as_json_)


@drafts.command()
def state(
    context: typer.Context,
    draft_id: DraftId,
    item: str,
    state: Annotated[str, typer.Argument(help="to_do, drafted, with_force or agreed.")],
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Note how far the work on an item has come."""
    from assistant.drafting.editing import set_state
    from assistant.drafting.model import State

    set_to = _one_of(State, state)
    change = lambda letter: set_state(letter, item, set_to)  # noqa: E731
    _change(context, draft_id, change, f"set {item} to {state}", _who(by), library, as_json_)


@drafts.command("leave-out")
def leave_out_(
    context: typer.Context,
    draft_id: DraftId,
    item: str,
    why: Annotated[str, typer.Option("--why", help="Why it is left out.")] = "",
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Take an item's section out of the letter; one to be answered by law needs a reason."""
    from assistant.drafting.editing import leave_out

    who = _who(by)
    change = lambda letter: leave_out(letter, item, why=why, by=who)  # noqa: E731
    _change(context, draft_id, change, f"left out {item}", who, library, as_json_)


@drafts.command()
def fill(
    context: typer.Context,
    draft_id: DraftId,
    field: Annotated[str, typer.Argument(help="Such as dated, addressee, copies, signatory.")],
    text: str,
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Fill in what stands round the items: date, addressee, copies and so on."""
    from assistant.drafting.editing import fill_in

    change = lambda letter: fill_in(letter, field, text)  # noqa: E731
    _change(context, draft_id, change, f"filled in {field}", _who(by), library, as_json_)


@drafts.command()
def reason(
    context: typer.Context,
    draft_id: DraftId,
    sentence: Annotated[str, typer.Argument(help="The sentence that departs from the record.")],
    text: Annotated[str, typer.Argument(help="Why.")],
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Say why a sentence turns round what was said before."""
    from assistant.drafting.editing import give_reason

    who = _who(by)
    change = lambda letter: give_reason(letter, sentence, text, by=who)  # noqa: E731
    _change(context, draft_id, change, "gave a reason", who, library, as_json_)


@drafts.command("review")
def review_(
    context: typer.Context,
    draft_id: DraftId,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Tell what a draft lacks and where it departs from the record."""
    from assistant.drafting.keeping import kept_draft
    from assistant.drafting.review import review
    from cli.drafts_json import review_json
    from cli.drafts_text import review_text

    with the_library(context, library) as opened:
        kept = kept_draft(draft_id, library=opened)
        reviewed = review(kept.letter, library=opened, today=date.today())
    show_result(as_json_, review_json(reviewed), review_text(reviewed))


@drafts.command()
def export(
    context: typer.Context,
    draft_id: DraftId,
    output: Annotated[Path, typer.Option("-o", "--output", help="Word file to write.")],
    template: TemplateOption = None,
    comments_by: CommentsByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Write the letter, the internal copy and the invitation as Word files."""
    from assistant.drafting.keeping import kept_draft
    from assistant.drafting.review import review
    from cli.word_files import write_files

    with the_library(context, library) as opened:
        kept = kept_draft(draft_id, library=opened)
        reviewed = review(kept.letter, library=opened, today=date.today())
    files = write_files(kept.letter, reviewed, output, template, comments_by)
    document = {"draft_id": kept.draft_id, "files": files}
    show_result(as_json_, document, "\n".join(f"Written: {each}" for each in files))


@drafts.command()
def approve(
    context: typer.Context,
    draft_id: DraftId,
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Lock a complete letter and note its hash."""
    from assistant.drafting.keeping import approve_draft, kept_draft
    from assistant.drafting.review import review

    with the_library(context, library) as opened:
        kept = kept_draft(draft_id, library=opened)
        reviewed = review(kept.letter, library=opened, today=date.today())
        sha256 = approve_draft(kept, reviewed.lacking, by=_who(by), library=opened)
    document = {"draft_id": kept.draft_id, "version": kept.version, "sha256": sha256}
    show_result(as_json_, document, f"Approved: version {kept.version}, SHA-256 {sha256}.")


@drafts.command()
def reopen(
    context: typer.Context,
    draft_id: DraftId,
    why: Annotated[str, typer.Option("--why", help="Why it is changed after all.")],
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Let an approved draft be changed again."""
    with the_library(context, library) as opened:
        opened.drafts.reopen(draft_id, by=_who(by), why=why)
    show_result(as_json_, {"reopened": draft_id}, f"Reopened {draft_id}.")


@drafts.command()
def publish(
    context: typer.Context,
    draft_id: DraftId,
    file: Annotated[
        Path | None, typer.Argument(help="The letter as it was published; else it is written.")
    ] = None,
    by: ByOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Take an approved letter into the library as the body's newest position."""
    from assistant.drafting.keeping import kept_draft
    from assistant.drafting.publishing import publish_draft

    with the_library(context, library) as opened:
        kept = kept_draft(draft_id, library=opened)
        published = publish_draft(kept, file, by=_who(by), library=opened)
    letter_id = published.letter.letter_id
    document = {"draft_id": kept.draft_id, "letter_id": letter_id, "message": published.note}
    text = f"{kept.draft_id} is in the library as letter {letter_id}. {published.note}"
    show_result(as_json_, document, text.strip())


@drafts.command()
def delete(
    context: typer.Context,
    draft_id: DraftId,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Purge a draft with all its versions."""
    with the_library(context, library) as opened:
        record = opened.drafts.record(draft_id)
        question = f"Delete {record.draft_id} ({record.title}), all {record.version} versions?"
        if not yes and not as_json_ and not typer.confirm(question, err=True):
            raise typer.Exit(1)
        opened.drafts.delete(record.draft_id)
    show_result(as_json_, {"deleted": record.draft_id}, f"Deleted {record.draft_id}.")


def _change(
    context: typer.Context,
    draft_id: str,
    change: Callable[[DraftLetter], DraftLetter],
    what: str,
    by: str,
    library: Path | None,
    as_json_: bool,
) -> None:
    from assistant.drafting.keeping import change_draft, kept_draft

    with the_library(context, library) as opened:
        kept = kept_draft(draft_id, library=opened)
        changed = change_draft(kept, change, what=what, by=by, library=opened)
    document = {"draft_id": changed.draft_id, "version": changed.version, "what": what}
    show_result(as_json_, document, f"{changed.draft_id}, version {changed.version}: {what}.")


def _who(by: str | None) -> str:
    if by:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise typer.BadParameter("Say who does this: --by NAME.") from None


def _one_of(kinds: type[_Kind], value: str) -> _Kind:
    try:
        return kinds(value)
    except ValueError as error:
        names = ", ".join(each.value for each in kinds)
        raise typer.BadParameter(f"“{value}” is none of: {names}.") from error

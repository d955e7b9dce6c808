"""The command `onrecord`: reads its arguments, calls one function, prints what it returns."""

from __future__ import annotations

import sys
from collections.abc import Container
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.as_json import evidence_json, result_json
from assistant.errors import AssistantError, QuestionRefused
from assistant.filters.reading import EVERY_FILTER
from assistant.follow_ups.turns import Asked
from assistant.settings import make_writer, open_library
from cli import as_json, as_text
from cli.drafting import draft, drafts
from cli.shared import (
    JsonOption,
    LibraryOption,
    ModelOption,
    fail,
    out,
    progress,
    say,
    show_result,
    the_library,
    the_settings,
)
from ingest.errors import IngestError
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.records import Filters

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Cited answers and draft replies from a police body's letters to the inspectorate.",
)
app.command()(draft)
app.add_typer(drafts, name="drafts")

BodyOption = Annotated[str | None, typer.Option("--body", help="Only letters of this body.")]
FromOption = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Letters of this day on.")
]
ToOption = Annotated[
    datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Letters up to this day.")
]
ReportOption = Annotated[
    str | None, typer.Option("--report", help="Only replies to a report whose title has this.")
]
NoFiltersOption = Annotated[
    bool, typer.Option("--no-filters", help="Read no filters in the question's own words.")
]
AfterOption = Annotated[
    list[str] | None,
    typer.Option("--after", help="An earlier question, which this one may follow up; repeatable."),
]
QuestionsOption = Annotated[
    Path | None, typer.Option("--questions", help="A file with one question a line.")
]


def main() -> None:
    """Run the command; a known error is one line on standard error, and exit status 1."""
    try:
        app()
    except (AssistantError, IngestError, LibraryError) as problem:
        fail(str(problem))
    except OSError as problem:
        fail(f"{problem.filename or 'A file'}: {problem.strerror}. Check the path, then retry.")
    except KeyboardInterrupt:
        sys.exit(130)


@app.callback()
def common(context: typer.Context, library: LibraryOption = None) -> None:
    context.obj = library


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Letters, or folders of letters.")],
    ocr: Annotated[
        bool, typer.Option("--ocr/--no-ocr", help="Recognise the words of scanned pages.")
    ] = True,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Read letters into the library."""
    from vectorstore.intake import take_in

    with the_library(context, library) as opened:
        intake = take_in(paths, opened, progress, recognise=ocr)
    show_result(as_json_, as_json.intake_json(intake), as_text.intake_text(intake))
    for each in intake.refused:
        say(f"{each.file} {each.reason}")
    if intake.refused and not (intake.added or intake.updated or intake.unchanged):
        raise typer.Exit(1)


@app.command()
def letters(
    context: typer.Context, library: LibraryOption = None, as_json_: JsonOption = False
) -> None:
    """List the letters in the library."""
    with the_library(context, library) as opened:
        found = opened.letters()
    show_result(
        as_json_, [as_json.letter_json(each) for each in found], as_text.letters_text(found)
    )


@app.command()
def show(
    context: typer.Context,
    letter_id: str,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Show a letter as it was read."""
    with the_library(context, library) as opened:
        record, letter = opened.record(letter_id), opened.letter(letter_id)
    show_result(as_json_, as_json.shown_json(record, letter), as_text.shown_text(record, letter))


@app.command()
def items(file: Path, as_json_: JsonOption = False) -> None:
    """Show the items of a letter or an inspection report that is not in the library."""
    from ingest.reading import read_items

    found = read_items(file)
    show_result(
        as_json_, {"items": [as_json.item_json(i) for i in found]}, as_text.items_text(found)
    )


@app.command()
def remove(
    context: typer.Context,
    letter_id: str,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Purge a letter from the library."""
    with the_library(context, library) as opened:
        versions = opened.record(letter_id).versions
        passages = opened.remove(letter_id)
        drafts = opened.drafts.naming(versions)
    show_result(
        as_json_,
        {"removed": letter_id, "passages": passages, "drafts": drafts},
        as_text.removed_text(letter_id, passages, drafts),
    )


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument()] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Passages to return.")] = 10,
    body: BodyOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    report: ReportOption = None,
    no_filters: NoFiltersOption = False,
    questions: QuestionsOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Find passages, best first."""
    from assistant.answer import look_up

    filters = _filters(body, from_, to, report)
    lines = _questions(query, questions)
    with the_library(context, library) as opened:
        for line in lines:
            try:
                found = look_up(
                    line, library=opened, filters=filters, k=k, without=_unread(no_filters)
                )
            except QuestionRefused as refusal:
                _go_on(refusal, [], one=questions is None)
                continue
            document = [evidence_json(each) for each in found.evidence]
            if found.message and (as_json_ or questions is not None):
                say(found.message)
            show_result(as_json_ or questions is not None, document, as_text.found_text(found))


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument()] = None,
    body: BodyOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    report: ReportOption = None,
    no_filters: NoFiltersOption = False,
    model: ModelOption = None,
    questions: QuestionsOption = None,
    after: AfterOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Answer a question from the letters, every sentence cited, or say why not."""
    from assistant.answer import answer_question
    from assistant.follow_ups.reading import read_follow_up
    from assistant.keeping import keep_answer

    filters = _filters(body, from_, to, report)
    lines = _questions(question, questions)
    settings = the_settings(context, library, model)
    with open_library(settings) as opened:
        writer = make_writer(settings, opened)
        turns = _asked_before(after or [], opened, filters)
        for line in lines:
            read = read_follow_up(line, turns, opened.catalogue(), writer)
            try:
                result = answer_question(
                    read.text if read else line,
                    library=opened,
                    writer=writer,
                    filters=filters,
                    without=_unread(no_filters),
                )
            except QuestionRefused as refusal:
                refused = as_json.refused_json(line, filters, str(refusal))
                _go_on(refusal, refused, one=questions is None)
                continue
            problem = keep_answer(result, asked=line, library=opened, writer=writer)
            document = result_json(result, line if read else None)
            show_result(
                as_json_ or questions is not None, document, as_text.result_text(result, read)
            )
            if problem:
                say(problem)


@app.command()
def answers(
    context: typer.Context,
    from_: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Answers of this day on, in UTC."),
    ] = None,
    to: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Answers up to this day, in UTC."),
    ] = None,
    containing: Annotated[
        str | None, typer.Option("--containing", help="Answers that have these words.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="File to write: .jsonl or .csv.")
    ] = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """List the answers that were kept, the latest first."""
    from assistant.keeping import kept_answers
    from cli.export import SUFFIXES, export_answers

    if export and export.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"Name a file that ends in {' or '.join(SUFFIXES)}.")
    since, until = (day.date() if day else None for day in (from_, to))
    with the_library(context, library) as opened:
        found = kept_answers(opened, since=since, until=until, containing=containing)
        last = opened.answers.last()
        document: dict[str, Any] = {"last_kept": as_json.last_kept_json(last)}
        if export:
            written = export_answers(found, export)
            document |= {"file": str(export), "written": written}
            if as_json_:
                show_result(True, document, "")
            else:
                out.print(as_text.exported_text(written, export, last), soft_wrap=True)
        elif as_json_:
            show_result(
                True, {**document, "answers": [as_json.kept_json(each) for each in found]}, ""
            )
        else:
            for each in found:
                out.print(as_text.kept_text(each))
            out.print(as_text.last_kept_text(last), soft_wrap=True)


@app.command()
def check(
    context: typer.Context,
    draft_file: Path,
    body: Annotated[str, typer.Option("--body", help="The body that is to send it.")],
    report: Annotated[
        Path | None, typer.Option("--report", help="The inspection report that it answers.")
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day it is to go out; else today."),
    ] = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Compare a draft, written anywhere, with what the body has on record."""
    from assistant.consistency.checking import check_document
    from cli.checked_json import checked_json
    from cli.checked_text import checked_text

    with the_library(context, library) as opened:
        day = on.date() if on else date.today()
        checked = check_document(draft_file, body=body, library=opened, on=day, report=report)
    show_result(as_json_, checked_json(checked), checked_text(checked))


@app.command()
def evaluate(
    context: typer.Context,
    judgements: Path,
    compare: Annotated[
        bool, typer.Option("--compare", help="Rank the passages in other ways too.")
    ] = False,
    model: ModelOption = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Measure finding, citing and abstaining on judged questions."""
    from assistant.evaluation.evaluation import evaluate_library
    from assistant.evaluation.judgements import read_judgements

    read = read_judgements(judgements)
    settings = the_settings(context, library, model)
    with open_library(settings) as opened:
        writer = make_writer(settings, opened)
        found = evaluate_library(read, opened, writer, comparing=compare)
    show_result(as_json_, as_json.evaluation_json(found), as_text.evaluation_text(found))


@app.command()
def rebuild(
    context: typer.Context, library: LibraryOption = None, as_json_: JsonOption = False
) -> None:
    """Make both indexes anew, and read the originals again if another version kept them."""
    from assistant.settings import rebuild_library

    passages, unread = rebuild_library(the_settings(context, library), progress)
    for each in unread:
        say(f"{each.file} {each.reason}")
    show_result(as_json_, {"passages": passages}, f"Indexed {passages} passages anew.")


@app.command()
def verify(
    context: typer.Context,
    noted: Annotated[
        str | None,
        typer.Option("--noted", help="Hash of the last kept answer, as you once noted it."),
    ] = None,
    library: LibraryOption = None,
    as_json_: JsonOption = False,
) -> None:
    """Hold originals, indexes and kept answers against the library database."""
    with the_library(context, library) as opened:
        faults = opened.verify(noted)
        last = opened.answers.last()
    document = {"faults": faults, "last_kept": as_json.last_kept_json(last)}
    show_result(as_json_, document, as_text.verified_text(faults, last))
    if faults:
        raise typer.Exit(1)


@app.command()
def backup(
    context: typer.Context, file: Path, library: LibraryOption = None, as_json_: JsonOption = False
) -> None:
    """Write the database and the original files to a zip file."""
    with the_library(context, library) as opened:
        opened.backup(file)
    show_result(as_json_, {"file": str(file)}, f"Written: {file}")


@app.command()
def ui(
    context: typer.Context,
    port: Annotated[int | None, typer.Option(help="Port on 127.0.0.1.")] = None,
    fill_from: Annotated[
        Path | None, typer.Option(help="Letters to start with if the library is empty.")
    ] = None,
    model: ModelOption = None,
    library: LibraryOption = None,
) -> None:
    """Serve the browser app on this computer."""
    from ui import PortTaken, serve

    settings = the_settings(context, library, model)
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    try:
        serve(settings, fill_from=fill_from)
    except PortTaken as problem:
        fail(str(problem))


def _asked_before(questions: list[str], library: Library, filters: Filters) -> list[Asked]:
    """The earlier questions as they were read and answered, each after those before it."""
    from assistant.answer import answer_question
    from assistant.follow_ups.reading import stand_alone
    from assistant.follow_ups.turns import asked

    turns: list[Asked] = []
    for question in questions:
        read = stand_alone(question, turns, library.catalogue())
        text = read.text if read else question
        turns.append(asked(answer_question(text, library=library, filters=filters)))
    return turns


def _filters(
    body: str | None, from_: datetime | None, to: datetime | None, report: str | None
) -> Filters:
    return Filters(
        bodies=(body,) if body else (),
        dated_from=from_.date() if from_ else None,
        dated_to=to.date() if to else None,
        report=report,
    )


def _unread(no_filters: bool) -> Container[str]:
    return EVERY_FILTER if no_filters else ()


def _questions(one: str | None, file: Path | None) -> list[str]:
    if file is not None:
        try:
            return [line for line in file.read_text("utf-8").splitlines() if line.strip()]
        except UnicodeDecodeError as error:
            raise QuestionRefused(
                f"{file.name} is not plain text. Save it as UTF-8 text, a question a line."
            ) from error
    if one is None:
        raise typer.BadParameter("Give a question, or --questions FILE.")
    return [one]


def _go_on(refusal: QuestionRefused, document: Any, *, one: bool) -> None:
    """Answer a refused question among many in its place; a single one ends the command."""
    if one:
        raise refusal
    say(str(refusal))
    show_result(True, document, "")

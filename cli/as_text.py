"""Results for people at a terminal. Letter text is printed as it is, never as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant import wording
from assistant.draft import DraftItem, DraftLetter
from assistant.evaluate import Measure
from assistant.results import Abstention, Answer, Citation, Statement
from ingest.model import Item, Letter
from vectorstore.intake import Intake
from vectorstore.records import Evidence, Filters, LetterRecord

SHOWN_OF_A_PASSAGE = 300  # characters


def intake_text(intake: Intake) -> RenderableType:
    lines = [
        Text(f"{name}: {letter.file} ({_about(letter)})", style=style)
        for name, style, letters in (
            ("Added", "green", intake.added),
            ("Updated", "green", intake.updated),
            ("Unchanged", "dim", intake.unchanged),
        )
        for letter in letters
    ]
    lines += [
        Text(f"  {warning}", style="yellow")
        for letter in (*intake.added, *intake.updated)
        for warning in letter.warnings
    ]
    taken = len(intake.added) + len(intake.updated)
    lines.append(
        Text(
            f"{taken} taken with {intake.passages} passages, {len(intake.unchanged)} unchanged, "
            f"{len(intake.refused)} refused."
        )
    )
    return Group(*lines)


def letters_text(letters: Sequence[LetterRecord]) -> RenderableType:
    if not letters:
        return Text(wording.empty_library())
    table = Table(box=None, pad_edge=False)
    for name in ("Letter", "Date", "Body", "In reply to", "Author", "Pages", "Items", "File"):
        table.add_column(name, overflow="fold", no_wrap=name == "Letter")
    for letter in letters:
        table.add_row(
            Text(letter.letter_id),
            Text(wording.uk_date(letter.dated)),
            Text(letter.body or "not stated"),
            Text(letter.report_title or "not stated"),
            Text(letter.author or "not stated"),
            str(letter.pages),
            str(letter.items),
            Text(letter.file),
        )
    return table


def shown_text(record: LetterRecord, letter: Letter) -> RenderableType:
    facts = [
        ("Title", record.title),
        ("Body", record.body),
        ("Author", ", ".join(part for part in (record.author, record.role) if part)),
        ("Date", wording.uk_date(record.dated)),
        ("In reply to", record.report_title),
        ("File", record.file),
    ]
    lines: list[RenderableType] = [Text(f"{n}: {v or 'not stated'}") for n, v in facts]
    lines += [Text(f"Warning: {warning}", style="yellow") for warning in record.warnings]
    lines.append(Text(""))
    for passage in letter.passages:
        where = wording.place(passage.page, passage.page_label)
        lines.append(Text(f"{where}, {wording.SPEAKER_NAMES[passage.speaker]}", style="bold"))
        lines.append(Padding(Text(passage.text), (0, 0, 1, 2)))
    return Group(*lines)


def items_text(items: Sequence[Item]) -> RenderableType:
    if not items:
        return Text("No recommendation, area for improvement or cause of concern was found.")
    blocks: list[RenderableType] = []
    for item in items:
        blocks.append(Text(f"{_item_name(item)}, page {item.page}", style="bold"))
        blocks.append(Padding(Text(item.text), (0, 0, 0, 2)))
        if item.response:
            blocks.append(Text("  Response:", style="dim"))
            blocks.append(Padding(Text(item.response), (0, 0, 0, 4)))
        blocks.append(Text(""))
    return Group(*blocks)


def evidence_text(evidence: Sequence[Evidence]) -> RenderableType:
    if not evidence:
        return Text("No passage was found.")
    blocks: list[RenderableType] = []
    for number, each in enumerate(evidence, 1):
        where = wording.place(each.page, each.page_label)
        blocks.append(
            Text(f"{number}. {wording.framing(each)} ({each.letter.file}, {where})", "bold")
        )
        if each.superseded_by:
            blocks.append(Text("   Superseded by a later letter.", style="yellow"))
        blocks.append(Padding(Text(_short(each.text)), (0, 0, 1, 3)))
    return Group(*blocks)


def result_text(result: Answer | Abstention) -> RenderableType:
    blocks: list[RenderableType] = []
    if result.question.filters:
        blocks.append(Text(wording.looked_only_in(filter_words(result.question.filters)), "dim"))
    if isinstance(result, Abstention):
        blocks += [Text(result.message, style="yellow"), Text("")]
        blocks.append(evidence_text(result.evidence[:3]))
        return Group(*blocks)
    if result.note:
        blocks.append(Text(result.note, style="yellow"))
    number = 0
    for statement in result.statements:
        blocks += [Text(statement.framing + ":", style="bold")]
        blocks.append(Padding(_sentence(statement), (0, 0, 0, 2)))
        for citation in statement.citations:
            number += 1
            blocks.append(Padding(_source(number, citation), (0, 0, 0, 2)))
        blocks.append(Text(""))
    if result.withheld:
        blocks.append(Text(wording.unsupported(result.withheld), style="yellow"))
    return Group(*blocks)


def draft_text(draft: DraftLetter, files: Sequence[str]) -> RenderableType:
    blocks: list[RenderableType] = [
        Text(f"Response of {draft.body} to {draft.report_title}", style="bold"),
        Text(draft.clock_note),
        Text(""),
    ]
    if draft.note:
        blocks.append(Text(draft.note, style="yellow"))
    for each in draft.items:
        blocks += _draft_item(each)
    drafted = sum(bool(each.statements) for each in draft.items)
    blocks.append(Text(f"{drafted} drafted, {len(draft.items) - drafted} gaps."))
    blocks += [Text(f"Written: {file}") for file in files]
    return Group(*blocks)


def measures_text(measures: Mapping[str, Measure]) -> RenderableType:
    table = Table(box=None, pad_edge=False)
    for name in ("Measure", "Value", "95% interval", "Questions"):
        table.add_column(name)
    for name, measure in measures.items():
        interval = f"{measure.low:.3f} to {measure.high:.3f}"
        table.add_row(name, f"{measure.value:.3f}", interval, str(measure.count))
    return table


def filter_words(filters: Filters) -> list[str]:
    words = list(filters.bodies)
    if filters.dated_from:
        words.append(f"from {wording.uk_date(filters.dated_from)}")
    if filters.dated_to:
        words.append(f"to {wording.uk_date(filters.dated_to)}")
    if filters.report:
        words.append(f"replies to “{filters.report}”")
    return words


def _draft_item(each: DraftItem) -> list[RenderableType]:
    blocks: list[RenderableType] = [
        Text(f"{_item_name(each.item)} ({each.status.value})", style="bold"),
        Padding(Text(_short(each.item.text), style="dim"), (0, 0, 0, 2)),
    ]
    for statement in each.statements:
        blocks.append(Padding(Text(f"{statement.framing}: ") + _sentence(statement), (0, 0, 0, 2)))
        blocks += [
            Padding(_source(None, citation), (0, 0, 0, 2)) for citation in statement.citations
        ]
    if each.note:
        blocks.append(Padding(Text(each.note, style="yellow"), (0, 0, 0, 2)))
    blocks += [
        Padding(Text(f"Note: {warning.message}", style="yellow"), (0, 0, 0, 2))
        for warning in each.warnings
    ]
    return [*blocks, Text("")]


def _sentence(statement: Statement) -> Text:
    return Text(f"“{statement.text}”" if statement.is_quotation else statement.text)


def _source(number: int | None, citation: Citation) -> Text:
    mark = f"[{number}] " if number else ""
    where = wording.place(citation.page, citation.page_label)
    text = Text(f"{mark}{citation.file}, {wording.uk_date(citation.dated)}, {where}", style="dim")
    if citation.superseded_by:
        text.append(" (superseded by a later letter)", style="yellow")
    return text


def _item_name(item: Item) -> str:
    return " ".join(part for part in (wording.KIND_NAMES[item.kind], item.number) if part)


def _about(letter: LetterRecord) -> str:
    who = letter.body or "body not stated"
    return f"{who}, {wording.uk_date(letter.dated)}, {letter.items} items"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= SHOWN_OF_A_PASSAGE:
        return folded
    return folded[:SHOWN_OF_A_PASSAGE].rsplit(" ", 1)[0] + " …"

"""Results for people at a terminal. Letter text is printed as it is, never as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant import wording
from assistant.chips import chips
from assistant.evaluation.comparison import Compared
from assistant.evaluation.evaluation import Evaluation
from assistant.evaluation.measures import Measure
from assistant.follow_ups.reading import FollowUp
from assistant.question import Question
from assistant.results import Abstention, Answer, Citation, Found, Statement, on_one_line
from ingest.model import Item, Letter, page_at
from vectorstore.answers import KeptAnswer
from vectorstore.chain import Entry
from vectorstore.intake import Intake, Taken
from vectorstore.records import Evidence, LetterRecord

SHOWN_OF_A_PASSAGE = 300  # characters


def intake_text(intake: Intake) -> RenderableType:
    """The ingest report: a line for each letter that came in, and below it what to know of it."""
    table = Table(box=None, pad_edge=False, expand=False)
    table.add_column("File", overflow="fold", min_width=16)
    table.add_column("What came of it")
    for name in ("Pages", "Items", "Passages"):
        table.add_column(name, justify="right")
    remarks: list[RenderableType] = []
    for name, style, taken in (
        ("added", "green", intake.added),
        ("updated", "green", intake.updated),
        ("unchanged", "dim", intake.unchanged),
    ):
        for each in taken:
            letter = each.letter
            figures = (str(n) for n in (letter.pages, letter.items, letter.passages))
            table.add_row(Text(each.file), Text(name, style), *figures)
            remarks += _remarks(each) if name != "unchanged" or each.note else []
    for refused in intake.refused:
        table.add_row(Text(refused.file), Text("refused", "red"), "", "", "")
    count = len(intake.added) + len(intake.updated)
    summary = Text(
        f"{count} taken with {intake.passages} passages, {len(intake.unchanged)} unchanged, "
        f"{len(intake.refused)} refused."
    )
    shown: list[RenderableType] = [table] if table.row_count else []
    return Group(*shown, *remarks, summary)


def _remarks(taken: Taken) -> list[RenderableType]:
    """What is not plain, was not read, was recognised, guessed or warned of in a file."""
    letter = taken.letter
    where = f" (in {taken.container})" if taken.container else ""
    lines = [
        *([f"{taken.note}"] if taken.note else []),
        *wording.reading_remarks(letter.pages_empty, letter.pages_recognised),
        *(f"assumed: {guess}" for guess in letter.guesses),
        *letter.warnings,
    ]
    if not lines:
        return []
    remarks: list[RenderableType] = [Text(f"{taken.file}{where}:")]
    remarks += [Padding(Text(line, style="yellow"), (0, 0, 0, 2)) for line in lines]
    return remarks


def removed_text(letter_id: str, passages: int, drafts: Sequence[str]) -> RenderableType:
    lines = [f"Removed {letter_id} and its {passages} passages."]
    if drafts:
        lines.append(wording.drafts_keep_its_words(drafts))
    return Text("\n".join(lines))


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
            Text(f"{letter.file} (set apart)" if letter.set_apart else letter.file),
        )
    return table


def shown_text(record: LetterRecord, letter: Letter) -> RenderableType:
    lines: list[RenderableType] = [*_front(record), Text("")]
    if letter.items:
        lines += [Text("Items", style="bold underline"), Text("")]
    for item in letter.items:
        lines += _shown_item(item, letter)
    lines += [Text("Passages", style="bold underline"), Text("")]
    for passage in letter.passages:
        where = wording.place(passage.page, passage.page_label, recognised=passage.recognised)
        speaker = wording.SPEAKER_NAMES[passage.speaker]
        lines.append(Text(f"{where}, {speaker}", style="bold"))
        lines.append(Padding(Text(passage.text), (0, 0, 1, 2)))
    return Group(*lines)


def _front(record: LetterRecord) -> list[RenderableType]:
    """Who, when and about what, each with the place where the letter says so."""
    published = wording.uk_date(record.report_published) if record.report_published else None
    facts = [
        ("Title", "title", record.title),
        ("Body", "body", record.body),
        ("Author", "author", record.author),
        ("Role", "role", record.role),
        ("Date", "dated", wording.uk_date(record.dated) if record.dated else None),
        ("To", "addressee", record.addressee),
        ("In reply to", "report_title", record.report_title),
        ("Published", "report_published", published),
        ("Copied to", "copied_to", "; ".join(record.copied_to)),
    ]
    lines: list[RenderableType] = []
    for name, field, value in facts:
        line = Text(f"{name}: {value or 'not stated'}")
        if place := record.places.get(field):
            line.append(f"  (page {place.page}: “{shortened(place.text)}”)", style="dim")
        lines.append(line)
    files = [
        f"{each.file} in {each.container}" if each.container else each.file for each in record.files
    ]
    lines.append(Text(f"File: {', '.join(files)}"))
    if len(record.versions) > 1:
        later = f", replaced by {record.replaced_by}" if record.replaced_by else ", the current one"
        lines.append(Text(f"Version: {record.version} of {len(record.versions)}{later}"))
    remarks = wording.reading_remarks(record.pages_empty, record.pages_recognised)
    remarks += [f"Assumed: {guess}" for guess in record.guesses]
    remarks += [f"Warning: {warning}" for warning in record.warnings]
    return [*lines, *(Text(remark, style="yellow") for remark in remarks)]


def _shown_item(item: Item, letter: Letter) -> list[RenderableType]:
    asked = [f"{_item_name(item)}, page {item.page}"]
    asked += [f"paragraph {item.paragraph}"] if item.paragraph else []
    asked += [item.owner] if item.owner else []
    asked += [f"by {wording.uk_date(item.deadline)}"] if item.deadline else []
    lines: list[RenderableType] = [
        Text(", ".join(asked), style="bold"),
        Padding(Text(item.text), (0, 0, 0, 2)),
    ]
    for part in item.response_parts:
        speaker = wording.SPEAKER_NAMES[part.speaker] if part.speaker else "not labelled"
        page = page_at(letter.pages, part.start).number
        lines.append(Text(f"  Response, page {page} ({speaker}):", style="dim"))
        lines.append(Padding(Text(letter.text[part.start : part.end]), (0, 0, 0, 4)))
    return [*lines, Text("")]


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
        where = wording.place(each.page, each.page_label, recognised=each.recognised)
        blocks.append(
            Text(f"{number}. {wording.framing(each)} ({each.letter.file}, {where})", "bold")
        )
        if each.superseded_by:
            said = wording.superseded(each.letter.body, each.superseded_on)
            blocks.append(Text(f"   {said}", style="yellow"))
        blocks.append(Padding(Text(shortened(each.text)), (0, 0, 1, 3)))
    return Group(*blocks)


def found_text(found: Found) -> RenderableType:
    blocks = _asked_within(found.question)
    if found.message:
        blocks.append(Text(found.message, style="yellow"))
    if found.evidence or not found.message:
        blocks.append(evidence_text(found.evidence))
    return Group(*blocks)


def _asked_within(question: Question) -> list[RenderableType]:
    """The filters, and how to search without those that the question itself named."""
    lines = []
    if names := [each.words for each in chips(question)]:
        lines.append(wording.looked_only_in(names))
    if question.found:
        lines.append(wording.HOW_TO_LOOK_WIDER)
    return [Text(" ".join(lines), style="dim")] if lines else []


def result_text(result: Answer | Abstention, read: FollowUp | None = None) -> RenderableType:
    blocks: list[RenderableType] = [Text(wording.read_as(read.text), style="dim")] if read else []
    blocks += _asked_within(result.question)
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
            blocks.append(Padding(source_text(number, citation), (0, 0, 0, 2)))
        blocks.append(Text(""))
    if result.withheld:
        blocks.append(Text(wording.unsupported(result.withheld), style="yellow"))
    return Group(*blocks)


def kept_text(kept: KeptAnswer) -> RenderableType:
    """An answer as it was kept: what was asked, what was said, where it stands."""
    found: Mapping[str, Any] = kept.content or {}
    head = f"{kept.number}. {wording.utc_time(kept.kept_at)}"
    if writer := found.get("writer"):
        head += f" (writer: {writer})"
    blocks: list[RenderableType] = [Text(head, style="bold")]
    if kept.purged:
        blocks.append(Text(wording.purged(kept.purged.at, kept.purged.why), style="yellow"))
    if question := found.get("asked") or found.get("question"):
        blocks.append(Text(str(question)))
    if in_full := found.get("read_as"):
        blocks.append(Text(wording.read_as(in_full), style="dim"))
    if message := found.get("message"):
        blocks.append(Padding(Text(str(message), style="yellow"), (0, 0, 0, 2)))
    for said in found.get("statements", []):
        words = said["text"]
        if any(words == on_one_line(cited["quote"]) for cited in said["citations"]):
            words = f"“{words}”"
        blocks.append(Padding(Text(f"{said['framing']}: {words}"), (0, 0, 0, 2)))
        for cited in said["citations"]:
            where = wording.place(
                cited["page"], cited["page_label"], recognised=cited["recognised"]
            )
            line = Text(f"{cited['file']}, {where}", style="dim")
            blocks.append(Padding(line, (0, 0, 0, 4)))
    return Group(*blocks, Text(""))


def last_kept_text(last: Entry | None) -> RenderableType:
    return Text(wording.last_kept(last.number, last.sha256) if last else wording.NOTHING_KEPT)


def exported_text(written: int, file: Path, last: Entry | None) -> RenderableType:
    return Group(Text(wording.exported(written, str(file))), last_kept_text(last))


def verified_text(faults: Sequence[str], last: Entry | None) -> RenderableType:
    lines = [Text(line) for line in faults] or [Text("Everything is in order.")]
    return Group(*lines, *([last_kept_text(last)] if last else []))


def evaluation_text(evaluation: Evaluation) -> RenderableType:
    blocks: list[RenderableType] = [_measures_text(evaluation.measures)]
    if len(evaluation.classes) > 1:
        blocks += ["", _classes_text(evaluation.classes)]
    if evaluation.comparison:
        blocks += ["", comparison_text(evaluation.comparison)]
    return Group(*blocks)


def comparison_text(comparison: Sequence[Compared]) -> RenderableType:
    """A line for each ranker: its measures with their 95% intervals, and its time a question."""
    table = Table(
        box=None,
        pad_edge=False,
        caption="under each measure its 95% interval; p50, p95: milliseconds a question",
        caption_justify="left",
    )
    table.add_column("ranked by")
    for name in (*comparison[0].measures, "p50", "p95"):
        table.add_column(name, justify="right")
    for each in comparison:
        shown = [f"{m.value:.3f}\n{m.low:.2f}–{m.high:.2f}" for m in each.measures.values()]
        table.add_row(each.ranker, *shown, f"{each.p50:.1f}", f"{each.p95:.1f}")
    return table


def _measures_text(measures: Mapping[str, Measure]) -> RenderableType:
    table = Table(box=None, pad_edge=False)
    for name in ("Measure", "Value", "95% interval", "Questions"):
        table.add_column(name)
    for name, measure in measures.items():
        interval = f"{measure.low:.3f} to {measure.high:.3f}"
        table.add_row(name, f"{measure.value:.3f}", interval, str(measure.count))
    return table


def _classes_text(classes: Mapping[str, Mapping[str, Measure]]) -> RenderableType:
    shown = ("recall@1", "recall@5", "answered", "cited", "abstained", "right_reason")
    table = Table(box=None, pad_edge=False)
    for name in ("Class", "Questions", *shown):
        table.add_column(name, justify="left" if name == "Class" else "right")
    for kind, measures in classes.items():
        values = [f"{measures[name].value:.3f}" if name in measures else "" for name in shown]
        asked = max(each.count for each in measures.values())
        table.add_row(kind or "none", str(asked), *values)
    return table


def _sentence(statement: Statement) -> Text:
    return Text(f"“{statement.text}”" if statement.is_quotation else statement.text)


def source_text(number: int | None, citation: Citation) -> Text:
    mark = f"[{number}] " if number else ""
    where = wording.place(citation.page, citation.page_label, recognised=citation.recognised)
    text = Text(f"{mark}{citation.file}, {wording.uk_date(citation.dated)}, {where}", style="dim")
    if citation.superseded_by:
        text.append(" (superseded by a later letter)", style="yellow")
    return text


def _item_name(item: Item) -> str:
    return " ".join(part for part in (wording.KIND_NAMES[item.kind], item.number) if part)


def shortened(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= SHOWN_OF_A_PASSAGE:
        return folded
    return folded[:SHOWN_OF_A_PASSAGE].rsplit(" ", 1)[0] + " …"

"""A DraftLetter becomes the office's own copy: where each word comes from, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.table import _Cell

from assistant.consistency.model import Compared
from assistant.drafting import wording as drafting
from assistant.drafting.completeness import LATE
from assistant.drafting.editing import FIELDS
from assistant.drafting.model import DraftItem, DraftLetter, ItemStatus, Origin
from assistant.word import wording
from assistant.word.annex import add_evidence
from assistant.word.item_notes import add_item
from assistant.word.naming import item_names
from assistant.word.paragraphs import add_note, add_own_words, cite
from assistant.word.saving import save
from assistant.word.sheet import begin
from assistant.word.sources import Sources
from assistant.word.tables import Cell, add_table
from assistant.word.text import lines_of, one_line


def write_internal(
    draft: DraftLetter,
    path: Path,
    *,
    lacking: Sequence[str] = (),
    findings: Sequence[Compared] = (),
    template: Path | None = None,
) -> None:
    """Write the office's own copy to a .docx file, whole or not at all.

    Args:
        lacking: what the letter still lacks; if anything, every page says so.
        findings: how sentences of the letter stand to the record.
        template: the office's own .docx, to write it in.

    Raises:
        TemplateRefused: the office's file holds macros, or cannot be opened.
        OSError: naming the path: the folder does not exist, or the file is open elsewhere.
    """
    sheet = begin(template)
    mark = (wording.INTERNAL_MARK, *((wording.LETTER_INCOMPLETE,) if lacking else ()))
    sheet.mark_every_page(". ".join(mark))
    document = sheet.document
    cited = [citation for each in findings for citation in each.citations]
    sources = Sources(draft, with_notes=True, more=cited)
    _add_summary(document, draft, sources)
    _add_lacking(document, lacking)
    _add_findings(document, findings, sources)
    _add_reasons(document, draft)
    document.add_heading(wording.ITEMS, 1).paragraph_format.page_break_before = True
    for name, item in item_names(draft):
        add_item(document, name, item, draft, sources)
    _add_fields(document, draft)
    add_evidence(document, draft, sources)
    save(sheet, path, title=wording.letter_title(draft.report_title))


def _add_summary(document: Document, draft: DraftLetter, sources: Sources) -> None:
    document.add_paragraph(one_line(wording.letter_title(draft.report_title)), "Title")
    document.add_heading(wording.SUMMARY, 1)
    told = [draft.clock_note, *draft.other_clocks]
    told += [wording.drafted_on(draft.drafted, draft.body), _counts(draft, sources)]
    told += [wording.drafted_by(draft.writer), draft.note]
    for each in told:
        if each:
            document.add_paragraph(one_line(each))
    if draft.publisher is None:
        add_note(document, wording.PUBLISHER_NOT_STATED)
    rows = [_summary_row(name, item) for name, item in item_names(draft)]
    widths = (4.3, 3.2, 2.3, 2.4, 2.3, 1.5)
    add_table(document, wording.SUMMARY_COLUMNS, rows, widths=widths, told=wording.SUMMARY_TOLD)


def _summary_row(name: str, item: DraftItem) -> tuple[str, ...]:
    standing = drafting.STANDINGS[item.standing]
    return (
        name,
        f"{standing[0].upper()}{standing[1:]}",
        drafting.STATES[item.state],
        drafting.CHOICES[item.choice] if item.choice else wording.NOT_DECIDED,
        str(len(item.statements)),
        str(_marks(item)),
    )


def _counts(draft: DraftLetter, sources: Sources) -> str:
    return wording.draft_counts(
        items=len(draft.items),
        gaps=sum(each.status is ItemStatus.GAP for each in draft.items),
        statements=sum(len(each.statements) for each in draft.items),
        sources=len(sources.listed),
        marks=sum(_marks(each) for each in draft.items),
    )


def _marks(item: DraftItem) -> int:
    return sum(each.origin is Origin.OPEN for each in item.paragraphs)


def _add_lacking(document: Document, lacking: Sequence[str]) -> None:
    document.add_heading(wording.LACKING, 1)
    if not lacking:
        document.add_paragraph(wording.NOTHING_LACKING)
    style = "List Bullet" if _has_style(document, "List Bullet") else None
    for each in lacking:
        document.add_paragraph(one_line(each), style)


def _has_style(document: Document, name: str) -> bool:
    styles = document.styles
    return name in styles and styles[name].type == WD_STYLE_TYPE.PARAGRAPH


def _add_findings(document: Document, findings: Sequence[Compared], sources: Sources) -> None:
    document.add_heading(wording.CONSISTENCY, 1)
    if not findings:
        document.add_paragraph(wording.NOTHING_DEPARTS)
        return
    rows: list[tuple[Cell, ...]] = [
        (each.sentence, partial(_fill_finding, each), partial(_fill_record, each, sources))
        for each in findings
    ]
    add_table(
        document,
        wording.CONSISTENCY_COLUMNS,
        rows,
        widths=(5.4, 5.4, 5.2),
        told=wording.CONSISTENCY_TOLD,
    )


def _fill_finding(finding: Compared, cell: _Cell) -> None:
    cell.paragraphs[0].add_run(wording.AGREEMENTS[finding.agreement]).bold = True
    differences = [wording.DIFFERENCES[each] for each in finding.differences]
    told = [wording.departs_in(differences)] if differences else []
    for words in (*told, finding.message, wording.judged_by(finding.judged_by)):
        if words:
            cell.add_paragraph(one_line(words))


def _fill_record(finding: Compared, sources: Sources, cell: _Cell) -> None:
    for number, each in enumerate(finding.citations):
        words = f"“{one_line(each.quote)}”"
        if number == 0 and finding.framing:
            words = f"{one_line(finding.framing)}: {words}"
        cite(cell.add_paragraph(words), [each], sources)


def _add_reasons(document: Document, draft: DraftLetter) -> None:
    if not draft.reasons:
        return
    document.add_heading(wording.REASONS, 1)
    rows = [
        (wording.WHY_LATE if each.sentence == LATE else each.sentence, each.reason, each.by)
        for each in draft.reasons
    ]
    widths = (7.0, 6.0, 3.0)
    add_table(document, wording.REASON_COLUMNS, rows, widths=widths, told=wording.REASONS_TOLD)


def _add_fields(document: Document, draft: DraftLetter) -> None:
    document.add_heading(wording.FIELDS, 1)
    rows: list[tuple[Cell, ...]] = []
    for name in FIELDS:
        called = wording.FIELD_NAMES[name]
        told = getattr(draft.fields, name)
        rows.append((f"{called[0].upper()}{called[1:]}", partial(_fill_field, told)))
    add_table(document, wording.FIELD_COLUMNS, rows, widths=(4.5, 11.5), told=wording.FIELDS_TOLD)


def _fill_field(told: str, cell: _Cell) -> None:
    for line in lines_of(told):
        add_own_words(cell.add_paragraph(), line)

"""Drafts as JSON, as docs/design.md has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from assistant.as_json import Json, citation_json, day_json, statement_json
from assistant.drafting.history import Event
from assistant.drafting.model import (
    DraftItem,
    DraftLetter,
    DraftWarning,
    Earlier,
    Paragraph,
    Request,
)
from assistant.drafting.review import Review
from vectorstore.chain import in_utc
from vectorstore.draft_rows import DraftRecord


def draft_json(draft: DraftLetter, files: Sequence[str], record: DraftRecord | None = None) -> Json:
    """Args: record: the entry of the draft, where it is kept in the library."""
    clock = draft.clock
    return {
        "draft_id": record.draft_id if record else None,
        "version": record.version if record else None,
        "report_title": draft.report_title,
        "body": draft.body,
        "published": day_json(clock.published) if clock else None,
        "due": day_json(clock.due) if clock else None,
        "clock": draft.clock_note,
        "other_clocks": list(draft.other_clocks),
        "publisher": draft.publisher,
        "inspected": draft.inspected,
        "drafted": day_json(draft.drafted),
        "fields": asdict(draft.fields),
        "writer": draft.writer,
        "message": draft.note,
        "items": [_item_json(each) for each in draft.items],
        "files": list(files),
    }


def _item_json(each: DraftItem) -> Json:
    return {
        "key": each.key,
        "number": each.item.number,
        "kind": each.item.kind.value,
        "text": each.item.text,
        "page": each.item.page,
        "paragraph": each.item.paragraph,
        "addressee": each.addressee,
        "duty": each.duty.value,
        "duty_note": each.duty_note,
        "deadline": day_json(each.item.deadline),
        "status": each.status.value,
        "standing": each.standing.value,
        "state": each.state.value,
        "choice": each.choice.value if each.choice else None,
        "note": each.note,
        "statements": [statement_json(statement) for statement in each.statements],
        "paragraphs": [_paragraph_json(paragraph) for paragraph in each.paragraphs],
        "nearby": [statement_json(statement) for statement in each.nearby],
        "lineage": [_earlier_json(earlier) for earlier in each.lineage],
        "requests": [_request_json(request) for request in each.requests],
        "warnings": [_warning_json(warning) for warning in each.warnings],
    }


def _paragraph_json(paragraph: Paragraph) -> Json:
    statement = paragraph.statement
    return {
        "paragraph_id": paragraph.paragraph_id,
        "part": paragraph.part.value,
        "origin": paragraph.origin.value,
        "by": paragraph.by,
        "text": paragraph.text,
        "citations": [citation_json(each) for each in statement.citations] if statement else [],
    }


def _earlier_json(earlier: Earlier) -> Json:
    return {
        "letter_id": earlier.letter_id,
        "report_title": earlier.report_title,
        "date": day_json(earlier.dated),
        "number": earlier.number,
        "asked": earlier.asked,
        "answered": [statement_json(each) for each in earlier.answered],
    }


def _request_json(request: Request) -> Json:
    citations = [citation_json(each) for each in request.citations]
    return {"text": request.text, "citations": citations}


def _warning_json(warning: DraftWarning) -> Json:
    return {
        "kind": warning.kind.value,
        "message": warning.message,
        "citations": [citation_json(each) for each in warning.citations],
    }


def record_json(record: DraftRecord) -> Json:
    approval = record.approval
    return {
        "draft_id": record.draft_id,
        "body": record.body,
        "title": record.title,
        "published": day_json(record.published),
        "created_at": in_utc(record.created_at),
        "version": record.version,
        "changed_at": in_utc(record.changed_at),
        "changed_by": record.changed_by,
        "approved": {
            "version": approval.version,
            "at": in_utc(approval.at),
            "by": approval.by,
            "sha256": approval.sha256,
        }
        if approval
        else None,
        "letter_id": record.letter_id,
    }


def review_json(review: Review) -> Json:
    return {
        "complete": not review.lacking,
        "lacking": [
            {
                "kind": each.lack.value,
                "item": each.key,
                "by_law": each.by_law,
                "message": each.message,
            }
            for each in review.lacking
        ],
        "sentences": [
            {
                "item": each.key,
                "paragraph_id": each.paragraph_id,
                "sentence": each.compared.sentence,
                "class": each.compared.agreement.value,
                "differences": [difference.value for difference in each.compared.differences],
                "message": each.compared.message,
                "framing": each.compared.framing,
                "judged_by": each.compared.judged_by,
                "citations": [citation_json(citation) for citation in each.compared.citations],
            }
            for each in review.told
        ],
    }


def event_json(event: Event) -> Json:
    return {
        "version": event.version,
        "kind": event.kind.value if event.kind else "saved",
        "at": in_utc(event.at),
        "by": event.by,
        "what": event.what,
        "changes": [
            {
                "kind": each.kind.value,
                "item": each.item,
                "paragraph_id": each.paragraph_id,
                "before": each.before,
                "after": each.after,
            }
            for each in event.changes
        ],
    }

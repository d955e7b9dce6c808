"""Results as the JSON that other programs rely on; the shapes are in docs/design.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.draft import DraftLetter, DraftWarning
from assistant.evaluation.evaluation import Evaluation
from assistant.evaluation.measures import Measure
from assistant.follow_ups.reading import FollowUp
from assistant.question import Question
from assistant.results import Abstention, Answer, Citation, Statement
from ingest.model import Furniture, Item, Letter, Passage, ResponsePart, page_at
from vectorstore.intake import Intake, Taken
from vectorstore.records import Evidence, Filters, LetterRecord
from vectorstore.rows import passage_id

Json = dict[str, Any]

_NAMES = {"dated": "date"}  # of a letter's fields, where JSON has another


def letter_json(letter: LetterRecord) -> Json:
    return {
        "letter_id": letter.letter_id,
        "file": letter.file,
        "title": letter.title,
        "body": letter.body,
        "author": letter.author,
        "role": letter.role,
        "date": _day(letter.dated),
        "addressee": letter.addressee,
        "report_title": letter.report_title,
        "report_published": letter.report_published.isoformat()
        if letter.report_published
        else None,
        "copied_to": list(letter.copied_to),
        "places": {_NAMES.get(name, name): asdict(at) for name, at in letter.places.items()},
        "kind": letter.kind.value,
        "pages": letter.pages,
        "pages_empty": list(letter.pages_empty),
        "pages_recognised": list(letter.pages_recognised),
        "items": letter.items,
        "passages": letter.passages,
        "warnings": list(letter.warnings),
        "guesses": list(letter.guesses),
        "files": [asdict(each) for each in letter.files],
        "version": letter.version,
        "versions": list(letter.versions),
        "replaced_by": letter.replaced_by,
    }


def intake_json(intake: Intake) -> Json:
    return {
        "added": [_taken_json(each) for each in intake.added],
        "updated": [_taken_json(each) for each in intake.updated],
        "unchanged": [_taken_json(each) for each in intake.unchanged],
        "refused": [asdict(each) for each in intake.refused],
        "passages": intake.passages,
    }


def _taken_json(taken: Taken) -> Json:
    """The letter, under the name of the file that came in."""
    return {
        **letter_json(taken.letter),
        "file": taken.file,
        "container": taken.container,
        "note": taken.note,
    }


def item_json(item: Item) -> Json:
    return {
        "number": item.number,
        "kind": item.kind.value,
        "text": item.text,
        "response": item.response,
        "page": item.page,
        "heading": item.heading,
        "owner": item.owner,
        "deadline": _day(item.deadline),
        "parts": [_part_json(part) for part in item.response_parts],
    }


def _part_json(part: ResponsePart) -> Json:
    return {
        "speaker": part.speaker.value if part.speaker else None,
        "start": part.start,
        "end": part.end,
    }


def shown_json(record: LetterRecord, letter: Letter) -> Json:
    return {
        **letter_json(record),
        "text": letter.text,
        "items": [_shown_item_json(item, letter) for item in letter.items],
        "passages": [_passage_json(passage, letter) for passage in letter.passages],
        "furniture": [_furniture_json(each) for each in letter.furniture],
    }


def _shown_item_json(item: Item, letter: Letter) -> Json:
    """An item with the words of the parts of its response, which the letter has."""
    parts = [
        {
            **_part_json(part),
            "text": letter.text[part.start : part.end],
            "page": page_at(letter.pages, part.start).number,
        }
        for part in item.response_parts
    ]
    return {**item_json(item), "parts": parts}


def _passage_json(passage: Passage, letter: Letter) -> Json:
    return {
        "passage_id": passage_id(letter.letter_id, passage),
        "text": passage.text,
        "page": passage.page,
        "page_label": passage.page_label,
        "start": passage.start,
        "end": passage.end,
        "speaker": passage.speaker.value,
        "item": passage.item,
        "heading": passage.heading,
        "recognised": passage.recognised,
    }


def _furniture_json(furniture: Furniture) -> Json:
    return {
        "kind": furniture.kind.value,
        "text": furniture.text,
        "page": furniture.page,
        "start": furniture.span.start if furniture.span else None,
        "end": furniture.span.end if furniture.span else None,
    }


def evidence_json(evidence: Evidence) -> Json:
    return {
        "passage_id": evidence.passage_id,
        "letter_id": evidence.letter.letter_id,
        "file": evidence.letter.file,
        "page": evidence.page,
        "page_label": evidence.page_label,
        "start": evidence.start,
        "end": evidence.end,
        "speaker": evidence.speaker.value,
        "recognised": evidence.recognised,
        "text": evidence.text,
        "score": round(evidence.score, 4),
        "body": evidence.letter.body,
        "date": _day(evidence.letter.dated),
        "report_title": evidence.letter.report_title,
        "superseded_by": evidence.superseded_by,
        "superseded_on": _day(evidence.superseded_on),
    }


def result_json(result: Answer | Abstention, read: FollowUp | None = None) -> Json:
    """Args: read: the question, where it is a follow-up that was put in full."""
    shared = {
        "question": read.written if read else result.question.text,
        "read_as": read.text if read else None,
        "filters": asked_json(result.question),
        "filters_found": list(result.question.found),
        "evidence": [evidence_json(each) for each in result.evidence],
    }
    if isinstance(result, Abstention):
        return {
            "status": "abstained",
            "reason": result.reason.value,
            "message": result.message,
            "writer": None,
            "statements": [],
            "withheld": 0,
            **shared,
        }
    return {
        "status": "answered",
        "reason": None,
        "message": result.note,
        "writer": result.writer,
        "statements": [statement_json(each) for each in result.statements],
        "withheld": result.withheld,
        **shared,
    }


def refused_json(question: str, filters: Filters, message: str) -> Json:
    """A question among many that could not be read stands in its place as an abstention."""
    return {
        "status": "abstained",
        "reason": "question_refused",
        "message": message,
        "writer": None,
        "statements": [],
        "withheld": 0,
        "question": question[:200],
        "read_as": None,
        "filters": filters_json(filters),
        "filters_found": [],
        "evidence": [],
    }


def asked_json(question: Question) -> Json:
    """The filters of a question, its order, and what it names that is not in the library."""
    found = filters_json(question.filters)
    if question.latest_first:
        found["latest_first"] = True
    if question.across:
        found["across"] = True
    if question.missing_bodies:
        found["missing_body"] = list(question.missing_bodies)
    if question.missing_report:
        found["missing_report"] = question.missing_report
    return found


def filters_json(filters: Filters) -> Json:
    found: Json = {}
    if filters.bodies:
        found["body"] = list(filters.bodies)
    if filters.bodies_left_out:
        found["without_body"] = list(filters.bodies_left_out)
    if filters.authors:
        found["author"] = list(filters.authors)
    if filters.kinds:
        found["kind"] = [kind.value for kind in filters.kinds]
    if filters.items:
        found["item"] = list(filters.items)
    if filters.dated_from:
        found["from"] = filters.dated_from.isoformat()
    if filters.dated_to:
        found["to"] = filters.dated_to.isoformat()
    if filters.report:
        found["report"] = filters.report
    return found


def statement_json(statement: Statement) -> Json:
    return {
        "text": statement.text,
        "framing": statement.framing,
        "speaker": statement.speaker.value,
        "citations": [citation_json(each) for each in statement.citations],
    }


def citation_json(citation: Citation) -> Json:
    return {
        "letter_id": citation.letter_id,
        "file": citation.file,
        "page": citation.page,
        "page_label": citation.page_label,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "passage_id": citation.passage_id,
        "recognised": citation.recognised,
        "body": citation.body,
        "date": _day(citation.dated),
        "superseded_by": citation.superseded_by,
    }


def draft_json(draft: DraftLetter, files: Sequence[str]) -> Json:
    clock = draft.clock
    return {
        "report_title": draft.report_title,
        "body": draft.body,
        "published": clock.published.isoformat() if clock else None,
        "due": clock.due.isoformat() if clock and clock.due else None,
        "clock": draft.clock_note,
        "writer": draft.writer,
        "message": draft.note,
        "items": [
            {
                "number": each.item.number,
                "kind": each.item.kind.value,
                "text": each.item.text,
                "page": each.item.page,
                "status": each.status.value,
                "note": each.note,
                "statements": [statement_json(statement) for statement in each.statements],
                "warnings": [_warning_json(warning) for warning in each.warnings],
            }
            for each in draft.items
        ],
        "files": list(files),
    }


def _warning_json(warning: DraftWarning) -> Json:
    return {
        "kind": warning.kind.value,
        "message": warning.message,
        "citations": [citation_json(each) for each in warning.citations],
    }


def evaluation_json(evaluation: Evaluation) -> Json:
    return {
        "measures": _measures_json(evaluation.measures),
        "questions": [
            {
                "id": each.judgement.id,
                "rank": each.rank,
                "status": each.status,
                "reason": each.reason,
                "cited": each.cited,
            }
            for each in evaluation.judged
        ],
        "comparison": [
            {
                "ranker": each.ranker,
                "measures": _measures_json(each.measures),
                "milliseconds": {"p50": round(each.p50, 2), "p95": round(each.p95, 2)},
            }
            for each in evaluation.comparison
        ],
    }


def _measures_json(measures: Mapping[str, Measure]) -> Json:
    return {
        name: {
            "value": round(measure.value, 4),
            "low": round(measure.low, 4),
            "high": round(measure.high, 4),
            "count": measure.count,
        }
        for name, measure in measures.items()
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

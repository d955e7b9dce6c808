"""Answers and evidence as JSON: what is printed for other programs, and what is kept.

The shapes are in docs/design.md.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.question import Question
from assistant.results import Abstention, Answer, Citation, Statement
from vectorstore.records import Evidence, Filters

Json = dict[str, Any]


def result_json(result: Answer | Abstention, asked: str | None = None) -> Json:
    """Args: asked: what was written, where it is a follow-up that was put in full."""
    shared = {
        "question": asked or result.question.text,
        "read_as": result.question.text if asked else None,
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
        "date": day_json(evidence.letter.dated),
        "report_title": evidence.letter.report_title,
        "superseded_by": evidence.superseded_by,
        "superseded_on": day_json(evidence.superseded_on),
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
        "date": day_json(citation.dated),
        "superseded_by": citation.superseded_by,
    }


def day_json(day: date | None) -> str | None:
    return day.isoformat() if day else None

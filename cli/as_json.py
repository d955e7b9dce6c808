"""Results as the JSON that other programs rely on; the shapes are in docs/design.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from assistant.as_json import Json, day_json, filters_json
from assistant.evaluation.evaluation import Evaluation
from assistant.evaluation.measures import Measure
from ingest.model import Furniture, Item, Letter, Passage, ResponsePart, page_at
from vectorstore.answers import KeptAnswer
from vectorstore.chain import Entry, in_utc
from vectorstore.intake import Intake, Taken
from vectorstore.records import Filters, LetterRecord
from vectorstore.rows import passage_id

_NAMES = {"dated": "date"}  # of a letter's fields, where JSON has another


def letter_json(letter: LetterRecord) -> Json:
    return {
        "letter_id": letter.letter_id,
        "file": letter.file,
        "title": letter.title,
        "body": letter.body,
        "author": letter.author,
        "role": letter.role,
        "date": day_json(letter.dated),
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
        "set_apart": letter.set_apart,
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
        "deadline": day_json(item.deadline),
        "paragraph": item.paragraph,
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


def kept_json(kept: KeptAnswer) -> Json:
    return {
        "number": kept.number,
        "kept_at": in_utc(kept.kept_at),
        "previous": kept.previous,
        "content_sha256": kept.content_sha256,
        "sha256": kept.sha256,
        "purged": {"at": in_utc(kept.purged.at), "why": kept.purged.why} if kept.purged else None,
        "content": kept.content,
    }


def last_kept_json(last: Entry | None) -> Json | None:
    return {"number": last.number, "sha256": last.sha256} if last else None


def evaluation_json(evaluation: Evaluation) -> Json:
    return {
        "measures": _measures_json(evaluation.measures),
        "classes": [
            {"class": name, "measures": _measures_json(each)}
            for name, each in evaluation.classes.items()
        ],
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

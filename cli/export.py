"""Kept answers as a file: JSON lines, or a table for a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant import wording
from cli.as_json import kept_json
from vectorstore.answers import KeptAnswer

SUFFIXES = (".jsonl", ".csv")
_COLUMNS = (
    "number",
    "kept_at",
    "question",
    "read_as",
    "filters",
    "status",
    "reason",
    "message",
    "answer",
    "sources",
    "writer",
    "purged",
    "sha256",
)


def export_answers(answers: Iterable[KeptAnswer], path: Path) -> int:
    """Write the answers, one a line or row, in the order given; return how many.

    Args:
        path: its suffix is one of SUFFIXES. What is there is replaced once all is written.
    """
    partial = path.with_name(path.name + ".partial")
    write = _write_table if path.suffix.lower() == ".csv" else _write_lines
    written = write(answers, partial)
    partial.replace(path)
    return written


def _write_lines(answers: Iterable[KeptAnswer], path: Path) -> int:
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for each in answers:
            # In ASCII, as it is hashed: whatever reads it gets the same text.
            file.write(json.dumps(kept_json(each)) + "\n")
            written += 1
    return written


def _write_table(answers: Iterable[KeptAnswer], path: Path) -> int:
    written = 0
    # Excel takes UTF-8 for what it is by the mark at its start alone.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS)
        for each in answers:
            table.writerow([_cell(value) for value in _row(each)])
            written += 1
    return written


def _row(each: KeptAnswer) -> list[str]:
    found: Mapping[str, Any] = each.content or {}
    statements = found.get("statements", [])
    return [
        str(each.number),
        each.kept_at.isoformat(timespec="seconds"),
        found.get("asked") or found.get("question") or "",
        found.get("read_as") or "",
        json.dumps(found["filters"], ensure_ascii=False) if found.get("filters") else "",
        found.get("status") or "",
        found.get("reason") or "",
        found.get("message") or "",
        "\n".join(f"{said.get('framing', '')}: {said['text']}" for said in statements),
        "\n".join(
            f"{cited['file']}, page {cited['page']}: “{cited['quote']}”"
            for said in statements
            for cited in said["citations"]
        ),
        found.get("writer") or "",
        wording.purged(each.purged.at, each.purged.why) if each.purged else "",
        each.sha256,
    ]


def _cell(value: str) -> str:
    """Words that begin as a formula does are not one: a spreadsheet would work it out."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value

"""What the lines or the table at the top of a letter name: "To: …", "Date of meeting", "Cc"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.fronts.lines import Row, Stated, Words

_REPORT = r"(?:hmicfrs|hmic|inspection|report|paper)"
_OF_REPORT = rf"of\s+(?:the\s+)?(?:{_REPORT}\s*)+"
_NAMES = {
    "to": r"""
        to | for\s+the\s+attention\s+of | fao | addressed\s+to
      | (?:submitted|presented|report)\s+to
    """,
    "from": r"""
        from | (?:report\s+)?authors?(?:\s+name)? | report\s+(?:of|by|from)
      | (?:submitted|presented|prepared|written|completed|response)\s+by
      | responding\s+(?:body|officer)
    """,
    "date": r"""
        date(?:d|\s+sent)? | sent | (?:letter|report|response|paper)\s+date
      | date\s+of\s+(?:this\s+)?(?:letter|response|paper|report)
      | (?:(?:our|my|pcc|force)\s+)? response\s+published
      | date\s+of\s+publication\s+of\s+(?:the\s+|this\s+)?response
    """,
    "meeting": r"""
        (?:(?:board|panel|committee)\s+)? meeting (?:\s+(?:and\s+|&\s+)?date)? | board\s+date
      | date\s+of\s+(?:the\s+)?(?:meeting|board|panel)
    """,
    "published": rf"""
        (?:{_REPORT}\s+)* (?:publication\s+date|published(?:\s+on)?)
      | (?:date\s+of\s+publication|date\s+published) (?:\s+{_OF_REPORT})?
      | date\s+(?:the\s+)?report\s+(?:was\s+)?published
    """,
    "title": rf"""
        (?:{_REPORT}\s+)* (?:title|name) (?:\s+{_OF_REPORT})?
      | (?:hmicfrs\s+|inspection\s+)? report (?:\s+(?:answered|responded\s+to|considered))?
      | inspection | subject | re
    """,
    "copied": r"c\.?\s?c\.? | copied\s+to | cop(?:y|ies)(?:\s+to)? | copy\s+list | distribution",
    "body": r"""
        (?:police\s+)? force (?:\s*/\s*(?:o?pf?cc|body)|\s+name)? | (?:local\s+)?policing\s+body
      | organisation | constabulary(?:\s+name)?
    """,
    "role": r"""
        (?:job\s+)?title\s+of\s+author | role | position
      | author(?:['’]s)?\s+(?:role|title|position)
    """,
    "other": r"""
        (?:our|your)\s+ref(?:erence)? | ref(?:erence)? | (?:agenda\s+)?item | contact(?:\s+\w+)?
      | tel(?:ephone)? | e-?mail | website | status | classification | attachments? | importance
      | enc(?:losure)?s? | decision | action
    """,
}
_KEYS = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _NAMES.items())
_LABEL = re.compile(rf"(?:{_KEYS}) \s* (?P<colon>:)? \s*", re.I | re.VERBOSE)
# A table at the top of a board paper, read line by line, has lost its rules and its colons.
_LABEL_IN_ROW = re.compile(
    r"(?:(?P<meeting>Meeting|Date\s+of\s+meeting)|(?P<date>Date|Dated)"
    r"|(?P<title>Subject|(?:Report\s+)?Title)"
    r"|(?P<from>Author|Report\s+(?:of|by)|(?:Submitted|Presented|Prepared)\s+by)"
    r"|(?P<to>(?:Submitted|Presented|Report)\s+to))\s+(?:the\s+)?(?=[A-Z\d])"
)
_REPORT_OF_TO = re.compile(
    r"Report\s+(?:of|by|from)\s+(?:the\s+)?(?P<from>[A-Z].{2,80}?)"
    r"\s+to\s+(?:the\s+)?(?P<to>[A-Z].{2,80})$"
)

Labelled = dict[str, list[Stated]]


def read_labels(rows: Sequence[Row]) -> Labelled:
    """The values by what names them: to, from, date, meeting, published, title, copied, body, role.

    A label stands before its value on a line, in the cell before it, or alone above it.
    """
    found: Labelled = {}
    waiting: str | None = None  # a label whose value is still to come
    for index, row in enumerate(rows):
        begins = True
        for words in row:
            if both := _REPORT_OF_TO.match(words.text):
                for name in ("from", "to"):
                    found.setdefault(name, []).append(words.part(*both.span(name)))
                continue
            label = _label(words, alone=begins and len(row) > 1, follows=_next(rows, index, row))
            if label is not None:
                name, length = label
                waiting = name
                if length < len(words.text):
                    found.setdefault(name, []).append(words.part(length, len(words.text)))
                    waiting = None
            elif waiting is not None:
                found.setdefault(waiting, []).append(words.whole())
                waiting = None
            begins = False
    return found


def label_of(line: str) -> str | None:
    """What the label at the start of a line names: "to" of "Report to: the Panel"."""
    match = _LABEL.match(line)
    if match and match.group("colon"):
        return _name(match)
    match = _LABEL_IN_ROW.match(line)
    return _name(match) if match else None


def _next(rows: Sequence[Row], index: int, row: Row) -> bool:
    return len(row) == 1 and index + 1 < len(rows)


def _label(words: Words, *, alone: bool, follows: bool) -> tuple[str, int] | None:
    """The label that some words begin with or are, and its length.

    Args:
        alone: whether the value stands in the next column.
        follows: whether the value may stand in the next line.
    """
    match = _LABEL.match(words.text)
    if match and (match.group("colon") or (alone and match.end() == len(words.text))):
        complete = match.end() == len(words.text)
        if not complete or alone or follows:
            return _name(match), match.end()
    match = _LABEL_IN_ROW.match(words.text)
    return (_name(match), match.end()) if match else None


def _name(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value and name != "colon")

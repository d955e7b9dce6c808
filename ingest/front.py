"""The top and the tail of a letter say who wrote it, when, to whom, about which report."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ingest.bodies import introduced_bodies, named_bodies
from ingest.dates import find_dates, own_line_published, report_published
from ingest.item_labels import item_label
from ingest.model import Block, BlockStyle, Document, Front, LetterKind, Speaker
from ingest.response_labels import COMMISSIONER, heading_speaker
from ingest.titles import report_title

_SALUTATION = re.compile(r"dear\s+(?P<who>[^,\n]{2,60})", re.I)
_SIGNED = re.compile(
    r"yours\s+(?:sincerely|faithfully|truly)|(?:kind|best)\s+regards|signed\b", re.I
)
_ROLE = re.compile(
    rf"""
    (?P<role> (?:(?:acting|interim|deputy)\s+)? {COMMISSIONER}
      | (?:(?:acting|temporary|deputy|assistant)\s+)? chief\s+constable
      | (?:(?:acting|interim|deputy)\s+)? (?:pf?cc | mayor(?:\s+for\s+policing\s+and\s+crime)?)
      | commissioner(?:\s+of\s+police)? | chief\s+executive ) \b
    """,
    re.I | re.VERBOSE,
)
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Baroness|Rt\.?\s+Hon\.?|Cllr|Councillor)\.?\s+)?"
    r"[A-Z][\w’'-]+(?:\s+[A-Z](?:\.|[\w’'-]+)){1,3}(?:\s+(?:[A-Z]{2,5}|MP|OBE))*"
)
_LABELLED = re.compile(
    r"""
    (?P<label> to | from | date(?:\s+of\s+meeting)? | dated | author | subject | re
      | (?:report\s+)?title | report\s+(?:of|by) | (?:submitted|presented)\s+(?:to|by) | meeting )
    (?: \s*:\s* | \t\s* ) (?P<value> \S.* )
    """,
    re.I | re.VERBOSE,
)
# A table at the top of a board paper, read line by line, has lost its rules and its colons.
_LABELLED_ROW = re.compile(
    r"""
    (?P<label> Meeting | Date(?:\s+of\s+meeting)? | Dated | Author | Subject | (?:Report\s+)?Title
      | Report\s+(?:of|by) | (?:Submitted|Presented)\s+(?:to|by) )
    \s+ (?P<value> [A-Z\d].* )
    """,
    re.VERBOSE,
)
_SENDERS = ("from", "author", "report of", "report by", "submitted by", "presented by")
_ADDRESSEES = ("to", "submitted to", "presented to")
_APPENDED = re.compile(r"appendix|annex|recommendations?\b|areas?\s+for|afi\b|\d", re.I)
_LONGEST_SIGN_OFF = 5  # blocks, where no "Yours sincerely" opens it
_LONG = 30  # words; the first longer paragraph ends the opening


def read_front(document: Document) -> Front:
    """Read the letter's own account of itself; a field it does not state is None."""
    opening, signed = opening_blocks(document), sign_off(document)
    top = [document.words(block) for block in document.blocks[:opening]]
    tail = [document.words(block) for block in document.blocks[signed.start : signed.stop]]
    labelled = _labelled(document, document.blocks[:opening])
    author, role = _author(document, top, tail, labelled)
    report = report_title(document, opening, labelled)
    return Front(
        title=f"Response to {report}" if report else _first_line(document),
        kind=_kind(document, labelled),
        body=_body(document, top, tail),
        author=author,
        role=role,
        dated=_dated(top, tail, labelled),
        addressee=_addressee(document, labelled),
        report_title=report,
        report_published=report_published(document.text),
        copied_to=(),
        places={},
    )


def opening_blocks(document: Document) -> int:
    """How many blocks stand above the letter's first real paragraph or heading."""
    for index, block in enumerate(document.blocks):
        words = document.words(block)
        if _SALUTATION.match(words):
            return index + 1
        if item_label(words) or len(words.split()) > _LONG:
            return index
        if block.style is BlockStyle.HEADING and re.match(r"1\.?\s", words):
            return index
        if block.style is BlockStyle.HEADING and heading_speaker(words):
            return index
    return len(document.blocks)


def sign_off(document: Document) -> range:
    """Where the sign-off stands: from "Yours …", or a name over its office, to what follows it."""
    blocks = document.blocks
    lines = [document.words(block) for block in blocks]
    first = next((i for i in range(len(lines) - 1, -1, -1) if _SIGNED.match(lines[i])), None)
    if first is None:
        first = next((i for i in range(len(lines) - 1, -1, -1) if _is_signature(lines, i)), None)
    if first is None:
        return range(len(blocks), len(blocks))
    for index in range(first + 1, len(blocks)):
        heads = blocks[index].style is BlockStyle.HEADING
        appended = heads and (heading_speaker(lines[index]) or _APPENDED.match(lines[index]))
        if appended or blocks[index].cell or len(lines[index].split()) > _LONG:
            return range(first, index)
    return range(first, len(blocks))


def _is_signature(lines: list[str], index: int) -> bool:
    """A person's name near the end, with an office under it and at most a line or two more."""
    name, *under = "\n".join(lines[index : index + 2]).splitlines()
    near_the_end = len(lines) - index <= _LONGEST_SIGN_OFF
    return bool(
        near_the_end and _PERSON.fullmatch(name.strip("* ")) and under and _ROLE.match(under[0])
    )


def _labelled(document: Document, blocks: tuple[Block, ...]) -> dict[str, str]:
    """The values that the lines or the table at the top name, by label in lower case."""
    found: dict[str, str] = {}
    for line in _top_lines(document, blocks):
        if match := _LABELLED.match(line) or _LABELLED_ROW.match(line):
            label = " ".join(match.group("label").casefold().split())
            found.setdefault(label, match.group("value").strip())
    return found


def _top_lines(document: Document, blocks: tuple[Block, ...]) -> list[str]:
    """The lines of the opening; a row of a table is one, with tabs."""
    lines: list[str] = []
    row: tuple[int, int] | None = None
    for block in blocks:
        words = document.words(block).strip("* ")
        if block.cell is not None and row == block.cell[:2]:
            lines[-1] = lines[-1].rstrip(": ") + "\t" + " ".join(words.split())
        else:
            lines.append(words)
        row = block.cell[:2] if block.cell else None
    return lines


def _author(
    document: Document, top: list[str], tail: list[str], labelled: dict[str, str]
) -> tuple[str | None, str | None]:
    """Who wrote, and in which office: as signed, as named at the top, as a heading names them."""
    name, role = _signed(tail)
    sender = next((labelled[label] for label in _SENDERS if label in labelled), None)
    if role is None and sender is not None:
        match = _ROLE.search(sender)
        role = _tidy(match.group("role")) if match else None
        name = name or _person_in(sender) or sender
    if role is None:
        headings = [b for b in document.blocks if b.style is BlockStyle.HEADING]
        comments = [document.words(b) for b in headings if heading_speaker(document.words(b))]
        for line in [*top, *comments]:
            if office := _officeholder(line):
                return name or office[0], office[1]
    return name, role


def _signed(tail: list[str]) -> tuple[str | None, str | None]:
    """The name and the role under "Yours sincerely", in either order or on one line."""
    name, role = None, None
    for line in [line.strip() for block in tail for line in block.splitlines()]:
        match = _ROLE.search(line)
        if match:
            role = role or _tidy(match.group("role"))
            before = _PERSON.fullmatch(line[: match.start()].strip(" ,"))
            name = name or (before.group() if before else None)
        elif name is None and len(line) < 60 and (person := _PERSON.fullmatch(line.strip("* "))):
            name = person.group()
    return name, role


def _person_in(sender: str) -> str | None:
    """The person in "Chief Constable Ruth Penhallick" or "Ruth Penhallick, Chief Constable"."""
    rest = _ROLE.sub("", sender).strip(" ,:–-")
    person = _PERSON.match(rest)
    return person.group() if person and not introduced_bodies(rest) else None


def _officeholder(line: str) -> tuple[str, str] | None:
    """Read "Police and Crime Commissioner: Joy Allen", "Comments of the Mayor, Ann Other"."""
    match = _ROLE.search(line)
    rest = line[match.end() :] if match else ""
    person = re.match(rf"\s*[:,]\s*(?P<name>{_PERSON.pattern})", rest)
    return (person.group("name"), _tidy(match.group("role"))) if match and person else None


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _body(document: Document, top: list[str], tail: list[str]) -> str | None:
    """The body named most often: at the top, in the sign-off, or more than once."""
    counts = Counter[str]()
    for text, weight in [("\n".join(top), 3), ("\n".join(tail), 3), (document.text, 1)]:
        for name, count in introduced_bodies(text).items():
            counts[name] += weight * count
    trusted = {name: count for name, count in counts.items() if count > 1}
    ranked = Counter(trusted or _mostly_named(document.text)).most_common(1)
    return ranked[0][0] if ranked else None


def _mostly_named(text: str) -> dict[str, int]:
    """The bodies that are more than half of those named: a reply to all forces has none."""
    counts = named_bodies(text)
    least = max(1, counts.total() / 2)
    return {name: count for name, count in counts.items() if count > least}


def _dated(top: list[str], tail: list[str], labelled: dict[str, str]) -> date | None:
    """The letter's own date: labelled, at the top, in the sign-off, or of the web page."""
    stated = [labelled.get(label, "") for label in ("date", "dated", "date of meeting", "meeting")]
    own = [words for words in [*top, *tail] if "publish" not in words.casefold()]
    page = [words for words in top if own_line_published(words)]
    for words in [*stated, *own, *page]:
        if dates := find_dates(words):
            return dates[0][0]
    return None


def _addressee(document: Document, labelled: dict[str, str]) -> str | None:
    for label in _ADDRESSEES:
        if label in labelled:
            return labelled[label]
    for block in document.blocks:
        if match := _SALUTATION.match(document.words(block)):
            return _tidy(match.group("who"))
    return None


def _kind(document: Document, labelled: dict[str, str]) -> LetterKind:
    if any(_SALUTATION.match(document.words(block)) for block in document.blocks):
        return LetterKind.LETTER
    to_a_board = re.search(r"board|panel|committee|meeting", labelled.get("to", ""), re.I)
    recommends = re.search(
        r"(?:board|panel|committee|members)\s+(?:is|are)\s+(?:recommended|asked|invited)",
        document.text,
        re.I,
    )
    if to_a_board or recommends:
        return LetterKind.BOARD_PAPER
    respondents = (Speaker.FORCE, Speaker.POLICING_BODY)
    headings = (b for b in document.blocks if b.style is BlockStyle.HEADING)
    if any(heading_speaker(document.words(block)) in respondents for block in headings):
        return LetterKind.WEB_PAGE
    return LetterKind.LETTER


def _first_line(document: Document) -> str:
    first = document.words(document.blocks[0]) if document.blocks else ""
    return _tidy(first)[:120]

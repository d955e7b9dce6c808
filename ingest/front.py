"""The top and the tail of a letter say who wrote it, when, to whom, about which report."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ingest.bodies import introduced_bodies, named_bodies
from ingest.dates import find_dates
from ingest.model import BlockStyle, Document, Front, LetterKind
from ingest.patterns import heading_speaker, item_label

_SALUTATION = re.compile(r"dear\s+(?P<who>[^,\n]{2,60})", re.I)
_SIGNED = re.compile(
    r"yours\s+(?:sincerely|faithfully|truly)|(?:kind|best)\s+regards|signed\b", re.I
)
_COMMISSIONER = (
    r"(?:(?:Acting|Interim|Deputy)\s+)?(?:\w+\s+)?Police,?(?:\s*(?:,|and|&)\s*Fire)?"
    r"(?:\s*(?:,|and|&)\s*Rescue)?\s*(?:,|and|&)?\s*Crime(?:\s*(?:,|and|&)\s*Victims?[’']?)?"
    r"\s+Commissioner"
)
_ROLE = re.compile(
    rf"(?P<role>{_COMMISSIONER}|(?:(?:Acting|Temporary|Deputy|Assistant)\s+)?Chief\s+Constable"
    r"|(?:(?:Acting|Interim|Deputy)\s+)?(?:P[Ff]?CC|Mayor)|Commissioner|Chief\s+Executive)\b",
    re.I,
)
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Rt\.?\s+Hon\.?|Cllr)\.?\s+)?"
    r"[A-Z][\w’'-]+(?:\s+[A-Z](?:\.|[\w’'-]+)){1,3}(?:\s+(?:[A-Z]{2,5}|MP|OBE))*"
)
_LABELLED = re.compile(
    r"(?P<label>To|From|Date|Author|Subject|Re|Title|Report\s+of)\s*:\s*(?P<value>\S.*)", re.I
)
_PUBLISHED = re.compile(r"publish(?:ed|ication)\b[^.\n]{0,90}?(?:on|date|:)\s*:?\s*", re.I)
_SUBJECT = re.compile(r"hmicfrs|hmic\b|inspection|peel\b|report|response\s+to", re.I)
_SUBJECT_LEAD = re.compile(
    r"(?:re:?\s+|subject:?\s+|title:?\s+)?(?:(?:pcc|commissioner|police\s+and\s+crime\s+commissioner|force)?(?:['’]s)?\s*"
    r"(?:formal\s+)?response\s+to\s+(?:the\s+)?)?(?:(?:hmicfrs|hmic)(?:['’]s?)?\s*)?"
    r"(?:(?:inspection\s+)?(?:report|publication)\b)?\s*[-–—:]*\s*",
    re.I,
)
_NAMED_REPORT = re.compile(
    r"(?:report|inspection|publication)s?\b,?\s*(?:\w+,?\s+){0,3}?"
    r"(?:(?:“(?P<curly>[^”]{6,200})”)|(?:\"(?P<straight>[^\"]{6,200})\")"
    r"|(?:‘(?P<single>[^’\n]{6,200})’)|(?:\*{1,2}(?P<marked>[^*\n]{6,200})\*{1,2}))",
    re.I,
)
_LONG = 30  # words; the first longer paragraph ends the opening


def read_front(document: Document) -> Front:
    """Read the letter's own account of itself; a field it does not state is None."""
    blocks = document.blocks
    opening = opening_blocks(document)
    signed = signed_from(document)
    top = [document.words(block) for block in blocks[:opening]]
    tail = [document.words(block) for block in blocks[signed:]]
    labelled = _labelled(top)
    author, role = _author(top, tail, labelled)
    report = _report_title(document, opening, labelled)
    kind = _kind(document, labelled)
    return Front(
        title=_title(document, report),
        kind=kind,
        body=_body(document, top, tail),
        author=author,
        role=role,
        dated=_dated(top, tail, labelled),
        addressee=_addressee(document, labelled),
        report_title=report,
        report_published=published(document.text),
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


def signed_from(document: Document) -> int:
    """The index of the block where the sign-off begins; the number of blocks without one."""
    for index in range(len(document.blocks) - 1, -1, -1):
        if _SIGNED.match(document.words(document.blocks[index])):
            return index
    return len(document.blocks)


def published(text: str) -> date | None:
    """The publication date of the report, where the text states it."""
    for match in _PUBLISHED.finditer(text):
        after = find_dates(text[match.end() : match.end() + 30])
        if after and after[0][1] < 4:
            return after[0][0]
    return None


def _labelled(top: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for words in top:
        if match := _LABELLED.match(words):
            found.setdefault(match.group("label").casefold(), match.group("value").strip())
    return found


def _author(
    top: list[str], tail: list[str], labelled: dict[str, str]
) -> tuple[str | None, str | None]:
    name, role = None, None
    for words in [line for block in tail[1:] for line in block.splitlines()]:
        if match := _ROLE.search(words):
            role = role or _tidy(match.group("role"))
        elif name is None and len(words) < 60 and (person := _PERSON.fullmatch(words.strip())):
            name = person.group()
        if match and name is None and (before := words[: match.start()].strip(" ,")):
            person = _PERSON.fullmatch(before)
            name = person.group() if person else None
    sender = labelled.get("from") or labelled.get("author") or labelled.get("report of")
    if sender and role is None:
        match = _ROLE.search(sender)
        role = _tidy(match.group("role")) if match else None
        person = _PERSON.match(sender)
        is_person = person is not None and not _ROLE.match(person.group())
        name = name or (person.group() if is_person and person else sender)
    if role is None:
        for words in top:
            if match := re.match(
                rf"(?:{_ROLE.pattern})\s*:\s*(?P<name>{_PERSON.pattern})", words, re.I
            ):
                return name or match.group("name"), _tidy(match.group("role"))
    return name, role


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _body(document: Document, top: list[str], tail: list[str]) -> str | None:
    counts = Counter[str]()
    weighted = [("\n".join(top), 3), ("\n".join(tail), 3), (document.text, 1)]
    for text, weight in weighted:
        for name, count in introduced_bodies(text).items():
            counts[name] += weight * count
    if not counts:
        counts = named_bodies(document.text)
    ranked = counts.most_common(1)
    return ranked[0][0] if ranked else None


def _dated(top: list[str], tail: list[str], labelled: dict[str, str]) -> date | None:
    for words in [labelled.get("date", ""), *top, *tail]:
        if _PUBLISHED.match(words) and not labelled.get("date"):
            continue
        if dates := find_dates(words):
            return dates[0][0]
    return None


def _addressee(document: Document, labelled: dict[str, str]) -> str | None:
    if "to" in labelled:
        return labelled["to"]
    for block in document.blocks:
        if match := _SALUTATION.match(document.words(block)):
            return _tidy(match.group("who"))
    return None


def _report_title(document: Document, opening: int, labelled: dict[str, str]) -> str | None:
    quoted = _quoted_report(document.text)
    for start in (opening, 0):
        for index in range(start, min(start + 6, len(document.blocks))):
            words = _tidy(document.words(document.blocks[index])).strip("*")
            if (
                len(words.split()) > _LONG
                or not _SUBJECT.search(words)
                or _LABELLED.match(words)
                and "re" not in labelled
            ):
                continue
            if re.match(r"[\d.]+\s", words) or find_dates(words) and len(words.split()) < 5:
                continue
            title = words[_lead(words) :].strip(" .-–:")
            if not title and index + 1 < len(document.blocks):
                title = _tidy(document.words(document.blocks[index + 1])).strip(" .")
            named = _NAMED_REPORT.search(words)
            if named:
                title = next(group for group in named.groups() if group).strip(" .,")
            if (
                title.isupper()
                and quoted
                and quoted.casefold() in title.casefold().replace("\n", " ")
            ):
                return quoted
            if len(title) > 5:
                return quoted if title.isupper() and quoted else title
    return quoted


def _lead(words: str) -> int:
    match = _SUBJECT_LEAD.match(words)
    return match.end() if match else 0


def _quoted_report(text: str) -> str | None:
    candidates = [
        _tidy(next(group for group in match.groups() if group)).strip(" .,")
        for match in _NAMED_REPORT.finditer(text)
    ]
    mixed = [title for title in candidates if not title.isupper()]
    return (mixed or candidates or [None])[0]


def _kind(document: Document, labelled: dict[str, str]) -> LetterKind:
    if any(_SALUTATION.match(document.words(block)) for block in document.blocks):
        return LetterKind.LETTER
    if re.search(r"board|panel|committee|meeting", labelled.get("to", ""), re.I) or re.search(
        r"(?:board|panel|committee|members)\s+(?:is|are)\s+(?:recommended|asked|invited)",
        document.text,
        re.I,
    ):
        return LetterKind.BOARD_PAPER
    if any(
        block.style is BlockStyle.HEADING and heading_speaker(document.words(block))
        for block in document.blocks
    ):
        return LetterKind.WEB_PAGE
    return LetterKind.LETTER


def _title(document: Document, report: str | None) -> str:
    if report:
        return f"Response to {report}"
    first = document.words(document.blocks[0]) if document.blocks else ""
    return _tidy(first)[:120]

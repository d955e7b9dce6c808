"""To whom a letter is copied: "cc" lines and lists, and the sentence that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.fronts.lines import Row, Stated, Words
from ingest.fronts.offices import person_at
from ingest.model import Document, Span

_LINE = re.compile(
    r"(?:c\.?\s?c\.?|b\.?c\.?c\.?|copied\s+to|cop(?:y|ies)(?:\s+(?:also\s+)?(?:sent\s+)?to)?|copy\s+list"
    r"|with\s+copies\s+to)\s*(?P<mark>[:;–—-]\s*|\s+(?=\S)|$)",
    re.I,
)
_SENTENCE = re.compile(
    r"""
    \b(?: (?:i|we) \s+ (?:am|are|have|will|shall) \s+ (?:also\s+)? (?:be\s+)?
          (?: copying | copied | copy )
          \s+ (?:this|my|our|the) \s+ (?:letter|response|reply|correspondence)
          (?:\s+(?:and\s+\w+\s+)?(?:on|across))? \s+ to
        | (?:i|we) \s+ (?:am|are|have|will|shall) \s+ (?:also\s+)? (?:be\s+)?
          (?: sending | sent | send | forwarding | forwarded | providing | provided )
          \s+ (?:a\s+)? cop(?:y|ies) \s+ (?:of\s+(?:this|my|our|the)\s+(?:\w+\s+){1,3})? to
        | (?:a\s+)? cop(?:y|ies) \s+ of \s+ (?:this|my|our|the) \s+ (?:letter|response|reply|paper)
          (?:\s+and\s+[^.;]{0,60}?)? \s+ (?:has|have|is|are|will)
          \s+ (?:also\s+)? (?:been\s+|being\s+|be\s+)? (?:also\s+)?
          (?:sent|copied|provided|forwarded|going) \s+ to
        | (?:this|my|our) \s+ (?:letter|response|reply) \s+ (?:is|has|will)
          \s+ (?:also\s+)? (?:been\s+|being\s+|be\s+)? (?:also\s+)? copied \s+ to
        | i \s+ (?:also\s+)? copy \s+ this \s+ (?:letter|response|reply) \s+ to
        | copied \s+ (?:for\s+information\s+)? to ) \s+
    """,
    re.I | re.VERBOSE,
)
_SENTENCE_END = re.compile(
    r"(?<!\bst)(?<!\bmr)(?<!\bdr)(?<!\bhon)(?<!\bms)(?<!\brt)(?<!\b[a-z])[.!?](?=\s|$)"
    r"|(?<!\s)\s+(?:who|which|so\s+that|for\s+(?:their|his|her|your|information)|as\s+(?:the|required)"
    r"|under\s+section|in\s+(?:accordance|line))\b"
    r"|(?:,|(?<![\s,]))\s+and\s+(?:it|this|they|i|we|will|have|has|is|am|are|publish\w*|also)\b"
    r"|\n\s*\n",
    re.I,
)
_NO_ENTRY = re.compile(
    r"enc\b|encl|attach|\[image|page\s+\d|(?:tel|telephone|e-?mail|website|www|https?)\b|@|to\s+follow"
    r"|yours\s+\w+\s*,?$|dear\s|from\s*:|to\s*:|date\s*:|sent\s*:|subject\s*:|official\b|re\s*:|ref\b",
    re.I,
)
_LONGEST_ENTRY = 20  # words
_LONGEST_LIST = 600  # characters, in a sentence
_VERB = re.compile(r"\b(?:is|are|was|has|have|will|would|can|should|please)\b")
_SPLIT = re.compile(r",\s*(?:and\s+)?(?:to\s+)?|(?<!\s)\s+and\s+(?:to\s+)?")
_ARTICLE = re.compile(r"(?:to\s+)?(?:the|my|our)\s+", re.I)
_MAILBOX = re.compile(
    r"(?:(?<!\s)\s+)?(?:<[^>]*>?|\[mailto:[^\]]{0,254}\]|\([^\s@]{1,254}@[^\s@]{1,254}\))"
)
_JOINT = re.compile(r"[\s'\"]*(?:and\s+)?(?:to\s+)?(?:(?:the|my|our)\s+)?(?=\S)", re.I)
_OFFICE = re.compile(
    r"home\s+secretary|secretary\s+of\s+state|minister|hmic|inspector|\bhmi|\bclerk|\bchair|panel|\bmember"
    r"|commissioner|constable|leader|\bmps?\b|mayor|secretary|director|head\s+of|chief|office",
    re.I,
)
_AFTER_NAME = re.compile(r"(?<!\s)\s+(?:MP|MS|AM|[A-Z]?[A-Z]BE|QPM|KPM)\b")
_OPENS_OFFICE = re.compile(
    r"(?:(?:acting|deputy|assistant)\s+)?(?:chief\s|home\s+secretary|(?:his|her)\s+majesty|chair|clerk"
    r"|leader|minister|secretary\s+of|mayor|director|head\s+of|members?\s|commissioner|police\s)",
    re.I,
)


def copied_to(document: Document, top: Sequence[Row], tail: Sequence[Row]) -> list[Stated]:
    """Each addressee of a copy, in the order of the text."""
    found = [*_listed(document, top), *_listed(document, tail)]
    return found or list(_in_sentence(document))


def _listed(document: Document, rows: Sequence[Row]) -> list[Stated]:
    """What stands after "cc" on its line and on the lines under it."""
    found: list[Stated] = []
    open_list = False
    for row in rows:
        for words in row:
            label = _LINE.match(words.text)
            if label and _is_list(words.text, label):
                open_list = True
                rest = words.text[label.end() :]
                if rest.strip():
                    found += _entries(words, label.end())
            elif open_list and _is_entry(words.text):
                found += _entries(words, 0)
            else:
                open_list = False
    return found


def _is_list(text: str, label: re.Match[str]) -> bool:
    """ "Copy to: …" lists; "Copies of the letter are …" says something."""
    rest = text[label.end() :]
    if not rest.strip() or label.group("mark").strip():
        return True
    return (
        rest[0].isupper()
        and label.group().split()[0].casefold().startswith("c")
        and (
            label.group().strip(". ").casefold()[-1:] == "c"
            or label.group().split()[-1].casefold() == "to"
        )
    )


def _is_entry(text: str) -> bool:
    if _NO_ENTRY.match(text) or "@" in text.partition("<")[0] or _VERB.search(text):
        return False
    return len(text.split()) <= _LONGEST_ENTRY and bool(re.match(r"[\d.)•·–-]*\s*[A-Z(]", text))


def _entries(words: Words, start: int) -> Iterator[Stated]:
    """The entries of one line: parted by semicolons, or else by who is named."""
    text = words.text
    ends = [match.start() for match in re.finditer(";", text[start:])]
    if ends:
        cuts = [start, *(start + end + 1 for end in ends), len(text) + 1]
        parts = [(left, right - 1) for left, right in pairwise(cuts)]
    else:
        parts = _parted(text, start, len(text))
    for left, right in parts:
        mailbox = _MAILBOX.search(text, left, right)
        bare = text[left : mailbox.start() if mailbox and mailbox.start() > left else right]
        skip = _JOINT.match(bare)
        stated = words.part(left + (skip.end() if skip else 0), left + len(bare.rstrip(" ,.'\"")))
        if stated.value:
            yield stated


def _in_sentence(document: Document) -> Iterator[Stated]:
    text = document.text
    for match in _SENTENCE.finditer(text):
        begin = match.end()
        end = _SENTENCE_END.search(text, begin, begin + _LONGEST_LIST)
        if end is None and len(text) > begin + _LONGEST_LIST:
            continue
        words = Words(text=text[begin : end.start() if end else len(text)], start=begin, block=0)
        yield from _entries(words, 0)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a run of names and offices into persons: "A B, Home Secretary and the Chief Constable".

    An office after a name is that person's, and a place or an organisation after an office is the
    office's; what begins with a name, or is a second office, is another person.
    """
    found: list[tuple[int, int]] = []
    has_office = False
    reached, joint = start, ""
    for split in [*_SPLIT.finditer(text, start, end), None]:
        left, right = reached, split.start() if split else end
        piece = text[left:right]
        stripped = piece.strip(" \n\t.,;•·–-")
        if stripped:
            left += piece.index(stripped[0])
            right = left + len(stripped)
            article = _ARTICLE.match(stripped)
            opens = person_at(stripped) is not None or "@" in stripped
            office = bool(_OFFICE.search(_AFTER_NAME.sub("", stripped)))
            inspectorate = "and" in joint and stripped.upper().startswith("HMIC")
            second = has_office and bool(article or inspectorate or _OPENS_OFFICE.match(stripped))
            new = not found or opens or (office and second)
            if article:
                left += article.end()
            if new:
                found.append((left, right))
                has_office = office
            else:
                found[-1] = (found[-1][0], right)
                has_office = has_office or office
        reached, joint = (split.end(), split.group()) if split else (end, "")
    return found


def span_of(entries: Sequence[Stated]) -> Span:
    """The run of the text from the first entry to the last."""
    return Span(start=entries[0].place.start, end=entries[-1].place.end)

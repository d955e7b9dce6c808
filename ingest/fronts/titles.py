"""Which report a letter answers: its subject line, its own title, or the title that it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.dates import find_dates, own_line_published
from ingest.fronts.labelled import label_of
from ingest.fronts.lines import Stated, located
from ingest.fronts.opening import SALUTATION
from ingest.model import Block, BlockStyle, Document, Span, Speaker
from ingest.structure.item_labels import item_label
from ingest.structure.patterns import is_closing
from ingest.structure.response_labels import heading_speaker, is_bare_label, response_label

LONGEST_TITLE = 30  # words
_NAMES_A_REPORT = re.compile(r"hmicfrs|hmic\b|inspection|peel\b|report|response\s+to", re.I)
_LEAD = re.compile(
    r"""
    (?:re:?\s+|subject:?\s+|title:?\s+)?
    (?: (?= [^:]* \b(?:constabulary|police|o?pf?cc|commissioner|mayor|force)\b ) [^:“"]{3,60} : \s+
        (?= (?:formal\s+)? (?:response|reply|comments) \s+ (?:of|by|from|to)\b ) )?
    (?: (?:[\w’'&-]+\s+){1,4}? (?:o?pf?cc|commissioner|mayor) (?:['’]s)? \s+
        response (?: \s+to\s+(?:the\s+)? | :\s* | \s+[-–—]\s+ ) )?
    (?: (?:formal\s+)? (?:response|reply|comments) \s+ (?:of|by|from) \s+ [^:]{3,70}?
        \s+ (?:to|on) \s+ (?:the\s+)? )?
    (?: (?:the\s+)? (?:pcc|commissioner|police\s+and\s+crime\s+commissioner|force|constabulary)?
        (?:['’]s?)? \s* (?:section\s+55\s+|formal\s+)? response (?:\s+under\s+section\s+55)?
        (?:\s+to\s+(?:the\s+)?|:\s*|\s+[-–—]\s+) )?
    (?: (?:hmicfrs|hmic) (?:['’]s?)? \s* )?
    (?: (?:inspection\s+|(?:joint\s+)?thematic\s+|national\s+)?
        (?:report|publication|inspection) \b (?!\s+(?:of|into|on)\b) )?
    \s* [-–—:,]* \s*
    """,
    re.I | re.VERBOSE,
)
_TRAIL = re.compile(
    r"(?:(?<!\s)\s+)?[:–—-]\s*"
    r"(?:(?:[\w’']+\s+){0,4}(?:response|reply|answers?)|what\s+we\s+[\w ]{3,40})$"
    r"|(?<!\s)\s+recommendations$",
    re.I,
)
_PUBLISHED_THEN = re.compile(
    r"(?:(?<!\s)\s+)?[-–—,(]\s*(?:(?:an?\s+)?(?:hmicfrs|hmic)\s+(?:\w+\s+)?(?:report|inspection),?\s+"
    r"(?:published|dated|of\s+\d)|published\s+(?:on\s+)?\d"
    r"|\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\)$).*$",
    re.I,
)
_SENTENCE = re.compile(r"\b(?:i|we|my|our|please|you|your|was|is|am|are|have|has|thank|it)\b", re.I)
_QUOTED = re.compile(
    r"""
    (?:report|inspection|publication)s?\b ,? \s* (?:[\w’']+,?\s+){0,3}?
    (?: “(?P<curly>[^”]{6,200})” | "(?P<straight>[^"]{6,200})" | ‘(?P<single>[^’\n]{6,200})’
      | '(?P<plain>[^'\n]{6,200} (?: '\w [^'\n]{0,200} )*)' (?!\w)
      | \*{1,2}(?P<marked>[^*\n]{6,200})\*{1,2} )
    """,
    re.I | re.VERBOSE,
)
_PUBLISHED = r"(?:hmicfrs|hmic|the\s+inspectorate|you|inspectors)\s+(?:\w+\s+)?published\s+"
_PUBLISHED_QUOTED = re.compile(
    _PUBLISHED + r"(?:(?:its|your|a|the)\s+report,?\s+)?(?:called\s+|entitled\s+)?“([^”]{6,200})”",
    re.I,
)
_PUBLISHED_THIS = re.compile(
    _PUBLISHED + r"this\s+report|(?:this|the\s+above)\s+report\s+was\s+published", re.I
)
_CLAUSE = 100  # characters
_EARLIER = re.compile(r"\b(?:in\s+(?:\w+\s+)?\d{4}|earlier|previous\w*|last|before|ago)\b", re.I)
_REPORT_PUBLISHED = re.compile(r"report(?:\s+was)?\s+published\b|publication\s+date", re.I)
_OPENS_QUOTED = re.compile(r"(?:“([^”]{6,200})”|‘([^\n]{6,200}?)’|\"([^\"]{6,200})\")(?!\w)")
_QUOTES = ("curly", "straight", "single", "plain", "marked")
_OFFICE = re.compile(
    r"""
    chief\s+inspector | inspectorate\s+of\s+constabulary | home\s+(?:office|secretary) | minister
  | (?:office\s+of\s+the\s+)?police\s+and\s+crime\s+commissioner\b | secretary\s+of\s+state
    """,
    re.I | re.VERBOSE,
)
_GENERIC = re.compile(
    r"""
    (?:our\s+|the\s+)? (?:summary|section\s+55|police\s+act|reply|publications?
      | responses?(?!\s+(?:policing|times?|rates?|officers?|teams?|units?)\b)
      | introduction | recommendations? | purpose | background | contents | website
      | committee\s+reports | action\s+plan | what\s+(?:hmic|the\s+inspect|inspectors)\w* ) \b .*
    """,
    re.I | re.VERBOSE,
)


def report_title(document: Document, opening: int, named: Sequence[Stated]) -> Stated | None:
    """Return the title of the report that the letter answers, or None where it names none.

    Args:
        opening: how many blocks stand above the letter's first real paragraph.
        named: what the lines at the top give as a title or a subject.
    """
    quoted = _quoted_report(document.text)
    top = [block for block in document.blocks[:opening] if _may_name(document, block)]
    top.sort(key=lambda block: block.style is not BlockStyle.HEADING)
    sure = [*named, *(_line(document, block) for block in subject_blocks(document))]
    lines = [_line(document, block) for block in top]
    sure += [line for line in lines if _says_what_it_is(line.value)]
    for line in sure:
        if found := _found_in(document, line, quoted):
            return found
    said = _quoted_as_published(document.text)
    for line in lines if said is None else []:
        if found := _found_in(document, line, quoted):
            return found
    return said or quoted or _heads_this_report(document, opening)


def _found_in(document: Document, line: Stated, quoted: Stated | None) -> Stated | None:
    title = _title_in(line.value)
    if title is None:
        return None
    # A title in capitals, or cut at the edge of a table, is whole where it is quoted.
    if quoted and quoted.value.casefold().startswith(title.casefold()):
        return quoted
    return located(document.text, title, line.place)


def _says_what_it_is(line: str) -> bool:
    """Whether a line quotes a title or leads up to one: "HMICFRS report: …"."""
    lead = _LEAD.match(line)
    return bool(_QUOTED.search(line) or (lead and lead.end()))


def _quoted_as_published(text: str) -> Stated | None:
    """The title in "HMICFRS published “…” on 1 June 2023"; an earlier report's is not meant."""
    for found in _PUBLISHED_QUOTED.finditer(text):
        before = re.split(r"[.!?]\s|\n", text[max(0, found.start() - _CLAUSE) : found.start()])[-1]
        if not _EARLIER.search(before):
            title = " ".join(found[1].split()).strip(" .,")
            return located(text, title, Span(start=found.start(1), end=found.end(1)))
    return None


def _heads_this_report(document: Document, opening: int) -> Stated | None:
    """The heading over "HMICFRS published this report on …", or over "Report published: …"."""
    headed = [
        heading
        for heading, under in pairwise(document.blocks)
        if heading.style is BlockStyle.HEADING and _PUBLISHED_THIS.search(document.words(under))
    ]
    top = document.blocks[:opening]
    if any(_REPORT_PUBLISHED.match(_words(document, block)) for block in top):
        headed += [block for block in top[:1] if block.style is BlockStyle.HEADING]
    return _found_in(document, _line(document, headed[0]), None) if headed else None


def _line(document: Document, block: Block) -> Stated:
    return Stated(value=_words(document, block), place=Span(start=block.start, end=block.end))


def _words(document: Document, block: Block) -> str:
    return " ".join(document.words(block).split()).strip("*_ ")


def subject_blocks(document: Document) -> list[Block]:
    """The lines under "Dear …": short, and a heading, bold, without a full stop or of a report."""
    found: list[Block] = []
    after = False
    for block in document.blocks:
        words = _words(document, block)
        if after and (item_label(words) or is_closing(words)):
            break
        if after:
            asks = words.endswith("?") and not found and not _SENTENCE.search(words)
            marked = block.style is BlockStyle.HEADING or block.bold or words[-1] not in ".!?:"
            marked = marked or asks  # a report may have a question for its title
            goes_on = bool(found) or _NAMES_A_REPORT.search(words)  # "HMICFRS report:", then it
            is_sentence = words.endswith(".") and _SENTENCE.search(words) and not marked
            if len(words.split()) > LONGEST_TITLE or is_sentence or not (marked or goes_on):
                break
            found.append(block)
            if _title_in(words):
                break
        after = after or bool(SALUTATION.match(words))
    return found


def _may_name(document: Document, block: Block) -> bool:
    """Whether a block at the top of a paper may be the report's title: no address, no date."""
    words = _words(document, block)
    if len(words.split()) > LONGEST_TITLE or not _NAMES_A_REPORT.search(words):
        return False
    sentence = words.endswith(".") and block.style is not BlockStyle.HEADING
    if "](" in words or "://" in words or "@" in words or sentence:
        return False
    if label_of(words) not in (None, "title"):
        return False
    if own_line_published(words) or (_OFFICE.search(words) and not _QUOTED.search(words)):
        return False
    if (
        (is_bare_label(words) and not _answers_a_report(words))
        or heading_speaker(words) is Speaker.INSPECTORATE
        or re.match(r"[\d.]+\s", words)
    ):
        return False
    return not (find_dates(words) and len(words.split()) < 5)


def _answers_a_report(words: str) -> bool:
    """Whether a line answers more than an item: "Response to “Left waiting”"."""
    label = response_label(words)
    answers = label is not None and label.answers is None
    return answers and re.search(r"\b(?:response|reply)\s+to\s", words, re.I) is not None


def _title_in(line: str) -> str | None:
    """The report's title in a line that may say more: "Response to HMICFRS report: A call"."""
    if quoted := _QUOTED.search(line):
        return next(group for group in quoted.groups() if group).strip(" .,")
    lead = _LEAD.match(line)
    if opens := _OPENS_QUOTED.match(line, lead.end() if lead else 0):
        return next(group for group in opens.groups() if group).strip(" .,")
    line = _PUBLISHED_THEN.sub("", line)
    line = _TRAIL.sub("", line[lead.end() if lead else 0 :])
    title = line.strip(' .-–:“”"‘’')
    if len(title) <= 5 or _GENERIC.fullmatch(title):
        return None
    return title


def _quoted_report(text: str) -> Stated | None:
    candidates = []
    for match in _QUOTED.finditer(text):
        start, end = next(match.span(name) for name in _QUOTES if match[name])
        title = " ".join(text[start:end].split()).strip(" .,")
        if found := located(text, title, Span(start=start, end=end)):
            candidates.append(found)
    mixed = [found for found in candidates if not found.value.isupper()]
    return next(iter(mixed or candidates), None)

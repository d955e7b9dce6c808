"""The blocks of a report become what it asks: recommendations, AFIs and causes of concern."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Block, BlockStyle, Document, Item, ItemKind
from ingest.reports.addressees import (
    addressed_by_heading,
    addressed_by_label,
    addressed_first,
    owner_under,
)
from ingest.reports.asked import ASKS_SOMEBODY, asked_item
from ingest.reports.causes import Causes
from ingest.reports.duties import duties_in
from ingest.reports.paragraphs import with_paragraph
from ingest.reports.tables import items_in_report_tables
from ingest.structure.item_labels import (
    ItemLabel,
    item_label,
    kind_named,
    leading_number,
    sub_number,
)
from ingest.structure.patterns import is_row_key

SHORTEST_ITEM = 25  # characters; shorter ones are lines of a table of contents
_TRAILER = re.compile(
    r"(?:(?<!\s)\s+)?\((?P<kind>recommendation|conclusion),?\s+paragraphs?\s+[\d, and–-]+\)\s*$",
    re.I,
)
_OTHER_LABEL = re.compile(r"(?:\d+[.)]?\s+)?conclusions?\b\s*:?\s*", re.I)
_CARRIES_ON = re.compile(
    r"(?:this|they|it|these|the\s+(?:plans?|reviews?|strategy|guidance|policy|action\s+plan|training"
    r"|process|report|arrangements?|work))\s+(?:should|must)\b",
    re.I,
)
_LIST_HEADING = re.compile(
    r"""
    (?:\d+(?:\.\d+)*[.)]?\s+|(?:annex|appendix)\s+\w{1,3}\s*[:.–—-]*\s*)?
    (?:(?:summary|list|table)\s+of\s+(?:all\s+)?)? (?:our\s+|the\s+|new\s+|accelerated\s+)?
    (?P<kind> recommendations? | areas?\s+for\s+improvement | afis? | causes?\s+of\s+concern ) \b
    """,
    re.I | re.VERBOSE,
)
_PAST_HEADING = re.compile(
    r"""
    \b(?: progress \s+ (?:since|against|on|with|made) | (?:status|update) \s+ (?:of|on|against)
      | (?:previous|earlier|past|last|former|outstanding|closed|completed) \s+ (?:\w+\s+){0,3}?
        (?:recommendations?|inspections?|reports?|areas|afis?|causes)
      | since \s+ (?:our|the) \s+ (?:last|previous|20\d\d)
      | (?:recommendations?|areas|causes) \b .* \b (?:from|in) \s+ (?:our|the) \s+
        (?:20\d\d|last|previous) )\b
    """,
    re.I | re.VERBOSE,
)
_PAST = re.compile(
    r"""
    \b (?:we|hmic(?:frs)?|inspectors) \s+ (?:also\s+|previously\s+|then\s+)* (?:had\s+)?
       (?:recommended|asked|identified|issued|made) \b
  | ^ (?:in|from) \s+ (?:our|the) \s+ (?:\w+\s+){0,3}? (?:19|20)\d\d \b
  | \b (?:has|have) \s+ (?:now\s+|since\s+)? been \s+
       (?:completed|closed|discharged|met|implemented|addressed)
  | \b (?:was|were|is|are) \s+ (?:now\s+|since\s+)? (?:closed|discharged|completed)\b
  | ^ (?:from|of|in) \s+ (?:our|the) \b
    """,
    re.I | re.VERBOSE,
)
_ASKS = re.compile(r"\b(?:should|must|recommend|expect|needs?\s+to|ensure|publish|review)\b", re.I)
_CONTENTS = re.compile(
    r"(?:(?:\.{3}|…)\s*+|(?<!\s)(?=\s*\t|\s{3})\s++)(?:\d{1,3}|[ivxl]++)\s*+$", re.I
)
_CAUSE = re.compile(r"Cause\s+of\s+concern\s+(?P<number>\d+)\s+(?=[A-Z])")
_LETTERED = re.compile(r"(?:\(?(?P<letter>[A-Za-z]|[ivxIVX]{1,4})\)|(?P<roman>[IVXL]{1,6})[.:])\s+")
_LISTED = re.compile(r"\(?[a-z]\)\s|[-–•]\s")
_OPEN_ENDS = (":", ";", ",", " and", " or")


def find_asked(document: Document) -> list[Item]:
    """Every item as often as the report gives it, in the order of the text."""
    items = _Reading(document).items()
    items += items_in_report_tables(document)
    items.sort(key=lambda item: item.start)
    return [with_paragraph(document, item) for item in items if len(item.text) >= SHORTEST_ITEM]


class _Reading:
    """Reads the blocks outside tables in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: list[Item] = []
        self._section: ItemKind | None = None  # what the list is of that the blocks stand in
        self._past: int | None = None  # level of a heading over what was asked before
        self._causes = Causes()
        self._addressed: str | None = None  # by the heading that the blocks stand under
        self._addressed_here: str | None = None  # by the label of the item that comes
        self._pending: tuple[ItemKind, str | None] | None = None  # a label before its words
        self._open = False  # whether the last item may go on

    def items(self) -> list[Item]:
        for block in self._document.blocks:
            if block.style is not BlockStyle.NOTE and block.cell is None:
                self._take(block, self._document.words(block))
        return self._found

    def _take(self, block: Block, words: str) -> None:
        if _CONTENTS.search(words.partition("\n")[0]):
            self._close()
        elif _may_head(block, words) and self._heads(block, words):
            pass
        elif self._past is not None:
            self._close()
        elif self._found and (duties := duties_in(words)):
            self._found[-1] = replace(self._found[-1], **duties)
        elif (label := _label(words)) is not None:
            self._labelled(block, words, label.kind, label.number, label.length)
        elif self._open and self._goes_on_in_list(block, words):
            self._found[-1] = _longer(self._document, self._found[-1], block)
        elif _TRAILER.search(words) or (self._section and _numbered(words)):
            self._listed(block, words)
        elif self._pending is not None:
            kind, number = self._pending
            self._add(asked_item(self._document, block, 0, kind, number))
        elif self._open and self._goes_on(block, words):
            self._found[-1] = _longer(self._document, self._found[-1], block)
        elif self._unlabelled(block, words):
            pass
        else:
            self._open = False
            self._causes.narrate()

    def _heads(self, block: Block, words: str) -> bool:
        """Take a heading; False for one that is an item's label or its words."""
        level = block.level or 1
        bare = words.strip("* ")
        label = _label(words)
        if self._past is not None and level <= self._past:
            self._past = None
        if _PAST_HEADING.search(bare):
            self._past, self._section = level, None
            self._close()
            return True
        if label is not None and (label.number or label.length < len(words.rstrip())):
            return False
        heading = _LIST_HEADING.match(bare)
        if label is None and self._pending is not None and not heading:
            return False  # the item's own title or words
        kind = kind_named(heading.group("kind")) if heading else None
        self._addressed = addressed_by_heading(bare)
        if kind is None and self._addressed and self._section:
            kind = self._section  # "To the Home Office", within the list
        self._causes.head(kind, level, of_list=label is None)
        self._section = kind
        self._close()
        if label is not None:
            self._pending = (label.kind, None)
        return True

    def _labelled(
        self, block: Block, words: str, kind: ItemKind, number: str | None, length: int
    ) -> None:
        rest = words[length:].strip("* ")
        self._close()
        if block.style is BlockStyle.HEADING:
            self._causes.label(kind, block.level or 1)
        self._addressed_here = addressed_by_label(words[:length])
        if first := addressed_first(words[length:]):
            self._addressed_here = first[0]
            length += first[1]
        if not rest:
            self._pending = (kind, number)
        elif _PAST.search(rest) and not ASKS_SOMEBODY.match(rest):
            return
        elif block.style is BlockStyle.HEADING and not _ASKS.search(rest):
            self._pending = (kind, number)  # "Recommendation 4: Training", and then its words
        else:
            self._add(asked_item(self._document, block, length, kind, number))

    def _listed(self, block: Block, words: str) -> None:
        """Add a numbered paragraph of a list of recommendations; a conclusion is not added."""
        number, skip = _numbered(words) or sub_number(words) or leading_number(words) or (None, 0)
        trailer = _TRAILER.search(words)
        self._close()
        if trailer and trailer.group("kind").casefold() == "conclusion":
            return
        if not trailer and _PAST.search(words[skip:]):
            return
        kind = ItemKind.RECOMMENDATION if trailer else self._section or ItemKind.RECOMMENDATION
        stop = trailer.start() if trailer else None
        self._add(asked_item(self._document, block, skip, kind, number, stop))
        self._open = trailer is None

    def _unlabelled(self, block: Block, words: str) -> bool:
        """A paragraph of a list that asks somebody, or the words of a cause of concern."""
        listed = self._section is not None or self._causes.standing
        if not listed or block.style is BlockStyle.HEADING or _PAST.search(words):
            return False
        if not ASKS_SOMEBODY.match(words.lstrip("*• ")) or _introduces_list(words):
            return False
        kind = self._section or ItemKind.RECOMMENDATION
        if self._causes.standing:
            kind = ItemKind.RECOMMENDATION
        self._add(asked_item(self._document, block, 0, kind, None))
        return True

    def _add(self, item: Item) -> None:
        addressed = self._addressed_here or self._addressed
        if addressed and item.kind is not ItemKind.CAUSE_OF_CONCERN:
            item = replace(item, owner=owner_under(addressed, item.text))
        self._found.append(self._causes.under(item))
        self._open, self._pending, self._addressed_here = True, None, None

    def _close(self) -> None:
        self._open, self._pending = False, None

    def _goes_on(self, block: Block, words: str) -> bool:
        before = self._found[-1].text
        if _OTHER_LABEL.fullmatch(words) or is_row_key(words) or _is_listed(block, words):
            return False
        return before.rstrip()[-1] not in ".!?" or bool(_CARRIES_ON.match(words))

    def _goes_on_in_list(self, block: Block, words: str) -> bool:
        before = self._found[-1].text
        open_ended = before.rstrip().endswith(_OPEN_ENDS)
        return _is_listed(block, words) and (open_ended or self._in_bullets(before))

    def _in_bullets(self, before: str) -> bool:
        """Whether the item already ends in a list that its own words open."""
        return bool(re.search(r"[:;,]\s*\n", before))


def _label(words: str) -> ItemLabel | None:
    """An item's label; a cause of concern asks for nothing itself, and may have no mark either."""
    if label := item_label(words):
        return label
    cause = _CAUSE.match(words)
    if cause is None:
        return None
    return ItemLabel(
        kind=ItemKind.CAUSE_OF_CONCERN, number=cause.group("number"), length=cause.end()
    )


def _is_listed(block: Block, words: str) -> bool:
    return block.style is BlockStyle.BULLET or bool(_LISTED.match(words))


def _may_head(block: Block, words: str) -> bool:
    """Whether a block is a heading, or a line that names a list and says no more."""
    if block.style is BlockStyle.HEADING:
        return True
    named = _LIST_HEADING.match(words.strip("* "))
    if named is not None and named.end() >= len(words.strip("*: ")):
        return True
    return addressed_by_heading(words) is not None


def _introduces_list(words: str) -> bool:
    """ "We make five recommendations", "Forces should act on the following"."""
    return bool(
        re.search(
            r"\b(?:following|these|below)\s+(?:\w+\s+){0,2}(?:recommendations?|areas?)", words
        )
    ) or bool(re.match(r"we\s+(?:make|have\s+made)\b", words, re.I))


def _numbered(words: str) -> tuple[str, int] | None:
    found = sub_number(words) or leading_number(words)
    if found is None and (lettered := _LETTERED.match(words)):
        found = lettered["letter"] or lettered["roman"], lettered.end()
    return found if found and _ASKS.search(words) else None


def _longer(document: Document, item: Item, block: Block) -> Item:
    text = document.text[item.start : block.end].rstrip("* ")
    return replace(item, text=text, end=item.start + len(text))

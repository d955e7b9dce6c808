"""Which recommendations, areas for improvement and causes of concern a letter has, and how many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.record import wording
from assistant.record.asked import Asked
from assistant.record.narrowing import narrowed, records
from assistant.record.replies import Reply, Said, Slice, place_of_letter
from assistant.record.vocabulary import ANY_DOCUMENT, WRITING
from ingest.model import Item, ItemKind, Letter, Speaker
from ingest.sentences import sentences
from vectorstore.records import LetterRecord

MOST_ITEMS = 24  # in one answer
LETTERS = 12  # looked through for items
_LONGEST = 90  # words of an item that are quoted
_BEFORE = 160  # characters in front of an item in which its number is printed
_NAMES = {
    ItemKind.RECOMMENDATION: r"rec(?:ommend(?:s|ed|ation)?)?s?",
    ItemKind.AFI: r"(?:afis?|areas?\s+for\s+improvements?)",
    ItemKind.CAUSE_OF_CONCERN: r"causes?\s+of\s+concern",
}
_ONE = rf"(?:{'|'.join(_NAMES.values())})"
ITEMS = r"(?:recs|recommendations|afis|areas\s+for\s+improvements?|causes\s+of\s+concern)"
_COUNT = re.compile(rf"\b(?:how\s+many|number\s+of)\s+(?:\S+\s+){{0,2}}?{ITEMS}\b")
_LIST = re.compile(
    rf"\b(?:which|what|list|show|name|give|any|all)\b(?:\s+\S+){{0,4}}?\s+{ITEMS}\b"
    rf"|^\W*{ITEMS}\s+(?:in|of|from)\b|\bwhat\s+(?:did|does|do|has|have)\b.*\brecommend(?:s|ed)?\b"
)
_UNANSWERED = re.compile(
    r"\b(?:no|without|lack\w*|missing|not\s+(?:yet\s+)?(?:been\s+)?(?:have|had|given)?)\s+"
    rf"(?:an?\s+|any\s+)?(?:{ANY_DOCUMENT}|answered|responded\s+to|replied\s+to|addressed)\b"
    r"|\bun(?:answered|addressed)\b|\b(?:yet|still)\s+to\s+be\s+(?:answered|addressed)\b"
)
# What became of an item, and what a body wants itself, no list of items tells.
_DONE = re.compile(
    r"\baddressed\b|\b(?:did|does|has|have)\s+(?!(?:the\s+)?(?:hmic\w*|inspect\w+|report)\b)\S+\s+"
    r"(?:\S+\s+)?(?:make|made|recommend(?:ed)?|raised?)\b"
)
_WORDS = WRITING | frozenset(
    """
    addressed afi afis area areas ask asked cause causes concern contain contained contains
    cover covered covers directed find found identified identify improvement improvements
    include included includes listed made make makes raise raised rec recommend recommendation
    recommendations recs set
    """.split()
)
_ALL_ANSWERED = re.compile(
    rf"^\W*(?:has|have|had|did|do|does|was|were|is|are)\b.*\b(?:every|each|all|any)\b.*\b{_ONE}\b"
    rf".*\b(?:{ANY_DOCUMENT}|answered|responded\s+to|replied\s+to|addressed)\b"
)
_UNANSWERED_WORDS = frozenset(
    "lack lacking missing no not still unaddressed unanswered without".split()
)


def items(asked: Asked) -> Reply | None:
    count, listed = _COUNT.search(asked.text), _LIST.search(asked.text)
    whether = _ALL_ANSWERED.search(asked.text)
    if not (count or listed or whether):
        return None
    if _DONE.search(asked.text) and not (whether or _UNANSWERED.search(asked.text)):
        return None
    unanswered = bool(whether or _UNANSWERED.search(asked.text))
    if asked.negated and not unanswered:
        return None
    found = narrowed(asked, _WORDS | _UNANSWERED_WORDS if unanswered else _WORDS)
    if found is None:
        return None
    kinds = kinds_named(asked.text)
    said, left, looked_at = list[Said](), MOST_ITEMS, 0
    for each in found.first(LETTERS):
        if left <= 0:
            break
        looked_at += 1
        letter = asked.library.letter(each.letter_id)
        own = _of_kinds(letter.items, kinds)
        if not own:
            continue
        (record,) = records(asked, [each])
        shown = [item for item in own if not item.response] if unanswered else own
        said.append(_counted(record, letter, own, len(shown) if unanswered else None))
        if unanswered or not count:
            said += [_quoted(record, letter, item) for item in shown[:left]]
            left -= len(shown)
    if not said:
        return None
    rest = left < 0 or looked_at < len(found.letters)
    notes = [found.note, wording.MORE_ITEMS if rest else ""]
    return Reply(said=tuple(said), note=" ".join(filter(None, notes)))


def kinds_named(text: str) -> tuple[ItemKind, ...]:
    """The kinds of item that a text in small letters speaks of."""
    return tuple(kind for kind, name in _NAMES.items() if re.search(rf"\b{name}\b", text))


def _of_kinds(found: Sequence[Item], kinds: Sequence[ItemKind]) -> list[Item]:
    """Those of the kinds; where a letter does not say of what kind its items are, all of them."""
    if any(each.kind is not ItemKind.OTHER for each in found):
        return [each for each in found if each.kind in kinds]
    return list(found)


def _counted(
    record: LetterRecord, letter: Letter, found: Sequence[Item], unanswered: int | None
) -> Said:
    counts = tuple(Counter(each.kind for each in found).items())
    text = (
        wording.items_counted(counts)
        if unanswered is None
        else wording.items_without_answer(counts, unanswered)
    )
    places = tuple(_quote(letter, each) for each in found[:MOST_ITEMS])
    numbers = {count for _, count in counts} | {unanswered or 0}
    return Said(
        text=text,
        framing=wording.of_letter(record),
        speaker=Speaker.UNKNOWN,
        places=(*place_of_letter(record), *places),
        counted=tuple(numbers),
    )


def _quoted(record: LetterRecord, letter: Letter, item: Item) -> Said:
    """An item in its own words, with its number where that is printed in front of it."""
    quote = _quote(letter, item)
    label = _label(letter, item)
    words = " ".join(letter.text[quote.start : quote.end].replace("**", "").split())
    return Said(
        text=wording.item(item.kind, item.number if label else None, words),
        framing=wording.asked_in_letter(record),
        speaker=Speaker.INSPECTORATE,
        places=(quote, *([label] if label else [])),
    )


def _quote(letter: Letter, item: Item) -> Slice:
    """The item, or as many of its first sentences as can be quoted."""
    end = item.start
    for start, stop in sentences(letter.text, item.start, item.end):
        if end > item.start and len(letter.text[item.start : stop].split()) > _LONGEST:
            break
        if end > item.start and "\n\n" in letter.text[end:start]:
            break  # what follows the request is what was found
        end = stop
    return Slice(letter_id=letter.letter_id, start=item.start, end=end)


def _label(letter: Letter, item: Item) -> Slice | None:
    if not item.number:
        return None
    before = letter.text[max(0, item.start - _BEFORE) : item.start]
    number = (
        rf"(?:[A-Za-z]+(?:\s+for\s+improvement|\s+of\s+concern)?\s+)?{re.escape(item.number)}\b"
    )
    matches = list(re.finditer(number, before))
    if not matches:
        return None
    start = item.start - len(before) + matches[-1].start()
    return Slice(letter_id=letter.letter_id, start=start, end=start + len(matches[-1].group()))

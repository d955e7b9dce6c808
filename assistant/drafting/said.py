"""What a body has been asked and has said, letter by letter, as a draft compares items with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.drafting.asks import asking
from assistant.drafting.likeness import Reader
from ingest.model import Item, Letter, Speaker
from vectorstore.library import Library
from vectorstore.records import Evidence, EvidenceItem, LetterRecord
from vectorstore.rows import passage_id

_OWN = (Speaker.FORCE, Speaker.POLICING_BODY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What one letter says in answer to one item; or in one paragraph that answers none."""

    passages: tuple[Evidence, ...]  # at least one, in the order of the letter; the body's own
    ask: str  # what the item asks for, without date and addressee; "" where there is no item

    @property
    def letter(self) -> LetterRecord:
        return self.passages[0].letter

    @property
    def dated(self) -> date:
        return self.letter.dated or date.min

    def labelled(self, found: dict[str, Evidence]) -> Said:
        """The same with the passages as a search returned them: marked where superseded."""
        return replace(self, passages=tuple(found.get(e.passage_id, e) for e in self.passages))


class BodysRecord:
    """All that a body has said; read once for a draft."""

    def __init__(self, body: str, library: Library) -> None:
        self.body = body
        self.library = library
        self.reader = Reader(library)

    @cached_property
    def said(self) -> Sequence[Said]:
        """Letter by letter, the latest first; what each was asked has been read together."""
        mine = [
            each for each in self.library.letters() if each.body == self.body and not each.set_apart
        ]
        said = [one for each in mine for one in _said(each, self.library.letter(each.letter_id))]
        self.reader.read(each.ask for each in said if each.ask)
        return said


def _said(record: LetterRecord, letter: Letter) -> Iterator[Said]:
    grouped: dict[object, list[Evidence]] = {}
    opened = ended = 0
    for each in letter.passages:
        if "\n" in letter.text[ended : each.start]:
            opened = each.start  # of the paragraph, which is parted where its speaker changes
        ended = each.end
        if each.speaker in _OWN:
            item = letter.items[each.item] if each.item is not None else None
            evidence = Evidence(
                passage_id=passage_id(letter.letter_id, each),
                text=each.text,
                start=each.start,
                end=each.end,
                page=each.page,
                page_label=each.page_label,
                heading=each.heading,
                speaker=each.speaker,
                recognised=each.recognised,
                item=_item(item, each.item),
                letter=record,
                similarity=None,
                bm25=None,
                score=0.0,
                superseded_by=None,
                superseded_on=None,
            )
            place = ("paragraph", opened) if each.item is None else ("item", each.item)
            grouped.setdefault(place, []).append(evidence)
    for group in grouped.values():
        asked = group[0].item
        yield Said(passages=tuple(group), ask=asking(asked.text) if asked else "")


def _item(item: Item | None, index: int | None) -> EvidenceItem | None:
    if item is None or index is None:
        return None
    return EvidenceItem(index=index, number=item.number, kind=item.kind, text=item.text)

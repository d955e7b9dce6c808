"""A text becomes its sentences, each with how it stands to what its body has said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from assistant.consistency import wording
from assistant.consistency.alignment import Aligned, align
from assistant.consistency.commitment import commitment
from assistant.consistency.dates import dates
from assistant.consistency.departures import Departure, Held
from assistant.consistency.figures import figures
from assistant.consistency.model import Agreement, Compared, Difference
from assistant.consistency.names import changed_names
from assistant.consistency.negation import negation
from assistant.consistency.office_holders import office_holders
from assistant.consistency.outdated import ON_THE_MATTER, Passed, outdated
from assistant.consistency.promises import left_out
from assistant.consistency.quoted import quoted
from assistant.consistency.record import OnRecord, Record
from assistant.consistency.tokens import Sentence, alike, read
from assistant.consistency.units import has_verb, units
from assistant.wording import framing
from vectorstore.library import Library

NEAR_ENOUGH = 0.37  # nearness from which a sentence on record bears on one of the draft
AS_NEAR = 0.85  # of the nearest, what else is held against it
MOST_HELD = 4  # sentences on record
LEFT_OVER = 0.12  # share of the draft's words, by weight, that a sentence beside the nearest adds
FEWEST_WORDS = 4  # of a sentence on record: a shorter one is a label

_ORDER = (
    Agreement.REVERSED,
    Agreement.CHANGED,
    Agreement.OUTDATED,
    Agreement.WEAKER,
    Agreement.STRONGER,
)


def compare(
    text: str, *, body: str, library: Library, on: date, question: str = ""
) -> list[Compared]:
    """Hold each sentence of a text that says something against a body's record, in order.

    Args:
        on: the day on which the text is to go out.
        question: what the text answers, which helps to find what was said on it.

    Raises:
        UnknownFilter: the body has no letter in the library.
    """
    return Comparison(body=body, library=library, on=on).compare(text, question)


class Comparison:
    """A body's record, with which one text after another is compared."""

    def __init__(self, *, body: str, library: Library, on: date) -> None:
        self._record = Record(library, body)
        self._body = body
        self._on = on
        self._letters = [
            each
            for each in library.letters()
            if each.body and each.body.casefold() == body.casefold()
        ]
        self._holders = {each.author: each for each in reversed(self._letters) if each.author}

    def compare(self, text: str, question: str = "", whole: str | None = None) -> list[Compared]:
        """Hold the sentences of a text against the record.

        Args:
            whole: what the text is part of: a promise that stands there is not left out.
        """
        found: list[Compared] = []
        repeated: list[tuple[OnRecord, tuple[int, int]]] = []
        for start, end in units(text):
            several, against = self._compared(text, start, end, question)
            found += several
            repeated += [(each, (start, end)) for each in against]
        return [*found, *self._promises(text, whole or text, repeated)]

    def _compared(
        self, text: str, start: int, end: int, question: str
    ) -> tuple[list[Compared], Sequence[OnRecord]]:
        sentence = text[start:end]
        near = self._record.near(sentence, question)
        said = read(sentence)
        aligned = align(said, [each for each in near if _says_enough(each)], self._record)

        def made(
            agreement: Agreement,
            departures: Sequence[Departure] = (),
            message: str = "",
            against: Sequence[OnRecord] = (),
        ) -> Compared:
            latest = sorted(
                {each.key: each for each in against}.values(),
                key=lambda each: each.evidence.letter.dated or date.min,
                reverse=True,
            )
            return Compared(
                sentence=sentence,
                start=start,
                end=end,
                agreement=agreement,
                differences=tuple(dict.fromkeys(each.difference for each in departures)),
                message=message,
                citations=tuple(self._record.cite(each) for each in latest),
                framing=framing(latest[0].evidence) if latest else "",
                judged_by="rules",
            )

        if (words := quoted(sentence, near)) is not None:
            return [made(Agreement.SAME, against=[words])], ()
        if not aligned or aligned[0].nearness < NEAR_ENOUGH:
            message = wording.nothing_on_record(self._body)
            return [made(Agreement.NEW, message=message)], ()
        held, departures = self._held(sentence, said, aligned)
        passed = outdated(
            held,
            aligned,
            self._on,
            lambda each: self._departures(self._beside(sentence, said, each)),
        )
        if passed is not None and not any(each.agreement in _ORDER[:2] for each in departures):
            against = [held.found, *([passed.later] if passed.later else [])]
            told = [made(Agreement.OUTDATED, [passed.departure], self._why(passed), against)]
            if departures:  # it is changed in strength besides, which is another thing to mend
                told.append(
                    made(
                        _gravest(departures), departures, wording.departs(departures), [held.found]
                    )
                )
            return told, [held.found, *held.repeated]
        message = wording.departs(departures)
        agreement = _gravest(departures)
        kept = agreement not in (Agreement.REVERSED, Agreement.CHANGED)
        repeats = [held.found, *held.repeated] if kept else []
        return [made(agreement, departures, message, [held.found])], repeats

    def _held(
        self, sentence: str, said: Sentence, aligned: Sequence[Aligned]
    ) -> tuple[Held, list[Departure]]:
        """The sentence on record that the draft's repeats, else the nearest, and how it departs."""
        least = max(NEAR_ENOUGH, AS_NEAR * aligned[0].nearness)
        tried = []
        for each in [each for each in aligned if each.nearness >= least][:MOST_HELD]:
            held = self._beside(sentence, said, each)
            departures = self._departures(held)
            if not departures:
                return held, []
            tried.append((held, departures))
        held, departures = tried[0]
        if any(each.agreement is Agreement.REVERSED for each in departures):
            # What turns a superseded position round may be what was said later.
            by = held.found.evidence.superseded_by
            for each in aligned:
                if each.found.evidence.letter.letter_id != by or each.nearness < ON_THE_MATTER:
                    continue
                later = self._beside(sentence, said, each)
                found = self._departures(later)
                if all(one.agreement is not Agreement.REVERSED for one in found):
                    return later, found
        return held, departures

    def _beside(self, sentence: str, said: Sentence, best: Aligned) -> Held:
        around = self._record.around(best.found)
        have = best.found.said.stems
        rest = {one for one in said.stems if not any(alike(one, each) for each in have)}
        whole = self._record.weigh(said.stems)
        beside = []
        for each in around:
            if each.key == best.found.key:
                continue
            adds = {one for one in rest if any(alike(one, other) for other in each.said.stems)}
            if adds and self._record.weigh(adds) >= LEFT_OVER * whole:
                beside.append(each)
        return Held(text=sentence, said=said, best=best, beside=beside, around=around)

    def _departures(self, held: Held) -> list[Departure]:
        rules: list[Callable[[Held], Iterable[Departure]]] = [
            negation,
            figures,
            dates,
            changed_names,
            lambda each: office_holders(each, self._holders, self._letters),
            commitment,
        ]
        found = [departure for rule in rules for departure in rule(held)]
        return sorted(found, key=lambda each: _ORDER.index(each.agreement))

    def _why(self, passed: Passed) -> str:
        if passed.later is not None:
            return wording.holds_no_longer(passed.later.evidence.letter.dated)
        return wording.day_passed(passed.departure.stands, self._on)

    def _promises(
        self, text: str, whole: str, repeated: Sequence[tuple[OnRecord, tuple[int, int]]]
    ) -> Iterator[Compared]:
        told_there = read(whole)
        told: set[tuple[str, int]] = set()
        for found, (start, end) in repeated:
            missing = left_out(found, told_there, self._record)
            if missing is None or missing.promise.key in told:
                continue
            told.add(missing.promise.key)
            yield Compared(
                sentence=text[start:end],
                start=start,
                end=end,
                agreement=Agreement.WEAKER,
                differences=(Difference.PROMISE_LEFT_OUT,),
                message=wording.promise_left_out(),
                citations=(self._record.cite(missing.promise),),
                framing=framing(missing.promise.evidence),
                judged_by="rules",
            )


def _gravest(departures: Sequence[Departure]) -> Agreement:
    agreements = {each.agreement for each in departures}
    return next((each for each in _ORDER if each in agreements), Agreement.SAME)


def _says_enough(found: OnRecord) -> bool:
    return len(found.text.split()) >= FEWEST_WORDS and has_verb(found.text)

"""Hundreds of forgeries of real words are refused, and true words with noise are taken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from evidence_fixtures import evidence_of
from fakes import WordEmbedder
from reading_fixtures import real_letters

from assistant.grounding import ground, locate
from assistant.results import Proposal
from ingest.sentences import sentences
from vectorstore.intake import take_in
from vectorstore.library import Library
from vectorstore.records import Evidence

MOST = 500  # forgeries of a kind
SHORTEST = 6  # words of a sentence that is forged
MONTHS = """January February March April May June July August September October November
December""".split()
AUXILIARY = r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|does|did|do)\b"
NEGATION = r"\b(?:not|no|never|cannot|without|nor)\b\s*|n['’]t\b"

Forge = Callable[[str, random.Random], str | None]
Whole = tuple[Evidence, str]  # a passage and one of its sentences


@pytest.fixture(scope="module", params=["samples", "real"])
def library(
    request: pytest.FixtureRequest,
    word_samples_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Library]:
    if request.param == "samples":
        with Library(word_samples_folder, WordEmbedder()) as opened:
            yield opened
        return
    letters = real_letters()
    with Library(tmp_path_factory.mktemp("forged") / "library", WordEmbedder()) as opened:
        take_in([letters], opened)
        yield opened


def wholes(library: Library) -> list[Whole]:
    return [
        (each, each.text[start:end])
        for each in evidence_of(library)
        for start, end in sentences(each.text)
        if len(each.text[start:end].split()) >= SHORTEST
    ]


def one_word(sentence: str, chance: random.Random) -> str | None:
    words = sentence.split()
    place = chance.randrange(1, len(words) - 1)
    other = chance.choice(["custody", "vetting", "gladly", "reluctant", "horses", "budget"])
    if not re.fullmatch(r"[A-Za-z]{4,}", words[place]) or words[place] == other:
        return None
    return " ".join([*words[:place], other, *words[place + chance.randrange(2) :]])


def figure_or_date(sentence: str, chance: random.Random) -> str | None:
    found = [*re.finditer(rf"\d|\b(?:{'|'.join(MONTHS)})\b|%", sentence)]
    if not found:
        return None
    taken = chance.choice(found)
    put = chance.choice([each for each in MONTHS if each != taken.group()])
    if taken.group().isdigit():
        digit = str((int(taken.group()) + chance.randrange(1, 10)) % 10)
        put = chance.choice([digit, f"{taken.group()}{digit}"])
    elif taken.group() == "%":
        put = " officers"
    return sentence[: taken.start()] + put + sentence[taken.end() :]


def negation(sentence: str, chance: random.Random) -> str | None:
    if found := [*re.finditer(NEGATION, sentence)]:
        taken = chance.choice(found)
        return sentence[: taken.start()] + sentence[taken.end() :]
    if found := [*re.finditer(AUXILIARY, sentence)]:
        end = chance.choice(found).end()
        put = chance.choice([" not", " never", " no longer"])
        return sentence[:end] + put + sentence[end:]
    return None


@pytest.mark.parametrize("forge", [one_word, figure_or_date, negation])
def test_of_five_hundred_forgeries_none_is_accepted(library: Library, forge: Forge) -> None:
    chance = random.Random(7)
    every = wholes(library)
    tried, taken = 0, []
    for _ in range(MOST * 40):
        evidence, true = chance.choice(every)
        forged = forge(true, chance)
        if forged is None or _plain(forged) in _plain(evidence.text):
            continue
        tried += 1
        by = evidence.passage_id
        for proposal in (
            Proposal(text="", quotes=((by, forged),)),  # shown as the letter's own words
            Proposal(text=forged, quotes=((by, true),)),  # said of words that are the letter's
        ):
            if ground([proposal], [evidence], library.page_at).statements:
                taken.append((bool(proposal.text), true, forged))
        if tried == MOST:
            break
    print(f"{forge.__name__}: {tried} forgeries, {len(taken)} accepted")
    assert tried == MOST
    assert taken == []


def line_breaks(text: str, chance: random.Random) -> str:
    return re.sub(" ", lambda _: chance.choice([" ", "\n", "  ", " \n ", "\u00a0"]), text)


def hyphens(text: str, chance: random.Random) -> str:
    """Words broken at the end of a line."""
    return re.sub(
        r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "-\n" if chance.random() < 0.05 else "", text
    )


def ligatures(text: str, _: random.Random) -> str:
    for plain, drawn in [("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")]:
        text = text.replace(plain, drawn)
    return text


def quotation_marks(text: str, chance: random.Random) -> str:
    for every in ("'‘’", '"“”', "-–—"):
        text = re.sub(f"[{every}]", lambda _, each=every: chance.choice(each), text)  # type: ignore[misc]
    return text


@pytest.mark.parametrize("noise", [line_breaks, hyphens, ligatures, quotation_marks])
def test_true_words_are_taken_however_they_are_set(
    library: Library, noise: Callable[[str, random.Random], str]
) -> None:
    chance = random.Random(7)
    tried = taken = 0
    for evidence, true in wholes(library):
        for quote, text in (
            (noise(true, chance), evidence.text),
            (true, evidence.text.replace(true, noise(true, chance))),
        ):
            tried += 1
            taken += locate(quote, text) is not None
    print(f"{noise.__name__}: {taken} of {tried} accepted, {taken / tried:.2%}")
    assert tried > 200
    assert taken / tried >= 0.99


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()

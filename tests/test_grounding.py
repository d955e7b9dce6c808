"""What does not stand in the letters word for word is not shown, whoever proposes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence_fixtures import evidence_of
from fakes import WordEmbedder

from assistant.grounding import ground, locate, unborne
from assistant.results import Proposal
from ingest.sentences import sentences
from vectorstore.library import Library
from vectorstore.records import Evidence

LETTER = (
    "Harrowdale will not be joining the national platform. The force answered 91.3% of 999 calls "
    "in 10 seconds in 2019/20 and trained Inspector Vane’s team.  It spent £640,000, from a non-"
    "recurring grant, on first-\ncontact staff and safe-\nguarding. Officers can’t file reports at "
    "the ﬁrst oﬃce; a second team — “the desk” — reviews 1,126 of them."
)


@pytest.fixture(scope="module")
def library(word_samples_folder: Path) -> Iterator[Library]:
    with Library(word_samples_folder, WordEmbedder()) as opened:
        yield opened


def passage_with(words: str, library: Library) -> Evidence:
    found = [each for each in evidence_of(library) if words in " ".join(each.text.split())]
    assert len(found) == 1, f"{len(found)} passages hold {words!r}"
    return found[0]


@pytest.mark.parametrize(
    "quote",
    [
        "will not be joining the national platform",
        "will  not\nbe joining\tthe national platform",
        "trained Inspector Vane's team. It spent £640,000",
        'a second team - "the desk" - reviews',
        "at the first office",
        "on first-contact staff",
        "staff and safeguarding",
        "from a non-recurring grant",
        "in 2019/20",
        "91.3%",
    ],
)
def test_a_quote_may_differ_in_spaces_quotation_marks_ligatures_and_line_end_hyphens(
    quote: str,
) -> None:
    found = locate(quote, LETTER)
    assert found is not None
    start, end = found
    assert LETTER[start] == quote[0]
    assert LETTER[end - 1] == quote[-1]


@pytest.mark.parametrize(
    "quote",
    [
        "",
        " ",
        "Harrowdale will be joining the national platform",
        "Westmarch will not be joining the national platform",
        "will not be joining a national platform",
        "Will not be joining the national platform",
        "answered 91.4% of 999 calls",
        "in 10 seconds in 2018/19",
        "It spent £640,001",
        "joining the national plat",
    ],
)
def test_a_quote_with_another_word_is_not_in_the_letter(quote: str) -> None:
    assert locate(quote, LETTER) is None


@pytest.mark.parametrize(
    "quote",
    [
        "The force answered 91",
        "3% of 999 calls",
        "The force answered 91.3",
        "640,000, from a non-recurring grant",
        "seconds in 2019",
        "recurring grant, on first-contact staff",
        "Officers can",
        "126 of them",
    ],
)
def test_a_quote_does_not_cut_a_figure_or_a_word_in_two(quote: str) -> None:
    assert locate(quote, LETTER) is None


def forgeries(sentence: str) -> Iterator[str]:
    """The sentence with one thing changed, for each thing that can be."""
    words = sentence.split()
    middle = len(words) // 2
    yield " ".join([*words[:middle], "not", *words[middle:]])
    yield " ".join([*words[:middle], *words[middle + 1 :]])
    yield " ".join([*words[:middle], "gladly", *words[middle + 1 :]])
    for pattern, put in [
        (r"\b20(\d\d)\b", r"19\1"),
        (r"(?<=\d)\d\b", lambda match: str((int(match.group()) + 1) % 10)),
        (r"(?<=[a-z] )[A-Z][a-z]+\b", "Cumbria"),
        (r"\b(?:not|no)\b ", ""),
        (r"\bhas\b", "had"),
        (r"\bwill\b", "may"),
        (r"\bthe force\b", "the Commissioner"),
    ]:
        changed = re.sub(pattern, put, sentence, count=1)  # type: ignore[call-overload]
        if changed != sentence:
            yield changed


def test_of_a_thousand_one_word_forgeries_none_is_accepted(library: Library) -> None:
    tried = 0
    for evidence in evidence_of(library):
        for start, end in sentences(evidence.text):
            sentence = evidence.text[start:end]
            if len(sentence.split()) < 6:
                continue
            assert locate(sentence, evidence.text) == (start, end)
            for forgery in forgeries(sentence):
                tried += 1
                proposal = Proposal(text="", quotes=((evidence.passage_id, forgery),))
                assert ground([proposal], [evidence], library.page_at).statements == (), forgery
    assert tried > 1000


QUOTE = (
    "In 2021 the Constabulary spent £640,000 in May and answered 91.3% of calls; six may follow."
)


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The Constabulary spent £640,000 in 2021.", []),
        ("It answered 91.3 per cent of calls in May 2021.", []),
        ("It answered 91% of calls.", ["91%"]),
        ("It answered 91 of the calls.", ["91"]),
        ("It answered 91.3 calls.", ["91.3"]),
        ("It spent £640.", ["£640"]),
        ("It spent £640,000m.", ["£640,000m"]),
        ("It had 640,000 calls.", ["640,000"]),
        ("It did so in 2020.", ["2020"]),
        ("It spent the money in June.", ["June"]),
        ("It follows six others.", []),
        ("It follows sixteen others.", ["sixteen"]),
        ("It is rated as outstanding.", ["outstanding"]),
        ("It answered the calls of Kent.", ["Kent"]),
        ("It did not answer the calls.", ["a negation"]),
        ("It didn’t answer the calls.", ["a negation"]),
        ("It failed to answer the calls.", ["a negation"]),
    ],
)
def test_figures_dates_names_and_negations_of_a_sentence_must_be_in_the_words_it_quotes(
    sentence: str, missing: list[str]
) -> None:
    assert sorted(set(unborne(sentence, QUOTE))) == missing


def test_the_month_of_may_is_not_the_word_may() -> None:
    assert unborne("It was done in May 2021.", "In March 2021 it may be done.") == ["May"]


def test_a_negation_that_is_lost_is_missing_too() -> None:
    assert unborne("The force will join.", "The force will not join.") == ["a negation"]


def test_a_quote_from_a_passage_outside_the_evidence_is_refused(library: Library) -> None:
    inside = passage_with("Harrowdale will not be joining", library)
    outside = passage_with("does not have a dedicated vulnerability team", library)
    proposals = [
        Proposal(text="", quotes=((outside.passage_id, outside.text),)),
        Proposal(text="", quotes=((inside.passage_id, outside.text),)),
        Proposal(text="", quotes=(("", inside.text),)),
        Proposal(text="A sentence that rests on nothing.", quotes=()),
        Proposal(
            text="",
            quotes=((inside.passage_id, inside.text), (outside.passage_id, outside.text)),
        ),
        Proposal(
            text="",
            quotes=((inside.passage_id, inside.text), (inside.passage_id, outside.text)),
        ),
    ]
    grounded = ground(proposals, [inside], library.page_at)
    assert grounded.statements == ()
    assert grounded.withheld == 6


def test_what_is_withheld_is_counted_and_the_rest_is_shown(library: Library) -> None:
    evidence = passage_with("Harrowdale will not be joining", library)
    words = "Harrowdale will not be joining the national online reporting platform"
    proposals = [
        Proposal(text=sentence, quotes=((evidence.passage_id, words),))
        for sentence in (
            "The force will not be joining the platform.",
            "The force will be joining the platform.",
            "The force will not be joining the platform before 2031.",
            "The force will not be joining the platform of the College.",
        )
    ]
    grounded = ground(proposals, [evidence], library.page_at)
    assert [each.text for each in grounded.statements] == [proposals[0].text]
    assert grounded.withheld == 3


def test_a_quote_that_leaves_its_negation_behind_is_refused(library: Library) -> None:
    evidence = passage_with("Harrowdale will not be joining", library)
    words = "be joining the national online reporting platform"
    for sentence in ("", "The force will be joining the platform."):
        proposal = Proposal(text=sentence, quotes=((evidence.passage_id, words),))
        assert ground([proposal], [evidence], library.page_at).withheld == 1


def test_a_sentence_may_name_the_body_whose_letter_it_quotes_and_no_other(
    library: Library,
) -> None:
    evidence = passage_with("Harrowdale will not be joining", library)
    words = "It will instead keep its own web form"
    for sentence, shown in [
        ("Harrowdale will keep its web form.", 1),
        ("The web form of Harrowdale will be kept.", 1),
        ("Kent will keep its web form.", 0),
        ("The web form of Kent will be kept.", 0),
    ]:
        proposal = Proposal(text=sentence, quotes=((evidence.passage_id, words),))
        grounded = ground([proposal], [evidence], library.page_at)
        assert len(grounded.statements) == shown, sentence


def test_one_statement_does_not_mix_speakers_or_bodies(library: Library) -> None:
    force = passage_with("Harrowdale will not be joining", library)
    inspectorate = passage_with("all forces should offer the public the national online", library)
    other = passage_with("does not have a dedicated vulnerability team", library)
    for second in (inspectorate, other):
        proposal = Proposal(
            text="", quotes=((force.passage_id, force.text), (second.passage_id, second.text))
        )
        assert ground([proposal], [force, second], library.page_at).withheld == 1


def test_a_citation_is_exactly_the_slice_of_the_letter_and_on_its_page(library: Library) -> None:
    evidence = passage_with("Harrowdale will not be joining", library)
    proposal = Proposal(text="", quotes=((evidence.passage_id, evidence.text.replace("\n", " ")),))
    grounded = ground([proposal], [evidence], library.page_at)
    assert len(grounded.statements) == 1
    (citation,) = grounded.statements[0].citations
    letter = library.letter(citation.letter_id)
    assert letter.text[citation.start : citation.end] == citation.quote == evidence.text
    page = next(each for each in letter.pages if each.number == citation.page)
    assert page.start <= citation.start < page.end


def test_a_quote_of_one_or_two_words_is_refused_unless_it_is_the_whole_passage(
    library: Library,
) -> None:
    evidence = passage_with("Harrowdale will not be joining", library)
    proposal = Proposal(text="", quotes=((evidence.passage_id, "Harrowdale will"),))
    assert ground([proposal], [evidence], library.page_at).withheld == 1


def test_the_same_statement_is_shown_once(library: Library) -> None:
    evidence = passage_with("Harrowdale will not be joining", library)
    proposal = Proposal(text="", quotes=((evidence.passage_id, evidence.text),))
    grounded = ground([proposal, proposal], [evidence], library.page_at)
    assert len(grounded.statements) == 1
    assert grounded.withheld == 0

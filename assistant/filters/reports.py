"""The report that a question asks to be answered for: "in reply to …", "the … inspection".

Titles are made of everyday words, so words of a title count only where the question refers to a
report: by saying so, by quotation marks or capitals, or by the years of an assessment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.filters.found import Read, Span
from assistant.filters.words import LETTER, MONTHS, NUMBERS, REPORT, excepted
from vectorstore.lexical import content_stems
from vectorstore.titles import Titles, title_words

_YEARS = r"(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d"
_YEAR = rf"(?:{_YEARS}|20\d\d)"
_DOCUMENT = rf"(?:{LETTER}|answers?|afis?|recommendations|rec(?:ommendation)?\s+(?=\d))"
# A straight quotation mark after a letter is an apostrophe, and so is one before a letter.
_QUOTED = re.compile(r"(?:[“\"‘]|(?<!\w)')(?P<name>[^”\"’]{4,120}?)(?:[”\"’]|(?<!\s)')(?!\w)")
_PEEL = re.compile(
    rf"\b(?P<name>PEEL\s+(?:(?:{REPORT}|reports?)\s+)?(?:for\s+|in\s+)?{_YEARS}|{_YEARS}\s+PEEL)\b",
    re.I,
)
_NUMBERS = rf"(?:\d[\d.]*|{'|'.join(NUMBERS)})(?:(?:,|\s?[–-]|\s+(?:and|or|to))\s?\d[\d.]*)*"
# Framed so, the words of a title need no capitals: "in reply to a call for help".
_REPLY = (
    r"(?:in\s+(?:\w+\s+)?(?:reply|response|answer)\s+to|repl(?:y|ied|ies|ying)\s+to"
    rf"|(?:(?:rec(?:ommendation)?s?|afis?)(?:\s+{_NUMBERS})?|(?:concern|improvement)\s+{_NUMBERS})"
    r"\s+(?:(?:are|were|is|was)\s+(?:there\s+)?)?(?:from|of|in))"
)
_RESPONSE = (
    r"(?:respon(?:d|ds|ded|ding|ses?)|answer(?:s|ed)?|comments?|letters?|papers?)\s+(?:to|on)"
)
_REST = r"\s+(?P<rest>(?:[\w'’/&–-]+[:,]?\s*){1,14})"
# What follows is only looked at: "reply to recommendation 3 in …" has a second frame in it.
_FRAMED = re.compile(rf"\b(?:(?P<reply>{_REPLY})|{_RESPONSE})(?={_REST})", re.I)
_QUOTATION_FOLLOWS = re.compile(
    rf"(?:{_REPLY}|{_RESPONSE})\s+(?:the\s+(?P<head>{REPORT}\s+)?)?$", re.I
)
_VERB = r"(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would)"
_BEFORE_HEAD = re.compile(
    rf"(?<![\w'’&–-])(?P<name>(?:(?!{_VERB}\b)[\w'’&–-]+:?\s+){{1,9}})(?P<head>{REPORT}|{_DOCUMENT})\b",
    re.I,
)
_YEAR_FOLLOWS = re.compile(rf"\s+\(?(?P<year>{_YEAR})\b(?!\s?[/–-]\s?\d)")
# No title begins so, whatever of it the words of a question hold.
_CANNOT_BEGIN = frozenset(
    """a about an and by for from how in of on or the to what when where which who whose why
    with""".split()
)
_LINK = r"(?:of|the|and|for|in|on|a|an|to|with|from|into|at)"
_CAPITALISED = r"[A-Z][\w'’-]*"
_NAMED = re.compile(
    rf"(?:the\s+)?(?P<name>{_CAPITALISED}(?:\s+(?:{_CAPITALISED}|{_LINK}(?=\s))){{0,9}})"
    rf"(?:\s+(?P<year>{_YEAR}))?(?:\s+(?P<head>{REPORT}))?\b"
)
_WITH_YEAR = re.compile(
    rf"(?:the\s+)?(?P<name>(?:[\w'’-]+\s+){{1,8}}?(?!(?:in|on|of|since|before|after|during|by)\b)"
    rf"(?!(?:{'|'.join(MONTHS)})\b)"
    rf"[\w'’-]+\s+{_YEAR})\b",
    re.I,
)
# In small letters it may be a report or not: "the domestic abuse report".
_DOUBTFUL = re.compile(
    rf"(?:the|its|their|your|our)\s+(?:(?:hmic(?:frs)?|inspectorate)(?:['’]s?)?\s+)?"
    rf"(?P<name>(?:(?!{_LINK}\b)[\w'’&-]+,?\s+(?:(?:and|of|on)\s+)?){{1,5}}?){REPORT}\b",
    re.I,
)
_NO_REPORT = frozenset(
    """chief commissioner committee constable constabulary council force government hmic hmicfrs
    home inspection inspector inspectorate mayor minister office parliament pcc peel police report
    secretary""".split()
)


_WORD = re.compile(r"[\w'’]+")
_Part = tuple[str, ...]  # words of a title in small letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """A report that a question refers to."""

    words: str  # of its title, as the question has them
    by_name: bool  # else by what it is about, which may mean something else
    known: bool  # a letter in the library answers it; else no filter is made of it


def read_report(text: str, titles: Titles) -> Read[Meant] | None:
    """Find the report whose answers are asked for.

    Args:
        titles: of the reports that letters in the library answer.
    """
    ways = (_by_quotation, _by_years, _by_capitals, _by_frame, _by_head)
    for way in ways:
        for words, span, by_name in way(text, titles):
            if excepted(text, span[0]):
                continue
            words, span = _with_year(words, span, text, titles)
            known = bool(_holding(titles, words))
            return Read(
                value=Meant(words=words, by_name=by_name or not known, known=known), span=span
            )
    return _unknown(text) or _doubtful(text, titles)


Mention = tuple[str, Span, bool]


def _with_year(words: str, span: Span, text: str, titles: Titles) -> tuple[str, Span]:
    """Add the year that follows a name, as the titles have it: "PEEL 2022" is "PEEL 2021/22"."""
    follows = _YEAR_FOLLOWS.match(text, span[1])
    if follows is None:
        return words, span
    year = follows["year"]
    for title in _holding(titles, words):
        for years in re.finditer(_YEARS, title):
            first, last = re.split(r"\s?[/–-]\s?", years.group())
            if int(first[-2:]) <= int(year[-2:]) <= int(last[-2:]) and len(year) == 4:
                year = years.group()
    return f"{words} {year}", (span[0], follows.end("year"))


def _by_quotation(text: str, titles: Titles) -> Iterator[Mention]:
    for match in _QUOTED.finditer(text):
        if title_words(match["name"]) and _holding(titles, match["name"]):
            yield match["name"], match.span(), True


def _by_years(text: str, titles: Titles) -> Iterator[Mention]:
    """ "PEEL 2021/22" is a name, whether or not there is a letter on it."""
    for match in _PEEL.finditer(text):
        years = re.search(_YEARS, match["name"])
        assert years
        yield f"PEEL {years.group()}", match.span("name"), True


def _by_capitals(text: str, titles: Titles) -> Iterator[Mention]:
    """A whole part of a title, each word of it that carries meaning with a capital."""
    if text.isupper():
        return
    parts, words = _parts(titles), list(_WORD.finditer(text))
    said = tuple(word.group().casefold() for word in words)
    for at, word in enumerate(said):
        for part in parts.get(word, ()):
            first = at - part.index(word)
            if first < 0 or said[first : first + len(part)] != part:
                continue
            start, end = words[first].start(), words[first + len(part) - 1].end()
            if _is_title_case(text[start:end]):
                yield text[start:end], (start, end), True


def _by_frame(text: str, titles: Titles) -> Iterator[Mention]:
    for match in _FRAMED.finditer(text):
        words = list(re.finditer(r"\S+", match["rest"]))
        for last in reversed(words):
            start, end = match.start("rest"), match.start("rest") + last.end()
            named = re.sub(r"^(?:the|its|their|your|our)\s+", "", text[start:end].rstrip(" ,:?"))
            headed = re.search(rf"^(?P<name>.+?)\s+{REPORT}$", named, re.I)
            about = headed["name"] if headed else named
            if not _holding(titles, about):
                continue
            whole = match["reply"] is not None and _is_part(about, titles)
            enough = len(title_words(about)) > 1 or _only_title(about, titles)
            if whole or (headed and (enough or _in_capitals(about))):
                yield about, (match.start(), end), whole
            elif _in_capitals(about):
                yield about, (match.start(), end), True


def _only_title(words: str, titles: Titles) -> bool:
    """Whether a word that says what a report is about stands in one title alone."""
    telling = content_stems(words) and not re.match(r"an?\s", words)
    return bool(telling) and len(_holding(titles, words)) == 1


def _by_head(text: str, titles: Titles) -> Iterator[Mention]:
    """ "the call handling report", "the PEEL letter": the longest run before it that fits."""
    for match in _BEFORE_HEAD.finditer(text):
        words = list(re.finditer(r"\S+", match["name"]))
        for first in words:
            start = match.start("name") + first.start()
            about = text[start : match.end("name")].strip()
            if first.group().casefold() in _CANNOT_BEGIN:
                continue
            before = text[:start].split()
            if before and before[-1].casefold() in ("a", "an") and not about[:1].isupper():
                continue
            if not _holding(titles, about):
                continue
            if len(title_words(about)) > 1 or _in_capitals(about):
                if _contradicted(text, start, match, about, titles):
                    break
                end = (
                    match.end() if re.fullmatch(REPORT, match["head"], re.I) else match.end("name")
                )
                yield about, (start, end), _in_capitals(about) or _is_title_case(about)
                break


def _unknown(text: str) -> Read[Meant] | None:
    """A report that is named as one is, though no letter here answers it."""
    for match in _FRAMED.finditer(text):
        named = _NAMED.match(match["rest"])
        if named and (named["year"] or named["head"]) and _is_a_name(named["name"]):
            return _missing(named.group(), match)
        dated = _WITH_YEAR.match(match["rest"]) if match["reply"] else None
        if dated and not _NO_REPORT & _plain_words(dated["name"]):
            return _missing(dated["name"], match)
    for match in _QUOTED.finditer(text):
        before = _QUOTATION_FOLLOWS.search(text[: match.start()])
        headed = before and (before["head"] or re.match(rf"\s+{REPORT}\b", text[match.end() :]))
        if before and (headed or len(match["name"].split()) > 1):
            return _missing(match["name"], match)
    return None


def _doubtful(text: str, titles: Titles) -> Read[Meant] | None:
    """What may be a report that no letter here answers, or no report at all."""
    for match in _FRAMED.finditer(text):
        named = _DOUBTFUL.match(match["rest"])
        if (
            named
            and content_stems(named["name"])
            and not _NO_REPORT & _plain_words(named["name"])
            and not _holding(titles, named["name"])
        ):
            words = re.sub(r"^\S+\s+", "", named.group())
            return Read(value=Meant(words=words, by_name=False, known=False), span=match.span())
    return None


def _is_a_name(words: str) -> bool:
    """Whether it has two words in capitals, and is not an office or the inspectorate."""
    capitals = re.findall(rf"\b{_CAPITALISED}", words)
    return len(capitals) > 1 and not _NO_REPORT & _plain_words(words)


def _plain_words(words: str) -> set[str]:
    return {re.sub(r"['’]s$", "", word) for word in words.casefold().split()}


def _missing(words: str, match: re.Match[str]) -> Read[Meant]:
    words = re.sub(r"^the\s+", "", words.strip(), flags=re.I)
    return Read(value=Meant(words=words, by_name=True, known=False), span=match.span())


def _contradicted(text: str, start: int, match: re.Match[str], words: str, titles: Titles) -> bool:
    """Whether the year of a report is given, and none of that name and year is known."""
    if not re.fullmatch(REPORT, match["head"], re.I):
        return False  # the year of a letter
    year = re.search(r"\b(20\d\d)\s+$", text[:start])
    return year is not None and not _holding(titles, f"{words} {year[1]}")


@lru_cache(maxsize=512)
def _holding(titles: Titles, words: str) -> Sequence[str]:
    """The titles with these words, which the ways above ask for again and again."""
    return titles.holding(words)


@lru_cache(maxsize=4)
def _parts(titles: Titles) -> Mapping[str, Sequence[_Part]]:
    """The parts of the titles by the longest word of each, in small letters; long parts first."""
    found: dict[str, list[_Part]] = defaultdict(list)
    for part in sorted({part for title in titles.names for part in _parts_of(title)}):
        found[max(part, key=len)].append(part)
    return {word: sorted(parts, key=len, reverse=True) for word, parts in found.items()}


def _parts_of(title: str) -> list[_Part]:
    """A title, and what stands before and after its colon or dash."""
    halves = re.split(r"\s*:\s+|\s+[-–—]\s+", title)
    parts = [title, *(p for p in halves if len(title_words(p)) > 1 or len(p.split()) > 2)]
    return [words for part in parts if (words := _words(part.casefold()))]


def _words(text: str) -> _Part:
    return tuple(_WORD.findall(text))


def _is_part(words: str, titles: Titles) -> bool:
    wanted = _words(words.casefold())
    parts = _parts(titles).get(max(wanted, key=len), ()) if wanted else ()
    return wanted in parts


def _is_title_case(words: str) -> bool:
    carrying = [
        word for word in re.findall(r"[\w'’]+", words) if not re.fullmatch(_LINK, word, re.I)
    ]
    return len(carrying) > 1 and all(word[0].isupper() or word[0].isdigit() for word in carrying)


def _in_capitals(words: str) -> bool:
    """Whether it is an abbreviation: "PEEL"."""
    return bool(re.fullmatch(rf"[A-Z]{{3,}}(?:\s+{_YEAR})?", words))

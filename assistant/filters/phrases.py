"""The phrases of time in a question: "in 2020", "before May 2021", "between 2020 and 2022"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.filters.found import Span
from assistant.filters.marking import marked, unmarked
from assistant.filters.times import Period, Time, times_in

# What stands for a phrase in the marked text, by its sort.
IN = "\ue001"  # "in 2020", "between May and June 2020", "on 1 May 2020"
OF = "\ue002"  # "of 2020", "dated 1 May 2020"
FROM = "\ue003"  # "from 2020": of that year after a letter, else from then on
SIDE = "\ue004"  # "before 2020"
BY = "\ue005"  # "by 2020"
BARE = "\ue006"  # "2020", "2020-2022"
ADJECTIVE = "\ue007"  # "pre-2020"
SINCE = "\ue008"  # "since 2020"
_NEITHER = "\ue009"  # "2020 and 2022", which may be held against each other
_TIME = "\ue000"

_JOINED = r"(?:\s*(?:[–—-]|,|,?\s*(?P<word>and|or|&|to|until|till|through))\s*(?:in\s+)?)"
_TO = r"(?:to|until|till|through|[–—-])"
_PHRASE = re.compile(
    rf"""
    (?: \b(?:
          (?P<until> (?:no|not)\s+later\s+than | not\s+after | up\s+until | until | till
            | up\s+to(?:\s+and\s+including)? | on\s+or\s+before | (?P<by>by) )
        | (?P<since> (?:no|not)\s+earlier\s+than | not\s+before | on\s+or\s+after | as\s+from
            | since | (?P<from>from) (?!\s+{_TIME}\s*{_TO}\s*{_TIME}) )
        | (?P<before> before | prior\s+to | earlier\s+than | pre(?=[\s-]) )
        | (?P<after> after | later\s+than | post(?=[\s-]) ) )
      (?:\s+|(?P<hyphen>-)) (?:(?:the\s+)?(?P<edge>start|beginning|end)\s+of\s+)?
      (?:the\s+year\s+)? (?P<at>{_TIME}) (?P<on>\s+on(?:wards?)?\b)?
    | (?: \b(?: (?P<between>between) | (?P<of>of|dated)
          | (?P<in> in | during | throughout | within | (?:in|over)\s+the\s+course\s+of | on
            | from ) ) \s+ (?:the\s+year\s+)? )?
      (?P<times> {_TIME} (?: {_JOINED} {_TIME} )* )
    )
    """,
    re.I | re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """Words that say a time."""

    sort: str
    period: Period
    exact: Period | None  # what it spans if it is of one time; None before or after one
    span: Span


def phrases_in(text: str) -> tuple[str, Mapping[int, Phrase]]:
    """The text with one character for each phrase of time, and the phrases by their place there."""
    times = list(times_in(text))
    if not times:
        return text, {}
    timed = marked(unmarked(text), [(each.span, _TIME) for each in times])
    phrases, found, left = list[Phrase](), list[tuple[Span, str]](), iter(times)
    for match in _PHRASE.finditer(timed.text):
        own = [next(left) for _ in range(match.group().count(_TIME))]
        span = timed.original(*match.span())
        phrase = _sided(match, own[0], span) if match["at"] else _plain(match, own, span)
        phrases.append(phrase)
        found.append((match.span(), phrase.sort))
    phrased = marked(timed, found)
    places = [at for at, mark in enumerate(phrased.text) if IN <= mark <= _NEITHER]
    return phrased.text, dict(zip(places, phrases, strict=True))


def _sided(match: re.Match[str], time: Time, span: Span) -> Phrase:
    """Until and since include the time that is named, before and after do not."""
    first = time.last if match["edge"] == "end" else time.first
    last = time.last if match["edge"] in (None, "end") else time.first
    sort, exact = SIDE, None
    if match["from"] and time.joined:
        return _plain(match, [time], span)
    if match["from"] and not match["on"]:
        sort, exact = FROM, Period(first=first, last=last)
    elif match["by"]:
        sort = BY
    elif match["hyphen"]:
        sort = ADJECTIVE
    elif match["since"]:
        sort = SINCE
    if match["until"]:
        period = Period(first=None, last=last)
    elif match["since"]:
        period = Period(first=first, last=None)
    elif match["before"]:
        period = Period(first=None, last=first - timedelta(days=1))
    else:
        period = Period(first=last + timedelta(days=1), last=None)
    return Phrase(sort=sort, period=period, exact=exact, span=span)


def _plain(match: re.Match[str], times: Sequence[Time], span: Span) -> Phrase:
    """All from the first of the times to the last."""
    period = Period(first=min(each.first for each in times), last=max(each.last for each in times))
    joined = len(times) > 1 or times[0].joined
    sort = BARE
    if match["of"]:
        sort = OF
    elif match["between"]:
        sort = IN if joined else _NEITHER
    elif match["at"]:
        sort = IN  # "from May to June 2020"
    elif match["in"]:
        on_a_day = times[0].first == times[0].last
        sort = IN if match["in"].casefold() != "on" or on_a_day else BARE
    elif (match["word"] or "to").casefold() not in ("to", "through"):
        sort = _NEITHER
    return Phrase(sort=sort, period=period, exact=period, span=span)

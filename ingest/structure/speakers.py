"""Whose words a sentence is, from how it begins and from what stands around it.

A sentence is whose position it states. What the force has done is the force's, in a commissioner's
letter too; so is "The Chief Constable tells me that …", which hands on the force's account. What
the commissioner asks, expects or is assured of is the commissioner's: its subject is "I". What the
inspectors found, said or recommend is the inspectorate's, whoever repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Front, Speaker
from ingest.structure.response_labels import COMMISSIONER

_LEAD_IN = r"""
    (?i: (?: moreover | additionally | furthermore | however | also | in\s+addition | finally
           | similarly | in\s+turn | as\s+a\s+result | since\s+then | currently | at\s+present
           | to\s+date | further ) \s* ,? \s+ )?
"""
_COMMISSIONER = rf"(?: {COMMISSIONER} | o?pf?cc | commissioner | (?:deputy\s+)?mayor )"
_WHEN = r"(?:(?:In|On|At|Since|By|During|Over|After|Last)\s+(?:[\w’'-]+\s+){0,3}[\w’'-]+,?\s+)?"
_FIRST_PERSON = re.compile(
    rf"""
    (?: (?: {_LEAD_IN} | {_WHEN} )
        (?: I | [Mm]y | [Ww]e (?!\s+(?:also\s+)?(?:found|saw|identified|expect)) )
      | (?: When | While | Where | If ) \s+ I ) \b (?!\.)
    """,
    re.VERBOSE,
)
# "The number of evenings on which I fund nurses has risen": what "I" do, though it does not open.
_PAID_BY_ME = re.compile(
    r"""\bI \s+ (?:(?:now|also|already|still|have|had)\s+)*
    (?:fund|funded|pay|paid|finance|financed|commission|commissioned|set\s+aside)\b""",
    re.VERBOSE,
)
# A commissioner who quotes the report says "we found that the force …" in its words.
_FOUND_OF_THE_FORCE = re.compile(
    rf"""
    (?: {_LEAD_IN} | {_WHEN} ) [“"‘']? (?i:we) \s+ (?:also\s+)?
    (?: found | saw | identified | observed | noted | (?:were|are)\s+concerned ) \b
    [^.]* \b (?i: forces? | constabular(?:y|ies) | officers | staff ) \b
    """,
    re.VERBOSE,
)
_BODY = re.compile(
    rf"""
    {_LEAD_IN}
    (?: (?:as|in\s+my\s+role\s+as) \s+ (?:the\s+|your\s+|acting\s+|interim\s+)*
        (?:[A-Z][\w’'-]+,?\s+(?:and\s+|&\s+)?){{0,5}}? {_COMMISSIONER} \b
      | the \s+ (?:acting\s+|interim\s+)? {_COMMISSIONER} \b
        (?! \s+ (?:of\s+police|and\s+the\s+chief|and\s+chief) ) )
    """,
    re.I | re.VERBOSE,
)
# "Westmarch Police and Crime Commissioner" and "the Police Reform White Paper" are no force.
_NAMED_FORCE = r"""
    [A-Z][\w’'-]+ (?:\s+(?:and\s+)?[A-Z][\w’'-]+){0,3} \s+ (?:Police|Constabulary)
    (?! ,?\s+(?:and|&|Fire|Crime)\s+(?:Crime|Fire|Rescue|Commissioner) ) (?! \s+ (?!Service)[A-Z] )
"""
_RANK = r"(?i:(?:chief\s+|detective\s+)*(?:supt|superintendent|inspector|insp|sergeant))"
_FORCE = re.compile(
    rf"""
    {_LEAD_IN}
    (?: (?i:on\s+behalf\s+of) \s+ {_NAMED_FORCE} \b
      | (?i: (?:the|our) \s+ (?: force | constabulary
          | (?:(?:deputy|assistant)\s+)?chief\s+constable ) ) \b (?!\s+and\s+I\b)
      | {_NAMED_FORCE} \b
      | {_RANK} \.? \s+ [A-Z] )
    """,
    re.VERBOSE,
)
_INSPECTORS = r"""
    (?: hmicfrs | hmic | the\s+inspectorate | (?:the\s+|your\s+)?inspectors
      | (?:the|your)\s+(?:inspection|report) | you (?=\s+(?:also\s+)?(?:found|say|recommend)) )
"""
_SAY = r"""
    (?: found | finds? | identif(?:y|ied|ies) | conclude[sd]? | note[sd]? | said | says?
      | state[sd]? | report(?:ed|s)? | highlight(?:ed|s)? | recommend(?:ed|s)? | observe[sd]?
      | judge[sd]? | graded? | consider(?:ed|s)? | ask(?:ed|s)? | saw | heard | praised?
      | criticised? | criticises | describe[sd]? | warn(?:ed|s)? | add(?:ed|s)? )
"""
_INSPECTORATE = re.compile(
    rf"""
    (?: {_LEAD_IN} | {_WHEN} | in\s+(?:its|their|the)\s+(?:report|letter|summary)[^.]{{0,30}}?\s+ )
    (?: according\s+to\s+(?:the\s+)?(?:inspectors?|inspectorate|inspection|hmicfrs|hmic|report)\b
      | {_INSPECTORS} \s+ (?:also\s+|then\s+)? (?:has\s+|have\s+)? {_SAY} \b )
    """,
    re.I | re.VERBOSE,
)
_FORCE_AUTHOR = re.compile(
    r"\b(?:constable|constabulary|superintendent|inspector|commissioner\s+of\s+police"
    r"|police(?!\s*(?:,|and|&)\s*(?:fire|crime)))\b",
    re.I,
)
_OF_AN_OFFICE = re.compile(
    rf"""
    (?: (?:report|response|paper|statement)\s+(?:of|by|from)\s+(?:the\s+)? )?
      (?:(?:deputy|assistant|temporary|acting)\s+)* chief\s+constable \b [^.!?]{{0,60}}
  | {_NAMED_FORCE} (?: ['’]s | : | \s+response | \s+[–—-] ) [^.!?]{{0,90}} |
    (?: (?:the\s+)? office\s+of\s+the\s+ )? (?:[A-Z][\w’'-]+\s+(?:and\s+)?){{0,4}}? {_COMMISSIONER}
      (?: \s+ (?:for|of) \s+ [^.!?:]{{3,60}} )?
  | {_NAMED_FORCE}
    """,
    re.VERBOSE | re.I,
)
_BODY_AUTHOR = re.compile(r"commissioner|\bo?pf?cc\b|mayor|mopac|local\s+policing\s+body", re.I)


def sentence_speaker(sentence: str, first_person: Speaker) -> Speaker | None:
    """Return who speaks by the sentence's own opening, or None where that does not say.

    Args:
        first_person: who "I" is where the sentence stands.
    """
    sentence = sentence.lstrip("-•* ")
    if first_person is not Speaker.FORCE and _FOUND_OF_THE_FORCE.match(sentence):
        return Speaker.INSPECTORATE
    if _FIRST_PERSON.match(sentence):
        known = first_person in (Speaker.FORCE, Speaker.POLICING_BODY)
        return first_person if known else None
    if _INSPECTORATE.match(sentence):
        return Speaker.INSPECTORATE
    if _BODY.match(sentence):
        return Speaker.POLICING_BODY
    if _FORCE.match(sentence):
        return Speaker.FORCE
    if first_person is Speaker.POLICING_BODY and _PAID_BY_ME.search(sentence):
        return Speaker.POLICING_BODY
    return None


def introduces_quotation(paragraph: str) -> bool:
    """Whether a paragraph ends by saying that the inspectorate's words follow: "It says:"."""
    last = re.split(r"[.!?]\s+", paragraph.rstrip("* "))[-1]
    return last.endswith(":") and sentence_speaker(last, Speaker.UNKNOWN) is Speaker.INSPECTORATE


def author_speaker(front: Front, top: Sequence[str]) -> Speaker:
    """Whose words a letter's own sentences are: by its author's role, its author, its letterhead.

    Args:
        top: the lines above its first paragraph.
    """
    lines = [line.strip("*_# ") for line in top]
    letterhead = [
        line for line in lines if _OF_AN_OFFICE.fullmatch(line) or line.startswith("From:")
    ]
    for said in (front.role, front.author, *letterhead):
        force, body = _FORCE_AUTHOR.search(said or ""), _BODY_AUTHOR.search(said or "")
        # Of two who sign together, the letter is the first one's.
        if force and not (body and body.start() < force.start()):
            return Speaker.FORCE
        if body:
            return Speaker.POLICING_BODY
    return Speaker.UNKNOWN

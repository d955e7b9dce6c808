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
_WHEN = r"""
    (?: (?: In|On|At|Since|By|From|Until|During|Over|After|Before|Within|Last|Earlier )
        (?: \s+ (?! (?:I|my|our|the\s+(?i:force|constabulary|chief|commissioner)) \b )
            [\w’'-]+ ){1,7} ,? \s+ )?
"""
_FIRST_PERSON = re.compile(
    rf"""
    (?: (?: {_LEAD_IN} | {_WHEN} )
        (?: I | [Mm]y | [Ww]e (?!\s+(?:also\s+)?(?:found|saw|identified|expect)) )
      | (?: When | While | Where | If ) \s+ I ) \b (?!\.)
    """,
    re.VERBOSE,
)
_I = r"(?<!Phase\s)(?<!Part\s)(?<!Level\s)(?<!Annex\s) \b I (?=['’,]|\s+[a-z])"
# "That is better than I had feared", "It was raised with me": "I" speak, though it does not open.
_OF_MINE = re.compile(rf"{_I} | \b (?: [Mm]y | me | mine | myself ) \b", re.VERBOSE)
# "The report praises them, | and I thank them too": where "I" add to what somebody else said.
_I_ADD = re.compile(
    rf"(?<= [,;–—] ) \s+ (?= (?:(?:and|but)\s+)? {_I} (?!\s+am\s+told) )", re.VERBOSE
)
_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')
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
_FORCE_OR_CHIEF = rf"""
    (?: (?i: (?:the|our) \s+ (?: force | constabulary
          | (?:(?:deputy|assistant)\s+)?chief\s+constable ) )
      | {_NAMED_FORCE} )
"""
_FORCE = re.compile(
    rf"""
    (?: {_LEAD_IN} | {_WHEN} )
    (?: (?i:on\s+behalf\s+of) \s+ {_NAMED_FORCE} \b
      | {_FORCE_OR_CHIEF} \b
        (?! \s+and\s+I\b | ['’]s\s+(?:own\s+)?(?:comments|observations|remarks)\b )
      | (?: (?i:our|the) \s+ (?i:head|lead|director) \s+ [^,.]{{3,60}} , \s+ )?
        {_RANK} \.? \s+ [A-Z] )
    """,
    re.VERBOSE,
)
# "The supplier made it, and the force adopted it", "…, which the force puts down to the weather".
_FORCE_ACTS = re.compile(
    rf"""
    (?: [,;] \s+ (?: (?:and|but|so|which) \s+ )? | \baccording\s+to\s+ )
    {_FORCE_OR_CHIEF} \b (?!['’]) (?!\s+and\s+I\b)
    """,
    re.VERBOSE,
)
# "I am told by the Chief Constable that …" hands on what the force says.
_TOLD_BY_FORCE = re.compile(
    rf"""
    {_LEAD_IN} I \s+ (?: am | was | have\s+been ) \s+ (?: told | informed | advised | assured ) \s+
    by \s+ {_FORCE_OR_CHIEF} \b
    """,
    re.VERBOSE,
)
INSPECTORS = r"(?: hmicfrs | hmic | (?:the|your)\s+inspectorate | (?:the\s+|your\s+)?inspectors )"
_YOU = r"(?: you (?!\s+(?:will|may|can|would|might|could|are|have\s+asked|asked)\b) )"
_REPORT = r"(?: (?:the|your)\s+(?:inspection|report) )"
# What the inspectors do is theirs; that they published something is the letter's to say.
_DO = r"""
    (?: was|were|is|are|has|have|had|did|could|would|will|saw|made|gave|came|went|felt|thought
      | (?!published|issued|released|invited) [a-z]+ed )
"""
SAY = r"""
    (?: found | finds? | identif(?:y|ied|ies) | conclude[sd]? | note[sd]? | said | says?
      | state[sd]? | report(?:ed|s)? | highlight(?:ed|s)? | recommend(?:ed|s)? | observe[sd]?
      | judge[sd]? | graded? | consider(?:ed|s)? | ask(?:ed|s)? | saw | heard | praised?
      | criticised? | criticises | describe[sd]? | warn(?:ed|s)? | add(?:ed|s)? )
"""
_INSPECTORATE = re.compile(
    rf"""
    (?: {_LEAD_IN} | {_WHEN} | in\s+(?:its|their|the)\s+(?:report|letter|summary)[^.]{{0,30}}?\s+ )
    (?: according\s+to\s+(?:the\s+)?(?:inspectors?|inspectorate|inspection|hmicfrs|hmic|report)\b
      | {INSPECTORS} \s+ (?:also\s+|then\s+)? (?:{_DO} | {SAY}) \b
      | (?:{_YOU} | {_REPORT}) \s+ (?:also\s+|then\s+|rightly\s+)? (?:has\s+|have\s+)? {SAY} \b
      | (?: (?:the|one) \s+ (?:[a-z]+\s+){{0,3}} of \s+ )? your \s+ (?:concerns?|findings?) \b )
    """,
    re.I | re.VERBOSE,
)
_SEEN_BY_YOU = re.compile(
    r"\b(?:that|which|whom|whose\s+\w+)\s+you\s+(?:looked\s+at|examined|saw|visited|inspected|read)\b"
)
# A judgement that nobody is named for is the author's.
_JUDGES = re.compile(
    r"""\b(?: deserves? | ought\s+to | of\s+little\s+use | not\s+(?:yet\s+)?(?:good\s+)?enough
    | too\s+(?:many|few|long|slow|often|late) | nobody\s+should | cannot\s+go\s+on
    | encouraging | disappointing | regrettable | unacceptable )\b""",
    re.I | re.VERBOSE,
)
_TO_THE_READER = re.compile(r"\b(?:your?|commissioners)\b", re.I)
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
    """Return who speaks by the sentence's own words, or None where they do not say.

    Its subject at the opening decides. Where the opening does not say, it is whoever says "I" or
    "my" in it, or the force where it acts or speaks in a clause of its own.

    Args:
        first_person: who "I" is where the sentence stands.
    """
    sentence = sentence.lstrip("-•* ")
    own = _QUOTED.sub("", sentence)
    if first_person is not Speaker.FORCE:
        if _FOUND_OF_THE_FORCE.match(sentence):
            return Speaker.INSPECTORATE
        if _TOLD_BY_FORCE.match(own):
            return Speaker.FORCE
    known = first_person in (Speaker.FORCE, Speaker.POLICING_BODY)
    if _FIRST_PERSON.match(sentence):
        return first_person if known else None
    if opening := _by_opening(sentence):
        return opening
    if _OF_MINE.search(own):
        return first_person if known else None
    if first_person is Speaker.POLICING_BODY and _TO_THE_READER.search(own):
        return Speaker.INSPECTORATE if _SEEN_BY_YOU.search(own) else first_person
    if first_person is Speaker.POLICING_BODY and _JUDGES.search(own):
        return first_person
    return Speaker.FORCE if _FORCE_ACTS.search(own) else None


def where_i_add(sentence: str, first_person: Speaker) -> int | None:
    """Where in a sentence that is somebody else's "I" go on in a clause, or None.

    "The force has trained 900 officers, | and I have paid for a nurse."
    """
    if _FIRST_PERSON.match(sentence) or _by_opening(sentence) in (None, first_person):
        return None
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    for match in _I_ADD.finditer(sentence):
        if not any(start < match.end() < end for start, end in quoted):
            return match.end()
    return None


def _by_opening(sentence: str) -> Speaker | None:
    if _INSPECTORATE.match(sentence):
        return Speaker.INSPECTORATE
    if _BODY.match(sentence):
        return Speaker.POLICING_BODY
    if _FORCE.match(sentence):
        return Speaker.FORCE
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

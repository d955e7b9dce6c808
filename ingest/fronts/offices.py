"""Names of persons and of the offices that they hold, as letterheads and signatures print them."""

from __future__ import annotations

import re

from ingest.structure.response_labels import COMMISSIONER

_STANDING = r"(?:(?:acting|interim|temporary|deputy|assistant|t/|a/)\s*+){0,4}+"
_TITLE = r"""
    (?-i: (?:[A-Z][\w&’'-]{0,40}\s+){0,3}
      (?: Head | Director | Chief\s+of\s+Staff | Chief\s+(?:Finance|Operating)\s+Officer
        | Clerk | Chair(?:man|woman|person)? | Secretary | Manager | Officer | Leader | Lead
        | Superintendent | Inspector | Commander | Advis[eo]r | Treasurer )
      (?: \s+(?:of|for)\s+(?:the\s+)? [A-Z][\w&’'-]*
          (?: ,?\s+ (?:(?:and|&|of|the)\s+)* [A-Z][\w&’'-]* )* )? )
"""
_OFFICE = rf"""
    {_STANDING}
    (?: {COMMISSIONER} | commissioner\s+for\s+police,?\s+fire(?:\s+and\s+rescue)?\s+and\s+crime
      | chief\s+constable | pf?cc
      | mayor (?: \s+for\s+policing,? (?:\s+and|,)? (?:\s+fire\s+and)? \s+crime
                  (?:\s+and\s+fire)? )?
      | commissioner (?: \s+of\s+police (?:\s+(?:of|for)\s+the\s+metropolis)? )?
      | chief\s+executive (?:\s+officer)? (?:\s+(?:and|&)\s+(?:monitoring|chief)\s+officer)? )
"""
ROLE = re.compile(
    rf"(?P<role> \b (?: {_OFFICE} | {_TITLE} ) ) (?! \w | ['’]s\b )", re.I | re.VERBOSE
)
_OF_ANOTHER = re.compile(
    r"(?:office\s+of(?:\s+the)?|\b(?:to|for|by)\s+the|behalf\s+of(?:\s+the)?)\s*$", re.I
)

_HONORIFIC = (
    r"(?:(?:Rt\.?\s+Hon\.?|Right\s+Honourable|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame"
    r"|Lord|Lady|Baroness|Cllr|Councillor|Rev(?:erend)?|The)\.?\s+)*"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PART = rf"{_CAPITAL}(?:[’'][A-Z])?[\wÀ-ÿ]*(?:[’'-]\w+)*"
_LETTERS = (
    r"(?:,?\s+(?:MP|OBE|MBE|CBE|QPM|KPM|DL|JP|KC|QC|PhD|BA|BSc|MA|MSc|LLB|FRSA|GCB|DBE|KBE|KCB"
    r"|CVO|BEM)\b(?:\s*\(Hons\))?)*"
)
_MORE = (
    rf"(?:\s+(?:{_CAPITAL}\.(?:\s?{_CAPITAL}\.)*|{_PART}"
    rf"|(?:de|la|van|von|der|den|du|ap|ab|bin|al|el|le|of)(?=\s+{_CAPITAL})))"
)
PERSON = re.compile(
    rf"{_HONORIFIC}(?:(?:{_CAPITAL}\.\s?)+{_PART}{_MORE}{{0,4}}|{_PART}{_MORE}{{1,4}}){_LETTERS}"
)
_NO_PERSON = re.compile(
    r"""
    \b (?:
      police | polic(?:y|ing) | crime | constab\w+ | commissioner\w* | headquarters | hq
      | house | street | road | avenue | drive | square | centre | center | building | tower
      | suite | floor | office\w* | council | board | panel | committee | team | unit
      | department | force | station | box | inspector\w* | secretary | minister\w* | mayor\w*
      | director\w* | executive | chief | head | manager | chair\w* | response | report
      | inspection | recommendation\w* | appendix | annex | meeting | date | ref | reference
      | tel | telephone | e-?mail | website | official | sensitive | only | dear | yours
      | sincerely | faithfully | regards | wishes | published | combined | authority
      | service\w* | safer | making | working | (?:her|his)\s+majesty\w* | january | february
      | march | april | june | july | august | september | october | november | december
      | signed | copied | copy | cc | encl? | enclosure\w* | subject | title | agenda | item
      | public | private | confidential | heddlu | swyddfa | hmicfrs | hmic | kingdom
      | governance | legal | finance | communications | operations | business | safety
      | improvement | concern
    ) \b
    | ^(?:north|south|east|west|county|shire|town|city|civic|our|your|in|on|by|to|from|for)\b
    """,
    re.I | re.VERBOSE,
)


def person_in(text: str) -> str | None:
    """The name where a text is nothing but a person's name, else None."""
    found = PERSON.fullmatch(text)
    return text if found and not _NO_PERSON.search(text) else None


def person_at(text: str, start: int = 0) -> re.Match[str] | None:
    """The person's name that begins at an offset."""
    found = PERSON.match(text, start)
    return found if found and not _NO_PERSON.search(found.group()) else None


def role_in(text: str) -> re.Match[str] | None:
    """The office that a line names, not one that it only works for ("Office of the …")."""
    for found in ROLE.finditer(text):
        if not _OF_ANOTHER.search(text[: found.start()]):
            return found
    return None

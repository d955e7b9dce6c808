"""Whether a question asks for what no letter could say: the law, advice, what anybody may know."""

from __future__ import annotations

import re

# Law, advice and general knowledge, where no body is named whose record could answer.
_OUTSIDE = re.compile(
    r"""
    \b(?: (?:il)?legally | (?:un)?lawful(?:ly)? | is\s+it\s+(?:il)?legal | against\s+the\s+law
      | judicial(?:ly)? | (?:maximum|prison)\s+sentences? | to\s+court | penalt(?:y|ies)\s+for
      | (?:have|has)\s+the\s+power\s+to | difference\s+between | definition\s+of | gdpr
      | bank\s+holidays? | stands?\s+for | (?:under\s+)?(?:what|which)\s+(?:act|law|statute)
      | who\s+(?:appoints|elects|invented|won|wrote\s+the\s+book)
      | how\s+(?:do|does|can|should|would)\s+(?:you|i|one|someone|somebody|a\s+\w+)
      | how\s+(?:do|can|should)\s+we\s+apply
      | (?:can|could|must|do|are)\s+(?:we|i|you)\b.{0,40}\b(?:required|obliged|allowed|sued)
      | (?:can|could|may)\s+(?:an?|any|the)\s+(?:\w+\s+){1,4}?(?:claim|sue|appeal|demand)
      | should\s+(?:we|i)
      | who\s+(?:will|would)\s+be | next\s+(?:general\s+)?election
      | who\s+is\s+(?:the\s+)?(?:(?:current|present)\s+|new\s+)?
        (?:home\s+secretary|prime\s+minister|policing\s+minister|king|queen|president)
      | how\s+many\s+(?:police\s+)?(?:forces|commissioners|pccs|chief\s+constables)\s+are\s+there
      | weather | recipe | capital\s+of | tell\s+me\s+a\s+(?:joke|story) | translate
      | write\s+(?:me\s+)?(?:an?|the)\s+(?:poem|essay|song|e-?mail)
    )\b
    """,
    re.I | re.VERBOSE,
)
# What is to come is in no letter, whoever is named.
_FORETOLD = re.compile(
    r"^\W*will\b.*\b(?:next|better|worse|win|lose|survive)\b"
    r".*\b(?:inspection|grade|election|year)\b",
    re.I,
)
# What anybody may know, and a letter may say too.
_GENERAL = re.compile(
    r"""
      \bwhat\s+happens\s+(?:to|if|when)\b
    | ^\W*what(?:['’]s|\s+is|\s+are)\s+an?\s
    | ^\W*what\s+(?:does|do)\b.*\bmean\b
    | ^\W*(?:can|could|may|must)\s+(?:(?:we|i)\s+(?!(?:say|tell|claim)\b)|(?:an?|the|any)\b)
    | ^\W*(?:do|does)\s+(?:we|i|an?)\b.*\b(?:have|need)\s+to\b
    | \bhow\s+(?:can|could|should)\s+we\b
    | \bwhat\s+(?:is|are)\s+the\s+
      (?:rules?|procedure|time\s+limit|role|duties|powers?)\s+(?:of|for|on)\b
    """,
    re.I | re.VERBOSE,
)


def asks_outside(text: str, *, of_a_body: bool) -> bool:
    """Whether no letter could answer it.

    Args:
        of_a_body: a body is named, whose record may answer what is else general knowledge.
    """
    return bool(_FORETOLD.search(text) or (not of_a_body and _OUTSIDE.search(text)))


def asks_generally(text: str, *, of_a_body: bool) -> bool:
    """Whether it may be of general knowledge, so that a letter has to answer it well."""
    return not of_a_body and bool(_GENERAL.search(text))

"""Whether a question asks for what no letter could say: the law, advice, what anybody may know."""

from __future__ import annotations

import re
from enum import Enum, auto

# Whoever is named: what is to come or was on the news, chatter, sums, and this program itself.
_NEVER = re.compile(
    r"""
    ^\W*(?:(?:please|(?:can|could|would|will)\s+you)\s+)*(?:write|compose|draft)\s+
      (?:(?:me|us)\s+)?(?:an?|the|my|our|some)\s+(?:\w+\s+){0,2}?
      (?:poem|essay|song|e-?mail|speech|tweet|press\s+release|limerick|article|blog)\b
    | ^\W*(?:please\s+)?translate\b
    | ^\W*(?:(?:what|when)\s+is\s+)?\d+\s+days?\s+(?:on\s+)?(?:from|after|before)\b
    | ^\W*what\s+can\s+you\s+do\W*$
    | \b(?: (?:is\s+the|how\s+is\s+the)\s+weather | weather\s+(?:forecast|like|today|tomorrow)
      | will\s+it\s+(?:rain|snow) | recipe\s+for | horoscope | capital\s+(?:city\s+)?of
      | tell\s+(?:me|us)\s+a\s+(?:joke|story) | (?:know|got)\s+any\s+(?:good\s+)?jokes?
      | who\s+(?:won|will\s+win)\b.*\b(?:election|match|game|cup|league|war|seat)
      | when\s+is\s+the\s+next\s+(?:\w+\s+)?election
      | days\s+(?:are\s+)?(?:there\s+)?between
      | \d+\s+(?:[+*/×÷]|plus|minus|times|divided\s+by)\s+\d+
      | (?:percentage|per\s*cent|%)\s+of\s+[£\d][\d,.]*\W*$
      | (?:model|bot|ai|version)\s+(?:are|do)\s+you
      | are\s+you\s+(?:an?\s+)?(?:ai|human|robot|bot|chatgpt|sentient|real)
      | who\s+(?:made|built|wrote|created|trained|owns)\s+(?:you|this\s+(?:tool|app|program))
      | your\s+(?:system\s+)?prompt | system\s+prompt
      | who\s+is\s+(?:the\s+)?(?:(?:current|present)\s+|new\s+)?
        (?:home\s+sec(?:retary)? | prime\s+minister | pm | policing\s+minister | king | queen
          | president | justice\s+secretary | chancellor)
    )\b
    """,
    re.I | re.VERBOSE,
)
# Law, advice and general knowledge, where no body is named whose record could answer.
_OUTSIDE = re.compile(
    r"""
    \b(?: (?:il)?legally | (?:un)?lawful(?:ly)? | is\s+it\s+(?:il)?legal | against\s+the\s+law
      | judicial(?:ly)? | (?:maximum|prison)\s+sentences? | to\s+court | penalt(?:y|ies)\s+for
      | (?:have|has)\s+the\s+power\s+to | difference\s+between | definition\s+of | gdpr
      | (?:deadline|time\s+limit)\s+(?:for|to)\s+(?:respon|repl|publish)\w*
      | how\s+(?:long|many\s+days)\s+(?:do|does)\s+(?:we|i|you|an?\s+\w+|the\s+\w+|\w+s)
        \s+have\s+to\s+(?:respond|reply|publish|answer)
      | in\s+(?:the\s+)?(?:usa? | united\s+states | america | canada | australia | new\s+zealand
        | ireland | france | germany | spain | portugal | italy | greece | austria | switzerland
        | belgium | netherlands | holland | denmark | sweden | norway | finland | iceland | poland
        | ukraine | russia | turkey | israel | india | pakistan | china | japan | brazil | mexico
        | south\s+africa | nigeria | (?:other|foreign)\s+countries)
      | bank\s+holidays? | (?:under\s+)?(?:what|which)\s+(?:act|law|statute)
      | who\s+(?:appoints|elects|invented|wrote\s+the\s+book)
      | how\s+(?:do|does|can|should|would)\s+(?:you|i|one|someone|somebody|a\s+\w+)
      | how\s+(?:do|can|should)\s+we\s+apply
      | (?:can|could|must|do|are)\s+(?:we|i|you)\b.{0,40}\b(?:required|obliged|allowed|sued)
      | (?:can|could|may)\s+(?:an?|any|the)\s+(?:\w+\s+){1,4}?(?:claim|sue|appeal|demand)
      | should\s+(?:we|i)
      | who\s+(?:will|would)\s+be
      | how\s+many\s+(?:police\s+)?(?:forces|commissioners|pccs|chief\s+constables)\s+are\s+there
    )\b
    """,
    re.I | re.VERBOSE,
)
# Whether somebody broke the law is for others to say, whoever is named.
_JUDGED_BY_LAW = re.compile(
    r"^(?!.*\b(?:sa(?:y|id)|find|found|inspect\w*|hmic\w*|officers?|drivers?|dismissed|stop)\b)"
    r".*\b(?:is|are|was|were|has|have|did|does)\b.*\b(?:in\s+breach\s+of|breached\s+(?:the|its|their)\s+(?:law|code|act|duty|duties|rules)|br(?:eak|oke|oken|eaking)\s+the\s+law"
    r"|act(?:ed|ing)\s+(?:un)?lawfully|comply\w*\s+with\s+the\s+law)\b",
    re.I,
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
    | ^\W*what\s+(?:does|do)\b.*\b(?:mean|stand\s+for)\b
    | ^\W*(?:can|could|may|must)\s+(?:(?:we|i)\s+(?!(?:say|tell|claim)\b)|(?:an?|the|any)\b)
    | ^\W*(?:do|does)\s+(?:we|i|an?)\b.*\b(?:have|need)\s+to\b
    | \bhow\s+(?:can|could|should)\s+we\b
    | \bwhat\s+(?:is|are)\s+the\s+
      (?:rules?|procedure|time\s+limit|role|duties|powers?)\s+(?:of|for|on)\b
    """,
    re.I | re.VERBOSE,
)


class Outside(Enum):
    """Why no letter could answer."""

    LAW_OR_ADVICE = auto()
    NO_MATTER_OF_LETTERS = auto()


def asks_outside(text: str, *, of_a_body: bool) -> Outside | None:
    """Why no letter could answer it; None where one may.

    Args:
        of_a_body: a body is named, whose record may answer what is else general knowledge.
    """
    if _NEVER.search(text) or _FORETOLD.search(text):
        return Outside.NO_MATTER_OF_LETTERS
    if _JUDGED_BY_LAW.search(text) or (not of_a_body and _OUTSIDE.search(text)):
        return Outside.LAW_OR_ADVICE
    return None


def asks_generally(text: str, *, of_a_body: bool) -> bool:
    """Whether it may be of general knowledge, so that a letter has to answer it well."""
    return not of_a_body and bool(_GENERAL.search(text))

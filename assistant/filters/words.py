"""Words that more than one filter is told by, each as a pattern for any case of letters."""

from __future__ import annotations

import re

MONTHS = (
    "january february march april may june july august september october november december".split()
)
MONTH = rf"(?:(?:{'|'.join(MONTHS)}|sept)\b|(?:{'|'.join(name[:3] for name in MONTHS)})\b\.?)"

NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()

SAYS = (
    r"(?:say|says|said|saying|tell|tells|told|telling|state|states|stated|stating"
    r"|write|writes|wrote|written|writing)"
)
ANSWERS = (
    r"(?:reply|replies|replied|respond|responds|responded|answer|answers|answered"
    r"|comment|comments|commented|explain|explains|explained)"
)
THINKS = (
    r"(?:think|thinks|thought|believe|believes|believed|argue|argues|argued|claim|claims|claimed)"
)
PLEDGES = (
    r"(?:promise|promises|promised|commit|commits|committed|agree|agrees|agreed"
    r"|pledge|pledges|pledged)"
)
LETTER = r"(?:letters?|repl(?:y|ies)|responses?|(?:board\s+)?papers?|submissions?)"
VIEW = r"(?:views?|position|stance|opinion|comments?)"
REPORT = r"(?:report|inspection|assessment)"

BODY = r"(?:(?:police\s+)?force|body|(?:police\s+and\s+crime\s+)?commissioner|p(?:f)?cc)"
BODIES = r"(?:(?:police\s+)?forces|bodies|(?:police\s+and\s+crime\s+)?commissioners|p(?:f)?ccs)"
_EVERYBODY = (
    rf"(?:all|none|every(?:one|body|where)|any(?:one|body|where)|no(?:body|where)|no\s+one|else|who"
    rf"|others|{BODIES}|(?:any|every|each|no)\s+(?:other\s+)?{BODY})"
)
OF_BODY = r"(?:['’]s?)?(?:\s+(?:police|constabulary|force|o?pcc|commissioner)\b(?:['’]s?)?)?"
_LEAVING_OUT = (
    r"(?:exclud|ignor|omitt?|disregard|leav(?=\w+\s+(?:out|aside)))(?:e|ing)?(?:\s+(?:out|aside))?"
)
EXCEPT = (
    r"(?:\b(?:other\s+than|apart\s+from|aside\s+from|except(?:ing)?(?:\s+for)?|besides|unlike"
    r"|excluding|not\s+(?:counting|including)|with\s+the\s+exception\s+of"
    r"|(?:that|which|who)\s+(?:is|are)(?:\s+not|n['’]t)"
    rf"|(?:letters|replies|those|{BODIES})\s+not(?=\s+(?:from|by|of|in)\b)"
    rf"|others?\s+(?:{BODIES}\s+)?than|{_EVERYBODY}\s+(?:but|bar|than|outside(?:\s+of)?))"
    rf"|(?:^|[,;:(–—-])\s*{_LEAVING_OUT}"
    r"|(?:^|[,;:(–—-]|\b(?:but|and|or))\s*not)\b"
)
_LONGEST_EXCEPTION = 100  # characters
_EXCEPTED = re.compile(
    rf"{EXCEPT}\s+(?:(?:in|by|from|for|of|to|the|its|their|those|that|{LETTER})\s+){{0,4}}$", re.I
)


def excepted(text: str, at: int) -> bool:
    """Whether what begins there is what the text leaves out: "other than the 2020 letter"."""
    return bool(_EXCEPTED.search(text, max(0, at - _LONGEST_EXCEPTION), at))

"""Whether a word such as "they" has its sense in the question itself."""

from __future__ import annotations

import re

from assistant.follow_ups.english import ASKING, AUXILIARY

_PLURAL = re.compile(
    r"\b(?!(?:is|was|has|does|its|this|his|says|plans|uses|us|as|less|means|it['’]s)\b)"
    r"[a-z][\w-]*(?<!s)s\b|\b(?:people|children|staff|women|men|police)\b",
    re.I,
)
_ONE_THING = re.compile(r"\b(?:an?|the|its|their|each|every|this|that|no|any)\s+[\w-]+", re.I)
_ROLE = re.compile(
    r"\b(?:the\s+)?(?:force|commissioner|p(?:f)?cc|chief\s+constable|inspectors?|inspectorate|hmicfrs"
    r"|letter|constabulary)\b",
    re.I,
)


def said_before(words: str, at: int, *, of_roles: bool = True) -> bool:
    """Whether words before that place may be what a pronoun there stands for.

    Those between the question word and the auxiliary are not: "how many officers do they".
    """
    before = words[:at]
    if re.fullmatch(rf"(?:{ASKING}\s+(?:[\w%-]+\s+){{0,3}}?)?{AUXILIARY}\s+", before, re.I):
        return False
    if not of_roles:
        before = _ROLE.sub(" ", before)
    before = re.sub(rf"^(?:who\s+\w+|{ASKING}\b(?:\s+of)?)", " ", before, flags=re.I)
    return bool(_PLURAL.search(before) or _ONE_THING.search(before))


def is_plural(about: str) -> bool:
    head = re.split(r"\s+(?:of|in|for|to|on|at|with|from|that|who|which|by)\s", about)[0].split()[
        -1
    ]
    return bool(_PLURAL.fullmatch(head))

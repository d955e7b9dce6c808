"""A sentence of a letter accepts what was asked, or refuses it, or says neither."""

from __future__ import annotations

import re
from enum import Enum, auto

_NOT = r"(?:not|n['’]t|never)"
_REFUSES = re.compile(
    rf"\b(?:do|does|did|will|would|can|could|has|have)\s*{_NOT}\s+(?:\w+\s+){{0,2}}?"
    r"(?:propos\w+|intend\w*|plan\w*|accept\w*|agree[ds]?\s+(?:with|to|that)|support\w*|endorse\w*|adopt\w*"
    r"|view\b[^.]{0,80}\b(?:as|preferred)|(?:believe|consider|think)\s+(?:that\s+)?(?:it|this)\b)"
    r"|\b(?:reject|refus|oppos)(?:e|es|ed|ing|s)?\s+(?:to\b|(?:the|this|that|it|these)\b)"
    r"|\bdeclin(?:e|es|ed|ing)\s+to\b|\bdisagree(?:s|d|ing)?\s+(?:with|that)\b"
    r"|\bdepart(?:s|ed|ing)?\s+from\s+(?:the|this|that)\s+(?:recommendation|area|afi|finding)"
    rf"|\b(?:will|shall)\s+{_NOT}\s+be\s+(?:join|adopt|implement|introduc|tak|sign|mov|chang|creat"
    r"|pursu|accept|set|expand|extend)\w*ing\b|\bno\s+(?:plans?|intention)\s+(?:to|of)\b"
    r"|\bno\s+(?:further\s+)?action\s+(?:is|will\s+be)\s+(?:proposed|taken|planned)\b"
    rf"|\b{_NOT}\s+(?:been\s+)?(?:accepted|adopted)\b",
    re.I,
)
_WHAT = (
    r"(?:recommendations?|areas?\s+for\s+improvement|afis?|findings?|conclusions?|report|criticism"
    r"|points?|this|that|it|them|all|both|decision|need|requirement|views?)"
)
_ACCEPTS = re.compile(
    rf"\b(?:accept|agree|support|endorse|welcome|concur)(?:s|ed|d|red)?\b\s+(?:\w+\s+){{0,4}}?{_WHAT}\b"
    r"|\bin\s+(?:full\s+|wholehearted\s+)?(?:agreement|support)\b|\b(?:is|are|was)\s+accepted\b",
    re.I,
)
_ASKS_REFUSED = re.compile(
    r"\b(?:reject|refus(?:e|al)|disagre|oppos(?!ed\s+to\s+the\s+(?:force|commissioner|pcc)))\w*|\bdeclin(?:e|ed)\s+to\b|\b(?:turn|turned|knock|knocked)\s+(?:\w+\s+)?"
    r"(?:down|back)\b|\bsa(?:id|y)\s+no\s+to\b|\bdepart(?:ed|s)?\s+from\b|\bpush(?:ed)?\s+back\b"
    r"|\b(?:not|never)\b(?:\s+\w+){0,3}?\s+(?:accept|agree|support|adopt|propose)\w*",
    re.I,
)
_ASKS_ACCEPTED = re.compile(
    r"\b(?:(?:accept|agree|endors)(?:e|s|ed|d|ing)?|sign(?:ed|s)?\s+up)\b"
    r"(?!\s+with\s+(?!the\s+(?:rec|afi|find|area|insp)))",
    re.I,
)


class Stance(Enum):
    ACCEPTS = auto()
    REFUSES = auto()


def stance(sentence: str) -> Stance | None:
    """What a sentence says of what was asked; a refusal weighs more than a welcome beside it."""
    if _REFUSES.search(sentence):
        return Stance.REFUSES
    return Stance.ACCEPTS if _ACCEPTS.search(sentence) else None


def asked_stance(question: str) -> Stance | None:
    """What a question asks after: what was refused, or whether something was accepted."""
    if _ASKS_REFUSED.search(question):
        return Stance.REFUSES
    return Stance.ACCEPTS if _ASKS_ACCEPTED.search(question) else None

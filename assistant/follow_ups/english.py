"""Small changes to a question's wording, so that what is shown reads as English."""

from __future__ import annotations

import re

from assistant.filters.found import Span

AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
)
ASKING = (
    r"(?:by\s+when|since\s+when|until\s+when|who|whose|whom|what|which|when|where|why"
    r"|how(?:\s+(?:many|much|long|often|far|soon|quickly|well|big))?)"
)
_PRESENT = {"did": "does", "was": "is", "were": "are", "had": "has"}
_PAST = {present: past for past, present in _PRESENT.items()} | {"do": "did"}
_SINGULAR = {"do": "does", "have": "has", "are": "is", "were": "was"}
_PLURAL = {one: several for several, one in _SINGULAR.items()}


def put(text: str, span: Span, words: str) -> str:
    """The text with these words in the place of those at the span."""
    return tidy(text[: span[0]] + words + text[span[1] :])


def tidy(text: str) -> str:
    """One space between words, none before a mark, a capital first."""
    text = re.sub(r"\s+(?=[?.,!;:])", "", re.sub(r"\s+", " ", text)).strip(" ,;")
    return text[:1].upper() + text[1:]


def with_question_mark(text: str) -> str:
    return tidy(text.rstrip(" ?.!,;") + "?")


def ended(text: str, words: str) -> str:
    """The text with words before its final mark."""
    bare = text.rstrip(" ?.!")
    return tidy(f"{bare} {words}{text[len(bare) :].strip()}")


def lowered(text: str) -> str:
    """A question as it continues a sentence: "has Harrowdale joined"."""
    first = re.match(rf"{ASKING}\b|{AUXILIARY}\b|(?:there|the|its|their|in|of)\b", text, re.I)
    return text[:1].lower() + text[1:] if first else text


def in_present(text: str) -> str:
    return _with_auxiliary(text, _PRESENT)


def in_past(text: str) -> str:
    return _with_auxiliary(text, _PAST)


def agreeing(before: str, *, several: bool) -> str:
    """Words before the one who is asked about, whose auxiliary agrees with one body or several."""
    forms = _PLURAL if several else _SINGULAR
    match = re.search(rf"\b({'|'.join(forms)})(\s+(?:the\s+)?)$", before, re.I)
    if match is None:
        return before
    form = forms[match[1].casefold()]
    form = form.capitalize() if match[1][0].isupper() else form
    return before[: match.start()] + form + match[2]


def possessive(words: str) -> str:
    return f"{words}’" if words.endswith("s") else f"{words}’s"


def _with_auxiliary(text: str, forms: dict[str, str]) -> str:
    """The text with its first auxiliary, where it opens the question, in another form."""
    match = re.match(rf"((?:{ASKING}\s+)?)({'|'.join(forms)})\b", text, re.I)
    if match is None:
        return text
    form = forms[match[2].casefold()]
    return match[1] + (form.capitalize() if match[2][0].isupper() else form) + text[match.end() :]

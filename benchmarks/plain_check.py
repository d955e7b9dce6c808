"""Whether a statement says what its quotation says, asked again and otherwise than the gate asks.

It shares no code with assistant/grounding.py: what one has overlooked, the other may see. It knows
words, and no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.results import Statement

NEGATIONS = {"not", "no", "never", "none", "neither", "nor", "without", "cannot"}
SPEAKERS = {"police", "force", "constabulary", "commissioner", "inspectorate", "letter"}
SHORT = 4  # letters; shorter words are not looked for, of longer ones the first four


def faults(statement: Statement, text_of: Callable[[str], str]) -> list[str]:
    """What a statement that is shown must not be; in words, and none where all is well.

    Args:
        text_of: the whole text of a letter, by its id.
    """
    found = [] if statement.citations else ["nothing is cited"]
    for cited in statement.citations:
        if text_of(cited.letter_id)[cited.start : cited.end] != cited.quote:
            found.append("the quotation is not in the letter")
    quoted = " ".join(cited.quote for cited in statement.citations)
    if " ".join(statement.text.split()) == " ".join(quoted.replace("**", "").split()):
        return found
    if re.sub(r"\W", "", statement.text) == re.sub(r"\W", "", quoted):
        return found
    said, have = _words(statement.text), _words(quoted)
    bodies = " ".join(cited.body or "" for cited in statement.citations)
    known = {word[:SHORT] for word in have + _words(bodies)} | {word[:SHORT] for word in SPEAKERS}
    for word in said:
        if any(character.isdigit() for character in word):
            if word not in have:
                found.append(f"{word} is not quoted")
        elif word[:SHORT] not in known and len(word) >= SHORT:
            found.append(f"“{word}” is not quoted")
    if _negations(said) != _negations(have):
        found.append("a negation is put in or left out")
    return found


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("’", "'").replace("-\n", "-")
    return re.findall(r"[\w£%]+(?:[.,'-][\w%]+)*", plain)


def _negations(words: list[str]) -> bool:
    return any(word in NEGATIONS or word.endswith("n't") for word in words)

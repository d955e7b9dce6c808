"""Names in a question that no letter of the library has: of these the record is silent."""

from __future__ import annotations

import re

from assistant.filters.words import MONTH
from ingest.fronts.bodies import mentions_of_bodies
from vectorstore.lexical import terms
from vectorstore.library import Library
from vectorstore.vocabulary import widen

_NAME = re.compile(rf"(?<=[\w,;’'”] )(?!{MONTH})[A-Z][\w'’&-]+", re.I)
# Words with a capital that name nothing of the record.
_NO_NAME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday christmas easter english british uk
    gb england wales britain hq law act covid crown mr mrs ms dr sir dame""".split()
)
_MOST_CAPITALS = 0.5  # of the words of a question; with more, capitals tell nothing


def unknown_names(text: str, library: Library) -> list[str]:
    """The words with a capital, in a sentence of small letters, that no letter holds.

    The first word of a sentence may be no name, and one with synonyms may be written otherwise. Of
    bodies without a letter the reader is told elsewhere.
    """
    words = re.findall(r"\b[^\W\d_]\w*", text)
    bodies = {word for said in mentions_of_bodies(text).values() for word in " ".join(said).split()}
    names = [each for each in re.findall(_NAME, text) if each[0].isupper() and each not in bodies]
    names = [each for each in names if each.casefold() not in _NO_NAME]
    otherwise = " ".join(each.term for each in widen(text).synonyms).casefold()
    if not names or sum(word[0].isupper() for word in words) > _MOST_CAPITALS * len(words):
        return []
    return [
        name
        for name in dict.fromkeys(names)
        if terms(name) and name.casefold() not in otherwise and not library.has_words(name)
    ]

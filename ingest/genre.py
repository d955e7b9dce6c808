"""Whether a file answers an inspection report, or is one."""

from __future__ import annotations

import re

from ingest.model import Document
from ingest.response_labels import response_label

_ANSWERS = re.compile(
    r"\bdear\s+(?:home\s+secretary|sir|madam|minister|chief\s+inspector|his\s+majesty|her\s+majesty"
    r"|mr|mrs|ms|dr)\b|\byours\s+(?:sincerely|faithfully)\b"
    r"|\b(?:my|our|the\s+(?:force|constabulary|commissioner|pcc)(?:['’]s)?)\s+(?:formal\s+)?"
    r"(?:response|reply)\s+to\b|\bthis\s+(?:letter|paper|page)\b[^.]{0,60}\bresponse\b",
    re.I,
)


def is_response(document: Document) -> bool:
    """A letter greets, signs, or says that it responds; a report does none of these."""
    if any(response_label(document.words(block)) for block in document.blocks):
        return True
    return bool(_ANSWERS.search(document.text))

"""What became of a checked draft, as docs/design.md has it."""

from __future__ import annotations

from assistant.as_json import Json, citation_json
from assistant.consistency.checking import Checked


def checked_json(checked: Checked) -> Json:
    return {
        "findings": [
            {
                "kind": each.kind.value,
                "sentence": each.sentence,
                "message": each.message,
                "citations": [citation_json(one) for one in each.citations],
                "class": each.agreement.value if each.agreement else None,
                "differences": [one.value for one in each.differences],
                "framing": each.framing,
                "page": each.page,
            }
            for each in checked.findings
        ],
        "sentences": checked.sentences,
        "same": checked.same,
    }

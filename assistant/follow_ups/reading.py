"""A follow-up and the questions before it become one question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.follow_ups.asking_more import asked_more
from assistant.follow_ups.english import tidy
from assistant.follow_ups.fragments import exchanged
from assistant.follow_ups.references import resolved
from assistant.follow_ups.turns import Asked, earlier_of
from assistant.question import LONGEST_QUESTION
from assistant.writers import Writer
from assistant.writers.rewriting import EARLIER, Rewriter, keeps_to
from vectorstore.catalogue import Catalogue

_LONGEST = 200  # characters; who writes more says what is meant


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp:
    """A question read in the light of the one before it."""

    written: str  # as it was asked
    text: str  # as it stands alone: what is shown, and searched for


def stand_alone(text: str, turns: Sequence[Asked], letters: Catalogue) -> FollowUp | None:
    """Put a follow-up in full; None where it is complete, or where it is not clear what it means.

    Args:
        turns: the earlier questions of the session, the last one last.
        letters: those in the library; their bodies, authors and reports are known names.
    """
    written = re.sub(r"\s+", " ", text).strip()
    if not written or len(written) > _LONGEST:
        return None
    earlier = earlier_of(turns, letters)
    if earlier is None:
        return None
    full = (
        asked_more(written, earlier)
        or exchanged(written, earlier, letters)
        or resolved(written, earlier, letters)
    )
    if full is None or len(full) > LONGEST_QUESTION:
        return None
    full = tidy(full)
    if _same(full, written):
        return None
    return FollowUp(written=written, text=full)


def read_follow_up(
    text: str, turns: Sequence[Asked], letters: Catalogue, writer: Writer | None = None
) -> FollowUp | None:
    """Put a follow-up in full: as the writer's chat model proposes, else by rule.

    A proposal counts only if it keeps what was asked and adds nothing that was not said before.
    """
    by_rule = stand_alone(text, turns, letters)
    if not turns or not isinstance(writer, Rewriter):
        return by_rule
    earlier = [each.question.text for each in turns[-EARLIER:]]
    proposed = writer.rewrite(text, earlier)
    known = [*earlier, by_rule.text] if by_rule else earlier
    if proposed is None or not keeps_to(proposed, text, known):
        return by_rule
    if _same(proposed, text):
        return None
    return FollowUp(written=re.sub(r"\s+", " ", text).strip(), text=tidy(proposed))


def _same(one: str, other: str) -> bool:
    return one.casefold().strip(" ?.!") == other.casefold().strip(" ?.!")

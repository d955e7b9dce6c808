"""What may be decided on an item."""

from __future__ import annotations

from enum import StrEnum


class Choice(StrEnum):
    """What the officer decides on an item; nothing and nobody else does."""

    ACCEPT = "accept"
    PARTLY = "partly"
    NOT_ACCEPT = "not_accept"
    ALREADY_DONE = "already_done"

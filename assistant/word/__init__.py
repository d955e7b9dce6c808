"""A DraftLetter becomes Word files: the public letter, the internal copy and the invitation."""

from assistant.word.internal import write_internal
from assistant.word.invitation import write_invitation
from assistant.word.letter import write_letter
from assistant.word.naming import file_name
from assistant.word.sources import Sources

__all__ = ["Sources", "file_name", "write_internal", "write_invitation", "write_letter"]

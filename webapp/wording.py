"""The sentences that only the browser app says; the rest are in assistant/wording.py."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.wording import where_text_goes

TITLE = "OnRecord"
PURPOSE = "What has already been said to the inspectorate, with the letter, the page and the words."
QUOTES_ONLY = (
    "Answers are quotations from your letters. No language model writes them, and nothing leaves "
    "this computer."
)
ADD_LETTERS = (
    "To add your own letters: use the Letters tab, or run “onrecord ingest FOLDER” in a terminal."
)

ASK_HINT = (
    "A follow-up such as “and in 2022?” or “who signed it?” is read with the question before it, "
    "and shown in full."
)
AS_WRITTEN = "Ask as written instead"
ASKED_AS_WRITTEN = "Asked again as written, by itself"
SOURCES_HINT = (
    "The letters behind an answer are shown here, with the quoted words marked. "
    "Choose a number such as [1] in an answer to find its source."
)
CHAT_EMPTY = "Ask a question about your letters, or try one of the examples."
NEXT_STEP = (
    "Ask about one matter in other words, take a filter away, or add the letter that would say it "
    "in the Letters tab."
)
LOOKED_ONLY_IN = "Looked only in:"
NOT_IN_THE_LIBRARY = "Not in the library:"
IN_WHAT_ORDER = "In this order:"
EMPTY_LIBRARY = "The library holds no letters yet. Add some in the Letters tab."

NO_LETTERS = "No letters yet. Add some below."
NO_FILES = "Choose one or more files first, then add them."
NOT_CHOSEN = "Choose the letter to remove first."
UNEXPECTED = (
    "Something went wrong that OnRecord did not expect. Try again; if it happens again, send the "
    "lines in the terminal window to whoever looks after OnRecord."
)


def written_by(writer: str, host: str | None) -> str:
    """Who writes the answers, in a sentence.

    Args:
        writer: the writer's name.
        host: to which it sends the passages found; None where they stay here.
    """
    if writer == "quotes":
        return QUOTES_ONLY
    return (
        f"Answers are written by the chat model {writer}, which is sent the passages found: "
        f"{where_text_goes(host)}. What the letters do not say is not shown."
    )


def ask_without(filter_words: str) -> str:
    return f"Ask again without the filter {filter_words}"


def asked_without(filters: Sequence[str]) -> str:
    return f"Asked again without the filter: {'; '.join(filters)}"


def left_out(withheld: int) -> str:
    if withheld == 1:
        return "One proposed sentence did not stand in the letters and was left out."
    return f"{withheld} proposed sentences did not stand in the letters and were left out."


def searching(letters: int) -> str:
    return f"Searching {counted(letters, 'letter')}…"


def remove_question(name: str, passages: int) -> str:
    return (
        f"Remove {name} from the library? Its {counted(passages, 'passage')} will no longer be "
        "found, and OnRecord’s copy of the file is deleted. Your own file stays where it is."
    )


def removed(name: str, passages: int) -> str:
    return f"Removed {name} and its {counted(passages, 'passage')}."


def already_gone(name: str) -> str:
    return f"{name} is no longer in the library. The list below is up to date."


def days_left(days: int) -> str:
    if days < 0:
        return f"{counted(-days, 'day')} ago"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def port_taken(port: int) -> str:
    return (
        f"Port {port} on 127.0.0.1 is already in use, perhaps by OnRecord in another window. "
        "Close that, or choose another port with --port or ONRECORD_PORT."
    )


def counted(number: int, noun: str) -> str:
    """ "1 letter", "1,204 letters"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

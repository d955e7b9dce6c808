"""The draft that a session has open: what is done to it, and what every panel shows afterwards."""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import gradio as gr

from assistant.drafting.keeping import Change, KeptLetter, change_draft, kept_draft
from assistant.errors import AssistantError
from ingest.errors import IngestError
from vectorstore.errors import DraftChanged, LibraryError, UnknownDraft
from vectorstore.library import Library
from webapp import draft_wording as ours
from webapp import wording
from webapp.given import NotAsked
from webapp.html import paragraph, problem

QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

_log = logging.getLogger(__name__)


_TOLD = (AssistantError, LibraryError, IngestError, NotAsked, OSError)


@dataclass(frozen=True, kw_only=True)
class At:
    """Where in the draft a person works."""

    item: str | None  # its key
    place: str | None  # the id of a paragraph, or where a new one goes


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of something that was done."""

    kept: KeptLetter | None  # what is open now
    said: str  # HTML
    at: At | None = None  # where to go on, with the words there in the box; None: stay
    fresh: bool = False  # fill every box anew


@dataclass(frozen=True, kw_only=True)
class View:
    """What a panel is to show."""

    kept: KeptLetter | None
    at: At  # where the person was
    go: At | None  # where to go on; None: stay, and leave what is typed
    fresh: bool


class Panel(Protocol):
    @property
    def outputs(self) -> list[Any]: ...

    def shown(self, view: View) -> list[Any]:
        """New values for the outputs."""
        ...


Action = Callable[..., Done]


class Desk:
    """Joins the panels over the open draft, which lives in the session and in no other."""

    def __init__(
        self,
        library: Library,
        *,
        kept: gr.State,
        name: gr.Textbox,
        said: gr.HTML,
        at: Sequence[gr.Dropdown],
        panels: Sequence[Panel],
    ) -> None:
        """Args: at: the item and the place in it that are chosen."""
        self.library = library
        self.kept = kept
        self._panels = panels
        self.inputs = [kept, name, *at]
        self.outputs = [kept, said, *(each for panel in panels for each in panel.outputs)]

    def on(self, trigger: Any, action: Action, inputs: Sequence[Any] = (), **options: Any) -> Any:
        """Do something to the open draft: action(kept, by, *inputs).

        What the action raises is told, and what is typed stays. Where the draft is no longer
        what it was, the newest version is opened.
        """

        def act(
            kept: KeptLetter | None, by: str, item: str | None, place: str | None, *given: Any
        ) -> list[Any]:
            at = At(item=item, place=place)
            return self.after(kept, at, lambda: action(kept, named(by), *given))

        return trigger(act, [*self.inputs, *inputs], self.outputs, **{**QUIET, **options})

    def on_open(
        self, trigger: Any, action: Action, inputs: Sequence[Any] = (), **options: Any
    ) -> Any:
        """The same with a draft that must be open: action(kept, by, *inputs) gets one."""

        def act(kept: KeptLetter | None, by: str, *given: Any) -> Done:
            if kept is None:
                raise NotAsked(ours.NOT_OPEN)
            return action(kept, by, *given)

        return self.on(trigger, act, inputs, **options)

    def changed(
        self,
        kept: KeptLetter,
        change: Change,
        what: str,
        by: str,
        *,
        fresh: bool = False,
    ) -> Done:
        """Keep a change as the next version, and say so."""
        new = change_draft(kept, change, what=what, by=by, library=self.library)
        said = "" if new.version == kept.version else ours.kept(new.version, what)
        return Done(kept=new, said=told(said), fresh=fresh)

    def after(self, kept: KeptLetter | None, at: At, action: Callable[[], Done]) -> list[Any]:
        """New values for the outputs, after something was done or could not be."""
        done = self._tried(kept, action)
        view = View(kept=done.kept, at=at, go=done.at, fresh=done.fresh)
        values = [value for panel in self._panels for value in panel.shown(view)]
        return [done.kept, done.said, *values]

    def _tried(self, kept: KeptLetter | None, action: Callable[[], Done]) -> Done:
        try:
            return action()
        except LibraryError as error:
            return self._again(kept, error)
        except Exception as error:
            return Done(kept=kept, said=problem_of(error))

    def _again(self, kept: KeptLetter | None, error: LibraryError) -> Done:
        """The newest version of the draft, where somebody else has settled or changed it."""
        said = str(error)
        if kept is None:
            return Done(kept=None, said=problem(said))
        try:
            kept = kept_draft(kept.draft_id, library=self.library)
        except UnknownDraft:
            return Done(kept=None, said=problem(f"{said} {ours.GONE}"), fresh=True)
        except (LibraryError, AssistantError):
            return Done(kept=kept, said=problem(said))
        if isinstance(error, DraftChanged):
            said = f"{said} {ours.STILL_THERE}"
        return Done(kept=kept, said=problem(said))


def problem_of(error: Exception) -> str:
    """What could not be done, as HTML; what nobody expected is logged."""
    if isinstance(error, _TOLD):
        return problem(str(error))
    _log.error("Something in the Draft tab failed", exc_info=error)
    return problem(wording.UNEXPECTED)


def named(by: str) -> str:
    """Whose work it is: as they say, else as they are logged in."""
    return by.strip() or login_name() or ours.NOBODY


def login_name() -> str:
    """The name under which somebody is logged in on the computer that serves the app."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a service without a user of its own
        return ""


def told(words: str) -> str:
    """What was done, announced to screen readers."""
    return paragraph(words, "or-done").replace("<p ", '<p role="status" ') if words else ""


def freshly(kept: KeptLetter, said: str) -> Done:
    """A draft that was just opened."""
    return Done(kept=kept, said=said, at=At(item=None, place=None), fresh=True)

"""The list of forces and of the bodies that hold them to account, and a file that extends it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import BodiesUnreadable

_AUTHORITIES_ENDED = date(2012, 11, 21)
_COMMISSIONERS_BEGAN = date(2012, 11, 22)


class BodyKind(StrEnum):
    TERRITORIAL = "territorial"
    SPECIAL = "special"
    AGENCY = "agency"
    BY_INVITATION = "by_invitation"


class Office(StrEnum):
    """What kind of local policing body it is."""

    POLICE_AUTHORITY = "police_authority"
    COMMISSIONER = "commissioner"
    FIRE_COMMISSIONER = "fire_commissioner"
    MAYOR = "mayor"
    COMMON_COUNCIL = "common_council"
    AUTHORITY = "authority"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PolicingBody(_Strict):
    """Who held the force to account in a period, both days included; None: open at that end."""

    office: Office
    name: str = Field(min_length=1)
    from_: date | None = Field(None, validation_alias="from")
    until: date | None = None


class Body(_Strict):
    """A force by its names, and the local policing bodies that it has had."""

    name: str = Field(min_length=1)
    force: str | None = None
    kind: BodyKind = BodyKind.TERRITORIAL
    aliases: tuple[str, ...] = ()  # can mean nothing else
    exact: tuple[str, ...] = ()  # likewise, in these capitals and small letters
    also: tuple[str, ...] = ()  # mean it only where a body is asked for, or beside an office
    policing: tuple[PolicingBody, ...] = ()

    def policing_bodies(self) -> tuple[PolicingBody, ...]:
        if self.policing or self.kind is not BodyKind.TERRITORIAL:
            return self.policing
        authority = {
            "office": Office.POLICE_AUTHORITY,
            "name": f"{self.name} Police Authority",
            "until": _AUTHORITIES_ENDED,
        }
        commissioner = {
            "office": Office.COMMISSIONER,
            "name": f"Police and Crime Commissioner for {self.name}",
            "from": _COMMISSIONERS_BEGAN,
        }
        return tuple(PolicingBody.model_validate(each) for each in (authority, commissioner))

    def full_names(self) -> Iterator[str]:
        """The names that can mean nothing else, whatever their capitals."""
        yield from filter(None, [self.force])
        yield from (each.name for each in self.policing_bodies())
        yield from self.aliases

    def extended_by(self, other: Body) -> Body:
        """This body with the names of another added, and what else the other gives."""
        given = {field: getattr(other, field) for field in other.model_fields_set}
        for field in ("aliases", "exact", "also"):
            given[field] = (*getattr(self, field), *getattr(other, field))
        return self.model_copy(update=given)


class _File(_Strict):
    body: tuple[Body, ...]


@dataclass(frozen=True, eq=False)
class BodyList:
    """Every known body, and what each of its names means."""

    bodies: tuple[Body, ...]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every name, as `folded`, with the short name of the body that it means."""
        listed = [
            (name, body.name)
            for body in self.bodies
            for name in (body.name, *body.full_names(), *body.exact, *body.also)
        ]
        return {folded(name): short for name, short in listed}

    @cached_property
    def full_names(self) -> frozenset[str]:
        """The names, as `folded`, that can mean nothing but a body."""
        return frozenset(folded(name) for body in self.bodies for name in body.full_names())

    @cached_property
    def exact_names(self) -> frozenset[str]:
        """The names that mean a body only in these capitals and small letters."""
        return frozenset(name for body in self.bodies for name in body.exact)

    def policing_body(self, name: str, on: date) -> PolicingBody | None:
        """Who held a force to account on a day, where the list says."""
        body = next((body for body in self.bodies if body.name == name), None)
        for each in body.policing_bodies() if body else ():
            begun = each.from_ is None or each.from_ <= on
            if begun and (each.until is None or on <= each.until):
                return each
        return None

    def extended_by(self, others: tuple[Body, ...]) -> BodyList:
        listed = {body.name: body for body in self.bodies}
        for other in others:
            known = listed.pop(other.name, None)  # what is added last gives a name its meaning
            listed[other.name] = known.extended_by(other) if known else other
        return BodyList(tuple(listed.values()))


def folded(name: str) -> str:
    """A name as it is compared: white space, capitals and the shape of apostrophes apart."""
    return " ".join(name.split()).casefold().replace("’", "'")


def listed_bodies() -> BodyList:
    """The list of the package, with what the file named to `extend_bodies` adds to it."""
    return _state.current


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """A file that extends the list, as it was when it was read."""

    file: str  # its path
    sha256: str


NO_EXTENSION = Extension(file="", sha256="")


def extend_bodies(file: Path | None) -> None:
    """Add the bodies of a file to the list from now on, in place of those of a file before.

    Raises BodiesUnreadable, and then the list stays as it was.
    """
    if file is None:
        _state.current, _state.extension = _packaged(), NO_EXTENSION
        return
    text = _text_of(file)
    _state.current = _packaged().extended_by(_bodies_in(text, file))
    _state.extension = Extension(file=str(file), sha256=sha256(text.encode()).hexdigest())


def extension() -> Extension:
    """What extends the list."""
    return _state.extension


def _packaged() -> BodyList:
    text = (files("ingest") / "data" / "bodies.toml").read_text("utf-8")
    return BodyList(_File.model_validate(tomllib.loads(text)).body)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        raise BodiesUnreadable(file.name, "does not exist. Check the path.") from None
    except OSError as error:
        raise BodiesUnreadable(file.name, f"cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BodiesUnreadable(file.name, "is not plain text. Save it as UTF-8.") from error


def _bodies_in(text: str, file: Path) -> tuple[Body, ...]:
    try:
        listed = _File.model_validate(tomllib.loads(text)).body
    except tomllib.TOMLDecodeError as error:
        raise BodiesUnreadable(file.name, f"is not TOML: {error}. Correct it.") from error
    except ValidationError as error:
        raise BodiesUnreadable(file.name, _fault(error)) from error
    taken: dict[str, str] = {}
    for body in listed:
        for name in (body.name, *body.full_names(), *body.exact, *body.also):
            holder = taken.setdefault(folded(name), body.name)
            if holder != body.name:
                reason = f"gives the name “{name}” to {holder} and to {body.name}. Keep one."
                raise BodiesUnreadable(file.name, reason)
    return listed


def _fault(error: ValidationError) -> str:
    """The first fault as a sentence: which entry, which field, what is wrong."""
    first = error.errors()[0]
    where = [str(part + 1) if isinstance(part, int) else part for part in first["loc"]]
    message = "is not a field of it" if first["type"] == "extra_forbidden" else first["msg"].lower()
    return f"is no list of bodies: {' '.join(where)}: {message}. Correct it."


class _State:
    """The list in use; each process has one."""

    def __init__(self) -> None:
        self.extension = NO_EXTENSION
        self.current = _packaged()


_state = _State()

"""The records of the corpus as frozen values, one class per kind, and `Kind`, one row each.

To add a kind: write its class here, give it a row in `Kind`, a file in ``data/`` and a
schema in ``data/schema/``. ``Record.from_json(raw).as_json() == raw`` holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self

from sinorus_cli.errors import CorpusError, harmless
from sinorus_cli.names import Names, authority
from sinorus_cli.values import Value

Json = Mapping[str, Any]
Day = str  # as 1689-08-27, of any calendar
_Reader = Callable[[Any, str], Any]
_JSON = "json"  # under which a value that reads its fields when they are asked for has what it reads


class _FromJson(Value):
    """A value that reads and writes a JSON object with the keys of its fields.

    A key that is a Python keyword has an underscore after it as a field. What is None or
    empty stands for a key that is absent.
    """

    @classmethod
    def from_json(cls, raw: Json) -> Self:
        """Read *raw*.

        Raises:
            CorpusError: *raw* is no object, lacks a key, or has one too many.
        """
        if not isinstance(raw, dict):
            raise CorpusError(f"a {cls.__name__.lower()} is an object, not {type(raw).__name__}")
        values: dict[str, Any] = {}
        readers, _ = _readers(cls)  # type: ignore[arg-type]  # mypy doubts that a class is hashable
        for key, value in raw.items():
            if key not in readers:
                raise CorpusError(f"unknown key {key!r}")
            name, read = readers[key]
            values[name] = read(value, key)
        if missing := set(cls.fields) - cls.defaults.keys() - values.keys():
            raise CorpusError(f"the key {min(missing)!r} is missing")
        return cls(**values)

    @classmethod
    def trusting(cls, raw: Json) -> Self:
        """As `from_json`, for what `as_json` returned: a field is read when it is first asked for."""
        value = cls.__new__(cls)
        vars(value)[_JSON] = raw
        return value

    def __getattr__(self, name: str) -> Any:
        """Read a field that was not asked for before."""
        raw = vars(self).get(_JSON)
        if raw is None or name not in self.fields:
            raise AttributeError(f"a {type(self).__name__} has no {name!r}")
        key = name.rstrip("_")
        _, readers = _readers(type(self))  # type: ignore[arg-type]
        # What has to be there and is not was empty, and left out as it was written.
        value = readers[key][1](raw[key], key) if key in raw else self.defaults.get(name, ())
        vars(self)[name] = value
        return value

    def as_json(self) -> dict[str, Any]:
        """The JSON object it was read from, not to be changed."""
        if kept := vars(self).get(_JSON):
            return kept  # type: ignore[no-any-return]
        raw = {}
        for name in self.fields:
            value = getattr(self, name)
            if value is not None and value != () and value is not False:
                raw[name.rstrip("_")] = _plain(value)
        return raw


class Citation(_FromJson):
    """A CSL citation item: the id of a work and the place in it."""

    id: str
    locator: str | None = None
    label: str | None = None
    via: str | None = None


class Statement(_FromJson):
    """One fact in one sentence, with the works it rests on."""

    text: str
    date: str | None = None
    citations: tuple[Citation, ...]


class Stated(_FromJson):
    """A date as a document gives it, in its own calendar; *date* is that of a Julian one in numbers."""

    calendar: str
    text: str
    date: Day | None = None
    note: str | None = None
    citations: tuple[Citation, ...] = ()


class Claim(_FromJson):
    """What some works say in a dispute."""

    text: str
    citations: tuple[Citation, ...]
    followed: bool = False


class Dispute(_FromJson):
    """A question on which works differ, and which of them the record follows."""

    question: str
    claims: tuple[Claim, ...]
    why: str


class Relation(_FromJson):
    """A typed link to another record; *article* is that of this one which ends the other."""

    type: str
    id: str
    article: str | None = None


class Agent(_FromJson):
    """Who signed or took part, for whom, and their record where there is one."""

    name: str
    id: str | None = None
    for_: str | None = None


class Office(_FromJson):
    """An office held; *role* and *of* say of which state it governed what."""

    title: str
    role: str | None = None
    of: str | None = None
    date: str | None = None
    citations: tuple[Citation, ...]


class Toponym(_FromJson):
    """A name that a place bore, in a language, and the time in which it was in use."""

    name: str
    language: str
    date: str | None = None
    citations: tuple[Citation, ...]


class Now(_FromJson):
    """What a place is called today, where that is another name, and its country."""

    name: str | None = None
    country: str


class Record(_FromJson):
    """What records of every kind share."""

    kind: ClassVar[Kind]

    id: str
    type: str
    names: Names
    date: str | None = None
    summary: str
    keywords: tuple[str, ...] = ()
    statements: tuple[Statement, ...]
    disputes: tuple[Dispute, ...] = ()
    relations: tuple[Relation, ...] = ()

    @property
    def title(self) -> str:
        """The authority name."""
        return authority(self.names)

    @property
    def when(self) -> str | None:
        """The EDTF date under which it is listed."""
        return self.date

    @property
    def facts(self) -> tuple[Statement, ...]:
        """Everything it states."""
        return self.statements

    def citations(self) -> Iterator[Citation]:
        """Every citation in it, in the order in which a reader meets them."""
        for one in (*self._cited_first, *self.facts):
            yield from one.citations
        for dispute in self.disputes:
            for claim in dispute.claims:
                yield from claim.citations

    @property
    def _cited_first(self) -> tuple[Stated | Office | Toponym, ...]:
        """What a kind alone cites, before the facts."""
        return ()

    def described(self) -> dict[str, Any]:
        """`as_json` with the kind, the title and the date that every kind has for programs."""
        return self.as_json() | {"kind": self.kind.value, "title": self.title, "date": self.when}


class Treaty(Record):
    """An agreement, declaration, lease, contract or protocol between states."""

    stated: tuple[Stated, ...] = ()
    subjects: tuple[str, ...] = ()
    parties: tuple[str, ...]
    signatories: tuple[Agent, ...] = ()
    place: str | None = None
    languages: tuple[str, ...] = ()
    binding_language: str | None = None
    ratified: str | None = None
    exchanged: str | None = None
    in_force: str | None = None
    terms: tuple[Statement, ...] = ()

    @property
    def facts(self) -> tuple[Statement, ...]:
        """Its statements and its terms."""
        return self.statements + self.terms

    @property
    def _cited_first(self) -> tuple[Stated, ...]:
        return self.stated


class Event(Record):
    """Something that happened."""

    stated: tuple[Stated, ...] = ()
    places: tuple[str, ...] = ()
    participants: tuple[Agent, ...] = ()

    @property
    def _cited_first(self) -> tuple[Stated, ...]:
        return self.stated


class Person(Record):
    """A person; `when` is the life, or the years of activity."""

    birth: str | None = None
    death: str | None = None
    floruit: str | None = None
    side: str | None = None
    offices: tuple[Office, ...] = ()

    @property
    def when(self) -> str | None:
        """Birth and death as an EDTF interval, or else the years of activity."""
        if self.birth or self.death:
            return f"{self.birth or ''}/{self.death or ''}"
        return self.floruit

    @property
    def _cited_first(self) -> tuple[Office, ...]:
        return self.offices


class Place(Record):
    """A place; coordinates are latitude and longitude in degrees, WGS 84."""

    coordinates: tuple[float, ...] = ()
    now: Now | None = None
    toponyms: tuple[Toponym, ...] = ()

    @property
    def _cited_first(self) -> tuple[Toponym, ...]:
        return self.toponyms


class Topic(Record):
    """An institution, people, railway, language, doctrine and the like."""

    places: tuple[str, ...] = ()


class Kind(StrEnum):
    """The kinds of record: value, file in the corpus, class, heading."""

    file: str
    record: type[Record]
    heading: str

    def __new__(cls, value: str, file: str, record: type[Record], heading: str) -> Self:
        """Make a row."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.file, kind.record, kind.heading = file, record, heading
        record.kind = kind
        return kind

    TREATY = "treaty", "treaties.json", Treaty, "Treaties"
    EVENT = "event", "events.json", Event, "Events"
    PERSON = "person", "people.json", Person, "People"
    PLACE = "place", "places.json", Place, "Places"
    TOPIC = "topic", "topics.json", Topic, "Topics"


@cache
def _readers(cls: type[_FromJson]) -> tuple[dict[str, tuple[str, _Reader]], ...]:
    """The keys of *cls*, each with its field and with what reads a value of its annotated type.

    Twice: as `from_json` does it, and `trusting`.
    """
    bases = [base for base in cls.__mro__ if base is not object]
    types = {name: type_ for base in bases for name, type_ in base.__annotations__.items()}
    return tuple(
        {name.rstrip("_"): (name, _reader(types[name], way)) for name in cls.fields}
        for way in ("from_json", "trusting")
    )


def _reader(type_: str, way: str) -> _Reader:
    type_ = type_.removesuffix(" | None")
    if type_ in _READERS:
        checking, trusting = _READERS[type_]
        return checking if way == "from_json" else trusting
    read = getattr(globals()[type_.removeprefix("tuple[").removesuffix(", ...]")], way)
    if type_.startswith("tuple["):
        return lambda value, key: tuple(map(read, _array(value, key)))
    return lambda value, key: read(value)


def _texts(value: Any, key: str) -> tuple[str, ...]:
    return tuple(_text(one, key) for one in _array(value, key))


def _degrees(value: Any, key: str) -> tuple[float, ...]:
    degrees = tuple(_array(value, key))
    if len(degrees) != 2 or not all(isinstance(one, int | float) and abs(one) <= 180 for one in degrees):
        raise CorpusError(f"{key!r} is an array of a latitude and a longitude, in degrees")
    return degrees


def _day(value: Any, key: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}", value):
        raise CorpusError(f"{key!r} is a year, a month and a day such as 1689-08-27")
    return value


def _array(value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise CorpusError(f"{key!r} is an array, not {type(value).__name__}")
    return value


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise CorpusError(f"{key!r} is a text, not {type(value).__name__}")
    return harmless(value)


def _flag(value: Any, key: str) -> bool:
    if not isinstance(value, bool):
        raise CorpusError(f"{key!r} is true or false, not {type(value).__name__}")
    return value


def _names(value: Any, key: str) -> Names:
    if not isinstance(value, dict) or not value.get("en"):
        raise CorpusError(f"{key!r} is an object with at least one name under 'en'")
    names = {tag: _array(forms, tag) for tag, forms in value.items()}
    if not all(forms and all(isinstance(form, str) for form in forms) for forms in names.values()):
        raise CorpusError(f"{key!r} holds a name that is not a text, or a language without a name")
    return {harmless(tag): tuple(map(harmless, forms)) for tag, forms in names.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, _FromJson):
        return value.as_json()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _as_it_is(value: Any, _: str) -> Any:
    return value


def _tuple(value: list[Any], _: str) -> tuple[Any, ...]:
    return tuple(value)


def _tuples(value: dict[str, list[str]], _: str) -> Names:
    return {tag: tuple(forms) for tag, forms in value.items()}


_READERS: dict[str, tuple[_Reader, _Reader]] = {
    "str": (_text, _as_it_is),
    "Day": (_day, _as_it_is),
    "bool": (_flag, _as_it_is),
    "Names": (_names, _tuples),
    "tuple[str, ...]": (_texts, _tuple),
    "tuple[float, ...]": (_degrees, _tuple),
}

"""The corpus: where it is, how it is read, how a record is found by its id."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, TypeVar

from sinorus_cli.corpora import OPTION, VARIABLE, from_variable
from sinorus_cli.errors import BrokenArrayError, CorpusError, UnknownRecordError, harmless
from sinorus_cli.model import Event, Kind, Record, Topic, Treaty
from sinorus_cli.store import SourceFiles, StrPath, grouped, pairs, shelf
from sinorus_cli.values import Value, replace
from sinorus_cli.waiting import counted
from sinorus_cli.works import fault

BIBLIOGRAPHY = "bibliography.json"
ELSEWHERE = "elsewhere"  # a file of that name, which a corpus may do without, and what is in it
LARGEST = 500 << 20  # bytes of a file that are read at all,
LONG = 16 << 20  # and of one that is not held as a whole
LARGE = 10_000  # records; of more than these not all are looked at to answer a question
_T = TypeVar("_T")
_MODULE = os.path.dirname(os.path.realpath(__file__))
# Whose files an installer may have made links to files of its own.
_BUNDLED = tuple(os.path.join(room, "data") for room in (_MODULE, os.path.dirname(os.path.dirname(_MODULE))))

# How a link reads from the record that stores it, and from the one it points to.
LINKS = {
    "supersedes": ("supersedes", "superseded by"),
    "part-of": ("part of", "includes"),
    "caused-by": ("caused by", "led to"),
    "at": ("at", "what happened here"),
    "related": ("related", "related"),
    "signed-by": ("signed by", "signed"),
    "took-part": ("took part", "took part in"),
}


class Link(Value):
    """A record to go on to, and how it is linked, such as ``part of`` or ``superseded by``."""

    label: str
    record: Record


class Corpus(Value, eq=False):
    """All records by id, and every work by its id. Equal to itself alone.

    *sources* are the files it was read from, as they were; none where it was made otherwise.
    *files* names the file of each record, where a reader has to be told it. *elsewhere* returns
    what people look up and no record is about, so that it is not taken for what some record is.
    """

    records: Mapping[str, Record]
    bibliography: Mapping[str, Mapping[str, Any]]
    sources: SourceFiles | None = None
    files: Mapping[str, str] = MappingProxyType({})
    elsewhere: Callable[[], tuple[Topic, ...]] = tuple

    def __iter__(self) -> Iterator[Record]:
        """Every record, kind by kind. Those of a large corpus are not kept."""
        if self.large and isinstance(self.records, _Made):
            return self.records.each()
        return iter(self.records.values())

    @cached_property
    def large(self) -> bool:
        """Whether there are too many records to look at all of them."""
        return len(self.records) > LARGE

    def of_kind(self, kind: Kind) -> list[Record]:
        """The records of *kind*, in the order of their file."""
        return [record for record in self if record.kind is kind]

    def get(self, record_id: str) -> Record | None:
        """The record with that id, which may be typed in capitals; None where there is none."""
        typed = record_id.strip()
        return self.records.get(typed) or self.records.get(typed.lower())

    def find(self, record_id: str) -> Record:
        """As `get`.

        Raises:
            UnknownRecordError: there is none; the message names the nearest id.
        """
        if record := self.get(record_id):
            return record
        from difflib import get_close_matches  # only a mistake needs it

        near = [] if self.large else get_close_matches(record_id[:100].lower(), self.records, n=1)
        step = f"Did you mean {near[0]!r}?" if near else "Look for it with 'sinorus search'."
        shown = record_id if len(record_id) <= 60 else record_id[:59] + "…"
        raise UnknownRecordError(f"No record has the id {shown!r}. {step}")

    def links(self, record: Record) -> list[Link]:
        """What *record* links to and what links to it, each record once."""
        found: dict[str, Link] = {}
        for label, other in self._links.get(record.id, ()):
            if other not in self.records or other == record.id:
                continue
            if other not in found or found[other].label == "related":  # which says least
                found[other] = Link(label=label, record=self.records[other])
        return list(found.values())

    def degree(self, record: Record) -> int:
        """How many links *record* has, to others and from them."""
        return len(self._links.get(record.id, ()))

    @cached_property
    def _links(self) -> Mapping[str, list[tuple[str, str]]]:
        every = replace(self)  # a shelf that held on to its own corpus would never be closed
        together = grouped if self.large else _together
        return shelf("links", self.sources, lambda: together(every._read_links()))

    def _read_links(self) -> Iterator[tuple[str, tuple[str, str]]]:
        records = counted(self, "Linking", len(self.records)) if self.large else self
        for record in records:
            for type_, other in stored_links(record):
                there, back = LINKS[type_]
                yield record.id, (there, other)
                yield other, (back, record.id)


class _Made(Mapping[str, _T]):
    """Values by id, each made when it is first asked for."""

    def __init__(self, stored: Mapping[str, Any], make: Callable[[Any], _T]) -> None:
        self._stored, self._make = stored, make
        self._made: dict[str, _T] = {}

    def __getitem__(self, key: str) -> _T:
        if key not in self._made:
            self._made[key] = self._make(self._stored[key])
        return self._made[key]

    def each(self) -> Iterator[_T]:
        """Every value in turn, of which none is kept."""
        return (self._make(stored) for _, stored in pairs(self._stored))

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def _together(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    """As `grouped`, in memory."""
    found: dict[str, list[_T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def stored_links(record: Record) -> Iterator[tuple[str, str]]:
    """The type of every link that *record* stores, and the id it points to."""
    for relation in record.relations:
        yield relation.type, relation.id
    if isinstance(record, Treaty):
        yield from (("signed-by", agent.id) for agent in record.signatories if agent.id)
        if record.place:
            yield "at", record.place
    if isinstance(record, Event):
        yield from (("took-part", agent.id) for agent in record.participants if agent.id)
    if isinstance(record, Event | Topic):
        yield from (("at", place) for place in record.places)


def bundled() -> str:
    """The directory of the corpus that comes with this installation.

    Raises:
        CorpusError: it is not there.
    """
    for directory in _BUNDLED:
        if os.path.isfile(os.path.join(directory, BIBLIOGRAPHY)):
            return directory
    raise CorpusError("The bundled corpus is missing; install sinorus again.")


def directories_of(directories: Sequence[StrPath] = ()) -> list[str]:
    """*directories*, or else those in ``$SINORUS_CORPUS``, or else that of the bundled corpus.

    Raises:
        CorpusError: the bundled corpus is not there, or a directory is named twice.
    """
    found = [os.fspath(directory) for directory in directories] or [
        name or bundled() for name in from_variable()
    ]
    if len(found) > 1:
        known: set[str] = set()
        for directory in filter(os.path.isdir, found):  # of the others whoever reads them will say it
            if (real := os.path.realpath(directory)) in known:
                raise CorpusError(f"The corpus in {directory!r} is named twice; leave one out.")
            known.add(real)
    return found


def load(*directories: StrPath) -> Corpus:
    """Read the corpora in *directories*, by default those of `directories_of`, as one.

    Records are made when they are asked for, from what `store` keeps of them. Those of one
    corpus may link to those of another, and cite its works.

    Raises:
        CorpusError: a file is missing, is not JSON, or does not fit the model; or two records
            or works have one id.
    """
    found = directories_of(directories)
    files = (*(kind.file for kind in Kind), BIBLIOGRAPHY)
    paths = [os.path.join(directory, file) for directory in found for file in files]
    elsewhere = [path for room in found if os.path.exists(path := os.path.join(room, f"{ELSEWHERE}.json"))]
    sources = SourceFiles.of([*paths, *elsewhere])
    readers = {kind.value: kind.record.trusting for kind in Kind}

    def record(stored: tuple[str, Any]) -> Record:
        kind, raw = stored
        return readers[kind](raw)

    return Corpus(
        records=_Made(shelf("records", sources, lambda: _read_records(found)), record),
        bibliography=shelf("works", sources, lambda: _read_works(found)),
        sources=sources,
        elsewhere=lambda: _read_elsewhere(elsewhere),
    )


def _read_records(directories: Sequence[str]) -> Iterator[tuple[str, tuple[str, Any]]]:
    """The id of every record, with its kind and its JSON object, which fits the model and is harmless.

    Raises:
        CorpusError: as `load`.
    """
    first: dict[str, str] = {}
    for kind in Kind:
        for path in (os.path.join(directory, kind.file) for directory in directories):
            for number, raw in enumerate(entries(path)):
                record = _record(kind, raw, path, number)
                if record.id in first:
                    raise _twice(record.id, first[record.id], path)
                first[record.id] = path
                yield record.id, (kind.value, record.as_json())


def _read_works(directories: Sequence[str]) -> dict[str, Any]:
    """Every work by its id. Two corpora may hold the same entry: each is whole in itself."""
    works: dict[str, Any] = {}
    first: dict[str, str] = {}
    for path in (os.path.join(directory, BIBLIOGRAPHY) for directory in directories):
        for number, work in enumerate(read(path)):
            if not isinstance(work, dict) or not isinstance(work.get("id"), str):
                raise CorpusError(f"{path}: entry {number + 1} has no id; add one.")
            if wrong := fault(work):
                raise CorpusError(f"{path}, {work['id']!r}: {wrong}; see CSL-JSON.")
            entry = _harmless(work)
            if works.setdefault(work["id"], entry) != entry:
                raise _twice(work["id"], first[work["id"]], path)
            first.setdefault(work["id"], path)
    return works


def _read_elsewhere(paths: Sequence[str]) -> tuple[Topic, ...]:
    """What is in the files *paths*, once each: what is elsewhere for two corpora is one thing.

    Raises:
        CorpusError: as `load`.
    """
    found: dict[str, Topic] = {}
    for path in paths:
        for number, raw in enumerate(read(path)):
            with _of_entry(raw, path, number):
                topic = told_elsewhere(raw)
            found.setdefault(topic.id, topic)
    return tuple(found.values())


def is_elsewhere(record_id: str) -> bool:
    """Whether that is no record's id but that of something told elsewhere."""
    return record_id.startswith(f"{ELSEWHERE}:")


def told_elsewhere(raw: Any) -> Topic:
    """The entry *raw* of a file of what is told elsewhere, as a topic of which nothing is told here.

    Its id begins as that of no record does: what is elsewhere for one corpus may be in another.

    Raises:
        CorpusError: it is no object of an id, names and keywords.
    """
    if not isinstance(raw, dict) or raw.keys() != {"id", "names", "keywords"}:
        raise CorpusError("what is elsewhere is an object of 'id', 'names' and 'keywords'")
    topic = Topic.from_json(raw | {"type": ELSEWHERE, "summary": "", "statements": []})
    return replace(topic, id=f"{ELSEWHERE}:{topic.id}")


def _twice(name: str, first: str, second: str) -> CorpusError:
    return CorpusError(f"{second} has the id {name!r} a second time, after {first}; rename one.")


def _harmless(value: Any) -> Any:
    """*value* with every text in it `harmless`."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, list):
        return [_harmless(one) for one in value]
    if isinstance(value, dict):
        return {_harmless(key): _harmless(one) for key, one in value.items()}
    return value


def read(path: StrPath) -> list[Any]:
    """The JSON array in the file *path* of a corpus.

    Raises:
        CorpusError: it is missing or holds none.
    """
    import json  # only a corpus that has changed needs it

    from sinorus_cli.arrays import refuse

    with _in_a_sentence(path):
        if _size(path) > LARGEST:
            raise CorpusError(f"{path} is larger than {LARGEST >> 20} MB; split the corpus.")
        with open(path, encoding="utf-8-sig") as file:
            content = json.load(file, parse_constant=refuse)
    if not isinstance(content, list):
        raise CorpusError(f"{path} holds no array; see the corpus's schema.")
    return content


def entries(path: str) -> Iterator[Any]:
    """As `read`, entry by entry; those of a long file are not all held at once.

    Raises:
        CorpusError: as `read`.
    """
    with _in_a_sentence(path):
        is_long = LONG < _size(path) <= LARGEST
    if not is_long:
        yield from read(path)
        return
    from sinorus_cli.arrays import objects

    with _in_a_sentence(path):
        yield from counted(objects(path), f"Reading {os.path.basename(path)}")


def _size(path: StrPath) -> int:
    """How large the file *path* of a corpus is, in bytes.

    Raises:
        CorpusError: it is no file, or does not lie in the corpus.
        OSError: it is not there.
    """
    found = os.stat(path)
    if not S_ISREG(found.st_mode):  # a device never ends, a pipe waits
        raise CorpusError(f"{path} is no file; put one there.")
    room = os.path.dirname(path)
    if room not in _BUNDLED and os.path.dirname(os.path.realpath(path)) != os.path.realpath(room):
        raise CorpusError(f"{path} is a link to a file elsewhere; put a copy there.")
    return found.st_size


@contextmanager
def _in_a_sentence(path: StrPath) -> Iterator[None]:
    """Have whatever is wrong with the file *path* said in a sentence.

    Raises:
        CorpusError: something is.
    """
    import json

    try:
        yield
    except FileNotFoundError as error:
        step = (
            "put an empty array there if it has none"
            if os.path.isdir(os.path.dirname(path) or os.curdir)
            else _NO_DIRECTORY
        )
        raise CorpusError(f"{path} is missing; {step}.") from error
    except OSError as error:
        raise CorpusError(f"Cannot read {path}: {error.strerror}; check the path.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path} is not JSON: line {error.lineno}, {error.msg}.") from error
    except BrokenArrayError as error:
        raise CorpusError(f"{path} is not JSON: {error}.") from error
    except ValueError as error:
        raise CorpusError(f"{path} holds a number beyond reason; see the corpus's schema.") from error
    except RecursionError as error:
        raise CorpusError(f"{path} is nested too deeply; see the corpus's schema.") from error


def _record(kind: Kind, raw: Any, path: str, number: int) -> Record:
    with _of_entry(raw, path, number):
        record = kind.record.from_json(raw)
        if unknown := [relation.type for relation in record.relations if relation.type not in LINKS]:
            raise CorpusError(f"{unknown[0]!r} is no relation")
        return record


@contextmanager
def _of_entry(raw: Any, path: str, number: int) -> Iterator[None]:
    """Have whatever is wrong with an entry said with its name and its file."""
    try:
        yield
    except CorpusError as error:
        name = raw.get("id") if isinstance(raw, dict) else None
        where = repr(name) if isinstance(name, str) else f"entry {number + 1}"
        raise CorpusError(f"{path}, {where}: {error}; see the corpus's schema.") from error


_NO_DIRECTORY = f"name the directory of a corpus with {OPTION} or ${VARIABLE}"

"""The corpus: where it is, how it is read, how a record is found by its id."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sinorus_cli.corpora import OPTION, VARIABLE, from_variable
from sinorus_cli.errors import CorpusError, UnknownRecordError, harmless
from sinorus_cli.model import Event, Kind, Record, Topic, Treaty
from sinorus_cli.store import Sources, shelf
from sinorus_cli.values import Value

BIBLIOGRAPHY = "bibliography.json"
LARGEST = 500 << 20  # bytes of a file that are read at all
_T = TypeVar("_T")
_MODULE = Path(__file__).resolve().parent

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
    *files* names the file of each record, where a reader has to be told it.
    """

    records: Mapping[str, Record]
    bibliography: Mapping[str, Mapping[str, Any]]
    sources: Sources | None = None
    files: Mapping[str, str] = MappingProxyType({})

    def __iter__(self) -> Iterator[Record]:
        """Every record, kind by kind."""
        return iter(self.records.values())

    def of_kind(self, kind: Kind) -> list[Record]:
        """The records of *kind*, in the order of their file."""
        return [record for record in self if record.kind is kind]

    def find(self, record_id: str) -> Record:
        """The record with that id.

        Raises:
            UnknownRecordError: there is none; the message names the nearest id.
        """
        if record := self.records.get(record_id):
            return record
        from difflib import get_close_matches  # only a mistake needs it

        near = get_close_matches(record_id[:100].lower(), self.records, n=1)
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
        return shelf("links", self.sources, self._read_links)

    def _read_links(self) -> dict[str, list[tuple[str, str]]]:
        links: dict[str, list[tuple[str, str]]] = {}
        for record in self:
            for type_, other in stored_links(record):
                there, back = LINKS[type_]
                links.setdefault(record.id, []).append((there, other))
                links.setdefault(other, []).append((back, record.id))
        return links


class _Made(Mapping[str, _T]):
    """Values by id, each made when it is first asked for."""

    def __init__(self, stored: Mapping[str, Any], make: Callable[[Any], _T]) -> None:
        self._stored, self._make = stored, make
        self._made: dict[str, _T] = {}

    def __getitem__(self, key: str) -> _T:
        if key not in self._made:
            self._made[key] = self._make(self._stored[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


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


def bundled() -> Path:
    """The directory of the corpus that comes with this installation.

    Raises:
        CorpusError: it is not there.
    """
    for directory in (_MODULE / "data", _MODULE.parent.parent / "data"):
        if (directory / BIBLIOGRAPHY).is_file():
            return directory
    raise CorpusError("The bundled corpus is missing; install sinorus again.")


def directories_of(directories: Sequence[Path] = ()) -> list[Path]:
    """*directories*, or else those in ``$SINORUS_CORPUS``, or else that of the bundled corpus.

    Raises:
        CorpusError: the bundled corpus is not there, or a directory is named twice.
    """
    found = list(directories) or [Path(name) if name else bundled() for name in from_variable()]
    if len(found) > 1:
        known: set[str] = set()
        for directory in found:
            if (real := os.path.realpath(directory)) in known:
                raise CorpusError(f"The corpus in {str(directory)!r} is named twice; leave one out.")
            known.add(real)
    return found


def load(*directories: Path) -> Corpus:
    """Read the corpora in *directories*, by default those of `directories_of`, as one.

    Records are made when they are asked for, from what `store` keeps of them. Those of one
    corpus may link to those of another, and cite its works.

    Raises:
        CorpusError: a file is missing, is not JSON, or does not fit the model; or two records
            or works have one id.
    """
    found = directories_of(directories)
    files = (*(kind.file for kind in Kind), BIBLIOGRAPHY)
    sources = Sources.of([directory / file for directory in found for file in files])
    readers = {kind.value: kind.record.trusting for kind in Kind}

    def record(stored: tuple[str, Any]) -> Record:
        kind, raw = stored
        return readers[kind](raw)

    return Corpus(
        records=_Made(shelf("records", sources, lambda: _read_records(found)), record),
        bibliography=shelf("works", sources, lambda: _read_works(found)),
        sources=sources,
    )


def _read_records(directories: Sequence[Path]) -> dict[str, tuple[str, Any]]:
    """Every record by its id: its kind and its JSON object, which fits the model.

    Raises:
        CorpusError: as `load`.
    """
    records: dict[str, tuple[str, Any]] = {}
    first: dict[str, Path] = {}
    for kind in Kind:
        for path in (directory / kind.file for directory in directories):
            for number, raw in enumerate(read(path)):
                record = _record(kind, raw, path, number)
                if record.id in records:
                    raise _twice(record.id, first[record.id], path)
                records[record.id] = kind.value, raw
                first[record.id] = path
    return records


def _read_works(directories: Sequence[Path]) -> dict[str, Any]:
    """Every work by its id. Two corpora may hold the same entry: each is whole in itself."""
    works: dict[str, Any] = {}
    first: dict[str, Path] = {}
    for path in (directory / BIBLIOGRAPHY for directory in directories):
        for number, work in enumerate(read(path)):
            if not isinstance(work, dict) or not isinstance(work.get("id"), str):
                raise CorpusError(f"{path}: entry {number + 1} has no id; add one.")
            entry = _harmless(work)
            if works.setdefault(work["id"], entry) != entry:
                raise _twice(work["id"], first[work["id"]], path)
            first.setdefault(work["id"], path)
    return works


def _twice(name: str, first: Path, second: Path) -> CorpusError:
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


def read(path: Path) -> list[Any]:
    """The JSON array in the file *path* of a corpus.

    Raises:
        CorpusError: it is missing or holds none.
    """
    import json  # only a corpus that has changed needs it

    try:
        if path.stat().st_size > LARGEST:
            raise CorpusError(f"{path} is larger than {LARGEST >> 20} MB; split the corpus.")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        step = "put an empty array there if it has none" if path.parent.is_dir() else _NO_DIRECTORY
        raise CorpusError(f"{path} is missing; {step}.") from error
    except OSError as error:
        raise CorpusError(f"Cannot read {path}: {error.strerror}; check the path.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path} is not JSON: line {error.lineno}, {error.msg}.") from error
    except ValueError as error:
        raise CorpusError(f"{path} holds a number beyond reason; see the corpus's schema.") from error
    except RecursionError as error:
        raise CorpusError(f"{path} is nested too deeply; see the corpus's schema.") from error
    if not isinstance(content, list):
        raise CorpusError(f"{path} holds no array; see the corpus's schema.")
    return content


def _record(kind: Kind, raw: Any, path: Path, number: int) -> Record:
    try:
        record = kind.record.from_json(raw)
        if unknown := [relation.type for relation in record.relations if relation.type not in LINKS]:
            raise CorpusError(f"{unknown[0]!r} is no relation")
        return record
    except CorpusError as error:
        name = raw.get("id") if isinstance(raw, dict) else None
        where = repr(name) if isinstance(name, str) else f"entry {number + 1}"
        raise CorpusError(f"{path}, {where}: {error}; see the corpus's schema.") from error


_NO_DIRECTORY = f"name the directory of a corpus with {OPTION} or ${VARIABLE}"

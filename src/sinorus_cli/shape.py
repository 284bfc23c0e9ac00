"""Whether the files of a corpus have the shape that its JSON Schemas ask for.

jsonschema lives here and nowhere else: it is slow to load, and only `sinorus check` needs it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from sinorus_cli.corpus import BIBLIOGRAPHY, ELSEWHERE, Corpus, bundled, read, told_elsewhere
from sinorus_cli.errors import CorpusError, Problem
from sinorus_cli.model import Kind, Record, Topic
from sinorus_cli.works import fault

_ELSEWHERE = f"{ELSEWHERE}.json"  # which a corpus may do without
SCHEMAS = {kind.file: f"{kind.value}.json" for kind in Kind} | {
    name: name for name in (BIBLIOGRAPHY, _ELSEWHERE)
}
CODE = "shape"
_LONGEST = 160  # characters of what a validator says


def sound_part(directories: Sequence[str]) -> tuple[Corpus, list[Problem]]:
    """Of the corpora in *directories*, what fits the schemas; and what is wrong with the rest.

    Where there are several, files are named with their directories.

    Raises:
        CorpusError: there is no such directory.
    """
    records: dict[str, Record] = {}
    works: dict[str, Any] = {}
    files: dict[str, str] = {}
    elsewhere: list[Topic] = []
    problems: list[Problem] = []
    for directory in map(Path, directories):
        if not os.path.isdir(directory):  # noqa: PTH112  # Path's fails on what can be no name at all
            raise CorpusError(f"{directory} is no directory; name one that holds a corpus.")
        named = {file: str(directory / file) if len(directories) > 1 else file for file in SCHEMAS}
        entries: dict[str, list[dict[str, Any]]] = {}
        for file in SCHEMAS:
            entries[file], found = _sound_entries(directory / file, named[file])
            problems += found
        for kind in Kind:
            file = named[kind.file]
            for entry in entries[kind.file]:
                try:
                    record = kind.record.from_json(entry)
                except CorpusError as error:  # what no schema says: a thirteenth month
                    problems.append(Problem(code=CODE, file=file, id=entry["id"], sentence=str(error)))
                    continue
                if other := records.get(record.id):
                    taken = f"has the id of the {other.kind} in {files[record.id]}"
                    problems.append(Problem(code=CODE, file=file, id=record.id, sentence=taken))
                records.setdefault(record.id, record)
                files.setdefault(record.id, file)
        for entry in entries[_ELSEWHERE]:
            try:
                topic = told_elsewhere(entry)
            except CorpusError as error:
                problems.append(
                    Problem(code=CODE, file=named[_ELSEWHERE], id=entry["id"], sentence=str(error))
                )
                continue
            elsewhere.append(topic)
            files[topic.id] = named[_ELSEWHERE]
        for work in entries[BIBLIOGRAPHY]:
            if works.setdefault(work["id"], work) != work:
                taken = "has the id of another work in another bibliography"
                problems.append(Problem(code=CODE, file=named[BIBLIOGRAPHY], id=work["id"], sentence=taken))
    corpus = Corpus(records=records, bibliography=works, files=files, elsewhere=lambda: tuple(elsewhere))
    return corpus, problems


def _sound_entries(path: Path, named: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The entries of the file *path* that fit its schema, and what is wrong with the rest."""
    if path.name == _ELSEWHERE and not path.exists():
        return [], []
    try:
        array = read(path)
    except CorpusError as error:
        return [], [Problem(code=CODE, file=named, id="", sentence=str(error))]
    sound, problems = [], []
    fits, seen = validator(SCHEMAS[path.name]), set[str]()
    for number, entry in enumerate(array):
        name = _name(entry, number)
        found = [*_faults(fits, entry), *_uncitable(path.name, entry)]
        if name in seen:
            found.append("has the id of another entry")
        seen.add(name)
        problems += [Problem(code=CODE, file=named, id=name, sentence=one) for one in found]
        if not found:
            sound.append(entry)
    return sound, problems


@cache
def validator(schema: str) -> Draft202012Validator:
    """The validator of one entry of the files that *schema*, such as ``treaty.json``, is for."""
    schemas = {
        path.name: json.loads(path.read_text("utf-8")) for path in Path(bundled(), "schema").glob("*.json")
    }
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(content)) for name, content in schemas.items()]
    )
    return Draft202012Validator(schemas[schema]["items"], registry=registry)


def _faults(validator: Draft202012Validator, entry: Any) -> Iterator[str]:
    for error in sorted(validator.iter_errors(entry), key=_where):
        where = _where(error)
        said = error.message if len(error.message) <= _LONGEST else error.message[: _LONGEST - 1] + "…"
        yield f"{where}: {said}" if where else said


def _uncitable(file: str, entry: Any) -> Iterator[str]:
    """What CSL-JSON asks of a work and our schema leaves to it."""
    if file == BIBLIOGRAPHY and isinstance(entry, dict) and (wrong := fault(entry)):
        yield wrong


def _where(error: ValidationError) -> str:
    return ".".join(map(str, error.absolute_path))


def _name(entry: Any, number: int) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else f"entry {number + 1}"

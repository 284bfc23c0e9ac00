"""Corpora and caches of people who mean harm: nothing is obeyed, followed, or believed."""

import copy
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sinorus_cli.corpus import BIBLIOGRAPHY, VARIABLE
from sinorus_cli.model import Kind
from tests.conftest import FROZEN
from tests.running import GOOD, call, environment

FILES = [*(kind.file for kind in Kind), BIBLIOGRAPHY]
COMMANDS = [[name, *arguments] for name, arguments in GOOD.items()]
OBEYED = {
    "colour": "\x1b[31m",
    "title of the window": "\x1b]0;evil\x07",
    "device control": "\x1bP$q\x1b\\",
    "C1": "\x9b2J\x90\x9d",
    "right to left": "\u202e\u202b\u2067\u2069\u200f\u061c",
    "lines": "\r\n\n\x0b\x0c\x85\u2028\u2029",
    "back": "\x08\x7f",
    "null": "\x00",
}
MARKUP = "[bold red][link=file:///etc/passwd]x[/link][/] :warning: \\[x]"
# What refers to something is left as it is, as there would be nothing to show otherwise.
_REFERRING = {
    "date",
    "id",
    "type",
    "birth",
    "death",
    "floruit",
    "in_force",
    "ratified",
    "exchanged",
    "calendar",
}
_REFERRING |= {"place", "places", "role", "languages", "language", "DOI", "via"}


def poisoned(value, text):
    """*value*, JSON of a corpus, with *text* after every text that is shown."""
    if isinstance(value, str):
        return value + text
    if isinstance(value, list):
        return [poisoned(one, text) for one in value]
    if isinstance(value, dict):
        return {key: one if key in _REFERRING else poisoned(one, text) for key, one in value.items()}
    return value


def corpus_of(directory, change):
    """The frozen corpus in *directory*, *change* made to the content of each file."""
    directory.mkdir(exist_ok=True)
    for file in FILES:
        content = json.loads((FROZEN / file).read_text(encoding="utf-8"))
        (directory / file).write_text(json.dumps(change(content)), encoding="utf-8")
    return directory


@pytest.mark.parametrize("way", ["terminal", "plain", "json"])
@pytest.mark.parametrize("text", OBEYED.values(), ids=list(OBEYED))
def test_no_text_of_a_corpus_commands_a_terminal(text, way, tmp_path):
    """What a terminal would obey is shown by a sign that stands for it, in every command and format."""
    corpus = corpus_of(tmp_path / "corpus", lambda content: poisoned(content, text))
    for command in COMMANDS:
        found = call(*command, "-f", way, corpus=corpus, terminal=True)
        assert found.status in (0, 1, 3), found.err
        raw = set("".join(OBEYED.values())) - {"\n"} - set("P$q2J]0;evil[31m\\")
        assert not raw & set(found.out + found.err), command
    if way == "plain":
        assert call("treaty", corpus=corpus).out.count("\n") == call("treaty").out.count("\n")


def test_no_id_of_a_corpus_commands_a_terminal(tmp_path):
    """Nor do ids, which refer to each other, and keys that there should not be."""

    def change(content):
        text = json.dumps(content).replace("nerchinsk-1689", "nerchinsk-1689\\u001b[2J\\u202e")
        return json.loads(text)

    corpus = corpus_of(tmp_path / "corpus", change)
    for command in COMMANDS:
        for way in ("terminal", "plain", "json"):
            found = call(*command, "-f", way, corpus=corpus, terminal=True)
            assert not {"\x1b", "\u202e"} & set(found.out + found.err)
    content = json.loads((corpus / "events.json").read_text(encoding="utf-8"))
    content[0]["\x1b[2J"] = 1
    (corpus / "events.json").write_text(json.dumps(content), encoding="utf-8")
    for command in (["event"], ["check", str(corpus)]):
        found = call(*command, corpus=corpus, terminal=True)
        assert "[2J" in found.out + found.err
        assert "\x1b" not in found.out + found.err


def test_markup_is_shown(tmp_path):
    """Markup in a corpus or a query is shown and not obeyed."""
    corpus = corpus_of(tmp_path / "corpus", lambda content: poisoned(content, MARKUP))
    for way in ("terminal", "plain"):
        shown = call("treaty", "-f", way, corpus=corpus, COLUMNS="400", terminal=True, TERM="xterm").out
        assert f"Treaty of Nerchinsk{MARKUP}" in shown
        assert "\x1b]8" not in shown  # a link
    asked = "[bold]xq[/] [link=file:///x]y[/link] :warning:"
    assert asked in call("treaty", asked, terminal=True, TERM="xterm").err


OUTSIDE = """
import os, sys
opened = []
sys.addaudithook(lambda event, args: event in ("open", "sqlite3.connect") and opened.append(args[0]))
from sinorus_cli.program import run
import rich.console, typer
commands = {commands}
for command in commands:
    for way in ("terminal", "plain", "json"):
        sys.argv = ["sinorus", *command, "-f", way]
        run()
for path in opened:
    if isinstance(path, (str, bytes, os.PathLike)):
        print(os.fsdecode(path).removeprefix("file://").removesuffix("?mode=ro&immutable=1"), file=sys.stderr)
"""


def test_no_path_in_a_corpus_is_opened(tmp_path):
    """Whatever paths a corpus holds, only its own files, the cache and our code are opened."""
    secret = tmp_path / "secret.json"
    secret.write_text("[]", encoding="utf-8")
    names = ["../secret.json", str(secret), secret.as_uri(), "../secret"]

    def change(content):
        content = poisoned(content, f" {' '.join(names)}")
        for record, name in zip(content, names, strict=False):
            record["id"] = name
        return content

    corpus = corpus_of(tmp_path / "corpus", change)
    commands = [*COMMANDS, *(["show", name] for name in names), ["check", str(corpus)]]
    done = subprocess.run(
        [sys.executable, "-c", OUTSIDE.format(commands=commands)], capture_output=True, check=True, text=True,
        env=environment(XDG_CACHE_HOME=str(tmp_path / "cache")) | {VARIABLE: str(corpus)},
    )  # fmt: skip
    opened = {Path(line) for line in done.stderr.splitlines() if line.startswith("/")}
    assert {corpus / file for file in FILES} <= opened
    allowed = (corpus, tmp_path / "cache", Path(sys.prefix), Path(sys.base_prefix), FROZEN.parent.parent)
    assert [
        path
        for path in opened
        if not path.is_relative_to(os.devnull) and not any(map(path.is_relative_to, allowed))
    ] == []


STRANGE = {
    "a link out": lambda path, outside: path.symlink_to(outside),
    "a device": lambda path, outside: path.symlink_to("/dev/zero"),
    "a pipe": lambda path, outside: os.mkfifo(path),
    "a directory": lambda path, outside: path.mkdir(),
    "a link to itself": lambda path, outside: path.symlink_to(path),
}


@pytest.mark.parametrize("file", ["treaties.json", BIBLIOGRAPHY])
@pytest.mark.parametrize("make", STRANGE.values(), ids=list(STRANGE))
def test_what_is_no_file_of_the_corpus_is_refused(make, file, tmp_path):
    """Only files that lie in the directory are read: the rest is refused in a sentence, without waiting."""
    outside = tmp_path / "outside.json"
    shutil.copy(FROZEN / file, outside)
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    (corpus / file).unlink()
    make(corpus / file, outside)
    found = call("treaty", "nerchinsk", corpus=corpus)
    assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
    assert file in found.err
    assert f"shape\t{file}" in call("check", str(corpus)).out


def within(command, corpus, megabytes, seconds):
    """Run the program on *corpus* in a process that may take so much memory and time."""

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return subprocess.run(
        [sys.executable, "-m", "sinorus_cli", *command], preexec_fn=limit, capture_output=True, check=False,
        text=True, env=environment() | {VARIABLE: str(corpus)}, timeout=20 * seconds,
    )  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_huge_file(file, tmp_path):
    """A file of 1 GB is refused in a sentence, in no time and no memory."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    os.truncate(corpus / file, 1 << 30)
    done = within(["treaty", "nerchinsk"], corpus, megabytes=400, seconds=5)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"{file} is larger than" in done.stderr


@pytest.mark.parametrize(
    "command", [["treaty", "nerchinsk", "--json"], ["about"], ["check"]], ids=lambda c: c[0]
)
def test_a_file_that_fills_the_memory(command, tmp_path):
    """Where a corpus takes more memory than there is, a sentence says so."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    (corpus / BIBLIOGRAPHY).write_text(f"[{'{},' * 5_000_000}{{}}]", encoding="utf-8")
    done = within(command, corpus, megabytes=300, seconds=10)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "memory" in done.stderr


NESTED = {  # of % there are as many as there are levels
    "the file": "[%",
    "arrays": '[{"id": "x", "note": [%0]%}]',
    "objects": '[{"id": "x", "note": {"a":%0}%}]',
    "statements": '[{"id": "x", "type": "y", "title": "z", "names": {"en": ["x"]}, "statements": [%]%}]',
}


def deep(nested, depth):
    """*nested* with what stands before a % so many times."""
    return re.sub(r"(\[|\]|\}|{\"a\":)%", lambda match: match[1] * depth, nested)


@pytest.mark.parametrize("depth", [60, 300, 450, 600, 900, 980, 10_000, 1_000_000])
@pytest.mark.parametrize("file", ["events.json", BIBLIOGRAPHY])
@pytest.mark.parametrize("nested", NESTED.values(), ids=list(NESTED))
def test_deep_nesting(nested, file, depth, tmp_path):
    """JSON that is nested deeply is refused in a sentence by whatever reads it, and by `check`."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    (corpus / file).write_text(deep(nested, depth), encoding="utf-8")
    for command in (["treaty", "nerchinsk"], ["export"]):
        found = call(*command, corpus=corpus)
        assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
        assert file in found.err
    found = call("check", str(corpus))
    assert found.status == 1
    assert file in found.out


LONG = {  # each beginning is repeated up to 17 MB, more than is held of a file as a whole
    "nested arrays": ("[", "["),
    "nested objects": ('[{"id": ', '{"a":'),
    "a text": ('[{"id": "', "x"),
    "a number": ('[{"id": ', "9"),
    "blanks": ("[", " "),
    "nulls": ("", "\0"),
}


@pytest.mark.parametrize("file", ["events.json", BIBLIOGRAPHY])
@pytest.mark.parametrize(("start", "more"), LONG.values(), ids=list(LONG))
def test_a_long_file_without_end(start, more, file, tmp_path):
    """A long file that is no array of records is refused in a sentence, in little time and memory."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    (corpus / file).write_text(start + more * ((17 << 20) // len(more)), encoding="utf-8")
    done = within(["treaty", "nerchinsk"], corpus, megabytes=600, seconds=10)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert file in done.stderr


def test_huge_numbers_and_long_texts(tmp_path):
    """A number of a million digits, and a text of some megabytes, take neither long nor down anything."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    works = json.loads((corpus / BIBLIOGRAPHY).read_text(encoding="utf-8"))
    works[0]["title"] = "long " * 500_000
    (corpus / BIBLIOGRAPHY).write_text(json.dumps(works), encoding="utf-8")
    before = time.process_time()
    for way in ("terminal", "plain", "json"):
        assert call("treaty", "nerchinsk", "-f", way, corpus=corpus).status == 0
    assert time.process_time() - before < 20
    (corpus / "places.json").write_text(f"[{'9' * 1_000_000}]", encoding="utf-8")
    found = call("place", corpus=corpus)
    assert (found.status, "places.json" in found.err) == (2, True)


UNCITABLE = [
    {"author": 5},
    {"author": ["Marshall"]},
    {"author": [{"family": ["Marshall"]}]},
    {"editor": None},
    {"title": ["Title"]},
    {"type": {}},
    {"publisher": 1},
    {"container-title": {}},
    {"volume": [1]},
    {"issued": "1689"},
    {"issued": {"date-parts": [[]]}},
    {"issued": {"date-parts": [[1689, 13]]}},
    {"issued": {"date-parts": [[1689, "August"]]}},
    {"accessed": {"date-parts": 1689}},
    {"accessed": {"date-parts": [[None]]}},
]


@pytest.mark.parametrize("broken", UNCITABLE, ids=str)
def test_works_that_cannot_be_cited(broken, tmp_path):
    """A work that is no CSL-JSON is refused in a sentence that names it and what is wrong."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    works = json.loads((corpus / BIBLIOGRAPHY).read_text(encoding="utf-8"))
    works[0] |= broken
    (corpus / BIBLIOGRAPHY).write_text(json.dumps(works), encoding="utf-8")
    found = call("treaty", "nerchinsk", corpus=corpus)
    assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
    assert f"{works[0]['id']!r}: {next(iter(broken))!r} is" in found.err
    assert f"{works[0]['id']}\t{next(iter(broken))!r} is" in call("check", str(corpus)).out


# What cannot be shown: file, key, value.
UNSHOWABLE = [
    ("places.json", "coordinates", [1]),
    ("places.json", "coordinates", [1, 2, 3]),
    ("places.json", "coordinates", [1, float("nan")]),
    ("places.json", "coordinates", [1, float("inf")]),
    ("places.json", "coordinates", [1, "2"]),
    ("treaties.json", "stated", [{"calendar": "julian", "text": "x", "note": "y", "date": "1689"}]),
    ("treaties.json", "stated", [{"calendar": "julian", "text": "x", "note": "y", "date": "1689-13-01"}]),
    ("treaties.json", "stated", [{"calendar": "julian", "text": "x", "note": "y", "date": "soon"}]),
]


@pytest.mark.parametrize(("file", "key", "value"), UNSHOWABLE, ids=str)
def test_what_cannot_be_shown(file, key, value, tmp_path):
    """Coordinates that are no pair of degrees and days that are none are refused in a sentence."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    records = json.loads((corpus / file).read_text(encoding="utf-8"))
    records[0][key] = value
    (corpus / file).write_text(json.dumps(records), encoding="utf-8")
    for way in ("plain", "json"):
        found = call("show", records[0]["id"], "-f", way, corpus=corpus)
        assert (found.status, found.out, found.err.count("\n")) == (2, "", 1)
        assert file in found.err
    found = call("check", str(corpus))
    assert found.status == 1
    assert f"shape\t{file}" in found.out


@pytest.mark.parametrize("name", ["x\x00y", "\ud800", "x" * 5000, "x/" * 2000, "/dev/null", "/dev/zero"])
def test_no_directory(name):
    """What can be no directory is told to be none, alone and beside another."""
    for directories in ([name], [str(FROZEN), name]):
        found = call("check", *directories)
        assert (found.status, found.err.count("\n")) == (2, 1)
        assert "is no directory" in found.err


@pytest.fixture
def cached(tmp_path):
    """The directory of a cache that the frozen corpus has just been kept in, and its files."""
    call("treaty", "nerchinsk", XDG_CACHE_HOME=str(tmp_path))
    call("year", "1689", XDG_CACHE_HOME=str(tmp_path))
    directory = tmp_path / "sinorus"
    assert list(directory.iterdir())
    return directory


def forged(directory):
    """Make the cache in *directory* lie: every text in it has another of the same length."""
    for path in directory.iterdir():
        content = path.read_bytes()
        assert path.stat().st_size == len(content)
        path.write_bytes(content.replace(b"Treaty of Nerchinsk", b"Treaty of Versaille"))


def asked(directory):
    """What is answered with the cache in *directory*."""
    found = [
        call(*command, "--json", XDG_CACHE_HOME=str(directory.parent))
        for command in (["treaty", "nerchinsk"], ["year", "1689"])
    ]
    assert [one.status for one in found] == [0, 0]
    return "".join(one.out for one in found)


def test_a_cache_that_was_changed_is_not_believed(cached):
    """Texts that were changed in the cache are not shown."""
    forged(cached)
    assert "Versaille" not in asked(cached)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("command", [["treaty", "nerchinsk"], ["year", "1689"]], ids=lambda c: c[0])
@pytest.mark.parametrize("of", ["files", "directory"])
def test_a_cache_of_somebody_else_is_not_opened(of, command, cached, monkeypatch):
    """Files of another user, or in another user's directory, are not read; nor is that written to."""
    monkeypatch.setattr("sinorus_cli.store._checksum", lambda content: b"same")  # only the owner is to tell
    for path in cached.iterdir():
        path.unlink()
    asked(cached)
    forged(cached)
    assert "Versaille" in asked(cached)
    files = sorted(cached.iterdir())
    for path in [cached] if of == "directory" else files:
        os.chown(path, 65534, 65534)
    contents = [path.read_bytes() for path in files]
    found = call(*command, "--json", XDG_CACHE_HOME=str(cached.parent))
    assert "Treaty of Nerchinsk" in found.out
    assert "Versaille" not in found.out
    if of == "directory":
        assert [path.read_bytes() for path in sorted(cached.iterdir())] == contents


@pytest.mark.parametrize("length", [0, 1, 100, 5000])
def test_a_cache_cut_short_is_made_anew(length, cached):
    """A cache of which only a beginning was written changes no answer."""
    expected = asked(cached)
    for path in list(cached.iterdir()):
        os.truncate(path, min(length, path.stat().st_size))
    assert asked(cached) == expected


def test_a_cache_of_another_corpus_is_not_believed(cached, tmp_path):
    """What was kept of one corpus is not taken for another, whatever the names of the files."""
    expected = asked(cached)
    other = corpus_of(tmp_path / "other", lambda content: poisoned(copy.deepcopy(content), " (forged)"))
    elsewhere = tmp_path / "elsewhere"
    call("treaty", "nerchinsk", corpus=other, XDG_CACHE_HOME=str(elsewhere))
    call("year", "1689", corpus=other, XDG_CACHE_HOME=str(elsewhere))
    theirs = {path.name.rsplit("-", 1)[0]: path for path in (elsewhere / "sinorus").iterdir()}
    for path in cached.iterdir():
        shutil.copy(theirs[path.name.rsplit("-", 1)[0]], path)
    assert asked(cached) == expected


def test_a_cache_that_is_no_directory(tmp_path):
    """Where the cache cannot be, answers are the same."""
    (tmp_path / "sinorus").write_text("", encoding="utf-8")
    found = call("treaty", "nerchinsk", XDG_CACHE_HOME=str(tmp_path))
    assert found == call("treaty", "nerchinsk")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away")
def test_the_directory_above_may_be_another_s(tmp_path):
    """A cache in a place that all share, as /tmp is, is written and read."""
    os.chown(tmp_path, 65534, 65534)
    call("year", "1689", XDG_CACHE_HOME=str(tmp_path))
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "sinorus").iterdir()}
    assert kept
    call("year", "1689", XDG_CACHE_HOME=str(tmp_path))
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "sinorus").iterdir()} == kept

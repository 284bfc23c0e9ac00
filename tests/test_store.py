"""What is kept in the cache directory: believed only as long as it is true."""

import os

import pytest

from sinorus_cli import store
from sinorus_cli.store import kept


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A file that values are worked out from, and an empty cache."""
    monkeypatch.setattr(store, "directory", lambda: tmp_path / "cache")
    path = tmp_path / "source.json"
    path.write_text("[1]", encoding="utf-8")
    return path


def made(source, value="made"):
    """Ask for a value; say whether it had to be made anew."""
    asked = []
    got = kept("value", [source], lambda: asked.append(1) or value)
    return got, bool(asked)


def test_made_once(source):
    """A value is made the first time and read after that."""
    assert made(source) == ("made", True)
    assert made(source, "another") == ("made", False)


def test_made_anew_when_a_source_changes(source):
    """When a source changes, what was made from it is not believed."""
    made(source)
    source.write_text("[1, 2]", encoding="utf-8")
    assert made(source, "anew") == ("anew", True)
    os.utime(source, (1, 1))
    assert made(source, "again") == ("again", True)


@pytest.mark.parametrize(
    "damage",
    [lambda content: b"", lambda content: content[:-1], lambda content: content[:200],
     lambda content: content[:-2] + b"\xff\xff", lambda content: content + b"more",
     lambda content: b"\x00" * 4000],
    ids=["empty", "short", "cut", "flipped", "long", "zeros"],
)  # fmt: skip
def test_damage_is_seen(source, damage):
    """A damaged file, such as an interruption might leave, is made anew."""
    made(source)
    (path,) = (source.parent / "cache").iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert made(source, "anew") == ("anew", True)
    assert made(source) == ("anew", False)


def test_does_without_a_directory(source, monkeypatch):
    """Where nothing can be written, values are made each time and nothing fails."""
    monkeypatch.setattr(store, "directory", lambda: source / "not a directory")
    assert made(source) == ("made", True)
    assert made(source) == ("made", True)


def test_nothing_else_is_left_behind(source):
    """Writing leaves one file and no parts of it."""
    made(source)
    made(source)
    assert len(list((source.parent / "cache").iterdir())) == 1


def test_without_sources_nothing_is_kept(source):
    """What was made of no file is made each time; a missing source is for *make* to tell."""
    assert kept("value", [], lambda: 1) == 1
    assert kept("value", [source.parent / "missing"], lambda: 2) == 2
    assert not (source.parent / "cache").exists()


@pytest.mark.parametrize(
    ("platform", "variable", "end"),
    [("linux", "XDG_CACHE_HOME", "sinorus"), ("darwin", None, "Library/Caches/sinorus"),
     ("win32", "LOCALAPPDATA", "sinorus")],
)  # fmt: skip
def test_directory(platform, variable, end, monkeypatch, tmp_path):
    """Each platform has its place for caches."""
    monkeypatch.setattr(store.sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    assert store.directory().as_posix().endswith(end)
    assert store.directory().is_relative_to(tmp_path)

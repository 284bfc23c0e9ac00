"""What is kept in the cache directory: believed only as long as it is true."""

import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sinorus_cli import store
from sinorus_cli.store import SourceFiles, grouped, kept, pairs, shelf


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
    got = kept("value", SourceFiles.of([source]), lambda: asked.append(1) or value)
    return got, bool(asked)


def test_made_once(source):
    """A value is made the first time and read after that."""
    assert made(source) == ("made", True)
    assert made(source, "another") == ("made", False)


def test_made_anew_when_a_source_changes(source):
    """When a source changes, what was made from it is not believed."""
    made(source)
    stat = source.stat()
    source.write_text("[2]", encoding="utf-8")
    os.utime(source, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert made(source, "same size and time") == ("same size and time", True)
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
    assert kept("value", None, lambda: 1) == 1
    assert kept("value", SourceFiles.of([source.parent / "missing"]), lambda: 2) == 2
    assert not (source.parent / "cache").exists()


def test_what_was_read_keeps_its_key(source):
    """What is worked out late from what was read early is not believed of the file as it is now."""
    early = SourceFiles.of([source])
    source.write_text("[1, 2]", encoding="utf-8")
    assert kept("value", early, lambda: "old") == "old"
    assert made(source, "new") == ("new", True)


VALUES = {"one": [1, "a"], "two": {"b": None}, "\udcff": 3}


def shelved(source, values=VALUES):
    """Ask for a shelf; say whether its values had to be made anew."""
    asked = []
    got = shelf("values", SourceFiles.of([source]), lambda: asked.append(1) or values)
    return got, asked


def test_shelf(source):
    """Values are made once, and read by key in their order after that."""
    assert dict(shelved(source)[0]) == VALUES
    again, asked = shelved(source)
    assert (list(again), dict(again), len(again)) == (list(VALUES), VALUES, 3)
    assert not asked
    assert "three" not in again
    source.write_text("[1, 2]", encoding="utf-8")
    assert dict(shelved(source, {"one": 2})[0]) == {"one": 2}


def test_a_shelf_from_pairs(source):
    """Values that come one by one are written as they come, and asked for once."""
    asked = []

    def values():
        asked.append(1)
        yield from VALUES.items()

    for _ in range(2):
        got = shelf("values", SourceFiles.of([source]), values)
        assert (dict(got), list(pairs(got)), len(got)) == (VALUES, list(VALUES.items()), 3)
    assert asked == [1]


def test_pairs_without_a_shelf():
    """Values that are on no shelf are read in turn all the same."""
    assert list(pairs(VALUES)) == list(VALUES.items())


def test_pairs_from_a_damaged_shelf(source):
    """Damage that is met on the way leaves nothing out and gives nothing twice."""
    values = {f"key {number}": "x" * 50 for number in range(200)} | {"last": "y" * 50}
    shelved(source, values)
    (path,) = (source.parent / "cache").iterdir()
    path.write_bytes(path.read_bytes().replace(b"yyyyyyyy", b"yyyyxyyy", 1))
    got, asked = shelved(source, values)
    assert not asked
    assert list(pairs(got)) == list(values.items())
    assert asked


@pytest.mark.parametrize("place", [0, 1, slice(2)], ids=["here", "there", "both"])
def test_a_damaged_key(source, place):
    """What should be there and is not is made anew; what was never there is not looked for so.

    A key stands twice in a shelf: with its value, and where it is looked up.
    """
    values = {f"key {number:03}": number for number in range(200)}
    shelved(source, values)
    (path,) = (source.parent / "cache").iterdir()
    got, asked = shelved(source, values)
    assert "key 200" not in got
    assert not asked
    content = bytearray(path.read_bytes())
    places = [match.start() for match in re.finditer(b"key 100", content)]
    assert len(places) == 2
    for start in [places[place]] if isinstance(place, int) else places[place]:
        content[start : start + 7] = b"key 1x0"
    path.write_bytes(content)
    got, asked = shelved(source, values)
    assert got["key 100"] == 100


@pytest.mark.parametrize("read", [dict, lambda got: dict(pairs(got))])
def test_damaged_keys_are_not_read_in_turn(source, read):
    """Where a key is damaged, all of them are made anew before they are read one after another."""
    values = {f"key {number:03}": number for number in range(200)}
    shelved(source, values)
    (path,) = (source.parent / "cache").iterdir()
    path.write_bytes(path.read_bytes().replace(b"key 100", b"key 1x0"))
    assert read(shelved(source, values)[0]) == values


def test_made_anew_with_another_stemmer(source, tmp_path, monkeypatch):
    """What was made with another version of a library is not believed."""
    made(source)
    (library := tmp_path / "Stemmer.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "Stemmer", raising=False)
    assert made(source, "anew") == ("anew", True)
    library.write_text("# another", encoding="utf-8")
    assert made(source, "again") == ("again", True)
    assert made(source) == ("again", False)


def test_a_user_without_a_home(tmp_path, monkeypatch):
    """Where nothing says what `~` is nothing is kept, and no directory of that name is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(store.os.path, "expanduser", lambda path: path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "source.json").write_text("[]", encoding="utf-8")
    assert kept("value", SourceFiles.of(["source.json"]), lambda: 1) == 1
    assert shelf("values", SourceFiles.of(["source.json"]), lambda: {"one": 1}) == {"one": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["source.json"]


def test_what_fails_half_way_leaves_no_shelf(source):
    """Where a value cannot be made, what was written so far is not kept."""

    def values():
        yield "one", 1
        raise KeyError("two")

    with pytest.raises(KeyError):
        shelf("values", SourceFiles.of([source]), values)
    assert not list((source.parent / "cache").iterdir())


def test_grouped():
    """Values of one key come together in their order, whatever stood between them."""
    stored = [("b", 1), ("a", 2), ("b", [3]), ("\udcff", 4), ("a", None)]
    assert dict(grouped(stored)) == {"a": [2, None], "b": [1, [3]], "\udcff": [4]}


def test_what_was_never_finished_is_swept_away(source):
    """A part that a killed process left goes after a day; one that may be in use stays."""
    made(source)
    (path,) = (source.parent / "cache").iterdir()
    old, new = (path.with_name(f"{path.stem}{name}{store.PART}") for name in ("old", "new"))
    for part in (old, new):
        part.write_text("half")
    os.utime(old, (1, 1))
    source.write_text("[1, 2]", encoding="utf-8")
    made(source)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_shelf_is_one_file_while_it_is_made(source):
    """Nothing but the part itself is there, so that nothing else has to be swept away."""
    there = []

    def values():
        yield "one", 1
        there.extend(path.suffix for path in (source.parent / "cache").iterdir())

    shelf("values", SourceFiles.of([source]), values)
    assert there == [store.PART]


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_shelf_cut_short(source, size):
    """A shelf that was cut short is made anew, whenever that is seen."""
    big = {f"key {number}": "x" * 50 for number in range(200)}
    shelved(source, big)
    (path,) = (source.parent / "cache").iterdir()
    path.write_bytes(path.read_bytes()[:size])
    got, _ = shelved(source, big)
    assert list(got) == list(big)
    assert dict(got) == big
    assert dict(shelved(source, big)[0]) == big


def test_a_shelf_with_a_flipped_byte(source):
    """A value that was damaged is not believed."""
    shelved(source, {"one": "x" * 50})
    (path,) = (source.parent / "cache").iterdir()
    path.write_bytes(path.read_bytes().replace(b"xxxxxxxx", b"xxxxyxxx", 1))
    assert shelved(source, {"one": "x" * 50})[0]["one"] == "x" * 50


@pytest.mark.parametrize("value", ["NULL", "1", "1.5", "'text'"])
def test_a_shelf_with_what_is_no_value(source, value):
    """Where damage turned bytes into something else, the shelf is made anew, its key included."""
    shelved(source, {"one": "x"})
    (path,) = (source.parent / "cache").iterdir()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE shelf SET value = {value}")
    assert dict(shelved(source, {"one": "x"})[0]) == {"one": "x"}


def test_another_user_is_not_believed(source, monkeypatch):
    """A file of another user is not opened."""
    made(source)
    shelved(source)
    monkeypatch.setattr(store.os, "getuid", lambda: 12345)
    assert made(source, "mine") == ("mine", True)
    assert shelved(source)[1]


LENT = [  # what is lent to others, and how
    ("cache", 0o777),
    ("cache", 0o770),
    ("values", 0o666),
    ("values", 0o620),
]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="POSIX alone has these modes")
@pytest.mark.parametrize(("what", "mode"), LENT, ids=[f"{what}-{mode:o}" for what, mode in LENT])
def test_what_others_may_write_is_not_believed(source, what, mode):
    """Nor is what lies where others may put files in its place."""
    made(source)
    shelved(source)
    cache = source.parent / "cache"
    for path in [cache] if what == "cache" else cache.iterdir():
        path.chmod(mode)
    assert made(source, "mine") == ("mine", True)
    assert shelved(source)[1]


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077], ids=oct)
def test_believed_whatever_the_umask(source, mask):
    """What we write ourselves is for this user alone, whatever others may do with new files."""
    before = os.umask(mask)
    try:
        made(source)
        shelved(source)
    finally:
        os.umask(before)
    assert made(source, "another") == ("made", False)
    assert not shelved(source)[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(source):
    """What is no file is made anew as one, without being opened."""
    made(source)
    shelved(source)
    for path in (source.parent / "cache").iterdir():
        path.unlink()
        os.mkfifo(path, 0o600)
    assert made(source, "anew") == ("anew", True)
    assert shelved(source)[1]
    assert made(source) == ("anew", False)


def test_a_directory_in_place_of_a_file(source):
    """What cannot be replaced is done without."""
    made(source)
    shelved(source)
    for path in (source.parent / "cache").iterdir():
        path.unlink()
        path.mkdir(mode=0o700)
    assert made(source, "anew") == ("anew", True)
    assert shelved(source)[1]


def test_one_name_is_not_taken_for_another(source):
    """What was kept under another name, of the same sources, is not believed."""
    sources = SourceFiles.of([source])
    kept("one", sources, lambda: 1)
    shelf("some", sources, lambda: {"x": 1})
    cache = source.parent / "cache"
    for name, other in (("one", "two"), ("some", "more")):
        (path,) = cache.glob(f"{name}-*")
        path.rename(cache / path.name.replace(name, other))
    assert kept("two", sources, lambda: 2) == 2
    assert dict(shelf("more", sources, lambda: {"x": 2})) == {"x": 2}


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
    assert Path(store.directory()).as_posix().endswith(end)
    assert Path(store.directory()).is_relative_to(tmp_path)


def test_a_relative_cache_directory_is_ignored(monkeypatch, tmp_path):
    """As the XDG base directory specification has it."""
    monkeypatch.setattr(store.sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert Path(store.directory()) == tmp_path / ".cache" / "sinorus"

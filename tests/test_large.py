"""Large corpora: read in a stream, looked up in an index on disk, answered as small ones are.

What counts as large is made small, so that the corpora of the tests are large.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import generate
from benchmarks.relevance import judge, ours, queries
from sinorus_cli import arrays, store
from sinorus_cli import corpus as corpora
from sinorus_cli.corpus import bundled, load
from sinorus_cli.errors import BrokenArrayError, CorpusError
from sinorus_cli.model import Kind
from sinorus_cli.search import look_up, on_disk
from tests.conftest import FROZEN
from tests.test_corpus import BROKEN, FILES

FEW = 5  # records, of which the frozen corpus has more
POINTS = 0.02  # what an index may cost of what is found
MADE = 1000  # records of the generated corpus
MIDDLING = 10_000  # records, the most that need no index


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache directory."""
    monkeypatch.setattr(store, "directory", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def large(cache, monkeypatch):
    """Every corpus is large; where the index is kept."""
    monkeypatch.setattr(corpora, "LARGE", FEW)
    return cache


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A corpus of the generator's, with its queries."""
    directory = tmp_path_factory.mktemp("generated")
    generate(directory, MADE)
    rows = (directory / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return directory, [json.loads(row) for row in rows]


def indexes(cache):
    """The indexes in *cache*."""
    return list(cache.glob("index-*.cache"))


ASKED = [
    ("show", "nerchinsk-1689"),
    ("treaty", "nerchinks"),
    ("treaty", "kyakhta"),
    ("treaty", "Нерчинского договора"),
    ("person", "Головин"),
    ("place", "尼布楚"),
    ("search", "siege of albazim"),
    ("search", "fur trade", "--kind", "topic"),
    ("search", "siege of albazin", "--exact"),
    ("treaty", "versailles"),
    ("year", "1689"),
    ("timeline",),
    ("chain", "nerchinsk-1689"),
    ("disputes",),
    ("search", "\udcff\x00\u200b"),
    ("search", "n" * 900),
]


@pytest.mark.parametrize("arguments", ASKED, ids=[" ".join(a)[:30] for a in ASKED])
def test_is_answered_alike(run, cache, monkeypatch, arguments):
    """What is asked of a large corpus has the answer that a small one gives."""
    small = run(*arguments)
    monkeypatch.setattr(corpora, "LARGE", FEW)
    assert run(*arguments) == small
    is_looked_up = arguments[0] in ("treaty", "person", "place", "search")
    assert bool(indexes(cache)) == (is_looked_up and "\udcff" not in arguments[1])


def test_judged_queries_are_answered_as_well(cache, monkeypatch):
    """Of the judged queries an index loses no more than two points."""
    judged = queries()[::3]
    small = judge(ours(load(bundled())), judged)[0]
    monkeypatch.setattr(corpora, "LARGE", FEW)
    with_index = judge(ours(load(bundled())), judged)[0]
    assert indexes(cache)
    share = [sum(of.right for of in found.values()) / len(judged) for found in (small, with_index)]
    assert share[1] >= share[0] - POINTS


def test_misspelt_names_are_found_as_well(cache, monkeypatch, generated):
    """Of the generator's misspelt names an index loses no more than two points."""
    directory, asked = generated

    def found_first():
        corpus = load(directory)
        hits = (look_up(corpus, row["query"], kinds=(Kind(row["kind"]),))[:1] for row in asked)
        return sum(
            [hit.record.id for hit in of_row] == [row["id"]] for of_row, row in zip(hits, asked, strict=True)
        )

    small = found_first()
    monkeypatch.setattr(corpora, "LARGE", FEW)
    assert found_first() >= small - POINTS * len(asked)
    assert small >= 0.97 * len(asked)
    assert indexes(cache)


@pytest.mark.slow
@pytest.mark.parametrize(("largest", "most"), [(MIDDLING, 0.060), (FEW, 0.050)], ids=["memory", "index"])
def test_a_name_is_found_in_time(cache, monkeypatch, tmp_path, largest, most):
    """Ten thousand records are looked up in memory within 60 ms, with an index within 50."""
    generate(tmp_path / "corpus", MIDDLING)
    monkeypatch.setattr(corpora, "LARGE", largest)
    corpus = load(tmp_path / "corpus")
    rows = (tmp_path / "corpus" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    took = []
    for row in map(json.loads, rows[:200]):
        for query in (row["name"], row["query"]):
            start = process_time()
            look_up(corpus, query, kinds=(Kind(row["kind"]),))
            took.append(process_time() - start)
    assert bool(indexes(cache)) == (largest == FEW)
    assert median(took) <= most


def test_the_generator_keeps_its_promises(run, generated, tmp_path):
    """A generated corpus is of the size asked for, passes every check and is the same each time."""
    directory, asked = generated
    corpus = load(directory)
    assert len(corpus.records) == MADE
    assert all(row["id"] in corpus.records and row["query"] != row["name"] for row in asked)
    assert len(asked) > 400
    result = run("check", str(directory))
    assert (result.status, result.err) == (0, "")
    generate(tmp_path / "again", MADE)
    for file in (*FILES, "queries.jsonl"):
        assert (tmp_path / "again" / file).read_bytes() == (directory / file).read_bytes()
    generate(tmp_path / "other", 10, seed=1727)
    assert (tmp_path / "other" / FILES[0]).read_bytes() != (directory / FILES[0]).read_bytes()


def test_an_index_is_made_once(run, large):
    """The second question finds the index of the first, and leaves it as it is."""
    run("treaty", "nerchinks")
    (index,) = indexes(large)
    before = {path.name: path.stat().st_mtime_ns for path in index.iterdir()}
    run("treaty", "kyakhta")
    assert {path.name: path.stat().st_mtime_ns for path in index.iterdir()} == before
    assert not list(large.glob(f"*{store.PART}"))


def test_an_index_of_something_else(run, large, generated, tmp_path):
    """When the corpus changes, its index is made anew."""
    directory, asked = generated
    (changing := tmp_path / "changing").mkdir()
    for file in FILES:
        (changing / file).write_bytes((FROZEN / file).read_bytes())
    assert run("place", asked[0]["name"], corpus=changing).status == 1
    for file in FILES:
        (changing / file).write_bytes((directory / file).read_bytes())
    row = next(row for row in asked if row["kind"] == "place")
    assert run("place", row["query"], corpus=changing).status == 0
    assert len(indexes(large)) == 1
    assert not list(large.glob(f"*{store.PART}"))


KILLED = """
import os, signal
from itertools import count
from pathlib import Path
from sinorus_cli import corpus, program, waiting
corpus.LARGE = {few}
def killing(items, what, total):
    for number, item in enumerate(items):
        if number == {after}:
            os.kill(os.getpid(), signal.SIGKILL)
        yield item
waiting.silently = killing
import sys
sys.argv = ["sinorus", "treaty", "nerchinks"]
program.main()
"""


@pytest.mark.parametrize("after", [0, 4, 8])
def test_killed_while_the_index_is_made(run, monkeypatch, tmp_path, after):
    """What a killed process leaves behind is not believed, and is swept away in time."""
    monkeypatch.setattr(corpora, "LARGE", FEW)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    cache = Path(store.directory())
    done = subprocess.run(
        [sys.executable, "-c", KILLED.format(few=FEW, after=after)],
        check=False,
        env=os.environ | {corpora.VARIABLE: str(FROZEN)},
    )
    assert done.returncode == -signal.SIGKILL
    assert not indexes(cache)
    left = list(cache.glob(f"index-*{store.PART}"))
    assert left
    for part in left:
        os.utime(part, (1, 1))
    result = run("treaty", "nerchinks")
    assert (result.status, len(indexes(cache))) == (0, 1)
    assert not list(cache.glob(f"*{store.PART}"))


def files_of_an_index(run, large):
    """The files of an index that is made if need be, in one order, without tantivy's locks."""
    run("treaty", "nerchinks")
    (index,) = indexes(large)
    files = (path for path in index.iterdir() if not path.name.startswith("."))
    return sorted(files, key=lambda path: (path.suffix, path.name))


DAMAGE = {
    "empty": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "zeros": lambda content: bytes(len(content)),
    "longer": lambda content: content + b"more",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_made_anew(run, large, damage):
    """Whichever of its files was damaged, the index is not believed."""
    right = run("treaty", "nerchinks")
    for number in range(len(files_of_an_index(run, large))):
        path = files_of_an_index(run, large)[number]
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
        assert run("treaty", "nerchinks") == right
        assert not path.exists() or path.suffix == ".json"  # the others have new names each time


def test_damage_that_nothing_shows(run, large):
    """A file with another byte, and its old size and time, gives an answer or a sentence."""
    for number in range(len(files_of_an_index(run, large))):
        path = files_of_an_index(run, large)[number]
        content, stat = bytearray(path.read_bytes()), path.stat()
        for at in range(0, len(content), 7):
            content[at] ^= 0x55
        path.write_bytes(content)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        result = run("treaty", "nerchinks")
        assert result.status in (0, 1, 2, 3)
        assert result.status < 2 or result.err.startswith("sinorus: ")
        for index in indexes(large):
            shutil.rmtree(index)


KEYS = [
    "[]",
    "{}",
    '{"made of": 1}',
    '{"made of": MADE}',
    '{"made of": MADE, "files": [], "names": 1}',
    '{"made of": MADE, "files": {}, "names": "many"}',
    '{"made of": MADE, "files": {"../x": [1, 1]}, "names": 1}',
]


@pytest.mark.parametrize("content", KEYS)
def test_a_key_that_is_none(run, large, content):
    """What says of an index what it was made from has to be whole."""
    right = run("treaty", "nerchinks")
    (index,) = indexes(large)
    key = index / "key.json"
    made_of = json.loads(key.read_text(encoding="utf-8"))["made of"]
    key.write_text(content.replace("MADE", json.dumps(made_of)), encoding="utf-8")
    assert run("treaty", "nerchinks") == right
    assert json.loads(key.read_text(encoding="utf-8"))["files"]


def test_an_index_of_another_user(run, large, monkeypatch):
    """Another user's index is not opened, nor made anew, and the question is answered all the same."""
    right = run("treaty", "nerchinks")
    monkeypatch.setattr(store.os, "getuid", lambda: 12345)
    monkeypatch.setattr(on_disk.Index, "_found", None)
    monkeypatch.setattr(on_disk, "_schema", None)
    assert run("treaty", "nerchinks") == right


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="POSIX alone has these modes")
def test_an_index_is_for_this_user_alone(run, large):
    """Whatever others may do with new files, they may not write to those of an index."""
    before = os.umask(0)
    try:
        run("treaty", "nerchinks")
    finally:
        os.umask(before)
    (index,) = indexes(large)
    assert [path for path in (index, *index.iterdir()) if path.stat().st_mode & 0o077] == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="POSIX alone has these modes")
def test_an_index_that_others_may_write(run, large):
    """An index of which others may write any file, or put one there, is made anew."""
    right = run("treaty", "nerchinks")
    for number in range(-1, len(files_of_an_index(run, large))):
        (index,) = indexes(large)
        path = index if number < 0 else files_of_an_index(run, large)[number]
        made = (index / "key.json").stat().st_ino
        path.chmod(path.stat().st_mode | 0o020)
        assert run("treaty", "nerchinks") == right
        (index,) = indexes(large)
        assert (index / "key.json").stat().st_ino != made


def test_without_a_cache_directory(run, large, monkeypatch):
    """Where nothing can be written, everything is compared."""
    right = run("treaty", "nerchinks")
    monkeypatch.setattr(store, "directory", lambda: FROZEN / "topics.json")
    assert run("treaty", "nerchinks") == right


def test_without_the_extra(run, large, monkeypatch):
    """Where tantivy is missing the answer is the same, and stderr says what to install."""
    right = run("treaty", "nerchinks")
    monkeypatch.setitem(sys.modules, "tantivy", None)
    result = run("treaty", "nerchinks")
    assert (result.status, result.out) == (right.status, right.out)
    assert result.err.startswith(right.err)
    assert "pip install 'sinorus[large]'" in result.err
    monkeypatch.setattr(corpora, "LARGE", 10_000)
    assert "sinorus[large]" not in run("treaty", "nerchinks").err


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to open here")
@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_bar(tmp_path, is_terminal):
    """While an index is made a terminal shows how far it is, and nothing else does."""
    code = (
        "import sys; from sinorus_cli import corpus, program; corpus.LARGE = 5\n"
        "sys.argv = ['sinorus', 'treaty', 'nerchinsk']; program.main()"
    )
    ours_, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        env=os.environ | {corpora.VARIABLE: str(FROZEN), "XDG_CACHE_HOME": str(tmp_path), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs if is_terminal else subprocess.PIPE,
    )
    os.close(theirs)
    said = os.read(ours_, 100_000) if is_terminal else done.stderr
    os.close(ours_)
    assert (b"Indexing" in said) == is_terminal
    assert done.stdout.startswith(b"Treaty of Nerchinsk")


@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.lists(st.text()))),
    st.integers(1, 50),
    st.sampled_from([None, 1, "\t"]),
)
def test_a_stream_reads_what_json_reads(tmp_path_factory, array, chunk, indent):
    """However an array is cut into pieces, its objects are read as they are."""
    path = tmp_path_factory.mktemp("stream") / "array.json"
    path.write_text(json.dumps(array, indent=indent), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "_CHUNK", chunk)
        assert list(arrays.objects(path)) == array


CUT = [
    # text                     said
    ("", "begin"),
    ("{}", "begin"),
    ("[", "no object"),
    ("[1]", "entry 1 is no object"),
    ('[{"a": 1}', "entry 1 is not followed"),
    ('[{"a": 1} {"a": 2}]', "entry 1 is not followed"),
    ('[{"a": 1},]', "entry 2 is no object"),
    ('[{"a": 1}, {"a"]', "entry 2"),
    ('[{"a": 1}, {"a": "', "entry 2"),
    ('[{"a": 1}] 2', "something follows"),
]


@pytest.mark.parametrize(("text", "said"), CUT, ids=[c[0] or "nothing" for c in CUT])
def test_a_stream_says_where_it_breaks(tmp_path, text, said):
    """What is no array of objects is refused, and the place named."""
    path = tmp_path / "array.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenArrayError, match=said):
        list(arrays.objects(path))


def test_an_object_without_end(tmp_path, monkeypatch):
    """What is longer than any record is not read to its end."""
    monkeypatch.setattr(arrays, "_CHUNK", 100)
    monkeypatch.setattr(arrays, "_LONGEST", 1000)
    path = tmp_path / "array.json"
    path.write_text('[{"a": "' + "x" * 5000 + '"}]', encoding="utf-8")
    with pytest.raises(BrokenArrayError, match="beyond all length"):
        list(arrays.objects(path))


@pytest.mark.parametrize(("content", "named"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_long_file_that_is_broken(cache, tmp_path, monkeypatch, content, named):
    """A long file that is broken is named in a sentence, as a short one is."""
    (broken := tmp_path / "corpus").mkdir()
    for file in FILES:
        (broken / file).write_bytes(b"[]")
    (broken / "people.json").write_bytes(content)
    monkeypatch.setattr(corpora, "LONG", 1)
    with pytest.raises(CorpusError, match=r"people\.json") as error:
        load(broken)
    assert "\n" not in str(error.value)
    assert not list(cache.glob("records*"))


def test_long_files_are_read_alike(cache, monkeypatch, frozen):
    """A corpus whose files are long is the same as if they were short."""
    monkeypatch.setattr(corpora, "LONG", 1)
    corpus = load(FROZEN)
    assert [record.as_json() for record in corpus] == [record.as_json() for record in frozen]

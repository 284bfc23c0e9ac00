"""Other corpora than ours, and several at once, by ``--corpus`` and ``$SINORUS_CORPUS``."""

import json
import os
import shutil

import pytest

from sinorus_cli.corpora import VARIABLE
from sinorus_cli.corpus import BIBLIOGRAPHY, bundled
from sinorus_cli.model import Kind
from tests.conftest import FROZEN

FILES = [*(kind.file for kind in Kind), BIBLIOGRAPHY]
PEACE = {
    "id": "ruritania-1700",
    "type": "treaty",
    "names": {"en": ["Peace of Ruritania"]},
    "date": "1700",
    "parties": ["Ruritania", "Russia"],
    "summary": "It was signed by an envoy whom another corpus knows.",
    "statements": [{"text": "It was signed.", "citations": [{"id": "march-1996"}]}],
    "relations": [{"type": "related", "id": "nerchinsk-1689"}],
}


def write(directory, **records):
    """A corpus in *directory* with those records, by file, and nothing else."""
    directory.mkdir()
    for file in FILES:
        content = records.get(file.removesuffix(".json"), [])
        (directory / file).write_text(json.dumps(content), encoding="utf-8")
    return directory


@pytest.fixture
def small(tmp_path):
    """A corpus of one treaty that is linked to a record of the frozen one and cites a work of it."""
    return write(tmp_path / "small", treaties=[PEACE])


PLACES = [
    lambda small: (f"--corpus={small}", "treaty", "ruritania"),
    lambda small: ("treaty", "--corpus", str(small), "ruritania"),
    lambda small: ("treaty", "ruritania", "--json", "--corpus", str(small)),
    lambda small: (
        "search",
        "ruritania",
        "--kind",
        "treaty",
        f"--corpus={small}",
    ),  # the framework reads this
]


@pytest.mark.parametrize("arguments", PLACES, ids=["before", "within", "after", "framework"])
def test_the_option_is_read_anywhere(run, small, arguments):
    """Wherever ``--corpus`` stands, it is that corpus which is read, and no other."""
    result = run(*arguments(small), corpus=bundled())
    assert (result.status, result.err) == (0, "")
    assert "Ruritania" in result.out


def test_after_a_bare_dash_it_is_a_word(run, small):
    """What follows ``--`` is looked up, and opens nothing."""
    result = run("search", "--", "--corpus", str(small))
    assert "Ruritania" not in result.out + result.err


@pytest.mark.parametrize("way", ["option", "variable"])
def test_one_over_the_other(run, small, way):
    """Several are read as one: links lead from one to the other, and the works of all are cited."""
    if way == "option":
        result = run("treaty", "ruritania", "--corpus", str(FROZEN), "--corpus", str(small))
    else:
        result = run("treaty", "ruritania", corpus=os.pathsep.join([str(small), str(FROZEN)]))
    assert result.status == 0
    assert "Treaty of Nerchinsk" in result.out
    assert "March" in result.out
    back = run("show", "nerchinsk-1689", f"--corpus={FROZEN}", f"--corpus={small}")
    assert "Peace of Ruritania" in back.out


def test_ours_beside_another(run, small):
    """An empty name is our own corpus."""
    result = run("show", "kyakhta-1727", corpus=f"{small}{os.pathsep}")
    assert result.status == 0
    assert run("show", "ruritania-1700", "--corpus", str(small), "--corpus", "").status == 0


def test_a_clash_of_ids(run, tmp_path):
    """Two records with one id are an error that names it and both files."""
    others = [write(tmp_path / name, **{name: [PEACE]}) for name in ("treaties", "topics")]
    topic = {key: value for key, value in PEACE.items() if key != "parties"} | {"type": "state"}
    (others[1] / "topics.json").write_text(json.dumps([topic]), encoding="utf-8")
    for command in (("treaty", "ruritania"), ("check",)):
        result = run(*command, *(f"--corpus={other}" for other in others))
        said = result.out + result.err
        assert result.status in (1, 2)
        for part in ("ruritania-1700", str(others[0] / "treaties.json"), str(others[1] / "topics.json")):
            assert part in said
        assert "Traceback" not in said


def test_one_work_in_two_corpora(run, tmp_path):
    """Two corpora may hold one work in the same words; an id for two works is an error."""
    work = {"id": "hope-1894", "type": "book", "title": "The Prisoner of Zenda"}
    one, two = (write(tmp_path / name, bibliography=[work]) for name in ("one", "two"))
    both = (f"--corpus={one}", f"--corpus={two}")
    assert run("check", *both).status == 0
    assert run("search", "zenda", *both).status == 1
    (two / BIBLIOGRAPHY).write_text(json.dumps([work | {"title": "Rupert of Hentzau"}]), encoding="utf-8")
    result = run("search", "zenda", *both)
    assert result.status == 2
    assert all(part in result.err for part in ("hope-1894", str(one / BIBLIOGRAPHY), str(two / BIBLIOGRAPHY)))
    assert run("check", *both).status != 0


REFUSED = [
    ("nothing after it", lambda path: ["--corpus"], "no directory after it"),
    ("missing", lambda path: ["--corpus", str(path / "nowhere")], "is no directory"),
    ("a file", lambda path: ["--corpus", str(FROZEN / "topics.json")], "is no directory"),
    ("NUL", lambda path: ["--corpus", "a\0b"], "is no directory"),
    ("surrogate", lambda path: ["--corpus", "a\ud800b"], "is no directory"),
    ("twice", lambda path: [f"--corpus={FROZEN}", f"--corpus={FROZEN}/../corpus"], "named twice"),
    ("two in one", lambda path: ["--corpus", str(path / f"a{os.pathsep}b")], "rename it"),
]


@pytest.mark.parametrize(("arguments", "said"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_refused(run, tmp_path, arguments, said):
    """What cannot be opened is said in one sentence, with the next step."""
    (tmp_path / f"a{os.pathsep}b").mkdir()
    result = run("treaty", "nerchinsk", *arguments(tmp_path))
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_a_variable_that_may_be_one_directory(run, tmp_path):
    """A directory with the separator in its name is not silently taken for two."""
    both = shutil.copytree(FROZEN, tmp_path / f"a{os.pathsep}b")
    result = run("treaty", "nerchinsk", corpus=both)
    assert (result.status, result.out) == (2, "")
    assert "rename it" in result.err


def test_check_takes_several(run, small):
    """What one of them alone misses is there in both together; each file is named in full."""
    assert run("check", str(small)).status != 0
    assert run("check", str(FROZEN), str(small)).status == 0
    assert run("check", str(small), str(FROZEN)).status == 0
    broken = json.dumps([PEACE | {"date": "soon"}])
    (small / "treaties.json").write_text(broken, encoding="utf-8")
    result = run("check", str(FROZEN), str(small))
    assert str(small / "treaties.json") in result.out


def test_help_names_the_option(run):
    """``--help`` says how to open another corpus."""
    assert "--corpus" in run("--help").out


def test_the_variable_is_named_in_one_place():
    """README and the code speak of one variable."""
    readme = (FROZEN.parent.parent / "README.md").read_text(encoding="utf-8")
    assert f"`{VARIABLE}`" in readme
    assert "`--corpus" in readme

"""Each check finds what its smallest breaking corpus breaks, and that alone."""

import json
from pathlib import Path

import pytest

from sinorus_cli.checks import CHECKS, check
from sinorus_cli.errors import CorpusError
from sinorus_cli.shape import CODE as SHAPE
from tests.conftest import FROZEN

BREAKING = Path(__file__).parent / "checks"
CODES = [*CHECKS, SHAPE, "duplicate-works"]


@pytest.mark.parametrize("code", CODES)
def test_breaking_corpus(code):
    """The corpus in tests/checks/<code> has that problem and no other."""
    _, problems = check(BREAKING / code)
    assert {problem.code for problem in problems} == {code}
    assert all(problem.file and problem.sentence for problem in problems)


def test_every_breaking_corpus_has_its_check():
    """No corpus stands in tests/checks without a check of its name."""
    assert {path.name for path in BREAKING.iterdir()} == set(CODES)


FOUND = [
    # code            records with a problem, in order
    ("shape", ["a-battle", "entry 2", "a-topic", "a-topic", ""]),
    ("stated-dates", ["a-battle", "b-battle", "c-battle"]),
    ("succession", ["a-treaty", "b-treaty", "c-treaty"]),
    ("duplicate-names", ["b-topic", "elsewhere:a-thing"]),
    ("lives", ["b-person", "b-person", "a-person"]),
]


@pytest.mark.parametrize(("code", "records"), FOUND, ids=[code for code, _ in FOUND])
def test_never_stops_at_the_first(code, records):
    """Every problem is found in one pass."""
    _, problems = check(BREAKING / code)
    assert sorted(problem.id for problem in problems) == sorted(records)


@pytest.mark.parametrize("content", [b"[1, null, {}]", b"{", b"\xff", b"{}", b"[" * 100_000])
def test_broken_files_are_problems(content, tmp_path):
    """A file that cannot be read is a problem among others, and no end."""
    for path in FROZEN.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "places.json").write_bytes(content)
    _, problems = check(tmp_path)
    assert {problem.file for problem in problems if problem.code == SHAPE} == {"places.json"}
    assert "links" in {problem.code for problem in problems}  # to the places that are gone


def test_what_is_left_out_is_named(tmp_path):
    """The corpus that was checked holds what has the right shape."""
    for path in FROZEN.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    events = json.loads((FROZEN / "events.json").read_text(encoding="utf-8"))
    (tmp_path / "events.json").write_text(json.dumps([{"id": "nameless"}, *events]), encoding="utf-8")
    corpus, problems = check(tmp_path)
    assert {problem.id for problem in problems} == {"nameless"}
    assert all(event["id"] in corpus.records for event in events)


def test_a_directory_with_a_hostile_name(tmp_path):
    """What a terminal would obey in the name of a directory is shown and not sent."""
    one, other = (tmp_path / f"\x1b[31m\u202e{number}\n" for number in range(2))
    for directory in (one, other):
        directory.mkdir()
    (one / "events.json").write_text("[1]", encoding="utf-8")
    _, problems = check(one, other)
    assert problems
    assert not any(sign in f"{p.file}{p.id}{p.sentence}" for p in problems for sign in "\x1b\u202e\n")


def test_no_directory(tmp_path):
    """A directory that is not there is named."""
    with pytest.raises(CorpusError, match="nowhere is no directory"):
        check(tmp_path / "nowhere")

"""Each check finds what its smallest breaking corpus breaks, and that alone."""

from pathlib import Path

import pytest

from sinorus_cli.checks import CHECKS, check
from sinorus_cli.corpus import load

BREAKING = Path(__file__).parent / "checks"
CODES = [*CHECKS, "duplicate-works"]


@pytest.mark.parametrize("code", CODES)
def test_breaking_corpus(code):
    """The corpus in tests/checks/<code> has that problem and no other."""
    problems = check(load(BREAKING / code))
    assert {problem.code for problem in problems} == {code}
    assert all(problem.file and problem.id and problem.sentence for problem in problems)


def test_every_breaking_corpus_has_its_check():
    """No corpus stands in tests/checks without a check of its name."""
    assert {path.name for path in BREAKING.iterdir()} == set(CODES)

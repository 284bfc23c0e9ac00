"""Imports run one way; what is slow to load is loaded where it is needed."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


def test_import_contracts():
    """import-linter finds the contracts of pyproject.toml kept."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout


UNNEEDED = [
    # arguments                      modules that they do not need
    (("treaty", "nerchinsk", "--json"), ("rich.console", "pydantic", "importlib.metadata")),
    (("year", "1689"), ("rich.console", "pydantic", "Stemmer")),
]


@pytest.mark.parametrize(("arguments", "unneeded"), UNNEEDED, ids=[u[0][0] for u in UNNEEDED])
def test_loaded_where_needed(arguments, unneeded):
    """A command does not load what only another one needs."""
    code = (
        f"import sys; sys.argv = {['sinorus', *arguments]}\n"
        "from sinorus_cli.program import run\n"
        "run()\n"
        f"print([m for m in {list(unneeded)} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stderr.splitlines()[-1] == "[]"

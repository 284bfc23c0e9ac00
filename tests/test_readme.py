"""README runs: each session in it is typed and compared with what it shows."""

import re
import shlex

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
# A session is a block of the language "console": lines after "$ " are typed, the rest is
# printed; a line of dots alone stands for any number of lines.
SESSIONS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    (typed, shown)
    for session in SESSIONS
    for typed, shown in re.findall(r"^\$ (sinorus .*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE)
]


def test_readme_has_sessions():
    """There is something to repeat."""
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize(("typed", "shown"), COMMANDS, ids=[c[0] for c in COMMANDS])
def test_session(typed, shown, run):
    """What README shows is what a reader gets, on a terminal of 80 columns."""
    words = shlex.split(typed)[1:]
    plain = not {"--json", "--version", "--format", "-f"} & set(words)
    result = run(*words, *(["-f", "terminal"] if plain else []), corpus=None)
    printed = [line.rstrip() for line in (result.out + result.err).splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"\n"
        for line in shown.splitlines()
    )
    assert re.fullmatch(pattern, "\n".join(printed) + "\n"), "\n".join(printed)


def test_two_commands():
    """The two commands stand in README, and CI runs the second as it stands there."""
    blocks = re.findall(r"```sh\n(.*?)\n```", README, re.DOTALL)
    assert blocks[0].endswith("sinorus treaty nerchinsk")
    assert blocks[1].endswith("pytest")
    assert blocks[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

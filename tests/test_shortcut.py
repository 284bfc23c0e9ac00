"""What is read without the command framework is answered as the framework would have it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinorus_cli import cli, lookup, shortcut
from sinorus_cli.corpora import VARIABLE
from sinorus_cli.errors import SinorusError
from sinorus_cli.search import Hit
from tests.conftest import FROZEN

WORDS = st.sampled_from(
    ["nerchinsk", "treaty of", "Golovin", "1689", "1680s", "kyakhta", "albazim", "нерчинск", "", " ", "help",
     "nerchinsk-1689", "kyakhta-1727", "xqxqxq", "serach", "\udcff", "amur", "-", "--", "person", "version",
     "year", "28 May", "1 3", "05-28"]
)  # fmt: skip
OPTIONS = st.sampled_from(
    [["--json"], ["--exact"], ["--why"], ["-f", "plain"], ["--format", "terminal"], ["--format", "pdf"],
     ["-f"], ["--limit", "2"], ["--format=json"], ["-h"], ["--kind", "event"], ["--from", "1700"], ["--jso"],
     ["--limit", "0"], ["--limit", "-1"], ["--limit", "x"], ["--limit", "9" * 5000], ["--kind", "people"],
     ["--kind"], ["--to", "1700"], ["--from", "xx"], ["--from=1700"], ["--topic", "trade"],
     ["--place", "amur"], ["--person", "golovin"], ["--person", ""], ["--in-force", "1690"],
     ["--in-force", "never"], ["--no-pager"], ["--kind=event"], ["--kind="], ["-k", "event"], ["-kevent"],
     ["-k=event"], ["-k"], ["-n", "3"], ["-n3"], ["-n0"], ["-n-1"], ["-n=3"], ["-fplain"], ["-f", "json"],
     ["-f=json"], ["-fpdf"], ["-format=json"], ["--limit=2"], ["--limit=-1"], ["--to=1700"], ["--to="],
     ["--from=-1700"], ["--person=golovin"], ["--place="], ["--in-force=1690"], ["--format="], ["--=x"],
     ["--json=x"], ["-x3"], ["-kplace", "-kperson"], ["--limit=3", "-n", "1"]]
)  # fmt: skip
LINES = st.builds(
    lambda command, parts: [*command, *(word for part in parts for word in part)],
    st.sampled_from([[], *([name] for name in lookup.COMMANDS)]),
    st.lists(st.one_of(WORDS.map(lambda word: [word]), OPTIONS), max_size=4),
)


def answered(read, arguments):
    """What *read* makes of *arguments*: an answer without its corpus, a status, or the error."""
    try:
        outcome = read(arguments)
    except SinorusError as error:
        return str(error)
    if not isinstance(outcome, tuple):
        return outcome
    answer, format_ = outcome
    told = {key: comparable(value) for key, value in vars(answer).items() if key != "corpus"}
    return type(answer), told, format_


def comparable(value):
    """*value* as text, and hits with all that is shown of them: they are read when they are shown."""
    if isinstance(value, list) and value and isinstance(value[0], Hit):
        return [(hit.id, hit.score, hit.named, hit.part_of_name, hit.why, hit.matched) for hit in value]
    return repr(value)


@given(LINES)
def test_is_a_part_of_the_framework(arguments):
    """Whatever the shortcut reads, the framework answers alike; the rest is left to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(FROZEN))
        short = answered(shortcut.read, arguments)
        if short is not None:
            assert short == answered(cli.run, arguments)


READ = [
    ("treaty", "nerchinsk"),
    ("people", "golovin", "--json"),
    ("nerchinsk",),
    ("--json", "nerchinsk"),
    ("1689",),
    ("timeline", "amur", "--no-pager"),
    ("asof", "1689"),
    ("search", "amur", "--why"),
    ("search", "amur", "--kind", "event", "--kind", "place", "--from", "1600", "--limit", "3"),
    ("search", "amur", "--kind=event", "--from=1600", "--limit=3", "--format=json"),
    ("search", "amur", "-k", "event", "-kplace", "-n", "3", "-n4", "-fjson"),
    ("treaty", "-fjson", "nerchinsk"),
    ("timeline", "-k", "event", "--person=golovin"),
    ("timeline", "--person", "golovin", "--json"),
    ("treaties", "--in-force", "1690"),
    ("today",),
    ("date", "1689-09-06"),
    ("chain", "nerchinsk-1689"),
    ("compare", "nerchinsk-1689", "nerchinsk-1689"),
    ("disputes",),
]
LEFT = [
    (), ("-h",), ("--version",), ("help",), ("search",), ("search", "amur", "--kinds=event"), ("check",),
    ("treaty", "-fpdf", "x"), ("year", "1689", "--why"), ("about",), ("--why", "-h"), ("asof",),
    ("treaty", "x", "--in-force", "1690"), ("timeline", "--pager"), ("search", "x", "--limit", "0"),
    ("search", "x", "-n0"), ("year", "1689", "-n3"), ("treaty", "x", "--json=x"), ("treaty", "x", "-f"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", READ, ids=" ".join)
def test_reads(arguments, monkeypatch):
    """Plain lookups are read."""
    monkeypatch.setenv(VARIABLE, str(FROZEN))
    assert shortcut.read(arguments)


@pytest.mark.parametrize("arguments", LEFT, ids=" ".join)
def test_leaves(arguments):
    """Everything else is left alone."""
    assert shortcut.read(arguments) is None


def test_completion_is_left(monkeypatch):
    """What the shell asks for completion goes to the framework."""
    monkeypatch.setenv("_SINORUS_COMPLETE", "complete_bash")
    assert shortcut.read(["treaty", "ner"]) is None


def test_commands_are_those_of_the_framework():
    """Every command is named in `lookup.COMMANDS`, and nothing else is."""
    names = {command.name or command.callback.__name__ for command in cli.app.registered_commands}
    assert names == set(lookup.COMMANDS.values())

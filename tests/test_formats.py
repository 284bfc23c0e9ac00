"""What the commands print, compared whole with files in tests/golden.

``pytest --update-golden`` writes them anew.
"""

import json

import pytest

from sinorus_cli.formats import Format
from sinorus_cli.formats.cite import Sources, reference
from sinorus_cli.model import Kind
from tests.conftest import GOLDEN

COMMANDS = {
    "treaty": ("treaty", "nerchinsk"),
    "event": ("event", "albazin"),
    "person": ("person", "golovin"),
    "place": ("place", "nerchinsk"),
    "topic": ("topic", "lifan", "yuan"),
    "several": ("treaty", "kyakhta"),
    "list": ("person",),
    "show": ("show", "amur-war"),
    "search": ("search", "rifles", "from", "antwerp"),
    "year": ("year", "1689"),
    "decade": ("year", "1880s"),
    "bare": ("nerchinsk",),
    "bare-year": ("1728",),
    "asof": ("asof", "1705"),
    "timeline": ("timeline",),
    "timeline-of": ("timeline", "--person", "golovin", "--from", "1680"),
    "today": ("today", "6 September"),
    "today-nothing": ("today", "1 March"),
    "chain": ("chain", "nerchinsk-1689"),
    "compare": ("compare", "nerchinsk-1689", "kyakhta-1727"),
    "date": ("date", "27 Aug 1689 OS"),
    "date-span": ("date", "Kangxi 28"),
    "nothing": ("search", "xqxqxqxq"),
    "check": ("check",),
    "disputes": ("disputes",),
    "disputes-of": ("disputes", "nerchinsk"),
    "about": ("about",),
    "export": ("export",),
}
WAYS = {
    "40": (40, ("--format", "terminal")),
    "80": (80, ("--format", "terminal")),
    "120": (120, ("--format", "terminal")),
    "pipe": (80, ()),
    "json": (80, ("--json",)),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("command", COMMANDS)
def test_golden(command, way, run, request):
    """A command prints what it printed before: status, stdout, stderr."""
    columns, options = WAYS[way]
    result = run(*COMMANDS[command], *options, columns=columns)
    text = f"status {result.status}\n--- stdout\n{result.out}--- stderr\n{result.err}"
    golden = GOLDEN / f"{command}.{way}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over():
    """Every golden file belongs to a command and a way."""
    assert {path.name for path in GOLDEN.iterdir()} == {f"{c}.{w}.txt" for c in COMMANDS for w in WAYS}


def test_every_command_is_covered():
    """Every kind has its golden lookup."""
    assert {kind.value for kind in Kind} <= set(COMMANDS)


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("command", COMMANDS)
def test_fits_the_terminal(command, columns, run):
    """No line is wider than the terminal, and nothing is cut with an ellipsis."""
    from rich.cells import cell_len

    result = run(*COMMANDS[command], "--format", "terminal", columns=columns)
    assert [line for line in result.out.splitlines() if cell_len(line) > columns] == []
    assert "…" not in result.out


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_nothing_is_lost_when_narrow(columns, run, frozen):
    """Ids, dates, every statement and every source stand in a panel of any width."""
    result = run("treaty", "nerchinsk", "--format", "terminal", columns=columns)
    shown = "".join(result.out.replace("│", " ").split())
    record = frozen.find("nerchinsk-1689")
    works = [reference(frozen.bibliography[work]) for work in Sources(record.citations()).places]
    for text in [record.id, record.summary, *(fact.text for fact in record.facts), *works]:
        assert "".join(text.split()) in shown
    assert "[sic]" in shown


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in ("nothing", "today-nothing", "check")])
def test_a_pipe_gets_plain_lines(command, run):
    """In a pipe nothing is drawn or coloured, and a list has one line per entry."""
    out = run(*COMMANDS[command]).out
    assert out
    assert not set("╭│╰─\x1b") & set(out)


def test_json_is_what_programs_rely_on(run):
    """Keys of schema sinorus/1, as ARCHITECTURE promises them."""
    search = json.loads(run("search", "albazin", "--json").out)
    assert list(search) == ["schema", "command", "query", "results"]
    assert search["schema"] == "sinorus/1"
    assert set(search["results"][0]) == {"id", "kind", "title", "date", "score", "matched", "why"}

    found = json.loads(run("treaty", "nerchinsk", "--json").out)
    assert list(found) == ["schema", "command", "query", "record", "candidates"]
    assert found["record"]["id"] == "nerchinsk-1689"
    assert found["record"]["terms"]
    assert set(found["candidates"][0]) == {"id", "kind", "title", "date", "score", "why"}

    several = json.loads(run("treaty", "kyakhta", "--json").out)
    assert several["record"] is None
    assert len(several["candidates"]) >= 2

    nothing = json.loads(run("treaty", "versailles", "--json").out)
    assert (nothing["record"], nothing["candidates"]) == (None, [])
    assert nothing["nearest"] == []

    near = json.loads(run("search", "nerchinks", "--exact", "--json").out)
    assert list(near) == ["schema", "command", "query", "results", "nearest"]
    assert set(near["nearest"][0]) == {"id", "kind", "title", "date"}

    year = json.loads(run("year", "1689", "--json").out)
    assert list(year) == ["schema", "command", "query", "from", "to", "entries"]
    assert (year["from"], year["to"]) == ("1689-01-01", "1689-12-31")
    assert set(year["entries"][0]) == {"date", "kind", "id", "title", "text", "certain"}

    export = json.loads(run("export", "--format", "json").out)
    assert list(export) == ["schema", "records", "bibliography"]
    assert all(record["kind"] and record["title"] for record in export["records"])


@pytest.mark.parametrize("format_", Format)
def test_every_format_writes_every_answer(format_, run):
    """Each format has a module that writes any answer."""
    for command in COMMANDS.values():
        result = run(*command, "--format", format_.value)
        assert result.status in (0, 1, 3)
        assert result.out or result.status == 1 or command == ("check",)

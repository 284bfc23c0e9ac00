"""What README promises to readers and programs, one test for each promise.

What it shows by example is run by `test_readme`.
"""

import json
import re
import shutil
import subprocess
import sys

import jsonschema
import pytest

from sinorus_cli import lookup
from sinorus_cli.corpus import VARIABLE
from sinorus_cli.model import Kind
from tests.conftest import FROZEN, ROOT
from tests.running import GOOD, call, environment

README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
SCHEMA = json.loads((ROOT / "docs" / "sinorus-1.schema.json").read_text(encoding="utf-8"))
PROMISED = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
COMMANDS = [[name, *arguments] for name, arguments in GOOD.items()]
IDS = [command[0] for command in COMMANDS]


@pytest.mark.parametrize(
    "sentence",
    [
        "nothing needs the network",
        "Every command takes `--json` (or `--format json`)",
        'the shape is versioned as `"schema": "sinorus/1"`',
        "keys are added to it, never changed",
        "In a pipe lists are one line per entry, tab-separated, and records plain text",
        "`sinorus export` writes the whole corpus with its bibliography",
        "Answers go to stdout, all else to stderr",
        "The exit status is 0 where something was found, 1 where nothing was, 2 in trouble",
        "3 where several records fit equally well",
        "`--corpus DIR`, anywhere in a command, reads another corpus of the same shape",
        "given more than once it lays one over the other",
        "`SINORUS_CORPUS` names such directories for good",
        "`sinorus check DIR...` finds what is wrong with them",
        "`sinorus about` tells how much the corpus holds of which kind and century",
        "the same ways of writing a time are read everywhere",
        "a kind alone, such as `sinorus person`, lists all its records",
        "where none does nothing is made up",
        "`--exact` asks for a name as it is spelt",
    ],
)
def test_is_promised(sentence):
    """What is tested here stands in README, word for word: a promise that is changed is tested anew."""
    assert sentence in README


ENDS = [
    # arguments                                         status  answer
    (["treaty", "nerchinsk"], 0, True),
    (["treaty", "versailles"], 1, False),
    (["show", "nerchinsk-1690"], 1, False),
    (["year", "1348"], 1, False),
    (["treaty", "nerchinsk", "--frobnicate"], 2, False),
    (["year", "soon"], 2, False),
    (["search"], 2, False),
    (["treaty", "kyakhta"], 3, True),
    (["search", "kyakhta"], 3, True),
]


@pytest.mark.parametrize("way", ["terminal", "plain"])
@pytest.mark.parametrize(("arguments", "status", "answered"), ENDS, ids=[" ".join(e[0]) for e in ENDS])
def test_statuses_and_streams(arguments, status, answered, way):
    """0 found, 1 nothing, 2 trouble, 3 several: the answer goes to stdout, all else to stderr."""
    found = call(*arguments, "-f", way)
    assert (found.status, bool(found.out)) == (status, answered)
    assert bool(found.err) == (status != 0)


@pytest.mark.parametrize("json_", [True, False], ids=["json", "plain"])
def test_a_corpus_that_cannot_be_read_is_trouble(json_, tmp_path):
    """The status is 2 and stdout empty, in whatever format the answer would have been."""
    found = call("treaty", "nerchinsk", *(["--json"] if json_ else []), corpus=tmp_path)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("sinorus: ")


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_every_command_takes_json(command):
    """`--json` and `--format json` are the same, anywhere after the command."""
    found = call(*command, "--json")
    assert found.out.startswith('{\n  "schema": "sinorus/1",\n')
    assert call(*command, "--format", "json") == found
    assert call(*command, "-f", "json") == found
    assert call(command[0], "--json", *command[1:]) == found


NOTHING_AND_SEVERAL = [
    ["treaty", "versailles"], ["treaty", "kyakhta"], ["treaty", "--in-force", "1705"], ["show", "nobody"],
    ["search", "xqxqxq"], ["year", "1348"], ["asof", "1348"], ["asof", "1689"], ["timeline", "1200..1300"],
    ["today", "1 March"], ["chain", "lifan-yuan"], ["disputes"], ["disputes", "1348"], ["find", "1689"],
    ["find", "xqxqxq"], ["date", "Kangxi 28"], ["date", "1800"],
    ["check", str(FROZEN.parent / "checks" / "lives")], *([kind.value] for kind in Kind),
]  # fmt: skip


@pytest.mark.parametrize("command", [*COMMANDS, *NOTHING_AND_SEVERAL], ids=" ".join)
def test_json_has_what_programs_rely_on(command):
    """Every JSON answer, a good one or not, has the shape that docs/sinorus-1.schema.json describes."""
    answer = json.loads(call(*command, "--json").out)
    assert [f"{one.json_path}: {one.message}" for one in PROMISED.iter_errors(answer)] == []
    if command[0] != "export":
        assert list(answer)[:3] == ["schema", "command", "query"]
        assert answer["command"] == command[0]


@pytest.mark.parametrize("query", ["nerchinsk", "1600..1700", "1689"])
def test_json_repeats_the_query(query):
    """What was asked for stands in the answer, be it a name or a time."""
    commands = ["treaty", "find", "search", "timeline", "disputes"]
    commands += ["year", "asof", "date"] if query[0].isdigit() else []
    for command in commands:
        assert json.loads(call(command, query, "--json").out)["query"] == query


@pytest.mark.parametrize(
    "command",
    [["export"], ["asof", "1950"], ["timeline"], ["chain", "aigun-1858"], ["disputes"], ["about"]],
    ids=" ".join,
)  # fmt: skip
def test_json_of_our_own_corpus_has_it_too(command):
    """So has what our corpus answers, which has everything in it."""
    answer = json.loads(call(*command, "--json", corpus=None).out)
    assert [f"{one.json_path}: {one.message}" for one in PROMISED.iter_errors(answer)] == []


def test_the_schema_would_notice():
    """The schema is one, knows every command, and refuses an answer that lost any key it promises."""
    PROMISED.check_schema(SCHEMA)
    assert set(SCHEMA["then"]["properties"]["command"]["enum"]) == set(lookup.COMMANDS.values()) - {"export"}
    for command in COMMANDS:
        answer = json.loads(call(*command, "--json").out)
        for key in answer:
            lacking = {name: value for name, value in answer.items() if name != key}
            assert not PROMISED.is_valid(lacking), (command, key)


def test_export_is_everything():
    """The whole corpus comes out, with its bibliography, as it went in."""
    export = json.loads(call("export").out)
    for kind in Kind:
        stored = json.loads((FROZEN / kind.file).read_text(encoding="utf-8"))
        written = [record for record in export["records"] if record["kind"] == kind.value]
        assert [
            {key: record[key] for key in raw} for record, raw in zip(written, stored, strict=True)
        ] == stored
    assert export["bibliography"] == json.loads((FROZEN / "bibliography.json").read_text(encoding="utf-8"))


LISTS = [
    ["event"], ["search", "kyakhta"], ["year", "1680s"], ["timeline"], ["disputes"], ["today", "6 September"],
    ["treaty", "kyakhta"],
]  # fmt: skip


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_a_list_in_a_pipe(command):
    """A list has one line per entry in a pipe, tab-separated, with as many cells in each."""
    answer = json.loads(call(*command, "--json").out)
    (entries,) = (value for value in answer.values() if isinstance(value, list))
    lines = call(*command).out.splitlines()
    assert len(lines) == len(entries) >= 1
    assert len({line.count("\t") for line in lines}) == 1
    assert lines[0].count("\t") >= 4
    for entry, line in zip(entries, lines, strict=True):
        assert entry["id"] in line.split("\t")


def test_a_record_in_a_pipe():
    """A record is plain text in a pipe: nothing drawn, and no line is wrapped."""
    out = call("treaty", "nerchinsk", COLUMNS="20").out
    assert not set("╭│╰─\x1b\t") & set(out)
    record = json.loads(call("treaty", "nerchinsk", "--json").out)["record"]
    for statement in record["statements"]:
        assert any(statement["text"] in line for line in out.splitlines())


def test_another_corpus(tmp_path):
    """SINORUS_CORPUS and `--corpus` name the directory that is read instead of ours."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    events = corpus / "events.json"
    events.write_text(
        events.read_text(encoding="utf-8").replace("Siege of Albazin", "Siege of Nowhere"), encoding="utf-8"
    )
    assert "Siege of Nowhere" in call("event", "siege", "of", "nowhere", corpus=corpus).out
    asked = ["event", "siege", "of", "nowhere"]
    assert "Siege of Nowhere" not in call(*asked, corpus=None).out
    for place in range(1, len(asked) + 1):
        typed = [*asked[:place], "--corpus", str(corpus), *asked[place:]]
        assert "Siege of Nowhere" in call(*typed, corpus=None).out
    assert call("check", str(corpus)).status == call("check", corpus=corpus).status


WHEN = [
    "6 September 1689",
    "1689-09-06",
    "27 Aug 1689 OS",
    "6 сентября 1689",
    "1689年9月6日",
    "康熙二十八年七月二十三日",
]


@pytest.mark.parametrize("when", WHEN)
def test_a_time_is_read_everywhere(when):
    """A way of writing a time that one command reads every other reads as the same."""
    day = ["1689-09-06", "1689-09-06"]
    for command in (["date"], ["year"], ["asof"], ["find"], ["treaty", "--in-force"]):
        answer = json.loads(call(*command, when, "--json").out)
        assert [answer["from"], answer["to"]] == day
    signed = "nerchinsk-1689"
    assert json.loads(call("treaty", when, "--json").out)["record"]["id"] == signed
    for command in (["timeline", when], ["timeline", "--from", when, "--to", when]):
        assert signed in [one["id"] for one in json.loads(call(*command, "--json").out)["entries"]]
    narrowed = call("search", "nerchinsk", "--from", when, "--to", when, "--json")
    assert signed in [one["id"] for one in json.loads(narrowed.out)["results"]]
    assert signed in call("disputes", when).out


def test_every_fact_of_ours_is_sourced():
    """Each statement, term and claim in our corpus cites a work of its bibliography."""
    export = json.loads(call("export", corpus=None).out)
    works = {work["id"] for work in export["bibliography"]}
    facts = 0
    for record in export["records"]:
        claims = [claim for dispute in record.get("disputes", ()) for claim in dispute["claims"]]
        for fact in (*record["statements"], *record.get("terms", ()), *claims):
            facts += 1
            assert fact["citations"]
            assert {citation["id"] for citation in fact["citations"]} <= works
    assert facts > 5000


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_nothing_needs_the_network(command):
    """No command asks the operating system for a connection or a name."""
    code = f"""
import sys
def forbid(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "subprocess.", "os.system",
                         "os.exec", "os.posix_spawn", "os.fork", "pickle.")):
        raise SystemExit(f"forbidden: {{event}} {{arguments}}")
sys.addaudithook(forbid)
sys.argv = ["sinorus", *{command}]
from sinorus_cli.program import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True,
        env=environment() | {VARIABLE: str(FROZEN)},
    )  # fmt: skip
    assert done.returncode in (0, 3), done.stderr
    assert "forbidden" not in done.stderr


def test_python_versions():
    """The version of Python that README asks for is the one that the package does."""
    (asked,) = re.findall(r"With Python ([\d.]+) or newer", README)
    assert f'requires-python = ">={asked}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")

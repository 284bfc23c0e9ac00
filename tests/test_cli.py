"""The program as a whole: statuses, streams, what is said of bad input."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from sinorus_cli.corpora import VARIABLE
from sinorus_cli.model import Kind
from tests.conftest import FROZEN

STATUSES = [
    (("treaty", "nerchinsk"), 0),
    (("treaty", "Nerchinsk", "Treaty"), 0),
    (("treaty", "versailles"), 1),
    (("treaty", "1689"), 0),
    (("event", "1680s"), 3),
    (("treaty", "1348"), 1),
    (("treaty", "kyakhta"), 3),
    (("person", "cleopatra"), 1),
    (("search", "albazin"), 0),
    (("search", "kyakhta"), 3),
    (("search", "albazin", "--kind", "event"), 0),
    (("search", "albazin", "--kind", "person"), 1),
    (("search", "albazin", "--kind", "persn"), 2),
    (("search", "albazin", "--from", "1680s", "--to", "1690"), 0),
    (("search", "albazin", "--from", "1750"), 1),
    (("search", "albazin", "--to", "soon"), 2),
    (("search", "albazim", "--exact"), 1),
    (("search", "siege of albazin", "--exact"), 0),
    (("treaty", "nerchinks", "--exact"), 1),
    (("treaty", "nerchinks", "--why"), 0),
    (("search", "cleopatra"), 1),
    (("year", "1689"), 0),
    (("year", "1348"), 1),
    (("year", "soon"), 2),
    (("year", "0"), 2),
    (("year", "99999"), 2),
    (("year", "1727..1689"), 2),
    (("year", "17th", "century"), 0),
    (("show", "nerchinsk-1689"), 0),
    (("show", "nerchinsk-1690"), 1),
    (("show", "NERCHINSK-1689"), 0),
    (("date", "27", "Aug", "1689", "OS"), 0),
    (("date", "康熙二十八年"), 0),
    (("date", "30", "February", "1900"), 2),
    (("date", "..1700"), 2),
    (("date", "9999"), 0),
    (("date", "0001"), 0),
    (("search", "albazin", "--from", ""), 2),
    (("search", "albazin", "--to", ""), 2),
    (("search", "albazin", "--from", "1690", "--to", "1680"), 2),
    (("timeline", "--from", ""), 2),
    (("timeline", "1969..1956"), 2),
    (("treaty", "--in-force", ""), 2),
    (("treaty", "1689-13"), 2),
    (("disputes", "1969-13"), 2),
    (("disputes", "30 February 1900"), 2),
    (("disputes", "1969..1956"), 2),
    (("1969-13",), 2),
    (("today", ""), 2),
    (("timeline", ""), 2),
    (("date", "soon"), 2),
    (("date",), 2),
    (("asof", "1705"), 0),
    (("asof", "1348"), 1),
    (("asof", "soon"), 2),
    (("asof",), 2),
    (("timeline",), 0),
    (("timeline", "1680..1700"), 0),
    (("timeline", "nerchinsk-1689"), 0),
    (("timeline", "--place", "nerchinsk", "--kind", "treaty"), 0),
    (("timeline", "1200..1300"), 1),
    (("timeline", "--topic", "cleopatra"), 2),
    (("timeline", "--kind", "persn"), 2),
    (("timeline", "--to", "soon"), 2),
    (("treaty", "--in-force", "1705"), 0),
    (("treaty", "--in-force", "1348"), 1),
    (("treaty", "--in-force", "9999"), 2),
    (("treaty", "nerchinsk", "--in-force", "1705"), 2),
    (("year", "9999"), 1),
    (("treaty", "--in-force", "soon"), 2),
    (("today", "6", "September"), 0),
    (("today", "09-06"), 0),
    (("today", "29 February"), 1),
    (("today", "31 February"), 2),
    (("today", "May"), 2),
    (("chain", "nerchinsk-1689"), 0),
    (("chain", "lifan-yuan"), 1),
    (("chain", "nowhere"), 2),
    (("compare", "nerchinsk-1689", "kyakhta-1727"), 0),
    (("compare", "nerchinsk-1689", "kyakhta"), 2),
    (("compare", "nerchinsk-1689"), 2),
    (("disputes",), 0),
    (("disputes", "nerchinsk"), 0),
    (("disputes", "1689"), 0),
    (("disputes", "1348"), 1),
    (("disputes", "cleopatra"), 1),
    (("disputes", " "), 2),
    (("about",), 0),
    (("nerchinsk",), 0),
    (("1689",), 0),
    (("1680s",), 0),
    (("nerchinsk-1689",), 0),
    (("xqxqxqxq",), 1),
    ((), 0),
    (("-h",), 0),
    (("help",), 0),
    (("version",), 0),
    (("people",), 0),
    (("serach", "Ili"), 2),
    (("yeer", "1969"), 2),
    (("exprot",), 2),
    (("treaty", "peking"), 1),
    (("treaty", "passports"), 1),
    (("🐉",), 1),
    (("--json", "nerchinsk"), 0),
    (("search",), 2),
    (("search", ""), 2),
    (("search", "   "), 2),
    (("search", "x" * 4000), 2),
    (("search", "\x00\x1b\x07"), 2),
    (("search", "[bold]"), 1),
    (("search", "[/red]"), 1),
    (("search", "🙂"), 1),
    (("search", "--"), 2),
    (("search", "--", "--json"), 1),
    (("search", "--frobnicate"), 2),
    (("search", "albazin", "--limit", "0"), 2),
    (("search", "albazin", "--format", "xml"), 2),
    (("treaty", ""), 2),
    (("year", ""), 2),
    (("",), 2),
    (("check",), 0),
    (("--help",), 0),
    (("--version",), 0),
]


@pytest.mark.parametrize(
    ("arguments", "status"), STATUSES, ids=[" ".join(s[0])[:30] or "blank" for s in STATUSES]
)
def test_status(arguments, status, run):
    """Each outcome has its status; trouble is one line on stderr, a good answer leaves it empty."""
    result = run(*arguments)
    assert (result.status, "Traceback" in result.err) == (status, False)
    if status == 0:
        assert result.err == ""
        assert result.out or arguments == ("check",)
    if status == 2:
        assert result.out == ""
        assert result.err.startswith("sinorus: ")
        assert result.err.endswith((".\n", "?\n"))
        assert result.err.count("\n") == 1
        assert len(result.err) < 300


@pytest.mark.parametrize(
    "day", ["6 September", "9月6日", "6 сентября", "09-06", "24 August OS", "27 Aug 1689 OS"]
)
def test_days_of_the_year(run, day):
    """A day of the year is read as other days are; Old Style it is now thirteen days later."""
    assert json.loads(run("today", day, "--json").out)["day"].endswith("09-06")


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_says_where_a_time_could_not_be_read(run, option):
    """The place is counted in what was typed after the option."""
    assert "'foo' (character 1 of 'foo')" in run("search", "albazin", option, "foo").err


def test_trouble_names_the_thing_and_the_next_step(run):
    """Each sentence says what is wrong and what to type."""
    assert "Did you mean 'nerchinsk-1689'?" in run("show", "nerchinsk-1690").err
    assert "'soon'" in run("year", "soon").err
    assert "1689..1727" in run("year", "soon").err
    assert "--frobnicate" in run("search", "--frobnicate").err
    assert "4,000 characters" in run("search", "x" * 4000).err


def test_nothing_proposes_the_nearest_names(run):
    """Where nothing fits, up to five names are proposed, each with what to type."""
    result = run("treaty", "kyachtasky")
    assert result.status == 1
    assert result.out == ""
    assert "sinorus show kyakhta-1727" in result.err
    assert result.err.count("sinorus show") <= 5


def test_nothing_of_this_kind_names_the_record_of_another(run):
    """A name of another kind is not answered with, but pointed to."""
    result = run("topic", "siege of albazin")
    assert result.status == 1
    assert result.err.splitlines()[1] == "  Siege of Albazin: sinorus show albazin-siege-1685"


def test_several_says_how_to_go_on(run):
    """Several equal hits are listed with date and id, and stderr says how to choose."""
    result = run("treaty", "kyakhta")
    assert "kyakhta-1915" in result.out
    assert "1915-06-07" in result.out
    assert "sinorus show" in result.err


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_alone_lists_its_records(kind, run, frozen):
    """Without a name a kind lists all its records, one line each."""
    lines = run(kind.value).out.splitlines()
    assert sorted(line.split("\t")[2] for line in lines) == [r.id for r in frozen.of_kind(kind)]


def test_lists_are_in_order(run):
    """What happens is listed by date, the rest by name."""
    assert [line.split("\t")[0] for line in run("event").out.splitlines()] == [
        "1652/1689",
        "1685-06~",
        "188X",
    ]
    assert [line.split("\t")[3] for line in run("place").out.splitlines()] == ["Kyakhta", "Nerchinsk"]


def test_bare_words_find_the_fullest_record(run):
    """A place and a treaty of one name: the one of which there is most to say, and the other named."""
    result = run("nerchinsk", "--format", "terminal")
    assert "The first treaty between Russia and China" in result.out
    assert "Also meant, perhaps: Nerchinsk (place nerchinsk)" in result.out


def test_why_shows_scores_and_the_runner_up(run):
    """Asked why, a lookup says how the record was found, and what came next."""
    out = run("treaty", "kyakhta treaty", "--why").out.splitlines()[-1]
    assert out.startswith("Found: matched part of Treaty of Kyakhta (99).")
    assert "Next: Kyakhta Agreement (kyakhta-1915), matched part of Kyakhta Agreement (90)." in out


def test_a_guess_says_that_it_is_one(run):
    """A record that was not asked for by its name says what it was found by."""
    assert "closest to nerchinks" in run("treaty", "nerchinks", "--format", "terminal").out
    assert "Found" not in run("treaty", "nerchinsk", "--format", "terminal").out


def test_help_leads_with_examples(run):
    """Help shows what to type before it lists options."""
    lines = [line.strip() for line in run("--help").out.splitlines()]
    examples = [number for number, line in enumerate(lines) if line.startswith("sinorus ")]
    assert len(examples) == 7  # each on a line of its own
    assert examples[-1] < next(number for number, line in enumerate(lines) if "--version" in line)
    assert "\\b" not in "".join(lines)


def test_version(run):
    """The version is that of the installed distribution."""
    assert run("--version").out == f"sinorus {version('sinorus')}\n"


@pytest.mark.parametrize("file", ["treaties.json", "bibliography.json"])
@pytest.mark.parametrize(
    "content", [None, b"{", b"\xff", b"{}"], ids=["missing", "no JSON", "no UTF-8", "no array"]
)
def test_broken_corpus(file, content, run, tmp_path):
    """A broken corpus is trouble, told in a sentence that names the file."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    (corpus / file).unlink()
    if content is not None:
        (corpus / file).write_bytes(content)
    result = run("treaty", "nerchinsk", corpus=corpus)
    assert result.status == 2
    assert file in result.err
    assert result.err.count("\n") == 1


def test_a_check_that_finds_something_says_so(run):
    """Problems go to stdout, one line each, with status 1."""
    result = run("check", str(FROZEN.parent / "checks" / "lives"))
    assert result.status == 1
    assert {line.split("\t")[0] for line in result.out.splitlines()} == {"lives"}


def program(*arguments, **environment):
    """Run the installed program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sinorus_cli", *arguments],
        capture_output=True, check=False, timeout=60,
        env={**os.environ, VARIABLE: str(FROZEN), **environment},
    )  # fmt: skip


def test_closed_pipe():
    """A reader that has seen enough ends the program quietly."""
    command = f"'{sys.executable}' -m sinorus_cli export | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "koi8-r", "utf-8"])
def test_output_is_utf8_whatever_the_locale(encoding):
    """Three scripts reach the reader under any locale."""
    done = program("treaty", "nerchinsk", PYTHONIOENCODING=encoding, LC_ALL="C")
    assert "尼布楚条约" in done.stdout.decode("utf-8")
    assert done.returncode == 0


def test_a_full_disk_and_a_closed_stdout():
    """Where nothing can be written the program says so, or is quiet, and has no traceback."""
    command = f"'{sys.executable}' -m sinorus_cli export"
    full = subprocess.run(["bash", "-c", f"{command} > /dev/full"], capture_output=True, check=False)
    assert (full.returncode, full.stderr.count(b"\n")) == (2, 1)
    assert b"No space left" in full.stderr
    closed = subprocess.run(["bash", "-c", f"{command} >&-"], capture_output=True, check=False)
    assert b"Traceback" not in closed.stderr


def test_a_mistyped_command_is_named(run):
    """A word like a command, with no record of that name, is taken for the command."""
    assert "Did you mean 'sinorus search Ili'?" in run("serach", "Ili").err
    assert "sinorus find" not in run("fnid", "Ili").err  # which no help names


def test_a_name_like_a_command(run):
    """What begins with a word that the corpus knows, or any sentence has, is no mistyped command."""
    for words in (("chang", "kai-shek"), ("china", "soviet", "split"), ("how", "did", "russia", "get", "it")):
        result = run(*words, corpus=None)
        assert result.status in (0, 3), result.err
    assert "Did you mean 'sinorus disputes'?" in run("dispute", corpus=None).err


def test_an_id_with_capitals(run, tmp_path):
    """An id that a corpus writes with capitals is found, and one without them however it is typed."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    for path in corpus.glob("*.json"):
        text = path.read_text(encoding="utf-8").replace('"amur-war"', '"Amur-War"')
        path.write_text(text, encoding="utf-8")
    for command in (("show", "Amur-War"), ("chain", "Amur-War"), ("chain", "ALBAZIN-SIEGE-1685")):
        assert run(*command, corpus=corpus).status == 0
    assert "Did you mean 'Amur-War'?" in run("show", "amur-warr", corpus=corpus).err


def test_a_bad_date_in_a_corpus(run, tmp_path):
    """A date that is none is told as a broken corpus, and `check` names the record."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    events = corpus / "events.json"
    events.write_text(
        events.read_text(encoding="utf-8").replace("1652/1689", "1652/1689-02-30"), encoding="utf-8"
    )
    for command in (("show", "amur-war"), ("year", "1660")):
        result = run(*command, corpus=corpus)
        assert (result.status, result.out) == (2, "")
        assert "'sinorus check' names the record" in result.err
    assert "edtf\tevents.json\tamur-war" in run("check", str(corpus)).out


def test_no_color():
    """NO_COLOR takes the colours and leaves the words."""
    plain = program("treaty", "nerchinsk", "-f", "terminal", NO_COLOR="1", FORCE_COLOR="1").stdout
    colourful = program("treaty", "nerchinsk", "-f", "terminal", FORCE_COLOR="1", TERM="xterm").stdout
    assert b"\x1b[36m" not in plain
    assert b"\x1b[" in colourful
    assert b"Treaty of Nerchinsk" in plain


def test_lone_surrogates():
    """Bytes of a broken terminal are no traceback."""
    done = program("search", b"\xff\xfe nerchinsk".decode("utf-8", "surrogateescape"), "--json")
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 3)
    done.stdout.decode("utf-8")


OBEYED_SIGNS = set("\x07\x9b\u202e\x1b")
OBEYED = {
    "escape": "\x1b[31mred",
    "bell": "\x07",
    "C1": "\x9b31m",
    "right to left": "\u202eevil",
    "line": "a\nb",
}


@pytest.mark.parametrize("text", OBEYED.values(), ids=list(OBEYED))
@pytest.mark.parametrize("format_", ["terminal", "plain"])
def test_a_hostile_corpus_cannot_command_the_terminal(text, format_, run, tmp_path):
    """What a terminal would obey in a name, a sentence or a work is shown and not sent."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    for file in ("treaties.json", "bibliography.json"):
        rows = json.loads((corpus / file).read_text(encoding="utf-8"))
        for row in rows:
            row |= {"summary": f"Sum{text}."} if "names" in row else {"title": f"Work{text}"}
            row.get("names", {}).setdefault("en", []).append(f"Name{text}")
        (corpus / file).write_text(json.dumps(rows), encoding="utf-8")
    for command in (("show", "nerchinsk-1689"), ("treaty",), ("search", "nerchinsk"), ("year", "1689")):
        result = run(*command, "--format", format_, corpus=corpus)
        assert result.out
        assert not OBEYED_SIGNS & set(result.out + result.err)


@pytest.mark.parametrize("text", OBEYED.values(), ids=list(OBEYED))
@pytest.mark.parametrize(
    "command", [("treaty",), ("show",), ("search", "--kind"), ("year",), (), ("search", "--")]
)
def test_a_hostile_query_cannot_either(command, text, run):
    """What is said of a query never sends it raw."""
    result = run(*command, f"xq{text}xq")
    assert not OBEYED_SIGNS & set(result.out + result.err)


def test_a_huge_file_is_refused(run, tmp_path, monkeypatch):
    """A file beyond reason is refused in a sentence."""
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    monkeypatch.setattr("sinorus_cli.corpus.LARGEST", 100)
    result = run("treaty", "nerchinsk", corpus=corpus)
    assert (result.status, result.out) == (2, "")
    assert "is larger than" in result.err


CALENDARS = [
    # asked                       the heading says
    ([], "6 September 1689 (27 August O.S.)"),
    (["--calendar", "both"], "6 September 1689 (27 August O.S.)"),
    (["--calendar", "ns"], "6 September 1689"),
    (["--calendar=os"], "27 August 1689 O.S."),
    (["--calendar", "ns", "--calendar", "os"], "27 August 1689 O.S."),
]


@pytest.mark.parametrize(("asked", "said"), CALENDARS, ids=[" ".join(row[0]) or "none" for row in CALENDARS])
@pytest.mark.parametrize("format_", ["plain", "terminal"])
def test_calendar(run, asked, said, format_):
    """Days are written in the calendar that is asked for, wherever on the line it is asked."""
    for line in (
        ["treaty", "nerchinsk", "-f", format_, *asked],
        [*asked, "treaty", "nerchinsk", "-f", format_],
    ):
        heading = next(row for row in run(*line).out.splitlines() if "Treaty ·" in row)
        assert heading.strip("│ ").split(" · ")[1] == said


@pytest.mark.parametrize("asked", ["julian", ""])
def test_no_such_calendar(run, asked):
    """A calendar that there is not is refused with those that there are."""
    result = run("treaty", "nerchinsk", "--calendar", asked)
    assert result.status == 2
    assert "ns, os, both" in result.err


def test_a_calendar_holds_for_one_run(run):
    """What one run was asked does not stay for the next."""
    run("treaty", "nerchinsk", "--calendar", "os")
    assert "6 September 1689 (27 August O.S.)" in run("treaty", "nerchinsk").out

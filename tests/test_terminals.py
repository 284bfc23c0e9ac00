"""Every command on terminals, pipes and files of many widths and encodings, and where they fail."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import termios
from itertools import combinations, product
from unittest.mock import Mock

import pytest
from rich.cells import cell_len

from sinorus_cli import dates, lookup, program
from sinorus_cli.corpus import VARIABLE
from sinorus_cli.model import Kind
from tests.conftest import FROZEN, ROOT
from tests.running import GOOD, call, environment

ENCODINGS = ["utf-8", "ascii", "cp1252", "cp1251", "cp936", "koi8-r"]
LOCALES = {"C": None, "C.UTF-8": None, "ru_RU.KOI8-R": "KOI8-R", "zh_CN.GBK": "GBK"}
WIDTHS = [20, 40, 80, 120, 400]
STREAMS = ["terminal", "pipe", "file"]
COMMANDS = [[name, *arguments] for name, arguments in GOOD.items()]


def test_every_command_is_run():
    """Each command has arguments to run it with."""
    assert set(GOOD) == set(lookup.COMMANDS.values())


# Of our own corpus, what has the longest ids and dates in it.
LONG = [
    *([kind.value] for kind in Kind),
    ["treaty", "aigun-1858"],
    ["person", "zuo zongtang"],
    ["show", "soviet-mongolian-gentlemens-agreement-1934"],
    ["show", "trans-mongolian-railway-agreement-1952"],
    ["search", "soviet mongolian agreement"],
    ["year", "1930s"],
    ["asof", "1950"],
    ["today", "28 May"],
    ["timeline", "--no-pager"],
    ["chain", "saint-petersburg-1881"],
    ["chain", "soviet-mongolian-treaty-1946"],
    ["compare", "soviet-mongolian-gentlemens-agreement-1934", "trans-mongolian-railway-agreement-1952"],
    ["disputes"],
]
_LISTS = {
    "results", "entries", "in_force", "under_way", "before", "after", "following", "candidates", "disputes",
    "records",
}  # fmt: skip
_FRAME = 4  # columns of a terminal that may be taken up by a frame, or an indentation


def listed(answer):
    """The entries of every list in a JSON *answer*, or the record that it is."""
    if record := answer.get("record"):
        yield record
    if record and "before" not in answer:
        return
    for key, value in answer.items():
        if key in _LISTS and isinstance(value, list):
            for one in value:
                if "kind" in one:
                    yield one
                yield from listed(one)


def days(when):
    """What of the EDTF date *when* has to stand whole: each day, month or year, in words."""
    said = dates.in_words(when).split("–")
    return [re.sub(r"^((perhaps|about|since|until|from) )+", "", side.strip()) for side in said]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", LONG, ids=" ".join)
def test_ids_and_days_are_never_cut(command, width):
    """Each id and each day of an answer stands on one line of it, as far as the terminal is so wide.

    No line is wider than the terminal.
    """
    answer = json.loads(call(*command, "--json", corpus=None).out)
    found = call(*command, "-f", "terminal", corpus=None, COLUMNS=str(width))
    lines = found.out.splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    wanted = {one["id"] for one in listed(answer)}
    for one in listed(answer):
        if when := one.get("on", one["date"]):
            wanted |= set(days(when))
    assert wanted
    assert [
        text
        for text in wanted
        if cell_len(text) <= width - _FRAME and not any(text in line for line in lines)
    ] == []


@pytest.mark.parametrize("width", ["0", "1", "7", "-5", "²", "wide", "1000000000", "1" * 5000])
@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_any_width(command, width):
    """A width that cannot be meant is no trouble, and does not fill the memory."""
    found = call(*command, "-f", "terminal", COLUMNS=width)
    assert found.status in (0, 3)
    assert found.out
    assert max(map(len, found.out.splitlines())) <= 1000


def _letters(text):
    return [character for character in text if character.isalnum()]


def _can_hold(encoding, character):
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_a_terminal_gets_its_own_encoding(command, encoding):
    """A terminal is sent its own encoding; what that can hold is there, and every column where it was."""
    full = call(*command, "-f", "terminal", terminal=True)
    found = call(*command, "-f", "terminal", terminal=True, encoding=encoding)
    assert (found.status, full.out) == (full.status, full.out.replace("�", ""))
    assert list(map(cell_len, found.out.splitlines())) == list(map(cell_len, full.out.splitlines()))
    shown = iter(_letters(found.out))
    assert [one for one in _letters(full.out) if _can_hold(encoding, one) and one not in shown] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_json_loses_nothing(command, encoding):
    """JSON on a terminal of any encoding is the JSON that a pipe gets."""
    found = call(*command, "--json", terminal=True, encoding=encoding)
    assert json.loads(found.out) == json.loads(call(*command, "--json").out)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_a_pipe_gets_utf8(command, encoding):
    """A pipe or a file is sent UTF-8, whatever the locale says."""
    assert call(*command, encoding=encoding) == call(*command)


STAND_INS = [
    # typed         encoding   shown
    ("1640–1689x", "ascii", "1640-1689x"),
    ("Boulger’s “x”", "ascii", 'Boulger\'s "x"'),
    ("Père Gerbillon x", "ascii", "Pere Gerbillon x"),
    ("Père Gerbillon x", "cp1252", "Père Gerbillon x"),
    ("Пётр x", "koi8-r", "Пётр x"),
    ("Пётр x", "ascii", "???? x"),
    ("語x", "cp1251", "??x"),
    ("語x", "cp936", "語x"),
    ("a\u0301x", "ascii", "ax"),
]


@pytest.mark.parametrize(("typed", "encoding", "shown"), STAND_INS)
def test_stand_ins(typed, encoding, shown):
    """What stands for a character is as wide as it, and as like it as it can be."""
    assert f"'{shown}'" in call("topic", typed, terminal=True, encoding=encoding).err


# For a terminal of a process of its own: each pair of values of any two of the four is there.
ROWS = [
    (encoding, locale, width, stream, COMMANDS[number % len(COMMANDS)])
    for number, (encoding, locale, width, stream) in enumerate(
        (encoding, list(LOCALES)[(i + j) % 4], width, STREAMS[(i + 2 * j) % 3])
        for (i, encoding), (j, width) in product(enumerate(ENCODINGS), enumerate(WIDTHS))
    )
]


def test_rows_cover_every_pair():
    """The rows hold every pair of an encoding, a locale, a width and a kind of stream; and every command."""
    factors = [ENCODINGS, list(LOCALES), WIDTHS, STREAMS]
    for one, other in combinations(range(4), 2):
        assert {(row[one], row[other]) for row in ROWS} == set(product(factors[one], factors[other]))
    assert [command for command in COMMANDS if command not in [row[4] for row in ROWS]] == []


@pytest.fixture(scope="session")
def locales(tmp_path_factory):
    """A directory with the locales, made where they can be."""
    directory = tmp_path_factory.mktemp("locales")
    for name, charmap in LOCALES.items():
        if charmap and shutil.which("localedef"):
            command = ["localedef", "-f", charmap, "-i", name.split(".")[0], directory / name]
            subprocess.run(command, check=False, capture_output=True)
    return directory


def on_terminal(command, width, variables):
    """Run the program on a terminal of its own: its status, and what the terminal was sent."""
    reader, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (25, width))
    process = subprocess.Popen(
        [sys.executable, "-m", "sinorus_cli", *command],
        stdin=terminal, stdout=terminal, stderr=terminal, env=variables,
    )  # fmt: skip
    os.close(terminal)
    sent = b""
    try:
        while piece := os.read(reader, 65536):
            sent += piece
    except OSError:  # as Linux says that the other end is closed
        pass
    os.close(reader)
    return process.wait(60), sent.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("encoding", "locale", "width", "stream", "command"),
    ROWS,
    ids=[f"{row[0]}-{row[1]}-{row[2]}-{row[3]}-{row[4][0]}" for row in ROWS],
)
def test_in_a_process_of_its_own(encoding, locale, width, stream, command, locales, tmp_path):
    """A real terminal, pipe or file is sent what the tests above looked at."""
    variables = environment(PYTHONIOENCODING=encoding, LC_ALL=locale, LOCPATH=str(locales))
    variables |= {VARIABLE: str(FROZEN)} | ({} if stream == "terminal" else {"COLUMNS": str(width)})
    expected = call(*command, terminal=stream == "terminal", encoding=encoding, COLUMNS=str(width))
    if stream == "terminal":
        status, sent = on_terminal(command, width, variables)
        text = sent.decode(encoding)
    else:
        path = tmp_path / "out"
        program = [sys.executable, "-m", "sinorus_cli", *command]
        with path.open("wb") as file:
            into = file if stream == "file" else subprocess.PIPE
            done = subprocess.run(
                program, stdout=into, stderr=subprocess.PIPE, env=variables, check=False, timeout=60
            )
        written = path.read_bytes() if stream == "file" else done.stdout
        status, text = done.returncode, (written + done.stderr).decode("utf-8")
    assert (status, text) == (expected.status, expected.out + expected.err)


@pytest.mark.parametrize(("locale", "encoding"), [("ru_RU.KOI8-R", "koi8-r"), ("zh_CN.GBK", "gbk")])
def test_a_terminal_of_the_locale(locale, encoding, locales):
    """Where nothing else is said, the locale says what the terminal can show."""
    if not (locales / locale).exists():
        pytest.skip("locales cannot be made here")
    variables = environment(LC_ALL=locale, LOCPATH=str(locales)) | {VARIABLE: str(FROZEN)}
    variables.pop("PYTHONIOENCODING", None)
    status, sent = on_terminal(["treaty", "nerchinsk"], 80, variables)
    assert status == 0
    assert "Нерчинский договор" in sent.decode(encoding)
    variables |= {"PAGER": "cat", "TERM": "xterm"}
    assert on_terminal(["timeline"], 80, variables) == on_terminal(["timeline", "--no-pager"], 80, variables)


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # a locale that knows no other letters


@pytest.mark.parametrize(
    "command",
    [
        ["treaty", "尼布楚条约"],
        ["treaty", "尼布楚条约", "--exact", "-f", "terminal"],
        ["year", "康熙二十八年"],
    ],
)
def test_utf8_is_read_in_any_locale(command):
    """Words in UTF-8 are understood where the locale knows no letters but those of ASCII."""
    expected = call(*command)
    done = subprocess.run(
        [sys.executable, "-m", "sinorus_cli", *(word.encode() for word in command)],
        env=environment(COLUMNS="80", **ASCII) | {VARIABLE: str(FROZEN)}, capture_output=True, check=False,
    )  # fmt: skip
    assert expected.status == 0
    assert (done.returncode, done.stdout.decode()) == (0, expected.out)


@pytest.mark.parametrize("name", ["语".encode(), "ж".encode("koi8-r")], ids=["UTF-8", "another encoding"])
def test_directories_in_any_locale(name, tmp_path):
    """The name of a directory is what it is, whatever the locale knows."""
    corpus = shutil.copytree(os.fsencode(FROZEN), os.fsencode(tmp_path) + b"/" + name)
    for command in ([b"check", corpus], [b"treaty", b"nerchinsk", b"--corpus", corpus]):
        done = subprocess.run(
            [sys.executable, "-m", "sinorus_cli", *command],
            env=environment(**ASCII),
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_words_in_no_encoding():
    """Bytes that are no UTF-8 are answered as words that nobody knows, or refused in a sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "sinorus_cli", b"treaty", b"\xce\xcf nerchinsk \xff"],
        env=environment(**ASCII) | {VARIABLE: str(FROZEN)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr


COLOURS = [
    # variables                                   terminal  coloured
    ({"TERM": "xterm"}, True, True),
    ({"TERM": "xterm"}, False, False),
    ({"TERM": "dumb"}, True, False),
    ({"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True, False),
    ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
    ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
    ({"TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, False),
    ({"TERM": "xterm", "CLICOLOR": "0"}, True, False),
    ({"TERM": "xterm", "CLICOLOR": "1"}, True, True),
    ({"TERM": "xterm", "CLICOLOR": "1"}, False, False),
    ({"TERM": "xterm", "CLICOLOR_FORCE": "1"}, False, True),
    ({"TERM": "xterm", "CLICOLOR_FORCE": "0"}, False, False),
    ({"TERM": "xterm", "CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True, True),
    ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, True),
    ({"TERM": "xterm", "FORCE_COLOR": "1", "CLICOLOR": "0"}, True, True),
]


@pytest.mark.parametrize(("variables", "terminal", "coloured"), COLOURS)
def test_colours(variables, terminal, coloured):
    """NO_COLOR, FORCE_COLOR and CLICOLOR say whether there are colours, and take no word away."""
    found = call("treaty", "nerchinsk", "-f", "terminal", terminal=terminal, **variables)
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]", found.out)) is coloured
    bare = call("treaty", "nerchinsk", "-f", "terminal")
    assert re.sub(r"\x1b\[[0-9;]*m", "", found.out) == bare.out


def test_a_pipe_is_never_coloured_by_itself():
    """Without a format asked for, a pipe gets plain lines even where colours are forced."""
    assert call("treaty", FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm") == call("treaty")


@pytest.mark.parametrize("columns", [40, 70, 132])
def test_a_dumb_terminal_is_as_wide_as_it_is(columns):
    """TERM=dumb takes away the colours and not the width."""
    variables = environment(TERM="dumb") | {VARIABLE: str(FROZEN)}
    _, sent = on_terminal(["treaty", "nerchinsk"], columns, variables)
    assert max(cell_len(line) for line in sent.decode().splitlines()) == columns
    assert b"\x1b" not in sent


REDIRECTED = [
    # command and where its streams go      status  what stderr says
    ("treaty nerchinsk > /dev/full", 2, "No space left"),
    ("export > /dev/full", 2, "No space left"),
    ("--help > /dev/full", 2, "No space left"),
    ("--version > /dev/full", 2, "No space left"),
    ("treaty nerchinsk --json > /dev/full", 2, "No space left"),
    ("treaty nerchinsk > /dev/full 2> /dev/full", 2, ""),
    ("treaty versailles > /dev/full", 1, "Nothing found"),
    ("treaty versailles 2> /dev/full", 1, ""),
    ("treaty kyakhta > /dev/null 2> /dev/full", 3, ""),
    ("year soon 2> /dev/full", 2, ""),
    ("treaty nerchinsk >&-", 0, ""),
    ("export >&-", 0, ""),
    ("--help >&-", 0, ""),
    ("treaty versailles >&- 2>&-", 1, ""),
    ("treaty nerchinsk <&- >&- 2>&-", 0, ""),
    ("year soon >&- 2>&-", 2, ""),
    ("treaty nerchinsk > /dev/null <&-", 0, ""),
    ("export | head -n 1 > /dev/null", 0, ""),
    ("timeline | true", 0, ""),
    ("export 2>&1 | true", 0, ""),
]


@pytest.mark.parametrize(("redirected", "status", "said"), REDIRECTED, ids=[r[0] for r in REDIRECTED])
def test_streams_that_fail(redirected, status, said):
    """Where a stream is full, closed or gone, the status is right and at most one sentence is said."""
    command = f"set -o pipefail; '{sys.executable}' -m sinorus_cli {redirected}"
    done = subprocess.run(
        ["bash", "-c", command], env=environment() | {VARIABLE: str(FROZEN)}, capture_output=True,
        check=False, timeout=60, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == bool(said)


GONE = [
    [],
    ["--help"],
    ["--version"],
    ["help"],
    ["search", "--help"],
    ["--show-completion", "bash"],
    ["export"],
]


@pytest.mark.parametrize("command", GONE, ids=" ".join)
def test_a_reader_that_is_gone(command):
    """Where nobody reads the answer any more, whatever was asked for, that is quiet and no trouble."""
    reader, pipe = os.pipe()
    os.close(reader)  # so that the first byte fails
    variables = environment(_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1") | {VARIABLE: str(FROZEN)}
    done = subprocess.run(
        [sys.executable, "-m", "sinorus_cli", *command], stdout=pipe, stderr=subprocess.PIPE, env=variables,
        check=False, timeout=60,
    )  # fmt: skip
    os.close(pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_interrupted_while_writing():
    """Interrupted while nobody reads, the program ends at once, with nothing said and status 130."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sinorus_cli", "export"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    process.stdout.read(1)  # it has begun, and cannot end: a pipe holds less than the corpus
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stderr.read() == b""


@pytest.mark.parametrize(
    "module",
    ["streams", "errors", "values", "corpora", "session", "lookup", "formats", "formats.plain", "cli"],
)
def test_interrupted_while_loading(module):
    """Interrupted before all is loaded, the program is as quiet."""
    code = f"""
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "sinorus_cli.{module}":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
sys.argv = ["sinorus", *{["treaty", "nerchinsk"] if module != "cli" else ["about"]}]
from sinorus_cli.program import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_nothing_is_loaded_before_an_interrupt_is_quiet():
    """The module that starts the program loads nothing that takes time."""
    code = (
        "import gc, sys, __future__; before = set(sys.modules); import sinorus_cli.program;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=environment(PYTHONPATH=str(ROOT / "src")),
        capture_output=True,
        check=True,
    )
    assert done.stdout.split() == [b"sinorus_cli", b"sinorus_cli.program"]


def test_a_long_timeline_is_paged():
    """On a terminal a timeline longer than it goes through $PAGER; --no-pager writes it as it is."""
    variables = environment(TERM="xterm", PAGER="sed s/^/paged:/", NO_COLOR="1")
    _, sent = on_terminal(["timeline"], 80, variables)
    assert {line[:6] for line in sent.decode().splitlines()} == {"paged:"}
    _, sent = on_terminal(["timeline", "--no-pager"], 80, variables)
    assert "paged:" not in sent.decode()


LETTING_GO = """
import sys
from sinorus_cli import program
sys.unraisablehook = program._unraisable
class Held:
    def __del__(self):
        raise {error}
Held()
print("went on")
"""


def test_interrupted_where_nothing_can_be_raised():
    """An interrupt while something is let go ends the program as quietly; other trouble is told."""

    def let_go(error):
        return subprocess.run(
            [sys.executable, "-c", LETTING_GO.format(error=error)],
            capture_output=True,
            check=False,
            text=True,
        )

    interrupted = let_go("KeyboardInterrupt")
    assert (interrupted.returncode, interrupted.stdout, interrupted.stderr) == (130, "", "")
    assert let_go("ValueError").stdout == "went on\n"


@pytest.mark.parametrize("cause", [KeyboardInterrupt(), None])
def test_interrupted_while_a_class_is_made(cause, monkeypatch):
    """An interrupt that Python makes an error of is one all the same."""

    def status():
        raise RuntimeError("Error calling __set_name__") from cause

    monkeypatch.setattr(program, "_status", status)
    monkeypatch.setattr(program, "gc", Mock())  # we go on
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    if cause:
        assert program.run() == 130
    else:
        with pytest.raises(RuntimeError):
            program.run()

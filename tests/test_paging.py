"""The pager of a long timeline: what it is given, and what becomes of one that is not there or leaves."""

import os
import pty
import re
import select
import shlex
import shutil
import sys
import termios
import time

import pytest
from rich.cells import cell_len

from tests.running import environment
from tests.test_terminals import on_terminal


def timeline(*options, **variables):
    """What a terminal of 80 columns was sent: the status, and the bytes."""
    given = {"TERM": "xterm", **variables}
    return on_terminal(["timeline", *options], 80, environment(**given))


@pytest.fixture(autouse=True)
def _no_pager_of_ours(monkeypatch):
    for name in ("PAGER", "MANPAGER", "LESS", "LESSCHARSET"):
        monkeypatch.delenv(name, raising=False)


def into(path):
    """A pager that writes what it is given to the file *path*."""
    return shlex.join(
        [sys.executable, "-c", f"import sys; open({str(path)!r}, 'wb').write(sys.stdin.buffer.read())"]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "koi8-r", "gbk", "ascii"])
def test_is_given_what_the_terminal_would_be(encoding, tmp_path):
    """The pager gets the bytes that the terminal gets without one, of its encoding and width."""
    whole = timeline("--no-pager", PYTHONIOENCODING=encoding)
    assert timeline(PAGER=into(tmp_path / "paged"), PYTHONIOENCODING=encoding) == (0, b"")
    given = (tmp_path / "paged").read_bytes()
    assert (0, given) == whole
    lines = re.sub(r"\x1b\[[0-9;]*m", "", given.decode(encoding)).splitlines()
    assert max(map(cell_len, lines)) <= 80


NONE = [
    "/nonexistent",
    "",
    " ",
    "'",
    "env nonexistent-pager",
    "/",
    "less\\\\0",
    "cat | head",
    "cat > /dev/null",
]


@pytest.mark.parametrize("pager", NONE)
def test_a_pager_that_is_not_there(pager):
    """Where PAGER names no program, the answer is written as it is."""
    status, sent = timeline(PAGER=pager)
    whole = timeline("--no-pager")[1]
    assert (status, sent[-len(whole) :]) == (0, whole)


def test_less_is_the_pager(tmp_path):
    """Without PAGER it is less, with colours, as far as LESS does not say otherwise; never more."""
    for name in ("less", "more"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho "{name}:$*:$LESS:$LESSCHARSET"\n')
        (tmp_path / name).chmod(0o755)
    found = {"PATH": str(tmp_path), "MANPAGER": "more"}
    assert timeline(**found) == (0, b"less:-R:FRX:utf-8\n")
    assert timeline(**found, LESS="S", LESSCHARSET="dos") == (0, b"less:-R:S:dos\n")
    assert timeline(**found, PYTHONIOENCODING="koi8-r") == (0, b"less:-R:FRX:\n")
    assert timeline(**found, TERM="dumb") == timeline("--no-pager", TERM="dumb")
    (tmp_path / "less").unlink()
    assert timeline(**found) == timeline("--no-pager")


@pytest.mark.parametrize("pager", ["head -n 1", "true"])
def test_a_reader_that_has_seen_enough(pager):
    """A pager that reads no more is no trouble."""
    status, sent = timeline(PAGER=pager)
    assert status == 0
    assert sent.count(b"\n") == (pager != "true")


def on_its_own_terminal(typed, **variables):
    """Run a timeline on a terminal that it is controlled by, on which *typed* is typed: as `timeline`.

    Each key is typed when what stands before it has been shown; the last of them once more after
    every second without a word, as a pager that is busy with an interrupt may throw it away.
    """
    process, terminal = pty.fork()
    if not process:
        command = [sys.executable, "-m", "sinorus_cli", "timeline"]
        os.execve(sys.executable, command, environment(TERM="xterm", **variables))
    termios.tcsetwinsize(terminal, (25, 80))
    sent, keys, last = b"", list(typed), b""
    end = time.monotonic() + 30
    try:
        while time.monotonic() < end:
            if not select.select([terminal], [], [], 1)[0]:
                os.write(terminal, last)
                continue
            sent += os.read(terminal, 65536)
            while keys and keys[0][0] in sent:
                seen, last = keys.pop(0)
                sent = sent.partition(seen)[2]
                os.write(terminal, last)
    except OSError:  # as Linux says that the other end is closed
        pass
    os.close(terminal)  # which ends what is still there
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), sent


HEEDING = """
import signal, sys
signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
sys.stdin.buffer.read()
print("shown", flush=True)
open("/dev/tty").readline()
print("done", flush=True)
"""


def test_interrupted_in_a_pager_that_goes_on():
    """An interrupt is for the pager to obey; the program waits until its reader is through."""
    typed = [(b"shown", b"\x03"), (b"interrupted", b"\n")]
    status, sent = on_its_own_terminal(typed, PAGER=shlex.join([sys.executable, "-c", HEEDING]))
    assert (status, sent.split()) == (0, [b"done"])


@pytest.mark.skipif(not shutil.which("less"), reason="there is no less here")
def test_interrupted_in_less():
    """Nor does an interrupt in less itself end anything."""
    prompt = b":\x1b[K"
    status, sent = on_its_own_terminal([(prompt, b"\x03"), (prompt, b"q")])
    assert status == 0
    assert b"Traceback" not in sent


def test_interrupted_with_the_pager():
    """A pager that an interrupt ends takes the program with it, quietly."""
    waiting = shlex.join(["sh", "-c", "echo shown; exec sleep 60"])
    status, sent = on_its_own_terminal([(b"shown", b"\x03")], PAGER=waiting)
    assert status == 130
    assert sent.strip() in (b"", b"^C")

"""The program starts as fast and as lean as we say, and is measured truly beside others."""

import re
import resource
import sys
from subprocess import CalledProcessError

import pytest

from benchmarks import peers
from benchmarks.meter import Job, measure
from benchmarks.startup import MEMORY, OURS, PROCESSOR, YARDSTICKS, Rounds, ratio, table, take_turns


def _python(code: str) -> Job:
    return Job([sys.executable, "-c", code])


@pytest.fixture(scope="module")
def taken() -> Rounds:
    """What all commands took, in fifteen rounds in turn."""
    return take_turns(YARDSTICKS | OURS, 15)


@pytest.mark.slow
@pytest.mark.parametrize("name", PROCESSOR)
def test_processor_time(name, taken):
    """A command takes no more of the processor than it may, in terms of hello.

    What seems to is measured once more, alone with hello: a busy machine is not a slow program.
    """
    if ratio(taken, name, "hello").processor > PROCESSOR[name]:
        taken = take_turns(YARDSTICKS | {name: OURS[name]}, 25)
    assert ratio(taken, name, "hello").processor <= PROCESSOR[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", OURS)
def test_memory(name, taken):
    """No command takes much more memory than hello, at its peak."""
    assert ratio(taken, name, "hello").memory <= MEMORY


def test_table_compares_with_both_yardsticks():
    """The table has a row for every job, in which hello is once hello, and more than bare."""
    *_, bare, hello = table(take_turns(YARDSTICKS, 1)).splitlines()
    figure = r"\d+\.\d+"
    assert re.fullmatch(rf"\| bare \| 1\.0 \| {figure} \| 1\.0 \| 0\.\d+ \|  \| 0\.\d+ \|", bare)
    assert re.fullmatch(rf"\| hello \| {figure} \| 1\.00 \| {figure} \| 1\.00 \|  \| 1\.00 \|", hello)


def test_memory_is_the_commands_own():
    """What the process that measures holds is not counted, and what the command holds is."""
    little, much = measure(_python("pass")), measure(_python("b'x' * 10**8"))
    assert little.memory < resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2
    assert much.memory > 5 * little.memory


def test_failing_command_is_no_figure():
    """A command that fails is not compared with one that answers."""
    with pytest.raises(CalledProcessError):
        measure(_python("raise SystemExit(1)"))


def test_peer_that_cannot_be_set_up_is_named(monkeypatch, tmp_path):
    """Of every peer that does not answer there is a sentence that says why."""

    def absent(means: peers.Means) -> Job:
        return Job([means.program("dict")])

    answers = {"there": "print('Nerchinsk')", "silent": "", "failing": "raise SystemExit('no index')"}
    ways = {name: lambda _, code=code: _python(code) for name, code in answers.items()}
    monkeypatch.setattr(peers, "PEERS", ways | {"absent": absent})
    nothing = peers.Programs({}, "", "there is no apt-get here to fetch dict")
    monkeypatch.setattr(peers, "programs", lambda *_: nothing)
    with peers.peers(tmp_path) as (jobs, left_out):
        assert list(jobs) == ["there"]
        assert left_out == [
            "silent: it answers ''.",
            f"failing: {sys.executable.rpartition('/')[2]} failed: no index.",
            "absent: there is no apt-get here to fetch dict.",
        ]

"""What a command takes: wall-clock time, processor time and peak memory.

The system counts into a process's peak memory that of the process which started it, so that
the command is started by one that has loaded next to nothing. Needs a POSIX system.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# Started anew for each command: Python without `site`, and only what is built into it. On the
# command line stand the file to read from and the command; the figures go to stdout.
_METER = """
import posix, sys, time
files = [(posix.POSIX_SPAWN_OPEN, 0, sys.argv[1], posix.O_RDONLY, 0),
         (posix.POSIX_SPAWN_OPEN, 1, "/dev/null", posix.O_WRONLY, 0)]
start = time.perf_counter()
child = posix.posix_spawn(sys.argv[2], sys.argv[2:], posix.environ, file_actions=files)
_, status, used = posix.wait4(child, 0)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(status != 0)
"""


class Job(NamedTuple):
    """A command, its program by its full path, what it reads and what its environment adds."""

    command: Sequence[str]
    environment: Mapping[str, str] = {}
    stdin: str = os.devnull


class Spent(NamedTuple):
    """What a command took: seconds, seconds of processor time, and the system's unit of memory."""

    time: float
    processor: float
    memory: float


def measure(job: Job) -> Spent:
    """Run *job*, its output thrown away.

    Raises:
        CalledProcessError: its exit status is not 0.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    meter = [sys.executable, "-I", "-S", "-c", _METER, job.stdin, *job.command]
    done = subprocess.run(
        meter, stdout=subprocess.PIPE, check=True, env=env | {"COLUMNS": "80"} | dict(job.environment)
    )
    return Spent(*map(float, done.stdout.split()))

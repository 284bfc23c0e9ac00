"""How long commands take from the shell, as ratios to two yardsticks measured in the same run.

usage: python benchmarks/startup.py [ROUNDS] [--peers]

``bare`` is ``python -c pass``, ``hello`` the smallest typer application that prints one rich
panel, with the versions installed here. Rounds are taken in turn, after one to warm up, so
that a noisy machine is noisy for all; what stands in the table are the medians of the ratios
within a round. Bytecode is written at the first round, as an installer would have written it.
``--peers`` sets up other programs for looking something up (see `peers`), and measures them too.
"""

import argparse
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # where it is run by its path

from benchmarks.meter import Job, Spent, measure

SINORUS = str(Path(sysconfig.get_path("scripts")) / "sinorus")
HELLO = """
import typer
from rich.console import Console
from rich.panel import Panel
app = typer.Typer()
@app.command()
def main() -> None:
    Console().print(Panel("hello"))
app()
"""
YARDSTICKS = {
    "bare": Job([sys.executable, "-c", "pass"]),
    "hello": Job([sys.executable, "-c", HELLO]),
}
_LOOKUPS = ("treaty nerchinsk", "year 1969", "search Ili crisis", "asof 1969-03-02")
_WAYS = {
    ", on a terminal": ["--format", "terminal"],
    ", in a pipe": [],
    " --json": ["--json"],
}
_ON_TAB = {"_SINORUS_COMPLETE": "complete_bash", "COMP_WORDS": "sinorus treaty nerch", "COMP_CWORD": "2"}
_OTHER_LOOKUPS = (
    "nerchinsk",
    "person golovin",
    "date 1969-03-02",
    "today",
    "chain aigun-1858",
    "compare aigun-1858 peking-1860",
    "disputes nerchinsk",
    "treaty nerchinks",  # a slip, for which rapidfuzz is loaded
    "search rifles from antwerp",  # words of no name
    "timeline --person koo",
)
OURS = (
    {
        lookup + way: Job([SINORUS, *lookup.split(), *options])
        for (way, options), lookup in product(_WAYS.items(), _LOOKUPS)
    }
    | {f"{it} --json": Job([SINORUS, *it.split(), "--json"]) for it in _OTHER_LOOKUPS}
    | {
        "a name on TAB": Job([SINORUS], _ON_TAB),
        "--help": Job([SINORUS, "--help"]),
    }
)
# What they may take at most, in hello's processor time, and any of them in hello's memory.
PROCESSOR = {name: 0.60 for name in OURS if name.endswith((", in a pipe", " --json"))} | {
    "search rifles from antwerp --json": 0.65,  # 0.60 on a quiet machine
    "treaty nerchinsk, on a terminal": 0.80,
    "year 1969, on a terminal": 0.95,
    "search Ili crisis, on a terminal": 1.0,
    "a name on TAB": 0.60,
    "--help": 1.3,
}
MEMORY = 1.3

Rounds = Mapping[str, list[Spent]]


def take_turns(jobs: Mapping[str, Job], rounds: int) -> Rounds:
    """Measure every one of *jobs* in each of *rounds*, after a round to warm up."""
    taken: dict[str, list[Spent]] = {name: [] for name in jobs}
    for number in range(rounds + 1):
        for name, job in jobs.items():
            spent = measure(job)
            if number:
                taken[name].append(spent)
    return taken


def ratio(taken: Rounds, name: str, yardstick: str) -> Spent:
    """What *name* took in terms of *yardstick*, as medians of the ratios within a round."""
    pairs = zip(taken[name], taken[yardstick], strict=True)
    ratios = [[ours / theirs for ours, theirs in zip(*pair, strict=True)] for pair in pairs]
    return Spent(*map(median, zip(*ratios, strict=True)))


def table(taken: Rounds) -> str:
    """A Markdown table: the yardsticks first, and what each may take at most."""
    lines = [
        "| what | time × bare | × hello | processor × bare | × hello | at most | memory × hello |",
        "| --- |" + " ---: |" * 6,
    ]
    least = ratio(taken, "bare", "hello").memory
    for name in taken:
        bare, hello = ratio(taken, name, "bare"), ratio(taken, name, "hello")
        most = f"{PROCESSOR[name]:.2f}" if name in PROCESSOR else ""
        # The meter, itself a Python, hides what takes less than that.
        memory = f"{hello.memory:.2f}" if hello.memory >= least else f"< {least:.2f}"
        lines.append(
            f"| {name} | {bare.time:.1f} | {hello.time:.2f} "
            f"| {bare.processor:.1f} | {hello.processor:.2f} | {most} | {memory} |"
        )
    return "\n".join(lines)


def _report(jobs: Mapping[str, Job], left_out: Iterable[str], rounds: int) -> None:
    taken = take_turns(jobs, rounds)
    print(table(taken), end="\n\n")
    bare, hello = (median(spent.time for spent in taken[name]) * 1000 for name in YARDSTICKS)
    print(f"bare {bare:.0f} ms, hello {hello:.0f} ms; medians of {rounds} rounds in turn")
    for sentence in left_out:
        print(f"Left out: {sentence}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("rounds", nargs="?", type=int, default=15)
    parser.add_argument("--peers", action="store_true")
    chosen = parser.parse_args()
    if not chosen.peers:
        _report(YARDSTICKS | OURS, [], chosen.rounds)
        return
    from benchmarks.peers import peers

    with tempfile.TemporaryDirectory() as directory, peers(Path(directory)) as (theirs, left_out):
        _report(YARDSTICKS | OURS | theirs, left_out, chosen.rounds)


if __name__ == "__main__":
    main()

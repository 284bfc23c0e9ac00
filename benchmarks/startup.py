"""How long commands take from the shell, as ratios to two yardsticks measured in the same run.

usage: python benchmarks/startup.py [ROUNDS]

``bare`` is ``python -c pass``, ``hello`` the smallest typer application that prints one rich
panel, with the versions installed here. Rounds are taken in turn, after one to warm up, so
that a noisy machine is noisy for all; the median of each is compared. Bytecode is written at
the first round, as an installer would have written it.
"""

import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from statistics import median

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
COMMANDS = {
    "bare": [sys.executable, "-c", "pass"],
    "hello": [sys.executable, "-c", HELLO],
    "treaty nerchinsk, on a terminal": [SINORUS, "treaty", "nerchinsk", "-f", "terminal"],
    "year 1969, on a terminal": [SINORUS, "year", "1969", "-f", "terminal"],
    "search Ili crisis, on a terminal": [SINORUS, "search", "Ili", "crisis", "-f", "terminal"],
    "asof 1969-03-02, on a terminal": [SINORUS, "asof", "1969-03-02", "-f", "terminal"],
    "treaty nerchinsk, in a pipe": [SINORUS, "treaty", "nerchinsk"],
    "treaty nerchinsk --json": [SINORUS, "treaty", "nerchinsk", "--json"],
    "a name on TAB": [SINORUS],
    "--help": [SINORUS, "--help"],
}


ON_TAB = {"_SINORUS_COMPLETE": "complete_bash", "COMP_WORDS": "sinorus treaty nerch", "COMP_CWORD": "2"}


def seconds(command: list[str]) -> float:
    """How long *command* takes, its output thrown away; without arguments, asked as the shell asks."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= ON_TAB if command == [SINORUS] else {}
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=env | {"COLUMNS": "80"})
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            spent = seconds(command)
            if number:  # the first is to warm up
                taken[name].append(spent)
    bare, hello = median(taken["bare"]), median(taken["hello"])
    print("| what | × bare | × hello |\n| --- | ---: | ---: |")
    for name, spent in taken.items():
        print(f"| {name} | {median(spent) / bare:.1f} | {median(spent) / hello:.2f} |")
    print(f"\nbare {bare * 1000:.0f} ms, hello {hello * 1000:.0f} ms; median of {rounds} rounds in turn")


if __name__ == "__main__":
    main()

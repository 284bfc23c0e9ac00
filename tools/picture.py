"""Draw a real answer as an SVG, as rich exports it, for README.

usage: python tools/picture.py [SVG COLUMNS KIND NAME...]
"""

import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from sinorus_cli.answers import OneRecord
from sinorus_cli.corpus import bundled, load
from sinorus_cli.formats.terminal import write_to
from sinorus_cli.model import Kind
from sinorus_cli.search import look_up

DOCS = Path(__file__).resolve().parent.parent / "docs"
IN_README = (str(DOCS / "putyata.svg"), "80", "event", "putyata")


def draw(path: Path, columns: int, kind: Kind, name: str) -> None:
    """Look *name* up among the records of *kind* and draw the answer, *columns* wide, to *path*."""
    corpus = load(bundled())
    record = look_up(corpus, name, kinds=(kind,))[0].record
    console = Console(
        record=True, width=columns, file=StringIO(), markup=False, highlight=False, force_terminal=True
    )
    write_to(console, OneRecord(corpus=corpus, command=kind.value, query=name, record=record))
    path.parent.mkdir(exist_ok=True)
    console.save_svg(str(path), title=f"sinorus {kind.value} {name}", unique_id="sinorus")


if __name__ == "__main__":
    path, columns, kind, *name = sys.argv[1:] or IN_README
    draw(Path(path), int(columns), Kind[kind.upper()], " ".join(name))

"""The commands: look up, then write in the chosen format; `main` is the program.

To add a command: write a function here under ``@app.command()`` that returns an answer and
the format to write it in.
"""

import gc
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, TextIO

import typer

from sinorus_cli import lookup
from sinorus_cli.answers import Answer, Export, Problems, Status
from sinorus_cli.corpus import load
from sinorus_cli.dates import looks_like_date
from sinorus_cli.errors import CorpusError, DateError, QueryError, SinorusError
from sinorus_cli.formats import Format
from sinorus_cli.model import Kind
from sinorus_cli.search import FULL_NAME

EPILOG = "Exit status: 0 found, 1 nothing found, 2 trouble, 3 several fit equally well."
# What is run for words without a command: `sinorus nerchinsk`, `sinorus 1969`.
BARE = "find"

app = typer.Typer(
    name="sinorus",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Outcome = tuple[Answer, Format]
Words = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", show_default=False)]
Query = Annotated[list[str], typer.Argument(metavar="QUERY...", show_default=False)]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="How to write; by default terminal, or plain in a pipe.",
        show_default=False,
    ),
]  # fmt: skip
ExactOption = Annotated[
    bool, typer.Option("--exact", help="Only names as they are spelt, but for case and script.")
]
WhyOption = Annotated[bool, typer.Option("--why", help="Say how it was found, with scores.")]
JsonOption = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
VersionOption = Annotated[bool, typer.Option("--version", help="Print the version and exit.")]


@app.callback(invoke_without_command=True)
def sinorus(context: typer.Context, version: VersionOption = False) -> None:
    """The history between China and Russia, looked up offline.

    \b
    sinorus treaty nerchinsk        a treaty, by any of its names
    sinorus year 1969               what happened in a year or a span of years
    sinorus search "Ili crisis"     names and texts of every kind
    sinorus nerchinsk               the record that is meant
    sinorus person                  everyone there is

    Every command takes --json, and words need no quotes.
    """  # noqa: D301  # a real \b keeps the lines of the paragraph as they are
    if version:
        from importlib.metadata import version as version_of  # slow to load

        sys.stdout.write(f"sinorus {version_of('sinorus')}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


def _lookup(kind: Kind) -> Callable[..., Outcome]:
    def command(
        name: Words = None,
        exact: ExactOption = False,
        why: WhyOption = False,
        format_: FormatOption = None,
        json: JsonOption = False,
    ) -> Outcome:
        if not name:
            return lookup.all_of(kind), _format(format_, json)
        answer = lookup.one_record(kind.value, " ".join(name), (kind,), exact=exact, scores=why)
        return answer, _format(format_, json)

    article = "an" if kind.value[0] in "aeiou" else "a"
    plural = kind.heading.lower()
    command.__doc__ = f"Look up {article} {kind.value} by NAME; without NAME, list all {plural}."
    return command


for _kind in Kind:
    app.command(_kind.value)(_lookup(_kind))


@app.command()
def search(
    query: Query,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", metavar="KIND", help="Only this kind; may be repeated."),
    ] = None,
    from_: Annotated[
        str, typer.Option("--from", metavar="WHEN", help="Only what touches this time or later.")
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="WHEN", help="Only what touches this time or earlier.")
    ] = "",
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most N hits.")
    ] = lookup.MOST_LISTED,
    exact: ExactOption = False,
    why: WhyOption = False,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Search names, summaries and statements of every kind, best first."""
    answer = lookup.searched(
        " ".join(query), kinds=kind or (), since=from_, until=to, limit=limit, exact=exact, scores=why
    )
    return answer, _format(format_, json)


@app.command()
def year(
    when: Annotated[
        list[str],
        typer.Argument(metavar="WHEN...", help="1969, 1969-03, 1960s, 1689..1727, 17th century, EDTF."),
    ],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """List what happened in a year, month, decade, century or span of time."""
    return lookup.in_span("year", " ".join(when)), _format(format_, json)


@app.command()
def show(
    record_id: Annotated[str, typer.Argument(metavar="ID")],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Show the record with an id, as lists print it: nerchinsk-1689."""
    return lookup.record_by_id(record_id), _format(format_, json)


@app.command()
def disputes(query: Words = None, format_: FormatOption = None, json: JsonOption = False) -> Outcome:
    """List what sources disagree on: all of it, or what a name, words or a year stand for."""
    return lookup.disputed(" ".join(query) if query else None), _format(format_, json)


@app.command()
def about(format_: FormatOption = None, json: JsonOption = False) -> Outcome:
    """Say what the corpus covers, by kind and century, how new it is and what it rests on."""
    return lookup.about(), _format(format_, json)


@app.command()
def export(format_: FormatOption = None, json: JsonOption = False) -> Outcome:
    """Write the whole corpus, bibliography and all; JSON unless --format plain."""
    return Export(corpus=load(), command="export"), Format.JSON if json else format_ or Format.JSON


@app.command()
def check(
    directory: Annotated[Path | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Check a corpus, by default ours: shape, links, dates, calendars, citations, names."""
    from sinorus_cli.checks import check as check_corpus  # slow to load

    corpus, problems = check_corpus(directory)
    answer = Problems(corpus=corpus, command="check", problems=problems)
    return answer, _format(format_, json)


@app.command(BARE, hidden=True)
def find(
    query: Query, why: WhyOption = False, format_: FormatOption = None, json: JsonOption = False
) -> Outcome:
    """Look up a year, or the best record of any kind."""
    words = " ".join(query)
    if looks_like_date(words):
        return lookup.in_span(BARE, words), _format(format_, json)
    answer = lookup.one_record(BARE, words, tuple(Kind), scores=why)
    if not (answer.hits and answer.hits[0].score >= FULL_NAME):
        _refuse_mistyped_command(query)
    return answer, _format(format_, json)


def main() -> None:
    """Run sinorus, and turn whatever goes wrong into a sentence and an exit status."""
    gc.disable()  # so short a process is over before there is garbage worth collecting
    sys.stdout, sys.stderr = (stream or _nowhere() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        outcome = app(args=_with_command(sys.argv[1:]), standalone_mode=False)
        status = _finish(*outcome) if isinstance(outcome, tuple) else outcome
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_stdout()
        status = Status.FOUND  # the reader has seen enough
    except typer.TyperException as error:
        status = _trouble(f"{error.format_message().rstrip('.')}. See 'sinorus --help'.")
    except SinorusError as error:
        status = _trouble(str(error))
    except OSError as error:
        _abandon_stdout()
        status = _trouble(f"Cannot write the answer: {error.strerror}; make room or write elsewhere.")
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    sys.exit(status)


def _commands() -> dict[str, str]:
    """What may be typed for each command: its name, and for a kind its plural."""
    names = (command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands)
    return {name: name for name in names} | {kind.heading.lower(): kind.value for kind in Kind}


def _with_command(arguments: list[str]) -> list[str]:
    """*arguments* with the command they mean; the bare one before them where they name none."""
    if not arguments or arguments[0] in (
        "-h",
        "--help",
        "--version",
        "--install-completion",
        "--show-completion",
    ):
        return arguments
    first, *rest = arguments
    if first in ("help", "version") and not rest:
        return [f"--{first}"]
    if command := _commands().get(first):
        return [command, *rest]
    return [BARE, *arguments]


def _refuse_mistyped_command(words: list[str]) -> None:
    first, *rest = words
    near = get_close_matches(first.lower(), _commands(), n=1, cutoff=0.75)
    if near:
        meant = " ".join(["sinorus", near[0], *rest])
        raise QueryError(f"There is no command {first!r}. Did you mean {meant!r}?")


def _format(chosen: Format | None, json: bool) -> Format:
    if json:
        return Format.JSON
    return chosen or (Format.TERMINAL if sys.stdout.isatty() else Format.PLAIN)


def _finish(answer: Answer, format_: Format) -> Status:
    """Write *answer*, and say on stderr what to do where it is not one good answer."""
    try:
        format_.write(answer, sys.stdout)
    except DateError as error:
        raise CorpusError(f"The corpus is broken: {error} 'sinorus check' names the record.") from error
    sys.stdout.flush()
    if said := lookup.advice(answer):
        sys.stderr.write(said + "\n")
    return answer.status


def _trouble(sentence: str) -> Status:
    sys.stderr.write(f"sinorus: {sentence}\n")
    return Status.TROUBLE


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _abandon_stdout() -> None:
    """Keep Python from flushing stdout once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

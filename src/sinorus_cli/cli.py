"""The commands as Typer reads them: each looks something up and says how to write it.

To add a command: write a function here under ``@app.command()`` that returns an answer and
the format to write it in, and name it in `lookup.COMMANDS`.
"""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from sinorus_cli import guess, lookup, moments
from sinorus_cli.answers import Answer, Export, Problems
from sinorus_cli.corpus import load
from sinorus_cli.errors import QueryError
from sinorus_cli.formats import Format, chosen
from sinorus_cli.model import Kind

EPILOG = (
    "With --corpus DIR, anywhere and more than once, every command reads other corpora instead of ours;"
    " with --calendar ns, os or both it writes days before February 1918 New Style, Old Style or both."
    " Exit status: 0 found, 1 nothing found, 2 trouble, 3 several fit equally well."
)

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
    sinorus asof 14 May 1858        who governed, what was in force, what went on
    sinorus date 27 Aug 1689 OS     a day in every calendar
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


def _looked_up(kind: Kind, name: list[str] | None, exact: bool, why: bool) -> Answer:
    if not name:
        return lookup.all_of(kind)
    return lookup.one_record(kind.value, " ".join(name), (kind,), exact=exact, scores=why)


def _lookup(kind: Kind) -> Callable[..., Outcome]:
    def command(
        name: Words = None,
        exact: ExactOption = False,
        why: WhyOption = False,
        format_: FormatOption = None,
        json: JsonOption = False,
    ) -> Outcome:
        return _looked_up(kind, name, exact, why), chosen(format_, json)

    return command


def _treaties(
    name: Words = None,
    in_force: Annotated[
        str | None, typer.Option("--in-force", metavar="DATE", help="List those in force on a date.")
    ] = None,
    exact: ExactOption = False,
    why: WhyOption = False,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    if in_force is not None:
        if name or exact or why:
            raise QueryError("--in-force lists treaties by date; type it without a name.")
        return moments.treaties_as_of(in_force), chosen(format_, json)
    return _looked_up(Kind.TREATY, name, exact, why), chosen(format_, json)


for _kind in Kind:
    _command = _treaties if _kind is Kind.TREATY else _lookup(_kind)
    _article = "an" if _kind.value[0] in "aeiou" else "a"
    _command.__doc__ = (
        f"Look up {_article} {_kind.value} by NAME; without NAME, list all {_kind.heading.lower()}."
    )
    app.command(_kind.value)(_command)


@app.command()
def search(
    query: Query,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", "-k", metavar="KIND", help="Only this kind; may be repeated."),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="WHEN", help="Only what touches this time or later.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="WHEN", help="Only what touches this time or earlier.")
    ] = None,
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
    return answer, chosen(format_, json)


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
    return moments.in_span("year", " ".join(when)), chosen(format_, json)


@app.command()
def asof(
    when: Annotated[
        list[str], typer.Argument(metavar="DATE...", help="A day, month or year, as for 'year' and 'date'.")
    ],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Say how things stood: who governed, what was in force, what went on."""
    return moments.as_of(" ".join(when)), chosen(format_, json)


@app.command("date")
def date_(
    date: Annotated[
        list[str],
        typer.Argument(metavar="DATE...", help="1689-09-06, 27 Aug 1689 OS, 康熙二十八年七月, Kangxi 28."),
    ],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Convert a date between New Style, Old Style and the Chinese calendar."""
    return moments.converted(" ".join(date)), chosen(format_, json)


@app.command()
def today(
    day: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DAY]...", help="28 May, 05-28; without it, today.", show_default=False),
    ] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Say what happened on this day of the year, or on another."""
    return moments.on_this_day(" ".join(day) if day else None), chosen(format_, json)


@app.command()
def timeline(
    query: Words = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="WHEN", help="Nothing that ended before.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="WHEN", help="Nothing that began after.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", metavar="KIND", help="Only treaties, or only events.")
    ] = None,
    topic: Annotated[str, typer.Option("--topic", metavar="NAME", help="Only what belongs to it.")] = "",
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="Only what they had part in.")] = "",
    place: Annotated[str, typer.Option("--place", metavar="NAME", help="Only what happened there.")] = "",
    pager: Annotated[bool, typer.Option(help="Page through a long one on a terminal.")] = True,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Look at an era (1956..1969) or a story ("ili crisis"): treaties and events in order."""
    named = ((Kind.TOPIC, topic), (Kind.PERSON, person), (Kind.PLACE, place))
    answer = moments.told_in_order(
        " ".join(query) if query else None, since=from_, until=to, kinds=kind or (),
        about=[(of, name) for of, name in named if name], paged=pager,
    )  # fmt: skip
    return answer, chosen(format_, json)


@app.command()
def chain(
    record_id: Annotated[str, typer.Argument(metavar="ID")],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Show what a record came from and what came of it, as a tree."""
    return lookup.chained(record_id), chosen(format_, json)


@app.command()
def compare(
    one: Annotated[str, typer.Argument(metavar="ID")],
    other: Annotated[str, typer.Argument(metavar="ID")],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Lay two records of one kind side by side, with what differs marked."""
    return lookup.compared(one, other), chosen(format_, json)


@app.command()
def show(
    record_id: Annotated[str, typer.Argument(metavar="ID")],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Show the record with an id, as lists print it: nerchinsk-1689."""
    return lookup.record_by_id(record_id), chosen(format_, json)


@app.command()
def disputes(query: Words = None, format_: FormatOption = None, json: JsonOption = False) -> Outcome:
    """List what sources disagree on: all of it, or what a name, words or a year stand for."""
    return lookup.disputed(" ".join(query) if query else None), chosen(format_, json)


@app.command()
def about(format_: FormatOption = None, json: JsonOption = False) -> Outcome:
    """Say what the corpus covers, by kind and century, how new it is and what it rests on."""
    return lookup.about(), chosen(format_, json)


@app.command()
def export(format_: FormatOption = None, json: JsonOption = False) -> Outcome:
    """Write the whole corpus, bibliography and all; JSON unless --format plain."""
    return Export(corpus=load(), command="export"), Format.JSON if json else format_ or Format.JSON


@app.command()
def check(
    directories: Annotated[list[str] | None, typer.Argument(metavar="[DIR]...", show_default=False)] = None,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Check corpora, by default ours: shape, links, dates, calendars, citations, names."""
    from sinorus_cli.checks import check as check_corpus  # slow to load

    corpus, problems = check_corpus(*(directories or ()))
    answer = Problems(corpus=corpus, command="check", problems=problems)
    return answer, chosen(format_, json)


@app.command(lookup.BARE, hidden=True)
def find(
    query: Query, why: WhyOption = False, format_: FormatOption = None, json: JsonOption = False
) -> Outcome:
    """Look up a year, or the best record of any kind."""
    return guess.found(query, scores=why), chosen(format_, json)


def run(arguments: list[str]) -> Outcome | int:
    """What *arguments* ask for, or the exit status where they ask for nothing more.

    Raises:
        QueryError: they cannot be read.
        SinorusError: as the functions of `lookup`.
        BrokenPipeError: nobody reads any more what the framework itself writes, such as help.
    """
    try:
        outcome: Outcome | int | None = app(args=_with_command(arguments), standalone_mode=False)
    except typer.TyperException as error:
        raise QueryError(f"{error.format_message().rstrip('.')}. See 'sinorus --help'.") from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # the framework makes a failure of it
            raise end.__context__ from None
        raise
    return outcome or 0


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
    if command := lookup.COMMANDS.get(first):
        return [command, *rest]
    return [lookup.BARE, *arguments]

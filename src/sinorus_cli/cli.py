"""The commands: look up, then write in the chosen format; `main` is the program.

To add a command: write a function here under ``@app.command()``.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from sinorus_cli.answers import (
    Answer,
    Export,
    Hits,
    Listing,
    OneRecord,
    Problems,
    Span,
    Status,
)
from sinorus_cli.checks import check as problems_of
from sinorus_cli.corpus import load
from sinorus_cli.dates import looks_like_date, span
from sinorus_cli.errors import QueryError, SinorusError
from sinorus_cli.formats import Format
from sinorus_cli.model import Kind
from sinorus_cli.search import FULL_NAME, best, checked, look_up, namesakes, nearest, prominence
from sinorus_cli.search import search as search_in
from sinorus_cli.timeline import between, touches

EPILOG = "Exit status: 0 found, 1 nothing found, 2 trouble, 3 several fit equally well."
# What is run for words without a command: `sinorus nerchinsk`, `sinorus 1969`.
BARE = "find"
MOST_LISTED = 10

app = typer.Typer(
    name="sinorus",
    add_completion=True,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
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


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # slow to load

        sys.stdout.write(f"sinorus {version('sinorus')}\n")
        raise typer.Exit


@app.callback()
def sinorus(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    r"""The history between China and Russia, looked up offline.

    \b
    sinorus treaty nerchinsk        a treaty, by any of its names
    sinorus year 1969               what happened in a year or a span of years
    sinorus search "Ili crisis"     names and texts of every kind
    sinorus nerchinsk               the record that is meant
    sinorus person                  everyone there is

    Every command takes --json, and words need no quotes.
    """


def _lookup(kind: Kind) -> Callable[..., Outcome]:
    def command(
        name: Words = None,
        exact: ExactOption = False,
        why: WhyOption = False,
        format_: FormatOption = None,
        json: JsonOption = False,
    ) -> Outcome:
        if name:
            answer = _one_record(kind.value, " ".join(name), (kind,), exact=exact, scores=why)
            return answer, _format(format_, json)
        corpus = load()
        listing = Listing(corpus=corpus, command=kind.value, records=corpus.of_kind(kind))
        return listing, _format(format_, json)

    article = "an" if kind.value[0] in "aeiou" else "a"
    command.__doc__ = (
        f"Look up {article} {kind.value} by NAME; without NAME, list all {kind.heading.lower()}."
    )
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
    ] = MOST_LISTED,
    exact: ExactOption = False,
    why: WhyOption = False,
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Search names, summaries and statements of every kind, best first."""
    words, corpus = " ".join(query), load()
    hits = search_in(corpus, words, kinds=_kinds(kind), exact=exact)
    if from_ or to:
        start, end = span(f"{from_}..{to}")
        hits = [hit for hit in hits if touches(hit.record, start, end)]
    answer = Hits(
        corpus=corpus,
        command="search",
        query=words,
        hits=hits[:limit],
        namesakes=namesakes(hits),
        scores=why,
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
    return _span("year", " ".join(when)), _format(format_, json)


@app.command()
def show(
    record_id: Annotated[str, typer.Argument(metavar="ID")],
    format_: FormatOption = None,
    json: JsonOption = False,
) -> Outcome:
    """Show the record with an id, as lists print it: nerchinsk-1689."""
    corpus = load()
    record = corpus.find(record_id.strip())
    answer = OneRecord(corpus=corpus, command="show", query=record_id, record=record)
    return answer, _format(format_, json)


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
    """Check a corpus, by default ours: links, dates, calendars, citations, order."""
    corpus = load(directory)
    answer = Problems(corpus=corpus, command="check", problems=problems_of(corpus))
    return answer, _format(format_, json)


@app.command(BARE, hidden=True)
def find(
    query: Query, why: WhyOption = False, format_: FormatOption = None, json: JsonOption = False
) -> Outcome:
    """Look up a year, an id or the best record of any kind."""
    words = " ".join(query)
    if looks_like_date(words):
        return _span(BARE, words), _format(format_, json)
    return _one_record(BARE, words, tuple(Kind), scores=why, fullest=True), _format(format_, json)


def main() -> None:
    """Run sinorus, and turn whatever goes wrong into a sentence and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        outcome = app(args=_with_command(sys.argv[1:]), standalone_mode=False)
        status = _finish(*outcome) if isinstance(outcome, tuple) else outcome
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough. Python would flush stdout once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = Status.FOUND
    except typer.TyperException as error:
        status = _trouble(f"{error.format_message().rstrip('.')}. See 'sinorus --help'.")
    except SinorusError as error:
        status = _trouble(str(error))
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    sys.exit(status)


def _with_command(arguments: list[str]) -> list[str]:
    """*arguments* with the bare command before them where they name none."""
    known = {"--help", "--version", "--install-completion", "--show-completion"}
    known |= {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    return [BARE, *arguments] if arguments and arguments[0] not in known else arguments


def _kinds(names: list[str] | None) -> tuple[Kind, ...]:
    known = {kind.value: kind for kind in Kind}
    for name in names or ():
        if name not in known:
            raise QueryError(f"There is no kind {name!r}; the kinds are {', '.join(known)}.")
    return tuple(known[name] for name in names or known)


def _one_record(
    command: str,
    query: str,
    kinds: tuple[Kind, ...],
    *,
    exact: bool = False,
    scores: bool = False,
    fullest: bool = False,
) -> Answer:
    """The record of *kinds* that *query* means.

    Where several are named in full, *fullest* takes the one of which there is most to say.
    """
    corpus = load()
    hits = look_up(corpus, query, kinds=kinds, exact=exact)
    equals = best(hits)
    record = equals[0].record if len(equals) == 1 else None
    if fullest:
        named = [hit.record for hit in hits if hit.score >= FULL_NAME]
        record = max(named, key=prominence) if named else record
    return OneRecord(
        corpus=corpus, command=command, query=query, record=record,
        hits=hits[:MOST_LISTED], equals=equals[:MOST_LISTED], scores=scores,
    )  # fmt: skip


def _span(command: str, query: str) -> Answer:
    query = checked(query)
    start, end = span(query)
    corpus = load()
    return Span(
        corpus=corpus, command=command, query=query, start=start, end=end,
        entries=between(corpus, start, end),
    )  # fmt: skip


def _format(chosen: Format | None, json: bool) -> Format:
    if json:
        return Format.JSON
    return chosen or (Format.TERMINAL if sys.stdout.isatty() else Format.PLAIN)


def _finish(answer: Answer, format_: Format) -> Status:
    """Write *answer*, and say on stderr what to do where it is not one good answer."""
    format_.write(answer, sys.stdout)
    sys.stdout.flush()
    if advice := _advice(answer):
        sys.stderr.write(advice + "\n")
    return answer.status


def _advice(answer: Answer) -> str:
    if isinstance(answer, Problems) and answer.problems:
        return f"{len(answer.problems)} problems."
    if answer.status is Status.SEVERAL:
        return "Several fit equally well; add a word, or type 'sinorus show' and an id."
    if answer.status is not Status.NOTHING or answer.query is None:
        return ""
    if isinstance(answer, Span):
        return f"Nothing is recorded for {answer.query}; try a longer span, such as 1689..1727."
    if isinstance(answer, OneRecord | Hits):
        return _nothing(answer)
    return ""


def _nothing(answer: Answer) -> str:
    query = answer.query or ""
    shown = query if len(query) <= 60 else query[:59] + "…"
    kinds = tuple(kind for kind in Kind if kind.value == answer.command) or tuple(Kind)
    lines = [f"Nothing found for '{shown}'."]
    if near := nearest(answer.corpus, query, kinds=kinds):
        lines[0] += " The nearest names:"
        lines += [f"  {record.title}: sinorus show {record.id}" for record in near]
    else:
        lines[0] += " Type 'sinorus --help' for what can be looked up."
    return "\n".join(lines)


def _trouble(sentence: str) -> Status:
    sys.stderr.write(f"sinorus: {sentence}\n")
    return Status.TROUBLE

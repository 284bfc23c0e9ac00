"""One record as a panel, and what is disputed about records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from sinorus_cli.answers import Answer, Disputes, OneRecord
from sinorus_cli.corpus import Corpus
from sinorus_cli.formats import words
from sinorus_cli.formats.cite import Sources
from sinorus_cli.formats.days import in_words
from sinorus_cli.formats.terminal.fitting import Dated
from sinorus_cli.formats.terminal.layout import COLOUR, ID, NARROW, Rows, title
from sinorus_cli.model import Dispute, Record, Statement

_CORNERS = 6  # columns that a frame takes beside a title in it


def parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """What is printed for *answer*, one thing after the other."""
    narrow = width < NARROW
    match answer:
        case OneRecord(record=Record() as record):
            yield _panel(record, answer.corpus, width)
            if found := words.how_found(answer):
                yield Text(found, style="dim")
            if others := [hit.record for hit in answer.equals if hit.record is not record]:
                yield _also(others)
        case OneRecord() if answer.equals:
            from sinorus_cli.formats.terminal.lists import listed

            yield listed([(hit.record, hit.record.summary, "") for hit in answer.equals], narrow)
        case Disputes(query=None) if answer.records:
            yield _questions(answer.records, narrow)
        case Disputes():
            for record in answer.records:
                yield _disputes(record, answer.corpus)


def _panel(record: Record, corpus: Corpus, width: int) -> Panel:
    narrow = width < NARROW
    sources = Sources(record.citations())
    inside: list[RenderableType] = [Dated(words.heading(record), style="bold")]
    if scripts := words.other_scripts(record):
        inside.append(Text(" · ".join(scripts)))
    inside += [Text(), Text(record.summary)]
    rows = [(label, value) for label, value in words.details(record, corpus) if value]
    if rows:
        inside += [Text(), Rows(rows, narrow=narrow)]
    for heading, statements in words.sections(record):
        if statements:
            inside += [Text(), title(heading), _statements(heading, statements, sources, narrow)]
    for dispute in record.disputes:
        inside += [Text(), _dispute(dispute, sources)]
    if links := corpus.links(record):
        linked = [
            Text.assemble((f"{link.label}: ", "dim"), link.record.title, " ", (link.record.id, ID))
            for link in links
        ]
        inside += [Text(), title("Related"), *linked]
    if further := words.also_known_as(record):
        inside += [Text(), title("Other names"), Text("; ".join(further), style="dim")]
    inside += [
        Text(),
        title("Sources"),
        Rows(sources.entries(corpus.bibliography), narrow=False, style="dim"),
    ]
    return _framed(record, inside, width)


def _framed(record: Record, inside: Sequence[RenderableType], width: int) -> Panel:
    """A frame that bears title and id, or has them in it where they are too long to bear."""
    colour = COLOUR[record.kind]
    head, name = Text(record.title, style=f"bold {colour}"), Text(record.id, style=colour)
    above, below = (text.cell_len <= width - _CORNERS for text in (head, name))
    return Panel(
        Group(*([] if above else [head]), *inside, *([] if below else [name])),
        title=head if above else None,
        title_align="left",
        subtitle=name if below else None,
        subtitle_align="right",
        border_style=colour,
    )


def _statements(heading: str, statements: Sequence[Statement], sources: Sources, narrow: bool) -> Rows:
    """The statements of a section; a date that several share stands once."""
    rows: list[tuple[str, Text]] = []
    above = None
    undated = "" if heading == words.TERMS else "no date"
    for one in statements:
        label = in_words(one.date) if one.date else undated
        text = Text.assemble(one.text, " ", (sources.mark(one.citations), "dim"))
        rows.append(("" if label == above else label, text))
        above = label
    return Rows(rows, narrow=narrow, bullets=True)


def _dispute(dispute: Dispute, sources: Sources) -> Panel:
    claims: list[RenderableType] = []
    for claim in dispute.claims:
        mark = ("✓ ", "bold green") if claim.followed else ("• ", "yellow")
        claims.append(Text.assemble(mark, claim.text, " ", (sources.mark(claim.citations), "dim")))
    return Panel(
        Group(Text(dispute.question, style="bold"), *claims, Text(dispute.why, style="italic")),
        title=Text("Disputed", style="bold yellow"),
        title_align="left",
        border_style="yellow",
    )


def _disputes(record: Record, corpus: Corpus) -> RenderableType:
    """What is disputed about *record*, with the sources of that alone."""
    sources = Sources(
        citation for dispute in record.disputes for claim in dispute.claims for citation in claim.citations
    )
    return Group(
        _head(record),
        *(_dispute(dispute, sources) for dispute in record.disputes),
        Rows(sources.entries(corpus.bibliography), narrow=False, style="dim"),
        Text(),
    )


def _questions(records: Sequence[Record], narrow: bool) -> Rows:
    """What is disputed about each record, as questions."""
    rows: list[tuple[str, Text]] = []
    for record in records:
        text = _head(record)
        for dispute in record.disputes:
            text.append(f"\n• {dispute.question}")
        rows.append((words.when(record), text))
    return Rows(rows, narrow=narrow)


def _head(record: Record) -> Text:
    """The title and the id of *record*."""
    return Text.assemble((record.title, "bold"), "  ", (record.id, ID))


def _also(records: Sequence[Record]) -> Text:
    text = Text("Also meant, perhaps: ", style="dim")
    for number, record in enumerate(records):
        text.append(", " if number else "")
        text.append(record.title)
        text.append(f" ({record.kind.value} ", style="dim")
        text.append(record.id, style=ID)
        text.append(")", style="dim")
    return text

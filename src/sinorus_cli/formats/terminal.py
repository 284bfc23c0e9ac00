"""Panels and tables for a terminal, by rich; stacked cards where it is narrow."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import TextIO

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sinorus_cli import dates
from sinorus_cli.answers import (
    About,
    Anniversaries,
    Answer,
    AsOf,
    Chain,
    Comparison,
    Disputes,
    Export,
    Hits,
    Listing,
    OneRecord,
    Problems,
    SameDay,
    Span,
    Status,
    Timeline,
)
from sinorus_cli.chain import Step
from sinorus_cli.corpus import Corpus
from sinorus_cli.formats import words
from sinorus_cli.formats.cite import Sources
from sinorus_cli.model import Dispute, Kind, Record, Statement
from sinorus_cli.standing import Holder, InForce, governments, told
from sinorus_cli.timeline import Entry

_A_YEAR = timedelta(days=366)
NARROW = 80  # below this many columns a table would cut dates
_COLOUR = {
    Kind.TREATY: "cyan",
    Kind.EVENT: "green",
    Kind.PERSON: "magenta",
    Kind.PLACE: "blue",
    Kind.TOPIC: "yellow",
}


def write(answer: Answer, out: TextIO) -> None:
    """Write *answer* for a reader at a terminal."""
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    long = isinstance(answer, Timeline) and len(answer.entries) > console.height
    if long and isinstance(answer, Timeline) and answer.paged and console.is_terminal and out is sys.stdout:
        with console.pager(styles=True):
            write_to(console, answer)
    else:
        write_to(console, answer)


def write_to(console: Console, answer: Answer) -> None:
    """Write *answer* to *console*, which may be one that records a picture."""
    narrow = console.width < NARROW
    match answer:
        case OneRecord(record=Record() as record):
            console.print(_panel(record, answer.corpus, narrow))
            if found := words.how_found(answer):
                console.print(Text(found, style="dim"))
            if others := [hit.record for hit in answer.equals if hit.record is not record]:
                console.print(_also(others))
        case OneRecord() if answer.equals:
            console.print(_list([(hit.record, hit.record.summary, "") for hit in answer.equals], narrow))
        case Hits() if answer.hits:
            rows = [(hit.record, hit.matched, words.why(hit, answer.scores)) for hit in answer.hits]
            console.print(_list(rows, narrow))
        case Listing() | Export():
            records = answer.records if isinstance(answer, Listing) else list(answer.corpus)
            console.print(_list([(record, "", "") for record in records], narrow))
        case Span() if answer.entries:
            console.print(_span(answer, narrow))
        case AsOf() if answer.status is Status.FOUND:
            console.print(_as_of(answer, narrow))
        case Timeline() if answer.entries:
            console.print(_timeline(answer, console.width))
        case Anniversaries() if answer.entries:
            console.print(_anniversaries(answer, narrow))
        case Chain() if answer.status is Status.FOUND:
            console.print(_chain(answer))
        case Comparison():
            console.print(_comparison(answer, narrow))
        case SameDay():
            console.print(_days(answer, narrow))
        case Disputes(query=None) if answer.records:
            console.print(_questions(answer.records, narrow))
        case Disputes() if answer.records:
            for record in answer.records:
                console.print(_disputes(record, answer.corpus))
        case About():
            console.print(_about(answer, narrow))
        case Problems() if not answer.problems:
            console.print(Text(f"No problems in {len(answer.corpus.records):,} records."))
        case Problems():
            for problem in answer.problems:
                console.print(
                    Text.assemble(
                        (problem.code, "bold red"), f" {problem.file} ", (problem.id, "cyan"),
                        f" {problem.sentence}",
                    )
                )  # fmt: skip


def _panel(record: Record, corpus: Corpus, narrow: bool) -> Panel:
    sources = Sources(record.citations())
    parts: list[RenderableType] = [Text(words.heading(record), style="bold")]
    if scripts := words.other_scripts(record):
        parts.append(Text(" · ".join(scripts)))
    parts += [Text(), Text(record.summary)]
    rows = [(label, value) for label, value in words.details(record, corpus) if value]
    if rows:
        parts += [Text(), _pairs(rows, narrow)]
    for heading, statements in words.sections(record):
        if statements:
            parts += _section(heading, statements, sources, narrow)
    for dispute in record.disputes:
        parts += [Text(), _dispute(dispute, sources)]
    if links := corpus.links(record):
        parts += [Text(), _title("Related")]
        for link in links:
            parts.append(
                Text.assemble((f"{link.label}: ", "dim"), link.record.title, " ", (link.record.id, "cyan"))
            )
    if further := words.also_known_as(record):
        parts += [Text(), _title("Other names"), Text("; ".join(further), style="dim")]
    parts += [Text(), _title("Sources")]
    parts.append(_pairs(sources.entries(corpus.bibliography), narrow=False, style="dim"))
    colour = _COLOUR[record.kind]
    return Panel(
        Group(*parts),
        title=Text(record.title, style=f"bold {colour}"),
        title_align="left",
        subtitle=Text(record.id, style=colour),
        subtitle_align="right",
        border_style=colour,
        box=ROUNDED,
    )


def _section(
    title: str, statements: Sequence[Statement], sources: Sources, narrow: bool
) -> list[RenderableType]:
    """A heading and its statements; a date that several share stands once."""
    rows: list[tuple[str, RenderableType]] = []
    above = None
    undated = "" if title == words.TERMS else "no date"
    for one in statements:
        label = dates.in_words(one.date) if one.date else undated
        bullet = Table.grid(padding=(0, 1, 0, 0))
        mark = (sources.mark(one.citations), "dim")
        bullet.add_row("•", Text.assemble(one.text, " ", mark, overflow="fold"))
        rows.append(("" if label == above else label, bullet))
        above = label
    return [Text(), _title(title), _pairs(rows, narrow)]


def _dispute(dispute: Dispute, sources: Sources) -> Panel:
    parts: list[RenderableType] = []
    for claim in dispute.claims:
        mark = ("✓ ", "bold green") if claim.followed else ("• ", "yellow")
        parts.append(Text.assemble(mark, claim.text, " ", (sources.mark(claim.citations), "dim")))
    parts.append(Text(dispute.why, style="italic"))
    return Panel(
        Group(Text(dispute.question, style="bold"), *parts),
        title=Text("Disputed", style="bold yellow"),
        title_align="left",
        border_style="yellow",
    )


def _as_of(answer: AsOf, narrow: bool) -> RenderableType:
    """What is told of the time first, then who governed, what was in force, what went on."""
    stood = answer.standing
    sources = Sources(citation for _, _, statement in stood.told for citation in statement.citations)
    parts: list[RenderableType] = []
    if stood.told:
        rows: list[tuple[str, RenderableType]] = [
            (label, Text.assemble(statement.text, " ", (sources.mark(statement.citations), "dim")))
            for label, _, statement in stood.told
        ]
        parts += [_pairs(rows, narrow), Text()]
    for state, holders in stood.governments:
        parts += [_title(state), _pairs([_holder(holder) for holder in holders], narrow), Text()]
    if stood.in_force:
        rows = [(dates.in_words(one.treaty.date or ""), _in_force(one)) for one in stood.in_force]
        parts += [_title("Treaties in force"), _pairs(rows, narrow)]
    if left_out := words.unrecorded(answer):
        parts.append(Text(left_out, style="dim"))
    if stood.under_way:
        for title, certain in (("Under way", True), ("Perhaps under way", False)):
            if entries := [entry for entry in stood.under_way if entry.certain is certain]:
                parts += [Text(), _title(title), _entries(entries, narrow)]
    if stood.told:
        parts += [
            Text(),
            _title("Sources"),
            _pairs(sources.entries(answer.corpus.bibliography), False, "dim"),
        ]
    return Group(*parts)


def _holder(holder: Holder) -> tuple[str, RenderableType]:
    name = (holder.person.title, "bold"), " ", (holder.person.id, _COLOUR[Kind.PERSON])
    label = (holder.office.role or "").replace("-", " ").capitalize()
    return label, Text.assemble(*name, f"\n{words.held(holder)}", overflow="fold")


def _in_force(one: InForce) -> RenderableType:
    name = (one.treaty.title, "bold"), " ", (one.treaty.id, _COLOUR[Kind.TREATY])
    return Text.assemble(*name, f"\n{words.validity(one)}", overflow="fold")


def _timeline(answer: Timeline, width: int) -> RenderableType:
    """A strip of how much happened by decade, then one line each, with the eras as bands."""
    spans = [words.years(entry.date) for entry in answer.entries]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    bar = 0 if width < NARROW else min(30, width // 4)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=10 if width < NARROW else 20, overflow="fold")
    table.add_column(width=1)
    if bar:
        table.add_column(width=bar)
    table.add_column(ratio=1, overflow="fold")
    band = ""
    for entry, span in zip(answer.entries, spans, strict=True):
        era = words.era(span[0])
        if era != band:
            band = era
            cells: list[RenderableType] = [Text(), Text(), Text(f"── {era}", style="bold")]
            table.add_row(*([*cells[:2], Text(), cells[2]] if bar else cells))
        date = entry.date if width < NARROW else dates.in_words(entry.date)
        row: list[RenderableType] = [Text(date, style="" if entry.certain else "italic dim")]
        row.append(Text(words.sign(entry.record), style=_COLOUR[entry.record.kind]))
        if bar:
            row.append(Text(words.bar(span, (first, last), bar), style="dim"))
        title = Text(entry.record.title, overflow="fold")
        title.append(f" {entry.record.id}", style="cyan")
        table.add_row(*row, title)
    strip = words.density([span[0] for span in spans])
    legend = Text("  ".join(f"{sign} {meaning}" for sign, meaning in words.SIGNS.items()), style="dim")
    return Group(*(Text(line, overflow="fold") for line in strip), Text(), table, Text(), legend)


def _anniversaries(answer: Anniversaries, narrow: bool) -> RenderableType:
    rows: list[tuple[str, RenderableType]] = []
    for entry in answer.entries:
        head = (entry.record.title, "bold"), " ", (entry.record.id, _COLOUR[entry.record.kind])
        rows.append((words.with_old_style(entry.date), Text.assemble(*head, f"\n{entry.text}")))
    return _pairs(rows, narrow)


def _chain(answer: Chain) -> RenderableType:
    """Two trees: what it came from above it, what came of it below."""
    parts: list[RenderableType] = []
    for title, steps in (("Where it came from", answer.before), ("What came of it", answer.after)):
        if steps:
            tree = Tree(_step_text(answer.record, ""))
            _grow(tree, steps)
            parts += [_title(title), tree, Text()]
    return Group(*parts[:-1])


def _grow(tree: Tree, steps: Sequence[Step]) -> None:
    for step in steps:
        label = f"{step.label} (above)" if step.again else step.label
        _grow(tree.add(_step_text(step.record, label)), step.following)


def _step_text(record: Record, label: str) -> Text:
    text = Text(overflow="fold")
    if label:
        text.append(f"{label}: ", style="dim")
    text.append(record.title, style="bold")
    text.append(f" {record.id}", style=_COLOUR[record.kind])
    if when := words.when(record):
        text.append(f" ({when})")
    return text


def _comparison(answer: Comparison, narrow: bool) -> RenderableType:
    """Both records side by side; what differs has a mark before it."""
    rows = [
        (f"{'≠' if one != other else '='} {label}", one, other)
        for label, one, other in words.compared(answer)
    ]
    if narrow:
        return Group(
            *(
                part
                for label, one, other in rows
                for part in (Text(label, style="bold"), *_both(answer, one, other))
            )
        )
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, leading=1)
    table.add_column("", style="bold", max_width=16)
    for record in (answer.one, answer.other):
        head = Text.assemble((record.title, "bold"), " ", (record.id, _COLOUR[record.kind]))
        table.add_column(head, ratio=1, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    return table


def _both(answer: Comparison, one: str, other: str) -> Sequence[RenderableType]:
    if one == other:
        return [Padding(Text(one), (0, 0, 0, 2))]
    cells = ((answer.one.id, one), (answer.other.id, other))
    return [Padding(Text.assemble((name, "cyan"), f"\n{text or '—'}"), (0, 0, 0, 2)) for name, text in cells]


def _days(answer: SameDay, narrow: bool) -> RenderableType:
    """A day in every calendar; of a longer time the first and the last."""
    if answer.start == answer.end:
        return _pairs(list(words.calendars_of(answer.start)), narrow)
    parts: list[RenderableType] = []
    for title, day in (("First day", answer.start), ("Last day", answer.end)):
        parts += [_title(title), _pairs(list(words.calendars_of(day)), narrow), Text()]
    return Group(*parts[:-1])


def _questions(records: Sequence[Record], narrow: bool) -> RenderableType:
    """What is disputed about each record, as questions."""
    rows: list[tuple[str, RenderableType]] = []
    for record in records:
        text = _entry_text(record, "", "")
        for dispute in record.disputes:
            text.append(f"\n• {dispute.question}")
        rows.append((words.when(record), text))
    return _pairs(rows, narrow)


def _disputes(record: Record, corpus: Corpus) -> RenderableType:
    """What is disputed about *record*, with the sources of that alone."""
    sources = Sources(
        citation for dispute in record.disputes for claim in dispute.claims for citation in claim.citations
    )
    return Group(
        _entry_text(record, "", ""),
        *(_dispute(dispute, sources) for dispute in record.disputes),
        _pairs(sources.entries(corpus.bibliography), narrow=False, style="dim"),
        Text(),
    )


def _about(answer: About, narrow: bool) -> RenderableType:
    counts = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    counts.add_column()
    for kind in Kind:
        heading = kind.heading[:3] if narrow else kind.heading
        counts.add_column(Text(heading, style=_COLOUR[kind]), justify="right")
    rows = [(words.century(ordinal), row) for ordinal, row in answer.coverage.centuries.items()]
    for label, row in [*rows, ("all", answer.coverage.kinds)]:
        counts.add_row(label.removesuffix(" century"), *(f"{row.get(kind, 0):,}" for kind in Kind))
    return Group(
        _pairs(list(words.summed_up(answer)), narrow),
        Text(),
        _title("Records by the century in which they begin"),
        counts,
        Text(),
        _title("Works most relied on"),
        _pairs(list(words.relied_on(answer)), narrow),
    )


def _list(rows: Sequence[tuple[Record, str, str]], narrow: bool) -> RenderableType:
    if narrow:
        return Group(*(_card(record, text, why) for record, text, why in rows))
    told = any(text or why for _, text, why in rows)
    table = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", expand=True, leading=int(told)
    )
    table.add_column("Date", min_width=10, max_width=20)
    table.add_column("Kind", no_wrap=True)
    table.add_column("Title and id" + (", and what matched" if told else ""), ratio=1, overflow="fold")
    for record, text, why in rows:
        table.add_row(
            words.when(record),
            Text(record.kind.value, style=_COLOUR[record.kind]),
            _entry_text(record, text, why),
        )
    return table


def _card(record: Record, text: str, why: str) -> RenderableType:
    head = " · ".join(filter(None, (record.kind.value, words.when(record))))
    body = Group(Text(head, style=_COLOUR[record.kind]), _entry_text(record, text, why))
    return Padding(body, (0, 0, 1, 0))


def _entry_text(record: Record, text: str, why: str) -> Text:
    shown = Text.assemble((record.title, "bold"), "  ", (record.id, "cyan"), overflow="fold")
    if text:
        shown.append(f"\n{text}")
    if why:
        shown.append(f"\n{why}", style="dim")
    return shown


def _span(answer: Span, narrow: bool) -> RenderableType:
    groups = (
        (f"In {answer.query}", [e for e in answer.entries if e.certain and not e.under_way]),
        ("Under way before", [e for e in answer.entries if e.certain and e.under_way]),
        (f"Perhaps in {answer.query}", [e for e in answer.entries if not e.certain]),
    )
    parts = _context(answer, narrow) if answer.end - answer.start <= _A_YEAR else []
    for title, entries in groups:
        if entries:
            parts += [_title(title), _entries(entries, narrow), Text()]
    return Group(*parts[:-1])


def _context(answer: Span, narrow: bool) -> list[RenderableType]:
    """Who ruled, and how the two stood."""
    time = answer.corpus, answer.start, answer.end
    rows: list[tuple[str, RenderableType]] = []
    if rulers := words.rulers(governments(*time)):
        rows.append(("Ruled", Text(rulers)))
    rows += [(label, Text(one.text)) for label, _, one in told(*time) if label == "Relations"]
    return [_pairs(rows, narrow), Text()] if rows else []


def _entries(entries: Sequence[Entry], narrow: bool) -> RenderableType:
    rows = []
    above: Record | None = None
    for entry in entries:
        record = entry.record
        text = Text(entry.text)
        if record is not above:  # several statements of one record stand under one title
            if above:
                rows.append(("", Text()))
            head = (record.title, "bold"), " ", (record.kind.value, _COLOUR[record.kind])
            text = Text.assemble(*head, " ", (record.id, "cyan"), f"\n{entry.text}")
        rows.append((dates.in_words(entry.date), text))
        above = record
    return _pairs(rows, narrow)


def _also(records: Sequence[Record]) -> Text:
    text = Text("Also meant, perhaps: ", style="dim")
    for number, record in enumerate(records):
        text.append(", " if number else "")
        text.append(record.title)
        text.append(f" ({record.kind.value} ", style="dim")
        text.append(record.id, style="cyan")
        text.append(")", style="dim")
    return text


def _pairs(rows: Sequence[tuple[str, RenderableType]], narrow: bool, style: str = "") -> RenderableType:
    """Label and text side by side, or one under the other where it is *narrow*."""
    if narrow:
        stacked: list[RenderableType] = []
        for label, text in rows:
            if label:
                stacked.append(Text(label, style="bold"))
            stacked.append(Padding(_as_text(text, style), (0, 0, 0, 2)))
        return Group(*stacked)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", max_width=20)
    table.add_column(ratio=1, overflow="fold")
    for label, text in rows:
        table.add_row(label, _as_text(text, style))
    return table


def _as_text(text: RenderableType, style: str) -> RenderableType:
    return Text(text, style=style, overflow="fold") if isinstance(text, str) else text


def _title(text: str) -> Text:
    return Text(text, style="bold underline")

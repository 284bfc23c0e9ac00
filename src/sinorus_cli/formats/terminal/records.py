"""One record in a frame, and what is disputed about records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from sinorus_cli.answers import Answer, Disputes, OneRecord
from sinorus_cli.corpus import Corpus
from sinorus_cli.formats import words
from sinorus_cli.formats.cite import Sources
from sinorus_cli.formats.days import in_words
from sinorus_cli.formats.terminal.layout import (
    COLOUR,
    ID,
    NARROW,
    Block,
    Dates,
    Flow,
    Frame,
    Rows,
    Run,
    heading,
)
from sinorus_cli.model import Dispute, Record, Statement


def parts(answer: Answer, width: int) -> Iterator[RenderableType]:
    """What is printed for *answer*, one thing after the other."""
    narrow = width < NARROW
    match answer:
        case OneRecord(record=Record() as record):
            yield _framed(record, answer.corpus, narrow)
            if found := words.how_found(answer):
                yield Flow((found, "dim"))
            if others := [hit.record for hit in answer.equals if hit.record is not record]:
                yield _also(others)
        case OneRecord() if answer.equals:
            from sinorus_cli.formats.terminal.lists import listed

            yield from listed([(hit.record, hit.record.summary, "") for hit in answer.equals], narrow)
        case Disputes(query=None) if answer.records:
            yield _questions(answer.records, narrow)
        case Disputes():
            for record in answer.records:
                yield from _disputes(record, answer.corpus)


def _framed(record: Record, corpus: Corpus, narrow: bool) -> Frame:
    sources = Sources(record.citations())
    inside: list[Block] = [Dates(words.heading(record), "bold")]
    if scripts := words.other_scripts(record):
        inside.append(Flow((" · ".join(scripts), "")))
    inside += [Flow(), Flow((record.summary, ""))]
    rows = [(label, value) for label, value in words.details(record, corpus) if value]
    if rows:
        inside += [Flow(), Rows(rows, narrow=narrow)]
    for title, statements in words.sections(record):
        if statements:
            inside += [Flow(), heading(title), _statements(title, statements, sources, narrow)]
    for dispute in record.disputes:
        inside += [Flow(), _dispute(dispute, sources)]
    if links := corpus.links(record):
        inside += [Flow(), heading("Related")]
        inside += [
            Flow((f"{link.label}: ", "dim"), (f"{link.record.title} ", ""), (link.record.id, ID))
            for link in links
        ]
    if further := words.also_known_as(record):
        inside += [Flow(), heading("Other names"), Flow(("; ".join(further), "dim"))]
    works = Rows(sources.entries(corpus.bibliography), narrow=False, style="dim")
    inside += [Flow(), heading("Sources"), works]
    colour = COLOUR[record.kind]
    return Frame(inside, title=(record.title, f"bold {colour}"), name=(record.id, colour), border=colour)


def _statements(title: str, statements: Sequence[Statement], sources: Sources, narrow: bool) -> Rows:
    """The statements of a section; a date that several share stands once."""
    rows: list[tuple[str, Sequence[Run]]] = []
    above = None
    undated = "" if title == words.TERMS else "no date"
    for one in statements:
        label = in_words(one.date) if one.date else undated
        text = [(f"{one.text} ", ""), (sources.mark(one.citations), "dim")]
        rows.append(("" if label == above else label, text))
        above = label
    return Rows(rows, narrow=narrow, bullets=True)


def _dispute(dispute: Dispute, sources: Sources) -> Frame:
    inside: list[Block] = [Flow((dispute.question, "bold"))]
    for claim in dispute.claims:
        mark = ("✓ ", "bold green") if claim.followed else ("• ", "yellow")
        inside.append(Flow(mark, (f"{claim.text} ", ""), (sources.mark(claim.citations), "dim")))
    inside.append(Flow((dispute.why, "italic")))
    return Frame(inside, title=("Disputed", "bold yellow"), border="yellow")


def _disputes(record: Record, corpus: Corpus) -> Iterator[Block]:
    """What is disputed about *record*, with the sources of that alone."""
    sources = Sources(
        citation for dispute in record.disputes for claim in dispute.claims for citation in claim.citations
    )
    yield Flow(*_head(record))
    for dispute in record.disputes:
        yield _dispute(dispute, sources)
    yield Rows(sources.entries(corpus.bibliography), narrow=False, style="dim")
    yield Flow()


def _questions(records: Sequence[Record], narrow: bool) -> Rows:
    """What is disputed about each record, as questions."""
    return Rows(
        [
            (
                words.when(record),
                [*_head(record), *((f"\n• {dispute.question}", "") for dispute in record.disputes)],
            )
            for record in records
        ],
        narrow=narrow,
    )


def _head(record: Record) -> list[Run]:
    """The title and the id of *record*."""
    return [(f"{record.title}  ", "bold"), (record.id, ID)]


def _also(records: Sequence[Record]) -> Flow:
    runs: list[Run] = [("Also meant, perhaps: ", "dim")]
    for number, record in enumerate(records):
        end = ")" if number == len(records) - 1 else "), "
        runs += [(f"{record.title} ", ""), (f"({record.kind.value} ", "dim"), (record.id, ID), (end, "dim")]
    return Flow(*runs)

"""Plain text for pipes: a list is one line per entry, tab-separated; nothing wraps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

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
    Timeline,
)
from sinorus_cli.chain import Step
from sinorus_cli.corpus import Corpus
from sinorus_cli.formats import words
from sinorus_cli.formats.cite import Sources
from sinorus_cli.formats.days import in_words
from sinorus_cli.model import Record, Statement


def write(answer: Answer, out: TextIO) -> None:
    """Write *answer* line by line, all or nothing."""
    if text := "".join(f"{line}\n" for line in _lines(answer)):  # a full disk refuses even nothing
        out.write(text)


def _lines(answer: Answer) -> Iterator[str]:
    match answer:
        case OneRecord(record=Record() as record):
            yield from _record(record, answer.corpus)
            if answer.scores and (found := words.how_found(answer)):
                yield from ("", found)
        case OneRecord():
            for hit in answer.equals:
                yield _row(hit.record, hit.record.summary)
        case Hits():
            for hit in answer.hits:
                yield _row(hit.record, hit.matched, *([words.why(hit, True)] if answer.scores else []))
        case Listing() | Export():
            for record in answer.records if isinstance(answer, Listing) else answer.corpus:
                yield _row(record, record.summary)
        case Span() | Timeline():
            if isinstance(answer, Span) and answer.entries:
                from sinorus_cli.formats.chronology import context

                yield from (_tabbed(*row) for row in context(answer))
            for entry in answer.entries:
                certainty = "certain" if entry.certain else "possible"
                record = entry.record
                yield _tabbed(entry.date, record.kind.value, record.id, record.title, entry.text, certainty)
        case AsOf():
            yield from _as_of(answer)
        case Anniversaries():
            for entry in answer.entries:
                yield _row(entry.record, entry.text)
        case Chain():
            yield from _steps(answer.before, "-")
            yield _tabbed("0", "", answer.record.when or "", answer.record.id, answer.record.title)
            yield from _steps(answer.after, "+")
        case Comparison():
            yield _tabbed("", answer.one.id, answer.other.id)
            for label, one, other in words.compared(answer):
                yield _tabbed(label, one, other, "same" if one == other else "differs")
        case SameDay():
            yield from _days(answer)
        case Disputes():
            for record in answer.records:
                for dispute in record.disputes:
                    followed = [claim.text for claim in dispute.claims if claim.followed]
                    yield _row(record, dispute.question, *(followed or ["none is followed"]))
        case About():
            for label, value in words.summed_up(answer):
                yield _tabbed(label, value)
            for ordinal, counts in answer.coverage.centuries.items():
                for kind, count in counts.items():
                    yield _tabbed(words.century(ordinal), kind.value, str(count))
            for count_of, work in words.relied_on(answer):
                yield _tabbed("Relied on", count_of, work)
        case Problems():
            for problem in answer.problems:
                yield _tabbed(problem.code, problem.file, problem.id, problem.sentence)


def _days(answer: SameDay) -> Iterator[str]:
    from sinorus_cli.formats.chronology import calendars_of

    if answer.start == answer.end:
        yield from (_tabbed(*row) for row in calendars_of(answer.start))
    else:
        for which, day in (("First day", answer.start), ("Last day", answer.end)):
            yield from (_tabbed(which, *row) for row in calendars_of(day))


def _as_of(answer: AsOf) -> Iterator[str]:
    """One line each, the first cell saying what it is about."""
    from sinorus_cli.formats.chronology import told_of, validity

    for label, record, statement in answer.standing.told:
        sources = Sources(statement.citations).entries(answer.corpus.bibliography)
        works = " ".join(work for _, work in sources)
        yield _tabbed(label, statement.date or "", record.id, statement.text, works)
    for state, holders in answer.standing.governments:
        if state_record := told_of(state, answer.corpus):
            yield _tabbed(
                state, state_record.when or "", state_record.id, state_record.title, state_record.summary
            )
        for holder in holders:
            certainty = "certain" if holder.certain else "possible"
            office = holder.office
            yield _tabbed(
                state, office.date or "", holder.person.id, holder.person.title, office.title, certainty
            )
    for one in answer.standing.in_force:
        force = "In force" if one.certain else "Perhaps in force"
        yield _tabbed(force, one.interval, one.treaty.id, one.treaty.title, validity(one))
    for entry in answer.standing.under_way:
        yield _tabbed("Under way", entry.date, entry.record.id, entry.record.title, entry.text)
    for treaty_id in answer.standing.unrecorded:
        treaty = answer.corpus.records[treaty_id]
        said = "how long it was in force is not recorded"
        yield _tabbed("Not recorded", treaty.date or "", treaty.id, treaty.title, said)


def _steps(steps: Sequence[Step], sign: str, depth: int = 1) -> Iterator[str]:
    """One line a step: how far and which way it is from the record asked for, and how linked."""
    for step in steps:
        record = step.record
        yield _tabbed(f"{sign}{depth}", step.label, record.when or "", record.id, record.title)
        yield from _steps(step.following, sign, depth + 1)


def _row(record: Record, *texts: str) -> str:
    return _tabbed(record.when or "", record.kind.value, record.id, record.title, *texts)


def _tabbed(*cells: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _record(record: Record, corpus: Corpus) -> Iterator[str]:
    sources = Sources(record.citations())
    yield record.title
    yield words.heading(record)
    yield f"Id: {record.id}"
    if scripts := words.other_scripts(record):
        yield f"Names: {' · '.join(scripts)}"
    yield ""
    yield record.summary
    for label, value in words.details(record, corpus):
        if value:
            yield f"{label}: {value}"
    for heading, statements in words.sections(record):
        if statements:
            yield from ("", heading)
            yield from _statements(statements, sources)
    for dispute in record.disputes:
        yield from ("", f"Disputed: {dispute.question}")
        for claim in dispute.claims:
            followed = " (followed here)" if claim.followed else ""
            yield f"- {claim.text}{followed} {sources.mark(claim.citations)}"
        yield dispute.why
    if links := corpus.links(record):
        yield from ("", "Related")
        for link in links:
            yield f"- {link.label}: {link.record.title} ({link.record.id})"
    if further := words.also_known_as(record):
        yield from ("", f"Other names: {'; '.join(further)}")
    yield from ("", "Sources")
    for number, text in sources.entries(corpus.bibliography):
        yield f"[{number}] {text}"


def _statements(statements: Sequence[Statement], sources: Sources) -> Iterator[str]:
    for statement in statements:
        date = f"{in_words(statement.date)}: " if statement.date else ""
        yield f"- {date}{statement.text} {sources.mark(statement.citations)}"

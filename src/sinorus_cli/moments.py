"""From a time that was typed to an answer: what happened then, and how things stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sinorus_cli import lookup, spans
from sinorus_cli.answers import Anniversaries, AsOf, SameDay, Span, Timeline
from sinorus_cli.corpus import Corpus, load
from sinorus_cli.errors import DateError, QueryError
from sinorus_cli.model import Kind
from sinorus_cli.search import checked, named_in_full
from sinorus_cli.standing import Standing, standing, treaties_in_force
from sinorus_cli.timeline import anniversaries, between, story


def in_span(command: str, query: str) -> Span:
    """What falls into the span of time that *query* names.

    Raises:
        DateError: it names none.
    """
    query = checked(query)
    start, end = spans.span(query)
    corpus = load()
    entries = between(corpus, start, end)
    return Span(corpus=corpus, command=command, query=query, start=start, end=end, entries=entries)


def told_in_order(
    query: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    kinds: Sequence[str] = (),
    about: Sequence[tuple[Kind, str]] = (),
    paged: bool = True,
) -> Timeline:
    """The treaties and events of the time or the story that *query* names; all without it.

    A story is a record and what is linked to it. *about* are names of topics, people and
    places that everything has to be linked to; *kinds*, *since* and *until* leave out the rest.

    Raises:
        QueryError: a kind is unknown, or a name is nobody's or several's.
        DateError: a time cannot be read.
    """
    wanted = lookup.kinds_named(kinds)
    told = None if query is None else checked(query)  # whose story, where it names no time
    if told and spans.looks_like_date(told):
        first, last = spans.span(told)
        since = first.isoformat() if since is None else since
        until = last.isoformat() if until is None else until
        told = None
    time = spans.from_to(since, until)
    corpus = load()
    ids: set[str] | None = None
    whose: set[str] = set()
    for kinds_of, name in [
        *([(tuple(Kind), told)] if told else []),
        *((_kinds_of(corpus, kind, name), name) for kind, name in about),
    ]:
        answer = lookup.one_record("timeline", name, kinds_of)
        record = answer.record
        if record is None and answer.equals:
            these = ", ".join(hit.record.id for hit in answer.equals[:5])
            raise QueryError(f"{name!r} may be any of {these}; type one of these ids.")
        if record is None:
            raise QueryError(f"{name!r} names nothing that is recorded; look for it with 'sinorus search'.")
        whose.add(record.id)
        linked = {record.id, *(link.record.id for link in corpus.links(record))}
        ids = linked if ids is None else ids & linked
    told_of = story(corpus, corpus.records if ids is None else ids, whose, time)
    entries = [entry for entry in told_of if entry.record.kind in wanted]
    return Timeline(corpus=corpus, command="timeline", query=query or None, entries=entries, paged=paged)


def _kinds_of(corpus: Corpus, kind: Kind, name: str) -> tuple[Kind, ...]:
    """The kinds that *name* is looked up in: a topic to whoever asks may be an event to us."""
    if named_in_full(corpus, name, kinds=(kind,)) or not named_in_full(corpus, name):
        return (kind,)
    return tuple(Kind)


def as_of(query: str) -> AsOf:
    """How things stood at the time that *query* names.

    Raises:
        DateError: it names none.
        CorpusError: the corpus cannot be read.
    """
    query, start, end = _until_today(query)
    corpus = load()
    stood = standing(corpus, start, end)
    return AsOf(corpus=corpus, command="asof", query=query, start=start, end=end, standing=stood)


def _until_today(query: str) -> tuple[str, date, date]:
    query = checked(query)
    start, end = spans.span(query)
    if start > date.today():
        raise DateError(f"{query!r} is yet to come; name a day until today.")
    return query, start, end


def treaties_as_of(query: str) -> AsOf:
    """As `as_of`, but nothing besides the treaties in force.

    Raises:
        DateError: *query* names no time.
    """
    query, start, end = _until_today(query)
    corpus = load()
    in_force, unrecorded = treaties_in_force(corpus, start, end)
    only = Standing(governments=(), in_force=in_force, unrecorded=unrecorded, under_way=(), told=())
    return AsOf(corpus=corpus, command="treaty", query=query, start=start, end=end, standing=only)


def on_this_day(query: str | None = None) -> Anniversaries:
    """What happened on the day of the year that *query* names, such as 28 May; today without.

    A day Old Style without its year is the day on which it falls now, thirteen days later.

    Raises:
        DateError: it names no day.
    """
    today = date.today()
    start, end = (today, today) if query is None else _day_of_year(checked(query))
    if start != end:
        raise DateError(f"{query!r} is no day of the year; write it like 28 May or 05-28.")
    corpus = load()
    entries = anniversaries(corpus, start.month, start.day)
    nearest = None
    if not entries:
        near = (start + timedelta(days=sign * away) for away in range(1, 183) for sign in (-1, 1))
        nearest = next((day for day in near if anniversaries(corpus, day.month, day.day)), None)
    return Anniversaries(
        corpus=corpus, command="today", query=query or None, day=start, entries=entries, nearest=nearest
    )


def converted(query: str) -> SameDay:
    """The day, or the first and last, that *query* names.

    Raises:
        DateError: it names none, or its beginning or end is open.
    """
    query = checked(query)
    start, end = spans.span(query)
    if (start == date.min or end == date.max) and start.year != end.year:
        raise DateError(f"{query!r} has an open end; name a day, a month or a year.")
    return SameDay(corpus=load(), command="date", query=query, start=start, end=end)


def _day_of_year(words: str) -> tuple[date, date]:
    for text in (*_with_year(words, "2000"), words):  # a leap year, for 29 February
        try:
            return spans.span(text)
        except DateError:
            continue
    raise DateError(f"Cannot read {spans.unread(words)} as a day of the year; write it like 28 May or 05-28.")


def _with_year(words: str, year: str) -> Iterator[str]:
    """*words* with *year* before or after them, or before the style that ends them."""
    parts = words.split()
    for cut in range(len(parts), 0, -1):
        yield " ".join([*parts[:cut], year, *parts[cut:]])
    yield f"{year}-{words}"
    yield f"{year}年{words}"

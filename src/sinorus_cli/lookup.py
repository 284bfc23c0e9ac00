"""From what was typed to an answer, and what to say beside it on stderr."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from sinorus_cli import dates
from sinorus_cli.answers import (
    About,
    Anniversaries,
    Answer,
    AsOf,
    Chain,
    Comparison,
    Disputes,
    Hits,
    Listing,
    OneRecord,
    Problems,
    SameDay,
    Span,
    Status,
    Timeline,
)
from sinorus_cli.chain import chain
from sinorus_cli.corpus import Corpus, load
from sinorus_cli.coverage import coverage
from sinorus_cli.errors import DateError, QueryError, UnknownRecordError
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import fold
from sinorus_cli.search import (
    FULL_NAME,
    NAMED,
    Hit,
    best,
    checked,
    look_up,
    namesakes,
    nearest,
    prominence,
    search,
)
from sinorus_cli.standing import Standing, standing, treaties_in_force
from sinorus_cli.timeline import anniversaries, between, story, touches

MOST_LISTED = 10
# What is run for words without a command: `sinorus nerchinsk`, `sinorus 1969`.
BARE = "find"
# What may be typed for each command: its name, and for a kind its plural.
COMMANDS = {
    name: name
    for name in (
        *(kind.value for kind in Kind),
        *"search year asof timeline today date show chain compare disputes about export check".split(),
        BARE,
    )
} | {kind.heading.lower(): kind.value for kind in Kind}
_BY_NAME = (Kind.PERSON, Kind.PLACE, Kind.TOPIC)  # listed by title; what happens, by date


def one_record(
    command: str, query: str, kinds: Sequence[Kind], *, exact: bool = False, scores: bool = False
) -> OneRecord:
    """The record of *kinds* that *query* means; none where nothing or several fit.

    Over several kinds the fullest of those that bear the name is taken: a treaty before the
    town it was signed in. A year stands for the records of that year.

    Raises:
        QueryError: the query is blank or too long.
        CorpusError: the corpus cannot be read.
    """
    corpus = load()
    if dates.looks_like_date(query):
        hits = equals = _dated(corpus, query, kinds)
    else:
        hits = look_up(corpus, query, kinds=kinds, exact=exact, runners_up=scores)
        equals = best(hits)
    record = equals[0].record if len(equals) == 1 else None
    if len(kinds) > 1 and (bearers := namesakes(hits)):
        equals = bearers
        if len({hit.record.kind for hit in bearers}) == len(bearers):
            record = max((hit.record for hit in bearers), key=partial(prominence, corpus))
    return OneRecord(
        corpus=corpus,
        command=command,
        query=query,
        record=record,
        hits=hits[:MOST_LISTED],
        equals=equals[:MOST_LISTED],
        scores=scores,
    )


def found(words: Sequence[str], *, scores: bool = False) -> OneRecord | Span:
    """What *words* without a command mean: a year, or the best record of any kind.

    Raises:
        QueryError: they are nobody's name, and the first is like that of a command.
    """
    query = " ".join(words)
    if dates.looks_like_date(query):
        return in_span(BARE, query)
    answer = one_record(BARE, query, tuple(Kind), scores=scores)
    if not (answer.hits and answer.hits[0].score >= FULL_NAME):
        _refuse_mistyped_command(words)
    return answer


def record_by_id(record_id: str) -> OneRecord:
    """The record with that id, in any case; none where there is none."""
    corpus = load()
    record = corpus.records.get(record_id.strip().lower())
    return OneRecord(corpus=corpus, command="show", query=record_id, record=record)


def all_of(kind: Kind) -> Listing:
    """Every record of *kind*: people, places and topics by name, the others by date."""
    corpus = load()
    order = _by_title if kind in _BY_NAME else _by_date
    return Listing(corpus=corpus, command=kind.value, records=sorted(corpus.of_kind(kind), key=order))


def searched(
    query: str,
    *,
    kinds: Sequence[str] = (),
    since: str = "",
    until: str = "",
    limit: int = MOST_LISTED,
    exact: bool = False,
    scores: bool = False,
) -> Hits:
    """What a search for *query* finds among *kinds* that touches the time *since*..*until*.

    Raises:
        QueryError: the query is blank or too long, or a kind unknown.
        DateError: a time cannot be read.
    """
    wanted = _kinds(kinds)
    time = dates.span(f"{since}..{until}") if since or until else None
    corpus = load()
    hits = search(corpus, query, kinds=wanted, exact=exact)
    if time:
        hits = [hit for hit in hits if touches(hit.record, *time)]
    return Hits(
        corpus=corpus,
        command="search",
        query=query,
        hits=hits[:limit],
        namesakes=namesakes(hits),
        scores=scores,
    )


def _kinds(names: Sequence[str]) -> list[Kind]:
    """The kinds with these names; all of them without."""
    known = {kind.value: kind for kind in Kind}
    if unknown := [name for name in names if name not in known]:
        raise QueryError(f"There is no kind {unknown[0]!r}; the kinds are {', '.join(known)}.")
    return [known[name] for name in names or known]


def in_span(command: str, query: str) -> Span:
    """What falls into the span of time that *query* names.

    Raises:
        DateError: it names none.
    """
    query = checked(query)
    start, end = dates.span(query)
    corpus = load()
    entries = between(corpus, start, end)
    return Span(corpus=corpus, command=command, query=query, start=start, end=end, entries=entries)


def told_in_order(
    query: str = "",
    *,
    since: str = "",
    until: str = "",
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
    wanted = _kinds(kinds)
    if query.strip() and dates.looks_like_date(query):
        first, last = dates.span(checked(query))
        since, until = since or first.isoformat(), until or last.isoformat()
        query = ""
    time = dates.span(f"{since}..{until}") if since or until else None
    corpus = load()
    ids = set(corpus.records)
    for kinds_of, name in [
        *([(tuple(Kind), query)] if query.strip() else []),
        *(((k,), n) for k, n in about),
    ]:
        record = one_record("timeline", name, kinds_of).record
        if record is None:
            raise QueryError(f"{name!r} names nothing, or several things; find its id with 'sinorus search'.")
        ids &= {record.id, *(link.record.id for link in corpus.links(record))}
    entries = [
        entry
        for entry in story(corpus, ids)
        if entry.record.kind in wanted and (time is None or dates.parse(entry.date).overlaps(*time))
    ]
    return Timeline(corpus=corpus, command="timeline", query=query or None, entries=entries, paged=paged)


def treaties_as_of(query: str) -> AsOf:
    """As `as_of`, but nothing besides the treaties in force.

    Raises:
        DateError: *query* names no time.
    """
    query = checked(query)
    start, end = dates.span(query)
    corpus = load()
    in_force, unrecorded = treaties_in_force(corpus, start, end)
    only = Standing(governments=(), in_force=in_force, unrecorded=unrecorded, under_way=(), told=())
    return AsOf(corpus=corpus, command="treaty", query=query, start=start, end=end, standing=only)


def on_this_day(query: str = "") -> Anniversaries:
    """What happened on the day of the year that *query* names, such as 28 May; today without.

    Raises:
        DateError: it names no day.
    """
    today = date.today()
    if query.strip():
        start, end = _day_of_year(query)
    else:
        start = end = today
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


def _day_of_year(query: str) -> tuple[date, date]:
    words = checked(query)
    for text in (f"{words} 2000", f"2000-{words}", words):  # a leap year, for 29 February
        try:
            return dates.span(text)
        except DateError:
            continue
    raise DateError(f"Cannot read {words!r} as a day of the year; write it like 28 May or 05-28.")


def chained(record_id: str) -> Chain:
    """What the record with that id came from and what came of it.

    Raises:
        UnknownRecordError: there is none.
    """
    corpus = load()
    record = corpus.find(record_id.strip().lower())
    before, after = chain(corpus, record)
    return Chain(corpus=corpus, command="chain", query=record_id, record=record, before=before, after=after)


def compared(one: str, other: str) -> Comparison:
    """The two records with these ids.

    Raises:
        UnknownRecordError: there is none of one of them.
        QueryError: they are not of one kind.
    """
    corpus = load()
    first, second = (corpus.find(record_id.strip().lower()) for record_id in (one, other))
    if first.kind is not second.kind:
        raise QueryError(
            f"{first.id!r} is a {first.kind}, {second.id!r} a {second.kind}; compare two of one kind."
        )
    return Comparison(corpus=corpus, command="compare", query=f"{one} {other}", one=first, other=second)


def converted(query: str) -> SameDay:
    """The day, or the first and last, that *query* names.

    Raises:
        DateError: it names none, or its beginning or end is open.
    """
    query = checked(query)
    start, end = dates.span(query)
    if start == date.min or end == date.max:
        raise DateError(f"{query!r} has no two ends; name a day, a month or a year.")
    return SameDay(corpus=load(), command="date", query=query, start=start, end=end)


def as_of(query: str) -> AsOf:
    """How things stood at the time that *query* names.

    Raises:
        DateError: it names none.
        CorpusError: the corpus cannot be read.
    """
    query = checked(query)
    start, end = dates.span(query)
    if start > date.today():
        raise DateError(f"{query!r} is yet to come; name a day until today.")
    corpus = load()
    stood = standing(corpus, start, end)
    return AsOf(corpus=corpus, command="asof", query=query, start=start, end=end, standing=stood)


def disputed(query: str | None = None) -> Disputes:
    """The records with disputes that *query* names, else describes, or that are of that time.

    Without *query* all of them, in order of date.

    Raises:
        QueryError: the query is too long, or nothing but blanks.
        CorpusError: the corpus cannot be read.
    """
    corpus = load()
    if query is None:
        found = sorted(corpus, key=_by_date)
    elif dates.looks_like_date(query):
        found = [hit.record for hit in _dated(corpus, query, tuple(Kind))]
    else:
        hits = search(corpus, query)
        named = [hit for hit in hits if hit.named >= NAMED]
        found = [hit.record for hit in named or hits[:MOST_LISTED]]
    records = [record for record in found if record.disputes]
    return Disputes(corpus=corpus, command="disputes", query=query, records=records)


def about() -> About:
    """What the corpus covers."""
    from importlib.metadata import version  # slow to load

    corpus = load()
    return About(corpus=corpus, command="about", coverage=coverage(corpus), version=version("sinorus"))


def advice(answer: Answer) -> str:
    """What a reader should be told beside *answer*: empty where it is a good one."""
    if isinstance(answer, Problems) and answer.problems:
        return f"{len(answer.problems)} problem{'s' if len(answer.problems) > 1 else ''}."
    if answer.status is Status.SEVERAL:
        return "Several fit equally well; add a word, or type 'sinorus show' and an id."
    if isinstance(answer, Anniversaries) and not answer.entries:
        step = f"; the nearest day that has something is {_day(answer.nearest)}" if answer.nearest else ""
        return f"Nothing is recorded for {_day(answer.day)}{step}."
    if answer.status is not Status.NOTHING:
        return ""
    if isinstance(answer, Timeline):
        return "No treaty or event is left; widen the time, or leave an option out."
    if answer.query is None:
        return ""
    if isinstance(answer, Span):
        return f"Nothing is recorded for {answer.query}; try a longer span, such as 1689..1727."
    if isinstance(answer, Chain):
        return f"Nothing is recorded that {answer.record.title} came from, or that came of it."
    if isinstance(answer, AsOf):
        return f"Nothing is recorded of how things stood in {answer.query}; try a day since 1613."
    if isinstance(answer, Disputes):
        return f"No dispute is recorded on '{answer.query}'; 'sinorus disputes' lists all there are."
    if answer.command == "show" and answer.query is not None:
        try:
            answer.corpus.find(answer.query)
        except UnknownRecordError as error:
            return str(error)
    return _nothing(answer)


def _day(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1]}"


def _refuse_mistyped_command(words: Sequence[str]) -> None:
    from difflib import get_close_matches  # only a guess needs it

    first, *rest = words
    if near := get_close_matches(first.lower(), COMMANDS, n=1, cutoff=0.75):
        meant = " ".join(["sinorus", near[0], *rest])
        raise QueryError(f"There is no command {first!r}. Did you mean {meant!r}?")


def _nothing(answer: Answer) -> str:
    query = answer.query or ""
    shown = query if len(query) <= 60 else query[:59] + "…"
    kinds = tuple(kind for kind in Kind if kind.value == answer.command) or tuple(Kind)
    unsure: Sequence[Hit] = answer.hits if isinstance(answer, OneRecord | Hits) else ()
    elsewhere = [hit.record for hit in look_up(answer.corpus, query) if hit.score >= FULL_NAME]
    near = [*elsewhere, *(hit.record for hit in unsure), *nearest(answer.corpus, query, kinds=kinds)]
    near = list({record.id: record for record in near}.values())[:5]
    if not near:
        return f"Nothing found for '{shown}'. Type 'sinorus --help' for what can be looked up."
    lines = [f"  {record.title}: sinorus show {record.id}" for record in near]
    return "\n".join([f"Nothing found for '{shown}'. The nearest:", *lines])


def _dated(corpus: Corpus, query: str, kinds: Sequence[Kind]) -> list[Hit]:
    """The records of *kinds* that are of the time *query*, in order of date."""
    start, end = dates.span(query)
    found = [
        record
        for record in corpus
        if record.kind in kinds and record.when and dates.parse(record.when).turns(start, end)
    ]
    return [
        Hit(record=record, score=100.0, named=0.0, matched=record.summary, why=f"of {query}")
        for record in sorted(found, key=_by_date)
    ]


def _by_title(record: Record) -> tuple[str, str]:
    return fold(record.title), record.id


def _by_date(record: Record) -> tuple[object, str]:
    return dates.order(record.when or "9999"), record.id

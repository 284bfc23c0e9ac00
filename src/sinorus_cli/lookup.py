"""From a name, an id or words that were typed to an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from sinorus_cli import dates, spans
from sinorus_cli.answers import About, Chain, Comparison, Disputes, Hits, Listing, OneRecord
from sinorus_cli.corpus import Corpus, load
from sinorus_cli.errors import QueryError
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import fold
from sinorus_cli.search import (
    FULL_NAME,
    NAMED,
    SURE,
    Hit,
    best,
    look_up,
    named_in_full,
    namesakes,
    nearest,
    prominence,
    search,
)
from sinorus_cli.store import kept

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
    if spans.looks_like_date(query):
        hits = equals = _dated(corpus, query, kinds)
    else:
        hits = look_up(corpus, query, kinds=kinds, exact=exact, runners_up=scores)
        equals = best(hits)
        if equals and equals[0].named < NAMED and named_in_full(corpus, query):
            equals = []  # it is the name of something of another kind
    record = equals[0].record if len(equals) == 1 else None
    if len(kinds) > 1 and (bearers := namesakes(hits)):
        equals = sorted(bearers, key=lambda hit: -prominence(corpus, hit.id))
        one_of_a_kind = len({hit.record.kind for hit in equals}) == len(equals)
        in_full = all(hit.named >= FULL_NAME for hit in equals)
        record = equals[0].record if one_of_a_kind and in_full else None
    return OneRecord(
        corpus=corpus,
        command=command,
        query=query,
        record=record,
        hits=hits[:MOST_LISTED],
        equals=equals[:MOST_LISTED],
        nearest=() if record or equals else _nearest(corpus, query, kinds, hits),
        scores=scores,
    )


def record_by_id(record_id: str) -> OneRecord:
    """The record with that id, in any case; none where there is none."""
    corpus = load()
    record = corpus.get(record_id)
    return OneRecord(corpus=corpus, command="show", query=record_id, record=record)


def all_of(kind: Kind) -> Listing:
    """Every record of *kind*: people, places and topics by name, the others by date."""
    corpus = load()
    order = _by_title if kind in _BY_NAME else _by_date
    records = _in_order(corpus, f"every-{kind}", lambda: sorted(corpus.of_kind(kind), key=order))
    return Listing(corpus=corpus, command=kind.value, records=records)


def searched(
    query: str,
    *,
    kinds: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    limit: int = MOST_LISTED,
    exact: bool = False,
    scores: bool = False,
) -> Hits:
    """What a search for *query* finds among *kinds* that touches the time *since*..*until*.

    Raises:
        QueryError: the query is blank or too long, or a kind unknown.
        DateError: a time cannot be read.
    """
    wanted = kinds_named(kinds)
    time = spans.from_to(since, until)
    corpus = load()
    hits = search(corpus, query, kinds=wanted, exact=exact)
    if time:
        from sinorus_cli.timeline import touches  # only a search within a time needs it

        hits = [hit for hit in hits if touches(hit.record, *time)]
    return Hits(
        corpus=corpus,
        command="search",
        query=query,
        hits=hits[:limit],
        namesakes=namesakes(hits),
        nearest=() if hits else _nearest(corpus, query, wanted),
        scores=scores,
    )


def _nearest(corpus: Corpus, query: str, kinds: Sequence[Kind], unsure: Sequence[Hit] = ()) -> list[Record]:
    """Up to five records to propose where *query* finds nothing, or no more than *unsure* hits."""
    of_any_kind = [hit.record for hit in named_in_full(corpus, query)]
    near = (*of_any_kind, *(hit.record for hit in unsure), *nearest(corpus, query, kinds=kinds))
    return list({record.id: record for record in near}.values())[:5]


def kinds_named(names: Sequence[str]) -> list[Kind]:
    """The kinds with these names; all of them without.

    Raises:
        QueryError: one is none.
    """
    known = {kind.value: kind for kind in Kind}
    asked = [COMMANDS.get(name.lower(), name) for name in names]
    if unknown := [name for name in asked if name not in known]:
        raise QueryError(f"There is no kind {unknown[0]!r}; the kinds are {', '.join(known)}.")
    return [known[name] for name in asked or known]


def chained(record_id: str) -> Chain:
    """What the record with that id came from and what came of it.

    Raises:
        UnknownRecordError: there is none.
    """
    from sinorus_cli.chain import chain

    corpus = load()
    record = corpus.find(record_id)
    before, after = chain(corpus, record)
    return Chain(corpus=corpus, command="chain", query=record_id, record=record, before=before, after=after)


def compared(one: str, other: str) -> Comparison:
    """The two records with these ids.

    Raises:
        UnknownRecordError: there is none of one of them.
        QueryError: they are not of one kind.
    """
    corpus = load()
    first, second = (corpus.find(record_id) for record_id in (one, other))
    if first.kind is not second.kind:
        raise QueryError(
            f"{first.id!r} is a {first.kind}, {second.id!r} a {second.kind}; compare two of one kind."
        )
    return Comparison(corpus=corpus, command="compare", query=f"{one} {other}", one=first, other=second)


def disputed(query: str | None = None) -> Disputes:
    """The records with disputes that *query* names, else describes, or that are of that time.

    Without *query* all of them, in order of date.

    Raises:
        QueryError: the query is too long, or nothing but blanks.
        CorpusError: the corpus cannot be read.
    """
    corpus = load()
    if query is None:
        disputed = (record for record in corpus if record.disputes)
        found = _in_order(corpus, "every-dispute", lambda: sorted(disputed, key=_by_date))
    elif spans.looks_like_date(query):
        found = [hit.record for hit in _dated(corpus, query, tuple(Kind))]
    else:
        hits = search(corpus, query)
        named = [hit for hit in hits if hit.named >= NAMED]
        found = [hit.record for hit in named or hits[:MOST_LISTED] if hit.score >= SURE]
    records = [record for record in found if record.disputes]
    return Disputes(corpus=corpus, command="disputes", query=query, records=records)


def about() -> About:
    """What the corpus covers."""
    from importlib.metadata import version

    from sinorus_cli.coverage import coverage

    corpus = load()
    return About(corpus=corpus, command="about", coverage=coverage(corpus), version=version("sinorus"))


def _dated(corpus: Corpus, query: str, kinds: Sequence[Kind]) -> list[Hit]:
    """The records of *kinds* that are of the time *query*, in order of date."""
    from sinorus_cli.timeline import turning  # names do without

    return [
        Hit(id=one, corpus=corpus, score=100.0, named=0.0, told=partial(_of_that_time, corpus, one, query))
        for one in turning(corpus, *spans.span(query), kinds=kinds)
    ]


def _of_that_time(corpus: Corpus, record_id: str, query: str) -> tuple[str, str]:
    return f"of {query}", corpus.records[record_id].summary


def _in_order(corpus: Corpus, name: str, find: Callable[[], Iterable[Record]]) -> list[Record]:
    """The records that *find* returns, which is asked once for a corpus."""
    ids = kept(name, corpus.sources, lambda: [record.id for record in find()])
    return [corpus.records[record_id] for record_id in ids]


def _by_title(record: Record) -> tuple[str, str]:
    return fold(record.title), record.id


def _by_date(record: Record) -> tuple[object, str]:
    return dates.order(record.when or "9999"), record.id

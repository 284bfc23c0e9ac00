"""What falls in a span of time: whole records and single dated statements, in order of date.

The terms of a treaty are part of it and no happenings of their own: they are not listed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from sinorus_cli import dates
from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Kind, Person, Record
from sinorus_cli.store import kept
from sinorus_cli.values import Value

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(/|$)")
_Row = tuple[int, int, str, str, str, str, bool]

# Kinds that happen: listed in every year they touch. The others last, most of them far
# longer than the span one asks for: they, and what is said of them, are listed where it
# begins and where it ends.
_HAPPENING = (Kind.TREATY, Kind.EVENT)

# What is known to the century alone is listed in spans of a decade or more: in a single
# year it would be noise.
_DECADE, _YEARS = timedelta(days=3653), timedelta(days=3651)


class Entry(Value):
    """A record or one of its statements in a span of time.

    *certain* is whether it surely falls there, *under_way* whether it surely began before.
    """

    record: Record
    date: str
    text: str
    certain: bool
    under_way: bool
    whole: bool


def between(corpus: Corpus, start: date, end: date, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Entry]:
    """What falls between *start* and *end*, both inclusive, of records of *kinds*, in order of date."""
    return _falling(corpus, _rows(corpus), start, end, kinds)


def events(corpus: Corpus, start: date, end: date) -> list[Entry]:
    """As `between`, of events as a whole, which are few and soon read."""
    rows = kept(
        "events",
        corpus.sources,
        lambda: [row for row in _read_rows(corpus) if row[3] == Kind.EVENT and row[6]],
    )
    return _falling(corpus, rows, start, end, (Kind.EVENT,))


def _falling(
    corpus: Corpus, rows: Sequence[_Row], start: date, end: date, kinds: Collection[Kind]
) -> list[Entry]:
    entries = []
    from_, to = start.toordinal(), end.toordinal()
    to_come = start > date.today()  # what goes on is not known to go on then
    for earliest, latest, record_id, kind, when, text, whole in rows:
        if latest < from_ or to < earliest or kind not in kinds:
            continue  # which spares reading most dates and records
        edtf = dates.parse(when)
        if (
            edtf.overlaps(start, end)
            and not (to_come and edtf.open_end)
            and (kind in _HAPPENING or edtf.turns(start, end))
            and (edtf.vagueness <= _DECADE or end - start >= _YEARS)
        ):
            entry = Entry(
                record=corpus.records[record_id],
                date=when,
                text=text,
                certain=edtf.surely_overlaps(start, end),
                under_way=(edtf.start.latest if edtf.start else date.min) < start,
                whole=whole,
            )
            entries.append(entry)
    return sorted(entries, key=_order)


def nearest_years(corpus: Corpus, start: date, end: date) -> list[int]:
    """The last year before *start* and the first after *end* of which something is told."""
    spans = [edtf for *_, when, _, _ in _rows(corpus) if (edtf := dates.parse(when)).vagueness <= _DECADE]
    before = max((e.end.last for e in spans if e.end and e.end.last < start), default=None)
    after = min((e.start.first for e in spans if e.start and end < e.start.first), default=None)
    return [day.year for day in (before, after) if day]


def story(
    corpus: Corpus,
    ids: Collection[str],
    whose: Collection[str] = (),
    time: tuple[date, date] | None = None,
) -> list[Entry]:
    """The treaties and events among the records with *ids*, in order of date.

    And what is dated of the people with the ids *whose*: their birth, death and deeds. Of all
    that only what may fall in the *time* from one day to another, if one is given.
    """
    start, end = time or (date.min, date.max)
    from_, to = start.toordinal(), end.toordinal()
    entries = [
        Entry(
            record=corpus.records[record_id],
            date=when,
            text=text,
            certain=not any(sign in when for sign in "?~%X"),
            under_way=False,
            whole=True,
        )
        for earliest, latest, record_id, kind, when, text, whole in _rows(corpus)
        if earliest <= to
        and from_ <= latest
        and (
            (whole and kind in _HAPPENING and record_id in ids)
            or (kind == Kind.PERSON and record_id in whose)
        )
        and (time is None or dates.parse(when).overlaps(start, end))
    ]
    return sorted(entries, key=_order)


def anniversaries(corpus: Corpus, month: int, day: int) -> list[Entry]:
    """What happened on that day of a year, New Style: records dated to the day, births and deaths.

    Of what lasted, the day on which it began.
    """
    entries = [
        Entry(
            record=corpus.records[record_id], date=when, text=text, certain=True, under_way=False, whole=True
        )
        for _, _, record_id, _, when, text, whole in _rows(corpus)
        if whole and _DAY.match(when) and when[4:10] == f"-{month:02}-{day:02}"
    ]
    return sorted(entries, key=_order)


def turning(corpus: Corpus, start: date, end: date, *, kinds: Collection[Kind]) -> list[str]:
    """The ids of the records of *kinds* that may have begun or ended between *start* and *end*, in order."""
    rows = kept("whole", corpus.sources, lambda: [*_whole(corpus)])
    from_, to = start.toordinal(), end.toordinal()
    found = [
        (dates.order(when), record_id)
        for earliest, latest, record_id, kind, when in rows
        if earliest <= to and from_ <= latest and kind in kinds and dates.parse(when).turns(start, end)
    ]
    return [record_id for _, record_id in sorted(found)]


def touches(record: Record, start: date, end: date) -> bool:
    """Whether *record*, or something it states, may fall between *start* and *end*."""
    dated = [record.when, *(fact.date for fact in record.facts)]
    return any(dates.parse(when).overlaps(start, end) for when in dated if when)


@lru_cache(maxsize=2)
def _rows(corpus: Corpus) -> list[_Row]:
    """All that is dated in *corpus*, each with the ordinals of its earliest and latest day."""
    return kept("dated", corpus.sources, lambda: [*_read_rows(corpus)])


def _whole(corpus: Corpus) -> Iterator[tuple[int, int, str, str, str]]:
    for record in corpus:
        if record.when:
            yield *_ordinals(record.when), record.id, record.kind.value, record.when


def _ordinals(when: str) -> tuple[int, int]:
    """The first and the last day that *when* may mean."""
    edtf = dates.parse(when)
    return (edtf.earliest or date.min).toordinal(), (edtf.latest or date.max).toordinal()


def _read_rows(corpus: Corpus) -> Iterator[_Row]:
    for record in corpus:
        for when, text, whole in _dated(record):
            yield *_ordinals(when), record.id, record.kind.value, when, text, whole


def _dated(record: Record) -> Iterator[tuple[str, str, bool]]:
    if record.when and record.kind in _HAPPENING:
        yield record.when, record.summary, True
    elif isinstance(record, Person):
        if record.birth:
            yield record.birth, f"{record.title} is born.", True
        if record.death:
            yield record.death, f"{record.title} dies.", True
    elif record.when:
        yield record.when, record.summary, True
    for statement in record.statements:
        if statement.date:
            yield statement.date, statement.text, False


def _order(entry: Entry) -> tuple[tuple[date, date], bool, str]:
    return dates.order(entry.date), not entry.whole, entry.record.id

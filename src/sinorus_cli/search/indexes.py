"""The indexes of a corpus: of a small one all of it, made when it is first asked for and kept.

Of a large one what is near a query, from an index on disk where there can be one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Kind, Record
from sinorus_cli.search import in_full
from sinorus_cli.search.in_full import FullNames, rows
from sinorus_cli.store import kept, shelf
from sinorus_cli.waiting import counted

if TYPE_CHECKING:  # a name that is given in full is found without the other indexes
    from sinorus_cli.search.by_name import Details, NameIndex, Table
    from sinorus_cli.search.by_text import TextIndex
    from sinorus_cli.search.on_disk import Index

# What is weighed of every record that fits: its kind, its date, and how much there is to say of it.
Head = tuple[str, str, int]
_MANY = 500  # records of which it takes seconds to read the texts


@lru_cache(maxsize=2)
def _on_disk(corpus: Corpus) -> Index | None:
    if not corpus.large:
        return None
    from sinorus_cli.search import on_disk

    return on_disk.opened(corpus)


def names_near(corpus: Corpus, kinds: Collection[str], query: str) -> NameIndex:
    """The names of *kinds*; of a large corpus those near *query*."""
    if index := _on_disk(corpus):
        return index.names(query, [kind for kind in Kind if kind in kinds])
    return every_name(corpus, tuple(kinds))


def full_names_near(corpus: Corpus, kinds: Collection[Kind], query: str) -> FullNames:
    """As `names_near`, for names that are given in full."""
    if index := _on_disk(corpus):
        return index.full_names(query, kinds)
    return _every_full_name(corpus)


def texts_near(corpus: Corpus, query: str) -> TextIndex:
    """The texts; of a large corpus those near *query*."""
    if index := _on_disk(corpus):
        return index.texts(query)
    return _every_text(corpus)


def heads_of(corpus: Corpus, wanted: Collection[str]) -> Mapping[str, Head]:
    """The heads of the *wanted* records by id; maybe of others."""
    if not wanted:
        return {}
    if _on_disk(corpus):
        return dict(_head(corpus, corpus.records[one]) for one in wanted)
    return _every_head(corpus)


@lru_cache(maxsize=16)
def every_name(corpus: Corpus, kinds: tuple[str, ...]) -> NameIndex:
    """All names of *kinds* in a corpus that is not large."""
    from sinorus_cli.search.by_name import NameIndex

    return NameIndex(_every_full_name(corpus), _name_table(corpus), lambda: _name_details(corpus), kinds)


@lru_cache(maxsize=2)
def _every_full_name(corpus: Corpus) -> FullNames:
    def make() -> FullNames:
        _name_table(corpus), _name_details(corpus)  # too, or the first slip would have to wait once more
        return in_full.full_names(rows(corpus, corpus.elsewhere()))

    return shelf("full-names", corpus.sources, make)


@lru_cache(maxsize=2)
def _name_table(corpus: Corpus) -> Table:
    return kept("names", corpus.sources, lambda: _tables(corpus)[0])


@lru_cache(maxsize=2)
def _name_details(corpus: Corpus) -> Details:
    return shelf("name-details", corpus.sources, lambda: _tables(corpus)[1])


@lru_cache(maxsize=1)
def _tables(corpus: Corpus) -> tuple[Table, Details]:
    from sinorus_cli.search.by_name import tables

    return tables(rows(corpus, corpus.elsewhere()))


@lru_cache(maxsize=2)
def _every_text(corpus: Corpus) -> TextIndex:
    from sinorus_cli.search.by_text import Table, TextIndex, table

    def read() -> Table:
        every = [*corpus, *corpus.elsewhere()]
        return table(every, counted(every, "Reading", len(every)) if len(every) > _MANY else None)

    made = cache(read)
    few = kept("texts", corpus.sources, lambda: Table({**made(), "stems": {}, "texts": {}, "slippery": {}}))
    few["stems"] = few["slippery"] = shelf(
        "stems", corpus.sources, lambda: {**made()["stems"], **made()["slippery"]}
    )
    few["texts"] = shelf("sentences", corpus.sources, lambda: made()["texts"])
    return TextIndex(few)


@lru_cache(maxsize=2)
def _every_head(corpus: Corpus) -> dict[str, Head]:
    return kept("heads", corpus.sources, lambda: dict(_head(corpus, record) for record in corpus))


def _head(corpus: Corpus, record: Record) -> tuple[str, Head]:
    return record.id, (record.kind.value, record.when or "", len(record.facts) + corpus.degree(record))

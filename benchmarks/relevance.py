"""Judge the search by the queries in tests/relevance, beside what else a reader would have.

usage: python benchmarks/relevance.py [--misses]

Prints one table for the queries that search may be improved by and one for those held out:
by category the share right first time, the mean reciprocal rank, and the share found within
the first five; for no_answer the share refused. The others: rapidfuzz's WRatio over titles,
SQLite's FTS5 over all text by words and by trigrams, and fzf --filter where it is installed.
Last, how long a search takes in process, indexed once: the median for names and sentences.
"""

import itertools
import json
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from rapidfuzz import fuzz, process, utils

from sinorus_cli.corpus import Corpus, bundled, load
from sinorus_cli.errors import SinorusError
from sinorus_cli.model import Kind
from sinorus_cli.names import all_names
from sinorus_cli.search import search
from sinorus_cli.spans import span
from sinorus_cli.timeline import between

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "relevance"
FILES = {
    "queries": "The first queries",
    "harder": "Harder ones, written later",
    "described": "Descriptions in three languages, written last",
}
_WRATIO_CUTOFF = 60  # below this a reader would not believe a fuzzy match of titles

Finder = Callable[["Query"], Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is typed, after which command, and the ids that are meant."""

    id: str
    query: str
    command: str
    category: str
    expect: frozenset[str]
    held_out: bool

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that the command looks through."""
        return tuple(kind for kind in Kind if kind.value == self.command) or tuple(Kind)


@dataclass(slots=True)
class Figures:
    """What came of the queries of a category."""

    queries: int = 0
    right: int = 0
    reciprocal_ranks: float = 0.0
    in_five: int = 0

    def count(self, query: Query, found: Sequence[str]) -> bool:
        """Count what was found for *query*; whether it is right."""
        ranks = [found.index(wanted) + 1 for wanted in query.expect if wanted in found]
        if query.category == "no_answer":
            right = five = not found
        elif query.category == "year":
            right = five = query.expect <= set(found)
        elif query.category == "ambiguous":
            right = five = query.expect <= set(found[:5])
        else:
            right, five = min(ranks, default=0) == 1, bool(ranks) and min(ranks) <= 5
        self.queries += 1
        self.right += right
        self.in_five += five
        self.reciprocal_ranks += 1 / min(ranks) if ranks else float(right and not query.expect)
        return right


def queries(file: str = "queries") -> list[Query]:
    """The judged queries of a *file*, one of `FILES`."""
    rows = map(json.loads, (QUERIES / f"{file}.jsonl").read_text(encoding="utf-8").splitlines())
    return [Query(**row | {"expect": frozenset(row["expect"])}) for row in rows]


def ours(corpus: Corpus) -> Finder:
    """What sinorus finds."""

    def find(query: Query) -> list[str]:
        try:
            if query.command == "year":
                return list(dict.fromkeys(e.record.id for e in between(corpus, *span(query.query))))
            return [hit.record.id for hit in search(corpus, query.query, kinds=query.kinds)]
        except SinorusError:
            return []

    return find


def wratio(corpus: Corpus) -> Finder:
    """Rapidfuzz's WRatio over the titles."""
    titles = {record.id: record.title for record in corpus}

    def find(query: Query) -> list[str]:
        of_kind = {key: title for key, title in titles.items() if corpus.records[key].kind in query.kinds}
        near = process.extract(
            query.query,
            of_kind,
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            score_cutoff=_WRATIO_CUTOFF,
            limit=10,
        )
        return [key for _, _, key in near]

    return find


def fts5(corpus: Corpus, tokenizer: str) -> Finder:
    """SQLite's full-text search over names, summaries and statements, best BM25 first."""
    base = sqlite3.connect(":memory:")
    columns = "id UNINDEXED, kind UNINDEXED, names, body"
    base.execute(f"CREATE VIRTUAL TABLE t USING fts5({columns}, tokenize='{tokenizer}')")
    base.executemany(
        "INSERT INTO t VALUES (?, ?, ?, ?)",
        [
            (
                record.id,
                record.kind.value,
                " ".join(name for _, name in all_names(record.names)),
                " ".join([record.summary, *(fact.text for fact in record.facts)]),
            )
            for record in corpus
        ],
    )

    def find(query: Query) -> list[str]:
        words = [word.replace('"', '""') for word in query.query.split()]
        match = " OR ".join(f'"{word}"' for word in words)
        order = "ORDER BY bm25(t, 0, 0, 10, 1)"  # a name counts ten times as much
        try:
            rows = base.execute(f"SELECT id, kind FROM t WHERE t MATCH ? {order}", (match,))
            return [row[0] for row in rows if row[1] in query.kinds][:10]
        except sqlite3.OperationalError:
            return []

    return find


def fzf(corpus: Corpus) -> Finder:
    """Fzf's filter over one line of names per record."""
    lines = {
        f"{record.id}\t{' · '.join(name for _, name in all_names(record.names))}": record for record in corpus
    }

    def find(query: Query) -> list[str]:
        of_kind = [line for line, record in lines.items() if record.kind in query.kinds]
        done = subprocess.run(
            ["fzf", "--filter", query.query, "-i"],
            input="\n".join(of_kind),
            capture_output=True,
            check=False,
            text=True,
        )
        return [line.split("\t")[0] for line in done.stdout.splitlines()[:10]]

    return find


def judge(find: Finder, judged: Sequence[Query]) -> tuple[dict[str, Figures], list[Query]]:
    """The figures of each category, and the queries that *find* got wrong."""
    figures: dict[str, Figures] = defaultdict(Figures)
    missed = [query for query in judged if not figures[query.category].count(query, find(query))]
    return dict(figures), missed


def table(finders: dict[str, Finder], judged: Sequence[Query]) -> str:
    """A Markdown table: right first time of each finder, and the rest for the first."""
    results = {name: judge(find, judged)[0] for name, find in finders.items()}
    first, *others = results.values()
    lines = [
        f"| category | queries | {' | '.join(results)} | mean reciprocal rank | in the first five |",
        "| --- |" + " ---: |" * (len(results) + 3),
    ]
    for category in sorted(first):
        lines.append(_row(category, [first[category], *(other[category] for other in others)]))
    totals = [_total(list(figures.values())) for figures in results.values()]
    lines.append(_row("**all**", totals))
    return "\n".join(lines)


def milliseconds(corpus: Corpus, judged: Sequence[Query]) -> tuple[float, float]:
    """The median time of a search for a name, and for a description, in milliseconds."""
    taken: dict[bool, list[float]] = {False: [], True: []}
    find = ours(corpus)
    for query in judged:
        if query.category not in ("year", "no_answer"):
            start = perf_counter()
            find(query)
            taken[query.category == "descriptive"].append((perf_counter() - start) * 1000)
    return median(taken[False]), median(taken[True])


def _row(category: str, figures: Sequence[Figures]) -> str:
    first = figures[0]
    shares = " | ".join(f"{each.right / each.queries:.1%}" for each in figures)
    rank, five = first.reciprocal_ranks / first.queries, first.in_five / first.queries
    return f"| {category} | {first.queries} | {shares} | {rank:.3f} | {five:.1%} |"


def _total(figures: Sequence[Figures]) -> Figures:
    return Figures(
        sum(one.queries for one in figures),
        sum(one.right for one in figures),
        sum(one.reciprocal_ranks for one in figures),
        sum(one.in_five for one in figures),
    )


def main() -> None:
    """Print the tables."""
    corpus = load(bundled())
    finders = {
        "sinorus": ours(corpus),
        "WRatio": wratio(corpus),
        "FTS5 words": fts5(corpus, "unicode61"),
        "FTS5 trigrams": fts5(corpus, "trigram"),
    }
    if shutil.which("fzf"):
        finders["fzf"] = fzf(corpus)
    name, sentence = milliseconds(corpus, queries())
    for file, held_out in itertools.product(FILES, (False, True)):
        judged = [query for query in queries(file) if query.held_out is held_out]
        print(f"{FILES[file]}, {'held out' if held_out else 'open to improvement'}:", end="\n\n")
        print(table(finders, judged), end="\n\n")
        if "--misses" in sys.argv and not held_out:
            for query in judge(finders["sinorus"], judged)[1]:
                print(f"{query.category}: {query.command} {query.query!r}, not {sorted(query.expect)}")
    print(f"A name in {name:.1f} ms, a description in {sentence:.1f} ms (medians, in process).")


if __name__ == "__main__":
    main()

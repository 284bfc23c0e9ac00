"""How sinorus and what else there is grow with the corpus, from a thousand to a million records.

    python -m benchmarks.growth [RECORDS...] [--keep DIRECTORY] [--from RESULTS]

Makes corpora with `generate`, in DIRECTORY if it is to be kept, and measures every way of
looking names up in processes of its own: how long it takes to make what it needs, once; until
the first answer of a new process; a name as it is written, a misspelt one and a description
(medians); the most memory of that process, with the pages of an index that the system maps
into it; and how many misspelt names are found first, and among the first ten, of how many. Each
round of queries ends after so many seconds, so that slow ways are measured by fewer. Prints a
Markdown table, and draws docs/growth.svg; with RESULTS, the results.jsonl that an earlier run
left in its directory, nothing is measured again.

The others are as plain as their documentation shows them: rapidfuzz's WRatio over all names;
SQLite's FTS5 with its trigram tokenizer, and tantivy with its own, of names and summaries, by
BM25 of any trigram. The whole takes half an hour. It needs ``pip install -e '.[bench]'``.
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.generate import generate
from sinorus_cli import corpus as corpora
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import all_names
from sinorus_cli.search import look_up, search

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PLOT = Path(__file__).resolve().parent.parent / "docs" / "growth.svg"
_MOST_WITHOUT_INDEX = 100_000  # records, beyond which memory may not suffice
_SECONDS = 40.0  # for each sort of query
_AT_LEAST, _AT_MOST = 10, 250  # queries of a sort

Finder = Callable[[str], list[str]]  # ids, best first


def sinorus(directory: Path) -> dict[str, Finder]:
    """Ours: names as ``sinorus NAME`` looks them up, descriptions as ``sinorus search``."""
    corpus = corpora.load(directory)

    def name(query: str) -> list[str]:
        return [hit.record.id for hit in look_up(corpus, query)[:10]]

    return {
        "name": name,
        "description": lambda query: [hit.record.id for hit in search(corpus, query)[:10]],
    }


def without_index(directory: Path) -> dict[str, Finder]:
    """Ours where tantivy is not installed."""
    corpora.LARGE = sys.maxsize
    return sinorus(directory)


def wratio(directory: Path) -> dict[str, Finder]:
    """Rapidfuzz's WRatio over every name."""
    from rapidfuzz import fuzz, process, utils

    ids, names = [], []
    for record in _records(directory):
        for _, name in all_names(record.names):
            ids.append(record.id)
            names.append(utils.default_process(name))

    def find(query: str) -> list[str]:
        near = process.extract(utils.default_process(query), names, scorer=fuzz.WRatio, limit=30)
        return list(dict.fromkeys(ids[number] for _, _, number in near))[:10]

    return {"name": find}


def fts5(directory: Path) -> dict[str, Finder]:
    """SQLite's FTS5 by trigrams."""
    path = directory / "fts5.sqlite"
    is_there = path.exists()
    base = sqlite3.connect(path)
    if not is_there:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, names, body, tokenize='trigram')")
        with base:
            base.executemany(
                "INSERT INTO t VALUES (?, ?, ?)",
                ((record.id, _joined(record), record.summary) for record in _records(directory)),
            )

    def find(query: str) -> list[str]:
        quoted = (trigram.replace('"', '""') for trigram in _trigrams(query))
        match = " OR ".join(f'"{trigram}"' for trigram in quoted)
        rows = base.execute("SELECT id FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", (match,))
        return [row[0] for row in rows]

    return {"name": find, "description": find}


def tantivy_alone(directory: Path) -> dict[str, Finder]:
    """Tantivy by trigrams, without us."""
    import tantivy

    path = directory / "tantivy"
    is_there = path.exists()
    path.mkdir(exist_ok=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="trigrams", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(path))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3)).filter(tantivy.Filter.lowercase())
    index.register_tokenizer("trigrams", analyzer.build())
    if not is_there:
        writer = index.writer(128 << 20, 1)
        for record in _records(directory):
            writer.add_document(tantivy.Document(id=record.id, text=f"{_joined(record)} {record.summary}"))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
    searcher = index.searcher()

    def find(query: str) -> list[str]:
        should = tantivy.Occur.Should
        terms = [(should, tantivy.Query.term_query(schema, "text", one)) for one in _trigrams(query)]
        found = searcher.search(tantivy.Query.boolean_query(terms), 10, count=False)
        return [searcher.doc(address)["id"][0] for _, address in found.hits]

    return {"name": find, "description": find}


WAYS = {
    "sinorus": sinorus,
    "sinorus, no index": without_index,
    "WRatio": wratio,
    "FTS5 trigrams": fts5,
    "tantivy trigrams": tantivy_alone,
}
MEASURES = {
    # of a result          what the table calls it    on a logarithmic scale
    "make": ("made once, s", True),
    "first": ("first answer, ms", True),
    "exact": ("exact name, ms", True),
    "misspelt": ("misspelt, ms", True),
    "description": ("description, ms", True),
    "memory": ("memory, MB", True),
    "found_first": ("found first", False),
    "found_in_ten": ("in ten", False),
}


def measure(way: str, directory: Path) -> dict[str, Any]:
    """What *way* takes in the corpus in *directory*, the first of its processes included."""
    rows = _queries(directory)[:_AT_MOST]
    start = perf_counter()
    finders = WAYS[way](directory)
    finders["name"](rows[-1]["query"])
    first = perf_counter() - start
    result: dict[str, Any] = {"first": first * 1000}
    answers: list[list[str]] = []
    for sort, field, finder in (
        ("exact", "name", "name"),
        ("misspelt", "query", "name"),
        ("description", "description", "description"),
    ):
        taken: list[float] = []
        for row in rows if finder in finders else ():
            start = perf_counter()
            found = finders[finder](row[field])
            taken.append(perf_counter() - start)
            if sort == "misspelt":
                answers.append(found)
            if len(taken) >= _AT_LEAST and sum(taken) > _SECONDS:
                break
        result[sort] = median(taken) * 1000 if taken else None
    meant = [row["id"] for row in rows[: len(answers)]]
    pairs = list(zip(meant, answers, strict=True))
    result["queries"] = len(pairs)
    result["found_first"] = sum(found[:1] == [wanted] for wanted, found in pairs) / len(pairs)
    result["found_in_ten"] = sum(wanted in found for wanted, found in pairs) / len(pairs)
    result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def make(way: str, directory: Path) -> dict[str, Any]:
    """How long it takes *way* to make what it keeps of the corpus in *directory*, and its memory."""
    row = _queries(directory)[0]
    start = perf_counter()
    finders = WAYS[way](directory)
    for finder in finders.values():
        finder(row["query"])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"make": perf_counter() - start, "memory to make": memory}


def table(results: list[dict[str, Any]]) -> str:
    """The *results* in Markdown."""
    heads = [head for head, _ in MEASURES.values()]
    lines = [f"| records | way | {' | '.join(heads)} | of |", "| ---: | --- |" + " ---: |" * (len(heads) + 1)]
    for result in results:
        cells = [_cell(result.get(name), is_share=not scaled) for name, (_, scaled) in MEASURES.items()]
        lines.append(
            f"| {result['records']:,} | {result['way']} | {' | '.join(cells)} | {result['queries']} |"
        )
    return "\n".join(lines)


def plot(results: list[dict[str, Any]], path: Path) -> None:
    """Draw *results* by size into the SVG file *path*."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "sinorus"  # the same results make the same file
    from matplotlib import pyplot

    shown = ("first", "misspelt", "memory", "found_first")
    figure, axes = pyplot.subplots(2, 2, figsize=(9, 6.5), sharex=True)
    for name, place in zip(shown, axes.flat, strict=True):
        head, is_logarithmic = MEASURES[name]
        for way in WAYS:
            points = [(r["records"], r[name]) for r in results if r["way"] == way and r.get(name)]
            if points:
                place.plot(
                    *zip(*points, strict=True),
                    marker="o",
                    label=way,
                    linewidth=2.5 if way == "sinorus" else 1.2,
                )
        place.set(title=head, xscale="log", yscale="log" if is_logarithmic else "linear")
        place.grid(alpha=0.3)
    for place in axes[1]:
        place.set_xlabel("records")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="lower center", ncols=len(WAYS), frameon=False)
    figure.tight_layout(rect=(0, 0.05, 1, 1))
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def _cell(value: float | None, *, is_share: bool) -> str:
    if value is None:
        return "–"
    if is_share:
        return f"{value:.1%}"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _queries(directory: Path) -> list[dict[str, str]]:
    """The queries for the corpus in *directory*, those for each kind all over."""
    rows = [json.loads(row) for row in (directory / "queries.jsonl").read_text("utf-8").splitlines()]
    Random(0).shuffle(rows)
    return rows


def _records(directory: Path) -> Iterator[Record]:
    for kind in Kind:
        for raw in corpora.entries(directory / kind.file):
            yield kind.record.from_json(raw)


def _joined(record: Record) -> str:
    return " / ".join(name for _, name in all_names(record.names))


def _trigrams(text: str) -> list[str]:
    text = text.lower()
    return list(dict.fromkeys(text[at : at + 3] for at in range(max(1, len(text) - 2))))


def _in_a_process(step: str, way: str, directory: Path) -> dict[str, Any]:
    environment = os.environ | {"XDG_CACHE_HOME": str(directory / "cache")}
    command = [sys.executable, "-m", "benchmarks.growth", f"--{step}", way, "--keep", str(directory)]
    done = subprocess.run(
        command, capture_output=True, check=True, cwd=PLOT.parent.parent, env=environment, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _run(sizes: list[int], directory: Path) -> list[dict[str, Any]]:
    results = []
    kept = directory / "results.jsonl"
    for size in sizes:
        corpus = directory / str(size)
        if not (corpus / "queries.jsonl").exists():
            generate(corpus, size)
        for way in WAYS:
            if way == "sinorus, no index" and not corpora.LARGE < size <= _MOST_WITHOUT_INDEX:
                continue
            print(f"{size:,} records, {way}", file=sys.stderr)
            result = {"records": size, "way": way}
            for step in ("make", "measure"):
                result |= _in_a_process(step, way, corpus)
            results.append(result)
            with kept.open("a", encoding="utf-8") as out:
                out.write(json.dumps(result) + "\n")
    return results


def main() -> None:
    """Measure, print the table and draw the plot; or what a process of its own is to do."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("records", nargs="*", type=int)
    for option in ("--keep", "--from"):
        parser.add_argument(option)
    for option in ("--make", "--measure"):  # for the processes that this one starts
        parser.add_argument(option, help=argparse.SUPPRESS)
    chosen = vars(parser.parse_args())
    for step in (make, measure):
        if way := chosen[step.__name__]:
            print(json.dumps(step(way, Path(chosen["keep"]))))
            return
    if chosen["from"]:
        lines = Path(chosen["from"]).read_text("utf-8").splitlines()
        results = [json.loads(line) for line in lines]
    else:
        with tempfile.TemporaryDirectory() as made:
            directory = Path(chosen["keep"] or made).absolute()
            directory.mkdir(parents=True, exist_ok=True)
            results = _run(chosen["records"] or list(SIZES), directory)
    print(table(results))
    plot(results, PLOT)


if __name__ == "__main__":
    main()

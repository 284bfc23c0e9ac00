"""Fit what a description is weighed by to the judged queries that are open to improvement.

usage: python benchmarks/fit.py

Prints, out of 100, what each share of `sinorus_cli.search.by_text` should weigh so that the records
that are meant come before all others, by conditional logistic regression (McFadden 1974) with a
ridge penalty, beside what it weighs now; and how many descriptions have their record first, each by
weights that were fitted to the seven eighths of them that it does not belong to. The kinds of
records, years and names, which search counts besides, are left out. It needs
``pip install -e '.[bench]'``.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # where it is run by its path

from benchmarks.relevance import FILES, Query, queries
from sinorus_cli.corpus import bundled, load
from sinorus_cli.search.by_text import WEIGHTS, TextIndex, table

NAMES = ("held", "in all", "in about", "like a keyword", "together")
FOLDS, ROUNDS, RIDGE, RATE = 8, 400, 0.1, 0.02

Rows = list[tuple[np.ndarray, np.ndarray]]  # of a query: the shares of each record, which are meant


def rows(index: TextIndex, judged: list[Query], kinds: dict[str, str]) -> Rows:
    """The shares of every record for each of *judged* that a record is meant by and found for."""
    found = []
    for query in judged:
        wanted = {kind.value for kind in query.kinds}
        each = [row for row in index.shares(index.asked(query.query)) if kinds[row[0]] in wanted]
        meant = np.array([record_id in query.expect for record_id, *_ in each], dtype=bool)
        if meant.any():
            found.append((np.array([shares for _, shares, _ in each]), meant))
    return found


def fitted(of: Rows) -> np.ndarray:
    """The weights that make what is meant most likely."""
    weights = np.zeros(len(NAMES))
    for _ in range(ROUNDS):
        slope = -RIDGE * weights
        for shares, meant in of:
            scores = shares @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            among = np.where(meant, likely, 0.0)
            slope += shares.T @ (among / among.sum() - likely)
        weights += RATE * slope
    return weights


def first(of: Rows, weights: np.ndarray) -> int:
    """For how many queries what is meant scores most."""
    return sum(bool(meant[np.argmax(shares @ weights)]) for shares, meant in of)


def main() -> None:
    """Print the weights."""
    corpus = load(bundled())
    kinds = {record.id: record.kind.value for record in corpus}
    judged = [
        query
        for file in FILES
        for query in queries(file)
        if query.category == "descriptive" and not query.held_out
    ]
    every = rows(TextIndex(table(corpus)), judged, kinds)
    weights = fitted(every)
    for name, now, then in zip(NAMES, WEIGHTS, 100 * weights / weights.sum(), strict=True):
        print(f"{name}: {then:.0f}, now {now:.0f}")
    folds = [every[start::FOLDS] for start in range(FOLDS)]
    rest = [[row for other in folds if other is not fold for row in other] for fold in folds]
    right = sum(first(fold, fitted(others)) for fold, others in zip(folds, rest, strict=True))
    print(f"First of {len(every)}: {right} as fitted, {first(every, np.array(WEIGHTS))} as it is now.")


if __name__ == "__main__":
    main()

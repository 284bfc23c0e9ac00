"""Which records a query means, best first. The only package that knows rapidfuzz.

Names and texts each give a score from 0 to 100 in one order; what falls below `FOUND` is
not shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sinorus_cli.corpus import Corpus
from sinorus_cli.errors import QueryError
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import fold, tag_in_words
from sinorus_cli.search.by_name import SAME_CORE, WHOLE, Name, NameIndex
from sinorus_cli.search.by_text import TextIndex
from sinorus_cli.search.forms import form

LONGEST_QUERY = 1000
FULL_NAME = SAME_CORE  # from here on the query names the record and nothing else
FOUND = 42.0
CLOSE = 4.0  # hits nearer than this fit equally well, unless one is named in full
_BESIDES = 0.04  # what the lower of the two scores adds to the higher


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A record found: its score from 0 to 100, the sentence that matched, and why."""

    record: Record
    score: float
    matched: str
    why: str


def checked(query: str) -> str:
    """*query* without control characters and outer space.

    Raises:
        QueryError: nothing is left of it, or it is longer than any name or question.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(
            f"The query has {len(query):,} characters, more than the {LONGEST_QUERY:,} that are"
            " read; shorten it to a name or a sentence."
        )
    clean = " ".join("".join(c if c.isprintable() else " " for c in query).split())
    if not clean:
        raise QueryError("The query is empty; type a name, such as 'nerchinsk', or a year.")
    return clean


def search(
    corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind), texts: bool = True
) -> list[Hit]:
    """The records of *kinds* that *query* may mean, best first; none where nothing fits.

    Without *texts*, names alone are searched.

    Raises:
        QueryError: the query is blank or too long.
    """
    query = checked(query)
    if not fold(query):
        return []
    by_name = _names(corpus).scores(query)
    by_text = _texts(corpus).scores(query) if texts else {}
    hits = []
    for record_id in by_name.keys() | by_text.keys():
        record = corpus.records[record_id]
        named, name = by_name.get(record_id, (0.0, None))
        told, sentence = by_text.get(record_id, (0.0, ""))
        score = named
        if named < FULL_NAME:  # then what the texts say counts a little too
            score = min(max(named, told) + _BESIDES * min(named, told), FULL_NAME - 1)
        if score >= FOUND and record.kind in kinds:
            why = _why(name, query) if name and named >= told else "words in the text"
            matched = sentence if sentence and told > named else record.summary
            hits.append(Hit(record=record, score=round(score, 1), matched=matched, why=why))
    return sorted(hits, key=lambda hit: (-hit.score, -prominence(hit.record), hit.record.id))


def look_up(corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Hit]:
    """As `search`, but where a name is given in full the texts are not asked.

    Raises:
        QueryError: the query is blank or too long.
    """
    by_name = search(corpus, query, kinds=kinds, texts=False)
    if by_name and by_name[0].score >= FULL_NAME:
        return by_name
    return search(corpus, query, kinds=kinds)


def best(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that fit equally well as the first: one where the answer is clear."""
    if not hits:
        return []
    first = hits[0].score
    floor = WHOLE if first == WHOLE else FULL_NAME if first >= FULL_NAME else first - CLOSE
    return [hit for hit in hits if hit.score >= floor]


def prominence(record: Record) -> int:
    """How much the corpus has to say of *record*: between equals, the fuller one is meant."""
    return len(record.facts) + len(record.relations)


def nearest(corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Record]:
    """Up to five records of *kinds* with a word in a name that looks like one of *query*'s."""
    return _names(corpus).nearest(checked(query), kinds)


@lru_cache(maxsize=2)
def _names(corpus: Corpus) -> NameIndex:
    return NameIndex(corpus)


@lru_cache(maxsize=2)
def _texts(corpus: Corpus) -> TextIndex:
    return TextIndex(corpus)


def _why(name: Name, query: str) -> str:
    asked = form(query)
    called = "" if name.text == name.record.title else f" {name.text!r}, {tag_in_words(name.tag)}"
    if name.form.compact == asked.compact:
        return f"name{called}"
    if asked.core <= name.form.core:
        return f"part of the name{called}"
    return f"close to the name{called or ' ' + repr(name.text)}"

"""Which records a query means, best first. The only package that knows rapidfuzz.

Names and texts each give a score from 0 to 100 in one order; what falls below `FOUND` is
not shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from sinorus_cli import dates
from sinorus_cli.corpus import ELSEWHERE, Corpus, is_elsewhere
from sinorus_cli.errors import QueryError
from sinorus_cli.model import Kind, Record
from sinorus_cli.names import fold, tag_in_words
from sinorus_cli.search.forms import SORTS, Form, form, without_aspects
from sinorus_cli.search.in_full import (
    SAME_CORE,
    SAME_WORDS,
    WHOLE,
    Name,
    given_in_full,
    given_with_more,
)
from sinorus_cli.search.indexes import every_name, full_names_near, heads_of, names_near, texts_near
from sinorus_cli.search.leanings import leaning
from sinorus_cli.values import Value

if TYPE_CHECKING:  # a name that is given in full is found without the other indexes
    from sinorus_cli.search.by_name import NameIndex
    from sinorus_cli.search.by_text import TextIndex, Told

LONGEST_QUERY = 1000
FULL_NAME = SAME_CORE  # from here on the query names the record and nothing else
NAMED = 70.0  # from here on a name was meant, if not the whole of it
FOUND = 43.0
SURE = 48.0  # below this no record is shown as the answer
_TOLD = 60.0  # from here on a text tells what the query does, in just its words
CLOSE = 4.0  # hits nearer than this fit equally well,
CLOSE_IN_PART = 14.0  # and than this where one word is part of their names, such as a surname
_ELSEWHERE = 0.97  # what counts of how well a query fits something elsewhere
_NEAR = 30.0  # below this nothing is so much as proposed
_BESIDES = 0.04  # what the lower of the two scores adds to the higher
_DESCRIBES = 4  # words; fewer may be a name of which one is mistyped into another word
_FEW = 2  # words that decide, with one that says the sort of thing: a name is asked for
_MENTIONED = 0.5  # for texts, where a name was asked for
_OF_THAT_YEAR = 1.06  # for a record of a year that the query names
# For a name, where the query has a year: one in which its record was not; that of its record; and
# any where its record has none, or one that is near, or among those of a record that lasted.
_ANOTHER_YEAR, _ITS_YEAR, _NO_YEAR = 0.42, 1.15, 0.88
_MISREMEMBERED = 2  # years
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Hit(Value, eq=False):
    """A record found: its id, and scores from 0 to 100.

    *score* is that of the order; *named* is what the names alone earned; *part_of_name* is
    whether the query is one word of a longer name. Most hits are never shown: only of those that
    are the record is read, and *told* asked for why it fits and for the sentence that matched.
    """

    id: str
    corpus: Corpus
    score: float
    named: float
    part_of_name: bool = False
    told: Callable[[], tuple[str, str]]

    @property
    def record(self) -> Record:
        """The record."""
        return self.corpus.records[self.id]

    @property
    def why(self) -> str:
        """Why it fits, in one phrase."""
        return self._told[0]

    @property
    def matched(self) -> str:
        """The sentence of it that fits best."""
        return self._told[1]

    @cached_property
    def _told(self) -> tuple[str, str]:
        return self.told()


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
    corpus: Corpus,
    query: str,
    *,
    kinds: Collection[Kind] = tuple(Kind),
    about: bool | None = None,
    exact: bool = False,
    floor: float = FOUND,
) -> list[Hit]:
    """The records of *kinds* that *query* may mean, best first; none where nothing fits.

    With *about*, by default for one word that decides, only those texts count that say what a
    record is about, its summary and keywords, and not all that it states. *exact* asks for a
    name as it is spelt, but for case, accents and script. What scores less than *floor* is left out.

    Raises:
        QueryError: the query is blank or too long.
    """
    query = checked(query)
    if not fold(query):
        return []
    if exact:
        names = given_in_full(full_names_near(corpus, kinds, query), query, kinds)
        return _hits(corpus, kinds, query, names, WHOLE)
    all_kinds = (*kinds, ELSEWHERE)
    full_names = full_names_near(corpus, kinds, query)
    thing = query if given_in_full(full_names, query, all_kinds) else without_aspects(query)
    asked = form(thing)
    told = texts_near(corpus, query)
    about = len(asked.core) == 1 if about is None else about
    texts: Mapping[str, Told] = told.scores(query, about=about)
    if asked.generic and len(asked.core) <= _FEW:
        # "treaty of versailles" asks for a name: that some text mentions Versailles is no
        # answer. "last tsar" may be what a text calls its record.
        heads = heads_of(corpus, texts)
        kinds_asked = {SORTS[word] for word in asked.generic if word in SORTS}
        sure = {
            record_id
            for record_id in told.in_one_breath(query)
            if record_id in heads and (not kinds_asked or heads[record_id][0] in kinds_asked)
        }
        texts = {
            key: (score if key in sure else _MENTIONED * score, no_chance and key in sure)
            for key, (score, no_chance) in texts.items()
        }
    spelt = _spelt(query, told)
    is_told = told.knows(query) and max((score for score, *_ in texts.values()), default=0.0) >= _TOLD
    with_more = given_with_more(full_names, thing, all_kinds, told.tells)
    named = {
        key: max(found, with_more.get(key, found), key=itemgetter(0))
        for key, found in (with_more | dict(_named(corpus, all_kinds, thing, spelt, is_told))).items()
    }
    return _hits(corpus, kinds, thing, named, floor, texts, told.sentence)


def _spelt(query: str, texts: TextIndex) -> frozenset[str]:
    """The words of a description that are no slips of the keys, since *texts* know them."""
    each = [(word, form(word).words) for word in query.split()]
    # Two pairs of Han characters tell no more than a word.
    length = sum(1.0 if word.isascii() else 0.5 for _, words in each for word in words)
    if length < _DESCRIBES:
        return frozenset()
    return frozenset().union(*(words for word, words in each if texts.knows(word)))


def look_up(
    corpus: Corpus,
    query: str,
    *,
    kinds: Collection[Kind] = tuple(Kind),
    exact: bool = False,
    runners_up: bool = False,
) -> list[Hit]:
    """As `search`, but where a name is given in full the texts are not asked.

    Then nothing but full names is returned, unless *runners_up* are wanted, or it is one word and
    not all of a name, as a surname in that of an embassy. Nor are the texts asked where one word
    alone is all but a name or a part of one; and of one that is not only those are that say what
    a record is about, since one word stands in many.

    Raises:
        QueryError: the query is blank or too long.
    """
    query = checked(query)
    if exact:
        return search(corpus, query, kinds=kinds, exact=True)
    named = named_in_full(corpus, query, kinds=kinds)
    if not named and (thing := without_aspects(query)) != query:
        return look_up(corpus, thing, kinds=kinds, runners_up=runners_up) or search(
            corpus, query, kinds=kinds
        )
    alone = len(form(query).core) < 2
    if alone and len(kinds) > 1 and named:
        runners_up = runners_up or max(hit.named for hit in named) < SAME_WORDS
    if (named and runners_up) or (not named and alone and fold(query)):
        near = _hits(
            corpus, kinds, query, _named(corpus, (*kinds, ELSEWHERE), query, frozenset(), False), FOUND
        )
        if named or (near and max(hit.named for hit in near) >= NAMED):
            return near
    return named or search(corpus, query, kinds=kinds)


def named_in_full(corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Hit]:
    """The records of *kinds* of which *query* is a full name.

    Raises:
        QueryError: the query is blank or too long.
    """
    query = checked(query)
    names = given_in_full(full_names_near(corpus, kinds, query), query, kinds) if fold(query) else {}
    return _hits(corpus, kinds, query, names, FULL_NAME)


@lru_cache(maxsize=2)
def _named(
    corpus: Corpus,
    kinds: tuple[str, ...],
    query: str,
    spelt: frozenset[str],
    is_told: bool,
) -> Mapping[str, tuple[float, Name]]:
    """How well names fit *query*, in which a year stands for the time of the record.

    The rest is as `NameIndex.scores` has it.
    """
    names = names_near(corpus, kinds, query).scores(query, spelt=spelt, is_told=is_told)
    years = _YEAR.findall(query)
    bare = _YEAR.sub(" ", query)
    if not years or not fold(bare):
        return names
    for record_id, (score, name) in (
        names_near(corpus, kinds, bare).scores(bare, spelt=spelt, is_told=is_told).items()
    ):
        if score > names.get(record_id, (0.0,))[0]:
            names[record_id] = score, name
    return {
        record_id: (_of_time(score, name, corpus.records.get(record_id), years), name)
        for record_id, (score, name) in names.items()
    }


def _of_time(score: float, name: Name, record: Record | None, years: Sequence[str]) -> float:
    """*score* of *name* by whether *record* is of *years*, give or take what memory does."""
    if record is None:  # it is elsewhere
        return score
    is_full = score >= FULL_NAME
    if any(year in name.text for year in years) or (record.when and _is_of(record.when, years)):
        return min(score * _ITS_YEAR, WHOLE if is_full else FULL_NAME - 1)
    if not record.when:
        return score * _NO_YEAR
    when = dates.parse(record.when)

    def was(within: int) -> bool:
        spans = ((max(1, int(year) - within), min(9999, max(1, int(year) + within))) for year in years)
        return any(when.overlaps(date(first, 1, 1), date(last, 12, 31)) for first, last in spans)

    if is_full and was(0):
        return score
    return score * (_NO_YEAR if was(_MISREMEMBERED) else _ANOTHER_YEAR)


def _hits(
    corpus: Corpus,
    kinds: Collection[Kind],
    query: str,
    names: Mapping[str, tuple[float, Name]],
    floor: float,
    texts: Mapping[str, Told] = MappingProxyType({}),
    said: Callable[[str, str], str | None] = lambda *_: None,
) -> list[Hit]:
    """Names and texts in one order; *said* gives what a record says that is most like a query."""
    asked = form(query)
    leans, years = leaning(query), _YEAR.findall(query)
    wanted = {kind.value for kind in kinds}
    heads = heads_of(corpus, texts)
    hits = []
    weights = {}  # what a hit weighs, of which its score shows no more than a name in full leaves
    for record_id in names.keys() | texts.keys():
        named, name = names.get(record_id, (0.0, None))
        told, no_chance = texts.get(record_id, (0.0, False))
        if is_elsewhere(record_id):
            continue
        kind, when, _ = heads.get(record_id, ("", "", 0))
        if kind not in wanted:
            told, no_chance = 0.0, False
        if max(named, told) < floor and not no_chance:
            continue  # whatever kind the query asks for
        told *= leans.get(kind, 1.0) * (_OF_THAT_YEAR if years and _is_of(when, years) else 1.0)
        told = max(told, floor) if no_chance else told
        score = weights[record_id] = named
        if named < FULL_NAME:  # then what the texts say counts a little too
            weights[record_id] = max(named, told) + _BESIDES * min(named, told)
            score = min(weights[record_id], FULL_NAME - 1)
        if score < floor:
            continue
        hits.append(
            Hit(
                id=record_id,
                corpus=corpus,
                score=round(score, 1),
                named=round(named, 1),
                part_of_name=bool(
                    name and named < FULL_NAME and len(asked.core) == 1 and asked.core < name.core
                ),
                told=partial(_told_of, corpus, query, record_id, asked, name, named, told, said),
            )
        )

    def strength(hit: Hit) -> tuple[float, float]:
        return -hit.score, -round(weights[hit.id], 1)

    if floor >= FOUND and hits and _fits_elsewhere(hits, max(weights.values()), names, texts):
        return []
    ordered: list[Hit] = []
    for _, equals in groupby(sorted(hits, key=strength), key=strength):
        alike = list(equals)
        if len(alike) > 1:
            alike.sort(key=lambda hit: (-prominence(corpus, hit.id), hit.id))
        ordered += alike
    # One word that is nothing's whole name is a surname, if it is anybody's: of all who bear it, and
    # not of those the more whose names are short, nor of what is called after them.
    partly = [hit for hit in ordered if hit.part_of_name and hit.named < FULL_NAME]
    if partly and (ordered[0].part_of_name or SAME_CORE <= ordered[0].named < SAME_WORDS):
        least = partly[0].score - CLOSE_IN_PART
        bearers = [hit for hit in partly if hit.score >= least and hit.record.kind is Kind.PERSON]
        bearers.sort(key=lambda hit: (-prominence(corpus, hit.id), hit.id))
        ordered = [*bearers, *(hit for hit in ordered if hit not in bearers)]
    return ordered


def _fits_elsewhere(
    hits: Sequence[Hit], weight: float, names: Mapping[str, tuple[float, Name]], texts: Mapping[str, Told]
) -> bool:
    """Whether what is meant fits something elsewhere better than *hits*, whose best has *weight*.

    A name of theirs that is not quite given gives way only to one that is.
    """
    own = max(hit.named for hit in hits)
    for key in names.keys() | texts.keys():
        if is_elsewhere(key):
            named, told = names.get(key, (0.0,))[0], texts.get(key, (0.0,))[0]
            fits = max(named, told) + _BESIDES * min(named, told)
            if _ELSEWHERE * fits > weight and own < (FULL_NAME if named >= SAME_WORDS else NAMED):
                return True
    return False


def _told_of(
    corpus: Corpus,
    query: str,
    record_id: str,
    asked: Form,
    name: Name | None,
    named: float,
    told: float,
    said: Callable[[str, str], str | None],
) -> tuple[str, str]:
    """Why a record fits *query*, by a *name* or by what is *told*, and the sentence of it that does."""
    why = _why(name, named, asked, query) if name and named >= min(told, NAMED) else "words in the text"
    return why, (told > named and said(query, record_id)) or corpus.records[record_id].summary


def best(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that fit equally well as the first: one where the answer is clear.

    A whole name beats what it is part of; other than that, hits that are close are equal.
    None where the first is not sure enough to be an answer.
    """
    if not hits or hits[0].score < SURE:
        return []
    first = hits[0].score
    if hits[0].part_of_name and NAMED <= hits[0].named < FULL_NAME:
        least = max(hit.named for hit in hits if hit.part_of_name) - CLOSE_IN_PART
        return [hit for hit in hits if hit.part_of_name and hit.named >= least]
    floor = WHOLE if first == WHOLE else FULL_NAME if first >= FULL_NAME else first - CLOSE
    return [hit for hit in hits if hit.score >= floor]


def namesakes(hits: Sequence[Hit]) -> list[Hit]:
    """The hits of a search over all kinds whose names the query fits equally well.

    "kyakhta" is a town, and all that decides in the name of a treaty. None where the query
    names one record, or describes.
    """
    first = max(hits, key=lambda hit: hit.named, default=None)
    if first is None or first.named < NAMED:
        return []
    close = CLOSE_IN_PART if first.part_of_name else CLOSE
    floor = FULL_NAME if first.named >= FULL_NAME else first.named - close
    equals = [hit for hit in hits if hit.named >= floor or (first.named < SAME_WORDS and _bears(hit))]
    return equals if len(equals) > 1 else []


def _bears(hit: Hit) -> bool:
    """Whether what is found is a person, by a surname or another part of the name."""
    return hit.part_of_name and hit.named >= NAMED and hit.record.kind is Kind.PERSON


def prominence(corpus: Corpus, record_id: str) -> int:
    """How much *corpus* has to say of a record, and of it elsewhere: between equals it is meant."""
    return heads_of(corpus, [record_id])[record_id][2]


def nearest(corpus: Corpus, query: str, *, kinds: Collection[Kind] = tuple(Kind)) -> list[Record]:
    """Up to five records of *kinds* that come nearest to a query which finds nothing.

    First what a sentence comes near to, then names with a word that looks like one of its.
    """
    unsure = search(corpus, query, kinds=kinds, about=False, floor=_NEAR)
    query = checked(query)
    named = names_near(corpus, (*kinds, ELSEWHERE), query).nearest(query)
    near = list(dict.fromkeys([*(hit.id for hit in unsure), *named]))
    return [corpus.records[record_id] for record_id in near[:5]]


def names_elsewhere(corpus: Corpus, query: str) -> bool:
    """Whether *query* is a full name of something that is told elsewhere."""
    query = without_aspects(checked(query))
    return bool(given_in_full(full_names_near(corpus, tuple(Kind), query), query, (ELSEWHERE,)))


def knows(corpus: Corpus, word: str) -> bool:
    """Whether *word* stands in a name or a text, or says nothing, as "how" does."""
    in_names = names_near(corpus, tuple(Kind), word).holding(fold(word))
    return bool(in_names) or texts_near(corpus, word).knows(word)


def names_of(corpus: Corpus, kinds: Collection[Kind]) -> NameIndex | None:
    """All names of *kinds*; None where there are too many."""
    return None if corpus.large else every_name(corpus, tuple(kinds))


def hint(corpus: Corpus) -> str:
    """What would make looking up in *corpus* quicker; nothing where nothing would."""
    if not corpus.large:
        return ""
    from importlib.util import find_spec

    if find_spec("tantivy") is not None:
        return ""
    return (
        f"All {len(corpus.records):,} records were compared; \"pip install 'sinorus[large]'\" indexes them."
    )


def _is_of(when: str, years: Sequence[str]) -> bool:
    """Whether what is dated *when* has happened in one of *years* and not gone on for long."""
    ends = _YEAR.findall(when)
    return bool(ends) and int(ends[-1]) - int(ends[0]) < 3 and not set(ends).isdisjoint(years)


def _why(name: Name, named: float, asked: Form, query: str) -> str:
    called = name.text if name.tag in ("en", "id") else f"{name.text}, {tag_in_words(name.tag)} form"
    if named == WHOLE or name.core < asked.core:
        return f"matched {called}"
    if named >= FULL_NAME or asked.core <= name.core:
        return f"matched part of {called}"
    return f"closest to {query}: {called}"

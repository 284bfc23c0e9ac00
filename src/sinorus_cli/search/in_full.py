"""Names given in full: as they are spelt, but for case, accents, script and words that say nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sinorus_cli.corpus import ELSEWHERE
from sinorus_cli.names import all_names, fold
from sinorus_cli.search.forms import BOTH_SIDES, FUNCTION_WORDS, SORTS, UNDECIDING, Form, asked_form, form
from sinorus_cli.values import Value

if TYPE_CHECKING:
    from sinorus_cli.model import Record

WHOLE, SAME_WORDS, SAME_CORE, OTHER_SORT = 100.0, 99.0, 97.0, 90.0
# Of a name with more words than it has: how many tell something, in how long a query, what it
# scores of its own score, and what more by the share of the query that the name is.
_MORE, _MOST_WITH_MORE, _WITH_MORE, _WITH_LITTLE_MORE = 2, 8, 0.84, 0.1
_UNTOLD = 0.8
_BUT_ARTICLES = FUNCTION_WORDS - {"a", "an", "the"}


class Name(Value):
    """A name of a record, its tag, ``id`` for the id itself, and the words that decide.

    Those of the name; or those of a query that is the name in full, and may be spelt otherwise.
    """

    record_id: str
    tag: str
    text: str
    core: frozenset[str]


Scores = dict[str, tuple[float, Name]]  # by the id of the record


# Names by what has to be the same where one is given in full: its letters alone, ``compact``,
# the words that say anything, ``telling``, or those that decide, ``core``; each with the kind
# and id of its record, its tag and its text, folded too, and the words that say its sort.
FullNames = Mapping[str, Sequence[tuple[str, str, str, str, str, str]]]


# A name as it is kept: the kind and id of its record, its tag and text, and whether it is the
# authority name.
Row = tuple[str, str, str, str, bool]


def rows(records: Iterable[Record], elsewhere: Iterable[Record] = ()) -> Iterator[Row]:
    """The names of *records*, and their ids; and those of what is told *elsewhere*, as if of a kind."""
    for record in records:
        for tag, text in (*all_names(record.names), ("id", record.id)):
            yield record.kind.value, record.id, tag, text, text == record.title
    for thing in elsewhere:
        for tag, text in all_names(thing.names):
            yield ELSEWHERE, thing.id, tag, text, text == thing.title


def full_names(rows: Iterable[Row]) -> FullNames:
    """Names to be given in full."""
    found: dict[str, list[tuple[str, str, str, str, str, str]]] = defaultdict(list)
    for kind, record_id, tag, text, _ in rows:
        made = form(text)
        for key in keys(made).values():
            found[key].append((kind, record_id, tag, text, made.folded, spaced(made.generic)))
    return found


def given_in_full(names: FullNames, query: str, kinds: Collection[str]) -> Scores:
    """For each record of *kinds* with a name that is *query*: the best score and the name."""
    asked = asked_form(query)
    found: Scores = {}
    wanted = set(map(str, kinds))
    for column, key in keys(asked).items():  # the surest last
        for kind, record_id, tag, text, folded, generic in names.get(key, ()):
            of_its_sort = asked.generic.issubset(generic.split()) or kind in _of_kinds(asked)
            score = _score_in_full(column, asked, folded, of_its_sort) if kind in wanted else 0.0
            if score > found.get(record_id, (0.0,))[0]:
                name = Name(record_id=record_id, tag=tag, text=text, core=asked.core)
                found[record_id] = score, name
    return found


def given_with_more(
    names: FullNames, query: str, kinds: Collection[str], tells: Callable[[str, str], bool]
) -> Scores:
    """As `given_in_full`, where *query* has a word or two before or after the name.

    They have to be what the record *tells*, as "siege of albazin manchus" is, or no more than one
    beside a name of several. A name after a preposition is but where: "vote in outer mongolia".
    """
    words = query.split()
    if len(words) > _MOST_WITH_MORE:
        return {}
    cores = [form(word).core - UNDECIDING for word in words]
    others = [{word for word in core - BOTH_SIDES if not word.isdigit()} for core in cores]
    found: Scores = {}
    for first, end in combinations(range(len(words) + 1), 2):
        rest = [*words[:first], *words[end:]]
        deciding, more = _telling(cores[first:end]), _telling([*others[:first], *others[end:]])
        is_of = not _BUT_ARTICLES.isdisjoint(map(fold, words[max(0, first - 1) : first + 1]))
        if is_of or not rest or more > min(_MORE, deciding) or form(" ".join(rest)).generic:
            continue
        for record_id, (score, name) in given_in_full(names, " ".join(words[first:end]), kinds).items():
            if score < SAME_CORE:
                continue
            score *= _WITH_MORE + _WITH_LITTLE_MORE * deciding / max(1, deciding + more)
            if more and not tells(record_id, " ".join(rest)):
                score *= _UNTOLD if more < 2 <= deciding else 0.0
            if score > found.get(record_id, (0.0,))[0]:
                found[record_id] = score, name
    return found


def _telling(words: Iterable[Collection[str]]) -> int:
    """How many of *words*, each cut up, tell something; one in Han characters may be two."""
    return sum(1 if all(map(str.isascii, word)) else min(2, len(word)) for word in words if word)


def keys(made: Form) -> dict[str, str]:
    """What has to be the same for a name to be given in full, the surest last."""
    telling = spaced(made.words - (FUNCTION_WORDS - made.core))
    return {
        "core": f"core {spaced(made.core)}",
        "telling": f"telling {telling}",
        "compact": f"compact {made.compact}",
    }


def _of_kinds(asked: Form) -> set[str]:
    """The kinds that words such as "city" and "tsar", which are seldom part of a name, ask for."""
    return {SORTS.get(word, "") for word in asked.generic} & {"person", "place"}


def _score_in_full(column: str, asked: Form, folded: str, of_its_sort: bool) -> float:
    """The score of a name, *folded*, that is the same as *asked* in *column*."""
    if decides_nothing(asked):
        return WHOLE if folded == asked.folded else 0.0
    if column == "core" and asked.core <= BOTH_SIDES:
        return 0.0  # China is not the China Incident
    if column == "core":
        return SAME_CORE if of_its_sort else OTHER_SORT
    return SAME_WORDS if column == "telling" else WHOLE


def decides_nothing(asked: Form) -> bool:
    """Whether no word of *asked* decides: "treaty", "the war of", "1"."""
    return all(word in UNDECIDING or word.isdigit() for word in asked.core)


def spaced(words: Iterable[str]) -> str:
    """*words* in order, as one text."""
    return " ".join(sorted(words))

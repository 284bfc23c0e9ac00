"""Which kind of record a description asks for, by its words."""

from __future__ import annotations

from itertools import pairwise

from sinorus_cli.model import Kind
from sinorus_cli.names import fold

# Descriptions mostly tell what happened; a word may say that something else is meant.
_LEANING = {Kind.PLACE.value: 0.87, Kind.PERSON.value: 1.05, Kind.TOPIC.value: 1.04, Kind.EVENT.value: 1.02}
_ASKED = {
    Kind.PERSON: """who whom whose man woman admiral ambassador author baron captain chairman
        chief colonel commander consul count diplomat emperor empress engineer envoy explorer
        founder general governor historian interpreter khan king leader marshal merchant minister
        monk observer officer official politician president priest prince ruler scholar secretary
        soldier spy statesman traveller tsar warlord writer""",
    Kind.PLACE: "where city fort island lake mountain mountains place river territory town",
    Kind.TOPIC: """army bank book doctrine dynasty ideology institution language organisation
        organization party report tribe""",
    Kind.TREATY: """accord agreement alliance communique contract convention deal declaration lease
        pact peace protocol statement treaty""",
}
_KIND_ASKED = {word: kind.value for kind, words in _ASKED.items() for word in words.split()}
_CLAUSE = frozenset("who whom whose that which where".split())
_SURELY_ASKED_FOR, _ASKED_FOR = 1.4, 1.05
_NOT_WHO = 0.85  # for what is no person, where the query asks who


def leaning(query: str) -> dict[str, float]:
    """What a text score counts for each kind, by the first word that says which is asked for.

    It says so surely before a clause: "the bank that paid", "the baron who seized Urga".
    """
    words = fold(query).split()
    sure = (word for word, after in pairwise(words) if word in _KIND_ASKED and after in _CLAUSE)
    found = dict(_LEANING)
    if asked := next(sure, None):
        found[_KIND_ASKED[asked]] = _SURELY_ASKED_FOR
    elif asked := next((word for word in words if word in _KIND_ASKED), None):
        found[_KIND_ASKED[asked]] = _ASKED_FOR
    if "who" in words:  # "the baron who seized Urga" is not the seizure of Urga
        others = (kind.value for kind in Kind if kind is not Kind.PERSON)
        found |= {kind: found.get(kind, 1.0) * _NOT_WHO for kind in others}
    return found

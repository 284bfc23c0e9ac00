"""How things stood at a date: who governed, which treaties were in force, what went on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sinorus_cli import dates
from sinorus_cli.corpus import Corpus
from sinorus_cli.model import Kind, Office, Person, Record, Statement, Treaty
from sinorus_cli.store import kept
from sinorus_cli.timeline import Entry, events
from sinorus_cli.values import Value

# The states that were Russia and China; all others are named as what they were.
RUSSIA = (
    "Tsardom of Russia", "Russian Empire", "Russian Provisional Government", "Soviet Russia",
    "Soviet Union", "Russian Federation",
)  # fmt: skip
CHINA = ("Ming Empire", "Qing Empire", "Republic of China", "People’s Republic of China")
ROLES = ("head-of-state", "head-of-government", "party-leader", "foreign-affairs")
# The topics of which the statements follow one another without a gap.
TOLD = {"Relations": "state-of-relations", "Boundary": "boundary-in-time"}
# The records that tell what states were that were neither: set up by others, or at odds with one.
OTHERS = {
    "Far Eastern Republic": "far-eastern-republic",
    "Manchukuo": "manchukuo",
    "Mongolia": "outer-mongolia",
    "Mongolian People’s Republic": "mongolian-peoples-republic",
    "Republic of China (Canton)": "republic-of-china-canton",
    "Republic of China (Nanjing, 1940–1945)": "republic-of-china-nanjing-1940",
}
_BINDING_NOBODY = frozenset(
    {"declaration", "draft", "joint statement", "communiqué", "manifesto", "memorandum"}
)
_LASTING = frozenset(
    """war crisis occupation revolution uprising intervention siege campaign embassy expedition
    conference talks negotiation caravan migration""".split()
)

# The first and the last day it may mean, a person, the number of an office, its state and its date.
_Row = tuple[int, int, str, int, str, str]
_Agreement = tuple[str, str, str, str, bool, bool, list[str]]


class Holder(Value):
    """Who held an office; *certain* is whether they surely did at the time asked for."""

    person: Record
    office: Office
    certain: bool


class InForce(Value):
    """A treaty, how long it was in force and what replaced it.

    Where no *interval* is recorded it runs from the signature to that of what replaced it,
    and nothing is *certain*; nor is it where one end of the interval is not recorded, beyond
    the other. *disputed* is whether sources differ on it.
    """

    treaty: Record
    interval: str
    replaced_by: Sequence[tuple[Record, str]]  # each with its article that says so, if that is recorded
    certain: bool
    disputed: bool


class Standing(Value):
    """How things stood from one day to another, both inclusive.

    *governments* has those who governed each state, Russia's and China's first. *unrecorded*
    are the ids of agreements between the two that were signed by then and of which the corpus
    does not say how long they were in force.
    """

    governments: Sequence[tuple[str, Sequence[Holder]]]
    in_force: Sequence[InForce]
    unrecorded: Sequence[str]
    under_way: Sequence[Entry]
    told: Sequence[tuple[str, Record, Statement]]


def standing(corpus: Corpus, start: date, end: date) -> Standing:
    """How things stood between *start* and *end*, both inclusive."""
    in_force, unrecorded = treaties_in_force(corpus, start, end)
    return Standing(
        governments=governments(corpus, start, end),
        in_force=in_force,
        unrecorded=unrecorded,
        under_way=[entry for entry in events(corpus, start, end) if entry.record.type in _LASTING],
        told=told(corpus, start, end),
    )


def told(corpus: Corpus, start: date, end: date) -> list[tuple[str, Record, Statement]]:
    """How the two stood and where the boundary ran: label, topic and statement."""
    return [
        (label, corpus.records[topic], statement)
        for label, topic in TOLD.items()
        if topic in corpus.records
        for statement in _told(corpus.records[topic], start, end)
    ]


def _told(topic: Record, start: date, end: date) -> list[Statement]:
    """What *topic* states of that time; of a day on which one thing gave way to another, the other."""
    found = [one for one in topic.statements if one.date and _touches(one.date, start, end)]
    found.sort(key=lambda one: dates.order(one.date or ""))
    return found[-1:] if start == end else found


def treaties_in_force(corpus: Corpus, start: date, end: date) -> tuple[list[InForce], list[str]]:
    """The treaties between Russia and China in force then; and the ids of those one cannot tell.

    Both by date of signature. One cannot tell of those that were signed by then and of which
    it is neither recorded how long they were in force, nor what replaced them.
    """
    found: list[InForce] = []
    unrecorded: list[str] = []
    for treaty_id, when, interval, possible, recorded, disputed, replaced_by in _between_the_two(corpus):
        if possible and _touches(possible, start, end):
            treaty = corpus.records[treaty_id]
            replacing = [
                (corpus.records[other], _article(corpus.records[other], treaty)) for other in replaced_by
            ]
            certain = recorded and dates.parse(interval).surely_overlaps(start, end)
            found.append(
                InForce(
                    treaty=treaty,
                    interval=interval,
                    replaced_by=replacing,
                    certain=certain,
                    disputed=disputed,
                )
            )
        elif not interval and dates.order(when)[0] <= end:
            unrecorded.append(treaty_id)
    return found, unrecorded


def _article(later: Record, earlier: Record) -> str:
    """The article of *later* that ends *earlier*; empty where none is recorded."""
    return next((link.article or "" for link in later.relations if link.id == earlier.id), "")


def _between_the_two(corpus: Corpus) -> list[_Agreement]:
    return kept("agreements", corpus.sources, lambda: list(_agreements(corpus)))


def _agreements(corpus: Corpus) -> Iterable[_Agreement]:
    """Every agreement between the two, by date.

    Its id, date and interval; the interval in which it may have been in force; whether the first
    is recorded, and whether disputed; and the ids of what replaced it.
    """
    treaties = [one for one in corpus.of_kind(Kind.TREATY) if isinstance(one, Treaty) and one.date]
    for treaty in sorted(treaties, key=lambda one: dates.order(one.date or "")):
        if is_bilateral(treaty) and (treaty.in_force or treaty.type not in _BINDING_NOBODY):
            replaced_by = [link.record for link in corpus.links(treaty) if link.label == "superseded by"]
            interval = treaty.in_force or _until_replaced(treaty, replaced_by) or ""
            disputed = any("in force" in dispute.question for dispute in treaty.disputes)
            ids = [record.id for record in replaced_by]
            possible = _possible(treaty, interval, replaced_by)
            yield treaty.id, treaty.date or "", interval, possible, bool(treaty.in_force), disputed, ids


def _until_replaced(treaty: Treaty, replaced_by: Sequence[Record]) -> str | None:
    """From its signature to that of what replaced it; None where either is not known."""
    ends = sorted(record.date for record in replaced_by if record.date and "/" not in record.date)
    return f"{treaty.date}/{ends[0]}" if ends and treaty.date and "/" not in treaty.date else None


def _possible(treaty: Treaty, interval: str, replaced_by: Sequence[Record]) -> str:
    """*interval*, an end that is not recorded put where it may be: signed, or replaced if it was."""
    start, _, end = interval.partition("/")
    if not interval or (start and end):
        return interval
    ends = sorted(record.date.split("/")[0] for record in replaced_by if record.date)
    start = start or (treaty.date or "").split("/")[0]
    return f"{start}/{end or (ends[0] if ends else '..')}"


def is_bilateral(treaty: Treaty) -> bool:
    """Whether both Russia and China, by any name, are among the parties."""
    return all(any(_is_one(party, states) for party in treaty.parties) for states in (RUSSIA, CHINA))


def _is_one(party: str, states: Iterable[str]) -> bool:
    return any(party.startswith(state) for state in states)


def governments(corpus: Corpus, start: date, end: date) -> list[tuple[str, list[Holder]]]:
    """Who governed each state then, Russia's and China's first."""
    rows = kept("offices", corpus.sources, lambda: list(_offices(corpus)))
    found: dict[str, list[Holder]] = {}
    from_, to = start.toordinal(), end.toordinal()
    for earliest, latest, person_id, number, state, when in rows:
        if earliest <= to and from_ <= latest and _touches(when, start, end):  # most dates need no reading
            person = corpus.records[person_id]
            if isinstance(person, Person):
                certain = dates.parse(when).surely_overlaps(start, end)
                holder = Holder(person=person, office=person.offices[number], certain=certain)
                found.setdefault(state, []).append(holder)
    return [(state, sorted(found[state], key=_order)) for state in sorted(found, key=_place)]


def _offices(corpus: Corpus) -> Iterable[_Row]:
    """Every dated office that governed a state, with the ordinals of its first and last day.

    Nobody holds one beyond death.
    """
    for person in corpus.of_kind(Kind.PERSON):
        if isinstance(person, Person):
            for number, office in enumerate(person.offices):
                if office.role in ROLES and office.of and office.date:
                    edtf = dates.parse(office.date)
                    earliest, latest = edtf.earliest or date.min, edtf.latest or date.max
                    died = dates.parse(person.death).latest if person.death else None
                    latest = min(latest, died or latest)
                    yield earliest.toordinal(), latest.toordinal(), person.id, number, office.of, office.date


def _touches(when: str, start: date, end: date) -> bool:
    return dates.parse(when).overlaps(start, end)


def _place(state: str) -> tuple[int, str]:
    order = (*RUSSIA, *CHINA)
    return (order.index(state) if state in order else len(order)), state


def _order(holder: Holder) -> tuple[int, tuple[date, date]]:
    return ROLES.index(holder.office.role or ""), dates.order(holder.office.date or "9999")

"""Time in words and signs: who governed, what was in force, other calendars, a timeline's marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sinorus_cli import dates
from sinorus_cli.calendars import anno_mundi, in_reign
from sinorus_cli.formats.days import FIRST_NEW_STYLE, in_words
from sinorus_cli.julian import gregorian_to_julian, julian_day_number
from sinorus_cli.model import Record, Treaty
from sinorus_cli.standing import CHINA, OTHERS, RUSSIA, Holder, InForce, governments, told

if TYPE_CHECKING:
    from sinorus_cli.answers import AsOf, Span
    from sinorus_cli.corpus import Corpus

# Where the leader of the party ruled, whatever the head of state.
_PARTY_STATES = ("Soviet Russia", "Soviet Union", "People’s Republic of China")
SIGNS = {"§": "treaty", "✕": "fighting", "○": "meeting", "•": "other"}
_FIGHTING = frozenset("war battle siege campaign uprising massacre occupation intervention".split())
_MEETING = frozenset("visit embassy conference talks negotiation".split())
_ERAS = (
    (1721, "Tsardom of Russia; Ming and Qing Empires"),
    (1912, "Russian and Qing Empires"),
    (1917, "Russian Empire, Republic of China"),
    (1949, "Soviet Russia and Soviet Union, Republic of China"),
    (1992, "Soviet Union, People’s Republic of China"),
    (10000, "Russian Federation, People’s Republic of China"),
)
_BLOCKS = " ▁▂▃▄▅▆▇█"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LAST_ANNO_MUNDI = 1700
_A_YEAR = timedelta(days=366)


def held(holder: Holder) -> str:
    """An office and since when it was held; perhaps, where that is not sure."""
    when = in_words(holder.office.date or "")
    unsure = "" if holder.certain else "perhaps; "
    return f"{holder.office.title} ({unsure}{when})"


def rulers(governments: Sequence[tuple[str, Sequence[Holder]]]) -> str:
    """Who surely was head of Russia's and of China's states, or led the party that ruled them."""
    said = []
    for state, holders in governments:
        ruling = ("head-of-state", "party-leader") if state in _PARTY_STATES else ("head-of-state",)
        names = [h.person.title for h in holders if h.certain and h.office.role in ruling]
        if names and state in (*RUSSIA, *CHINA):
            said.append(f"{state}: {', '.join(dict.fromkeys(names))}")
    return "; ".join(said)


def context(answer: Span) -> list[tuple[str, str]]:
    """Who ruled, and how the two stood, in a time no longer than a year: label and text."""
    if answer.end - answer.start > _A_YEAR:
        return []
    time = answer.corpus, answer.start, answer.end
    rows = [(label, one.text) for label, _, one in told(*time) if label == "Relations"]
    ruled = rulers(governments(*time))
    return [("Ruled", ruled), *rows] if ruled else rows


def spelt(start: date, end: date) -> str:
    """The days from *start* to *end* in words."""
    if start == end:
        return in_words(start.isoformat())
    if (start.month, start.day, end) == (1, 1, date(start.year, 12, 31)):
        return in_words(f"{start.year:04}")
    if start.day == 1 and end == date(start.year, start.month, dates.month_length(start.year, start.month)):
        return in_words(f"{start.year:04}-{start.month:02}")
    return in_words(f"{start.isoformat()}/{end.isoformat()}")


def told_of(state: str, corpus: Corpus) -> Record | None:
    """The record that tells what *state* was; None for Russia and China themselves."""
    record_id = OTHERS.get(state)
    return corpus.records.get(record_id) if record_id else None


def validity(one: InForce) -> str:
    """How long a treaty was in force, and what replaced it."""
    said = in_words(one.interval)
    if one.interval.endswith("/"):
        said += ", until when is not recorded"
    if one.replaced_by:
        named = (f"{record.title}{_place_in(article)}" for record, article in one.replaced_by)
        said += f"; replaced by {' and '.join(named)}"
    if one.disputed:
        said += f"; disputed, see 'sinorus disputes {one.treaty.id}'"
    return said


def _place_in(article: str) -> str:
    """Where a treaty says so: its preamble, or an article by its number."""
    return f", article {article}" if re.fullmatch("[0-9]+|[IVXL]+", article) else article and f", {article}"


def unrecorded(answer: AsOf) -> str:
    """How many agreements had been signed of which no validity is recorded; empty if none."""
    count = len(answer.standing.unrecorded)
    if not count:
        return ""
    return f"Of {count} more between the two, signed by then, the corpus does not say how long they held."


def sign(record: Record) -> str:
    """What tells treaties, fighting and meetings apart in a timeline, without colour."""
    if isinstance(record, Treaty):
        return "§"
    return "✕" if record.type in _FIGHTING else "○" if record.type in _MEETING else "•"


def years(when: str) -> tuple[int, int]:
    """The first and the last year of an EDTF date; an open end is its beginning."""
    edtf = dates.parse(when)
    ends = [point for point in (edtf.start, edtf.end) if point]
    return ends[0].first.year, ends[-1].last.year


def bar(span: tuple[int, int], whole: tuple[int, int], width: int) -> str:
    """Where the years of *span* lie in those of *whole*, in *width* characters."""
    scale = (width - 1) / max(1, whole[1] - whole[0])
    first, last = (round((year - whole[0]) * scale) for year in span)
    return " " * first + ("●" if first == last else "━" * (last - first + 1))


def era(year: int) -> str:
    """The era that *year* falls in, by the states that faced each other."""
    return next(name for end, name in _ERAS if year < end)


def density(starts: Sequence[int]) -> list[str]:
    """How many began in each decade: a strip of blocks, and the first and last decade under it."""
    decades = Counter(year // 10 for year in starts)
    first, last = min(decades), max(decades)
    most = max(decades.values())
    strip = "".join(
        _BLOCKS[-(-decades[decade] * (len(_BLOCKS) - 1) // most)] for decade in range(first, last + 1)
    )
    ends = f"{first}0s" if first == last else f"{first}0s–{last}0s, at most {most} in a decade"
    return [strip, ends]


def calendars_of(day: date) -> Iterator[tuple[str, str]]:
    """*day* in every calendar that says anything of it: label and value."""
    new = dates.in_words(day.isoformat())
    reckoned = "" if day >= FIRST_NEW_STYLE else " (reckoned back; the calendar began on 15 October 1582)"
    yield "New Style", f"{new}, {_WEEKDAYS[day.weekday()]}{reckoned}"
    year, month, of_month = gregorian_to_julian(day)
    yield "Old Style", f"{of_month} {dates.MONTHS[month - 1]} {year}"
    if reign := in_reign(day):
        yield "Chinese", f"{reign[0]} ({reign[1]})"
    else:
        yield "Chinese", "outside the table, which runs from 14 February 1600 to 1950"
    yield "Julian day", str(julian_day_number(day))
    if year < _LAST_ANNO_MUNDI:
        yield "Anno mundi", f"{anno_mundi(day)}, as Russia counted to 1699"

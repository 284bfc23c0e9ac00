"""Dates in words, in the calendars that a reader wants: New Style, Old Style or both."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date
from enum import StrEnum

from sinorus_cli import dates


class Calendar(StrEnum):
    """In which calendars days are written from which Russia's differed from the Gregorian one."""

    NS = "ns"
    OS = "os"
    BOTH = "both"


shown: ContextVar[Calendar] = ContextVar("shown", default=Calendar.BOTH)

FIRST_NEW_STYLE = date(1582, 10, 15)
_NEW_STYLE_IN_RUSSIA = date(1918, 2, 14)


def in_words(when: str) -> str:
    """*when*, an EDTF string, in words; days Old Style too, where that was Russia's calendar.

    6 September 1689 (27 August O.S.). What is not known to the day is New Style alone.
    """
    new = dates.in_words(when)
    if shown.get() is Calendar.NS or not (julian := _julian(when)):
        return new
    ends = when.split("/")
    if all(ends) and ".." not in ends and len(set(map(bool, map(_julian, ends)))) > 1:
        return " – ".join(map(in_words, ends))
    old = dates.in_words(julian)
    if shown.get() is Calendar.OS:
        return f"{old} O.S."
    return f"{new} ({_without_repeating(new, old)} O.S.)"


def _without_repeating(new: str, old: str) -> str:
    """*old* without the words that it begins with like *new*, and the year if both name one alone."""
    head, _, rest = old.partition(" ")
    if not head[0].isdigit() and new.startswith(head):
        old = rest
    years = [word for word in f"{new} {old}".replace("–", " ").split() if len(word) == 4 and word.isdigit()]
    return old.removesuffix(f" {years[0]}") if len(years) == 2 and years[0] == years[1] else old


def one_calendar(when: str) -> str:
    """As `in_words`, where there is room for one calendar: New Style, unless Old is asked for."""
    return in_words(when) if shown.get() is Calendar.OS else dates.in_words(when)


def _julian(when: str) -> str:
    """*when* with its days in the Julian calendar; empty where there are none that differ."""
    edtf = dates.parse(when)
    ends = [_julian_point(point) for point in ((edtf.start, edtf.end) if edtf.interval else (edtf.start,))]
    if not any(ends):
        return ""
    sides = when.split("/")
    return "/".join(old or side for old, side in zip(ends, sides, strict=True))


def _julian_point(point: dates.Point | None) -> str:
    if (
        point is None
        or point.first != point.last
        or not FIRST_NEW_STYLE <= point.first < _NEW_STYLE_IN_RUSSIA
    ):
        return ""
    from sinorus_cli.julian import gregorian_to_julian  # most dates do without

    year, month, day = gregorian_to_julian(point.first)
    return f"{year:04}-{month:02}-{day:02}{point.qualifier}"

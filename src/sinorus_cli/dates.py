"""Dates as text: EDTF levels 0 and 1, and the days they may mean.

Seasons and years outside 1 to 9999 are not read. The standard is the Extended Date/Time
Format specification of the Library of Congress, https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from sinorus_cli.errors import DateError, EdtfError
from sinorus_cli.values import Value

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_POINT = r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?"


class Point(Value):
    """One date of day, month, year, decade or century precision, perhaps qualified."""

    text: str
    first: date
    last: date
    qualifier: str = ""

    @property
    def earliest(self) -> date:
        """The first day it may mean; an approximate date reaches back one unit of its precision."""
        return _shift(self.first, self._unit, -_WIDTH[self.qualifier])

    @property
    def latest(self) -> date:
        """The last day it may mean; an approximate date reaches on one unit of its precision."""
        return _shift(self.last, self._unit, _WIDTH[self.qualifier], end=True)

    def within(self, start: date, end: date) -> bool:
        """Whether it surely lies in *start*..*end*, both inclusive."""
        return not self.qualifier and start <= self.first and self.last <= end

    @property
    def _unit(self) -> str:
        if self.first == self.last:
            return "day"
        return "month" if (self.last - self.first).days < 31 else "year"


# One unit each for uncertain and approximate, two for both: the padding of the `edtf` package.
_WIDTH = {"": 0, "?": 1, "~": 1, "%": 2}


class Edtf(Value):
    """An EDTF date or interval. An end that is open (``..``) or unknown (empty) is None."""

    text: str
    start: Point | None
    end: Point | None
    interval: bool = False

    @property
    def earliest(self) -> date | None:
        """The first day it may mean; None where an interval has no known beginning."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day it may mean; None where an interval has no known end."""
        return self.end.latest if self.end else None

    @property
    def open_end(self) -> bool:
        """Whether it goes on to this day."""
        return self.interval and self.text.endswith("..")

    @property
    def vagueness(self) -> timedelta:
        """How long the vaguer of its ends is, beyond one day: nothing for a day."""
        ends = (point for point in (self.start, self.end) if point)
        return max((point.last - point.first for point in ends), default=timedelta())

    def overlaps(self, start: date, end: date) -> bool:
        """Whether any day of *start*..*end*, both inclusive, may be this date.

        An interval whose end nobody knows is only sure to touch the end that is known.
        """
        earliest, latest = self.earliest, self.latest
        if self.interval and latest is None and not self.open_end and self.start:
            latest = self.start.latest
        if self.interval and earliest is None and not self.text.startswith("..") and self.end:
            earliest = self.end.earliest
        return (earliest is None or earliest <= end) and (latest is None or start <= latest)

    def turns(self, start: date, end: date) -> bool:
        """Whether it may begin or end between *start* and *end*, both inclusive."""
        ends = (point for point in (self.start, self.end) if point)
        return any(point.earliest <= end and start <= point.latest for point in ends)

    def surely_overlaps(self, start: date, end: date) -> bool:
        """Whether some day of *start*..*end*, both inclusive, certainly is in this date."""
        ends = [point for point in (self.start, self.end) if point]
        if any(point.within(start, end) for point in ends):
            return True
        if not self.interval:
            return False
        inner_start = self.start.latest if self.start else None
        inner_end = self.end.earliest if self.end else None
        if inner_start is None and inner_end is None:
            return False
        if inner_end is None:
            return self.open_end and inner_start is not None and inner_start <= end
        if inner_start is None:
            return self.text.startswith("..") and start <= inner_end
        return inner_start <= end and start <= inner_end


@cache
def parse(text: str) -> Edtf:
    """Read an EDTF string, as a corpus has it.

    Raises:
        EdtfError: *text* is not EDTF of level 0 or 1, or names no day of the calendar.
    """
    try:
        return _parse(text)
    except DateError as error:
        raise EdtfError(str(error)) from error


def _parse(text: str) -> Edtf:
    if "/" not in text:
        only = point(text, text)
        return Edtf(text=text, start=only, end=only)
    first, _, second = text.partition("/")
    start, end = (None if side in ("", "..") else point(side, text) for side in (first, second))
    if start is None and end is None:
        raise DateError(f"{text!r} has neither beginning nor end; give at least one year.")
    if start and end and end.last < start.first:
        raise DateError(f"{text!r} ends before it begins; give the earlier date first.")
    return Edtf(text=text, start=start, end=end, interval=True)


def order(text: str) -> tuple[date, date]:
    """What to sort *text*, an EDTF string, by: its first day, then its last."""
    edtf = parse(text)
    first = edtf.start.first if edtf.start else date.min
    return first, edtf.end.last if edtf.end else date.max


def in_words(text: str) -> str:
    """*text*, an EDTF string, as an English reader would write it: ``about 1640``."""
    edtf = parse(text)
    if not edtf.interval:
        return _point_in_words(edtf.start)
    start, end = _point_in_words(edtf.start), _point_in_words(edtf.end)
    if not edtf.start:
        return f"until {end}"
    if not edtf.end:
        return f"since {start}" if edtf.open_end else f"from {start}"
    if edtf.start.text[:5] == edtf.end.text[:5] and not edtf.start.qualifier and " " in start:
        start = start.removesuffix(f" {end.split()[-1]}")  # 30 May – 22 July 1688
        if edtf.start.text[:8] == edtf.end.text[:8] and " " in start:
            start = start.split()[0]  # 2–17 March 1969
    of_one_month = len(start) <= 2
    joint = "–" if of_one_month or " " not in start + end else " – "
    return f"{start}{joint}{end}"


def point(text: str, whole: str) -> Point:
    """Read one EDTF date, a part of *whole*.

    Raises:
        DateError: it is none, or no day of the calendar.
    """
    if len(text) == 4 and text.isascii() and text.isdigit() and text != "0000":  # as most are
        return Point(text=text, first=date(int(text), 1, 1), last=date(int(text), 12, 31))
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        with suppress(ValueError):  # which is told below
            only = date.fromisoformat(text)
            return Point(text=text, first=only, last=only)
    match = re.fullmatch(_POINT, text)
    if not match:
        raise DateError(f"{quoted(whole)} is not an EDTF date; write it like 1689-09-06 or 1640~.")
    year, month, day, qualifier = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low == high == 0:
        raise DateError(f"{quoted(whole)}: there is no year 0; years run from 1 to 9999.")
    try:
        months = (1, 12) if month in (None, "XX") else (int(month), int(month))
        first = date(max(low, 1), months[0], 1)
        last = date(high, months[1], month_length(high, months[1]))
        if day not in (None, "XX"):
            first, last = first.replace(day=int(day)), last.replace(day=int(day))
    except (ValueError, IndexError) as error:
        raise DateError(f"{quoted(whole)} is no day of the calendar; check month and day.") from error
    return Point(text=text, first=first, last=last, qualifier=qualifier or "")


def _point_in_words(point: Point | None) -> str:
    if point is None:
        return ""
    bare = point.text.rstrip("?~%")
    prefix = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[point.qualifier]
    year, _, rest = bare.partition("-")
    if year.endswith("XX"):
        words = f"{_ordinal(int(year[:2]) + 1)} century"
    elif year.endswith("X"):
        words = f"{year[:3]}0s"
    else:
        words = str(int(year))
    month, _, day = rest.partition("-")
    if month.isdigit():
        words = f"{MONTHS[int(month) - 1]} {words}"
    if day.isdigit():
        words = f"{int(day)} {words}"
    return prefix + words


def month_length(year: int, month: int) -> int:
    """How many days *month* of a Gregorian *year* has."""
    if month == 2:
        return 28 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 30 + (month in (1, 3, 5, 7, 8, 10, 12))


def _ordinal(number: int) -> str:
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _shift(day: date, unit: str, count: int, end: bool = False) -> date:
    if not count:
        return day
    try:
        if unit == "day":
            return day + timedelta(days=count)
        months = day.year * 12 + day.month - 1 + count * (1 if unit == "month" else 12)
        year, month = months // 12, months % 12 + 1
        return date(year, month, month_length(year, month) if end else 1)
    except (ValueError, OverflowError):
        return date.max if count > 0 else date.min


def quoted(text: str) -> str:
    """*text* in quotation marks, cut where it is long."""
    return repr(text if len(text) <= 40 else text[:39] + "…")

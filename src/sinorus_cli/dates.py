"""Dates as text: EDTF levels 0 and 1, and the days they may mean.

Seasons and years outside 1 to 9999 are not read. The standard is the Extended Date/Time
Format specification of the Library of Congress, https://www.loc.gov/standards/datetime/.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sinorus_cli.calendars import (
    is_reign_date,
    julian_month_length,
    julian_to_gregorian,
    number,
    reign_date,
)
from sinorus_cli.errors import DateError, EdtfError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
EXAMPLES = "1969, 2 March 1969, 1969-03-02, 1960s, 1689..1727 or 17th century"
_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?")
_DECADE = re.compile(r"(?:the )?(\d{3})0(?:s|年代|-?е(?: годы| гг\.)?)", re.IGNORECASE)
_CENTURY = re.compile(
    r"(?:the )?([0-9]{1,2}|[ivx]+)(?:(?:st|nd|rd|th)?[\s-]+(?:century|c\.)|(?:-?й)?\s+(?:век[ае]?|в\.))"
    r"|([0-9]{1,2}|二?十?[一二三四五六七八九]|二?十)世[纪紀]",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about|around|circa|c\.|ca\.)\s*(\d{4})", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NAMED_MONTH = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([^\W\d]+)\.?\s+(\d{4})(?:\s*(?:г\.?|года))?", re.IGNORECASE
)
_AMERICAN = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)
_RUSSIAN_YEAR = re.compile(r"(?:в )?(\d{4})\s*(?:г\.?|год[ау]?)", re.IGNORECASE)
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_OLD_STYLE = re.compile(r"(.+?)[\s,]*\(?(?:o\. ?s\.|os|old style|ст\. ?ст\.|ст\.? стиля)\)?", re.IGNORECASE)
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_RUSSIAN_MONTHS = {
    form: number
    for number, forms in enumerate(
        (
            "янв январь января", "фев февр февраль февраля", "мар март марта", "апр апрель апреля",
            "май мая", "июн июнь июня", "июл июль июля", "авг август августа",
            "сен сент сентябрь сентября", "окт октябрь октября", "ноя нояб ноябрь ноября",
            "дек декабрь декабря",
        ),
        1,
    )
    for form in forms.split()
}  # fmt: skip
_ROMAN = {
    f"{tens}{ones}": 10 * len(tens) + value
    for tens in ("", "x", "xx")
    for value, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
}
_DATING = frozenset("from to the c ca circa about around century os st nd rd th s век".split())
_LONGEST = 100  # characters of a text that may name a time
_RANGE = re.compile(r"\s*(?:\.\.|/|–|\bto\b|(?<=^\d{4})-(?=\d{4}$))\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Edtf:
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
        point = _point(text, text)
        return Edtf(text=text, start=point, end=point)
    first, _, second = text.partition("/")
    start, end = (None if side in ("", "..") else _point(side, text) for side in (first, second))
    if start is None and end is None:
        raise DateError(f"{text!r} has neither beginning nor end; give at least one year.")
    if start and end and end.last < start.first:
        raise DateError(f"{text!r} ends before it begins; give the earlier date first.")
    return Edtf(text=text, start=start, end=end, interval=True)


def span(text: str) -> tuple[date, date]:
    """The first and last day that *text* names, both inclusive.

    Reads EDTF, ``1960s``, ``17th century``, ``XVII век``, ``十七世纪``, ``2 March 1969``,
    ``2 марта 1969``, ``1969年3月2日``, Old Style where it is marked (``27 Aug 1689 OS``), Chinese
    reign dates (``康熙二十八年``, ``Kangxi 28``), and ranges such as ``1689..1727``, open at
    either end.

    Raises:
        DateError: *text* is none of these.
    """
    words = unicodedata.normalize("NFKC", text.strip()) if len(text) <= _LONGEST else ""
    start, end = _span_of_one(words) or _span_of_range(words) or (None, None)
    if start is None or end is None:
        raise DateError(f"Cannot read {_unread(text.strip())} as a date; try {EXAMPLES}.")
    if end < start:
        raise DateError(f"{_short(words)} ends before it begins; give the earlier date first.")
    return start, end


def looks_like_date(text: str) -> bool:
    """Whether `span` reads *text* and it has a numeral, so that it may stand for a year."""
    try:
        span(text)
    except DateError:
        return False
    return any(character.isnumeric() for character in text)


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


def _point(text: str, whole: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise DateError(f"{_short(whole)} is not an EDTF date; write it like 1689-09-06 or 1640~.")
    year, month, day, qualifier = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low == high == 0:
        raise DateError(f"{_short(whole)}: there is no year 0; years run from 1 to 9999.")
    try:
        months = (1, 12) if month in (None, "XX") else (int(month), int(month))
        first = date(max(low, 1), months[0], 1)
        last = date(high, months[1], monthrange(high, months[1])[1])
        if day not in (None, "XX"):
            first, last = first.replace(day=int(day)), last.replace(day=int(day))
    except (ValueError, IndexError) as error:
        raise DateError(f"{_short(whole)} is no day of the calendar; check month and day.") from error
    return Point(text=text, first=first, last=last, qualifier=qualifier or "")


def _span_of_one(text: str) -> tuple[date, date] | None:
    if match := _CENTURY.fullmatch(text):
        western, chinese = match.groups()
        roman = western and _ROMAN.get(western.lower())
        century = roman or (number(chinese or western) if chinese or western.isdigit() else 0)
        if not century:
            return None
        return date(century * 100 - 99, 1, 1), date(century * 100, 12, 31)
    if match := _OLD_STYLE.fullmatch(text):
        return _julian_span(_numeric(match[1]), text)
    text = _numeric(text)
    if _POINT.fullmatch(text):
        point = _point(text, text)
        return point.earliest, point.latest
    return reign_date(text) if is_reign_date(text) else None


def _numeric(text: str) -> str:
    """*text*, a day, month, year or decade in words, as EDTF; what is none of these as it is."""
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}X"
    if match := _ABOUT.fullmatch(text):
        return f"{match[1]}~"
    if match := _RUSSIAN_YEAR.fullmatch(text):
        return match[1]
    if (match := _NAMED_MONTH.fullmatch(text)) and (month := _month(match[2])):
        return _edtf(match[3], month, match[1])
    if (match := _AMERICAN.fullmatch(text)) and (month := _month(match[1])):
        return _edtf(match[3], month, match[2])
    if match := _CHINESE.fullmatch(text):
        return _edtf(*match.groups())
    if match := _DOTTED.fullmatch(text):
        return _edtf(match[3], match[2], match[1])
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text):
        return text.zfill(4)
    return text


def _julian_span(text: str, whole: str) -> tuple[date, date] | None:
    """The days of a Julian year, month or day, *text* in EDTF."""
    match = _PLAIN.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = julian_to_gregorian(year or 0, month or 1, day or 1)
        last_day = day or julian_month_length(year or 0, month or 12)
        return first, julian_to_gregorian(year or 0, month or 12, last_day)
    except DateError as error:
        raise DateError(f"{_short(whole)} is no day of the Julian calendar; check it.") from error


def _edtf(year: str, month: str | int | None, day: str | None) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _month(word: str) -> int:
    """The number of the month that *word* names or begins to name; 0 if none."""
    word = word.lower()
    if word in _RUSSIAN_MONTHS:
        return _RUSSIAN_MONTHS[word]
    found = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(word)]
    return found[0] if len(word) >= 3 and len(found) == 1 else 0


def _span_of_range(text: str) -> tuple[date, date] | None:
    sides = _RANGE.split(text.removeprefix("from "), maxsplit=1)
    if len(sides) != 2 or not any(sides):
        return None
    spans = [_span_of_one(side) if side not in ("", "..") else (date.min, date.max) for side in sides]
    if spans[0] is None or spans[1] is None:
        return None
    return spans[0][0], spans[1][1]


def _unread(text: str) -> str:
    """*text* quoted, and where its first word stands that is neither a number nor a month."""
    for word in re.finditer(r"[^\W\d_]+", text[:_LONGEST]):
        if len(word[0]) < len(text) and not _month(word[0]) and word[0].lower() not in _DATING:
            return f"{_short(word[0])} (character {word.start() + 1} of {_short(text)})"
    return _short(text)


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
        return date(year, month, monthrange(year, month)[1] if end else 1)
    except (ValueError, OverflowError):
        return date.max if count > 0 else date.min


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")

"""Spans of time as people write them: years, days, decades, centuries and ranges.

In English, Russian and Chinese, New Style and Old, by the eras of China, and in EDTF. What a
corpus holds is EDTF alone, which `dates` reads. Patterns are compiled when they are first
tried: most that is typed is a plain year.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from sinorus_cli.dates import MONTHS, point, quoted
from sinorus_cli.errors import DateError

EXAMPLES = "1969, 2 March 1969, 1969-03-02, 1960s, 1689..1727 or 17th century"
_POINT = r"(\d{4}|\d{3}X|\d{2}XX)(-(\d{2}|XX)(-(\d{2}|XX))?)?[?~%]?"
_DECADE = r"(?:the )?(\d{3})0(?:s|年代|-?е(?: годы| гг\.)?)"
_CENTURY = (
    r"(?:the )?([0-9]{1,2}|[ivx]+)(?:(?:st|nd|rd|th)?[\s-]+(?:century|c\.)|(?:-?й)?\s+(?:век[ае]?|в\.))"
    r"|([0-9]{1,2}|二?十?[一二三四五六七八九]|二?十)世[纪紀]"
)
_ABOUT = r"(?:about|around|circa|c\.|ca\.)\s*(\d{4})"
_DOTTED = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_NAMED_MONTH = (
    r"(?:(?:the )?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of )?)?([^\W\d]+)\.?\s+(\d{4})(?:\s*(?:г\.?|года))?"
)
_AMERICAN = r"([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})"
_RUSSIAN_YEAR = r"(?:в )?(\d{4})\s*(?:г\.?|год[ау]?)"
_CHINESE = r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?"
_SLASHED = r"(\d{4})/(\d{1,2})/(\d{1,2})"
_NEW_STYLE = r"(.+?)[\s,]*\(?(?:n\. ?s\.|ns|new style|н\. ?ст\.)\)?"
_REIGN_IN_WORDS = r"([a-z]+ \d{1,2}), (leap )?month (\d{1,2})(?:, day (\d{1,2}))?"
_BEFORE = r"(?:in|of|on|during|since|the year|в|с)\s+(.*\d.*)"  # which say nothing of the time itself
_OLD_STYLE = r"(.+?)[\s,]*\(?(?:o\. ?s\.|os|old style|ст\. ?ст\.|ст\.? стиля)\)?"
_PLAIN = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_RANGE = r"\s*(?:\.\.|/|–|\bto\b|(?<=^\d{4})-(?=\d{4}$))\s*"
_RUSSIAN_MONTHS = (
    "янв январь января", "фев февр февраль февраля", "мар март марта", "апр апрель апреля",
    "май мая", "июн июнь июня", "июл июль июля", "авг август августа",
    "сен сент сентябрь сентября", "окт октябрь октября", "ноя нояб ноябрь ноября",
    "дек декабрь декабря",
)  # fmt: skip
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_DATING = frozenset("from to the c ca circa about around century os st nd rd th s век".split())
# Words that stand for a time without a digit: how a century is counted, and 元, the first year of an era.
_CENTURIES = ("century", "c.", "век", "века", "веке", "в.", "世纪", "世紀")
_FIRST = "元"
_LONGEST = 100  # characters of a text that may name a time


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
    if match := _match(_BEFORE, words):
        words = match[1]
    start, end = _span_of_one(words) or _span_of_range(words) or (None, None)
    if start is None or end is None:
        raise DateError(f"Cannot read {_unread(text.strip())} as a date; try {EXAMPLES}.")
    if end < start:
        raise DateError(f"{quoted(words)} ends before it begins; give the earlier date first.")
    return start, end


def looks_like_date(text: str) -> bool:
    """Whether `span` reads *text* and it has a numeral, so that it may stand for a year."""
    if not _has_numeral(text) and not text.casefold().endswith(_CENTURIES):
        return False
    try:
        span(text)
    except DateError:
        return False
    return True


def _span_of_one(text: str) -> tuple[date, date] | None:
    if re.fullmatch(_POINT, text):
        return _ends(text)
    if match := _match(_CENTURY, text):
        return _century(*match.groups())
    if match := _match(_OLD_STYLE, text):
        return _julian_span(_numeric(match[1]), text)
    if match := _match(_NEW_STYLE, text):
        return _span_of_one(match[1])
    if text.lower() == "today":
        return date.today(), date.today()
    if match := _match(_REIGN_IN_WORDS, text):
        year, leap, month, day = match.groups()
        text = f"{year}年{'閏' * bool(leap)}{month}月{f'{day}日' if day else ''}"
    text = _numeric(text)
    if re.fullmatch(_POINT, text):
        return _ends(text)
    if not _has_numeral(text):
        return None
    from sinorus_cli.calendars import is_reign_date, reign_date  # most that is typed is no such date

    return reign_date(text) if is_reign_date(text) else None


def _has_numeral(text: str) -> bool:
    return any(sign.isnumeric() or sign == _FIRST for sign in text)


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE)


def _ends(text: str) -> tuple[date, date]:
    read = point(text, text)
    return read.earliest, read.latest


def _century(western: str | None, chinese: str | None) -> tuple[date, date] | None:
    from sinorus_cli.calendars import number

    if western and not western.isdigit():
        tens = len(western) - len(western.lower().lstrip("x"))
        ones = western[tens:].lower()
        century = 10 * tens + _ROMAN.index(ones) if tens <= 2 and ones in _ROMAN else 0
    else:
        century = number(chinese or western or "")
    return (date(century * 100 - 99, 1, 1), date(century * 100, 12, 31)) if century else None


def _numeric(text: str) -> str:
    """*text*, a day, month, year or decade in words, as EDTF; what is none of these as it is."""
    if match := _match(_DECADE, text):
        return f"{match[1]}X"
    if match := _match(_ABOUT, text):
        return f"{match[1]}~"
    if match := _match(_RUSSIAN_YEAR, text):
        return match[1]
    if (match := _match(_NAMED_MONTH, text)) and (month := _month(match[2])):
        return _edtf(match[3], month, match[1])
    if (match := _match(_AMERICAN, text)) and (month := _month(match[1])):
        return _edtf(match[3], month, match[2])
    if match := _match(_CHINESE, text):
        return _edtf(*match.groups())
    if match := _match(_DOTTED, text):
        return _edtf(match[3], match[2], match[1])
    if match := _match(_SLASHED, text):
        return _edtf(*match.groups())
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text):
        return text.zfill(4)
    return text


def _julian_span(text: str, whole: str) -> tuple[date, date] | None:
    """The days of a Julian year, month or day, *text* in EDTF."""
    match = re.fullmatch(_PLAIN, text)
    if not match:
        return None
    from sinorus_cli.julian import julian_month_length, julian_to_gregorian

    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = julian_to_gregorian(year or 0, month or 1, day or 1)
        last_day = day or julian_month_length(year or 0, month or 12)
        return first, julian_to_gregorian(year or 0, month or 12, last_day)
    except DateError as error:
        raise DateError(f"{quoted(whole)} is no day of the Julian calendar; check it.") from error


def _edtf(year: str, month: str | int | None, day: str | None) -> str:
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _month(word: str) -> int:
    """The number of the month that *word* names or begins to name; 0 if none."""
    word = word.lower()
    for number, forms in enumerate(_RUSSIAN_MONTHS, 1):
        if word in forms.split():
            return number
    found = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(word)]
    return found[0] if len(word) >= 3 and len(found) == 1 else 0


def _span_of_range(text: str) -> tuple[date, date] | None:
    sides = re.split(_RANGE, text.removeprefix("from "), maxsplit=1)
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
            return f"{quoted(word[0])} (character {word.start() + 1} of {quoted(text)})"
    return quoted(text)

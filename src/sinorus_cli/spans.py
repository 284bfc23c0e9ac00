"""Spans of time as people write them: years, days, decades, centuries and ranges.

In English, Russian and Chinese, New Style and Old, by the eras of China, and in EDTF. What a
corpus holds is EDTF alone, which `dates` reads. Patterns are compiled when they are first
tried: most that is typed is a plain year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from sinorus_cli.dates import MONTHS, point, quoted
from sinorus_cli.errors import DateError

EXAMPLES = "1969, 2 March 1969, 1969-03-02, 1960s, 1689..1727 or 17th century"
_POINT = r"(\d{4}|\d{3}X|\d{2}XX)(-(\d{2}|XX)(-(\d{2}|XX))?)?[?~%]?"
_SEASON = r"\d{4}-2[1-4]"  # EDTF level 1: 21 is spring
_DECADE = r"(?:the )?(\d{3})0(?:s|年代|-?е(?: годы| гг\.)?)"
_CENTURY = (
    r"(?:the )?([0-9]{1,2}|[ivx]+)(?:(?:st|nd|rd|th)?[\s-]+(?:century|c\.)|(?:-?й)?\s+(?:век[ае]?|в\.))"
    r"|([0-9]{1,2}|二?十?[一二三四五六七八九]|二?十)世[纪紀]"
)
_ABOUT = r"(?:about|around|circa|ca?|около|ок|约|約)\.?\s*(\d{4})\s*(?:г\.?|года?|年)?"
_DOTTED = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_NAMED_MONTH = (
    r"(?:(?:the )?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of )?)?([^\W\d]+)\.?\s+(\d{4})(?:\s*(?:г\.?|года))?"
)
_AMERICAN = r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
_RUSSIAN_YEAR = r"(?:в )?(\d{4})\s*(?:гг?\.?|год(?:[ауы]|ов|ах)?)"
_CHINESE_YEAR = r"[〇零○一二三四五六七八九]{4}(?=年)"
_CHINESE_NUMBER = r"(\d{1,2}|[二三廿卅]?十?[一二三四五六七八九]|[二三]?十|[廿卅])"
_CHINESE = rf"(\d{{4}})年(?:{_CHINESE_NUMBER}月(?:{_CHINESE_NUMBER}[日号號])?)?"
_YEAR_FIRST = r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|[-/.](0?[1-9]|1[0-2]))"
_NEW_STYLE = r"(.+?)[\s,]*\(?(?:n\.? ?s\.?|new style|н\. ?ст\.)\)?"
_REIGN_IN_WORDS = r"([a-zü'’‘ʻʼ`-]+ ?\d{1,2})(?:, (leap )?month (\d{1,2})(?:, day (\d{1,2}))?)?"
_BEFORE = r"(?:in|of|on|during|(?:the )?year|в)\s+(.*\d.*)"  # which say nothing of the time itself
_OLD_STYLE = r"(.+?)[\s,]*\(?(?:o\.? ?s\.?|old style|ст\. ?ст\.|ст\.? стиля)\)?"
_BOTH_STYLES = r"(.+?)\s*\((.*\d.*)\)"
_PLAIN = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?"
_JOINT = r"\.\.|[/–—‒―−-]|\b(?:to|until|till|по|до)\b|[至到]"
_OPEN = ("", "..")  # an end that is left open
# What is said before or after a time to mean all that follows it or all that precedes it.
_SINCE = (("since ", "from ", "с ", "со ", "自", "从", "從"), (" onwards", " onward", "以来", "以來", "起"))
_UNTIL = (("until ", "till ", "up to ", "to ", "до ", "по ", "至", "到"), ("为止", "為止"))
_EARLIER = (("before ", "перед ", "раньше "), ("以前", "之前", "前"))
_LATER = (("after ", "после "), ("以后", "以後", "之后", "之後", "后", "後"))
_RUSSIAN_MONTHS = (
    "янв январь января январе", "фев февр февраль февраля феврале", "мар март марта марте",
    "апр апрель апреля апреле", "май мая мае", "июн июнь июня июне", "июл июль июля июле",
    "авг август августа августе", "сен сент сентябрь сентября сентябре",
    "окт октябрь октября октябре", "ноя нояб ноябрь ноября ноябре", "дек декабрь декабря декабре",
)  # fmt: skip
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_DATING = frozenset(
    "from to since until till before after up in of on during year the c ca circa about around century os ns"
    " st nd rd th s век в с со до по после г год года".split()
)
# Words that stand for a time without a digit: how a century is counted, and 元, the first year of an era.
_CENTURIES = ("century", "c.", "век", "века", "веке", "в.", "世纪", "世紀")
_FIRST = "元"
_LONGEST = 100  # characters of a text that may name a time
_LONGEST_SIDE = 45  # and of either side of a range


class _NoDayError(DateError):
    """A part of a text is written like a date, but *calendar* has no such day."""

    def __init__(self, part: str, calendar: str) -> None:
        super().__init__(part, calendar)
        self.part, self.calendar = part, calendar


def span(text: str) -> tuple[date, date]:
    """The first and last day that *text* names, both inclusive.

    Reads EDTF, ``1960s``, ``17th century``, ``XVII век``, ``十七世纪``, ``2 March 1969``,
    ``2 марта 1969``, ``1969年3月2日``, Old Style where it is marked (``27 Aug 1689 OS``), Chinese
    reign dates (``康熙二十八年``, ``Kangxi 28``), and ranges such as ``1689..1727``, open at
    either end. What one side of a range leaves out it has from the other: ``2–15 March 1969``,
    ``1969–70``. Two days with a stroke that are one day, Old Style and New, are that day:
    ``27 August/6 September 1689``. Since 1991 and until 1991 include that year; before and
    after it do not.

    Raises:
        DateError: *text* is none of these.
    """
    typed = text.strip()
    try:
        found = _read(typed)
    except _NoDayError as error:
        raise DateError(
            f"{_placed(error.part, typed)} is no day or month of the {error.calendar};"
            " write it like 2 March 1969."
        ) from error
    if found is None:
        raise DateError(f"Cannot read {unread(typed)} as a date; try {EXAMPLES}.")
    if found[1] < found[0]:
        raise DateError(f"{quoted(typed)} ends before it begins; give the earlier date first.")
    return found


def from_to(since: str | None, until: str | None) -> tuple[date, date] | None:
    """The first day of *since* and the last of *until*, open where one is None; None without both.

    Raises:
        DateError: one is no time, or *until* ends before *since* begins.
    """
    if since is None and until is None:
        return None
    start = date.min if since is None else span(since)[0]
    end = date.max if until is None else span(until)[1]
    if end < start:
        raise DateError(f"{quoted(f'{since}..{until}')} ends before it begins; give the earlier date first.")
    return start, end


def looks_like_date(text: str) -> bool:
    """Whether *text* is written as `span` reads it and has a numeral, be there such a day or not."""
    if not _has_numeral(text) and not text.casefold().endswith(_CENTURIES):
        return False
    try:
        return _read(text.strip()) is not None
    except DateError:
        return True


def unread(text: str) -> str:
    """The part of *text* that could not be read, quoted, and where it stands.

    The first word that is neither a number nor a month, or else what follows a date.
    """
    for word in re.finditer(r"[^\W\d_]+", text[:_LONGEST]):
        if not _month(word[0]) and word[0].lower() not in _DATING:
            return _placed(word[0], text, word.start())
    ends = [word.end() for word in re.finditer(r"\w+", text[:_LONGEST])]
    read = next((end for end in reversed(ends[:-1]) if end > 2 and looks_like_date(text[:end])), 0)
    rest = re.sub(r"^\W+", "", text[read:]) or text
    return _placed(rest, text, len(text) - len(rest))


def _placed(part: str, text: str, place: int | None = None) -> str:
    if place is None:
        place = max(text.find(part.split()[0]), 0)
    return f"{quoted(part)} (character {place + 1} of {quoted(text)})"


def _read(text: str) -> tuple[date, date] | None:
    words = _normal(text) if len(text) <= _LONGEST else ""
    if words.isascii() and words.isdigit() and len(words) < 3 and int(words):
        return _ends(words.zfill(4), words)  # a year, where nothing else is named
    try:
        if found := _of_one(words):
            return found
    except _NoDayError:
        if years := _of_range(words):  # 1969-70
            return years
        raise
    if match := _match(_BEFORE, words):
        words = match[1]
    return _of_one_or_range(words) or _of_open(words)


def _normal(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return re.sub(_CHINESE_YEAR, lambda year: year[0].translate(_CHINESE_DIGITS), text)


def _of_one(text: str) -> tuple[date, date] | None:
    if re.fullmatch(_POINT, text):
        return _ends(text, text)
    if match := _match(_CENTURY, text):
        return _century(*match.groups())
    if match := _match(_BOTH_STYLES, text):
        return _of_both_styles(match[1], match[2], text)
    if match := _match(_OLD_STYLE, text):
        return _julian_span(_numeric(match[1]), text)
    if match := _match(_NEW_STYLE, text):
        return _of_one(match[1])
    if text.lower() == "today":
        return date.today(), date.today()
    edtf = _numeric(text)
    if re.fullmatch(_POINT, edtf):
        return _ends(edtf, text)
    return _of_reign(text) if _has_numeral(text) else None


def _of_reign(text: str) -> tuple[date, date] | None:
    chinese = text
    if match := _match(_REIGN_IN_WORDS, text):
        year, leap, month, day = match.groups()
        chinese = f"{year}年{'閏' * bool(leap)}{f'{month}月' if month else ''}{f'{day}日' if day else ''}"
    elif text.isascii():
        return None
    from sinorus_cli.calendars import is_reign_date, reign_date  # most that is typed is no such date

    if not is_reign_date(chinese):
        return None
    try:
        return reign_date(chinese)
    except DateError as error:
        raise _NoDayError(text, "Chinese calendar from 1600 to 1950") from error


def _of_both_styles(outer: str, inner: str, whole: str) -> tuple[date, date] | None:
    """*outer*, where *inner*, in brackets after it, is marked as the other style and is the same time."""
    old, new = _match(_OLD_STYLE, inner), _match(_NEW_STYLE, inner)
    if not (marked := old or new):
        return None
    time = _of_one_or_range(outer if old else f"{outer} OS")
    if not time or date.min in time or date.max in time:
        return None
    from sinorus_cli.julian import gregorian_to_julian

    year, mark = (gregorian_to_julian(time[1])[0], " OS") if old else (time[1].year, "")
    same = _of_one_or_range(f"{marked[1]}{mark}") or _of_one_or_range(f"{marked[1]} {year}{mark}")
    if same and same != time:
        raise DateError(f"{quoted(whole)} is two days; check what stands in brackets, or leave it out.")
    return same


def _of_one_or_range(text: str) -> tuple[date, date] | None:
    return _of_one(text) or _of_range(text)


def _has_numeral(text: str) -> bool:
    return any(sign.isnumeric() or sign == _FIRST for sign in text)


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE)


def _ends(edtf: str, typed: str) -> tuple[date, date]:
    try:
        read = point(edtf, typed)
    except DateError as error:
        if re.fullmatch(_SEASON, edtf):
            raise DateError(
                f"{quoted(typed)} is a season; name its months, like 1969-03..1969-05."
            ) from error
        raise _NoDayError(typed, "calendar of the years 1 to 9999") from error
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
    if match := _match(_YEAR_FIRST, text):
        if match[5] and text[4] == "/" and match[5].zfill(2) > text[2:4]:
            raise DateError(
                f"{quoted(text)} may be a month or two years; write {_edtf(match[1], match[5], None)}"
                f" or {match[1]}..{match[1][:2]}{match[5].zfill(2)}."
            )
        return _edtf(match[1], match[3] or match[5], match[4])
    if text.isascii() and text.isdigit() and len(text) == 3 and int(text):
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
        raise _NoDayError(whole, "Julian calendar of the years 1 to 9999") from error


def _edtf(year: str, month: str | int | None, day: str | None) -> str:
    return "-".join([year, *(f"{_number(part):02}" for part in (month, day) if part)])


def _number(numeral: str | int) -> int:
    if isinstance(numeral, int) or numeral.isdecimal():
        return int(numeral)
    from sinorus_cli.calendars import number

    return number(numeral)


def _month(word: str) -> int:
    """The number of the month that *word* names or begins to name; 0 if none."""
    word = word.lower()
    for number, forms in enumerate(_RUSSIAN_MONTHS, 1):
        if word in forms.split():
            return number
    found = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(word)]
    return found[0] if len(word) >= 3 and len(found) == 1 else 0


def _of_range(text: str) -> tuple[date, date] | None:
    text = _without(text, _SINCE[0], ())
    wrong = None
    for joint in re.finditer(_JOINT, text, re.IGNORECASE):
        left, right = text[: joint.start()].strip(), text[joint.end() :].strip()
        if max(len(left), len(right)) > _LONGEST_SIDE:
            continue
        try:
            if found := _between(left, right, joint[0]):
                return found
        except _NoDayError as error:
            wrong = wrong or error
    if wrong:
        raise wrong
    return None


def _between(left: str, right: str, joint: str) -> tuple[date, date] | None:
    if left in _OPEN or right in _OPEN:
        if (left in _OPEN and right in _OPEN) or joint.isalpha() or joint == "-":  # -44 is no year of ours
            return None
        start = (date.min, date.min) if left in _OPEN else _of_one(left)
        end = (date.max, date.max) if right in _OPEN else _of_one(right)
        return (start[0], end[1]) if start and end else None
    for whole in _starts(left, right):
        if start := _of_one(whole):
            break
    else:
        return None
    end = next(filter(None, map(_of_one, _stops(left, right))), None)
    if end is None:
        return None
    if joint == "/" and whole != left and start[0] == start[1] and _of_one(f"{whole} OS") == end:
        return end
    return start[0], end[1]


def _starts(left: str, right: str) -> Iterator[str]:
    """*left* with what it leaves out, as *right* ends: 2 before 15 March 1969 is 2 March 1969."""
    for cut in range(len(right) - 1, 0, -1):
        if not right[cut].isnumeric() and (
            right[cut] in " ." or (right[cut].isalpha() and right[cut - 1].isnumeric())
        ):
            yield left + right[cut:]
    yield left


def _stops(left: str, right: str) -> Iterator[str]:
    """*right* with what it leaves out, as *left* begins: 70 after 1969 is 1970."""
    yield right
    if re.fullmatch(r"\d{4} \d{2}", f"{left} {right}") and right > left[2:]:
        yield left[:2] + right
    for cut in range(len(left) - 1, 0, -1):
        if left[cut - 1] in " 年月":
            yield left[:cut] + right


def _of_open(text: str) -> tuple[date, date] | None:
    """What since, until, before or after means, with a time whose ends are known."""
    for said in (_SINCE, _UNTIL, _EARLIER, _LATER):
        inner = _without(text, *said)
        time = _of_one_or_range(inner) if inner != text else None
        if time and date.min < time[0] and time[1] < date.max:
            return {
                _SINCE: (time[0], date.max),
                _UNTIL: (date.min, time[1]),
                _EARLIER: (date.min, time[0] - timedelta(days=1)),
                _LATER: (time[1] + timedelta(days=1), date.max),
            }[said]
    return None


def _without(text: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """*text* without the first of *before* that it begins with and of *after* that it ends with."""
    lower = text.lower()
    first = next((len(word) for word in before if lower.startswith(word)), 0)
    last = next((len(word) for word in after if lower.endswith(word)), 0)
    return text[first : len(text) - last].strip()

"""The calendars of the documents: Julian days and Chinese reign dates as Gregorian ones.

The tests hold the Julian side against convertdate and the Chinese one against sxtwl.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from sinorus_cli.errors import DateError
from sinorus_cli.lunations import FIRST_DAY, FIRST_YEAR, YEARS

_JDN_BEFORE_ORDINALS = 1721425  # date.toordinal() is 1 on 1 January 1, Julian day 1721426
# The year before the first of each era, in traditional and simplified characters.
_ERAS = {
    "萬曆": 1572, "万历": 1572, "泰昌": 1619, "天啟": 1620, "天启": 1620, "崇禎": 1627, "崇祯": 1627,
    "天命": 1615, "天聰": 1626, "天聪": 1626, "崇德": 1635, "順治": 1643, "顺治": 1643, "康熙": 1661,
    "雍正": 1722, "乾隆": 1735, "嘉慶": 1795, "嘉庆": 1795, "道光": 1820, "咸豐": 1850, "咸丰": 1850,
    "同治": 1861, "光緒": 1874, "光绪": 1874, "宣統": 1908, "宣统": 1908, "民國": 1911, "民国": 1911,
}  # fmt: skip
_REPUBLIC = ("民國", "民国")  # it kept the Gregorian months
_NUMERAL = "[元正一二三四五六七八九十廿卅冬臘腊]+"
_REIGN_DATE = re.compile(
    rf"(?:中華|中华)?({'|'.join(_ERAS)})({_NUMERAL})年(?:([閏闰])?({_NUMERAL})月(?:初?({_NUMERAL})日?)?)?"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"元": 1, "正": 1}
_TENS = {"十": 10, "廿": 20, "卅": 30, "冬": 11, "臘": 12, "腊": 12}


def julian_to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Julian one, by way of the Julian day number."""
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    jdn = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    return date.fromordinal(jdn - _JDN_BEFORE_ORDINALS)


def reign_date(text: str) -> tuple[date, date]:
    """The first and last Gregorian day that a Chinese date may mean: a year, month or day.

    Reads the eras of the Ming from Wanli on, of the Qing and of the Republic, from 1600 to
    1950: 康熙二十八年七月二十四日, 光緒二十四年閏三月, 民國十三年五月三十一日.

    Raises:
        DateError: *text* is no such date, or there was no such month or day.
    """
    match = _REIGN_DATE.fullmatch(text)
    if not match:
        raise DateError(f"{text!r} is not a Chinese date; write it like 康熙二十八年七月二十四日.")
    era, of_era, leap, of_year, of_month = match.groups()
    year = _ERAS[era] + _number(of_era)
    month = _number(of_year) if of_year else None
    day = _number(of_month) if of_month else None
    days = _solar(year, month) if era in _REPUBLIC else _lunar(year, month, leap=bool(leap))
    if not days or (day and day > (days[1] - days[0]).days + 1):
        raise DateError(f"{text!r} is no day of the Chinese calendar from 1600 to 1950; check it.")
    return (days[0] + timedelta(days=day - 1),) * 2 if day else days


def _number(numeral: str) -> int:
    """The value of a numeral below 100: 二十八 is 28, 廿四 is 24, 元 is 1."""
    value = 0
    for digit in numeral:
        value = max(value, 1) * 10 if digit == "十" and value < 10 else value + _value(digit)
    return value


def _value(digit: str) -> int:
    return _DIGITS.get(digit) or _TENS[digit]


def _solar(year: int, month: int | None) -> tuple[date, date] | None:
    first, last = month or 1, month or 12
    if last > 12 or year > FIRST_YEAR + len(YEARS):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _lunar(year: int, month: int | None, *, leap: bool) -> tuple[date, date] | None:
    if not FIRST_YEAR <= year < FIRST_YEAR + len(YEARS):
        return None
    months = YEARS[year - FIRST_YEAR]
    first, number = _new_years()[year - FIRST_YEAR], 0
    if month is None:
        return first, first + timedelta(days=sum(map(_length, months)) - 1)
    for sign in months:
        number += sign in "01"
        if number == month and leap == (sign in "ab"):
            return first, first + timedelta(days=_length(sign) - 1)
        first += timedelta(days=_length(sign))
    return None


@cache
def _new_years() -> list[date]:
    """The first day of each year of the table."""
    days = [date.fromisoformat(FIRST_DAY)]
    for months in YEARS:
        days.append(days[-1] + timedelta(days=sum(map(_length, months))))
    return days


def _length(sign: str) -> int:
    return 30 if sign in "1b" else 29

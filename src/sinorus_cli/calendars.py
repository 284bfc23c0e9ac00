"""The Chinese calendar, by the eras of the Ming, the Qing and the Republic, and years of the world.

The tests hold it against sxtwl.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sinorus_cli.errors import DateError
from sinorus_cli.julian import gregorian_to_julian
from sinorus_cli.lunations import FIRST_DAY, FIRST_YEAR, YEARS


class _Era(NamedTuple):
    """An era: its names, the year before its first, and its last.

    `in_reign` takes the first that fits: of 1644, the seventeenth of Chongzhen, Shunzhi; else of
    the Ming, not of the Manchus.
    """

    traditional: str
    simplified: str
    pinyin: str
    wade_giles: str  # as `_folded` leaves it
    before: int
    last: int


_ERAS = (
    _Era("順治", "顺治", "shunzhi", "shunchih", 1643, 1661),
    _Era("萬曆", "万历", "wanli", "wanli", 1572, 1620),
    _Era("泰昌", "泰昌", "taichang", "taichang", 1619, 1620),
    _Era("天啟", "天启", "tianqi", "tienchi", 1620, 1627),
    _Era("崇禎", "崇祯", "chongzhen", "chungchen", 1627, 1644),
    _Era("天命", "天命", "tianming", "tienming", 1615, 1626),
    _Era("天聰", "天聪", "tiancong", "tientsung", 1626, 1636),
    _Era("崇德", "崇德", "chongde", "chungte", 1635, 1643),
    _Era("康熙", "康熙", "kangxi", "kanghsi", 1661, 1722),
    _Era("雍正", "雍正", "yongzheng", "yungcheng", 1722, 1735),
    _Era("乾隆", "乾隆", "qianlong", "chienlung", 1735, 1795),
    _Era("嘉慶", "嘉庆", "jiaqing", "chiaching", 1795, 1820),
    _Era("道光", "道光", "daoguang", "taokuang", 1820, 1850),
    _Era("咸豐", "咸丰", "xianfeng", "hsienfeng", 1850, 1861),
    _Era("同治", "同治", "tongzhi", "tungchih", 1861, 1874),
    _Era("光緒", "光绪", "guangxu", "kuanghsu", 1874, 1908),
    _Era("宣統", "宣统", "xuantong", "hsuantung", 1908, 1911),
    _Era("民國", "民国", "minguo", "minkuo", 1911, 1950),
)  # fmt: skip
_REPUBLIC = _ERAS[-1]  # it kept the Gregorian months
_ERA_CALLED = {
    name: era for era in _ERAS for name in (era.traditional, era.simplified, era.pinyin, era.wade_giles)
}
_FIRST_OF_THE_REPUBLIC = date(1912, 1, 1)
_NUMERAL = (
    "[一二三四五六七八九]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?"
    "|[元正一二三四五六七八九冬臘腊]|[0-9]{1,2}"
)
_REIGN_DATE = (
    rf"(?:中華|中华)?(\D{{2,9}}?) ?({_NUMERAL})年?"
    rf"(?:([閏闰])?({_NUMERAL})月(?:初?({_NUMERAL})日?)?)?"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"元": 1, "正": 1}
_DIGIT = ("", *"一二三四五六七八九")
_TENS = {"十": 10, "廿": 20, "卅": 30, "冬": 11, "臘": 12, "腊": 12}


def anno_mundi(day: date) -> int:
    """The year since the creation of the world that *day* fell in, as Russia counted to 1699.

    It began on 1 September of the Julian year before.
    """
    year, month, _ = gregorian_to_julian(day)
    return year + (5509 if month >= 9 else 5508)


def in_reign(day: date) -> tuple[str, str] | None:
    """*day* as China dated it, in Chinese and in Latin letters; None outside 1600 to 1950.

    By the eras of the Ming to 1643, of the Qing to 1911, of the Republic from 1912.
    """
    if _FIRST_OF_THE_REPUBLIC <= day <= date(1950, 12, 31):
        return _said(day.year, day.month, day.day, leap=False)
    if day >= _FIRST_OF_THE_REPUBLIC:
        return None
    starts = _new_years()
    place = bisect_right(starts, day) - 1
    if place < 0:
        return None
    first, number = starts[place], 0
    for sign in YEARS[place]:
        number += sign in "01"
        if day < first + timedelta(days=_length(sign)):
            return _said(FIRST_YEAR + place, number, (day - first).days + 1, leap=sign in "ab")
        first += timedelta(days=_length(sign))
    return None


def _said(year: int, month: int, day: int, *, leap: bool) -> tuple[str, str]:
    era = next(era for era in _ERAS if era.before < year <= era.last)
    lunar, of_era = era is not _REPUBLIC, year - era.before
    year_of = "元" if of_era == 1 else numeral(of_era)
    month_of = "閏" * leap + ("正" if lunar and month == 1 else numeral(month))
    day_of = "初" * (lunar and day <= 10) + numeral(day)
    said = f"{era.pinyin.capitalize()} {of_era}, {'leap ' * leap}month {month}, day {day}"
    return f"{era.traditional}{year_of}年{month_of}月{day_of}日", said


def numeral(number: int) -> str:
    """*number*, from 1 to 99, in Chinese."""
    tens, ones = divmod(number, 10)
    return f"{_DIGIT[tens] if tens > 1 else ''}{'十' * bool(tens)}{_DIGIT[ones]}"


def reign_date(text: str) -> tuple[date, date]:
    """The first and last Gregorian day that a Chinese date may mean: a year, month or day.

    Reads the eras of the Ming from Wanli on, of the Qing and of the Republic, from 1600 to
    1950: 康熙二十八年七月二十四日, 光緒二十四年閏三月, 民國13年5月31日, Kangxi 28, K'ang-hsi 28.

    Raises:
        DateError: *text* is no such date, or there was no such month or day.
    """
    match = _reign_date(text)
    if not match:
        raise DateError(f"{text!r} is not a Chinese date; write it like 康熙二十八年七月二十四日.")
    name, of_era, leap, of_year, of_month = match.groups()
    era: _Era = _ERA_CALLED[name.lower()]
    year = era.before + number(of_era)
    month = number(of_year) if of_year else None
    day = number(of_month) if of_month else None
    if not era.before < year <= era.last or month == 0 or day == 0:
        raise DateError(f"{text!r} is no day of the Chinese calendar from 1600 to 1950; check it.")
    days = _solar(year, month) if era is _REPUBLIC else _lunar(year, month, leap=bool(leap))
    if not days or (day and day > (days[1] - days[0]).days + 1):
        raise DateError(f"{text!r} is no day of the Chinese calendar from 1600 to 1950; check it.")
    return (days[0] + timedelta(days=day - 1),) * 2 if day else days


def is_reign_date(text: str) -> bool:
    """Whether *text* is written like a Chinese date, be there such a day or not."""
    return _reign_date(text) is not None


def _reign_date(text: str) -> re.Match[str] | None:
    match = re.fullmatch(_REIGN_DATE, _folded(text), re.ASCII)
    return match if match and match[1].lower() in _ERA_CALLED else None


def _folded(text: str) -> str:
    """*text* without the signs inside the words of Wade–Giles: K'ang-hsi, Kuang-hsü."""
    return text if text.isalnum() else re.sub(r"(?<=[^\W\d])['’‘ʻʼ`-](?=[^\W\d])", "", text.replace("ü", "u"))


def number(numeral: str) -> int:
    """The value of a numeral below 100: 二十八 is 28, 廿四 is 24, 元 is 1, 28 itself."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    value = 0
    for digit in numeral:
        value = max(value, 1) * 10 if digit == "十" and value < 10 else value + _value(digit)
    return value


def _value(digit: str) -> int:
    return _DIGITS.get(digit) or _TENS[digit]


def _solar(year: int, month: int | None) -> tuple[date, date] | None:
    first, last = month or 1, month or 12
    if last > 12 or not FIRST_YEAR <= year < FIRST_YEAR + len(YEARS):
        return None
    return date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


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

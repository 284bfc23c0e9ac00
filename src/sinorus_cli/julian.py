"""The Julian calendar and the Julian day number, to and from Gregorian dates.

The tests hold it against convertdate.
"""

from __future__ import annotations

from datetime import date

from sinorus_cli.errors import DateError

_JDN_BEFORE_ORDINALS = 1721425  # date.toordinal() is 1 on 1 January 1, Julian day 1721426


def julian_to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Julian one, by way of the Julian day number.

    Raises:
        DateError: there is no such day, or it is outside the years 1 to 9999.
    """
    if not (1 <= month <= 12 and 1 <= day <= julian_month_length(year, month)):
        raise DateError(f"{year}-{month:02}-{day:02} is no day of the Julian calendar; check it.")
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    jdn = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    try:
        return date.fromordinal(jdn - _JDN_BEFORE_ORDINALS)
    except (ValueError, OverflowError) as error:
        raise DateError(f"{year}-{month:02}-{day:02} is outside the years 1 to 9999; check it.") from error


def julian_month_length(year: int, month: int) -> int:
    """How many days *month* of a Julian *year* had: every fourth year was a leap year."""
    if month == 2:
        return 28 + (year % 4 == 0)
    return 30 + (month in (1, 3, 5, 7, 8, 10, 12))


def gregorian_to_julian(day: date) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian *day* in the Julian calendar."""
    shifted = julian_day_number(day) + 32082
    years, rest = divmod(4 * shifted + 3, 1461)
    rest //= 4
    months = (5 * rest + 2) // 153
    return years - 4800 + months // 10, months + 3 - 12 * (months // 10), rest - (153 * months + 2) // 5 + 1


def julian_day_number(day: date) -> int:
    """The Julian day number of a Gregorian *day*, counted at noon."""
    return day.toordinal() + _JDN_BEFORE_ORDINALS

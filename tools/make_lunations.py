"""Write src/sinorus_cli/lunations.py: the months of the Chinese calendar, 1600 to 1950.

usage: python tools/make_lunations.py     (needs sxtwl)
"""

from datetime import date, timedelta
from pathlib import Path
from textwrap import wrap

import sxtwl

LUNATIONS = Path(__file__).resolve().parent.parent / "src" / "sinorus_cli" / "lunations.py"
FIRST, LAST = 1600, 1950
HEAD = '''"""The months of the Chinese calendar. Made by tools/make_lunations.py with sxtwl."""

# Each year as the lengths of its months in days, "0" for 29 and "1" for 30, the leap month
# as "a" and "b"; the first year begins on the Gregorian day FIRST_DAY.
'''


def months(year: int) -> str:
    """The months of the lunar *year*, one character each."""
    found: list[tuple[int, bool, int]] = []
    day = new_year(year)
    end = new_year(year + 1)
    while day < end:
        lunar = sxtwl.fromSolar(day.year, day.month, day.day)
        month = (lunar.getLunarMonth(), lunar.isLunarLeap())
        if not found or found[-1][:2] != month:
            found.append((*month, 0))
        found[-1] = (*month, found[-1][2] + 1)
        day += timedelta(days=1)
    assert [month for month, leap, _ in found if not leap] == list(range(1, 13)), year
    assert {length for *_, length in found} <= {29, 30}, year
    return "".join("01ab"[2 * leap + (length == 30)] for _, leap, length in found)


def new_year(year: int) -> date:
    """The Gregorian day on which the lunar *year* begins."""
    day = sxtwl.fromLunar(year, 1, 1)
    return date(day.getSolarYear(), day.getSolarMonth(), day.getSolarDay())


def main() -> None:
    """Write the module."""
    table = " ".join(months(year) for year in range(FIRST, LAST + 1))
    lines = [HEAD + f"FIRST_YEAR = {FIRST}"]
    lines.append(f'FIRST_DAY = "{new_year(FIRST)}"')
    lines += ["YEARS = (", *(f'    "{part} "' for part in wrap(table, 90)), ").split()"]
    LUNATIONS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

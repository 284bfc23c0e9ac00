"""Old Style and Chinese dates as Gregorian days."""

from datetime import date, timedelta

import convertdate.gregorian
import convertdate.julian
import pytest
import sxtwl

from sinorus_cli.calendars import anno_mundi, in_reign, numeral, reign_date
from sinorus_cli.errors import DateError
from sinorus_cli.julian import gregorian_to_julian, julian_day_number, julian_to_gregorian

# The first year of each era, and the last lunar year in which it was counted.
ERAS = [("康熙", 1662, 1722), ("乾隆", 1736, 1795), ("咸豐", 1851, 1861), ("光绪", 1875, 1908)]


def test_julian_agrees_with_convertdate():
    """Every day from 1600 to 1950 is that of convertdate, both ways."""
    day = date(1600, 1, 1)
    while day.year <= 1950:
        julian = convertdate.julian.from_gregorian(day.year, day.month, day.day)
        assert julian_to_gregorian(*julian) == day
        assert gregorian_to_julian(day) == julian
        assert julian_day_number(day) == convertdate.gregorian.to_jd(day.year, day.month, day.day) + 0.5
        day += timedelta(days=1)


@pytest.mark.parametrize(("era", "first", "last"), ERAS, ids=[era for era, *_ in ERAS])
def test_every_day_of_a_reign_agrees_with_sxtwl(era, first, last):
    """Each day of four long reigns is the one that sxtwl has."""
    day = sxtwl.fromLunar(first, 1, 1)
    gregorian = date(day.getSolarYear(), day.getSolarMonth(), day.getSolarDay())
    while (lunar := sxtwl.fromSolar(gregorian.year, gregorian.month, gregorian.day)).getLunarYear() <= last:
        leap = "閏" * lunar.isLunarLeap()
        year, month, of_month = lunar.getLunarYear() - first + 1, lunar.getLunarMonth(), lunar.getLunarDay()
        text = f"{era}{numeral(year)}年{leap}{numeral(month)}月{numeral(of_month)}日"
        assert reign_date(text) == (gregorian, gregorian), text
        assert reign_date(in_reign(gregorian)[0]) == (gregorian, gregorian)
        gregorian += timedelta(days=1)


SAID = [
    (date(1689, 9, 6), "康熙二十八年七月二十三日", "Kangxi 28, month 7, day 23"),
    (date(1898, 5, 7), "光緒二十四年閏三月十七日", "Guangxu 24, leap month 3, day 17"),
    (date(1851, 2, 1), "咸豐元年正月初一日", "Xianfeng 1, month 1, day 1"),
    (date(1912, 1, 1), "民國元年一月一日", "Minguo 1, month 1, day 1"),
    (date(1643, 6, 1), "崇禎十六年四月十五日", "Chongzhen 16, month 4, day 15"),
    (date(1644, 4, 25), "順治元年三月十九日", "Shunzhi 1, month 3, day 19"),
]


@pytest.mark.parametrize(("day", "chinese", "said"), SAID, ids=[row[2] for row in SAID])
def test_says_the_reign_date(day, chinese, said):
    """A day as China dated it: the first year is 元, the first month 正, a leap month 閏."""
    assert in_reign(day) == (chinese, said)


# Days of which a published text gives both dates; the works are those of data/bibliography.json.
PUBLISHED = [
    # Gregorian         Chinese                       where both stand
    (date(1690, 9, 3), "康熙二十九年八月初一日", "keshiketeng-ulan-butung, on the battle of Ulan Butung"),
    (date(1712, 6, 23), "康熙五十一年五月二十日", "tang-xiren-tulishen, on the departure of the embassy"),
    (
        date(1768, 10, 29),
        "乾隆三十三年九月十九日",
        "wikisource-kyakhta-jieyue and the Russian text, 18 October O.S.",
    ),
    (
        date(1860, 11, 14),
        "咸豐十年十月初二日",
        "shijii-peking-1860, the head of the convention, in three calendars",
    ),
    (date(1881, 2, 24), "光緒七年正月二十六日", "shijii-1881, the treaty of Saint Petersburg"),
    (date(1905, 12, 22), "光緒三十一年十一月二十六日", "frus-1906p2-d133, the close of the treaty of Peking"),
]


@pytest.mark.parametrize(("day", "chinese", "source"), PUBLISHED, ids=[row[1] for row in PUBLISHED])
def test_published_days(day, chinese, source):
    """The days of four reigns are those that published texts give in both calendars."""
    assert in_reign(day)[0] == chinese, source
    assert reign_date(chinese) == (day, day), source


@pytest.mark.parametrize("day", [date(1600, 2, 13), date(1951, 1, 1)])
def test_no_reign_date_outside_the_table(day):
    """Before 1600 and after 1950 nothing is made up."""
    assert in_reign(day) is None


def test_anno_mundi():
    """The year began on 1 September Old Style; 7197 ended with August 1689."""
    assert anno_mundi(julian_to_gregorian(1689, 8, 31)) == 7197
    assert anno_mundi(julian_to_gregorian(1689, 9, 1)) == 7198


READ = [
    # Chinese date                first         last
    ("康熙二十八年", "1689-01-21", "1690-02-08"),
    ("康熙二十八年七月", "1689-08-15", "1689-09-12"),
    ("咸豐元年七月初十日", "1851-08-06", "1851-08-06"),
    ("咸丰元年七月初十", "1851-08-06", "1851-08-06"),
    ("光緒二十四年閏三月十七日", "1898-05-07", "1898-05-07"),
    ("雍正五年正月", "1727-01-22", "1727-02-20"),
    ("同治三年臘月", "1864-12-29", "1865-01-26"),
    ("乾隆五十七年正月廿四日", "1792-02-16", "1792-02-16"),
    ("民國十三年五月三十一日", "1924-05-31", "1924-05-31"),
    ("中华民国三十四年八月", "1945-08-01", "1945-08-31"),
    ("崇祯十七年三月十九日", "1644-04-25", "1644-04-25"),
    ("順治元年三月十九日", "1644-04-25", "1644-04-25"),
    ("K'ang-hsi 28", "1689-01-21", "1690-02-08"),
    ("Ch’ien-lung 33年9月19日", "1768-10-29", "1768-10-29"),
    ("Kuang-hsü 24", "1898-01-22", "1899-02-09"),
    ("Hsuan-t'ung 3", "1911-01-30", "1912-02-17"),
]


@pytest.mark.parametrize(("text", "first", "last"), READ, ids=[row[0] for row in READ])
def test_reads_a_year_a_month_a_day(text, first, last):
    """A year or a month is all of its days; characters of either script are read."""
    assert [day.isoformat() for day in reign_date(text)] == [first, last]


@pytest.mark.parametrize(
    "text",
    ["", "1689", "康熙", "康熙年", "康熙二十八年十三月", "康熙二十八年七月三十日", "光緒二十四年閏四月",
     "萬曆元年", "崇禎十八年", "Kangxi 2-8", "民國四十五年", "民國十三年二月三十日", "大清康熙元年元月"],
)  # fmt: skip
def test_refuses_what_never_was(text):
    """No month or day is made up, and nothing outside 1600 to 1950."""
    with pytest.raises(DateError):
        reign_date(text)

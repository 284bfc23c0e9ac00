"""EDTF, spans of time, words for dates."""

from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinorus_cli import dates, spans
from sinorus_cli.errors import DateError

SPANS = [
    # EDTF                    earliest      latest
    ("1689", "1689-01-01", "1689-12-31"),
    ("1689-08", "1689-08-01", "1689-08-31"),
    ("1689-09-06", "1689-09-06", "1689-09-06"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("168X", "1680-01-01", "1689-12-31"),
    ("16XX", "1600-01-01", "1699-12-31"),
    ("1689-XX", "1689-01-01", "1689-12-31"),
    ("1689-08-XX", "1689-08-01", "1689-08-31"),
    ("1640~", "1639-01-01", "1641-12-31"),
    ("1640?", "1639-01-01", "1641-12-31"),
    ("1640%", "1638-01-01", "1642-12-31"),
    ("1640-12~", "1640-11-01", "1641-01-31"),
    ("1640-03-01?", "1640-02-29", "1640-03-02"),
    ("1652/1689", "1652-01-01", "1689-12-31"),
    ("1652-05/1689-08-27", "1652-05-01", "1689-08-27"),
    ("1860/..", "1860-01-01", None),
    ("1860/", "1860-01-01", None),
    ("../1860", None, "1860-12-31"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), SPANS, ids=[s[0] for s in SPANS])
def test_span_of_edtf(text, earliest, latest):
    """A date runs from the first day that it may mean to the last."""
    parsed = dates.parse(text)
    assert str(parsed.earliest or "") == (earliest or "")
    assert str(parsed.latest or "") == (latest or "")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "0000", "99999", "1689-13", "1689-02-30", "16890906", "1689/1652", "/", "../..", "1689~?"],
)
def test_what_is_no_edtf(text):
    """What is no EDTF date of levels 0 and 1 is refused in one sentence."""
    with pytest.raises(DateError, match=r"\.$"):
        dates.parse(text)


years = st.integers(1583, 2100)
points = st.one_of(
    years.map(str),
    st.builds(lambda y, m: f"{y}-{m:02}", years, st.integers(1, 12)),
    st.dates(date(1583, 1, 1), date(2100, 12, 31)).map(str),
    st.builds(lambda y, q: f"{y}{q}", years, st.sampled_from("?~")),
    st.integers(158, 210).map(lambda y: f"{y}X"),
)


@given(points)
def test_agrees_with_the_edtf_package(text):
    """Our earliest and latest days are those of the edtf package, fuzz included."""
    oracle, mine = edtf.parse_edtf(text), dates.parse(text)
    assert mine.earliest.timetuple()[:3] == oracle.lower_fuzzy()[:3]
    assert mine.latest.timetuple()[:3] == oracle.upper_fuzzy()[:3]


IN_WORDS_AND_CALENDARS = [
    # typed                     first         last
    ("2 March 1969", "1969-03-02", "1969-03-02"),
    ("March 2, 1969", "1969-03-02", "1969-03-02"),
    ("2 марта 1969 г.", "1969-03-02", "1969-03-02"),
    ("мая 1896", "1896-05-01", "1896-05-31"),
    ("март 1896", "1896-03-01", "1896-03-31"),
    ("1969年3月2日", "1969-03-02", "1969-03-02"),
    ("1969年", "1969-01-01", "1969-12-31"),
    ("27 Aug 1689 OS", "1689-09-06", "1689-09-06"),
    ("27 August 1689 (O.S.)", "1689-09-06", "1689-09-06"),
    ("27 августа 1689 ст. ст.", "1689-09-06", "1689-09-06"),
    ("October 1917 OS", "1917-10-14", "1917-11-13"),
    ("康熙二十八年七月二十四日", "1689-09-07", "1689-09-07"),
    ("Kangxi 28", "1689-01-21", "1690-02-08"),
    ("民国十三年", "1924-01-01", "1924-12-31"),
    ("Kangxi 28..1727", "1689-01-21", "1727-12-31"),
    ("29 Feb 1700 OS", "1700-03-11", "1700-03-11"),
    ("27.08.1689 OS", "1689-09-06", "1689-09-06"),
    ("6th September 1689", "1689-09-06", "1689-09-06"),
    ("from 1689 to 1727", "1689-01-01", "1727-12-31"),
    ("Feb 1900 OS", "1900-02-13", "1900-03-13"),
    ("康熙２８年", "1689-01-21", "1690-02-08"),
    ("6 September 1689 (27 August O.S.)", "1689-09-06", "1689-09-06"),
    ("5 January 1700 (26 December 1699 O.S.)", "1700-01-05", "1700-01-05"),
    ("22–26 June 1685 (12–16 June O.S.)", "1685-06-22", "1685-06-26"),
    ("27 aug 1689 o.s", "1689-09-06", "1689-09-06"),
    ("27 August/6 September 1689", "1689-09-06", "1689-09-06"),
    ("27 August 1689 (6 September N.S.)", "1689-09-06", "1689-09-06"),
    ("March 2nd, 1969", "1969-03-02", "1969-03-02"),
    ("в марте 1969 года", "1969-03-01", "1969-03-31"),
    ("一八五八年", "1858-01-01", "1858-12-31"),
    ("一八五八年五月二十八日", "1858-05-28", "1858-05-28"),
    ("一九〇〇年十月", "1900-10-01", "1900-10-31"),
    ("一八五八年至一八六〇年", "1858-01-01", "1860-12-31"),
    ("K'ang-hsi 28", "1689-01-21", "1690-02-08"),
    ("Kuang-hsü 24, leap month 3, day 17", "1898-05-07", "1898-05-07"),
    ("Kangxi 28–30", "1689-01-21", "1692-02-16"),
    ("崇祯十七年三月十九日", "1644-04-25", "1644-04-25"),
    ("1969-3-2", "1969-03-02", "1969-03-02"),
    ("1969.3.2", "1969-03-02", "1969-03-02"),
    ("1969-3", "1969-03-01", "1969-03-31"),
    ("1969/03", "1969-03-01", "1969-03-31"),
    ("ca 1640", "1639-01-01", "1641-12-31"),
    ("около 1640 г.", "1639-01-01", "1641-12-31"),
]

RANGES = [
    # typed                          first         last
    ("2–15 March 1969", "1969-03-02", "1969-03-15"),
    ("2-15 March 1969", "1969-03-02", "1969-03-15"),
    ("March 2–15, 1969", "1969-03-02", "1969-03-15"),
    ("11–12 September 1913", "1913-09-11", "1913-09-12"),
    ("27 August – 6 September 1689", "1689-08-27", "1689-09-06"),
    ("22–26 June 1685 OS", "1685-07-02", "1685-07-06"),
    ("2–15 марта 1969", "1969-03-02", "1969-03-15"),
    ("с 2 по 15 марта 1969 г.", "1969-03-02", "1969-03-15"),
    ("2–15.03.1969", "1969-03-02", "1969-03-15"),
    ("27.08–06.09.1689", "1689-08-27", "1689-09-06"),
    ("1969年3月2日至15日", "1969-03-02", "1969-03-15"),
    ("1969年3月2–15日", "1969-03-02", "1969-03-15"),
    ("March–May 1969", "1969-03-01", "1969-05-31"),
    ("1969–70", "1969-01-01", "1970-12-31"),
    ("1969/70", "1969-01-01", "1970-12-31"),
    ("1914-18", "1914-01-01", "1918-12-31"),
    ("1904–05", "1904-01-01", "1905-12-31"),
    ("1858—1860", "1858-01-01", "1860-12-31"),
    ("1689–1727 гг.", "1689-01-01", "1727-12-31"),
    ("XVII–XVIII век", "1601-01-01", "1800-12-31"),
    ("17th–18th century", "1601-01-01", "1800-12-31"),
    ("882–900", "0882-01-01", "0900-12-31"),
    ("1689-08-27/1689-09-06", "1689-08-27", "1689-09-06"),
    ("../1985", "0001-01-01", "1985-12-31"),
    ("1985/..", "1985-01-01", "9999-12-31"),
    ("since 1991", "1991-01-01", "9999-12-31"),
    ("from 1991", "1991-01-01", "9999-12-31"),
    ("с 1991 года", "1991-01-01", "9999-12-31"),
    ("自1991年", "1991-01-01", "9999-12-31"),
    ("1991年以来", "1991-01-01", "9999-12-31"),
    ("until 1700", "0001-01-01", "1700-12-31"),
    ("до 1700 года", "0001-01-01", "1700-12-31"),
    ("before 1700", "0001-01-01", "1699-12-31"),
    ("1700年以前", "0001-01-01", "1699-12-31"),
    ("after 2 March 1969", "1969-03-03", "9999-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES, ids=[row[0] for row in RANGES])
def test_reads_ranges_as_people_type_them(text, first, last):
    """What one side leaves out it has from the other; since and until leave an end open."""
    assert [day.isoformat() for day in spans.span(text)] == [first, last]
    assert spans.looks_like_date(text)


NO_DATES = [
    "Маньчжурия 1931", "Мао 1949", "декларация 1924", "1 OS", "OS OS", "os " * 3000, " " * 20000,
    "jıaqing 5", "康熙二八年", "2–15", "2..1969", "1969–05", "1969–69", "May–1969", "-1969", "1969-", "../..",
    "treaty since 1689", "nerchinsk–1689",
]  # fmt: skip
NO_DAYS = [
    "9999 OS", "30 Feb 1700 OS", "Kangxi 0", "Kangxi 99", "康熙二十八年0月", "民國四十年", "1969-13",
    "1969-21", "1900-21", "1904/05", "30 February 1900", "1969..1956", "0000", "30 February – 2 March 1969",
    "6 September 1689 (28 August O.S.)",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_refuses_what_only_looks_like_a_date(text):
    """A word that begins like a month is none, and no day is made up."""
    assert not spans.looks_like_date(text)
    with pytest.raises(DateError):
        spans.span(text)


@pytest.mark.parametrize("text", NO_DAYS)
def test_refuses_days_that_never_were(text):
    """What is evidently a date is never taken for words, though no such day was."""
    assert spans.looks_like_date(text)
    with pytest.raises(DateError, match=r"\.$"):
        spans.span(text)


@pytest.mark.parametrize("text", ["XVII века", "XVII веке", "XVII в.", "xvii c.", "康熙元年", "民國元年"])
def test_is_a_date_without_a_digit(text):
    """What `year` reads as a time is one for a bare query too, though there is no digit in it."""
    assert spans.span(text)
    assert spans.looks_like_date(text)


@pytest.mark.parametrize(
    ("text", "first", "last"), IN_WORDS_AND_CALENDARS, ids=[row[0] for row in IN_WORDS_AND_CALENDARS]
)
def test_reads_what_people_type(text, first, last):
    """Days and months in English, Russian and Chinese, Old Style where it is marked, reign dates."""
    assert [day.isoformat() for day in spans.span(text)] == [first, last]
    assert spans.looks_like_date(text)


TOUCHES = [
    # EDTF          span                          may fall there   surely does
    ("1969-03-02", ("1969-01-01", "1969-12-31"), True, True),
    ("1969", ("1969-03-01", "1969-03-31"), True, False),
    ("1640~", ("1641-01-01", "1641-12-31"), True, False),
    ("1640~", ("1640-01-01", "1640-12-31"), True, False),
    ("1640~", ("1643-01-01", "1643-12-31"), False, False),
    ("1652/1689", ("1660-01-01", "1660-12-31"), True, True),
    ("1652/1689", ("1652-01-01", "1652-12-31"), True, True),
    ("1652/1689", ("1690-01-01", "1690-12-31"), False, False),
    ("1652/1689", ("1652-03-01", "1652-03-31"), True, False),
    ("1652~/1689", ("1660-01-01", "1660-12-31"), True, True),
    ("1652~/1689", ("1652-01-01", "1652-12-31"), True, False),
    ("1860/..", ("2026-01-01", "2026-12-31"), True, True),
    ("1860/", ("2026-01-01", "2026-12-31"), False, False),
    ("/1860", ("1800-01-01", "1800-12-31"), False, False),
    ("../1860", ("1800-01-01", "1800-12-31"), True, True),
    ("189X", ("1895-01-01", "1895-12-31"), True, False),
    ("189X", ("1890-01-01", "1899-12-31"), True, True),
]


@pytest.mark.parametrize(
    ("text", "span", "may", "surely"), TOUCHES, ids=[f"{t[0]} {t[1][0]}" for t in TOUCHES]
)
def test_overlaps(text, span, may, surely):
    """What may fall into a span is told apart from what surely does."""
    start, end = map(date.fromisoformat, span)
    assert dates.parse(text).overlaps(start, end) is may
    assert dates.parse(text).surely_overlaps(start, end) is surely


TYPED = [
    ("1969", "1969-01-01", "1969-12-31"),
    (" 1969 ", "1969-01-01", "1969-12-31"),
    ("of 1969", "1969-01-01", "1969-12-31"),
    ("in March 1969", "1969-03-01", "1969-03-31"),
    ("the 14th of May 1858", "1858-05-14", "1858-05-14"),
    ("1689/09/06", "1689-09-06", "1689-09-06"),
    ("27 Aug 1689 NS", "1689-08-27", "1689-08-27"),
    ("Kangxi 28, month 7, day 23", "1689-09-06", "1689-09-06"),
    ("Guangxu 24, leap month 3, day 17", "1898-05-07", "1898-05-07"),
    ("1969-03", "1969-03-01", "1969-03-31"),
    ("1960s", "1960-01-01", "1969-12-31"),
    ("17th century", "1601-01-01", "1700-12-31"),
    ("21st Century", "2001-01-01", "2100-12-31"),
    ("XVII век", "1601-01-01", "1700-12-31"),
    ("17-й век", "1601-01-01", "1700-12-31"),
    ("XIX century", "1801-01-01", "1900-12-31"),
    ("17世纪", "1601-01-01", "1700-12-31"),
    ("二十世紀", "1901-01-01", "2000-12-31"),
    ("1960年代", "1960-01-01", "1969-12-31"),
    ("1960-е годы", "1960-01-01", "1969-12-31"),
    ("1689 год", "1689-01-01", "1689-12-31"),
    ("в 1689 году", "1689-01-01", "1689-12-31"),
    ("XVII век..1727", "1601-01-01", "1727-12-31"),
    ("1689..1727", "1689-01-01", "1727-12-31"),
    ("1689/1727", "1689-01-01", "1727-12-31"),
    ("1904-1905", "1904-01-01", "1905-12-31"),
    ("1904–1905", "1904-01-01", "1905-12-31"),
    ("1960s..1980s", "1960-01-01", "1989-12-31"),
    ("..1700", "0001-01-01", "1700-12-31"),
    ("1991..", "1991-01-01", "9999-12-31"),
    ("1640~", "1639-01-01", "1641-12-31"),
    ("882", "0882-01-01", "0882-12-31"),
    ("the 1860s", "1860-01-01", "1869-12-31"),
    ("c. 1640", "1639-01-01", "1641-12-31"),
    ("March 1969", "1969-03-01", "1969-03-31"),
    ("2 march 1969", "1969-03-02", "1969-03-02"),
    ("Oct 1949", "1949-10-01", "1949-10-31"),
]


@pytest.mark.parametrize(("text", "start", "end"), TYPED, ids=[t[0] for t in TYPED])
def test_span(text, start, end):
    """A span is read as people type it, both ends inclusive."""
    assert tuple(map(str, spans.span(text))) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0",
        "99999",
        "-5",
        "..",
        "1727..1689",
        "1969-02-30",
        "0th century",
        "0 век",
        "九九九世纪",
        "١٧ век",
        "1969-13",
    ],
)
def test_what_is_no_span(text):
    """What cannot be read is refused in one sentence that ends."""
    with pytest.raises(DateError, match=r"\.$|17th century\.$"):
        spans.span(text)


UNREAD = [
    ("soon", "Cannot read 'soon' (character 1 of 'soon') as"),
    ("Wade-Giles 28", "Cannot read 'Wade' (character 1 of 'Wade-Giles 28') as"),
    ("2 Foo 1969", "Cannot read 'Foo' (character 3 of '2 Foo 1969') as"),
    ("1689..tomorrow", "Cannot read 'tomorrow' (character 7 of '1689..tomorrow') as"),
    ("1700 1800", "Cannot read '1800' (character 6 of '1700 1800') as"),
    ("1 May – 15 June", "Cannot read '1 May – 15 June' (character 1 of '1 May – 15 June') as"),
    ("1969–05", "Cannot read '05' (character 6 of '1969–05') as"),
    ("xxxv century", "Cannot read 'xxxv' (character 1 of 'xxxv century') as"),
    ("1969..1969-13", "'1969-13' (character 7 of '1969..1969-13') is no day or month of the calendar"),
    ("30 February 1900", "'30 February 1900' (character 1 of '30 February 1900') is no day or month of"),
    ("1700..30 Feb 1900 OS", "'30 Feb 1900 OS' (character 7 of '1700..30 Feb 1900 OS') is no day"),
    ("Kangxi 99", "'Kangxi 99' (character 1 of 'Kangxi 99') is no day or month of the Chinese calendar"),
]


@pytest.mark.parametrize(("text", "told"), UNREAD, ids=[text for text, _ in UNREAD])
def test_what_was_not_read(text, told):
    """The error quotes the word that could not be read and says where it stands."""
    with pytest.raises(DateError) as raised:
        spans.span(text)
    assert told in str(raised.value)


WORDS = [
    ("1689-09-06", "6 September 1689"),
    ("1969-03", "March 1969"),
    ("1640~", "about 1640"),
    ("1689?", "perhaps 1689"),
    ("1689%", "perhaps about 1689"),
    ("189X", "1890s"),
    ("18XX", "19th century"),
    ("20XX", "21st century"),
    ("1652/1689", "1652–1689"),
    ("1720-01/1722-03-13", "January 1720 – 13 March 1722"),
    ("1688-05-30/1688-07-22", "30 May – 22 July 1688"),
    ("1969-03-02/1969-03-17", "2–17 March 1969"),
    ("1969-03/1969-09", "March – September 1969"),
    ("1688-05-30~/1688-07-22", "about 30 May 1688 – 22 July 1688"),
    ("1689/1750~", "1689 – about 1750"),
    ("1958/..", "since 1958"),
    ("1675/", "from 1675"),
    ("/1689", "until 1689"),
    ("0882", "882"),
]


@pytest.mark.parametrize(("text", "words"), WORDS, ids=[w[0] for w in WORDS])
def test_in_words(text, words):
    """A date is written as an English reader would write it."""
    assert dates.in_words(text) == words

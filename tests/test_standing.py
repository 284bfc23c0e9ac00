"""How things stood at a date: who governed, what was in force, what went on."""

from datetime import date

import pytest

from sinorus_cli.formats.chronology import rulers, told_of, validity
from sinorus_cli.model import Kind, Treaty
from sinorus_cli.standing import CHINA, OTHERS, RUSSIA, TOLD, is_bilateral, standing, treaties_in_force

GOVERNED = [
    # day                 state                     role                  who surely did
    (
        date(1689, 8, 27),  # in September she fell
        "Tsardom of Russia",
        "head-of-state",
        {"peter-the-great", "ivan-v", "sophia-alekseyevna"},
    ),
    (date(1689, 9, 6), "Qing Empire", "head-of-state", {"kangxi-emperor"}),
    (date(1858, 5, 14), "Russian Empire", "foreign-affairs", {"alexander-gorchakov"}),
    (date(1858, 5, 14), "Qing Empire", "head-of-state", {"xianfeng-emperor"}),
    (date(1881, 2, 24), "Qing Empire", "foreign-affairs", {"prince-gong"}),
    (date(1900, 7, 17), "Qing Empire", "foreign-affairs", {"zaiyi"}),
    (date(1924, 5, 31), "Soviet Union", "foreign-affairs", {"georgy-chicherin"}),
    (date(1924, 5, 31), "Republic of China", "head-of-state", {"cao-kun"}),
    (date(1924, 5, 31), "Republic of China (Canton)", "head-of-state", {"sun-yat-sen"}),
    (date(1934, 1, 1), "Mongolian People’s Republic", "head-of-government", {"peljidiin-genden"}),
    (date(1937, 8, 21), "Soviet Union", "head-of-government", {"vyacheslav-molotov"}),
    (date(1949, 10, 2), "Republic of China", "head-of-state", {"li-zongren"}),
    (date(1950, 2, 14), "People’s Republic of China", "foreign-affairs", {"zhou-enlai"}),
    (date(1950, 2, 14), "Soviet Union", "foreign-affairs", {"andrey-vyshinsky"}),
    (date(1969, 3, 2), "Soviet Union", "head-of-government", {"alexei-kosygin"}),
    (date(1989, 5, 18), "Soviet Union", "party-leader", {"mikhail-gorbachev"}),
    (date(2001, 7, 16), "Russian Federation", "head-of-state", {"vladimir-putin"}),
    (date(2001, 7, 16), "People’s Republic of China", "head-of-state", {"jiang-zemin"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "state", "role", "who"), GOVERNED, ids=[f"{g[0]} {g[1]} {g[2]}" for g in GOVERNED]
)
def test_who_governed(ours, day, state, role, who):
    """Those who held an office of that role on that day, and nobody else for certain."""
    holders = dict(standing(ours, day, day).governments)[state]
    assert {h.person.id for h in holders if h.office.role == role and h.certain} == who


# Each row says by which sources; their ids are those of data/bibliography.json.
IN_FORCE = [
    # day               treaty                            certain?
    # Signed on 6 September 1689; Aigun drew another line on 28 May 1858. Peking held on to the old
    # one until 1860, which is a dispute of the record.
    (date(1700, 1, 1), "nerchinsk-1689", True),
    (date(1859, 1, 1), "nerchinsk-1689", None),
    (date(1689, 9, 5), "nerchinsk-1689", None),
    # Concluded in 1727, but exchanged and binding from 25 June 1728; nobody records an end.
    (date(1728, 6, 24), "kyakhta-1727", None),
    (date(1800, 1, 1), "kyakhta-1727", False),
    # In force from the exchange of ratifications at Peking on 24 April 1859.
    (date(1859, 4, 23), "tianjin-1858", None),
    (date(1890, 1, 1), "tianjin-1858", True),
    # A trial from 4 March 1862, prolonged until the rules of 27 April 1869
    # (zhonghua-land-trade-1862).
    (date(1865, 6, 1), "land-trade-regulations-1862", True),
    (date(1870, 1, 1), "land-trade-regulations-1862", None),
    # Ratified on 19 August 1881 (ayrapetov-petersburg-1881), as article XX had it within six months.
    (date(1881, 8, 18), "saint-petersburg-1881", None),
    # The lease was binding from its signature (frus-1898-d112) and passed to Japan on 22 December 1905.
    (date(1898, 3, 27), "port-arthur-lease-1898", True),
    (date(1906, 1, 1), "port-arthur-lease-1898", None),
    # Kudashev protested in vain when China gave it up in November 1919
    # (crntt-kyakhta-1915-abrogation).
    (date(1916, 1, 1), "russo-chinese-mongolian-kyakhta-1915", True),
    (date(1920, 1, 1), "russo-chinese-mongolian-kyakhta-1915", None),
    # Ratifications exchanged, and in force, on 16 March 1940 (moj-trade-1939).
    (date(1940, 3, 15), "sino-soviet-trade-treaty-1939", None),
    (date(1940, 3, 16), "sino-soviet-trade-treaty-1939", True),
    # The treaty of 1945 took force on 24 August and gave way to that of 14 February 1950.
    (date(1945, 8, 23), "sino-soviet-friendship-1945", None),
    (date(1949, 1, 1), "sino-soviet-friendship-1945", True),
    (date(1951, 1, 1), "sino-soviet-friendship-1945", None),
    # Ratified by both and in force on 11 April 1950 (frus-1950v06-d157), by article 6 for thirty
    # years; China gave notice in April 1979.
    (date(1950, 4, 10), "sino-soviet-friendship-1950", None),
    (date(1969, 3, 2), "sino-soviet-friendship-1950", True),
    (date(1980, 4, 12), "sino-soviet-friendship-1950", None),
    # The last Soviet command left Port Arthur on 26 May 1955 (gongren-port-arthur-1955).
    (date(1954, 1, 1), "port-arthur-notes-1952", True),
    (date(1956, 1, 1), "port-arthur-notes-1952", None),
    # Entered into force on 16 March 1992, after the Soviet Union (wikisource-border-1991).
    (date(1992, 3, 15), "border-agreement-1991", None),
    (date(1992, 3, 16), "border-agreement-1991", True),
    # cntd-border-1994.
    (date(1995, 10, 17), "border-agreement-1994", True),
    # Ratifications exchanged on 28 February 2002 (rmrb-treaty-2002).
    (date(2002, 2, 28), "good-neighbourliness-2001", True),
    (date(2002, 2, 27), "good-neighbourliness-2001", None),
    # Ratifications exchanged at Vladivostok on 2 June 2005, and that day in force (mid-border-2004).
    (date(2005, 6, 2), "border-agreement-2004", True),
    (date(2005, 6, 1), "border-agreement-2004", None),
    # Ten years from 16 December 2010, prolonged by ten by the protocol of 15 December 2020
    # (xinhua-missiles-2020).
    (date(2025, 1, 1), "missile-notification-2009", True),
    # The investment agreement of 2006 ended when that of 8 May 2025 took force (bjnews-investment-2025).
    (date(2025, 12, 2), "investment-agreement-2006", None),
    (date(2025, 12, 2), "investment-agreement-2025", True),
]


@pytest.mark.parametrize(
    ("day", "treaty", "certain"), IN_FORCE, ids=[f"{row[1]} {row[0]}" for row in IN_FORCE]
)
def test_in_force(ours, day, treaty, certain):
    """In force from the day of the sources to the day of the sources; perhaps, where none says so."""
    found = {one.treaty.id: one.certain for one in treaties_in_force(ours, day, day)[0]}
    assert found.get(treaty) is certain


def test_an_unknown_end_is_not_the_end(ours):
    """What was signed and has no recorded end is perhaps in force, and not passed over later."""
    in_1850 = {one.treaty.id for one in treaties_in_force(ours, date(1850, 1, 1), date(1850, 1, 1))[0]}
    assert "kyakhta-1727" in in_1850
    assert "bura-1727" in in_1850


def test_disputed_validity(ours):
    """Where sources differ on how long a treaty was in force, it is said."""
    found = {
        one.treaty.id: one.disputed for one in treaties_in_force(ours, date(1949, 1, 1), date(1949, 1, 1))[0]
    }
    assert found["sino-soviet-friendship-1945"]
    assert not found["port-arthur-agreement-1945"]


def test_what_nobody_recorded_is_counted(ours):
    """Agreements without an interval are not passed over in silence."""
    assert len(treaties_in_force(ours, date(1903, 1, 1), date(1903, 1, 1))[1]) > 10
    assert treaties_in_force(ours, date(1600, 1, 1), date(1600, 1, 1)) == ([], [])


def test_nobody_holds_an_office_beyond_death(ours):
    """Alexey Orlov died in May of the year in which he is known to have left his office."""
    stood = standing(ours, date(1861, 8, 23), date(1861, 8, 23))
    governed = {holder.person.id for _, holders in stood.governments for holder in holders}
    assert "alexander-gorchakov" in governed
    assert "alexey-orlov" not in governed


def test_leaders_of_a_party_rule_where_it_does(ours):
    """Mao was no ruler of the Republic of China, and Stalin was one of the Soviet Union."""
    said = rulers(standing(ours, date(1945, 1, 1), date(1945, 1, 1)).governments)
    assert "Joseph Stalin" in said
    assert "Mao Zedong" not in said


def test_other_states_are_told_of(ours):
    """Each state beside Russia and China that had a government has a record that says what it was."""
    assert set(OTHERS.values()) <= set(ours.records)
    for state, _ in standing(ours, date(1940, 1, 1), date(1940, 1, 1)).governments:
        assert state in (*RUSSIA, *CHINA) or told_of(state, ours)


def test_articles_that_end_a_treaty(ours):
    """The treaty that replaced another is named with its article, or the place where it says so."""
    in_force, _ = treaties_in_force(ours, date(1947, 1, 1), date(1947, 1, 1))
    said = {one.treaty.id: validity(one) for one in in_force}
    assert said["port-arthur-agreement-1945"].count(", point 1") == 1


def test_under_way(ours):
    """Wars and crises that lasted that day."""
    under_way = {entry.record.id for entry in standing(ours, date(1969, 3, 10), date(1969, 3, 10)).under_way}
    assert "sino-soviet-border-conflict-1969" in under_way


def test_every_state_is_one_side_or_named_for_itself(ours):
    """Treaties between the two are told by their parties, whatever the states were called."""
    treaties = [treaty for treaty in ours.of_kind(Kind.TREATY) if isinstance(treaty, Treaty)]
    assert {t.id for t in treaties if is_bilateral(t)} > {
        "nerchinsk-1689",
        "sino-soviet-1924",
        "border-agreement-1991",
    }
    assert not is_bilateral(ours.records["portsmouth-1905"])
    assert not set(RUSSIA) & set(CHINA)


def test_what_is_told_has_no_gaps(ours):
    """Of each topic that tells how things stood, one statement holds on any day."""
    for year in range(1610, 2026):
        told = [label for label, *_ in standing(ours, date(year, 7, 2), date(year, 7, 2)).told]
        assert told == list(TOLD), year

"""How things stood at a date: who governed, what was in force, what went on."""

from datetime import date

import pytest

from sinorus_cli.model import Kind, Treaty
from sinorus_cli.standing import CHINA, RUSSIA, TOLD, is_bilateral, standing, treaties_in_force

GOVERNED = [
    # day                 state                     role                  who surely did
    (
        date(1689, 9, 6),
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
    (date(1937, 8, 21), "Soviet Union", "head-of-government", {"vyacheslav-molotov"}),
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


IN_FORCE = [
    # day               treaty                         certain?
    # Russia's side of the law: ratified 2 June 2005, and that day in force.
    (date(2005, 6, 2), "border-agreement-2004", True),
    (date(2005, 6, 1), "border-agreement-2004", None),
    # Ratifications exchanged on 28 February 2002.
    (date(2002, 2, 28), "good-neighbourliness-2001", True),
    (date(2002, 2, 27), "good-neighbourliness-2001", None),
    # The treaty of 1945 gave way to that of 14 February 1950.
    (date(1949, 1, 1), "sino-soviet-friendship-1945", True),
    (date(1951, 1, 1), "sino-soviet-friendship-1945", None),
    (date(1969, 3, 2), "sino-soviet-friendship-1950", True),
    (date(1981, 1, 1), "sino-soviet-friendship-1950", None),
    # No interval is recorded for Nerchinsk; Aigun took its place in 1858.
    (date(1700, 1, 1), "nerchinsk-1689", False),
    (date(1859, 1, 1), "nerchinsk-1689", None),
    (date(1689, 1, 1), "nerchinsk-1689", None),
]


@pytest.mark.parametrize(
    ("day", "treaty", "certain"), IN_FORCE, ids=[f"{row[1]} {row[0]}" for row in IN_FORCE]
)
def test_in_force(ours, day, treaty, certain):
    """In force from the day of the sources to the day of the sources; perhaps, where none says so."""
    found = {one.treaty.id: one.certain for one in treaties_in_force(ours, day, day)[0]}
    assert found.get(treaty) is certain


def test_what_nobody_recorded_is_counted(ours):
    """Agreements without an interval are not passed over in silence."""
    assert len(treaties_in_force(ours, date(1903, 1, 1), date(1903, 1, 1))[1]) > 10
    assert treaties_in_force(ours, date(1600, 1, 1), date(1600, 1, 1)) == ([], [])


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

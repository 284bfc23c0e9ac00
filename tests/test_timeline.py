"""What falls in a span of time."""

import pytest

from sinorus_cli.spans import span
from sinorus_cli.timeline import between, nearest_years


def listed(corpus, when):
    """Ids and texts in *when*, each with what is said of its certainty."""
    return [
        (entry.record.id, entry.whole, entry.certain, entry.under_way)
        for entry in between(corpus, *span(when))
    ]


def test_year(frozen):
    """Records and statements of a year come in order of date, what goes on first."""
    assert listed(frozen, "1689") == [
        ("amur-war", True, True, True),
        ("amur-war", False, True, True),
        ("fyodor-golovin", False, True, False),
        ("nerchinsk", False, True, False),
        ("nerchinsk-1689", False, True, False),
        ("nerchinsk-1689", True, True, False),
    ]


def test_people_are_listed_at_birth_and_death(frozen):
    """A life is no happening: it is listed where it begins and ends."""
    texts = [entry.text for entry in between(frozen, *span("1706"))]
    assert "Fyodor Golovin dies." in texts
    assert not any(entry.record.id == "fyodor-golovin" for entry in between(frozen, *span("1700")))


def test_a_year_opens_with_who_ruled(run):
    """In a pipe too, and before anything that happened."""
    lines = run("year", "1881", corpus=None).out.splitlines()
    assert lines[0].startswith("Ruled\tRussian Empire: Alexander II")
    assert lines[1].startswith("Relations\t")
    assert any(line.startswith("1881-02-24\ttreaty\tsaint-petersburg-1881") for line in lines[2:])


def test_a_topic_may_be_an_event(run):
    """What is an event to us may be asked for as a topic; a place is not what it gave its name to."""
    out = run("timeline", "--topic", "boxer rebellion", corpus=None).out
    assert "boxer-protocol-1901" in out
    assert "golovin-embassy-1686" not in run("timeline", "--place", "kyakhta", corpus=None).out


def test_a_story_of_a_person_tells_what_they_did(run):
    """Beside what a person is linked to stand birth, death and what is stated of their life."""
    lines = run("timeline", "--person", "wellington koo", corpus=None).out.splitlines()
    assert lines[0].startswith("1888-01-29\t")
    assert any("Lytton" in line for line in lines)


def test_possible_is_told_from_certain(frozen):
    """About June 1685 may be July; the 1880s may be 1885."""
    assert ("albazin-siege-1685", True, False, False) in listed(frozen, "1685-07")
    assert ("rifle-purchase-1880", True, False, False) in listed(frozen, "1885")
    assert ("rifle-purchase-1880", True, True, False) in listed(frozen, "1880s")


def test_what_lasts_is_listed_where_it_begins_and_ends(frozen):
    """An institution is listed in its first year, not in each; so is what is said of a place."""
    assert ("lifan-yuan", True, True, False) in listed(frozen, "1638")
    assert not any(entry[0] == "lifan-yuan" for entry in listed(frozen, "1700"))
    assert not any(entry[0] == "nerchinsk" for entry in listed(frozen, "1700"))
    assert any(entry[0] == "nerchinsk" for entry in listed(frozen, "1750"))


def test_centuries_are_no_answer_to_a_year(ours):
    """What is known to the century alone is listed in a decade, not in a year."""
    vague = {entry.date for entry in between(ours, *span("1340s")) if "XX" in entry.date}
    assert vague
    assert not [entry for entry in between(ours, *span("1348")) if "XX" in entry.date]


def test_empty(frozen):
    """Nothing is listed where nothing is known."""
    assert listed(frozen, "1348") == []


def test_terms_are_no_happenings(frozen):
    """A treaty's terms are not listed beside its signature."""
    assert not any("Albazin, which" in entry.text for entry in between(frozen, *span("1689")))


NEAR = [
    # a span without anything      the nearest years
    ("1200", [1618]),
    ("1730..1800", [1728, 1880]),
    ("2100", [1915]),
]


@pytest.mark.parametrize(("text", "years"), NEAR, ids=[row[0] for row in NEAR])
def test_nearest_years(frozen, text, years):
    """Where nothing is told of a time, the last year before it and the first after it are."""
    assert nearest_years(frozen, *span(text)) == years


def test_nearest_years_are_named(run):
    """Who asks for such a year is told."""
    result = run("year", "1200")
    assert result.status == 1
    assert result.err == "Nothing is recorded for 1200; the nearest years that have something: 1618.\n"

"""What a query finds, on the frozen corpus: names, spellings, sentences, nothing."""

import json
import random
import re
from statistics import median
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from sinorus_cli.corpus import load
from sinorus_cli.errors import QueryError
from sinorus_cli.model import Kind
from sinorus_cli.names import all_names
from sinorus_cli.search import LONGEST_QUERY, best, checked, look_up, namesakes, nearest, search
from sinorus_cli.search.forms import UNDECIDING, form
from sinorus_cli.search.leanings import leaning
from sinorus_cli.search.slips import by_length, edits, near
from sinorus_cli.values import replace
from tests.conftest import FROZEN

FIRST = [
    # query                                kinds            first
    ("treaty of nerchinsk", tuple(Kind), "nerchinsk-1689"),
    ("NERCHINSK TREATY", tuple(Kind), "nerchinsk-1689"),
    ("nerchinsk", (Kind.TREATY,), "nerchinsk-1689"),
    ("nerchinks", (Kind.TREATY,), "nerchinsk-1689"),
    ("treatyofnerchinsk", tuple(Kind), "nerchinsk-1689"),
    ("Nertschinsk", (Kind.TREATY,), "nerchinsk-1689"),
    ("尼布楚条约", tuple(Kind), "nerchinsk-1689"),
    ("尼布楚條約", tuple(Kind), "nerchinsk-1689"),
    ("нерчинский договор", tuple(Kind), "nerchinsk-1689"),
    ("nerchinsk", tuple(Kind), "nerchinsk"),
    ("kiakhta", (Kind.PLACE,), "kyakhta"),
    ("федор головин", tuple(Kind), "fyodor-golovin"),
    ("golovin", tuple(Kind), "fyodor-golovin"),
    ("Golowin", tuple(Kind), "fyodor-golovin"),
    ("Li-fan Yuan", tuple(Kind), "lifan-yuan"),
    ("理藩院", tuple(Kind), "lifan-yuan"),
    ("albazin", tuple(Kind), "albazin-siege-1685"),
    ("rifles shipped from antwerp", tuple(Kind), "rifle-purchase-1880"),
    ("who led the russian embassy in 1689", tuple(Kind), "fyodor-golovin"),
    ("cossack who reached peking", tuple(Kind), "ivan-petlin"),
    ("autonomus outer mongolia", tuple(Kind), "kyakhta-1915"),
    ("kyakhta 1915", tuple(Kind), "kyakhta-1915"),
    ("kyakhta 1727", tuple(Kind), "kyakhta-1727"),
    ("kyakhta 1915", (Kind.PLACE,), "kyakhta"),
]


@pytest.mark.parametrize(("query", "kinds", "first"), FIRST, ids=[f"{f[0]}→{f[2]}" for f in FIRST])
def test_first(frozen, query, kinds, first):
    """The record that is meant comes first."""
    assert search(frozen, query, kinds=kinds)[0].record.id == first


BESIDES = [
    "the {}", "{}?", "mr {}", "{} russia", "{}, china", "sino-russian {}", "{} between russia and china",
    "russia china {}", "{} россия китай", "comrade {}",
]  # fmt: skip


@pytest.mark.parametrize("pattern", BESIDES)
def test_what_all_records_share_beside_a_name(ours, pattern):
    """What is said of everybody, or is so of every record, does not hide a name."""
    chosen = random.Random(3).sample([record.title for record in ours], 40)
    alone = {title: [hit.id for hit in search(ours, title)[:1]] for title in chosen}
    right = [[hit.id for hit in search(ours, pattern.format(t))[:1]] == first for t, first in alone.items()]
    assert sum(right) >= 0.95 * len(right)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("city of Yalta", "yalta"),
        ("china", "peoples-republic-of-china"),  # and not the China Incident
        ("yalta", "yalta"),
        ("whampoa", "whampoa-academy"),  # though a treaty of Whampoa is told elsewhere
        ("Tluishen", "tulishen"),  # and not his embassy
        ("Нерчинский договор 1689 года", "nerchinsk-1689"),
    ],
)
def test_the_whole_name_before_the_part(ours, query, first):
    """Of what a query fits, that comes first of which it is the whole name."""
    assert search(ours, query)[0].id == first


def test_a_name_with_more(ours):
    """A name finds its record beside a word more, before or after it, that the record tells of."""
    words = random.Random(1)
    asked = []
    for record in ours:
        known = form(record.title).words | UNDECIDING
        telling = [word for word in re.findall(r"\b[a-z]{4,}\b", record.summary) if word not in known]
        if telling:
            more = words.choice(telling)
            asked.append((record.id, words.choice([f"{record.title} {more}", f"{more} {record.title}"])))
    asked = words.sample(asked, 300)
    right = [hits[0].id == record_id for record_id, query in asked if (hits := search(ours, query))]
    assert sum(right) >= 0.97 * len(asked)


ASKING = {
    "en": ["{} summary", "history of {}", "why did {} happen", "{} biography", "causes of {}", "{} text"],
    "ru": ["{} кратко", "история {}", "{} причины и последствия", "{} биография", "расскажи про {}"],
    "zh-Hans": ["{}的内容", "{}简介", "什么是{}", "{}是什么时候签订的", "{}历史意义", "{}生平"],
}


@pytest.mark.parametrize("tag", ASKING)
def test_what_is_asked_about_a_thing(ours, tag):
    """Words that ask about a thing do not hide its name."""
    choose = random.Random(2)
    named = [(record.id, record.names[tag][0]) for record in ours if tag in record.names]
    alone = {name: [hit.id for hit in search(ours, name)[:1]] for _, name in choose.sample(named, 60)}
    for name, first in alone.items():
        query = choose.choice(ASKING[tag]).format(name)
        assert [hit.id for hit in search(ours, query)[:1]] == first, query


@pytest.mark.parametrize(
    "query", ["napoleon biography", "causes of the thirty years war", "история США", "凡尔赛条约的内容"]
)
def test_what_is_asked_about_another_thing(ours, query):
    """What nothing is known of is as unknown where something is asked about it."""
    assert search(ours, query) == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("осада албазина маньчжурами", "albazin-siege-1685"),
        ("October Revolution Lenin", "october-revolution"),
        ("independence vote in outer mongolia", "mongolian-independence-1946"),  # it is where
        ("battle of stalingrad moscow", None),  # generic words say what else is meant
        ("Даманский 1969 потери", "zhenbao-1969"),
        ("珍宝岛事件 苏军", "zhenbao-1969"),
    ],
)
def test_what_a_name_has_beside_it(ours, query, first):
    """A name with more is its record, but not where it says no more than where."""
    hits = search(ours, query)
    assert (hits[0].id if hits else None) == first


def test_of_those_who_bear_a_surname_the_best_known_is_first(ours):
    """One word that is nobody's whole name stands first for the people who bear it, the best known before."""
    for surname, first in (("muravyov", "nikolay-muravyov"), ("chiang", "chiang-kai-shek")):
        assert search(ours, surname)[0].id == first


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
def test_a_year_beyond_the_calendar(frozen, year):
    """A name with a year in which nothing can have been is no whole name of that year."""
    hits = search(frozen, f"nerchinsk {year}")
    assert hits
    assert all(hit.score < 97 for hit in hits)


def test_what_fits_best_is_first_however_well_others_fit(ours):
    """Of descriptions that fit all but as well as a name, the one that fits better is first."""
    hits = search(ours, "soviet border colonel killed on the ussuri ice in march 1969")
    assert hits[0].score == hits[1].score
    assert hits[0].record.id == "demokrat-leonov"


@pytest.mark.parametrize(
    ("query", "kind", "first"),
    [
        ("盛世材", Kind.PERSON, "sheng-shicai"),
        ("周恩莱", Kind.PERSON, "zhou-enlai"),
        ("岳飞", Kind.PERSON, None),
    ],
)
def test_characters_that_are_read_alike(ours, query, kind, first):
    """A name of three characters or more is found by others that are read as its are; 岳飞 is not 越飞."""
    found = best(look_up(ours, query, kinds=(kind,)))
    assert [hit.id for hit in found] == ([first] if first else [])


@pytest.mark.parametrize(
    "query",
    ["treaty of versailles", "battle of agincourt", "cleopatra", "xqxqxqxq", "&&&&", "🙂", "1", "[/]"],
)
def test_nothing(frozen, query):
    """What the corpus does not know is refused, even where it shares a common word."""
    assert search(frozen, query, kinds=(Kind.TREATY, Kind.PERSON, Kind.PLACE)) == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("the bank that paid for the railway", "topic"),
        ("договор, по которому Россия получила Приморье", "treaty"),
        ("посол, который отказался от поклонов", "person"),
        ("кто подписал мир", "person"),
        ("中国同俄国签订的第一个条约", "treaty"),
        ("派去广州禁烟的皇帝", "person"),
    ],
)
def test_what_kind_is_asked_for(query, kind):
    """A description says in three languages which kind of record it means."""
    leans = leaning(query)
    assert leans[kind] == max(leans.values())


def test_elsewhere_for_two_corpora(tmp_path):
    """What is elsewhere for two corpora is one thing, and no record whose id begins so."""
    thing = {"id": "crimean-war", "names": {"en": ["Crimean War"]}, "keywords": ["siege of sevastopol"]}
    topic = {
        "id": "elsewhere-bank", "type": "bank", "names": {"en": ["Elsewhere Bank"]}, "summary": "A bank.",
        "statements": [{"text": "It is a bank.", "citations": [{"id": "work"}]}],
    }  # fmt: skip
    for name, topics in (("one", [topic]), ("other", [])):
        room = tmp_path / name
        room.mkdir()
        for path in FROZEN.glob("*.json"):
            (room / path.name).write_text("[]", encoding="utf-8")
        (room / "topics.json").write_text(json.dumps(topics), encoding="utf-8")
        (room / "elsewhere.json").write_text(json.dumps([thing]), encoding="utf-8")
    corpus = load(tmp_path / "one", tmp_path / "other")
    assert [one.id for one in corpus.elsewhere()] == ["elsewhere:crimean-war"]
    assert [hit.id for hit in search(corpus, "elsewhere bank")] == ["elsewhere-bank"]
    assert search(corpus, "crimean war") == []
    assert [record.id for record in nearest(corpus, "elsewhere")] == ["elsewhere-bank"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("хунвейбины осаждают советское посольство", "soviet-embassy-siege-1967"),
        ("黑瞎子岛归还一半给中国", "heixiazi-handover-2008"),
    ],
)
def test_descriptions_in_two_more_languages(ours, query, first):
    """A description is found in Russian in another case, and in Chinese by characters that it shares."""
    assert [hit.id for hit in search(ours, query)[:1]] == [first]


def test_elsewhere(ours):
    """What is told elsewhere is not answered with what is like it here."""
    alone = replace(ours, elsewhere=tuple, sources=None)
    for query in ("treaty of nanking", "An Lushan", "Крымская война", "南京条约", "zhang qian"):
        assert search(alone, query), query
        assert search(ours, query) == [], query


@pytest.mark.parametrize("query", ["treaty", "the treaty of"])
def test_generic_words_decide_nothing(frozen, query):
    """A word that many records share names none of them."""
    assert len(best(search(frozen, query))) != 1


def test_every_name_finds_its_record(ours):
    """Any name that a record bears puts it among the best."""
    missed = []
    for record in ours:
        for _, name in all_names(record.names):
            equals = best(look_up(ours, name, kinds=(record.kind,)))
            if record not in [hit.record for hit in equals]:
                missed.append((name, record.id))
    assert missed == []


def test_scores_and_order(frozen):
    """Scores run from 0 to 100 and fall; a full name has 100."""
    hits = search(frozen, "kyakhta agreement")
    scores = [hit.score for hit in hits]
    assert hits[0].record.id == "kyakhta-1915"
    assert scores[0] == 100
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_several(frozen):
    """Treaties named by the same place fit equally well."""
    assert {hit.record.id for hit in best(search(frozen, "kyakhta", kinds=(Kind.TREATY,)))} == {
        "kyakhta-1727",
        "kyakhta-1915",
    }


WHYS = [
    # query                     kind         why
    ("treaty of nerchinsk", Kind.TREATY, "matched Treaty of Nerchinsk"),
    ("vertrag von nertschinsk", Kind.TREATY, "matched Vertrag von Nertschinsk, German form"),
    ("尼布楚條約", Kind.TREATY, "matched 尼布楚条约, Chinese, simplified form"),
    ("nerchinsk", Kind.TREATY, "matched part of Treaty of Nerchinsk"),
    ("nerchinks", Kind.TREATY, "closest to nerchinks: Treaty of Nerchinsk"),
    ("rifles shipped from antwerp", Kind.EVENT, "words in the text"),
]


@pytest.mark.parametrize(("query", "kind", "why"), WHYS, ids=[w[0] for w in WHYS])
def test_why(frozen, query, kind, why):
    """A hit says which name it was found by, or that the text matched."""
    assert search(frozen, query, kinds=(kind,))[0].why == why


def test_matched_sentence(frozen):
    """A hit shows the sentence that matched."""
    assert "260,260" in search(frozen, "rifles shipped from antwerp")[0].matched


def test_exact(frozen):
    """Exactly, a name is found as it is spelt, but for case and script, and nothing else."""
    assert [h.record.id for h in search(frozen, "VERTRAG VON NERTSCHINSK", exact=True)] == ["nerchinsk-1689"]
    assert [h.record.id for h in search(frozen, "尼布楚條約", exact=True)] == ["nerchinsk-1689"]
    assert search(frozen, "nerchinks", exact=True) == []
    assert search(frozen, "rifles shipped from antwerp", exact=True) == []


def test_namesakes(frozen):
    """A name that several records bear is told from one that is a single record's."""
    assert {hit.record.id for hit in namesakes(search(frozen, "kyakhta"))} >= {"kyakhta", "kyakhta-1727"}
    assert namesakes(search(frozen, "treaty of nerchinsk")) == []
    assert namesakes(search(frozen, "rifles shipped from antwerp")) == []


@pytest.mark.parametrize(
    ("surname", "ids"),
    [
        ("putyatin", {"yevfimy-putyatin", "tianjin-1858"}),
        ("golovin", {"fyodor-golovin", "golovin-embassy-1686"}),
        ("boxer", {"boxer-protocol-1901", "boxer-rebellion"}),  # nobody's
    ],
)
def test_who_something_is_called_after(ours, surname, ids):
    """A bare surname means the person as much as what is called after that person."""
    assert {hit.id for hit in namesakes(look_up(ours, surname))} == ids


def test_surname_of_several(ours):
    """A treaty named after one Muravyov is not the answer where others have the name."""
    assert {hit.record.id for hit in namesakes(search(ours, "muravyov"))} >= {
        "mikhail-muravyov",
        "nikolay-muravyov",
        "anglo-russian-railways-1899",
    }


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("napoleon", tuple(Kind)),
        ("treaty of versailles", tuple(Kind)),
        ("Версальский договор", tuple(Kind)),
        ("protocol of kyoto", tuple(Kind)),
        ("treaty of tilsit", (Kind.TREATY,)),
        ("Mikhail Lomonosov", (Kind.PERSON,)),
    ],
)
def test_what_is_only_mentioned_or_alike_is_no_answer(ours, query, kinds):
    """A name that is not ours finds nothing, though texts mention it or a name shares letters with it."""
    assert look_up(ours, query, kinds=kinds) == []
    assert search(ours, query, kinds=kinds) == []


@pytest.mark.parametrize(
    "query", ["who signed the treaty of nerchinsk", "кто подписал Нерчинский договор", "谁签订了尼布楚条约"]
)
def test_who_signed(ours, query):
    """Who asks who signed a treaty gets the treaty, in three languages."""
    assert search(ours, query)[0].record.id == "nerchinsk-1689"


def test_what_a_text_tells_in_these_words_has_no_slip(ours, monkeypatch):
    """Where a text surely tells what is asked, in words that it knows, names are not compared by letters."""

    def near(*_):
        raise AssertionError

    monkeypatch.setattr("sinorus_cli.search.by_name.near", near)
    assert search(ours, "chinese general who took outer mongolia in 1919")[0].record.id == "xu-shuzheng"


def test_sounds_need_letters(ours):
    """What shares next to no letter with a name is not taken for it by its sound."""
    assert best(search(ours, "xyzzy")) == []


def test_nearest(frozen):
    """Up to five names of the right kind are proposed."""
    near = nearest(frozen, "nerchynska", kinds=(Kind.TREATY,))
    assert near[0].id == "nerchinsk-1689"
    assert {record.kind for record in near} == {Kind.TREATY}
    assert len(nearest(frozen, "a")) <= 5


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "\x00\x1b", "a" * (LONGEST_QUERY + 1)])
def test_refused(query):
    """A query of nothing, or of too much, is refused in a sentence with the next step."""
    with pytest.raises(QueryError, match=r";.*\.$"):
        checked(query)


CORPUS = load(FROZEN)  # once, not for each of the texts


@given(st.lists(st.text("abc", min_size=1, max_size=14), max_size=20), st.text("abc", max_size=14))
def test_slips_are_those_of_all_texts(others, text):
    """Looking among texts of about the same length misses none of those that are near, nor their order."""
    everywhere = sorted(
        (distance, number, other)
        for number, other in enumerate(others)
        if 0 < (distance := OSA.distance(text, other)) <= edits(text)
        and (len(text) > 4 or sorted(text) == sorted(other))
    )
    found = [
        (distance, number, other)
        for other, distance, number in near(text, by_length("words", others), "words")
    ]
    assert found == everywhere


@given(st.text(max_size=60))
def test_any_text(query):
    """Whatever is typed gives hits in order, or the query is refused."""
    try:
        hits = search(CORPUS, query)
    except QueryError:
        return
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def _letters(alphabet: str, length: int) -> str:
    dice = random.Random(1689)
    return " ".join("".join(dice.choices(alphabet, k=length)) for _ in range(LONGEST_QUERY))[:LONGEST_QUERY]


HOSTILE = {
    "words that nobody knows": _letters("abcdefghijklmnopqrstuvwxyz", 8),
    "many slips": "teraty vladivsotok gvae whihc turms russai chiense bodrer emporer rialway " * 3,
    "one long word": "a" * LONGEST_QUERY,
    "Cyrillic": _letters("абвгдежзийклмнопрстуфхцчшщ", 7),
    "Han": _letters("中俄条约边界尼布楚恰克图北京", 30),
    "single letters": _letters("abcdefgh", 1),
    "generic words": "treaty of " * 100,
    "years": "1689 1727 " * 100,
    "regular expression": "(.*)+$" * 160,
    "surrogates": "\udcff nerchinsk " * 80,
    "right to left": "معاهدة " * 140,
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=list(HOSTILE))
def test_bounded_time(ours, query):
    """No query costs more than 0.2 s of processor time over the median of names."""

    def cost(query: str) -> float:
        start = process_time()
        look_up(ours, query)
        nearest(ours, query)
        return process_time() - start

    usual = median(cost(record.title) for record in ours.of_kind(Kind.TREATY)[:15])
    assert cost(query) < usual + 0.2

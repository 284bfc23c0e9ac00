"""Folding of spellings, and words."""

import opencc
import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from sinorus_cli.han import SIMPLIFIED
from sinorus_cli.letters import ASCII
from sinorus_cli.names import all_names, authority, fold, folded_words, tag_in_words, words

SAME = [
    ("Nerchinsk", "NERCHINSK"),
    ("Ömsk", "omsk"),
    ("Pai Ch'ung-hsi", "Pai Ch’ung–hsi"),
    ("Pai Ch'ung-hsi", "pai chung hsi"),
    ("Фёдор", "Федор"),
    ("Омск", "Omsk"),
    ("尼布楚條約", "尼布楚条约"),
    ("愛琿條約", "瑷珲条约"),
    ("璦琿條約", "瑷珲条约"),
    ("滿洲", "满州"),
    ("2,300 men", "2300 men"),
    ("ping–pong", "ping-pong"),
    ("e\u0301", "é"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[s[0] for s in SAME])
def test_fold(one, other):
    """Spellings that differ only in case, accents, dashes, apostrophes or script are one."""
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_is_idempotent(text):
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


def test_letters_are_those_of_anyascii():
    """What is kept of anyascii, since that is slow to load, is what it says; every Russian letter is."""
    assert {chr(code): text for code, text in ASCII.items()} == {
        chr(code): anyascii(chr(code)) for code in ASCII
    }
    assert {ord(letter) for letter in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"} <= ASCII.keys()


def test_fold_is_idempotent_for_every_character():
    """Every character of Unicode but the surrogates, folded once, stays as it is."""
    every = (chr(code) for code in range(0x110000))
    assert [c for c in every if not "\ud800" <= c < "\ue000" and fold(fold(c)) != fold(c)] == []


def test_words():
    """Han is cut into overlapping pairs, all else at spaces."""
    assert words(fold("Treaty 尼布楚條約 of 1689")) == [
        "treaty",
        "尼布",
        "布楚",
        "楚条",
        "条约",
        "of",
        "1689",
    ]
    assert words(fold("伊")) == ["伊"]


def test_han_table_agrees_with_opencc(ours):
    """Every Han character in our names is simplified as OpenCC does, within Unicode's first plane."""
    simplify = opencc.OpenCC("t2s").convert
    characters = {c for record in ours for _, name in all_names(record.names) for c in name if c > "㐀"}
    assert len(characters) > 300
    expected = {c: simplify(c) if simplify(c) <= "\uffff" else c for c in characters}
    assert {c: c.translate(SIMPLIFIED) for c in characters} == expected


@given(st.text())
def test_folded_words_take_no_other_way(text):
    """The short way to the words of a text leads to the same words."""
    assert folded_words(text) == words(fold(text))


def test_authority(frozen):
    """The first English name is the authority name, and comes first of all."""
    names = frozen.records["nerchinsk-1689"].names
    assert authority(names) == "Treaty of Nerchinsk"
    assert next(all_names(names)) == ("en", "Treaty of Nerchinsk")
    assert sum(name == "Treaty of Nerchinsk" for _, name in all_names(names)) == 1


def test_every_tag_has_words(ours):
    """A reader is told the language of every name, not its code."""
    tags = {tag for record in ours for tag in record.names}
    assert {tag for tag in tags if tag_in_words(tag) == tag} == set()

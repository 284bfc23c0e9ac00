"""Words by what they share whatever their ending or spelling: stems, English and Russian, and sounds."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sinorus_cli.names import fold, folded_words
from sinorus_cli.search.forms import FUNCTION_WORDS
from sinorus_cli.search.thesaurus import numbers, stems_of

# Patterns are compiled when they are first used, which few searches do.
_HYPHENED = r"\b([a-z]+)-([a-z]+)\b"
_CYRILLIC = "[а-яёА-ЯЁ]+"
# What the romanisations of Russian and Chinese write for one sound, longest first. The
# spellings are those of ALA-LC and BGN, of German, French and Polish for Russian, and of
# pinyin, Wade–Giles and Palladius for Chinese.
_SPELLINGS = (
    ("s", "schtsch shch szcz"),
    ("k", "tsch dsch dzh tch tsh tj cz ch zh dj j q gh ck kh k g c"),
    ("s", "sch sh sz hs tz ts ds dz z x s"),
    ("f", "ph v w f"),
    ("h", "h"),
    ("t", "th t d"),
    ("p", "p b"),
    ("u", "oo ou au eu o u"),
    ("a", "ia ya a"),
    ("i", "aj ai ay ej ei ey ij ii iy yi ie ye ee e i y"),
)
_SOUND = {spelling: sound for sound, spellings in _SPELLINGS for spelling in spellings.split()}
_SPELLING = "|".join(sorted(_SOUND, key=len, reverse=True))
_DOUBLE = r"(.)\1+"


def sounds(word: str) -> set[str]:
    """Keys of which spellings of one sound share one: Tchougoutchak and Chuguchak.

    A j is read as in English and as in German.
    """
    return {
        re.sub(_DOUBLE, r"\1", re.sub(_SPELLING, lambda match: _SOUND[match[0]], way))
        for way in {word, word.replace("j", "y")}
    }


def russian_stems(text: str) -> dict[str, str]:
    """The folded form of each Cyrillic word of *text*, with the word's Russian stem."""
    found = () if text.isascii() else re.findall(_CYRILLIC, text)
    return {fold(word): _russian_stem(word) for word in found}


@lru_cache(maxsize=1 << 14)
def _telling_stem(word: str) -> str:
    return " " if fold(word) in FUNCTION_WORDS else _russian_stem(word)


@lru_cache(maxsize=1 << 12)
def _russian_stem(word: str) -> str:
    stem: str = _stemmer("russian").stemWord(word.lower().replace("ё", "е"))
    return stem


def stemmed(text: str, *, joined: bool = False) -> list[str]:
    """The words of *text* that say anything, as stems, Russian ones in Latin letters.

    Numbers stay as they are; of Han, pairs of characters are words, and after them each character
    alone, of which 撤走 and 撤回 share one. A hyphened word gives its parts and, *joined*, itself in
    one: mid-century is midcentury too.
    """
    return [stem for word in text.split() for stem in _stems_of(word, joined)]


@lru_cache(maxsize=1 << 17)
def _stems_of(text: str, joined: bool) -> tuple[str, ...]:
    """As `stemmed`, for what has no space in it."""
    text = re.sub(_HYPHENED, r"\1-\2 \1\2", text) if joined else text
    if not text.isascii():
        text = re.sub(_CYRILLIC, lambda word: _telling_stem(word[0]), text)
    stems = [
        _english_stem(word)
        for word in folded_words(text)
        if word not in FUNCTION_WORDS and (len(word) > 1 or not word.isascii())
    ]
    pairs = () if text.isascii() else (stem for stem in stems if len(stem) == 2 and not stem.isascii())
    return (*stems, *dict.fromkeys(sign for pair in pairs for sign in pair))


def is_cyrillic(text: str) -> bool:
    """Whether a word of *text* is Cyrillic."""
    return not text.isascii() and re.search(_CYRILLIC, text) is not None


def is_character(stem: str) -> bool:
    """Whether *stem* is one Han character alone."""
    return len(stem) == 1 and not stem.isascii()


@lru_cache(maxsize=1 << 16)
def _english_stem(word: str) -> str:
    if not word.isascii():
        return word
    if number := _numbers().get(word):
        return number
    stem: str = _stemmer("english").stemWord(word)
    return _same_meaning().get(stem, stem)


@cache
def _numbers() -> dict[str, str]:
    return numbers()


@cache
def _same_meaning() -> dict[str, str]:
    return stems_of(_stemmer("english").stemWords)


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]
    from Stemmer import Stemmer  # names alone, in Latin letters, do without

    return Stemmer(language)

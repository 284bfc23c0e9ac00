"""Names and queries made comparable: folded, cut into words, and what decides among them."""

import re
from dataclasses import dataclass
from functools import cache

from sinorus_cli.names import fold, words
from sinorus_cli.search.thesaurus import stems_of

# Words that say what sort of thing is meant, or nothing at all: they never decide.
FUNCTION_WORDS = frozenset(
    """a about after against all an and are as at be been before between both but by can could
    did do does during for from get got had has have he her him his how i in into is it its
    me my of off on or our out over s she so some such tell than that the their them then there
    these they this those through to under until up upon was we were what when where which
    while who whom whose why will with would you your
    i v na s o ob po k u iz za ot do kto chto kogda gde kak""".split()
)
GENERIC_WORDS = frozenset(
    """treaty treaties convention agreement agreements accord pact protocol declaration
    war battle siege incident crisis conflict embassy mission expedition river lake island
    city town mount mountains peninsula emperor general tsar khan president
    dogovor traktat konventsiya soglashenie protokol deklaratsiya voyna bitva srazhenie
    osada intsident konflikt krizis posolstvo missiya reka ozero ostrov gorod imperator""".split()
)
UNDECIDING = FUNCTION_WORDS | GENERIC_WORDS
_GENERIC_HAN = re.compile("条约|协定|协议|议定书|专条|条款|声明|战争|之战|战役|事件|危机|冲突|皇帝")
_CYRILLIC = re.compile("[а-яёА-ЯЁ]+")

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
    ("i", "aj ai ay ej ei ey ij ii iy yi ie ye ia ya ja ee e i y"),
)
_SOUND = {spelling: sound for sound, spellings in _SPELLINGS for spelling in spellings.split()}
_SPELLING = re.compile("|".join(sorted(_SOUND, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A name or a query, folded; its words; and the words of it that decide, its core."""

    folded: str
    compact: str
    words: frozenset[str]
    core: frozenset[str]
    core_compact: str


def form(text: str) -> Form:
    """*text* made comparable."""
    folded = fold(text)
    every = words(folded)
    telling = _GENERIC_HAN.sub(" ", folded)
    core = [word for word in words(telling) if word not in UNDECIDING]
    return Form(
        folded=folded,
        compact=folded.replace(" ", ""),
        words=frozenset(every),
        core=frozenset(core or every),
        core_compact="".join(word for word in telling.split() if word not in UNDECIDING),
    )


def sound(word: str) -> str:
    """A key that spellings of one sound share: Tchougoutchak and Chuguchak."""
    return _DOUBLE.sub(r"\1", _SPELLING.sub(lambda match: _SOUND[match[0]], word))


def russian_stems(text: str) -> dict[str, str]:
    """The folded form of each Cyrillic word of *text*, with the word's Russian stem."""
    found = _CYRILLIC.findall(text)
    return {fold(word): _stemmer("russian").stemWord(word.lower().replace("ё", "е")) for word in found}


def english_stems(text: str) -> list[str]:
    """The words of *text* that say anything, as English stems; numbers stay as they are."""
    return [
        _english_stem(word)
        for word in words(fold(text))
        if word not in FUNCTION_WORDS and (len(word) > 1 or not word.isascii())
    ]


def edits(text: str) -> int:
    """How many letters of *text* may be wrong before it is another word."""
    if text.isdigit():
        return 0
    return (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)[len(text)] if len(text) < 12 else 3


@cache
def _english_stem(word: str) -> str:
    if not word.isascii():
        return word
    stem: str = _stemmer("english").stemWord(word)
    return _same_meaning().get(stem, stem)


@cache
def _same_meaning() -> dict[str, str]:
    return stems_of(_stemmer("english").stemWord)


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]
    from Stemmer import Stemmer  # names alone, in Latin letters, do without

    return Stemmer(language)

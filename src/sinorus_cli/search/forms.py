"""Names and queries made comparable: folded, cut into words, and what decides among them."""

import re
from dataclasses import dataclass, replace
from functools import cache

from sinorus_cli.names import fold, folded_words, words
from sinorus_cli.search.thesaurus import numbers, stems_of

# Words that say what sort of thing is meant, or nothing at all: they never decide.
FUNCTION_WORDS = frozenset(
    """a about after again against all also an and any anyone anything are as at be became because
    become been before being between both but by called came can come could did do does done during
    each either else ever every everything find for from get go goes going got had happened has have
    he her here him his how i if in info information into is it its just know like look made make
    many me more most much my name named of off on once one only or other our out over s said same
    say says she should show so some somebody someone something such tell than that the their them
    then there these they thing things this those through to too took under until up upon us used
    very was we went were what whatever when where whether which while who whom whose why will with
    would you your
    i v na s o ob po k u iz za ot do kto chto kogda gde kak""".split()
)
GENERIC_WORDS = frozenset(
    """treaty treaties convention conventions agreement agreements accord accords pact pacts
    protocol protocols declaration declarations sino russo war wars battle battles siege
    incident crisis conflict embassy mission expedition river lake island city town mount
    mountains peninsula emperor general tsar khan president
    dogovor traktat konventsiya soglashenie protokol deklaratsiya voyna bitva srazhenie
    osada intsident konflikt krizis posolstvo missiya reka ozero ostrov gorod imperator
    vertrag friede frieden krieg schlacht aufstand traite paix guerre bataille revolte traktat
    pokoj wojna bitwa powstanie kolej trattato tratado von der die das de du des la le les""".split()
)
# The kind of record that some of them ask for; the others may be of more than one.
SORTS = {
    word: kind
    for kind, words in {
        "event": "war battle siege incident expedition krieg schlacht guerre bataille voyna bitva osada",
        "person": "emperor tsar general khan president imperator",
        "place": "river lake island city town mount mountains peninsula reka ozero ostrov gorod",
    }.items()
    for word in words.split()
}
_GENERIC_RUSSIAN = frozenset(  # stems, since a Russian word is typed in any of its cases
    """договор трактат конвенц соглашен протокол декларац войн битв сражен осад инцидент событ
    конфликт кризис посольств мисс рек озер остров город император""".split()
)
UNDECIDING = FUNCTION_WORDS | GENERIC_WORDS
_LINKING = frozenset("von der die das de du des la le les".split())  # no name of that tongue ends so
MOST_WORDS = 40  # of a query with more of them, none is taken for a slip of another word
_PARTIES = {"sino", "russo", "中俄", "中苏"}  # who, and not what sort of thing
_GENERIC_HAN = re.compile("中俄|中苏|条约|协定|协议|议定书|专条|条款|声明|战争|之战|战役|事件|危机|冲突|皇帝")
_HYPHENED = re.compile(r"\b([a-z]+)-([a-z]+)\b")
_THE_FIRST = re.compile(r"\w(?: I|-i)$")  # Nicholas I is not every Nicholas
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
    ("a", "ia ya a"),
    ("i", "aj ai ay ej ei ey ij ii iy yi ie ye ee e i y"),
)
_SOUND = {spelling: sound for sound, spellings in _SPELLINGS for spelling in spellings.split()}
_SPELLING = re.compile("|".join(sorted(_SOUND, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A name or a query, folded; its words; those that decide, its core, and those that do not."""

    folded: str
    compact: str
    words: frozenset[str]
    core: frozenset[str]
    core_compact: str
    generic: frozenset[str]


def form(text: str) -> Form:
    """*text* made comparable."""
    folded = fold(text)
    every = words(folded)
    telling = folded if folded.isascii() else _GENERIC_HAN.sub(" ", folded)
    undeciding = UNDECIDING
    if len(every) > 1 and every[-1] in _LINKING:  # Zhu De is not every Zhu
        undeciding -= {every[-1]}
    passed_over = undeciding - {"i"} if _THE_FIRST.search(text) else undeciding
    core = [word for word in (every if telling is folded else words(telling)) if word not in passed_over]
    return Form(
        folded=folded,
        compact=folded.replace(" ", ""),
        words=frozenset(every),
        core=frozenset(core or every),
        core_compact="".join(word for word in telling.split() if word not in undeciding),
        generic=GENERIC_WORDS.intersection(every).union(_GENERIC_HAN.findall(folded)) - _PARTIES,
    )


def asked_form(query: str) -> Form:
    """As `form`, and Russian words that say what sort of thing is meant do not decide in any case."""
    asked = form(query)
    generic = {word for word, stem in russian_stems(query).items() if stem in _GENERIC_RUSSIAN}
    return replace(asked, core=(asked.core - generic) or asked.core) if generic else asked


def sounds(word: str) -> set[str]:
    """Keys of which spellings of one sound share one: Tchougoutchak and Chuguchak.

    A j is read as in English and as in German.
    """
    return {
        _DOUBLE.sub(r"\1", _SPELLING.sub(lambda match: _SOUND[match[0]], way))
        for way in {word, word.replace("j", "y")}
    }


def russian_stems(text: str) -> dict[str, str]:
    """The folded form of each Cyrillic word of *text*, with the word's Russian stem."""
    found = _CYRILLIC.findall(text)
    return {fold(word): _stemmer("russian").stemWord(word.lower().replace("ё", "е")) for word in found}


def english_stems(text: str, *, joined: bool = False) -> list[str]:
    """The words of *text* that say anything, as English stems; numbers stay as they are.

    A hyphened word gives its parts and, *joined*, itself in one: mid-century is midcentury too.
    """
    text = _HYPHENED.sub(r"\1-\2 \1\2", text) if joined else text
    return [
        _english_stem(word)
        for word in folded_words(text)
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
    if number := _numbers().get(word):
        return number
    stem: str = _stemmer("english").stemWord(word)
    return _same_meaning().get(stem, stem)


@cache
def _numbers() -> dict[str, str]:
    return numbers()


@cache
def _same_meaning() -> dict[str, str]:
    return stems_of(_stemmer("english").stemWord)


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]
    from Stemmer import Stemmer  # names alone, in Latin letters, do without

    return Stemmer(language)

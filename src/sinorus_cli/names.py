"""Authority and variant names by BCP 47 tag, and `fold`, which makes spellings comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby

Names = Mapping[str, tuple[str, ...]]

# What a reader calls the form in each tag; tags not listed are named by their code.
TAGS = {
    "en": "English",
    "ru": "Russian",
    "ru-Latn": "Russian in Latin letters",
    "zh-Hans": "Chinese, simplified",
    "zh-Hant": "Chinese, traditional",
    "zh-Latn": "Chinese in Latin letters",
    "zh-Latn-pinyin": "pinyin",
    "zh-Latn-wadegile": "Wade–Giles",
    "mn": "Mongolian",
    "mn-Latn": "Mongolian in Latin letters",
    "mnc-Latn": "Manchu in Latin letters",
    "la": "Latin",
    "de": "German",
    "el": "Greek",
    "fr": "French",
    "ja": "Japanese",
    "ja-Latn": "Japanese in Latin letters",
    "ko": "Korean",
    "pl": "Polish",
    "ar": "Arabic",
    "es": "Spanish",
    "fa": "Persian",
    "hi": "Hindi",
    "it": "Italian",
    "kk": "Kazakh",
    "km": "Khmer",
    "ky": "Kyrgyz",
    "nl": "Dutch",
    "pt": "Portuguese",
    "ro": "Romanian",
    "tg": "Tajik",
    "tr": "Turkish",
    "tt": "Tatar",
    "ug": "Uyghur",
    "uk": "Ukrainian",
    "ug-Latn": "Uyghur in Latin letters",
    "uz": "Uzbek",
    "vi": "Vietnamese",
}
_THOUSANDS = r"(?<=\d),(?=\d{3})"  # compiled when it is first needed


def authority(names: Names) -> str:
    """The form that is printed: the first name under ``en``."""
    return names["en"][0]


def all_names(names: Names) -> Iterator[tuple[str, str]]:
    """Each name with its tag, the authority name first."""
    yield "en", authority(names)
    for tag, forms in names.items():
        for form in forms[1:] if tag == "en" else forms:
            yield tag, form


def tag_in_words(tag: str) -> str:
    """What a reader calls the language and script of *tag*."""
    return TAGS.get(tag, tag)


def fold(text: str) -> str:
    """*text* without what spellings differ in: case, accents, apostrophes, dashes, script.

    Cyrillic and other alphabets become Latin letters, traditional Han simplified, 2,300
    becomes 2300; every run of other characters becomes one space. ``fold(fold(x)) == fold(x)``.
    """
    text = text.translate(_PUNCTUATION)
    if text.isascii():
        return " ".join(_folded_ascii(text).split())
    text = unicodedata.normalize("NFKC", text.casefold()).translate(_CYRILLIC_E)
    text = "".join(_fold_han(part) if han else _fold_letters(part) for han, part in _runs(text))
    text = text.translate(_APOSTROPHES)
    if "," in text:
        text = re.sub(_THOUSANDS, "", text)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def pinyin(text: str) -> str:
    """A text of Han characters as they are read, without tones; nothing for any other text."""
    if not all(map(_is_han, text)):
        return ""
    from anyascii import anyascii  # slow to load

    return anyascii(text).lower()


def folded_words(text: str) -> list[str]:
    """``words(fold(text))``, without detours where *text* is as good as ASCII."""
    plain = text.translate(_PUNCTUATION)
    return _folded_ascii(plain).split() if plain.isascii() else words(fold(text))


def words(folded: str) -> list[str]:
    """The words of a folded text; a run of Han gives its overlapping pairs of characters."""
    if folded.isascii():
        return folded.split()
    found: list[str] = []
    for word in folded.split():
        if word.isascii():
            found.append(word)
            continue
        for han, part in _runs(word):
            if han and len(part) > 1:
                found.extend(part[i : i + 2] for i in range(len(part) - 1))
            else:
                found.append(part)
    return found


# Most of our texts are ASCII but for these, which are folded away in any case.
_PUNCTUATION = str.maketrans("’‘“”–—", "''\"\"--")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹʺʻ`´\"“”"))
_ASCII: dict[int, str | None] = {
    sign: " " for sign in range(128) if not chr(sign).isalnum() and chr(sign) != ","
} | _APOSTROPHES
_CYRILLIC_E = str.maketrans("ёЁ", "еЕ")
# Han characters that stand for one another in the names of this history, beyond
# traditional and simplified: 瑷珲, 璦琿 and 愛琿 are one town.
_HAN_VARIANTS = str.maketrans("瑷洲犁黒峯彊裡邨衞", "爱州犂黑峰疆里村卫")


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """*text* in runs of Han characters and of others, each with whether it is Han."""
    for han, run in groupby(text, _is_han):
        yield han, "".join(run)


def _is_han(sign: str) -> bool:
    return "㐀" <= sign <= "䶿" or "一" <= sign <= "鿿" or "豈" <= sign <= "\ufaff"


def _folded_ascii(text: str) -> str:
    text = text.translate(_ASCII)
    return (re.sub(_THOUSANDS, "", text).replace(",", " ") if "," in text else text).lower()


def _fold_letters(text: str) -> str:
    if text.isascii():
        return text
    from sinorus_cli.letters import ASCII

    known = text.translate(ASCII)
    if known.isascii():
        return known
    from anyascii import anyascii  # slow to load

    # anyascii spells symbols out: without this an emoji dragon would be the Black Dragon River
    return anyascii("".join(" " if unicodedata.category(c) == "So" else c for c in text))


def _fold_han(text: str) -> str:
    from sinorus_cli.han import SIMPLIFIED

    return f" {text.translate(SIMPLIFIED).translate(_HAN_VARIANTS)} "

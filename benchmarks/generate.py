"""Make a corpus of any size with realistic names, and misspelt queries for it.

usage: python benchmarks/generate.py DIRECTORY RECORDS [SEED]

The same size and seed give the same bytes. Names are made of the syllables of Russian, Chinese,
Manchu and Mongol names, and written in the tags and romanisations that our corpus has; titles
and ids are unique. ``queries.jsonl`` holds what somebody may type for some of the records: the
``query``, the ``id`` that is meant, its ``kind``, the ``name`` and what has become of it, the
``slip``; and a ``description`` without the name. Records are written one by one; only their ids
are held in memory.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sinorus_cli.corpus import BIBLIOGRAPHY
from sinorus_cli.model import Kind
from sinorus_cli.names import fold

QUERIES = 500
SEED = 1689
_SHARES = {Kind.TREATY: 12, Kind.EVENT: 20, Kind.PERSON: 35, Kind.PLACE: 23, Kind.TOPIC: 10}
_WORKS_PER_RECORD = 0.05
_RECORDS_PER_DICE = 1_000_000_000  # one seed's numbers never run into the next one's

Names = dict[str, list[str]]

_SURNAMES = """王 wáng 李 lǐ 张 zhāng 刘 liú 陈 chén 杨 yáng 黄 huáng 赵 zhào 吴 wú 周 zhōu 徐
xú 孙 sūn 马 mǎ 朱 zhū 胡 hú 郭 guō 何 hé 林 lín 高 gāo 罗 luó 郑 zhèng 梁 liáng 谢 xiè 宋 sòng
唐 táng 许 xǔ 邓 dèng 韩 hán 冯 féng 曹 cáo 彭 péng 曾 zēng 肖 xiāo 田 tián 董 dǒng 潘 pān 袁
yuán 蔡 cài 蒋 jiǎng 余 yú 于 yú 杜 dù 叶 yè 程 chéng 魏 wèi 苏 sū 吕 lǚ 丁 dīng 任 rèn 卢 lú 姚
yáo 沈 shěn 钟 zhōng 姜 jiāng 崔 cuī 谭 tán 陆 lù 范 fàn 汪 wāng 廖 liào 石 shí 金 jīn 韦 wéi 贾
jiǎ 夏 xià 傅 fù 方 fāng 邹 zōu 熊 xióng 白 bái 孟 mèng 秦 qín 邱 qiū 侯 hóu 江 jiāng 尹 yǐn 薛
xuē 段 duàn 雷 léi 龙 lóng 黎 lí 史 shǐ 陶 táo 贺 hè 毛 máo 郝 hǎo 顾 gù 龚 gōng 邵 shào 万 wàn
覃 qín 武 wǔ 钱 qián 戴 dài 严 yán 莫 mò 孔 kǒng 向 xiàng""".split()
_GIVEN = """伟 wěi 民 mín 国 guó 文 wén 明 míng 德 dé 宗 zōng 棠 táng 鸿 hóng 章 zhāng 泽 zé 东
dōng 恩 ēn 来 lái 学 xué 良 liáng 志 zhì 远 yuǎn 永 yǒng 福 fú 成 chéng 祥 xiáng 玉 yù 春 chūn
海 hǎi 山 shān 树 shù 森 sēn 荣 róng 华 huá 建 jiàn 平 píng 安 ān 康 kāng 宁 níng 瑞 ruì 麟 lín
凤 fèng 鹏 péng 飞 fēi 云 yún 龙 lóng 光 guāng 绪 xù 景 jǐng 崇 chóng 厚 hòu 纪 jì 泽 zé 大 dà
钧 jūn 维 wéi 经 jīng 济 jì 仁 rén 义 yì 礼 lǐ 智 zhì 信 xìn 忠 zhōng 孝 xiào 廷 tíng 玺 xǐ 佩
pèi 孚 fú 作 zuò 霖 lín 世 shì 凯 kǎi 其 qí 昌 chāng 秉 bǐng 正 zhèng 士 shì 琦 qí 宝 bǎo 铭
míng 鼎 dǐng 新 xīn 少 shào 奇 qí 剑 jiàn 英 yīng 耀 yào 邦 bāng 紫 zǐ 阳 yáng 启 qǐ 超 chāo 有
yǒu 为 wéi 之 zhī 洞 dòng 桂 guì 芳 fāng 兰 lán 香 xiāng 松 sōng 柏 bǎi 雪 xuě 峰 fēng 源 yuán
清 qīng 泉 quán 波 bō 涛 tāo 洪 hóng 振 zhèn 武 wǔ 胜 shèng 利 lì 天 tiān 地 dì 元 yuán 亨 hēng
贞 zhēn 立 lì 三 sān 伯 bó 仲 zhòng 叔 shū 季 jì 达 dá 夫 fū 子 zǐ 雄 xióng 克 kè 诚 chéng 万
wàn 里 lǐ 从 cóng 周 zhōu 思 sī 齐 qí 乃 nǎi 超 chāo 长 cháng 庚 gēng 锡 xī 良 liáng 士 shì 杰
jié 兆 zhào 铭 míng 汉 hàn 卿 qīng""".split()
_TOPONYMS = """北 běi 南 nán 西 xī 东 dōng 黑 hēi 白 bái 乌 wū 苏 sū 里 lǐ 珲 hún 春 chūn 满 mǎn
洲 zhōu 额 é 尔 ěr 古 gǔ 纳 nà 塔 tǎ 城 chéng 伊 yī 宁 níng 喀 kā 什 shí 哈 hā 密 mì 库 kù 伦
lún 墨 mò 齐 qí 江 jiāng 漠 mò 河 hé 呼 hū 玛 mǎ 绥 suí 芬 fēn 牡 mǔ 丹 dān 佳 jiā 木 mù 斯 sī
吉 jí 林 lín 长 cháng 延 yán 图 tú 们 mén 旅 lǚ 顺 shùn 大 dà 连 lián 营 yíng 口 kǒu 辽 liáo 阳
yáng 奉 fèng 海 hǎi 拉 lā 博 bó 克 kè 霍 huò 果 guǒ""".split()
_MANCHU = """a 阿 а  ba 巴 ба  bu 布 бу  da 达 да  de 德 дэ  du 都 ду  e 额 э  fu 富 фу  ga 噶 га  ge 格 гэ
gi 吉 ги  ha 哈 ха  he 赫 хэ  hi 希 хи  ho 和 хо  hu 呼 ху  i 伊 и  jo 卓 чжо  ju 珠 чжу  ka 喀 ка  ku 库 ку
la 拉 ла  li 礼 ли  lo 罗 ло  lu 鲁 лу  ma 玛 ма  me 默 мэ  mi 米 ми  mu 穆 му  na 纳 на  ne 讷 нэ  ni 尼 ни
no 诺 но  nu 努 ну  o 鄂 о  sa 萨 са  se 色 сэ  si 西 си  so 索 со  su 苏 су  ta 塔 та  te 特 тэ  to 托 то
tu 图 ту  u 乌 у  we 倭 вэ  ya 雅 я  yo 约 ё""".split()
_MANCHU_ENDS = (
    "ngga 阿 нга  tai 泰 тай  n 恩 нь  ri 里 ри  cen 臣 чэнь  bu 布 бу  ling 龄 лин  ju 珠 чжу".split()
)
_ROOTS = (
    "б в г д з к л м н п р с т х ч ш гр бр кр пр ст тр сл вл".split(),
    "а о у е и я".split(),
    "б в г д ж з к л м н п р с т х ч ш рт лк нч ст рб лд мк нд".split(),
)
_FAMILY_ENDS = "ов ев ин ский енко кин овский ицын ухин яев".split()
_GIVEN_NAMES = """Алексей Андрей Афанасий Борис Василий Виктор Владимир Григорий Даниил Дмитрий Егор Ерофей
Захар Иван Игнатий Илья Карл Кирилл Леонтий Лука Максим Матвей Михаил Никита Николай Никифор Онуфрий Павел
Пётр Роман Савва Семён Сергей Степан Тимофей Фёдор Филипп Фома Юрий Яков""".split()
_PATRONYMICS = """Алексеевич Андреевич Борисович Васильевич Викторович Григорьевич Дмитриевич Егорович
Захарович Иванович Ильич Карлович Кириллович Максимович Матвеевич Михайлович Никитич Николаевич Павлович
Петрович Романович Саввич Семёнович Сергеевич Степанович Фёдорович Юрьевич Яковлевич""".split()
_PLACE_ENDS = "ск ово инск град ино овка ичи ная-слобода".split()
_MONGOL = "ал ба бул ган дал ер жар зай ил кер лам мон на ор сар тал ул хан цог чой шар яр".split()
_MONGOL_ENDS = "гол нур ула хото булак".split()

_LATIN = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "), strict=True,
))  # fmt: skip
_GERMAN = _LATIN | dict(
    zip("вжзйхцчшщюя", "w sch s j ch z tsch sch schtsch ju ja".split(), strict=True)
)  # how German works write the same letters
_SCIENTIFIC = _LATIN | dict(zip("йюя", "ĭ iu ia".split(), strict=True))

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
_WADE_GILES = dict(part.split(":") for part in """zh:ch ch:ch' sh:sh b:p p:p' d:t t:t' g:k k:k'
j:ch q:ch' x:hs r:j z:ts c:ts' s:s""".split())  # fmt: skip
_WADE_GILES_RHYMES = dict(part.split(":") for part in """ong:ung ian:ien ie:ieh ue:üeh iong:iung
ye:yeh yan:yen yi:i you:yu yu:yü yuan:yüan yun:yün yue:yüeh uo:o er:erh v:ü""".split())  # fmt: skip
_PALLADIUS = dict(part.split(":") for part in """zh:чж ch:ч sh:ш b:б p:п m:м f:ф d:д t:т n:н l:л
g:г k:к h:х j:цз q:ц x:с r:ж z:цз c:ц s:с""".split())  # fmt: skip
_PALLADIUS_RHYMES = dict(part.split(":") for part in """a:а o:о e:э i:и ai:ай ei:эй ao:ао ou:оу
an:ань en:энь ang:ан eng:эн ong:ун ia:я ie:е iao:яо iu:ю ian:янь in:инь iang:ян ing:ин iong:юн
u:у ua:уа uo:о uai:уай ui:уй uan:уань un:унь uang:уан v:юй ue:юэ er:эр ya:я yan:янь yang:ян
yao:яо ye:е yi:и yin:инь ying:ин yong:юн you:ю yu:юй yuan:юань yue:юэ yun:юнь wa:ва wai:вай
wan:вань wang:ван wei:вэй wen:вэнь wo:во wu:у""".split())  # fmt: skip

_SIDES = ("Qing Empire", "Russian Empire", "Tsardom of Russia", "Soviet Union", "Republic of China")
_TREATIES = (
    # what it is      English                         Russian                       Chinese
    ("treaty", "Treaty of {en}", "{ru} договор", "{zh}条约"),
    ("convention", "Convention of {en}", "{ru} конвенция", "{zh}专约"),
    ("protocol", "{en} Protocol", "{ru} протокол", "{zh}议定书"),
    ("agreement", "Agreement of {en} on {what}", "{ru} соглашение", "{zh}协定"),
)
_EVENTS = (
    ("siege", "Siege of {en}", "Осада {ru}", "{zh}之围"),
    ("battle", "Battle of {en}", "Битва при {ru}", "{zh}之战"),
    ("incident", "{en} incident", "{ru} инцидент", "{zh}事件"),
    ("uprising", "{en} uprising", "Восстание в {ru}", "{zh}起义"),
    ("embassy", "Embassy to {en}", "Посольство в {ru}", "{zh}出使"),
    ("conference", "Talks at {en}", "Переговоры в {ru}", "{zh}会谈"),
)
_TOPICS = (
    ("bank", "Bank of {en}", "Банк {ru}", "{zh}银行"),
    ("railway", "{en} Railway", "{ru} железная дорога", "{zh}铁路"),
    ("institution", "{en} Mission", "{ru} миссия", "{zh}传道团"),
    ("trade", "{en} fur trade", "Меховая торговля {ru}", "{zh}皮货贸易"),
    ("army", "{en} Banner", "{ru} знамя", "{zh}旗"),
    ("organization", "{en} Society", "Общество {ru}", "{zh}学会"),
)
_SUBJECTS = (
    "boundary trade peace alliance friendship lease railway loan telegraph demarcation navigation".split()
)
_GOODS = """tea furs rhubarb silk silver horses cotton salt ginseng sables nankeen porcelain grain timber
cattle leather glass paper books arms""".split()  # fmt: skip
_DEEDS = """crossed mapped besieged bought described fortified governed inspected lost measured negotiated
occupied protested repaired sold surveyed translated visited""".split()  # fmt: skip
_WHERE = (
    "river pass monastery market fortress customs-house ferry mine bridge caravanserai school yurt".split()
)
_PERSONS = "ruler statesman diplomat soldier explorer merchant cleric scholar traveller official".split()
_PLACES = "city town fort island lake mountains region river pass village post station".split()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stub:
    """A record before it is written: its id, and the dice that it is thrown with."""

    id: str
    dice: int


def generate(directory: Path, records: int, seed: int = SEED, queries: int = QUERIES) -> None:
    """Write a corpus of that many *records* into *directory*, and *queries* for it."""
    directory.mkdir(parents=True, exist_ok=True)
    stubs = _stubs(records, seed)
    works = max(3, round(records * _WORKS_PER_RECORD))
    _write(directory / BIBLIOGRAPHY, map(_work, range(works)))
    dice = Random(seed)
    chosen = set(dice.sample(range(records), min(queries, records)))
    start = 0
    with (directory / "queries.jsonl").open("w", encoding="utf-8") as out:
        for kind, of_kind in stubs.items():
            asked = {number - start for number in chosen if 0 <= number - start < len(of_kind)}
            start += len(of_kind)

            def made(
                kind: Kind = kind, of_kind: Sequence[_Stub] = of_kind, asked: set[int] = asked
            ) -> Iterator[dict[str, Any]]:
                for number, stub in enumerate(of_kind):
                    record = _record(kind, stub, stubs, works)
                    if number in asked and (query := _query(kind, record, Random(stub.dice))):
                        out.write(json.dumps(query, ensure_ascii=False) + "\n")
                    yield record

            _write(directory / kind.file, made())


def _stubs(records: int, seed: int) -> dict[Kind, list[_Stub]]:
    """The records of each kind in the order of their ids, which are unique, as titles are."""
    total = sum(_SHARES.values())
    taken: set[str] = set()
    stubs: dict[Kind, list[_Stub]] = {}
    number = seed * _RECORDS_PER_DICE
    left = records
    for kind, share in _SHARES.items():
        count = left if kind is list(_SHARES)[-1] else round(records * share / total)
        left -= count
        of_kind: list[_Stub] = []
        while len(of_kind) < count:
            number += 1
            names, year = _named(kind, Random(number))
            record_id = _slug(names["en"][0], year)
            if record_id not in taken:
                taken.add(record_id)
                of_kind.append(_Stub(id=record_id, dice=number))
        stubs[kind] = sorted(of_kind, key=lambda stub: stub.id)
    return stubs


def _slug(title: str, year: int | None) -> str:
    """The id for *title*, from which no other title differs in more than it is folded by."""
    words = fold(title).split()
    return "-".join(words if year is None or str(year) in words else [*words, str(year)])


def _named(kind: Kind, dice: Random) -> tuple[Names, int | None]:
    """The names of a record of *kind*, and its year where it is one of the ids that end in it."""
    if kind is Kind.PERSON:
        return dice.choices((_chinese_person, _manchu, _russian_person), (45, 15, 40))[0](dice), None
    place = dice.choices((_chinese_place, _manchu, _russian_place, _mongol_place), (3, 2, 3, 2))[0](dice)
    if kind is Kind.PLACE:
        return place, None
    year = dice.randint(1600, 2025)
    table = {Kind.TREATY: _TREATIES, Kind.EVENT: _EVENTS, Kind.TOPIC: _TOPICS}[kind]
    _, english, russian, chinese = table[_sort_of(table, place)]
    title = english.format(en=place["en"][0], what=dice.choice(_SUBJECTS))
    names = {
        "en": [title if kind is Kind.TOPIC else f"{title} ({year})"],
        "zh-Hans": [chinese.format(zh=one) for one in place.get("zh-Hans", [])],
        "ru": [russian.format(ru=one) for one in place.get("ru", [])],
        "de": [f"{english.format(en=one, what=_SUBJECTS[0])}" for one in place.get("de", [])],
    }
    if kind is not Kind.TOPIC:
        names["en"].append(title)
    return {tag: forms for tag, forms in names.items() if forms}, None if kind is Kind.TOPIC else year


def _sort_of(table: Sequence[Any], names: Names) -> int:
    return sum(map(ord, names["en"][0])) % len(table)


def _pairs(table: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(table[::2], table[1::2], strict=True))


def _triples(table: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(zip(table[::3], table[1::3], table[2::3], strict=True))


_SURNAME_PAIRS, _GIVEN_PAIRS, _TOPONYM_PAIRS = map(_pairs, (_SURNAMES, _GIVEN, _TOPONYMS))
_MANCHU_TRIPLES, _MANCHU_END_TRIPLES = map(_triples, (_MANCHU, _MANCHU_ENDS))


def _chinese_person(dice: Random) -> Names:
    family = dice.choice(_SURNAME_PAIRS)
    given = [dice.choice(_GIVEN_PAIRS) for _ in range(dice.choices((1, 2), (1, 6))[0])]
    plain = [pinyin.translate(_TONES).replace("v", "u") for _, pinyin in (family, *given)]
    toned = [pinyin for _, pinyin in (family, *given)]
    wade_giles = [_wade_giles(pinyin) for pinyin in toned]
    russian = [_palladius(pinyin) for pinyin in toned]
    return {
        "en": [f"{plain[0].title()} {''.join(plain[1:]).title()}"],
        "zh-Hans": ["".join(han for han, _ in (family, *given))],
        "zh-Latn-pinyin": [f"{toned[0].title()} {''.join(toned[1:]).title()}"],
        "zh-Latn-wadegile": [f"{wade_giles[0].capitalize()} {'-'.join(wade_giles[1:]).capitalize()}"],
        "ru": [f"{russian[0].capitalize()} {''.join(russian[1:]).capitalize()}"],
    }


def _chinese_place(dice: Random) -> Names:
    parts = [dice.choice(_TOPONYM_PAIRS) for _ in range(dice.choice((2, 3, 3, 4)))]
    plain = "".join(pinyin.translate(_TONES).replace("v", "u") for _, pinyin in parts)
    return {
        "en": [plain.title()],
        "zh-Hans": ["".join(han for han, _ in parts)],
        "zh-Latn-wadegile": ["-".join(_wade_giles(pinyin) for _, pinyin in parts).capitalize()],
        "ru": ["".join(_palladius(pinyin) for _, pinyin in parts).capitalize()],
    }


def _manchu(dice: Random) -> Names:
    parts = [dice.choice(_MANCHU_TRIPLES) for _ in range(dice.choice((2, 3, 3)))]
    parts.append(dice.choice(_MANCHU_END_TRIPLES))
    latin, han, cyrillic = ("".join(part[place] for part in parts) for place in range(3))
    return {
        "en": [latin.title()],
        "zh-Hans": [han],
        "mnc-Latn": [latin.replace("u", "ū", 1).title()],
        "ru": [cyrillic.capitalize()],
    }


def _root(dice: Random) -> str:
    onsets, vowels, ends = _ROOTS
    parts = dice.choice((1, 2, 2))
    return "".join(dice.choice(onsets) + dice.choice(vowels) for _ in range(parts)) + dice.choice(ends)


def _russian_person(dice: Random) -> Names:
    family = (_root(dice) + dice.choice(_FAMILY_ENDS)).capitalize()
    given, patronymic = dice.choice(_GIVEN_NAMES), dice.choice(_PATRONYMICS)
    return {
        "en": [f"{_spelt(given, _LATIN)} {_spelt(patronymic, _LATIN)} {_spelt(family, _LATIN)}"],
        "ru": [f"{family}, {given} {patronymic}", f"{given} {family}"],
        "ru-Latn": [f"{_spelt(given, _SCIENTIFIC)} {_spelt(family, _SCIENTIFIC)}"],
        "de": [f"{_spelt(given, _GERMAN)} {_spelt(family, _GERMAN)}"],
    }


def _russian_place(dice: Random) -> Names:
    russian = (_root(dice) + dice.choice(_PLACE_ENDS)).capitalize()
    return {"en": [_spelt(russian, _LATIN)], "ru": [russian], "de": [_spelt(russian, _GERMAN)]}


def _mongol_place(dice: Random) -> Names:
    russian = "".join(dice.choice(_MONGOL) for _ in range(dice.choice((2, 3)))).capitalize()
    russian += f"-{dice.choice(_MONGOL_ENDS).capitalize()}"
    return {"en": [_spelt(russian, _LATIN)], "ru": [russian], "mn": [russian.replace("-", " ")]}


def _spelt(russian: str, letters: dict[str, str]) -> str:
    """*russian* in Latin *letters*, each word with a capital."""
    words = ("".join(letters.get(c, c) for c in word.lower()) for word in russian.split())
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _split(pinyin: str, initials: Iterable[str]) -> tuple[str, str]:
    """The initial and the rhyme of a syllable."""
    plain = pinyin.translate(_TONES)
    initial = next((one for one in sorted(initials, key=len, reverse=True) if plain.startswith(one)), "")
    rhyme = plain[len(initial) :]
    return initial, "v" + rhyme[1:] if initial in ("j", "q", "x") and rhyme[:1] == "u" else rhyme


def _wade_giles(pinyin: str) -> str:
    initial, rhyme = _split(pinyin, _WADE_GILES)
    if initial in ("zh", "ch", "sh", "r") and rhyme == "i":
        rhyme = "ih"
    elif initial in ("z", "c", "s") and rhyme == "i":
        return {"z": "tzu", "c": "tz'u", "s": "ssu"}[initial]
    return _WADE_GILES.get(initial, initial) + _WADE_GILES_RHYMES.get(rhyme, rhyme.replace("v", "ü"))


def _palladius(pinyin: str) -> str:
    initial, rhyme = _split(pinyin, _PALLADIUS)
    rhyme = {"ve": "ue", "van": "yuan", "vn": "yun"}.get(rhyme, rhyme)
    ending = "ы" if initial in ("z", "c", "s") and rhyme == "i" else _PALLADIUS_RHYMES.get(rhyme, rhyme)
    return _PALLADIUS.get(initial, "") + ending


def _work(number: int) -> dict[str, Any]:
    return {"id": f"work-{number}", "type": "book", "title": f"Documents on the frontier, volume {number}"}


def _record(kind: Kind, stub: _Stub, stubs: dict[Kind, list[_Stub]], works: int) -> dict[str, Any]:
    """The record in the shape of our corpus."""
    dice = Random(stub.dice)
    names, year = _named(kind, dice)
    place, other = (dice.choice(stubs[Kind.PLACE]).id for _ in range(2))
    person = dice.choice(stubs[Kind.PERSON]).id
    born = dice.randint(1580, 1960)
    year = year or born + 30
    side = dice.choice(_SIDES)
    seen = f"the {dice.choice(_WHERE)} of {place.replace('-', ' ').title()}"
    of_kind: dict[Kind, Callable[[], dict[str, Any]]] = {
        Kind.TREATY: lambda: {
            "date": f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "subjects": [dice.choice(_SUBJECTS)], "parties": dice.sample(_SIDES, 2), "place": place,
        },
        Kind.EVENT: lambda: {
            "date": str(year), "places": [place],
            "participants": [{"name": person.replace("-", " ").title(), "id": person, "for": side}],
        },
        Kind.PERSON: lambda: {"birth": str(born), "death": str(born + dice.randint(31, 80)), "side": side},
        Kind.PLACE: lambda: {
            "coordinates": [round(dice.uniform(35, 60), 4), round(dice.uniform(75, 140), 4)],
            "now": {"country": dice.choice(("China", "Russia", "Mongolia", "Kazakhstan"))},
        },
        Kind.TOPIC: lambda: {"places": [place]},
    }  # fmt: skip
    types = {
        Kind.PERSON: _PERSONS, Kind.PLACE: _PLACES, Kind.TREATY: [row[0] for row in _TREATIES],
        Kind.EVENT: [row[0] for row in _EVENTS], Kind.TOPIC: [row[0] for row in _TOPICS],
    }[kind]  # fmt: skip
    related = [one for one in dict.fromkeys((place, other)) if one != stub.id]
    return {
        "id": stub.id,
        "type": dice.choice(types),
        "names": names,
        **of_kind[kind](),
        "summary": f"In {year} it had to do with {dice.choice(_GOODS)} and {dice.choice(_GOODS)} at {seen}.",
        "keywords": [f"{dice.choice(_GOODS)} {dice.choice(_WHERE)} that somebody {dice.choice(_DEEDS)}"],
        "statements": [
            {
                "text": f"An envoy of the {side} {dice.choice(_DEEDS)} the {dice.choice(_WHERE)}"
                f" and {dice.choice(_DEEDS)} {dice.choice(_GOODS)} there in {year + later}.",
                "date": str(year + later),
                "citations": [
                    {
                        "id": f"work-{dice.randrange(works)}",
                        "locator": str(dice.randint(1, 400)),
                        "label": "page",
                    }
                ],
            }
            for later in range(dice.choice((1, 2)))
        ],
        **({"relations": [{"type": "related", "id": one} for one in related]} if related else {}),
    }


def _query(kind: Kind, record: dict[str, Any], dice: Random) -> dict[str, str] | None:
    """What somebody may type for *record*: one of its names, misspelt; None where all are too short."""
    forms = [
        form for form in (form for forms in record["names"].values() for form in forms)
        if sum(map(str.isalpha, form)) >= (8 if ord(form[0]) < 0x3000 else 4)
    ]  # fmt: skip
    if not forms:
        return None
    name = dice.choice(forms).partition(" (")[0]
    slips = _HAN_SLIPS if ord(name[0]) >= 0x3000 else _SLIPS
    slip = dice.choice(list(slips))
    query = slips[slip](name, dice)
    if slip != "order" and len(name) >= 16:  # the longer, the more goes wrong
        query = slips["swap"](query, dice)
    if fold(query) == fold(name):
        return None
    description = record["summary"].partition(" with ")[2].rstrip(".")
    return {
        "query": query, "id": record["id"], "kind": kind.value, "name": name, "slip": slip,
        "description": description,
    }  # fmt: skip


def _inner(name: str, dice: Random) -> int:
    """The place of a letter after which another one stands, not the first of the name."""
    places = [
        place for place in range(1, len(name) - 1)
        if name[place].isalpha() and name[place + 1].isalpha() and name[place] != name[place + 1]
    ]  # fmt: skip
    return dice.choice(places or [0])


def _swap(name: str, dice: Random) -> str:
    i = _inner(name, dice)
    return name[:i] + name[i + 1] + name[i] + name[i + 2 :]


def _drop(name: str, dice: Random) -> str:
    i = _inner(name, dice)
    return name[:i] + name[i + 1 :]


def _double(name: str, dice: Random) -> str:
    i = _inner(name, dice)
    return name[: i + 1] + name[i:]


def _replace(name: str, dice: Random) -> str:
    i = _inner(name, dice)
    letters = "aeioulnrstk" if name[i].isascii() else "аеиолнрстк"
    return name[:i] + dice.choice(letters.replace(name[i], "")) + name[i + 1 :]


def _order(name: str, dice: Random) -> str:
    words = name.replace(",", "").split()
    return " ".join([*words[1:], words[0]]) if len(words) > 1 else _drop(name, dice)


def _respell(name: str, dice: Random) -> str:
    ways = [
        (one, other)
        for pair in (
            ("ch", "tch"),
            ("zh", "j"),
            ("ts", "tz"),
            ("v", "w"),
            ("k", "c"),
            ("sh", "sch"),
            ("ya", "ia"),
        )
        for one, other in (pair, pair[::-1])
        if one in name[1:]
    ]
    if not ways:
        return _replace(name, dice)
    one, other = dice.choice(ways)
    return name[0] + name[1:].replace(one, other, 1)


_SLIPS: dict[str, Callable[[str, Random], str]] = {
    "swap": _swap, "drop": _drop, "double": _double, "replace": _replace, "order": _order,
    "respell": _respell,
}  # fmt: skip
_HAN_SLIPS: dict[str, Callable[[str, Random], str]] = {
    "replace": lambda name, dice: name[:-1] + dice.choice(_GIVEN[::2]),
    "swap": _swap,
}


def _write(path: Path, entries: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for number, entry in enumerate(entries):
            out.write((",\n" if number else "\n") + json.dumps(entry, ensure_ascii=False))
        out.write("\n]\n")


def main() -> None:
    """Write the corpus that the command line asks for."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    generate(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:4]))


if __name__ == "__main__":
    main()

"""Names and queries made comparable: folded, cut into words, and what decides among them."""

from __future__ import annotations

import re

from sinorus_cli.names import fold, words
from sinorus_cli.values import Value, replace

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
    i v na s o ob po k u iz za ot do kto chto kogda gde kak takoy takaya takoe takie byl byla bylo byli
    podpisan podpisana podpisano byvshiy pochemu zachem""".split()
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
        "treaty": "treaty treaties convention conventions pact pacts protocol protocols",
        "place": "river lake island city town mount mountains peninsula reka ozero ostrov gorod",
    }.items()
    for word in words.split()
}
_GENERIC_RUSSIAN = frozenset(  # stems, since a Russian word is typed in any of its cases
    """договор трактат конвенц соглашен протокол декларац войн битв сражен осад инцидент событ
    конфликт кризис посольств мисс рек озер остров город император пакт восстан поход граф княз
    барон генерал адмирал маршал полковник посол посл министр атама цар архимандрит боярин""".split()
)
# What is asked of a treaty: "who signed", "кто подписал".
_ASKING = frozenset("sign signed signs podpisal podpisali podpisyval".split())
UNDECIDING = FUNCTION_WORDS | GENERIC_WORDS | _ASKING
_LINKING = frozenset("von der die das de du des la le les".split())  # no name of that tongue ends so
MOST_WORDS = 40  # of a query with more of them, none is taken for a slip of another word
_PARTIES = {"sino", "russo", "中俄", "中苏"}  # who, and not what sort of thing
# Whose it may be, which is so of every record.
BOTH_SIDES = frozenset(
    """china chinese russia russian russians soviet ussr rossiya rossii rossiey rossiyskiy
    rossiysko russkiy russko kitay kitaya kitaem kitayskiy kitayskogo sssr sovetskiy
    sovetsko 中国 俄国 俄罗 罗斯 苏联""".split()
)
_GENERIC_HAN = "中俄|中苏|条约|协定|协议|议定书|专条|条款|声明|战争|之战|战役|事件|危机|冲突|皇帝"
# Who, who signed, when, where, why, how; the longer first.
_ASKED_HAN = "是什么|是谁|谁签订了|谁签署了|签订的|签订|签署|谁|什么时候|何时|哪里|在哪|为什么|怎么"
# What is asked about a thing, in words that are seldom a part of it: "long march summary".
_ASPECTS = frozenset(
    """aftermath analiz article articles background bio biografiya biography casualties casualty cause caused
    causes clauses comrade consequence consequences content contents context data date dates daty
    define definition describe detail details documentary doklad dr effect effects essay explain
    explained explanation fact facts fakty film foto full god goda godov godu gody gospodin happen
    happens history images impact importance important influence informatsiya introduction istorii
    istoriya itog itogi karta kartinki khod khronika khronologiya kratkiy kratko kratkoe legacy life
    losses map maps meaning miss mr mrs ms notes obyasnenie obyasni opisanie original outcome outcomes
    overview participants pdf photo photos pictures pogibshie polnyy posledstviya poteri predposylki
    presentation prezentatsiya prichina prichiny pro proizoshla proizoshlo provisions quick quote
    quotes rasskazat rasskazhi reason reasons referat result resulted results rezultat rezultaty rol
    role short signatories significance signing sir sluchilos smysl soderzhanie sources stand stands
    stati story sudba summarise summarize summary sut tekst terms text timeline toll tovarishch
    translation trivia tseli uchastniki usloviya viki vikipediya vliyanie wiki wikipedia year zhertvy
    zhizn znachenie""".split()
)
_BEFORE_HAN = "什么是 何谓 关于 请问 介绍"
_AFTER_HAN = """主要内容 内容 全文 原文 条款 简介 介绍 概况 概述 原因 起因 背景 经过 过程 结果 后果 影响 作用
    历史意义 意义 历史 生平 一生 简历 传记 资料 百科 地图 时间 地点 日期 年份 评价 故事 伤亡
    损失 死亡人数 人数 图片 照片 电影 是怎么回事 在哪里 在哪儿"""
_ASPECTS_HAN = (
    f"^({'|'.join(_BEFORE_HAN.split())})|的?({'|'.join(_AFTER_HAN.split())}|"
    "(是)?(什么时候|何时|哪一?年)(签订|签署|发生|成立|开始|结束)?的?)+$"
)
_THE_FIRST = (" I", "-i")  # Nicholas I is not every Nicholas


class Form(Value):
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
    telling = folded if folded.isascii() else re.sub(f"{_GENERIC_HAN}|{_ASKED_HAN}", " ", folded)
    undeciding = UNDECIDING
    # Zhu De is not every Zhu, nor Jing An every Jing.
    if (len(every) > 1 and every[-1] in _LINKING) or (len(every) == 2 and every[-1] in FUNCTION_WORDS):
        undeciding -= {every[-1]}
    first = text.endswith(_THE_FIRST) and text[:-2][-1:].isalnum()
    passed_over = undeciding - {"i"} if first else undeciding
    core = [word for word in (every if telling is folded else words(telling)) if word not in passed_over]
    sorts = GENERIC_WORDS.intersection(every)
    if telling is not folded:
        sorts = sorts.union(re.findall(_GENERIC_HAN, folded))
    return Form(
        folded=folded,
        compact=folded.replace(" ", ""),
        words=frozenset(every),
        core=frozenset(core or every),
        core_compact="".join(word for word in telling.split() if word not in undeciding),
        generic=sorts - _PARTIES,
    )


def without_aspects(query: str) -> str:
    """*query* without words that say what is asked about a thing; all of it where no more is left."""
    bare = " ".join(word for word in query.split() if fold(word) not in _ASPECTS)
    if not (folded := fold(bare)).isascii():  # it is in Han characters, whose words are not set apart
        bare = folded = re.sub(_ASPECTS_HAN, "", folded)
    return bare if folded else query


def asked_form(query: str) -> Form:
    """As `form`, and Russian words that say what sort of thing is meant do not decide in any case."""
    asked = form(query)
    if query.isascii():
        return asked
    from sinorus_cli.search.stems import russian_stems  # which loads a stemmer

    generic = {word for word, stem in russian_stems(query).items() if stem in _GENERIC_RUSSIAN}
    return replace(asked, core=(asked.core - generic) or asked.core) if generic else asked

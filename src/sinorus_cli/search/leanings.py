"""Which kind of record a description asks for, by its words."""

from __future__ import annotations

import re

from sinorus_cli.model import Kind
from sinorus_cli.names import fold

# Descriptions mostly tell what happened; a word may say that something else is meant.
_LEANING = {Kind.PLACE.value: 0.87, Kind.PERSON.value: 1.05, Kind.TOPIC.value: 1.04, Kind.EVENT.value: 1.02}
_ASKED = {
    Kind.PERSON: """who whom whose man woman admiral ambassador author baron captain chairman
        chief colonel commander consul count diplomat emperor empress engineer envoy explorer
        founder general governor historian interpreter khan king leader marshal merchant minister
        monk observer officer official politician president priest prince ruler scholar secretary
        soldier spy statesman traveller tsar warlord writer
        kto admiral ataman baron chinovnik diplomat general gubernator imperator imperatritsa khan
        knyaz konsul lider marshal ministr missioner ofitser perevodchik politik polkovnik pravitel
        predsedatel premer prezident puteshestvennik sanovnik posol poslannik tsar uchenyy voevoda""",
    Kind.PLACE: """where city fort island lake mountain mountains place river territory town
        gde gorod gora krepost mesto ostrov ostrog ozero poselok reka""",
    Kind.TOPIC: """army bank book doctrine dynasty ideology institution language organisation
        organization party report tribe
        armiya dinastiya doktrina kniga narod organizatsiya partiya plemya uchrezhdenie yazyk""",
    Kind.TREATY: """accord agreement alliance communique contract convention deal declaration lease
        pact peace protocol statement treaty
        deklaratsiya dogovor dogovorennost kommyunike kontrakt konventsiya pakt protokol soglashenie
        traktat zayavlenie""",
}
_KIND_ASKED = {word: kind.value for kind, words in _ASKED.items() for word in words.split()}
# After which a clause follows: "who", "по которому".
_CLAUSE = r"(who|whom|whose|that|which|where) |(\w+ )?kotor"
# In Chinese what is asked for comes last, after all that is said of it.
_ASKED_HAN = {
    Kind.PERSON: """谁 人 者 皇帝 大汗 将军 元帅 大臣 大使 公使 使臣 官员 总督 都统 总统 主席 总理 部长 外长
        外交官 传教士 翻译 领袖 探险家 学者""",
    Kind.PLACE: "哪里 城市 城 镇 河 江 湖 岛 山 半岛 要塞 口岸",
    Kind.TOPIC: "银行 军队 王朝 政党 民族 部落 机构 组织 书 学说",
    Kind.TREATY: "条约 协定 协议 合同 公报 声明 宣言 议定书 章程 界约 专条",
}
_SURELY_ASKED_FOR, _ASKED_FOR = 1.4, 1.05
_NOT_WHO = 0.85  # for what is no person, where the query asks who


def leaning(query: str) -> dict[str, float]:
    """What a text score counts for each kind, by the first word that says which is asked for.

    It says so surely before a clause: "the bank that paid", "договор, по которому"; or, in
    Chinese, at the end of all.
    """
    folded = fold(query)
    words = folded.split()
    found = dict(_LEANING)
    if not folded.isascii():
        found |= {kind.value: _SURELY_ASKED_FOR for kind, ends in _ASKED_HAN.items() if _last(folded, ends)}
    after = (" ".join(words[place : place + 2]) + " " for place in range(1, len(words) + 1))
    sure = (
        word for word, two in zip(words, after, strict=True) if word in _KIND_ASKED and re.match(_CLAUSE, two)
    )
    if asked := next(sure, None):
        found[_KIND_ASKED[asked]] = _SURELY_ASKED_FOR
    elif asked := next((word for word in words if word in _KIND_ASKED), None):
        found[_KIND_ASKED[asked]] = _ASKED_FOR
    # "the baron who seized Urga" is not the seizure of Urga
    if "谁" in folded or not {"who", "kto"}.isdisjoint(words):
        others = (kind.value for kind in Kind if kind is not Kind.PERSON)
        found |= {kind: found.get(kind, 1.0) * _NOT_WHO for kind in others}
    return found


def _last(folded: str, nouns: str) -> bool:
    """Whether one of *nouns* stands at the end of a text, after what is said of it."""
    _, said, asked = folded.rpartition("的")
    return bool(said) and asked.endswith(tuple(nouns.split()))

"""What of a Chinese notice's text is kept, clause by clause: what can matter to a watchlist. Pure.

The whole text is matched before (`Item.whole`). Kept is less, by one rule for all clauses, which looks for no
name: what shows a body, a maker, a thing of technology or a figure with its unit stays; what shows none of
these and speaks of persons, or has anything in it that may be a name, matters to nobody and is not kept. So
there no name can stay, whatever its characters. What stays passes the gate (`shown`), the more strictly the
likelier persons are in it.
"""

import re
from collections.abc import Iterator

from watchers.parsers.persons.bodies import BRANDS, HAN, SURE_SIGN, shows_body
from watchers.parsers.persons.doubt import USUAL, Doubt
from watchers.parsers.persons.person_cues import TALK
from watchers.parsers.persons.person_labels import heads_persons, is_personal_label, is_whole_label
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES
from watchers.parsers.persons.plain_words import is_count, is_label
from watchers.parsers.persons.shown import gate, may_speak_of_persons
from watchers.parsers.persons.vocabulary import shows_technology
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.traditional import as_written, simplified

_CLAUSE = re.compile(r"(?:[^，,。；;！!？?\n]|(?<=\d),(?=\d))+[，,。；;！!？?]*|[，,。；;！!？?]+")
# what things of technology and trade are called by, within a word
_THING = re.compile(
    "仪|[器机]|系统|平台|软件|硬件|模[型块组]|算[法力子]|数据|训练|计算|网络|芯片|节点|集群|存储|显卡|[板卡]卡|云|量子"
    "|智能|激光|雷达|卫星|遥感|通信|材料|试剂|耗材|传感|装置|部件|仿真|[图影]像|识别|检测|测[量试]|监测|观测|预测|探测"
    "|分析|成像|光学|频谱|电源|电池|[车船镜]|无人|模拟|语音|语言|接口|协议栈|程序|[代源]码|引擎|许可|编译|推理|部署|迁移"
    "|网关|主机|校正|工况|反演|组学|转录|基因"
)
# a unit behind a figure; of days, numbers and hours there is one in any clause
_FIGURE = (
    r"(?<!\d)\d{1,7}(?:,\d{3})*(?:\.\d+)?(?:\s*[A-Za-z%℃°³²μΩ×万亿元台套件个项批张块片支]"
    r"|[^\W\d_年月日号时分点室楼层人位])"
)
_SHOWS = re.compile(rf"{_FIGURE}|[A-Za-z]-?[A-Za-z\d]|[\u30a0-\u30ff]{{3}}|{'|'.join(BRANDS)}")
_BODY = re.compile(
    rf"[{HAN}]{{2}}(?:(?<!评审|评标|磋商|谈判|询价|论证|监督)委员会|(?!委员会)(?:{SURE_SIGN})|研究[院所]|[院厂局厅所])"
)
_PAPER = re.compile(rf"[{HAN}]?[A-Z]{{0,6}}\d{{10,}}[A-Z]?")  # of certificates
_RUN = re.compile(rf"[{HAN}·]+")
_OF_PAGE = frozenset({None, "published", "issuer"})  # behind these a page tells of itself as well
_SPEAKER = re.compile(rf"[ \t\u3000]*(?P<who>[{HAN}·]{{2,4}})[:：]")  # below 专家意见
_SURNAMES = ALL_SURNAMES | COMPOUND_SURNAMES
_SHORT = 4  # characters of a name
_STATEMENT = 7  # characters without a sign between: more than a name and its title
_HEAD = 9  # characters of no head of a column
_NUMBERED = re.compile(r"[ \t\u3000]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[、.．](?!\d))")
_LABEL = re.compile(
    rf"{_NUMBERED.pattern}?[ \t\u3000]*(?P<label>[{HAN}][{HAN}（）()/、 \u3000]{{1,30}}?)[ \t\u3000]*[:：｜|]"
)


def shown_text(text: str, *, of_persons: bool = False) -> str:
    """Return what is kept of a Chinese text; `of_persons`: a label or heading before it announces them."""
    plain = simplified(text)
    if plain != text:
        return as_written([shown_text(plain, of_persons=of_persons)], text)[0]
    kept: list[str] = []
    below = of_persons
    for written in text.split("\n"):
        line = _without_speaker(written) if below else written
        label = _LABEL.match(line)
        numbered = _NUMBERED.match(line)
        heading = is_whole_label(line) or (
            numbered is not None and heads_persons(line[numbered.end() :].split("：")[0])
        )
        if heading or label or numbered:
            below = heading or (label is not None and _announces(label["label"]))
        kept.append(_kept_line(line, persons=below))
    return "\n".join(line for line in kept if re.search(r"\w", line))


def _without_speaker(line: str) -> str:
    """Return a line below a heading of persons without a name before a colon: 五角星：该工具为…."""
    speaker = _SPEAKER.match(line)
    if speaker is None or is_label(speaker["who"]) or gate(speaker["who"], Doubt.PERSONS):
        return line
    return line[speaker.end() :]


def clauses(line: str) -> Iterator[str]:
    """Yield the clauses of a line, each with the sign that ends it."""
    return (clause[0] for clause in _CLAUSE.finditer(line))


def speaks_of_persons(clause: str) -> bool:
    """Whether a clause, in simplified characters, speaks of what only persons are, do or are asked for."""
    return TALK.search(clause) is not None


def is_spoken_of(name: str, whole: str) -> bool:
    """Whether a short word begins as names do, shows no body, and stands but where persons are spoken of."""
    if not 2 <= len(name) <= _SHORT or _SURNAMES.isdisjoint((name[:1], name[:2])) or shows_body(name):
        return False
    beside = (clause for line in simplified(whole).split("\n") for clause in clauses(line) if name in clause)
    return all(map(speaks_of_persons, beside))


def _kept_line(line: str, *, persons: bool) -> str:
    """Return what is kept of a line; `persons`: a label or heading above it announces them."""
    kept: list[str] = []
    persons = persons and not _states(line)
    beside = persons  # they are spoken of in the clause before
    for clause in clauses(line):
        talk = speaks_of_persons(clause) or persons
        kept.append(_kept(clause, talk=talk, beside=beside and not _states(clause)))
        beside = persons or ((talk or beside) and clause[-1] in "，,")
    return "".join(kept).strip()


def _kept(clause: str, *, talk: bool, beside: bool) -> str:
    """Return what is kept of a clause that speaks of persons, or stands beside one that does."""
    shown = gate(clause, Doubt.NONE)
    names = _bare(shown) != _bare(clause)
    runs = _RUN.findall(clause)
    doubt = Doubt.PERSONS if talk else Doubt.NAMES if may_speak_of_persons(clause) else Doubt(names)
    if (
        _SHOWS.search(shown)
        or (_THING.search(shown) and not (talk or beside))
        or any(map(shows_technology, _RUN.findall(shown)))
    ):
        return gate(_PAPER.sub("", clause) if talk else clause, doubt)
    if (of_field := _is_of_field(clause)) or _BODY.search(shown):
        return gate(clause, doubt if of_field else Doubt.PERSONS)
    if len(runs) > 2 and not names and all(map(_is_head, runs)):
        return clause
    if names or talk or beside:
        return ""
    if len(runs) == 1 and len(runs[0]) <= USUAL and not is_count(runs[0]):
        return clause if re.search(rf"[\dA-Za-z]{runs[0]}|{runs[0]}[\dA-Za-z]", clause) else ""
    return gate(clause, max(doubt, Doubt.SOME))


def _states(text: str) -> bool:
    """Whether a text states something: it has more words together than a name, a title or a body."""
    return any(len(run) >= _STATEMENT and not _BODY.search(run) for run in _RUN.findall(text))


def _is_of_field(clause: str) -> bool:
    """Whether a clause begins with the label of a field: 地址, 数量, 采购人."""
    label = _LABEL.match(clause)
    return (
        label is not None
        and not _announces(told := re.sub(r"\s", "", label["label"]))
        and (field_of(told) not in _OF_PAGE)
    )


def _is_head(run: str) -> bool:
    """Whether characters that stand together may head a column: 中标金额, 元."""
    return len(run) < 2 or (len(run) < _HEAD and is_label(run))


def _announces(label: str) -> bool:
    """Whether a label announces persons."""
    return label.endswith("名单") or is_personal_label(label)


def _bare(text: str) -> str:
    return re.sub(r"[\s…]", "", text)

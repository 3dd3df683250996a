"""What of a notice's words is shown: what can be seen to name no person. Pure.

No name is looked for. Two to four characters that stand alone are shown where they are a label, a thing
or a body; in
longer stretches words of everyday language are, and bodies. Two to four words in capitals in another
script are shown
where one of them shows a body. The notice is matched whole before (`Item.whole`), so that nothing watched
is missed.
"""

import re
from collections.abc import Iterator, Sequence

from watchers.parsers.persons.bodies import BRANDS, HAN, SIGN, shows_body
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.persons import COMPOUND, RARE_SURNAMES, SURNAMES
from watchers.parsers.persons.vocabulary import SINGLE, is_seldom, tokens
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.traditional import as_written, simplified

WITHHELD = "…"
_RUN = re.compile(rf"[{HAN}·•・‧]+")
_SHORT = 4  # characters of a name; longer ones have a dot, or no character that is a word
_DOTTED = re.compile(rf"[{HAN}][·•・‧]+[{HAN}]")
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \t\u3000]{{1,4}}[{HAN}]){{1,3}}(?![{HAN}])")  # 单　价, 丁　一
# where the name of a body or of a place ends
_BODY = re.compile(
    rf"(?:{SIGN}|(?<=..)[院所厂店站场馆社局厅处科室部队校库台署]|(?<=.)[村镇乡县市区省州港])\Z"
)
_LONGEST = 6  # characters of a sign at an end
_ENDS_AS_BODY = re.compile(rf"(?:{SIGN})\Z")
_PLACE = re.compile(
    "(?:[路街巷桥河湖江山岛湾港园城寺庙洞峰岭沟渠坝堤塘泉关]|小区|大厦|广场|花园|公寓|大道|工程|系统|平台|隧道|高速"
    "|机场|码头|遗址|故居|古城|景区|新城|[奖杯号旗盟])\\Z"
)
# behind these begins another name
_PARTS_NAMES = frozenset("由为与和及在向对等的是给")
_LABELS = frozenset(
    [
        "单位",
        "电话",
        "方式",
        "地址",
        "名称",
        "时间",
        "金额",
        "评审",
        "供应商",
        "联系",
        "项目",
        "联系人",
        "采购人",
        "代理",
        "编号",
        "来自",
        "位于",
        "讲师",
        "教师",
        "专家",
        "代表",
        "负责人",
        "经理",
        "法人",
        "评委",
        "成员",
        "股东",
    ]
)
_TITLE = (
    "教授|老师|同志|先生|女士|院士|博士|大师|名师|传承人|法师|医生|导师|烈士|作家|画家|艺术家|同学|研究员"
)
_OF_PERSON = re.compile(_TITLE)
# a title that may name persons: what is said there of them
_OF_PERSONS = re.compile(
    rf"{_TITLE}|个人|自然人|课题组|团队|[聘]|表彰|追授|处罚|当事人|投诉人|诉|讣告|生平(?!台)|先进|名单|专家|任[职命免]|公民|科研启动|经费|代表人|身份证?明|授权"
)
_COMPLAINS = re.compile(rf"(?<=关于)(?P<who>[{HAN}]{{2,4}}?)(?=等?(?:投诉|举报|申诉|质疑|诉|同志|信访))")
# 法定代表人丁一身份证明, 授权委托书-丁一: whoever a file is about
_OF_FILE = re.compile(
    rf"(?:代表人|负责人|联系人|被授权人|专家|评委|委托书|声明函|承诺书|身份证|简历|证书"
    rf"|合同)[-—_ （(]?(?P<who>[{HAN}]{{2,3}})(?=身份|回避|简历|证|声明|[-—_ （()）]|\Z)"
)
_BEFORE_TITLE = re.compile(rf"(?P<who>[{HAN}]{{2,3}})(?=(?:{_TITLE})(?!工作[室站]))")
# ends of words for things, sums, days and other matters
_THING = re.compile(
    "[器机仪备件统板卡线柜架桌椅表泵阀管箱车屏盘材料品务程工具网云包组额价费率量期限数式址称号码间容求注位准定用序计别质书函单]\\Z"
)
_OF_NUMBER = frozenset("〔[［【")
_COUNT = re.compile("[一二三四五六七八九十两百千]+[台套个件年月日次期批项名人份种]")
_UNIT = re.compile(
    "[万亿千百十多余元年月日时分秒个台套件只条项次份张块颗片米吨组批包箱号名位家天周间栋座层期点度升克瓦核款种]"
)
_HEAD = re.compile(
    "序号|名次|排[名序]|备注|单价|数量|合计|小计|总价|品牌|产地|是否|公告|名称|内容|说明|其[他它]|详见|附件|成交|中标|人民币|含税|不含税|合格|同上|如有|地域|地区|区域|省份|城市|属地"
)
_OF_PLACE = re.compile(
    "(?:区域|地区|地域|省份|城市|所在地|属地)[:：]?\\s?\\Z"
)  # a label behind which places stand
_LABEL_BEFORE = 6  # characters in which it stands
_FIGURES = frozenset("一二三四五六七八九十")  # given names too: 丁一
_COMPOUND = frozenset(COMPOUND.split("|"))
_SURNAMES = frozenset(SURNAMES + RARE_SURNAMES)
_WORD = r"[A-ZÀ-ÞĀ-ŽА-ЯЁ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_LINK = r"(?:[Dd]e |[Vv]an |[Vv]on |bin |al-|la )"
_NAMED = re.compile(
    rf"(?<![\w.+-])(?:[A-Z]\.|{_WORD})(?:[ \u00a0·•]{_LINK}?(?:[A-Z]\.|{_WORD})){{1,3}}(?![\w+-])"
)
_CYRILLIC = re.compile(r"(?<![«\"“\w])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?![»\w])")
_CAMEL = re.compile(r"\b(?!Mc|Mac|De|Di|La|Le|Van|O')[A-Z][a-z]+[A-Z]")  # OpenAI, PowerEdge
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SYLLABLES = re.compile(
    "[\uac00-\ud7af]{2,}(?:[ ·][\uac00-\ud7af]{1,4})?|[\u30a0-\u30ff]{2,}(?:[・＝][\u30a0-\u30ff]{2,})+"
)
# makers and families beside which a second word is a model's
_MAKERS = re.compile(
    r"\b(?:nvidia|amd|intel|dell|hpe?|ibm|lenovo|huawei|cisco|inspur|apple|samsung|microsoft|oracle|google|xilinx|atlas"
    r"|ascend|kunpeng|keysight|agilent|thermo|zeiss|leica|olympus|nikon|waters|shimadzu|bruker|siemens|schneider|fluke"
    r"|tektronix|h3c|azure|aws|linux|windows|server|geforce|quadro|tesla|jetson|xeon|core|epyc|ryzen|radeon|instinct|gaudi)\b",
    re.IGNORECASE,
)
_INITIAL = r"[A-ZА-ЯЁ]\."
# Jane Roe, J. M. Roe, ROE Jane, ROE, Jane
_PERHAPS = re.compile(
    rf"(?<![\w.+-])(?:{_INITIAL}|{_WORD})(?:(?:[ \u00a0]{_LINK}?"
    rf"|(?<=[A-Z]{{2}}),[ ])(?:{_INITIAL}|{_WORD})){{1,3}}(?![\w+-])"
)
_SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-ÞА-ЯЁ][^\W\d_]+")
_PLACES = re.compile(
    r"\b(?:Street|Road|Lane|House|Park|Campus|Junction|Terrace|Drive|Avenue|Quay|Tower|Square|Island|Lot|Annex|Appendix|Act)\b"
)


def shown_text(text: str) -> str:
    """Return what is shown of a Chinese text: without what may be a name."""
    plain = simplified(text)
    if plain != text:
        return as_written([shown_text(plain)], text)[0]
    text = _SPACED.sub(_label_or_nothing, text)
    text = _RUN.sub(_shown, text)
    text = _SYLLABLES.sub(_body_or_nothing, _CYRILLIC.sub("", _NAMED.sub(_body_or_nothing, text)))
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if re.search(r"\w", line))


def shown_title(title: str, *, file: bool = False) -> str:
    """Return what is shown of a title or the name of a thing, a sign in place of the rest.

    Beside a word for persons what is no word is withheld, and elsewhere what begins as names do. In the
    name of a
    `file` two words in capitals may be a name too.
    """
    plain = simplified(title)
    if plain != title:
        return as_written([shown_title(plain, file=file)], title)[0]
    strict = file or _OF_PERSONS.search(title) is not None

    def shown(run: re.Match[str]) -> str:
        word = run[0]
        if _DOTTED.search(word):
            return word if _BODY.search(word) else WITHHELD
        parts = list(tokens(word))
        if run.string[run.end() : run.end() + 1] in _OF_NUMBER:  # 某财采决〔2026〕14号
            return word
        if 1 < len(word) < _SHORT and not all(known for *_, known in parts):
            begins = word[0] not in SINGLE or word[0] in _SURNAMES
            return WITHHELD if begins and not (_BODY.search(word) or _PLACE.search(word)) else word
        hidden = _unknown(word, parts, _BODY, _PLACE) if strict else _names(word, parts)
        if strict and (who := _COMPLAINS.search(word)) and not _BODY.search(who["who"]):
            within = [known for start, end, known in parts if start >= who.start() and end <= who.end()]
            if len(within) < 2 or not all(within):  # 关于方圆投诉, not 关于某项目投诉
                hidden.append(who.span())
        if strict and (who := _BEFORE_TITLE.search(word)) and not _BODY.search(word[: who.end()]):
            edges = {start for start, *_ in parts if who.start() <= start < who.end()}
            hidden.append((min(edges, default=who.start()), who.end()))
        return "".join(_with_gaps(word, sorted(hidden)))

    kept = _NAMED.sub(_body_or_sign, title) if strict else title
    if file:
        kept = _OF_FILE.sub(
            lambda of: of[0] if _is_label(of["who"]) else of[0].replace(of["who"], WITHHELD), kept
        )
    return _RUN.sub(shown, kept)


def shown_western(text: str) -> str:
    """Return what is shown of a text in a European language: without words in capitals that may be a name.

    They are two to four, no word of a body or place is among them, and none is a word elsewhere in the text.
    """
    words = {word[0].lower() for word in _SMALL.finditer(text)}

    def judged(run: re.Match[str]) -> str:
        name = run[0]
        if any(word.lower() in words for word in _LETTERS.findall(name)):
            return name
        return name if _PLACES.search(name) or _body_or_nothing(run) or name.isupper() else WITHHELD

    return _PERHAPS.sub(judged, text)


def in_bodies(run: str, parts: Sequence[tuple[int, int, bool]], *ends: re.Pattern[str]) -> set[int]:
    """Return the numbers of the words in a stretch that belong to the name of a body or place."""
    begin = done = 0
    covered = set[int]()
    for number, (start, end, _) in enumerate(parts):
        if (
            run[start:end] in _PARTS_NAMES
            or run[start:end] in _LABELS
            or _OF_PERSON.fullmatch(run[start:end])
        ):
            begin = number + 1
        elif any(one.search(run, max(0, end - _LONGEST), end) for one in ends or (_BODY,)):
            covered.update(range(max(begin, done), number + 1))
            done = number + 1  # each word is counted once, however many signs follow it
    return covered


def _label_or_nothing(spaced: re.Match[str]) -> str:
    """Return a label that is written with blanks without them; a name so written goes."""
    word = re.sub(r"\s", "", spaced[0])
    return word if field_of(word) or _HEAD.fullmatch(word) else ""


def _is_label(word: str) -> bool:
    return bool(field_of(word) or _HEAD.match(word) or is_personal_label(word))


def _shown(run: re.Match[str]) -> str:
    word, text = run[0], run.string
    if _DOTTED.search(word):
        return word if _BODY.search(word) else ""
    if len(word) > _SHORT:
        return "".join(_with_gaps(word, _unknown(word, list(tokens(word)), _BODY)))
    label = text[max(0, run.start() - _LABEL_BEFORE) : run.start()]
    if _OF_PLACE.search(label):
        return word
    before = label[-2:].rstrip()
    if before[-1:].isdigit() and _UNIT.match(word):
        return word
    return word if _stands(word, text[run.end() : run.end() + 1]) else ""


def _stands(word: str, behind: str) -> bool:
    """Whether a word of a name's length that stands alone is shown; `behind` is the sign behind it."""
    if len(word) == 1:
        return word in SINGLE
    if _is_label(word) or word in BRANDS or _COUNT.fullmatch(word):
        return True
    if (len(word) > 2 and _ENDS_AS_BODY.search(word)) or (len(word) == _SHORT and _BODY.search(word)):
        return True
    known = [end - start for start, end, known in tokens(word) if known]
    if sum(known) < len(word):
        return False
    return (
        (known == [2, 2] and word[:2] not in _COMPOUND)
        or _THING.search(word) is not None
        or (behind in (":", "：") and len(known) > 1)
    )


def _unknown(
    run: str, parts: Sequence[tuple[int, int, bool]], *ends: re.Pattern[str]
) -> list[tuple[int, int]]:
    """Return what in a stretch of characters is no word, outside the names of bodies and places."""
    unknown = [number for number, (*_, known) in enumerate(parts) if not known]
    covered = in_bodies(run, parts, *ends) if unknown else set()
    hidden: list[tuple[int, int]] = []
    for number in unknown:
        if number in covered:
            continue
        start, end, _ = parts[number]
        if number and number - 1 not in covered:
            before = parts[number - 1]
            if before[1] - before[0] == 1 and run[before[0]] in _SURNAMES:
                start = before[0]  # 于鑫: a surname that is a word too
                if run[end : end + 1] and [end, end + 1] == list(parts[number + 1][:2]):
                    end += run[end] not in _PARTS_NAMES  # 于鑫云
        if end - start == 1 and number + 1 < len(parts) and number + 1 not in covered:
            after = parts[number + 1]
            word = run[after[0] : after[1]]
            if after[1] - after[0] <= 2 and (word not in SINGLE or word in _FIGURES):
                end = after[1]  # 王晓云: a surname and a word
        hidden.append((start, end))
    return hidden


def _names(run: str, parts: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Return what in a stretch begins with a surname, goes on as no word does, and is in no body's name."""
    covered: set[int] | None = None
    hidden: list[tuple[int, int]] = []
    for number, (start, stop, known) in enumerate(parts):
        end = stop
        size = end - start
        if (
            known
            or (size == 1 and run[start] not in _SURNAMES)
            or (size > 1 and not (run[start] in _SURNAMES and is_seldom(run[start:end])))
        ):
            continue
        if size == 1:
            for after_start, after_end, after_known in parts[number + 1 : number + 3]:
                if after_known or after_end - after_start > 1 or after_end - start > 3:
                    break
                end = after_end
            if end - start == 1:
                continue
        covered = in_bodies(run, parts, _BODY, _PLACE) if covered is None else covered
        if number not in covered and not (hidden and hidden[-1][1] > start):
            hidden.append((start, end))
    return hidden


def _with_gaps(run: str, hidden: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield what stays of a stretch, a sign for each part that does not."""
    at = 0
    for start, end in hidden:
        if start > at or not at:
            yield run[at:start]
            yield WITHHELD
        at = max(at, end)
    yield run[at:]


def _body_or_nothing(name: re.Match[str]) -> str:
    shown = shows_body(name[0]) or _MAKERS.search(name[0]) or _CAMEL.search(name[0])
    return name[0] if shown else ""


def _body_or_sign(name: re.Match[str]) -> str:
    return _body_or_nothing(name) or WITHHELD

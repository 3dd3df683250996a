"""Whether a name is a person's: a given name or title before it, a surname, an age or a deed behind it.

Knows the text directly around a hit. Must not know terms, contexts or automata.
"""

import re

from watchlists.spellings.knownnames import well_known
from watchlists.text.normalize import Folded
from watchlists.words import words

_GIVEN = re.compile(r"\b([^\W\d_]{3,}) $")
_TITLES = frozenset(
    ("Mr", "Mrs", "Ms", "Dr", "Prof", "Professor", "Sir", "Lady", "Lord", "Baroness", "Baron", "Judge")
) | frozenset(
    ("Senator", "President", "Herr", "Frau", "Madame", "Monsieur", "Signor", "Signora", "Señor", "Señora")
)
_TITLE = re.compile(rf"\b({'|'.join(sorted(_TITLES))})\.? $")
_INITIAL = re.compile(r"(?<= )[A-Z]\. $")
_SHORTEST = 2  # letters; a given name has more
# What is called after a person: "Blackwell Tunnel", "Rubin Observatory".
_CALLED_AFTER = re.compile(
    r" (?:[A-Z]\w+ )?((?:tunnel|observatory|museum|street|road|avenue|lane|square|bridge|hospital|school"
    r"|prize|award|medal|church|chapel|library|theatre|theater|gallery|stadium|pharmaceuticals|fellowship|lecture)s?)\b",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r" [^\W\d_a-zа-я][^\W\d_]{2,}|, (?:aged|age) (?:\d|[a-z])\w*|, \d{1,2},")
_SURNAME = re.compile(r"[ ’'-]{1,2}([A-Z][a-z]{2,}(?:(?![\u3400-\u9fff])\w)*)")
_PRODUCT_WORDS = frozenset(
    [
        *("Sonnet", "Opus", "Haiku", "Code", "Pro", "Instant", "Team", "Desktop", "Enterprise"),
        *("Max", "Plus", "Models", "Chat", "And", "Or", "For", "In", "On"),
    ]
)


_PERSON_AFTER = re.compile(
    "[）)]?(?:笔下|执导|饰演|出演|主演|作曲|创作的|夫人|先生|女士|教授|在片中|一角)|, who(?:se)?\\b"
)

# Titles that stand before a person's Chinese name without a space, and forms of address behind one.
_HAN_TITLES = (
    "总经理|董事长|总裁|副总|首席执行官|创始人|主教练|教练|主帅|队长|前锋|后卫|门将|导演|编剧|作家|小说家|画家|漫画家|歌手|演员"
    "|影星|球星|教授|律师|法官|局长|部长|厅长|处长|市长|县长|省长|州长|总统|总理|首相|外长|大使|将军|上校|少校|设计师|摄影师|建筑师"
)
_HAN_TITLE = re.compile(f"(?:{_HAN_TITLES})$")
# Surnames that are no little word besides (于, 向, 任), and what is said of a person by the whole name.
_HAN_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范谭廖邹熊陆郝崔康邱秦顾侯邵孟段钱汤尹黎武乔赖龚"
)
_RARER_SURNAMES = frozenset(
    "喻于向任方石江史金万常安齐易樊殷施庄严牛洪翁颜倪温季童鲁骆祝焦葛庞裴岳耿关兰柳甘鲍涂卓欧解阮强聂柴翟滕代甄佟闫晏邢凌阳瞿芮宓靳蒲褚桂闵匡楚俞米贝"
    "伏成闻冷辛管祖左包宁柯娄柏水窦章云奚郎韦昌苗凤花酆费廉岑雷贺毕邬乐皮卞元卜平和穆萧湛祁毛禹狄臧计谈茅纪舒屈项蓝麻路危刁盛刚储荣荀羊惠曲封汲邴糜松"
    "井富巫乌巴弓牧隗山谷车蓬全郗班仰秋仲伊宫仇栾暴斜厉戎符景詹束龙幸司韶郜薄印宿白怀邰鄂索籍屠蒙池胥苍双莘党贡逄姬申冉宰雍桑濮寿通边扈燕冀浦尚农别充"
    "慕连茹习宦艾鱼容古慎戈庾终暨居衡步都满弘国文寇广禄阙东殳沃利蔚越隆师巩厍晁勾敖融訾阚那简饶空毋沙养鞠须丰巢蒯相查后荆红游竺权逯盖益桓公仉督晋法汝"
    "鄢钦归海帅缑亢况郈琴商牟佘佴伯赏墨哈谯笪年"
)
_HAN_BY_NAME = re.compile(
    f"(?:{_HAN_TITLES}|记者|顾问|分析师|经理|主任|书记|主席|院长|校长|所长|厂长|联系人|负责人|代表人?|法人|专家|经办人|编辑|老师|博士|院士)$"
)
_HAN_DEED = re.compile(
    "[说称等]|表示|介绍|指出|认为|告诉|坦言|透露|强调|担任|出任|出生|毕业|报道|在接受|先生|女士|教授|博士|院士|团队|课题组"
    "|总经理|董事长|主任"
)
_HAN_GIVEN = 2  # characters
_HAN_ADDRESS = re.compile("先生|女士|小姐")
_HAN_COMPANY = (*"网队报社院所厂局部会", "公司", "集团", "银行", "股份", "科技", "电子")
_HAN_PERSON = 5  # characters of the longest


def called_in_han(name: str, before: str, after: str, gaps: tuple[str, str]) -> str:
    """Return the title or form of address that shows a Chinese name to be a person's; "" if none.

    `before`, `after`: the characters on either side; `gaps`: the space in front of the name and behind it.
    A well-known company stays one, and so does a name that ends as companies' do.
    """
    if person := _with_surname(name, before, after, gaps):
        return person
    if len(name) > _HAN_PERSON or name in well_known() or name.endswith(_HAN_COMPANY):
        return ""
    if address := _HAN_ADDRESS.match(after):
        return name + address.group()
    title = None if gaps[0] else _HAN_TITLE.search(before)
    return title.group() + name if title else ""


def is_surname(character: str) -> bool:
    """Return whether a Chinese character is a surname, be it a little word besides."""
    return character in _HAN_SURNAMES or character in _RARER_SURNAMES


def _with_surname(name: str, before: str, after: str, gaps: tuple[str, str]) -> str:
    """Return the person whose given name two characters are, by the surname before them; "" if none.

    Three characters by themselves are another name than the last two, whoever is called so: 联系人：李华强.
    """
    surname = before[-1:]
    if gaps[0] or len(name) != _HAN_GIVEN or name.endswith(_HAN_COMPANY) or surname not in _HAN_SURNAMES:
        return ""
    alone = len(before) == 1 and (not after or gaps[1] or _HAN_DEED.match(after))
    return surname + name if alone or _HAN_BY_NAME.search(before[:-1]) else ""


def person_follows(after: str) -> bool:
    """Return whether a surname (a capitalised word that is no product's) or what a person does follows."""
    if _PERSON_AFTER.match(after):
        return True
    match = _SURNAME.match(after)
    return match is not None and match.group(1) not in _PRODUCT_WORDS and not after.startswith(("'s", "’s"))


def surname(folded: Folded, start: int, end: int) -> str:
    """Return the given name or title before a surname (Mikhail Kalashnikov, Mr. Li); "" if none."""
    first = folded.span(start, end)[0]
    around = folded.source[first - 20 if first > 20 else 0 : first]
    if around[-1:] != " " or not ((last := around[-2:-1]).isalpha() or last == "."):
        return ""
    word = around[:-1].rpartition(" ")[2]
    if word.isalpha():
        if word in _TITLES:
            return word
    elif title := _TITLE.search(around[-12:]):
        return title.group(1)
    else:  # a stop, a hyphen or an initial before it
        before = _GIVEN.search(_INITIAL.sub("", around))
        word = before.group(1) if before else ""
    return word if len(word) > _SHORTEST and word.casefold() in words("first_names.txt") else ""


def given_name(folded: Folded, start: int, end: int) -> str:
    """Return the person whose given name an acronym is, written so: Kai Havertz, "Kai, aged nine"; or ""."""
    first, stop = folded.span(start, end)
    written = folded.source[first:stop]
    if written.isupper() or not written[:1].isupper() or written.casefold() not in words("first_names.txt"):
        return ""
    after = _NAME_AFTER.match(folded.source, stop)
    return written + after.group() if after else ""


def called_after(folded: Folded, end: int) -> str:
    """Return what is called after the person a name is: a tunnel, a museum, a prize; "" for none."""
    after = _CALLED_AFTER.match(folded.source, folded.origin(end - 1) + 1)
    return after.group(1) if after else ""

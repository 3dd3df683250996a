"""Persons known by what stands beside their name: a phone number, a title; and surnames. Pure."""

import re

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方"
    "邹熊白孟秦邱侯江尹薛闫雷龙史陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
    "符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢屠漆"
)
# rarer ones, too few to look for beside every phone number
RARE_SURNAMES = (
    "黎阎荀茹邸阚闻奚晁厉谌芮蔺茅楼步展巢逄亓郜撒檀隗禤冼缑訾邰郗郇鄞庾宓酆钮钭揭仝谯贡郏邴闾雍"
    "麴侍俸呙妫庹忻昝暨朴杲璩矫糜莘蓟逯郤阙雒支息敬段常赖狄裘诸湛嵇杭濮浦竺桓戎扈"
    "么郄佴俸厍乜笪仉眭糜迮啜妥揣苌隽矣撖冶锁帖闭侬召陇盖瞿缑咎哈逄"
)
COMPOUND = (
    "欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|东方|南宫|独孤|长孙|宇文|轩辕|百里|呼延|闻人|澹台|"
    "赫连|申屠|太史|钟离|濮阳|拓跋|司空|鲜于|完颜|纳兰|亓官|巫马|公冶|太叔|仲孙|段干|东郭|羊舌|公羊|谷梁|漆雕|乐正|壤驷|公良|夹谷|宰父|颛孙|"
    "左丘|梁丘|淳于|万俟|司寇|公西|闾丘|达奚|单于"
)
ALL_SURNAMES = frozenset(SURNAMES + RARE_SURNAMES)
RARER_SURNAMES = frozenset(
    "水云昌凤花廉皮元平萧禹贝计伏强危经干宣贲洪滑羊於家羿汲松井富乌巴弓牧山蓬仰秋伊暴祖束幸韶薄印宿怀从鄂"
    "索咸籍阴鬱能苍双劳扶堵宰郦寿通别充慕习宦鱼容慎戈终居衡都满弘国广禄东殳沃利蔚越夔隆勾融那空毋养须丰蒯"
    "相后红权益公代仵粟占卿税母"
)
"""Surnames that are words as well, of the Hundred Families and of today, beside those of `persons`."""
EVERY_SURNAME = ALL_SURNAMES | RARER_SURNAMES
COMPOUND_SURNAMES = frozenset(COMPOUND.split("|"))
PERSON = rf"(?:(?:{COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_TITLES = (
    "老师|先生|女士|小姐|同志|主任|科长|处长|股长|队长|院长|局长|所长|经理|助理|教授|参谋|干事|书记|工程师|工"
)
PHONE = (
    r"(?:"
    r"(?:(?:[+＋]|00)?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}"  # mobile
    r"|(?:[+＋]?86[- ]?)?(?:[(（]0\d{1,4}[)）]|0\d{2,3})\s?[-－—–]?\s?\d{3,4}[- \t]?\d{4}"  # landline
    r"(?:\s?(?:[-－—转]|分机)\s?\d{1,6})?"
    r"|[(（]0\d{2,4}[)）][ -]?\d{2,3}-\d\d-\d\d"
    r"|[+＋]?86[- ]\d{2,3}[- ]\d{3,4}[- ]?\d{4}(?:\s?[-－—转]\s?\d{1,6})?"
    r"|[(（]?[+＋]?85[23][)）]?[- ]?\d{4}[- ]?\d{4}"  # Hong Kong, Macau
    r"|[48]00[- ]?\d{3}[- ]?\d{4}"  # service numbers
    r"|\d{3,4}[-－—]\d{7,8}(?:[-－—转]\d{1,6})?"
    r"|[一幺][三四五六七八九][零〇○一二三四五六七八九幺]{9}"  # written out
    r")(?:\s?[/、,，]\s?\d{7,8})*"
)
NUMBER = rf"(?<![\dA-Za-z]){PHONE}(?![\dA-Za-z])"
EDGE = r"(?<![\u4e00-\u9fffA-Za-z0-9])"
_BESIDE = r"(?:[ \t\u3000，,、（(]{1,3}(?:联系)?(?:电话|手机)[:：]?|[ \t\u3000，,、（(]{0,3})"
_WORD = r"[\u4e00-\u9fff]{2,4}"
# `采购办 丁一鸣 0571-…`, `（丁一，0571-…）`: whatever short word stands before a number is its owner
_BEFORE_PHONE = re.compile(
    rf"{EDGE}{_WORD}(?:[、/ ]{_WORD}){{0,3}}(?:[（(][^（）()\n]{{1,12}}[）)])?"
    rf"(?<![电話话真线机打询是为到于至])"
    rf"{_BESIDE}(?={NUMBER})"
)
_BEHIND_PHONE = re.compile(
    rf"((?<![\dA-Za-z_./\-]){PHONE})[ \t\u3000]?[，,、（(/ ][ \t\u3000]?"
    rf"{PERSON}(?:{_TITLES})?(?=[）)\s，,；;。、]|\Z)"
)
_NUMBER = re.compile(NUMBER)
_PRIVATE = re.compile(
    r"[（(](?:个人|自然人|个体(?:工商)?户?|[^（）()]{0,12}(?:教授|研究员|老师|讲师|博士|[程计师]师)"
    r"|(?i:natural person|individual|sole (?:trader|proprietor)|self-employed))[）)]\Z"
)


def without_named_numbers(text: str) -> str:
    """Return `text` without phone numbers and the names beside them, and without brackets left empty."""
    if not re.search(r"\d{3}", text):
        return text
    text = _NUMBER.sub("", _BEHIND_PHONE.sub(r"\1", _BEFORE_PHONE.sub("", text)))
    return re.sub(r"[（(][\s，,、：:]*[）)]", "", text)


def bare_name(name: str) -> str:
    """Return a private person's name without the remark that says so."""
    return _PRIVATE.sub("", name).strip()

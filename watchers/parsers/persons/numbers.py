"""Ways to reach a person that are told by their form: phone numbers, mail addresses, numbers of papers. Pure.

They are looked for in a copy of the text whose wide signs are narrow, and cut from the text itself.
"""

import re

from watchers.parsers.persons.persons import PHONE

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2014: "-", 0x2013: "-"}
_BEFORE = r"(?<![A-Za-z0-9_])(?<![A-Za-z]\.)(?<!\d\d\.)(?<![A-Za-z0-9]-)"
_BEHIND = r"(?![A-Za-z0-9_\-])(?!/[A-Za-z])"
_DOMAIN = r"[\w-]{1,64}(?:(?:\.| dot )[\w-]{1,64}){0,4}(?:\.| dot )(?:com|cn|net|org|edu|gov)(?![A-Za-z0-9])"
_MARK = r"[ \t]?(?:@|[(\[{]\s?(?:@|at)\s?[)\]}]|#| at )[ \t]?"
_GAP = "[- .·]"
_MOBILE = (
    rf"(?:1[3-9]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}|1[3-9]\d\d{_GAP}\d{{3}}{_GAP}\d{{4}}|1[3-9]\d{{5}}{_GAP}\d{{4}}"
    rf"|1[3-9]\d(?:{_GAP}\d\d){{4}}|1{_GAP}[3-9](?:{_GAP}\d){{9}})"
)
_DIGIT = "零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
# of a city without its prefix; no day, no years
_OF_CITY = (
    r"(?m:(?<=[，,（(/、：:；;])|^)[ \t]?(?!20[0-3]\d[ -]?(?:[01]\d[0-3]\d|20\d\d))[2-8]\d{3}(?:[ -]?\d{4})"
    r"(?:[/、,，]\s?[2-8]\d{7})*(?=[ \t]?(?m:[）),，。；;/、]|$))"
)
# of a bank card: ISO/IEC 7812 has 3 to 6 for banks; no code of a region with a year behind it
_CARD = (
    r"(?<![A-Za-z0-9_./-])(?!\d{6}20[0-3]\d)(?<!编号[:： ])"
    r"(?:[3-6]\d{14,18}|[3-6]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?![A-Za-z0-9_-]|\.\d)"
    r"|(?:(?<=[卡账帐]号)[是为:：\s]{0,2}|(?<=[账帐]户)[是为:：]\s?)\d(?:[ -]?\d){7,20}(?!\d|\.\d|[元万])"
)
# Figures in groups of which the first begins with 0: 0123 / 456-7890, 01 23 45 67 89, 0 93 21 - 5 50 - 17,
# 064)754-8120. Nobody writes sums so; days and numbers with a year behind them are told by the year.
_YEAR = r"(?:19|20)\d\d"
_SIGN = r"[ \t]?[-./)–][ \t]?|[ \t]"
_OF_REGION = (
    r"(?<![\w/.,+#-])(?<!\d:)(?<!N[or]\. )(?<!N° )(?<!nº )(?<!# )(?<!umber )(?<![A-Z]{2} )(?<!/S )"
    rf"(?!\d\d?[ ./-][ ]?\d\d?[ ./-][ ]?{_YEAR}(?!\d)|\d\d?(?:[./-]\d\d){{2}}(?![ ./-]?\d)"  # days
    rf"|0\d*[ ./-]{_YEAR}(?!\d)"
    r"|0\d[ .]\d\d[ ]?[-–][ ]?\d\d[ .]\d\d(?!\d)|0\d\d(?:[ ]0\d\d){2})"  # hours, numbers of lots
    rf"(?=(?:\D{{0,3}}\d){{8,14}}(?!\D{{0,2}}\d))\(?(?:0\d{{1,5}}|0(?=[ ]\d\d[ ]))\)?"
    rf"(?:(?:{_SIGN})\d{{1,9}}){{1,6}}(?![\w/%€$£¥:]|[.,-]\d|[.．][^\W\d_]"
    r"|[ ](?:[元万吨米台套]|EUR|USD|GBP|kg|GB|TB|W\b))"
)
_ABROAD = (
    r"(?<![\w/.,+-])(?:8[ -]\(?\d{3,5}\)?[ -]\d{1,3}-?\d\d-?\d\d"  # Russia and Kazakhstan
    r"|[689]\d\d(?:[ ]\d\d){3}"  # Spain
    r"|/(?:00|\+)?\d{2,3}/(?:[ ]?\d{2,3}){3,4}"  # /48/ 77 555 02 19
    r"|0\d{1,4}\(\d{1,4}\)\d{4}|[0oO]1[0oO]-\d{3,4}-\d{4})(?![\w/]|[.,-]\d)"  # Japan, Korea
)
_PATTERNS = (
    r"[\w.+-]{1,64}[ \t]?@[ \t]?[\w-]{1,64}(?:\.[\w-]{1,64})+",
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_MARK}{_DOMAIN}",
    _CARD,
    _OF_REGION,
    _ABROAD,
    r"\d{3,6}\*{3,}\d{0,4}[\dXx]?",  # 138****5678
    # of an identity card
    r"(?<![A-Za-z0-9])(?:\d{17}|\d{6}[ -]?(?:19|20)\d\d[01]\d[0-3]\d[ -]?\d{3})[\dXx](?![A-Za-z0-9])",
    rf"(?:{_BEFORE}|(?<=[Tt]el)|(?<=TEL)|(?<=[A-Za-z]-)){_MOBILE}(?![A-Za-z0-9_])",
    rf"{_BEFORE}{PHONE}{_BEHIND}",
    r"(?<=[电热]话)\s?\d{7,8}(?!\d)",
    r"(?:(?<=分机)|(?<=分机号)|(?<=分機))[ \t]?[:：]?[ \t]?\d{2,6}(?![\d.])",
    r"(?<![\w.+-])[a-z][a-z0-9_.-]{2,30}@(?=[，,。；;、）)\s]|\Z)",  # cut off behind the sign
    # where nothing but signs is beside it
    _OF_CITY,
    rf"(?<![{_DIGIT}十百千万亿])[{_DIGIT}]{{7,12}}(?![{_DIGIT}十百千万亿元年拾佰仟])",  # written out
    r"\bwxid_\w+",
    r"(?<![\d.])(?:\d[ -]{1,3}){9,}\d(?![\d.])",  # 0 5 7 1 - 8 6 4 1 2 2 0 7
)
_REACHED = re.compile("|".join(_PATTERNS))
# whatever figures stand behind the word for a phone, in whatever groups
_BEHIND_WORD = re.compile(
    r"((?:[电電]话|[电電]話|手[机機]|[内內][线線]|短号|客服|[热熱][线線]|[传傳]真|致[电電]|[拨撥]打)[^。；;\n\d]{0,20}?)"
    r"\(?\d[\d \-()]{4,20}\d(?![\d.]*[万元年台])"
)
_ANY = re.compile(rf"\d|[@#]|[{_DIGIT}]{{7}}|wxid_|\bat\b", re.ASCII)


def without_numbers(text: str) -> str:
    """Return `text` without phone numbers, identity numbers and mail addresses, however they are written."""
    narrow = text.translate(_NARROW)
    if not _ANY.search(narrow):
        return text
    return _cut(_BEHIND_WORD, 1, _cut(_REACHED, 0, text))


def _cut(numbers: re.Pattern[str], word: int, text: str) -> str:
    """Return the text without what is found in its narrow copy; the group `word` before it stays."""
    kept, at = [], 0
    for found in numbers.finditer(text.translate(_NARROW)):
        kept.append(text[at : found.end(word) if word else found.start()])
        at = found.end()
    return "".join((*kept, text[at:])) if at else text

"""Numbers of persons out of notices: of phones, papers and accounts, known by their form. Pure.

Every step is one pass over the text, so that a page made to be slow is not.
"""

import re
from collections.abc import Iterable

from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.traditional import as_written, simplified

# of certificates
_CERTIFICATE = re.compile(
    r"(?:证书?|执业|资格|职称)(?:编号|号码?)[ \t]*[:：]?[ \t]*"
    r"[\u4e00-\u9fff]?[A-Za-z0-9〔〕（）()\-]{6,30}"
    # 工号AB0123, PMP证书 1234567; not 证书ISO27001
    r"|(?:[工学警]号码?[ \t]*[是为:：]?[ \t]*[A-Za-z]{0,6}-?\d{2}"
    r"|证书?[ \t]+(?!ISO|GB|IEC)[A-Z]{0,6}\d{6})\d{0,12}(?![A-Za-z0-9])"
    # 京建安C(2024)…: of safety officers on building sites
    r"|[\u4e00-\u9fff]建安[A-C]\d?[（(〔\[]\d{4}[）)〕\]]第?\d{5,9}号?"
    r"|(?P<rank>[师工员授](?:[（(][^（）()\n]{1,8}[）)])?)"
    r"[ \t]+[\u4e00-\u9fff]?[A-Z]{0,6}\d{6,20}[A-Z]?(?![A-Za-z0-9.])"
)
# 护照号 75 4410923
_PASSPORT = re.compile(r"(?:护照|通行证|证件)(?:编?号码?)?[ \t]*[:：]?[ \t]*[A-Za-z]{0,3}\d[\d ]{4,14}\d")
_ACCOUNT = re.compile(
    r"(?<![A-Za-z])(?:(?i:QQ|wechat)|微信|钉钉|飞书)(?P<said>同?号码?|账号|群号?|ID)?[ \t]*[:：]?[ \t]*"
    r"(?:\d[\d -]{3,14}\d|(?(said)|(?=[A-Za-z_\-]{0,23}[\d_]))[A-Za-z0-9_\-]{5,24})(?![A-Za-z0-9_])"
)
_EMPTY_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[（(][ \t\u3000，,、：:；;/]*[）)]")
_EMPTY_LINE = re.compile(r"[ \t\u3000]*(?:\d{1,2}[、.．])?[ \t\u3000:：；;，,、。/]*")
_MASK = "\ue000"  # a private-use character: stands for a kept number while the others are removed


def without_personal(text: str, keep: Iterable[str] = ()) -> str:
    """Return `text` without phone numbers, mail addresses, numbers of papers and accounts.

    `keep` are strings that look like a phone number and are none (a project number such as 0733-20062310).
    """
    plain = simplified(text)
    if plain != text:
        return as_written([without_personal(plain, map(simplified, keep))], text)[0]
    kept = sorted({value for value in keep if value and value in text}, key=len, reverse=True)
    for number, value in enumerate(kept):
        text = text.replace(value, f"{_MASK}{chr(0xE100 + number)}{_MASK}")
    text = without_papers(text.replace("丨", "｜"))
    text = _EMPTY_BRACKETS.sub("", without_numbers(text))
    for number, value in enumerate(kept):
        text = text.replace(f"{_MASK}{chr(0xE100 + number)}{_MASK}", value)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if not _EMPTY_LINE.fullmatch(line))


def without_papers(text: str) -> str:
    """Return `text` without the numbers of persons' certificates and the names of their chat accounts."""
    text = _PASSPORT.sub("", text)
    return _ACCOUNT.sub("", _CERTIFICATE.sub(lambda paper: paper["rank"] or "", text))

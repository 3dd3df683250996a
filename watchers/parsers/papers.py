"""Numbers that are a person's as a phone number is: of certificates, and names of chat accounts. Pure."""

import re

_CERTIFICATE = re.compile(
    r"(?:证书|执业证?|资格证?|职称证?|身份证|注册证)书?(?:编号|号码?)[ \t]*[:：]?[ \t]*"
    r"[\u4e00-\u9fff]?[A-Za-z0-9〔〕（）()\-]{6,30}"
    r"|(?<=[师工员授])([ \t]+)[\u4e00-\u9fff]?[A-Z]{0,6}\d{6,20}[A-Z]?(?![A-Za-z0-9])"
)
_ACCOUNT = re.compile(
    r"(?<![A-Za-z])(?:(?i:QQ|wechat)|微信|钉钉|飞书)(?:号码?|账号|群号?|ID)?[ \t]*[:：]?[ \t]*"
    r"(?=[A-Za-z_\-]{0,23}[\d_])[A-Za-z0-9_\-]{5,24}(?![A-Za-z0-9_])"
)


def without_papers(text: str) -> str:
    """Return `text` without the numbers of persons' certificates and the names of their chat accounts."""
    return _ACCOUNT.sub("", _CERTIFICATE.sub("", text))

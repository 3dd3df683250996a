"""Bytes to text: which encoding a feed or page is really in. Pure.

The order is that of the standards where the bytes agree: byte order mark, then the charset of the HTTP
header (RFC 7303), then the XML declaration or HTML `meta`, then UTF-8. Where they do not agree (a declared
charset that cannot decode them), what the bytes are wins: a readable text is worth more than the rule.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from watchers.parsers.plain import clean

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first characters of a document without a mark (XML 1.0, appendix F), for `<?xml`, `<rss`, `<feed` alike.
_FIRST = (
    (re.compile(rb"<\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<"), "utf-32-be"),
    (re.compile(rb"<\0"), "utf-16-le"),
    (re.compile(rb"\0<"), "utf-16-be"),
)
# A label names its superset, as browsers read it (WHATWG Encoding Standard).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
_LABELS = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-big5": "big5hkscs",
    "windows-31j": "cp932",
    "utf8mb4": "utf-8",
}
_HTTP = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']\s*([\w.:-]+)\s*[\"']", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>\s*")
_META = re.compile(r"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# The everyday characters of the languages that were long written without UTF-8.
_COMMON = {
    "gb18030": frozenset(
        "的一是在不了有和人这中大为上个国我以要时来用们到作地于出会可发年同工也能下过子说行学法公告项目采购标系列专业"
    ),
    "big5hkscs": frozenset(
        "的一是在不了有和人這中大為上個國我以要時來用們到作地於出會可發年同工也能下過子說行學法公告項目採購標"
    ),
    "cp932": frozenset(
        "のにはをたがでてとしれさいあるなもからすこまりらきっうくおよそけどめつやみンスルリトクイアラドプ"
    ),
    "euc_jp": frozenset(
        "のにはをたがでてとしれさいあるなもからすこまりらきっうくおよそけどめつやみンスルリトクイアラドプ"
    ),
    "cp949": frozenset("이다는의에을를가은하고지한로기사도서어자인그리대해시정수과나부전제으일보들"),
    "cp1251": frozenset("оеаинтсрвлкмдпуяыьгзб"),
    "koi8-r": frozenset("оеаинтсрвлкмдпуяыьгзб"),
    "cp1253": frozenset("αοιτεσνρςκπυμλάίόέή"),
    "cp1255": frozenset("יוהלאתרבשמנעדפקח"),
    "cp1256": frozenset("اليمنورتبةعدسفكحق"),
}
_SINGLE_BYTE = {"cp1251", "koi8-r", "cp1253", "cp1255", "cp1256"}
_ALPHABETS = frozenset[str]().union(*(_COMMON[codec] for codec in _SINGLE_BYTE))
_ANY_BYTES = ("cp125", "iso8859", "cp874")  # single bytes: they decode anything, so they prove nothing
_STRAY = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, as Python escapes it
_LEAST_LETTERS = 0.85  # of the characters beyond ASCII in a text of an alphabet
_SAMPLE = 200_000  # bytes by which a charset is told
_HEAD = 2048  # bytes in which a declaration must stand


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of `body`; never raises. The XML declaration's charset no longer holds for it."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            body = body[len(mark) :]
            text = _try(body, encoding)
            if text is None and (encoding != "utf-8" or next(_declared(body, ""), encoding) == encoding):
                return body.decode(encoding, "replace")
            if text is not None:
                return text
            break  # the mark of UTF-8 before bytes that say they are of another charset
    for pattern, encoding in _FIRST:
        if pattern.match(body):
            return body.decode(encoding, "replace")
    for declared in _declared(body, content_type):
        text = _mixed(body, declared) if declared.startswith(_ANY_BYTES) else _try(body, declared)
        if text is not None:
            return text
    return _guess(body)


def _mixed(body: bytes, codec: str) -> str | None:
    """Return the text of bytes that are said to be of a charset of single bytes; plain UTF-8 is read as that.

    Some feeds join UTF-8 entries under a head of that charset: where most letters are whole UTF-8, they are
    read so and only the other bytes as declared. Some servers name one charset for all that they send.
    """
    text = body.decode("utf-8", "surrogateescape")
    strays = len(text) - len(text.encode("utf-8", "ignore").decode("utf-8"))
    if len(text) - len(text.encode("ascii", "ignore")) <= 2 * strays:
        return _try(body, _likelier(body, codec))
    return _STRAY.sub(lambda stray: bytes((ord(stray[0]) - 0xDC00,)).decode(codec, "replace"), text)


def _likelier(body: bytes, codec: str) -> str:
    """Return the codec, or one of another script that the bytes speak for far more clearly."""
    text = body[:_SAMPLE].decode(codec, "replace")
    best, other = max((_score(body, one), one) for one in _COMMON)
    return other if best > 0.1 + 2 * _share(_FOREIGN.findall(text), _ALPHABETS) else codec


def without_utf16(body: bytes) -> bytes:
    """Return a body in UTF-16 (by its mark) as UTF-8, without the XML declaration, which would now be wrong.

    Any other body comes back as it is.
    """
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    return _XML_DECLARATION.sub("", body.decode("utf-16", "replace"), count=1).encode()


def is_utf8(body: bytes, content_type: str) -> bool:
    """Whether `decode` would read the body as UTF-8 without a mark, if its bytes are UTF-8 at all."""
    declared = next(_declared(body, content_type), "utf-8")
    return declared == "utf-8" or declared.startswith(_ANY_BYTES)


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the codecs named for the body, the most binding first."""
    head = body[:_HEAD].decode("latin-1")
    for look, text in ((_HTTP.search, content_type), (_XML.match, head), (_META.search, head)):
        match = look(text)
        if match and (codec := codec_of(match[1])):
            yield codec


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    """Return Python's codec for a charset label, None where the label names no text encoding."""
    label = label.strip().lower()
    try:
        found = codecs.lookup(_LABELS.get(label, label))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in {
        "undefined",
        "idna",
        "punycode",
        "utf-7",
    }:
        return None
    name = found.name
    if name in {"unicode_escape", "raw_unicode_escape", "mbcs", "oem"} or name.startswith(
        ("utf-16", "utf-32")
    ):
        return None  # sixteen and thirty-two bits show in the bytes; a label alone is wrong
    return _SUPERSETS.get(name, name)


def _try(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _guess(body: bytes) -> str:
    """Return the most readable text of bytes whose declared charset, if any, does not fit."""
    text = _try(body, "utf-8")
    if text is not None:
        return text
    torn = body.decode("utf-8", "replace")
    errors = torn.count("\ufffd")
    letters = len(torn) - len(torn.encode("ascii", "ignore")) - errors
    if letters > errors:  # UTF-8 with a few damaged characters, or cut in the middle of one
        return torn
    best, codec = max((_score(body, codec), codec) for codec in _COMMON)
    if best > 0.05:
        return body.decode(codec, "replace")
    return (
        body.decode("cp1252", "replace")
        if _try(body, "cp1252") is not None
        else clean(body.decode("latin-1"))
    )


def _score(body: bytes, codec: str) -> float:
    """Return the share of everyday characters among the foreign ones, 0 where the bytes are not `codec`."""
    text = _try(body[:_SAMPLE], codec) or _try(body[: _SAMPLE - 1], codec)
    if text is None:
        return 0.0
    runs = _FOREIGN.findall(text)
    length = sum(map(len, runs))
    # A western text has single accented letters between plain ones; these scripts write whole words, and
    # nearly all of what they write is letters: Chinese read as one of them is half frames and signs.
    if length < 4 or (
        codec in _SINGLE_BYTE and (length < 2 * len(runs) or _letters(runs) < _LEAST_LETTERS * length)
    ):
        return 0.0
    return _share(runs, _COMMON[codec])


def _letters(runs: Sequence[str]) -> int:
    return sum(1 for run in runs for character in run if character.isalpha())


def _share(runs: Sequence[str], common: frozenset[str]) -> float:
    """Return the share of these characters in runs of foreign ones."""
    letters = "".join(runs)
    return sum(1 for letter in letters if letter in common) / len(letters) if letters else 0.0

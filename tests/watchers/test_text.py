"""Plain text out of HTML and odd bytes: what a reader would see, made once."""

import pytest

from watchers.parsers.charset import decode
from watchers.parsers.plain import clean, cut, one_line, tidy
from watchers.parsers.text import html_to_text, text_or_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two <b>bold</b></p>", "One\nTwo bold"),
        ("first<br>second<br/>third", "first\nsecond\nthird"),
        ("<script>var h='H100'</script>seen<style>p{}</style>", "seen"),
        ("<p hidden>not</p>shown<span style='display: none'>not</span>", "shown"),
        ("<span style='display:block'>one</span><span style='display:block'>two</span>", "one\ntwo"),
        ("<i style='display:block'>o\x0bne</i>t\x0bwo<b hidden>not</b>thr\x0bee", "one\ntwothree"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a b\nc d"),
        ("a<!-- hidden -->b", "ab"),
        ("export\ncontrol <i>rules</i>", "export control rules"),
        ("AT&amp;T &lt;tag&gt; &#x4e2d;", "AT&T <tag> 中"),
        ('<img src="data:image/png;base64,AWSGPUH10" alt="AWS">after', "after"),
        ("<a title='x > y'>link</a>", "link"),
        ('<a href="https://x.example/<br />">link</a>', "link"),
        ("<iframe src='https://x.example/'/>after", "after"),
        ("<p>unclosed <div>nested <ul><li>one<li>two", "unclosed\nnested\none\ntwo"),
        ("""<svg a='<b'>x</svg '>y</svg>z""", "yz"),
        ("<div style='display:none'>a<div>b</div>c</div>shown<p hidden>not</p>", "shown"),
        ("<div hidden>never closed <div>x</div>", ""),
        ("one<img style='DISPLAY: block' src='x'>two<span aria-hidden='true'>three</span>", "one\ntwothree"),
        ("a<iframe src='x'></iframe>b<IFRAME src='x'></IFRAME>c &nbsp; &amp;lt; &copy", "a b c &lt; ©"),
        ("<p style='overflow: hidden'>seen</p>", "seen"),
        ("&&#108;t; &amp;#60; &#38;lt;", "&lt; &#60; &lt;"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(markup: str, text: str) -> None:
    """Blocks stand on their own lines; scripts, comments, attributes and hidden elements are not text."""
    assert html_to_text(markup) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<!channel> fined", "<!channel> fined"),
        ("<@U012> and <https://evil.example|bank>", "<@U012> and <https://evil.example|bank>"),
        ("<b>bold</b> <!here>", "bold <!here>"),
        ("<at>Team</at> &amp; co", "<at>Team</at> & co"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a&b;c", "a&b;c"),
        ("<o:p>word</o:p><my-tag>x</my-tag>", "wordx"),
    ],
)
def test_a_field_of_either_kind_is_read_once(value: str, text: str) -> None:
    """Known elements are HTML; other angle brackets are the publisher's text and stay; nothing twice."""
    assert text_or_html(value) == text


def test_unwanted_characters_never_leave() -> None:
    """No NUL, no lone surrogate, no control, no character that reorders what a person reads."""
    dirty = "a\x00b\ud800c\u202edone\x07\x9f\ufeff\u2066"
    assert clean(dirty) == "abcdone"
    assert html_to_text(f"<p>{dirty}</p>") == "abcdone"
    assert one_line("a\r\n b\u2028c") == "a b c"
    assert tidy(" a  b \r\n\r\n c ") == "a b\nc"
    assert cut("abcdef", 4) == "abc…"


@pytest.mark.parametrize(
    "evil",
    ["<div>" * 30_000, "<!--" * 50_000, "<svg>" * 30_000, "<b " * 100_000, "<a '" * 50_000, "&" * 100_000],
)
def test_markup_made_to_be_slow_is_not(evil: str) -> None:
    """Nothing here is quadratic: these end at once (the whole suite would hang otherwise)."""
    assert len(html_to_text(evil)) <= len(evil)
    assert len(text_or_html(evil)) <= 2 * len(evil)


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        ("中文".encode("gb18030"), "text/html; charset=gb2312", "中文"),
        ('<?xml version="1.0" encoding="GB2312"?><a>镕</a>'.encode("gb18030"), "", "镕"),
        ('<?xml version="1.0" encoding="Shift_JIS"?><a>半導体</a>'.encode("cp932"), "", "半導体"),
        ('<?xml version="1.0" encoding="koi8-r"?><a>Чип</a>'.encode("koi8-r"), "", "Чип"),
        ('<?xml version="1.0" encoding="utf-16"?><a>x</a>'.encode("utf-16"), "", "<a>x</a>"),
        ("<a>x</a>".encode("utf-32"), "", "<a>x</a>"),
        ("<a>é</a>".encode(), "text/xml; charset=iso-8859-1", "é"),
        (
            b'<?xml version="1.0" encoding="iso-8859-1"?><a>bes\xf8g Br\xc3\xb8ndby, K\xc3\xb8ge</a>',
            "text/xml",
            "besøg Brøndby, Køge",
        ),
        ("<a>Société Générale</a>".encode("latin-1"), "application/xml; charset=utf-8", "Société Générale"),
        ("<a>采购公告的项目名称是中国的</a>".encode("gb18030"), "text/xml", "采购公告"),
        ("<a>これは日本語のニュースです</a>".encode("euc_jp"), "", "日本語"),
        # a server that names one charset for all it sends, a publisher that copied the first line
        (
            '<?xml version="1.0" encoding="GB2312"?><a>上海市政府采购项目的公告</a>'.encode("gb18030"),
            "text/xml; charset=ISO-8859-1",
            "上海市政府采购项目的公告",
        ),
        (
            "<a>這個國家的公告在網上可以下載</a>".encode("big5"),
            "text/html; charset=windows-1252",
            "國家的公告",
        ),
        ("<a>Поставки чипов в обход запретов</a>".encode("cp1251"), "text/xml; charset=iso-8859-1", "чипов"),
        (
            "<a>Поставки чипов в обход запретов</a>".encode("koi8-r"),
            "text/xml; charset=windows-1251",
            "чипов",
        ),
        (
            "<a>Поставки чипов в обход запретов</a>".encode("iso8859-5"),
            "text/xml; charset=iso-8859-5",
            "чипов",
        ),
        (
            "<a>Łódź i Gdańsk: zażółć gęślą jaźń</a>".encode("iso8859-2"),
            "text/xml; charset=iso-8859-2",
            "gęślą",
        ),
        ("<a>ÉCOLE SUPÉRIEURE ÀÉÈ</a>".encode("cp1252"), "text/xml; charset=iso-8859-1", "ÀÉÈ"),
        (b'<?xml version="1.0" encoding="zlib"?><a>x</a>', "text/xml; charset=rot13", "<a>x</a>"),
    ],
)
def test_the_charset_is_what_the_bytes_are(body: bytes, header: str, text: str) -> None:
    """Mark, header, declaration, in this order, where the bytes agree; else the bytes decide."""
    assert text in decode(body, header)


@pytest.mark.parametrize("codec", ["iso-8859-1", "windows-1252"])
def test_a_mark_before_bytes_of_another_charset_is_not_believed(codec: str) -> None:
    """Editors put the mark of UTF-8 before what they do not convert; what the document says decides."""
    written = f'<?xml version="1.0" encoding="{codec}"?><a>Förderung für Glasfaser</a>'
    assert "Förderung für Glasfaser" in decode(b"\xef\xbb\xbf" + written.encode(codec))
    torn = '<?xml version="1.0" encoding="utf-8"?><a>Förderung</a>'.encode() + b"\xff"
    assert "Förderung" in decode(b"\xef\xbb\xbf" + torn), "one damaged byte does not make it another charset"

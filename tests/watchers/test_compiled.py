"""The compiled loop makes the texts that its form in Python makes, or leaves them to it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.in_python import assert_passing
from watchers.parsers import compiled, text
from watchers.parsers.text import html_to_text, text_or_html

pytestmark = pytest.mark.skipif(not compiled.is_compiled(), reason="built without a C compiler")

# Whole tags, references and comments; and their parts, from which broken ones come.
PIECES = [
    *(
        "<p>",
        "</p>",
        "<BR/>",
        "<td>",
        "</td>",
        "<b>",
        "</B\n>",
        "<a href='x>y'>",
        '<img alt="a > b" src=x>',
        "<o:p>",
    ),
    *("<script>", "</script>", "<Script src='x'/>", "<style>", "</style >", "<svg>", "<svg/>"),
    *("</svg>", "<title>"),
    *(
        "<title-x>",
        "<script-x>",
        "</a.b-c>",
        "<a-b:c>",
        "<b- hidden>",
        "</title>",
        "<iframe src=''></iframe>",
        "</iframe\x1c>",
        "<!-- a -->",
        "<!--",
        "-->",
        "<!x>",
        "<!-->",
    ),
    *(
        "<p hidden>",
        '<a href="b<br />\n">',
        "<a b='<i>hidden'>",
        '<a b="<!--">',
        "<a b='</script>'>",
        '<script a="<b>">',
        "<a b='< hidden'>",
        "<a b='<p style=display:none'>",
        "<p style='display: none'>",
        "<i style=DISPLAY:block>",
        "<p style='Visibility:hidden'>",
        "<q x='",
    ),
    *(
        "<p aria-hidden=1>",
        "<a href='/hidden-x'>",
        "<a href=/hidden-x>",
        "style",
        "display",
        "hidden",
        "<hidden>",
    ),
    *(
        "<blockquote>",
        "</blockquote>",
        "<annotation-xml>",
        "<nosuchthing>",
        "<averyveryverylongname-indeed>",
        "<p\xa0>",
    ),
    *("&amp;", "&lt;", "&#38;", "&#x26;lt;", "&nbsp;", "&#160;", "&#10;", "&#13;", "&#x2028;"),
    *("&#0;", "&#x1F600;"),
    *("&#xd800;", "&#x110000;", "&#9999999999999;", "&#x", "&#", "&", "&amp", "&copy", "&notit;"),
    *("&hellip;", "&T", "&;"),
    *(
        "&NotEqualTilde;",
        "&CounterClockwiseContourIntegral;",
        "&CounterClockwiseContourIntegralx;",
        "&" + "a" * 40,
    ),
    *(
        "<",
        ">",
        "/",
        "!",
        "-",
        "'",
        '"',
        "=",
        "#",
        ";",
        "x",
        "T",
        "1",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\x0b",
        "\x1d",
    ),
    *(
        "\x00",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "é",
        "ſ",
        "\u1680",
        "\u2003",
        "\u200b",
        "\u200e",
        "\u2028",
        "\u202e",
    ),
    *(
        "\u3000",
        "中",
        "\ud800",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "😀",
        "\U000e0001",
        "word",
        " and ",
        "ﬁ",
        "\u2066",
    ),
]
MARKUP = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=40))


@pytest.fixture(scope="module")
def in_python() -> Iterator[Callable[[Callable[[str], str], str], str]]:
    """Call a function of `text` with nothing compiled."""

    def call(function: Callable[[str], str], markup: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(text, "text_of", lambda *_: None)
            return function(markup)

    return call


@settings(max_examples=400)
@given(MARKUP)
def test_any_markup_becomes_the_same_text(
    in_python: Callable[[Callable[[str], str], str], str], markup: str
) -> None:
    """Read as HTML, and as a field that may be either."""
    for function in (html_to_text, text_or_html):
        assert function(markup) == in_python(function, markup), ascii(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "AT&T and R&amp;D &mdash; <p>one</p><p class='x'>two <b>three</b><td>a</td><td>b</td>&#8217;",
        "<script src='a.js'></script>a<svg width=1><path d='M0 0'/></svg><iframe src='x'></iframe>b",
        "plain text in\nlines, 中文 and \xe9",
        "<a href=\"https://a.example/<br />\n\">b</a> <img alt='a <b>c</b>'/>d",
        "<product-card price='9'>of <x.y-z>custom</x.y-z> elements</product-card>",
    ],
)
def test_what_is_usual_is_not_left_to_python(markup: str) -> None:
    """Else all that the other test compares could be the same code."""
    assert compiled.text_of(markup, text.TAGS, text.REFERENCES) == html_to_text(markup)


@pytest.mark.parametrize(
    "part", ["<", "&", "<p ", "<!--", "<p x='", "&amp", "<svg>", "<svg><b>", "a<p>&nbsp;", "\u3000 "]
)
def test_an_endless_text_is_read_in_one_pass(part: str) -> None:
    """A hundred thousand times what may begin something."""
    answer = compiled.text_of(part * 100_000, text.TAGS, text.REFERENCES)
    assert answer is None or len(answer) < 300_000


def test_tables_that_do_not_fit_are_no_harm() -> None:
    """Fewer meanings than names, names cut short, values that are no text: left to Python."""
    assert compiled.text_of("a<p>b", (b"p" + b"\0" * 15, b""), {}) is None
    assert compiled.text_of("a<p>b", (b"p" + b"\0" * 14, b"l"), {}) is None
    assert compiled.text_of("a&b;", (b"", b""), {"b;": 1}) is None  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        compiled.text_of(b"a", (b"", b""), {})  # type: ignore[arg-type]


def test_all_of_the_readers_run_in_python_too() -> None:
    """The tests of texts and feeds, with nothing compiled."""
    here = Path(__file__)
    assert_passing(*(str(here.with_name(f"test_{name}.py")) for name in ("text", "feeds")))


def test_a_build_of_older_sources_is_not_used() -> None:
    """An update without `make` leaves the old build in place."""
    tried = (
        "import sys, types\n"
        "sys.modules['watchers.parsers._text'] = types.SimpleNamespace(text_of=len, FORM=0)\n"
        "from watchers.parsers import compiled; print(compiled.is_compiled())"
    )
    ran = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False"]

"""XML as nodes: the compiled form reads what lxml reads, to the letter, or leaves it to lxml."""

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.parsers import compiled
from watchers.parsers.feeds.feed_tree import STRICT
from watchers.parsers.nodes import Document, base_of, document_of, html_of, parsed, text_of

NAMES = ("item", "entry", "ITEM")
LONG = "So much is said here of servers and of what they cost that it takes a line and more to say it. "
TEXTS = [
    LONG,
    f"<![CDATA[{LONG}<p>one</p> & two]]>",
    "&lt;p&gt; &amp;amp; &quot;&apos; &#8217;&#xe9;&#x1F600;&#10;&#13;",
    "<![CDATA[\r\nlines\rof all\nkinds 中文 é 😀]]>",
    "中文\r\n“é”\t😀",
    "<![CDATA[a]]]]><![CDATA[>b]]>",
    "<div xmlns='http://www.w3.org/1999/xhtml'><p>one &amp; <b/> two<br/>three</p> four </div>",
    "<!-- a <![CDATA[ -->b<!--&-->",
    "<?x <![CDATA[ ?>b<?y?>",
    "<b title='a > b' x:y='\t1\r\n2&#10;3&quot;'>c</b>",
    "<x:b xmlns:x='https://other.example/ns?a=b#c'><x:c x:d='1'/></x:b>",
    "<item xml:base='b/'><c xml:base='../d'/></item>",
    "<entry xml:lang='fr' xmlns='urn:own'>e</entry>",
    *("short", " ", "\n\t", "", "<![CDATA[]]>", "<![CDATA[ ]]>", "&#32;", "&amp;", "\ufeff", "\x7f", "\x85"),
]
# What is not well-formed, or is rare, or makes what is around it so.
SLIPS = [
    *(
        "]]>",
        "]]",
        "<![CDATA[",
        "<!--",
        "-->",
        "--",
        "<!-- -- -->",
        "<!-- --->",
        "<?",
        "?>",
        "<",
        ">",
        "'",
        '"',
    ),
    *("&", "&nbsp;", "&lt", "&#1;", "&#xFFFE;", "&#55296;", "&#1114112;", "&#;", "&#x;", "&#X41;", "&#0065;"),
    *(
        "\x00",
        "\x01",
        "\x0b",
        "\ufffe",
        "\uffff",
        "\r",
        "</item>",
        "<item>",
        "</ item>",
        "<item >",
        "</item >",
    ),
    *("<y:z/>", "<x:z/>", "<a y:b=''/>", "<:a/>", "<a:/>", "<a:b:c/>", "<1/>", "<-a/>", "<é/>", "<aé b=''/>"),
    *("<a b/>", "<a b=c/>", "<a b='<'/>", "<a b='&x;'/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<a / >"),
    *(
        "<a xmlns='' />",
        "<a xmlns:b=''/>",
        "<a xmlns:b='c d'/>",
        "<a xmlns:b='rel'/>",
        "<a xmlns:b='http://h:x/'/>",
    ),
    *(
        "<a xmlns:b='urn:b' xmlns:c='urn:b' b:d='' c:d=''/>",
        "<a xmlns:b='urn:b' xmlns:b='urn:c'/>",
        "<xmlns:a/>",
    ),
    *("<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:xmlns='urn:x'/>", "<xml:a/>"),
    *("<a xmlns:x1='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>"),
    *("<a xmlns='http:///x'/>", "<a xmlns='http://x/%zz'/>", "<a xmlns='a:/b'/>", "<a xmlns='a:#b#c'/>"),
    *("<a xml:id='1 2'/>", "<a xml:space='no'/>", "<a b = 'c'\n/>", "<a b='\x01'/>", "<!DOCTYPE a>", "<!x>"),
    *("<?xml version='1.0'?>", "<?XmL ?>", "<?a:b ?>", "<?a?b?>", "<?\n?>", "<a>" * 201, "<a>" * 257),
    "<a " + " ".join(f"b{n}=''" for n in range(70)) + "/>",
]
ELEMENTS = ["title", "x:encoded", "item", "x:item", "rdf", "link", "a.b-c_d"]
ATTRIBUTES = [
    "",
    "",
    " type='html'",
    ' x:type = "text"',
    " xmlns:q='urn:q'",
    " xml:base='/b/'",
    "\n a='&gt;'",
]


@st.composite
def documents(draw: st.DrawFn, slips: int = 1) -> bytes:
    """Return XML with texts in all places, in some of them a slip."""
    parts = st.lists(st.sampled_from(TEXTS), max_size=3).map("".join)
    one = st.tuples(st.sampled_from(ELEMENTS), st.sampled_from(ATTRIBUTES), parts)
    rows = ["".join(f"<{n}{a}>{t}</{n}>" for n, a, t in draw(st.lists(one, max_size=4))) for _ in range(2)]
    text = "".join(f"<item>{row}</item>\n" for row in rows)
    text = (
        f"<rss xmlns:x='http://x.example/1.0/'{draw(st.sampled_from(ATTRIBUTES))}>{draw(parts)}{text}</rss>"
    )
    text = (
        draw(st.sampled_from(["", " ", "<!-- é -->", "<?y z?>"]))
        + text
        + draw(st.sampled_from(["", "\n<!---->"]))
    )
    for slip in draw(st.lists(st.sampled_from(SLIPS), max_size=slips)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + slip + text[place:]
    return text.encode()


def in_python(body: bytes) -> Document | None:
    return parsed(body, NAMES, STRICT)


compiled_only = pytest.mark.skipif(not compiled.is_compiled(), reason="built without a C compiler")


@compiled_only
@settings(max_examples=800)
@given(documents())
def test_the_compiled_form_reads_what_lxml_reads(body: bytes) -> None:
    """The same nodes, entries, bases and namespaces; nothing that lxml refuses."""
    answer = compiled.nodes_of(body, 0, NAMES)
    assert answer is None or Document(*answer) == in_python(body)


@compiled_only
@settings(max_examples=300)
@given(documents(), st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 40))
def test_any_bytes_are_read_as_lxml_reads_them(body: bytes, place: int, other: bytes, cut: int) -> None:
    """Bytes in the place of others."""
    place %= len(body)
    body = body[:place] + other + body[place + cut :]
    answer = compiled.nodes_of(body, 0, NAMES)
    assert answer is None or Document(*answer) == in_python(body)


@compiled_only
@pytest.mark.parametrize("slip", SLIPS)
def test_slips_are_left_to_lxml_or_none(slip: str) -> None:
    """One by one, in text, beside the root and in a tag."""
    for body in (
        f"<a xmlns:x='urn:x'>{slip}</a>",
        f"{slip}<a/>",
        f"<a/>{slip}",
        f"<a {slip}/>",
        f"<a b='{slip}'/>",
    ):
        answer = compiled.nodes_of(body.encode(), 0, NAMES)
        assert answer is None or Document(*answer) == in_python(body.encode()), body


@compiled_only
@pytest.mark.parametrize("text", TEXTS)
def test_what_is_usual_is_not_left_to_lxml(text: str) -> None:
    """Else the other tests compare nothing."""
    body = f"<rss xmlns:x='http://x.example/'><item>{text}</item></rss>".encode()
    assert compiled.nodes_of(body, 0, NAMES) == in_python(body)


@compiled_only
def test_a_document_may_begin_anywhere() -> None:
    """Where there is none, there is no answer."""
    body = b"\xef\xbb\xbf <?xml version='1.0'?><a/>"
    found = compiled.nodes_of(body, body.index(b"<a"), NAMES)
    assert found is not None
    assert found[0] == ("a", None, "", (), "")
    assert [compiled.nodes_of(body, start, NAMES) for start in (-1, 0, len(body), len(body) + 9)] == [
        None
    ] * 4
    with pytest.raises(TypeError):
        compiled.nodes_of("<a/>", 0, NAMES)  # type: ignore[arg-type]


@compiled_only
def test_nodes_outlive_the_collector_of_cycles() -> None:
    """Leaves are hidden from it, which must change nothing."""
    body = b"<a>" + b"<item b='c'>t</item>u<d/>" * 500 + b"</a>"
    found = compiled.nodes_of(body, 0, NAMES)
    gc.collect()
    assert found == in_python(body)


@pytest.mark.parametrize(
    "part",
    [
        *("<", "<!--", "<![CDATA[", "<?", "&lt;", "<a b='", "<a>&#", "]]>", "<a>"),
        *("<a xmlns:b='urn:b'>", "-", "<a b:"),
    ],
)
def test_an_endless_body_is_read_in_one_pass(part: str) -> None:
    """A hundred thousand times what may begin something."""
    for start in ("", "<a>", "<a ", "<!--"):
        assert document_of((start + part * 100_000).encode(), 0, NAMES, STRICT) is None


def test_an_entity_of_the_documents_own_is_no_text() -> None:
    """Whoever can say what it means puts it in its place first."""
    assert in_python(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") is None


def test_entries_in_several_places_have_no_common_namespaces() -> None:
    """Those in force where all entries are, the entries' own left out."""
    one = document_of(b"<a xmlns='urn:a'><item xmlns:b='urn:b'/><c/><item/></a>", 0, NAMES, STRICT)
    two = document_of(b"<a><item/><c><item/></c></a>", 0, NAMES, STRICT)
    assert one is not None
    assert two is not None
    assert (one.around, two.around, len(two.entries)) == ({None: "urn:a"}, None, 2)


def test_a_node_as_text_and_as_html() -> None:
    """All text in order; tags without their namespaces, attributes of others left out."""
    document = document_of(
        b"<a xmlns:h='urn:h'>1<h:p h:hidden='' title='&quot;>'>&lt;<h:br/>2</h:p> &amp;<i>3</i></a>",
        0,
        NAMES,
        STRICT,
    )
    assert document is not None
    assert text_of(document.root) == "1<2 &3"
    assert html_of(document.root) == '1<p title="&quot;&gt;">&lt;<br>2</p> &amp;<i>3</i>'


def test_bases_are_resolved_from_the_outside_in() -> None:
    """One that is no address ends it."""
    assert base_of("https://a.example/feed", ("x/", "../y/z")) == "https://a.example/y/z"
    assert base_of("", ("https://a.example/x/", "y/")) == "https://a.example/x/y/"
    assert base_of("https://a.example/", ("http://[",)) == "https://a.example/"

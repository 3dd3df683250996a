"""Markup in the words of a text, and the way back to the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists.text.markup import Unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Xi&#39;an&nbsp;Jiaotong University", "Xi'an\xa0Jiaotong University"),
        ("华<em class='hit'>为</em>公司", "华为公司"),
        ("Shen<B>zhen</B> Uni<wbr/>versity", "Shenzhen University"),
        ("wiki/Jilin%20University", "wiki/Jilin University"),
        ("<td>Huawei</td><td>Unitree</td>", "<td>Huawei</td><td>Unitree</td>"),
        ("AT&T; R&D; a<b and c>d", "AT&T; R&D; a<b and c>d"),
        ("", ""),
    ],
)
def test_markup_inside_words_goes(text: str, plain: str) -> None:
    """References are read and tags of emphasis dropped; other tags and signs stay."""
    assert Unmarked(text).plain == plain


@pytest.mark.parametrize(
    ("text", "part", "as_given"),
    [
        ("R&amp;D with <b>Vul</b>tr", "Vultr", "Vul</b>tr"),
        ("at Xi&#39;an", "Xi'an", "Xi&#39;an"),
        ("TUSA&#350; said", "TUSAŞ", "TUSA&#350;"),
        ("no markup Vultr", "Vultr", "Vultr"),
    ],
)
def test_a_span_names_the_text_as_given(text: str, part: str, as_given: str) -> None:
    """A reference belongs to the span whole, a tag only inside it."""
    unmarked = Unmarked(text)
    start = unmarked.plain.index(part)
    first, last = unmarked.span(start, start + len(part))
    assert text[first:last] == as_given


@given(
    st.lists(st.sampled_from(["&#39;", "<b>", "</em>", "&bne;", "&", ";", "华", "x ", "<i class=y>"])).map(
        "".join
    )
)
def test_every_character_has_its_place(text: str) -> None:
    """Each character that is left is found again where its span says, spans in order."""
    unmarked = Unmarked(text)
    spans = [unmarked.span(at, at + 1) for at in range(len(unmarked.plain))]
    assert spans == sorted(spans)
    for character, (first, last) in zip(unmarked.plain, spans, strict=True):
        assert (
            character == text[first] if last - first == 1 else character in Unmarked(text[first:last]).plain
        )

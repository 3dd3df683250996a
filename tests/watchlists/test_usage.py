"""How a name is used in its sentence."""

import pytest

from watchlists.judging import joined, usage
from watchlists.spellings.commonness import Standing, standing
from watchlists.text.normalize import Folded, fold


def found(text: str, name: str) -> tuple[Folded, int, int]:
    folded = fold(text)
    start = folded.text.index(fold(name).text.strip())
    return folded, start, start + len(fold(name).text.strip())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("talks held in Bolivia on Friday", "Bolivia"),
        ("trucks crossed into northern Bolivia", "Bolivia"),
        ("电影在玻利维亚拍摄", "玻利维亚"),
        ("玻利维亚首都拉巴斯", "玻利维亚"),
        ("the largest U.S. textile maker", "U.S"),
    ],
)
def test_a_place_is_where_something_is(text: str, name: str) -> None:
    """After a preposition, as a region, as an adjective of initials."""
    assert usage.location(*found(text, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [("Bolivia said it would sign", "Bolivia"), ("the U.S. said no", "U.S"), ("玻利维亚宣布", "玻利维亚")],
)
def test_a_place_that_acts_is_no_location(text: str, name: str) -> None:
    """It says, signs, declares."""
    assert not usage.location(*found(text, name))


def test_a_dot_makes_a_longer_name() -> None:
    """Persons and estates; a product of a maker is none."""
    assert joined.dotted(*found("画家约翰·洛克莱的作品", "洛克莱"))
    assert joined.dotted(*found("洛克莱·香樟苑开盘", "洛克莱"))
    assert not joined.dotted(*found("洛克莱·华为联合实验室", "洛克莱"))
    assert not joined.dotted(*found("洛克莱公司", "洛克莱"))


def test_a_game_is_played() -> None:
    """One plays it, or its title has a number."""
    assert usage.played(*found("周末玩洛克莱", "洛克莱"))
    assert usage.played(*found("《洛克莱3》上市", "洛克莱"))
    assert usage.played(*found("《洛克莱》上市", "洛克莱"))
    assert not usage.played(*found("关于《洛克莱公司章程》", "洛克莱"))
    assert not usage.played(*found("清单含《洛克莱科技》等九家", "洛克莱科技"))


def test_the_end_of_a_web_address() -> None:
    """example.qx is no mention of qx."""
    assert usage.address_part(*found("see www.example.qx/news", "qx"))
    assert not usage.address_part(*found("see qx today", "qx"))


def test_a_gloss_is_no_product() -> None:
    """A term of science with its English word in brackets."""
    assert usage.glossed(*found("困惑度（perplexity）是指标", "perplexity"))
    assert not usage.glossed(*found("we use (perplexity) daily", "perplexity"))


@pytest.mark.parametrize("name", ["国有银行", "股份制商业银行", "上级主管部门", "副秘书长", "总经理"])
def test_a_kind_of_body_names_nobody(name: str) -> None:
    """What kind of bank or office, a rank."""
    assert standing(name) is Standing.COMMON


@pytest.mark.parametrize("name", ["兴业银行", "洛克莱公司", "中国银行"])
def test_a_named_body_counts(name: str) -> None:
    """A name before the noun."""
    assert standing(name) is Standing.STRONG


def test_a_word_that_begins_a_sentence_is_a_verb_before_what_it_acts_on() -> None:
    """ "Render this." tells somebody to; a service that begins a sentence is followed by a verb."""
    assert usage.imperative(*found("Bring a jar. Render the fat slowly.", "Render"))
    assert not usage.imperative(*found("Render raised its prices for hosted models.", "Render"))
    assert not usage.imperative(*found("we moved to Render this spring", "Render"))

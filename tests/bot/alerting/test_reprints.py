"""One report in two places, and two reports that only look alike."""

from bot.alerting.reprints import containment, is_reprint, sketch

REPORT = """Public papers show that the harbour institute paid a reseller for an account with a cloud
company and used it to train models on processors that may not be sold to it, one of a dozen such purchases
in the spring that a review of tender notices found. The reseller said that it follows the law of every
country it works in."""
TERMS = {"Harbour Institute"}


def same(one: str, other: str, title: str = "A", other_title: str = "B", **terms: set[str]) -> bool:
    return is_reprint(
        sketch(title, one),
        sketch(other_title, other),
        terms=terms.get("terms", TERMS),
        other_terms=terms.get("other_terms", TERMS),
    )


def test_a_reprint_with_a_new_head_and_a_cut_tail() -> None:
    """Most of the wording is the same."""
    assert same(REPORT, "By our staff. " + REPORT.rsplit(".", 2)[0] + ". More inside.")


def test_a_chinese_reprint() -> None:
    """Han characters are compared in runs as words are."""
    text = "公开的招标文件显示，港口理工大学向经销商支付费用，租用一家云计算公司的账户，"
    text += "用于训练大模型，所用芯片不得向其出售。"
    assert same(text, "本报讯 " + text + "（完）")


def test_another_story_about_the_same_institute() -> None:
    """A shared name is no shared report."""
    other = """The harbour institute opened a museum of navigation on Saturday. Visitors may see charts and
    clocks from four centuries, and a ferry that once crossed the strait stands in the yard, the director
    told guests."""
    assert not same(REPORT, other)


def test_the_same_words_about_another_party_are_another_story() -> None:
    """Two notices written from one template name different parties."""
    assert not same(REPORT, REPORT, other_terms={"Coastal Lab"})


def test_short_texts_prove_nothing_by_their_wording() -> None:
    """“text” and “text” are no report; an equal long headline is evidence."""
    assert not same("text", "text", "Notice 1", "Notice 2")
    headline = "Institute pays reseller for cloud account"
    assert same("Short.", "Brief.", headline, headline.upper())


def test_containment_of_long_texts_is_estimated_from_samples() -> None:
    """A long text that holds a shorter one is recognised though only a sample is kept."""
    words = [f"word{n}" for n in range(3000)]
    whole, half = sketch("", " ".join(words)), sketch("", " ".join(words[:1500]))
    assert containment(whole, half) > 0.9
    assert containment(whole, sketch("", " ".join(f"other{n}" for n in range(1500)))) == 0

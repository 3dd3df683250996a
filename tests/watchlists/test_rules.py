"""Severity from what occurs together, and how near."""

import pytest

from tests.samples import a_match
from watchlists.model import Match, Passage, Severity
from watchlists.rules import Rules, SeverityReason, judge


def hit(kind: str, start: int, field: str = "text", watchlist: str = "t/own") -> Match:
    return a_match("name", start, kind, term=f"the {kind}", field=field, watchlist=watchlist)


FAR = Passage(text="x" * 5000)

CASES = [
    # what was found, the text, severity, reason
    ([], FAR, "none", "nothing"),
    ([hit("org", 0)], FAR, "low", "alone"),
    ([hit("org", 0), hit("org", 9)], FAR, "low", "alone"),
    ([hit("org", 0), hit("chip", 100)], FAR, "high", "near"),
    ([hit("org", 0), hit("cloud", 100)], FAR, "high", "near"),
    ([hit("chip", 0), hit("cloud", 100)], FAR, "medium", "together"),
    ([hit("org", 0), hit("chip", 4000)], FAR, "medium", "together"),
    ([hit("org", 0, "title"), hit("chip", 4000)], FAR, "high", "near"),
    ([hit("chip", 0)], Passage(text="A100 算力租赁服务"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100 servers, GPU rental by the hour"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100 servers, which it rents abroad"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100 servers, leased through a reseller"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100服务器出租，长期有效"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100 by the hour"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100, серверы в аренду"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="A100 and parental leave; he relents"), "low", "alone"),
    ([hit("chip", 0)], Passage(text="A100用于无人驾驶出租车"), "low", "alone"),
    ([hit("chip", 0)], Passage(text="A100" + "x" * 3000 + "rental"), "low", "alone"),
    ([hit("org", 0)], Passage(text="name 算力租赁"), "low", "alone"),
    ([hit("chip", 0)], Passage(text="H100 bare metal, Johor"), "high", "rental"),
    ([hit("chip", 0)], Passage(text="H100整机 现货两台"), "medium", "trade"),
    ([hit("chip", 0)], Passage(text="H100 in stock, FOB Hong Kong"), "medium", "trade"),
    ([hit("chip", 0)], Passage(text="H100" + "x" * 3000 + "FOB Hong Kong"), "low", "alone"),
    ([hit("chip", 0)], Passage(text="H100 smuggled in a coffin"), "medium", "case"),
    ([hit("chip", 0)], Passage(text="H100 for a university in Hefei, trained for weeks"), "medium", "use"),
    ([hit("cloud", 0)], Passage(text="name accounts for sale"), "medium", "resale"),
    ([hit("org", 0)], Passage(text="name wins the volleyball tournament"), "none", "everyday"),
    ([hit("org", 0), hit("chip", 9)], Passage(text="name H100 volleyball tournament"), "high", "near"),
]


@pytest.mark.parametrize(("found", "passage", "severity", "reason"), CASES)
def test_severity(found: list[Match], passage: Passage, severity: str, reason: str) -> None:
    """The table of the default rules."""
    judgement = judge(found, passage, Rules())
    assert (judgement.severity, judgement.reason) == (severity, reason)
    assert judgement.sentence


def test_only_kinds_that_make_a_pair_are_said_to_be_far_apart() -> None:
    """Of a chip and a cloud nobody asks how near they are, so nothing is said of it."""
    far = judge([hit("org", 0), hit("chip", 4000)], FAR, Rules()).sentence
    assert (
        far
        == "The organisation the org and the chip the chip are named in one item, but not near each other."
    )
    assert judge([hit("chip", 0), hit("cloud", 9)], FAR, Rules()).sentence.endswith("are named in one item.")


def test_a_maker_beside_its_own_product_is_no_pair() -> None:
    """华为昇腾910B is one thing; with somebody else's, in a tender or beside another party it is two."""
    maker, chip, other = (
        a_match("name", start, kind, term=term)
        for start, kind, term in (
            (0, "org", "Huawei"),
            (9, "chip", "Huawei Ascend 910B"),
            (20, "chip", "AMD MI300X"),
        )
    )
    cloud, party = (
        a_match("name", 30, kind, term=term) for kind, term in (("cloud", "Huawei Cloud"), ("org", "Beihang"))
    )
    assert judge([maker, chip], FAR, Rules()).severity is Severity.LOW
    assert judge([maker, cloud], FAR, Rules()).severity is Severity.LOW
    assert judge([maker, chip], FAR, Rules(), whole=True).severity is Severity.HIGH
    assert judge([maker, chip, other], FAR, Rules()).severity is Severity.HIGH
    assert judge([maker, chip, party], FAR, Rules()).severity is Severity.HIGH


def test_a_word_of_two_signs_is_quoted_once() -> None:
    """That goods are seized is a word of cases and one of seizures."""
    sentence = judge([hit("chip", 0)], Passage(text="H100 seized"), Rules()).sentence
    assert sentence.count("seized") == 1


def test_a_team_may_weigh_signs_and_matters_itself() -> None:
    """What of one kind is posted, and what is left out of the digest, is a team's to say."""
    rules = Rules.from_json({"signs": "high", "everyday": "low"})
    assert judge([hit("chip", 0)], Passage(text="H100 FOB Dubai"), rules).severity is Severity.HIGH
    assert judge([hit("org", 0)], Passage(text="name 男排 夺冠"), rules).severity is Severity.LOW


def test_in_a_tender_everything_is_near() -> None:
    """A notice is about one purchase, so the buyer at its top and the chip at its end belong together."""
    found = [hit("org", 0), hit("chip", 4000)]
    assert judge(found, FAR, Rules(), whole=True).severity is Severity.HIGH


def test_a_team_may_set_its_own_rules() -> None:
    """Pairs, distance and rental words come from the team's settings."""
    rules = Rules.from_json({"near": 10, "pairs": [["chip", "cloud"]], "rental_words": [], "post": ["high"]})
    assert judge([hit("chip", 0), hit("cloud", 8)], FAR, rules).reason is SeverityReason.NEAR
    assert judge([hit("org", 0), hit("chip", 8)], FAR, rules).severity is Severity.MEDIUM
    assert rules.post == (Severity.HIGH,)


def test_a_listed_party_alone_has_the_severity_of_its_own_rule() -> None:
    """Watching a whole official list has its own weight."""
    found = [hit("org", 0, watchlist="t/csl")]
    judgement = judge(found, FAR, Rules(official=Severity.MEDIUM), official=frozenset({"t/csl"}))
    assert (judgement.severity, judgement.reason) == ("medium", "official")

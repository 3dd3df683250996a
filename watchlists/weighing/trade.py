"""Whether words near a hit say that goods are offered, asked for or shipped, or that access is resold."""

import re
from collections.abc import Iterator, Sequence

from watchlists.model import Match, Passage
from watchlists.weighing.sayings import ENOUGH, is_consumer, near_to, told

_ADVERT = 400  # code points, at most
_REACH = 16  # characters before a match
# A count or memory of goods directly beside a chip, or a price by the piece: as good as a weak word.
_COUNT_BEFORE = re.compile(
    r"\d[ -]?(?:[x×*]|штук|шт\.?|units?(?: of)?|pcs(?: of)?|[张块片台枚颗])?\s?(?:nvidia )?$", re.IGNORECASE
)
_COUNT_BEHIND = re.compile(
    r"s? ?[x×*] ?\d|[^,，。;；\n]{0,24}?[\d一两二三四五六八十百]\s?"
    r"(?:[张块片台枚颗套](?!路)|장|개|штук|шт\b|pcs\b|units\b|cards\b|nodes\b)",
    re.IGNORECASE,
)
_MEMORY_BEHIND = re.compile(r"[^,，。;；\n]{0,12}?\d{2,3} ?(?:g(?![a-z])|gb|гб|기가)", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:(?<![驶进退走导输突提支付卖售推发])出|(?<![接验签吸征回])收|求|寻|卖|要)\s?(?:\d+\s?[张块片台]?)?\s?$"
)
_PRICE = re.compile(
    r"\d\s?(?:[wWkK万к]|млн|만원?|тыс)\s?(?:/|一|每|за|per |출|с НДС)"
    r"|[$¥￥€₽]\s?\d[\d,.]*\s?[kK]?\s?/|(?<![A-Za-z\d])\d+(?:\.\d+)?[wW](?![A-Za-z\d])"
)


def traded(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return the words that say chips are offered, asked for or shipped; none where they do not suffice.

    `near` as in `near_to`. A game player's card takes a point more.
    """
    chips = [match for match in found if match.kind == "chip"]
    if not chips:
        return ()
    texts = near_to(chips, passage, near)
    words, points = told("trade", texts)
    beside = [text for match in chips for text in _beside(match, passage)][:1]
    priced = [hit.group().strip() for text in texts for hit in _PRICE.finditer(text)][:1]
    points += len(beside) + len(priced) + (points + len(beside) > 0 and _is_terse(passage))
    return (*words, *beside, *priced) if points >= ENOUGH + all(map(is_consumer, chips)) else ()


def _is_terse(passage: Passage) -> bool:
    """Return whether a passage is short and no newsroom's: as good as a weak word of trade."""
    text = f"{passage.title}\n{passage.text}"
    return len(text) <= _ADVERT and not told("report", [text])[0]


def resold(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return the words that say access to a cloud or model is resold; none where they do not suffice."""
    texts = near_to([match for match in found if match.kind == "cloud"], passage, near)
    access, _ = told("account", texts)
    if not access:
        return ()
    sold, points = told("resale", texts)
    more, others = told("trade", texts)
    return (*access[:1], *sold, *more) if points + others >= ENOUGH else ()


def _beside(match: Match, passage: Passage) -> Iterator[str]:
    """Yield the count or memory of goods, or the word that offers them, directly beside a match."""
    text = passage.title if match.field == "title" else passage.text
    before = text[max(0, match.start - _REACH) : match.start]
    for pattern in (_ASKED, _COUNT_BEFORE):
        if hit := pattern.search(before):
            yield hit.group().strip()
    for pattern in (_COUNT_BEHIND, _MEMORY_BEHIND):
        if hit := pattern.match(text, match.end):
            yield hit.group().strip()

"""Rows of bidders in a table: who of them won, as heads, cells and the line above the table say. Pure.

Where a table has no heads, as western pages list awards, each row tells it by itself: a thing, a company with
its legal form, a sum with its currency.
"""

import re
from collections.abc import Sequence

from watchers.parsers.tenders.money import Amount, read_amount
from watchers.parsers.tenders.tender_parties import party

_RANKING = re.compile(
    r"排名|名次|排序|资格|是否(?:中标|成交|推荐|入围|通过|满足|合格|响应|有效|符合)|未中标|原因|符合性|淘汰|得票"
)
# a column that says which bidder won, and what it says of one that did not
_CHOICE = re.compile(
    r"是否(?:为)?(?:中标|得标|成交|入围|中选|拟中标|选定|入选|选中|推荐)|(?:中标|成交|入围|评审|评标|评选)(?:情况|结果|与否)|\A(?:结果|备注|结论)\Z"
)
_CHOSEN = re.compile(r"\s*(?:是|√|✓|中标(?!候选)|成交(?!候选)|中选|入围|拟?中标人|第一中标)")
_NOT_CHOSEN = re.compile(r"\s*(?:否|×|✗|未|不|落|/|—|-|备选|候补|淘汰|无效|\Z)")
# where each has a rank, the first has won, unless several are taken in
_RANK = re.compile(r"(?:排名|名次|排序)\s*\Z")
_BEHIND_FIRST = re.compile(r"\s*(?:第?(?:[2-9]|1\d|[二三四五六七八九])名?)\s*\Z")
# captions of tables whose rows won, and of those whose rows only bid
_WON = re.compile(
    r"(?<![预拟])(?:中标|成交|中选|入围|采购(?!单位|人))(?:[（(]成交[）)])?(?:信息|结果|供应商|单位|人|情况|名单|如下)"
)
_ONLY_BID = re.compile(
    r"报价(?:情况|一览|汇总|表)|投标(?:情况|人名单|单位|报价)|响应情况|开标(?:记录|情况|一览|结果)|参与|参加|评审(?:情况|得分|意见)|"
    r"得分|评分|资格审查|未中标|落标|未入围|候选"
)
_WINNER = re.compile(r"(?:中标|成交|中选|入围)")
_NO_WINNER = re.compile(r"候选|未|是否|拟")
_OF_BODY = re.compile("单位|公司|企业|机构")  # 单位名称 heads bodies, a bare 名称 things
# what a remark says of the one that won: 成交, beside 略高 of another
_SAID_WON = re.compile(r"\s*[√✓]?(?:成交|中标|中选|入围|入选|胜出|落札|낙찰)[√✓]?\s*\Z")
_SCORES = re.compile(r"得分|评分|评审|综合|技术|商务")  # beside a bidder's price; winners are scored too
_LEGAL = re.compile(
    r"(?i:\b(?:ltd|limited|llp|llc|inc|plc|gmbh|corp(?:oration)?|co|kg|ag|bv|nv|ab|as|aps|oy|sa|sas|sarl|srl|spa|sl|slu"
    r"|s\.?r\.?o|d\.?o\.?o|sp\.? ?z ?o\.?o|a\.s|s\.a|s\.p\.a|s\.l|b\.v|n\.v|a/s)\b\.?)\s*\Z|有限公司\Z"
)
_MONEY = re.compile(r"\s*(?:[£€$¥￥]|[A-Z]{3}\s)\s*\d[\d,.\s]*\Z|\s*\d[\d,.\s]*(?:[£€]|[A-Z]{3})\s*\Z")
_NOBODY = re.compile(r"(?i)\s*(?:no award|not awarded|cancelled|unsuccessful|n/?a|-|—)?\s*\Z")


def only_ranks(
    heads: Sequence[str | None], labels: Sequence[str], row: Sequence[str], caption: str
) -> bool | None:
    """Whether a row is of a bidder who need not have won; None for one of whom the row says he did not."""
    for label, cell in zip(labels, row, strict=False):
        if _CHOICE.search(label):
            if _CHOSEN.match(cell):
                return False
            if _NOT_CHOSEN.match(cell) and not re.search("备注|结论", label):
                return None
    winners = [
        label
        for name, label in zip(heads, labels, strict=False)
        if name == "supplier" and _WINNER.search(label) and not _NO_WINNER.search(label)
    ]
    if winners:
        ranked = any(
            _RANK.search(label) and _BEHIND_FIRST.match(cell)
            for label, cell in zip(labels, row, strict=False)
        )
        return None if ranked and "入围" not in f"{winners}{caption}" else False
    if _ONLY_BID.search(caption):
        return True
    if any(map(_RANKING.search, labels)):
        return not (_WON.search(caption) and not any("是否" in label or "原因" in label for label in labels))
    scored = any(map(_SCORES.search, labels))
    return scored and "award" not in heads and not ("total" in heads and _WON.search(caption))


def remark_column(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the column in which some rows say that they won and others something else; None for none."""
    for number, column in enumerate(zip(*rows[1:], strict=False)):
        said = [bool(_SAID_WON.match(cell)) for cell in column]
        if any(said) and not all(said) and not _SAID_WON.match(rows[0][number]):
            return number
    return None


def _has_won(labels: Sequence[str], row: Sequence[str], caption: str, remark: int | None) -> bool | None:
    """Whether a row of a bidder says that he won, or the line above of all; None where nothing tells."""
    if remark is not None and remark < len(row):
        return bool(_SAID_WON.match(row[remark]))
    for label, cell in zip(labels, row, strict=False):
        if _CHOICE.search(label) and (_CHOSEN.match(cell) or _NOT_CHOSEN.match(cell)):
            return bool(_CHOSEN.match(cell))
    return True if _WON.search(caption) and not _ONLY_BID.search(caption) else None


def heads_of(
    heads: Sequence[str | None], labels: Sequence[str], row: Sequence[str], caption: str, remark: int | None
) -> Sequence[str | None]:
    """Return the heads of a row, those of a bidder as a supplier's where he won, and the other way round."""
    heads = [
        "bidder" if name == "name" and _OF_BODY.search(label) else name
        for name, label in zip(heads, labels, strict=False)
    ]
    if not {"bidder", "supplier"} & set(heads) or (won := _has_won(labels, row, caption, remark)) is None:
        return heads
    if won and "supplier" not in heads:
        return ["supplier" if name == "bidder" else name for name in heads]
    if not won and remark is not None:
        return ["bidder" if name == "supplier" else name for name in heads]
    return heads


def rows_won(rows: Sequence[Sequence[str]]) -> list[tuple[str, str, Amount]]:
    """Return thing, winner and sum of each row; [] where any row tells something else."""
    won = []
    for row in rows:
        sums = [cell for cell in row if _MONEY.fullmatch(cell)]
        bodies = [cell for cell in row if _LEGAL.search(cell.strip())]
        amount = read_amount(sums[0]) if len(sums) == 1 else None
        if amount is not None and len(bodies) == 1 and (who := party(bodies[0])):
            things = [cell for cell in row if cell not in (*sums, *bodies) and cell.strip()]
            won.append((things[-1] if things else "", who, amount))
        elif bodies or sums or not any(_NOBODY.match(cell) for cell in row):
            return []
    return won

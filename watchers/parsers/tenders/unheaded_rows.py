"""Rows of a table without heads that say by themselves who won what for how much. Pure.

As western pages list awards: a thing, a company with its legal form, a sum with its currency.
"""

import re
from collections.abc import Sequence

from watchers.parsers.tenders.money import Amount, read_amount
from watchers.parsers.tenders.tender_parties import party

_LEGAL = re.compile(
    r"(?i:\b(?:ltd|limited|llp|llc|inc|plc|gmbh|corp(?:oration)?|co|kg|ag|bv|nv|ab|as|aps|oy|sa|sas|sarl|srl|spa|sl|slu"
    r"|s\.?r\.?o|d\.?o\.?o|sp\.? ?z ?o\.?o|a\.s|s\.a|s\.p\.a|s\.l|b\.v|n\.v|a/s)\b\.?)\s*\Z|有限公司\Z"
)
_MONEY = re.compile(r"\s*(?:[£€$¥￥]|[A-Z]{3}\s)\s*\d[\d,.\s]*\Z|\s*\d[\d,.\s]*(?:[£€]|[A-Z]{3})\s*\Z")
_NOBODY = re.compile(r"(?i)\s*(?:no award|not awarded|cancelled|unsuccessful|n/?a|-|—)?\s*\Z")


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

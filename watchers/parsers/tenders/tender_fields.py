"""What a Chinese procurement notice says, field by field, from its plain text and its tables. Pure.

Joins what labels (`tender_labels`), tables (`tender_tables`) and sentences (`tender_prose`) tell. Knows no
page and no site: the caller hands over lines, label-value pairs and grids of cells.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from watchers.parsers.answers import told
from watchers.parsers.tenders.money import Amount, as_number
from watchers.parsers.tenders.plain_labels import with_plain_labels, without_former, without_notes
from watchers.parsers.tenders.tender_findings import Findings, Lot, take
from watchers.parsers.tenders.tender_labels import (
    field_of,
    labelled,
    section_before,
    summary_pairs,
)
from watchers.parsers.tenders.tender_prose import take_prose
from watchers.parsers.tenders.tender_tables import Table, take_grid

_OWN = re.compile(r"\A(?:我|本|该)(?:校|院|单位|公司|所|局|中心|馆|部门|实验室)\Z|\A学校\Z")
_BARE_SUM = re.compile(r"金[ \u3000]*额")
_MAX_LOTS = 100
# nobody won, or no longer
_UNDECIDED = {"tender", "prequalification", "intention", "failed", "cancelled", "complaint"}
_BESIDE_BUYER = ("agency", "issuer", "user", "published")
_NAMES = ("project_name", "contract_name")
_LABELLED = ("project_number", "contract_number", "tender_number", *_NAMES, "category", "region")


def read_fields(
    text: str,
    *,
    pairs: Iterable[tuple[str, str]] = (),
    tables: Iterable[Table] = (),
    stage: str | None,
    default_org: str = "",
    day: datetime | None = None,
) -> dict[str, Any]:
    """Return the fields of docs/items.md that the notice has; a field it does not tell is absent.

    `text` are the visible lines, personal data still in them; `pairs` label and value cells of a summary,
    `tables` grids with column heads. `default_org` is who `我校` is. `day` is that of the notice.
    """
    found = Findings(day=day)
    text = with_plain_labels(without_former(without_notes(text)))
    for label, value in (*pairs, *summary_pairs(text)):
        take(found, field_of(label), label, value)
    for label, value, position in labelled(text):
        name = field_of(label)
        if name == "name":
            name = section_before(text, position)
        elif name is None and _BARE_SUM.fullmatch(label.strip()):  # 中标人信息, below it 金额：9万元
            name = "award" if section_before(text, position) == "supplier" else None
        take(found, name, label, value)
    for table in tables:
        take_grid(found, table)
    if len(set(found.row_numbers)) == 1:
        found.values.setdefault("project_number", found.row_numbers[0])
    take_prose(found, text, stage, day)
    return _fields(found, stage, default_org)


def _fields(found: Findings, stage: str | None, default_org: str) -> dict[str, Any]:
    if stage in {"tender", None} and found.suppliers and _told_award(found):
        stage = "award"  # 竞价单 JJ-1: its title tells no result, the page does
    fields: dict[str, Any] = {"stage": stage} if stage else {}
    buyer = found.values.get("buyer", "")
    if collector := found.values.get("collector", ""):  # who calls for offers, often for another
        if not buyer:
            buyer = collector
        elif collector != buyer:
            found.values.setdefault("agency", collector)
    if default_org and (not buyer or _OWN.match(buyer)):
        buyer = default_org
    if buyer and not _OWN.match(buyer):
        fields["buyer"] = buyer
    fields |= {name: value for name in _BESIDE_BUYER if (value := found.values.get(name))}
    agency = fields.get("agency")
    if section := found.values.get("section_name"):
        found.values.setdefault("project_name", section)
    for other in ("section_number", "reference"):  # numbers of a part, or of this paper, for want of a better
        if number := found.values.get(other):
            found.values.setdefault("project_number", number)
    suppliers = [name for name in found.suppliers if name not in {buyer, agency}]
    if stage == "candidates" and not found.candidates:  # where both are told, who is to win was told apart
        found.candidates.extend(name for name in suppliers if name not in found.candidates)
        suppliers = []
    if suppliers and stage not in _UNDECIDED:
        fields["supplier"] = suppliers
    if found.persons:
        fields["private_suppliers"] = found.persons
    if found.candidates:
        fields["candidates"] = found.candidates
    fields |= {name: value for name in _LABELLED if (value := found.values.get(name))}
    fields |= _money_fields(found, stage)
    if deadline := next(filter(None, map(found.values.get, ("deadline", "enrolment", "opening"))), ""):
        if stage in {"tender", "correction", "prequalification", "intention", None}:
            fields["deadline"] = deadline
    numbers = {str(value) for name, value in fields.items() if name.endswith("_number")}
    numbers.update(lot["lot"] for lot in fields.get("lots", ()))
    models = [model for model in found.models if not any(model in number for number in numbers)]
    if models:
        fields["models"] = models
    return fields


def _told_award(found: Findings) -> bool:
    return "award" in found.money or any(lot.award for lot in found.lots)


def _money_fields(found: Findings, stage: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    worth = [lot for lot in found.lots if lot.award or lot.budget or (lot.lot and lot.suppliers)]
    lots = _joined(_once(worth, found.money.get("award")))[:_MAX_LOTS]
    budget, ceiling = found.money.get("budget"), found.money.get("ceiling")
    if budget is None:
        budget = _sum(lot.budget for lot in lots) or found.money.get("estimate") or ceiling
    fields |= _amount_fields("budget", budget)
    fields |= _amount_fields("ceiling", ceiling)
    # a stated total comes before our sum, and both before that of the things bought
    award = found.money.get("award") or _sum(lot.award for lot in lots) or found.money.get("things")
    if not award and stage in {"award", "contract"}:
        award = found.money.get("stated")
    if award and stage not in _UNDECIDED:
        fields |= _amount_fields("award", award)
    summed = _sum(lot.award for lot in lots)
    if all(lot.lot.isdecimal() for lot in lots):  # lines and tables were read one after the other
        lots.sort(key=lambda lot: int(lot.lot))
    if len(lots) > 1 or (summed and award and summed.value != award.value):
        fields["lots"] = [
            told(lot=lot.lot or str(number), supplier="、".join(lot.suppliers), name=lot.name)
            | _amount_fields("award", lot.award)
            | _amount_fields("budget", lot.budget)
            for number, lot in enumerate(lots, start=1)
        ]
    return fields


def _once(lots: list[Lot], stated: Amount | None) -> list[Lot]:
    """Return the lots without those that no number tells from one before, of the same supplier and sum.

    A notice often has its result twice, in the site's form and in the agency's own words. A stated total
    that counts both speaks for two.
    """
    kept: list[Lot] = []
    seen = set()
    for lot in lots:
        same = (lot.suppliers, lot.award and (lot.award.value, lot.award.currency), lot.name)
        if lot.lot or not (lot.suppliers and lot.award) or same not in seen:
            kept.append(lot)
        if not lot.lot:
            seen.add(same)
    summed = _sum(lot.award for lot in lots)
    return lots if stated and summed and stated.value == summed.value else kept


def _joined(lots: list[Lot]) -> list[Lot]:
    """Return the lots, those of one number and without a sum as one: several were chosen for a framework."""
    kept: list[Lot] = []
    for lot in lots:
        last = kept[-1] if kept else None
        if (
            last
            and lot.lot
            and last.lot == lot.lot
            and not (lot.award or lot.budget or last.award or last.budget)
        ):
            kept[-1] = replace(last, suppliers=tuple(dict.fromkeys((*last.suppliers, *lot.suppliers))))
        else:
            kept.append(lot)
    return kept


def _sum(parts: Iterable[Amount | None]) -> Amount | None:
    """Return the sum where all parts are in one currency."""
    known = [part for part in parts if part is not None]
    if not known or len({part.currency for part in known}) > 1:
        return None
    total = sum((part.value for part in known), Decimal(0))
    return Amount(value=total, currency=known[0].currency, start=0, end=0)


def _amount_fields(name: str, amount: Amount | None) -> dict[str, Any]:
    if amount is None:
        return {}
    if amount.currency == "CNY":
        return {f"{name}_yuan": as_number(amount.value)}
    return {f"{name}_amount": as_number(amount.value), f"{name}_currency": amount.currency}

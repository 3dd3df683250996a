"""One notice of TED as XML (eForms in UBL), to the record that TED's search gives of it. Pure.

Parties stand as organisations with a number (`ORG-0001`) that buyers and tenderers refer to; owners
are persons and are not read; nor are contacts, but for their names, which leave the texts. The paths are
those of the fields in eForms SDK 1.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from watchers.parsers.answers import number
from watchers.parsers.xml import below, children, local, text, tree_of

Record = dict[str, Any]

ROOTS = frozenset({"ContractNotice", "ContractAwardNotice", "PriorInformationNotice"})
_EXTENSION = ("UBLExtensions", "UBLExtension", "ExtensionContent", "EformsExtension")
_PARTY = ("PartyIdentification", "ID")
_PLACE = ("RealizedLocation", "Address")
_TAKES_PART = "ParticipationRequestReceptionPeriod"
_GROUP = "GLO-"  # of lots that may be won together
ALONE = " (natural person)"  # as other sources mark who sells alone
_NOBODY = frozenset({"clos-nw"})  # closed without a winner
_HIDDEN = "unpublished"


def record_of(body: bytes) -> Record:
    """Return the notice under the names of the search API's fields. Raises ParseError for broken XML."""
    root = tree_of(body, "a TED notice")
    extension = next(iter(below(root, *_EXTENSION)), root)
    parties = dict(_parties(extension))
    lots = [one for one in children(root, "ProcurementProjectLot") if not text(one, "ID").startswith(_GROUP)]
    project = next(iter(children(root, "ProcurementProject")), root)
    kind = next(iter(children(root, "NoticeTypeCode")), None)
    form = "" if kind is None else kind.get("listName") or ""
    buyers = [parties[one] for one in _ids(root, "ContractingParty", "Party", *_PARTY) if one in parties]
    record: Record = {
        "publication-number": _published_as(extension) or text(root, "ID"),
        "publication-date": text(extension, "Publication", "PublicationDate") or text(root, "IssueDate"),
        "procedure-identifier": text(root, "ContractFolderID"),
        "notice-type": text(root, "NoticeTypeCode"),
        "form-type": "change" if below(extension, "Changes") else form,
        "notice-title": _languages(project, "Name"),
        "description-proc": _languages(project, "Description"),
        "organisation-name-buyer": [name for names in buyers for name in names],
        "classification-cpv": _all(project, lots, "MainCommodityClassification", "ItemClassificationCode"),
        "buyer-country": [text(one, "Country", "IdentificationCode") for one in below(project, *_PLACE)],
        "place-of-performance": [text(one, "CountrySubentityCode") for one in below(project, *_PLACE)],
        "title-lot": [_own(lot, "ProcurementProject", "Name") for lot in lots],
        "description-lot": [_own(lot, "ProcurementProject", "Description") for lot in lots],
        "identifier-lot": [text(lot, "ID") for lot in lots],
        "contact": [{"name": name} for name in _contacts(extension)],
    }
    record |= _deadlines(lots) | _estimates(project, lots)
    results = next(iter(below(extension, "NoticeResult")), None)
    return record if results is None else record | _results(results, parties, record)


def _published_as(extension: Any) -> str:
    """Return the number in the journal, as it is cited: 00123456-2026 is 123456-2026."""
    return text(extension, "Publication", "NoticePublicationID").lstrip("0")


def _parties(extension: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the number of each organisation and its name, in English where it has one."""
    for one in below(extension, "Organizations", "Organization"):
        for company in children(one, "Company"):
            name = _own(company, "PartyName", "Name")
            if name and name.lower() != _HIDDEN:
                alone = text(one, "NaturalPersonIndicator") == "true"
                yield text(company, *_PARTY), (f"{name}{ALONE}" if alone else name,)


def _contacts(extension: Any) -> Iterator[str]:
    """Yield whom each organisation names to be asked, offices among them."""
    for one in below(extension, "Organizations", "Organization"):
        for part in ("Company", "TouchPoint"):
            yield from filter(None, (text(who, "Name") for who in below(one, part, "Contact")))


def _results(results: Any, parties: Mapping[str, tuple[str, ...]], record: Record) -> Record:
    """Return winners and sums, those of each lot in the order of the lots."""
    tenders = {text(one, "ID"): one for one in children(results, "LotTender")}
    groups = {
        text(one, "ID"): [name for who in _ids(one, "Tenderer", "ID") for name in parties.get(who, ())]
        for one in children(results, "TenderingParty")
    }
    signed = {one for one in _ids(results, "SettledContract", "LotTender", "ID") if one in tenders}
    winners: dict[str, None] = {}
    by_lot: dict[str, list[str]] = {}
    sums: dict[str, tuple[float, str]] = {}
    outcomes = children(results, "LotResult")
    # a change of a contract has no results of lots, and one without a call may leave their tenders out
    for outcome in outcomes or [tenders[one] for one in tenders if one in signed]:
        lot = text(outcome, "TenderLot", "ID")
        if text(outcome, "TenderResultCode") in _NOBODY:
            continue
        told = [one for one in _ids(outcome, "LotTender", "ID") if one in tenders]
        if not outcomes:
            told = [text(outcome, "ID")]
        elif not told:
            told = [one for one in tenders if one in signed and text(tenders[one], "TenderLot", "ID") == lot]
        for tender in (tenders[one] for one in told if one in signed or not signed & set(told)):
            if not signed & set(told) and text(tender, "RankCode") not in {"", "1"}:
                continue
            names = groups.get(text(tender, "TenderingParty", "ID"), [])
            winners |= dict.fromkeys(names)
            by_lot[lot] = [*by_lot.get(lot, []), *names]
            if (paid := _sum(tender, "LegalMonetaryTotal", "PayableAmount")) is not None:
                before = sums.get(lot, (0, paid[1]))
                sums[lot] = (before[0] + paid[0], paid[1])
    lots = record["identifier-lot"]
    told_sums = [sums.get(lot) for lot in lots]
    found: Record = {
        "winner-name": list(winners),
        "winner-lot": [by_lot.get(lot, []) for lot in lots],
        "tender-value": [one[0] if one else None for one in told_sums],
        "tender-value-cur": sorted({one[1] for one in told_sums if one}),
    }
    if (total := _sum(results, "TotalAmount")) is not None:
        found |= {"result-value-notice": total[0], "result-value-cur-notice": total[1]}
    if outcomes and not winners and all(text(one, "TenderResultCode") in _NOBODY for one in outcomes):
        found["form-type"] = "no-award"
    return found


def _deadlines(lots: list[Any]) -> Record:
    """Return until when each lot takes tenders, or requests to take part."""
    periods = [
        (name, period)
        for name, told in (("tender", "TenderSubmissionDeadlinePeriod"), ("request", _TAKES_PART))
        for lot in lots
        for period in below(lot, "TenderingProcess", told)
    ]
    record: Record = {}
    for name, period in periods:
        record.setdefault(f"deadline-receipt-{name}-date-lot", []).append(text(period, "EndDate"))
        record.setdefault(f"deadline-receipt-{name}-time-lot", []).append(text(period, "EndTime"))
    return record


def _estimates(project: Any, lots: list[Any]) -> Record:
    """Return what is expected to be paid: for the whole, and lot by lot."""
    path = ("RequestedTenderTotal", "EstimatedOverallContractAmount")
    record: Record = {}
    if (whole := _sum(project, *path)) is not None:
        record |= {"estimated-value-proc": whole[0], "estimated-value-cur-proc": whole[1]}
    each = [_sum(lot, "ProcurementProject", *path) for lot in lots]
    return record | {
        "estimated-value-lot": [one[0] if one else None for one in each],
        "estimated-value-cur-lot": sorted({one[1] for one in each if one}),
    }


def _sum(element: Any, *path: str) -> tuple[float, str] | None:
    """Return a sum and its currency; one below zero stands for what is not published."""
    for found in below(element, *path):
        value = number(found.text or "")
        if value is not None and value >= 0 and (currency := found.get("currencyID")):
            return value, currency
    return None


def _ids(element: Any, *path: str) -> list[str]:
    return [told for one in below(element, *path) if (told := (one.text or "").strip())]


def _all(project: Any, lots: list[Any], *path: str) -> list[str]:
    return [*_ids(project, *path), *(told for lot in lots for told in _ids(lot, "ProcurementProject", *path))]


def _languages(element: Any, name: str) -> dict[str, str]:
    """Return a text in each of its languages (`eng`), the first of each."""
    found: dict[str, str] = {}
    for one in children(element, name):
        if told := " ".join("".join(map(str, one.itertext())).split()):
            found.setdefault((one.get("languageID") or local(one)).lower(), told)
    return found


def _own(element: Any, *path: str) -> str:
    """Return a text in English where there is one, else in its first language."""
    *way, name = path
    for parent in below(element, *way):
        told = _languages(parent, name)
        if told:
            return told.get("eng") or next(iter(told.values()))
    return ""

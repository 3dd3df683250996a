"""The parts of an OCDS release besides its head: lots, documents, days and sums. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from watchers.parsers.answers import mapping, members, number, repaired, string, told
from watchers.parsers.dates import read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.bodies import party_shown
from watchers.parsers.persons.contact_names import names_one_of, without_contacts_of
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.plain import cut, one_line
from watchers.parsers.text import text_or_html

Part = Mapping[str, Any]
_MAX = 100  # lots or documents of one release


def details(
    planning: Part,
    tender: Part,
    awards: Sequence[Part],
    contracts: Sequence[Part],
    bodies: Collection[str],
) -> dict[str, Any]:
    """Return the fields that the parts tell.

    They are `status`, `award_date`, `contract_start`, `contract_end`, `lots`, `milestones`, `attachments`.
    `bodies` are names that the release says to be bodies': of the others a lot names no person.
    """
    status = string(tender.get("status")) or next(filter(None, _values(awards, "status")), "")
    fields = told(status=status)
    fields |= _day("award_date", _values(awards, "date"))
    fields |= _day("award_date", _values(contracts, "dateSigned")) if "award_date" not in fields else {}
    periods = [mapping(part.get("contractPeriod") or part.get("period")) for part in (*awards, *contracts)]
    lots = [mapping(lot) for lot in members(tender.get("lots"))][:_MAX]
    periods += [mapping(part.get("contractPeriod")) for part in (tender, *lots)]
    fields |= _day("contract_start", _values(periods, "startDate"))
    fields |= _day("contract_end", _values(periods, "endDate"))
    parts = [_lot(lot, str(place), awards, contracts, bodies) for place, lot in enumerate(lots, 1)]
    return fields | told(
        lots=parts if len(parts) > 1 or any(len(lot) > 2 for lot in parts) else [],
        milestones=list(_milestones((planning, tender, *contracts)))[:_MAX],
        attachments=list(_documents((tender, *awards, *contracts, planning)))[:_MAX],
    )


def total(name: str, parts: Sequence[Part]) -> dict[str, Any]:
    """Return the sum of the parts' values where they are in one currency, as NAME_amount, NAME_currency.

    A value of nothing stands in releases for one that is not told.
    """
    values = [
        (_first(number(value.get("amount")), number(value.get("amountGross"))), string(value.get("currency")))
        for part in parts
        if (value := mapping(part.get("value")))
    ]
    known = [(amount, currency) for amount, currency in values if amount]
    if not known or len({currency for _, currency in known}) > 1:
        return {}
    return {f"{name}_amount": sum(amount for amount, _ in known), f"{name}_currency": known[0][1] or "GBP"}


def _first(net: float | None, gross: float | None) -> float | None:
    return net or gross


def _lot(
    lot: Part, place: str, awards: Sequence[Part], contracts: Sequence[Part], bodies: Collection[str]
) -> dict[str, Any]:
    """Return one lot with its value, and its winners and sum where an award names it."""
    identity = string(lot.get("id"))
    own = [
        award for award in awards if identity and identity in map(string, members(award.get("relatedLots")))
    ]
    ids = {string(award.get("id")) for award in own} - {""}
    signed = [contract for contract in contracts if string(contract.get("awardID")) in ids]
    names = (line_of(mapping(one).get("name")) for award in own for one in members(award.get("suppliers")))
    winners = ", ".join(dict.fromkeys(shown for name in names if (shown := party_shown(name, bodies))))
    name = without_numbers(line_of(lot.get("title")) or cut(line_of(lot.get("description")), 200))
    return (
        told(lot=identity or place, name=name, supplier=winners)
        | total("budget", [lot])
        | (total("award", own) or total("award", signed))
    )


def _documents(places: Sequence[Part]) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for place in places:
        for document in map(mapping, members(place.get("documents"))):
            url = web_link(string(document.get("url")), "")
            name = line_of(document.get("title")) or line_of(document.get("description"))
            if url and url not in seen:
                seen.add(url)
                yield {
                    "name": cut(without_numbers(name), 200) or string(document.get("documentType")),
                    "url": url,
                }


def attachments_shown(fields: Part, page: str, contacts: Sequence[str]) -> dict[str, Any]:
    """Return the field of the files without persons; the notice's address for one that names a contact."""
    files = []
    for file in fields.get("attachments", ()):
        name = without_contacts_of(without_contacts(file["name"]), contacts).strip()
        files.append(
            {
                "name": "" if names_one_of(name, contacts) else name,
                "url": page if names_one_of(file["url"], contacts) else file["url"],
            }
        )
    return {"attachments": files} if files else {}


def _milestones(places: Sequence[Part]) -> Iterator[dict[str, str]]:
    """Yield name and day of each step that has both, as the publisher names it."""
    for place in places:
        for step in map(mapping, members(place.get("milestones"))):
            name = line_of(step.get("title")) or line_of(step.get("description")) or string(step.get("type"))
            day = _day("date", _values([step], "dueDate") + _values([step], "dateMet"))
            if name and day:
                yield {"name": cut(without_numbers(name), 200)} | day


def _values(parts: Sequence[Part], name: str) -> list[str]:
    return [string(part.get(name)) for part in parts]


def _day(name: str, written: Sequence[str]) -> dict[str, str]:
    """Return the first day that can be read, in its own offset."""
    found = next(filter(None, map(read_date, written)), None)
    return {name: found.date().isoformat()} if found else {}


def line_of(value: Any) -> str:
    """Return a text as one line, put right where its encoding went wrong; "" for anything else."""
    return one_line(text_or_html(repaired(value))) if isinstance(value, str) else ""

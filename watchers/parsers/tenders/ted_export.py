"""One notice of TED as XML of 2016 to 2023 (TED_EXPORT, R2.0.9), to the record that TED's search gives of it.

The forms are those of Regulation 2015/1986. A notice stands in its own languages and, translated, in others:
only the first form of an original is read, and titles in English. Contact points are persons: they are
read so that they leave the texts. Pure.
"""

import re
from collections.abc import Iterator
from typing import Any

from watchers.parsers.answers import number
from watchers.parsers.xml import below, children, local, text, tree_of

Record = dict[str, Any]

ROOT = "TED_EXPORT"
# the kind of notice by its code in the journal; what is not here is known by its form
_KINDS = {"0": "planning", "P": "planning", "2": "change", "V": "veat"}
_KINDS |= dict.fromkeys("3DHOQY", "competition") | dict.fromkeys("7JR", "result")
_FORMS = {"F14": "change", "F20": "cont-modif", "F15": "veat"}
_FORMS |= dict.fromkeys(("F03", "F06", "F13", "F25"), "result")
_LOCAL = "+01:00"  # clocks are the buyer's; the journal's own stands for it
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_LANGUAGES = {"EN": "eng"}


def record_of(body: bytes) -> Record:
    """Return the notice under the names of the search API's fields. Raises ParseError for broken XML."""
    root = tree_of(body, "a TED notice")
    coded = next(iter(children(root, "CODED_DATA_SECTION")), root)
    told = next(iter(children(coded, "NOTICE_DATA")), coded)
    forms = [form for section in children(root, "FORM_SECTION") for form in section]
    form = next((one for one in forms if one.get("CATEGORY") == "ORIGINAL"), forms[0] if forms else root)
    work = next(iter(children(form, "OBJECT_CONTRACT")), form)
    lots = children(work, "OBJECT_DESCR")
    kind = next(iter(below(coded, "CODIF_DATA", "TD_DOCUMENT_TYPE")), None)
    code = "" if kind is None else kind.get("CODE") or ""
    record: Record = {
        "publication-number": (root.get("DOC_ID") or "").lstrip("0"),
        "publication-date": text(coded, "REF_OJS", "DATE_PUB"),
        "notice-type": text(coded, "CODIF_DATA", "TD_DOCUMENT_TYPE"),
        "form-type": _KINDS.get(code) or _FORMS.get(form.get("FORM") or "", ""),
        "procedure-identifier": text(work, "REFERENCE_NUMBER"),
        "notice-title": dict(_titles(forms)),
        "description-proc": _paragraphs(work, "SHORT_DESCR"),
        "organisation-name-buyer": list(_of_bodies(form, "OFFICIALNAME"))
        or [text(root, "TRANSLATION_SECTION", "ML_AA_NAMES", "AA_NAME")],
        "classification-cpv": [one.get("CODE") for one in children(told, "ORIGINAL_CPV")],
        "buyer-country": [one.get("VALUE") for one in children(told, "ISO_COUNTRY")],
        "place-of-performance": [one.get("CODE") for one in children(told, "PERFORMANCE_NUTS")],
        "identifier-lot": [text(lot, "LOT_NO") or lot.get("ITEM") or "" for lot in lots],
        "title-lot": [_line(lot, "TITLE") for lot in lots],
        "description-lot": [_paragraphs(lot, "SHORT_DESCR") for lot in lots],
        "links": {"html": {"ENG": _page(told)}},
        "contact": [{"name": name} for name in _of_bodies(form, "CONTACT_POINT")],
    }
    return record | _deadline(form, coded) | _estimates(work, lots) | _results(form, work, record)


def _titles(forms: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield language and title of the originals and of the translation into English."""
    for form in forms:
        language = form.get("LG") or ""
        if form.get("CATEGORY") == "ORIGINAL" or language == "EN":
            for work in children(form, "OBJECT_CONTRACT"):
                if title := _line(work, "TITLE"):
                    yield _LANGUAGES.get(language, language.lower()), title


def _of_bodies(form: Any, part: str) -> Iterator[str]:
    """Yield a part of the address of each buyer."""
    for body in children(form, "CONTRACTING_BODY"):
        for address in ("ADDRESS_CONTRACTING_BODY", "ADDRESS_CONTRACTING_BODY_ADDITIONAL"):
            for one in children(body, address):
                if name := text(one, part):
                    yield name


def _results(form: Any, work: Any, record: Record) -> Record:
    """Return winners and sums, those of each lot in the order of the lots."""
    awards = [one for name in ("AWARD_CONTRACT", "RESULTS") for one in children(form, name)]
    if not awards:
        return {}
    winners: dict[str, None] = {}
    by_lot: dict[str, list[str]] = {}
    sums: dict[str, tuple[float, str]] = {}
    for award in awards:
        lot = text(award, "LOT_NO")
        for won in (*children(award, "AWARDED_CONTRACT"), *children(award, "AWARDED_PRIZE")):
            names = list(_winners(won))
            winners |= dict.fromkeys(names)
            by_lot[lot] = [*by_lot.get(lot, []), *names]
            if paid := _sum(won, "VALUES", "VAL_TOTAL") or _sum(won, "VAL_TOTAL"):
                before = sums.get(lot, (0, paid[1]))
                sums[lot] = (before[0] + paid[0], paid[1])
    lots = record["identifier-lot"] if len(record["identifier-lot"]) > 1 else [""]
    whole = {"": list(winners)} if lots == [""] else by_lot
    each = [sums.get(lot) for lot in lots] if lots != [""] else list(sums.values())
    found: Record = {
        "winner-name": list(winners),
        "winner-lot": [whole.get(lot, []) for lot in lots],
        "tender-value": [one[0] if one else None for one in each],
        "tender-value-cur": sorted({one[1] for one in each if one}),
    }
    if total := _sum(work, "VAL_TOTAL"):
        found |= {"result-value-notice": total[0], "result-value-cur-notice": [total[1]]}
    if not winners and all(children(one, "NO_AWARDED_CONTRACT") for one in awards):
        stopped = any(below(one, "NO_AWARDED_CONTRACT", "PROCUREMENT_DISCONTINUED") for one in awards)
        found["form-type"] = "discontinued" if stopped else "no-award"
    return found


def _winners(won: Any) -> Iterator[str]:
    """Yield the names of contractors, and of those who won a design contest."""
    for address in won.iter():
        if local(address) in {"ADDRESS_CONTRACTOR", "ADDRESS_WINNER"} and (
            name := text(address, "OFFICIALNAME")
        ):
            yield name


def _deadline(form: Any, coded: Any) -> Record:
    """Return until when tenders, or requests to take part, are taken."""
    for procedure in children(form, "PROCEDURE"):
        if day := text(procedure, "DATE_RECEIPT_TENDERS"):
            return _at(day, text(procedure, "TIME_RECEIPT_TENDERS"))
    day, _, clock = text(coded, "CODIF_DATA", "DT_DATE_FOR_SUBMISSION").partition(" ")
    return _at(f"{day[:4]}-{day[4:6]}-{day[6:8]}", clock) if len(day) == 8 else {}


def _at(day: str, clock: str) -> Record:
    written = _CLOCK.match(clock)
    told = f"{int(written[1]):02}:{written[2]}:00{_LOCAL}" if written else ""
    return {"deadline-receipt-tender-date-lot": [day], "deadline-receipt-tender-time-lot": [told]}


def _estimates(work: Any, lots: list[Any]) -> Record:
    """Return what is expected to be paid: for the whole, and lot by lot."""
    record: Record = {}
    if whole := _sum(work, "VAL_ESTIMATED_TOTAL"):
        record |= {"estimated-value-proc": whole[0], "estimated-value-cur-proc": [whole[1]]}
    each = [_sum(lot, "VAL_OBJECT") for lot in lots]
    return record | {
        "estimated-value-lot": [one[0] if one else None for one in each],
        "estimated-value-cur-lot": sorted({one[1] for one in each if one}),
    }


def _sum(element: Any, *path: str) -> tuple[float, str] | None:
    for found in below(element, *path):
        value = number((found.text or "").replace(" ", ""))
        if value is not None and (currency := found.get("CURRENCY")):
            return value, currency
    return None


def _line(element: Any, name: str) -> str:
    return " ".join(_paragraphs(element, name).split())


def _paragraphs(element: Any, name: str) -> str:
    """Return the paragraphs of a text, each on a line."""
    found = next(iter(children(element, name)), None)
    if found is None:
        return ""
    lines = (" ".join("".join(map(str, one.itertext())).split()) for one in children(found, "P"))
    return "\n".join(filter(None, lines))


def _page(told: Any) -> str:
    pages = {one.get("LG"): (one.text or "").strip() for one in below(told, "URI_LIST", "URI_DOC")}
    return pages.get("EN") or next(iter(pages.values()), "")

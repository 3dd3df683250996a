"""What European notices tell of dates, sums, buyers and winners: by labels, before blanks, in sentences."""

from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.money import read_amount
from watchers.parsers.tenders.western_days import moment_in, published_in

URL = "https://www.example.eu/notice/1"


def read(title: str, *lines: str) -> tuple[dict[str, Any], str]:
    """Return the fields of a page and its day."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    item = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=URL)).items[0]
    return dict(item.fields), f"{item.published:%Y-%m-%d}" if item.published else ""


NOTICES = {
    "German, in sentences": (
        "Ausschreibung: Rechenknoten mit GPU",
        (
            "02.03.2026",
            "Die Stadtwerke Nebelau GmbH suchen einen Anbieter für zwei Server mit NVIDIA A2.",
            "Dafür stehen höchstens 64.000 Euro zur Verfügung.",
            "Angebote sind bis zum 20. März 2026, 12 Uhr, einzureichen. Aktenzeichen: SWN/IT/26-03.",
        ),
        {
            "buyer": "Stadtwerke Nebelau GmbH",
            "budget_amount": 64_000,
            "budget_currency": "EUR",
            "deadline": "2026-03-20T12:00:00",
            "project_number": "SWN/IT/26-03",
        },
        "2026-03-02",
    ),
    "English, in sentences": (
        "Request for Quotations: GPU Workstations",
        (
            "Posted 8 September 2025",
            "Nebel College (ref NC/IT/25/09) would like quotes for ten workstations with an RTX 2000 Ada.",
            "We have up to £31,500 ex VAT to spend.",
            "Quotes by noon on 26 September 2025 please.",
        ),
        {
            "buyer": "Nebel College",
            "project_number": "NC/IT/25/09",
            "budget_amount": 31_500,
            "deadline": "2025-09-26T12:00:00",
        },
        "2025-09-08",
    ),
    "Spanish, labels in capitals before blanks": (
        "Anuncio de licitación: nodos GPU",
        (
            "Fecha de publicación: 05/02/2026",
            "ENTIDAD ADJUDICADORA Universidad de Nebla Mayor",
            "EXPEDIENTE 2026/SU/09",
            "PRESUPUESTO BASE DE LICITACIÓN 143.500,00 euros (sin IVA)",
            "PLAZO DE PRESENTACIÓN Hasta las 14:00 horas del 27 de febrero de 2026",
        ),
        {
            "buyer": "Universidad de Nebla Mayor",
            "project_number": "2026/SU/09",
            "budget_amount": 143_500,
            "deadline": "2026-02-27T14:00:00",
        },
        "2026-02-05",
    ),
    "Czech": (
        "Oznámení o výběru dodavatele: server",
        (
            "Datum uveřejnění: 21. 10. 2025",
            "Systémové číslo: VZ00412",
            "Vybraný dodavatel: Nebelské Výpočty s.r.o.",
            "Nabídková cena bez DPH: 1 999 000,00 Kč",
        ),
        {
            "stage": "award",
            "project_number": "VZ00412",
            "supplier": ["Nebelské Výpočty s.r.o."],
            "award_amount": 1_999_000,
            "award_currency": "CZK",
        },
        "2025-10-21",
    ),
    "Hungarian": (
        "Ajánlati felhívás: eszközbeszerzés",
        (
            "Közzététel: 2026.03.16.",
            "Eljárás száma: NE-KB-17/2026",
            "Becsült érték: 42 000 000 Ft",
            "Ajánlattételi határidő: 2026. április 3. 10:00",
        ),
        {
            "stage": "tender",
            "project_number": "NE-KB-17/2026",
            "budget_amount": 42_000_000,
            "deadline": "2026-04-03T10:00:00",
        },
        "2026-03-16",
    ),
    "Polish, corrected": (
        "Zmiana ogłoszenia: system kamer",
        (
            "30.04.2026",
            "Znak sprawy ZP.271.6.2026",
            (
                "W ogłoszeniu zmienia się termin składania ofert. Jest: 2026-05-08, godz. 10:00. "
                "Powinno być: 2026-05-15, godz. 12:00."
            ),
            "Numer postępowania 2026/BZP 001",
        ),
        {"stage": "correction", "project_number": "ZP.271.6.2026", "deadline": "2026-05-15T12:00:00"},
        "2026-04-30",
    ),
    "a winner in a sentence": (
        "Contract award: simulation server",
        ("Published on 3 March 2026", "The contract was awarded to Nebelwerk GmbH for EUR 1.2 million."),
        {"supplier": ["Nebelwerk GmbH"], "award_amount": 1_200_000, "award_currency": "EUR"},
        "2026-03-03",
    ),
    "a firm that is charged with it": (
        "Vergebener Auftrag: Rechner",
        ("Stand: 05.12.2025", "Mit der Lieferung wird die Firma Nebel Rechnerbau GmbH & Co. KG beauftragt."),
        {"supplier": ["Nebel Rechnerbau GmbH & Co. KG"]},
        "2025-12-05",
    ),
    "who manages a winner": (
        "Vergebener Auftrag: Rechner",
        ("Auftragnehmer: Nebelwerk GmbH, Geschäftsführer: Dr. Muster", "Auftragssumme: EUR 97.580,00"),
        {"supplier": ["Nebelwerk GmbH"], "award_amount": 97_580},
        "",
    ),
    "a list of bidders": (
        "Résultat d’adjudication : serveurs",
        (
            "Organisme public : Université de Nébelle",
            "Numéro d’avis : NB-2025-44",
            "Nébuleuse Informatique inc. — 318 450,00 $ (adjudicataire)",
            "Brume TI ltée — 329 900,00 $",
        ),
        {
            "supplier": ["Nébuleuse Informatique inc."],
            "award_amount": 318_450,
            "award_currency": "CAD",
        },
        "",
    ),
}


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_is_read(name: str) -> None:
    title, lines, expected, day = NOTICES[name]
    fields, published = read(title, *lines)
    fields["deadline"] = fields.get("deadline", "")[:19]
    assert {key: fields.get(key) for key in expected} == expected
    assert published == day


@pytest.mark.parametrize(
    "line",
    [
        "Bidders must hold insurance of up to £5,000,000 and a budget for travel.",
        "Questions on the tender are taken until 3 March 2026.",
        "The offer is valid until 30 June 2026.",
        "The buyer reserves the right to award nothing.",
        "Last year a similar contract was discussed with several companies.",
        "Supplier Relations Team answers questions.",
    ],
)
def test_a_sentence_tells_no_field_that_it_does_not(line: str) -> None:
    fields, _ = read("Invitation to tender: servers", "Purchaser: Nebel University", "Ref: NU-26-1", line)
    assert not {"supplier", "budget_amount", "award_amount", "deadline"} & set(fields)
    assert fields["buyer"] == "Nebel University"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("20. März 2026, 12 Uhr", "2026-03-20 12:00"),
        ("8 juni 2026, 10.00 uur", "2026-06-08 10:00"),
        ("21. 10. 2025", "2025-10-21"),
        ("2026. április 3. 10:00", "2026-04-03 10:00"),
        ("3 października 2025 r. godz. 10.00", "2025-10-03 10:00"),
        ("1º de março de 2026 às 10h", "2026-03-01 10:00"),
        ("noon on 26 September 2025", "2025-09-26 12:00"),
        ("08-04-2026", "2026-04-08"),
        ("04/28/2026", "2026-04-28"),
        ("no day at all", ""),
    ],
)
def test_a_moment_is_read_as_it_is_written(written: str, moment: str) -> None:
    assert moment_in(written) == moment


def test_the_day_of_publication_is_said_or_stands_alone() -> None:
    assert published_in("Pubblicato il 23/07/2025") == "2025-07-23"
    assert published_in("Title\n02.03.2026\nText") == "2026-03-02"
    assert published_in("Standort: 3.3.2026") == ""


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("64.000 Euro", 64_000, "EUR"),
        ("€ 175.000,-", 175_000, "EUR"),
        ("12.500 zł", 12_500, "PLN"),
        ("450 000 kronor", 450_000, "SEK"),
        ("EUR 1.2 million", 1_200_000, "EUR"),
        ("3 215 000 (три миллиона двести пятнадцать тысяч) рублей", 3_215_000, "RUB"),
        ("£1.250", 1.25, "GBP"),
    ],
)
def test_a_sum_has_the_separators_of_its_currency(written: str, value: float, currency: str) -> None:
    amount = read_amount(written)
    assert amount is not None
    assert (float(amount.value), amount.currency) == (value, currency)

"""Makes lists of any size in the sources' own formats from invented parties; same seed, same list."""

import csv
import io
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

_HEADS = ("Northgate", "Bluewater", "Ironwood", "Silverpine", "Redstone", "Clearfield", "Highmoor")
_BODIES = ("Optics", "Turbine", "Microwave", "Bearing", "Avionics", "Polymer", "Sensor", "Valve", "Gyro")
_TAILS = ("Co., Ltd.", "LLC", "JSC", "Institute", "Trading FZE", "Works")
_PLACES = (
    ("CHINA, PEOPLE'S REPUBLIC OF", "China", "CN", "Hefei"),
    ("RUSSIA", "Russia", "RU", "Samara"),
    ("IRAN", "Iran", "IR", "Isfahan"),
    ("PAKISTAN", "Pakistan", "PK", "Wah"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An invented party, before a format is chosen."""

    number: int
    name: str
    aliases: tuple[str, ...]
    heading: str
    country: str
    code: str
    addresses: tuple[str, ...]
    citation: str


def parties(count: int, *, seed: int = 7) -> list[Party]:
    """Return `count` parties with names of their own."""
    dice = random.Random(seed)
    made = []
    for number in range(count):
        head, body = dice.choice(_HEADS), dice.choice(_BODIES)
        heading, country, code, town = _PLACES[number * len(_PLACES) // max(count, 1)]
        # letters, not digits, tell them apart, as in life
        mark = "".join(chr(97 + number // 26**power % 26) for power in (3, 2, 1, 0)).capitalize()
        name = f"{mark} {head} {body} {dice.choice(_TAILS)}"
        aliases = tuple(f"{mark} {word}" for word in dice.sample(_BODIES, dice.randrange(4)))
        addresses = tuple(
            f"No. {dice.randrange(1, 900)} {dice.choice(_HEADS)} Road, {town}, {country}"
            for _ in range(1 + dice.randrange(3))
        )
        volume = 80 + number % 10
        made.append(
            Party(
                number=1000 + number,
                name=name,
                aliases=aliases,
                heading=heading,
                country=country,
                code=code,
                addresses=addresses,
                citation=f"{volume} FR {10000 + number // 40}, 3/{1 + number % 28}/{volume - 65}",
            )
        )
    return made


def cell(party: Party) -> str:
    """Return the entity cell of part 744, with the line breaks of its tables."""
    place = "; and ".join(party.addresses) + "."
    if not party.aliases:
        return f"{escape(party.name)}, {place}"
    count = ("one alias", "two aliases", "three aliases", "four aliases")[len(party.aliases) - 1]
    listed = ";<br/>—".join(party.aliases[:-1])
    told = f"—{listed}; and —{party.aliases[-1]}" if listed else f"—{party.aliases[-1]}"
    return f"{escape(party.name)}, a.k.a., the following {count}:<br/>{told}.<br/>{place}"


def supplement_4(some: Sequence[Party], *, headings_every: int = 0) -> bytes:
    """Return part 744 with the parties as supplement 4; a country is written where it begins."""
    head = "".join(
        f"<TH>{one}</TH>"
        for one in (
            "Country",
            "Entity",
            "License requirement",
            "License review policy",
            "Federal Register citation",
        )
    )
    rows, country = [], ""
    for number, party in enumerate(some):
        if headings_every and number and number % headings_every == 0:
            rows.append(f"<TR>{head}</TR><TR><TD/><TD>[Reserved]</TD><TD/><TD/><TD/></TR>")
        told = party.heading if party.heading != country else ""
        country = party.heading
        rows.append(
            f"<TR><TD>{escape(told)}</TD><TD>{cell(party)}</TD>"
            "<TD>For all items subject to the EAR. (See § 744.11 of the EAR)</TD>"
            f"<TD>Presumption of denial.</TD><TD>{party.citation}</TD></TR>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<DIV5 N="744" TYPE="PART"><HEAD>PART 744</HEAD>'
        '<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 4</HEAD>'
        f"<TABLE><THEAD><TR>{head}</TR></THEAD><TBODY>{''.join(rows)}</TBODY></TABLE></DIV9></DIV5>"
    ).encode()


CSL_COLUMNS = (
    *("_id", "source", "entity_number", "type", "programs"),
    *("name", "title", "addresses", "federal_register_notice", "start_date"),
    *("end_date", "standard_order", "license_requirement", "license_policy", "call_sign"),
    *("vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner"),
    *("remarks", "source_list_url", "alt_names", "citizenships", "dates_of_birth"),
    *("nationalities", "places_of_birth", "source_information_url", "ids"),
)
ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"


def csl_row(party: Party, *, numbered: bool = False, salt: str = "") -> dict[str, str]:
    """Return the row of the screening list: of the SDN list where numbered, else of the Entity List."""
    row = dict.fromkeys(CSL_COLUMNS, "")
    row |= {
        "_id": str(party.number) if numbered else f"{zlib.crc32((party.name + salt).encode()):056x}",
        "source": SDN if numbered else ENTITY_LIST,
        "name": party.name,
        "alt_names": "; ".join(party.aliases),
        "addresses": "; ".join(f"{one.rsplit(', ', 1)[0]}, {party.code}" for one in party.addresses),
        "source_list_url": "https://example.org/list",
    }
    if numbered:
        row |= {"entity_number": str(party.number), "type": "Entity", "programs": "NPWMD"}
    else:
        row |= {
            "federal_register_notice": party.citation.split(",")[0],
            "license_requirement": "For all items subject to the EAR.",
            "license_policy": "Presumption of denial.",
        }
    return row


def csl_csv(rows: Sequence[dict[str, str]], *, header_again: int = 0, delimiter: str = ",") -> bytes:
    """Return the rows as the file; the header once more after that many rows."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, CSL_COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    for number, row in enumerate(rows):
        if header_again and number == header_again:
            writer.writeheader()
        writer.writerow(row)
    return out.getvalue().encode()


def sdn_xml(some: Sequence[Party], *, day: str = "09/10/2026", count: int | None = None) -> bytes:
    """Return the parties as SDN.XML, in the namespace of 2024."""
    out = [
        (
            '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="https://example.org/exports/XML">\n'
            f"<publshInformation><Publish_Date>{day}</Publish_Date>"
            f"<Record_Count>{len(some) if count is None else count}</Record_Count></publshInformation>\n"
        )
    ]
    for party in some:
        akas = "".join(
            f"<aka><uid>{party.number}{n}</uid><type>a.k.a.</type><category>strong</category>"
            f"<lastName>{escape(one)}</lastName></aka>"
            for n, one in enumerate(party.aliases)
        )
        places = "".join(
            f"<address><uid>{party.number}{n}</uid><address1>{escape(one.split(', ')[0])}</address1>"
            f"<city>{one.split(', ')[1]}</city><country>{party.country}</country></address>"
            for n, one in enumerate(party.addresses)
        )
        out.append(
            f"<sdnEntry><uid>{party.number}</uid><lastName>{escape(party.name)}</lastName><sdnType>Entity</sdnType>"
            f"<remarks>(Linked To: {escape(party.name)} HOLDING)</remarks>"
            "<programList><program>NPWMD</program><program>IFSR</program></programList>"
            f"<idList><id><uid>9{party.number}</uid><idType>Registration Number</idType>"
            f"<idNumber>{party.number * 7}</idNumber><idCountry>{party.country}</idCountry></id></idList>"
            f"<akaList>{akas}</akaList><addressList>{places}</addressList></sdnEntry>\n"
        )
    out.append("</sdnList>\n")
    return "".join(out).encode()


def ofac_csv(some: Sequence[Party]) -> dict[str, bytes]:
    """Return SDN.CSV, ALT.CSV and ADD.CSV by name: no header, CRLF, "-0- " for nothing, ^Z at the end."""
    files: dict[str, list[str]] = {"SDN.CSV": [], "ALT.CSV": [], "ADD.CSV": []}
    nothing = "-0- "
    for party in some:
        files["SDN.CSV"].append(
            f'{party.number},"{party.name}",{nothing},"NPWMD] [IFSR",{",".join([nothing] * 8)}'
        )
        for n, alias in enumerate(party.aliases):
            files["ALT.CSV"].append(f'{party.number},{party.number}{n},"aka","{alias}",{nothing}')
        for n, place in enumerate(party.addresses):
            street, town, country = place.split(", ")
            files["ADD.CSV"].append(
                f'{party.number},{party.number}{n},"{street}","{town}","{country}",{nothing}'
            )
    return {name: ("\r\n".join(lines) + "\r\n\x1a").encode() for name, lines in files.items()}


def renamed(party: Party, name: str) -> Party:
    """Return the party under another name."""
    return replace(party, name=name)

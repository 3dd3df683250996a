"""Contacts in English tender texts: who to call and how leaves, what is bought stays."""

import pytest

from watchers.parsers.persons.contact_names import contacts_of, names_one_of, without_contacts_of
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.personal import without_papers
from watchers.parsers.persons.records import shown_record
from watchers.parsers.tenders.ocds_parts import attachments_shown


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Need 8 H100. Call 703-555-0100 or jane@x.example.", "Need 8 H100. Call or ."),
        ("Тел.: 8 (385-22) 5-17-40, geofond[at]x.example", "Тел.: ,"),
        ("DNI del firmante 48213377-K", "DNI del firmante"),
        ("tel /48/ 77 555 02 19 lub 775550220.", "tel lub ."),
        ("Ring (703) 555-0100 ext. 12 or +44 (0)113 496 0000", "Ring or"),
        ("please call 0113 496 0000", "please call"),
        ("CPV 30200000-1, No. 12345678, ref: 41234567 and EUR 12000000, 12500000 units", None),
        ("Award notice 2025/S 000-002404, OJEU 2018/S 031-067685", None),
        ("Part 1005-000-123, 12 345 678 items, £1,234,567", None),
    ],
)
def test_contacts_leave_and_facts_stay(text: str, rest: str | None) -> None:
    """A number of a notice or a part is no phone number."""
    assert " ".join(without_contacts(text).split()) == " ".join((text if rest is None else rest).split())


@pytest.mark.parametrize(
    "evil", ["tel " * 20_000, "tel. 1-" * 20_000, "0" * 50_000, "+1 (" * 20_000, "Aa " * 30_000]
)
def test_text_made_to_be_slow_is_not(evil: str) -> None:
    """Every step is one pass."""
    assert isinstance(without_contacts(evil), str)


def test_whom_a_record_names_as_its_contact_leaves_its_text() -> None:
    """In whatever part of the record; a team or an office is no person."""
    record = {
        "parties": [{"contactPoint": {"name": "Magnus Drever-Linklater"}}],
        "pointOfContact": [{"fullName": "Jane Q. Roe"}, {"fullName": "Procurement Team"}, {"fullName": None}],
    }
    names = list(contacts_of(record))
    assert names == ["Magnus Drever-Linklater", "Jane Q. Roe"]
    text = "Keys are with Jane Q. Roe and Magnus Drever-Linklaters Ltd, says Magnus Drever-Linklater."
    assert without_contacts_of(text, names) == "Keys are with … and Magnus Drever-Linklaters Ltd, says …."
    nested: object = {"contact": {}}
    for _ in range(2_000):
        nested = [nested]
    assert list(contacts_of(nested)) == []


@pytest.mark.parametrize("evil", ["J." * 50_000, "J. " * 30_000, "Mr J " * 20_000, "Jane J. " * 10_000])
def test_a_text_of_initials_is_read_in_one_pass(evil: str) -> None:
    """Only so many may stand before a surname."""
    assert without_contacts_of(evil, ["Jane J. Roe", "Jay van den Berg"]) == evil
    assert without_contacts_of(f"{evil}; J. J. Roe", ["Jane J. Roe"]).endswith("; …")


@pytest.mark.parametrize(
    ("contact", "text", "rest"),
    [
        ("Roe, Jane", "Jane Roe, ROE Jane and Roe, Jane answer", "…, … and … answer"),
        ("Mrs Jane Q. Roe", "Ask J. Roe, J.Q. Roe, JANE ROE or jane q. roe", "Ask …, …, … or …"),
        (
            "Jane Roe, Procurement Officer",
            "Keys: Mrs. Roe; Ms J Roe; Jane Roe's desk",
            "Keys: …; …; …'s desk",
        ),
        (
            "Procurement Team - Jane Roe and John Doe",
            "J Doe (Procurement Team), Roe J.",
            "… (Procurement Team), …",
        ),
        ("José Peña Ruiz", "Jose Pena Ruiz, J. Peña Ruiz, Sr. Ruiz", "…, …, …"),
        ("Jan van den Berg", "Dhr. J. van den Berg, VAN DEN BERG Jan", "Dhr. …, …"),
        ("JAN VAN DEN BERG", "J. van den Berg leads", "… leads"),
        ("Mr Roe", "Mr Roe and Dr. J. Roe of Roe Ltd", "… and … of Roe Ltd"),
        ("Anna Baker", "A Baker Street bakery by Baker Ltd and the Roe estate", None),
    ],
)
def test_a_contact_leaves_however_it_is_written(contact: str, text: str, rest: str | None) -> None:
    """A surname alone, and what is no initial, stay: they are words of titles too."""
    names = list(contacts_of({"contactPoint": {"name": contact}}))
    assert without_contacts_of(text, names) == (text if rest is None else rest)


def test_a_buyer_that_is_its_own_contact_stays() -> None:
    """A seller that is its own contact is a person."""
    party = {"name": "Xylo Tarian", "contactPoint": {"name": "Xylo Tarian"}}
    assert list(contacts_of({"parties": [party | {"roles": ["buyer"]}]})) == []
    assert list(contacts_of({"parties": [party | {"roles": ["supplier"]}]})) == ["Xylo Tarian"]


def test_a_contact_is_in_no_title_nor_name_of_a_lot() -> None:
    """With a name that no list has."""
    fields = {"lots": [{"lot": "1", "name": "Nodes for Q. Xylophant"}]}
    title, text, kept = shown_record("Xylophant, Quim: nodes", "Nodes.", fields, ["Quim Xylophant"])
    assert (title, text, kept["lots"][0]["name"]) == ("…: nodes", "Nodes.", "Nodes for …")


def test_a_file_called_by_a_contact_is_the_notices_own_page() -> None:
    """Its name goes, the reader finds it where the notice is; other files stay as they are."""
    files = [
        {"name": "Declaration signed by Jane Roebuck", "url": "https://x.example/jane-roebuck.pdf"},
        {"name": "Specification", "url": "https://x.example/specification.pdf"},
    ]
    shown = attachments_shown({"attachments": files}, "https://x.example/notice", ["Jane Roebuck"])
    assert shown["attachments"][0] == {"name": "Declaration signed by …", "url": "https://x.example/notice"}
    assert shown["attachments"][1] == files[1]
    assert attachments_shown({}, "", ["Jane Roebuck"]) == {}
    assert not names_one_of("https://x.example/roe", ["Roe"])


def test_numbers_of_safety_officers_leave() -> None:
    """As provinces write them."""
    assert without_papers("安全员 苏建安C(2024)0012345，H20两张") == "安全员 ，H20两张"
    assert without_papers("记录人（工号QM0415）持PMP证书 PMP3071942，H20两张") == "记录人（）持PMP，H20两张"
    assert without_papers("通过认证证书 ISO270011，持证 300台") == "通过认证证书 ISO270011，持证 300台"
    assert without_papers("建安区2024年项目") == "建安区2024年项目"


@pytest.mark.parametrize(
    "name", ["[Jane Roe", "*Jane Roe", "(Jane Roe", "\\Jane Roe", "+ Roe", "Jane [Roe", "?J Roe"]
)
def test_a_contact_written_with_signs_leaves_too(name: str) -> None:
    """No sign of a name is read as one of a pattern: the whole record would be lost."""
    (told, *_) = (*contacts_of({"contact": {"name": name}}), name)
    assert "Roe" not in without_contacts_of(f"Keys are with {told} today.", [told])

"""Contacts in English tender texts: who to call and how leaves, what is bought stays."""

import pytest

from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.latin_persons import (
    contacts_of,
    names_one_of,
    without_anybody,
    without_contacts_of,
)
from watchers.parsers.persons.lone_names import without_lone_names
from watchers.parsers.persons.papers import without_papers
from watchers.parsers.tenders.ocds_parts import attachments_shown


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("A100 hours. Contact: Jane Roe", "A100 hours."),
        ("Contact name: Jane Roe\nGPU servers", "GPU servers"),
        ("Need 8 H100. Contact Jane Roe at 703-555-0100 or jane@x.example.", "Need 8 H100. Contact at or ."),
        ("Ring (703) 555-0100 ext. 12 or +44 (0)113 496 0000", "Ring or"),
        ("please call 0113 496 0000", "please call"),
        ("Contact Cloud Nine, which sells H100", "Contact Cloud Nine, which sells H100"),
        ("Award notice 2025/S 000-002404, OJEU 2018/S 031-067685", None),
        ("Part 1005-000-123, 12 345 678 items, £1,234,567", None),
    ],
)
def test_contacts_leave_and_facts_stay(text: str, rest: str | None) -> None:
    """A number of a notice or a part is no phone number."""
    assert " ".join(without_contacts(text).split()) == " ".join((text if rest is None else rest).split())


@pytest.mark.parametrize("evil", ["Contact " * 20_000, "0" * 50_000, "+1 (" * 20_000, "Aa " * 30_000])
def test_text_made_to_be_slow_is_not(evil: str) -> None:
    """Every step is one pass."""
    assert isinstance(without_contacts(evil), str)


@pytest.mark.parametrize(
    "text",
    [
        "For enquiries please email {} at or by post.",
        "Technical questions should be addressed to {}.",
        "The evaluation panel consisted of {} and {} of the institute.",
        "The panel, chaired by {}, recommended the supplier.",
        "Approved by {} on 3 May 2026",
        "{}, Procurement Officer",
        "Winner: {} (natural person)",
        "Buyer's representative: {}",
    ],
)
@pytest.mark.parametrize("name", ["Jane Roe", "ROE Jane", "Anna-Maria van Roe"])
def test_persons_leave_sentences(text: str, name: str) -> None:
    """They are known by what only persons do or are."""
    assert name not in without_contacts(text.format(name, name))


@pytest.mark.parametrize(
    "text",
    [
        "Bids addressed to Defense Logistics Agency, approved by Contracting Officer",
        "The cluster consists of NVIDIA Grace Hopper and Cisco Nexus",
        "reviewed by Huawei Cloud, call for Competition",
        "CALL FOR COMPETITION, Technical Director",
        "prepared by Fudan University Press",
    ],
)
def test_bodies_and_goods_in_such_a_place_stay(text: str) -> None:
    """A name one of whose words is that of a body, an office or a thing is no person's."""
    assert without_contacts(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Two servers. Ask for Magnus Drever-Linklater at the pier.", "Two servers. Ask for  at the pier."),
        ("The panel was led by Jane Q. Roe; eight H100 boards.", "The panel was led by ; eight H100 boards."),
        ("Call the Northern Harbour Institute.", "Call the Northern Harbour Institute."),
        ("Blue Heron supplies eight boards.", "Blue Heron supplies eight boards."),
        ("the call " * 2, "the call " * 2),
    ],
)
def test_whoever_a_sentence_on_persons_names_is_not_kept(text: str, kept: str) -> None:
    """Bodies stay, and so does what other sentences name."""
    assert without_anybody(text) == kept


@pytest.mark.parametrize(
    "evil", ["Ask Roe " * 20_000, "Ask " + "A-" * 40_000, "call Roe-" * 20_000, "Mr A. " * 20_000]
)
def test_sentences_made_to_be_slow_are_not(evil: str) -> None:
    """Each step is one pass."""
    assert len(without_anybody(evil)) <= len(evil)


def test_whom_a_record_names_as_its_contact_leaves_its_text() -> None:
    """In whatever part of the record; a team or an office is no person."""
    record = {
        "parties": [{"contactPoint": {"name": "Magnus Drever-Linklater"}}],
        "pointOfContact": [{"fullName": "Jane Q. Roe"}, {"fullName": "Procurement Team"}, {"fullName": None}],
    }
    names = list(contacts_of(record))
    assert names == ["Magnus Drever-Linklater", "Jane Q. Roe"]
    text = "Keys are with Jane Q. Roe and Magnus Drever-Linklaters Ltd, says Magnus Drever-Linklater."
    assert without_contacts_of(text, names) == "Keys are with  and Magnus Drever-Linklaters Ltd, says ."
    nested: object = {"contact": {}}
    for _ in range(2_000):
        nested = [nested]
    assert list(contacts_of(nested)) == []


def test_contacts_in_cyrillic_letters_leave() -> None:
    """Named by a record, with a patronymic or initials behind a word for persons; things and bodies stay."""
    record = {"parties": [{"additionalContactPoints": [{"name": "Қайрат Әлібекұлы"}]}]}
    assert list(contacts_of(record)) == ["Қайрат Әлібекұлы"]
    told = "Сервер с двумя NVIDIA L40S. Член комиссии Осипов Б.К., организатор Айгүл Сейітқызы Болат."
    kept = without_anybody(told)
    assert "NVIDIA L40S" in kept
    assert not any(name in kept for name in ("Осипов", "Сейітқызы"))


def test_names_of_clans_with_initials_and_beside_a_number_leave() -> None:
    """A name with two initials, a capital within, or brackets from which a number is gone."""
    for told in (
        "Panel lead Jane NicRoè; eight H100.",
        "Site escorts: Jane Roe (). Eight H100.",
        "Keys: Jane Roe (). Eight H100.",
    ):
        kept = without_anybody(told)
        assert "Roe" not in kept
        assert "NicRo" not in kept
        assert "ight H100" in kept
    assert "Осипов" not in without_anybody("Секретарь комиссии Осипов Б. К.")
    assert list(contacts_of({"contactPoint": {"name": "Jane McRoe"}})) == ["Jane McRoe"]


def test_whom_a_sentence_names_by_occupation_or_as_author_is_not_kept() -> None:
    """A name stands beside what somebody does, or is asked for; bodies and things stay."""
    told = (
        "Lot 2 ended at the request of Cllr Ottilie Barnabas-Rue. Site notes with input from Aodhán Mac Roe. "
        "Yard keeper Wynne Dunnock opens; ask for Tibby at the quay. Eight GB200 NVL72."
    )
    kept = without_anybody(told)
    assert not any(name in kept for name in ("Ottilie", "Barnabas", "Aodhán", "Mac Roe", "Dunnock", "Tibby"))
    assert "Eight GB200 NVL72." in kept
    bodies = "Stopped at the request of Westray City Council. Pilot Data Platform, driver NVIDIA Grid."
    assert without_anybody(bodies) == bodies


def test_a_file_called_by_a_contact_is_the_notices_own_page() -> None:
    """Its name goes, the reader finds it where the notice is; other files stay as they are."""
    files = [
        {"name": "Declaration signed by Jane Roebuck", "url": "https://x.example/jane-roebuck.pdf"},
        {"name": "Specification", "url": "https://x.example/specification.pdf"},
    ]
    shown = attachments_shown({"attachments": files}, "https://x.example/notice", ["Jane Roebuck"])
    assert shown["attachments"][0] == {"name": "Declaration signed by", "url": "https://x.example/notice"}
    assert shown["attachments"][1] == files[1]
    assert attachments_shown({}, "", ["Jane Roebuck"]) == {}
    assert not names_one_of("https://x.example/roe", ["Roe"])


def test_numbers_of_safety_officers_leave() -> None:
    """As provinces write them."""
    assert without_papers("安全员 苏建安C(2024)0012345，H20两张") == "安全员 ，H20两张"
    assert without_papers("记录人（工号QM0415）持PMP证书 PMP3071942，H20两张") == "记录人（）持PMP，H20两张"
    assert without_papers("通过认证证书 ISO270011，持证 300台") == "通过认证证书 ISO270011，持证 300台"
    assert without_papers("建安区2024年项目") == "建安区2024年项目"


_SENTENCES = (
    "The key is with {} until Friday.",
    "Access to the hall is arranged through {}.",
    "This notice replaces the one issued by {}.",
    "Responsible: {}; deputy: none.",
    "Le dossier est suivi par {}.",
    "El acta la firma {}.",
    "Il sopralluogo va concordato con {}.",
    "Zamówienie prowadzi {}.",
    "Upphandlingen leds av {}.",
    "De aanbesteding wordt begeleid door {}.",
)


@pytest.mark.parametrize("sentence", _SENTENCES)
@pytest.mark.parametrize(
    "name", ["Nowicki", "Bergström", "Okonkwo", "Lefèvre", "Szabó", "O'Callaghan", "Tanaka"]
)
def test_a_lone_name_leaves_a_sentence_that_shows_nothing(sentence: str, name: str) -> None:
    """Whatever the language, but for German: no word has to speak of persons."""
    told = without_lone_names(f"{sentence.format(name)}\nThe university buys chairs.", "Chairs", {})
    assert name not in told


@pytest.mark.parametrize(
    "text",
    [
        "Delivery is to the campus in Gdańsk.",
        "The cluster has accelerators from Graphcore with 64 GB each.",
        "Chairs for Northfield Council are bought with tables for the Council.",
        "Das Institut wird in Jena von der Universität mit einem Schrank und Tischen ausgestattet.",
        "Offers by Brightoak were the best.",
        "The Purchaser asks for chairs.",
    ],
)
def test_places_makers_and_parties_stay(text: str) -> None:
    """Where places stand, in a sentence on technology, of a body, and in German; a party's own words."""
    assert without_lone_names(text, "Chairs", {"supplier": ["Brightoak Ltd"]}) == text

"""Names as other languages have them: translated bodies, companies written by their sound."""

import pytest

from watchlists.index.tables import Tables
from watchlists.matcher import Matcher
from watchlists.model import MatchReason, Passage, Term, Watchlist
from watchlists.scanning import translated
from watchlists.scanning.soundalike import agree, outline, outlines
from watchlists.scanning.sounds import Script, heard, readings, script_of
from watchlists.scanning.takenover import MOST_SPELLINGS, put_taken_over
from watchlists.text.normalize import fold
from watchlists.words.glosses import tokens

_ORGS = (
    "Amirkabir University of Technology",
    "Harbin Engineering University",
    "Sichuan University",
    "Beijing Institute of Technology",
    "Ioffe Institute",
    "Keldysh Research Center",
    "Budker Institute of Nuclear Physics",
    "Kim Il Sung University",
    "Skolkovo Institute of Science and Technology",
    "Shahid Beheshti University",
    "Moscow Aviation Institute",
    "National Supercomputing Center in Jinan",
    "Chinese Academy of Engineering Physics",
    "Rheinmetall AG",
    "Aselsan",
    "Havelsan",
    "Elbit Systems Ltd.",
    "Uralvagonzavod",
    "Kalashnikov Concern",
    "Baykar",
    "Xiaomi Corporation",
    "COMAC",
    "Mikron",
    "Northwestern Polytechnical University",
    "Roketsan",
    "Nanjing University",
    "United Aircraft Corporation",
    "Iran Missile Industries Organization",
    "Korea Nuclear Engine Corporation",
    "India Helicopter Corporation",
    "Lemon Atomics",
)


@pytest.fixture(scope="module")
def of_orgs() -> Matcher:
    terms = tuple(Term(name=name, kind="org") for name in _ORGS)
    return Matcher.compile([Watchlist(team="team", name="list", terms=terms)])


_FOUND = [
    ("جامعة أميركبير للتكنولوجيا وقعت", "Amirkabir University of Technology", "Arabic, with its particles."),
    ("دانشگاه نانجینگ", "Nanjing University", "A town as Persian spells it."),
    ("دانشگاه صنعتی امیرکبیر", "Amirkabir University of Technology", "Persian has another word for it."),
    ("アミールカビール工科大学の研究者", "Amirkabir University of Technology", "Kana and a noun of kanji."),
    ("访问阿米尔卡比尔理工大学", "Amirkabir University of Technology", "Chinese characters by sound."),
    ("아미르카비르 공과대학이", "Amirkabir University of Technology", "Hangul, with a particle."),
    ("Харбінський інженерний університет", "Harbin Engineering University", "Ukrainian, an adjective."),
    ("Делегація з Сичуанського університету", "Sichuan University", "Another case."),
    ("в Институте имени Иоффе", "Ioffe Institute", "Called after a person."),
    ("イオッフェ研究所 ヨッフェ研究所", "Ioffe Institute", "The way it sounds."),
    ("Центр Келдыша", "Keldysh Research Center", "A word less, where a name tells."),
    (
        "Институт ядерной физики имени Г. И. Будкера",
        "Budker Institute of Nuclear Physics",
        "Initials between.",
    ),
    ("스콜코보 과학기술대학", "Skolkovo Institute of Science and Technology", "An institute that teaches."),
    ("جامعة شهيد بهشتي", "Shahid Beheshti University", "Two words, vowels left out."),
    ("統一航空機製造会社が発表した", "United Aircraft Corporation", "A company, each word of it."),
    ("Единая авиастроительная корпорация", "United Aircraft Corporation", "Another word for united."),
    ("伊朗导弹工业组织发布", "Iran Missile Industries Organization", "An office of a country."),
    ("한국원자력엔진공사는", "Korea Nuclear Engine Corporation", "A company of a country."),
    ("дроны Лемон Атомикс упали", "Lemon Atomics", "Words of English by their sound, with capitals."),
    ("شرکت ترکیه‌ای روکتسان", "Roketsan", "A noun of business with the country between."),
    ("モスクワ航空大学の卒業生", "Moscow Aviation Institute", "A town tells, where no name does."),
    (
        "Le Centre national de calcul intensif de Jinan a été équipé",
        "National Supercomputing Center in Jinan",
        "French, two words for one.",
    ),
    (
        "das Nationale Supercomputing-Zentrum in Jinan für Wettermodelle und das Rechenzentrum",
        "National Supercomputing Center in Jinan",
        "German.",
    ),
    ("Китайская академия инженерной физики", "Chinese Academy of Engineering Physics", "No name in it."),
    ("ラインメタルは新工場を", "Rheinmetall AG", "Katakana."),
    ("쓰촨대학교가 센터를 열었다", "Sichuan University", "A particle ends the name."),
    ("라인메탈은 공장을", "Rheinmetall AG", "Hangul and a particle."),
    ("أعلنت شركة راينميتال عن", "Rheinmetall AG", "Arabic, beside the word for a company."),
    ("заводы «Райнметалл» в Унтерлюсе", "Rheinmetall AG", "Another vowel."),
    ("방산업체 하벨산이", "Havelsan", "Short, beside a noun of business."),
    ("エルビット・システムズの無人機", "Elbit Systems Ltd.", "Two words."),
    ("カラシニコフ社は", "Kalashnikov Concern", "The company called after him."),
    ("شركة شاومي عن هاتف", "Xiaomi Corporation", "Few consonants, but just so."),
    (
        "«Рейнметалл» построит завод",
        "Rheinmetall AG",
        "Its quotation marks, not a sentence, give the capital.",
    ),
    ("die Ingenieuruniversität Harbin und", "Harbin Engineering University", "A compound with the noun."),
    (
        "Moskova Havacılık Enstitüsü ve iki fakülte",
        "Moscow Aviation Institute",
        "Turkish, with its own letter.",
    ),
    (
        "Північно-Західний політехнічний університет",
        "Northwestern Polytechnical University",
        "A region tells.",
    ),
    ("جامعة هاربين الهندسية", "Harbin Engineering University", "A field with its article and ending."),
    ("ロケトサンの新工場", "Roketsan", "t and s are two sounds."),
    ("корпорация КОМАК ведёт", "COMAC", "Letters that are weak alone."),
]


@pytest.mark.parametrize(("text", "expected", "why"), _FOUND)
def test_names_are_known_in_other_languages(of_orgs: Matcher, text: str, expected: str, why: str) -> None:
    """By what their words mean and what their names sound like."""
    matches = of_orgs.scan(Passage(text=text)).matches
    assert {match.term for match in matches} == {expected}, why
    assert matches[0].detail, why
    assert matches[0].reason in {MatchReason.TRANSLITERATION, MatchReason.ALIAS, MatchReason.WORD_ORDER}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Сычуаньский педагогический университет", "A word more is another body."),
        ("Сычуаньский университет иностранных языков", "So is a field behind it."),
        ("Харбінський медичний університет", "Another field."),
        ("쓰촨사범대학교는 청두에", "Another kind."),
        ("四川師範大学の留学生", "The same in Japanese."),
        ("دانشگاه علوم پزشکی شهید بهشتی", "A medical one."),
        ("قال محمد إن جامعة المدينة مفتوحة", "Other names."),
        ("Институт имени Сербского", "Another person."),
        ("北京工业大学 베이징공업대학교", "Beijing has an institute and a university of technology."),
        ("バイカル湖の水位", "A lake, where no company is spoken of."),
        ("カラシニコフ氏が語った", "A person."),
        ("기업의 자신을 위해 반대 최대", "Words that sound like short names."),
        ("می‌توانند شرکت کنند", "The word for a company is part of a verb."),
        ("Rheinmetal and Raynmetall", "Latin letters are compared as such."),
        ("دانشگاه امیر", "A part of the name."),
        ("комак сказал", "No noun of business beside it."),
        ("SK그룹 하벨산", "Another's name ends so."),
        (
            "любая корейская ядерная двигателестроительная корпорация",
            "Small letters say of what kind.",
        ),
        ("Объединенная авиационная компания", "Another word."),
        ("印度直升机公司表示", "Any helicopter company of India."),
        ("вкус лемон атомикс", "Small letters."),
        ("ミクロンの精度で", "A word that other languages have taken over."),
        ("L'Université de Nulle-Part à côté de la gare", "No name of the list."),
    ],
)
def test_what_is_much_like_it_is_left_alone(of_orgs: Matcher, text: str, why: str) -> None:
    """Another field, another name, words of the language."""
    found = {match.term for match in of_orgs.scan(Passage(text=text)).matches}
    assert not found - {"Rheinmetall AG"} if text.startswith("Rhein") else not found, why


def test_names_of_official_lists_are_left_alone() -> None:
    """They come in several alphabets already, and tens of thousands of names sound like something."""
    official = Watchlist(team="", name="un", terms=(Term(name="Rheinmetall AG", kind="org"),), official=True)
    assert not Matcher.compile([official]).scan(Passage(text="ラインメタルは新工場を")).matches


def test_what_is_read_ahead_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first text in another script need not wait for it."""
    term = Term(name="Rheinmetall AG", kind="org")
    matcher = Matcher.compile([Watchlist(team="t", name="l", terms=(term,))])
    matcher.read_ahead()
    monkeypatch.setattr(translated, "TakenOver", None)
    [match] = matcher.scan(Passage(text="ラインメタルは新工場を")).matches
    assert match.term == term.name


@pytest.mark.parametrize(("more", "kept"), [(0, True), (1, False)])
def test_of_very_many_names_none_is_kept(more: int, kept: bool) -> None:
    """Other words sound like one of them; the limit holds over the parts of an index."""
    part, rest, tables = Tables(), Tables(), Tables()
    for of_part, size in ((part, MOST_SPELLINGS - 5), (rest, 5 + more)):
        of_part.put_words("taken over", ["rheinmetall"] * size)
        of_part.put_numbers("term taken over", range(size))
    put_taken_over(tables, [part, rest])
    assert (len(tables.numbers("term taken over")), len(tables.words("taken over"))) == (
        (MOST_SPELLINGS, MOST_SPELLINGS) if kept else (0, 0)
    )


def test_a_term_added_later_is_known_too() -> None:
    """A small index beside the big one reads texts in the same way."""
    matcher = Matcher.compile([]).updated(
        Watchlist(team="t", name="l", terms=(Term(name="Tupolev PJSC", kind="org"),))
    )
    assert matcher.scan(Passage(text="ツポレフの爆撃機")).matches


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kurchatov", "库尔恰托夫"),
        ("kurchatov", "クルチャトフ"),
        ("amirkabir", "امیرکبیر"),
        ("uralvagonzavod", "우랄바곤자보드"),
        ("sharif", "谢里夫"),
        ("tupolev", "トゥポレフ"),
        ("baykar", "بايكار"),
        ("xiaomi", "сяоми"),
    ],
)
def test_one_name_sounds_alike_in_every_script(name: str, text: str) -> None:
    """Its consonants agree by class, and the rest nearly."""
    folded = fold(text).text.strip()
    sounds, script = heard(folded), script_of(folded)
    assert script is not None
    ways = readings(name)
    assert outline(sounds) in {one for way in ways for one in outlines(way)}
    assert any(agree(way, sounds, script, room=0.16) for way in ways)


@pytest.mark.parametrize(("name", "text"), [("baykar", "байкал"), ("aselsan", "эльсон"), ("sharif", "шериф")])
def test_other_names_do_not(name: str, text: str) -> None:
    """Cyrillic writes every sound, so that little may differ."""
    assert not any(agree(way, heard(text), Script.CYRILLIC, room=0.045) for way in readings(name))


def test_a_korean_word_is_parted_to_the_end() -> None:
    """공과대학교 is a university of technology, not a college and a school."""
    assert [token.text for token in tokens(fold("톰스크공과대학교와").text)] == ["톰스크", "공과", "대학교"]


@pytest.mark.parametrize("name", ["Karlavos AI", "Karlavos U", "Karlavos Aero AI"])
@pytest.mark.parametrize("text", ["Карлавос", "компания Карлавос", "카를라보스", "شركة كارلافوس"])
def test_a_second_word_without_consonants_ends_nothing(name: str, text: str) -> None:
    """Its sound tells nothing, and the text may end where it would stand."""
    matcher = Matcher.compile([Watchlist(team="t", name="w", terms=(Term(name=name, kind="org"),))])
    assert all(match.term == name for match in matcher.scan(Passage(text=text)).matches)

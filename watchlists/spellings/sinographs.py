"""A Chinese name as Korean and Russian newspapers write it: 鹏芯微 is 펑신웨이 and Пэнсиньвэй.

By the rule of the National Institute of Korean Language for Chinese names, and by the system of Palladius.
Names they have of their own for a company are in `words/companies.txt`.

Knows names and the readings of characters. Must not know texts or terms.
"""

from collections.abc import Iterator
from functools import cache

from watchlists.model import MatchReason, Variant
from watchlists.spellings.romanised import syllables
from watchlists.text.normalize import is_han
from watchlists.words import lines

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_KOREAN_INITIALS = dict(zip(_INITIALS, "ㅈㅊㅅㅂㅍㅁㅍㄷㅌㄴㄹㄱㅋㅎㅈㅊㅅㄹㅉㅊㅆ", strict=False))
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = {"": 0, "n": 4, "ng": 21, "l": 8}
_PLAINED = dict(zip("ㅑㅖㅛㅠ", "ㅏㅔㅗㅜ", strict=True))  # 장, not 쟝
_BUZZING = frozenset(["zh", "ch", "sh", "r", "z", "c", "s"])  # before an i that is none
_SHORTEST_HANGUL, _SHORTEST_CYRILLIC = 3, 6
_LONGEST = 4  # characters of what a company is called by
_UNIVERSITY = "大学"


@cache
def _finals() -> dict[str, tuple[str, str]]:
    """Return each final of pinyin with its Korean and its Russian form."""
    return {final: (korean, russian) for final, korean, russian in map(str.split, lines("sinographs.txt"))}


def _parted(syllable: str) -> tuple[str, str]:
    """Return the initial and the final of a syllable of pinyin, the final as after a consonant."""
    initial = next((text for text in _INITIALS if syllable.startswith(text)), "")
    final = syllable[len(initial) :]
    if initial in {"j", "q", "x", "y"} and final.startswith("u"):
        final = "v" + final[1:]  # ü
    if initial in {"y", "w"}:
        final = {"yi": "i", "yin": "in", "ying": "ing", "wu": "u", "yv": "v", "yve": "ve", "yvan": "van"}.get(
            initial + final, {"yvn": "vn", "you": "iu", "wei": "uei", "wen": "uen"}.get(initial + final, "")
        ) or ("i" if initial == "y" else "u") + final
        return "", final
    if final == "i" and initial in _BUZZING:
        return initial, "-i"
    return initial, final


def in_hangul(syllables: list[str]) -> str:
    """Return syllables of pinyin in Hangul; "" where one is none."""
    found = []
    for syllable in syllables:
        initial, final = _parted(syllable)
        if final not in _finals():
            return ""
        korean = _finals()[final][0]
        for number, part in enumerate(korean.split("+")):
            vowel, tail = part[0], part[1:]
            lead = _KOREAN_INITIALS.get(initial, "ㅇ") if number == 0 else "ㅇ"
            if lead in "ㅈㅉㅊ":
                vowel = _PLAINED.get(vowel, vowel)
            place = (_LEADS.index(lead) * len(_VOWELS) + _VOWELS.index(vowel)) * 28 + _TAILS[tail]
            found.append(chr(0xAC00 + place))
    return "".join(found)


_RUSSIAN_INITIALS = dict(
    zip(_INITIALS, "чж ч ш б п м ф д т н л г к х цз ц с ж цз ц с".split(), strict=False)  # noqa: SIM905
)
_RUSSIAN_WHOLE = {"hui": "хуэй", "er": "эр", "bo": "бо", "ri": "жи"}


def in_cyrillic(syllables: list[str]) -> str:
    """Return syllables of pinyin in Cyrillic letters; "" where one is none."""
    text = ""
    for syllable in syllables:
        initial, final = _parted(syllable)
        if final not in _finals():
            return ""
        written = _RUSSIAN_WHOLE.get(syllable)
        if written is None:
            vowels = _finals()[final][1]
            if not initial and (whole := _WITHOUT_INITIAL.get(final)):
                vowels = whole
            elif final == "-i" and initial in {"z", "c", "s"}:
                vowels = "ы"
            written = _RUSSIAN_INITIALS.get(initial, "") + vowels
        text += "ъ" * (text.endswith("н") and written[0] in "аоэюяе") + written
    return text


_WITHOUT_INITIAL = {"u": "у", "ua": "ва", "uo": "во", "uai": "вай", "uan": "вань", "uang": "ван"}
_WITHOUT_INITIAL |= {"uei": "вэй", "uen": "вэнь", "ueng": "вэн"}

# What follows the name or place of a university, in Korean and Russian.
_KOREAN_UNIVERSITIES = {
    "大学": "",
    "理工大学": "이공",
    "工业大学": "공업",
    "科技大学": "과기",
    "科学技术大学": "과학기술",
    "师范大学": "사범",
    "交通大学": "교통",
    "农业大学": "농업",
    "医科大学": "의과",
    "工程大学": "공정",
    "航空航天大学": "항공항천",
    "邮电大学": "우전",
    "石油大学": "석유",
    "海洋大学": "해양",
    "外国语大学": "외국어",
    "财经大学": "재경",
    "政法大学": "정법",
    "民族大学": "민족",
}
_RUSSIAN_UNIVERSITIES = {
    "大学": "университет",
    "科技大学": "университет науки и технологий",
    "师范大学": "педагогический университет",
    "农业大学": "сельскохозяйственный университет",
    "医科大学": "медицинский университет",
}
_OWN_RUSSIAN = {"北京": "пекинский", "南京": "нанкинский", "上海": "шанхайский", "西安": "сианьский"}


def sinographs(listed: Variant) -> Iterator[Variant]:
    """Yield a short Chinese name in Hangul and Cyrillic letters, or a university's by its name or place."""
    name = listed.text
    if not all(map(is_han, name)) or name.endswith(("公司", "大", "院", "所", "室")):
        return
    if name.endswith(_UNIVERSITY):
        texts = [*_universities(name)]
    elif len(name) <= _LONGEST:
        read = syllables(name)
        korean, russian = in_hangul(read), in_cyrillic(read)
        texts = [korean] * (len(korean) >= _SHORTEST_HANGUL)
        texts += [russian] * (len(russian) >= _SHORTEST_CYRILLIC)
    else:
        return
    for text in texts:
        letters = "Hangul" if text[0] >= "\uac00" else "Cyrillic letters"
        yield listed.derived(text, MatchReason.TRANSLITERATION, f"{name} in {letters}")


def _universities(name: str) -> Iterator[str]:
    """Yield a university's name in Korean and Russian where what it is called by is short."""
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    called = name.removesuffix(kind)
    if not 1 < len(called) <= _LONGEST - 1:
        return
    read = syllables(called)
    korean, russian = in_hangul(read), in_cyrillic(read)
    if korean:
        for ending in ("대", "대학", "대학교"):
            text = f"{korean}{_KOREAN_UNIVERSITIES[kind]}{ending}"
            if len(text) > _SHORTEST_HANGUL or ending != "대":
                yield text
    if russian and kind in _RUSSIAN_UNIVERSITIES:
        what = _RUSSIAN_UNIVERSITIES[kind]
        if kind == _UNIVERSITY:
            yield f"университет {russian}"
        yield f"{_OWN_RUSSIAN.get(called) or russian + 'ский'} {what}"


_KINDS = sorted(_KOREAN_UNIVERSITIES, key=len, reverse=True)

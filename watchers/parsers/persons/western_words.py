"""Words in European letters by which nobody is called: of the tables, or made as no name is. Data.

A word that is a usual name as well (Price, May, Ada) is `shared`: what stands beside it has to tell.
"""

import re
from functools import cache, lru_cache

from watchers.parsers.persons.latin_words import NOTICES, TECHNICAL
from watchers.parsers.persons.word_tables import sections_of
from watchers.parsers.tenders import european_words, russian_words

# what words of technology begin with, or have within them, in several languages
TECHNOLOGY = re.compile(
    r"comput|ordinat(?:eur|or)|rechner|server|serveur|servidor|szerver|softw|hardw|logiciel|oprogr|laser"
    r"|lézer|mi[ck]ros[ck]?[ck]?o+[pb]|quant(?:en|um|iqu|ic)|k[vw]ant(?:o|u|e)|semicond|halbleit|półprzew"
    r"|pro[cz]es[so]+[rř]|daten|données|data(?!n)"
    r"|cloud(?!s)|nuage|radar|sonar|drone|drohn|satel+i|sensor|[ck]apteur|roboti|roboter|[ck]yber"
    r"|[ck]rypt|network|réseau"
    r"|netz(?!er)|tele[ck]om|opti[ck]|[pf]h?oton|spe[ck]tr|plasma|va[ck]u+m|nu[ck]léa|nu[ck]lea|[ck]ryo"
    r"|ele[ck]tr[oi]|batter[yi]"
    r"|simula|algorit|intelligen|genom|sequen[cz]|graphi[ck]|grafi[ck]|bioinf|tomogra|interfer|magnet"
    r"|technolog"
    r"|сервер|процессор|процесор|вычисл|обчисл|компьют|комп.ютер|лазер|датчик|спектр|микроскоп|квантов"
    r"|программ|сейсм|нейро"
    r"|радиол|цифров|оптич|электрон|магнит|микросхем|облачн|данных|υπολογιστ|διακομιστ|λογισμικ|λέιζερ",
    re.IGNORECASE,
)
# by their ends; of some only long ones, for Clement, Charity, Hartung and Guinness are names
_MADE = re.compile(
    r".{3,}(?:[sct]ions?|olog(?:y|ies|ien?|ia|ía|ii|ija)|[ab]ilit(?:y|ies)|ivity|urity|ersity|ori?ties"
    r"|[ai]sation|scop[ey]s?|graphy|metry|wares?"
    r"|[^vjr]ics|icals?|ships|lytics|scales?|meters?|tronic|sonic|namic|nomic|raphic|aulic|hermic|istic"
    r"|matic|netic|lytic|etric|entific|hetic|ptic|ectric|[tsg]ional|ential|[eu]ctors?|ifiers?"
    r"|ció|ción|ciones|ções|ção|zion[ei]|amiento|imiento|heiten|keit|keiten|schaften|schaft|ität|itäten"
    r"|ierung|ungen|ismus|tionen"
    r"|acj[aię]|acje|ości|ość|owanie|owania|ování|ační|ního|ství|ность|ности|ение|ения|ование|ования"
    r"|ация|ации|ність|ення|ування|atie|aties|heid|ningen|ingen|ítás|sítés|ποίηση|ότητα)"
    r"|.{4,}ators?|.{5,}(?:ments?|ness|heit|ung|amento|imento)"
)


@cache
def _tables() -> dict[str, frozenset[str]]:
    """Return the sections of the table: what it is of, and its words in small letters."""
    return sections_of("western_words.txt")


@cache
def _words() -> frozenset[str]:
    tables = _tables()
    own = (
        words for name, words in tables.items() if name not in ("acronyms", "shared", "pairs", "german parts")
    )
    labels = re.findall(
        r"[^\W\d_]{4,}", " ".join((*european_words.LABELS.values(), *russian_words.LABELS.values()))
    )
    return NOTICES.union(TECHNICAL, labels, *own) - tables["shared"]


def is_shared(word: str) -> bool:
    """Whether a word in small letters is a usual name as well as one of the language or a maker."""
    return word in _tables()["shared"]


def is_pair(one: str, two: str) -> bool:
    """Whether two words in small letters are none of a name together, though each may be: Grace Hopper."""
    return f"{one}_{two}" in _tables()["pairs"]


def is_acronym(word: str) -> bool:
    """Whether a word in capitals is a usual acronym: HPC, UNESCO."""
    return word in _tables()["acronyms"]


@lru_cache(maxsize=8192)
def is_known_word(word: str) -> bool:
    """Whether a word in small letters is one by which hardly anybody is called."""
    if is_shared(word):
        return False
    words = _words()
    if word in words or (len(word) > 4 and word[-1] == "s" and word[:-1] in words):
        return True
    return (
        _MADE.fullmatch(word) is not None
        or (len(word) > 4 and TECHNOLOGY.search(word) is not None)
        or _is_compound(word)
    )


def _is_compound(word: str) -> bool:
    """Whether a word is made as German makes nouns of things: Netzlastprognose, Angebotsfrist."""
    parts = _tables()["german parts"]
    return any(
        word[start:] in parts for start in range(3, len(word) - 2) if start > 3 or len(word) - start > 5
    )

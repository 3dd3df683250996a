"""Lone capitalised words in European sentences that show nothing a watchlist asks for. Pure.

But for German, European languages write in capitals, within a sentence, what is called so. In a sentence that
shows no technology, model, acronym or figure with its unit such a word matters to nobody and may be a person.
It stays where it is a word elsewhere in the text, a body's or a place's, stands behind an article or where
places do, or is made as nouns are.
"""

import re
from collections.abc import Mapping
from typing import Any

from watchers.parsers.persons.bodies import WESTERN_WORD
from watchers.parsers.persons.capitals import PLACES, WITHHELD, is_known
from watchers.parsers.persons.latin_words import MAKERS, NOTICES

_UPPER = "A-ZÀ-ÖØ-ÞĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŠŞŢŤŪŮŰŲŹŻŽ"
_WORD = rf"(?=..[^\W_])[{_UPPER}][^\W\d_]*(?:['’-][^\W\d_]+)*"
_LINK = r"(?:de|da|del|van|von|der|den|di|du|la|le)"
_RUN = re.compile(
    rf"(?<![\w.+/@'’-])(?:{_LINK} ){{0,2}}(?P<name>{_WORD})(?! ?\d| [{_UPPER}])(?:['’-](?!\w)|(?![\w@'’-]))"
)
_PAIRED = re.compile(rf"(?<![^\W\d_])[{_UPPER}][\w'’-]*,? \Z")  # pairs are for `capitals`
_LETTERS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s)[^.!?\n]*)*[.!?\n]*")
_BEGINS = re.compile(r"(?:\A|[.!?;:•*\n(\"“«–—]|\n\s*[-\d.)]+)\s*\Z")
_BEHIND_SIGN = re.compile(r"[:\"“«„;]\s?\Z")  # Responsible: Bergström
_ENDS = re.compile(r"[\"”»]?[;.,]?[ \t]*(?:\n|\Z)|[\"”»;]")
_WITHIN = re.compile(
    r"(?<![^\W\d_])(?:in|en|em|we?|ve?|te|near|across|throughout|around|within|between|outside)(?: the)? \Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?<![^\W\d_])(?:the|an|this|that|these|those|any|all|each|every|both|our|your|their|its|his|her|no|such"
    r"|said|only|other|les?|la|une?|des|aux?|cette?|el|l[oa]s|una?|al|il|gli|d[ae]ll[aeo]|nell?[ao]?|os?|as|uma?"
    r"|d[oa]s|ao|het|een|ett?|den|det) \Z|[lLdD][’']\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"[^\W\d_]{3,}(?:[st]ions?|ments?|[eo]rs?|ing|ities|ity|ness|ance|ences?|ages?|ables?|ships?|ly|ics?|als?|ed|['’]s"
    r"|names?|desk|ies|ures?|ry)|(?:[Mm]on|[Tt]ue|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un|[Ww]ed)(?:day|nesday|rsday|urday|sday)?s?"
    r"|January|February|March|April|May|June|July|August|(?:Sept|Octo|Novem|Decem)(?:em)?ber"
)
_LONG = 7  # letters of what is made as nouns are and still no surname: Tanner
_SHOWS = re.compile(
    r"\d\s?(?:[kMGTPµnm]?(?:B|Hz|W|Wh|V|Pa|bit|m|g|l)(?![^\W\d_])|[%°€£$])|(?<!\w)[A-Z]{2,}|[A-Z]-?\d|[a-z][A-Z]"
    rf"|(?i:(?<![^\W\d_])(?:{'|'.join(sorted(MAKERS))})(?![^\W\d_])"
    r"|comput|ordinat|rechn|server|serveur|servid|softw|hardw|logiciel|oprogr|laser|[mw]i[ck]ros[ck]op|quant|[kq][vw]ant"
    r"|semicond|halbleit|półprzew|chip|pro[cz]es[so]+r|data|daten|cloud|nuage|chmur|radar|sonar|dron|satel|sensor"
    r"|[ck]apteur|robot|[ck]yber|[ck]rypt|network|réseau|netz|sieci|tele[ck]om|opti[ck]|[pf]h?oton|spe[ck]tr|plasma"
    r"|va[ck]u+m|nu[ck]le|[ck]ryo|ele[ck]tr|batter|simul|algorit|intelligen|genom|sequenc)"
)
_GERMAN = re.compile(r"\b(?:der|die|das|und|für|mit|von|ist|sind|wird|werden|eine?|dem)\b")
_SELDOM = 12  # of so many words of German one is such


def without_lone_names(text: str, title: str, fields: Mapping[str, Any]) -> str:
    """Return a notice's text in a European language with a sign for lone words that may be names.

    Words of its title, and of the parties in its fields, are none.
    """
    if _SELDOM * len(_GERMAN.findall(text)) > len(text.split()):
        return text
    told = (fields.get("buyer", ""), fields.get("agency", ""), *fields.get("supplier", ()))
    words = {word for word in _LETTERS.findall(text) if word.islower()}
    words.update(word.lower() for word in _LETTERS.findall("\n".join((title, *told))))

    def judged(run: re.Match[str]) -> str:
        word, before = run["name"], run.string[max(0, run.start() - 16) : run.start()]
        low = word.lower()
        shown = (
            (word.isupper() and len(word) < 6)
            or not words.isdisjoint((low, low.removesuffix("s"), f"{low}s"))
            or WESTERN_WORD.search(word)
            or PLACES.search(word)
            or is_known(word)
            or low in NOTICES
            or (_NOUN.fullmatch(word) and (len(word) >= _LONG or low[-3:] in ("day", "mon", "fri")))
        )
        alone = _BEHIND_SIGN.search(before) and _ENDS.match(run.string, run.end())
        if (
            shown
            or _PAIRED.search(before)
            or (_BEGINS.search(before) and not alone)
            or _WITHIN.search(before)
            or _ARTICLE.search(before)
        ):
            return run[0]
        return WITHHELD

    return "".join(
        part if _SHOWS.search(part) else _RUN.sub(judged, part) for part in _SENTENCE.findall(text)
    )

"""A text that gives a party two names, or another party beside it.

"Apex (formerly Zenith)", "Rigel Import trading as Rigel Electronics", "Anna Schmidt née Müller" give two
names; "Blue Water Corp c/o Helios Services" gives one, and a party that only takes its letters.

Knows one folded text. Must not know words or names.
"""

import re

LABEL = re.compile(
    r"\b(?:russian|ukrainian|belarus\w*|arabic|persian|farsi|dari|pashto|urdu|chinese|korean)\s*:"
)
# words one of which stands in every such text; what is not here is not looked for
TELLING = frozenset(
    (
        *(
            "aka",
            "fka",
            "nka",
            "dba",
            "also",
            "formerly",
            "previously",
            "known",
            "as",
        ),
        *(
            "alias",
            "aliases",
            "nee",
            "née",
            "geb",
            "geborene",
            "vormals",
            "ehemals",
            "anciennement",
            "antes",
            "ранее",
        ),
        *(
            "бывш",
            "бывший",
            "бывшая",
            "бывшее",
            "прежнее",
            "он",
            "она",
            "ex",
            "now",
            "attn",
            "attention",
            "care",
        ),
    )
)
_APART = re.compile(
    r"\s/\s|;|\b[af]ka\b"
    r"|[(\[,\s](?:(?:the )?company (?:formerly )?known as|known as|trading as|doing business as|operating as"
    r"|(?:formerly|previously|also|better|now)(?: (?:known|called|named)(?: as)?)?(?=\W)"
    r"|[nd][bk]a|[fdn]/[kb]/a|t/a|alias(?:es)?|vormals|ehemals|anciennement|antes"
    r"|ранее|прежнее название|бывш\w*\.?|он же|она же)(?=[\s:,(«\"“'.])[\s:,.]*"
    r"|[(,]\s?(?:ex|now)\b[\s:.-]*|(?<=\d)\sex\s|\sex-(?=\w{3})"
)
_BORN = re.compile(r"[(,\s](?:née|nee|geb\.?|geborene?)\s")
_LETTERS_TO = re.compile(r"(?:^|[\s,;(])(?:c/o|care of|attn|attention)\b[\s.:]*")


def parts_of(text: str) -> list[str]:
    """Return the names that a folded text gives, the text alone when it is one name."""
    addressed = _LETTERS_TO.search(text)
    if addressed is not None:
        text = _without_addressee(text, addressed)
    born = _BORN.search(text)
    if born is not None and text[: born.start()].count(" "):
        married, maiden = text[: born.start()].rstrip(), text[born.end() :].strip(" )")
        return [married, f"{married.rpartition(' ')[0]} {maiden}"] if maiden else [married]
    return [part for part in _APART.split(text) if part.strip(" ,()[]\"'")] or [text]


def _without_addressee(text: str, found: re.Match[str]) -> str:
    """Return the name without who takes its letters: "X c/o Y", "c/o Y, X"; all of "Attn: X"."""
    before, after = text[: found.start()].strip(" ,;("), text[found.end() :]
    if before and "c" in found[0]:
        return before
    _, comma, rest = after.partition(",")
    return rest if comma and rest.strip() and found[0].strip(" ,;(").startswith("c") else after

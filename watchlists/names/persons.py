"""What tells two human beings with the same words in their names apart: father and son.

Knows two prepared names and their alignment. Must not know what it is worth beside other evidence.
"""

import re
from itertools import chain

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name
from watchlists.names.tokens import Token

_SON, _DAUGHTER = re.compile("(?:ic|its|ich)$"), re.compile("(?:vna|ichna)$")  # ends of patronymics
_FAMILY = re.compile("(?:[oe]v|in)$")  # of families' names that a woman has with an a

_HERS = ("a", "e", "ie", "ine", "ette", "ne")  # endings of a woman's given name that is made of a man's
_HERS_FOR_HIS = ("ia", "iya", "aya", "aia")  # for his y: Evgenia, Belskaya
_HERS_AND_HIS = {"a", "o"}
_HIS = re.compile("(?:[iy]|[iy]y|ii)$")  # endings for which a woman has ia or aya: Evgeny, Belsky
_FAMILY_AND_GIVEN = 2
_TRADES = frozenset("gd")  # kinds of words
_PERSONS = frozenset(("person", "individual", "people"))

GENERATIONS = frozenset(("~junior", "~senior", "#2", "#3", "#4", "#5"))  # a number says it of persons only


def is_person(kind: str) -> bool:
    """Return whether a list's word for the kind of party means a human being."""
    return kind.lower() in _PERSONS


def exchanged(a: Name, b: Name, found: Alignment) -> bool:
    """Return whether given names have changed places: Omar bin Khalid is not Khalid bin Omar.

    The family name stands first or last, so the others keep their order when it moves. A Russian father's
    name is known by its ending wherever it stands.
    """
    if found.left or found.right or len(found.pairs) < 3:  # a family name and two others
        return False
    ours = {word: at for at, word in reversed(list(enumerate(a.tokens)))}
    theirs = {word: at for at, word in reversed(list(enumerate(b.tokens)))}
    places = [
        (ours[left[0]], theirs[right[0]])
        for left, right, _, _ in found.pairs
        if left[0].kind != "f" != right[0].kind and left[0].ident not in GENERATIONS
    ]
    order = [place for _, place in sorted(places)]
    return sum(one > other for one, other in zip(order, order[1:] + order[:1], strict=True)) > 1


def man_and_woman(found: Alignment) -> bool:
    """Return whether two names taken for one are a man's and a woman's: Samir, Samira; Ivanovich, Ivanovna.

    In any other name of a person an a at the end may be the family's (Ivanov, Ivanova).
    """
    both = ((found.left, found.right), (found.right, found.left)) if found.left and found.right else ()
    for words, others in both:
        given = [word.text + "a" for word in words if word.kind == "n"]
        if given and not {word.text for word in others}.isdisjoint(given):
            return True  # Aleksandr, Aleksandra
    if _all_hers(found):
        return True
    for left, right, _, how in found.pairs:
        if how == "same":
            continue
        if left[0].kind == "f" == right[0].kind:
            one, other = left[0].key, right[0].key
            if (_SON.search(one) and _DAUGHTER.search(other)) or (
                _DAUGHTER.search(one) and _SON.search(other)
            ):
                return True
        if how == "close":
            shorter, longer = sorted((left[0], right[0]), key=lambda word: len(word.text))
            if shorter.kind == "n" and is_hers(shorter.text, longer.text):
                return True
            if "n" in (shorter.kind, longer.kind) and {shorter.text[-1], longer.text[-1]} == _HERS_AND_HIS:
                if shorter.text[:-1] == longer.text[:-1]:
                    return True  # Maria, Mario
            if longer.text == shorter.text + "a" and _FAMILY.search(shorter.text):
                sides = zip(*[pair[:2] for pair in found.pairs], strict=True)
                his, hers = (tuple(chain.from_iterable(side)) for side in sides)
                if left[0] is longer:
                    his, hers = hers, his
                son = any(word.kind == "f" and _SON.search(word.key) for word in his)
                if son and all(word.kind != "f" for word in hers):
                    return True  # Konstantin Arkadyevich Vlasov, K. A. Vlasova
    return False


def is_hers(shorter: str, longer: str) -> bool:
    """Return whether a word is another's with a woman's ending: Benoît, Benoîte; Ivanov, Ivanova."""
    stem = _HIS.sub("", shorter)
    ending = longer.removeprefix(stem)
    return ending in (_HERS if stem == shorter else _HERS_FOR_HIS) and longer != ending


def _all_hers(found: Alignment) -> bool:
    """Return whether given and family name of one have a woman's ending that the other's have not."""
    words = [(pair[0][0].text, pair[1][0].text) for pair in found.pairs if pair[3] == "close"]
    if len(words) < _FAMILY_AND_GIVEN:
        return False
    return any(all(is_hers(pair[at], pair[1 - at]) for pair in words) for at in (0, 1))


def other_letter(found: Alignment) -> bool:
    """Return whether one has two initials, the other the first of them and another: A. N., AP."""
    for left, right, _, how in found.pairs:
        if how == "initial":
            (one, over), (letters, _) = sorted(
                ((left[0].text, found.left), (right[0].text, found.right)), key=lambda side: len(side[0])
            )
            if len(letters) == len(one) + 1 and any(t.kind == "i" and t.text != letters[-1] for t in over):
                return True
    return False


def named_after(found: Alignment) -> bool:
    """Return whether one name has a given name where the other has a family's that is made of it.

    Karim and Karimi, as Persian and Arabic families are called.
    """
    for left, right, _, how in found.pairs:
        if how == "close" and len(left) == len(right) == 1:
            shorter, longer = sorted((left[0], right[0]), key=lambda word: len(word.text))
            if shorter.kind == "n" and longer.text in {f"{shorter.text}i", f"{shorter.text}y"}:
                return True
    return False


def is_firm(words: list[Token]) -> bool:
    """Return whether words left over beside a person's name make it a firm's: Trading House."""
    return len(words) > 1 and sum([word.kind in _TRADES for word in words]) > 1


def generation(words: list[Token], *, person: bool) -> str:
    """Return which of the family's bearers of a name is meant (Jr., III); "" where none says so."""
    for word in words:
        if word.ident in GENERATIONS and (person or word.kind != "#"):
            return word.ident
    return ""

"""How alike two words are, or several written apart and one: by their letters, or by sound, 0 to 1.

Knows tokens. Must not know the names they are of.
"""

from rapidfuzz.distance import OSA

from watchlists.names import unvowelled
from watchlists.names.tokens import Token
from watchlists.names.transliterate import consonants, loose

_STEM = 4  # letters that the forms of one English word share
_NEARLY_AS_LONG = 2  # consonants that may be left out or doubled
_HALF_HEARD = 0.44  # half their consonants: with fewer two words are not the same in any way to read them
_SYLLABLES = 1.75  # times as long as the word itself a transcription by syllables may be
JOINED = 0.8  # so alike, words written together on one side are paired
_alike = OSA.normalized_similarity


def likeness(a: Token, b: Token) -> float:
    """Return how alike two different words are written, 0 to 1."""
    ka, kb = a.key, b.key
    if told_apart(a, b):
        return 0.0
    if ka == kb:
        return 0.97
    if a.heard or b.heard:
        return likeness_by_sound(a, b)
    if (a.core and a.core == (b.core or kb)) or (b.core and b.core == ka):
        return 0.95
    la, lb = len(ka), len(kb)
    if la < 3 or lb < 3 or la > 2 * lb or lb > 2 * la:
        return 0.0
    score = _alike(ka, kb, score_cutoff=0.5)
    if score == 0:
        return 0.0
    if a.text != ka or b.text != kb:
        score = max(score, _alike(a.text, b.text, score_cutoff=score))
    if len(a.outline) > 1 and a.outline == b.outline:
        score = max(score, 0.6 * score + 0.37)
    if a.kind == "n" and b.kind == "n":
        score -= 0.1
    if ka[0] != kb[0]:  # Belarusian and Ukrainian h is Russian g
        if ka[0] + kb[0] in {"gh", "hg"} or _gh_and_q(a.text, b.text) or _gh_and_q(b.text, a.text):
            return OSA.normalized_similarity(ka[1:], kb[1:])
        score -= 0.08
    return score


def _gh_and_q(one: str, other: str) -> bool:
    """Return whether words begin with letters that Persians say alike: Ghaderi, Qaderi."""
    return one.startswith("gh") and other.startswith("q")


def told_apart(a: Token, b: Token) -> bool:
    """Return whether both are words of known, different meaning, or one is a number: see `known_as`."""
    if a.kind == "#" or b.kind == "#":
        return True
    one, other = a.known, b.known
    if not (one and other):
        return False
    if one == other:
        if one == "e":
            return a.text[:_STEM] != b.text[:_STEM]
        return one in "mn"
    if one in "me" and other in "me":
        return a.text[:_STEM] != b.text[:_STEM]
    return one.isupper() and other.isupper()


def likeness_by_sound(a: Token, b: Token) -> float:
    """Compare where one side is a transcription: consonants only, or syllable by syllable."""
    if "consonants" in (a.heard, b.heard):
        one, other = a.outline, b.outline
        if one[:1] != other[:1]:  # the article is written apart in one script and together in the other
            one, other = consonants(a.core) or one, consonants(b.core) or other
        if one != other or len(one) < 2:
            if len(one) < 2 or len(other) < 2:
                like = 0.72 if one == other and one else 0.0
            else:
                like = 0.88 * OSA.normalized_similarity(one, other)
                if like < _HALF_HEARD:
                    return like
            return max(like, unvowelled.likeness(*((a.text, b.text) if a.heard else (b.text, a.text))))
    else:
        plain = OSA.normalized_similarity(a.key, b.key)
        if plain > 0.8 or a.heard == b.heard:
            return plain
        one, other = loose(a.text), loose(b.text)
        if not one or not other:
            return 0.0
        return 0.6 * OSA.normalized_similarity(one, other) + 0.4 * plain
    if one == other and one:
        return (0.72, 0.82, 0.88, 0.92)[min(len(one), 4) - 1]
    return 0.88 * OSA.normalized_similarity(one, other) if len(one) > 1 and len(other) > 1 else 0.0


def joined_by_sound(several: list[Token], joined: str, single: Token) -> float:
    """Return how alike words written apart and one word sound, where one side is a transcription."""
    if single.heard == "syllables" or several[0].heard == "syllables":
        text = "".join([t.text for t in several])
        size, length = len(text), len(single.text)
        if size >= _SYLLABLES * length or length >= _SYLLABLES * size:
            return 0.0
        one, other = loose(text), loose(single.text)
        return 0.9 * (one == other and len(one) > 1)
    one, other = consonants(joined), single.outline
    alike = one == other or (
        abs(len(one) - len(other)) < _NEARLY_AS_LONG
        and unvowelled.likeness("".join([t.text for t in several]), single.text) > JOINED
    )
    if alike:
        return 0.93 * (len(one) > 2)
    return 0.85 * (len(one) > 4 < len(other) and OSA.normalized_similarity(one, other) > 0.8)

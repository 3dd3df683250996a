"""Which word of one name is which word of the other.

Words that mean the same are paired first, then words written together or apart, then the closest
spellings, then initials. What is left on either side is what speaks against the match.

Knows tokens. Must not know how much evidence is enough.
"""

from rapidfuzz.distance import OSA

from watchlists.names.initials import acronym
from watchlists.names.likeness import JOINED, joined_by_sound, likeness
from watchlists.names.name import Name
from watchlists.names.tokens import Token
from watchlists.names.transliterate import without_doubles

_MEANING = frozenset("#gdap")  # kinds of words that are no short forms of others
_alike = OSA.normalized_similarity
CLOSE = 0.7  # below this two words are different words
_LETTERS_APART = 0.6  # a word with so many other letters, for its length, is no misspelling: no need to look
_SURELY_JOINED = 0.92  # so alike, words written together are paired before any are paired by their spelling
_HEARD_LONGER = 6  # letters by which a transcription may be longer or shorter
_INITIALS = (0.0, 0.0, 0.75, 0.85, 0.92, 0.95)  # how sure a short form of so many letters stands for words


class Alignment:
    """What was paired and what was not.

    `matched`: weight paired (mean of both sides); `loss`: weight lost to differences in spelling;
    `left`, `right`: words without a partner; `pairs`: (left words, right words, likeness, how);
    `acronym`: how surely one whole name is the initials of the other. `hints`: what is worth a closer look,
    as bits; all of them where nobody looked. What has none is not there, what has one may be.
    """

    __slots__ = ("acronym", "hints", "left", "loss", "matched", "pairs", "right")

    # the same as in `_pairs.c`
    ALIKE_BEGUN = 1  # words of their own left over on both sides begin with the same letters
    PINYIN = 2  # a word of pinyin is paired with one that is spelled nearly so
    TELLING = 4  # one of the words left over is of those that the compiled form was told
    NUMBERED = 8  # a number or a letter is left over
    FIELDS = 16  # nothing but fields and qualities is left over
    LEARNED = (
        32  # one of the names is an academy's, an institute's, a laboratory's, a faculty's or a college's
    )
    ANY = -1

    def __init__(self, acronym: float) -> None:
        self.acronym = acronym
        self.pairs: list[tuple[tuple[Token, ...], tuple[Token, ...], float, str]] = []
        self.matched = 0.0
        self.loss = 0.0
        self.left: list[Token] = []
        self.right: list[Token] = []
        self.hints = self.ANY

    def pair(self, left: tuple[Token, ...], right: tuple[Token, ...], likeness: float, how: str) -> None:
        """Note that these words are the same, as sure as `likeness`."""
        if len(left) == len(right) == 1:
            weight = (left[0].weight + right[0].weight) / 2
        else:
            weight = (sum([t.weight for t in left]) + sum([t.weight for t in right])) / 2
        self.matched += weight
        self.loss += weight * (1 - likeness)
        self.pairs.append((left, right, likeness, how))


def align(a: Name, b: Name) -> Alignment:
    """Pair the words of two names."""
    found = Alignment(acronym(a, b))
    pair_words(found, a, b)
    return found


def pair_words(found: Alignment, a: Name, b: Name) -> None:
    """Write into `found` what is paired and what is left; `_pairs.weigh` does the same, compiled."""
    pairs = found.pairs
    rest, idents = list(b.tokens), [t.ident for t in b.tokens]
    left: list[Token] = []
    for t in a.tokens:
        ident = t.ident
        if ident in idents:
            at = idents.index(ident)
            u = rest.pop(at)
            del idents[at]
            found.matched += (t.weight + u.weight) / 2
            how = "same" if t is u else "means" if ident[0] == "~" else "spelling"
            pairs.append(((t,), (u,), 1.0, how))
        else:
            left.append(t)
    if left and rest:
        nearest = 0.0
        if len(left) + len(rest) > 2:
            left, rest, nearest = _pair_joined(found, left, rest, floor=_SURELY_JOINED)
        count = len(left)
        left, rest = _pair_close(found, left, rest)
        if left and rest:
            if nearest >= JOINED or len(left) < count:
                left, rest, _ = _pair_joined(found, left, rest, floor=JOINED)
            if left and rest:
                left, rest = _pair_short_forms(found, left, rest)
                left, rest = _pair_initials(found, left, rest)
    found.left, found.right = left, rest


def _pair_close(found: Alignment, left: list[Token], right: list[Token]) -> tuple[list[Token], list[Token]]:
    scored = []
    for i, t in enumerate(left):
        letters, size, plain = t.letters, len(t.key), not (t.heard or t.core)
        for j, u in enumerate(right):
            if plain and not (u.heard or u.core):
                longer = max(len(u.key), size)
                if (letters ^ u.letters).bit_count() > _LETTERS_APART * longer + 2:
                    continue
            score = likeness(t, u)
            if score >= CLOSE:
                scored.append((score, i, j))
    if not scored:
        return left, right
    scored.sort(key=lambda s: -s[0])
    used_left: set[int] = set()
    used_right: set[int] = set()
    for score, i, j in scored:
        if i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        found.pair((left[i],), (right[j],), score, "close")
    return (
        [t for i, t in enumerate(left) if i not in used_left],
        [u for j, u in enumerate(right) if j not in used_right],
    )


def _pair_joined(
    found: Alignment, left: list[Token], right: list[Token], *, floor: float
) -> tuple[list[Token], list[Token], float]:
    """Pair words written together on one side and apart on the other, or cut in another place.

    Return what is left of both sides, and how alike the most alike words were that were looked at.
    """
    if len(left) == 1 and len(right) == 1:
        return left, right, 0.0
    nearest = 0.0
    for one, many, swap in ((left, right, False), (right, left, True)):
        if len(many) == 1:
            continue
        firsts = [u.key[0] for u in many[:-1]]
        for i, t in enumerate(one):
            key = t.key
            size, first = len(key), key[0]
            if size < 4 or t.kind == "#" or not (first in firsts or t.heard or many[0].heard):
                continue
            for j in range(len(many) - 1):
                joined, heard = many[j].key, t.heard or many[j].heard
                if not heard and (firsts[j] != first or len(joined) > size):
                    continue
                for end in range(j + 2, min(j + 4, len(many)) + 1):
                    joined += many[end - 1].key
                    if abs(len(joined) - size) > (_HEARD_LONGER if heard else 2):
                        continue
                    if heard:
                        score = joined_by_sound(many[j:end], joined, t)
                    else:
                        score = _alike(without_doubles(joined), key)
                        if score < floor and "".join([u.text for u in many[j:end]]) == t.text:
                            score = 1.0
                        if score < 1 and any(u.kind == "i" for u in many[j:end]):
                            continue  # Robert J., Roberta
                    nearest = max(nearest, score)
                    if score >= floor:
                        group = tuple(many[j:end])
                        if swap:
                            found.pair(group, (t,), score, "joined")
                        else:
                            found.pair((t,), group, score, "joined")
                        single, several = one[:i] + one[i + 1 :], many[:j] + many[end:]
                        return (several, single, nearest) if swap else (single, several, nearest)
    if len(left) > 1 and len(right) > 1 and left[0].key[0] == right[0].key[0]:
        a, b = "".join([t.key for t in left]), "".join([t.key for t in right])
        if len(a) > 4 and abs(len(a) - len(b)) <= 2 and not any(t.kind == "#" for t in (*left, *right)):
            score = _alike(a, b)
            nearest = max(nearest, score)
            if score >= floor:
                found.pair(tuple(left), tuple(right), score, "joined")
                return [], [], nearest
    return left, right, nearest


def _pair_short_forms(
    found: Alignment, left: list[Token], right: list[Token]
) -> tuple[list[Token], list[Token]]:
    """Pair a short form with the words whose initials it gives, side by side: JI for Junaid Ismail."""
    for one, many, swap in ((left, right, False), (right, left, True)):
        if len(many) == 1:
            continue
        for t in one:
            size = len(t.text)
            if not 1 < size < 6 or size > len(many) or t.kind in _MEANING:
                continue
            initials = "".join([u.text[0] for u in many])
            at = initials.find(t.text)
            if at < 0:
                continue
            group = tuple(many[at : at + size])
            worth = _INITIALS[size]
            if swap:
                found.pair(group, (t,), worth, "initials")
            else:
                found.pair((t,), group, worth, "initials")
            one.remove(t)
            del many[at : at + size]
            break
    return left, right


def _pair_initials(
    found: Alignment, left: list[Token], right: list[Token]
) -> tuple[list[Token], list[Token]]:
    for one, many, swap in ((left, right, False), (right, left, True)):
        for t in tuple(one):
            if t.kind != "i":
                continue
            for u in many:
                if u.kind not in {"i", "#"} and (u.text.startswith(t.text) or u.key.startswith(t.key)):
                    if swap:
                        found.pair((u,), (t,), 0.8, "initial")
                    else:
                        found.pair((t,), (u,), 0.8, "initial")
                    one.remove(t)
                    many.remove(u)
                    break
    return left, right

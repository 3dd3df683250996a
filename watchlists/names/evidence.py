"""What speaks for and against two names meaning one party, as numbers.

Knows two prepared names and their alignment. Must not know how the numbers are weighed.
"""

from rapidfuzz.distance import Indel

from watchlists.names.alignment import Alignment
from watchlists.names.prepared import Name

# In the order of `evidence`: what agrees, how well, what is left over on both sides (conflict) and on one
# (extra), numbers and legal forms, and how these work together.
FEATURES = (
    *("matched", "matched_own", "matched_own2", "matched_given"),
    *("no_own", "worst_share", "best_share", "shares"),
    *("loss", "worst", "worst2", "worst3", "worst_short"),
    *("other_first_letter", "joined", "initial", "close_pairs"),
    *("conflict", "any_conflict", "conflict_own", "conflict_given", "conflict_father", "conflict_trade"),
    *("conflict_place", "conflict_quality", "conflict_general"),
    *("any_conflict_own", "head_extra", "head_conflict"),
    *("extra_own", "extra_given", "extra_father", "extra_trade"),
    *("extra_place", "extra_general", "count_extra"),
    *("number_conflict", "number_missing", "number_same", "form_conflict", "form_same", "form_missing"),
    *("string", "nearly_same_string", "same_words", "first_word"),
    *("short_words", "other_characters", "acronym"),
    *("script", "script_conflict", "script_shares", "one_word", "one_word_extra", "one_word_worst"),
    *("contained", "contained_one_word", "contained_matched"),
    *("full_matched", "most_shared", "no_own_shares"),
    *("person", "person_conflict", "person_any_conflict"),
    *("person_extra", "person_loss", "person_matched"),
    *("person_shares", "person_contained", "person_given_only", "person_acronym"),
)

_GROUP = {"": 0, "n": 1, "f": 2, "d": 3, "p": 4, "a": 5, "g": 6, "t": 7, "#": 8, "i": 9, "x": 7}


def evidence(a: Name, b: Name, found: Alignment, *, person: bool) -> list[float]:
    """Return one number for each of FEATURES; those about persons, which stand last, for persons only."""
    left, right = [0.0] * 10, [0.0] * 10
    for t in found.left:
        left[_GROUP[t.kind]] += t.weight
    for t in found.right:
        right[_GROUP[t.kind]] += t.weight
    own, given, worst, short, first_letter, joined, initial, close, first = _agreement(a, b, found)
    sum_left, sum_right = sum(left), sum(right)
    low = 1 - sum_left / (a.total or 0.1)
    high = 1 - sum_right / (b.total or 0.1)
    if low > high:
        low, high = high, low
    low = low if low > 0 else 0.0
    high = high if high > 0 else 0.0
    shares = low * high
    conflict = min(sum_left, sum_right, 1.5)
    any_conflict = conflict > 0.25
    extra = min(abs(sum_left - sum_right), 2.0)
    matched = found.matched if found.matched < 3 else 3.0
    own = min(own, 2.5)
    no_own = own + given == 0
    one_word = len(a.tokens) == 1 or len(b.tokens) == 1
    contained = high > 0.999 > low
    script = a.script != b.script
    numbers_a, numbers_b = numbers(a, b, found)
    forms_a, forms_b = a.forms, b.forms
    string = Indel.normalized_similarity(a.joined, b.joined)
    is_acronym = acronym(a, b)
    heads = (bool(found.left) and found.left[0] is a.tokens[0]) + (
        bool(found.right) and found.right[0] is b.tokens[0]
    )
    # fmt: off
    figures = [
        matched, own if own < 1 else 1.0, own, min(given, 1.3),
        no_own, low, high, shares,
        found.loss, worst, worst > 0.2, worst - 0.12 if worst > 0.12 else 0.0, short, first_letter,
        joined, initial, close,
        conflict, any_conflict, min(left[0], right[0], 1.2),
        min(left[1], right[1]), left[2] > 0 < right[2],
        left[3] > 0 < right[3], left[4] > 0 < right[4], left[5] > 0 < right[5], left[6] > 0 < right[6],
        any_conflict * own, heads == 1, heads == 2,
        min(abs(left[0] - right[0]), 2.0), min(abs(left[1] - right[1]), 1.3), abs(left[2] - right[2]),
        min(abs(left[3] - right[3]), 1.0), min(abs(left[4] - right[4]), 0.9),
        min(abs(left[6] - right[6]), 0.6),
        min(abs(len(found.left) - len(found.right)), 5),
        bool(numbers_a and numbers_b) and numbers_a != numbers_b,
        bool(numbers_a) != bool(numbers_b),
        bool(numbers_a) and numbers_a == numbers_b,
        bool(forms_a and forms_b) and not forms_a & forms_b,
        bool(forms_a & forms_b),
        bool(forms_a) != bool(forms_b),
        string, string - 0.85 if string > 0.85 else 0.0,
        not found.left and not found.right and worst == 0, first,
        len(a.joined) < 6 or len(b.joined) < 6,
        1 - Indel.normalized_similarity(a.han, b.han) if a.han and b.han else 0.0,
        is_acronym, script, script * conflict, script * shares,
        one_word, one_word * extra, one_word * worst,
        contained, contained and one_word, contained * matched, matched if low > 0.999 else 0.0,
        shares - 0.6 if shares > 0.6 else 0.0, no_own * shares,
    ]
    if person:
        figures += [
            1, conflict, any_conflict, extra, found.loss, matched, shares, contained, own == 0, is_acronym,
        ]
    # fmt: on
    return figures


def _agreement(
    a: Name, b: Name, found: Alignment
) -> tuple[float, float, float, float, bool, int, int, int, bool]:
    """Sum up the pairs: own and given names, worst likeness, kinds of pairing, whether the heads pair."""
    own = given = worst = short = 0.0
    joined = initial = close = 0
    first_letter = first = False
    head_a, head_b = a.tokens[0], b.tokens[0]
    for one, other, likeness, how in found.pairs:
        t, u = one[0], other[0]
        if t.kind == "":
            own += t.weight * likeness
        elif t.kind == "n":
            given += t.weight * likeness
        if t is head_a and u is head_b:
            first = True
        if how == "close":
            close += 1
            miss = 1 - likeness
            worst = max(worst, miss)
            if t.key[0] != u.key[0]:
                first_letter = True
            if (t.kind if t.weight <= u.weight else u.kind) == "" and len(t.key) < 6:
                short = max(short, miss)
        elif how == "joined":
            joined += 1
            worst = max(worst, 1 - likeness)
        elif how == "initial":
            initial += 1
    return own, given, worst, short, first_letter, joined, initial, close, first


def numbers(a: Name, b: Name, found: Alignment) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers of both names, without those that are part of a word: Sky One for Skyone."""
    one, other = a.numbers, b.numbers
    if one != other:
        for left, right, _, how in found.pairs:
            if how in {"joined", "initials"}:
                one = one.difference([t.ident for t in left])
                other = other.difference([t.ident for t in right])
    return one, other


def acronym(a: Name, b: Name) -> float:
    """Return how surely one name is the initials of the other, 0 to 1."""
    if len(a.words) == 1 and len(b.words) > 1:
        return _initials_of(a.words[0].text, b)
    if len(b.words) == 1 and len(a.words) > 1:
        return _initials_of(b.words[0].text, a)
    if len(a.tokens) == 1 and len(b.tokens) > 1:
        return 0.9 * _initials_of(a.tokens[0].text, b)
    if len(b.tokens) == 1 and len(a.tokens) > 1:
        return 0.9 * _initials_of(b.tokens[0].text, a)
    return 0.0


def _initials_of(short: str, long: Name) -> float:
    if not 2 <= len(short) <= 10:
        return 0.0
    if short in long.stated:
        return 1.0
    if short[0] != long.words[0].text[0] and short[0] not in long.initials:
        return 0.0
    if short == long.initials or short == "".join([word.text[0] for word in long.words]):
        return min(1.0, 0.5 + len(short) / 8)
    if short in long.acronyms:
        return min(0.9, 0.4 + len(short) / 8)
    return _loose_initials(short, long) if len(short) > 2 else 0.0


def _loose_initials(short: str, long: Name) -> float:
    """Return how well the letters are initials in order, where some words give none or their second part."""
    words = [word.text for word in long.words if word.kind != "x"]
    if short[0] != words[0][0]:
        return 0.0
    at = skipped = 0
    for letter in short:
        start = at
        while at < len(words) and words[at][0] != letter:
            at += 1
        if at == len(words):
            return 0.0
        skipped += at - start
        at += 1
    skipped += len([word for word in long.rest if word.text in words[at:]])
    return max(0.0, (0.3 + len(short) / 10) * (1 - skipped / len(short)))

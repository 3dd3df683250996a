"""What speaks for and against two names meaning one party, as numbers.

Knows two prepared names and their alignment. Must not know how the numbers are weighed.
"""

from rapidfuzz.distance import Indel

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name

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
_ANY = 0.25  # weight of words that conflict: less is nothing
_NO_CONFLICT = (0.0,) * 9
_NO_NUMBERS = (0.0, 0.0, 0.0)
_NOTHING_LEFT = (0.0,) * 19  # from `conflict` to `count_extra`


def evidence(a: Name, b: Name, found: Alignment, *, person: bool) -> list[float]:
    """Return one number for each of FEATURES; those about persons, which stand last, for persons only."""
    own, given, worst, short, first_letter, joined, initial, close, first = _agreement(a, b, found)
    sum_left, sum_right = sum([t.weight for t in found.left]), sum([t.weight for t in found.right])
    low = 1 - sum_left / (a.total or 0.1)
    high = 1 - sum_right / (b.total or 0.1)
    if low > high:
        low, high = high, low
    low = low if low > 0 else 0.0
    high = high if high > 0 else 0.0
    shares = low * high
    conflict = min(sum_left, sum_right, 1.5)
    extra = min(abs(sum_left - sum_right), 2.0)
    matched = found.matched if found.matched < 3 else 3.0
    own = min(2.5, own)
    no_own = own + given == 0
    one_word = len(a.tokens) == 1 or len(b.tokens) == 1
    contained = high > 0.999 > low
    script = a.script != b.script
    string = Indel.normalized_similarity(a.joined, b.joined)
    left_over = found.left or found.right
    # fmt: off
    figures = [
        matched, own if own < 1 else 1.0, own, min(1.3, given),
        no_own, low, high, shares,
        found.loss, worst, worst > 0.2, worst - 0.12 if worst > 0.12 else 0.0, short, first_letter,
        joined, initial, close,
        *(_left_over(a, b, found, conflict, own) if left_over else _NOTHING_LEFT),
        *numbers_and_forms(a, b, found),
        string, string - 0.85 if string > 0.85 else 0.0,
        not left_over and worst == 0, first,
        len(a.joined) < 6 or len(b.joined) < 6,
        1 - Indel.normalized_similarity(a.han, b.han) if a.han and b.han else 0.0,
        found.acronym, script, script * conflict, script * shares,
        one_word, one_word * extra, one_word * worst,
        contained, contained and one_word, contained * matched, matched if low > 0.999 else 0.0,
        shares - 0.6 if shares > 0.6 else 0.0, no_own * shares,
    ]
    if person:
        figures += [
            1, conflict, conflict > _ANY, extra, found.loss, matched, shares, contained, own == 0,
            found.acronym,
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


def _left_over(a: Name, b: Name, found: Alignment, conflict: float, own: float) -> tuple[float, ...]:
    """Return from `conflict` to `count_extra`: what the words without a partner say, by their kinds."""
    left, right = [0.0] * 10, [0.0] * 10
    for t in found.left:
        left[_GROUP[t.kind]] += t.weight
    for t in found.right:
        right[_GROUP[t.kind]] += t.weight
    own_a, given_a, father_a, trade_a, place_a, quality_a, general_a, *_ = left
    own_b, given_b, father_b, trade_b, place_b, quality_b, general_b, *_ = right
    any_conflict = conflict > _ANY
    heads = 0
    if found.left and found.left[0] is a.tokens[0]:
        heads += 1
    if found.right and found.right[0] is b.tokens[0]:
        heads += 1
    conflicts = (
        (
            conflict,
            any_conflict,
            min(own_a, own_b, 1.2),
            min(given_a, given_b),
            father_a > 0 < father_b,
            trade_a > 0 < trade_b,
            place_a > 0 < place_b,
            quality_a > 0 < quality_b,
            general_a > 0 < general_b,
        )
        if found.left and found.right
        else _NO_CONFLICT
    )
    return (
        *conflicts,
        any_conflict * own,
        heads == 1,
        heads == 2,
        min(abs(own_a - own_b), 2.0),
        min(abs(given_a - given_b), 1.3),
        abs(father_a - father_b),
        min(abs(trade_a - trade_b), 1.0),
        min(abs(place_a - place_b), 0.9),
        min(abs(general_a - general_b), 0.6),
        min(abs(len(found.left) - len(found.right)), 5),
    )


def numbers_and_forms(a: Name, b: Name, found: Alignment) -> tuple[float, ...]:
    """Return from `number_conflict` to `form_missing`."""
    said: tuple[float, float, float] = _NO_NUMBERS
    if a.numbers or b.numbers:
        one, other = numbers(a, b, found)
        agree = one == other
        said = bool(one and other and not agree), bool(one) != bool(other), bool(one) and agree
    forms_a, forms_b = a.forms, b.forms
    if not (forms_a or forms_b):
        return (*said, 0.0, 0.0, 0.0)
    if not (forms_a and forms_b):
        return (*said, 0.0, 0.0, 1.0)
    apart = forms_a.isdisjoint(forms_b)
    return (*said, apart, not apart, 0.0)


def numbers(a: Name, b: Name, found: Alignment) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers of both names, without those that are part of a word: Sky One for Skyone."""
    one, other = a.numbers, b.numbers
    if one != other:
        for left, right, _, how in found.pairs:
            if how in {"joined", "initials"}:
                one = one.difference([t.ident for t in left])
                other = other.difference([t.ident for t in right])
    return one, other

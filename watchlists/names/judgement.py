"""One name held against another: how sure we are that both mean one party, and why.

The words are weighed first (`odds`); then what outweighs them is taken in.

Knows prepared names. Must not know lists, parties or texts.
"""

from rapidfuzz.distance import Indel

from watchlists.names.adjectives import called_after_place
from watchlists.names.alignment import Alignment, align
from watchlists.names.apart import penalty
from watchlists.names.bodies import chinese_name
from watchlists.names.chinese import ShortForm, short_form
from watchlists.names.cutoff import pair_cut_off
from watchlists.names.explanation import LookupReason, explain
from watchlists.names.han_parts import same_characters
from watchlists.names.han_slip import by_slip
from watchlists.names.initials import are_other_letters, letters_alone
from watchlists.names.name import Name
from watchlists.names.near import consonants_agree, nearly_own, other_person
from watchlists.names.odds import weigh, weighed
from watchlists.names.persons import exchanged, is_firm, is_person, man_and_woman, named_after, other_letter
from watchlists.names.registered import same_number
from watchlists.names.ships import is_a_number, other_mark, sister_ship
from watchlists.names.southern import is_southern
from watchlists.names.spacing import as_one_word, same_letters
from watchlists.names.syllables import another_syllable, is_of_syllables, other_pinyin, same_syllables

_AIRCRAFT = frozenset(("airplane", "aircraft"))
_NOTHING = -4.0  # log odds when no word agrees: 2 in 100
_EXACT = 4.6  # log odds of the same words: 99 in 100
_SAME_WORDS = 3.8  # in any order: 98 in 100
_AS_WRITTEN = frozenset(("same", "spelling"))
_LETTERS = frozenset(("initials",))
_MISSPELT = 3.5  # of long names whose words all agree: 97 in 100
_LONG = 15  # letters of such a name
_A_LETTER_OR_TWO = 0.95  # and how alike they are at least
_TWO = len("中芯")
_BY_CHANCE = -1.5  # log odds of a number that is a whole name otherwise
_FATHER_AND_SON = 4.0  # their given names are exchanged
_MAN_AND_WOMAN = 5.0  # one given name is the other's feminine
_OTHER_PERSON = -0.6  # a given name, and a family's made of it: 35 in 100
_ONE_BODY = 3.0  # the tables know both names for one body's: 95 in 100
_ALIASES = "both are names of one well-known body"
_PERHAPS = 1.2  # or one of them for another thing's too: 77 in 100
_ONE_NUMBER = 4.0  # a register knows both by one number: 98 in 100
_OTHER_NUMBER = -4.0  # or by two
_ONE_WORD = 3.5  # the same letters, all written together in one name
_TWO_BODIES = -1.5  # or for those of two
_ONE_ROMANISED = 2.0  # one Chinese or Korean name in two romanisations, where sounds fall together: 88 in 100
_OTHER_SYLLABLE = -0.5  # such a name with one syllable that is another
_OTHER_WORD = 5.0  # a Chinese company's own word with a syllable that is another
_NEARLY = 0.7  # the only own word is another by a consonant or a syllable: 67 in 100
_NEARLY_ONE = 0.98  # a person's name with a letter that may be a slip: 73 in 100
_OF_THE_REST = 0.15  # of what all else says beyond that
_HOMOPHONE = -0.4  # log odds where both are in Chinese and only sound alike: 张建国 is not 章建国


class Judgement:
    """One name compared with another: `odds` in log odds; `why` works the explanation out when asked."""

    __slots__ = ("_alignment", "_chinese", "_pair", "_reason", "odds")

    def __init__(self, a: Name, b: Name, *, kind: str = "") -> None:
        self._pair = a, b
        self._chinese = _chinese(a, b) if a.han and b.han else None
        self._alignment: Alignment | None = None
        self._reason: tuple[LookupReason, str] | None = None
        if self._chinese is not None:
            self.odds = self._chinese.strength
        else:
            self._weigh(a, b, kind)
        if a.body and b.body:
            if a.body == b.body > 0:
                self._raise(_ONE_BODY, LookupReason.ALIAS, _ALIASES)
            elif a.body == -b.body:
                self._raise(_PERHAPS, LookupReason.ALIAS, "both may be names of one well-known body")
            elif self.odds > _TWO_BODIES and a.body > 0 < b.body:
                self.odds = _TWO_BODIES
                self._reason = LookupReason.DIFFERENT, "they are names of two well-known bodies"
        elif self.odds < _ONE_BODY and bool(a.han) != bool(b.han):
            self._short_for_body(*((a, b) if a.han else (b, a)))
        if self._is_one_text():
            self._raise(_ONE_WORD, LookupReason.SPACING, "the same letters without blanks")
        if self.odds < _MISSPELT and a.han and b.han and (word := by_slip(a.han, b.han)):
            self._raise(_MISSPELT, LookupReason.TYPO, f"a character of {word} is another")
        if a.registered and b.registered:
            self._look_up(same_number(a.registered, b.registered))

    def _is_one_text(self) -> bool:
        """Return whether both names are the same letters, with words left over only for their blanks."""
        a, b = self._pair
        if a.rest[0].text[0] != b.rest[0].text[0]:  # most names
            return False
        if (len(a.words) == 1) != (len(b.words) == 1) and "" != as_one_word(a) == as_one_word(b):
            return True
        found = self._alignment
        return found is not None and bool(found.left or found.right) and same_letters(a, b)

    def _short_for_body(self, short: Name, known: Name) -> None:
        """Take in that a Chinese name may be short for a body that the tables know by a full Chinese name."""
        full = chinese_name(known.body)
        found = short_form(short.han, full) if full and len(short.han) > _TWO else None
        if found is not None:
            self._raise(found.strength, LookupReason.ABBREVIATION, f"short for {full}, {known.folded}")

    def _look_up(self, same: bool | None) -> None:
        """Take in whether a register knows both by one number."""
        if same:
            self._raise(_ONE_NUMBER, LookupReason.ALIAS, "the same number in a register")
        elif same is False:
            self.odds = min(self.odds, _OTHER_NUMBER)
            self._reason = LookupReason.NUMBERS_DIFFER, "a register has them by two numbers"

    def _raise(self, odds: float, reason: LookupReason, detail: str) -> None:
        """Take a surer reason than the words give."""
        if self.odds < odds:
            self.odds = odds
            self._reason = reason, detail

    def _weigh(self, a: Name, b: Name, kind: str) -> None:
        """Weigh the words of the names, and what outweighs them."""
        person = is_person(kind) if kind else a.personal and b.personal
        found, self.odds = weigh(a, b, person=person)
        self._alignment = found
        if not person and found.left and found.right:
            more = pair_cut_off(a, b, found)
            if found.hints & found.ALIKE_BEGUN:
                more |= called_after_place(found)
            if more:
                found.hints = found.ANY
                self.odds = weighed(a, b, found, person=person)
        if not found.pairs and not found.acronym:
            self.odds = _NOTHING
            if person or not kind:
                self._hear(found, same_syllables(a, b))
            return
        if found.acronym and _LETTERS.issuperset([pair[3] for pair in found.pairs]):
            self.odds = min(self.odds, letters_alone(a, b))
        if person or not kind:
            self._hear(found, same_syllables(a, b))
            if found.left and found.right and a.script != b.script and (is_southern(a) or is_southern(b)):
                self.odds = min(self.odds, _OTHER_SYLLABLE)
        another = not person and found.hints & found.PINYIN and other_pinyin(a, b, found)
        if another:
            self.odds -= _OTHER_WORD
        if person:
            self._tell_persons(a, b, found)
        left_over = bool(found.left or found.right)
        if left_over:
            self.odds -= penalty(a, b, found, kind=kind, person=person)
        if (
            is_a_number(a) or is_a_number(b) or is_of_syllables(found)
            if left_over
            else are_other_letters(a, b)
        ):
            self.odds = min(self.odds, _BY_CHANCE)
        elif not left_over and a.han and b.han and not same_characters(a.han, b.han):
            self.odds = min(self.odds, _HOMOPHONE)
        elif not left_over and self.odds < _EXACT and not another and not _other_form(a, b):
            self._agree(a, b, found, may_be_persons=person or not kind)
        if person and self.odds > _OTHER_SYLLABLE:
            self._doubt(other_person(a, b, found), _NEARLY_ONE)
        elif self.odds > _NEARLY and self._is_nearly_own(found):
            self._doubt(None, _NEARLY)
        elif not kind and self.odds > _NEARLY_ONE and another_syllable(a, b, found) is None:
            self._doubt(None, _NEARLY_ONE)  # 诸葛明 may be Zhuge Min
        thing = kind.lower()
        if thing == "vessel":
            if consonants_agree(found, persons=False) is not True:  # Kapitan Zarubin, Kapitan Zaruba
                self._doubt(None, _NEARLY)
            self.odds = sister_ship(a, b, found, self.odds)
        elif thing in _AIRCRAFT:
            self.odds = other_mark(found, self.odds)

    def _tell_persons(self, a: Name, b: Name, found: Alignment) -> None:
        """Take in what makes two persons, or a person and a firm, of two names."""
        if exchanged(a, b, found):
            self.odds -= _FATHER_AND_SON
        if man_and_woman(found):
            self.odds = min(self.odds - _MAN_AND_WOMAN, _OTHER_PERSON)
        if named_after(found) or other_letter(found) or is_firm(found.left) != is_firm(found.right):
            self.odds = min(self.odds, _OTHER_PERSON)

    def _doubt(self, other: bool | None, least: float) -> None:
        """Take in that the names are of two parties; None: of one or of two, of one as surely as `least`."""
        if other:
            self.odds = _OTHER_SYLLABLE
        elif other is None and self.odds > least:
            self.odds = least + _OF_THE_REST * (self.odds - least)

    def _is_nearly_own(self, found: Alignment) -> bool:
        """Return whether the only own words are another firm's as likely as not: also in two legal forms."""
        a, b = self._pair
        return nearly_own(found, scripts=a.script != b.script, apart=_other_form(a, b))

    def _agree(self, a: Name, b: Name, found: Alignment, *, may_be_persons: bool) -> None:
        """Take in that every word of both names has its partner."""
        if a.reads_as(b):
            self.odds = _EXACT
        elif self.odds < _SAME_WORDS and a.numbers == b.numbers and len(found.pairs) > 1:
            if _AS_WRITTEN.issuperset([pair[3] for pair in found.pairs]):
                if not (may_be_persons and exchanged(a, b, found)):
                    self.odds = _SAME_WORDS
            elif self.odds < _MISSPELT and _nearly_the_same(a, b):
                self.odds = _MISSPELT

    def _hear(self, found: Alignment, same: bool | None) -> None:
        """Take in what the syllables of a Chinese or Korean name say."""
        if same:
            self._raise(
                _ONE_ROMANISED, LookupReason.TRANSLITERATION, "the same syllables in two romanisations"
            )
        elif same is False and (
            self._pair[0].script != self._pair[1].script  # in its own script a name is whole
            or not (found.left or found.right)
            or self._has_little_word(found)
        ):
            self.odds = min(self.odds, _OTHER_SYLLABLE)

    def _has_little_word(self, found: Alignment) -> bool:
        """Return whether words are left on one side for a little word on the other: Un, Il of Kim Jong Il."""
        a, b = self._pair
        name = a if found.right else b
        return not (found.left and found.right) and any(word.kind == "x" for word in name.rest)

    def why(self) -> tuple[LookupReason, str]:
        """Return the reason and a sentence."""
        a, b = self._pair
        if self._reason is not None:
            return self._reason
        if 0 < a.body == b.body and a.script == b.script != "latin" and not (a.han and b.han):
            return LookupReason.ALIAS, _ALIASES  # by its English name
        found = self._alignment or align(a, b)
        return explain(a, b, found, short_form=self._chinese is not None)


def _other_form(a: Name, b: Name) -> bool:
    return bool(a.forms and b.forms) and a.forms.isdisjoint(b.forms)


def _nearly_the_same(a: Name, b: Name) -> bool:
    """Return whether two long names, all of whose words agree, differ by a letter or two."""
    if min(len(a.joined), len(b.joined)) < _LONG:
        return False
    return Indel.normalized_similarity(a.joined, b.joined) > _A_LETTER_OR_TWO


def _chinese(a: Name, b: Name) -> ShortForm | None:
    short, full = (a.han, b.han) if len(a.han) <= len(b.han) else (b.han, a.han)
    return short_form(short, full)

"""The texts of all spellings, each as the numbers of its words: a word stands in many names.

Knows folded words and tables. Must not know terms, or how spellings are found in a text.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count

from watchlists.sequences import Parts
from watchlists.tables import Tables
from watchlists.vocabulary import LITTLE, canonical

_LITTLE = sorted(LITTLE)  # their numbers follow those of the words


def put_wordings(
    tables: Tables,
    words: Mapping[str, int],
    named: Iterable[tuple[int, Sequence[str], Sequence[bool]]],
    phrases: Mapping[int, str],
) -> None:
    """Keep words, and of which of them each spelling is made, with the canonical form of each word.

    `words`: each with its number, from 0 on; `named`: spellings by number, their words and which of these are
    little ones (none, where nothing is said); `phrases`: spellings without spaces, by number. A word that is
    little in its name is an odd number. A phrase is one word; the numbers of phrases follow all others.
    """
    of_word = {word: number << 1 for word, number in words.items()}
    of_little = {word: number << 1 | 1 for word, number in zip(_LITTLE, count(len(words)), strict=False)}
    rows: dict[int, Sequence[int]] = {
        number: (phrase << 1,) for number, phrase in zip(phrases, count(len(words) + len(_LITTLE)))
    }
    for number, parts, little in named:
        if little:
            pairs = zip(parts, little, strict=True)
            rows[number] = [of_little[part] if is_little else of_word[part] for part, is_little in pairs]
        else:
            rows[number] = [of_word[part] for part in parts]
    tables.put_words("words", words)
    plain = (words.get(canonical(word), number) for word, number in words.items())
    tables.put_numbers("plain words", chain(plain, (number >> 1 for number in of_little.values())))
    tables.put_groups("parts", [rows.get(number, ()) for number in range(max(rows, default=-1) + 1)])
    tables.put_texts("phrases", phrases.values())


class Wordings:
    """The texts that `put_wordings` kept, by number; each is made when it is asked for."""

    def __init__(self, tables: Tables) -> None:
        self.listed = tables.words("words")
        self.words = [*self.listed, *_LITTLE]
        self.parts = tables.groups("parts")
        self._plain = tables.numbers("plain words")
        self._phrases = tables.texts("phrases")

    def __getitem__(self, number: int) -> str:
        return " ".join(map(self._word, self.parts[number]))

    def named(self, number: int) -> Parts:
        """Return the words of a spelling, which is no phrase."""
        words, plain = self.words, self._plain
        parts = self.parts[number].tolist()
        all_ = [words[part >> 1] for part in parts]
        little = [part & 1 == 1 for part in parts]
        if any(little):
            parts = [part for part in parts if not part & 1]
        else:
            little = []
        texts = [words[part >> 1] for part in parts] if little else all_
        forms = [words[plain[part >> 1]] for part in parts]
        return Parts(all_, little, texts, texts if texts == forms else forms)

    def squashed(self, number: int) -> str:
        """Return the words of a spelling, which is no phrase, without the spaces between them."""
        words = self.words
        return "".join([words[part >> 1] for part in self.parts[number]])

    def _word(self, part: int) -> str:
        number = part >> 1
        beyond = number - len(self.words)
        return self._phrases[beyond] if beyond >= 0 else self.words[number]

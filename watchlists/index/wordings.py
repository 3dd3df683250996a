"""The texts of all spellings, each as the numbers of its words: a word stands in many names.

They are worded in parts, by several processes; each part numbers its words for itself until all are one.

Knows folded words and tables. Must not know terms, or how spellings are found in a text.
"""

from array import array
from collections.abc import Sequence
from itertools import accumulate, chain, count

from watchlists import native
from watchlists.index.listedwords import lines_of
from watchlists.index.sequences import Parts, are_little
from watchlists.index.tables import Tables
from watchlists.words.vocabulary import LITTLE, other_forms

LITTLE_IN_ORDER = sorted(LITTLE)  # their numbers follow those of the words
LITTLE_LINES = "\n".join(LITTLE_IN_ORDER).encode()
_MARK = "\n"  # before what is no word of a name, as none holds a line break
_OF_LITTLE = {_MARK + word: number << 1 | 1 for number, word in enumerate(LITTLE_IN_ORDER)}
_AT_ONCE = 50_000  # words that are numbered together


class Wording:
    """A part of the texts in the making.

    A word that is little in its name is an odd number, and so is a phrase, a spelling without spaces; phrases
    follow the little words.
    """

    def __init__(self) -> None:
        self._words: list[str] = []  # those met so far
        self._numbers = dict(_OF_LITTLE)  # twice the number of each; of what is marked an odd one
        self._phrases: list[str] = []
        self._parts = array("I")
        self._sizes = array("I")
        self._taken: list[str] = []  # words that are not yet in the parts

    def add(self, words: list[str]) -> None:
        """Take a text of these words as the next."""
        self._sizes.append(len(words))
        if LITTLE.isdisjoint(words):
            self._taken += words
        else:
            pairs = zip(words, are_little(words), strict=True)
            self._taken += [_MARK + word if little else word for word, little in pairs]
        if len(self._taken) > _AT_ONCE:
            self._number()

    def add_phrase(self, text: str) -> None:
        """Take a text without spaces as the next."""
        self._sizes.append(1)
        mark = f"{_MARK}{len(self._phrases)}"
        self._numbers[mark] = len(LITTLE_IN_ORDER) + len(self._phrases) << 1 | 1
        self._taken.append(mark)
        self._phrases.append(text)

    def _number(self) -> None:
        """Put what was taken into the parts, by number."""
        numbers = self._numbers
        new = [word for word in dict.fromkeys(self._taken) if word not in numbers]
        numbers.update(zip(new, count(len(self._words) << 1, 2)))
        self._words += new
        self._parts.extend(map(numbers.__getitem__, self._taken))
        self._taken.clear()

    def put(self, part: Tables) -> None:
        """Keep the texts, to be made one with others by `put_wordings`."""
        self._number()
        part.put_words("words", self._words)
        part.put_numbers("parts", self._parts)
        part.put_numbers("sizes", self._sizes)
        part.put_texts("phrases", self._phrases)


def put_wordings(tables: Tables, parts: Sequence[Tables]) -> None:
    """Keep the texts of all parts, one after the other, with the canonical form of each word."""
    content, own = (native.join_words or _join_words)(tuple(part["words"] for part in parts))
    tables["words"] = memoryview(content)
    words, listed = tables.words("words"), lines_of(tables["words"])
    others = other_forms(words, listed.get)
    new = [form for form in dict.fromkeys([form for _, form in others]) if form not in listed]
    numbers = dict(zip(new, count(len(words))))
    others += other_forms(new, numbers.get)
    words += new
    plain = array("I", range(len(words) + len(LITTLE_IN_ORDER)))
    for at, form in others:
        number = numbers.get(form, listed.get(form))
        plain[at] = at if number is None else number
    phrases: list[bytes] = []
    rows: list[bytes] = []
    for part, of_part in zip(parts, own, strict=True):
        texts = part.texts("phrases")
        again = native.renumber or _renumber
        rows.append(again(part["parts"], of_part, len(words), len(LITTLE_IN_ORDER), len(phrases)))
        phrases += map(bytes, map(texts.raw, range(len(texts))))
    tables.put_words("words", words)
    tables.put_numbers("plain words", plain)
    sizes = chain.from_iterable(part.numbers("sizes") for part in parts)
    tables.put_numbers("parts starts", accumulate(sizes, initial=0))
    tables["parts"] = memoryview(b"".join(rows))
    tables.put_raw("phrases", phrases)


def _join_words(parts: tuple[memoryview, ...]) -> tuple[bytes, tuple[bytes, ...]]:
    """Return the words of all parts, a line each, and for those of each part their numbers among all."""
    numbers: dict[bytes, int] = {}
    own = [bytes(part).split(b"\n") if part else [] for part in parts]
    found = [array("I", [numbers.setdefault(word, len(numbers)) for word in listed]) for listed in own]
    return b"\n".join(numbers), tuple(row.tobytes() for row in found)


def _renumber(parts: memoryview, numbers: bytes, words: int, little: int, phrases: int) -> bytes:
    """Return the parts of spellings by the numbers of all words, with `phrases` that stand before."""
    of_part = memoryview(numbers).cast("I")
    rows = array("I")
    for part in parts.cast("I"):
        number = part >> 1
        if not part & 1:
            rows.append(of_part[number] << 1)
        else:
            rows.append(words + number << 1 | 1 if number < little else words + number + phrases << 1)
    return rows.tobytes()


class Wordings:
    """The texts that `put_wordings` kept, by number; each is made when it is asked for."""

    def __init__(self, tables: Tables) -> None:
        self.words = lines_of(tables["words"], LITTLE_LINES)  # by number; it knows that of the others
        self.parts = parts = tables.groups("parts")
        self._plain = tables.numbers("plain words")
        self._phrases = tables.texts("phrases")
        texts = native.Texts
        self._compiled = texts(self.words, parts.starts, parts.numbers).text if texts is not None else None

    def __getitem__(self, number: int) -> str:
        text = self._compiled(number) if self._compiled is not None else None
        if text is not None:
            return text
        starts, words = self.parts.starts, self.words
        parts = self.parts.numbers[starts[number] : starts[number + 1]].tolist()
        beyond = (parts[0] >> 1) - len(words) if parts else -1
        return self._phrases[beyond] if beyond >= 0 else " ".join([words[part >> 1] for part in parts])

    def named(self, number: int) -> Parts:
        """Return the words of a spelling, which is no phrase."""
        words, plain = self.words, self._plain
        parts = self.parts[number].tolist()
        all_ = [words[part >> 1] for part in parts]
        little = [part & 1 == 1 for part in parts] if any(part & 1 for part in parts) else []
        if little:
            parts = [part for part in parts if not part & 1]
        texts = [words[part >> 1] for part in parts] if little else all_
        forms = [words[plain[part >> 1]] for part in parts]
        return Parts(all_, little, texts, texts if texts == forms else forms)

    def squashed(self, number: int) -> str:
        """Return the words of a spelling, which is no phrase, without the spaces between them."""
        words = self.words
        return "".join([words[part >> 1] for part in self.parts[number]])

    def is_run_together(self, number: int, word: str) -> bool:
        """Return whether the words of a spelling, which is no phrase, run together are `word`."""
        first = self.parts.numbers[self.parts.starts[number]]
        return word.startswith(self.words[first >> 1]) and self.squashed(number) == word

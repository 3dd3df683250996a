"""What stands near a hit: context words an ambiguous name needs, words that make another meaning plain.

Knows folded texts and word lists. Must not know terms or automata. Distances are in folded characters.
"""

import re
from functools import cache

import ahocorasick_rs

from watchlists.judging.mentions import mention_at, mentions
from watchlists.text import sentences
from watchlists.text.normalize import Folded, fold, is_han
from watchlists.words import lines, words

NEAR = 600  # a long text speaks of many things; context further off than this is another matter
_SENTENCES = 160  # the sentence of a hit and its neighbours
_PHRASES = 24  # words of business this near show that a company is spoken of
_OTHER_PHRASE = 6  # a stop between two Chinese words sets them as far apart as so many characters
_PHRASE = 32  # characters of a phrase on either side of its word
_BESIDE = 4  # "each byte has 8 bits" in Chinese
_OWN_NUMBER = re.compile(r" \d")
_DETERMINER = re.compile(r"\b(?i:the|an?|his|her|their|its|our|my|your|each|both) ")
_PLURAL = re.compile(r"s?\b")
_PLAIN = 48  # within this a word of another meaning counts


@cache
def _false_context() -> tuple[ahocorasick_rs.AhoCorasick, dict[str, re.Pattern[str]], tuple[str, ...]]:
    """Return an automaton over words of computing, and the phrases in which they mean something else.

    A Chinese phrase is a word of the automaton itself; the others are patterns by the word they hold.
    """
    patterns: dict[str, list[str]] = {}
    keys: list[str] = []
    for row in lines("false_context.txt"):
        if is_han(row[0]):
            keys.extend(row.split("|"))
            continue
        word, _, pattern = row.partition(": ")
        patterns.setdefault(word, []).append(pattern)
    keys.extend(patterns)
    whole = {
        word: re.compile(f"(?<![^ ])(?:{'|'.join(some)})(?![^ ])")  # words are joined by one space
        for word, some in patterns.items()
    }
    return ahocorasick_rs.AhoCorasick(keys), whole, tuple(keys)


def _without_false_context(text: str) -> str:
    """Return a folded text of the same length in which such phrases are blotted out (point cloud)."""
    automaton, patterns, keys = _false_context()
    spans: set[tuple[int, int]] = set()
    for key, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        pattern = patterns.get(keys[key])
        if pattern is None:
            spans.add((start, end))
        else:
            around = pattern.finditer(text, max(0, start - _PHRASE), end + _PHRASE)
            spans.update(match.span() for match in around)
    pieces, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], "_" * (end - max(start, done))]
            done = end
    return "".join([*pieces, text[done:]])


def _gap(hit: str, word: str, between: str) -> int:
    """Return how far a hit and a word are apart, given by their first characters and what stands between."""
    return len(between) + _OTHER_PHRASE * (" " in between and is_han(hit) and is_han(word))


def _nearer(best: int | None, gap: int) -> int:
    return gap if best is None or gap < best else best


def _describes(text: str, end: int, context: tuple[str, ...]) -> bool:
    """Return whether a word of context, longer than a character, follows the word that ends at `end`."""
    return len(mention_at(context, text, end + (text[end] == " "))) > 1


def _phrases(text: str, start: int, end: int, context: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where words of context that are phrases stand in a stretch of text."""
    return mentions(tuple(word for word in context if " " in word), text, start, end)


def _is_within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


class Surroundings:
    """The folded fields of one passage, asked for words near a place."""

    def __init__(self, fields: dict[str, Folded]) -> None:
        self._fields = fields
        self._plain: dict[str, str] = {}  # their texts without false context, once asked for

    def _text(self, field: str) -> str:
        """Return the folded text of a field without phrases that only look like context."""
        if field not in self._plain:
            self._plain[field] = _without_false_context(self._fields[field].text)
        return self._plain[field]

    def distance(
        self, field: str, start: int, end: int, wanted: tuple[str, ...], *, outside: bool = False
    ) -> int | None:
        """Return how far the nearest of `wanted` is from the hit.

        A word in another field counts as far but there, a word inside the hit itself as beside it, or not
        at all when `outside`. None when there is none within reach.
        """
        best: int | None = None
        text = self._text(field)
        before: list[tuple[int, int]] = []
        for first, last in mentions(wanted, text, max(0, start - NEAR), min(len(text), end + NEAR)):
            if last <= start:
                before.append((first, last))
                continue
            if first < end:
                if outside:
                    continue
                return 0
            if best is not None and first - end >= best:
                break  # the others are further off
            best = _nearer(best, _gap(text[start], text[first], text[end:first]))
        for first, last in reversed(before):
            if best is not None and start - last >= best:
                break
            best = _nearer(best, _gap(text[start], text[first], text[last:start]))
        if best is not None:
            return best
        for name, other in self._fields.items():
            if (
                name != field
                and (name == "title" or len(other.text) <= 2 * NEAR)
                and mentions(wanted, self._text(name))
            ):
                return NEAR
        return None

    def told(
        self,
        field: str,
        start: int,
        end: int,
        wanted: tuple[str, ...],
        *,
        whole: bool = False,
        beyond: tuple[str, ...] = (),
    ) -> frozenset[str]:
        """Return which of `wanted` stand in the sentences around the hit or in the title.

        What is part of a phrase of `beyond` is none.
        """
        found: set[str] = set()
        for name in self._fields:
            text = self._text(name)
            low, high = (max(0, start - _SENTENCES), end + _SENTENCES) if name == field else (0, NEAR)
            high = min(len(text), high)
            phrases = _phrases(text, low, high, beyond)
            found.update(
                text[first:last].strip()
                for first, last in mentions(wanted, text, low, high, whole=whole)
                if (name != field or last <= start or first >= end) and not _is_within(first, last, phrases)
            )
        return frozenset(found)

    def around(self, field: str, start: int, end: int) -> str:
        """Return the folded words of the sentences around the hit and of the title, the hit left out.

        For a hit in the title, the first sentences of the text.
        """
        text = self._text(field)
        other = "text" if field == "title" else "title"
        beside = self._text(other)[: 2 * _SENTENCES] if other in self._fields else ""
        low, high = max(0, start - _SENTENCES), end + _SENTENCES
        return f"{beside} {text[low:start]}  {text[end:high]} "

    def clause(self, field: str, start: int, end: int, *, stops: str) -> str:
        """Return the folded words that stand with the hit between two of the marks `stops`, without it."""
        folded = self._fields[field]
        before, after = sentences.clause(folded.source, *folded.span(start, end), stops=stops)
        return _without_false_context(f"{fold(before).text}  {fold(after).text}")

    def in_title(self, wanted: tuple[str, ...], *, whole: bool = False) -> bool:
        """Return whether the title holds any of `wanted`."""
        return "title" in self._fields and self.told_in(self._text("title"), wanted, whole=whole)

    def told_in(self, clause: str, wanted: tuple[str, ...], *, whole: bool = False) -> bool:
        """Return whether a clause holds any of `wanted`."""
        return bool(mentions(wanted, clause, whole=whole))

    def as_word(self, word: str) -> str:
        """Return how the passage has a word in small letters behind an article or pronoun; "" for nowhere."""
        for folded in self._fields.values():
            source = folded.source
            for before in _DETERMINER.finditer(source):
                start, noun = before.span()
                if source.startswith(word, noun) and (end := _PLURAL.match(source, noun + len(word))):
                    return source[start : end.end()]
        return ""

    def speaks_of_company(self, field: str, start: int, end: int) -> bool:
        """Return whether words of business stand in the same few phrases as the hit (芯片, 融资, 供应商)."""
        text = self._fields[field].text
        around = text[max(0, start - _PHRASES) : start] + " " + text[end : end + _PHRASES]
        return any(word in around for word in words("company_cues.txt"))

    def other_meaning(
        self, field: str, start: int, end: int, words: tuple[str, ...], context: tuple[str, ...]
    ) -> tuple[int, str] | None:
        """Return the nearest word of another meaning within a few words of the hit, with its distance.

        Beside a name in letters, a Chinese word directly before one of the `context` describes that: 高速GPU.
        What is part of a phrase of the context is that: "web service".
        """
        text = self._text(field)
        best: tuple[int, str] | None = None
        low, high = max(0, start - _PLAIN), min(len(text), end + _PLAIN)
        found = mentions(words, text, low, high, whole=True)
        phrases = _phrases(text, low, high, context) if found else []
        for first, last in found:
            if (first < end and last > start) or _is_within(first, last, phrases):
                continue
            gap, word = max(start - last, first - end, 0), text[first:last]
            if gap > _BESIDE and _OWN_NUMBER.match(text, last):
                continue  # "at stall 114 … an L20": it has a number of its own
            if gap > _BESIDE and len(word) == 1 and is_han(word):
                continue  # further off, one character is a part of other words: 岗位
            if is_han(word[0]) and not is_han(text[start]) and _describes(text, last, context):
                continue
            if best is None or gap < best[0]:
                best = gap, word
        return best

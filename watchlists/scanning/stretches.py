"""Which words of a text in a row spell a name, spaces aside, with a letter or two amiss.

Knows letters only. Must not know which words may be misspelt, or what a name is.
"""

from rapidfuzz.distance import OSA

from watchlists import native

Stretch = tuple[int, int, int]  # its first and last word, and how many letters differ


def spelt_in_python(
    words: list[str], at: int, target: str, before: int, allowed: int, most: int, width: int, merged: bool
) -> list[Stretch]:
    """Return the stretches of words that spell `target` with at most `allowed` letters amiss.

    The letters of `target` from `before` on are those of the word at `at`, or of the `width` words from there
    on; `merged`: of a part of it, so that nothing is told by what stands there and before it. A stretch has
    no more than `most` words.
    """
    size = len(target)
    if not merged:
        reach = size - before
        after = "".join(words[at : at + reach])[:reach]
        if OSA.distance(after, target[before:], score_cutoff=2 * allowed) > 2 * allowed:
            return []
        ahead = "".join(words[max(0, at - before) : at])[-before:] if before else ""
        if OSA.distance(ahead, target[:before], score_cutoff=2 * allowed) > 2 * allowed:
            return []
    first, reach = at, 0
    while first > 0 and reach + len(words[first - 1]) <= before + allowed:
        first -= 1
        reach += len(words[first])
    found: list[Stretch] = []
    for start in dict.fromkeys((first, min(first + 1, at), max(first - 1, 0))):
        text = ""
        for end in range(start, min(len(words), start + most)):
            text += words[end]
            if len(text) > size + allowed:
                break
            if end < at + width - 1 or len(text) < size - allowed:
                continue
            edits = OSA.distance(text, target, score_cutoff=allowed)
            if edits <= allowed:
                found.append((start, end, edits))
    return found


def spelt(
    words: list[str], at: int, target: str, before: int, allowed: int, most: int, width: int, merged: bool
) -> list[Stretch]:
    """Return what `spelt_in_python` does, compiled where that can be; very long names are not."""
    found = native.spelt and native.spelt(words, at, target, before, allowed, most, width, merged)
    if found is None:
        return spelt_in_python(words, at, target, before, allowed, most, width, merged)
    return found

"""Which language a text is in, as far as its script tells. Pure; a guess by letters, no dictionary."""

import re
from functools import lru_cache

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")
_SCRIPTS = (
    # Kana before Han: Japanese mixes them, Chinese has no kana. Hangul likewise.
    ("ja", re.compile("[\u3041-\u30ff\u31f0-\u31ff]"), 0.05),
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]"), 0.2),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), 0.15),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.3),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.3),
)
_LETTER = re.compile(r"[^\W\d_]")
_ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
# Neither of ASCII nor a quotation mark, dash or sign; a text without such needs no closer look.
_UNPLAIN = re.compile("[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2000-\u206f]")
_FOREIGN = re.compile(
    "[\u0400-\u04ff\u0600-\u06ff\u1100-\u11ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)
# In small letters: a pattern that heeds their size is half as fast again.
_ENGLISH = re.compile(r"\b(?:a(?:nd|t)|by|f(?:or|rom)|i[ns]|o[fn]|t(?:he|o)|with)\b")
_COMMON = (" the ", " of ", " to ", " in ")  # of these words, looked for first: nearly every text has one


@lru_cache(maxsize=256)  # a feed's entries share one
def language_code(declared: str | None) -> str | None:
    """Return a declared language as "zh", "en-US", "zh-Hant-TW", or None where it is no language code."""
    match = _CODE.match(declared or "")
    if not match:
        return None
    language, script, region = match.groups()
    parts = [language.lower(), script.title() if script else None, region.upper() if region else None]
    return "-".join(part for part in parts if part)


def language_of(text: str) -> str | None:
    """Return "zh", "ja", "ko", "ru", "ar" or "en" by the letters of the text, None where they do not tell."""
    if text.isascii() or not _UNPLAIN.search(text):
        return "en" if _is_english(text.lower()) else None
    if not _FOREIGN.search(text):
        return "en" if not _ACCENTED.search(text) and _is_english(text.lower()) else None
    letters = len(_LETTER.findall(text))
    for code, pattern, share in _SCRIPTS:
        if len(pattern.findall(text)) >= share * letters:
            return code
    return None


def _is_english(low: str) -> bool:
    return any(map(low.__contains__, _COMMON)) or _ENGLISH.search(low) is not None

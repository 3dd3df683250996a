"""The spellings a name is known by, made by rule from a watchlist term.

Knows names and the tables in `words/`. Must not know texts or automata. Chips have
rules of their own (`chips`).
"""

import re
from collections.abc import Iterator
from functools import cache

from watchlists import chips
from watchlists.model import MatchReason, Term, Variant
from watchlists.normalize import fold_name, is_han
from watchlists.vocabulary import (
    HEADS,
    LITTLE,
    canonical,
    english,
    han_places,
    is_common,
    is_foreign,
    is_place,
    legal_prefix,
    legal_suffix,
)
from watchlists.words import groups, words

_HAN_LEGAL = re.compile(
    "(?: *(?:集团|控股|股份|有限责任|有限|责任|总))* *(?:公司|集团)$|(?:株式会社|合同会社|주식회사|유한회사)$"
)
_HAN_LEGAL_FRONT = re.compile("^(?:株式会社|주식회사|유한회사) *")
_INDUSTRY = (
    "信息技术|数字技术|网络技术|电子技术|电子信息|人工智能|智能科技|信息科技|网络科技|集成电路制造|集成电路|"
    "微电子装备|新材料|大数据|云计算|科技发展|技术开发|系统集成|半导体|微电子|机器人|自动化|进出口|"
    "科技|技术|信息|数字|电子|智能|网络|软件|通信|通讯|实业|工业|发展|国际|系统|装备|设备|制造|机械|材料|"
    "光电|精密|数据|航空|航天|贸易|投资|控股|集团|服务|研究|开发|生物|医药|能源|电力|建设|工程|股份|计算机|计算"
)
_HAN_INDUSTRY = re.compile(f"(?:{_INDUSTRY})$")
_ONLY_INDUSTRY = re.compile(
    f"(?:{_INDUSTRY}|中国|国家|中央|全国|东方|第[一二三四五六七八九十]|大学|学院|银行)+"
)
_HAN_SHORTER = (
    ("超级计算", "超算"),
    ("中国科学院", "中科院"),
    ("科学技术", "科技"),
    ("人工智能", "AI"),
    ("研究中心", "中心"),
    ("先进技术研究院", "先进院"),
    ("航空航天", "航天航空"),
    ("技术研究所", "所"),
    ("集团公司", "集团"),
)
# What a university's name ends in, and the usual short ending ("湖南科技大学", "湖南科大").
_UNIVERSITY_SHORTER = (
    ("科学技术大学", "科大"),
    ("科技大学", "科大"),
    ("工业大学", "工大"),
    ("理工大学", "理工"),
    ("师范大学", "师大"),
    ("农业大学", "农大"),
    ("医科大学", "医大"),
    ("交通大学", "交大"),
    ("财经大学", "财大"),
    ("林业大学", "林大"),
    ("海洋大学", "海大"),
)
_PHRASES = (
    (("artificial", "intelligence"), ("ai",)),
    (("international",), ("int", "l")),
    (("international",), ("intl",)),
    (("national",), ("nat", "l")),
    (("science", "and", "technology"), ("s", "t")),
    (("united", "states"), ("u", "s")),
)
# Names of these kinds are told apart by their place alone: 法国兴业银行 is not 兴业银行.
_PLAIN_HEADS = ("银行", "保险", "证券", "医院", "日报", "晚报", "电视台", "俱乐部", "法院", "政府", "队")
_HEAD_WORDS_HAN = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院")


def is_trade(text: str) -> bool:
    """Return whether the Chinese text is a line of business and nothing else (技术, 信息技术)."""
    return _HAN_INDUSTRY.fullmatch(text) is not None


def variants(term: Term) -> tuple[Variant, ...]:
    """Return every spelling of `term` that is looked for, the listed ones first, none twice."""
    seen: dict[str, Variant] = {}
    for variant in _listed(term):
        _keep(seen, variant)
    if term.kind == "chip":
        for variant in chips.variants(term):
            _keep(seen, variant)
        return tuple(seen.values())
    for listed in tuple(seen.values()):
        for variant in made(listed, organisation=term.kind != "cloud"):
            _keep(seen, variant)
    for variant in _known_names(tuple(seen)):
        _keep(seen, variant)
    return tuple(seen.values())


def _keep(seen: dict[str, Variant], variant: Variant) -> None:
    """Take a spelling unless it is there already as strong."""
    if not variant.text:
        return
    held = seen.get(variant.text)
    if held is None or (held.weak and not variant.weak and held.reason is not MatchReason.ALIAS):
        seen[variant.text] = variant


def _listed(term: Term) -> Iterator[Variant]:
    """Yield the name and the aliases as listed."""
    yield Variant(text=fold_name(term.name), reason=MatchReason.EXACT, detail="the listed name")
    inner, comma, outer = term.name.rpartition(", ")
    if comma and term.kind == "org" and not legal_suffix(fold_name(outer).split()) and " " in outer:
        # "Institute of X, Academy of Y" is also "Academy of Y Institute of X"
        yield Variant(
            text=fold_name(f"{outer} {inner}"),
            reason=MatchReason.WORD_ORDER,
            detail=f"parts of {term.name} in another order",
        )
    for alias in term.aliases:
        yield Variant(text=fold_name(alias), reason=MatchReason.ALIAS, detail=f"alias {alias} of {term.name}")
    for alias in term.weak_aliases:
        yield Variant(
            text=fold_name(alias),
            reason=MatchReason.ALIAS,
            detail=f"weak alias {alias} of {term.name}",
            weak=True,
        )


def made(listed: Variant, *, organisation: bool = True) -> Iterator[Variant]:
    """Yield the spellings made by rule from one listed spelling."""
    if any(is_han(c) for c in listed.text):
        yield from _han(listed)
    else:
        yield from _latin(listed, organisation=organisation)


def _derive(
    listed: Variant, text: str, reason: MatchReason, detail: str, *, weak: bool = False, strict: bool = False
) -> Variant:
    return Variant(text=text, reason=reason, detail=detail, weak=weak or listed.weak, strict=strict)


def _latin(listed: Variant, *, organisation: bool) -> Iterator[Variant]:
    """Yield legal forms dropped, short names, word orders and abbreviations of a name in Latin letters."""
    tokens = listed.text.split()
    core = tokens[: len(tokens) - legal_suffix(tokens)] or tokens
    core = core[legal_prefix(core) :] or core
    if core != tokens and not (len(core) == 1 and core[0] in LITTLE) and core != ["the"]:
        plain = len(core) == 1 and is_common(core[0])
        if not plain or core[0] not in english() or listed.reason is MatchReason.EXACT:
            yield _derive(
                listed,
                " ".join(core),
                MatchReason.LEGAL_FORM,
                f"{listed.text} without its legal form",
                weak=plain or (len(core) == 1 and len(core[0]) < 4),
            )
    if not organisation and len(core) == 1:
        word = core[0]
        for cut in range(3, len(word) - 2):
            if word[:cut] in english() and word[cut:] in english():
                text = f"{word[:cut]} {word[cut:]}"
                yield _derive(listed, text, MatchReason.SPACING, f"{word} as two words")
    if not organisation and len(core) == 2:
        yield _derive(listed, "".join(core), MatchReason.SPACING, f"{' '.join(core)} run together")
    if organisation:
        yield from _brand(listed, core)
        for order, strict in _orders(core):
            yield _derive(
                listed,
                " ".join(order),
                MatchReason.WORD_ORDER,
                f"words of {' '.join(core)} in another order",
                strict=strict,
            )
    for phrase, short in _PHRASES:
        for at in range(len(core) - len(phrase) + 1):
            if tuple(core[at : at + len(phrase)]) == phrase:
                text = " ".join([*core[:at], *short, *core[at + len(phrase) :]])
                yield _derive(
                    listed, text, MatchReason.ABBREVIATION, f"{' '.join(short)} for {' '.join(phrase)}"
                )


def _brand(listed: Variant, core: list[str]) -> Iterator[Variant]:
    """Yield the name without the place before and the line of business after it."""
    rest = list(core)
    if any(canonical(token) in HEADS for token in rest):
        if len(rest) > 3 and is_place(rest[0]) and not is_common(rest[1]) and len(rest[1]) > 4:
            yield _derive(
                listed, " ".join(rest[1:]), MatchReason.ABBREVIATION, f"{listed.text} without its place"
            )
        return
    if len(rest) > 2 and is_place(rest[0]) and rest[0] != "china" and not is_common(rest[1]):
        rest = rest[1:]
        yield _derive(listed, " ".join(rest), MatchReason.LEGAL_FORM, f"{listed.text} without its place")
    if any(token in LITTLE for token in rest):
        return
    while len(rest) > 1 and canonical(rest[-1]) in words("latin_industry.txt"):
        rest = rest[:-1]
        if all(is_common(token) for token in rest):
            return
        if len(rest) == 1 and (len(rest[0]) < 5 or rest[0] != core[0]):
            return  # a single word is a name only where it opens the full name
        yield _derive(listed, " ".join(rest), MatchReason.ABBREVIATION, f"short for {listed.text}")


def _orders(core: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Yield the usual other orders of a body's name, and whether its little words must stand as written."""
    heads = [at for at, token in enumerate(core) if canonical(token) in HEADS]
    if not heads:
        return
    head = heads[0]
    before, noun, after = core[:head], core[head], core[head + 1 :]
    if before and not after:
        yield [noun, "of", *before], True
        if len(before) > 1 and is_place(before[0]):
            yield [*before[1:], noun, "of", before[0]], False
            yield [*before[1:], noun, before[0]], False
        return
    if not after or after[0] not in LITTLE:
        return
    field = after[1:]
    place: list[str] = []
    for at in range(len(field) - 2, 0, -1):
        if field[at] in LITTLE and field[at] != "and" and len(field) - at <= 3:
            field, place = field[:at], field[at + 1 :]
            break
    if after[0] == "in" or (is_place(" ".join(field)) and before):
        yield [*field, *before, noun], False
        yield [*before, noun, *field], False
        yield [*before, noun, "of", *field], False
        return
    if not before and is_place(" ".join(field)):  # University of Sichuan
        yield [*field, noun], False
        return
    for outer in ([*before], [*place]):
        if not outer:
            continue
        yield [*outer, *field, noun], False
        yield [*outer, noun, "of", *field], False
        yield [*field, noun, "of", *outer], False
        yield [*field, *outer, noun], False
        if len(field) > 1 or is_place(outer[0]):
            yield [noun, "of", *field, *outer], False
            yield [noun, "of", *field, "of", *outer], False


def _han(listed: Variant) -> Iterator[Variant]:
    """Yield legal forms dropped, short names and word orders of a Chinese or Japanese name."""
    core = _HAN_LEGAL.sub("", _HAN_LEGAL_FRONT.sub("", listed.text)).strip() or listed.text
    squeezed = core.replace(" ", "") if all(is_han(c) or c == " " for c in core) else core
    if core != listed.text and len(core) > 1:
        yield _derive(
            listed,
            core,
            MatchReason.LEGAL_FORM,
            f"{listed.text} without its legal form",
            weak=len(core) < 3 and _is_word(core),
        )
    if listed.text.endswith("集团公司"):
        yield _derive(
            listed, listed.text[:-2], MatchReason.LEGAL_FORM, f"{listed.text} without its legal form"
        )
    for text in _han_orders(squeezed):
        yield _derive(listed, text, MatchReason.WORD_ORDER, f"parts of {squeezed} in another order")
    for long, short in _HAN_SHORTER:
        if long in squeezed and squeezed != long:
            shorter = fold_name(squeezed.replace(long, short))
            if len(shorter) >= 5:
                yield _derive(listed, shorter, MatchReason.ABBREVIATION, f"{short} for {long}")
                for text in _han_orders(shorter):
                    yield _derive(
                        listed, text, MatchReason.WORD_ORDER, f"parts of {shorter} in another order"
                    )
    for long, short in _UNIVERSITY_SHORTER:
        if squeezed.endswith(long) and len(squeezed) - len(long) >= 2:
            text = squeezed.removesuffix(long) + short
            yield _derive(listed, text, MatchReason.ABBREVIATION, f"{short} for {long}")
            break
    if squeezed.endswith("研究所") and len(squeezed) >= 8:
        for text in (squeezed, squeezed.replace("中国科学院", "中科院")):
            shorter = text.removesuffix("研究所") + "所"
            yield _derive(listed, shorter, MatchReason.ABBREVIATION, "所 for 研究所")
    if not squeezed.endswith(_HEAD_WORDS_HAN):
        yield from _han_brand(listed, squeezed)


def _place_at_start(name: str) -> str:
    """Return the place a Chinese name starts with, with 省 or 市, or ""."""
    places = han_places()
    for size in (4, 3, 2):
        if name[:size] in places:
            return name[: size + 1] if name[size : size + 1] in {"省", "市"} else name[:size]
    return ""


def _han_orders(name: str) -> Iterator[str]:
    """Yield a Chinese name with its place or parent body set elsewhere."""
    if " " in name:
        return
    university = name.find("大学") + 2
    if 4 <= university < len(name) - 4 and name.endswith(_HEAD_WORDS_HAN):
        yield f"{name[university:]} {name[:university]}"
    for parent in ("中国科学院", "中科院", "中国人民解放军"):
        if name.startswith(parent) and len(name) - len(parent) >= 5:
            rest = name[len(parent) :]
            yield f"{rest} {parent}"
            if len(rest) >= 6:
                yield rest
            return
    place = _place_at_start(name)
    rest = name[len(place) :]
    if (
        place
        and place != "中国"
        and len(rest) >= 5
        and rest.endswith(_HEAD_WORDS_HAN)
        and not rest.endswith(("大学", "学院"))
    ):
        yield f"{rest} {place}"
    for head in ("超级计算", "超算"):
        match = re.fullmatch(f"(国家{head})(..+)(中心)", name)
        if match:
            front, place, noun = match.groups()
            yield f"{place}{front}{noun}"
            yield f"{front}{noun} {place}"
            yield f"{front}{noun}{place}中心"
            yield f"{place}超算中心"


def _is_word(text: str) -> bool:
    """Return whether the Chinese text is a word of the dictionary."""
    import rjieba

    return rjieba.has_word(text)


def _han_brand(listed: Variant, core: str) -> Iterator[Variant]:
    """Yield a company's name without the place before and the line of business after it."""
    rest = core
    place = _place_at_start(rest)
    if place in {"中国", "中华"}:
        return
    if (
        place
        and place != "中国"
        and len(rest) - len(place) >= 2
        and not _ONLY_INDUSTRY.fullmatch(rest[len(place) :])
    ):
        stripped = rest[len(place) :]
        if is_foreign(place) or stripped.endswith(_PLAIN_HEADS):
            return
        if not _HAN_INDUSTRY.match(stripped[:2]) or len(stripped) > 6:
            rest = stripped
            if len(rest) >= 4:
                yield _derive(listed, rest, MatchReason.LEGAL_FORM, f"{listed.text} without its place")
    while True:
        match = _HAN_INDUSTRY.search(rest)
        if not match:
            return
        rest = rest[: match.start()]
        if len(rest) < 2 or is_place(rest) or _ONLY_INDUSTRY.fullmatch(rest):
            return
        weak = len(rest) < 4 and (_is_word(rest) or len(rest) < 2)
        yield _derive(listed, rest, MatchReason.ABBREVIATION, f"short for {listed.text}", weak=weak)


@cache
def _names() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Return, for every strong well-known name, all names of its row: folded, shown, weak."""
    table: dict[str, tuple[tuple[str, str, bool], ...]] = {}
    for file in ("institutions.txt", "companies.txt"):
        for row in groups(file):
            names = []
            for cell in row:
                shown = cell.removesuffix("?")
                if shown:
                    names.append((fold_name(shown), shown, cell.endswith("?")))
            for folded, _, weak in names:
                if not weak:
                    table.setdefault(folded, tuple(names))
    return table


@cache
def well_known() -> frozenset[str]:
    """Return the folded names of well-known companies, clouds and institutions."""
    return frozenset(_names())


def _known_names(spellings: tuple[str, ...]) -> Iterator[Variant]:
    """Yield the other usual names of a well-known body or company."""
    table = _names()
    for spelling in spellings:
        row = table.get(spelling)
        if row is None:
            continue
        for folded, shown, weak in row:
            yield Variant(
                text=folded,
                reason=_reason_of_name(spelling, folded, [name for name, _, _ in row]),
                detail=f"{shown} is a usual name of {row[0][1]}",
                weak=weak,
                capitals=shown.isupper() and shown.isascii() and (len(shown) < 4 or is_common(folded)),
            )
        for folded, _, weak in row:
            listed = Variant(text=folded, reason=MatchReason.ALIAS, detail="", weak=weak)
            if not weak and len(folded) > 4:
                yield from made(listed)
        return


def _reason_of_name(spelling: str, other: str, row: list[str]) -> MatchReason:
    """Return whether a usual name is a short form, another alphabet's form or simply another name."""
    script = [
        name for name in row if is_han(name[0]) == is_han(other[0]) and name.isascii() == other.isascii()
    ]
    if len(other) < max(map(len, script)):
        return MatchReason.ABBREVIATION
    if other.isascii() or is_han(other[0]) or spelling.isascii() == other.isascii():
        return MatchReason.ALIAS
    return MatchReason.TRANSLITERATION

"""What a notice in a European language says without a colon: labels before a blank or dash, and sentences.

Pure. A label before a blank is one only where its field's shape follows, and where two lines are set so; a
winner in a sentence shows its legal form, a deadline stands beside a word for offers.
"""

import re
from collections.abc import Iterator

from watchers.parsers.tenders.money import amounts
from watchers.parsers.tenders.western_days import days_in, moment_in
from watchers.parsers.tenders.western_notice import western_field

_SUMS = {"budget", "ceiling", "award"}
_DAYS = {"deadline", "opening", "published"}
_NUMBERS = {"project_number"}
_MOST_WORDS = 6  # of a label
_FEWEST = 2  # lines set with blanks: one alone may be the beginning of a sentence
_WORD = re.compile(r"\S+\s+")
_CAPITAL = re.compile(r"[\"«„“]?[A-ZÀ-ÞĀ-ŽА-ЯЁ0-9]")
_ENGLISH = re.compile(r"[a-z]+", re.IGNORECASE)  # Client, Supplier: a sentence may begin so
_CODE = re.compile(r"(?=[^\s,]*\d)[\w./-]+(?: \d[\w./-]*)?(?=\s*(?:[,;—–(]|\Z))")

_FORM = (
    r"(?:GmbH(?: & Co\.? KG(?:aA)?)?|mbH|AG|SE|KG|SARL|S\.?A\.?S\.?U?|S\.A\.|S\.p\.A\.?|SpA|S\.?r\.?l\.?"
    r"|s\.r\.o\.|a\.s\."
    r"|[Ss]p\. z o\.o\.|B\.?V\.?|N\.V\.|Ltd\.?|Limited|LLC|LLP|[Ii]nc\.?|[Cc]orp\.?|plc|PLC|AB|Oyj?|A/S"
    r"|ApS|AS|Kft\.?|Zrt\.?|Lda\.?|S\.L\.U?\.?|SL|d\.o\.o\.|ltée)"
)
_NAME = rf"(?P<who>[A-ZÀ-ÞĀ-Ž0-9][^\s,;:()]*\s+(?:[^\s,;:()]+\s+){{0,6}}?{_FORM})(?!\w)"
_FIRM = (
    r"(?:(?:the )?(?:company|firm)|(?:der|die|an die|an) Firma|der|die|an die|an|la société"
    r"|l['’]entreprise|la empresa|la ditta|à|a|alla|firmy|společností)?"
)
_WON = (
    re.compile(
        r"(?:awarded to|(?:placed|signed|concluded) with|Zuschlag (?:erhielt|erhält|erging|ging|geht"
        r"|wurde|wird)"
        r"|attribuée? (?=à|a)|adjudic(?:a|ado|ada|ó) (?=a)|aggiudicat[oa] (?=a)|adjudicad[oa] (?=à)"
        r"|gegund aan|uzavřena s"
        rf"|tilldelas|tildelt)\s*{_FIRM}\s*{_NAME}"
    ),
    re.compile(
        rf"(?:wird|wurde|hat) (?:(?:der|die) )?(?:Firma )?{_NAME}[^.\n]{{0,60}}?(?:beauftragt"
        rf"|Zuschlag (?:erteilt|erhalten))"
    ),
    re.compile(rf"{_NAME} (?:has been|was|is|were) (?:awarded|selected|chosen|appointed)"),
    # a list of bidders: Some Firm Inc. — 318 450,00 $ (adjudicataire)
    re.compile(
        r"(?m)^\W*(?P<who>[^\n—–:]{3,80}?) +[—–-] +(?P<sum>[^\n(]*\d[^\n(]*)\((?i:adjudicataire"
        r"|attributaire|awarded|winner|zuschlag|adjudicatari[oa]|aggiudicatari[oa])\)"
    ),
)
_FOR = re.compile(
    r"[^.;\n]{0,40}?\b(?:for|at|für|zu|in Höhe von|pour|por|per|voor|za|till)\s+(?P<sum>[^;\n]{3,40})"
)
_AT_MOST = re.compile(
    r"\b(?i:up to|(?:a )?maximum(?: of)?|not exceeding|budget (?:is|of)|höchstens|maximal|bis zu"
    r"|budget von|budget de|plafond de"
    r"|presupuesto de|importo massimo di|orçamento de|maximaal|ceiling price:?"
    r"|не более)\s+(?P<sum>[^\n]{3,30})"
)
_OF_BUDGET = re.compile(
    r"spend|budget|verfügung|auftragswert|estimated|ceiling|presupuesto|importo|orçamento|beschikbaar"
    r"|стоимост",
    re.IGNORECASE,
)
_NO_BUDGET = re.compile(
    r"insur|liabil|haftpflicht|turnover|umsatz|penalt|strafe|assurance|responsab|caution|garan[tz]i",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"angebot|offer|offre|oferta|offert|propost|proposal|inschrijving|quot|\bbids?\b|tender|nabíd|anbud"
    r"|ajánlat|заявк|предложен",
    re.IGNORECASE,
)
_NOT_THEN = re.compile(
    r"question|rückfrage|fragen|clarif|renseign|consulta|preguntas|valid|gültig|opening|öffnung"
    r"|site visit|questions|query|queries",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?i:bis(?: zum| spätestens)?(?: zum)?|spätestens(?: am)?|until|by|before|due(?: by| on)?"
    r"|no later than|avant le|au plus tard le"
    r"|jusqu['’]au|hasta(?: el| las)?|antes del|até|entro(?: il)?|uiterlijk|vóór|do dnia|do"
    r"|senast(?: den)?|legkésőbb|до)"
    r"(?:\s+(?:noon|midday|midi|mittags|on|the|del?|le|am|den|\d{1,2}[:.h]?\d{0,2}\s?(?:[ap]\.?m\.?|h|uhr"
    r"|horas|uur|часов)?),?){0,5}\s*\Z"
)
_INSTEAD = re.compile(
    r"(?:powinno być|should (?:now )?read|muss es heißen|neu|debe decir|si legga"
    r"|lire)\s*:\s*(?P<new>[^\n]{4,40})",
    re.IGNORECASE,
)
_OF_DEADLINE = re.compile(r"termin|deadline|frist|date limite|plazo|scadenza|clos", re.IGNORECASE)
_SEEKS = re.compile(
    r"(?m)(?:^|(?<=[.!?] ))(?:Die |Der |Das |The |La |Le |L['’]|El |Il "
    r"|Lo )?(?P<who>[A-ZÀ-ÞĀ-Ž][^\n.,:;()]{3,70}?)"
    r"(?:\s*\([^()\n]{0,40}\))?\s+(?:suchen|sucht|beabsichtig(?:t|en)|schreib(?:t|en)|vergibt"
    r"|would like (?:quotes|quotations|bids"
    r"|offers)|is (?:seeking|inviting)|intends to (?:buy|purchase|procure|award)|wishes to (?:buy"
    r"|purchase|procure)|lance un|souhaite (?:acquérir|acheter)|convoca|ha indetto|zaprasza|vyhlašuje)\b"
)
_REF = re.compile(
    r"\b(?i:ref(?:erence)?\.?(?: ?no\.?| ?number)?|aktenzeichen"
    r"|az\.)[ :]+(?P<number>(?=\S*\d)[A-Z0-9][\w/.-]{3,30}\w)"
)


def with_colons(text: str) -> str:
    """Return the text with a colon behind each label that stands before a blank or a dash and its value."""
    lines = text.split("\n")
    set_so = {number: told for number, line in enumerate(lines) if (told := _label_before(line))}
    if len(set_so) < _FEWEST:
        return text
    for number, (label, value) in set_so.items():
        lines[number] = f"{label}: {value}"
    return "\n".join(lines)


def _label_before(line: str) -> tuple[str, str] | None:
    """Return label and value of a line without a colon, None for any other."""
    if not _CAPITAL.match(line) or len(line) > 200:
        return None
    starts = [word.end() for word in _WORD.finditer(line[:80])][:_MOST_WORDS]
    for start in reversed(starts):
        label, value = line[:start].rstrip(" –—-"), line[start:].strip()
        if ":" in label:
            continue
        if (name := western_field(label)) and (whole := _value_of(name, label, value)):
            return label, whole
    return None


def _value_of(name: str, label: str, value: str) -> str:
    """Return what of a text is the value of a field, "" where it has not the field's shape."""
    if name in _SUMS:
        first = next(iter(amounts(value)), None)
        return value if first and first.start < 12 else ""
    if name in _DAYS:
        return value if moment_in(value[:80]) else ""
    if name in _NUMBERS:
        code = _CODE.match(value)
        return code[0] if code else ""
    if name in {"buyer", "supplier"} and not (" " not in label and _is_english(label)):
        who = re.split(r",\s|\s[–—-]\s", value, maxsplit=1)[0]
        return who if _CAPITAL.match(who) and " " in who and not who.endswith(".") and len(who) < 90 else ""
    return ""


def _is_english(label: str) -> bool:
    return label.lower() in {
        "client", "employer", "buyer", "purchaser", "winner", "contractor", "supplier", "vendor", "awardee"
    }  # fmt: skip


def prose_pairs(text: str, told: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield field, label and value of what sentences tell; `told` are the fields that labels told."""
    if "deadline" not in told and (moment := _until(text)):
        yield "deadline", "Deadline", moment
    if "supplier" not in told:
        yield from _won(text, told)
    if "budget" not in told and "ceiling" not in told:
        for match in _AT_MOST.finditer(text):
            line = _line_at(text, match.start())
            first = next(iter(amounts(match["sum"])), None)
            if first and first.start < 6 and _OF_BUDGET.search(line) and not _NO_BUDGET.search(line):
                yield "budget", "Budget", match["sum"]
                break
    if "buyer" not in told and (seeks := _SEEKS.search(text)) and " " in seeks["who"]:
        yield "buyer", "Purchaser", seeks["who"]
    if "project_number" not in told and (ref := _REF.search(text)):
        yield "project_number", "Project No", ref["number"]


def moved_deadline(text: str) -> str:
    """Return the moment that a correction says a deadline should be, "" where it says none."""
    for match in _INSTEAD.finditer(text):
        if _OF_DEADLINE.search(text[max(0, match.start() - 150) : match.start()]):
            if moment := moment_in(match["new"]):
                return moment
    return ""


def _won(text: str, told: set[str]) -> Iterator[tuple[str, str, str]]:
    for pattern in _WON:
        for match in pattern.finditer(text):
            yield "supplier", "Winner", match["who"]
            behind = _FOR.match(text, match.end())
            written = match.groupdict().get("sum") or (behind["sum"] if behind else "")
            if "award" not in told and next(iter(amounts(written)), None):
                yield "award", "Award price", written
        if pattern.search(text):
            return


def _until(text: str) -> str:
    """Return the moment until which a sentence takes offers: a day behind a word for that, beside offers."""
    for day in days_in(text):
        begin = text.rfind("\n", 0, day.start()) + 1
        before = text[max(begin, day.start() - 120) : day.start()]
        behind = text[day.end() : day.end() + 60].split("\n", 1)[0]
        last = re.split(r"(?<=[a-zà-ž)])[.!?] (?=[A-ZÀ-ÞА-Я])", before)[-1]
        if _UNTIL.search(last) and _OFFERS.search(last + behind) and not _NOT_THEN.search(last):
            return moment_in(last[-40:] + day[0] + re.split(r"[.;] (?=[A-ZÀ-ÞА-Я])", behind)[0][:30])
    first = re.search(
        rf"(?:{_OFFERS.pattern})[^\n]{{0,30}}?\bdue by\s+(?P<rest>[^\n]{{6,40}})", text, re.IGNORECASE
    )
    return moment_in(first["rest"]) if first else ""


def _line_at(text: str, position: int) -> str:
    end = text.find("\n", position)
    return text[text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(text)]

"""Models told in a notice: what a cell, a label or a sentence writes in letters and figures. Pure."""

import re

from watchers.parsers.plain import fold_width
from watchers.parsers.tenders.models import MAKE, offered_in

_MODEL = re.compile(
    rf"{MAKE}"
    r"|(?<![A-Za-z0-9\-/_.@:%楼座栋室])"
    r"(?=[A-Za-z0-9\-/]{3,30}(?![A-Za-z0-9\-/]))(?=[A-Za-z\-/]*\d)"
    r"[A-Z][A-Za-z]{0,6}-?(?:[A-Z]{0,2}|(?<=-)[a-z])\d{1,5}[A-Za-z0-9]{0,6}(?:[-/][A-Za-z0-9]{1,12}){0,4}"
    r"(?: (?:[GV]\d{1,2}|Gen ?\d{1,2})(?![A-Za-z0-9]))?"
    r"(?![A-Za-z0-9_@线路国省县]|[A-Za-z0-9\-/]{0,12}号?[楼栋幢座室])"
)
_NO_MODEL = re.compile(
    r"\A(?:[QO]?SFP(?:-?DD)?|G?DDR|HBM|PCIE|CAT)-?\d|\AH3C\Z|\A(?:Gen|NVL)\d+\Z|\A(?:ISO|GB|GBT|IEC|IEEE|EN|DIN|ASTM|CMMI|IP|USB|RJ|PM|SN|WIN|HTML|UTF|V|NO|A4|A3|B5|Q|T|P|H5|IPV)[-/]?\d"
    r"|\A(?:FP|BF|TF|INT|PB|TB|MB|KB|GHZ|MHZ|TOPS)\d|\A[A-C]\d{6,8}\Z|(?:\A|[-/])20[0-3]\d(?:[-/]|\Z)|\A[A-Z]{1,6}20[0-3]\d[-/]",
    re.IGNORECASE,
)
_CELL = re.compile(r"[A-Za-z0-9][A-Za-z0-9+./\-]*(?: [A-Za-z0-9][A-Za-z0-9+./\-]*){0,3}")
# a family, a number, a generation: one model of two words or three
_WHOLE_MODEL = re.compile(
    r"[A-Z][A-Za-z]{2,15} [A-Z]{0,2}\d{1,5}[A-Za-z]{0,3}(?:-[A-Z0-9]{1,6})?"
    r" (?:V\d|G\d{1,2}|M\d|Gen ?\d{1,2}|Plus|Pro|Max|Ultra|Mini|Lite|II|III|IV)"
    r"|(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{3,20} V\d(?:\.\d{1,2})?"
)
_QUANTITY = re.compile(
    r"[\d.,/x*]+ ?(?:[KMGT]?(?:B|bps|Hz|W|V|VA|A|FLOPS|OPS)|[cmknu]?m|[mk]?[gL]|U|P|dB|inch|cores?|pcs"
    r"|sets?|units?)?(?: .*)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[（(]\s*(?:序列号|出厂编号|S/?N)[^（）()]*[）)]")
_MAX_MODELS = 30


def add_labelled(models: list[str], value: str) -> None:
    """Add what stands behind a label for models, or in a column of them."""
    value = _SERIAL.sub("", value).strip()
    if _WHOLE_MODEL.fullmatch(value):  # ULTRIS X20 Plus, FusionServer G5500 V7
        _add(models, value)
        return
    add_models(models, value)
    if not _MODEL.search(fold_width(value)):
        _add_cell(models, value)


def _add_cell(models: list[str], value: str) -> None:
    """Take what a value that can only be a model writes in Latin letters and figures: `Triple Quad 5500+`."""
    for match in _CELL.finditer(fold_width(value)):
        model = match[0].strip(" -/")
        named = re.search(r"\d", model) or model == re.split("[，,；;]", value, maxsplit=1)[0].strip()
        if named and len(model) >= 3 and not _QUANTITY.fullmatch(model) and not _NO_MODEL.search(model):
            _add(models, model)


def add_offered(models: list[str], text: str) -> None:
    """Take what a text calls a model or counts, where its family is not known."""
    for model in offered_in(fold_width(text)):
        known = any(model in other or other in model for other in models)
        if not (known or _NO_MODEL.search(model)):
            _add(models, model)


def add_models(models: list[str], value: str) -> None:
    """Add what a value writes as models are, but for numbers of standards, sizes and years."""
    for match in _MODEL.finditer(fold_width(value)):
        model = match[0].strip()
        if match.lastgroup != "make" and _NO_MODEL.search(model):
            continue
        if any(f" {model} " in f" {other} " for other in models if _WHOLE_MODEL.fullmatch(other)):
            continue
        _add(models, model)


def _add(models: list[str], model: str) -> None:
    if model not in models and len(models) < _MAX_MODELS:
        models.append(model)

"""Names of models that texts in any language write: processors, accelerators, servers, cloud instances. Pure.

Families by the makers' own product names, not single products: the next number of a family is read too.
"""

import re

_SMALL = "T4|L4|L20|A2|A10|A16|A30|A40|P4|P40"  # cards whose names are also much else
_MARQUE = (
    r"(?:Tesla|Quadro|Radeon|Instinct|Xeon|EPYC|Atlas|Ascend|Jetson)[ -]?"
    r"(?:(?:Gold|Silver|Platinum|Pro|AGX|RTX|Max) ?)?[A-Z]{0,4}\d{1,5}[A-Z]{0,3}\+?"
)
_DATACENTRE = (
    r"(?:A100|A800|H100|H200|H800|H20|B100|B200|B300|GH200|GB200|GB300|L40S?|V100S?|MI\d{3}[AX]?|P100)"
    r"(?:(?: (?:NVL\d{0,3}|PCIe|SXM\d?)|-(?:PCIE|SXM\d?)(?:-\d{2,3}GB?)?)|[ -]?\d{2,3} ?GB?)?(?![A-Za-z0-9])"
)
_MACHINE = (
    r"(?:OceanStor(?: (?:Pacific|Dorado))?|PowerEdge|ProLiant|Precision|ThinkSystem|ThinkStation|FusionServer"
    r"|FusionCube|PowerStore|PowerScale|PowerVault|OptiPlex|SuperServer|MateStation|TaiShan|KunTai"
    r"|CloudEngine|UniServer|Nexus|Catalyst)"
    r" ?[A-Z]{0,2}\d{2,5}[A-Za-z]{0,3}(?: V\d| G\d{1,2}| Gen ?\d{1,2})?(?![A-Za-z0-9])"
    r"|(?:HP )?Z\d{1,2} (?:Fury )?G\d{1,2}[a-z]?(?![A-Za-z0-9])"
)
_FAMILIES = (
    r"Atlas ?\d{3}[A-Z]?(?: DK| RC)?(?: A\d)?(?: (?:Duo|Pro|SuperPoD))?(?![A-Za-z0-9-])",
    _MARQUE,
    _DATACENTRE,
    _MACHINE,
    r"(?:GeForce )?[RG]TX[ -]?(?:PRO[ -]?|A)?\d{4}[A-Z]{0,2}(?: (?:Ada|Ti|SUPER|Blackwell|D))?(?![a-z0-9])",
    r"Jetson (?:AGX |Orin |Xavier )?(?:Orin|Xavier|Thor|Nano|NX)(?: (?:NX|Nano))?",
    r"(?:DGX|HGX|MGX|EGX) ?(?:[A-Z]{1,2}\d{2,3}|Spark|Station)(?: NVL\d{1,3})?",
    r"DCU ?[KZ]\d{3}(?:L|_AI)?(?![A-Za-z0-9])|ConnectX-\d(?: Dx)?|BlueField-\d|Alveo [A-Z]{1,2}\d{2,3}[A-Z]?",
    r"(?:Data Center GPU )Max \d{4}|Journey \d[A-Z]?(?![A-Za-z0-9])",
    r"ecs\.[a-z]{1,4}\d[a-z0-9-]{0,16}\.\d{0,2}x?large",
    rf"(?:{_SMALL})(?= ?(?:卡|显卡|GPU|推理卡|加速卡|\bcards?\b|\bGPUs?\b))",
    rf"(?<=NVIDIA )(?:{_SMALL}|[A-Z]{{1,2}}\d{{2,4}}[A-Z]?)(?![A-Za-z0-9])",
    rf"(?<=卡（)(?:{_SMALL})(?=）)",
    r"MTT ?S\d{2,4}|Gaudi ?\d|MLU ?\d{3}(?:-[A-Z]\d{1,2})?|BR1\d\d[A-Z]?",
    r"(?:Trainium|Inferentia) ?\d|TPU v\d[a-z]?|(?:Gold|Platinum|Silver) \d{4}[A-Z+]?",
    r"[a-z]\d{1,2}[a-z]{0,3}\.(?:\d{0,2}x?large|metal)|ND ?[A-Z]{1,3}\d{2,3} v\d",
    r"a[23]-(?:high|mega|ultra)gpu-\dg",
)
_CHINESE = (
    r"(?:昇腾|鲲鹏|海光|飞腾|龙芯|兆芯|申威|思元|天垓|智铠|曦云|云燧|邃思|昆仑芯|壁仞|壁砺|征程)\s?"
    r"(?:\d[A-Z])?[A-Z]{0,3}-?[A-Z]?\d{1,5}[A-Z]{0,3}(?:/[A-Z]|(?<=920) \d{4})?(?![A-Za-z0-9])"
)
MAKE = rf"(?P<make>(?<![A-Za-z0-9\-/_.@])(?:{'|'.join(_FAMILIES)})|{_CHINESE})"
_MAKE = re.compile(MAKE)
_MAX = 30
# What is bought, in letters and figures: behind 型号 (参考型号 Vanta Max), before a count or “or the like”.
_NAME = r"[A-Z][A-Za-z0-9+&./-]{0,24}(?: [A-Z0-9+][A-Za-z0-9+./-]{0,24}){0,4}"
_CALLED = re.compile(
    r"(?:型号|机型)[为是]?[ ]?[:：]?[ ]{0,3}(?:[\u4e00-\u9fff]{1,4}[ ]?)?"
    rf"(?P<name>{_NAME})(?![A-Za-z0-9])"
)
_COUNTED = re.compile(
    rf"(?<![A-Za-z0-9+&./_@-])(?P<name>{_NAME})(?="
    r"[ ]?[，,（(—–-]{0,2}[ ]?(?:不少于)?(?:\d{1,5}|[一二两三四五六七八九十]{1,3})[ ]?"
    r"(?:台|套|架|部|片|只|шт|sets?\b|units?\b|pcs\b)"
    r"|[ ]?[（(]?(?:或(?:同等|等同|相当|国产|其他品牌|类似)|等同档次))"
)
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:[GTMKP]i?B?|[GMk]?Hz|[mcµn]?m|[kM]?[WVA]|VA|kg|bit|U)?", re.IGNORECASE)


def models_in(text: str) -> list[str]:
    """Return the models that a text names, each once, at most 30; only those whose family is known."""
    return list(dict.fromkeys(match[0].strip() for match in _MAKE.finditer(text)))[:_MAX]


def offered_in(text: str) -> list[str]:
    """Return what a text calls a model, or counts, in letters and figures, whatever its maker."""
    found = [match["name"] for match in _CALLED.finditer(text) if re.search(r"[\d ]", match["name"])]
    for match in _COUNTED.finditer(text):
        first, *others = match["name"].split(" ")
        numbered = re.search(r"\d", first) and not _SIZE.fullmatch(first)
        if numbered or re.search(r"\d", "".join(others)):
            found.append(match["name"])
    return list(dict.fromkeys(found))[:_MAX]

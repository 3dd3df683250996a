"""Who won, as the sentences of a notice say it where no label does. Pure."""

import re
from collections.abc import Iterator

from watchers.parsers.tenders.money import read_amount
from watchers.parsers.tenders.priced_things import whole_sum
from watchers.parsers.tenders.tender_findings import Findings, Lot, take
from watchers.parsers.tenders.tender_parties import party

_BODY = "公司|厂|中心|院|所|社|集团"  # ends of names
_LOT = r"[一二三四五六七八九十\dA-Z]{1,3}"  # its number
# 原中标供应商甲公司放弃，现变更为第二中标候选人乙公司，中标金额9万元
_IS_NOW = re.compile(
    r"(?:中标|成交|中选)[^。\n]{0,60}?(?:变更|更正|调整|递补|顺延|改)(?:为|至|由)\s*[:：]?\s*"
    r"(?:第[一二三\d]?(?:中标|成交)?候选人)?\s*[:：]?\s*"
    rf"(?P<supplier>[\u4e00-\u9fff（）()]{{4,40}}?(?:{_BODY}))(?=[，。；;]|为|递补|\Z)"
)
# 现由第二中标候选人乙公司递补
_FOLLOWS = re.compile(
    rf"由\s*第[一二三\d]名?(?:中标|成交|中选)?候选(?:人|供应商|单位)\s*(?P<supplier>[^，,。；;：:\s]{{4,50}}?(?:{_BODY}))\s*"
    r"(?:递补|顺延)"
)
# 拟向某公司采用单一来源方式采购; 拟由某公司提供
_SOLE = re.compile(
    rf"拟?(?:向|从|由|与|定)\s*(?P<supplier>[\u4e00-\u9fff（）()A-Za-z]{{4,40}}?(?:{_BODY}|大学))"
    r"\s*(?:以|采用|采取|通过|进行|实施|实行)?[^，。；;\n]{0,12}?(?:单一来源|直接采购|提供|承担|承接|供货|采购|购买|签订)"
)
# 由某公司独家研制, 某公司是该设备的唯一生产商
_ONLY = re.compile(
    rf"(?:[由向从]\s*(?P<by>[\u4e00-\u9fff（）()A-Za-z]{{4,40}}?(?:{_BODY}|大学))\s*(?:独家|独立|唯一|专有)"
    r"(?:研[制发究]|生产|制造|开发|提供|代理|供应|拥有|持有|承担|经销|授权)"
    rf"|(?:\A|[\s，。；;：:])(?P<who>[\u4e00-\u9fff（）()A-Za-z]{{4,40}}?(?:{_BODY}|大学))\s*(?:是|为|系|作为)"
    r"[^，。；;\n]{0,24}?(?:唯一|独家)[^，。；;\n]{0,12}?(?:供应|供货|厂|生产|制造|代理|经销|提供|研[制发]|开发|服务)[商者家方的])"
)
# 中标通知书: 某公司： …你方…被确定为中标人
_ADDRESSED = re.compile(
    r"(?m)^(?:致[:：]?\s*)?(?P<supplier>[\u4e00-\u9fff（）()]{4,40}(?:公司|厂|院|所|中心|社|行|部"
    r"|集团))[:：]\s*$"
)
_YOU_WON = re.compile(
    r"(?:你|贵)(?:方|公司|单位)[^\n]{0,120}?(?:确定|选定|评定)?为?\s*(?:中标|成交|中选)(?:人|供应商|单位)"
)
_WINS = re.compile(
    rf"(?:第?(?P<lot>{_LOT})(?:号)?(?:包|标段|标项)[^，。；;由]{{0,20}}?)?由\s*"
    rf"(?P<supplier>[^，。；;：:\s由]{{4,50}}?(?:{_BODY}|大学|合伙）))"
    r"(?P<for>[，,]?\s*以[^，。；;\n]{2,60}?)?\s*(?:中标|成交|中选|承接)"
)
_CHOSEN = re.compile(
    r"(?:(?:推荐|评定|研究)?并?(?:确定|评定|选定|推荐|拟定|拟选))\s*"
    r"(?P<supplier>(?!并)[^，。；;：:\s为]{4,50}?)\s*(?:为|(?=(?:中标|成交|中选)[，。；;]))\s*"
    rf"(?:本项目|第?(?P<lot>{_LOT})(?:包|标段|标项))?"
    r"的?\s*(?:中标|成交|中选)(?:供应商|人|单位|商|(?=[，。；;]))(?!候选)"
)
# 选定某公司为某院2026年度算力租赁服务商
_CHOSEN_AS = re.compile(
    rf"(?:确定|评定|选定|选取|聘请)\s*(?P<supplier>[^，。；;：:\s为]{{4,50}}?(?:{_BODY}|大学))\s*[为作]"
    r"[^，。；;：:\n]{0,40}?(?:服务|供应|供货|承包|合作|承建|运维)(?:商|单位|机构|方|公司)(?=[，。；;\n]|\Z)"
)
_WINS_LOT = re.compile(
    rf"(?:第?{_LOT}(?:号)?(?:包|标段|标项)(?:[（(][^（）()]*[）)])?[:：]?)?"
    rf"(?P<supplier>[^，。；;：:\s由]{{4,50}}?(?:{_BODY}|大学))\s*"
    r"(?:中标|成交|中选|承接)了\s*"
    rf"第?(?P<lot>{_LOT})(?:号)?(?:包|标段|标项)"
)
# 成交供应商为某公司，成交金额为9万元
_WINNER_IS = re.compile(
    rf"(?:(?:包|标段|标项)(?P<lot>{_LOT}))?[^，。；;\n]{{0,4}}?(?<![拟候选预])"
    r"(?:中标|成交|中选|入选|摇中|抽中|胜出)(?:供应商|人|单位|方)(?:名称)?[为是]\s*(?P<supplier>[^，。；;：:\s为]{4,50}?"
    rf"(?:{_BODY}|大学))(?=[，。；;（(\s]|\Z)"
)
# 某公司以9万元的价格中标
_AT_A_PRICE = re.compile(r"以[^，。；;\n]{2,40}?(?:中标|成交|中选|胜出)")
_WINS_AT = re.compile(
    rf"(?:\A|[\s，,。；;：:由])(?P<supplier>[^，,。；;：:\s由以]{{4,50}}?(?:{_BODY}|大学))"
    r"(?P<for>[，,]?\s*以[^，。；;\n]{2,40}?)(?:中标|成交|中选|胜出)"
)
# 某公司中标某大学平台项目: a headline
_HEADLINE = re.compile(
    r"(?m)^(?P<supplier>[\u4e00-\u9fff（）()]{4,40}?公司)(?:成功)?(?:中标|中选)"
    r"(?!候选|供应商|结果|公[告示]|通知|单位|金额|情况|业绩|[人后的及与、价])(?=[\u4e00-\u9fffA-Za-z]{4})"
)
# 甲公司、乙公司、丙公司入围
_SEVERAL = re.compile(
    r"(?:\A|[\s，,。；;：:])(?P<all>(?:[\u4e00-\u9fff（）()]{4,40}?公司[、和及与]){1,30}[\u4e00-\u9fff（）()]{4,40}?公司)"
    r"(?:等\S{0,6}?)?(?:成功)?(?:入围|入选|中标|中选)(?!候选)"
)
# 推荐某公司为第一成交候选人
_CANDIDATE = re.compile(
    rf"(?:推荐|确定|[；;，,。\s])(?P<who>[^，,。；;：:\s为]{{4,50}}?(?:{_BODY}|大学))为第?[一二三四五1-5]名?"
    r"(?:中标|成交|中选)?候选(?:人|供应商|单位)"
)
_WON = re.compile("(?:中标|成交|中选|承接)了")
_AROUND = 120, 24  # characters before and behind that, in which the sentence stands
_STILL = re.compile(
    r"(?:中标|成交|中选)(?:供应商|人|单位|结果)?"
    r"(?:(?:保持|维持)?不变[，,；;]?\s*仍?|仍)[然旧]?[为是]\s*[:：]?\s*(?P<supplier>[^，。；;：:\s]{4,50}?"
    rf"(?:{_BODY}|大学))"
)


def take_sole(found: Findings, text: str) -> None:
    """Take who alone is to be asked: `拟向某某公司采用单一来源方式采购`."""
    if match := _SOLE.search(text):
        take(found, "supplier", "", match["supplier"])
    elif match := _ONLY.search(text):
        take(found, "supplier", "", match["by"] or match["who"])


def take_unchanged(found: Findings, text: str) -> None:
    """Take who wins after a correction: `成交供应商不变，仍为某某公司`, `变更为第二候选人某某公司`."""
    now = None if found.suppliers else _IS_NOW.search(text) or _FOLLOWS.search(text)
    if match := _STILL.search(text) or now:
        if (who := party(match["supplier"])) and who not in found.suppliers:
            found.suppliers.append(who)


def take_candidates(found: Findings, text: str) -> None:
    """Take who was ranked: `推荐某公司为第一成交候选人，乙公司为第二成交候选人`."""
    for match in _CANDIDATE.finditer(text):
        take(found, "candidate", "", match["who"].removeprefix("拟").removeprefix("推荐"))


def take_winners(found: Findings, text: str) -> None:
    """Read `第一包由某某公司中标，中标金额为9万元`."""
    if (you := _ADDRESSED.search(text)) and _YOU_WON.search(text, you.end(), you.end() + 400):
        take(found, "supplier", "", you["supplier"])
    for several in _SEVERAL.finditer(text):
        take(found, "supplier", "", several["all"].replace("公司和", "公司、").replace("公司及", "公司、"))
    matches = [
        match
        for pattern in (_WINS, _CHOSEN, _CHOSEN_AS, _WINNER_IS, _HEADLINE)
        for match in pattern.finditer(text)
    ]
    matches += _around(text, _WON, _WINS_LOT)
    matches += _around(text, _AT_A_PRICE, _WINS_AT)
    for match in sorted(matches, key=lambda one: one.start("supplier")):
        who = party(match["supplier"])
        if who and who not in found.suppliers:
            found.suppliers.append(who)
            tail = text[match.end() : match.end() + 60].split("。", 1)[0]
            award = whole_sum(read_amount(tail), text, match.end())
            award = read_amount(match.groupdict().get("for") or "") or award
            alone = [lot for lot in found.lots if lot.award and not lot.suppliers]
            number = match.groupdict().get("lot") or ""
            if len(alone) == len(found.lots) == 1 and not number:  # its sum stands behind a label
                alone[0].suppliers = (who,)
            else:
                found.lots.append(Lot(lot=number, suppliers=(who,), award=award))


def _around(text: str, verb: re.Pattern[str], sentence: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield each sentence of that form around its verb alone, as elsewhere every word could begin one."""
    stretches: list[tuple[int, int]] = []
    for won in verb.finditer(text):
        begin, end = max(0, won.start() - _AROUND[0]), won.end() + _AROUND[1]
        if stretches and begin <= stretches[-1][1]:
            begin = stretches.pop()[0]
        stretches.append((begin, end))
    for begin, end in stretches:
        yield from sentence.finditer(text, begin, end)

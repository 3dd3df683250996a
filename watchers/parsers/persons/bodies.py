"""What shows that a name is a body's and no person's: a word of organisation, a legal form, a brand. Pure.

A person's name has no form of its own, a body's has one nearly always. So this asks for what shows a body:
what shows none may be a person, however it is called. General knowledge, no list copied.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from watchers.parsers.persons.latin_words import PINYIN
from watchers.parsers.traditional import simplified

HAN = "\u4e00-\u9fff"
# what ends no name of a person
_LAST = "(?:[県厂店院所局厅处室馆站场队校铺社库台署]|(?<=..[^工])部)"
SURE_SIGN = (
    "公司|集团|大学|学院|学校|[中小]学|[中职]专|党校|医院|中心|[银支分商车洋]行|政府|委员会|委会|[村居]委|协会|学会|商会"
    "|工会|联合会|基金会|研究会|保育会|总会|促进会|合作社|海关|法院|检察|公安|[幼儿植动物公校业]园|园区"
    "|工厂|经营部|超市|商贸|科技|有限|股份|合伙|商城|药房|客栈|农庄|农家乐|[林牧农灌库]区|水库"
    "|[街事]道?办|管理区|开发区|自治区|银行|联盟|联社|俱乐部|实验室|(?:电脑|数码|电子|文具|建材|家具|图书|批发)城|[株式会业業]社|財団|機構"
)
"""What ends or is in the name of a body, and stands behind no person's: a pattern."""
SIGN = rf"{SURE_SIGN}|部队|支队|基地|仓库|门市|企业|机构|气象"
_HAN_BODY = re.compile(rf"{SIGN}|{_LAST}\Z|[{HAN}]{{9}}")
_SURE = re.compile(rf"{SURE_SIGN}|..[院所厂店局厅校署港村镇乡县県市区省州]\Z")
_HANGUL_BODY = re.compile(
    r"주식|회사|㈜|[(（][주유재사][)）]|대학|연구|은행|병원|센터|공사|재단|협회|[청부]\\Z|전자|그룹|학교|산업|기술"
)
# words of bodies and legal forms, by their beginning, in the languages of the sources
_WESTERN = r"""
    Ltd Limited Inc LLC LLP PLC GmbH SAS SARL SRL SpA ASA Oyj ApS Kft Zrt doo JSC PJSC OJSC CJSC OOO Ltda
    Pte Pty Sdn Bhd Cyf\w*
    Corp\w* Compan\w+ Group\w* Holding\w* Agenc\w+ Office\w* Depart\w+ Division\w* Cent(?:er|re|ro|rum)\w*
    Instit\w+ Inštitut\w* Instytut\w* Universi\w+ Univerz\w+ Uniwers\w+ Yliopisto Hochschule Politechni\w+
    Polytech\w+ College\w* School\w*
    Academ\w+ Akadem\w+ Hospital\w* Klinik\w* Szpital\w* Technolog\w+ Systems? Services? Solutions?
    Laborator\w+ Labs?
    Council\w* Ministr\w+ Minist\w+ Bureau Command Authorit\w+ Administra\w+ Govern\w+ Board\w* Trust
    Trading Industr\w+
    Found\w+ Fondation Stiftung Fundac\w+ Associat\w+ Verein\w* Society Société Sociedad Società Societ\w+
    Union Museum
    Librar\w+ Observator\w+ Bank Electronic\w* Elektron\w+ Semiconductor\w* Micro\w+ Instruments?
    Comput\w+ Network\w* Software
    Hardware Data\w* Digital Energy Power Engineering Ingeni\w+ Logist\w+ Pharma\w* Medical Biotech\w*
    Photonics Optics
    Partner\w* Consult\w+ Contract\w+ Construct\w+ Suppl\w+ Enterprise\w* Works Studio\w* Shop Store Hotel
    Farm Port Airport
    Harbour Airlines? Railway\w* Shipping Marine Global International National Federal Regional District
    County City
    Municip\w+ Commune Gemeinde Gmina Stadt\w* Land\w+ Kommun\w* Mairie Ayuntamiento Prefect\w+ Police
    Army Navy Force\w* Military Defen[cs]e State\w* Public Committee Commission\w* Cooperative Consorti\w+
    Station Transport\w* Taxis? Cabs? Travel Care Homecare Cleaning Catering Printing Plumbing Roofing
    Demolition Solicitors Barristers Architects? Surveyors Advisors Advisers Associates Sons
    Brothers UK USA Europe
    Cars Carz Jets? Coaches Minibus\w* Buses Tours Chauffeurs? Haulage Couriers? Freight Removals
    Carpets Flooring Joinery Glazing Windows Doors Kitchens Bathrooms Furniture Blinds Signs Motors
    Garages? Tyres Waste Recycling Scaffolding Fencing Groundworks Landscap\w+ Nurser(?:y|ies) Foods
    Bakery Dairies Meats Caterers Laundry Linen Uniforms Workwear Clothing Media Productions Graphics
    Designs? Printers Events Marketing Training Tuition Learning Recruitment Staffing Nursing Healthcare
    Dental Therap(?:y|ies) Pharmacy Veterinary Security Alarms Electrical Electrics Heating Boilers
    Mechanical Builders Building Decorators Plastering Paving Drainage Surfacing Asphalt Fabrications?
    Welding Aggregates Concrete Hire Rentals? Leasing Lifts Storage Packaging Plastics Chemicals Tools
    Equipment Machinery Automation Robotics Sensors Lasers Cryogenics? Vacuum Aerospace Aviation
    Properties Estates Lettings Housing Insurance Accountants Analytics Research
    Centr\w+ Zakład\w* Urząd\w* Nemocnic\w+ Ústav\w* Krajsk\w+ Vedecko\w* Spółka Sdružení Zavod\w*
    ООО АО ОАО ЗАО ПАО ФГУП ФГБУ МУП ГУП НИИ Институт\w* Университет\w* Академи\w+ Центр\w* Компани\w+
    Завод\w* Фирм\w+
    Управлени\w+ Администраци\w+ Министерств\w+ Служб\w+ Больниц\w+ Колледж\w* Школ\w+ Банк\w*
    Корпораци\w+ Групп\w+
    Предприяти\w+ Общество\w* Фонд\w* Департамент\w* Комитет\w* Лаборатори\w+ Отдел\w* Обществ\w+
    Viện Cục Sở Công\sty Trung\stâm Bệnh\sviện Trường\s(?:Đại|Cao|Trung) Üniversite\w* Müdürlü\w+
    Başkanlı\w+ Belediye\w* Enstitü\w* Hastane\w*
    Canolfan Prifysgol Cyngor Ysgol Ysbyty Oilthigh Comhairle Ollscoil
    Техник\w* Порт\w* Музей\w*
"""
_FORMS = (  # these stand last
    r"SA|SE|AG|KG|BV|NV|AB|AS|A/S|Oy|AD|Co|SL|SpA|S\.A|S\.A\.S|S\.p\.A|S\.[Rr]\.[Ll]|S\.L|S\.L\.U|B\.V|N\.V"
    r"|a\.s|s\.r\.o|z\.s|o\.o"
)
WESTERN_WORD = re.compile(
    rf"(?i:(?<![^\W\d_])(?:{'|'.join(_WESTERN.split())})(?![^\W\d_]))|(?<= )(?:{_FORMS})(?![\w.])"
)
_WESTERN_BODY = re.compile(
    rf"(?i:(?<![^\W\d_])(?:{'|'.join(_WESTERN.split())})(?![^\W\d_]))|[&+\d]|[ ,](?:{_FORMS})\.?\Z"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
# words of English that no person is called by, wherever they stand in a name: Take Me
_PLAIN = "me my your our we us you it the and of for to with on at go get take let"
_NO_NAMES = frozenset(_PLAIN.split())
_LINK = frozenset(["della", "delle", "dello", "degli"])
_NOTE = re.compile(r"[（(\[【「«“\"][^（()）]*[）)\]】」»”\"]?")
# who stands for a party, behind its name in brackets
_HEADED = re.compile(
    r"[（(]\s*(?:대표|法定代表人|负责人|負責人|代表取締役|代表者|Geschäftsführ|vertreten|represent|représent|rappresentat)"
    r"[^（()）]*[）)]"
)
_QUOTED = re.compile('[«“"「][^»”"」]{2,}')
# how who sells alone is marked, or registered in Russia
_ALONE = re.compile(
    r"[（(](?:个人|自然人|[^（）()]{0,12}(?:教授|研究员|老师|讲师|博士|[程计师]师)"
    r"|(?i:natural person|individual|sole (?:trader|proprietor)|self-employed))[）)]?\Z"
    r"|\A(?:ИП|[Ии]ндивидуальный предприниматель)\s"
)
_TRADES_AS = re.compile(r"\s+(?:t/as?|trading as|d/?b/?a|doing business as)[:.]?\s+", re.IGNORECASE)
# well known names without any sign
_BRANDS = """
    华为 中兴 联想 浪潮 曙光 海光 同方 长城 龙芯 飞腾 鲲鹏 昇腾 寒武纪 海康威视 大华 宇视 新华三 锐捷
    深信服 奇安信 科大讯飞 商汤 旷视
    阿里云 腾讯 腾讯云 百度 京东 华大 迈瑞 联影 戴尔 惠普 思科 英伟达 英特尔 超微 甲骨文 微软 西门子
    飞利浦 岛津 安捷伦 赛默飞 蔡司
    奥林巴斯 尼康 佳能 索尼 松下 日立 三星 海力士 台积电 中芯国际 长江存储 中国移动 中国联通 中国电信
    中国铁塔 中国石化 中国石油 国家电网
    南方电网 中国银联 顺丰 比亚迪 大疆 小米 格力 美的 海尔 宁德时代 燧原 壁仞 摩尔线程 沐曦 天数智芯 宝德
    宝信 用友 金蝶 东软 中科曙光 金山云 江波龙 易华录 华润 中国银行 支付宝 拓维 神州数码
    超聚变 宁畅 中石油 中石化 中海油 天翼云 移动云 联通云 京东云 火山引擎 优刻得 青云 七牛云 景嘉微 兆芯 申威
    平头哥 昆仑芯 智谱 百川智能 深度求索 云从 依图 地平线 黑芝麻 紫光 长鑫 武汉新芯 华虹 达梦 统信 北方华创
    中微 上海微电子 宇树 天融信 绿盟 启明星辰 烽火 中科可控 月之暗面 阶跃星辰
    奇安信天眼 汇川 汇顶 兆易创新 拓荆 盛美
"""
BRANDS = frozenset(_BRANDS.split())
_OF_WORDS = """
    red_hat rohde_schwarz thermo_fisher carl_zeiss general_electric juniper_networks texas_instruments
    analog_devices western_digital applied_materials lam_research tokyo_electron hewlett_packard palo_alto
    check_point dell_emc dell_technologies bruker_daltonics beckman_coulter becton_dickinson ernst_young
    johnson_controls booz_allen_hamilton lockheed_martin northrop_grumman general_dynamics rolls_royce
    siemens_healthineers philips_healthcare kuehne_nagel hugo_boss
"""
_WESTERN_BRANDS = frozenset(_OF_WORDS.split())


def shows_body(name: str) -> bool:
    """Whether a party's name shows that it is a body's; where it does not, it may be a person's."""
    name = simplified(name.strip())
    if _ALONE.search(name):
        return False
    bare = _NOTE.sub("", name).strip() or name
    if bare in BRANDS:
        return True
    if re.search("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]", bare):
        return bool(_HAN_BODY.search(bare) or _HANGUL_BODY.search(name))
    return _western_body(name, bare)


def shows_surely(name: str) -> bool:
    """Whether a name has a sign that stands behind no person, or is in Latin or Cyrillic letters."""
    name = simplified(name)
    return not re.search(f"[{HAN}]", name) or _SURE.search(name) is not None


def without_head(name: str) -> str:
    """Return a party's name without who stands for it in brackets: (대표자 …), (represented by …)."""
    return _HEADED.sub("", name).strip()


def party_shown(name: str, bodies: Collection[str] = ()) -> str:
    """Return what is shown of a party: "" for a person, of one who trades as a business the business.

    `bodies` are names that the source itself says to be bodies'.
    A business that is called like its owner (`Jane Roe t/a Roe Catering`) would tell who that is.
    """
    if name in bodies:
        return name
    name = without_head(name)
    owner, _, business = _TRADES_AS.sub("\n", name, count=1).partition("\n")
    if not business or shows_body(owner):
        return name if shows_body(name) else ""
    own = {word.lower() for word in _LETTERS.findall(owner)}
    tells = any(word.lower() in own for word in _LETTERS.findall(business))
    return business if shows_body(business) and not tells else ""


def _western_body(name: str, bare: str) -> bool:
    """Whether a name in Latin or Cyrillic letters is no person's: one word, a body's word, a small one."""
    words = _LETTERS.findall(bare)
    return (
        len(words) < 2
        or len(words) > 5
        or _WESTERN_BODY.search(name) is not None
        or "_".join(words).lower() in _WESTERN_BRANDS
        or any(word.lower() in _NO_NAMES for word in words)
        or (
            any(word.islower() and len(word) > 3 and word not in _LINK for word in words)
            and not all(PINYIN.fullmatch(word.lower()) for word in words)  # zhang wei
        )
        or bool(_QUOTED.search(name))
    )


def with_withheld(text: str, won: Sequence[str], fields: Mapping[str, Any], title: str = "") -> str:
    """Return what of a notice is matched: its text behind the winners whom its fields withhold.

    One of them may be watched, and so may what leaves the `title`, where it is given. They come first,
    where a text that is too long is not cut.
    """
    shown = fields.get("supplier", ())
    return "\n".join(filter(None, (title, *(name for name in won if name not in shown), text)))


def suppliers_shown(names: Sequence[str], bodies: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of those who won: the names that show bodies, and how many others there are.

    `bodies` are names that the source itself says to be bodies'.
    """
    shown = [told for name in names if (told := party_shown(name, bodies))]
    withheld = len(names) - len(shown)
    return ({"supplier": shown} if shown else {}) | ({"private_suppliers": withheld} if withheld else {})

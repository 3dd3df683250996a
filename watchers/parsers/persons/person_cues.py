"""What stands beside a person's name in a sentence: roles, verbs, titles, marks, dates. Pure.

General knowledge of how notices are written. `cued_persons` weighs them.
"""

import re

from watchers.parsers.persons.personal_words import OFFICE, ROLE_ENDS
from watchers.parsers.persons.persons import OLD_SURNAMES, RARE_SURNAMES, SURNAMES
from watchers.parsers.persons.short_words import has_surname, likelihood

HAN = "\u4e00-\u9fff"
BLANK = r"[ \t\u3000]"
NOTE = r"(?:[（(][^（）()\n]{1,16}[）)])"
_ENDS = "".join(ROLE_ENDS)
_LOT = r"(?:(?:(?:采购|标)?[包项]|标段|第)[一二三四五六七八九十\dA-Z]{1,3}[包标段项]{0,2}[:：])?"
# the next line goes on where it is but a name, or begins a list of them
NEXT = rf"\n{BLANK}{{0,4}}{_LOT}{BLANK}{{0,4}}(?=[{HAN}·]{{2,6}}{BLANK}{{0,4}}(?:[（(、,，/]|\n|\Z))"
SPOT = re.compile(
    rf"(?<=[{_ENDS}录持由经以请与找应因感谢派聘邀受据向跟同户商客者师工书服务支电系询打被告院委局心司部处科室办楼组乡镇村府领导队站所准制审稿影手席标领方文图])"
    rf"(?P<link>(?:姓名|名单|信息"
    rf"|签[字名])?(?:\d"
    rf"|[一二三四五六七](?=[:：（(]))?(?:{BLANK}{{0,4}}(?P<note>{NOTE}))?{BLANK}{{0,6}}[:：]?{BLANK}{{0,6}}[（(“\"「『]?(?:{NEXT})?"
    rf"|(?:分别)?[为是有由找](?:[:：])?)"
    rf"(?=[{HAN}]{{2}})"
)
ROLE = re.compile(rf"(?:{OFFICE})\Z")
# the roles behind which no sign is needed: 人 and 员 end other words as well
GLUED = re.compile(
    r"(?:专家|评委|[组主]长|主任|(?<!专家组)(?<!小组)成员|组员|委员|(?<!先进)代表|老师|导师|秘书|干事"
    r"|会计|出纳|书记|评审委员会|评标委员会|(?:谈判|磋商|询价|评审|评标|验收|论证)小组|专家组|经理|总监"
    r"|[处科院所校局站队部市县区镇乡会事班]长"
    r"|监督|记录|主持|作者|编辑|记者|[程造监]师|律师|法人|经营者|负责者|原告|(?<!投诉)被告|领导(?!小组)"
    r"|纪委|科学家|院士|教授"
    r"|(?:联系|经办|(?<!采购)(?<!招标)代理|负责|主持|记录|唱标|监标|复核|审核|审批|验收|收件|收货|见证"
    r"|公证|评审|撰稿|受理|承办|发布|编制|签发|投资"
    r"|申请|申购|领用|使用|承租|受让|竞得|买受|第三|主讲|当事|自然|牵头|对接|联络|举报|实控|填报|报名"
    r"|受托|委托|监护|法定代表|授权代表)人"
    r"|(?:监督|记录|公证|联络|采购|业务|验收|监标|唱标|检测|管理|审判|监察|纪检|工作|参会|参加|评审"
    r"|信息|安全|施工|质检|讲解|服务|技术|专业|执法|见证|经办|承办)人?员)\Z"
)
# what else may end a word for a person; behind it only what is likely a name
OF_PERSONS = re.compile(r"(?:[员师者户]|[诉签派办护证]人|支书|客服|专责)\Z")
# labels of persons where a colon stands behind them
NAMED_BY = re.compile(
    r"(?:[出列缺]席|参会|[与到]会|制[单表]|批准|审批|复核|[主副]审|主讲|主持|记录|纪检|监察|编[审制]"
    r"|见证方|图文|文图|监制"
    r"|[校供撰拟核]稿|摄影|经手|申报|领用|执笔|见证|监督|签[批收]|对接|文字|图片|上传|初审|终审|校对"
    r"|责编|商务|技术|业务|[处科室办组]|[^全内]部)\Z"
)
PREPOSITION = re.compile(
    r"(?:由|因|感谢|委派|指派|[聘邀]请|经(?![纪济营理费验过])|请|与|找|受|据|向|跟|致电|联系|咨询|询问"
    r"|拨打|代表|(?<![\u4e00-\u9fff])[以应])\Z"
)
BODY = re.compile(
    r"(?:[院系部处科室办组校所局委楼队站厅署]|中心|公司|大学|政府|机构|[镇乡村]|街道|[号层座])\Z"
)
FUNCTION = frozenset("于在为因将已对向从以就按也不均都还曾的是与和及或并且则由被把给")
_COUNT = (
    r"(?<!第)(?:等|共|这|上述)?[一二三四五六七八九十两\d]{1,2}[人名位]"
    r"(?=[^\u4e00-\u9fff]|\Z|[组构]成|专家|同志|评委|老师|教授|成员|代表|先生|女士|完成|负责|一致"
    r"|[参到论评出审签共均的为])"
)
_TITLE = (
    "老师|先生|女士|小姐|同志|(?:副|助理)?教授|(?:副|助理)?研究员|(?:正?高级)?(?:工程师|会计师|经济师"
    "|实验师)|高工|博士|院士"
    "|讲师|总工程师|总监|总经理|委员(?![会长])|副?(?:主任|处长|科长|院长|所长|校长|经理|书记|局长)|课题组|团队"
    "|专家|评委|医生|大夫|律师(?!事务)"
    "|法官|同学"
)
STYLED = re.compile(_TITLE)  # 丁老师
_ACTS = (
    r"一致[同推认表]|[担兼]?任(?=组|主|委|副|评|成|该|本)|担任|主持|论证|评审|评议|陈述|发言|打分|评分|给出|提出|认为"
    r"|意见|表示|指出|建议|宣[布读]|持有"
    r"|因[故病公]|到[场庭会]|现场|全程|[出列]席|参[加会与]|签[字名署收]|介绍|汇报|记录|唱标|监[督标]"
    r"|见证|公证|复核|审[核批查]|签发|进行"
    r"|收(?![入到取费])|领取|负责|带[队领]|陪同|接待|为(?:组长|主任|组员|成员|副|评|负|首席)"
    r"|等(?![级效候于])|处[，。；、]|出具|组成|构成|"
    r"同意|未(?:到|能|出|参|签|回避)|缺席|请假|回避|替[补换]|[递提]交|(?:联系)?电话|手机|微信|邮箱|牵头|执笔|起草"
    r"|联系|报名|咨询|登记|[（(](?:先生|女士|男|女|组长|教授"
    r"|个人|自然人)"
    r"|于\s?\d|发布|主讲|预约|受邀|讲话|答复|当场|来自|共同|[在作]出|存在|未按|以最高|报价|中标|竞得"
    r"|为您|使用|要求|科研|以每|因科研|自主|供稿|撰稿|摄影|评标|讲解|答疑|办理"
)
BEHIND = re.compile(rf"{_COUNT}|{_TITLE}|{_ACTS}")
TITLED = re.compile(
    rf"(?<=[{HAN}]){BLANK}{{0,2}}(?:{_COUNT}|{_TITLE}|[担兼]?[任为](?:组[长员]|成员|委员|副?主任|评委"
    rf"|监督)|担任|主持|唱标"
    rf"|[供撰]稿|摄影|论证"
    r"|[（(](?:先生|女士|男|女|组长|自然人|个人)[）)]|收[）)，,。\n]|[到出]庭|到[场会]|[出列]席"
    r"|现场(?:监督|见证|参与)|陈述|因[故病公]未|发言|带队|执笔)"
)
FIRST = re.compile(rf"(?<![{HAN}A-Za-z\d·])(?=[{SURNAMES}{RARE_SURNAMES}{OLD_SURNAMES}][{HAN}]{{2}})")
PHONE_NEXT = re.compile(
    r"[ \t\u3000，,:：（(、]{0,3}(?:1[3-9]\d{9}|1[3-9]\d[- ]\d{4}|0\d{2,3}[-－— ]?\d{7}|\d{7,8}(?!\d))"
)
OF_BODY = re.compile(r"(?:[公厂店]司?|[司院所校局部厅处科室组馆路街镇乡村县区市省]|中心|大学|小学|中学)\Z")
BODY_WORD = re.compile(
    "公司|集团|大学|学院|医院|中心|研究|科技|有限|[厂局委店路街区市县镇]|银行|[中小]学|部门|单位|人民"
)


def is_likely_person(word: str, least: float) -> bool:
    """Return whether a word by itself is likelier than `least` a person's name, and no body's."""
    return has_surname(word) and likelihood(word) > least and not OF_BODY.search(word)

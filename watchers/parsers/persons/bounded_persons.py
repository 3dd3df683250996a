"""Persons in sentences, known by what bounds them: a role before, a sign, a verb or a title behind. Pure.

Whatever stands between the two is a name, also a word or a place: a role is followed by few other words, and
those are known (`专家论证`, `负责人资格`). That one of them is lost costs nothing.
"""

import re

from watchers.parsers.persons.person_cues import BEHIND, HAN
from watchers.parsers.persons.person_slots import bodies_in, is_list, tells_persons

_ROLE = (
    r"(?:专家|评委|组长|(?<!专家组)成员|组员|(?:人|业主|用户|授权|单位)代表|老师|导师|[^经]经理|工程师|建造师|律师"
    r"|(?:监督|记录|公证|联络|工作|业务|经办|书记|审核|管理|技术|信息|专业|监标|唱标|采购|执行)人?员"
    r"|(?:经办|联系|负责|主持|记录|唱标|见证|监标|复核|审核|收件|签发|验收|对接|委托代理|授权代理)人|(?:评审|评标)委员会|通讯员)"
)
# what else follows a role: words of grammar, and what a role has or does
_GOES_ON = (
    r"(?:[的会组人员国驻们对在及与和库费证将应须可均已未于按被把给是为等由从之以不所也要能并并且有无就向推进同级]"
    r"|论证|电话|意见|名单|情况|事务|资格|姓名|注册|身份|职[责称务]|[打评得]分|说明|主持|核验|[列出缺]席|联系|签|信息"
    r"|简历|业绩|要求|条件|安排|单位|部门|人数|数量|工作|负责|常驻|独立|严格|培训|咨询|认为|一致|分别|现场|组成|担任"
    r"|服务|管理|系统|劳务|评[审标议]|考核|统一|共同|必须|全程|具备|提供|报名|到|参[加与]|采用|根据|依据|认定|确认|出具"
    r"|讨论|研究|审[查核]|小组|成员|代表|以及|代理|详见|附件|当场|授权|委托|[担兼]任|教育|项目|采购|中标|投标|招标|供应|成交|[本该]|[各全]|指定|主[任要])"
)
_NAME = rf"(?:[{HAN}]{{1,6}}·[{HAN}]{{1,6}}|(?!{_GOES_ON})(?:(?![和及与])[{HAN}·]){{2,4}}?)"
# behind a first name and 、 a name is due, whatever word it looks like
_FURTHER = rf"、(?:(?![和及与])[{HAN}·]){{2,4}}?|[、和及与]{_NAME}"
_NAMES = rf"{_NAME}(?:{_FURTHER}){{0,9}}"
_OF_ROLE = re.compile(
    rf"(?<!非)(?P<role>{_ROLE}(?:[一二三四五六七\d](?=[ \t]|[{HAN}]{{2,4}}[（(]))?"
    rf"(?:分别|有)?[为是由]?[ \t]?)(?P<list>{_NAMES})"
    rf"(?=[。；;，,）)\n]|[ \t]?[（(]|\Z|和|与|{BEHIND.pattern}|以及"
    rf"|[、和及与](?:[{HAN}]{{0,3}}{_ROLE}|业主|采购人|代理)"
    r"|[在对已未将均于不说][^\W\d])"
)
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])[ \t]+(?=[\u4e00-\u9fff])")
_JOINT = re.compile("[、和及与]")
# 由丁一审核，戊二签发；丁一任组长; no office, no side
_OFFICE = "[责务方部处科室院局校办司人组会家位者厂队站商委员府门长心构表]"
_DOES = re.compile(
    rf"(?P<lead>[由经在]|[，,；;。（(]|(?<![^\n])){_NAMES}(?<!{_OFFICE})"
    r"(?=(?:审核|签发|签批|复核|牵头|配合|替补|代签|负责解释)(?:[，。；）)]|\Z)|的监督下|[担兼]?任(?:副?组长|组员)|因[故病](?:迟到|缺席|未|请假)|主持[，。；]|带队)"
)
# 由丁 一、戊二组成的评标委员会
_MADE_OF = re.compile(
    rf"(?<=由)(?P<list>[{HAN}·、和及与 \t]{{2,80}}?)(?=等?(?:[一二三四五六七八九\d]人)?(?:共同)?组成)"
)
# 编辑/丁一 责编｜戊二
_CREDITED = re.compile(
    rf"(?<![{HAN}])(?P<duty>文字?|图片?|编辑|责编|监制|摄影|校对|审核|排版|设计|撰文|供稿|编审|[初复终]审)"
    rf"[ \t]?[/／|｜丨][ \t]?[{HAN}·]{{2,4}}(?![{HAN}])"
)
# 请联系丁一（…）, 找丁一登记
_CALLED = re.compile(
    rf"(?P<lead>(?<=[请可，,；;。])(?:联系|致电|咨询)|[请可，,楼室 ](?:找|与)){_NAME}(?<!{_OFFICE})"
    r"(?=[ \t]?[（(]|登记|报名|办理|联系|或)"
)
# 投诉人：丁一（自然人）
_PRIVATE = re.compile(rf"(?<![{HAN}·])[{HAN}·]{{2,4}}(?=[（(](?:(?:自然人|个人)[）)]|(?:公民)?身份))")
# 请联系丁一老师; a class of persons is none: 全体老师
_TITLED = re.compile(
    rf"(?:(?P<lead>[由请找与向给处科室办部院系]|联系|咨询)|(?<![{HAN}]))"
    r"(?!各|全|任课|班|所有|我|本|广大|参会|辅导|有关|相关|带队|指导|联系|负责|采购|项目|在校|骨干|专业|青年|[外特]聘|客座|[男女同]|优秀)"
    rf"[{HAN}·]{{2,3}}(?=(?:老师|先生|女士|同志|同学)(?![{HAN}]))"
)
# 原评委丁一更换为戊二, 反馈给丁一
_GIVEN = re.compile(
    rf"(?<=[更替]换为)[{HAN}·]{{2,4}}(?=[。；;，,\s]|\Z)|(?<=反馈给)[{HAN}·]{{2,4}}(?=[。；;，,\s（(]|\Z)"
    rf"|(?<=[评验]审的有){_NAMES}(?=[。；;，,\s]|\Z)"
)
# 专家改为戊二, 名单更正为丁一、戊二
_CHANGED = re.compile(
    rf"(?P<who>专家|评委|成员|组[长员]|代表|名单){_NAME}?(?P<verb>(?:更正|变更|调整|改|换)为){_NAMES}(?=[。；;，,\s]|\Z)"
)
# （丁一收）, 405室，丁一收
_RECEIVES = re.compile(
    rf"(?<=[（(，,\s室科处办部层座楼道号])(?![{HAN}]*(?:公司|中心|[处科室部办]收))[{HAN}·]{{2,3}}(?<![签查验回接代征税营吸丰])"
    r"(?=[ \t]?收(?:[）)，,。；;\s]|\Z))"
)


def without_bounded(text: str, told: list[str]) -> str:
    """Return `text` without the words that a role and what stands behind them bound; the rest stays.

    What goes is added to `told`.
    """

    def taken(bounded: re.Match[str]) -> str:
        told.extend(_JOINT.split(bounded["list"]))
        return bounded["role"]

    def without_list(made: re.Match[str]) -> str:
        listed = _BLANK.sub("", made["list"])
        if bodies_in(listed) or tells_persons(listed) or not is_list(listed):
            return made[0]
        told.append(listed)
        return ""

    text = _CHANGED.sub(r"\g<who>\g<verb>", text)
    text = _MADE_OF.sub(without_list, _CREDITED.sub(r"\g<duty>", text))
    text = _OF_ROLE.sub(taken, text)
    text = _TITLED.sub(lambda titled: titled["lead"] or "", text)
    text = _CALLED.sub(r"\g<lead>", _DOES.sub(r"\g<lead>", _PRIVATE.sub("", text)))
    return _GIVEN.sub("", _RECEIVES.sub("", text))

"""Chinese names of persons known by themselves: a surname and characters that parents choose. Pure.

`persons` asks what stands beside a short word; here the word itself must look like a name, so that a role, a
verb or a title beside it is enough and no sign has to part them (`特邀专家丁一鸣研究员`). A brand may look
like a name too (金山云): none is taken out that nothing announces.
"""

import re

from watchers.parsers.persons.persons import COMPOUND, EDGE, NUMBER, SURNAMES, keeping

# Frequent in given names of either sex, from the 1930s on (general knowledge, no list copied).
GIVEN = (
    "一丁世东丹丽乃久义之乐乔书云亚亨京亮仁仙代仪任伟传伦伯佑佩佳依侠俊保信倩健元兆先光克全兰兴养冉军"
    "农冠冬冰冲冶凌凝凡凤凯凰刚初利前力功加劲勃勇勋勤化北千升卉华卓南博卫印厚友双发可叶司合吉同名向君"
    "吟启吴和咏品哲唯善喆喜嗣嘉四固国圆圣坚坤垚城培基堂墉增墨士壮声夏天太夫奇奋奎奕好如妍妙妮妹姗姝姣"
    "娅娇娜娟娣娥娴婉婕婧婵婷媛嫚嫣子存孝学宁宇守安宏宗官定宜宝实宣宪家宸容宾寅富寒察导寿封小尚屏山岐"
    "岗岚岩岭峥峰峻崇崧嵘巍川州工巧巨帅帆希平年广庆庚庭康延廷建开弘强彤彦彩彪彬彭彰影征律德徽心忆志忠"
    "忱忻怀思怡恒恕恩恬恺悠悦情惠想愉意慈慧懋懿戈成战才扬承抒抗拓拥振挺捷攀敏教敦敬文斌斐新方旦旭时旺"
    "旻昂昆昇昊昌明易昕星春昭是昱昶晋晓晔晖晗晟晨景晴晶智暄曙曜曦曼月朋朗望朝木本术权杉杏材束来杨杭杰"
    "松林果枫柏柔柯柱柳标栋树栓校根格桂桃桐桥梁梅梓梦棣森楚楠楷榕槐模欢欣歌正武毅毓民水永汉江池沁沂沅"
    "沐沙沛河治泉泓波泰泽洁洋津洪洲浩浪海涓涛润涵淇淑淞深淳添清渊渝温湘湛源溢溪滔滢滨漫潇潮澄澍澎澜瀚"
    "灏灵炎炜炬炯炳烁烈烨焕焰焱然煜照熙熹燕爱爽牧献玉玥玮环玲珂珉珊珍珑珠珩班理琛琦琪琬琮琰琳琴琼瑄瑛"
    "瑜瑞瑶瑾璇璋璐璟璠璧甜生田男畅留畴疆登白皓盈盛盟直相盼真睦睿知石砚硕碧磊磐礼祎祖祥祯祺禄福禧禹禾"
    "秀秉秋程稷穆穗立竞端竹笑策筠筱箫米精素红纪纯纲绍绎经绪续绮维绿缘罡美群羽翀翊翎翔翠翰耀耕耘聆聪育"
    "胜胤能腾臣自致舒航良艳艺芃芊芙芝芬芮芯花芳芷芸芹苏苑若英苹茂茜茵荣荷莉莎莘莲莹莺菀菁菊菡菲萃萌萍"
    "萱葆葵蒙蓉蓓蓝蔚蕊蕾薇虎虹蛟融行衍衡裕西观誉训诗诚语谊谋谦谨谱豪豫贝贞贤贵赋赛赞起超越跃路轩轮轶"
    "辉辰达迅迎运远连迪逊逸道遥遵邈邦郁郡鄂醒采里重野金鉴鑫钊钢钦钧钰铁铃铎铖铠铭银锋锐锦镇镔长闯闻阔"
    "阳陆陵隆隽雁雄雅雍雨雪雯雷霁霄霆震霏霖霞露青靖静非韧韬音韵韶顺颖颜风飞香馨驰驹骁骋骏骥高魁魏鲁鲲"
    "鸣鸽鸿鹃鹏鹤麒麟黎默黛齐龄龙"
)
# These occur beside another character of the name: by itself each makes words with a surname (方法, 管理中).
IN_PAIRS = (
    "令呦公晚后期中进里科小大政复开甲召哥坤稼淦桓轫甬煌斯绵鸥谟尧孟锡纬左肖罗肇彭怀其旗恩万泳仲伯叔季继"
    "嗣教法业名太西北百三五双自多归升闻识知闰甫子女儿弟姐妹台亭阁园圃渔樵读言曲牛羊犬兔蛇鼠"
    "六八九十零谢敬常奇巧拙朴素净洗沐雨雷电虹霓泰坎乾屯师履旅节"
)
_SURNAME = SURNAMES.replace("和", "")  # 老师和同学
NAME = (
    rf"(?:(?:{COMPOUND})[{GIVEN}]{{1,2}}"
    rf"|[{_SURNAME}](?:[{GIVEN}{IN_PAIRS}]{{2}}|[{GIVEN}]))"
)
_TITLE = (
    "老师|先生|女士|小姐|同志|(?:副|助理)?教授|(?:副|助理)?研究员|"
    "(?:高级|正高级)?(?:工程师|会计师|经济师|实验师)|高工|博士|院士|讲师"
)
_HEADED = rf"{_TITLE}|主任|处长|科长|院长|所长|校长"
NAMES = rf"{NAME}(?:{_TITLE})?(?:[ \t]?[、,，/和及与 \t\u3000][ \t]?{NAME}(?:{_TITLE})?){{0,11}}"
# Who a sentence or label speaks of; parties to a tender are 人 as well and mostly companies.
_PARTIES = ("采购", "招标", "中标", "投标", "供应", "承包", "发包", "响应", "候选", "竞买", "成交")
_ROLE = (
    r"(?:专家|评委|组长|(?<!发展)代表|老师|教师|导师|科学家|总监|作者|经办|编辑|主持|监督|投诉|发布者|联系|"
    r"[拟核供撰审]稿|[唱监]标|签字|签名|摄影|班子|群管理|(?:招标|采购)代理|参与评审|经理|董事长|专责|"
    r"(?:管理|监管|监察|商务|技术|业务|财务|法务|审计|行政|抄送)(?=[：:])|"
    + "".join(f"(?<!{party})" for party in _PARTIES)
    + "人|(?<!议)员|工程师|建造师|监理师)"
)
_LINK = (
    r"(?:[ \t\u3000]?(?:信息|名单|姓名|签字)?[ \t\u3000]?[：:（( \t\u3000][ \t]?|[为是有由][：:]?|"
    r"[ \t]?[（(][^（）()\n]{1,8}[）)][ \t]?[：:]?[ \t]?)?"
)
ENDS = (
    rf"(?=[\s，,；;。、：:（）()/]|\Z|等|{_TITLE}|处|收|共?[\d一二三四五六七八九十]{{1,2}}[人名位]|"
    r"负责|联系|报名|咨询|领取|全程|主持|申请|论证|评审|参加|签字|审核|到场|发布|登记|带队)"
)
_OF_ROLE = re.compile(rf"({_ROLE}{_LINK}){NAMES}{ENDS}")
_AFTER_VERB = re.compile(
    rf"(请[与找]|[请可]联系|联系|致电|拨打|咨询|询问|找){NAMES}"
    r"(?=[\s，,；;。（(]|\Z|联系|报名|咨询|领取|索取|登记|办理|手机|电话)"
)
_DOES = re.compile(
    rf"([由经处科室部]){NAMES}(?=等?[\d一二三四五六七八九十]{{0,2}}[人名位]|"
    r"等?(?:专家|负责|论证|评审|组成|验收|带队|陪同|接待|担?任|主持|唱标|记录|监督)|处[，。；\s])"
)
# …，丁一、戊二任组员
_ACTS = re.compile(rf"{EDGE}{NAMES}(?=担?任(?!何)|主持|唱标|记录)")
_RANK = rf"(?:{_TITLE}|主任|处长|院长|组长|组员|成员|专家|男|女|收)"
# 丁一鸣（某大学教授）; a title behind a name between signs
_RANKED = re.compile(
    rf"(?:{EDGE}|(?<=[受据跟给向科处室部])){NAME}"
    rf"(?:[ \t]?[（(][^（）()\n]{{0,20}}{_RANK}[^（）()\n]{{0,10}}[）)]"
    rf"|(?:{_HEADED})(?!\w*[公厂店])|(?=(?:课题组|团队|个体工商)))"
)
# a row of a table of experts: 1 丁一鸣 某大学 教授
_ROW = re.compile(
    rf"(?m)^([ \t]*(?:\d{{1,2}}[、.．)）]?[ \t]+)?){NAME}"
    rf"(?=[ \t\u3000]+[^\n]{{0,40}}(?:{_RANK}|大学|学院|研究[院所])[ \t]*$)"
)
_BEFORE_NUMBER = re.compile(
    rf"{EDGE}{NAMES}(?=[，, \t：:（(/]{{0,2}}"
    rf"(?:(?:联系)?电话|手机|微信|邮箱|{NUMBER}))"
)
_LINES_OF_NAMES = re.compile(
    r"(?m)^([^\n]{0,20}(?:专家|成员|评委|人员)(?:名单|信息|姓名)?[ \t]*)"
    rf"(?:\n[ \t]*{NAME}[ \t]*(?:[（(][^（）()\n]{{1,12}}[）)])?[ \t]*$)+"
)
_WESTERN_CONTACT = re.compile(
    r"(?i:(?:\b(?:contact(?: (?:person|name))?|att(?:entio)?n|(?:project|contract) manager|"
    r"(?:prepared|signed) by)[ \t]*[:：]|联系人[ \t]*[:：]?)[ \t]*)"
    r"[A-Z][\w'\u2019-]+(?:[ \t]+[A-Z][\w'\u2019-]*\.?){1,3}"
)


def without_owners(text: str, owners: list[str]) -> str:
    """Return `text` without the names that stand before a phone number or a word for one.

    They are added to `owners`.
    """
    return _BEFORE_NUMBER.sub(keeping(owners), text)


def without_named(text: str) -> str:
    """Return `text` without names of persons that a role, a verb or a title announces.

    The words that announce them stay. One pass for each kind.
    """
    text = _LINES_OF_NAMES.sub(r"\1", text)
    text = _ROW.sub(r"\1", _RANKED.sub("", text))
    text = _ACTS.sub("", text)
    text = _DOES.sub(r"\1", _AFTER_VERB.sub(r"\1", _OF_ROLE.sub(r"\1", text)))
    return _WESTERN_CONTACT.sub("", text)

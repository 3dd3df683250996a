"""What tells of persons in a text: roles, and labels behind which they stand. Pure.

General knowledge of how notices are written.
"""

import re

from watchers.parsers.persons.personal_words import OFFICE

HAN = "\u4e00-\u9fff"
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
# labels of persons where a colon stands behind them
NAMED_BY = re.compile(
    r"(?:[出列缺]席|参会|[与到]会|制[单表]|批准|审批|复核|[主副]审|主讲|主持|记录|纪检|监察|编[审制]"
    r"|见证方|图文|文图|监制"
    r"|[校供撰拟核]稿|摄影|经手|申报|领用|执笔|见证|监督|签[批收]|对接|文字|图片|上传|初审|终审|校对"
    r"|责编|商务|技术|业务|[处科室办组]|[^全内]部)\Z"
)
OF_BODY = re.compile(r"(?:[公厂店]司?|[司院所校局部厅处科室组馆路街镇乡村县区市省]|中心|大学|小学|中学)\Z")

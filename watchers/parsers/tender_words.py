"""The words of Chinese procurement notices: which label means which field, which title which stage. Data."""

import re

# field -> labels, as they stand before a colon or in a table; blanks and brackets inside are ignored
LABELS = {
    "buyer": """
        采购人名称 采购人单位名称 采购人（甲方） 采购人 采购单位名称 采购单位 采购方 采购机构 招标人名称
        招标人 招标单位 甲方 甲方名称 需方 业主单位 业主 建设单位 委托单位 委托人 申购单位 用户单位
        使用单位 需求单位 项目业主 项目单位 采购业主 采购人全称 采购单位全称 采购人单位 采购人名 采购机关
        购买方 买方 询价单位 项目法人 发包人 发包单位
    """,
    "agency": """
        采购代理机构全称 采购代理机构名称 采购代理机构 代理机构名称 代理机构 招标代理机构名称 招标代理机构
        招标代理 集中采购机构 采购代理单位 招标代理单位 代理单位 集中采购机构名称 委托代理机构 社会代理机构
        代理公司 招标代理公司 招标机构 采购代理 采购执行机构
    """,
    "supplier": """
        中标成交供应商名称 中标供应商名称 成交供应商名称 中标成交供应商 中标供应商 成交供应商 中标人名称
        中标人 成交人 成交人名称 中标单位名称 中标单位 成交单位名称 成交单位 中标方 供应商名称 供应商乙方
        乙方 乙方名称 中选供应商 中选人 中选单位 入围供应商 入围供应商名称 拟定供应商名称 拟定供应商
        拟成交供应商 拟中标供应商 拟采购供应商 拟单一来源供应商名称 唯一供应商名称 唯一供应商 中标公司
        成交公司 中标商 成交商 中标机构 供方 结果供应商 拟定的唯一供应商名称 拟定唯一供应商名称 中标企业
        成交企业 中标服务商 成交服务商 供应商 拟定的唯一供应商名称及其地址 拟定唯一供应商 单一来源供应商
        定标供应商 中标供应商全称 成交供应商全称 承包人 承包单位 卖方 供货商 供货方 最终中标人 受让方 竞得人
        合同供应商 拟邀请供应商 拟确定供应商 服务商 服务商名称
    """,
    "candidate": """
        中标候选人 中标候选人名称 成交候选人 成交候选人名称 第一中标候选人 第二中标候选人 第三中标候选人
        第一成交候选人 第二成交候选人 第三成交候选人 第一候选人 第二候选人 第三候选人 推荐中标候选人
        候选供应商 中标候选供应商 成交候选供应商 候选中标供应商 中标候选单位 候选人名称 候选供应商名称
        第一名 第二名 第三名
    """,
    "bidder": """
        投标供应商 投标人名称 投标人 投标单位 报价供应商 响应供应商 参与供应商 投标供应商名称 投标单位名称
    """,
    "project_number": """
        项目编号 采购项目编号 招标编号 招标项目编号 采购编号 原公告的采购项目编号 原公告采购项目编号
        项目代码 采购项目代码 项目号 磋商文件编号 谈判文件编号 招标公告编号 委托编号 询价单编号
        询价编号 磋商编号 谈判编号 竞价编号 采购文件编号 项目编码 标书编号 申购单号 竞价单号 原项目编号
    """,
    "contract_number": "合同编号 合同号",
    "tender_number": "招标文件编号 采购计划编号 计划编号 采购计划备案文号 政府采购计划编号 备案编号",
    "project_name": """
        项目名称 采购项目名称 招标项目名称 原公告的采购项目名称 原公告采购项目名称 工程名称 标项名称
        申购主题 竞价名称 采购名称 原项目名称 项目名 采购项目 招标项目
    """,
    "contract_name": "合同名称",
    "budget": """
        预算金额 采购预算 采购预算金额 项目预算 项目预算金额 预算总金额 预算 项目总预算 总预算 预算价
        最高总预算 政府采购预算金额 预算资金 采购项目预算 采购项目预算金额 预算限额 资金预算
        财政预算金额 项目预算总额 采购预算总额 合同估算价 投资估算 概算金额
        拟采购的货物或服务的预算金额 拟采购的货物或者服务的预算金额 货物或服务的预算金额
    """,
    "ceiling": """
        最高限价 招标控制价 控制价 最高投标限价 采购限价 限价 最高总限价 拦标价 上限价 投标最高限价
        招标最高限价 采购控制价 采购最高限价
    """,
    "award": """
        总中标金额 总成交金额 总中标成交金额 中标成交金额 中标金额 成交金额 中标价 成交价 中标价格
        成交价格 中标总价 成交总价 中标成交价 中标成交价格 合同金额 合同总金额 合同总价 合同价 合同价款
        拟成交金额 中标总金额 成交总金额 中选金额 中选价 中标报价 成交报价 最终报价 中标额 成交额
        中标成交总金额 结果金额 签约合同价 最终成交价 定标金额
    """,
    "total": "总价 合计 总金额 合计金额",
    "price": "报价 投标报价 总报价 投标总价 投标价 投标金额",
    "deadline": """
        提交投标文件截止时间 投标截止时间 投标文件递交截止时间 响应文件提交截止时间 提交响应文件截止时间
        递交响应文件截止时间 提交首次响应文件截止时间 首次响应文件提交截止时间 报价截止时间 竞价截止时间
        截止时间 递交截止时间 投标文件提交截止时间 响应文件递交截止时间 提交资格预审申请文件截止时间
        申请文件提交截止时间 提交投标文件的截止时间 响应截止时间 报名截止时间
    """,
    "opening": "开标时间 开标日期 开标日期及时间 开启时间 响应文件开启时间 投标文件开启时间",
    "region": "行政区域 所属地区 所在地区 项目所在地 地区",
    "category": "品目 采购品目 品目名称 采购类别 品目分类 采购目录 采购品目名称",
    "published": "公告时间 公告日期 发布时间 发布日期 公告发布时间",
    "model": "规格型号 型号 货物型号 品牌型号 品牌规格型号 规格 货物规格型号 规格及型号",
    "lot": """
        包组 包号 标段 标项 采购包 分包号 标包 包件 标段号 合同包 包组号 分包 包件号 标段编号 标项号
        包名称 标段名称
    """,
    "name": "名称 单位名称",
}
FIELD_OF = {
    label.replace("（", "").replace("）", ""): name
    for name, labels in LABELS.items()
    for label in labels.split()
}

# fields whose labels are made in more ways than can be listed
FORMS = (
    (
        "deadline",
        re.compile(
            r"(?:[递提]交)?(?:首次)?(?:(?:投标|响应|报价|应答|磋商|谈判|竞价|竞标|申请)(?:响应|申请)?(?:文件|材料)?)"
            r"(?:的?(?:[递提]交|接收|上传))?的?截止(?:时间|日期)?(?:[及和与（(]开标(?:时间)?)?"
        ),
    ),
)

# what numbers a line or a label
NUMBERING = re.compile(
    r"\A(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．)]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[、.．])+"
)

# headings under which a bare `名称：` names this party, or what is bought
SECTIONS = (
    ("", re.compile(r"主要标的")),
    ("agency", re.compile(r"代理机构(?:信息|名称)?|代理单位信息|集中采购机构信息")),
    ("buyer", re.compile(r"(?:采购人|采购单位|招标人|采购方|甲方)(?:信息|名称)?|业主信息")),
    (
        "supplier",
        re.compile(
            r"(?:拟定?|唯一|中标|成交|中选|入围)?(?:[（(]成交[）)])?供应商(?:信息|名称)?|乙方信息|中标人信息"
        ),
    ),
)

# stage -> words of a title, the first that is found wins
_STAGES = (
    ("correction", "更正|变更|澄清|补充公告|补遗|延期|修改公告|答疑|更改"),
    ("cancelled", "废标|流标|终止|采购失败|招标失败|失败公告|取消|撤销|作废|暂停|中止"),
    ("intention", "采购意向|意向公开|意向公告|意向公示|需求公示|采购计划"),
    ("candidates", "候选人?|预中标|拟中标|预成交|评标结果公示|评审结果公示"),
    ("contract", "合同公告|合同公示|合同信息|采购合同|合同备案|合同$"),
    ("acceptance", "验收"),
    ("award", "中标|成交|中选|定标|入围|结果公告|结果公示|采购结果|结果$"),
    ("single-source", "单一来源"),
    ("prequalification", "资格预审|资审"),
    ("tender", "招标|磋商|谈判|询价|询比|竞价|比选|遴选|竞标|采购公告|采购项目公告|邀请|招租|采购$|公告$"),
)
STAGES = tuple((stage, re.compile(words)) for stage, words in _STAGES)
# 验收检测服务采购公告, 变更设备采购招标公告: what is bought, no kind of notice
_BOUGHT = re.compile(
    r"(?:验收|(?<!关于)变更)(?=(?!公开|竞争|邀请|单一|[为后的及和与])[\u4e00-\u9fff]{2,20}"
    r"(?:采购|招标|磋商|谈判|询价|竞价|比选|遴选|中标|成交|中标结果|成交结果)(?:项目)?公告(?:[（(][^（）()]*[）)])?\Z)"
)
CHANNEL_STAGES = {
    "gkzb": "tender", "yqzbgg": "tender", "jzxcs": "tender", "jzxtpgg": "tender", "xjgg": "tender",
    "zbgg": "award", "cjgg": "award", "gzgg": "correction", "fblbgg": "cancelled",
    "dylygg": "single-source", "zgysgg": "prequalification",
}  # fmt: skip


def stage_of(title: str, *hints: str) -> str | None:
    """Return the stage that a title's last words tell, else the whole title, else the hints in turn.

    The end of a title is its kind (`…招标代理服务成交公告` is an award); what stands before is the project.
    """
    title = _BOUGHT.sub("", title.strip())
    for text in (title[-12:], title, *hints):
        for stage, words in STAGES:
            if words.search(text):
                return stage
    return None

"""How the labels of Chinese notices are composed: words in turn, for each field. Data, and what it makes.

`拟` + `成交` + `供应商` + `名称`: offices combine a few words freely, so what can be listed is the words.
Labels that are no such combination are listed in `tender_words`.
"""

import re
from itertools import product

from watchers.parsers.tenders.tender_words import LABELS
from watchers.parsers.traditional import simplified

# of purchases
_KINDS = "采购 招标 询价 竞价 谈判 磋商 比选 遴选 竞谈 竞磋 询比 邀标 竞标 征集 抽签 议价 招投标 交易"
_WHO = "人 方 单位 机构 企业 公司 厂商 供应商 服务商"
_ALSO = "- 名称 全称"

# field -> words in turn, each list an alternative at its place; `-` is none of them
_COMPOSED = (
    (
        "supplier",
        "- 拟 预 最终 实际",
        "中标 成交 中选 入选 入围 定标 决标 得标 胜出 抽中 摇中 中签 竞得 承接",
        f"{_WHO} 者 商 厂家 商家 代理商",
        _ALSO,
    ),
    ("supplier", "拟定 拟选定 拟采购 唯一 单一 拟定单一 拟定唯一", "来源", "- 单位 供应商", _ALSO),
    ("bidder", "投标 报价 响应 应答 参与 参选 参评 竞标 应标 报名", _WHO + " 商", _ALSO),
    ("user", "- 项目 设备 最终", "使用 用户 需求 申购 请购 申请", "单位 部门 机构 方", "- 名称"),
    (
        "agency",
        f"- 委托 社会 政府采购 集中采购 招标采购 {_KINDS}",
        "代理",
        "- 方 单位 机构 公司 服务机构",  # a 委托代理人 is a person
        _ALSO,
    ),
    ("organiser", "- 采购 招标 项目 征集", "组织 执行 组织实施 承办", "单位 机构 方", "- 名称"),
    ("trustee", "受托", "人 方 单位 机构 代理机构", "- 名称"),
    (
        "project_number",
        f"项目 {_KINDS}",
        "- 项目 登记 受理 任务",
        "编号 编码 代码 号",
    ),
    # numbers of an office's own, or of a paper
    ("reference", "校内 院内 所内 内部 加急 紧急 登记 受理 文件 需求", "- 项目 采购", "编号 号"),
    ("budget", "- 项目 采购", "预算 经费 资金", "上限 额度 限额"),
    ("ceiling", "- 项目 采购 合同", "最高 总价", "限价 限额 控制价"),
    ("total", "- 合同 服务 总", "价款 费用", "- 总额 合计"),
    ("total", "- 合同", "固定 包干", "价 总价"),
    ("published", "发布 公布 刊登 挂网 上网 发文 发稿 填报 推送 上传", "时间 日期 日 于"),
)

_LISTED = [(name, label) for name, labels in LABELS.items() for label in labels.split()]
_MADE = [
    (name, "".join(words).replace("-", ""))
    for name, *places in _COMPOSED
    for words in product(*map(str.split, places))
]
FIELD_OF = {
    form: name
    for name, label in (*_MADE, *_LISTED)  # what is listed says more than what is made
    for form in (re.sub("[（）]", "", simplified(label)), re.sub("[（）的]", "", simplified(label)))
}
"""label, blanks and brackets left out -> field"""

# fields whose labels are made in more ways than can be listed
FORMS = (
    (
        "supplier",
        re.compile(
            r"(?!.*(?:未|候选|落标|备选|参与|排序|原)).{0,6}(?:中标|成交|中选|入选|入围|定标|承接|供货|竞得|拟签约|受让)"
            r"(?:成交)?(?:人|商|方|单位|机构|企业|公司|供应商|厂商|厂家|服务商|代理商)(?:名称|全称)?"
        ),
    ),
    (
        "buyer",
        re.compile(
            r"(?!.*(?:非|潜在|联系|代理)).{0,4}(?:采购|招标|征集|询价|竞价|比选|谈判|磋商|遴选|邀标|发包|采买|委托|购置)"
            r"(?:人|单位|方|主体|机关)(?:名称|全称)?"
        ),
    ),
    ("agency", re.compile(r".{0,4}代理(?:机构|公司|单位|方)(?:名称|全称)?")),
    ("estimate", re.compile(r".{0,6}(?:估算|概算|预估)(?:总|合计)?(?:金额|总额|价|额|造价|投资)?")),
    (
        "budget",
        re.compile(
            r"(?!.*(?:单价|单项|每|月|服务费)).{0,8}预算(?:总|合计)?(?:金额|总额|价格?|额度?|资金|经费|费用|上限|限额)?"
        ),
    ),
    ("ceiling", re.compile(r"(?!.*(?:单价|单项|每|月|服务费)).{0,8}(?:限价|控制价|拦标价)(?:金额|总额)?")),
    (
        "award",
        re.compile(
            r"(?!.*(?:单价|单项|每|月|服务费)).{0,4}(?:中标|成交|中选|定标|决标|得标)(?:总|合计)?(?:金额|总额|价格?|价款|额|报价)"
        ),
    ),
    (
        "reference",
        re.compile(
            r"(?!.*(?:合同|证|备案|计划|标段|包|执业|许可|注册|信用|税|产品|序列|资质|设备|发票|登记|账|专利|档案|批|文件"
            r"|附件|商品|物料|传真|电话|邮政)).{0,6}(?:编号|单号)"
        ),
    ),
    ("respondent", re.compile(r"被投诉人[一二三四\d]?")),
    (
        "model",
        re.compile(
            r"(?:参考|推荐|意向|拟采购|中标|成交|主要|设备|产品|货物|标的){0,2}(?:品牌)?(?:[、及和/])?(?:规格)?(?:[、及和/])?"
            r"(?:型号|机型)"
        ),
    ),
    (
        "deadline",
        re.compile(
            r"(?:[递提]交)?(?:首次)?(?:(?:投标|响应|报价|应答|磋商|谈判|竞价|竞标|申请|比选)(?:响应"
            r"|申请)?(?:文件|材料)?)"
            r"(?:的?(?:[递提]交|接收|上传))?的?截止(?:时间|日期)?(?:[及和与、（(]开[标启](?:时间|日期)?)?"
            r"|(?!.{0,12}(?:获取|发售|出售|领取|购买|下载|质疑|异议|答疑|公示|缴|保证金|咨询"
            r"|提问)).{0,12}(?:截[止标至]|最[迟晚])(?:时间|日期|日)?(?:[及和与](?:时间|日期))?(?:[及和与、]开[标启](?:时间|日期)?)?"
            r"|截止(?:[递提]交|接收)?(?:投标书?|标书|报价单?|文件)?的?(?:日期|时间)(?:[及和与](?:日期|时间))?"
            r"|(?:报价|竞价|投标|响应|应答)起止(?:时间|日期)?"
            r"|(?:谈判|磋商|询价|首次|报价)?(?:投标|响应|报价|申请|比选)文件的?[递提]交(?:时间|日期)?"
            r"|(?:报名及)?(?:资料|材料|报价单?|文件)的?(?:[递提]交|报送)(?:截止)?(?:时间|日期)?"
        ),
    ),
)

"""What provinces' interfaces call the parts of a notice, in lists and on its own page: keys of JSON. Pure.

Each interface has names of its own (`noticeTitle`, `TITLE`, `publish_time`, `publishDateString`; `xmbh` is
项目编号 by its initials); capitals, underscores and the type at the end do not matter.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
# field -> keys, folded; the first that has a value counts
KEYS = {
    name: tuple(keys.split())
    for name, keys in {
        "id": "id articleid noticeid uuid guid infoid bulletinid publishid",
        "title": """
            noticename noticetitle title articletitle bulletintitle tendertitle projectname infotitle
            caption ggbt xmmc gonggaobiaoti subject headline biaoti ggmc 标题 公告标题 公告名称 信息标题
        """,
        "date": """
            publishtime publishdate noticetime noticedate published pubdate pubtime releasetime
            releasedate issuetime issuedate infodate sendtime senddate noticesendtime postdate
            realpubtime receivetime addtime createtime createdate timestamp time tm fbsj fabutime fbrq
            ggsj releasedon publishedat releasedat issuedat fabushijian 发布时间 发布日期 公告时间 公告日期
        """,
        "url": "url link linkurl href pageurl detailurl articleurl",
        "area": "districtname regionname areaname area region",
        "type": """
            noticetypename mainbidmenuname bidmenuname noticetype pathname categoryname type
        """,
        "buyer": """
            purchaser purchasername buyername orgname buyer tenderee tendereename purchaseunit
            purchaserunit purchaseorg purchaseorgname tenderunit buyerunit buyerorg ownername owner
            procurementunit caigouren caigoudanwei zhaobiaoren zhaobiaodanwei cgr cgrmc zbr cgdw cgdwmc
        """,
        "agency": """
            agentname agencyname agency agentunit agencyunit agentorg agencyorg agent proxyname dljg
            dljgmc zbdl dailijigou dailidanwei zhaobiaodaili
        """,
        "project_number": """
            projectcode projectno noticecode projectnumber bidcode doccode noticeno bidno
            tenderno tendercode purchaseno purchasecode procurementno xmbh cgbh zbbh cgxmbh
            xiangmubianhao zhaobiaobianhao opentendercode sectioncode bidsectioncode
        """,
        "supplier": """
            suppliername winsuppliername winner winnername winbidder winbiddername winbidunit winunit
            winbidname bidwinner dealsupplier dealsuppliername winningbidder successfulbidder supplier
            zbgys zbgysmc cjgys cjgysmc gysmc zbdw zbdwmc cjdw winsupplier zhongbiaoren zhongbiaodanwei
            chengjiaogongyingshang
        """,
        "award": """
            bidamount winamount dealamount transactionamount winbidamount winbidprice winprice bidprice
            dealprice contractamount awardamount awardprice summaryprice zbje cjje zbjg cjjg
            zhongbiaojine chengjiaojine
        """,
        "budget": "budget budgetamount budgetprice budgetmoney projectbudget budgettotal ysje yusuanjine",
        "deadline": """
            bidendtime bidopentime opentime openbidtime deadline tenderendtime submitendtime
            quoteendtime kbsj tbjzsj
        """,
        "model": "model modelno specmodel xh ggxh xinghao guigexinghao",
        "body": """
            content noticecontent articlecontent html body detail text infocontent ggnr zhengwen
            neirong txt description 正文 公告内容 内容
        """,
    }.items()
}
_TITLE = re.compile(
    r"(?:notice|bulletin|tender|bid|info|news|gonggao|zhaobiao|zhongbiao|caigou|xinxi|gg)\w*title"
)
_TYPES = ("string", "str")


def folded(record: Record) -> Record:
    """Return a record by its folded keys; a search's hit is what it found."""
    found = record.get("_source")
    fields = {**record, **found} if isinstance(found, Mapping) else record
    return {_folded(str(key)): value for key, value in fields.items()}


def titled(record: Record) -> str:
    """Return what stands under a key of the interface's own that ends in `title`, "" for none."""
    return next(
        (value for key, value in record.items() if _TITLE.fullmatch(key) and isinstance(value, str)), ""
    )


def values_of(record: Record, name: str) -> Iterator[Any]:
    """Yield what a folded record has under the keys of a field, empty values left out."""
    return (value for key in KEYS[name] if (value := record.get(key)) not in (None, ""))


def _folded(key: str) -> str:
    key = key.replace("_", "").lower()
    return next((key.removesuffix(end) for end in _TYPES if key.endswith(end)), key)

"""Words that a dictionary of everyday language lacks or takes for names, and what names are made of. Data.

`technology.txt` holds things of science and technology by field, `known_words.txt` eponyms, makers, places
and nouns that begin as a surname does.
"""

from functools import cache, lru_cache
from importlib.resources import files

_PAPERS = """
    附件 附表 附图 附录 文件 招标 采购 投标 响应 磋商 谈判 询价 比选 遴选 竞价 单一来源 公告 公示 通知
    通知书 邀请 邀请书 成交 中标 候选 结果 更正 变更 澄清 答疑 补充 补遗 终止 废标 合同 协议 协议书 需求
    参数 技术 规格 规范 清单 明细 报价 报价单 预算 控制价 限价 最高 工程量 图纸 设计 方案 论证 意见 专家
    评审 评分 打分 办法 标准 资格 资质 证明 材料 声明 声明函 承诺 承诺书 授权 授权书 委托 委托书
    中小企业 小微企业 残疾人 福利性 单位 监狱 企业 格式 模板 样本 样表 范本 说明 须知 指南 登记 登记表
    报名 报名表 申请 申请表 申报 回执 简历 身份证 身份证明 证书 执照 营业执照 许可证 扫描件 复印件 盖章
    签字 签章 纪要 终稿 定稿 初稿 修改 修改稿 修订 版 正文 全文 原件 副本 正本 封面 目录 汇总 汇总表 一览表
    表 单 书 函 稿 图 项目 产品 货物 服务 工程 设备 商务 法人 法定 代表人 开标 评标 记录 报告 决定
    决定书 投诉 质疑 处理 回复 函件 合格 验收 保证金 缴纳 退还 操作 手册 系统 平台 软件 硬件 服务器 资料
    数据 情况 信息 内容 要求 条款 名称 数量 型号 配置 性能 测试 检测 安装 调试 培训 交货 履约 付款 发票
    最终 最后 第一 第二 第三 次 包 标段 金额 单价 总价 容量 温度 时间 方式 方法 高度 宽度 成本 管理 全部
    支持 公开 竞争性 电子 高性能 计算 集群 检定 全新 一 二 三 四 五 六 七 八 九 十 号 年 月 日 的 和 及
    与 新 旧 终 定 经费 关于 应标 应答 代理 公司 公章 施工 房屋 车辆 管道 应急 范围 费用 计划 安排
    时限 周期 来源 包括 包含 满足 相关 相应 简要 应为 应当 单列 单项 单据 包干 查询 双方 竣工
"""
DOCUMENTS = frozenset(_PAPERS.split())
"""Words of which the names of documents are made."""


_TAILS = """
    仪 器 机 炉 泵 管 膜 谱 镜 计 阀 腔 靶 枪 源 束 片 板 柜 站 台 舱 车 船 艇
    系统 设备 装置 平台 仪器 软件 硬件 模块 单元 组件 部件 样机 终端 整机 主机 网络 芯片
    材料 技术 工艺 仿真 测试 试验 检测 监测 测量 加工 制备 阵列 接口 程序 算法 关节 结构
    机构
"""
TAILS = frozenset(_TAILS.split())
"""What stands behind a word of technology and makes a longer one of it: 探伤 and 仪."""


@cache
def technology() -> frozenset[str]:
    """Return the words of technology; nobody is called by one of three characters or more."""
    return _words_of("technology.txt")


@lru_cache(maxsize=8192)
def is_thing(word: str) -> bool:
    """Whether a word is one of technology, or such a one and what makes a longer one of it: 探伤仪."""
    return word in technology() or any(
        word[-size:] in TAILS and word[:-size] in technology() for size in (1, 2)
    )


@cache
def known_words() -> frozenset[str]:
    """Return all words that are of the language beside those of its dictionary."""
    return technology() | _words_of("known_words.txt")


@cache
def places() -> frozenset[str]:
    """Return China's provinces, cities, counties and districts, without what they are."""
    return _words_of("places.txt")


def _words_of(name: str) -> frozenset[str]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


INITIALS = frozenset(
    "有年羽墨爱福赏言第五晓图宝娜阿扎格央斯努尼塔买热木粘蚁院操线门风香来鹿法泥开光老生良赧寒冰银玉雪春"
    "冬海天星月青紫兴泰乃晨永志德圣义忠信朝普才旺洛次旦多根"
)
"""Characters with which other names begin: rare surnames, given names, names of Uyghurs and Tibetans."""

# Characters of which given names are made: virtues, plants, jewels, weathers, seasons, greatness.
GIVEN = frozenset(
    "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩"
    "中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克"
    "伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘秀娟英华慧巧美娜静淑惠珠翠雅芝玉萍红娥玲芬芳燕彩春菊兰凤洁梅"
    "琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉"
    "君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝丽阳妮宝"
    "贝初程梵罡恒鸿桦骅剑娇纪宽苛灵玛媚琪晴容睿烁堂唯威韦雯苇萱阅彦宇雨洋忠宗曼紫逸贤蝶菡绿蓝儿翠烟小轩铭鑫淼森焱垚钰坤乾润泉"
    "涵瀚源沛淳浚涌溪洲野原昊昕晖曜曦暖霖霆雷雳霜露虹霓岭峻岳崇嵩崖岸帆远迪迅遥道逊通运遐诗词歌曲画笛箫琴弦鼓音韬略勋烈猛劲健"
    "圆方正直端重庄严肃穆敏捷锐慎谨勉励奋耕牧渔樵稼禾苗穗谷麦稻粟榆柳槐柏杨桐梧棠椿杏桃李荫菱芹芦蒲苹葵蔚蕾薪蓬雀鹤鸥鹃鹰骏骥驰"
    "骋驹麟狮虎熊豹鲲鲸怀念忆慕望盼愿恩恬悠愉慈憨昂易晋曙朔朝夕暮夜阑旺晏景智晟暄然照煜煌煦熙熠灿炳焕炜烽燃仓廷延开来往复兴旦明立希喜久传宪根财贤祖绪存守令仲季叔银石水木火土川可设望"
)

# Characters that write the sounds of other tongues: names of Uyghurs, Tibetans, Mongols and from abroad.
SOUNDS = frozenset(
    "阿艾埃安奥巴班邦保贝本比毕别宾波伯勃博卜布才曹查达大丹旦当道德登迪蒂丁顿敦多额厄恩儿尔耳法凡范菲费芬"
    "弗夫福盖甘冈戈格葛根古果哈海汗罕合赫黑亨胡怀基吉季加迦贾江杰金卡凯坎康考科可克肯库拉喇来赖兰朗劳勒雷"
    "蕾里理丽利力莉连列林玲琳隆卢鲁路仑伦罗洛马玛买麦曼满毛梅门蒙孟米密姆木穆拿娜纳乃奈南瑙内嫩尼妮涅宁纽"
    "努诺帕潘庞培佩彭皮珀蒲普奇齐其乔切琴却让热仁日茹瑞若萨赛桑瑟森沙莎善尚舍申什施史舒斯丝苏孙索塔泰坦汤"
    "堂特提田廷图土托瓦旺威韦维伟温文翁沃乌吾武西希喜夏谢辛兴雄休许旭雅亚延扬耶叶伊依义益因英尤于裕约藏扎"
    "泽铁不詹珍芝治珠卓兹宗楞措嘎玉荣增次央错仓堆都"
)

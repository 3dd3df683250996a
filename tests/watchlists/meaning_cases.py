"""Ambiguous names: what the words around them make of them. Each row is scanned against all of WATCHLIST."""

from watchlists.model import Term


def _term(kind: str, name: str, *aliases: str, context: str = "") -> Term:
    return Term(name=name, kind=kind, aliases=aliases, context=tuple(context.split("|")) if context else ())


WATCHLIST = (
    _term("org", "Moonshot AI", "月之暗面", context="AI|模型|model|Kimi|人工智能"),
    _term("org", "Horizon Robotics", "地平线", context="chip|芯片|自动驾驶|征程|智驾"),
    _term("org", "Cambricon", "寒武纪", context="chip|芯片|AI|accelerator|加速卡|人工智能"),
    _term("org", "Sugon", "曙光", context="服务器|超算|算力|AI"),
    _term("org", "Inspur", "浪潮", context="服务器|AI|算力|云"),
    _term("org", "NUDT Tianhe", "天河", context="超算|超级计算|AI"),
    _term("chip", "Kunlunxin", "昆仑", context="芯片|AI|百度"),
    _term("chip", "Nvidia A30", "A30", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia A40", "A40", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia A100", "A100", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia A16", "A16", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia H100", "H100", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia H200", "H200", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia B200", "B200", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia P40", "P40", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia P100", "P100", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia L4", "L4", context="Nvidia|英伟达|GPU|显卡|推理卡|accelerator"),
    _term("chip", "Nvidia L20", "L20", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia L40", "L40", context="Nvidia|英伟达|GPU|显卡|算力|accelerator|加速卡"),
    _term("chip", "Nvidia T4", "T4", context="Nvidia|英伟达|GPU|显卡|推理卡|accelerator"),
    _term("chip", "Hygon DCU K100", "K100", context="DCU|海光|Hygon|加速卡"),
    _term("chip", "Kunpeng", "鲲鹏", context="华为|Huawei|芯片|服务器"),
    _term("chip", "Kirin", "麒麟", context="华为|芯片|AI"),
    _term("cloud", "Mistral AI", "Mistral", context="model|模型|API|AI"),
    _term("cloud", "Meta Llama", "Llama", context="Meta|model|模型|API|AI"),
    _term("cloud", "DeepSeek"),
    _term("cloud", "GitHub Copilot", "Copilot", context="GitHub|Microsoft|code|代码"),
    _term("cloud", "Perplexity", context="search|AI|搜索|subscription"),
    _term("cloud", "Cohere", context="model|API|embedding|模型"),
    _term("cloud", "Grok", context="xAI|model|chatbot|AI"),
    _term("cloud", "Kimi", context="AI|model|模型|API"),
    _term("cloud", "QingCloud", "青云", context="云平台|云主机|云服务|cloud|算力"),
    _term("cloud", "Google Gemini", "Gemini", context="Google|谷歌|model|模型|API"),
    _term("cloud", "Anthropic Claude", "Claude", context="Anthropic|model|模型|API|AI"),
    _term(
        "cloud",
        "Oracle Cloud Infrastructure",
        "Oracle Cloud",
        "OCI",
        "甲骨文云",
        context="Oracle|甲骨文|cloud|云",
    ),
    _term("cloud", "Amazon Bedrock", "Bedrock", context="Amazon|AWS|model|模型|API|Modell"),
    _term(
        "cloud", "Amazon Web Services", "AWS", "亚马逊云科技", context="Amazon|亚马逊|cloud|云|EC2|S3|账号"
    ),
    _term("cloud", "Microsoft Azure", "Azure", context="Microsoft|微软|cloud|云|OpenAI"),
    _term("cloud", "Google Cloud", "GCP", "谷歌云", context="Google|谷歌|cloud|云"),
    _term("cloud", "Doubao", "豆包", context="字节|大模型|AI|接口"),
    _term("cloud", "Pangu", "盘古", context="华为|大模型|AI"),
    _term("cloud", "Xinghuo", "星火", context="讯飞|AI|大模型"),
    _term("cloud", "Qwen", "千问", context="阿里|大模型|AI"),
    _term("cloud", "Hunyuan", "混元", context="腾讯|AI|大模型"),
    _term("cloud", "Hailuo", "海螺", context="MiniMax|AI|视频"),
)

# text, what it names, why
CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "Roadworks on the A30 will delay vans carrying GPU racks to Truro.",
        (),
        "A road, though the sentence speaks of GPUs.",
    ),
    (
        "Die A40 ist zwischen Duisburg und Essen gesperrt; ein Laster mit Nvidia-Servern liegt quer.",
        (),
        "A road, though the sentence speaks of GPUs.",
    ),
    (
        "Sur l'A40, un camion chargé de GPU a pris feu près de Bellegarde.",
        (),
        "A road, though the sentence speaks of GPUs.",
    ),
    (
        "La A30 estará cortada por obras, según el ayuntamiento. La feria de GPU abre el lunes.",
        (),
        "A road, though the sentence speaks of GPUs.",
    ),
    ("国道A30线封闭施工，运送显卡的货车需绕行。", (), "A road, though the sentence speaks of GPUs."),
    ("L20国道拥堵3公里，一辆运显卡的货车侧翻。", (), "A road, though the sentence speaks of GPUs."),
    (
        "A40の渋滞は10キロ。GPUを積んだトラックも巻き込まれた。",
        (),
        "A road, though the sentence speaks of GPUs.",
    ),
    (
        "Take the A30 past Exeter, then follow signs to the Nvidia campus.",
        (),
        "A road, though the sentence speaks of GPUs.",
    ),
    ("CT显示T4椎体压缩性骨折，医院影像科使用英伟达GPU加速重建。", (), "Anatomy or medicine."),
    (
        "Her free T4 was low, so the clinic's GPU-based triage model flagged her thyroid.",
        (),
        "Anatomy or medicine.",
    ),
    ("T4 phages infect E. coli; we simulated the capsid on GPU nodes.", (), "Anatomy or medicine."),
    (
        "The King Air B200 landed with a box of GPU boards for the observatory.",
        (),
        "Another product of that number.",
    ),
    ("The P100 dust mask is sold out; GPU miners bought the lot.", (), "Another product of that number."),
    (
        "The Volvo L20 loader lifted pallets of servers into the data hall.",
        (),
        "Another product of that number.",
    ),
    ("灯管T4规格20W，机房显卡区照明用，数量60支。", (), "Another product of that number."),
    ("A30 系列复印纸与显卡一并采购，纸张克重80克。", (), "A road, though the sentence speaks of GPUs."),
    (
        "Level 4 autonomy, or L4, needs more GPU power than today's cars have.",
        (),
        "Another product of that number.",
    ),
    ("Hall L40, stand 12: Nvidia shows GPU servers.", (), "A room, stand or train."),
    ("展位号L40，英伟达将展示新款GPU。", (), "A room, stand or train."),
    ("The H100 bus route now stops at the GPU start-up's office.", (), "Another product of that number."),
    ("H200次列车晚点两小时，车上有去参加英伟达大会的学生。", (), "A room, stand or train."),
    ("Huawei P40 手机 runs AI models without any GPU server.", (), "Another product of that number."),
    (
        "The A100 is a bus line from Bristol; passengers complained that the new AI chip cards do not work.",
        (),
        "Another product of that number.",
    ),
    ("A16 bionic chip phones beat the older GPU.", (), "Another product of that number."),
    ("She lives in flat A30, opposite the GPU shop.", (), "A road, though the sentence speaks of GPUs."),
    (
        "Le mistral a soufflé sur l'API-Fest, festival de pêche de Marseille.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "A herd of llamas guards the AI institute's sheep.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Kimi Räikkönen tested the new racing model with AI tyres.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "The co-pilot and the copilot's code of conduct were discussed by the airline.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "The test subjects showed perplexity when the AI answered.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Perplexity fell from 14.2 to 9.8 after AI pretraining on web search logs.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    ("困惑度(perplexity)越低，AI模型越好。", (), "Another meaning, though a context word stands near."),
    (
        "The paragraphs must cohere before the model answer is graded.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Claude Bernard's model of the milieu intérieur shaped physiology.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Claude, the village mayor, refused to answer questions about the AI centre.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Gemini season brings model behaviour, says the astrologer.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "The Gemini South telescope took images that an AI model cleaned.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Azure waters surround the cloud-covered island.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "AWS D1.1 certified welders needed for the cloud data hall frame.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "The OCI card lets overseas Indians use cloud passport services.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "GCP inspectors visited the trial site; data sits in a Google sheet.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Divers reached the bedrock; the model of the dam was revised.",
        (),
        "Another meaning, though a context word stands near.",
    ),
    (
        "Cambrian: 寒武纪的三叶虫化石由人工智能修复。",
        (),
        "Another meaning, though a context word stands near.",
    ),
    ("寒武纪生命大爆发展览采用AI导览。", (), "Another meaning, though a context word stands near."),
    ("站在地平线尽头，自动驾驶的卡车驶过。", (), "Another meaning, though a context word stands near."),
    ("远处地平线上，芯片厂的灯火亮了。", (), "Another meaning, though a context word stands near."),
    ("豆包蒸好了，奶奶不懂什么AI大模型。", (), "Another meaning, though a context word stands near."),
    ("盘古开天辟地的故事被做成了大模型动画。", (), "Another meaning, though a context word stands near."),
    ("天河机场高铁站今日启用，AI安检。", (), "Another meaning, though a context word stands near."),
    ("曙光初现，算力中心的灯还亮着。", (), "Another meaning, though a context word stands near."),
    ("浪潮席卷全球，AI服务器需求大增。", (), "Another meaning, though a context word stands near."),
    ("昆仑山下的牧民用AI识别牛羊。", (), "Another meaning, though a context word stands near."),
    ("海螺水泥采购AI巡检系统。", (), "Another meaning, though a context word stands near."),
    (
        "月之暗面是平克·弗洛伊德的专辑，AI修复版上周发行。",
        (),
        "Another meaning, though a context word stands near.",
    ),
    ("沐浴在晨曦中的校园，AI学院的学生在跑步。", (), "Another meaning, though a context word stands near."),
    (
        "平步青云不如脚踏实地，云平台上的网友留言说。",
        (),
        "Another meaning, though a context word stands near.",
    ),
    ("星火燎原，AI时代的党课。", (), "Another meaning, though a context word stands near."),
    ("千问万问不如一试，大模型时代更要动手。", (), "Another meaning, though a context word stands near."),
    ("混元太极拳队用AI评分。", (), "Another meaning, though a context word stands near."),
    ("鲲鹏展翅九万里，华为大学的校歌里唱道。", (), "Another meaning, though a context word stands near."),
    ("麒麟送子图的AI复原。", (), "Another meaning, though a context word stands near."),
    (
        "We benchmarked the A30 against older cards. Nvidia lists it at 165 W.",
        ("Nvidia A30",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "采购英伟达显卡一批。其中A30共4块，L40共8块。",
        (
            "Nvidia A30",
            "Nvidia L40",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "租赁价格：A40每卡时3元，L40每卡时5元。显卡均为现货。",
        (
            "Nvidia A40",
            "Nvidia L40",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Each node has two T4. The GPU driver is pinned to 535.",
        ("Nvidia T4",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "H200 lead times are twelve weeks. Nvidia declined to comment.",
        ("Nvidia H200",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "The tender asks for 16 H200. A GPU with less than 141 GB is refused.",
        ("Nvidia H200",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "H200、L20、L40均可租，英伟达原厂。",
        (
            "Nvidia H200",
            "Nvidia L20",
            "Nvidia L40",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "B200 and H200 prices fell. Other accelerators held.",
        (
            "Nvidia H200",
            "Nvidia B200",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "L20整机八卡，英伟达原装，现货北京。",
        ("Nvidia L20",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "型号：L20\n数量：8\n品牌：英伟达",
        ("Nvidia L20",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "（1）GPU型号：A30；（2）数量：4块",
        ("Nvidia A30",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "训练用了两周，机器是A30，英伟达驱动版本535。",
        ("Nvidia A30",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "月之暗面发布新模型，人工智能板块走强。",
        ("Moonshot AI",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "调用月之暗面Kimi接口，费用按量计。",
        ("Moonshot AI",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "地平线征程6芯片量产。",
        ("Horizon Robotics",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "「地平线」大涨，自动驾驶概念走强。",
        ("Horizon Robotics",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "参会的有地平线、黑芝麻等，均为智驾芯片公司。",
        ("Horizon Robotics",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Mistral raised 600 million euros; its model is open.",
        ("Mistral AI",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "we tried llama, a meta model, and deepseek",
        (
            "Meta Llama",
            "DeepSeek",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Llama 3 70B on four cards; the model fits.",
        ("Meta Llama",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Perplexity's AI search grew.",
        ("Perplexity",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Our office pays for Copilot; GitHub bills per seat.",
        ("GitHub Copilot",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "采购Copilot代码助手20个席位",
        ("GitHub Copilot",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Cohere's embed model was cheaper.",
        ("Cohere",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Ask Grok, the chatbot from xAI.",
        ("Grok",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "寒武纪股价大涨，带动芯片板块",
        ("Cambricon",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "国产替代：寒武纪、海光、昇腾。加速卡报价见附件。",
        ("Cambricon",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "青云公司云平台采购",
        ("QingCloud",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "DCU为海光产品，K100八张。",
        ("Hygon DCU K100",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Gemini 2.5 and Claude were compared; both models refused.",
        (
            "Google Gemini",
            "Anthropic Claude",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Renewal of twelve Claude API seats at the old price.",
        ("Anthropic Claude",),
        "What it is called with says which Claude.",
    ),
    (
        "Claude (Anthropic) wrote the summary.",
        ("Anthropic Claude",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "OCI region in Jeddah, says Oracle.",
        ("Oracle Cloud Infrastructure",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "Bedrock ist teurer als die Modell-API von Azure (Microsoft).",
        (
            "Amazon Bedrock",
            "Microsoft Azure",
        ),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "AWS 账号充值 3 万元",
        ("Amazon Web Services",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "豆包大模型接口，预算3万元",
        ("Doubao",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "盘古大模型（华为）本地部署",
        ("Pangu",),
        "Context in another sentence, and the name used as a product or a company is.",
    ),
    (
        "DeepSeekAPI 调用量翻倍，微软AzureAPI欠费",
        ("DeepSeek", "Microsoft Azure"),
        "A service in one word with it.",
    ),
    ("Amazon bills the AWSEC2 hosts by hour", ("Amazon Web Services",), "A service in one word with it."),
)

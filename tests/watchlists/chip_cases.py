"""Model numbers as they are given: beside makers, nouns, counts and other things of such a number.

Each row is scanned against all of WATCHLIST.
"""

from watchlists.model import Term

_GPU = ("Nvidia", "英伟达", "GPU", "显卡", "算力", "accelerator", "加速卡", "服务器", "server")


def _term(kind: str, name: str, *aliases: str, context: tuple[str, ...] = ()) -> Term:
    return Term(name=name, kind=kind, aliases=aliases, context=context)


WATCHLIST = (
    _term("chip", "Nvidia A100", "A100", context=_GPU),
    _term("chip", "Nvidia A40", "A40", context=_GPU),
    _term("chip", "Nvidia H20", "H20", context=_GPU),
    _term("chip", "Nvidia H100", "H100", context=_GPU),
    _term("chip", "Nvidia H800", "H800", context=_GPU),
    _term("chip", "Nvidia L4", "L4", context=_GPU),
    _term("chip", "Nvidia L20", "L20", context=_GPU),
    _term("chip", "Nvidia L40S", "L40S", context=_GPU),
    _term("chip", "Nvidia RTX 4090", "RTX 4090"),
    _term("chip", "Nvidia RTX A6000", "RTX A6000"),
    _term("chip", "Nvidia Jetson AGX Orin", "AGX Orin"),
    _term("chip", "AMD MI300X", "MI300X"),
    _term("chip", "Ascend 910B", "昇腾910B"),
    _term("chip", "Kunpeng 920", "鲲鹏920"),
    _term("chip", "Intel Gaudi 2", "Gaudi2"),
    _term("chip", "HBM3E", "HBM3e"),
    _term("chip", "Xilinx XCVU9P"),
    _term("chip", "Virtex UltraScale+ VU13P"),
    _term("org", "SZ DJI Technology Co., Ltd.", "DJI", "大疆"),
)

CASES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("白宫放行，英伟达可对华出口H20", ("Nvidia H20",), "出口 is the export of goods."),
    ("商务部批准英伟达向沙特出口H100芯片", ("Nvidia H100",), "出口 is the export of goods."),
    ("英伟达H800出口禁令三年后", ("Nvidia H800",), "出口 is the export of goods."),
    ("传美方准许H20出口，英伟达盘前走高", ("Nvidia H20",), "出口 is the export of goods."),
    ("展馆出口L20旁设英伟达展台", (), "A way out."),
    ("GPU论坛观众请由A40出口离场", (), "A way out."),
    ("购置企业级A100显卡六块", ("Nvidia A100",), "企业级 is no level of a thing called A100."),
    ("GPU机群由A100升级到H800", ("Nvidia A100", "Nvidia H800"), "升级 is a verb."),
    ("国产加速卡性能达到A100水平", ("Nvidia A100",), "水平 is no water."),
    ("训练用H100级别的GPU", ("Nvidia H100",), "The noun follows behind the level."),
    ("英伟达H20水冷整机", ("Nvidia H20",), "Water cools the chip."),
    ("英伟达的H800高速互联方案", ("Nvidia H800",), "A fast link is no motorway."),
    ("租用H100等高速GPU", ("Nvidia H100",), "A fast GPU is no motorway."),
    ("A100高速堵车，车内GPU导航失灵", (), "A motorway."),
    ("英伟达发布L4级自动驾驶平台", (), "A level of driving, whoever makes the car."),
    ("Nvidia L4 autonomous driving stack, GPU inside", (), "A level of driving."),
    ("英伟达L4推理卡报价", ("Nvidia L4",), "The chip of that number."),
    ("New data hall H100 GPU pods", ("Nvidia H100",), "A noun of chips directly behind."),
    ("They rent A100 grade GPUs", ("Nvidia A100",), "A noun of chips behind the grade."),
    ("water-cooled H20 boards, Nvidia says", ("Nvidia H20",), "Water cools the chip."),
    ("Nvidia's H800 phone support line for the server", ("Nvidia H800",), "The maker's own number."),
    ("the A100 motorway; the radio said GPU prices rose", (), "A motorway."),
    ("型号为A100复印机一台，GPU服务器两台", (), "Another thing's number."),
    ("房间H100：GPU服务器培训", (), "A room."),
    ("Hörsaal A40: Vorlesung zur GPU", (), "A room."),
    ("DJI's drones map the coast", ("SZ DJI Technology Co., Ltd.",), "A genitive."),
    ("DJI’s new drone", ("SZ DJI Technology Co., Ltd.",), "A genitive."),
    ("The DJI fell 300 points as the Nasdaq rose", (), "An index of shares."),
    # counts
    ("H100 x 16 GPU", ("Nvidia H100",), "A count, no H100X."),
    ("server (A100 X 4)", ("Nvidia A100",), "A count, no A100X."),
    ("A100 X GPU card", (), "Another model."),
    ("MI300X x 8 per tray", ("AMD MI300X",), "A count, no letter of the number."),
    ("RTX 4090 x 2, RTX A6000 x 4", ("Nvidia RTX 4090", "Nvidia RTX A6000"), "A count."),
    ("RTX 4090 D x 2", (), "Another model, counted."),
    ("GPU server, L40Sx2", ("Nvidia L40S",), "A count glued to a letter."),
    ("MI300Xx8, HBM3ex16", ("AMD MI300X", "HBM3E"), "A count glued to a letter."),
    (
        "整机：昇腾910Bx8，鲲鹏920x4",
        ("Ascend 910B", "Kunpeng 920"),
        "A count glued to a Chinese line's number.",
    ),
    ("昇腾910Dx8", (), "Another model, counted."),
    ("Jetson AGX Orin 8卡整机", ("Nvidia Jetson AGX Orin",), "Eight cards."),
    ("two trays, AGX Orin 16 modules", ("Nvidia Jetson AGX Orin",), "Sixteen modules."),
    ("AGX Orin 2 launched", (), "A later model."),
    # run together
    ("采购NVIDIAH800服务器", ("Nvidia H800",), "The maker run together with its number."),
    ("8×NVIDIAA10080GB", ("Nvidia A100",), "Maker, number and memory run together."),
    (
        "NVIDIARTX4090GPU and AMDMI300X",
        ("Nvidia RTX 4090", "AMD MI300X"),
        "Maker, number and noun run together.",
    ),
    ("Gaudi2GPU racks", ("Intel Gaudi 2",), "A noun run together with it."),
    ("NVIDIARTX4090D, NVIDIAH100X", (), "Other models of that maker."),
    ("SamsungA100 phones beside a GPU", (), "Another maker's number."),
    ("NVIDIAH100S GPU", (), "Another model."),
    ("RTX 4090GPU两块、RTX A6000GPU一块", ("Nvidia RTX 4090", "Nvidia RTX A6000"), "run together with GPU"),
    ("英伟达A100SXM480GB整机", ("Nvidia A100",), "form and memory run together with it"),
    ("英伟达工位4091GPU", (), "another figure"),
    (
        "采购英伟达A1008卡服务器、昇腾910B8卡整机",
        ("Nvidia A100", "Ascend 910B"),
        "a count run together with it",
    ),
    ("采购英伟达A1008型GPU、GPU A1004", (), "other numbers"),
    ("采购XCVU9P2FLGA2104I十片", ("Xilinx XCVU9P",), "Speed, package and temperature behind it."),
    (
        "a VU9P and an XCVU13P-2FIGD2104E",
        ("Xilinx XCVU9P", "Virtex UltraScale+ VU13P"),
        "With XC or not.",
    ),
    ("the XCVU190 and VU9 parts", (), "Other ones."),
    ("two RTX 4090 Max-Q boards", ("Nvidia RTX 4090",), "The same chip at less power."),
    ("two RTX 4090 Max boards", (), "Another model."),
)

"""Bodies, offices and works by their words in other orders. Each row is scanned against all of WATCHLIST."""

from watchlists.model import Term

WATCHLIST = tuple(
    Term(name=name, kind="org", aliases=tuple(aliases))
    for name, *aliases in (
        ("Institute of Sonic Physics, Chinese Academy of Sciences",),
        ("Plasma Research Institute of the Russian Academy of Sciences",),
        ("Institute of Cold Optics of the Ruritanian Academy of Sciences",),
        ("Tsinghua University Institute of Quiet Machines",),
        ("School of Radar Science of Beihang University",),
        ("Harbin Lantern University",),
        ("Xi'an Technological University",),
        ("Beijing Tidal Science Research Center",),
        ("National Glacier Science Center",),
        ("Velmograd Aviation Institute",),
        ("Imam Tabrani University",),
        ("Russian Academy of Rocket Sciences",),
        ("Korea Advanced Institute of Deep Mining",),
        ("Changchun Institute of Lenses and Fine Gears",),
        ("Ministry of Canals and Harbours of the Russian Federation",),
        ("771 Engine Repair Plant", "771 Моторный ремонтный завод"),
        ("Институт тихой оптики им. А. Б. Орлова РАН",),
        ("中国航天科工集团第七研究院",),
    )
)

CASES = (
    ("CAS's Institute of Sonic Physics", (WATCHLIST[0].name,), "The academy by its letters, as owner."),
    ("the Institute of Sonic Physics under the Chinese Academy of Sciences", (WATCHLIST[0].name,), "Under."),
    ("the Chinese Academy's Sonic Physics Institute", (WATCHLIST[0].name,), "The academy for short."),
    ("the Sonic Physics Institute at CAS", (WATCHLIST[0].name,), "At."),
    ("RAS Plasma Research Institute", (WATCHLIST[1].name,), "By its letters."),
    ("the Russian Academy of Sciences' Institute of Plasma Research", (WATCHLIST[1].name,), "As owner."),
    ("the Polish Academy of Sciences' Institute of Plasma Research", (), "Another academy."),
    ("the Ruritanian Academy's Institute of Cold Optics", (WATCHLIST[2].name,), "Any academy for short."),
    ("the CAS Institute of Cold Optics", (), "These are the letters of the Chinese one."),
    ("the Institute of Quiet Machines at Tsinghua University", (WATCHLIST[3].name,), "Of a university."),
    ("Beihang University's School of Radar Science", (WATCHLIST[4].name,), "A school of one."),
    ("Harbin University of Lantern", (WATCHLIST[5].name,), "The field behind."),
    ("Xi'an University of Technology", (), "Technological and of Technology are two."),
    ("Beijing's Research Center for Tidal Science", (WATCHLIST[7].name,), "The field behind, an owner."),
    ("the National Center for Glacier Science", (WATCHLIST[8].name,), "A national one."),
    ("the Aviation Institute of Velmograd", (WATCHLIST[9].name,), "A town that no table holds."),
    ("the University Imam Tabrani", (WATCHLIST[10].name,), "The noun first."),
    ("Russia's Academy of Rocket Sciences", (WATCHLIST[11].name,), "The country for its adjective."),
    ("the Academy of Rocket Sciences of Russia", (WATCHLIST[11].name,), "Behind too."),
    ("the Academy of Rocket Sciences of India", (), "Another country."),
    ("the Advanced Institute of Deep Mining of Korea", (WATCHLIST[12].name,), "The country behind."),
    ("the Changchun Institute of Fine Gears and Lenses", (WATCHLIST[13].name,), "Two fields turned."),
    ("Russia's Ministry of Canals and Harbours", (WATCHLIST[14].name,), "The country for its long name."),
    ("the Russian Canals and Harbours Ministry", (WATCHLIST[14].name,), "The noun last."),
    ("the Ministry of Canals and Harbours of Belarus", (), "Another country."),
    ("Engine Repair Plant No. 771", (WATCHLIST[15].name,), "A plant's number behind."),
    ("the 771st Engine Repair Plant", (WATCHLIST[15].name,), "An ordinal."),
    ("на 771-м моторном ремонтном заводе", (WATCHLIST[15].name,), "A Russian one."),
    ("Engine Repair Plant No. 772", (), "Another number."),
    ("Институт тихой оптики имени Орлова", (WATCHLIST[16].name,), "Without its academy."),
    ("ИТО им. Орлова", (WATCHLIST[16].name,), "By its letters."),
    ("в Институте тихой оптики РАН", (WATCHLIST[16].name,), "Without whom it is called after."),
    ("航天科工集团公司下属第七研究院采购", (WATCHLIST[17].name,), "Which belongs to the group."),
    ("第七研究院（中国航天科工集团）", (WATCHLIST[17].name,), "The group in brackets."),
)

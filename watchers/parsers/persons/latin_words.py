"""Words in Latin letters that Chinese notices use and nobody is called by; the syllables of pinyin. Data."""

import re

_MAKERS = """
    simulia abaqus ansys fluent comsol matlab simulink cadence synopsys autodesk solidworks catia vmware
    vsphere nvidia amd intel dell hp hpe ibm lenovo huawei cisco inspur apple samsung microsoft oracle
    google xilinx altera atlas ascend kunpeng keysight agilent thermo fisher zeiss leica olympus nikon
    canon waters shimadzu bruker siemens schneider fluke tektronix supermicro mellanox broadcom qualcomm
    micron seagate kioxia hynix adobe amazon alibaba tencent baidu hygon sugon phytium loongson zhaoxin
    taishan isilon leo vicon optitrack qualisys varjo artec faro hexagon renishaw mitutoyo creaform trimble
    gatan oxford horiba coherent tecan beckman elionix schrödinger siglent lakeshore heidelberg evg samco cohu
    camtek pacbio nanopore roche elekta varian accuray medtronic stryker mindray lattice microchip arista
    brocade netapp purestorage panasas weka anthropic openai mistral cohere perplexity unitree yaskawa ouster
    topcon riegl dji autel skydio pfeiffer mks protochips hysitron wyko plasmapro raystation
    malvern mettler sartorius eppendorf illumina rigol kuka fanuc abb honeywell emerson yokogawa
    cambricon biren enflame metax iluvatar kylin uos jetson azure aws
    jeol hitachi tescan bluefors asml attocube raith suss ulvac ebara advantest teradyne formfactor kla
    beneq picosun veeco aixtron riber scienta hamamatsu thorlabs trumpf toptica keithley anritsu rohde
    qiagen sciex perkinelmer netzsch instron ametek edax nanosurf zygo nanoscribe mazak okuma makino
    heidenhain sandvik cognex keyence flir teledyne lynred velodyne hesai kongsberg thales spirent
    novatel septentrio leybold picarro
"""
# Those at the end can be read as pinyin too, and would else be taken for names: lane, media, orange.
_WORDS = """
    a an and at by for from in is it of on or the to with per linux windows server ubuntu centos redhat
    debian android geforce quadro tesla orin thor xavier xeon core epyc ryzen radeon instinct gaudi
    hopper ampere blackwell volta turing ada lovelace grace fusionserver infiniband nvlink nvswitch
    ethernet gigabit quantum spectrum lustre ceph slurm docker kubernetes openstack hadoop spark kafka
    redis mysql postgresql mongodb python java office excel word powerpoint acrobat photoshop origin
    gaussian vasp materials studio pytorch tensorflow cuda tensor opencl opengl cache cores memory
    double single dual quad rack tower blade node switch router storage cloud edge gold silver platinum
    bronze ultra super max mini plus pro lite standard enterprise advanced premium basic professional
    edition version series type model class level grade gen generation rev no number item lot package
    part section annex appendix system systems software hardware network security data database center
    centre service services support license licence user users port ports channel channels bit byte
    base-t turbo boost speed power supply redundant platform workstation desktop laptop notebook monitor
    display screen touch panel printer scanner projector camera lens laser optical fiber fibre cable
    adapter controller processor card board module chip array disk drive raid flash tape backup gateway
    firewall wireless bluetooth web app api sdk client agent management suite tool tools toolkit kit
    unit units set sets site sites year years month months day days hour hours china chinese english
    beijing shanghai shenzhen guangdong hangzhou tianjin wuhan nanjing chengdu usa japan germany france
    korea general technology technologies limited company corporation group university institute academy
    laboratory deep learning machine training inference cluster servers computing compute high
    performance parallel virtual virtualization graphics graphic processing unified file object block
    open source smart digital intelligent integrated online offline remote local global range manage
    nano fabric station parabricks omniverse tensorrt triton nemo bionemo cudnn nccl nvme raid rdma roce
    hbm ddr fluent mechanical lustre gpfs beegfs weka vast isilon netapp
    change image engine orange media mega genie june lane ping wan lan tai
    orbitrap exploris krios glacios aquilos scios apreo verios prisma twinscan endura centura kiyo crossbeam
    openai anthropic chatgpt gpt claude llama mistral copilot deepseek qwen ernie
    infiniium stellaris synapt xevo qontor monarc
"""
# Families of instruments and of chip makers' tools that are names or other words too: Helios 5 CX.
_FAMILIES = """
    helios talos titan themis spectra quanta gemini sigma dimension icon eclipse infinity altis fortis astral
    producer vantage sabre vector versa stratus nova prodigy aurora polaris discovery explorer voyager
    alveo sequoia cypher jupiter triton proteox
"""
# what notices of Europe are called and speak of, in capitals in titles and by habit
_NOTICES = """
    tender tenders notice award awards contract request quotation quotations quote proposal proposals
    invitation bid bids procurement purchase supply delivery correction corrigendum cancellation cancelled
    public open lot lots tenderer tenderers bidder bidders applicant applicants client clients customer
    customers supplier suppliers contractor contractors provider providers council councils student students
    staff academics professionals questionnaire form forms schedule schedules section sections annex
    appendix part parts chapter clause clauses terms conditions terrorism crime welfare units sales noon
    portal reply reject save login website email mail teams health safety community benefits framework
    frameworks agreement agreements order orders works goods service services buyer buyers authority
    authorities participants candidates operators
    ausschreibung öffentliche beschränkte freihändige vergabe vergebener bekanntmachung auftrag zuschlag
    angebot beschaffung lieferung berichtigung aufhebung
    avis appel offres marché attribution consultation rectificatif annulation achat fourniture
    anuncio licitación licitacion contrato contratación adjudicación suministro corrección
    bando gara avviso esito affidamento fornitura rettifica aviso concurso ajuste adjudicação aquisição
    aanbesteding aankondiging gunning opdracht upphandling annons tilldelning udbud anskaffelse kilpailutus
    zamówienie zamówienia przetarg ogłoszenie dostawa sprostowanie zakázka zakázky oznámení dodávka
    hirdetmény beszerzés ajánlattételi felhívás anunț achiziție licitație
"""
MAKERS = frozenset(_MAKERS.split())
FAMILIES = frozenset(_FAMILIES.split())
NOTICES = frozenset(_NOTICES.split())
TECHNICAL = MAKERS | frozenset(_WORDS.split())

# The syllables of pinyin as a pattern, the longer ones first.
SYLLABLES = (
    "(?:[jqx](?:iong|iang|ian|iao|ing|ia|ie|in|iu|uan|ue|un|i|u)|(?:zh|ch|sh|r)(?:uang|uai|uan|ang|ong|eng|ai|an"
    "|ao|ei|en|ou|ua|ui|un|uo|a|e|i|u)|[zcs](?:uan|ang|ong|eng|ai|an|ao|ei|en|ou|ui|un|uo|a|e|i|u)"
    "|[gkh](?:uang|uai|uan|ang|ong|eng|ai|an|ao|ei|en|ou|ua|ui|un|uo|a|e|u)"
    "|[dt](?:iao|ian|uan|ang|ing|ong|eng|ai|an|ao|ei|en|ie|iu|ou|ui|un|uo|a|e|i|u)"
    "|[nl](?:iang|iao|ian|uan|ang|ing|ong|eng|ia|ie|in|iu|ai|an|ao|ei|en|ou|ue|un|uo|ve|a|e|i|u|v)"
    "|[bpm](?:iao|ian|ang|ing|eng|ai|an|ao|ei|en|ie|in|iu|ou|a|e|i|o|u)|f(?:ang|eng|an|ei|en|ou|a|o|u)"
    "|w(?:ang|eng|ai|an|ei|en|a|o|u)|y(?:ang|ing|ong|uan|an|ao|in|ou|ue|un|a|e|i|u)|ang|eng|ai|an|ao|en|er|ou|a|e|o)"
)
PINYIN = re.compile(rf"(?:{SYLLABLES}){{1,4}}")
"""Matches, whole, a word in small letters that may be a Chinese name."""

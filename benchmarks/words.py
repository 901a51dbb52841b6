"""The vocabulary of the made organisations, Chinese with English: what real ones are called and charged with."""

from __future__ import annotations

Word = tuple[str, str]


def _pairs(listed: str) -> tuple[Word, ...]:
    return tuple((zh, en) for zh, _, en in (entry.partition("=") for entry in listed.replace("\n", "").split("|")))


TOPICS = _pairs(
    "规划=Planning|财务=Finance|科技=Science and Technology|人事=Personnel|原材料=Raw Materials|装备=Equipment|"
    "消费品=Consumer Goods|电子信息=Electronics|软件=Software|通信=Telecommunications|网络安全=Cybersecurity|"
    "无线电=Radio|中小企业=Small Enterprises|节能=Energy Conservation|资源利用=Resource Use|安全生产=Work Safety|"
    "民爆=Civil Explosives|军民结合=Civil-Military Integration|产业政策=Industrial Policy|法规=Regulations|"
    "运行监测=Operations Monitoring|信息化=Informatization|稀土=Rare Earths|化工=Chemicals|钢铁=Steel|"
    "有色金属=Nonferrous Metals|建材=Building Materials|船舶=Shipbuilding|航空=Aviation|航天=Space|汽车=Automobiles|"
    "机器人=Robotics|轻工=Light Industry|纺织=Textiles|食品=Food|医药=Medicine|烟草=Tobacco|盐业=Salt|"
    "电力=Electric Power|煤炭=Coal|石油天然气=Oil and Gas|新能源=New Energy|核电=Nuclear Power|价格=Prices|"
    "投资=Investment|贸易=Trade|外资=Foreign Capital|知识产权=Intellectual Property|标准=Standards|质量=Quality|"
    "计量=Metrology|认证=Certification|检验检测=Inspection and Testing|统计=Statistics|审计=Audit|信访=Petitions|"
    "档案=Archives|保密=Secrecy|后勤=Logistics Support|老干部=Retired Cadres|教育培训=Education and Training|"
    "新闻宣传=Press|水资源=Water Resources|土壤=Soil|大气=Air|海洋=Oceans|自然保护地=Nature Reserves|"
    "辐射=Radiation|固体废物=Solid Waste|环评=Environmental Assessment|排污许可=Discharge Permits|应急=Emergencies|"
    "消防=Fire Fighting|防汛=Flood Control|救灾=Disaster Relief|公路=Highways|铁路=Railways|港口=Ports|物流=Logistics|"
    "种业=Seeds|畜牧=Livestock|渔业=Fisheries|林业=Forestry|草原=Grasslands|土地=Land|矿产=Minerals|测绘=Surveying|"
    "疾病预防=Disease Prevention|医疗保险=Health Insurance|养老=Old-Age Care|就业=Employment|社会救助=Social Relief"
)
ASPECTS = _pairs(
    "=|管理=Management|监督=Supervision|协调=Coordination|发展=Development|推进=Promotion|评估=Assessment|服务=Services"
)
DEPARTMENTS = _pairs("司=Department|局=Bureau")
OFFICES = _pairs("处=Division|办公室=Office")
INSTITUTES = _pairs("中心=Center|研究院=Institute|研究所=Research Institute")
SECTIONS = _pairs("科=Section|室=Unit")
SYLLABLES = _pairs(
    "安=An|宁=Ning|平=Ping|江=Jiang|河=He|山=Shan|阳=Yang|州=Zhou|城=Cheng|南=Nan|北=Bei|东=Dong|西=Xi|长=Chang|清=Qing|"
    "林=Lin|海=Hai|泉=Quan|龙=Long|凤=Feng|永=Yong|新=Xin|文=Wen|武=Wu|德=De|昌=Chang|兴=Xing|福=Fu|嘉=Jia|桂=Gui|云=Yun|"
    "石=Shi|金=Jin|玉=Yu|丰=Feng|庆=Qing|广=Guang|源=Yuan|临=Lin|辽=Liao|通=Tong|衡=Heng|承=Cheng|信=Xin|惠=Hui|连=Lian"
)
ROLES = _pairs(
    "负责=Is responsible for|承担=Undertakes|拟订=Draws up|组织实施=Carries out|指导=Guides|协调=Coordinates|"
    "监督=Supervises|参与=Takes part in|牵头推进=Leads|会同有关部门开展=Conducts, with the departments concerned,"
)
OBJECTS = _pairs(
    "发展规划和年度计划=development and annual plans|行业标准和技术规范=standards and technical rules|"
    "统计分析和运行监测=statistics and monitoring of operations|重大项目的审核和后评价=review of major projects|"
    "突发事件的应急处置=response to emergencies|专项资金的使用管理=use of special funds|"
    "行政许可的受理和审查=handling of permits|质量安全的监督检查=inspection of quality and safety|"
    "对外交流与合作=exchange with foreign countries|人才队伍建设=training of staff|"
    "信息系统的建设和运行=building and running of information systems|从业单位的信用档案=credit files of operators|"
    "政策措施的贯彻落实=implementation of policies|技术改造和设备更新=technical renewal|试点示范工作=pilot projects|"
    "数据资源的共享和开放=sharing of data|公共服务平台建设=public service platforms|"
    "市场准入条件=market access conditions|"
    "价格成本的调查=surveys of prices and costs|风险隐患的排查治理=removal of hazards|"
    "科研成果的推广应用=spread of research results|区域布局的调整优化=regional distribution|"
    "企业负担的减轻工作=relief of burdens on enterprises|投诉举报的受理查处=handling of complaints|"
    "进出口配额的分配=allotment of trade quotas|国际公约的履约事务=duties under international conventions|"
    "关键设备的国产化=domestic supply of key equipment|储备物资的收储轮换=rotation of reserves|"
    "基层单位的业务培训=training of local units|法律文书的起草审核=drafting of legal documents"
)
GENERAL = _pairs("综合=General Affairs|人事=Personnel|财务=Finance|纪检=Discipline Inspection")
HABITS = ("依法", "统筹", "按规定", "具体", "协助", "集中")
HABITS_EN = ("by law", "jointly", "as prescribed", "directly", "on request", "centrally")
# What places are called: characters for stems, quarters that many cities have, peoples of autonomous places.
CHARACTERS = (
    "安宁平江河山阳州城南北东西长清林海泉龙凤永新文武德昌兴福嘉桂云石金玉丰庆广源临辽通衡承信惠连和太顺定义仁礼"
    "松柏柳梅竹兰荷菊枫桐鹤鹿马牛羊虎熊沙湖溪谷岭峰崖滩湾港津渡桥关塘堡寨台楼塔仓洪沧浪沅澧泸涪渝沁淄潍濮洛汝颍淮"
    "滁皖赣信饶抚宜袁郴邵湘资漓柳浔郁邕钦廉雷琼儋崖万黔遵桐昭镇保普思版纳怒迪丽楚雄曲"
)
QUARTERS = (*"郊城东西南北矿", "市中", "新华", "桥东", "桥西", "和平", "解放", "红旗", "向阳", "新城", "老城", "胜利")
PEOPLES = ("山岳族", "木叶族", "海云族", "河谷族")

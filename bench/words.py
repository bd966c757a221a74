# ruff: noqa: E501 - a sentence and its translation stay on one line
"""The words that made-up records are put together from, each in Chinese and English; none is taken from a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Pair(NamedTuple):
    """A word or a sentence in both languages; in a sentence, `{slots}` wait for words."""

    zh: str
    en: str


def pairs(lines: str) -> tuple[Pair, ...]:
    """One pair for each line written as `中文 | English`."""
    return tuple(Pair(*line.strip().split(" | ")) for line in lines.strip().splitlines())


THINGS: Mapping[str, tuple[Pair, ...]] = {
    "artificial-intelligence": pairs("""
        多模态大模型 | multimodal large models
        边缘推理芯片 | edge inference chips
        语音交互终端 | voice interaction terminals
        知识图谱平台 | knowledge graph platforms
        训练集群调度系统 | training cluster schedulers
        视觉检测算法 | visual inspection algorithms"""),
    "information-technology": pairs("""
        车规级传感芯片 | automotive-grade sensor chips
        光通信模块 | optical communication modules
        工业操作系统 | industrial operating systems
        时序数据库 | time-series databases
        高速连接器 | high-speed connectors
        射频前端器件 | radio-frequency front-end devices"""),
    "intelligent-equipment": pairs("""
        五轴加工中心 | five-axis machining centres
        协作机器人 | collaborative robots
        电动主轴 | electric spindles
        精密减速器 | precision reducers
        柔性装配线 | flexible assembly lines
        高压柱塞泵 | high-pressure plunger pumps"""),
    "motors": pairs("""
        永磁同步电机 | permanent-magnet synchronous motors
        防爆变频器 | explosion-proof frequency converters
        无框力矩电机 | frameless torque motors
        伺服驱动器 | servo drives
        高速磁悬浮电机 | high-speed magnetic levitation motors
        牵引变流器 | traction converters"""),
    "new-energy-vehicles": pairs("""
        固态动力电池 | solid-state traction batteries
        线控制动系统 | brake-by-wire systems
        一体化压铸车身 | integrated die-cast bodies
        域控制器 | domain controllers
        电驱动桥 | electric drive axles
        热泵空调系统 | heat-pump air-conditioning systems"""),
    "aerospace": pairs("""
        无人机飞控系统 | drone flight control systems
        航空紧固件 | aviation fasteners
        卫星热控组件 | satellite thermal control assemblies
        涡轮叶片 | turbine blades
        复合材料机翼 | composite wings
        惯性导航装置 | inertial navigation units"""),
    "marine-equipment": pairs("""
        船用低速机曲轴 | crankshafts of low-speed marine engines
        水下机器人 | underwater robots
        船舶自动舵 | ship autopilots
        深海网箱 | deep-sea net cages
        压载水处理装置 | ballast water treatment units
        系泊链 | mooring chains"""),
    "advanced-materials": pairs("""
        高温合金板材 | superalloy plates
        光学级薄膜 | optical-grade films
        耐磨涂层 | wear-resistant coatings
        半导体用石英坩埚 | quartz crucibles for semiconductors
        陶瓷基板 | ceramic substrates
        吸波结构件 | wave-absorbing structural parts"""),
    "metallurgy": pairs("""
        超低碳钢卷 | ultra-low-carbon steel coils
        高纯金属靶材 | high-purity metal targets
        连铸结晶器 | continuous-casting moulds
        铜合金带材 | copper alloy strips
        冶炼烟气余热锅炉 | waste-heat boilers for smelting gas
        轧机轴承座 | chocks of rolling mills"""),
    "energy-chemicals": pairs("""
        加氢催化剂 | hydrogenation catalysts
        微通道反应器 | microchannel reactors
        特种润滑油 | special lubricants
        页岩油压裂液 | fracturing fluids for shale oil
        膜分离组件 | membrane separation modules
        聚烯烃弹性体 | polyolefin elastomers"""),
    "new-energy": pairs("""
        大容量储能系统 | large-capacity energy storage systems
        漂浮式风机基础 | floating wind turbine foundations
        质子交换膜电解槽 | proton exchange membrane electrolysers
        钙钛矿光伏组件 | perovskite photovoltaic modules
        液流电池电堆 | flow battery stacks
        构网型逆变器 | grid-forming inverters"""),
    "biomedicine": pairs("""
        抗体偶联药物 | antibody–drug conjugates
        重组蛋白疫苗 | recombinant protein vaccines
        细胞培养基 | cell culture media
        缓释微球制剂 | sustained-release microspheres
        中药配方颗粒 | granules of Chinese medicines
        核酸检测试剂 | nucleic acid test reagents"""),
    "medical-devices": pairs("""
        手术导航系统 | surgical navigation systems
        可降解血管支架 | degradable vascular stents
        便携超声探头 | portable ultrasound probes
        血液净化装置 | blood purification devices
        骨科植入物 | orthopaedic implants
        神经调控装置 | neuromodulation devices"""),
    "eldercare": pairs("""
        助行外骨骼 | walking-aid exoskeletons
        护理床 | nursing beds
        跌倒监测雷达 | fall-detection radars
        康复训练机器人 | rehabilitation robots
        助浴装置 | bathing aids
        陪伴终端 | companionship terminals"""),
    "food": pairs("""
        功能性糖 | functional sugars
        植物蛋白饮品 | plant protein drinks
        预制菜保鲜包装 | fresh-keeping packaging for ready meals
        发酵调味品 | fermented condiments
        低升糖主食 | low-glycaemic staples
        益生菌制剂 | probiotic preparations"""),
    "agriculture": pairs("""
        抗倒伏水稻品种 | lodging-resistant rice varieties
        丘陵山地收获机 | harvesters for hills and mountains
        生物育种芯片 | breeding chips
        水肥一体化装备 | fertigation equipment
        良种肉牛 | improved beef cattle
        绿色农药制剂 | green pesticide formulations"""),
    "environment": pairs("""
        高盐废水处理装置 | high-salinity wastewater treatment plants
        退役电池回收线 | recycling lines for retired batteries
        烟气脱硝催化剂 | flue-gas denitration catalysts
        土壤修复药剂 | soil remediation agents
        工业固废骨料 | aggregates of industrial solid waste
        挥发性有机物监测仪 | monitors of volatile organic compounds"""),
    "construction": pairs("""
        装配式墙板 | prefabricated wall panels
        低碳水泥 | low-carbon cement
        近零能耗门窗 | windows for near-zero-energy buildings
        隧道掘进刀盘 | tunnel boring cutterheads
        桥梁健康监测系统 | bridge health monitoring systems
        防火保温板 | fireproof insulation boards"""),
    "light-industry": pairs("""
        功能性面料 | functional fabrics
        无水染色装备 | waterless dyeing equipment
        可降解包装膜 | degradable packaging films
        智能缝制单元 | intelligent sewing units
        高强涤纶丝 | high-strength polyester yarns
        环保合成革 | environment-friendly synthetic leather"""),
    "urban-governance": pairs("""
        城市内涝预警平台 | urban flood warning platforms
        燃气管网监测终端 | gas network monitoring terminals
        安检成像设备 | security imaging equipment
        应急通信车 | emergency communication vehicles
        智慧停车系统 | smart parking systems
        消防机器人 | firefighting robots"""),
    "meteorology": pairs("""
        相控阵天气雷达 | phased-array weather radars
        短临预报模型 | nowcasting models
        探空观测装置 | sounding devices
        强对流识别算法 | severe convection recognition algorithms
        气象数据同化系统 | meteorological data assimilation systems
        微型自动气象站 | miniature automatic weather stations"""),
    "future-industries": pairs("""
        人形机器人灵巧手 | dexterous hands of humanoid robots
        量子测量仪器 | quantum measuring instruments
        脑机接口电极 | brain–computer interface electrodes
        超导磁体 | superconducting magnets
        太赫兹成像装置 | terahertz imaging devices
        类脑芯片 | brain-inspired chips"""),
    "soft-science": pairs("""
        科技成果评价模型 | evaluation models for research results
        创新政策仿真系统 | innovation policy simulators
        区域创新监测指标 | regional innovation indicators
        产业链图谱工具 | industrial chain mapping tools
        科技金融评估方法 | assessment methods for technology finance
        人才流动分析平台 | talent mobility analysis platforms"""),
    "science-communication": pairs("""
        沉浸式科普展项 | immersive science exhibits
        移动科普实验室 | mobile science laboratories
        虚拟仿真课件 | virtual simulation courseware
        科普短视频工具 | tools for short science videos
        互动体验装置 | interactive installations
        数字标本库 | digital specimen collections"""),
    "general": pairs("""
        共性技术服务平台 | generic technology service platforms
        检验检测系统 | inspection and testing systems
        中试验证装置 | pilot-scale verification plants
        质量追溯系统 | quality traceability systems
        能效管理终端 | energy efficiency terminals
        数字孪生工具 | digital twin tools"""),
}
"""What a challenge asks for, by the site's domains."""

PROPERTIES = pairs("""
    高可靠 | highly reliable
    高精度 | high-precision
    长寿命 | long-life
    轻量化 | lightweight
    低功耗 | low-power
    耐高温 | heat-resistant
    耐腐蚀 | corrosion-resistant
    抗冲击 | impact-resistant
    低成本 | low-cost
    大尺寸 | large-size
    微型化 | miniature
    低噪声 | low-noise
    宽温域 | wide-temperature
    高通量 | high-throughput
    自适应 | adaptive
    模块化 | modular
    可回收 | recyclable
    自主可控 | independently controllable
    高一致性 | highly consistent
    快速响应 | fast-responding""")

MATERIALS = pairs("""
    碳化硅 | silicon carbide
    钛合金 | titanium alloy
    芳纶纤维 | aramid fibre
    石墨烯 | graphene
    聚醚醚酮 | polyether ether ketone
    氧化锆陶瓷 | zirconia ceramic
    高强铝合金 | high-strength aluminium alloy
    稀土永磁材料 | rare-earth permanent magnets
    碳纤维复合材料 | carbon fibre composite
    气凝胶 | aerogel
    聚酰亚胺 | polyimide
    高氮不锈钢 | high-nitrogen stainless steel
    氮化镓 | gallium nitride
    玄武岩纤维 | basalt fibre
    液态金属 | liquid metal
    生物基聚酯 | bio-based polyester
    形状记忆合金 | shape-memory alloy
    硅橡胶 | silicone rubber
    低膨胀玻璃 | low-expansion glass
    金属有机框架 | metal–organic frameworks
    镁锂合金 | magnesium–lithium alloy
    超高分子量聚乙烯 | ultra-high-molecular-weight polyethylene
    固体电解质 | solid electrolyte
    水凝胶 | hydrogel""")

METHODS = pairs("""
    激光熔覆 | laser cladding
    增材制造 | additive manufacturing
    多物理场仿真 | multiphysics simulation
    在线质量检测 | in-line quality inspection
    真空感应熔炼 | vacuum induction melting
    精密注塑 | precision injection moulding
    热等静压 | hot isostatic pressing
    原位表征 | in-situ characterisation
    数字孪生建模 | digital twin modelling
    自适应控制 | adaptive control
    超声辅助加工 | ultrasonic-assisted machining
    化学气相沉积 | chemical vapour deposition
    连续流合成 | continuous-flow synthesis
    机器视觉分拣 | machine-vision sorting
    多源数据融合 | multi-source data fusion
    强化学习优化 | reinforcement learning
    低温烧结 | low-temperature sintering
    搅拌摩擦焊 | friction stir welding
    等离子喷涂 | plasma spraying
    联邦学习 | federated learning
    微弧氧化 | micro-arc oxidation
    高通量筛选 | high-throughput screening
    故障预测与健康管理 | prognostics and health management
    拓扑优化 | topology optimisation""")

SCENES = pairs("""
    海上风电场 | offshore wind farms
    地下矿山 | underground mines
    高寒地区 | very cold regions
    化工园区 | chemical parks
    三级医院 | tertiary hospitals
    轨道交通车辆段 | rail transit depots
    大型数据中心 | large data centres
    设施农业基地 | protected farming bases
    炼钢车间 | steelmaking workshops
    深海作业平台 | deep-sea platforms
    社区养老机构 | community care homes
    城市地下管廊 | urban utility tunnels
    半导体洁净厂房 | semiconductor clean rooms
    高海拔输电线路 | high-altitude power lines
    冷链物流园 | cold-chain logistics parks
    港口自动化码头 | automated port terminals
    纺织印染企业 | dyeing and finishing mills
    山地果园 | mountain orchards
    汽车总装线 | vehicle assembly lines
    区域应急中心 | regional emergency centres""")

PROBLEMS = pairs("""
    批次一致性差 | poor consistency between batches
    核心部件依赖进口 | reliance on imported core parts
    高负荷下发热严重 | overheating under heavy load
    使用寿命偏短 | a short service life
    检测效率低 | slow inspection
    能耗居高不下 | persistently high energy use
    界面结合强度不足 | weak bonding at interfaces
    数据标准不统一 | a lack of common data standards
    振动噪声超标 | excessive vibration and noise
    成品率偏低 | a low yield
    低温性能衰减快 | fast loss of performance in the cold
    维护成本高 | costly maintenance
    误报率偏高 | too many false alarms
    尺寸精度难以保证 | unstable dimensions
    工艺窗口过窄 | too narrow a process window
    副产物难以处理 | by-products that are hard to treat
    响应速度不够 | slow response
    供应链不稳定 | an unstable supply chain
    环境适应性弱 | poor tolerance of harsh environments
    老化机理不清 | ageing that is not understood""")

INDICATORS = pairs("""
    使用寿命|小时 | Service life
    成品率|% | Yield
    综合能耗降低幅度|% | Reduction in total energy use
    定位精度|µm | Positioning accuracy
    最高工作温度|℃ | Highest working temperature
    抗拉强度|MPa | Tensile strength
    响应时间|ms | Response time
    检测准确率|% | Detection accuracy
    单位成本降低幅度|% | Reduction in unit cost
    连续无故障运行时间|小时 | Mean time between failures
    年产能|吨/年 | Annual capacity
    国产化率|% | Share of Chinese-made parts
    噪声|dB | Noise
    功率密度|kW/kg | Power density
    循环次数|次 | Number of cycles
    纯度|% | Purity
    处理能力|m³/d | Treatment capacity
    误报率|% | False alarm rate
    申请发明专利|项 | Invention patents applied for
    制定标准|项 | Standards drafted
    示范应用场景|个 | Demonstration sites
    新增销售收入|万元 | New sales
    热导率|W/(m·K) | Thermal conductivity
    研发人员占比|% | Share of R&D staff""")
"""What is measured, with its unit behind the Chinese name."""

TITLES = pairs("""
    {property}{thing}关键技术研究 | key technologies of {property} {thing}
    基于{method}的{thing}研制 | {thing} developed with {method}
    面向{scene}的{property}{thing}研发与应用 | {property} {thing} for {scene}: R&D and application
    {material}{thing}的{method}技术及产业化 | {method} of {thing} made of {material}, and its industrialisation
    {thing}国产化替代技术攻关 | Chinese-made replacements for imported {thing}
    {scene}用{property}{thing}的{method}与示范 | {method} for {property} {thing} in {scene}, with a demonstration
    {property}{material}{thing}开发 | development of {property} {thing} from {material}
    {thing}的{method}工艺优化 | {method} for {thing}: improving the process""")

SUMMARIES = pairs("""
    为{scene}研制{property}{thing}，解决{problem}的问题。 | {property} {thing} for {scene}, to overcome {problem}.
    以{method}改进{thing}，使其达到工程应用要求。 | Better {thing} through {method}, fit for use in engineering.
    寻求采用{material}的{thing}方案，并在{scene}完成验证。 | A design of {thing} with {material}, proved in {scene}.
    围绕{thing}的{method}开展联合攻关，{n}个月内形成样机。 | Joint work on {method} for {thing}, with a prototype in {n} months.""")

NEEDS = pairs("""
    研制用于{scene}的{property}{thing}，克服目前{problem}的不足，形成可批量制造的成套方案。 | Develop {property} {thing} for {scene}, overcome {problem}, and arrive at a complete solution that can be made in series.
    掌握{material}在{thing}中的{method}工艺，明确温度、压力与组织性能之间的关系，给出稳定的参数窗口。 | Master {method} of {material} for {thing}, establish how temperature and pressure govern structure and properties, and give a stable window of parameters.
    建立{thing}的{method}模型，用不少于{n}组试验数据校核，误差控制在{m}%以内。 | Build a model of {thing} with {method}, check it against at least {n} sets of test data, and keep the error within {m}%.
    完成{thing}的结构设计与样机试制，在{scene}连续运行不少于{n}天，全程记录工况和失效数据。 | Design {thing} and build a prototype, run it in {scene} for at least {n} days, and record working conditions and failures throughout.
    针对{problem}，提出{method}与{other_method}相结合的解决办法，并与现有方案作同条件对比。 | Against {problem}, propose a solution that joins {method} with {other_method}, and compare it with present practice under equal conditions.
    开发配套的检测与标定手段，覆盖{m}类典型缺陷，检测结果可追溯到单件。 | Develop the matching means of inspection and calibration for {m} typical kinds of defects, traceable to the single piece.
    打通从{material}制备到{thing}装配的全流程，建成小批量试制线一条，形成作业指导文件。 | Join all steps from preparing {material} to assembling {thing}, set up one line for small series, and write its working instructions.
    提高{thing}在高负荷和极端温度下的稳定性，给出{m}种典型工况下的寿命预测方法。 | Make {thing} more stable under heavy load and extreme temperatures, and predict their life under {m} typical conditions.
    研究{thing}的接口规范和数据格式，实现与现有生产管理系统的对接，支持远程诊断。 | Define interfaces and data formats of {thing}, connect them to the present production management system, and support remote diagnosis.
    在保证性能的前提下把单件成本降低{m}%以上，关键部件至少有两家国内供应商。 | Lower the unit cost by {m}% or more at equal performance, with at least two Chinese suppliers for each key part.
    形成{property}{thing}系列产品，规格不少于{m}种，满足{scene}的不同需要。 | Form a series of {property} {thing} with at least {m} specifications for the various needs of {scene}.
    用{other_method}验证关键部件的可靠性，完成{n}小时加速老化试验并公开试验条件。 | Prove the reliability of key parts by {other_method}, complete an accelerated ageing test of {n} hours, and disclose its conditions.""")

BACKGROUNDS = pairs("""
    {scene}对{thing}的需求逐年增长，现有产品{problem}，难以满足连续生产的要求。 | Demand for {thing} in {scene} grows from year to year; present products suffer from {problem} and cannot keep up with continuous production.
    同类产品多采用{material}，加工时{problem}，返工和报废占到成本的{m}%左右。 | Products of this kind are mostly made of {material}; they suffer from {problem}, and rework and scrap take about {m}% of the cost.
    本单位已在{method}方面积累{m}年，建有试验平台，但尚未掌握批量稳定制造的方法。 | The unit has worked on {method} for {m} years and runs a test platform, but has not yet mastered stable production in series.
    国内有{m}家以上企业面临同样的难题，攻克后可在行业内推广。 | More than {m} Chinese enterprises face the same difficulty; a solution would serve the whole industry.
    前期与高校合作试验了{method}，实验室结果良好，放大后出现{problem}。 | Earlier trials of {method} with a university went well in the laboratory, but scaling up brought {problem}.
    进口{thing}交货周期长、价格高，售后响应不及时，已影响到{scene}的建设进度。 | Imported {thing} are dear and slow to arrive, with late service, which already delays work in {scene}.
    现行标准对{thing}的要求正在提高，原有工艺无法同时兼顾精度和效率。 | Standards for {thing} are being raised, and the old process cannot give both precision and speed.
    本项目已列入企业技术改造计划，场地、设备和配套资金已经落实。 | The project is part of the enterprise's plan for technical upgrading; site, equipment and matching funds are secured.
    {material}的国内产能已经形成，为{thing}的自主制造提供了条件。 | China now has the capacity to make {material}, so that {thing} can be made independently.
    用户反馈集中在{problem}和备件供应上，近两年投诉中占比超过{m}%。 | Users mostly complain of {problem} and of spare parts, more than {m}% of complaints in the last two years.""")

EXPECTED = pairs("""
    形成{property}{thing}样机{m}台套，并在{scene}完成示范应用。 | {m} prototypes of {property} {thing}, demonstrated in {scene}.
    申请发明专利{m}项以上，编制企业或团体标准1项。 | At least {m} invention patents applied for, and one enterprise or group standard drafted.
    项目完成后三年内新增产值{n}万元，带动上下游企业{m}家。 | New output of CNY {n} ten thousand within three years, with benefits to {m} enterprises up and down the chain.
    单位产品能耗下降{m}%，减少废弃物排放。 | Energy use per product falls by {m}%, with less waste.
    建成年产{n}套的生产线，产品合格率稳定。 | A line for {n} sets a year with a stable pass rate.
    培养技术骨干{m}名，与高校建立长期合作机制。 | {m} engineers trained, and lasting cooperation with universities.
    主要性能达到同类进口产品水平，实现批量替代。 | Main performance equal to imported products, which are then replaced in series.
    形成可复制的{method}工艺包，在行业内推广应用。 | A reproducible process package for {method}, spread through the industry.""")

SMALL: Mapping[str, tuple[Pair, ...]] = {
    "ip": pairs("""
        成果归发榜方和揭榜方共有，转让须双方同意。 | The results belong to owner and solver together; a transfer needs the consent of both.
        发榜方享有成果的独家使用权，揭榜方保留署名和论文发表权。 | The owner has the sole use of the results; the solver keeps authorship and may publish.
        按合同约定执行，原有知识产权归各自所有。 | As the contract says; each side keeps what it owned before."""),
    "benefit_sharing": pairs("""
        产业化后前三年按销售收入的{m}%提成给揭榜方。 | For three years the solver receives {m}% of sales.
        按双方投入比例分享收益，具体在合同中约定。 | Gains are shared by input, as the contract says.
        一次性支付，不再另行分成。 | One payment, with no further share."""),
    "cooperation": pairs("""
        委托开发 | commissioned development
        联合攻关 | joint research
        技术转让与合作开发 | licensing and joint development"""),
    "payment_terms": pairs("""
        签约后支付{m}%，样机验收后支付其余部分。 | {m}% on signature, the rest when the prototype is accepted.
        分三期支付，与里程碑考核挂钩。 | Three instalments, tied to milestones.
        验收合格后一次付清。 | Paid in full on acceptance."""),
    "negotiator": pairs("""
        发榜方技术中心 | the owner's technology centre
        发榜方与主管部门共同组织洽谈 | the owner together with the bureau in charge
        需求对接平台 | the matching platform"""),
    "agreement": pairs("""
        技术开发合同 | technology development contract
        保密协议 | confidentiality agreement
        知识产权归属协议 | agreement on intellectual property
        联合体协议 | consortium agreement"""),
    "solver": pairs("""
        揭榜方应具有{method}方面的研发团队和试验条件，近三年承担过同类任务。 | Solvers have a team and test facilities for {method} and have done similar work in the last three years.
        鼓励高校、科研院所与企业组成联合体，牵头单位须有独立法人资格。 | Consortia of universities, institutes and enterprises are encouraged; the lead must be a legal person of its own.
        揭榜方信用良好，能提供{thing}的样件或试验报告。 | Solvers are in good standing and can show samples or test reports of {thing}."""),
    "consortium": pairs("""
        联合体成员不超过{k}家，须签订联合揭榜协议。 | A consortium has at most {k} members, who sign an agreement to claim jointly."""),
    "grade": pairs("""
        优秀 | excellent
        合格 | passed
        良好 | good"""),
    "note": pairs("""
        金额按发榜时的口径填写。 | Amounts as stated when the challenge was published.
        参与单位排名不分先后。 | Members are in no particular order.
        专题名称按榜单的写法。 | The topic is named as on the list."""),
}
"""Short answers by the key that they stand under."""

ACHIEVEMENTS = pairs("""
    完成{property}{thing}样机{m}台套，并通过第三方检测。 | {m} prototypes of {property} {thing} built and tested by a third party.
    获授权发明专利{m}项，发表论文{k}篇。 | {m} invention patents granted and {k} papers published.
    在{scene}投入运行，累计运行超过{n}小时。 | In operation in {scene} for more than {n} hours.
    建成示范线一条，{problem}的问题得到解决。 | One demonstration line built; {problem} was overcome.
    主持编制团体标准1项，成果已在{k}家企业应用。 | One group standard led; the results are in use in {k} enterprises.""")

GOALS = pairs("""
    突破一批制约{thing}发展的关键技术，三年内形成可推广的成果不少于{m}项。 | Break through key technologies that hold back {thing}, with at least {m} results fit for use within three years.
    建立企业出题、各方揭榜、用户验收的机制，使科研力量与产业需求直接对接。 | Let enterprises set the tasks, anyone claim them and users decide on acceptance, so that research meets the needs of industry.
    推动{method}在重点产业链中的应用，带动上下游协同创新。 | Bring {method} into the main industrial chains, with joint innovation up and down the chain.""")

STAGES = pairs("""
    需求征集 | Needs are collected
    论证遴选 | Review and selection
    发布榜单 | Publication of the list
    揭榜对接 | Claims and matching
    评审立项 | Review and approval
    过程管理 | Monitoring
    验收评价 | Acceptance""")

STAGE_ACTIONS = pairs("""
    主管部门在网上发布通知，发榜方按格式填报并提交证明材料。 | The bureau publishes a notice online; owners fill in the form and file their evidence.
    组织技术、财务和产业专家独立评议，意见存档备查。 | Technical, financial and industry experts judge independently; their opinions are kept on file.
    揭榜方与发榜方直接洽谈，就目标、经费和产权达成一致后签约。 | Solver and owner talk directly and sign once they agree on goals, funds and property.
    主管部门对结果公示，受理异议并在规定时间内答复。 | The bureau puts the result on public notice, hears objections and answers within the set time.
    按里程碑检查进度，偏离目标的及时调整或终止。 | Progress is checked against milestones; what strays is adjusted or ended.""")

STATEMENTS: Mapping[str, tuple[Pair, ...]] = {
    "support": pairs("""
        财政资助不超过项目研发投入的{rate}%，单个项目最高{cap}万元。 | Public support is at most {rate}% of R&D input and CNY {cap} ten thousand for a project."""),
    "minimum": pairs("""
        项目研发投入不低于100万元。 | R&D input is at least CNY 1 million."""),
    "share": pairs("""
        发榜方付给揭榜方的资金原则上不低于研发投入的40%。 | In principle at least 40% of R&D input goes from the owner to the solver."""),
    "term": pairs("""
        项目实施期一般不超过{months}个月。 | A project usually takes at most {months} months."""),
    "consortium": pairs("""
        联合体的成员单位不超过{k}家。 | A consortium has at most {k} members."""),
    "eligibility": pairs("""
        揭榜方应为独立法人，有相应的科研条件和稳定的团队。 | Solvers are legal persons with suitable facilities and a stable team."""),
    "exclusion": pairs("""
        近三年有严重失信记录的单位不得参加。 | Units with serious breaches of trust in the last three years are excluded."""),
    "materials": pairs("""
        提交实施方案、合作协议和经费预算各一份。 | One plan, one cooperation agreement and one budget are filed."""),
    "procedure": pairs("""
        立项结果公示不少于五个工作日。 | Approvals are on public notice for at least five working days."""),
    "benefit": pairs("""
        提前完成并通过验收的，下一年度申报时优先支持。 | Those who finish early and pass acceptance are preferred in the next year."""),
}
"""A programme's rules by their kind."""

TOPICS = pairs("""
    一、关键材料 | 1. Key materials
    二、核心部件 | 2. Core parts
    三、成套装备 | 3. Complete equipment
    四、工艺与软件 | 4. Processes and software
    五、应用示范 | 5. Demonstration""")

BRAND = pairs("""
    恒 | heng
    启 | qi
    澜 | lan
    朔 | shuo
    屿 | yu
    衡 | heng
    岚 | lan
    拓 | tuo
    曦 | xi
    砺 | li
    辰 | chen
    泓 | hong
    峤 | qiao
    臻 | zhen
    沐 | mu
    骁 | xiao""")
"""Syllables of made-up names: three in a row make one."""

NAMES: Mapping[str, tuple[Pair, ...]] = {
    "government": pairs("""
        {region}科学技术主管部门（示例） | {region} bureau in charge of science and technology (sample)"""),
    "enterprise": pairs("""
        {region}{brand}新材料有限公司 | {brand} New Materials Co., Ltd., {region}
        {region}{brand}智能装备股份有限公司 | {brand} Intelligent Equipment Co., Ltd., {region}
        {region}{brand}生物科技有限公司 | {brand} Biotechnology Co., Ltd., {region}
        {region}{brand}电气有限公司 | {brand} Electric Co., Ltd., {region}
        {region}{brand}信息技术有限公司 | {brand} Information Technology Co., Ltd., {region}
        {brand}集团{region}有限公司 | {brand} Group, {region} company"""),
    "university": pairs("""
        {brand}理工大学 | {brand} University of Technology
        {brand}大学 | {brand} University
        {brand}工业职业学院 | {brand} Industrial Vocational College"""),
    "institute": pairs("""
        {region}{brand}应用技术研究院 | {brand} Institute of Applied Technology, {region}
        {brand}材料研究所 | {brand} Institute of Materials"""),
    "hospital": pairs("""
        {region}{brand}医院 | {brand} Hospital, {region}"""),
    "public": pairs("""
        {region}{brand}检验检测中心 | {brand} Testing Centre, {region}"""),
    "alliance": pairs("""
        {brand}产业技术创新联合体 | {brand} Industrial Innovation Consortium"""),
    "platform": pairs("""
        {brand}技术转移平台 | {brand} Technology Transfer Platform"""),
    "part": pairs("""
        {parent}{brand}研究院 | {brand} Institute of {parent}
        {parent}{brand}工程中心 | {brand} Engineering Centre of {parent}"""),
}
"""Names of units by their type; `part` is one that belongs to another."""

FIELDS = pairs("""
    单位名称|text | Name of unit
    统一社会信用代码|credit_code | Unified social credit code
    单位地址|text | Address
    邮编|postcode | Postcode
    联系人|text | Contact person
    联系电话|phone | Telephone
    电子邮箱|email | Email
    单位类型|choice | Type of unit
    职工人数|number | Number of employees
    上年度销售收入|money | Sales last year
    研发投入占比|percent | Share of R&D input
    技术领域|choices | Technical fields
    需求名称|text | Name of the need
    需求背景|long_text | Background of the need
    主要技术内容|long_text | Main technical content
    考核指标|long_text | Indicators
    预期成果|long_text | Expected results
    对揭榜方的要求|long_text | Requirements on the solver
    合作方式|choice | Mode of cooperation
    计划完成日期|date | Planned completion
    研发总投入|money | Total R&D input
    拟付揭榜方金额|money | Amount to be paid to the solver
    自筹资金|money | Own funds
    申请财政资助|money | Public support applied for
    同意公开本表内容|tick | Agrees to publication""")
"""Fields of a form, with their type behind the Chinese name."""

CHANGES = pairs("""
    申报截止时间 | Deadline for claims
    榜题名称 | Name of the challenge
    牵头单位名称 | Name of the lead
    报送方式 | How to file""")

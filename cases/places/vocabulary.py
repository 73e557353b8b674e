"""What the resolver knows of the language around place names: patterns and exceptions."""

import re

IDEOGRAPH = r"[\u3400-\u9fff\U00020000-\U000323af]"

# Between two places of one list: punctuation, conjunctions, and the institutions of the first.
INSTITUTION = (
    r"(?:[市区县州旗镇乡省]?(?:人民政府|政府|委员会|委|民政[局厅]|管委会|管理委员会|党工委|工委|党委|社工委)"
    r"(?:办公室|办公厅|宣传部|组织部|政法委)?)"
)
# What may follow the only name of a text: its institutions.
WHOLE_REST = re.compile(rf"(?:{INSTITUTION}[、,]?)*")
LIST_GLUE = re.compile(
    rf"(?:{INSTITUTION}|[、,;:/|·.。()\[\]《》“”\"'\s\d-]|和|与|及|以及|暨|原|现|今|等|其中|个|含|的|下辖|所辖|下属)*"
)

# Between two sentences, where what was said of a city before may hold no more.
SENTENCE_END = re.compile(r"[。！？!?\n]")
# Between two townships or zones of one list.
SIBLING_GLUE = re.compile(r"[、,;和及与]")

# Bare, these are common nouns; they are places only behind their city, in a list of its districts,
# or where the same text has named the district in full before.
COMMON_NOUNS = frozenset(
    re.split(
        r"\|",
        "城区|郊区|矿区|市区|新区|老城区|新城区|古城区|港口区|海港区|新市区|东区|西区|"
        "南区|北区|中区|城中区|城东区|城西区|城北区|城南区|东市区|西市区|中市区|北市区|"
        "工业园区|平房区|南市区|新林区|松岭区|向山区|解放区|特区|市郊区",
    )
)
# Behind a city whose district they were once, these may still be common nouns: 常州郊区 in 2015.
BARE_NOUNS = frozenset({"城区", "郊区", "矿区", "市区", "新区", "工业园区"})
# 3城区, 各城区: counted, so a common noun even in a list.
COUNTED = re.compile(r"[\d一二两三四五六七八九十几数个各多全]$")
# These also arise where two other words meet; bare, they need a clear edge on both sides.
WORDLIKE = frozenset(
    re.split(
        r"\|",
        "新建区|新建县|合作市|公安县|安居区|城关区|平安区|平安县|安定区|前进区|工农区|"
        "东风区|向阳区|友好区|友谊县|红旗区|建华区|振兴区|振安区|新兴区|新兴县|资源县|"
        "安宁市|东方市|市中区|前锋区|光明区|通道县|同心县|共和县|互助县|民和县|民乐县|"
        "富民县|兴国县|中站区|中原区|水区|市南区|市北区|滨湖新区|江北新区",
    )
)
# These are the end of other words (湘西山区, 广东城区); bare, they need a clear edge on the left.
EDGED = frozenset(
    re.split(
        r"\|",
        "东城区|西城区|南山区|东山区|西山区|中山区|江东区|江南区|江北区|河东区|河西区|"
        "河北区|海南区|桥东区|桥西区|路南区|路北区|大东区|西安区|新民市|长安区|和平区|"
        "和平县|新华区|港南区|港北区|海北区|龙江县|站前区",
    )
)
# 沿海城市, 复兴城市: a city of two characters whose name ends in 城.
CITY_OF_CITY = re.compile(r"^[\u3400-\u9fff]城市$")
# Short names of prefectures that are words, things or persons first; they count only in a chain.
WORDLIKE_SHORT = frozenset(
    re.split(
        r"\|",
        "朝阳|长治|安康|来宾|日照|白银|开封|大同|四平|三明|中卫|中山|黄山|白山|新乡|"
        "天水|吴忠|和田|山南|海东|海西|海北|黄南|阿里|大理|红河|怒江|凉山|普洱|百色|"
        "玉树|保山|安顺|通化|安庆|临夏|昌吉|丽水|平凉|大庆|海南州|文山|德宏|商洛|巴中|"
        "南平|永州|金昌|固原|张掖|东营|德州|资阳|随州|内江|黔江|河池|河源|清远|万县|"
        "思茅|达川|南充|贺州",
    )
)
# Short county names that are words; even behind their province they are not taken for a place.
WORDLIKE_COUNTY = frozenset(
    re.split(
        r"\|",
        "平安|和平|新建|安居|公安|合作|新华|兴业|民权|向阳|工农|前进|友好|东风|友谊|"
        "建华|红旗|光明|解放|城关|城中|城东|城西|城北|互助|通道|共和|同心|民和|中方|"
        "东方|安定|长寿|吉利|新民|新市|老城|港口|海港|富民|安宁|乐业|兴国|崇义|资源|"
        "开放|民乐|康乐|新和|新源|民丰|文成|兴文|普安|开化|永新|大方|大化|大安|大通|"
        "建设|振兴|新兴|前锋|市中|市南|市北|中原|进贤|团结|双桥|开平|安全|文明|科技|"
        "河口|湖口|江口|大关|通海|富源|名山|新乐|新会|新城|中站|宝山|金山|东山|西山|"
        "南山|中山|青山|宜君|安福|安远|安乡|安仁|安化|和顺|永和|太和|平和|江南|江北|"
        "河东|河西|河北|河南|海南|西安|长安|桥东|桥西|铁东|铁西|大东|新抚|站前|西市|"
        "东市|通州|应县",
    )
)
# What may follow a name that is wordlike, or a township: the end of a name, not of a word.
NAME_ENDS = re.compile(
    r"$|[^\u3400-\u9fff]|[区县市州旗镇乡]?(?:委|政府|人民|民政|党|社工|纪委|人大|政协|团委|妇联|办事处|办|管委会|管理委员会)"
    r"|街道|社区|居民|辖区|[的是在以为被等和与及将把对从、]|通过|探索|创新|推|开展|实施|打造|建立|坚持|荣获|获|被|先后|作为|"
    r"[一-鿿]{1,6}(?:街道|社区|村|镇|乡)|居委|村委|综合|工委|小区|有|自|按|紧|着|积极|成立|组织|(?:原|现|今|代管)"
)
# What stands right before a name that begins there.
NAME_BEGINS = re.compile(
    r"(?:^|[^\u3400-\u9fff]|[在于和与及从到由对向为是原现今以将把让使同给经赴往自如按据由省市州盟区县共了来、]|年来|位于|其中|关于|支持|"
    r"学习|借鉴|走访|考察|调研|参观|走进|包括|推荐|命名|确定|授予|批准|同意|选取|选择|指导|组织)$"
)
# 书记王长春, 、张海南: a surname before a short name of a place makes a person.
SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘"
    "杜戴夏汪姜范姚谭廖邹熊陆郝孔崔康邱秦侯邵孟钱汤尹黎乔贺赖龚]"
)
BEFORE_PERSON = (
    r"(?:^|[^\u3400-\u9fff]|书记|主任|同志|作者|记者|主席|教授|代表|居民|村民|骨干|经理|[员长师叫])"
)
PERSON = re.compile(rf"{BEFORE_PERSON}{SURNAME}$")
# 、徐州平、: a short name of a place that is the surname and half of the given name.
PERSON_HERE = re.compile(
    rf"{SURNAME}[\u3400-\u9fff](?![市省州区县盟委府等的地港人内外站段办台会都])[\u3400-\u9fff](?:$|[、，,。；;]|同志|先生|女士)"
)
PERSON_BEGINS = re.compile(rf"{BEFORE_PERSON}$")
# 西安区域, 河北区县: the last character belongs to the next word.
RUNS_ON_ALWAYS = re.compile(r"域|划(?![船归入出给])|间|别|块|段")
RUNS_ON = re.compile(rf"{RUNS_ON_ALWAYS.pattern}|位|(?:县|市)(?![委政民])|情|属|级|内外|里")
# 合作市场, 安宁市民: the same behind names that are wordlike.
RUNS_ON_WORD = re.compile(rf"{RUNS_ON.pattern}|[场容值面分]|民(?!政)|政(?!府)")
# Counties of two characters that arise where other words meet: 市和县, 从新县城, 在任县长, 到达县城.
RISKY_TWO = frozenset(
    re.split(r"\|", "和县|新县|古县|成县|任县|富县|达县|代县|应县|临县|安县|开县|高县|市区")
)
# What joins two places behind the name of the first.
UNIT = re.compile(r"[省市县区州盟旗]")
# A clear end: the end of the text, a mark, an institution.
CLEAR_END = re.compile(r"$|[^\u3400-\u9fff]|[区县市旗]{1,2}委|[区县市旗]?(?:人民)?政府")
# Where a short name in a list ends.
LIST_END = re.compile(rf"{CLEAR_END.pattern}|[等和与及]")
# Not a place but a road, a school, a bank, a paper: 上海路, 南京东路, 北京大学.
NOT_OF_PLACE = re.compile(
    r"[东西南北中]?[一二三四]?(?:路|大道|大街|高速|大桥|街(?!道)|道(?=\d|号|[、,。;与和及交]))|"
    r"[\u3400-\u9fff]{0,2}大学|[\u3400-\u9fff]{0,4}学院|(?:浦发|农商|农村商业|村镇|国际|商业|浦发村镇)?银行|日报|晚报|早报|商报|青年报|法制报|"
    r"烤鸭|醋鱼|龙井|时间|拉面|扒鸡|火锅|火腿|炒饭|坠子|快书|评弹|山区|岸(?!线)|侧|卫视|方言|话|菜|"
    r"花园|苑|新村|广场|大厦|小区|滩"
)
# Long names that hold the name of a place but are none.
BLOCKED = re.compile(
    r"新疆生产建设兵团|生产建设兵团|长江|珠江|黑龙江(?=流域|沿岸)|松花江|中华人民共和国|人民解放军|老解放区|海南岛|"
    r"周口店|[出入]海口|东躲西藏|南京条约|延安精神|延安时期|井冈山精神|西藏路|淮海|渤海|黄海|东海(?![县区])|南海(?![区市县]|诸)|台湾海峡|"
    r"[重最巨强很]大连[续接锁环]|[西东]南通道|平方米|经济特区|海?南通过|长沙发(?![展布出起放动挥达])|[安南沈]阳光|昆明湖|北京时间|吉林大学|中山(?:[装路]|大(?!涌))|孙中山|"
    # where two words meet
    r"[近多几数]年来|[^\u3400-\u9fff]年来|隆重庆祝|[均平]衡水|[各独]自贡献|[拖推]延安全|经济南(?!市)|肯定西(?!市|县)|推广元(?!市)|介绍兴(?!市|县)|身上海(?!市)|"
    r"出海南(?!省)|[军兵]营口号|江淮|长春秋|宽?通辽阔|[示]威海|[勇]武威[风力]|平原则|新余额|[搬]运城乡|原则上|[地私]下城区|"
    r"四周口|[不办做变建形达促完]成都(?!市(?![圈型化农休]))|江豚|来源城区|主任城区|优[秀惠]城区|保定期|确保定[点向时]|[安确]保定[期点向时]|合肥[料沃]|平安定|"
    r"大连[续接锁环片通带]|[自]贡[献品]|[国]防城区|[半]决赛|东晋中|好汉中|[老]大同学|[各]大同[类样]|海口[岸]"
)

# Townships behind a county: 曹家渡街道, 石湖荡镇; non-greedy, so that 石湖荡镇镇党委 ends at the first 镇.
TOWNSHIP = re.compile(
    rf"({IDEOGRAPH}{{1,12}}?(?:街道|苏木|镇(?!街道|[化域区级长政])|"
    rf"乡(?!街道|[村镇亲贤土愁情音风约规民绅里下间统])))(?={NAME_ENDS.pattern})"
)
# 静安区人民政府曹家渡街道办事处: how a street office signs in full.
STREET_OFFICE = re.compile(rf"人民政府({IDEOGRAPH}{{1,10}}?街道)(?=办事处)")
# What is no name of a township: function words, institutions, and common nouns that end in 镇 or 乡.
TOWNSHIP_STOPS = re.compile(
    r"^(?:[委的在为有共与及对从以是还也已就个全所每该本区镇乡村街道两我](?!和新路|台|岗|山|湖|店|桥|河|沟|妙)|市(?![中南北])|县(?![河底街])|"
    r"各(?![庄塔])|将(?!口)|把(?!荷)|等(?!子)|政府|人民(?![路街桥])|民政|部分|下辖|和(?![平谐顺兴睦畅义寨安庆盛静日谦什])|"
    r"先后|率先|积极|通过|探索|创新|推进|深化|近|多个|不断|为了|建制|特色|新型|社会|社区|组织|党(?!店)|"
    r"委员|坚持|创建|实施|开展|打造|依托|围绕|着力|大力|加强|农村|城市|城乡|主动|充分|美丽|农业|财政|卫生|教育)"
    r"|[的了是个让并]|[在由等把将](?!.?[镇乡街])|各(?!庄|塔)|政府|委会|区委|县委|市委|社会|推动|推进|组织|管理|服务|建设(?!.{0,2}街)|治理|"
    r"工作|党委|发展|积极|率先|通过|.[市县区](?!街道|镇|乡|苏木).|所有|全部|部分|以及|多个|若干|首批|所属|辖内|重点|试点|居民|群众|协商|城乡|开发区|"
    r"^(?:[城乡村集小古重名强百中新市县区老家故同水侨山异下返回还梦他进外本贵该两三几数一]|建制|中心|重点|小城|特色小|中心城)[镇乡]$"
)

# Functional zones behind a city: 高新区, 经济技术开发区, 某某新区; a bare 新区 is a common noun.
ZONE = re.compile(
    rf"({IDEOGRAPH}{{0,10}}?(?:经济技术开发区|高新技术产业开发区|高新技术开发区|高技术产业开发区|旅游经济开发区|经济开发区|"
    r"高新技术产业园区|高新技术产业园|经济技术产业开发区|产业集聚区|工业集中区|工业园区|产业园区|工业园|台商投资区|旅游度假区|风景名胜区|"
    r"生态旅游区|自由贸易试验区|自贸试验区|自贸区|综合保税区|保税港区|保税区|边境经济合作区|特别合作区|经济合作区|综合实验区|"
    r"航空港经济综合实验区|城乡一体化示范区|综合改革示范区|转型综改示范区|管理区|高新区|经开区|开发区|度假区|风景区|新区|科学城|生态城))"
)
ZONE_STOPS = re.compile(
    r"[的了是在等个由把将让各并和与及委省市县乡镇村]|政府|社会|推动|推进|组织|服务|建设|治理|工作|发展|积极|率先|通过|社区|街道|居民|主城|"
    r"城区$|^[区全]|打造|创建|试点|多个|国家级?新区$|老城|以及|重点|部分"
)
ZONE_NEEDS_STEM = frozenset(
    {"新区", "管理区", "度假区", "风景区", "科学城", "生态城", "工业园", "产业园区", "工业园区"}
)

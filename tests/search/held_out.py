"""Queries as staff, researchers and curators type them, with what a librarian would lay out."""

from collections.abc import Callable

from tests.search.librarian import ALL, Cases, Wanted, cases, coded, having, printed

NOTHING: Cases = frozenset()


def word(typed: str, more: Cases | str = NOTHING, may: Cases | str = NOTHING, stands: str = "") -> Wanted:
    """A word that is found where it stands, and what is added by hand (`stands`: the word as printed)."""
    literal = printed(stands or typed)
    return Wanted(typed, literal | _set(more), _set(may), literal)


def means(typed: str, must: Cases | str, may: Cases | str = NOTHING) -> Wanted:
    """A query that is not one run of letters, or that stands nowhere."""
    return Wanted(typed, _set(must), _set(may))


def exactly(typed: str, must: Cases) -> Wanted:
    """A query with signs, whose cases the texts alone decide."""
    return Wanted(typed, must, NOTHING, must)


def each(kind: Callable[..., Wanted], typed: str, *options: Cases | str, **named: str) -> list[Wanted]:
    """Several queries, parted by blanks, for the same cases."""
    return [kind(one, *options, **named) for one in typed.split()]


def _set(listed: Cases | str) -> Cases:
    return cases(listed) if isinstance(listed, str) else listed


BEIJING, CHAOYANG = "cy 14n04 15w02 15w09 21t01", "cy 15w02 21t01"
SHENZHEN, XIAMEN, NANJING = "14w02 14n01 15w04 15w07", "14w06 15w03 21t03", "14w01 15n02 syq"
RURAL = having("setting", "rural")
NORTHEAST = "14w04 14n08 14n09 21t02"
WEST = "14n06 14w05 15w08 14w11 15n08 15n04"
CENTRAL = "14n07 15n09 15w11 21t04 14w10 15n07 14n05 15n01"
WINNERS, NOMINEES = having("tier", "winner"), having("tier", "nominee")
OF_2014, OF_2015, OF_2021 = having("year", 2014), having("year", 2015), having("year", 2021)
PROGRAMME = having("programme", "sqzl")
TALKS, THREE = coded("shequ-xieshang"), coded("sanshe-liandong")
SERVICE, OLD = coded("goumai-fuwu"), coded("weilao-fuwu")

LETTERS = [
    *each(word, "楼院 互联 一 郊 e 党 １ 村 镇 街道 居委会 老人"),
    *each(word, "居民委员会 村委会 党员 社会组织 基层 晒权 磁场 药方"),
    *each(word, "居民议事有场所 自己的事情自己提 三上三下 超大城市 外包 红旗e岗通"),
    word("自治", coded("jumin-zizhi")),
    word("协商", TALKS),
    word("网格", coded("wanggehua-guanli")),
    word("清单", coded("qingdan-zhidu")),
    word("社区", NOTHING),
    word("由民做主"),
    word("把村干部小微权力“关进笼子”"),
    word("三工互动"),
    word("三事分流"),
    word("高校督导社工"),
    word("活化赋权"),
    word("民生大盆菜"),
    word("疫情防控"),
    word("政府买单", "15w04"),
    word("三上三下工作法", "15w11"),
    means("垃圾分类", NOTHING),
    means("动机", NOTHING),
]

PLACES = [
    *each(word, "太仓 太仓市 苏州 苏州市 江苏太仓 苏州太仓 苏州市太仓市", "15w01"),
    *each(word, "江苏 江苏省", "14w01 15n02 syq 15w01"),
    *each(word, "坪山 坪山区 坪山新区 深圳坪山 深圳市坪山区", "15w07"),
    *each(word, "光明区 光明新区 深圳光明", "14n01"),
    *each(word, "红谷滩 红谷滩区 红谷滩新区 南昌红谷滩区 南昌 江西", "15n09"),
    *each(word, "铜官 铜官区 铜官山 铜官山区 铜陵 铜陵铜官区 安徽", "14n07"),
    *each(word, "宁波 宁波市 宁海 宁海县 宁波宁海 浙江宁波宁海县", "15w06"),
    *each(word, "延边 延边州 延边朝鲜族自治州 珲春 吉林延边 延边珲春", "21t02"),
    *each(word, "内蒙古 内蒙 内蒙古自治区 包头 包头青山区 内蒙古包头市青山区", "14n06"),
    *each(word, "广西 广西壮族自治区 柳州 柳南区", "15n04"),
    *each(word, "长春朝阳 长春市朝阳区 长春 吉林长春朝阳区", "14n08"),
    *each(word, "北京朝阳 北京市朝阳区 北京朝阳区", CHAOYANG),
    *each(word, "朝阳 朝阳区", CHAOYANG + " 14n08"),
    *each(word, "北京 北京市", BEIJING),
    means("辽宁朝阳", NOTHING),
    means("沈阳和平", NOTHING),
    means("福州鼓楼", NOTHING),
    word("雨花区"),
    word("雨花台区", "syq"),
    word("雨花台"),
    word("雨花"),
    word("长沙雨花区", "14n05"),
    word("南京雨花台", "syq"),
    word("郊区"),
    word("阳泉郊区", "15n01"),
    word("阳泉市郊区", "15n01"),
    *each(word, "和平 和平区 天津和平 天津市和平区 天津", "14w09 15n03"),
    *each(word, "鼓楼 鼓楼区 南京鼓楼 南京市鼓楼区", "15n02"),
    *each(word, "市中 市中区 济南市中 济南市中区 济南", "14w07"),
    *each(word, "西湖 西湖区 杭州西湖", "15w05"),
    *each(word, "静安 静安区 曹家渡 静安曹家渡 上海静安", "14n03"),
    *each(word, "深圳 深圳市 广东 广东省 广东深圳", SHENZHEN),
    *each(word, "厦门 福建 福建省厦门市", XIAMEN),
    *each(word, "南京 南京市", NANJING),
    *each(word, "四川 成都 四川成都", "14w05 15w08"),
    word("南京市民政局"),
    word("青山"),
    word("解放区"),
    word("解放", NOTHING),
    word("市北"),
    word("东北", NORTHEAST),
    word("东北地区", NORTHEAST),
    word("西部", WEST),
    word("中部地区", CENTRAL),
    word("自治州", "21t02"),
]

MECHANISMS = [
    *each(word, "三社联动 三社互动 三社融合 三社协作 三社", THREE),
    word("四社联动"),
    *each(word, "参与式治理 共同缔造 参与式预算", coded("canyushi-zhili")),
    *each(word, "居民提案 提案 提案大赛 社区提案", coded("jumin-ti-an")),
    *each(word, "微自治 楼院自治 小区自治", coded("wei-zizhi")),
    *each(word, "村规民约 居民公约 软法 微法典 公约", coded("cungui-minyue")),
    *each(word, "民主监督 村务公开 民主评议", coded("minzhu-jiandu")),
    *each(word, "社区协商 协商民主 民主协商 议事协商 城乡社区协商 一事一议", TALKS),
    *each(word, "乡贤 新乡贤 乡贤参事会", "14n02"),
    *each(word, "志愿服务 志愿者 义工 社区志愿服务", coded("zhiyuan-fuwu")),
    *each(word, "社工 社会工作者 社工站", coded("zhuanye-shegong")),
    *each(word, "睦邻 邻里互助 近邻 熟人社区", coded("linli-huzhu")),
    *each(word, "孵化 社会组织培育 孵化基地", coded("shehui-zuzhi-peiyu")),
    *each(word, "公益创投 微创投", coded("gongyi-chuangtou")),
    *each(word, "政府购买服务 购买服务 政府购买 服务外包", SERVICE),
    *each(word, "项目化 项目制", coded("xiangmuhua-yunzuo")),
    *each(word, "社区基金会 基金会", coded("shequ-jijinhui")),
    *each(word, "街道改革 街道体制改革", coded("jiedao-tizhi-gaige")),
    *each(word, "政社互动 双向协议 两份清单", "15w01"),
    *each(word, "权力清单 小微权力 村级小微权力清单", coded("qingdan-zhidu")),
    *each(word, "减负 社区减负 去行政化", coded("shequ-jianfu")),
    *each(word, "居站分设 一站多居", coded("juzhan-fenshe")),
    *each(word, "网格化 网格员 网格化管理", coded("wanggehua-guanli")),
    *each(word, "物业 物业管理 业委会 红色物业 社区物业管理", coded("wuye-guanli")),
    *each(word, "老旧小区改造 旧改 环境整治 人居环境", coded("renju-huanjing")),
    *each(word, "三治融合 德治", coded("sanzhi-ronghe")),
    *each(word, "枫桥经验 调解 社区矛盾调解", coded("maodun-tiaojie")),
    *each(word, "养老 居家养老 社区养老 日间照料", OLD),
    *each(word, "三留守 留守儿童 留守", "15n08"),
    *each(word, "智慧社区 大数据 互联网+", coded("shequ-xinxihua")),
    *each(word, "社区文化 文化建设 社区文化建设", coded("shequ-wenhua")),
    *each(word, "党建 党建引领 红色引领 基层党建 社区党建", coded("dangjian-yinling")),
    *each(word, "大党委 双报到 区域化党建", coded("quyuhua-dangjian")),
    *each(word, "走访 接诉即办", coded("minqing-shouji")),
    word("网络化治理"),
    word("分类治理"),
    word("闭环"),
    word("老旧小区", NOTHING, "15n03 15w03 15w11 21t04"),
    word("一刻钟", NOTHING, "21t04"),
    word("村干部", NOTHING, "15n07"),
    word("农村", RURAL),
    word("乡村治理", RURAL, "cy"),
    means("老年人", OLD, printed("老年人")),
    means("五社联动", NOTHING, THREE),
]

SOUNDS = [
    *each(means, "sanshe sansheliandong", THREE, printed("三社")),
    means("san she", THREE, printed("三社")),
    means("sanshe liandong", THREE, printed("三社")),
    *each(means, "ssld sslD SSLD", THREE),
    means("mqlsh", "15n09"),
    means("minqinglishihui", "15n09"),
    means("min qing li shi hui", "15n09"),
    means("wgh", coded("wanggehua-guanli")),
    means("sqxs", TALKS),
    means("shequ xieshang", TALKS),
    means("shequxieshang", TALKS),
    means("gyct", coded("gongyi-chuangtou")),
    means("zshd", "15w01"),
    means("xxcsh", "14n02"),
    means("suzhou", "15w01"),
    means("su zhou", "15w01"),
    means("taicang", "15w01"),
    means("ningbo", "15w06"),
    means("tongguanqu", "14n07"),
    means("neimenggu", "14n06"),
    means("pingshan", "15w07"),
    means("nanjing sanshe", "syq"),
    means("nan jing", NANJING),
    means("beijing chaoyang", CHAOYANG),
    means("dangjian", coded("dangjian-yinling"), printed("党建")),
    means("msdpc", "15w04"),
]

NUMBERS = [
    *each(means, "宁海三十六条 宁海36条 宁海３６条 36条 三十六条 宁海三六条", "15w06"),
    *each(means, "六个一 6个一 ６个1", "14w01"),
    *each(means, "365 ３６５ 三百六十五 三六五 365工作体系 365模式", "14w04"),
    *each(means, "4335 四三三五 “4335” 4335模式 协商4335", "14n08"),
    *each(means, '1+10 １＋１０ "1+10" “1+10” 武汉1+10', "15n07"),
    means("1+10 武汉", "15n07"),
    *each(means, "o2o O2O ｏ２ｏ o2o模式", "15w10"),
    means("青岛 o2o", "15w10"),
    *each(means, "343 三四三 343模式 （343）", "15w08"),
    *each(means, "十大服务体系 10大服务体系", "14w09"),
    *each(means, "4社联动 四社", "14w07"),
    *each(means, "622 622工作法 六二二", "syq"),
    *each(means, "五家 5家", "15n08"),
    *each(word, "六化 6化", NOTHING, stands="六化"),
]

CATALOGUE = [
    *each(means, "2015提名 2015年提名成果", OF_2015 & NOMINEES),
    means("2015 提名", OF_2015 & NOMINEES),
    means("提名 2015", OF_2015 & NOMINEES),
    means("二〇一五 提名", OF_2015 & NOMINEES),
    *each(means, "2014年度十大 2014年十大创新成果 2014十大成果", OF_2014 & WINNERS),
    means("2014 十大", OF_2014 & WINNERS),
    means("十大创新成果", WINNERS),
    means("提名成果", NOMINEES),
    means("提名奖", NOMINEES),
    means("实验区", "syq"),
    means("典型案例", OF_2021),
    means("2021年典型案例", OF_2021),
    *each(word, "2014 2014年", OF_2014),
    *each(word, "2021 2021年度", OF_2021),
    word("2016"),
    word("民政部", having("programme", "sqzl", "syq"), OF_2021),
    means("民政部办公厅", OF_2021),
    word("中国社区治理十大创新成果", PROGRAMME),
    means("全国基层治理创新典型案例", OF_2021),
    means("2014 武汉", "14w10"),
    means("2015 四川 十大", "15w08"),
    means("民政部 2014 十大 广东", "14w02"),
    means("2014 三社联动", THREE & OF_2014),
    means("2014-sqzl-n09", "14n09"),
]

SCRIPTS = [
    word("社區治理"),
    *each(word, "三社聯動", THREE, stands="三社联动"),
    word("三社 联动", THREE, stands="三社联动"),
    *each(word, "廣東 廣東省深圳市", SHENZHEN),
    word("網格化管理", coded("wanggehua-guanli")),
    word("黨建", coded("dangjian-yinling")),
    means("銅官區", "14n07"),
    means("臺灣", NOTHING),
]

SIGNS = [
    *each(exactly, '“三社联动” "三社联动" 「三社联动」 「三社聯動」', printed("三社联动")),
    means("三社联动 -三社协作", THREE - printed("三社协作")),
    means("三社联动 -武侯", THREE - cases("14w05")),
    means("三社协作|政社互动", THREE | cases("15w01")),
    means("三社协作 ｜ 政社互动", THREE | cases("15w01")),
    means("三社协作 OR 政社互动", THREE | cases("15w01")),
    exactly("-社区", ALL - printed("社区")),
    exactly("协商 -社区协商", (printed("协商") | TALKS) - printed("社区协商")),
    exactly("协商 NOT 社区协商", (printed("协商") | TALKS) - printed("社区协商")),
    exactly("标题:协商", printed("协商", "title")),
    exactly("標題：協商", printed("协商", "title")),
    exactly("标题: 协商", printed("协商", "title")),
    exactly("标题:(协商)", printed("协商", "title")),
    exactly("正文:三社联动", printed("三社联动", "text")),
    exactly("正文:“三社联动” 标题:提案", NOTHING),
    exactly("正文:协商 标题:提案", printed("协商", "text") & printed("提案", "title")),
    exactly("正文:协商，标题:提案", printed("协商", "text") & printed("提案", "title")),
    exactly("标题：协商；申报单位：北京", printed("协商", "title") & printed("北京", "applicant")),
    exactly("申报单位:朝阳", printed("朝阳", "applicant")),
    exactly("申报单位:朝阳区人民政府", printed("朝阳区人民政府", "applicant")),
    exactly("申报单位:民政局", printed("民政局", "applicant")),
    exactly('标题:"社区协商"', printed("社区协商", "title")),
    exactly("-标题:协商 协商", (printed("协商") | TALKS) - printed("协商", "title")),
    means("地区:朝阳", CHAOYANG + " 14n08"),
    means("地区:苏州", "15w01"),
    means("地区：坪山区", "15w07"),
    means("地区:郊区", "15n01"),
    means("标题:协商 地区:北京", "15w09 14n04"),
    means("标题:协商，地区:北京", "15w09 14n04"),
    means("社区 AND 三社联动", THREE & printed("社区")),
    *each(means, "协商,提案 协商、提案 协商；提案", printed("协商") & printed("提案")),
    means("《权力清单三十六条》", "15w06"),
    means("四项制度三维评价", "15w08"),
    means("共谋共建共管共评共享", "14w06"),
    means("三社联动机制", THREE),
    means("三社联动的案例", THREE),
]

TOGETHER = [
    means("深圳社区基金会", "14n01"),
    means("太仓政社互动", "15w01"),
    means("北京朝阳居民提案", "15w02 cy"),
    means("南京三社联动", "syq"),
    means("上海政府购买服务", "14n03"),
    means("成都社区协商", "15w08"),
    means("太仓的经验", "15w01"),
    means("深圳大盆菜", "15w04"),
    means("朝阳区 物业", CHAOYANG.replace("15w02", "")),
    means("厦门 参与式", "15w03 14w06"),
]

HELD_OUT = [*LETTERS, *PLACES, *MECHANISMS, *SOUNDS, *NUMBERS, *CATALOGUE, *SCRIPTS, *SIGNS, *TOGETHER]

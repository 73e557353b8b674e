"""Full names, short names and the other ways in which a division's name is written."""

import re

# The provinces that are cities, by the first two digits of their codes; they have no prefectures.
MUNICIPALITIES = {"11": "北京市", "12": "天津市", "31": "上海市", "50": "重庆市"}
PEOPLE = (
    "哈萨克族|柯尔克孜|达斡尔族|鄂温克族|傈僳族|哈尼族|景颇族|土家族|布依族|朝鲜族|"
    "蒙古族|哈萨克|维吾尔|仫佬族|毛南族|仡佬族|拉祜族|布朗族|纳西族|独龙族|普米族|"
    "阿昌族|撒拉族|东乡族|保安族|裕固族|塔吉克|壮族|回族|满族|藏族|苗族|侗族|彝族|"
    "瑶族|羌族|白族|傣族|蒙古|各族|黎族|畲族|水族|佤族|怒族|土族|锡伯"
)
AUTONOMOUS = re.compile(rf"^(.+?)(?:{PEOPLE})*(?:联合)?自治([区州县旗])$")
# Units whose short name does not follow from the rules.
WHOLE = {
    "内蒙古自治区": "内蒙古",
    "海南藏族自治州": "海南州",  # 海南 alone is the province
}
PLAIN = re.compile(r"^(.{2,}?)(特别行政区|地区|林区|特区|新区|省|市|盟|区|县|旗)$")
# What news and honours lists write for some prefectures and banners, beyond the rules.
CUSTOMARY = {
    "内蒙古自治区": ("内蒙",),
    "香港特别行政区": ("香港特区",),
    "澳门特别行政区": ("澳门特区",),
    "博尔塔拉蒙古自治州": ("博州",),
    "巴音郭楞蒙古自治州": ("巴州",),
    "克孜勒苏柯尔克孜自治州": ("克州",),
    "锡林郭勒盟": ("锡盟",),
    "莫力达瓦达斡尔族自治旗": ("莫旗",),
    "达尔罕茂明安联合旗": ("达茂旗", "达茂联合旗"),
    "土默特左旗": ("土左旗",),
    "土默特右旗": ("土右旗",),
    "科尔沁左翼中旗": ("科左中旗",),
    "科尔沁左翼后旗": ("科左后旗",),
    "科尔沁右翼前旗": ("科右前旗",),
    "科尔沁右翼中旗": ("科右中旗",),
    "察哈尔右翼前旗": ("察右前旗",),
    "察哈尔右翼中旗": ("察右中旗",),
    "察哈尔右翼后旗": ("察右后旗",),
    "阿拉善左旗": ("阿左旗",),
    "阿拉善右旗": ("阿右旗",),
    "前郭尔罗斯蒙古族自治县": ("前郭县",),
    "喀喇沁左翼蒙古族自治县": ("喀左县",),
    "杜尔伯特蒙古族自治县": ("杜蒙县",),
    "和布克赛尔蒙古自治县": ("和布克赛尔县", "和丰县"),
    "塔什库尔干塔吉克自治县": ("塔县",),
}


def short_name(name: str) -> str:
    """太仓市 -> 太仓, 延边朝鲜族自治州 -> 延边; the name itself where nothing can be cut off."""
    if name in WHOLE:
        return WHOLE[name]
    autonomous = AUTONOMOUS.match(name)
    if autonomous:
        return autonomous[1]
    plain = PLAIN.match(name)
    return plain[1] if plain else name


def derived_aliases(name: str) -> tuple[str, ...]:
    """The forms that keep the kind of an autonomous unit: 延边州, 长阳县, 鄂伦春旗; and customary ones."""
    autonomous = AUTONOMOUS.match(name)
    forms = list(CUSTOMARY.get(name, ()))
    if autonomous and autonomous[2] != "区":
        stem = autonomous[1]
        forms = [stem + autonomous[2], f"{stem}自治{autonomous[2]}", *forms]
    return tuple(dict.fromkeys(form for form in forms if form != name))

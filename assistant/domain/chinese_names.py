"""Names of people in Chinese text: a surname and one or two characters, behind words that announce a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁"
    "柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅"
    "庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓"
    "郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲家封芮储靳焦巴牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶郜"
    "黎薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏"
    "柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
    "曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公涂肖付闫覃苟岳"
)
_SURE_SURNAMES = (
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张曹魏陶姜谢邹苏潘葛范彭鲁韦马苗袁柳鲍唐薛雷贺倪汤罗毕郝傅康顾孟黄萧尹姚邵汪毛戴宋"
    "庞熊纪舒祝董梁杜阮贾江郭梅林钟徐邱骆夏蔡田樊胡凌霍柯卢莫丁邓洪崔龚程邢裴陆翁甄侯宁仇武刘詹龙叶黎赖乔谭冉庄柴瞿阎廖耿欧"
    "聂曾关肖付闫覃岳"
)
"""The common ones that are hardly ever the beginning of another word."""

_DOUBLE = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|端木|夏侯|轩辕|南宫|司徒|长孙|独孤|西门|东方"
_HAN = r"[\u4e00-\u9fff]"
_GIVEN = (
    r"(?:(?![我你您他她它的了是在今住想要男女电有和与及、先老已不没也就很可能请问吗呢吧])[\u4e00-\u9fff])"
)

_ANY = rf"(?:(?:{_DOUBLE}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}})"
_SURE = rf"(?:(?:{_DOUBLE}){_GIVEN}{{1,2}}|[{_SURE_SURNAMES}]{_GIVEN}{{1,2}})"
_FOREIGN = rf"{_HAN}{{1,8}}[·•.]{_HAN}{{1,8}}"

_END = r"(?=[^\u4e00-\u9fff]|$|[我今住想要是电身手男女有和与的在于出先小])"
_SURE_END = r"(?=[^\u4e00-\u9fff]|$)"

_RELATIVE = (
    r"(?:儿子|女儿|爸爸|妈妈|父亲|母亲|丈夫|妻子|老公|老婆|爱人|孩子|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|岳父|岳母|孙子|孙女|朋友"
    r"|同事|邻居|房东|房客|租客|老板|男友|女友|男朋友|女朋友|同学)"
)
_TITLES = r"(?:先生|女士|小姐|太太|同志|大爷|大妈|大叔|阿姨|师傅|警官|律师|医生|大夫|老师|经理|主任|科长|局长|书记|校长|院长|法官)"
_BEFORE_TITLED = r"(?:(?<!\S)|(?<=[^\u4e00-\u9fffA-Za-z])|(?<=[我是找叫给向跟和与对由被问见请]))"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:我叫|我名叫|名叫|我的名字[是叫]?|本人)\s?({_ANY}|{_FOREIGN}){_END}",
        rf"(?:姓名|名字|联系人|申请人|收件人|收货人|户主|法定代表人|法人代表|负责人|经办人|监护人|当事人|房东|业主|承租人|投诉人|署名|落款)"
        rf"\s?(?:[:是为叫]|\s)\s?({_ANY}|{_FOREIGN}){_END}",
        rf"(?:我|我是|这是|本人是|我就是)({_SURE})(?<![人生员师工户民族者家长兵])(?=[,。.;!?、\s()]|$)",
        rf"(?:{_RELATIVE}|女孩|男孩|老人|男子|女子)(?:叫|名叫|名字叫|的名字[是叫])\s?({_ANY}|{_FOREIGN}){_END}",
        rf"(?:我|我们|他|她)(?:家|的)?{_RELATIVE}[是:,]?({_SURE}){_SURE_END}",
        rf"{_BEFORE_TITLED}((?:{_DOUBLE}|[{_SURE_SURNAMES}]){_GIVEN}{{0,2}}{_TITLES})",
        rf"(?:谢谢|感谢|此致|敬礼|敬上|祝好)[^\u4e00-\u9fff]{{1,4}}({_SURE})\s*$",
        rf"(?:^|\n)\s?({_SURE})\s?(?:敬上|敬启|上|谨启)\s*$",
    )
)

_WORDS = """
高中 高三 高考 江苏 江西 安徽 云南 广东 广西 马上 马路 林业 农民 黄牛 关于 江南 武汉 宁波 宁夏 关键
公司 公民 单位 全部 全体 权利 何种 何时 何人 解除 经过 计算 成为 成立 项目 方式 时间 应当 通过 万元 高级 单身 金融
"""
_NO_NAMES = frozenset(_WORDS.split())
"""Words of two characters that begin like a name."""


def find_chinese_names(text: str) -> Iterator[tuple[int, int]]:
    """The names in a folded text; spans may overlap."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.group(1)[:2] not in _NO_NAMES:
                yield match.span(1)

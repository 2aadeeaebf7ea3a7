"""Names that people give as their own. Names in running text are not looked for: streets and towns carry names too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.privacy import PersonalDataType

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹窦章云苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史"
    "唐费薛雷贺倪汤罗毕郝安乐傅齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒项祝董梁杜阮蓝季贾江童郭梅林钟徐邱骆高"
    "夏蔡田樊胡凌霍万柯卢莫房丁邓洪石崔龚程邢裴陆翁甄曲侯段焦巴谷车全班秋仲宁仇甘厉祖武符刘景詹龙叶白蒲邹涂"
)
_ENGLISH = re.compile(
    r"(?i:\b(?:my (?:full )?name(?:'s| is)|i am called|name\s*:)\s+)"
    r"((?:(?:Mrs?|Ms|Dr)\.?\s+)?[A-Z][\w'-]+(?:\s+(?:van|von|de|der|[A-Z][\w'-]+|[A-Z]\.?(?!\w))){0,3})"
)
_CHINESE = re.compile(
    rf"(?:我叫|我的名字[是叫]|我名叫|姓名\s*[:是为]?)\s*([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    r"(?=[,。.;!?、\s:()]|$|我|今|住|想|要|是|电话|身份|手机|男|女)"
)


def find_names(text: str) -> Iterator[tuple[int, int, PersonalDataType]]:
    """The names in a folded text that somebody introduces as theirs."""
    for pattern in (_ENGLISH, _CHINESE):
        for match in pattern.finditer(text):
            yield (*match.span(1), PersonalDataType.NAME)

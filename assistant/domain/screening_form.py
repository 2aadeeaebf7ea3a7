"""The form of a message in which phrases are looked for: lower case, simplified characters, tricks of spelling undone."""

from __future__ import annotations

import re

from assistant.domain.folding import fold

# Traditional characters (and variants) of the words that screening looks for, and their simplified form.
_TRADITIONAL = str.maketrans(
    "殺傷訴報舉強請轉賠償師領樓橋別讓機會說話聽問題無視設規則處罰單據獎勵補貼審過進離開關門鎖險隱滅燒頭腦醫藥"
    "毒車輛個這們來對給為從還沒幾點錢歲兒親媽爸爺奶繼養護兇惡嚇騷擾擊槍彈戰爭謀員務層級長經驗證據執決斷"
    "達復議協調聯繫電線網絡現誰應該實須麼樣體劇壓絕望後遺書獨喪屍結輕發電動運營業務導見觀覺認識詢諮貪賄黨"
    "衝踢輪質簡麗輸顯譯語擬變換極權繞濾監獄獸",
    "杀伤诉报举强请转赔偿师领楼桥别让机会说话听问题无视设规则处罚单据奖励补贴审过进离开关门锁险隐灭烧头脑医药"
    "毒车辆个这们来对给为从还没几点钱岁儿亲妈爸爷奶继养护凶恶吓骚扰击枪弹战争谋员务层级长经验证据执决断"
    "达复议协调联系电线网络现谁应该实须么样体剧压绝望后遗书独丧尸结轻发电动运营业务导见观觉认识询咨贪贿党"
    "冲踢轮质简丽输显译语拟变换极权绕滤监狱兽",
)

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[\s*._·~|/\\^#+=-]+(?={_HAN})")
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9])[a-z](?:([ .*_·|-])[a-z](?:\1[a-z]){2,})(?![a-z0-9])")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[013457@$!](?=[a-z])")
_DIGIT_LETTERS = str.maketrans("013457@$!", "oieastasi")
_STRETCHED = re.compile(r"([a-z])\1{2,}")


def screening_form(text: str) -> str:
    """The form in which the phrases of the rules are looked for.

    Apostrophes go ("don't" and "dont" are one word), letters set apart are joined ("k i l l"), digits inside a word
    become the letters they stand for, letters drawn out are shortened, and nothing stands between Chinese characters.
    """
    form = fold(text).text.lower().replace("'", "").translate(_TRADITIONAL)
    form = _SPACED_LETTERS.sub(lambda match: match.group().replace(match.group(1), ""), form)
    form = _DIGIT_IN_WORD.sub(lambda match: match.group().translate(_DIGIT_LETTERS), form)
    form = _STRETCHED.sub(r"\1\1", form)
    return _BETWEEN_HAN.sub("", form)

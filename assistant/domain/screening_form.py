"""The form of a message in which phrases are looked for: lower case, simplified characters, tricks of spelling undone."""

from __future__ import annotations

import re

from assistant.domain.folding import fold

# Traditional characters of the words that screening looks for, each followed by its simplified form.
_PAIRS = (
    "殺杀 傷伤 訴诉 報报 舉举 強强 請请 轉转 賠赔 償偿 師师 領领 樓楼 橋桥 別别 讓让 機机 會会 說说 話话 聽听 問问 "
    "題题 無无 視视 設设 規规 則则 處处 罰罚 單单 據据 獎奖 勵励 補补 貼贴 審审 過过 進进 離离 開开 關关 門门 鎖锁 "
    "險险 隱隐 滅灭 燒烧 頭头 腦脑 醫医 藥药 車车 輛辆 個个 這这 們们 來来 對对 給给 為为 從从 還还 沒没 幾几 點点 "
    "錢钱 歲岁 兒儿 親亲 媽妈 爺爷 繼继 養养 護护 兇凶 惡恶 嚇吓 騷骚 擾扰 擊击 槍枪 彈弹 戰战 爭争 謀谋 員员 務务 "
    "層层 級级 長长 經经 驗验 證证 執执 決决 斷断 達达 復复 議议 協协 調调 聯联 繫系 電电 線线 網网 絡络 現现 誰谁 "
    "應应 該该 實实 須须 麼么 樣样 體体 劇剧 壓压 絕绝 後后 遺遗 書书 獨独 喪丧 屍尸 結结 輕轻 發发 動动 運运 營营 "
    "業业 導导 見见 觀观 覺觉 認认 識识 詢询 諮咨 貪贪 賄贿 黨党 衝冲 輪轮 質质 簡简 麗丽 輸输 顯显 譯译 語语 擬拟 "
    "變变 換换 極极 權权 繞绕 濾滤 監监 獄狱 獸兽 訟讼 氣气 錯错 誤误 圍围 幫帮 東东 樂乐 買买 賣卖 寫写 讀读 學学 "
    "億亿 產产 憤愤 職职 錄录 療疗 費费 稅税 優优 勞劳 義义 違违 約约 簽签 騙骗 綁绑 虛虚 裝装 隨随 餘余 顧顾 婦妇 "
    "嬰婴 竊窃 籠笼 繩绳 顆颗 節节 閉闭 煩烦 惱恼 飢饥 餓饿 譴谴 責责 毆殴 摟搂 慘惨 淚泪 雙双 誘诱 "
)
_TRADITIONAL = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[\s*._·~|/\\^#+=-]+(?={_HAN})")
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9])[a-z](?:([ .*_·|-])[a-z](?:\1[a-z]){2,})(?![a-z0-9])")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[013457@$!](?=[a-z])|(?<![a-z0-9])[013457@$](?=[a-z]{2}[a-z01345])")
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
    return _BETWEEN_HAN.sub("", form.replace("_", " "))

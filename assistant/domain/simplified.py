"""Traditional Chinese characters as their simplified forms, one for one, so that places in a text stay where they were."""

from __future__ import annotations

# Traditional characters of the words that screening and dialogue look for, each followed by its simplified form.
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
    "嬰婴 竊窃 籠笼 繩绳 顆颗 節节 閉闭 煩烦 惱恼 飢饥 餓饿 譴谴 責责 毆殴 摟搂 慘惨 淚泪 雙双 誘诱 嗎吗 妳你 麽么 "
    "孫孙 鄰邻 夥伙 殘残 訂订 週周 號号 間间 時时 樁桩 辦办 場场 區区 圖图 館馆 寶宝 愛爱 儘尽 嬸婶 姪侄 屆届 確确 "
    "況况 啟启 啓启 裡里 裏里 遊游 戶户 廳厅 課课 續续 遷迁 賬账 帳帐 減减 許许 託托 貓猫 鳥鸟 鄉乡 鎮镇 廣广 園园 "
    "舊旧 雜杂 類类 總总 臺台 灣湾 國国 際际 價价 額额 標标 準准 備备 歸归 預预 連连 紅红 綠绿 藍蓝 黃黄 術术 傳传 "
    "擔担 壞坏 環环 當当 檔档 燈灯 溫温 濕湿 殯殡 廢废 棄弃 傢家 罵骂 燙烫 聞闻 嘗尝 歷历 牽牵 顛颠 癡痴 憂忧 鬱郁 "
    "慮虑 懼惧 驚惊 繳缴 納纳 嚴严 緊紧 "
)
_TRADITIONAL = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split() if pair[0] != pair[1]})


def simplified(text: str) -> str:
    """The text with its traditional characters simplified; as long as it was. Rare characters stay as they are."""
    return text.translate(_TRADITIONAL)

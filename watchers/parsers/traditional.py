"""Traditional characters of notices' labels and words and of surnames, with their simplified forms. Pure.

The rules for notices are written in simplified characters. One from Hong Kong or Macau is read through them,
one character for one, and what stays of it is given back as it was written.
"""

from collections.abc import Iterable

_PAIRS = """
    聯联 絡络 繫系 評评 審审 標标 採采 購购 項项 經经 負负 責责 辦办 見见 證证 簽签 獲获 權权 選选 組组
    長长 會会 員员 專专 業业 總总 監监 檢检 驗验 術术 務务 電电 話话 號号 郵邮 處处 師师 醫医 學学 錄录
    記记 籤签 諮咨 詢询 訊讯 傳传 機机 構构 單单 稱称 間间 時时 開开 閉闭 關关 點点 數数 額额 價价 報报
    應应 響响 廠厂 區区 縣县 鄉乡 鎮镇 國国 華华 東东 廣广 雲云 灣湾 門门 體体 書书 協协 護护 領领 導导
    幹干 勞劳 勝胜 給给 則则 請请 與与 為为 於于 將将 來来 對对 從从 據据 個个 這这 們们 陳陈 張张 劉刘
    黃黄 吳吴 鄭郑 許许 馮冯 鄧邓 蕭萧 葉叶 呂吕 盧卢 鍾钟 譚谭 陸陆 賈贾 韓韩 鄺邝 歐欧 陽阳 龍龙 萬万
    錢钱 湯汤 嚴严 賴赖 鄒邹 羅罗 謝谢 孫孙 馬马 趙赵 楊杨 蘇苏 蔣蒋 閻阎 顧顾 龔龚 嶽岳 齊齐 駱骆 藍蓝
    賀贺 莊庄 畢毕 紀纪 饒饶 聶聂 簡简 車车 連连 蔔卜 貝贝 賓宾 寶宝 麗丽 偉伟 傑杰 強强 輝辉 軍军 潔洁
    靜静 風风 鳳凤 愛爱 慶庆 榮荣 興兴 義义 禮礼 順顺 麥麦 倫伦 詩诗 詠咏 樂乐 蓮莲 蘭兰 瓊琼 環环 瑤瑶
    鴻鸿 鵬鹏 鋒锋 銘铭 錦锦 銳锐 遠远 達达 進进 運运 實实 資资 預预 幣币 規规 類类 編编 發发 現现 產产
    決决 廢废 遞递 場场 約约 訂订 變变 終终 結结 網网 備备 設设 範范 圍围 詳详 內内 條条
    態态 計计 統统 層层 試试 樣样 維维 測测 圖图 線线 壓压 鐵铁 鋼钢 飛飞 無无 氣气 離离 質质 檔档 級级
    極极 綜综 優优 軟软 碼码 驅驱 製制 裝装 視视 頻频 儀仪 顯显 載载 輸输 轉转 擬拟 習习 訓训 練练 斷断 識识
    語语 療疗 藥药 溫温 濕湿 濾滤 爐炉 動动 熱热 農农 漁渔 礦矿 橋桥 鏡镜 鏈链 納纳 奧奥 億亿 雙双
    陣阵 競竞 爭争 參参 費费 賃赁 貨货 買买 賣卖 續续 歷历 擴扩 遙遥 艦舰 艙舱 島岛
"""
_SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_TRADITIONAL = frozenset(map(chr, _SIMPLIFIED))


def simplified(text: str) -> str:
    """Return the text with these characters simplified, each for one."""
    return text.translate(_SIMPLIFIED) if not _TRADITIONAL.isdisjoint(text) else text


def as_written(pieces: Iterable[str], before: str) -> list[str]:
    """Return what is left of a simplified text in the characters that stood in it `before`.

    A text writes a word in one way: where both forms stood in it, the traditional one is given back.
    """
    written = {ord(_SIMPLIFIED[ord(one)]): one for one in set(before) & _TRADITIONAL}
    return [piece.translate(written) for piece in pieces]

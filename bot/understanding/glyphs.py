"""Kanji that the eye takes for one another: as scanners, handwriting and quick fingers put them.

A line holds kanji of one shape; they are letters of this table's names and of words of asking, and what
is read or written in their place.
"""

from __future__ import annotations

from collections import defaultdict

_OF_ONE_SHAPE = """
土士工 木本未末 大太犬 日目白自 人入八 力刀 千干于 天夫失矢 午牛 王玉主 田由甲申 石右古 名各 己已巳 因困囚 合今令
計訃許討 部郡陪 総惣聡 環還 境鏡 済斉剤 経径軽 政攻 策索 農晨濃 福副幅 祉社 険検験倹 健建 康庸 校枚 教数 育盲
支友 援媛 市巾 推椎稚 観勧歓 防妨坊 災炎 安案 除徐 備傭 港湾 道通 園圃 動働勲 物牧 植値 設没 施旋 基墓幕
標票漂 件伴 新親 規現 額顎 均坊 差着 位住 率卒 割害 訳訴 別列 地池他 減滅 清請晴 掃帰 場湯揚 暖緩 緑縁録 畜蓄
漁魚 商高 街術衛 販版 企全金 到倒 職識織 若苦 者著考 性牲 保呆 児旧 待持侍特 幼幻 娠振 療瞭 病疾 歯菌 科料 護獲
障章 祭際 客容 宿縮 泊伯 食良 徒徙 導尊 指脂 書昼 財材 博愽 史吏 務矛 情清 報服 税脱 職聴 議義 選遷 証正 券巻
東束 央史 深探 移侈 促捉 流硫 連運 携推 協脇 再冉 掲渇 載戴 積績 操繰 捕補 負貝 担坦但 賃貨 借惜 貸賃 増憎 超起
億憶臆 万方 円田 幾畿 低底抵 順須 較軟 鳥島 網綱 微徴 輪輸 遣遺 薄簿 候侯 幸辛 冶治
"""


def _by_letter() -> dict[str, str]:
    alike: dict[str, str] = defaultdict(str)
    for group in _OF_ONE_SHAPE.split():
        for letter in group:
            alike[letter] += group.replace(letter, "")
    return dict(alike)


_ALIKE = _by_letter()


def drawn_like(letter: str) -> str:
    """The kanji that the eye takes for this one."""
    return _ALIKE.get(letter, "")


def drawn_alike(one: str, other: str) -> bool:
    """Whether two kanji are taken for one another by the eye: 木 and 本, 計 and 訃."""
    return other in drawn_like(one)

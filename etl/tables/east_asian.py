"""Which of the old encodings of East Asia a text is in, told by the characters that are frequent there."""

from collections.abc import Sequence
from functools import cache

_JAPANESE = (
    "日本国年月大会人出中一二三四五六七八九十上下時分事者部長自民党首相外務省政府総理臣訪問談協議定条約署名式公賓実経済貿易"
    "安全保障防衛同盟関係共声明発表開催席地域題解決支援力交流文化技術科学教育北朝鮮韓米英独仏露印豪州東南西海島領土主権核験制裁"
    "連代団使館件種類概要備考場所始終期間手役職理由脳電話友好締結前後新内的体対第回来行合立動社業平和書記報道軍戦線通"
)
_SIMPLIFIED = (
    "国的一是在不了有和人这中大为上个以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面方后多定行学法所民得经十"
    "三进等部度家电力理起现实加都两体制机当使点从业本性应开合还因由其前外天政四日社义事平形相全表间与关各重新内数正明利比第向"
    "道条结解问意建月公系军情者立代通并提题党展五员位文总次式设长统接计期论区强决西战任处南门保治北规领海口东导世金争济术交受"
    "联认六共权收证改美转单安场务万目达议声报名科信马节话米集土界约支史团访谈签署协定阿尔巴尼亚斯拉维埃克瓦罗莫索里贝哥俄韩"
)
_TRADITIONAL = (
    "國的一是在不了有和人這中大為上個以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面方後多定行學法所民得經十"
    "三進等部度家電力理起現實加都兩體制機當使點從業本性應開合還因由其前外天政四日社義事平形相全表間與關各重新內數正明利比第向"
    "道條結解問意建月公系軍情者立代通並提題黨展五員位文總次式設長統接計期論區強決西戰任處南門保治北規領海口東導世金爭濟術交受"
    "聯認六共權收證改美轉單安場務萬目達議聲報名科信馬節話米集土界約支史團訪談簽署協臺灣阿爾巴尼亞斯拉維埃克瓦羅莫索里貝哥俄韓"
)
_KOREAN = (
    "이다는을의가에한하고지사기로도리어대자정수인나시해스부보일라마그아국장서관제전주방문회담상협체결외교총통령중미북본러독프"
    "랑영연합동남유럽안무역경제군공식빈실문년월날짜형요약조치선언발표개최참석구원만여과와들은를으르니바타트크드레네베브르키탄"
)

_LANGUAGES = {
    "cp932": ("Shift-JIS", "ja", _JAPANESE),
    "euc_jp": ("Japanese", "ja", _JAPANESE),
    "gb18030": ("Chinese", "zh", _SIMPLIFIED),
    "big5hkscs": ("Chinese", "zh_Hant", _TRADITIONAL),
    "cp949": ("Korean", "ko", _KOREAN),
}
"""Encoding -> what to call it, its language, and characters that make up much of any text in that."""

FEW = 4
"""Characters from which a text is judged."""

ENOUGH = 100_000
"""Bytes that are looked at."""

TORN = 0.01
"""The share of letters that may be torn."""

LEAST = 0.3
"""The least share of them that is to be common; read in a wrong encoding, one in ten or twenty is."""


def find_east_asian(lines: Sequence[bytes]) -> tuple[str, str]:
    """Return the encoding in which lines that are not UTF-8 read best, and its name; "" twice if in none."""
    data = b"\n".join(lines)[:ENOUGH]
    best, found = LEAST, ""
    for encoding in _LANGUAGES:
        share = _share_of_common(data, encoding)
        if share >= best:
            best, found = share, encoding
    return found, _LANGUAGES[found][0] if found else ""


def _share_of_common(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, "replace")
    foreign = [character for character in text if ord(character) > 127 and not _is_mark(character)]
    # A torn letter does not make a text one of another language; many do.
    if len(foreign) < FEW or text.count("\ufffd") > 1 + TORN * len(foreign):
        return 0.0
    common, is_japanese = _common(encoding), _LANGUAGES[encoding][1] == "ja"
    n_common = sum(one in common or (is_japanese and "\u3041" <= one <= "\u30fe") for one in foreign)
    return n_common / len(foreign)


@cache
def _common(encoding: str) -> frozenset[str]:
    """Return the characters of a language's texts, those of the names of states among them."""
    from babel import Locale  # here, since it is slow to import and seldom needed

    _, language, letters = _LANGUAGES[encoding]
    return frozenset(letters).union(*Locale.parse(language).territories.values())


def _is_mark(character: str) -> bool:
    """True for brackets, stops and wide letters, which all these languages share."""
    return "\u3000" <= character <= "\u3020" or "\uff00" <= character <= "\uff60"

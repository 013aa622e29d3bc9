"""The characters and patterns of written numbers, each stated once: figures, scales, masks, 余多来几, dashes.

All patterns are possessive or bounded, so that no input makes them backtrack. They are meant for folded text.
"""

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SCALES = SMALL | LARGE

MASKS = "*×●□■XxＸ○"
CHINESE = "".join({**DIGITS, **TENS, **SCALES}).replace("○", "").replace("兆", "")  # ○ may be a mask, 兆 opens units (兆瓦)
INFIXES = {"余": "over", "多": "over", "来": "approx", "几": "approx"}

BLANK = r"[ \t]{0,8}+"
THOUSAND = "千(?![瓦克米伏卡焦帕])"  # 千瓦, 千克, 千米 are units
HUNDRED = rf"百(?!{BLANK}分{BLANK}[点位比])"  # 百分点
SCALE = rf"(?:[十万亿]|{THOUSAND}|{HUNDRED}(?!分之))"
_INSIDE = rf"(?:[十万亿零〇一二三四五六七八九两廿卅壹贰叁肆伍陆柒捌玖拾佰仟○]|{THOUSAND}|{HUNDRED})"
DASH = "(?:——|[—–―~至到～－-])"


def _arabic(digit: str, grouped: str) -> str:
    """Figures in groups of three parted by blanks or commas, with decimals; `digit` and `grouped` are classes of figures."""
    return rf"(?:[0-9]{{1,3}}(?:[ ][0-9]{{3}})++(?![0-9])|{digit}++(?:,{grouped}{{3}}(?!{grouped}))*+)(?:\.{digit}++)?+"


# Figures to be read: 1,825.95, .5; of 1.2.3 only the first, which is no decimal number.
ARABIC = rf"(?:(?<![0-9]\.){_arabic('[0-9]', '[0-9]')}(?!\.[0-9])|[0-9]++|(?<![0-9.])\.[0-9]++(?!\.[0-9]))"
# Figures to be cut out of a report, masks among them.
_FIGURES = _arabic(f"[0-9{MASKS}]", "[0-9*xX×]")
_FURTHER = rf"(?:(?:零?[0-9]++|[一二三四五六七八九](?={SCALE}))(?:[ ]?{SCALE}{{1,3}}+)?+)*+"  # 3万4000, 3千5, 3万五千
_HAN = rf"[{CHINESE}]{_INSIDE}*+(?:点[零〇一二三四五六七八九]++[万亿]*+|(?<=[十百千万亿]){_FURTHER})?+"
# A whole numeral as facts cut it out, for `values.read_number`: what follows a numeral without a gap belongs to it.
BODY = (
    rf"(?:{_FIGURES}(?:[ ]?{SCALE}{{1,3}}+{_FURTHER})?+|{_HAN})"
    rf"(?:[余多来](?!种经)|几(?=[十百千万亿个名家项]))?+(?:{SCALE}{{1,3}}+)?+"
)

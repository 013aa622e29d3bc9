"""Texts that report no work whatever their words: articles, demands made of others, announcements, guiding ideas.

    第十八条 党支部一般每年开展1次民主评议党员。          ← says what is to be done, not what was
    王书记强调，各支部要加强学习。要抓好问题整改。        ← demands throughout; what was done would be told without 要
    现就专题学习有关事宜通知如下：                        ← tells what follows
    一、指导思想                                          ← a heading of `silent_headings.csv`: what stands below it is meant, not done
"""

import re
from collections.abc import Sequence

from .. import lexicon

_ARTICLE = re.compile("第[一二三四五六七八九十百零〇0-9]{1,5}条(?![件款理例令主战线路经道底红])")
_ANNOUNCING = re.compile("(?:如下|以下|下列|通知|公示|不足)[^。，；]{0,12}[：:]$")
# A speaker's verb with its comma (no comment on a meeting, no 按照…要求, no 必然要求), or a demand in a numbered list: 会议强调，
# 一要 / 二是在学习方面，要. A bare 要 opens the plans of government reports, too.
_OPENING = re.compile(
    r"(?!按照|根据|遵照)(?:(?!点评)[^。：，]){0,30}(?:强调|指出|(?<![的然观切体项总])要求|希望|提出)[，：,]"
    r"|[一二三四五六七八九](?:要|是(?:[^，。]{0,12}，)?要)(?![求素点害件领务闻旨义])"
)
# 要 as “shall”: not within 主要, 需要, 要求, 要点 …
_DEMAND = re.compile("(?<![主重需必只将还就不摘纪简概提纲])要(?![求素点害闻塞约件么领务旨义津])|希望|必须|务必|应当|不得|不能")
# what tells that something was done: a number, 了, 已
_DONE = re.compile(r"[0-9０-９*×]|[一二两三四五六七八九十百千万][余多]?[次场个名项人件期天条起份万亿]|了|已|点评")
_OTHERS = 0.5  # share of sentences that may demand nothing


def reports_nothing(sentences: Sequence[str], heading: str = "") -> bool:
    """Whether a text is an article of a rule, nothing but demands, an announcement, or stands under a silent heading.

    >>> reports_nothing(["会议强调，要抓好整改。", "各支部要加强学习。"]), reports_nothing(["会议强调，整改成效明显。", "完成整改38项。"])
    (True, False)
    """
    if not sentences:
        return True
    if _ARTICLE.match(sentences[0]) or (len(sentences) == 1 and _ANNOUNCING.search(sentences[0])):
        return True
    if heading and any(silent in heading for silent in lexicon.words("silent_headings", "heading")):
        return True
    if not _OPENING.match(sentences[0]):
        return False
    others = [s for s in sentences if not _DEMAND.search(s)]
    return len(others) <= _OTHERS * len(sentences) and not any(map(_DONE.search, others))

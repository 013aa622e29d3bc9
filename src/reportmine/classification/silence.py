"""Texts that report no work whatever their words: articles, demands made of others, announcements, guiding ideas.

    第十八条 党支部一般每年开展1次民主评议党员。          ← says what is to be done, not what was
    王书记强调，各支部要加强学习。要抓好问题整改。        ← demands throughout; what was done would be told without 要
    现就专题学习有关事宜通知如下：                        ← tells what follows
    一、指导思想                                          ← a heading of `silent_headings.csv`: what stands below it is meant, not done
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..resources import OURS, Resources, Row, split

_ARTICLE = re.compile("第[一二三四五六七八九十百零〇0-9]{1,5}条(?![件款理例令主战线路经道底红])")
_NUMBERED = "[一二三四五六七八九](?:是(?:[^，。]{0,12}，)?)?"  # 一要 …, 二是在学习方面，要 …
_COUNTED = "[0-9０-９*×]|[一二两三四五六七八九十百千万][余多]?[次场个名项人件期天条起份万亿]"
_OTHERS = 0.5  # share of sentences that may demand nothing


def reports_nothing(sentences: Sequence[str], heading: str = "", resources: Resources = OURS) -> bool:
    """Whether a text is an article of a rule, nothing but demands, an announcement, or stands under a silent heading.

    >>> reports_nothing(["会议强调，要抓好整改。", "各支部要加强学习。"]), reports_nothing(["会议强调，整改成效明显。", "完成整改38项。"])
    (True, False)
    """
    if not sentences:
        return True
    cues = resources.made(_cues)
    if _ARTICLE.match(sentences[0]) or (len(sentences) == 1 and cues.announces.search(sentences[0])):
        return True
    if heading and any(silent in heading for silent in cues.silent):
        return True
    if not cues.opens.match(sentences[0]):
        return False
    others = [s for s in sentences if not cues.demands.search(s)]
    return len(others) <= _OTHERS * len(sentences) and not any(map(cues.done.search, others))


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words of `speech_cues.csv` as patterns.

    `opens`: a speaker's verb with its comma (no comment on a meeting, no 按照…要求), or a demand in a numbered list; a bare 要
    opens the plans of government reports, too. `done`: that something was done: a number, 了, 已.
    """

    silent: frozenset[str]
    announces: re.Pattern[str]
    opens: re.Pattern[str]
    demands: re.Pattern[str]
    done: re.Pattern[str]


def _cues(resources: Resources) -> _Cues:
    rows: dict[str, list[Row]] = {}
    for row in resources.listing("speech_cues"):
        rows.setdefault(row["role"], []).append(row)
    says, cites, reviews, shall, demands, done, announces = (
        "|".join(map(_pattern, rows[r])) for r in ("says", "cites", "reviews", "shall", "demands", "done", "announces")
    )
    return _Cues(
        resources.column("silent_headings", "heading"),
        re.compile(f"(?:{announces})[^。，；]{{0,12}}[：:]$"),
        re.compile(f"(?!{cites})(?:(?!{reviews})[^。：，]){{0,30}}(?:{says})[，：,]|{_NUMBERED}(?:{shall})"),
        re.compile(f"{shall}|{demands}"), re.compile(f"{_COUNTED}|{done}"),
    )  # fmt: skip


def _pattern(row: Row) -> str:
    """A cue, but not after or before what makes it another word: 要, not 主要 or 要求."""
    after = "".join(f"(?<!{re.escape(w)})" for w in split(row["not_after"]))
    before = "".join(f"(?!{re.escape(w)})" for w in split(row["not_before"]))
    return after + re.escape(row["cue"]) + before

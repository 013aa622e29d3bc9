"""Who submitted the report: by letterhead, title, by-line, signature, or the subject of the first
sentences.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..resources import Resources, split
from .head import DATE, Ends

_CHARS = r"[\u4e00-\u9fff×XＸ*○〇·]"
_CONGRESS = re.compile(
    r"(?:在|^|[—\s])([\u4e00-\u9fff]{2,9}?(?:省|市|县|区|州|盟|旗))第?[一二三四五六七八九十]+届", re.M
)
_SPEAKER = re.compile(r"代表([\u4e00-\u9fff]{2,20}?)，?向")
_BARE_PLACE = re.compile(r"(?:自治区|省|市|县|区|州)(?!长)")
_LONGEST = 30
_LEAD_LINES = 2
_SALUTATION = 40
_EXTENSION = 7


@dataclass(frozen=True, slots=True)
class Bodies:
    """What names of bodies are told by: cues by role (longest first), a whole name, a name that opens a clause."""

    cues: Mapping[str, tuple[str, ...]]
    name: re.Pattern[str]
    subject: re.Pattern[str]

    def any(self, role: str) -> str:
        """A pattern for the cues of a role."""
        return _any(self.cues[role])

    def organization(self, ends: Ends, title: str) -> tuple[str, str]:
        """The body and whence its name is (`head`, `text`); both empty if the report does not say.

        >>> from reportmine.readers.head import ends
        >>> from reportmine.resources import OURS
        >>> bodies(OURS).organization(ends("尊敬的组长：\\n主题教育开展以来，市审计局党组按照部署，抓好落实。"), "")
        ('市审计局', 'text')
        """
        for found in self._candidates_in_head(ends, title):
            return found, "head"
        lead = "\n".join(
            [x for x in ends.lead if len(x) > _SALUTATION or not x.endswith(("：", ":"))][:_LEAD_LINES]
            or ends.lead
        )
        if (speaker := _SPEAKER.search(lead)) and (whole := self.cleaned(speaker[1])):
            return _placed(whole, "\n".join(ends.head)), "text"
        for match in self.subject.finditer(lead):
            if found := self.cleaned(match[1]):
                return found, "text"
        return "", ""

    def _candidates_in_head(self, ends: Ends, title: str) -> Iterator[str]:
        lines = (
            *(line.removesuffix("文件") for line in ends.head if line.endswith("文件")),
            *(title.partition("关于")[:1] if "关于" in title else ()),
            *(line.strip("（）() ") for line in ends.head if line != title),
            *(DATE.sub("", line).strip("（）() ") for line in reversed(ends.tail)),
        )
        for line in lines:
            match = self.name.fullmatch("".join(line.split()))
            if match and (found := self.cleaned(match[1])):
                yield found
        subtitles = [line for line in ends.head if line.startswith(("—", "-"))]
        for piece in re.split(r"[—《\s-]+|^(?:19|20)\d{2}年?度?", " ".join([title, *subtitles])):
            if (found := self.leading_name(piece)) and len(found) > 3:
                yield found

    def is_name(self, line: str) -> bool:
        """Whether the line is the name of a body and nothing else."""
        match = self.name.fullmatch("".join(line.split()))
        return bool(match and self.cleaned(match[1]))

    def leading_name(self, text: str) -> str:
        """The name that `text` begins with, the longest that is one: 人民政府办公室 and not 人民政府; empty if
        none.

        >>> from reportmine.resources import OURS
        >>> bodies(OURS).leading_name("绍兴市第一中学创建省现代化学校工作汇报")
        '绍兴市第一中学'
        """
        whole = re.match(f"{_CHARS}*", text[: _LONGEST + _EXTENSION])
        run = whole[0] if whole else ""
        stops = sorted({m.start() + len(cue) for cue in self.cues["end"] for m in re.finditer(re.escape(cue), run)})
        found, at = "", 0
        for stop in stops:
            if at and stop - at > _EXTENSION:
                break
            found, at = self.cleaned(run[:stop]) or found, stop
        return found

    def cleaned(self, name: str) -> str:
        """The name as it is compared: without 中共 before a Party group, without words that only point; empty
        if no name.

        >>> from reportmine.resources import OURS
        >>> [bodies(OURS).cleaned(name) for name in ("中共××市审计局", "我局", "各街道")]
        ['××市审计局', '', '']
        """
        name = "".join(name.split())
        if len(name) < 3 or re.search(self.any("inside"), name) or re.match(self.any("prefix"), name):
            return ""
        if re.search(self.any("not_end") + "$", name):
            return ""
        if any(self.name.fullmatch(part) for part in re.split("[和与、]", name)[:-1]):
            return ""  # two bodies, not one
        return name if re.fullmatch(r"中共.*[委会]", name) else name.removeprefix("中共")

    def from_path(self, path: str) -> str:
        """The body that the file's or a folder's name contains, the nearest first; empty if none.

        >>> from reportmine.resources import OURS
        >>> [bodies(OURS).from_path(path) for path in ("2023/市审计局_中期汇报.docx", "民政局/汇报.docx", "a.docx")]
        ['市审计局', '民政局', '']
        """
        for part in reversed(path.replace("\\", "/").split("/")):
            stem = part.rsplit(".", 1)[0] if part == path.replace("\\", "/").split("/")[-1] else part
            for piece in re.split(r"[\s_\-—–（）()【】\[\]+,，、.\d年]+|关于", stem):
                if found := self.leading_name(piece):
                    return found
        return ""


def bodies(resources: Resources) -> Bodies:
    """The names that `organization_cues.csv` tells, the user's own included."""
    found: dict[str, list[str]] = {}
    for row in resources.rows("organization_cues"):
        for role in split(row["roles"]):
            found.setdefault(role, []).append(row["cue"])
    cues = {role: tuple(sorted(words, key=lambda cue: (-len(cue), cue))) for role, words in found.items()}
    end, whole, party, verb = (_any(cues[role]) for role in ("end", "whole", "party", "verb"))
    name = f"({_CHARS}{{1,{_LONGEST}}}?{end}|{whole})"
    return Bodies(
        cues,
        re.compile(f"((?:{_CHARS}{{1,{_LONGEST}}}?{end})|{whole}){party}*"),  # perhaps with the Party's part of it
        # with its Party group, or right before what the body did
        re.compile(rf"(?:^|(?<=[，。；：\s]))(?:现就|现将|就)?{name}(?:{party}+|(?={verb}))", re.M),
    )


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, words)) + ")"


def _placed(name: str, head: str) -> str:
    """`省人民政府` with the province that the head names: `广东省人民政府`."""
    place = _CONGRESS.search(head)
    if place and _BARE_PLACE.match(name) and place[1].endswith(name[0]):
        return place[1] + name[1:]
    return name

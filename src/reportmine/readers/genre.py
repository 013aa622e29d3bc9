"""What kind of document it is: by its title, else by the set phrases of its text."""

from ..resources import OURS, Resources


def _cues(resources: Resources) -> dict[str, tuple[tuple[str, str], ...]]:
    """Cues with the genre they tell, by where they stand (`title`, `text`), longest first."""
    found: dict[str, list[tuple[str, str]]] = {"title": [], "text": []}
    for row in resources.rows("genres"):
        found[row["where"]].append((row["cue"], row["genre"]))
    return {where: tuple(sorted(rows, key=lambda row: -len(row[0]))) for where, rows in found.items()}


def genre(title: str, text: str, resources: Resources = OURS) -> tuple[str, str]:
    """The kind of document and where it is named (`head` or `text`); both empty if nothing tells.

    In a title the last cue decides (“关于…通知精神的情况汇报” is a 情况汇报), and of two that end alike the
    longer.

    >>> genre("××市审计局关于主题教育开展情况的汇报", "")
    ('情况汇报', 'head')
    """
    cues = resources.made(_cues)
    found = [(title.rfind(cue) + len(cue), len(cue), kind) for cue, kind in cues["title"] if cue in title]
    if found:
        return max(found)[2], "head"
    kind = next((kind for cue, kind in cues["text"] if cue in text), "")
    return kind, "text" if kind else ""


def names_genre(line: str, resources: Resources = OURS) -> bool:
    """Whether the line ends in the name of a kind of document, as a title does.

    >>> names_genre("情况的报告"), names_genre("××市审计局关于主题教育开展")
    (True, False)
    """
    bare = line.rstrip(" ）)》”")
    return any(bare.endswith(cue) for cue, _ in resources.made(_cues)["title"])

"""The words of a text with their tags, as three parallel lists."""

from bisect import bisect_left, bisect_right


class Words:
    """The words of a text: `starts` (code points), `words`, `tags`; together the words are the text."""

    __slots__ = ("starts", "tags", "words")

    def __init__(self, starts: list[int], words: list[str], tags: list[str]) -> None:
        self.starts, self.words, self.tags = starts, words, tags

    def __len__(self) -> int:
        return len(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.starts, self.words, self.tags) == (other.starts, other.words, other.tags)

    __hash__ = None  # type: ignore[assignment]  # lists inside

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of words that begin within text[start:end].

        >>> Words([0, 2], ["组织", "学习"], ["v", "v"]).range(0, 2)
        (0, 1)
        """
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of words that share a character with text[start:end].

        >>> Words([0, 2], ["组织", "学习"], ["v", "v"]).covering(1, 3)
        (0, 2)
        """
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)

"""A layer is a sorted run of spans over one text that answers what lies at a place, within a stretch, or outside others.

This is the one home of comparisons between offsets: no other module bisects spans by hand.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar, overload


class Span(Protocol):
    """Anything with half-open code points into a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


class Layer(Sequence[S], Generic[S]):
    """Spans in order of `start`, which do not overlap; equal to any sequence of the same spans."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Sequence[S] = ()) -> None:
        self._spans = spans
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where the spans begin."""
        if self._starts is None:
            self._starts = [s.start for s in self._spans]
        return self._starts

    def at(self, offset: int) -> S | None:
        """The span that holds the character at `offset`, or None.

        >>> from reportmine.model import Sentence
        >>> Layer([Sentence(0, 0, 0, 4, "学习。"), Sentence(1, 0, 4, 8, "整改。")]).at(5).index
        1
        """
        i = self.before(offset)
        return self._spans[i] if i >= 0 and offset < self._spans[i].end else None

    def nearest(self, offset: int) -> S:
        """The last span that begins at or before `offset`, else the first. Raises `IndexError` if there are no spans."""
        return self._spans[max(0, self.before(offset))]

    def before(self, offset: int) -> int:
        """The index of the last span that begins at or before `offset`; -1 if there is none."""
        return bisect_right(self.starts, offset) - 1

    def within(self, start: int, end: int) -> Sequence[S]:
        """The spans that begin in text[start:end]."""
        return self._spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def crosses(self, start: int, end: int) -> bool:
        """Whether a span of this layer shares a character with text[start:end]."""
        i = self.before(start)
        inside = i >= 0 and start < self._spans[i].end
        return inside or (i + 1 < len(self._spans) and self._spans[i + 1].start < end)

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[S]:
        return iter(self._spans)

    @overload
    def __getitem__(self, index: int) -> S: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[S]: ...

    def __getitem__(self, index: int | slice) -> S | Sequence[S]:
        return self._spans[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # compared by content

    def __repr__(self) -> str:
        return f"Layer({list(self._spans)!r})"

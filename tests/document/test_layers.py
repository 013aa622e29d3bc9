"""A layer answers at, within and crosses as a walk over all spans does."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from reportmine.document import Layer, Words


class Span(NamedTuple):
    start: int
    end: int


@st.composite
def layers(draw: st.DrawFn) -> Layer[Span]:
    edges = sorted(draw(st.sets(st.integers(0, 30), max_size=12)))
    return Layer([Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)])


@given(layers(), st.integers(-1, 31))
def test_at_finds_the_span_that_holds_a_place(layer: Layer[Span], offset: int) -> None:
    assert layer.at(offset) == next((s for s in layer if s.start <= offset < s.end), None)


@given(layers(), st.integers(0, 30), st.integers(0, 30))
def test_within_finds_the_spans_that_begin_in_a_stretch(layer: Layer[Span], start: int, end: int) -> None:
    assert list(layer.within(start, end)) == [s for s in layer if start <= s.start < end]


@given(layers(), st.integers(0, 30), st.integers(1, 5))
def test_crosses_tells_whether_a_character_is_shared(layer: Layer[Span], start: int, length: int) -> None:
    assert layer.crosses(start, start + length) == any(s.start < start + length and start < s.end for s in layer)


@given(layers(), st.integers(-1, 31))
def test_nearest_is_the_last_span_that_begins_by_a_place_else_the_first(layer: Layer[Span], offset: int) -> None:
    if layer:
        assert layer.nearest(offset) == next((s for s in reversed(layer) if s.start <= offset), layer[0])


@given(st.lists(st.text("甲乙", min_size=1, max_size=4), min_size=1, max_size=8), st.data())
def test_covering_finds_the_words_that_share_a_character(pieces: list[str], data: st.DataObject) -> None:
    starts = [len("".join(pieces[:i])) for i in range(len(pieces))]
    start = data.draw(st.integers(0, len("".join(pieces)) - 1))
    end = data.draw(st.integers(start + 1, len("".join(pieces))))
    first, last = Words(starts, pieces, [""] * len(pieces)).covering(start, end)
    assert [*range(first, last)] == [i for i, s in enumerate(starts) if s < end and start < s + len(pieces[i])]

"""Text and blocks are written together: every block is a slice of the text, and cells keep their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmine.document import Cell, TextBuilder

WORDS = st.sampled_from(["", "单位", "12", "**", "追回资金", "第一行\n第二行", "很长的一段话。" * 15])
CELLS = st.builds(
    lambda text, rows, columns, header: Cell(tuple(text.split("\n")) if text else (), rows, columns, header),
    WORDS, st.integers(1, 3), st.integers(1, 3), st.booleans(),
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=6)


def cells(builder: TextBuilder) -> list[tuple[int, int, str]]:
    return [(b.row, b.column, builder.text[b.start : b.end]) for b in builder.blocks if b.kind == "cell"]


def row(*texts: str) -> list[Cell]:
    return [Cell((t,) if t else ()) for t in texts]


def test_an_empty_cell_keeps_its_column() -> None:
    builder = TextBuilder()
    builder.table([row("单位", "次数", "人数"), row("一局", "", "12")])
    assert builder.text == "单位\t次数\t人数\n一局\t\t12"
    assert cells(builder)[-2:] == [(1, 0, "一局"), (1, 2, "12")]


def test_a_cell_over_two_rows_leaves_its_place_below_empty() -> None:
    builder = TextBuilder()
    builder.table([[Cell(("单位",), row_span=2), Cell(("学习",), column_span=2)], row("次", "人")])
    assert builder.text == "单位\t学习\n\t次\t人"
    assert cells(builder) == [(0, 0, "单位"), (0, 1, "学习"), (1, 1, "次"), (1, 2, "人")]


def test_a_cell_with_running_text_keeps_its_lines_as_paragraphs() -> None:
    long = "组织学习研讨，形成问题清单。" * 8
    builder = TextBuilder()
    builder.table([[Cell(("做法",)), Cell((long, "整改12项。"))]])
    assert builder.text.split("\n") == ["做法", long, "整改12项。"]
    assert [builder.text[b.start : b.end] for b in builder.blocks if b.kind == "paragraph"] == ["做法", long, "整改12项。"]


def test_the_first_row_without_a_figure_is_the_header_where_the_file_marks_none() -> None:
    builder = TextBuilder()
    builder.table([row("单位", "次数"), row("一局", "12")])
    assert [b.header for b in builder.blocks if b.kind == "cell"] == [True, True, False, False]


def test_headers_are_those_that_the_file_marks_if_it_marks_any() -> None:
    builder = TextBuilder()
    builder.table([[Cell(("单位",)), Cell(("次数",))], [Cell(("一局",), header=True), Cell(("12",))]])
    assert [b.header for b in builder.blocks if b.kind == "cell"] == [False, False, True, False]


def test_a_table_without_text_leaves_no_trace() -> None:
    builder = TextBuilder()
    builder.table([row("", ""), []])
    assert (builder.text, builder.blocks) == ("", ())


def test_a_paragraph_of_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        TextBuilder().paragraph("一\n二")


@given(st.lists(st.one_of(TABLES, st.sampled_from(["学习", "", "一、总结", "\u3000"])), max_size=5))
def test_every_block_is_a_slice_inside_its_parent_and_rows_hold_their_cells(items: list[object]) -> None:
    builder = TextBuilder()
    for item in items:
        if isinstance(item, str):
            builder.paragraph(item)
        else:
            builder.table(item)  # type: ignore[arg-type]
    text, blocks = builder.text, builder.blocks
    for index, block in enumerate(blocks):
        assert 0 <= block.start < block.end <= len(text)
        assert block.parent < index
        if block.parent >= 0:
            assert blocks[block.parent].start <= block.start
            assert block.end <= blocks[block.parent].end
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
    assert "".join(text[b.start : b.end] for b in blocks if b.kind in ("cell", "paragraph", "caption") and (b.kind == "cell" or b.parent < 0)).replace(
        "\n", ""
    ) == text.replace("\t", "").replace("\n", "")

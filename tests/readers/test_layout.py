"""Characters on paper to paragraphs, on pages set by the test itself."""

import pytest

from reportmine.readers.layout import Glyph, Page, Rule, page_text

SIZE = 16.0
LEFT, RIGHT = 80.0, 528.0
PER_LINE = 28


def typeset(text: str, x: float, base: float, size: float = SIZE) -> list[Glyph]:
    """The characters of a line side by side, Latin ones half as wide."""
    glyphs = []
    for char in text:
        width = size / 2 if char.isascii() else size
        if char != " ":
            glyphs.append(Glyph(char, x, x + width, base, size))
        x += width
    return glyphs


def paragraph(
    text: str, base: float, *, left: float = LEFT, per_line: int = PER_LINE
) -> tuple[list[Glyph], float]:
    """A paragraph with two em of indent, wrapped; and the base of the next line."""
    glyphs, room, x = [], per_line - 2, left + 2 * SIZE
    while text:
        glyphs += typeset(text[:room], x, base)
        text, room, x, base = text[room:], per_line, left, base + 28
    return glyphs, base


def sheet(*texts: str, head: str = "", foot: str = "") -> Page:
    page, base = Page(595, 842), 120.0
    for text in texts:
        glyphs, base = paragraph(text, base)
        page.glyphs += glyphs
    page.glyphs += typeset(head, 200, 50) + typeset(foot, 280, 800)
    return page


LONG = "坚持问题导向组织开展专项检查发现问题并督促整改切实维护群众合法权益推动各项工作落地见效取得明显成效群众满意度持续提升。"


def test_wrapped_lines_are_joined_into_paragraphs():
    assert page_text([sheet(LONG, LONG[1:], "特此报告。")])[0].text == f"{LONG}\n{LONG[1:]}\n特此报告。"


def test_a_paragraph_goes_on_over_the_page():
    first, second = sheet(LONG), Page(595, 842)
    first.glyphs = [g for g in first.glyphs if g.base < 170]
    second.glyphs = typeset(LONG[54:], LEFT, 120)
    made, pages = page_text([first, second])
    assert made.text == LONG
    assert pages == (0, 54)


def test_running_heads_and_page_numbers_are_left_out():
    pages = [sheet(LONG, head="××市审计局2023年报告", foot=f"— {n} —") for n in (1, 2, 3)]
    assert page_text(pages)[0].text == "\n".join([LONG] * 3)


def test_a_sentence_that_comes_back_at_the_same_place_stays():
    pages = [Page(595, 842) for _ in range(3)]
    for page in pages:
        page.glyphs = paragraph(LONG, 60)[0]
    assert page_text(pages)[0].text == "\n".join([LONG] * 3)


def test_blanks_between_hanzi_and_digits_are_squeezed():
    page = Page(595, 842)
    page.glyphs = typeset("组织开展检查", 80, 120) + typeset("23", 80 + 6 * 16 + 4, 120)
    page.glyphs += typeset("次。", 80 + 6 * 16 + 4 + 16 + 4, 120)
    assert page_text([page])[0].text == "组织开展检查23次。"


def test_a_footnote_mark_does_not_melt_into_a_number():
    page = Page(595, 842)
    page.glyphs = typeset("检查12", 80, 120)
    page.glyphs += [Glyph("1", page.glyphs[-1].right, page.glyphs[-1].right + 4, 114, 8)]
    page.glyphs += typeset("次。", page.glyphs[-1].right, 120)
    assert page_text([page])[0].text == "检查12次。"


def test_a_square_metre_keeps_its_square():
    page = Page(595, 842)
    page.glyphs = typeset("面积120m", 80, 120)
    page.glyphs += [Glyph("2", page.glyphs[-1].right, page.glyphs[-1].right + 4, 114, 8)]
    assert page_text([page])[0].text == "面积120m²"


def test_bold_that_is_printed_twice_is_read_once():
    page = Page(595, 842)
    page.glyphs = typeset("总体情况", 80, 120) + typeset("总体情况", 80.3, 120)
    assert page_text([page])[0].text == "总体情况"


def test_a_dash_that_is_one_glyph_for_two_characters_stays_two():
    page = Page(595, 842)
    dash = Glyph("—", 80, 112, 120, SIZE)
    page.glyphs = [dash, dash, *typeset("检查", 112, 120)]
    assert page_text([page])[0].text == "——检查"


def test_struck_out_text_is_left_out():
    page = Page(595, 842)
    page.glyphs = typeset("检查10", 80, 120) + typeset("12次。", 128, 120)
    page.rules = [Rule(112, 114, 128, 114)]
    assert page_text([page])[0].text == "检查12次。"


def test_a_ruled_table_is_read_row_by_row():
    page = Page(595, 842)
    xs, ys = (80, 240, 400), (100, 130, 180)
    page.rules = [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]
    page.glyphs = typeset("项目", 90, 120) + typeset("金额", 250, 120) + typeset("市发展和改革", 90, 148)
    page.glyphs += typeset("委员会", 90, 170) + typeset("123,450.6", 250, 160)
    assert page_text([page])[0].text == "项目\t金额\n市发展和改革委员会\t123,450.6"


def grid(xs: tuple[int, ...], ys: tuple[int, ...]) -> Page:
    """A page with a grid of rules."""
    page = Page(595, 842)
    page.rules = [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]
    return page


def cells(page: Page) -> list[tuple[int, int, int, int, str]]:
    made, _ = page_text([page])
    return [
        (b.row, b.column, b.row_span, b.column_span, made.text[b.start : b.end]) for b in made.blocks if b.kind == "cell"
    ]


def test_an_empty_cell_of_a_ruled_table_keeps_its_place():
    page = grid((80, 240, 400, 520), (100, 130, 160))
    page.glyphs = typeset("单位", 90, 120) + typeset("次数", 250, 120) + typeset("人数", 410, 120)
    page.glyphs += typeset("一局", 90, 150) + typeset("12", 410, 150)
    assert cells(page)[-2:] == [(1, 0, 1, 1, "一局"), (1, 2, 1, 1, "12")]


def test_merged_cells_of_a_ruled_table_know_what_they_span():
    page = Page(595, 842)
    page.rules = [Rule(80, 100, 400, 100), Rule(160, 130, 400, 130), Rule(80, 160, 400, 160), Rule(80, 190, 400, 190)]
    page.rules += [Rule(80, 100, 80, 190), Rule(160, 100, 160, 190), Rule(280, 130, 280, 190), Rule(400, 100, 400, 190)]
    page.glyphs = typeset("单位", 90, 135) + typeset("学习", 200, 120) + typeset("次", 170, 150) + typeset("人", 290, 150)
    page.glyphs += typeset("一局", 90, 180) + typeset("3", 170, 180) + typeset("12", 290, 180)
    assert cells(page)[:4] == [(0, 0, 2, 1, "单位"), (0, 1, 1, 2, "学习"), (1, 1, 1, 1, "次"), (1, 2, 1, 1, "人")]


def test_two_ruled_tables_on_a_page_are_two():
    page = grid((80, 240, 400), (100, 130, 160))
    below = grid((80, 300, 400), (300, 330, 360))
    page.rules += below.rules
    for top in (120, 320):
        page.glyphs += typeset("项目", 90, top) + typeset("数量", 310, top) + typeset("检查", 90, top + 30) + typeset("3", 310, top + 30)
    made, _ = page_text([page])
    assert [b.kind for b in made.blocks].count("table") == 2


def test_two_columns_of_prose_are_read_one_after_the_other():
    page = Page(595, 842)
    left, right = LONG + LONG, LONG[5:] + LONG
    for x, text in ((60.0, left), (310.0, right)):
        glyphs, base = paragraph(text, 100, left=x, per_line=14)
        page.glyphs += glyphs
    assert page_text([page])[0].text == f"{left}\n{right}"


@pytest.mark.parametrize("leaders", ["总体情况……………………1", "存在问题........ 12"])
def test_a_line_of_a_table_of_contents_is_left_out(leaders):
    page = sheet(LONG)
    page.glyphs += typeset(leaders, 80, 500)
    assert page_text([page])[0].text == LONG


def test_nothing_gives_nothing():
    for pages, begins in (([], ()), ([Page(595, 842)], (0,))):
        made, found = page_text(pages)
        assert (made.text, made.blocks, found) == ("", (), begins)


def test_glyphs_of_a_damaged_page_do_no_harm():
    page = Page(595, 842)
    page.glyphs = [
        Glyph("检", 500, 100, 120, SIZE),
        Glyph("查", -1e9, 1e9, 150, 1e6),
        *typeset("工作。", 80, 200),
    ]
    page.rules = [Rule(0, 0, 0, 0), Rule(1e9, 5, -1e9, 7)]
    assert "工作。" in page_text([page])[0].text

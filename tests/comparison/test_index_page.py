"""Work on the index page: typing Chinese, sorting, leaving and coming back, in a browser, from disk."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportmine.archive.extract import Options, extract
from reportmine.comparison import ComparePaths, compare

from .browser import BINARY, Browser

pytestmark = pytest.mark.skipif(BINARY is None, reason="no chromium on this machine")
LISTS = ("changes", "measures", "names", "documents", "shared", "candidates", "problems", "reports")
FILTERS = [("matrix", "unit"), ("matrix", "name"), *((view, "text") for view in LISTS)]
# what a reader sees of the table: first cells and captions, or findings
SHOWN = "[...document.querySelectorAll('#view tbody tr, #view li, #view thead button')].map(e => e.innerText)"
PLACE = "(() => { const s = document.querySelector('.scroll'); return [s.scrollLeft, s.scrollTop, scrollY]; })()"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as found:
        yield found
        assert found.errors == []


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> ComparePaths:
    """The pages of two reports that share a passage."""
    folder = tmp_path_factory.mktemp("alike")
    passage = "会同有关部门逐村逐户摸排低收入家庭用水用电和冬季取暖的实际困难，逐户建立台账，明确专人跟踪办理，做到件件有着落、事事有回音，切实把好事办实、把实事办好。"
    for unit in ("甲县水务局", "乙县供电局"):
        (folder / f"{unit}.txt").write_text(f"{unit}工作总结\n一年来，召开座谈会12场。\n{passage}\n", encoding="utf-8")
    extract([folder], Options(out=folder / "结果", jobs=1))
    return compare(folder / "结果")


def opened(browser: Browser, compared: ComparePaths, address: str) -> None:
    browser.resize(1280, 900)
    browser.open(compared.index, address)


def focus(browser: Browser, key: str) -> None:
    browser.run(f"window.box = document.querySelector('[data-key=\"{key}\"]'); box.focus()")


def focused(browser: Browser) -> str:
    return str(browser.run("document.activeElement.dataset.key"))


def word_shown(browser: Browser, key: str) -> str:
    """Two Chinese characters that stand in the table."""
    where = "thead th:nth-child(2) button" if key == "name" else "tbody tr, #view li"
    return str(browser.run(f"document.querySelector('{where}').innerText.match(/[\\u4e00-\\u9fff]{{2}}/)[0]"))


@pytest.mark.parametrize(("view", "key"), FILTERS)
def test_a_filter_takes_a_word_from_an_input_method(compared: ComparePaths, alike: ComparePaths, browser: Browser, view: str, key: str) -> None:
    opened(browser, alike if view == "shared" else compared, view)
    word = word_shown(browser, key)
    before = browser.run(SHOWN)
    focus(browser, key)
    browser.compose("shenji")
    assert browser.run("box.isConnected && box.value") == "shenji"
    assert browser.run(SHOWN) == before, "no redraw while the word is not chosen"
    browser.choose(word)
    assert browser.run("box.isConnected && document.activeElement === box && box.value") == word
    rows = browser.run("[...document.querySelectorAll('#view tbody tr, #view li')].map(e => e.innerText)")
    assert rows
    assert key == "name" or all(word in r for r in rows)
    browser.compose("wu")
    browser.choose("无此词")
    assert browser.run("box.value") == word + "无此词"
    assert "没有一行符合" in browser.run("document.querySelector('#view').innerText")


def test_a_word_given_up_in_the_input_method_filters_nothing(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix")
    before = browser.run(SHOWN)
    focus(browser, "unit")
    browser.compose("shenji")
    browser.give_up()
    assert browser.run("document.querySelector('[data-key=unit]').value") == ""
    assert browser.run(SHOWN) == before


@pytest.mark.parametrize(("view", "key"), [("matrix", "unit"), ("reports", "text")])
def test_a_filter_takes_what_is_typed_key_by_key(compared: ComparePaths, browser: Browser, view: str, key: str) -> None:
    opened(browser, compared, view)
    focus(browser, key)
    browser.type("2023")
    assert browser.run("box.isConnected && box.value") == "2023"
    assert browser.run("document.querySelectorAll('#view tbody tr').length") > 10


def test_focus_stays_on_what_was_used(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix")
    browser.run("window.sorter = document.querySelectorAll('thead button')[3]; sorter.focus(); sorter.click()")
    assert browser.run("document.activeElement.closest('th').getAttribute('aria-sort')") == "descending"
    assert browser.run("document.activeElement.innerText") == browser.run("sorter.innerText")
    browser.run("const tick = document.querySelector('input[type=checkbox]'); tick.focus(); tick.click()")
    assert browser.run("document.activeElement.type") == "checkbox"
    opened(browser, compared, "measures")
    focus(browser, "next")
    for _ in range(2):
        browser.run("document.activeElement.click()")
    assert browser.run("box.disabled"), "the last of three pages"
    assert focused(browser) == "previous"


def test_sorting_leaves_the_table_where_it_was_scrolled_to(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix")
    browser.run("document.querySelector('.scroll').scrollLeft = 3000; document.querySelectorAll('thead button')[40].click()")
    assert browser.run(PLACE)[0] == 3000


def test_printing_leaves_the_page_as_it_was(compared: ComparePaths, browser: Browser, tmp_path: Path) -> None:
    shown, place, address = worked_on(browser, compared)
    browser.pdf(tmp_path / "page.pdf")
    assert browser.run(SHOWN) == shown
    assert browser.run(PLACE) == place
    assert browser.run("location.hash") == address


def worked_on(browser: Browser, compared: ComparePaths) -> tuple[object, object, str]:
    """The page after a morning's work: what it shows, where it stands, its address."""
    opened(browser, compared, "matrix")
    focus(browser, "unit")
    browser.choose("局")
    browser.run("document.querySelectorAll('thead button')[20].click()")
    browser.run("document.querySelector('.scroll').scrollTo(1500, 120); scrollTo(0, 60)")
    browser.run("new Promise(done => setTimeout(done, 400))")
    place = browser.run(PLACE)
    assert place[:2] == [1500, 120]
    return browser.run(SHOWN), place, str(browser.run("location.hash"))


@pytest.mark.parametrize("way", ["back", "link", "reload", "address"])
def test_the_page_is_found_again_as_it_was_left(compared: ComparePaths, browser: Browser, way: str) -> None:
    shown, place, address = worked_on(browser, compared)
    if way == "reload":
        browser.reload()
    elif way == "address":
        browser.open(compared.index, address[1:])
    else:
        browser.follow("table.matrix td a")
        assert "/reports/" in browser.run("location.pathname")
        browser.run("document.querySelector('#facts a').click()")  # a place in the report is an entry of the history too
        browser.follow("#back") if way == "link" else (browser.back(), browser.back())
    assert browser.run("location.hash").removesuffix("&lang=zh") == address
    assert browser.run("document.querySelector('[data-key=unit]').value") == "局"
    assert browser.run(SHOWN) == shown
    assert browser.run(PLACE) == place
    assert browser.run("document.querySelectorAll('th[aria-sort]').length") == 1


def test_back_returns_to_the_tab_before_with_its_filter(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "reports")
    focus(browser, "text")
    browser.choose("审计")
    browser.run("document.getElementById('tab-names').click()")
    browser.back()
    assert browser.run("document.querySelector('[role=tab][aria-selected=true]').id") == "tab-reports"
    assert browser.run("document.querySelector('[data-key=text]').value") == "审计"
    assert browser.run("document.querySelectorAll('#view tbody tr').length") == 2


def test_an_address_with_nonsense_opens_the_page(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix&group=gone&sort=toString&page=-7&lang=xx&which=no&constructor=1&at=a.b")
    assert browser.run("document.querySelectorAll('#view tbody tr').length") == 24
    opened(browser, compared, "reports&page=99")
    assert browser.run("document.querySelectorAll('#view tbody tr').length") == 24


def test_the_language_goes_along_to_a_report_and_back(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix")
    browser.run("document.getElementById('language').click()")
    assert "Indicators: 93" in browser.run("document.querySelector('[role=status]').innerText")
    browser.follow("table.matrix td a")
    assert "Back to the comparison" in browser.run("document.body.innerText")
    assert browser.run("document.getElementById('filter').placeholder") == "Filter facts…"
    browser.run("document.getElementById('language').click()")
    assert browser.run("document.getElementById('filter').getAttribute('aria-label')") == "筛选事实…"
    browser.follow("#back")
    assert "指标矩阵" in browser.run("document.body.innerText")


def test_an_indicator_filter_without_a_hit_says_so_and_leads_back(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix")
    focus(browser, "name")
    browser.choose("没有这样的指标")
    assert browser.run("document.querySelectorAll('#view table').length") == 0
    assert "没有一行符合" in browser.run("document.querySelector('#view').innerText")
    browser.run("document.querySelector('[data-key=clear]').click()")
    assert browser.run("document.querySelectorAll('#view tbody tr').length") == 24
    assert browser.run("document.querySelector('[data-key=name]').value") == ""


CONTRAST = """(() => {
  const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { const c = getComputedStyle(e).backgroundColor; return c === 'rgba(0, 0, 0, 0)' && e.parentElement ? ground(e.parentElement) : c; };
  const e = document.querySelector(%s), [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
})()"""


@pytest.mark.parametrize(("view", "what"), [("problems", "li.warning b"), ("problems", "li.error b"), ("matrix", "td.missing"), ("matrix", "td small")])
def test_small_words_can_be_read(compared: ComparePaths, browser: Browser, view: str, what: str) -> None:
    opened(browser, compared, view)
    assert browser.run(CONTRAST % json.dumps(what)) >= 4.5


def test_a_button_that_does_nothing_looks_so(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "measures")
    back, on = (browser.run(f"(s => [s.opacity, s.cursor, s.borderStyle])(getComputedStyle(document.querySelector('[data-key={k}]')))") for k in ("previous", "next"))
    assert all(a != b for a, b in zip(back, on, strict=True))


def test_the_page_has_one_main_landmark(compared: ComparePaths, browser: Browser) -> None:
    opened(browser, compared, "matrix")
    assert browser.run("document.querySelectorAll('main').length") == 1
    assert browser.run("!document.querySelector('main').hasAttribute('role')")

"""The pages in a browser, from disk, with the network cut."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from reportmine.archive.extract import Options, extract
from reportmine.comparison import ComparePaths, compare
from reportmine.comparison.card import Mark, pieces
from reportmine.comparison.html import embedded

from .browser import BINARY, Browser

needs_chromium = pytest.mark.skipif(BINARY is None, reason="no chromium on this machine")
VIEWS = ("matrix", "chart", "changes", "measures", "names", "documents", "shared", "candidates", "problems", "reports")
HOSTILE = '<script>window.hacked=1</script>"><img src=x onerror="window.hacked=1">=cmd()|\' /C calc\'!A0'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as found:
        yield found


def cards(paths: ComparePaths) -> list[Path]:
    return sorted((paths.index.parent / "reports").glob("*.html"))


def test_marks_that_overlap_keep_every_character_once() -> None:
    text = "“五学联动”机制12次"
    marks = [Mark(1, 5, "name", "n1"), Mark(1, 2, "fact", "f1"), Mark(3, 8, "doc", "d3"), Mark(8, 11, "fact", "f8")]
    html = pieces(text, 0, len(text), marks)
    assert re.sub("<[^>]*>", "", html) == text.replace('"', "&quot;")
    assert html.count('class="k name fact"') + html.count('class="k fact name"') >= 1
    for mark in marks:
        assert html.count(f'id="{mark.id}"') == 1


def test_text_of_a_report_cannot_become_markup() -> None:
    assert "<" not in pieces(HOSTILE, 0, len(HOSTILE), [Mark(3, 20, "fact", "f3")]).replace("<span", "").replace("</span", "")
    assert "<" not in embedded({"a": HOSTILE + "</script>\u2028"})
    assert json.loads(embedded({"a": HOSTILE})) == {"a": HOSTILE}


def test_cards_of_reports_that_are_gone_are_removed(sample_out: Path, compared: ComparePaths) -> None:
    old = compared.index.parent / "reports" / "0000000000000000.html"
    old.write_text("old", encoding="utf-8")
    compare(sample_out)
    assert not old.exists()


@needs_chromium
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_view_renders_without_a_complaint(compared: ComparePaths, browser: Browser, view: str, width: int) -> None:
    browser.resize(width, 900)
    browser.open(compared.index, view)
    assert browser.run("document.querySelector('[role=tab][aria-selected=true]').id") == f"tab-{view}"
    assert browser.run("document.getElementById('view').innerText.length") > 10
    assert not re.search("undefined|NaN|null|\\[object", browser.run("document.body.innerText"))
    assert browser.run("document.documentElement.scrollWidth <= innerWidth + 1"), "the page itself must not scroll sideways"
    assert browser.errors == []
    assert all(u.startswith(("file:", "about:", "data:")) for u in browser.requests)


@needs_chromium
def test_the_matrix_sorts_and_filters(compared: ComparePaths, browser: Browser) -> None:
    browser.resize(1280, 900)
    browser.open(compared.index, "matrix")
    browser.run("document.querySelectorAll('thead th button')[0].click()")
    assert browser.run("document.querySelectorAll('thead th[aria-sort]').length") == 1
    first = browser.run("[...document.querySelectorAll('tbody tr')].map(r => parseInt(r.cells[1].innerText)).filter(x => x)")
    assert len(first) > 10
    assert first == sorted(first, reverse=True)
    browser.run(
        "const f = document.querySelector('[data-key=unit]'); f.focus(); f.value = '水利'; f.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    rows = browser.run("[...document.querySelectorAll('tbody tr th')].map(r => r.innerText)")
    assert len(rows) == 2
    assert all("水利" in r for r in rows)
    assert browser.run("document.activeElement.dataset.key") == "unit"


@needs_chromium
def test_a_cell_leads_to_its_highlighted_sentence(compared: ComparePaths, browser: Browser) -> None:
    browser.open(compared.index, "matrix")
    href = browser.run("document.querySelector('table.matrix td a').getAttribute('href')")
    file, _, place = href.partition("#")
    browser.open(compared.index.parent / file, place)
    browser.run("new Promise(r => setTimeout(r, 100))")
    lit = browser.run("document.querySelector('.s.on').innerText")
    assert browser.run(f"document.getElementById('{place}').innerText") in lit
    assert browser.run("const r = document.querySelector('.s.on').getBoundingClientRect(); r.top >= 0 && r.top < innerHeight")
    assert browser.run(f"document.getElementById('row-{place}').classList.contains('on')")


@needs_chromium
def test_a_card_is_used_from_the_keyboard(compared: ComparePaths, browser: Browser) -> None:
    browser.open(cards(compared)[0])
    browser.press("n")
    first = browser.run("document.activeElement.id")
    browser.press("n")
    assert browser.run("document.activeElement.id") != first
    browser.press("p")
    assert browser.run("document.activeElement.id") == first
    assert not browser.run("document.getElementById('record').hidden")
    browser.press("Escape")
    assert browser.run("document.getElementById('record').hidden")
    assert browser.errors == []


@needs_chromium
def test_the_filter_of_a_card_waits_for_the_word(compared: ComparePaths, browser: Browser) -> None:
    browser.open(cards(compared)[0])
    count = "[...document.querySelectorAll('#facts tbody tr')].filter(r => !r.hidden).length"
    everything = browser.run(count)
    browser.run("document.getElementById('filter').focus()")
    browser.compose("dangke")
    assert browser.run(count) == everything
    browser.choose("党课")
    assert 0 < browser.run(count) < everything
    assert browser.run("document.getElementById('filter').value") == "党课"


@needs_chromium
def test_the_language_switches_and_switches_back(compared: ComparePaths, browser: Browser) -> None:
    browser.open(compared.index, "problems")
    browser.run("document.getElementById('language').click()")
    assert "self-reported" in browser.run("document.body.innerText")
    browser.run("document.getElementById('language').click()")
    assert "自报" in browser.run("document.body.innerText")
    browser.open(cards(compared)[0])
    browser.run("document.getElementById('language').click()")
    assert "Facts of this report" in browser.run("document.body.innerText")


@needs_chromium
def test_the_text_of_a_card_is_the_text_of_the_report(compared: ComparePaths, sample_out: Path, browser: Browser) -> None:
    from reportmine.tables import Results

    texts = Results(sample_out).reports.set_index("report_id")["text"]
    for path in cards(compared)[:4]:
        browser.open(path)
        shown = browser.run(
            "[...document.querySelectorAll('#text p')].map(p => { const c = p.cloneNode(true);"
            "c.querySelectorAll('sup').forEach(s => s.remove()); return c.textContent; }).join('')"
        )
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", texts[path.stem])


@needs_chromium
def test_a_hostile_report_is_shown_as_text(tmp_path: Path, browser: Browser) -> None:
    text = f"{HOSTILE}党组报告\n局党组召开座谈会12场，推行“<b>三学</b>”工作法。印发《<img src=x onerror=alert(1)>办法》。追回资金=1+1万元。\n"
    source = tmp_path / '<img src=x onerror="window.hacked=1">.txt'
    source.write_text(text, encoding="utf-8")
    table = tmp_path / "units.csv"
    table.write_text(f'path,organization,period\n"{source.name.replace(chr(34), chr(34) * 2)}","<svg onload=alert(1)>局","<i>中期"\n', encoding="utf-8")
    extract([source], Options(out=tmp_path / "out", jobs=1, organizations=table))
    paths = compare(tmp_path / "out")
    for page in (paths.index, *cards(paths)):
        browser.open(page)
        assert browser.run("window.hacked === undefined")
        assert browser.run("document.querySelectorAll('img, svg[onload], i, b > script').length") == 0
        assert "<svg onload=alert(1)>局" in browser.run("document.body.innerText")
    assert "<script>window.hacked=1</script>" in browser.run("document.getElementById('text').innerText")
    assert browser.errors == []


@needs_chromium
def test_pages_print(compared: ComparePaths, browser: Browser, tmp_path: Path) -> None:
    for number, path in enumerate((compared.index, cards(compared)[0])):
        browser.open(path)
        browser.pdf(tmp_path / f"{number}.pdf")
        assert (tmp_path / f"{number}.pdf").stat().st_size > 20_000


def printed(browser: Browser, target: Path) -> list[str]:
    """The text of every page of paper, without blanks."""
    browser.pdf(target)
    document = pypdfium2.PdfDocument(target)
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return pages


@needs_chromium
def test_a_header_row_stands_on_every_page_of_paper(compared: ComparePaths, browser: Browser, tmp_path: Path) -> None:
    browser.resize(1280, 900)
    browser.open(compared.index, "changes")
    pages = printed(browser, tmp_path / "index.pdf")
    assert len(pages) > 1
    assert all("前一份" in page for page in pages)
    browser.open(cards(compared)[0])
    pages = [p for p in printed(browser, tmp_path / "card.pdf") if p.count("已完成") > 8]
    assert len(pages) > 1
    assert all("数量原文" in page for page in pages)

"""A report card: the text with every fact, named measure, document and label marked in place, and the records beside it.

Marks may overlap: the text is cut at every boundary, and each piece carries all the marks that cover it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .captions import captions
from .html import Page, both, page
from .origin import Origin


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with its kind (`fact`, `masked`, `name`, `doc`) and the id its first piece carries."""

    start: int
    end: int
    kind: str
    id: str


@dataclass(frozen=True)
class CardData:
    """One report's rows, as plain records in the order of the text."""

    report: Any
    paragraphs: Sequence[Any]
    sentences: Sequence[Any]
    facts: Sequence[Any]
    names: Sequence[Any]
    documents: Sequence[Any]
    problems: dict[str, Sequence[Any]]
    indicators: dict[str, tuple[str, str]]
    measures: dict[str, str]


def card(data: CardData, origin: Origin, lang: str) -> str:
    """The whole page of one report."""
    words = captions()
    title = f"{data.report.unit} {data.report.when}".strip()
    body = "\n".join((_head(data, words, title), _problems(data, words), _outline(data, words), _text(data), _facts(data, words)))
    return page(Page(title, body, _records(data), ("elements.js", "card.js")), origin, lang)


def _head(data: CardData, words: Any, title: str) -> str:
    report = data.report
    legend = "".join(
        f'<span class="key"><span class="{kind}">{both(words, key)}</span></span>'
        for kind, key in (("fact", "legend_fact"), ("masked", "legend_masked"), ("name", "legend_name"), ("doc", "legend_document"))
    )
    measures = "".join(f'<span class="key m m-{escape(k)}">{escape(v)}</span>' for k, v in data.measures.items())
    about = " · ".join(escape(str(part)) for part in (report.title, report.path) if part)
    return (
        f'<header><div class="bar"><a id="back" href="../index.html">← {both(words, "back")}</a>'
        f'<span class="tools"><button id="language" type="button">{_other(words)}</button>'
        f'<button id="print" type="button">{both(words, "print")}</button></span></div>'
        f"<h1>{escape(title)}</h1><p class=\"quiet\">{about} · "
        f'{both(words, "characters_of")} {int(report.characters)}</p>'
        f'<p class="legend">{both(words, "legend")}：{legend} {both(words, "legend_measure")}：{measures}</p>'
        f'<p class="quiet screen">{both(words, "hint_keys")}</p></header>'
    )


def _other(words: Any) -> str:
    return f'<span class="l-zh" lang="en">{words["zh"]["language"]}</span><span class="l-en" lang="zh">{words["en"]["language"]}</span>'


def _problems(data: CardData, words: Any) -> str:
    if not data.problems["zh"]:
        return ""
    items = "".join(
        f'<li class="{escape(zh.severity)}"><a href="#p{int(zh.start)}" data-span="{int(zh.start)}-{int(zh.end)}">'
        f'<b>{both(words, zh.severity)}</b></a> <span class="l-zh" lang="zh">{escape(zh.message)}</span>'
        f'<span class="l-en" lang="en">{escape(en.message)}</span></li>'
        for zh, en in zip(data.problems["zh"], data.problems["en"], strict=True)
    )
    return f'<section class="warnings"><h2>{both(words, "warnings")}</h2><ul>{items}</ul></section>'


def _outline(data: CardData, words: Any) -> str:
    heads: dict[str, int] = {}
    for paragraph in data.paragraphs:
        if paragraph.section:
            heads.setdefault(paragraph.section, paragraph.paragraph)
    if not heads:
        return ""
    items = "".join(
        f'<li class="d{min(3, section.count(" / "))}"><a href="#par{number}">{escape(section.split(" / ")[-1])}</a></li>'
        for section, number in heads.items()
    )
    return f'<nav class="outline" aria-labelledby="outline"><h2 id="outline">{both(words, "outline")}</h2><ol>{items}</ol></nav>'


def _text(data: CardData) -> str:
    marks = list(_marks(data))
    by_paragraph: dict[int, list[Any]] = {}
    for sentence in data.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence)
    text = data.report.text
    rows = []
    for paragraph in data.paragraphs:
        spans = by_paragraph.get(paragraph.paragraph) or [paragraph]
        body = "".join(_sentence(text, s, marks, data.measures) for s in spans)
        rows.append(f'<p id="par{paragraph.paragraph}" class="r-{escape(paragraph.role or "body")}">{body}</p>')
    return f'<main id="text" lang="zh">{"".join(rows)}</main>'


def _marks(data: CardData) -> Iterable[Mark]:
    for fact in data.facts:
        yield Mark(fact.start, fact.end, "masked" if fact.masked else "fact", f"f{fact.start}")
    for name in data.names:
        yield Mark(name.start, name.end, "name", f"n{name.start}")
    for document in data.documents:
        yield Mark(document.start, document.end, "doc", f"d{document.start}")


def _sentence(text: str, sentence: Any, marks: Sequence[Mark], measures: dict[str, str]) -> str:
    labels = [m for m in getattr(sentence, "measures", []) if m in measures]
    chips = "".join(f'<sup class="m m-{escape(m)}">{escape(measures[m])}</sup>' for m in labels)
    inside = [m for m in marks if m.start < sentence.end and m.end > sentence.start]
    return f'<span class="s" id="p{sentence.start}">{pieces(text, sentence.start, sentence.end, inside)}{chips}</span>'


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """The stretch of text as escaped markup, cut wherever a mark begins or ends; a piece has the classes of all its marks.

    >>> pieces("开展3次", 0, 4, [Mark(2, 4, "fact", "f2")])
    '开展<span class="k fact" id="f2" tabindex="0" role="button" data-of="f2">3次</span>'
    """
    cuts = sorted({start, end, *(max(start, m.start) for m in marks), *(min(end, m.end) for m in marks)})
    out = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        over = [m for m in marks if m.start <= a and m.end >= b]
        body = escape(text[a:b])
        if over:
            first = [m for m in over if max(start, m.start) == a]
            out.append(_piece(body, over, first))
        else:
            out.append(body)
    return "".join(out)


def _piece(body: str, over: Sequence[Mark], first: Sequence[Mark]) -> str:
    """The inmost (shortest) mark is the one a click means; ids of other marks that begin here go to empty anchors."""
    inmost = min(over, key=lambda m: (m.end - m.start, m.start))
    own = next((m for m in first if m is inmost), None)
    anchors = "".join(f'<span id="{m.id}"></span>' for m in first if m is not inmost)
    kinds = " ".join(dict.fromkeys(m.kind for m in over))
    focus = f' id="{own.id}" tabindex="0" role="button"' if own else ""
    return f'{anchors}<span class="k {kinds}"{focus} data-of="{inmost.id}">{body}</span>'


def _facts(data: CardData, words: Any) -> str:
    heads = ("text", "value", "measured_in", "action", "object", "indicator", "status", "level")
    head = "".join(f'<th scope="col"><span class="paper">{both(words, h)}</span><button type="button">{both(words, h)}</button></th>' for h in heads)
    rows = "".join(_fact_row(f, data, words) for f in data.facts)
    filters = " ".join(f'data-{lang}="{escape(words[lang]["filter_facts"])}"' for lang in words)
    return (
        f'<section class="facts"><h2>{both(words, "facts_of_report")} <span class="quiet">{len(data.facts)}</span></h2>'
        f'<input id="filter" type="search" {filters}><div class="scroll"><table id="facts">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _fact_row(fact: Any, data: CardData, words: Any) -> str:
    zh, en = data.indicators.get(fact.indicator, ("", "")) if isinstance(fact.indicator, str) else ("", "")
    known = fact.value == fact.value and fact.value is not None
    value = f"{fact.value:.10g}" if known else ""
    status = both(words, fact.status) if fact.status in words["zh"] else escape(str(fact.status))
    level = both(words, fact.level) if fact.level in words["zh"] else escape(str(fact.level))
    cells = (
        f'<a href="#f{fact.start}">{escape(fact.text)}</a>',
        f'<span data-sort="{value}">{value}</span>' if known else both(words, "masked" if fact.masked else "vague"),
        escape(_plain(fact.unit)), escape(_plain(fact.action)), escape(_plain(fact.object)),
        f'<span class="l-zh">{escape(zh)}</span><span class="l-en">{escape(en)}</span>', status, level,
    )  # fmt: skip
    return f'<tr id="row-f{fact.start}">' + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _records(data: CardData) -> dict[str, Any]:
    """What a click on a name or document shows."""
    return {
        "names": {f"n{n.start}": {"text": n.text, "members": list(n.members), "label": _plain(n.label)} for n in data.names},
        "documents": {f"d{d.start}": {"title": d.title, "number": _plain(d.number), "action": _plain(d.action)} for d in data.documents},
    }

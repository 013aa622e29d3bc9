"""The comparisons as sheets: which columns, in the reader's language."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..extraction.indicator_sets import Indicator
from ..punctuation import sentence_at
from .captions import captions
from .origin import Origin, made_from
from .overview import Overview, key_measures
from .records import rows as records_of
from .workbook import Grid, Note, Sheet, rows_of, write_workbook


def write_comparison(target: Path, shown: Overview, origin: Origin, lang: str = "zh") -> None:
    """Write `comparison.xlsx` for a study to `target`."""
    words = captions()[lang]
    others = [_changes(shown, words, lang), *_tables(shown, words), problem_sheet(shown.problems[lang], shown.study.reports["when"], words)]
    write_workbook(target, _grids(shown, words, lang), _facts(shown, words, lang), others, note_of(origin, words))


def note_of(origin: Origin, words: dict[str, str]) -> Note:
    """The first sheet of a workbook about an extraction."""
    return Note(words, made_from(origin, words), origin.date)


def _name(indicator: Indicator, lang: str) -> str:
    return indicator.name if lang == "zh" else indicator.name_en


def _grids(shown: Overview, words: dict[str, str], lang: str) -> list[Grid]:
    """A matrix sheet for each key measure, so that a sheet stays readable and under the limit of links."""
    reported = list(dict.fromkeys(shown.cells["indicator"]))
    indicators = shown.study.indicators
    groups = key_measures(shown)
    known = {m for m, _ in groups}
    grids = [
        _grid(shown, name, [indicators[i] for i in reported if indicators[i].key_measure == measure], words, lang)
        for measure, name in groups
    ]
    rest = [indicators[i] for i in reported if indicators[i].key_measure not in known]
    return [g for g in (*grids, _grid(shown, words["other_measure"], rest, words, lang)) if g.columns]


def _grid(shown: Overview, name: str, indicators: Sequence[Indicator], words: dict[str, str], lang: str) -> Grid:
    wanted = shown.cells[shown.cells["indicator"].isin([i.id for i in indicators])]
    by_place = {(r.report_id, r.indicator): r for r in records_of(wanted)}
    rows = []
    for report in records_of(shown.study.reports):
        cells = [_cell(by_place.get((report.report_id, i.id)), words) for i in indicators]
        rows.append((report.unit, report.when, cells))
    columns = [(_name(i, lang), i.unit_class.replace("|", "/")) for i in indicators]
    return Grid(name, (words["unit"], words["when"]), columns, rows)


def _cell(row: object, words: dict[str, str]) -> tuple[object, str, str] | None:
    if row is None:
        return None
    state, fact = str(getattr(row, "state", "")), str(getattr(row, "fact_id", ""))
    if state in ("masked", "vague"):
        return f"{words[state]} {getattr(row, 'shown', '')}", fact, state
    return getattr(row, "value", None), fact, state


def _changes(shown: Overview, words: dict[str, str], lang: str) -> Sheet:
    table = shown.changes
    names = [_name(shown.study.indicators[i], lang) for i in table["indicator"]]
    rows = [[name, *rest] for name, rest in zip(names, rows_of(table, ["unit", "before", "after", "change", "ratio"]), strict=True)]
    headers = [(words[k], w) for k, w in (("indicator", 24), ("unit", 20), ("before", 14), ("after", 14), ("change", 14), ("ratio", 10))]
    return Sheet(words["changes"], headers, rows, {2: list(table["fact_before"]), 3: list(table["fact_after"])})


def _tables(shown: Overview, words: dict[str, str]) -> list[Sheet]:
    def flat(key: str, table: pd.DataFrame, shape: dict[str, tuple[str, int]]) -> Sheet:
        rows = [[_worded(v, words) for v in row] for row in rows_of(table, shape)]
        return Sheet(words[key], [(words[c], w) for c, w in shape.values()], rows, {})

    unit, when = {"unit": ("unit", 20)}, {"when": ("when", 12)}
    return [
        flat("measures", shown.measures, unit | when | {"name": ("key_measure", 14), "sentences": ("sentences", 8), "characters": ("characters", 8), "share": ("share", 10), "facts": ("facts_count", 8), "masked": ("masked_facts", 8)}),
        flat("names", shown.names, {"text": ("name", 22), "label": ("label", 10)} | unit | {"reports": ("reports_count", 8), "spelled_out": ("spelled_out", 8), "agrees": ("agrees", 8), "shared_with": ("shared_with", 30), "national": ("national", 8), "members": ("members", 60)}),
        flat("documents", shown.documents, unit | when | {"title": ("title_of", 50), "number": ("number", 22), "action": ("action", 10)}),
        flat("shared", shown.shared, {"unit_a": ("unit", 20), "unit_b": ("other", 20), "length": ("length", 8), "text": ("passage", 90)}),
        flat("candidates", shown.candidates, {"object": ("object", 24), "unit": ("measured_in", 10), "facts": ("facts_count", 8), "reports": ("reports_count", 8), "example": ("example", 50)}),
    ]  # fmt: skip


def _worded(value: object, words: dict[str, str]) -> object:
    return words["yes" if value else "no"] if isinstance(value, bool) else value


def problem_sheet(table: pd.DataFrame, when: pd.Series, words: dict[str, str]) -> Sheet:
    """The findings of `check`, each with a link to its first fact."""
    rows = [
        [words[r.severity], r.organization, when[r.report_id], r.message, r.check, "、".join(r.evidence)]
        for r in records_of(table)
    ]
    headers = [(words[k], w) for k, w in (("severity", 8), ("unit", 20), ("when", 12), ("message", 90), ("check", 24), ("fact_id", 40))]
    return Sheet(words["problems"], headers, rows, {5: [r[0] if r else None for r in table["evidence"]]})


def _facts(shown: Overview, words: dict[str, str], lang: str) -> Sheet:
    """One fact a row, in the order of reports and text."""
    study = shown.study
    texts = study.reports["text"].to_dict()
    rows = []
    order = {r: n for n, r in enumerate(study.reports.index)}
    facts = study.facts.assign(_n=study.facts["report_id"].map(order)).sort_values(["_n", "start"])
    for f in records_of(facts):
        text = texts[f.report_id]
        start, end = sentence_at(text, f.start, f.end)
        indicator = study.indicators.get(f.indicator) if isinstance(f.indicator, str) else None
        rows.append([
            f.fact_id, f.unit_name, f.when, _name(indicator, lang) if indicator else None, f.value, f.value_max,
            words["masked"] if f.masked else None, f.unit, f.text, f.action, f.object, words.get(str(f.status), f.status),
            words.get(f.level, f.level), text[start:end].strip(),
        ])  # fmt: skip
    shape = (("fact_id", 22), ("unit", 20), ("when", 12), ("indicator", 24), ("value", 14), ("value_max", 12), ("masked", 8), ("measured_in", 10), ("text", 14), ("action", 12), ("object", 24), ("status", 8), ("level", 8), ("sentence", 90))
    return Sheet(words["facts"], [(words[k], w) for k, w in shape], rows, {})

"""All checks on a study, as the `problems` table of the contract. Nothing is ever corrected."""

from collections.abc import Iterator, Sequence

import pandas as pd

from .across import later_below_earlier, measures_missing, names_disagree, passages_shared
from .arithmetic import parts_exceed_total, rates, scale_jumps, two_figures
from .check_data import SEVERITIES, consistency_rules, general_checks
from .consistency import broken
from .dates import date_findings
from .evidence import Figure, Finding, reports_of
from .study import Study

COLUMNS = ("report_id", "organization", "severity", "check", "message", "evidence", "start", "end")
_MAY = {"zh": "可能的正当情形：{}。数字均为单位自报，请核对原文。", "en": " It may be right if: {}. All figures are self-reported; please see the text."}


def findings(study: Study, table: pd.DataFrame, passages: pd.DataFrame) -> list[Finding]:
    """What does not add up, from the study, its matrix and the passages units share."""
    found = [f for report, text, figures in reports_of(study) for f in _inside(report, text, figures)]
    found += later_below_earlier(study, table)
    found += names_disagree(study)
    found += measures_missing(study)
    found += passages_shared(passages)
    return _once(found)


def problems(study: Study, found: Sequence[Finding], lang: str = "zh") -> pd.DataFrame:
    """Every finding as a row, worst first, then by unit and place in the text."""
    rows = [_row(study, f, lang) for f in found]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["_rank"] = table["severity"].map({s: n for n, s in enumerate(SEVERITIES)})
    return table.sort_values(["_rank", "organization", "report_id", "start", "check"], ignore_index=True).drop(columns="_rank")


def kind_name(check: str, lang: str = "zh") -> str:
    """What a check is called: “分项之和大于总数” for `parts_exceed_total`."""
    general = general_checks().get(check)
    return general.title[lang] if general else next(r.name[lang] for r in consistency_rules() if r.id == check)


def _inside(report: str, text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    yield from parts_exceed_total(text, figures)
    for rule in consistency_rules():
        yield from broken(rule, figures)
    yield from rates(figures)
    yield from two_figures(figures)
    yield from scale_jumps(figures)
    yield from date_findings(report, text)


def _once(found: Sequence[Finding]) -> list[Finding]:
    """One finding for one set of evidence: a rule by name before the general check that sees the same."""
    kept: list[Finding] = []
    seen: set[tuple[str, object]] = set()
    for finding in found:
        # a rate and its first figure identify a contradiction, whichever rule saw it; the whole may be found differently
        key = tuple(sorted(finding.evidence[:2])) if finding.evidence else (finding.check, finding.start, finding.words.get("measure"))
        if (finding.report, key) not in seen:
            seen.add((finding.report, key))
            kept.append(finding)
    return kept


def _row(study: Study, finding: Finding, lang: str) -> dict[str, object]:
    if finding.rule:
        message, check = _rule_message(finding, lang), finding.rule
    else:
        message, check = _message(finding, lang), finding.check
    return {
        "report_id": finding.report, "organization": study.reports.at[finding.report, "unit"], "severity": finding.severity,
        "check": check, "message": message, "evidence": list(finding.evidence), "start": finding.start, "end": finding.end,
    }  # fmt: skip


def _message(finding: Finding, lang: str) -> str:
    check = general_checks()[finding.check]
    words = dict(finding.words)
    if lang == "en" and "indicator_en" in words:
        words["indicator"] = words["indicator_en"]
    return check.title[lang] + ("：" if lang == "zh" else ": ") + check.message[lang].format(**words) + _MAY[lang].format(check.may_fail[lang])


def _rule_message(finding: Finding, lang: str) -> str:
    rule = next(r for r in consistency_rules() if r.id == finding.rule)
    figures = "；".join(f"“{q}”" for q in finding.words["figures"])
    computed = finding.words.get("computed")
    if lang == "en":
        result = f" (computed {computed}%)" if computed is not None else ""
        return f"{rule.name[lang]} does not hold: {figures}{result}.{_MAY[lang].format(rule.may_fail[lang])}"
    result = f"（按后两个数算得 {computed}%）" if computed is not None else ""
    return f"不满足“{rule.name[lang]}”：{figures}{result}。{_MAY[lang].format(rule.may_fail[lang])}"

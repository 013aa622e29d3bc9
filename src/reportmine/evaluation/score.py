"""Scores of extracted tables against gold: found, strict, modifier, kind, object, action; named measures; documents;
indicators. Micro-averaged over the passages; durations (五年来) are optional on both sides, as definition §1 says.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..model import KINDS
from .gold import Labels, Record, check_texts

_DROP = str.maketrans("", "", "“”\"'《》、，的 ")
Pairs = list[tuple[Record, Record]]
Scores = dict[str, float]
Errors = list[str]


def score(tables: dict[str, pd.DataFrame], gold: dict[str, Labels]) -> tuple[Scores, Errors]:
    """Figures between 0 and 1 by name, and the misses and false finds in words."""
    reports = tables["reports"]
    ids: list[str] = reports["report_id"].tolist()
    names: list[str] = [Path(path).stem for path in reports["path"].tolist()]
    stems: defaultdict[str, list[str]] = defaultdict(list)  # several for files with the same bytes, whose facts stand once
    for rid, name in zip(ids, names, strict=True):
        stems[rid].append(name)
    texts: dict[str, str] = {name: text for name, text in zip(names, reports["text"].tolist(), strict=True) if isinstance(text, str)}
    check_texts(gold, texts)
    rows = {name: _by_doc(tables[name], stems) for name in ("facts", "named_measures", "documents")}
    n: defaultdict[str, int] = defaultdict(int)
    errors: Errors = []
    for doc, labels in gold.items():
        inside = {name: [r for r in rows[name][doc] if labels.holds(r["start"], r["end"])] for name in rows}
        _quantities(labels.records["quantity"], inside["facts"], n, errors, doc, texts[doc])
        _named(labels.records["named_measure"], inside["named_measures"], n, errors, doc)
        _documents(labels.records["document"], inside["documents"], n)
    return _figures(n), errors


def _by_doc(table: pd.DataFrame, stems: Mapping[str, list[str]]) -> defaultdict[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for row in table.to_dict("records"):
        for stem in stems[row["report_id"]]:
            found[stem].append({str(k): v for k, v in row.items()})
    for rows in found.values():
        rows.sort(key=lambda r: (r["start"], r["end"]))
    return found


def pair(golds: Sequence[Record], gots: Sequence[Record], agree: Callable[[Record, Record], bool]) -> Pairs:
    """Greedy one-to-one pairs in reading order."""
    pairs: Pairs = []
    used: set[int] = set()
    for g in golds:
        for i, f in enumerate(gots):
            if i not in used and agree(g, f):
                used.add(i)
                pairs.append((g, f))
                break
    return pairs


def overlap(g: Record, f: Record) -> bool:
    return bool(g["start"] < f["end"] and f["start"] < g["end"])


def strict(g: Record, f: Record) -> bool:
    """Overlap, and value, upper value, unit and masking agree."""
    same = bool(g.get("masked")) == bool(f["masked"]) and (g.get("unit") or "") == _text(f["unit"])
    return overlap(g, f) and same and _number(g.get("value"), f["value"]) and _number(g.get("value_max"), f["value_max"])


def _number(a: Any, b: Any) -> bool:
    left, right = (None if v is None or pd.isna(v) else float(v) for v in (a, b))
    if left is None or right is None:
        return left is right
    return abs(left - right) <= 1e-4 * max(1.0, abs(left), abs(right))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def same_words(a: str, b: str, overlap_floor: float | None = None) -> bool:
    """One contains the other, quotes and 的 aside; or their bigrams overlap by at least `overlap_floor` (Dice)."""
    a, b = a.translate(_DROP), b.translate(_DROP)
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} or {s} for s in (a, b))
    return overlap_floor is not None and 2 * len(x & y) / (len(x) + len(y)) >= overlap_floor


def _firm(rows: Sequence[Record], used: set[int]) -> list[Record]:
    return [r for r in rows if r["kind"] != "duration" or id(r) in used]


def _quantities(want: list[Record], facts: list[Record], n: dict[str, int], errors: Errors, doc: str, text: str) -> None:
    got = [f for f in facts if f["kind"] in KINDS]
    right = pair(want, got, strict)
    used = {id(r) for p in right for r in p}
    firm_want, firm_got = _firm(want, used), _firm(got, used)
    n["want"] += len(firm_want)
    n["got"] += len(firm_got)
    n["found"] += len(pair(firm_want, firm_got, overlap))
    n["strict"] += len(right)
    n["masked"] += sum(bool(g.get("masked")) for g in want)
    n["masked_hit"] += sum(bool(g.get("masked")) for g, _ in right)
    for g, f in right:
        _agreement(g, f, n)
    for what, rows in (("missed", firm_want), ("false", firm_got)):
        errors += [f"{what} {doc} {_around(text, r)}" for r in rows if id(r) not in used]


def _agreement(g: Record, f: Record, n: dict[str, int]) -> None:
    n["modifier"] += (g.get("modifier") or "") == _text(f["modifier"])
    n["kind"] += g["kind"] == f["kind"]
    n["object"] += same_words(g.get("object") or "", _text(f["object"]), 0.5)
    if g.get("action"):
        n["with_action"] += 1
        n["action"] += same_words(g["action"], _text(f["action"]))
    if "indicator" in g:
        n["indicator_want"] += g["indicator"] is not None
        n["indicator_got"] += bool(_text(f["indicator"]))
        n["indicator_hit"] += g["indicator"] is not None and g["indicator"] == f["indicator"]


def _around(text: str, r: Record) -> str:
    return f"{text[max(0, r['start'] - 12) : r['start']]}⟦{text[r['start'] : r['end']]}⟧{text[r['end'] : r['end'] + 12]}".replace("\n", "⏎")


def _named(want: list[Record], got: list[Record], n: dict[str, int], errors: Errors, doc: str) -> None:
    same = pair(want, got, lambda g, f: overlap(g, f) and _nested(g, f))
    n["n_want"] += len(want)
    n["n_got"] += len(got)
    n["n_hit"] += len(same)
    used = {id(r) for p in same for r in p}
    for g, f in same:
        n["exact"] += (g["start"], g["end"]) == (f["start"], f["end"])
        n["members"] += [str(m).strip("“”") for m in g.get("members") or []] == [str(m).strip("“”") for m in f["members"]]
    for what, rows in (("missed", want), ("false", got)):
        errors += [f"{what} named {doc} {r['text']}" for r in rows if id(r) not in used]


def _nested(g: Record, f: Record) -> bool:
    return bool((g["start"] <= f["start"] and f["end"] <= g["end"]) or (f["start"] <= g["start"] and g["end"] <= f["end"]))


def _documents(want: list[Record], got: list[Record], n: dict[str, int]) -> None:
    same = pair(want, got, overlap)
    n["d_want"] += len(want)
    n["d_got"] += len(got)
    n["d_hit"] += len(same)
    n["issued"] += sum(bool(g.get("action")) == bool(_text(f["action"])) for g, f in same)


def _f1(hit: int, got: int, want: int) -> float:
    return round(2 * hit / (got + want), 4) if got + want else 1.0


def _figures(n: dict[str, int]) -> Scores:
    def share(name: str, of: str) -> float:
        return round(n[name] / n[of], 4) if n[of] else 1.0

    figures = {
        "found": _f1(n["found"], n["got"], n["want"]), "strict": _f1(n["strict"], n["got"], n["want"]),
        "masked_recall": share("masked_hit", "masked"), "modifier": share("modifier", "strict"),
        "kind": share("kind", "strict"), "object": share("object", "strict"), "action": share("action", "with_action"),
        "named": _f1(n["n_hit"], n["n_got"], n["n_want"]), "exact": share("exact", "n_hit"),
        "members": share("members", "n_hit"), "document": _f1(n["d_hit"], n["d_got"], n["d_want"]),
        "issued": share("issued", "d_hit"),
    }  # fmt: skip
    if n["indicator_want"]:
        figures["indicator_precision"] = share("indicator_hit", "indicator_got")
        figures["indicator_recall"] = share("indicator_hit", "indicator_want")
    return figures

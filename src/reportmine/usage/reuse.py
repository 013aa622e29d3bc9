"""`reuse`: passages shared between reports, who had them first, what changed, and how much any two reports share."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..errors import DataError
from ..sharing.minhash import similarity as alike
from .alignment import aligned, change
from .corpus import Corpus, Ints
from .passages import ReuseOptions, shared_sentences
from .provenance import measured
from .statistics import Floats

TABLES = ("passages", "pairs", "matrix", "alignment")
COLUMNS = (
    "passage", "kind", "similarity", "first", "reports", "units", "report_id", "unit", "when", "path", "role", "paragraph",
    "sentence", "start", "end", "text", "change",
)  # fmt: skip
PAIRS = (
    "report_a", "unit_a", "when_a", "report_b", "unit_b", "when_b", "sentences_a", "characters_a", "share_a", "sentences_b",
    "characters_b", "share_b", "earlier",
)  # fmt: skip
MATRIX_LIMIT = 2000


@measured
def reuse(
    corpus: Corpus, *, table: str = "passages", where: str = "", min_characters: int = 15, similarity: float = 0.7,
    near: bool = True, ritual: bool = False, common: int = 200, a: str = "", b: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Sentences that two or more reports share, digits and punctuation not regarded.

    `table="passages"`: a row per occurrence; `passage` numbers what belongs together, most widespread first; `kind` exact
    or near to the earliest one, with `similarity` (Jaccard of 4-character shingles) and `change` from it; `first`: yes,
    no, tie (several at the same earliest time) or unknown (some report states no year); `role` of the paragraph, so that
    headings, openings and closings can be left out.
    `pairs`: a row per two reports: sentences and characters of each that the other has too, as `share` of all its
    sentences' characters; `earlier` a, b, same or unknown. `matrix`: share of the row's text that the column has (1 on
    the diagonal). `alignment`: reports `a` and `b` side by side. Sentences shorter than `min_characters` (ritual
    formulas not counted unless `ritual`) are not looked at; in pairs and matrix, what more than `common` reports share
    is a template and is left out.
    """
    if table not in TABLES:
        raise DataError(
            f"没有 {table!r} 这种表；可选 {'、'.join(TABLES)}。",
            f"no table {table!r}; there are {', '.join(TABLES)}.",
        )
    options = ReuseOptions(where, min_characters, similarity, near, ritual)
    if table == "alignment":
        return aligned(corpus, a, b, options)
    shared = shared_sentences(corpus, options)
    if table == "passages":
        return _passages(corpus, shared)
    return _pairs(corpus, shared, common) if table == "pairs" else _matrix(corpus, shared, common)


def _passages(corpus: Corpus, shared: pd.DataFrame) -> pd.DataFrame:
    meta = corpus.reports[["report_id", "unit", "when", "path", "time"]]
    place = corpus.sentences[["paragraph", "sentence", "start", "end", "text"]].assign(role=corpus.roles)
    found = shared.rename(columns={"sentence": "at"}).join(meta, on="row").join(place, on="at")
    found = found.sort_values(["group", "time", "row", "start"], na_position="last", kind="stable")
    leader = found.groupby("group")[["key", "text"]].transform("first")
    found["similarity"] = [alike(k, m) for k, m in zip(leader["key"], found["key"], strict=True)]
    found["kind"] = np.where(found["key"] == leader["key"], "exact", "near")
    found["change"] = [change(a, b) if a != b else "" for a, b in zip(leader["text"], found["text"], strict=True)]
    by_group = found.groupby("group")
    found = found.assign(reports=by_group["row"].transform("nunique"), units=by_group["unit"].transform("nunique"), first=_first(found))
    order = found.drop_duplicates("group").sort_values(["reports", "letters", "group"], ascending=[False, False, True])["group"]
    number = pd.Series(np.arange(len(order)), index=order.to_numpy())
    found["passage"] = number.reindex(found["group"]).to_numpy()
    return found.sort_values("passage", kind="stable", ignore_index=True)[list(COLUMNS)]


def _first(found: pd.DataFrame) -> list[str]:
    """Whether each occurrence is in the earliest report of its group. A report without a year makes the others unsure."""
    by_group = found.groupby("group")
    earliest = by_group["time"].transform("min")
    unknown = by_group["time"].transform(lambda t: t.isna().any())
    holders = found.assign(e=found["row"].where(found["time"] == earliest)).groupby("group")["e"].transform("nunique")
    rows = zip(found["time"], earliest, unknown, holders, strict=True)
    return ["unknown" if u else "no" if t > e else "yes" if h == 1 else "tie" for t, e, u, h in rows]


def _weights(corpus: Corpus, shared: pd.DataFrame, common: int) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Report × passage: characters, and sentences."""
    shared = shared[shared.groupby("group")["row"].transform("nunique") <= common]
    group = pd.factorize(shared["group"])[0]
    shape = (len(corpus.reports), int(group.max()) + 1 if len(group) else 1)
    place = (shared["row"].to_numpy(), group)
    characters = sparse.coo_array((shared["letters"].to_numpy(dtype=np.float64), place), shape=shape).tocsr()
    return characters, sparse.coo_array((np.ones(len(shared)), place), shape=shape).tocsr()


def _sizes(corpus: Corpus) -> Floats:
    """Letters of all sentences of each report."""
    stream = corpus.characters
    inside = stream.sentence >= 0
    return np.maximum(np.bincount(stream.report[inside], minlength=len(corpus.reports)), 1).astype(np.float64)


def _pairs(corpus: Corpus, shared: pd.DataFrame, common: int) -> pd.DataFrame:
    characters, sentences = _weights(corpus, shared, common)
    held = (sentences > 0).astype(np.float64)
    together = sparse.triu(held @ held.T, k=1).tocoo()
    a, b = together.row, together.col
    sizes = _sizes(corpus)
    mutual = {name: (w @ held.T).tocsr() for name, w in (("characters", characters), ("sentences", sentences))}
    meta = corpus.reports
    data: dict[str, object] = {}
    for side, one, other in (("a", a, b), ("b", b, a)):
        data |= {f"{new}_{side}": meta[old].to_numpy()[one] for new, old in (("report", "report_id"), ("unit", "unit"), ("when", "when"))}
        counts = {name: _cells(m, one, other) for name, m in mutual.items()}
        data |= {f"{name}_{side}": values.astype(np.int64) for name, values in counts.items()}
        data[f"share_{side}"] = counts["characters"] / sizes[one]
    times = meta["time"].to_numpy(dtype=np.float64)
    table = pd.DataFrame(data).assign(earlier=[_earlier(x, y) for x, y in zip(times[a], times[b], strict=True)])
    top = np.maximum(table["share_a"], table["share_b"])
    return table.assign(top=top).sort_values(["top", "report_a", "report_b"], ascending=[False, True, True], ignore_index=True)[list(PAIRS)]


def _cells(table: sparse.csr_array, rows: Ints, columns: Ints) -> Floats:
    if not len(rows):
        return np.empty(0)
    return np.asarray(table[rows, columns], dtype=np.float64).ravel()


def _earlier(a: float, b: float) -> str:
    if np.isnan(a) or np.isnan(b):
        return "unknown"
    return "same" if a == b else "a" if a < b else "b"


def _matrix(corpus: Corpus, shared: pd.DataFrame, common: int) -> pd.DataFrame:
    if len(corpus.reports) > MATRIX_LIMIT:
        raise DataError(
            f"{len(corpus.reports)} 份报告的方阵太大（最多 {MATRIX_LIMIT} 份）。请用 --table pairs。",
            f"{len(corpus.reports)} reports are too many for a matrix (at most {MATRIX_LIMIT}). Use --table pairs.",
        )
    characters, sentences = _weights(corpus, shared, common)
    values = (characters @ (sentences > 0).astype(np.float64).T).toarray() / _sizes(corpus)[:, None]
    np.fill_diagonal(values, 1.0)
    ids = list(corpus.reports["report_id"])
    return pd.concat([corpus.reports[["report_id", "unit", "when"]], pd.DataFrame(values, columns=ids)], axis=1)

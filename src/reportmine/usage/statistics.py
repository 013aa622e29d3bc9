"""The statistics of corpus linguistics over numpy arrays; each says its formula and where it comes from."""

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import erfc

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def log_likelihood(a: Ints, b: Ints, total_a: int, total_b: int) -> Floats:
    """G² of the 2×2 table (term, other) × (A, B) with one degree of freedom: 2·Σ O·ln(O/E) over all four cells.

    Dunning 1993; the same as quanteda's `textstat_keyness(measure = "lr", correction = "none")` without its sign.
    """
    observed = np.stack([a, b, total_a - a, total_b - b]).astype(np.float64)
    term, total = (a + b).astype(np.float64), float(total_a + total_b)
    share = np.array([total_a, total_b, total_a, total_b], dtype=np.float64)[:, None] / total
    expected = share * np.stack([term, term, total - term, total - term])
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return np.asarray(2 * cells.sum(axis=0), dtype=np.float64)


def p_value(g2: Floats) -> Floats:
    """Probability of a G² at least as large by chance, one degree of freedom (χ²(1) is a squared normal)."""
    return np.asarray(erfc(np.sqrt(g2 / 2)), dtype=np.float64)


def holm(p: Floats) -> Floats:
    """p adjusted for the number of tests (Holm 1979), keeping the family-wise error: valid however the tests hang together."""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def log_ratio(a: Ints, b: Ints, total_a: int, total_b: int) -> Floats:
    """log₂ of the ratio of relative frequencies (Hardie 2014); a zero count is taken as 0.5. 1 means twice as frequent."""
    return np.asarray(np.log2((np.where(a == 0, 0.5, a) / total_a) / (np.where(b == 0, 0.5, b) / total_b)), dtype=np.float64)


def percent_diff(a: Ints, b: Ints, total_a: int, total_b: int) -> Floats:
    """%DIFF (Gabrielatos and Marchi 2011): (fA − fB) / fB · 100 of relative frequencies; NaN where the term is not in B."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (a / total_a) / (b / total_b)
    return np.asarray(np.where(b == 0, np.nan, (ratio - 1) * 100), dtype=np.float64)


def deviation_of_proportions(counts: sparse.csr_array, sizes: Ints) -> Floats:
    """DP (Gries 2008) of each row of a term × part matrix: ½ Σ |share of the term − share of the text|; 0 is even, 1 is clumped."""
    share = sizes / sizes.sum()
    coo = counts.tocoo()
    totals = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    observed = coo.data / totals[coo.row]
    change = np.abs(observed - share[coo.col]) - share[coo.col]
    return np.asarray(0.5 * (1.0 + np.bincount(coo.row, weights=change, minlength=counts.shape[0])), dtype=np.float64)


def juilland(counts: sparse.csr_array, sizes: Ints) -> Floats:
    """Juilland's D of each row: 1 − V/√(n−1), V the coefficient of variation of the rates per part; 1 is even. NaN for one part."""
    parts = counts.shape[1]
    if parts < 2:
        return np.full(counts.shape[0], np.nan)
    rates = counts.multiply(1.0 / sizes[None, :]).tocsr()
    mean = np.asarray(rates.sum(axis=1), dtype=np.float64).ravel() / parts
    square = np.asarray(rates.multiply(rates).sum(axis=1), dtype=np.float64).ravel() / parts
    deviation = np.sqrt(np.maximum(square - mean**2, 0.0))
    return np.asarray(1.0 - deviation / mean / np.sqrt(parts - 1), dtype=np.float64)


def log_dice(joint: Floats, first: Floats, second: Floats) -> Floats:
    """14 + log₂(2·f(x,y) / (f(x)+f(y))) (Rychlý 2008): at most 14, independent of the corpus size."""
    return 14.0 + np.log2(2.0 * joint / (first + second))


def mutual_information(joint: Floats, expected: Floats) -> Floats:
    """MI = log₂(O/E) (Church and Hanks 1990); high for rare pairs, so that it needs a minimum count."""
    return np.log2(joint / expected)


def t_score(joint: Floats, expected: Floats) -> Floats:
    """t = (O − E)/√O (Church et al. 1991); high for frequent pairs."""
    return (joint - expected) / np.sqrt(joint)


def moving_ttr(codes: Ints, window: int) -> float:
    """Moving-average type/token ratio (Covington and McFall 2010): the mean over every window of `window` tokens.

    NaN for no token; of a text shorter than the window, the plain type/token ratio. Each token is new in exactly the
    windows that hold it and not its previous occurrence, so that one pass is enough.
    """
    n = len(codes)
    if n == 0:
        return float("nan")
    width = min(window, n)
    order = np.argsort(codes, kind="stable")
    previous = np.full(n, -1, dtype=np.int64)
    same = codes[order][1:] == codes[order][:-1]
    previous[order[1:][same]] = order[:-1][same]
    at = np.arange(n)
    first = np.maximum(previous + 1, np.maximum(at - width + 1, 0))
    windows = np.minimum(at, n - width) - first + 1
    return float(np.maximum(windows, 0).sum() / (width * (n - width + 1)))

"""Every statistic against another implementation, a published example, or a computation by hand; exact to 1e-9."""

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from scipy import sparse, stats

from reportmine.usage import statistics as st

EXACT = pytest.approx
COUNTS = [(37, 3), (0, 26), (5, 0), (120, 118), (1, 1)]
TOTALS = (6780, 7791)
A, B = (np.array(side) for side in zip(*COUNTS, strict=True))


def test_log_likelihood_is_scipys_g_test() -> None:
    for value, (a, b) in zip(st.log_likelihood(A, B, *TOTALS), COUNTS, strict=True):
        table = [[a, b], [TOTALS[0] - a, TOTALS[1] - b]]
        expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert value == EXACT(expected, rel=1e-9)


def test_p_value_is_scipys_chi_square_tail() -> None:
    g2 = np.array([0.0, 0.5, 3.841458820694124, 39.15, 200.0])
    assert st.p_value(g2) == EXACT(stats.chi2.sf(g2, 1), rel=1e-9)


def test_holm_worked_by_hand() -> None:
    # sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1, made monotone
    assert st.holm(np.array([0.01, 0.04, 0.03, 0.005])) == EXACT([0.03, 0.06, 0.06, 0.02], rel=1e-9)


def test_log_ratio_worked_by_hand_and_zero_counts_as_a_half() -> None:
    assert st.log_ratio(np.array([8]), np.array([2]), 100, 200)[0] == EXACT(3.0, rel=1e-9)
    assert st.log_ratio(np.array([4]), np.array([0]), 100, 100)[0] == EXACT(3.0, rel=1e-9)


def test_percent_diff_worked_by_hand_and_null_where_b_has_none() -> None:
    found = st.percent_diff(np.array([8, 3]), np.array([2, 0]), 100, 200)
    assert found[0] == EXACT(700.0, rel=1e-9)
    assert math.isnan(found[1])


def test_dp_of_gries_2008() -> None:
    """Gries 2008, table 1: the word a in five parts, DP = 0.18."""
    counts = sparse.csr_array(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    sizes = np.array([9, 10, 10, 10, 11])
    assert st.deviation_of_proportions(counts, sizes)[0] == EXACT(0.18, rel=1e-9)


def test_juilland_by_its_formula_in_plain_python() -> None:
    counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    rates = [c / s for c, s in zip(counts, sizes, strict=True)]
    mean = sum(rates) / 5
    deviation = math.sqrt(sum((r - mean) ** 2 for r in rates) / 5)
    found = st.juilland(sparse.csr_array(np.array([counts], dtype=float)), np.array(sizes))
    assert found[0] == EXACT(1 - deviation / mean / math.sqrt(4), rel=1e-9)


def test_a_word_in_one_part_only_has_no_evenness() -> None:
    counts = sparse.csr_array(np.array([[6.0, 0.0, 0.0]]))
    assert st.juilland(counts, np.array([10, 10, 10]))[0] == EXACT(0.0, abs=1e-9)


def test_log_dice_of_identical_words_is_fourteen() -> None:
    assert st.log_dice(np.array([5.0]), np.array([5.0]), np.array([5.0]))[0] == EXACT(14.0, rel=1e-9)
    assert st.log_dice(np.array([2.0]), np.array([4.0]), np.array([12.0]))[0] == EXACT(12.0, rel=1e-9)


def test_mi_and_t_worked_by_hand() -> None:
    assert st.mutual_information(np.array([16.0]), np.array([2.0]))[0] == EXACT(3.0, rel=1e-9)
    assert st.t_score(np.array([16.0]), np.array([2.0]))[0] == EXACT(3.5, rel=1e-9)


@pytest.mark.parametrize("window", [1, 3, 10, 50, 400])
def test_moving_ttr_is_the_mean_over_every_window(window: int) -> None:
    codes = [random.Random(i).randrange(40) for i in range(200)]
    width = min(window, len(codes))
    shares = [Fraction(len(set(codes[i : i + width])), width) for i in range(len(codes) - width + 1)]
    assert st.moving_ttr(np.array(codes), window) == EXACT(float(sum(shares) / len(shares)), rel=1e-9)

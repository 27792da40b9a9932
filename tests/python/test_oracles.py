"""What other libraries compute, where they are right: scipy and NLTK, on random tables with zeros and huge counts."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import Any

import numpy as np
import pytest

import communique as cq

stats = pytest.importorskip("scipy.stats")

ROWS = 1200
SEED = 20240607


def tables(most: float = 1e12, *, zeros: bool = True) -> np.ndarray[Any, Any]:
    """Rows of four cells from 0 to `most`, evenly on a logarithmic scale, a sixth of them 0."""
    rng = np.random.default_rng(SEED)
    cells = np.floor(np.exp(rng.uniform(0, np.log(most), (ROWS, 4))))
    if zeros:
        cells[rng.random((ROWS, 4)) < 1 / 6] = 0
    return cells


def association(cells: np.ndarray[Any, Any], *names: str, **options: Any) -> Any:
    o11, o12, o21, o22 = cells.T
    return cq.association(o11=o11, o12=o12, o21=o21, o22=o22, measures=list(names), **options)


def close(found: Any, expected: Any, rel: float = 1e-9) -> None:
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    good = np.isclose(found, expected, rtol=rel, atol=1e-9) | (found == expected)
    assert good.all(), list(zip(found[~good][:5], expected[~good][:5], np.flatnonzero(~good)[:5], strict=True))


def with_margins(cells: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Which tables have no row and no column of zeros."""
    squares = cells.reshape(-1, 2, 2)
    return (squares.sum(1) > 0).all(1) & (squares.sum(2) > 0).all(1)


def test_chi_squared_and_log_likelihood() -> None:
    cells = tables()
    whole = with_margins(cells)
    table = association(cells, "chi_squared", "chi_squared_yates", "log_likelihood", p_values=True)
    for name, options in (
        ("chi_squared", {"correction": False}),
        ("chi_squared_yates", {"correction": True}),
        ("log_likelihood", {"correction": False, "lambda_": "log-likelihood"}),
    ):
        assert table.loc[~whole, name].isna().all()
        found = table.loc[whole]
        expected = [stats.chi2_contingency(row.reshape(2, 2), **options) for row in cells[whole]]
        # scipy sums four logarithms of huge cells: what it loses is relative to the cells.
        room = 1e-9 * np.maximum(1, np.array([one.statistic for one in expected]))
        lost = 1e-14 * cells[whole].sum(1) if name == "log_likelihood" else 0
        assert (np.abs(found[name].abs() - [one.statistic for one in expected]) <= room + lost).all(), name
        if name != "log_likelihood":
            close(found[f"{name}_p"], [one.pvalue for one in expected], rel=1e-7)


def test_fisher_in_three_tails() -> None:
    cells = tables(most=3000)
    table = association(cells, "fisher", "fisher_greater", "fisher_less")
    for name, tail in (("fisher", "two-sided"), ("fisher_greater", "greater"), ("fisher_less", "less")):
        expected = [stats.fisher_exact(row.reshape(2, 2).astype(int), alternative=tail).pvalue for row in cells]
        nothing = cells.sum(1) == 0
        close(table.loc[~nothing, name], np.array(expected)[~nothing], rel=1e-8)


def test_poisson_tail() -> None:
    cells = tables(most=1e6)
    cells = cells[with_margins(cells)]
    total = cells.sum(1)
    expected = (cells[:, 0] + cells[:, 1]) * (cells[:, 0] + cells[:, 2]) / total
    close(association(cells, "poisson").iloc[:, 0], stats.poisson.sf(cells[:, 0] - 1, expected), rel=1e-8)


def test_hypergeometric_likelihood() -> None:
    cells = tables(most=1e5)
    cells = cells[with_margins(cells)]
    o11, o12, o21, o22 = cells.T
    expected = stats.hypergeom.pmf(o11, o11 + o12 + o21 + o22, o11 + o12, o11 + o21)
    close(association(cells, "hypergeometric_likelihood").iloc[:, 0], expected, rel=1e-7)


def texts(rng: np.random.Generator) -> tuple[Any, Any]:
    sizes = [int(rng.integers(2, 25)), int(rng.integers(2, 25))]
    return tuple(rng.integers(0, int(rng.choice([3, 50, 10**6])), size).astype(float) for size in sizes)


def test_tests_on_texts() -> None:
    rng = np.random.default_rng(SEED)
    size = 2e6
    for _ in range(1000):
        x, y = texts(rng)
        found = cq.keyness_texts(
            count_target=x,
            size_target=size,
            count_reference=y,
            size_reference=size,
            measures=["mann_whitney", "welch_t", "student_t"],
        ).iloc[0]
        if len(set(x) | set(y)) > 1:
            ties = len(set(x) | set(y)) < len(x) + len(y)
            exact = not ties and min(len(x), len(y)) <= 8
            method = "exact" if exact else "asymptotic"
            close(found["mann_whitney_p"], stats.mannwhitneyu(x, y, method=method).pvalue)
        if len(set(x)) > 1 or len(set(y)) > 1:
            for name, equal in (("welch_t", False), ("student_t", True)):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    expected = stats.ttest_ind(x, y, equal_var=equal)
                close(found[name], expected.statistic)
                close(found[f"{name}_p"], expected.pvalue)


def test_nltk() -> None:
    nltk = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    cells = tables(most=1e9, zeros=False)
    o11, o12, o21, o22 = cells.T
    marginals = list(zip(o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22, strict=True))
    for name, peer in (
        ("pmi", nltk.pmi),
        ("t_score", nltk.student_t),
        ("chi_squared", nltk.chi_sq),
        ("dice", nltk.dice),
        ("jaccard", nltk.jaccard),
    ):
        expected = np.array([peer(int(f), (int(f1), int(f2)), int(n)) for f, f1, f2, n in marginals])
        found = association(cells, name).iloc[:, 0]
        if name == "chi_squared":
            # NLTK takes N phi2 without a sign.
            found = found.abs()
        # NLTK subtracts numbers that are nearly equal.
        close(found, expected, rel=1e-7 if name in ("chi_squared", "t_score") else 1e-9)


def test_trend_bounds_are_garwoods() -> None:
    texts = [" ".join(["deter"] * count + ["other"] * (1000 - count)) for count in (0, 1, 2, 17, 400)]
    dates = [f"{2000 + at}-01-01" for at in range(len(texts))]
    table = cq.Corpus(texts, dates=dates).trends("deter", every="year", regions="all")
    counts = table["count"].to_numpy()
    assert counts.tolist() == [0, 1, 2, 17, 400]
    low = np.where(counts == 0, 0, stats.chi2.ppf(0.025, 2 * counts) / 2)
    high = stats.chi2.ppf(0.975, 2 * counts + 2) / 2
    close(table["low"], low * 1000)
    close(table["high"], high * 1000)


def test_keyness_of_documents_is_that_of_bare_numbers(sample: cq.Corpus) -> None:
    target, reference = sample[sample.year < 2022], sample[sample.year >= 2022]
    table = sample.keyness("year < 2022", measures=["log_likelihood", "log_ratio"], adjust="bonferroni")
    counts = [
        Counter(dict(zip(part["term"], part["count"], strict=True))) for part in (target.terms(), reference.terms())
    ]
    assert dict(zip(table["term"], table["count_target"], strict=True)) == {
        term: counts[0][term] for term in table["term"]
    }
    bare = cq.keyness(counts[0], counts[1], adjust="bonferroni")
    assert bare["term"].tolist() == table["term"].tolist()
    for name in ("count_reference", "per_million_target", "log_likelihood", "log_ratio_low", "p", "p_adjusted"):
        close(table[name], bare[name])
    squares = table[["count_target", "count_reference"]].to_numpy()
    sizes = squares.sum(0)
    expected = [stats.chi2_contingency([row, sizes - row], False, "log-likelihood").statistic for row in squares]
    close(table["log_likelihood"].abs(), expected)


@pytest.mark.parametrize(
    "side",
    [
        lambda c: c.year < 2022,
        lambda c: (c.year < 2022).tolist(),
        lambda c: (c.year < 2022).to_numpy(),
        lambda _: lambda v: v["date"].dt.year < 2022,
        lambda _: "year < 2022",
    ],
)
def test_a_side_can_be_said_in_many_ways(sample: cq.Corpus, side: Any) -> None:
    expected = sample[sample.year < 2022].keyness(reference=sample[sample.year >= 2022])
    for found in (sample.keyness(side(sample)), sample[sample.year < 2022].keyness(None, sample[sample.year >= 2022])):
        assert found["term"].tolist() == expected["term"].tolist()
        close(found["p_adjusted"], expected["p_adjusted"])
    listed = sample[sample.year >= 2022].terms()
    for reference in (
        listed,
        listed.set_index("term")["count"],
        dict(zip(listed["term"], listed["count"], strict=True)),
    ):
        found = sample.keyness(side(sample), reference)
        close(found["log_likelihood"], expected["log_likelihood"])
        assert found["doc_count_reference"].isna().all()


def test_sides_that_make_no_sense(sample: cq.Corpus) -> None:
    for target in ([True], "yeer > 2", "year +", "year + 1", sample[:3]):
        with pytest.raises(cq.OptionError):
            sample.keyness(target)
    with pytest.raises(cq.OptionError, match="log_likelihood"):
        cq.keyness({"a": 1, "b": 2}, {"b": 1}, measures="log_likelyhood")
    with pytest.raises(cq.OptionError):
        cq.association(f=3, f1=2, f2=5, n=10)

"""What other libraries compute, where they are right: scipy, scikit-learn and NLTK, on random tables with zeros and
counts up to 10^12. Where they differ from us, mpmath at 60 digits says who is right (`arbiter`).
"""

from __future__ import annotations

import warnings
from collections import Counter
from typing import Any

import numpy as np
import pytest

import communique as cq

mp = pytest.importorskip("mpmath")
sparse = pytest.importorskip("scipy.sparse")

import arbiter  # noqa: E402

stats = pytest.importorskip("scipy.stats")

ROWS = 1600
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


def tight(rng: np.random.Generator) -> np.ndarray[Any, Any]:
    """Tables of up to 10^8 pairs that are nearly what chance gives, where differences lose digits."""
    total = np.exp(rng.uniform(np.log(1e3), np.log(1e8), ROWS // 4))
    rows, columns = (np.floor(total * rng.uniform(0.001, 0.999, len(total))) for _ in range(2))
    total = np.floor(total)
    expected = rows * columns / total
    o11 = np.round(expected + rng.normal(0, 2, len(total)) * np.sqrt(expected * (1 - rows / total)))
    o11 = np.clip(o11, np.maximum(0, rows + columns - total), np.minimum(rows, columns))
    return np.stack([o11, rows - o11, columns - o11, total - rows - columns + o11], axis=1)


def close(found: Any, expected: Any, rel: float = 1e-9) -> None:
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    # Below the least normal number there are no nine digits.
    good = np.isclose(found, expected, rtol=rel, atol=1e-307) | (found == expected)
    assert good.all(), list(zip(found[~good][:5], expected[~good][:5], np.flatnonzero(~good)[:5], strict=True))


def judged(found: Any, right: Any, peer: Any, share: float = 0.75) -> None:
    """What we compute is right, so it is what the peer computes wherever that is right: in that share at least."""
    right, peer = np.array([float(value) for value in right]), np.array(peer, dtype=float)
    close(found, right)
    agrees = np.isclose(peer, right, rtol=1e-9, atol=1e-307)
    assert agrees.mean() >= share, agrees.mean()
    close(np.asarray(found)[agrees], peer[agrees], rel=2e-9)


def whole(cells: np.ndarray[Any, Any]) -> list[tuple[int, int, int, int]]:
    return [tuple(int(cell) for cell in row) for row in cells]


def with_margins(cells: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Which tables have no row and no column of zeros."""
    squares = cells.reshape(-1, 2, 2)
    return (squares.sum(1) > 0).all(1) & (squares.sum(2) > 0).all(1)


def peer_of(call: Any) -> float:
    """What a library returns, NaN where it gives up."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return float(call())
        except (ValueError, ZeroDivisionError, OverflowError):
            return float("nan")


@pytest.mark.parametrize("kind", ["wide", "tight"])
def test_chi_squared_and_log_likelihood(kind: str) -> None:
    cells = tables() if kind == "wide" else tight(np.random.default_rng(SEED))
    defined = with_margins(cells)
    table = association(cells, "chi_squared", "chi_squared_yates", "log_likelihood", p_values=True)
    for name, right, options in (
        ("chi_squared", arbiter.chi_squared, {"correction": False}),
        (
            "chi_squared_yates",
            lambda *row: arbiter.chi_squared(*row, yates=True),
            {"correction": True},
        ),
        ("log_likelihood", arbiter.log_likelihood, {"correction": False, "lambda_": "log-likelihood"}),
    ):
        assert table.loc[~defined, name].isna().all()
        found = table.loc[defined]
        peers = [stats.chi2_contingency(row.reshape(2, 2), **options) for row in cells[defined]]
        exact = [right(*row) for row in whole(cells[defined])]
        judged(found[name].abs(), exact, [peer.statistic for peer in peers])
        judged(found[f"{name}_p"], [arbiter.chi_squared_p(value) for value in exact], [peer.pvalue for peer in peers])


@pytest.mark.parametrize("kind", ["small", "wide", "tight"])
def test_fisher_in_three_tails(kind: str) -> None:
    cells = {
        "small": lambda: tables(most=3000),
        "wide": tables,
        "tight": lambda: tight(np.random.default_rng(SEED)),
    }[kind]()
    cells = cells[cells.sum(1) > 0]
    table = association(cells, "fisher", "fisher_greater", "fisher_less", "hypergeometric_likelihood")
    given = [arbiter.Hypergeometric(*row) for row in whole(cells)]
    for name, tail, right in (
        ("fisher", "two-sided", [one.two_sided() for one in given]),
        ("fisher_greater", "greater", [one.greater() for one in given]),
        ("fisher_less", "less", [one.less() for one in given]),
        ("hypergeometric_likelihood", "", [mp.exp(one.ln_mass(one.o11)) for one in given]),
    ):
        close(table[name], [float(value) for value in right])
        if kind == "small":
            # scipy takes minutes over sums of millions.
            peers = [
                stats.fisher_exact(row.reshape(2, 2).astype(int), alternative=tail).pvalue
                if tail
                else stats.hypergeom.pmf(row[0], row.sum(), row[0] + row[1], row[0] + row[2])
                for row in cells
            ]
            judged(table[name], right, peers, share=0.95)


@pytest.mark.parametrize("kind", ["wide", "tight"])
def test_poisson_tail(kind: str) -> None:
    cells = tables() if kind == "wide" else tight(np.random.default_rng(SEED))
    cells = cells[with_margins(cells)]
    expected = (cells[:, 0] + cells[:, 1]) / cells.sum(1) * (cells[:, 0] + cells[:, 2])
    # Where a hundred million terms would have to be summed to be sure, nothing is compared.
    with np.errstate(divide="ignore"):
        terms = np.minimum(np.sqrt(expected), 1 / np.abs(np.log(np.maximum(cells[:, 0], 0.5) / expected)))
    cells = cells[terms < 2000]
    assert kind == "tight" or len(cells) >= 1000
    rows = whole(cells)
    means = [((a + b) * (a + c), a + b + c + d) for a, b, c, d in rows]
    right = [arbiter.poisson_greater(row[0], mean) for row, mean in zip(rows, means, strict=True)]
    peers = stats.poisson.sf(cells[:, 0] - 1, [over / under for over, under in means])
    judged(association(cells, "poisson").iloc[:, 0], right, peers)


def declared(condition: str, letters: dict[str, Any], cells: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Where the column `undefined` of `cq.measures()` says that a measure has no value."""
    found = np.zeros(len(cells), dtype=bool)
    for part in condition.split(" or ") if condition else []:
        if part == "a cell is not whole":
            continue
        if part == "a cell is N":
            found |= (cells == cells.sum(1, keepdims=True)).any(1)
        else:
            found |= eval(part.replace(" = ", " == "), {}, letters)
    return found


@pytest.mark.parametrize("most", [30, 1e12])
def test_undefined_is_what_the_table_says(most: float) -> None:
    cells = tables(most=most)
    o11, o12, o21, o22 = cells.T
    letters = {"O11": o11, "O12": o12, "O21": o21, "O22": o22, "N": cells.sum(1)}
    letters |= {"R1": o11 + o12, "R2": o21 + o22, "C1": o11 + o21, "C2": o12 + o22}
    rows = cq.measures(family="association").set_index("name")
    found = association(cells, *rows.index)
    for name, condition in rows["undefined"].items():
        assert (found[name].isna() == declared(condition, letters, cells)).all(), name
    # Two frequencies and two sizes are the same table.
    letters |= {"f1": o11, "f2": o12, "n1": o11 + o21, "n2": o12 + o22}
    with np.errstate(invalid="ignore"):
        letters |= {f"E{side}": letters[f"n{side}"] * (o11 + o12) / cells.sum(1) for side in "12"}
    two = {"count_target": [1, 2], "size_target": 9, "count_reference": [1, 2], "size_reference": 9}
    on_texts = cq.keyness_texts(**two, p_values=False).columns
    rows = cq.measures(family="keyness").set_index("name").drop(index=on_texts)
    found = cq.keyness_of(
        count_target=o11,
        size_target=o11 + o21,
        count_reference=o12,
        size_reference=o12 + o22,
        measures=list(rows.index),
    )
    for name, condition in rows["undefined"].items():
        assert (found[name].isna() == declared(condition, letters, cells)).all(), name


def texts(rng: np.random.Generator) -> tuple[Any, Any]:
    sizes = [int(rng.integers(2, 25)), int(rng.integers(2, 25))]
    return tuple(rng.integers(0, int(rng.choice([3, 50, 10**6, 10**12])), size).astype(float) for size in sizes)


def test_tests_on_texts() -> None:
    rng = np.random.default_rng(SEED)
    # A power of two: rates are exact, so what is lost is lost by the tests.
    size = 2.0**41
    rows: dict[str, list[tuple[Any, Any, float]]] = {}
    for _ in range(ROWS):
        x, y = texts(rng)
        found = cq.keyness_texts(
            count_target=x,
            size_target=size,
            count_reference=y,
            size_reference=size,
            measures=["mann_whitney", "welch_t", "student_t"],
        ).iloc[0]
        values = [[int(value) for value in side] for side in (x, y)]
        if len(set(x) | set(y)) > 1:
            ties = len(set(x) | set(y)) < len(x) + len(y)
            exact = not ties and min(len(x), len(y)) <= 8
            peer = stats.mannwhitneyu(x, y, method="exact" if exact else "asymptotic").pvalue
            # Counted in whole numbers, scipy's exact p is right.
            right = peer if exact else arbiter.mann_whitney_p(*values)
            rows.setdefault("mann_whitney_p", []).append((found["mann_whitney_p"], right, peer))
        if len(set(x)) > 1 or len(set(y)) > 1:
            for name, welch in (("welch_t", True), ("student_t", False)):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    peer = stats.ttest_ind(x, y, equal_var=not welch)
                t, p = arbiter.t_test(*values, welch=welch)
                rows.setdefault(name, []).append((found[name], t, peer.statistic))
                rows.setdefault(f"{name}_p", []).append((found[f"{name}_p"], p, peer.pvalue))
    for name, triples in rows.items():
        assert len(triples) >= 1000, name
        judged(*zip(*triples, strict=True), share=0.95)


# NLTK's name, and what is right for the cells o11, o12, o21 and o22.
NLTK: dict[str, tuple[str, Any]] = {
    "pmi": ("pmi", lambda a, b, c, d: mp.log(mp.mpf(a) * (a + b + c + d) / ((a + b) * (a + c)), 2)),
    "t_score": ("student_t", lambda a, b, c, d: (a - mp.mpf((a + b) * (a + c)) / (a + b + c + d)) / mp.sqrt(a)),
    "chi_squared": ("chi_sq", arbiter.chi_squared),
    "phi2": ("phi_sq", lambda a, b, c, d: arbiter.chi_squared(a, b, c, d) / (a + b + c + d)),
    "log_likelihood": ("likelihood_ratio", arbiter.log_likelihood),
    "dice": ("dice", lambda a, b, c, _: mp.mpf(2 * a) / (2 * a + b + c)),
    "jaccard": ("jaccard", lambda a, b, c, _: mp.mpf(a) / (a + b + c)),
    "fisher_less": ("fisher", lambda *cells: arbiter.Hypergeometric(*cells).less()),
}


@pytest.mark.parametrize("name", NLTK)
@pytest.mark.parametrize("kind", ["wide", "tight"])
def test_nltk(name: str, kind: str) -> None:
    peers = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    peer, right = NLTK[name]
    most = 1e4 if name == "fisher_less" else 1e12
    cells = tables(most=most) if kind == "wide" else tight(np.random.default_rng(SEED))
    if kind == "tight" and name == "fisher_less":
        pytest.skip("NLTK asks scipy, which takes minutes over sums of millions")
    cells = cells[with_margins(cells) & (cells[:, 0] > 0)]
    found = association(cells, name).iloc[:, 0]
    exact, theirs = [], []
    for o in whole(cells):
        exact.append(right(*o))
        theirs.append(peer_of(lambda o=o: getattr(peers, peer)(o[0], (o[0] + o[1], o[0] + o[2]), sum(o))))
    # chi_squared and log_likelihood have the sign of the association, which NLTK's have not.
    signed = name in ("chi_squared", "log_likelihood")
    judged(found.abs() if signed else found, exact, theirs)


def test_weights_are_those_of_scikit_learn() -> None:
    transformers = pytest.importorskip("sklearn.feature_extraction.text").TfidfTransformer
    rng = np.random.default_rng(SEED)
    for at in range(1000):
        shape = tuple(rng.integers(1, 12, 2))
        counts = np.floor(np.exp(rng.uniform(0, np.log(10.0 ** rng.integers(1, 13)), shape)))
        counts[rng.random(shape) < 0.5] = 0
        norm, smooth, sublinear, idf = (("l1", "l2", "none")[at % 3], *((at >> bit) % 2 == 1 for bit in range(3)))
        found = cq.weighting(
            counts if at % 2 else sparse.csr_array(counts),
            "tfidf_sklearn",
            norm=norm,
            smoothing=int(smooth),
            tf="logcount" if sublinear else "count",
            df="inverse" if idf else "unary",
        )
        transformer = transformers(
            norm=None if norm == "none" else norm, smooth_idf=smooth, sublinear_tf=sublinear, use_idf=idf
        )
        with warnings.catch_warnings(), np.errstate(divide="ignore"):
            # Without smoothing scikit-learn divides by 0 where a term is in no document.
            warnings.simplefilter("ignore")
            expected = transformer.fit_transform(sparse.csr_array(counts)).toarray()
        close(found if at % 2 else found.toarray(), np.nan_to_num(expected))


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
    peers = [stats.chi2_contingency([row, sizes - row], False, "log-likelihood").statistic for row in squares]
    exact = [arbiter.log_likelihood(*whole([[a, b, sizes[0] - a, sizes[1] - b]])[0]) for a, b in squares]
    judged(table["log_likelihood"].abs(), exact, peers, share=0.95)


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

"""Weights of the document-term matrix, with scikit-learn and the formulas in numpy as oracles."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

import communique as cq


@pytest.mark.parametrize("norm", ["l1", "l2", "none"])
@pytest.mark.parametrize("smooth", [True, False])
@pytest.mark.parametrize("sublinear", [True, False])
@pytest.mark.parametrize("idf", [True, False])
@pytest.mark.parametrize("corpus", ["sample", "hostile"])
def test_scikit_learn_agrees(
    request: pytest.FixtureRequest, corpus: str, norm: str, smooth: bool, sublinear: bool, idf: bool
) -> None:
    documents = request.getfixturevalue(corpus)
    found = documents.dtm(
        weighting="tfidf_sklearn",
        norm=norm,
        smoothing=int(smooth),
        tf="logcount" if sublinear else "count",
        df="inverse" if idf else "unary",
    ).matrix
    transformer = TfidfTransformer(
        norm=None if norm == "none" else norm, smooth_idf=smooth, sublinear_tf=sublinear, use_idf=idf
    )
    expected = transformer.fit_transform(documents.dtm().matrix)
    assert found.dtype == np.float64
    assert abs(found - expected).max() < 1e-12


def test_defaults_are_those_of_scikit_learn(sample: cq.Corpus) -> None:
    found = sample.dtm(weighting="tfidf_sklearn", min_docs=2, stopwords="en").matrix
    expected = TfidfTransformer().fit_transform(sample.dtm(min_docs=2, stopwords="en").matrix)
    assert abs(found - expected).max() < 1e-12


TF = {
    "count": lambda f: f,
    "prop": lambda f: f / f.sum(axis=1, keepdims=True),
    "propmax": lambda f: f / f.max(axis=1, keepdims=True),
    "logcount": lambda f: np.where(f > 0, 1 + np.log10(np.maximum(f, 1)), 0),
    "boolean": lambda f: (f > 0).astype(float),
    "augmented": lambda f: np.where(f > 0, 0.5 + 0.5 * f / f.max(axis=1, keepdims=True), 0),
    "logave": lambda f: (
        np.where(f > 0, 1 + np.log10(np.maximum(f, 1)), 0)
        / (1 + np.log10(f.sum(axis=1, keepdims=True) / (f > 0).sum(axis=1, keepdims=True)))
    ),
}
DF = {
    "count": lambda d, _: d,
    "inverse": lambda d, n: np.log10(n / d),
    "inversemax": lambda d, _: np.log10(d.max() / d),
    "inverseprob": lambda d, n: np.maximum(0, np.log10(np.maximum(n - d, 1e-300) / d)),
    "unary": lambda d, _: np.ones(len(d)),
}


@pytest.mark.parametrize("tf", TF)
@pytest.mark.parametrize("df", DF)
def test_named_schemes(sample: cq.Corpus, tf: str, df: str) -> None:
    counts = sample.dtm().matrix.toarray().astype(float)
    expected = TF[tf](counts) * DF[df]((counts > 0).sum(axis=0), len(counts))
    found = sample.dtm(tf=tf, df=df).matrix.toarray()
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
    normed = sample.dtm(tf=tf, df=df, norm="l2").matrix.toarray()
    lengths = np.sqrt((expected**2).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(normed, expected / np.where(lengths > 0, lengths, 1), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("variant", ["lucene", "robertson", "atire"])
def test_bm25(sample: cq.Corpus, variant: str) -> None:
    f = sample.dtm().matrix.toarray().astype(float)
    n, d, k1, b = len(f), (f > 0).sum(axis=0), 1.6, 0.6
    idf = {
        "lucene": np.log(1 + (n - d + 0.5) / (d + 0.5)),
        "robertson": np.log((n - d + 0.5) / (d + 0.5)),
        "atire": np.log(n / d),
    }[variant]
    length = f.sum(axis=1, keepdims=True) / f.sum(axis=1).mean()
    expected = idf * f * (1 if variant == "lucene" else k1 + 1) / (f + k1 * (1 - b + b * length))
    found = sample.dtm(weighting="bm25", k1=k1, b=b, bm25_variant=variant).matrix.toarray()
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


def test_counts_stay_counts_by_default(sample: cq.Corpus) -> None:
    assert sample.dtm().matrix.dtype == np.int64
    assert sample.dtm(norm="none").matrix.dtype == np.int64
    assert cq.Corpus([]).dtm(weighting="tfidf").matrix.shape == (0, 0)
    with pytest.raises(cq.OptionError, match="tf"):
        sample.dtm(weighting="bm25", tf="prop")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"weighting": "tfidf"},
        {"weighting": "tfidf_sklearn", "norm": "l1"},
        {"weighting": "bm25", "k1": 2},
        {"tf": "logave", "df": "inverse", "norm": "l2", "base": 2},
    ],
)
def test_bare_numbers_weigh_as_the_matrix_does(sample: cq.Corpus, options: dict[str, object]) -> None:
    counts = sample.dtm()
    expected = sample.dtm(**options).matrix.toarray()
    kept = counts.matrix.copy()
    for given in (counts, counts.matrix, counts.matrix.tocsc()):
        found = cq.weighting(given, **options)
        assert (found.toarray() == expected).all()
    for dense in (counts.matrix.toarray(), counts.to_frame().sparse.to_dense()):
        assert (cq.weighting(dense, **options) == expected).all()
    assert (counts.matrix != kept).nnz == 0
    assert cq.weighting(np.zeros((0, 3))).shape == (0, 3)
    for wrong in ([1, 2], [[-1]], [[np.nan]]):
        with pytest.raises(cq.OptionError):
            cq.weighting(wrong, "tfidf")
    with pytest.raises(cq.OptionError, match="tfidf"):
        cq.weighting([[1]], "tfidff")


def test_bare_numbers_are_alike_as_documents_are(sample: cq.Corpus) -> None:
    names = cq.measures(family="similarity")["name"].tolist()
    table = sample.similarity(measure="all")
    counts, place = sample.dtm().matrix.toarray(), {name: at for at, name in enumerate(sample.ids)}
    pairs = [[place[name] for name in table[side]] for side in ("a", "b")]
    found = cq.similarity_of(counts[pairs[0]], counts[pairs[1]], measures=names)
    assert (found.to_numpy() == table[names].to_numpy()).sum() + found.isna().sum().sum() == found.size
    single = cq.similarity_of(counts[0], counts[1], measures=names)
    assert single.equals(found.iloc[[0]])
    smoothed = cq.similarity_of([1, 0], [1, 1], measures="kullback_leibler", pseudocount=1)
    assert smoothed.iloc[0, 0] == pytest.approx(2 / 3 * np.log2((2 / 3) / 0.5) + 1 / 3 * np.log2((1 / 3) / 0.5))
    for wrong in (([1, 2], [1]), ([[1]], [1]), (["a"], ["b"])):
        with pytest.raises(cq.OptionError):
            cq.similarity_of(*wrong)

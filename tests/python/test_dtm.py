"""The document-term matrix, with scikit-learn's vectorizer as oracle."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

import communique as cq


@pytest.mark.parametrize("options", [{}, {"case": "fold", "hyphens": "split"}, {"stem": "en", "quotes": "keep"}])
@pytest.mark.parametrize("corpus", ["sample", "hostile"])
def test_count_vectorizer_agrees(request: pytest.FixtureRequest, corpus: str, options: dict[str, str]) -> None:
    documents = request.getfixturevalue(corpus)
    vectorizer = CountVectorizer(analyzer=lambda text: cq.tokenize(text, **options))
    expected = vectorizer.fit_transform(doc.text for doc in documents)
    matrix, vocabulary, doc_ids = documents.dtm(regions="all", **options)
    assert vocabulary == vectorizer.get_feature_names_out().tolist()
    assert doc_ids == documents.ids
    assert (matrix != expected).nnz == 0
    assert matrix.dtype == np.int64


def test_it_agrees_with_terms(sample: cq.Corpus) -> None:
    matrix, vocabulary, _ = sample.dtm(min_count=3, min_docs=2, stopwords="en")
    terms = sample.terms(min_count=3, min_docs=2, stopwords="en").set_index("term")
    assert set(vocabulary) == set(terms.index)
    assert (terms.loc[vocabulary, "count"].to_numpy() == matrix.sum(axis=0)).all()
    assert (terms.loc[vocabulary, "doc_count"].to_numpy() == (matrix > 0).sum(axis=0)).all()
    top = sample.dtm(top=7).vocabulary
    assert sorted(sample.terms(top=7)["term"]) == top


def test_it_becomes_a_table(sample: cq.Corpus) -> None:
    dtm = sample.dtm(top=5)
    frame = dtm.to_frame()
    assert frame.shape == (len(sample), 5)
    assert frame.loc[sample.ids[0]].sum() == dtm.matrix[[0]].sum()


def test_empty() -> None:
    assert cq.Corpus([]).dtm().matrix.shape == (0, 0)
    assert cq.Corpus(["", " "]).dtm().matrix.shape == (2, 0)

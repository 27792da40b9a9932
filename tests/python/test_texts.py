"""Dispersion, diversity, readability and similarity, computed once more from tokens() and sentences()."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics.pairwise import cosine_similarity

import communique as cq


def parts_of(tokens: pd.DataFrame, parts: pd.Series) -> pd.DataFrame:
    """Terms in rows, parts in columns, counts in cells."""
    return pd.crosstab(tokens["term"], parts.to_numpy())


@pytest.mark.parametrize("by", ["doc", "year", "region", "parts"])
def test_dispersion(sample: cq.Corpus, by: str) -> None:
    tokens = sample.tokens()
    if by == "parts":
        table = sample.dispersion(parts=9, measures=["dp", "arf", "awt", "sd"])
        parts = pd.Series(np.arange(len(tokens)) * 9 // len(tokens))
    else:
        table = sample.dispersion(by=by, measures=["dp", "arf", "awt", "sd"])
        years = sample.variables.set_index("doc_id")["date"].dt.year
        parts = {"doc": tokens["doc_id"], "region": tokens["region"], "year": tokens["doc_id"].map(years)}[by]
    cells = parts_of(tokens, parts)
    sizes = cells.sum()
    total = len(tokens)
    assert set(table["term"]) == set(cells.index)
    assert table["count"].is_monotonic_decreasing
    places = {term: np.sort(rows) for term, rows in tokens.groupby("term").indices.items()}
    for row in table.rename(columns={"count": "frequency"}).iloc[:: max(len(table) // 200, 1)].itertuples():
        f = cells.loc[row.term]
        assert (row.frequency, row.parts, row.range) == (f.sum(), len(sizes), (f > 0).sum())
        assert row.dp == pytest.approx(0.5 * np.abs(f / f.sum() - sizes / total).sum(), abs=1e-12)
        assert row.sd == pytest.approx(f.std(ddof=0), rel=1e-12)
        at = places[row.term]
        d = np.diff(np.concatenate([at, [at[0] + total]]))
        assert row.arf == pytest.approx(len(at) / total * np.minimum(d, total / len(at)).sum(), rel=1e-9)
        assert row.awt == pytest.approx((1 + (d**2).sum() / total) / 2, rel=1e-9)


def test_dispersion_options(sample: cq.Corpus) -> None:
    everything = sample.dispersion(measures="all")
    some = sample.dispersion(terms=["US", "deter*"], measures="all")
    expected = everything[(everything["term"] == "US") | everything["term"].str.startswith("deter")]
    pd.testing.assert_frame_equal(some.reset_index(drop=True), expected.reset_index(drop=True))
    assert (sample.dispersion(min_count=50)["count"] >= 50).all()
    assert len(sample.dispersion(top=5)) == 5
    assert {"relative_range", "juilland_d", "dp", "dp_norm"} <= set(sample.dispersion(top=1).columns)


def mattr(terms: list[str], window: int) -> float:
    ratios = [len(set(terms[at : at + window])) / window for at in range(len(terms) - window + 1)]
    return float(np.mean(ratios)) if ratios else math.nan


@pytest.mark.parametrize("by", ["doc", "year"])
def test_diversity(sample: cq.Corpus, by: str) -> None:
    table = sample.diversity(by=by, window=30, measures=["ttr", "mattr", "hapax_share", "entropy"])
    tokens = sample.tokens()
    years = sample.variables.set_index("doc_id")["date"].dt.year
    keys = tokens["doc_id"] if by == "doc" else tokens["doc_id"].map(years)
    for row in table.itertuples(index=False):
        terms = tokens.loc[keys == row[0], "term"].tolist()
        counts = pd.Series(terms).value_counts()
        assert (row.tokens, row.types) == (len(terms), len(counts))
        assert row.ttr == pytest.approx(len(counts) / len(terms), rel=1e-12)
        assert row.mattr == pytest.approx(mattr(terms, 30), rel=1e-12)
        assert row.hapax_share == pytest.approx((counts == 1).sum() / len(counts), rel=1e-12)


def test_diversity_is_seeded(sample: cq.Corpus) -> None:
    first, again, other = (sample.diversity(measures="vocd_d", seed=seed)["vocd_d"] for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()
    density = sample.diversity(measures="lexical_density")["lexical_density"]
    assert density.between(0.3, 0.9).all()


def is_letter(char: str) -> bool:
    """Alphabetic by Unicode, which holds circled letters too."""
    return char.isalpha() or "\u24b6" <= char <= "\u24e9"


@pytest.mark.parametrize("regions", ["all", "body"])
def test_readability(sample: cq.Corpus, regions: str) -> None:
    table = sample.readability(regions=regions, intermediate=True, measures=["flesch_reading_ease", "lix", "ari"])
    tokens = sample.tokens(regions=regions)
    tokens = tokens[tokens["token"].map(lambda token: any(map(is_letter, token)))]
    sentences = sample.sentences(regions=regions)
    held = set(zip(tokens["doc_id"], tokens["sent_id"], strict=True))
    sentences = sentences[[key in held for key in zip(sentences["doc_id"], sentences["sent_id"], strict=True)]]
    for row in table.itertuples():
        words = tokens.loc[tokens["doc_id"] == row.doc_id, "token"]
        texts = sentences.loc[sentences["doc_id"] == row.doc_id, "text"]
        letters = words.map(lambda word: sum(map(is_letter, word)))
        assert (row.words, row.sentences, row.letters) == (len(words), len(texts), letters.sum())
        assert row.characters == sum(len("".join(text.split())) for text in texts)
        assert row.types == words.str.lower().nunique()
        assert row.words_7_letters == (letters >= 7).sum()
        expected = 206.835 - 1.015 * row.words / row.sentences - 84.6 * row.syllables / row.words
        assert row.flesch_reading_ease == pytest.approx(expected, rel=1e-9)
        assert row.lix == pytest.approx(row.words / row.sentences + 100 * row.words_7_letters / row.words, rel=1e-9)


def test_readability_needs_lists_for_some(sample: cq.Corpus) -> None:
    assert sample.readability(measures="dale_chall_1995")["dale_chall_1995"].isna().all()
    easy = sample.readability(measures="dale_chall_1995", dale_words=["the", "two", "sides"])
    assert easy["dale_chall_1995"].notna().all()
    assert "syllables" not in sample.readability().columns


def test_similarity(sample: cq.Corpus) -> None:
    matrix = sample.dtm(weighting="tfidf", min_docs=2).matrix
    table = sample.similarity(weighting="tfidf", min_docs=2, measure=["cosine", "jaccard"])
    expected = cosine_similarity(matrix)
    ids = sample.ids
    pairs = [(a, b) for a in range(len(ids)) for b in range(a + 1, len(ids))]
    assert list(zip(table["a"], table["b"], strict=True)) == [(ids[a], ids[b]) for a, b in pairs]
    np.testing.assert_allclose(table["cosine"], [expected[pair] for pair in pairs], atol=1e-12)
    # tf-idf of a term that all documents have is 0, so it is in no set.
    sets = (matrix > 0).toarray()
    jaccard = [(sets[a] & sets[b]).sum() / (sets[a] | sets[b]).sum() for a, b in pairs]
    np.testing.assert_allclose(table["jaccard"], jaccard, atol=1e-12)
    kept = sample.similarity(weighting="tfidf", min_docs=2, min_similarity=0.2)
    assert len(kept) == (table["cosine"] >= 0.2).sum()
    top = sample.similarity(weighting="tfidf", min_docs=2, top=7)["cosine"]
    np.testing.assert_allclose(top, np.sort(table["cosine"])[::-1][:7])

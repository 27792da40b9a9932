"""Terms of several words from Python: against a plain count over `tokens()`, the way to the text and into compounds."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import Any

import pytest

import communique as cq


def sentences(corpus: cq.Corpus) -> list[tuple[str, list[str]]]:
    """The words of each sentence, with its document."""
    tokens = corpus.tokens()
    parts = tokens.groupby(["doc_id", "sent_id"], sort=False)["term"].apply(list)
    return [(str(key[0]), terms) for key, terms in parts.items()]


def runs(text: list[tuple[str, list[str]]], n: int) -> list[tuple[tuple[str, int, int], tuple[str, ...]]]:
    """All runs of n words, with their place: document, sentence, word."""
    found = []
    for at, (doc, terms) in enumerate(text):
        found += [((doc, at, start), tuple(terms[start : start + n])) for start in range(len(terms) - n + 1)]
    return found


def test_counts_and_scores_equal_a_plain_count(sample: cq.Corpus) -> None:
    lengths, least = (2, 3, 4), 12
    table = sample.multiwords(lengths, min_count=least)
    text = sentences(sample)
    listed: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    by_length = {n: runs(text, n) for n in lengths}
    for place, words in itertools.chain(*by_length.values()):
        listed.setdefault(words, []).append(place)
    listed = {words: places for words, places in listed.items() if len(places) >= least}
    assert set(table["term"]) == {" ".join(words) for words in listed}
    longer: dict[int, set[Any]] = {n: set() for n in lengths}
    for words, places in listed.items():
        for n in lengths:
            if n < len(words):
                inside = range(len(words) - n + 1)
                longer[n] |= {(doc, at, start + shift, n) for doc, at, start in places for shift in inside}
    rows = table.set_index("term").to_dict("index")
    for words, places in listed.items():
        n, row = len(words), rows[" ".join(words)]
        assert row["n"] == n
        assert row["count"] == len(places)
        assert row["doc_count"] == len({doc for doc, _, _ in places})
        assert row["count_nested"] == sum((*place, n) in longer[n] for place in places)
        patterns = Counter(tuple(a == b for a, b in zip(run, words, strict=True)) for _, run in by_length[n])
        cells = {bits: patterns[bits] + 0.5 for bits in itertools.product((False, True), repeat=n)}
        scored = sum((-1) ** (n - sum(bits)) * math.log(cell) for bits, cell in cells.items())
        error = math.sqrt(sum(1 / cell for cell in cells.values()))
        assert row["lambda"] == pytest.approx(scored, rel=1e-9, abs=1e-9)
        assert row["z"] == pytest.approx(scored / error, rel=1e-9, abs=1e-9)
        total = len(by_length[n])
        shares = [sum(count for bits, count in patterns.items() if bits[at]) / total for at in range(n)]
        assert row["expected"] == pytest.approx(total * math.prod(shares), rel=1e-9)
    assert table["z"].is_monotonic_decreasing


def test_every_term_leads_back_to_its_text(sample: cq.Corpus) -> None:
    table = sample.multiwords([2, 3, 5], min_count=10, stopwords="en")
    assert len(table) > 50
    for row in table.itertuples():
        hits = sample.kwic(row.term, valuetype="fixed")
        assert len(hits) == row.count
        assert hits["doc_id"].nunique() == row.doc_count
        for hit in hits.itertuples():
            text = sample[hit.doc_id].text[hit.start : hit.end]
            assert text == hit.keyword
            assert len(text.split()) == row.n


def test_compound_takes_the_table_its_column_or_a_list(sample: cq.Corpus) -> None:
    table = sample.multiwords(3, min_count=15, stopwords="en")
    expected = sample.compound(table).terms()
    assert expected["term"].str.contains("_").any()
    for phrases in (table["term"], table["term"].tolist()):
        assert sample.compound(phrases).terms().equals(expected)
    # The terms were counted one by one; where they do not overlap, compounds count the same.
    first = table.iloc[0]
    joined = sample.compound([first["term"]])
    counts = joined.terms().set_index("term")["count"]
    assert counts[first["term"].replace(" ", "_")] == first["count"]
    hits, words = joined.kwic(first["term"].replace(" ", "_")), joined.kwic(first["term"])
    assert hits.drop(columns="pattern").equals(words.drop(columns="pattern"))
    assert hits[["doc_id", "start", "end"]].equals(sample.kwic(first["term"])[["doc_id", "start", "end"]])


def test_bad_lengths(sample: cq.Corpus) -> None:
    for n, said in ((1, "at least 2"), (9, "from 2 to 8"), ([2, 12], "from 2 to 8")):
        with pytest.raises(cq.OptionError, match=said):
            sample.multiwords(n)
    assert sample.multiwords(8, min_count=2)["n"].eq(8).all()
    assert cq.Corpus([]).multiwords().empty

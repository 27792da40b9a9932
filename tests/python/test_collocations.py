"""Collocations from Python: against a plain count over `tokens()`, the evidence, compounds."""

from __future__ import annotations

from collections import Counter

import pytest

import communique as cq


def plain(sample: cq.Corpus, left: int, right: int) -> Counter[tuple[str, str]]:
    """Co-occurrences of a node and a collocate, counted one by one."""
    tokens = sample.tokens(regions="all")
    found: Counter[tuple[str, str]] = Counter()
    for terms in tokens.groupby(["doc_id", "sent_id"], sort=False)["term"].apply(list):
        for at, node in enumerate(terms):
            window = terms[max(0, at - left) : at] + terms[at + 1 : at + 1 + right]
            found.update((node, collocate) for collocate in window)
    return found


@pytest.mark.parametrize("window", [1, 4])
def test_all_pairs_equal_a_plain_count(sample: cq.Corpus, window: int) -> None:
    table = sample.collocations(window=window, min_count=1, regions="all", measures="pmi")
    expected = {pair: count for pair, count in plain(sample, window, window).items() if pair[0] <= pair[1]}
    assert {
        (node, other): int(count) for node, other, count in table[["node", "collocate", "count"]].to_numpy()
    } == expected
    assert len(expected) == len(table)
    ordered = sample.collocations(window=window, direction="right", min_count=1, regions="all")
    assert {(n, c): k for n, c, k in ordered[["node", "collocate", "count"]].to_numpy()} == plain(sample, 0, window)


def test_sums_and_expected(sample: cq.Corpus) -> None:
    counts = plain(sample, 2, 3)
    table = sample.collocations(["agreed", "allies"], window=(2, 3), min_count=1, regions="all")
    assert (table["left"] + table["right"] == table["count"]).all()
    assert (table["total"] == sum(counts.values())).all()
    for row in table.to_dict("records"):
        assert row["count"] == counts[row["node"], row["collocate"]]
        assert row["row_sum"] == sum(n for (node, _), n in counts.items() if node == row["node"])
        assert row["column_sum"] == sum(n for (_, other), n in counts.items() if other == row["collocate"])
        assert row["expected"] == pytest.approx(row["row_sum"] * row["column_sum"] / row["total"], rel=1e-12)


def test_lines_are_the_count_and_lead_back(sample: cq.Corpus) -> None:
    options = {"window": 4}
    table = sample.collocations(["the two sides", "deter*"], **options, top=12, stopwords="en")
    assert len(table) == 12
    for row in table.to_dict("records"):
        lines = sample.lines(row["node"], row["collocate"], **options)
        assert len(lines) == row["count"]
        assert lines["side"].value_counts().get("left", 0) == row["left"]
        assert lines["doc_id"].nunique() == row["doc_count"]
        for line in lines.to_dict("records"):
            text = sample[line["doc_id"]].text
            assert text[line["start"] : line["end"]] == line["text"]
            assert line["text"] in line["sentence"]
            assert text[line["collocate_start"] : line["collocate_end"]].lower() == row["collocate"].lower()


def test_measures_order_and_p_values(sample: cq.Corpus) -> None:
    table = sample.collocations(
        "alliance", measures=["log_dice", "log_likelihood"], sort="log_likelihood", p_values=True
    )
    assert table["log_likelihood"].is_monotonic_decreasing
    assert list(table.columns[-3:]) == ["log_dice", "log_likelihood", "log_likelihood_p"]
    with pytest.raises(cq.OptionError, match="log_dice"):
        sample.collocations("alliance", measures="log_dicee")
    with pytest.raises(cq.OptionError, match="window"):
        sample.collocations(window=(1, 2))


def test_compounds_are_one_term(sample: cq.Corpus) -> None:
    compounded = sample.compound(["the two sides", "two sides", "extended deterrence"])
    before, after = (c.terms(regions="all").set_index("term")["count"] for c in (sample, compounded))
    ngrams = sample.ngrams([2, 3], regions="all").set_index("term")["count"]
    assert after["the_two_sides"] == ngrams["the two sides"]
    assert after.get("two_sides", 0) == ngrams["two sides"] - ngrams["the two sides"]
    assert after["extended_deterrence"] == ngrams["extended deterrence"]
    joined = 2 * after["the_two_sides"] + after.get("two_sides", 0) + after["extended_deterrence"]
    assert before.sum() - after.sum() == joined
    assert compounded.docs()["words"].sum() == after.sum()
    settings = compounded[:2].terms().attrs["communique"]
    assert settings["compounds"] == ["the two sides", "two sides", "extended deterrence"]
    hits = compounded.kwic("the_two_sides")
    assert len(hits) > 0
    for hit in hits.itertuples():
        assert sample[hit.doc_id].text[hit.start : hit.end] == hit.keyword
    table = compounded.collocations("the_two_sides", min_count=1)
    assert len(table) > 0
    assert sample.terms().equals(cq.sample().terms())
    with pytest.raises(cq.OptionError, match="two words"):
        sample.compound(["deterrence"]).terms()


def test_windows_end_with_the_sentence_or_with_the_document() -> None:
    c = cq.Corpus(["We met here.\n\nThey met there. Nobody came.", "They left."])
    near = c.collocations("met", window=9, min_count=1, regions="all").set_index("collocate")["count"].to_dict()
    assert near == {"we": 1, "here": 1, "they": 1, "there": 1}
    options = {"window": 9, "min_count": 1, "regions": "all", "unit": "document"}
    far = c.collocations("met", **options).set_index("collocate")["count"].to_dict()
    assert far == {"we": 2, "here": 2, "they": 2, "there": 2, "nobody": 2, "came": 2, "met": 2}
    lines = c.lines("met", "nobody", window=9, regions="all", unit="document")
    assert lines["text"].tolist() == ["met here.\n\nThey met there. Nobody", "met there. Nobody"]
    assert lines["sentence"].tolist() == [c[0].text, "They met there. Nobody came."]
    assert [c[0].text[row.start : row.end] for row in lines.itertuples()] == lines["text"].tolist()
    with pytest.raises(cq.OptionError, match="sentence"):
        c.collocations("met", unit="paragraph")

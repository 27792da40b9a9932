"""What every verb promises: columns, settings, the round trip, threads; and golden tokens through Python."""

from __future__ import annotations

import inspect
import json
import tomllib

import pandas as pd
import pytest

import communique as cq
from communique import _core
from conftest import ROOT

TABLES = json.loads(_core.tables())
VERBS = {verb["name"]: verb for verb in TABLES["verbs"]}


def call(corpus: cq.Corpus, verb: str, **options: object) -> pd.DataFrame:
    if verb == "kwic":
        options.setdefault("pattern", "*")
    if verb == "trends":
        options.setdefault("terms", "*")
    if verb == "keyness":
        options.setdefault("target", "year < 2022")
    if verb == "track":
        options.setdefault("pattern", "ironclad")
    if verb == "compare":
        options = {"a": "year < 2021", "b": "year >= 2021", **options}
    if verb == "lines":
        options = {"node": "the", "collocate": "two", **options}
    return getattr(corpus, verb)(**options)


@pytest.mark.parametrize("verb", VERBS)
def test_columns_and_settings_are_as_declared(sample: cq.Corpus, verb: str) -> None:
    for corpus in (sample, cq.Corpus([])):
        table = call(corpus, verb)
        names = [column["name"] for column in VERBS[verb]["columns"]]
        assert list(table.columns[: len(names)]) == names
        settings = table.attrs["communique"]
        assert settings["verb"] == verb
        assert settings["documents"] == len(corpus)
        assert set(settings["options"]) == {option["name"] for option in VERBS[verb]["options"]}


@pytest.mark.parametrize("verb", VERBS)
def test_signatures_are_those_of_the_table(verb: str) -> None:
    parameters = inspect.signature(getattr(cq.Corpus, verb)).parameters
    declared = {option["name"] for option in VERBS[verb]["options"]} | {"self", "output", "threads"}
    assert set(parameters) == declared


EVIDENCE = [
    ("regions", {}, "text"),
    ("sentences", {"regions": "all"}, "text"),
    ("tokens", {"regions": "all", "punctuation": "keep"}, "token"),
    ("tokens", {"hyphens": "split", "abbreviations": "split", "case": "fold"}, "token"),
    ("kwic", {"pattern": "*", "regions": "all"}, "keyword"),
    ("kwic", {"pattern": "[aeiou]", "valuetype": "regex", "unit": "sentence", "sort": "left"}, "keyword"),
    ("kwic", {"pattern": ["* *", "the *"], "cross_sentences": True, "sort": "right"}, "keyword"),
]


@pytest.mark.parametrize("corpus", ["sample", "hostile", "articles"])
@pytest.mark.parametrize(("verb", "options", "evidence"), EVIDENCE)
def test_every_row_leads_back(
    request: pytest.FixtureRequest, corpus: str, verb: str, options: dict[str, object], evidence: str
) -> None:
    documents = request.getfixturevalue(corpus)
    texts = {doc.id: doc.text for doc in documents}
    table = call(documents, verb, **options)
    assert len(table) > 0
    for doc_id, start, end, text in zip(table["doc_id"], table["start"], table["end"], table[evidence], strict=True):
        assert texts[doc_id][start:end] == text


def test_context_is_text_beside_the_keyword(sample: cq.Corpus) -> None:
    for unit in ("words", "sentence"):
        table = sample.kwic("deterrence", unit=unit, window=3)
        assert len(table) > 10
        for row in table.itertuples():
            text = sample[row.doc_id].text
            assert text[: row.start].rstrip().endswith(row.pre)
            assert text[row.end :].lstrip().startswith(row.post)


@pytest.mark.parametrize("verb", VERBS)
def test_threads_and_chunks_change_nothing(verb: str) -> None:
    options = {"pattern": ["agree*", "the two sides"]} if verb == "kwic" else {}
    expected = call(cq.sample(), verb, threads=1, **options)
    for threads, chunk_bytes in ((2, None), (2, 1), (1, 333), (3, 4096)):
        with cq.using(chunk_bytes=chunk_bytes):
            found = call(cq.sample(), verb, threads=threads, **options)
        pd.testing.assert_frame_equal(expected, found)
        assert expected.attrs == found.attrs


# Cases with several lines are the core's alone: a corpus is cut into units before it is cut into words.
CASES = tomllib.loads((ROOT / "tests/golden/tokens.toml").read_text(encoding="utf-8"))["case"]
CASES = [case for case in CASES if not {"\n", "\r"} & set(case["text"])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden_tokens(case: dict[str, object]) -> None:
    text, given = case["text"], case.get("options", {})
    options = {name: None if value == "none" else value for name, value in given.items()}
    spans = case.get("spans")
    table = cq.Corpus([text]).tokens(regions="all", **options)
    assert table["term"].tolist() == case["terms"]
    if spans is not None:
        assert table[["start", "end"]].to_numpy().tolist() == spans


def test_totals_equal_tokens(sample: cq.Corpus) -> None:
    for options in ({}, {"regions": "all"}, {"regions": ["headline", "deck"], "case": "fold"}):
        assert sample.terms(**options)["count"].sum() == len(sample.tokens(**options))
    assert sample.terms(regions="all")["count"].sum() == sample.docs()["words"].sum()
    assert sample.terms(regions=["body", "quote"])["count"].sum() == sample.docs()["body_words"].sum()


def test_names_of_countries_and_pronouns_stay_apart(articles: cq.Corpus) -> None:
    terms = set(articles.terms(hyphens="split")["term"])
    assert {"US", "U.S.", "us"} <= terms
    assert "korea's" in terms
    assert "korea’s" not in terms
    assert {"korea's", "korea’s"} <= set(articles.terms(hyphens="split", quotes="keep")["term"])


def test_groups(sample: cq.Corpus) -> None:
    by_year = sample.terms(by="year", min_count=5)
    assert by_year.columns[0] == "year"
    assert by_year["year"].is_monotonic_increasing
    assert by_year.groupby("year")["rank"].min().eq(1).all()
    both = sample.terms(by=["kind", "region"])
    assert list(both.columns[:2]) == ["kind", "region"]
    assert both["count"].sum() == sample.terms()["count"].sum()
    per_doc = sample.terms(by="doc")
    rare = per_doc[per_doc["doc_count"] == len(sample)]
    assert (rare["tfidf"] == 0).all()
    assert per_doc["count"].sum() == both["count"].sum()


def test_rates_are_of_all_words(sample: cq.Corpus) -> None:
    everything = sample.terms()
    stopped = sample.terms(stopwords="en")
    total = everything["count"].sum()
    assert (everything["per_million"] - everything["count"] * 1e6 / total).abs().max() < 1e-6
    merged = stopped.merge(everything, on="term", suffixes=("", "_all"))
    assert (merged["per_million"] == merged["per_million_all"]).all()
    assert "the" not in set(stopped["term"])
    assert "US" in set(stopped["term"])


def test_ngrams_by_hand() -> None:
    c = cq.Corpus(["The two sides agreed. They agreed again.", "The two sides met, and left."])
    table = c.ngrams(2).set_index("term")["count"].to_dict()
    assert table["the two"] == 2
    assert "agreed they" not in table
    assert c.ngrams(2, cross_sentences=True).set_index("term")["count"]["agreed they"] == 1
    assert set(c.ngrams([1, 3])["n"]) == {1, 3}
    skipped = set(c.ngrams(2, skip=1)["term"])
    assert {"the sides", "two agreed", "they again"} <= skipped
    assert "the agreed" not in skipped
    assert c.ngrams(3, stopwords=["the"])["term"].str.startswith("the ").sum() == 0


def test_ngrams_equal_a_plain_count(sample: cq.Corpus) -> None:
    tokens = sample.tokens()
    for n in (2, 3):
        grams = (
            tuple(terms[at : at + n])
            for _, terms in tokens.groupby(["doc_id", "sent_id"], sort=False)["term"].apply(list).items()
            for at in range(len(terms) - n + 1)
        )
        expected = pd.Series(" ".join(gram) for gram in grams).value_counts().to_dict()
        assert sample.ngrams(n).set_index("term")["count"].to_dict() == expected


def test_kwic_patterns() -> None:
    c = cq.Corpus(["The US told us: U.S. forces, the ROS-US alliance and NATO’s allies stay. Us too."], ids=["a"])
    found = lambda pattern, **options: c.kwic(pattern, **options)["keyword"].tolist()  # noqa: E731
    assert found("US") == ["US"]
    assert found("us") == ["us", "Us"]
    assert found("U.S.") == ["U.S."]
    assert found("U.S. forces") == ["U.S. forces"]
    assert found("*-US") == ["ROS-US"]
    assert found("ROS-US", hyphens="split") == ["ROS-US"]
    assert found("nato's", case="fold") == ["NATO’s"]
    assert found("NATO's") == ["NATO’s"]
    assert found("NATO*") == ["NATO’s"]
    assert found("^[Uu]s$", valuetype="regex") == ["us", "Us"]
    assert found("ll", valuetype="regex") == ["alliance", "allies"]
    assert found("all?es", valuetype="fixed") == []
    assert found(["stay", "the *"]) == ["The US", "the ROS-US", "stay"]
    assert c.kwic(["stay", "the *"])["pattern"].tolist() == ["the *", "the *", "stay"]


def test_kwic_sorts_left_and_right(sample: cq.Corpus) -> None:
    left = sample.kwic("agreed", sort="left")["pre"].str.lower().str.split().str[::-1].tolist()
    assert left == sorted(left)
    right = sample.kwic("agreed", sort="right")["post"].str.lower().tolist()
    assert right == sorted(right)
    everything = sample.kwic("agreed")
    assert len(left) == len(right) == len(everything)
    assert {"kind", "outlet", "title"} <= set(everything.columns)


def test_a_month_is_one_thing(sample: cq.Corpus) -> None:
    months = sample.month
    assert months.iloc[0] == sample.docs()["date"].iloc[0].strftime("%Y-%m")
    assert sorted(set(months.dropna())) == sample.diversity(by="month")["month"].dropna().tolist()
    may = sample[months == "2023-11"]
    assert len(may) > 0
    assert sample.filter("month == '2023-11'").ids == may.ids
    some = sample.filter("month >= '2023-11' and year < 2025")
    assert some.ids == sample[(sample.date >= "2023-11-01") & (sample.year < 2025)].ids
    undated = cq.Corpus(["a", "b"], dates=[None, "1999-05-02"])
    assert undated.month.isna().tolist() == [True, False]
    assert undated.filter("month == '1999-05'").ids == ["1"]


def test_a_query_without_a_document_is_named(sample: cq.Corpus) -> None:
    for side in ("target", "reference"):
        with pytest.raises(cq.OptionError, match=f"{side}='year == 1900': must hold for at least one document"):
            sample.keyness(**{"target": "year > 2022", side: "year == 1900"})
    with pytest.raises(cq.OptionError, match="target: must hold for at least one document"):
        sample.keyness(sample.year == 1900)
    with pytest.raises(cq.OptionError, match="must hold for at least one document; no document has a year"):
        cq.Corpus(["No date."]).keyness(target="year > 2000")
    assert len(sample.filter("year == 1900")) == 0

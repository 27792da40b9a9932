"""Commitments: places lead back to the text, nothing depends on threads or order, hostile text is read."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import communique as cq

SPANS = ("", "trigger", "actor", "content", "condition", "deadline", "target")

HOSTILE_SENTENCES = {
    "no stops": "the sides will deepen ties and " * 1667,
    "one word over and over": "agreed to " * 5000,
    "ten thousand words": "word " * 10_000 + "they will act",
    "nested quotes": "“He said " * 2000 + "we will act" + "”" * 2000,
    "nested brackets": "(" * 2000 + "they agreed to share data" + ")" * 2000,
    "all capitals": "THE TWO SIDES AGREED TO SHARE RADAR DATA BY MAY. THEY WILL MEET IN JUNE.",
    "zero width": "The two sides ag\u200breed\u200b to share\u200b data. They\u2060 will\ufeff act.",
    "only commas": "we will, " * 3000,
    "conditions": "if attacked, " * 3000 + "we will respond",
    "that": "they agreed that " * 3000 + "they will act",
    "combining": "They w\u0301ill act. "
    "The 😀 sides agreed to 🇰🇷 share \U0001f468\u200d\U0001f469\u200d\U0001f467 data by May 3.",
    "right to left": "اتفق الجانبان. The two sides שלום agreed to share data. \u202eThey will act.\u202c",
    "null": "They agreed\x00to act. They will\x00 act.",
    "possessives": "the ministers’’s ’’ will ’ll act, they’ll share; we won’t, can’t, wo n’t act",
    "numbers": "By 99999999999999999999 they will act within 1e309 days, on 31 February 0000, in May 2023 2024 2025.",
    "to": "to " * 3000 + "act",
    "one long word": "a" * 100_000 + " will act",
}


def leads_back(corpus: cq.Corpus, table: pd.DataFrame) -> int:
    """Checks all spans of a table against the texts; returns how many there were."""
    seen = 0
    texts = {doc: corpus[doc].text for doc in set(table["doc_id"])}
    for row in table.to_dict("records"):
        text = texts[row["doc_id"]]
        for name in SPANS:
            start, end = (row[f"{name}_{edge}" if name else edge] for edge in ("start", "end"))
            written = row[name or "evidence"]
            if pd.isna(start):
                assert pd.isna(end) and pd.isna(written), (name, row)
                continue
            seen += 1
            assert 0 <= start < end <= len(text), (name, row)
            assert text[start:end] == written, (name, row)
            assert written == written.strip(), (name, written)
    return seen


def test_every_span_of_the_sample_leads_back(sample: cq.Corpus) -> None:
    table = sample.commitments(regions="all")
    assert leads_back(sample, table) > 2000
    for column in ("source", "prior_event"):
        texts = {doc: sample[doc].text for doc in set(table["doc_id"])}
        for doc, written in table[["doc_id", column]].dropna().itertuples(index=False):
            assert written in texts[doc]


def test_every_span_of_the_articles_leads_back(articles: cq.Corpus) -> None:
    assert leads_back(articles, articles.commitments(regions="all")) > 50


def test_every_span_of_hostile_texts_leads_back(hostile: cq.Corpus) -> None:
    leads_back(hostile, hostile.commitments(regions="all"))
    corpus = cq.Corpus(list(HOSTILE_SENTENCES.values()), ids=list(HOSTILE_SENTENCES))
    assert leads_back(corpus, corpus.commitments(regions="all")) > 20


@pytest.mark.parametrize("name", HOSTILE_SENTENCES)
def test_hostile_sentences_are_read(name: str) -> None:
    corpus = cq.Corpus([HOSTILE_SENTENCES[name]], ids=["a"])
    corpus.commitments(regions="all")
    near = corpus.near_misses(regions="all")
    for row in near.to_dict("records"):
        assert corpus["a"].text[row["start"] : row["end"]] == row["candidate"]
    explained = corpus.explain()
    assert set(explained["decision"]) <= {"commitment", *near["reason"]}


def test_near_misses_and_explain_lead_back(sample: cq.Corpus) -> None:
    for table in (sample.near_misses(), sample.explain()):
        texts = {doc: sample[doc].text for doc in set(table["doc_id"])}
        for row in table.to_dict("records"):
            assert texts[row["doc_id"]][row["start"] : row["end"]] == row["candidate"]
            assert row["rule_id"] and row["entry"]


@pytest.mark.parametrize("verb", ["commitments", "near_misses", "explain"])
def test_threads_and_chunks_change_nothing(sample: cq.Corpus, verb: str) -> None:
    def run(threads: int, chunk_bytes: int | None) -> pd.DataFrame:
        with cq.using(chunk_bytes=chunk_bytes):
            table: pd.DataFrame = getattr(sample, verb)(threads=threads)
        return table

    expected = run(1, None)
    for threads, chunk_bytes in [(2, None), (1, 1), (2, 1), (2, 7_000), (3, 50_000)]:
        pd.testing.assert_frame_equal(run(threads, chunk_bytes), expected)


def test_explain_holds_what_the_other_two_hold(sample: cq.Corpus) -> None:
    explained = sample.explain()
    accepted = explained[explained["decision"] == "commitment"]
    assert len(accepted) == len(sample.commitments(regions="all"))
    assert len(explained) - len(accepted) == len(sample.near_misses(regions="all"))


def test_rules_name_rows_of_the_lexicon(sample: cq.Corpus) -> None:
    ids = set(cq.lexicon().rows()["id"])
    for rules in sample.commitments()["rule_ids"]:
        assert set(rules.split()[1:]) <= ids, rules


def test_the_strength_is_the_stated_sum(sample: cq.Corpus) -> None:
    table = sample.commitments()
    assert set(table["strength"]) <= {1, 2, 3, 4, 5}
    for row in table.to_dict("records"):
        assert row["strength_basis"].endswith(f"={row['strength']}"), row["strength_basis"]
        assert ("+1(" in row["strength_basis"]) == bool(row["boosters"])
        assert ("-1(" in row["strength_basis"]) == bool(row["hedges"])


@pytest.mark.parametrize(
    ("verb", "options", "message"),
    [
        ("commitments", {"classes": "PLEGDE"}, "did you mean 'PLEDGE'"),
        ("commitments", {"scope": "substantial"}, "did you mean 'substantive'"),
        ("commitments", {"dedupe": "yes"}, "dedupe"),
        ("commitments", {"regions": "bodi"}, "did you mean 'body'"),
        ("commitments", {"lexicon": 7}, "lexicon"),
        ("near_misses", {"reason": "mere_discusion"}, "did you mean 'mere_discussion'"),
        ("explain", {"sent_id": 0}, "sent_id"),
        ("explain", {"sent_id": "x"}, "sent_id"),
    ],
)
def test_bad_options(sample: cq.Corpus, verb: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(cq.OptionError, match=message):
        getattr(sample, verb)(**options)


def test_a_document_that_is_not_there(sample: cq.Corpus) -> None:
    with pytest.raises(cq.UnknownNameError, match="2019-10-14"):
        sample.explain(doc_id="2019-10-14-joint-statement-31th-acm")


def test_a_lexicon_that_is_not_there(sample: cq.Corpus) -> None:
    for verb in ("commitments", "near_misses", "explain"):
        with pytest.raises(FileNotFoundError):
            getattr(sample, verb)(lexicon="no such file.toml")

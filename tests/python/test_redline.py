"""Documents laid side by side, and words that come again: planted changes, evidence, pages."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import communique as cq
from conftest import HOSTILE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = tomllib.loads((ROOT / "seeds" / "planted.toml").read_text(encoding="utf-8"))["change"]
STATEMENTS = [doc.id for doc in cq.sample() if doc.meta["kind"] == "joint_statement"]


def one_line(text: str) -> str:
    return " ".join(text.split())


def words(text: object) -> list[str]:
    """The words of a cell, parts of compounds apart."""
    return [] if text is None or text != text else re.findall(r"\w+", str(text))


@pytest.mark.parametrize("pair", list(itertools.pairwise(STATEMENTS)))
def test_planted_changes_are_found(sample: cq.Corpus, pair: tuple[str, str]) -> None:
    changes = [change for change in PLANTED if (change["from"], change["to"]) == pair]
    assert changes
    table = cq.redline(sample[pair[0]], sample[pair[1]]).table()
    for change in changes:
        before, after = change.get("wording_from"), change.get("wording_to")
        rows = table
        for side, wording in (("evidence_a", before), ("evidence_b", after)):
            if wording is not None:
                holds = [not pd.isna(text) and one_line(wording) in one_line(text) for text in table[side]]
                assert any(holds), (change["relation"], wording)
                # Of a change both wordings stand in one row; of an addition or a loss the row has one side at least.
                rows = rows[holds if len(rows) == len(table) else [holds[place] for place in rows.index]]
        if before is not None and after is not None:
            assert len(rows), ("not aligned", before, after)
            row = rows.iloc[0]
            gone, new = set(words(before)), set(words(after))
            # The wording may be part of a sentence, and the rest of it hold the word.
            assert gone - set(words(row.evidence_b)) <= set(words(row.words_removed)), (before, after)
            assert new - set(words(row.evidence_a)) <= set(words(row.words_added)), (before, after)
            if change["relation"] == "kept":
                assert one_line(before) in one_line(row.evidence_b)
            elif change["relation"] != "moved":
                # What moved to another paragraph may keep its place among the sentences.
                assert row.relation != "kept"
        else:
            assert set(rows["relation"]) <= {"inserted", "deleted", "edited", "split", "merged"}


@pytest.mark.parametrize("corpus", ["sample", "hostile", "articles"])
def test_every_row_leads_back(request: pytest.FixtureRequest, corpus: str) -> None:
    documents = list(request.getfixturevalue(corpus))
    for a, b in itertools.pairwise(documents):
        table = cq.redline(a, b, regions="all").table()
        for row in table.itertuples():
            for doc, start, end, evidence in (
                (a, row.start_a, row.end_a, row.evidence_a),
                (b, row.start_b, row.end_b, row.evidence_b),
            ):
                assert pd.isna(start) == pd.isna(evidence)
                if not pd.isna(start):
                    assert doc.text[start:end] == evidence
        assert set(cq.redline(a, a).table()["relation"]) <= {"kept"}


def test_documents_of_other_corpora_texts_and_errors(sample: cq.Corpus) -> None:
    other = cq.Corpus(["They met in May."], ids=[sample.ids[0]])
    table = cq.redline(sample[0], other[0]).table()
    assert table.attrs["communique"]["options"]["a"] == table["doc_id_a"].iloc[0] == sample.ids[0]
    assert len(cq.redline("", "").table()) == 0
    assert "1 inserted" in repr(cq.redline("", "They met."))
    with pytest.raises(cq.OptionError, match="b: must be one document, not 29"):
        cq.redline(sample[0], sample)
    with pytest.raises(cq.OptionError, match="a: must be a document or a text, not int"):
        cq.redline(1, sample[0])  # type: ignore[arg-type]
    with pytest.raises(cq.CommuniqueError, match="inline"):
        cq.redline("a", "b").html("inlin")  # type: ignore[arg-type]
    with pytest.raises(cq.CommuniqueError, match="regions"):
        cq.redline("a", "b", regions="boddy")


class Page(HTMLParser):
    """Tags, links, ids and text of a page; elements must close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


@pytest.mark.parametrize("view", ["inline", "side_by_side", "both", None])
def test_pages_show_text_as_text(view: str | None) -> None:
    text = "<script>alert('1')</script> is \"quoted\" & said. " + " ".join(HOSTILE[:1] + HOSTILE[4:])
    made = cq.redline(text, text.replace("quoted", "cited").replace("שלום", "<img src=x onerror=alert(1)>"))
    page = Page()
    page.feed(made._repr_html_() if view is None else made.html(view))  # type: ignore[arg-type]
    page.close()
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    assert not page.attributes & {"onerror", "src", "onclick", "style"}
    assert "<script>alert('1')</script>" in page.text
    assert "<img src=x onerror=alert(1)>" in page.text.replace("\n", " ")
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {"ins", "del"} <= page.tags


def test_the_command_line_writes_the_page(tmp_path: Path) -> None:
    paths = [str(ROOT / "seeds" / f"{name}.txt") for name in STATEMENTS[:2]]
    command = [sys.executable, "-m", "communique", "redline", *paths, "--out"]
    subprocess.run([*command, str(tmp_path / "page.html")], check=True)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert 'id="inline"' in page
    assert 'id="sides"' in page
    cq.redline(*[cq.load(path) for path in paths]).to_html(tmp_path / "again.html", view="both")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page
    subprocess.run([*command, str(tmp_path / "table.csv")], check=True)
    assert len(pd.read_csv(tmp_path / "table.csv")) == len(cq.redline(*[cq.load(path) for path in paths]).table())


def test_words_that_come_again_lead_back(sample: cq.Corpus) -> None:
    for table, places in (
        (sample.passages(6), [("", "text"), ("source_", None)]),
        (sample.formulas(4, min_docs=2), [("first_", "text"), ("last_", None)]),
    ):
        assert len(table) > 100
        for row in table.to_dict("records"):
            found = []
            for prefix, evidence in places:
                text = sample[row[f"{prefix}doc_id"]].text[row[f"{prefix}start"] : row[f"{prefix}end"]]
                assert evidence is None or text == row[evidence]
                sentence = sample[row[f"{prefix}doc_id"]].sentences(regions="all").iloc[row[f"{prefix}sent_id"] - 1]
                assert sentence["start"] <= row[f"{prefix}start"] < sentence["end"]
                found.append(len(cq.tokenize(text)))
            assert set(found) == {row["words"]}


def test_reuse_of_a_copy_is_whole() -> None:
    text = "They agreed to meet again in the spring of next year. They thanked the host."
    table = cq.Corpus([text, "Nothing of it here.", text], dates=["2024-02-02", "2023-01-01", "2025-01-01"]).reuse()
    assert table["doc_id"].tolist() == ["1", "0", "2"]
    assert table["share"].iloc[1:].tolist() == [0.0, 1.0]
    assert pd.isna(table["share"].iloc[0])
    assert table["longest_doc_id"].tolist()[2] == "0"

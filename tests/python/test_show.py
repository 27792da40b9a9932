"""Commitments in HTML and in brackets: the text stays whole, and nothing in it becomes markup."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import communique as cq

TEXTS = [
    "<script>alert(1)</script> The two sides agreed to share <b>data</b> & \"plans\" by May.",
    "The 😀 sides agreed to {share} {{data}} {0} %s 🇰🇷 by 'May'. They'll act.",
    "קבע: The two sides agreed to share data. اتفق الجانبان على التعاون.",
    "If attacked, the two sides agreed that they will vow to respond \"</mark></p><img src=x onerror=1>\" by May 3.",
    "</style></div><!-- They pledged to act --> ]]> [they] will [act].",
]


class Reader(HTMLParser):
    """The text of the sentences, the tags used, and whether all are closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.sentences: list[str] = []
        self.aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") for name, _ in attrs)
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "p":
            self.sentences.append("")
        self.aside += tag in ("bdi", "span", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.aside -= tag in ("bdi", "span", "style", "title")

    def handle_data(self, data: str) -> None:
        if "p" in self.open and not self.aside:
            self.sentences[-1] += data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text(text: str, tmp_path: Path) -> None:
    corpus = cq.Corpus([text], ids=["<a onclick='x'>\"&"])
    shown = cq.show(corpus, sentences="all")
    reader = read(shown._repr_html_())
    assert reader.tags <= {"div", "style", "p", "mark", "span", "bdi", "h4"}
    sentences = corpus.sentences()["text"].tolist()
    assert reader.sentences[1:-1] == sentences
    shown.to_html(tmp_path / "page.html", title="<b>{x}</b>")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<b>" not in page and "&lt;b&gt;{x}&lt;/b&gt;" in page
    assert read(page.removeprefix("<!doctype html>")).tags >= {"html", "body", "mark"}


def test_the_sample_stays_whole(sample: cq.Corpus) -> None:
    shown = cq.show(sample, sentences="all", n=None)
    assert "".join(piece.text for sentence in shown.sentences for piece in sentence.pieces) == "".join(
        sample.sentences()["text"]
    )
    table = sample.commitments()
    assert shown.commitments == len(table)
    marked = shown._repr_html_()
    labels = re.findall(r'<bdi class="cq-label">(.*?)</bdi>', marked)
    expected = [f"{row.trigger_class} {row.strength}" for row in table.itertuples()]
    assert sorted(labels) == sorted(expected)


def test_roles_and_brackets() -> None:
    corpus = cq.Corpus(["If attacked, the two sides will respond by May. They met. They agreed to meet."], ids=["a"])
    shown = cq.show(corpus)
    assert repr(shown).splitlines() == [
        "# a",
        "   1  [condition: If attacked], [actor: the two sides] [WILL 3: will] [content: respond] [deadline: by May].",
        "   3  [actor: They] [AGREE 3: agreed to] [content: meet].",
        "(2 commitments in 2 sentences)",
    ]
    assert "They met." in repr(cq.show(corpus, sentences="all"))
    page = shown._repr_html_()
    for role in ("trigger", "actor", "content", "condition", "deadline"):
        assert f'<mark class="cq-{role}">{role}</mark>' in page, "the legend"
        assert re.search(rf"\.cq-{role}\{{[^}}]*text-decoration:underline", page), "readable without colour"


def test_nested_spans() -> None:
    text = "They pledged to share data they agreed to gather."
    corpus = cq.Corpus([text], ids=["a"])
    rows: list[dict[str, Any]] = [
        {"doc_id": "a", "sent_id": 1, "trigger_class": "PLEDGE", "strength": 4, "trigger_start": 5, "trigger_end": 15,
         "content_start": 16, "content_end": 48, "actor_start": 0, "actor_end": 4},
        {"doc_id": "a", "sent_id": 1, "trigger_class": "AGREE", "strength": 3, "trigger_start": 32, "trigger_end": 41,
         "content_start": 42, "content_end": 48, "actor_start": 27, "actor_end": 31},
    ]  # fmt: skip
    import pandas as pd

    shown = cq.show(corpus, pd.DataFrame(rows))
    assert repr(shown).splitlines()[1] == (
        "   1  [actor: They] [PLEDGE 4: pledged to] [content: share data] [actor: they]"
        "[content:  ]".replace("[content:  ]", " ") + "[AGREE 3: agreed to] [content: gather]."
    )
    reader = read(shown._repr_html_())
    assert reader.sentences[1] == text
    assert "1: content of PLEDGE 4; 2: trigger of AGREE 3" in html.unescape(shown._repr_html_())


def test_a_part_of_the_rows(sample: cq.Corpus) -> None:
    table = sample.commitments()
    firm = table[table["strength"] == 5]
    assert cq.show(sample, firm, n=None).commitments == len(firm)
    assert cq.show(sample, firm.iloc[0]).commitments == 1
    few = cq.show(sample, n=3)
    assert len(few.sentences) == 3 and "more sentences" in repr(few)
    polars = pytest.importorskip("polars")
    other = sample.commitments(output="polars").filter(polars.col("strength") == 5)
    assert repr(cq.show(sample, other)) == repr(cq.show(sample, firm))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda _: cq.show("text"), "must be a document or a corpus"),
        (lambda c: cq.show(c, sentences="al"), "did you mean 'all'"),
        (lambda c: cq.show(c, n=0), "n=0"),
        (lambda c: cq.show(c, n=True), "n=True"),
        (lambda c: cq.show(c, []), "must be a table"),
        (lambda c: cq.show(c, c.terms()), "has no column"),
        (lambda c: cq.show(c[0], c.commitments()), "not among the sentences"),
        (lambda c: cq.show(c, c.commitments(), lexicon=cq.lexicon()), "lexicon"),
    ],
)
def test_bad_options(sample: cq.Corpus, call: Any, message: str) -> None:
    with pytest.raises(cq.OptionError, match=message):
        call(sample[:2])

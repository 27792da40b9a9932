"""Evaluation against labelled records: the numbers of an independent script, floors on the sample, errors."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import communique as cq
from conftest import ROOT

GOLD = ROOT / "seeds" / "commitments.jsonl"


@pytest.fixture(scope="module")
def result() -> cq.Evaluation:
    return cq.evaluate(gold=GOLD, corpus=cq.sample())


def test_the_labels_are_consistent() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "seeds" / "check_commitments.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_floors_on_the_sample(result: cq.Evaluation) -> None:
    overall = result.table[result.table["trigger_class"] == "all"].set_index("records")
    assert overall.loc["all", "f1"] >= 0.85
    assert overall.loc["clear", "f1"] >= overall.loc["all", "f1"]
    assert overall.loc["all", "support"] == 377 and overall.loc["clear", "support"] == 377 - 62
    assert result.near_misses.iloc[-1]["support"] == 300


def test_the_tables_agree(result: cq.Evaluation) -> None:
    for records, table in result.table.groupby("records"):
        total, classes = table.iloc[0], table.iloc[1:]
        assert total["trigger_class"] == "all"
        for name in ("support", "predicted", "found"):
            assert classes[name].sum() == total[name], (records, name)
        assert classes["matched"].sum() <= total["matched"] == total["found"]
        assert (table["matched"] <= table["found"]).all() and (table["found"] <= table["support"]).all()
    total = result.table.iloc[0]
    assert len(result.false) == total["predicted"] - total["matched"]
    assert len(result.missed) == total["support"] - total["matched"]
    assert len(result.pairs) == total["matched"]
    near = result.near_misses
    assert near["support"].iloc[:-1].sum() == near["support"].iloc[-1]
    assert ((near["flagged"] <= near["support"]) & (near["listed"] <= near["support"])).all()
    assert result.attributes["agreement"].between(0, 1).all() and (result.attributes["pairs"] == total["matched"]).all()
    sample = cq.sample()
    for row in result.false.to_dict("records"):
        assert sample[row["doc_id"]].text[row["start"] : row["end"]] == row["evidence"]
        assert row["trigger"] in row["sentence"] and row["rule_ids"]
    for row in result.missed.to_dict("records"):
        assert sample[row["doc_id"]].text[row["start"] : row["end"]].startswith(row["evidence"])
        assert row["decision"] and row["sentence"]
    text = repr(result)
    assert text.startswith("all   P 0.") and "near misses taken for commitments" in text
    assert "<table" in result._repr_html_()


def score(gold: Path, found: Path, *options: str) -> dict[str, Any]:
    """What the annotators' script says."""
    script = ROOT.parent / "shared" / "gold" / "score.py"
    done = subprocess.run(
        [sys.executable, script, gold, found, "--json", *options], capture_output=True, text=True, check=True
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("name", ["sample", "seed_commitments", "dev_commitments"])
def test_against_the_script_of_the_annotators(shared: Path, tmp_path: Path, name: str) -> None:
    folder = shared / "gold"
    if name == "sample":
        gold, corpus = GOLD, cq.sample()
    elif name == "seed_commitments":
        gold, corpus = folder / f"{name}.jsonl", cq.load(str(shared / "seeds" / "*.txt"))
    else:
        gold, corpus = folder / f"{name}.jsonl", cq.load(str(folder / "dev"))
    result = cq.evaluate(gold=gold, corpus=corpus)
    corpus.commitments(output="arrow").write(tmp_path / "found.jsonl")
    for records, options in (("all", ()), ("clear", ("--clear",))):
        said = score(gold, tmp_path / "found.jsonl", *options)
        ours = result.table.query("trigger_class == 'all' and records == @records").iloc[0]
        for key in ("precision", "recall", "f1"):
            assert math.isclose(ours[key], said["records"][key], abs_tol=1e-12), (records, key)
        assert (ours["support"], ours["predicted"], ours["matched"]) == tuple(
            said["records"][key] for key in ("gold", "predicted", "matched")
        )
        if records == "all":
            assert result.false["near_miss"].notna().sum() == said["false_on_near_misses"]
            assert result.near_misses.iloc[-1]["support"] == said["near_misses"]
            shares = result.attributes.set_index("attribute")["agreement"]
            for key in ("trigger_class", "status", "polarity", "attribution", "scope"):
                if key in said["attributes_on_matched"]:
                    assert math.isclose(shares[key], said["attributes_on_matched"][key])


def label(**fields: Any) -> dict[str, Any]:
    return {
        "label": "commitment",
        "doc": "a",
        "trigger_class": "AGREE",
        "span": {"start": 0, "end": 34, "text": "The two sides agreed to share data"},
        "triggers": [{"start": 14, "end": 23, "text": "agreed to"}],
        "content": {"start": 24, "end": 34},
        **fields,
    }


TEXT = "The two sides agreed to share data. They will meet in May."


def test_a_share_of_nothing_is_nan() -> None:
    corpus = cq.Corpus(["They hope so.", TEXT], ids=["a", "b.txt"])
    table = cq.evaluate(gold=[label(span=[0, 4], triggers=[], content=None)], corpus=corpus).table
    assert table["recall"].iloc[0] == 0.0 and math.isnan(table["precision"].iloc[0]) and math.isnan(table["f1"].iloc[0])
    result = cq.evaluate(gold=[label(doc="b", borderline="doubt")], corpus=corpus)
    clear = result.table.query("records == 'clear' and trigger_class == 'all'").iloc[0]
    assert clear["support"] == 0 and math.isnan(clear["recall"])
    assert result.missed.empty and len(result.false) == 1
    assert result.near_misses["support"].tolist() == [0] and math.isnan(result.near_misses["flagged_share"].iloc[0])


def test_a_lexicon_of_ones_own() -> None:
    lx = cq.lexicon()
    lx.remove("agree")
    corpus = cq.Corpus([TEXT], ids=["a"])
    assert cq.evaluate(gold=[label()], corpus=corpus).missed.empty
    missed = cq.evaluate(lx, gold=[label()], corpus=corpus).missed
    assert missed[["trigger", "decision", "sent_id"]].values.tolist() == [["agreed to", "no candidate", 1]]


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ([], "no labels"),
        ([7], r"gold\[0\]: must be an object"),
        ([label(label="maybe")], "label='maybe': must be one of commitment, near_miss, optional"),
        ([label(span=None)], "has no 'span'"),
        ([label(doc=None)], "has no 'doc'"),
        ([label(trigger_class=None)], "has no 'trigger_class'"),
        ([label(span={"start": 3})], "is no span"),
        ([label(doc="z")], "'z' is not in the corpus"),
        ([label(span={"start": 1, "end": 4, "text": "The"})], "'The' is not at 1:4"),
    ],
)
def test_bad_labels(gold: list[Any], message: str) -> None:
    with pytest.raises(cq.OptionError, match=message):
        cq.evaluate(gold=gold, corpus=cq.Corpus([TEXT], ids=["a"]))


def test_bad_files_and_options(tmp_path: Path) -> None:
    corpus = cq.Corpus([TEXT, TEXT], ids=["x/a.txt", "y/a.txt"])
    with pytest.raises(cq.OptionError, match=r"could be 'x/a\.txt' or 'y/a\.txt'"):
        cq.evaluate(gold=[label()], corpus=corpus)
    with pytest.raises(cq.OptionError, match="corpus=None"):
        cq.evaluate(gold=[label()])
    with pytest.raises(cq.OptionError, match="docs='b'"):
        cq.evaluate(gold=[label(doc="x/a.txt")], corpus=corpus, docs=["b"])
    with pytest.raises(FileNotFoundError):
        cq.evaluate(gold=tmp_path / "none.jsonl", corpus=corpus)
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(label()) + "\n{not json\n", encoding="utf-8")
    with pytest.raises(cq.OptionError, match=r"bad\.jsonl:2: not JSON"):
        cq.evaluate(gold=path, corpus=corpus)

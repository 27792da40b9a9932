"""Bad input: the exact error, or the exact row of problems()."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pandas as pd
import pytest

import communique as cq


def test_empty_corpus() -> None:
    c = cq.Corpus([])
    assert len(c) == 0
    for verb in ("docs", "problems", "regions", "sentences", "tokens", "terms", "ngrams"):
        assert len(getattr(c, verb)()) == 0
    assert len(c.kwic("x")) == 0


def test_empty_documents() -> None:
    c = cq.Corpus(["", " \n\u00a0\n", "a"])
    assert c.docs()["words"].tolist() == [0, 0, 1]
    assert c.docs()["sentences"].tolist() == [0, 0, 1]
    assert c.problems().empty


def test_missing_file_and_empty_glob(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path / "*.txt"):
        with pytest.raises(FileNotFoundError) as caught:
            cq.load(str(path))
        assert str(path) in str(caught.value)


def test_a_directory_is_a_folder_of_files_and_not_a_csv(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "a.txt").write_text("Inside.", encoding="utf-8")
    assert [doc.text for doc in cq.load(tmp_path / "x.txt")] == ["Inside."]
    with pytest.raises(cq.CommuniqueError, match=re.escape(str(tmp_path))):
        cq.load(tmp_path / "x.txt", dates=tmp_path)
    (tmp_path / "f.txt").write_text("x", encoding="utf-8")
    with pytest.raises(cq.OptionError, match="must be a folder"):
        cq.Corpus.from_dir(tmp_path / "f.txt")


def test_invalid_utf8_is_replaced_counted_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes("Élan’s naïve café — ".encode() + b"\xff\xfe broken \xc3( end")
    c = cq.load(path)
    row = c.docs().iloc[0]
    assert (row["encoding"], row["replaced"]) == ("utf-8", c[0].text.count("\ufffd"))
    problem = c.problems().iloc[0]
    assert (problem["kind"], problem["action"]) == ("encoding", "replaced")
    assert "byte 27" in problem["message"]


def test_nul_bytes_stay() -> None:
    c = cq.Corpus(["a\x00b c"])
    assert c[0].text == "a\x00b c"
    assert c.tokens()["token"].tolist() == ["a", "b", "c"]


def test_a_single_line_of_100_mb() -> None:
    c = cq.Corpus(["The two sides agreed to deter, " * (100_000_000 // 31)])
    terms = c.terms().set_index("term")["count"]
    assert terms["deter"] == 100_000_000 // 31
    assert len(c.sentences()) == 1


def test_duplicate_ids() -> None:
    with pytest.raises(cq.OptionError, match=r"ids: 'x' names document 1 and document 3"):
        cq.Corpus(["a", "b", "c"], ids=["x", "y", "x"])


def test_duplicate_ids_in_files_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text('{"id": "x", "text": "one"}\n{"id": "x", "text": "two"}\n', encoding="utf-8")
    c = cq.load(path)
    assert [doc.text for doc in c] == ["one"]
    row = c.problems().iloc[0]
    assert (row["kind"], row["line"], row["action"]) == ("duplicate_id", 2, "skipped")


def test_a_bad_row_in_a_batch_is_one_row(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\nnot json\n{"text": "three"}\n', encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 1000)[:-12])
    (tmp_path / "c.txt").write_text("four", encoding="utf-8")
    c = cq.load([tmp_path / "a.jsonl", tmp_path / "b.txt.gz", tmp_path / "c.txt"])
    assert [doc.text for doc in c] == ["one", "three", "four"]
    problems = c.problems()
    assert problems["kind"].tolist() == ["corrupt", "corrupt"]
    assert problems["line"].tolist()[0] == 2
    assert problems["source"].tolist()[1].endswith("b.txt.gz")


OPTIONS = [
    ("terms", {"case": "smrt"}, "case='smrt' is not known; did you mean 'smart'?"),
    ("terms", {"regions": "bdy"}, "regions='bdy' is not known; did you mean 'body'?"),
    ("terms", {"regions": []}, "regions=[]: must be at least one region"),
    ("terms", {"min_count": 0}, "min_count=0: must be a whole number, at least 1"),
    ("terms", {"min_count": 1.5}, "min_count=1.5: must be a whole number, at least 1"),
    ("terms", {"stopwords": "englsh"}, "stopwords='englsh' is not known; did you mean 'english'"),
    ("terms", {"stem": "xx"}, "stem='xx' is not known"),
    ("ngrams", {"n": 0}, "n=0: must be a whole number, at least 1"),
    ("ngrams", {"n": 21}, "n=21: must be from 1 to 20"),
    ("ngrams", {"skip": 11}, "skip=11: must be from 0 to 10"),
    ("kwic", {"pattern": ""}, "pattern='': holds no word"),
    ("kwic", {"pattern": "("}, "pattern='(': holds no word"),
    ("kwic", {"pattern": "(", "valuetype": "regex"}, "pattern='(': regex parse error"),
    ("kwic", {"pattern": []}, "pattern=[]: must hold at least one pattern"),
    ("kwic", {"pattern": "x", "window": -1}, "window=-1: must be a whole number, at least 0"),
    ("kwic", {"pattern": "x", "window": 1001}, "window=1001: must be from 0 to 1000"),
    ("kwic", {"pattern": "x", "unit": "word"}, "unit='word' is not known; did you mean 'words'?"),
    ("terms", {"threads": 0}, "threads=0: must be from 1 to 1024"),
    ("terms", {"output": "panda"}, "output='panda' is not known; did you mean 'pandas'?"),
]


@pytest.mark.parametrize(("verb", "options", "message"), OPTIONS)
def test_wrong_options(sample: cq.Corpus, verb: str, options: dict[str, object], message: str) -> None:
    with pytest.raises(cq.OptionError, match=re.escape(message)):
        getattr(sample, verb)(**options)


def test_unknown_option_of_dtm(sample: cq.Corpus) -> None:
    with pytest.raises(cq.OptionError, match="option 'min_cuont' is not known; did you mean 'min_count'"):
        sample.dtm(min_cuont=2)


def test_wrong_columns(sample: cq.Corpus, tmp_path: Path) -> None:
    with pytest.raises(cq.UnknownNameError, match="by='outlt' is not known; did you mean 'outlet'"):
        sample.terms(by="outlt")
    frame = pd.DataFrame({"body": ["x"], "n": [1]})
    with pytest.raises(cq.UnknownNameError, match="text='bdy' is not known; did you mean 'body'"):
        cq.Corpus.from_frame(frame, text="bdy")
    with pytest.raises(cq.CommuniqueError, match="text"):
        cq.Corpus.from_frame(frame, text="n")
    path = tmp_path / "t.csv"
    frame.to_csv(path, index=False)
    with pytest.raises(cq.UnknownNameError, match="text='text' is not known"):
        cq.load(path)


def test_unknown_documents(sample: cq.Corpus) -> None:
    with pytest.raises(cq.UnknownNameError, match="did you mean '2019-10-14-joint-statement-31st-acm'"):
        sample["2019-10-14-joint-statment-31st-acm"]
    with pytest.raises(LookupError):
        sample["nope"]
    with pytest.raises(IndexError):
        sample[99]
    with pytest.raises(cq.OptionError, match="keep: 2 values for 29 documents"):
        sample.filter([True, False])
    with pytest.raises(cq.OptionError, match="keep=None: must be a mask"):
        sample.filter(None)
    with pytest.raises(cq.OptionError, match="keep='yeer' is not known; did you mean 'year'"):
        sample.filter("yeer == 2023")
    assert len(sample.filter("year >= 2024 and kind == 'joint_statement'")) == 2


def test_texts_must_be_texts() -> None:
    with pytest.raises(cq.OptionError, match="must be a list of texts"):
        cq.Corpus("one text")
    with pytest.raises(cq.OptionError, match=r"texts\[1\]=2: must be str, not int"):
        cq.Corpus(["a", 2])
    with pytest.raises(cq.OptionError, match="id: 1 values for 2 texts"):
        cq.Corpus(["a", "b"], ids=["x"])
    with pytest.raises(cq.CommuniqueError, match="surrogate"):
        cq.Corpus(["ok", "half \ud800 pair"])


def test_missing_texts_and_dates_are_rows() -> None:
    c = cq.Corpus(["a", None, float("nan"), "d"], dates=["2024-02-29", None, None, "last Friday"])
    assert c.ids == ["0", "3"]
    assert c.docs()["date"].isna().tolist() == [False, True]
    assert c.problems()["action"].tolist() == ["skipped", "skipped", "date unknown"]
    assert "last Friday" in c.problems()["message"].iloc[2]


def test_rules_say_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('[[rule]]\nid = "a"\nregion = "bdy"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(cq.RuleError, match=r"rules\.toml:3: .*'bdy'"):
        cq.load(tmp_path / "a.txt", rules=path)

"""The command line: formats, files, streams, exit codes; the same tables as Python."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import communique as cq
from conftest import ROOT

VERBS = [verb["name"] for verb in json.loads(cq._core.tables())["verbs"]]


def run(*words: str | Path, stdin: str | None = None, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique", *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("The US told us: they agreed to stay.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("They agreed, “again”.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_give_the_tables_of_python(verb: str, tmp_path: Path) -> None:
    words = {
        "kwic": ["deterrence"],
        "trends": ["deterrence"],
        "lines": ["the", "sides"],
        "keyness": ["--target", "year<2022"],
        "track": ["ironclad"],
        "compare": ["--a", "year<2021", "--b", "year>=2021"],
    }
    run(verb, *words.get(verb, []), ROOT / "seeds", "--out", tmp_path / "t.parquet", "--threads", "1")
    found = pd.read_parquet(tmp_path / "t.parquet", dtype_backend="numpy_nullable")
    given = {
        "kwic": {"pattern": "deterrence"},
        "trends": {"terms": "deterrence"},
        "lines": {"node": "the", "collocate": "sides"},
        "keyness": {"target": "year < 2022"},
        "track": {"pattern": "ironclad"},
        "compare": {"a": "year < 2021", "b": "year >= 2021"},
    }
    options = given.get(verb, {})
    expected = getattr(cq.load(ROOT / "seeds"), verb)(**options)
    assert found.columns.tolist() == expected.columns.tolist()
    for name in found.columns:
        pair = [table[name].astype(object).where(table[name].notna(), None).map(str) for table in (found, expected)]
        assert pair[0].tolist() == pair[1].str.replace(" 00:00:00", "").tolist()


def test_csv_streams_to_standard_output(folder: Path) -> None:
    done = run("terms", folder / "b.txt", "--format", "csv", "--threads", "1")
    table = pd.read_csv(io.StringIO(done.stdout), keep_default_na=False)
    assert table.columns.tolist() == ["term", "count", "rank", "doc_count", "per_million"]
    assert set(table["term"]) == {"the", "US", "told", "us", "they", "agreed", "to", "stay"}
    assert done.stderr == ""


def test_ids_are_the_paths_as_given(folder: Path) -> None:
    done = run("docs", folder / "b.txt", folder / "a.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["doc_id"] for row in rows] == [str(folder / "b.txt"), str(folder / "a.txt")]
    listed = run("docs", folder, "--format", "csv").stdout.splitlines()
    assert [line.split(",")[0] for line in listed[1:]] == [str(folder / "a.txt"), str(folder / "b.txt")]


def test_standard_input(folder: Path) -> None:
    text = (folder / "b.txt").read_text(encoding="utf-8")
    piped = run("terms", "-", "--format", "csv", stdin=text).stdout
    assert piped == run("terms", folder / "b.txt", "--format", "csv").stdout
    lines = '{"id": "x", "text": "We will stay.", "country": "Sarn"}\n'
    rows = run("kwic", "will", "-", "--format", "jsonl", stdin=lines).stdout.splitlines()
    assert json.loads(rows[0])["doc_id"] == "x"
    assert json.loads(rows[0])["country"] == "Sarn"


def test_options_reach_the_verb(folder: Path) -> None:
    done = run("ngrams", folder, "--n", "2,3", "--min-count", "2", "--case", "fold", "--by", "doc")
    assert "they agreed,2" not in done.stdout
    done = run("ngrams", folder, "--n", "2,3", "--min-count", "2")
    assert done.stdout.splitlines()[1].startswith("they agreed,2,2,1,2,")
    assert "US" not in run("terms", folder, "--case", "fold").stdout
    assert run("terms", folder, "--stopwords", "en").stdout.count("\n") < run("terms", folder).stdout.count("\n")


def test_a_table_to_look_at(folder: Path) -> None:
    lines = run("terms", folder, "--format", "table").stdout.splitlines()
    assert "agreed" in lines[1] or "agreed" in lines[2]


USAGE = [
    (["trems", "x"], 2, "terms"),
    (["terms"], 2, "PATH"),
    (["terms", "no-such-file.txt"], 3, "no-such-file.txt"),
    (["terms", "{seeds}", "--case", "smrt"], 2, "did you mean 'smart'"),
    (["terms", "{seeds}", "--min-count", "x"], 2, "min_count=x"),
    (["terms", "{seeds}", "--by", "outlt"], 2, "did you mean 'outlet'"),
    (["terms", "{seeds}", "--threads", "0"], 2, "threads=0"),
    (["kwic", "(", "{seeds}", "--valuetype", "regex"], 2, "regex parse error"),
    (["terms", "{seeds}", "--format", "xml"], 2, "xml"),
    (["terms", "{seeds}", "--out", "/no/such/folder/t.csv"], 3, "/no/such/folder"),
]


@pytest.mark.parametrize(("words", "code", "message"), USAGE)
def test_exit_codes_and_messages(words: list[str], code: int, message: str) -> None:
    done = run(*[word.format(seeds=ROOT / "seeds") for word in words], code=code)
    assert message in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "panicked" not in done.stderr


def test_problems_are_told_on_standard_error(folder: Path) -> None:
    (folder / "c.jsonl").write_text('{"text": "fine"}\nbad\n', encoding="utf-8")
    done = run("docs", folder)
    assert "c.jsonl" in done.stderr
    assert done.stdout.count("\n") == 4
    assert run("docs", folder, "--quiet").stderr == ""
    assert "c.jsonl" in run("problems", folder).stdout


@pytest.mark.parametrize("command", ["report", *VERBS])
def test_help_shows_options_columns_and_an_example(command: str) -> None:
    text = run(command, "--help").stdout
    assert "Example:" in text
    assert f"communique {command}" in text
    assert "--threads" in text


def test_examples_of_help_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for verb in json.loads(cq._core.tables())["verbs"]:
        command = f"{sys.executable} -m communique {verb['example']} --quiet"
        done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.count(b"\n") >= 1


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    (folder / "long.txt").write_text("word " * 200_000, encoding="utf-8")
    command = f"{sys.executable} -m communique tokens {folder} --format csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("doc_id,")
    assert done.stderr == ""


def test_report(tmp_path: Path) -> None:
    done = run("report", ROOT / "seeds", "--out", tmp_path / "report")
    assert "index.html" in done.stdout
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http" not in "".join(part.split('"')[1] for part in page.split("src=")[1:])
    for name in ("docs", "terms", "ngrams", "kwic", "regions"):
        table = pd.read_csv(tmp_path / "report" / f"{name}.csv")
        assert len(table) == len(pd.read_parquet(tmp_path / "report" / f"{name}.parquet")) > 0


@pytest.mark.parametrize("name", ["list.csv", "list.tsv", "list.jsonl", "list.parquet", "list.csv.gz"])
def test_a_list_in_a_file_is_a_reference(name: str, tmp_path: Path, sample: cq.Corpus) -> None:
    path = tmp_path / name
    terms = sample[sample.year < 2022].terms()
    if name.endswith("parquet"):
        terms.to_parquet(path)
    elif name.endswith("jsonl"):
        terms.to_json(path, orient="records", lines=True)
    else:
        terms.to_csv(path, index=False, sep="\t" if name.endswith("tsv") else ",")
    words = ("--reference-list", path, "--reference-words", "20000", "--target", "year>=2022", "--min-count", "3")
    run("keyness", *words, ROOT / "seeds", "--out", tmp_path / "found.parquet")
    found = pd.read_parquet(tmp_path / "found.parquet")
    options = {"reference_words": 20000, "min_count": 3}
    seeds = cq.load(ROOT / "seeds")
    for expected in (
        seeds.keyness("year >= 2022", terms, **options),
        seeds.keyness("year >= 2022", reference_list=path, **options),
    ):
        assert found["term"].tolist() == expected["term"].tolist()
        for column in ("count_reference", "log_likelihood", "log_ratio_low", "p_adjusted"):
            assert found[column].tolist() == expected[column].tolist()


def test_a_list_that_is_none(tmp_path: Path, sample: cq.Corpus) -> None:
    path = tmp_path / "list.csv"
    for text, said in (
        ("term,number\na,1\n", "columns term and count"),
        ("word,count\na,1\n", "term"),
        ("term,count\na,x\n", "count of 'a'"),
        ("term,count\na,-1\n", "count of 'a'"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(cq.CommuniqueError, match=said):
            sample.keyness(reference_list=path)
        assert said in run("keyness", ROOT / "seeds", "--reference-list", path, code=2).stderr
    with pytest.raises(FileNotFoundError):
        sample.keyness(reference_list=tmp_path / "none.csv")
    with pytest.raises(cq.OptionError, match="one: documents"):
        sample.keyness(reference={"a": 1}, reference_list=path)

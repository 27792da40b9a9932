"""Documents in parts: the same tables from Python, and runs that survive being killed."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import communique as cq

SMALL = {"part": "9KB", "memory": "50KB"}


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, with its variables, as JSON lines."""
    c = cq.sample()
    table = c.variables.rename(columns={"doc_id": "id"}).assign(text=[doc.text for doc in c])
    table["date"] = table["date"].astype(str)
    path = tmp_path_factory.mktemp("scan") / "series.jsonl"
    path.write_text(table.to_json(orient="records", lines=True))
    return path


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("terms", {"by": "kind", "stopwords": "en"}),
    ("ngrams", {"n": 3, "min_count": 3}),
    ("ngrams", {"n": [1, 2, 3]}),
    ("kwic", {"pattern": "deterrence"}),
    ("keyness", {"target": "kind=joint_statement", "top": 30}),
    ("keyness", {"by": ["year"], "measures": ["log_likelihood", "mann_whitney"], "min_count": 20}),
    ("keyness", {"by": ["region"]}),
    ("terms", {"by": "doc", "min_count": 2}),
    ("dispersion", {"top": 50}),
    ("dispersion", {"by": "year"}),
    ("collocations", {"by": "year", "top": 20}),
    ("commitments", {}),
    ("near_misses", {}),
    ("docs", {}),
    ("sentences", {}),
    ("tokens", {}),
    ("problems", {}),
    ("regions", {}),
]


@pytest.mark.parametrize(("verb", "options"), CALLS)
def test_tables_are_those_of_a_corpus(series: Path, verb: str, options: dict[str, Any]) -> None:
    whole = cq.load(series)._core.verb(verb, cq.corpus._json(options), (1, None, None))
    found = cq.scan(series, **SMALL)._core.verb(verb, cq.corpus._json(options), (2, 1000, None))
    pd.testing.assert_frame_equal(cq.frame.to_output(found, "pandas"), cq.frame.to_output(whole, "pandas"))
    assert json.loads(found.settings) == json.loads(whole.settings)


def test_length_of_ngrams_whose_words_begin_with_a_space(tmp_path: Path) -> None:
    """A space that carries an alphabetic mark (here U+0345) is the first character of a word, as of UAX #29."""
    path = tmp_path / "marks.txt"
    path.write_text("peace  \u0345treaty of  \u0345treaty of peace", encoding="utf-8")
    whole = cq.load(path)
    tables = [*(whole.ngrams([2, n]) for n in (2, 3)), whole.ngrams(2, by="doc"), cq.scan(path).ngrams([2, 3])]
    for table in tables:
        assert any("  " in term for term in table["term"])
        assert (table["n"] == table["term"].str.split().str.len()).all()


def test_packed_files_and_folders(series: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(series.read_bytes()))
    (tmp_path / "b.txt").write_text("The last words.")
    pd.testing.assert_frame_equal(cq.scan(tmp_path, **SMALL).terms(), cq.load(tmp_path).terms())
    pd.testing.assert_frame_equal(cq.scan([tmp_path], **SMALL).docs(), cq.load([tmp_path]).docs())


def test_wrong_use_says_so(series: Path, tmp_path: Path) -> None:
    with pytest.raises(cq.OptionError, match="needs all documents at once"):
        cq.scan(series).threads()
    for wrong in (cq.sample(), [True, False], lambda v: v["kind"] == "report"):
        with pytest.raises(cq.OptionError, match="reference: must be conditions"):
            cq.scan(series).keyness("kind=report", reference=wrong)
    with pytest.raises(cq.OptionError, match="memory='much'"):
        cq.scan(series, memory="much")
    with pytest.raises(FileNotFoundError):
        cq.scan(tmp_path / "nowhere").terms()
    with pytest.raises(cq.UnknownNameError, match="bdoy"):
        cq.scan(series, text="bdoy").terms()
    with pytest.raises(cq.OptionError, match="at least one"):
        cq.scan(series).run(tmp_path / "out", {})
    assert repr(cq.scan(["a", "b"])) == "<Scan: 'a', 'b'>"


def test_progress_ends_at_all_bytes(series: Path) -> None:
    seen: list[tuple[int, int]] = []
    with cq.using(progress=lambda done, total: seen.append((done, total))):
        cq.scan(series, **SMALL).terms()
    assert seen[-1] == (series.stat().st_size, series.stat().st_size)


TABLES: dict[str, dict[str, Any]] = {"terms": {}, "ngrams": {"n": 2}, "commitments": {}, "docs": {}}

RUN = """
import json, sys
import communique as cq
paths, out, part, tables = json.loads(sys.argv[1])
cq.scan(paths, part=part).run(out, tables, resume=True)
"""


def tables_in(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.parquet"))}


def test_a_run_is_what_its_summary_says(series: Path, tmp_path: Path) -> None:
    summary = cq.scan(series, **SMALL).run(tmp_path, TABLES)
    assert summary == json.loads((tmp_path / "run.json").read_text())
    assert summary["documents"] == len(cq.load(series)) and summary["problems"] == 0
    assert [table["verb"] for table in summary["tables"]] == [*TABLES, "problems"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [table["file"] for table in summary["tables"]] + ["run.json"]
    )
    polars = pytest.importorskip("polars")
    for table in summary["tables"]:
        assert polars.read_parquet(tmp_path / table["file"]).height == table["rows"]


def test_a_killed_run_resumes_to_the_same_bytes(series: Path, tmp_path: Path) -> None:
    """Killed at random moments, again and again, until it ends: as if nothing had happened."""
    lines = series.read_text().splitlines()
    many = tmp_path / "many.jsonl"
    with many.open("w") as file:
        for copy in range(12):
            file.writelines(f"{line[:-1]},\"copy\":{copy}}}\n".replace('"id":"', f'"id":"{copy}-') for line in lines)
    whole = tmp_path / "whole"
    cq.scan(many, part="60KB").run(whole, TABLES)
    moments = random.Random(7)
    out, kills = tmp_path / "killed", 0
    given = json.dumps([str(many), str(out), "60KB", TABLES])
    for part in (0, 3, 6, 9, 12):
        process = subprocess.Popen([sys.executable, "-c", RUN, given])
        while process.poll() is None and not (out / ".unfinished" / f"{part:06}").exists():
            time.sleep(0.001)
        time.sleep(0.02 * moments.random())
        kills += process.poll() is None
        process.kill()
        process.wait()
    subprocess.run([sys.executable, "-c", RUN, given], check=True)
    assert kills > 0
    assert tables_in(out) == tables_in(whole)
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in whole.iterdir())


def test_a_full_disk_is_named_and_the_run_goes_on_later(series: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    given = json.dumps([str(series), str(tmp_path / "out"), "9KB", TABLES])
    limited = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))\n"
    stopped = subprocess.run([sys.executable, "-c", limited + RUN, given], capture_output=True, text=True)
    assert stopped.returncode != 0 and "InputError" in stopped.stderr
    assert str(tmp_path / "out") in stopped.stderr and "File too large" in stopped.stderr
    cq.scan(series, part="9KB").run(tmp_path / "out", TABLES, resume=True)
    cq.scan(series, part="9KB").run(tmp_path / "whole", TABLES)
    assert tables_in(tmp_path / "out") == tables_in(tmp_path / "whole")

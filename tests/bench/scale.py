"""Files larger than memory: `python tests/bench/scale.py [PATH] [--mb 100 1000] [--run-mb 5000] [--kills 20]`.

Makes JSON lines of these sizes from the texts of PATH (default: the sample corpus), by repeating them under new ids, in
a folder that is removed at the end. Then, each in a process of its own:

- `scan(...).terms()` on each size: time and peak memory should grow with the text, and hardly at all;
- `scan(...).run()` of terms, bigrams, commitments and documents on --run-mb, within --memory;
- the same run on --kill-mb, killed at random moments --kills times and resumed, whose tables must be those of a run
  that was not, and those of other sizes of parts, of one thread and of the packed file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sides import Figures, child, heading, measure

TABLES = {"terms": {}, "ngrams": {"n": 2, "min_count": 2}, "commitments": {}, "docs": {}}


def write(path: Path, texts: list[str], megabytes: float) -> float:
    """Writes texts until the file holds so many megabytes of text; returns how many it holds."""
    size, copy = 0, 0
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1e6:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": f"{copy}-{number}", "text": text}, ensure_ascii=False) + "\n")
                size += len(text.encode())
            copy += 1
    return size / 1e6


def side(what: str, path: str, out: str, memory: str, part: str, threads: str) -> None:
    """In the child: the work of one side."""
    import communique as cq

    cq.set_options(progress=False)
    size = Path(path).stat().st_size / 1e6
    scan = cq.scan(path, memory=memory, part=None if part == "-" else part)
    if what == "terms":
        measure(size, lambda: len(scan.terms(threads=int(threads), output="arrow")))
    else:
        run = lambda: scan.run(out, TABLES, resume=True, threads=int(threads))["documents"]  # noqa: E731
        measure(size, run)


def tables(out: Path) -> dict[str, str]:
    """The check sum of the rows of each table."""
    import polars as pl

    sums = {}
    for path in sorted(out.glob("*.parquet")):
        digest = hashlib.sha256()
        for batch in pl.read_parquet(path).to_arrow().to_batches(max_chunksize=1 << 16):
            digest.update(json.dumps(batch.to_pydict(), default=str).encode())
        sums[path.name] = digest.hexdigest()[:16]
    return sums


def killed(given: list[str], kills: int, moments: random.Random, seconds: float) -> int:
    """Runs a side, kills it so many times, and lets it end; returns how many parts were done before the last start."""
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, __file__, "--side", *given], stdout=subprocess.DEVNULL)
        try:
            process.wait(0.3 + moments.random() * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    child(__file__, "--side", *given)
    return int(json.loads((Path(given[2]) / "run.json").read_text())["timings"]["parts_done_before"])


def main() -> None:
    """Runs everything and prints a line for each."""
    if sys.argv[1:2] == ["--side"]:
        side(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", help="files, a folder or a glob; default: the sample corpus")
    parser.add_argument("--mb", type=float, nargs="*", default=[100, 1000], help="sizes for terms")
    parser.add_argument("--run-mb", type=float, default=0, help="size for the run")
    parser.add_argument("--kill-mb", type=float, default=200, help="size for the run that is killed")
    parser.add_argument("--kills", type=int, default=20, help="how often it is killed")
    parser.add_argument("--memory", default="2GB", help="memory=")
    given = parser.parse_args()
    import communique as cq

    texts = [doc.text for doc in (cq.load(given.path) if given.path else cq.sample())]
    folder = Path(tempfile.mkdtemp())
    try:
        print(heading("MB"))
        first: Figures | None = None
        for megabytes in given.mb:
            path = folder / "terms.jsonl"
            write(path, texts, megabytes)
            found = child(__file__, "--side", "terms", path, "-", given.memory, "-", 1)
            print(found.line("terms, one thread"))
            if first:
                times = found.size / first.size
                growth, memory = found.processor / first.processor, found.peak / first.peak
                print(f"    {times:.1f} times the text: {growth:.1f} times the CPU time, {memory:.2f} times the memory")
            first = first or found
        if given.run_mb:
            path = folder / "run.jsonl"
            write(path, texts, given.run_mb)
            found = child(__file__, "--side", "run", path, folder / "run", given.memory, "-", 2)
            print(found.line(f"run, memory={given.memory}"))
            path.unlink()
            shutil.rmtree(folder / "run")
        if given.kills:
            path = folder / "killed.jsonl"
            write(path, texts, given.kill_mb)
            started = time.monotonic()
            child(__file__, "--side", "run", path, folder / "whole", given.memory, "8MB", 2)
            seconds = time.monotonic() - started
            expected = tables(folder / "whole")
            whole = {file.name: file.read_bytes() for file in (folder / "whole").glob("*.parquet")}
            sides = ["run", str(path), str(folder / "killed"), given.memory, "8MB", "2"]
            # Each start gets about an eighth of the run, so that kills fall into every stage of it.
            before = killed(sides, given.kills, random.Random(1), seconds / 8)
            found_bytes = {file.name: file.read_bytes() for file in (folder / "killed").glob("*.parquet")}
            print(f"killed {given.kills} times, {before} parts done before the last start:", end=" ")
            print(f"same bytes {found_bytes == whole}")
            packed = folder / "killed.jsonl.gz"
            with path.open("rb") as plain, gzip.open(packed, "wb", 1) as file:
                shutil.copyfileobj(plain, file)
            for name, file, part, threads in [
                ("one thread", path, "8MB", 1),
                ("other parts", path, "31MB", 2),
                ("packed", packed, "8MB", 2),
            ]:
                out = folder / name.replace(" ", "-")
                child(__file__, "--side", "run", file, out, given.memory, part, threads)
                print(f"{name}: same rows {tables(out) == expected}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

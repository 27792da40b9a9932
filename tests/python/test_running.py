"""The GIL is released, Ctrl-C stops a long call, progress is told, nothing panics across the border."""

from __future__ import annotations

import _thread
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import communique as cq

TEXT = "The two sides agreed to strengthen the ROS-US alliance; U.S. forces stay, and nobody asked us. " * 40


@pytest.fixture(scope="module")
def large() -> cq.Corpus:
    """About 12 MB in documents of 4 KB."""
    return cq.Corpus([TEXT] * 3000)


LONG = [
    ("terms", {"by": "doc"}),
    ("ngrams", {"n": 3, "skip": 2}),
    ("kwic", {"pattern": "*"}),
    ("tokens", {}),
    ("sentences", {}),
    ("regions", {}),
    ("docs", {}),
]


@pytest.mark.parametrize(("verb", "options"), LONG)
def test_other_threads_run_meanwhile(large: cq.Corpus, verb: str, options: dict[str, object]) -> None:
    """While a call works, another Python thread must get on: counted in its steps, not in seconds."""
    steps = []
    stop = threading.Event()

    def count() -> None:
        while not stop.is_set():
            steps.append(time.perf_counter())
            time.sleep(0.001)

    fresh = cq.Corpus([doc.text for doc in large[:400]]) if verb != "docs" else large
    other = threading.Thread(target=count)
    other.start()
    started = time.perf_counter()
    fresh._core.verb(verb, cq.corpus._json(options), (1, None, None))
    ended = time.perf_counter()
    stop.set()
    other.join()
    inside = sum(started < step < ended for step in steps)
    assert inside >= min(5, (ended - started) / 0.02)


def test_two_threads_share_a_corpus(large: cq.Corpus) -> None:
    expected = large.terms(threads=1)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(large.terms(threads=2))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(expected.equals(table) for table in found)


SLOW = """
import communique as cq
text = "The two sides agreed to strengthen the alliance, and nobody asked us. " * 60
c = cq.Corpus([text] * 4000)
print("ready", flush=True)
c.ngrams(8, skip=8, threads=1)
print("finished", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_stops_a_long_call() -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        started = time.perf_counter()
        out, err = process.communicate(timeout=60)
    assert b"KeyboardInterrupt" in err
    assert out == b""
    assert time.perf_counter() - started < 30


def test_the_corpus_is_whole_after_an_interrupt(large: cq.Corpus) -> None:
    timer = threading.Timer(0.3, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        large.ngrams(8, skip=8, threads=2)
    timer.join()
    assert len(large.terms()) > 10


def test_progress_is_told(large: cq.Corpus) -> None:
    told: list[tuple[int, int]] = []
    with cq.using(progress=lambda done, total: told.append((done, total))):
        large.ngrams(3, threads=1)
    assert told
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]


def test_errors_in_progress_stop_the_call(large: cq.Corpus) -> None:
    def fail(done: int, total: int) -> None:
        raise RuntimeError(f"{done} of {total}")

    with cq.using(progress=fail), pytest.raises(RuntimeError):
        large.ngrams(4, skip=2, threads=1)


def test_import_brings_in_nothing_heavy() -> None:
    code = "import sys, pandas; before = set(sys.modules); import communique; print(*(set(sys.modules) - before))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"scipy", "polars", "pyarrow", "sklearn", "matplotlib", "tqdm", "IPython"}
    assert not heavy & {name.split(".")[0] for name in out.split()}

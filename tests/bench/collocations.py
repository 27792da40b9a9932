"""Collocations of all pairs against NLTK and polars, in one run, each in a process of its own.

`python tests/bench/collocations.py [PATH] [--mb 100] [--nltk-mb 4] [--threads N] [--peers nltk,polars]`. PATH is what
`cq.load` takes; by default the text is random words with frequencies by Zipf's law, so that rare pairs go on appearing.
All count, leave out pairs below `--min-count` and score the others by log-likelihood. Window 5 of NLTK is the word
and the four after it; words for it are cut by a regular expression at what is no letter or digit, and so they are for
polars; ours is `window=4, direction="right"` for the ratios, with sentences and words cut by the rules, layout
included; and `window=5` on both sides, beside that over a quarter of the text, to show how memory grows.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sides import Figures, child, heading, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DISTINCT = 50_000
RIGHT = {"window": 4, "direction": "right"}
WORD = r"[\p{L}\p{N}]+"


def made_up(megabytes: float) -> list[str]:
    """Documents of some 100 kB each."""
    draw = random.Random(1)
    letters = "etaoinshrdlu"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(DISTINCT)]
    weights = [1 / (rank + 2.7) for rank in range(DISTINCT)]
    made, size = [], 0
    while size < megabytes * 1e6:
        drawn = draw.choices(words, weights, k=17_000)
        for start in range(0, len(drawn), 20):
            drawn[start] = drawn[start].title()
            drawn[min(start + 19, len(drawn) - 1)] += "."
        made.append(" ".join(drawn))
        size += len(made[-1])
    return made


def write_texts(path: str | None, megabytes: float, file: Path) -> None:
    """Writes the text to a file of JSON lines, for all sides to read."""
    if path:
        import communique as cq

        cq.set_options(progress=False)
        texts = [doc.text for doc in cq.load(path)]
        texts *= -int(-megabytes * 1e6 // sum(map(len, texts)))
    else:
        texts = made_up(megabytes)
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(text) + "\n" for text in texts)


def read_texts(file: str, megabytes: float) -> tuple[list[str], float]:
    """The first texts of the file, and their size in MB."""
    texts, size = [], 0
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            texts.append(json.loads(line))
            size += len(texts[-1].encode())
            if size >= megabytes * 1e6:
                break
    return texts, size / 1e6


def communique(file: str, megabytes: float, min_count: int, threads: int | None, window: dict[str, object]) -> None:
    """`Corpus.collocations` of a new corpus."""
    import communique as cq

    cq.set_options(progress=False)
    texts, size = read_texts(file, megabytes)
    corpus = cq.Corpus(texts)
    del texts
    options = {"min_count": min_count, "measures": "log_likelihood", "threads": threads, "output": "arrow"}
    measure(size, lambda: len(corpus.collocations(**window, **options)))


def nltk(texts: Iterable[str], min_count: int, cut: Callable[[str], list[str]]) -> int:
    """The finder of NLTK and its scores, of words that `cut` finds; how many pairs there are."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    words = [word for text in texts for word in cut(text.lower())]
    finder = BigramCollocationFinder.from_words(words, window_size=5)
    finder.apply_freq_filter(min_count)
    return len(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))


def treebank() -> Callable[[str], list[str]]:
    """NLTK's own words."""
    from nltk.tokenize import TreebankWordTokenizer

    return TreebankWordTokenizer().tokenize


def polars(frame: Any, min_count: int) -> int:
    """Pairs of the column `text`: words as numbers, a group-by a distance, then one of all; how many there are."""
    import polars as pl

    words = (
        frame.lazy()
        .with_row_index("doc")
        .select("doc", word=pl.col("text").str.to_lowercase().str.extract_all(WORD))
        .explode("word")
        .select("doc", word=pl.col("word").cast(pl.Categorical).to_physical().cast(pl.UInt64))
        .collect()
    )
    parts = []
    for distance in range(1, 5):
        pairs = words.lazy().select(
            pair=pl.col("word").shift(distance) * 2**32 + pl.col("word"),
            same=pl.col("doc").shift(distance) == pl.col("doc"),
        )
        parts.append(pairs.filter("same").group_by("pair").agg(count=pl.len()).collect(engine="streaming"))
    counts = pl.concat(parts).lazy().group_by("pair").agg(pl.col("count").sum()).collect(engine="streaming")
    parts.clear()
    counts = counts.with_columns(node=pl.col("pair") // 2**32, other=pl.col("pair") % 2**32)
    total = float(counts["count"].sum())
    rows = counts.group_by("node").agg(row=pl.col("count").sum())
    columns = counts.group_by("other").agg(column=pl.col("count").sum())
    kept = counts.filter(pl.col("count") >= min_count).join(rows, on="node").join(columns, on="other")
    o11, row, column = (pl.col(name).cast(pl.Float64) for name in ("count", "row", "column"))
    cells = [
        (o11, row * column),
        (row - o11, row * (total - column)),
        (column - o11, (total - row) * column),
        (total - row - column + o11, (total - row) * (total - column)),
    ]
    terms = [pl.when(seen > 0).then(seen * (seen * total / product).log()).otherwise(0) for seen, product in cells]
    return len(kept.with_columns(log_likelihood=2 * pl.sum_horizontal(terms)).sort("log_likelihood"))


def run_nltk(file: str, megabytes: float, min_count: int) -> None:
    """NLTK, in the child."""
    texts, size = read_texts(file, megabytes)
    measure(size, lambda: nltk(texts, min_count, re.compile(r"[^\W_]+").findall))


def run_polars(file: str, megabytes: float, min_count: int) -> None:
    """polars, in the child."""
    import polars as pl

    texts, size = read_texts(file, megabytes)
    frame = pl.DataFrame({"text": texts})
    del texts
    measure(size, lambda: polars(frame, min_count))


SIDES = {
    "both": lambda given: communique(given.file, given.mb, given.min_count, given.threads, {"window": 5}),
    "right": lambda given: communique(given.file, given.mb, given.min_count, given.threads, RIGHT),
    "nltk": lambda given: run_nltk(given.file, given.mb, given.min_count),
    "polars": lambda given: run_polars(given.file, given.mb, given.min_count),
}


def main() -> None:
    """Times all sides and prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?")
    parser.add_argument("--mb", type=float, default=100)
    parser.add_argument("--nltk-mb", type=float, default=4)
    parser.add_argument("--min-count", type=int, default=5)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--peers", default="nltk,polars")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        SIDES[given.side](given)
        return
    peers = [peer for peer in given.peers.split(",") if importlib.util.find_spec(peer)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.jsonl"
        write_texts(given.path, given.mb, file)
        threads = ["--threads", given.threads] if given.threads else []

        def run(side: str, name: str, megabytes: float, min_count: int = given.min_count) -> Figures:
            arguments = ["--side", side, "--file", file, "--mb", megabytes, "--min-count", min_count, *threads]
            figures = child(__file__, *arguments)
            print(figures.line(name), flush=True)
            return figures

        print(heading("MB"))
        for megabytes in (given.mb / 4, given.mb):
            run("both", f"communique, window 5, count >= {given.min_count}", megabytes)
        run("both", "communique, window 5, count >= 2", given.mb, 2)
        ours = run("right", "communique, as the peers do it", given.mb)
        sizes = {"nltk": given.nltk_mb, "polars": given.mb}
        for peer in peers:
            print(f"communique / {peer}: {ours.ratio(run(peer, peer, sizes[peer]))}", flush=True)


if __name__ == "__main__":
    main()

"""Ours and its peers side by side: `python tests/bench/peers.py [PATH] [--mb 100] [--rounds 3] [--tasks terms,dtm]`.

PATH is what `cq.load` takes; by default the sample corpus repeated. Every side runs in a process of its own, in
alternation, on one thread and one core, from the file to its result; importing is not measured, nor is that of pandas,
pyarrow and scipy, in which our tables end (pandas loads pyarrow at its first text column, which takes half a second).
Slow peers read the first megabytes only: compare megabytes a second. The processor time counts, as the machine may
have other work; the table shows medians over the rounds. Peers that are not installed are named. Nothing is downloaded
and nothing is judged. `--out tests/bench/RESULTS.md` keeps the tables, with machine, date and versions.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import collocations
from sides import Figures, child, measure

if TYPE_CHECKING:
    from collections.abc import Callable

WORD = r"[A-Za-z]+(?:'[A-Za-z]+)*|[0-9]+"
OURS = "communique"


@dataclass
class Text:
    """What a side reads: the same text as lines, and as documents in JSON lines, and 20 phrases."""

    folder: Path
    threads: int

    @property
    def lines(self) -> str:
        """The file with a paragraph a line."""
        return str(self.folder / "corpus.txt")

    @property
    def rows(self) -> str:
        """The file with a document a line."""
        return str(self.folder / "corpus.jsonl")

    @property
    def phrases(self) -> list[str]:
        """Frequent pairs of words."""
        return json.loads((self.folder / "phrases.json").read_text())

    def documents(self) -> list[str]:
        """The documents."""
        with Path(self.rows).open(encoding="utf-8") as file:
            return [json.loads(line)["text"] for line in file]

    def paragraphs(self) -> list[str]:
        """The paragraphs."""
        return Path(self.lines).read_text(encoding="utf-8").splitlines()


def load(text: Text) -> Any:
    """Our corpus of documents."""
    import communique as cq

    return cq.load(text.rows)


def our_terms(text: Text) -> int:
    """One table of the whole file, as plain text."""
    import communique as cq

    return len(cq.load(text.lines).terms(threads=text.threads))


# The words of UAX #29 in small letters; and all of them, as the others count, who know no regions.
FOLDED = {"case": "fold", "hyphens": "split", "abbreviations": "split", "quotes": "keep"}
EVERY = {**FOLDED, "regions": "all"}
PLAIN = f"{OURS}, all words of UAX #29"
# And pairs of the last word of a sentence and the first of the next, as the others count, who know no sentences.
ACROSS = f"{PLAIN}, across sentences"


def our_folded_terms(text: Text, options: dict[str, str]) -> int:
    """The same with other options."""
    import communique as cq

    return len(cq.load(text.lines).terms(**options, threads=text.threads))


def run(command: str) -> int:
    """A pipeline of programs."""
    output = subprocess.run(command, shell=True, check=True, stdout=subprocess.PIPE, text=True).stdout
    return len(output.splitlines())


def scan(text: Text) -> Any:
    """The documents for polars."""
    import polars as pl

    return pl.scan_ndjson(text.rows).with_row_index("doc")


def polars_words(text: Text) -> Any:
    """One row a word, with the number of its document."""
    import polars as pl

    words = pl.col("text").str.to_lowercase().str.extract_all(WORD).alias("term")
    return scan(text).select("doc", words)


def polars_terms(text: Text) -> int:
    """Counted words."""
    return polars_words(text).select("term").explode("term").group_by("term").len().collect().height


def polars_dtm(text: Text) -> int:
    """Counted words of each document."""
    return polars_words(text).explode("term").group_by("doc", "term").len().collect().height


def our_keyness(text: Text, **options: str) -> int:
    """The documents with even numbers against the others."""
    import numpy as np

    corpus = load(text)
    target = np.arange(len(corpus)) % 2 == 0
    return len(corpus.keyness(target, measures="log_likelihood", **options, threads=text.threads))


def polars_keyness(text: Text) -> int:
    """The same by polars, scored by the log-likelihood of two cells."""
    import polars as pl

    words = polars_words(text).explode("term").drop_nulls("term")
    counts = words.group_by("term").agg(a=(pl.col("doc") % 2 == 0).sum(), n=pl.len()).collect()
    a, b = pl.col("a").cast(pl.Float64), (pl.col("n") - pl.col("a")).cast(pl.Float64)
    share = float(counts["a"].sum()) / float(counts["n"].sum())
    cells = [(a, share * (a + b)), (b, (1 - share) * (a + b))]
    terms = [pl.when(seen > 0).then(seen * (seen / expected).log()).otherwise(0) for seen, expected in cells]
    return counts.with_columns(log_likelihood=2 * pl.sum_horizontal(terms)).sort("log_likelihood").height


def sklearn_keyness(text: Text) -> int:
    """The same by scikit-learn and numpy."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    matrix = CountVectorizer().fit_transform(text.documents())
    a = np.asarray(matrix[::2].sum(axis=0)).ravel().astype(float)
    b = np.asarray(matrix.sum(axis=0)).ravel() - a
    share = a.sum() / (a.sum() + b.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [np.where(x > 0, x * np.log(x / (s * (a + b))), 0) for x, s in ((a, share), (b, 1 - share))]
    return len(np.argsort(2 * sum(terms)))


def polars_bigrams(text: Text) -> int:
    """Counted pairs of neighbours."""
    import polars as pl

    pairs = polars_words(text).explode("term").with_columns(pl.col("term").shift(-1).over("doc").alias("next"))
    return pairs.drop_nulls().group_by("term", "next").len().collect().height


def duck(text: Text, query: str) -> int:
    """Rows of a query over `words`, a list a document."""
    import duckdb

    connection = duckdb.connect(config={"threads": text.threads})
    words = f"regexp_extract_all(lower(text), '{WORD.replace(chr(39), chr(39) * 2)}') as words"
    source = f"(select row_number() over () as doc, {words} from read_json('{text.rows}', format='newline_delimited'))"
    return len(connection.execute(query.format(source=source)).fetchall())


def vectorizer(text: Text, **options: object) -> int:
    """Columns of a matrix by scikit-learn."""
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(**options).fit_transform(text.documents()).shape[1]


def counter(text: Text) -> int:
    """Words by a regular expression."""
    pattern, counts = re.compile(WORD), Counter[str]()
    for line in text.paragraphs():
        counts.update(pattern.findall(line.lower()))
    return len(counts)


def counter_bigrams(text: Text) -> int:
    """Pairs by a regular expression."""
    pattern, counts = re.compile(WORD), Counter[tuple[str, str]]()
    for line in text.paragraphs():
        words = pattern.findall(line.lower())
        counts.update(pairwise(words))
    return len(counts)


def nltk_terms(text: Text) -> int:
    """NLTK's treebank words and frequencies."""
    from nltk import FreqDist
    from nltk.tokenize import TreebankWordTokenizer

    cut = TreebankWordTokenizer().tokenize
    return len(FreqDist(word for line in text.paragraphs() for word in cut(line.lower())))


def nltk_bigrams(text: Text) -> int:
    """NLTK's finder of pairs."""
    from nltk.collocations import BigramCollocationFinder
    from nltk.tokenize import TreebankWordTokenizer

    cut = TreebankWordTokenizer().tokenize
    lines = (cut(line.lower()) for line in text.paragraphs())
    return len(BigramCollocationFinder.from_documents(lines).ngram_fd)


def our_collocations(text: Text, **options: str) -> int:
    """Pairs of a word and the four after it that occur 5 times, scored by log-likelihood."""
    found = load(text).collocations(
        **collocations.RIGHT, min_count=5, measures="log_likelihood", **options, threads=text.threads
    )
    return len(found)


def polars_collocations(text: Text) -> int:
    """The same by polars."""
    import polars as pl

    return collocations.polars(pl.read_ndjson(text.rows), 5)


def punkt(text: Text) -> int:
    """NLTK's sentences, untrained, as its data would have to be downloaded."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    cut = PunktSentenceTokenizer().tokenize
    return sum(len(cut(line)) for line in text.paragraphs())


def split_sentences(text: Text) -> int:
    """Sentences by a regular expression."""
    pattern = re.compile(r"(?<=[.!?])\s+")
    return sum(len(pattern.split(line)) for line in text.paragraphs())


def gensim_phrases(text: Text) -> int:
    """Frequent pairs by gensim."""
    from gensim.models.phrases import Phrases
    from gensim.utils import simple_preprocess

    return len(Phrases(simple_preprocess(line) for line in text.paragraphs()).vocab)


def gensim_terms(text: Text) -> int:
    """Words by gensim."""
    from gensim.corpora import Dictionary
    from gensim.utils import simple_preprocess

    return len(Dictionary(simple_preprocess(line) for line in text.paragraphs()))


def hf_terms(text: Text) -> int:
    """Words by the pre-tokenizer of Hugging Face."""
    from tokenizers import normalizers, pre_tokenizers

    lower, cut, counts = normalizers.Lowercase(), pre_tokenizers.Whitespace(), Counter[str]()
    for line in text.paragraphs():
        counts.update(word for word, _ in cut.pre_tokenize_str(lower.normalize_str(line)))
    return len(counts)


def spacy_terms(text: Text) -> int:
    """Words by spaCy's blank pipeline."""
    import spacy

    pipeline, counts = spacy.blank("en"), Counter[str]()
    pipeline.max_length = 10**9
    for line in text.paragraphs():
        counts.update(token.lower_ for token in pipeline.make_doc(line))
    return len(counts)


def spacy_sentences(text: Text) -> int:
    """Sentences by spaCy's rules."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return sum(len(list(pipeline(line).sents)) for line in text.paragraphs())


def spacy_matcher(text: Text) -> int:
    """Phrases by spaCy's matcher."""
    import spacy
    from spacy.matcher import Matcher

    pipeline = spacy.blank("en")
    matcher = Matcher(pipeline.vocab)
    for phrase in text.phrases:
        matcher.add(phrase, [[{"LOWER": word} for word in phrase.split()]])
    return sum(len(matcher(pipeline.make_doc(line))) for line in text.paragraphs())


def find_phrases(text: Text) -> int:
    """Phrases with five words on each side, by a regular expression."""
    phrases = "|".join(re.escape(phrase) for phrase in text.phrases)
    pattern = re.compile(rf"(?:\S+\s+){{0,5}}\b(?:{phrases})\b(?:\s+\S+){{0,5}}", re.IGNORECASE)
    return sum(len(pattern.findall(line)) for line in text.paragraphs())


@dataclass
class Side:
    """One side of a task."""

    name: str
    work: Callable[[Text], int]
    needs: str | None = None
    """The Python module or program it needs."""
    most: float = 1000
    """MB it reads at most."""


GROUP = "select {what}, count(*) from (select doc, unnest(words) as term from {{source}}) group by {what}"
PAIRS = (
    "select a, b, count(*) from (select unnest(words) as a, unnest(words[2:]) as b from {source}) "
    "where a is not null and b is not null group by a, b"
)
TASKS: dict[str, list[Side]] = {
    "terms": [
        Side(OURS, our_terms),
        Side(f"{OURS}, words of UAX #29", lambda text: our_folded_terms(text, FOLDED)),
        Side(PLAIN, lambda text: our_folded_terms(text, EVERY)),
        Side("wc -w", lambda text: run(f"wc -w '{text.lines}'"), "wc"),
        Side(
            "tr, sort, uniq -c", lambda text: run(f"tr -cs A-Za-z '\\n' < '{text.lines}' | sort | uniq -c"), "uniq", 20
        ),
        Side("polars", polars_terms, "polars"),
        Side("duckdb", lambda text: duck(text, GROUP.format(what="term")), "duckdb"),
        Side("re, Counter", counter, most=50),
        Side("scikit-learn CountVectorizer", vectorizer, "sklearn", 50),
        Side("gensim", gensim_terms, "gensim", 20),
        Side("tokenizers", hf_terms, "tokenizers", 10),
        Side("spaCy blank", spacy_terms, "spacy", 5),
        Side("NLTK", nltk_terms, "nltk", 3),
    ],
    "keyness": [
        Side(OURS, our_keyness),
        Side(PLAIN, lambda text: our_keyness(text, **EVERY)),
        Side("polars", polars_keyness, "polars"),
        Side("scikit-learn CountVectorizer", sklearn_keyness, "sklearn", 50),
    ],
    "dtm": [
        Side(OURS, lambda text: len(load(text).dtm(threads=text.threads)[1])),
        Side(PLAIN, lambda text: len(load(text).dtm(**EVERY, threads=text.threads)[1])),
        Side("polars", polars_dtm, "polars"),
        Side("duckdb", lambda text: duck(text, GROUP.format(what="doc, term")), "duckdb", 50),
        Side("scikit-learn CountVectorizer", vectorizer, "sklearn", 50),
    ],
    "ngrams": [
        Side(OURS, lambda text: len(load(text).ngrams(2, threads=text.threads))),
        Side(PLAIN, lambda text: len(load(text).ngrams(2, **EVERY, threads=text.threads))),
        Side(ACROSS, lambda text: len(load(text).ngrams(2, cross_sentences=True, **EVERY, threads=text.threads))),
        Side("polars", polars_bigrams, "polars"),
        Side("duckdb", lambda text: duck(text, PAIRS), "duckdb", 50),
        Side("re, Counter", counter_bigrams, most=20),
        Side("scikit-learn CountVectorizer", lambda text: vectorizer(text, ngram_range=(2, 2)), "sklearn", 20),
        Side("gensim Phrases", gensim_phrases, "gensim", 10),
        Side("NLTK", nltk_bigrams, "nltk", 3),
    ],
    "collocations": [
        Side(OURS, our_collocations),
        Side(PLAIN, lambda text: our_collocations(text, **EVERY)),
        Side(ACROSS, lambda text: our_collocations(text, unit="document", **EVERY)),
        Side("polars", polars_collocations, "polars"),
        Side("NLTK", lambda text: collocations.nltk(text.paragraphs(), 5, collocations.treebank()), "nltk", 10),
        Side("re, NLTK", lambda text: collocations.nltk(text.paragraphs(), 5, re.compile(WORD).findall), "nltk", 10),
    ],
    "sentences": [
        Side(OURS, lambda text: len(load(text).sentences(threads=text.threads))),
        Side("re", split_sentences),
        Side("spaCy sentencizer", spacy_sentences, "spacy", 5),
        Side("NLTK Punkt", punkt, "nltk", 10),
    ],
    "kwic": [
        Side(OURS, lambda text: len(load(text).kwic(text.phrases, threads=text.threads))),
        Side("re", find_phrases, most=20),
        Side("spaCy Matcher", spacy_matcher, "spacy", 5),
    ],
}


def here(needs: str | None) -> bool:
    """Whether what a side needs is installed."""
    return needs is None or bool(importlib.util.find_spec(needs) or shutil.which(needs))


def write(documents: list[str], megabytes: float, folder: Path) -> float:
    """Writes the files of the sides, up to so many megabytes, and returns how many there are."""
    folder.mkdir(exist_ok=True)
    size = 0
    with (folder / "corpus.txt").open("w", encoding="utf-8") as lines, (folder / "corpus.jsonl").open("w") as rows:
        while size < megabytes * 1e6:
            for document in documents:
                lines.write(document.rstrip("\n") + "\n")
                rows.write(json.dumps({"id": str(size), "text": document}, ensure_ascii=False) + "\n")
                size += len(document.encode()) + 1
                if size >= megabytes * 1e6:
                    break
    pairs = Counter[str]()
    for document in documents[:500]:
        words = re.findall(r"[a-z]{4,}", document.lower())
        pairs.update(f"{a} {b}" for a, b in pairwise(words))
    (folder / "phrases.json").write_text(json.dumps([pair for pair, _ in pairs.most_common(20)]))
    return size / 1e6


def median(rounds: list[Figures]) -> Figures:
    """The figures in the middle, one by one."""
    middle = {name: statistics.median(getattr(figures, name) for figures in rounds) for name in vars(rounds[0])}
    return Figures(**{**middle, "rows": round(middle["rows"])})


def table(task: str, found: dict[str, list[Figures]], absent: list[str]) -> str:
    """The figures of a task in Markdown."""
    ours = median(found[OURS])
    rows = [f"## {task}", "", "| | MB | wall s | CPU s | MB/CPU s | peak MB | rows | ours is |", "|" + "---|" * 8]
    for name, rounds in found.items():
        side = median(rounds)
        ratio = (ours.size / ours.processor) / (side.size / side.processor)
        figures = f"{side.size:.0f} | {side.wall:.2f} | {side.processor:.2f} | {side.size / side.processor:.1f}"
        times = "" if name == OURS else f"{ratio:.1f} times as fast"
        rows.append(f"| {name} | {figures} | {side.peak:.0f} | {side.rows:,} | {times} |")
    if absent:
        rows += ["", f"Not installed: {', '.join(absent)}."]
    return "\n".join(rows) + "\n"


def head(given: argparse.Namespace, size: float) -> str:
    """Machine, date, versions."""
    info = Path("/proc/cpuinfo")
    models = re.findall(r"model name\s*: (.*)", info.read_text()) if info.exists() else [platform.processor()]
    names = ["communique", "polars", "duckdb", "scikit-learn", "gensim", "tokenizers", "spacy", "nltk"]
    versions = []
    for name in names:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    day = datetime.now(tz=UTC).date()
    source = Path(given.path).name if given.path else "the sample corpus, repeated"
    return (
        "# Ours and peers\n\nMade by `python tests/bench/peers.py`; compare figures of one run only.\n\n"
        f"{day}, {models[0]}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; "
        f"{', '.join(versions)}. {size:.0f} MB of {source}, "
        f"{given.threads} thread{'s' if given.threads > 1 else ''}, medians of {given.rounds}. Load while it ran: "
        f"{os.getloadavg()[0]:.1f}.\n"
    )


def main() -> None:
    """Runs the sides, or as a child one of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", help="files, a folder or a glob; default: the sample corpus")
    parser.add_argument("--mb", type=float, default=100, help="repeat the texts up to this size")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs")
    parser.add_argument("--threads", type=int, default=1, help="threads, for those that have them")
    parser.add_argument("--tasks", default=",".join(TASKS), help="some of: " + ", ".join(TASKS))
    parser.add_argument("--out", type=Path, help="a Markdown file for the tables")
    parser.add_argument("--side", nargs=3, metavar=("TASK", "PLACE", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        task, place, folder = given.side
        side, text = TASKS[task][int(place)], Text(Path(folder), given.threads)
        # What our tables leave as.
        for module in ("pandas", "pyarrow", "scipy.sparse") if side.name.startswith(OURS) else (side.needs,):
            if module and importlib.util.find_spec(module):
                importlib.import_module(module)
        import communique as cq

        cq.set_options(progress=False)
        measure(Path(text.lines).stat().st_size / 1e6, lambda: side.work(text))
        return
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = str(given.threads)
    if hasattr(os, "sched_setaffinity"):
        # As many cores, too: reading takes all there are, and a second one that waits takes time as well.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.threads])
    import communique as cq

    cq.set_options(progress=False)
    documents = [doc.text for doc in (cq.load(given.path) if given.path else cq.sample())]
    with tempfile.TemporaryDirectory() as made:
        sizes = sorted({min(side.most, given.mb) for sides in TASKS.values() for side in sides})
        folders = {size: Path(made) / f"{size:g}" for size in sizes}
        written = {size: write(documents, size, folder) for size, folder in folders.items()}
        parts = [head(given, max(written.values()))]
        for task in given.tasks.split(","):
            found: dict[str, list[Figures]] = {}
            for _ in range(given.rounds):
                for place, side in enumerate(TASKS[task]):
                    if here(side.needs):
                        folder = folders[min(side.most, given.mb)]
                        figures = child(__file__, "--side", task, place, folder, "--threads", given.threads)
                        found.setdefault(side.name, []).append(figures)
            absent = [side.name for side in TASKS[task] if not here(side.needs)]
            parts.append(table(task, found, absent))
            print(parts[-1], flush=True)
    if given.out:
        given.out.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The pages of measures, one a family, and the tables of the guide: made by generate.py from the tables of the core."""

from __future__ import annotations

import importlib.util
import itertools
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

# Families in one page; the verb that shows them, its call in Python and the same as options.
PAGES: dict[str, tuple[list[str], str, str, dict[str, Any]]] = {
    "association": (["association"], "collocations", "collocations(min_count=5)", {"min_count": 5}),
    "keyness": (
        ["keyness"],
        "keyness",
        'keyness("year >= 2022", stopwords="en", top=10)',
        {"target": "year>=2022", "stopwords": "en", "top": 10},
    ),
    "dispersion": (
        ["dispersion", "adjusted_frequency"],
        "dispersion",
        'dispersion(stopwords="en", top=10)',
        {"stopwords": "en", "top": 10},
    ),
    "diversity": (["diversity"], "diversity", 'diversity(by="year")', {"by": "year"}),
    "readability": (
        ["readability"],
        "readability",
        'readability(by="year", regions="body")',
        {"by": "year", "regions": "body"},
    ),
    "weighting": (["weighting"], "dtm", 'dtm(weighting=..., stopwords="en")', {"stopwords": "en"}),
    "similarity": (
        ["similarity"],
        "similarity",
        'similarity(by="year", stopwords="en", measure=["cosine", "jaccard"], top=10)',
        {"by": "year", "stopwords": "en", "measure": ["cosine", "jaccard"], "top": 10},
    ),
}
ABOUT = {
    "association": "How strongly two words attract each other: columns of `collocations`, and `cq.association` for bare "
    "numbers. For terms of any length `multiwords` has lambda, the highest-order interaction of all their words, and z.",
    "keyness": "How much more frequent a term is in the target than in the reference.",
    "dispersion": "How evenly a term is spread over the parts of a corpus, and its frequency corrected for that. n parts; "
    "f_i the frequency of the term in part i, N_i its size; F and N their sums; s_i = N_i/N; t_i = f_i/F; r_i = f_i/N_i; "
    "R parts with the term; d_i the distances between neighbouring occurrences, around the end.",
    "diversity": "How rich the vocabulary of a text is. N tokens, V types, V_m types that occur m times. Logarithms are "
    "natural unless a formula says otherwise.",
    "readability": "How hard a text is to read. Words are tokens with a letter; headlines count as sentences unless "
    'regions="body". Syllables are English: vowels in a row, corrected by patterns and a table of exceptions (95 % of '
    "the words of the CMU Pronouncing Dictionary, 99 % of the running words of official prose are right).",
    "weighting": "How a cell of the document-term matrix is weighted: options `tf`, `df` and `norm` of `dtm` and "
    "`similarity`, or a preset, `weighting`. f count of the term in the document; L, m and a the sum, the maximum and "
    "the mean of the document's counts; N documents; d documents with the term; D the largest d; b the base.",
    "similarity": "How alike two rows of the document-term matrix are. x, y the rows; A, B their terms; n columns; p, q "
    "the rows divided by their sums.",
}
MORE = {
    "association": "a stronger attraction",
    "keyness": "more key in the target",
    "dispersion": "more evenly spread",
    "adjusted_frequency": "more frequent",
    "diversity": "a richer vocabulary",
    "readability": "harder to read",
    "weighting": "more weight",
    "similarity": "more alike",
}
PRESETS = """## Presets

- `tfidf`: `tf="count"`, `df="inverse"`: f log10(N/d); `tf`, `df`, `norm`, `smoothing`, `k` and `base` change it.
- `tfidf_sklearn`: f (ln((1 + N)/(1 + d)) + 1), rows of length 1, as scikit-learn's `TfidfTransformer`; `smoothing=0` is
  `smooth_idf=False`, `tf="logcount"` is `sublinear_tf=True`, `df="unary"` is `use_idf=False`, `norm` is `norm`.
- `bm25`: idf f (k1 + 1)/(f + k1 (1 - b + b L/mean L)), without k1 + 1 for `bm25_variant="lucene"` (default), whose idf is
  ln(1 + (N - d + 0.5)/(d + 0.5)); `robertson`: ln((N - d + 0.5)/(d + 0.5)); `atire`: ln(N/d). Robertson & Zaragoza
  2009, doi:10.1561/1500000019.
"""


def pages(tables: dict[str, Any], core: Any) -> dict[str, str]:
    """The text of each page; a family without a row is left out."""
    known = {verb["name"]: {option["name"] for option in verb["options"]} for verb in tables["verbs"]}
    known["dtm"] = {option["name"] for option in tables["dtm"]}
    texts = {}
    for page, (families, verb, call, options) in PAGES.items():
        rows = [row for row in tables.get("measures", []) if row["family"] in families]
        if rows:
            text = f"# {page.capitalize()}\n\nMade by python/generate.py from the table of measures; do not edit.\n\n"
            text += f"{ABOUT[page]}\n\n"
            if call and set(options) <= known.get(verb, set()):
                text += f"## The sample corpus\n\n`cq.sample().{call}`\n\n{shown_by(core, verb, options)}\n"
            text += PRESETS + "\n" if page == "weighting" else ""
            text += "## Measures\n\n" + "\n".join(described(row) for row in rows)
            texts[f"{page}.md"] = text
    return texts


def shown_by(core: Any, verb: str, options: dict[str, Any]) -> str:
    return cells(core, options) if verb == "dtm" else table(core, verb, options)


def cells(core: Any, options: dict[str, Any]) -> str:
    """The cells of the matrix of the sample corpus that weigh most by tfidf, with their weights by each preset."""
    corpus = core.Corpus.sample()
    found: dict[str, list[float]] = {}
    for name in (None, "tfidf", "tfidf_sklearn", "bm25"):
        weighted, data, indices, starts, vocabulary, _ = corpus.dtm(
            json.dumps({**options, "weighting": name}), (1, None, None)
        )
        found[name or "count"] = memoryview(bytes(data)).cast("d" if weighted else "q").tolist()
    places, ends = memoryview(bytes(indices)).cast("i").tolist(), memoryview(bytes(starts)).cast("q").tolist()
    docs = [doc for doc, (start, end) in enumerate(itertools.pairwise(ends)) for _ in range(start, end)]
    order = sorted(range(len(places)), key=lambda cell: -found["tfidf"][cell])[:10]
    ids = corpus.ids()
    rows = [
        {"doc_id": ids[docs[cell]], "term": vocabulary[places[cell]]} | {name: found[name][cell] for name in found}
        for cell in order
    ]
    return markdown(list(rows[0]), rows)


def table(core: Any, verb: str, options: dict[str, Any]) -> str:
    """The rows of a verb on the sample corpus, numbers to four digits."""
    frame = core.Corpus.sample().verb(verb, json.dumps(options), (1, None, None))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        frame.write(str(path), "jsonl")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return markdown(frame.column_names, rows[:10])


def markdown(columns: list[str], rows: list[dict[str, Any]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(shown(row.get(column)) for column in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def described(row: dict[str, Any]) -> str:
    part = f" ({row['part']})" if row.get("part") else ""
    default = ", default" if row["default"] else ""
    low, high = (("-∞", "∞")[place] if bound is None else f"{bound:.6g}" for place, bound in enumerate(row["range"]))
    more = MORE[row["family"]]
    words = {
        "higher": f"a higher value means {more}",
        "lower": f"a lower value means {more}",
        "signed": "the sign says which side, the size how much",
    }
    lines = [f"### {row['name']}{part}{default}", ""]
    if row["aliases"]:
        lines.append("- Also: " + ", ".join(row["aliases"]))
    lines += [
        f"- {row['reading']}",
        f"- Formula: `{row['formula']}`",
        f"- Range: {low} to {high}; {words[row['direction']]}",
        f"- Undefined (null): {row['undefined'] or 'never'}",
        f"- p-value: {row['p_value'] or 'none is defined'}",
    ]
    if row["corrections"]:
        lines.append("- Corrections: " + ", ".join(row["corrections"]))
    doi = row["doi"]
    source = f"{row['citation']}{', ' if row['citation'] and doi else ''}{doi if '://' in doi else doi and f'doi:{doi}'}"
    if source:
        lines.append(f"- Source: {source}")
    return "\n".join(lines) + "\n"


# --- the guide of commitments: tables between markers, text by hand ---

GUIDE = "commitments.md"
LABELS = Path(__file__).parent.parent / "seeds" / "commitments.jsonl"


def guide(tables: dict[str, Any], core: Any) -> dict[str, str]:
    """The guide with its tables brought up to date; the text around them is as it stands."""
    path = Path(__file__).parent / "docs" / GUIDE
    text = path.read_text(encoding="utf-8")
    verbs = {verb["name"]: verb for verb in tables["verbs"]}
    if "commitments" not in verbs:
        return {}
    sample = core.Corpus.sample()
    found, explained = (records(sample.verb(verb, "{}", (None, None, None))) for verb in ("commitments", "explain"))
    gold = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labelled = {scoring.stem(label["doc"]) for label in gold}
    found = [row for row in found if row["doc_id"] in labelled]
    matching = scoring.match(gold, found)
    parts = {
        "classes": [
            {"class": row["id"], "base": row["base"], "usual status": row["status"], "rows": row["rows"]}
            for row in classes(core)
        ],
        "frames": [{"frame": f"`{name}`", "what follows": text} for name, text in tables["frames"]],
        "columns": [
            {"column": f"`{row['name']}`", "type": row["type"], "holds": row["help"]}
            for row in verbs["commitments"]["columns"]
        ],
        "reasons": reasons(tables["reasons"], gold, matching, explained),
        "rules": rules(explained),
        "figures": figures(gold, found, matching),
        "attributes": [
            {**row, "agreement": round(row["agreement"], 2)} for row in scoring.by_attribute(matching)
        ],
        "missed": missed(matching, explained),
    }
    for name, rows in parts.items():
        start, end = f"<!-- made by python/generate.py: {name} -->\n", "<!-- end -->"
        before, rest = text.split(start)
        text = before + start + markdown(list(rows[0]), rows) + end + rest.split(end, 1)[1]
    return {GUIDE: text}


def scoring_module() -> Any:
    """How records are matched: a module of the package that needs nothing else of it."""
    path = Path(__file__).parent / "communique" / "_scoring.py"
    spec = importlib.util.spec_from_file_location("_scoring", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scoring = scoring_module()


def records(frame: Any) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        frame.write(str(path), "jsonl")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def classes(core: Any) -> list[dict[str, Any]]:
    rows = records(core.Lexicon.read("commitment").rows())
    count = Counter(row["class"] for row in rows if row["table"] in ("trigger", "bond"))
    made = [{**row, "rows": count[row["id"]]} for row in rows if row["table"] == "class"]
    return sorted(made, key=lambda row: (-row["base"], row["id"]))


def reasons(known: list[str], gold: list[Any], matching: Any, explained: list[Any]) -> list[dict[str, Any]]:
    rows = []
    for reason in known:
        near = [label for label in gold if label["label"] == "near_miss" and label["reason"] == reason]
        taken = [label for label in near if any(touching(label, row) for row in matching.false)]
        listed = [
            label
            for label in near
            if any(touching(label, row) and row["decision"] != "commitment" for row in explained)
        ]
        rows.append({"reason": f"`{reason}`", "labelled": len(near), "taken": len(taken), "listed": len(listed)})
    return rows


def touching(label: Any, row: Any) -> bool:
    same = scoring.stem(label["doc"]) == row["doc_id"]
    return same and scoring.touches(scoring.span(label["span"]), (row["start"], row["end"]))


def rules(explained: list[Any]) -> list[dict[str, Any]]:
    counts: dict[str, Counter[str]] = {}
    for row in explained:
        counts.setdefault(row["rule_id"], Counter())[row["decision"]] += 1
    made = []
    for rule, decisions in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        refused = {name: count for name, count in decisions.items() if name != "commitment"}
        listed = ", ".join(f"{name} {count}" for name, count in sorted(refused.items(), key=lambda i: (-i[1], i[0])))
        made.append({"rule": f"`{rule}`", "commitments": decisions["commitment"], "near misses": listed})
    return made


def figures(gold: list[Any], found: list[Any], matching: Any) -> list[dict[str, Any]]:
    rows = scoring.by_class(matching, "all")
    rows[1:1] = scoring.by_class(scoring.match(gold, found, clear=True), "clear")[:1]
    return [
        {
            "records": "all labels" if row["records"] == "all" else "without borderline ones",
            "class": row["trigger_class"],
            **{name: "" if row[name] != row[name] else round(row[name], 2) for name in ("precision", "recall", "f1")},
            **{name: row[name] for name in ("support", "predicted", "found")},
        }
        for row in rows
    ]


def missed(matching: Any, explained: list[Any]) -> list[dict[str, Any]]:
    count: Counter[str] = Counter()
    for label in matching.missed:
        here = [row for row in explained if touching(label, row)]
        spans = [scoring.span(trigger) for trigger in label["triggers"]]
        fits = [row for row in here if any(scoring.touches(at, (row["start"], row["end"])) for at in spans)] or here
        count[f"`{fits[0]['rule_id']}`: {fits[0]['decision']}" if fits else "no candidate"] += 1
    return [{"decision": name, "labels": number} for name, number in sorted(count.items(), key=lambda i: (-i[1], i[0]))]

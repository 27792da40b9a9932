"""How good the detector is on labelled records: yours, or those of the sample corpus."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._scoring import Matching, by_attribute, by_class, match, overlap, place, share, span, stem, touches
from .corpus import Corpus, sample
from .errors import OptionError
from .frame import records

if TYPE_CHECKING:
    import pandas as pd

    from .lexicons import Lexicon

__all__ = ["Evaluation", "evaluate"]

LABELS = ("commitment", "near_miss", "optional")


class Evaluation:
    """What `cq.evaluate` returns.

    Attributes:
        table: precision, recall and F1, first of all labels, then of the clear ones: one row "all", then one a class.
        false: commitments that no label supports, with sentence and rules.
        missed: labels that were not found, with sentence and what the detector made of the place.
        near_misses: by reason, how many labelled near misses were taken for commitments (`flagged`).
        attributes: how often the attributes of matched records agree.
        pairs: label and record of each match.
    """

    table: pd.DataFrame
    false: pd.DataFrame
    missed: pd.DataFrame
    near_misses: pd.DataFrame
    attributes: pd.DataFrame
    pairs: pd.DataFrame

    def __init__(
        self, corpus: Corpus, gold: Sequence[Mapping[str, Any]], rows: pd.DataFrame, explained: pd.DataFrame
    ) -> None:
        import pandas as pd

        predicted = records(rows)
        matching = match(gold, predicted)
        scores = by_class(matching, "all") + by_class(match(gold, predicted, clear=True), "clear")
        self.table = pd.DataFrame(scores)
        sentences = records(corpus.sentences(regions="all", output="pandas"))
        by_place = {(row["doc_id"], row["sent_id"]): row["text"] for row in sentences}
        places: dict[str, list[dict[str, Any]]] = {}
        for row in sentences:
            places.setdefault(row["doc_id"], []).append(row)
        decided: dict[str, list[dict[str, Any]]] = {}
        for row in records(explained):
            decided.setdefault(row["doc_id"], []).append(row)
        near = [label for label in gold if label["label"] == "near_miss"]
        self.false = pd.DataFrame(
            [_false(row, near, by_place) for row in matching.false],
            columns=FALSE,
        )
        self.missed = pd.DataFrame(
            [_missed(label, places.get(label["doc"], []), decided.get(label["doc"], [])) for label in matching.missed],
            columns=MISSED,
        )
        self.near_misses = _near(near, matching, decided)
        self.attributes = pd.DataFrame(by_attribute(matching))
        self.pairs = pd.DataFrame(
            [_pair(label, row) for label, row in matching.pairs],
            columns=["gold_id", "doc_id", "sent_id", "start", "end", "gold_class", "trigger_class", "overlap"],
        )

    def __repr__(self) -> str:
        with_all = self.table[self.table["trigger_class"] == "all"].set_index("records")
        lines = []
        for name, row in with_all.iterrows():
            lines.append(
                f"{name!s:5} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}"
                f"  ({row['support']} labelled, {row['predicted']} found, {row['matched']} match)"
            )
        last = self.near_misses.iloc[-1]
        lines.append(f"near misses taken for commitments: {last['flagged']} of {last['support']}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>{self.table.to_html(index=False, float_format='{:.3f}'.format)}"


PLACE = ["doc_id", "sent_id", "start", "end", "trigger_class", "trigger"]
FALSE = [*PLACE, "rule_ids", "near_miss", "evidence", "sentence"]
MISSED = ["gold_id", *PLACE, "borderline", "decision", "rule_ids", "evidence", "sentence"]


def evaluate(
    lexicon: Lexicon | str | os.PathLike[str] | None = None,
    gold: str | os.PathLike[str] | Iterable[Mapping[str, Any]] = "sample",
    corpus: Corpus | None = None,
    *,
    docs: Iterable[str] | None = None,
    regions: str | Sequence[str] | None = None,
    threads: int | None = None,
) -> Evaluation:
    """Compares the commitments that are found with labelled ones.

    A found record matches a label when their triggers share a character and their contents or clauses overlap by at
    least 0.3, intersection over union; pairs are taken greedily, best overlap first, one to one. In the rows of a class
    a match counts where both have that class; `found` counts labels of the class found under any class. Borderline
    labels count in full among "all" and neither way among "clear". A share of nothing is NaN.

    Arguments:
        lexicon: the lexicon to find with; default: the one that comes with the package.
        gold: labels as a JSONL file or a list of dicts: label ("commitment", "near_miss", "optional"), doc, span and
            triggers ({"start", "end", "text"}, in code points of the document), content, trigger_class, and where
            known borderline, strength, scope, status, ...; "sample": those of the sample corpus, which are in the
            source tree.
        corpus: the documents that are labelled; `doc` is a document's id, file name or stem. Documents without labels
            are left out. Default: the sample corpus, for the labels of the sample.
        docs: documents to take, by stem; default: all that are labelled.
        regions: regions to read, as in `commitments`.
        threads: threads to use; the result does not depend on it.

    Raises:
        OptionError: a label lacks a field, names a document that the corpus does not have, or does not fit its text.
        FileNotFoundError: no such file.

    Example:
        >>> import communique as cq
        >>> corpus = cq.Corpus(["The two sides agreed to share data. They hope to meet."], ids=["a"])
        >>> label = {"label": "commitment", "doc": "a.txt", "trigger_class": "AGREE", "span": {"start": 0, "end": 34},
        ...     "triggers": [{"start": 14, "end": 23, "text": "agreed to"}], "content": {"start": 24, "end": 34}}
        >>> cq.evaluate(gold=[label], corpus=corpus).table[["records", "trigger_class", "f1"]].values.tolist()[0]
        ['all', 'all', 1.0]
    """
    labels = _labels(gold)
    if corpus is None:
        if not (isinstance(gold, str) and gold == "sample"):
            raise OptionError("corpus=None: must be the corpus that the gold labels")
        corpus = sample()
    if docs is not None:
        wanted = {stem(name) for name in ([docs] if isinstance(docs, str) else docs)}
        missing = wanted - {stem(label["doc"]) for label in labels}
        if missing:
            raise OptionError(f"docs={sorted(missing)[0]!r}: has no labels")
        labels = [label for label in labels if stem(label["doc"]) in wanted]
    ids = _ids(corpus, labels)
    labels = [{**label, "doc": ids[label["doc"]]} for label in labels]
    part = corpus[sorted(set(ids.values()))]
    _check(part, labels)
    given: Any = lexicon
    rows = part.commitments(lexicon=given, regions=regions, output="pandas", threads=threads)
    explained = part.explain(lexicon=given, output="pandas", threads=threads)
    return Evaluation(part, labels, rows, explained)


def _labels(gold: str | os.PathLike[str] | Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The records, each checked for what the comparison needs."""
    place = "gold"
    if isinstance(gold, (str, os.PathLike)):
        path = _sample() if gold == "sample" else Path(gold)
        place = os.fspath(path)
        given = []
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        given.append((f"{place}:{number}", json.loads(line)))
                    except ValueError as error:
                        raise OptionError(f"{place}:{number}: not JSON: {error}") from error
    else:
        given = [(f"gold[{at}]", record) for at, record in enumerate(gold)]
    for where, record in given:
        if not isinstance(record, Mapping):
            raise OptionError(f"{where}: must be an object with label, doc and span, not {type(record).__name__}")
        if record.get("label") not in LABELS:
            raise OptionError(f"{where}: label={record.get('label')!r}: must be one of {', '.join(LABELS)}")
        for name in ("doc", "span", *(("trigger_class",) if record["label"] == "commitment" else ())):
            if record.get(name) is None:
                raise OptionError(f"{where}: has no {name!r}")
        for value in [record["span"], record.get("content"), *(record.get("triggers") or [])]:
            try:
                span(value)
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise OptionError(f"{where}: {value!r} is no span: start and end are needed") from error
    if not given:
        raise OptionError(f"{place}: no labels")
    return [dict(record) for _, record in given]


def _sample() -> Path:
    """The labels of the sample corpus, which only the source tree has."""
    name = Path("seeds") / "commitments.jsonl"
    for folder in (Path(__file__).resolve().parents[2], Path.cwd()):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(2, "the labels of the sample are in the source tree, not in the wheel", str(name))


def _ids(corpus: Corpus, labels: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The document id of each `doc`: the same, or the one of the same stem."""
    known = corpus.ids
    stems: dict[str, list[str]] = {}
    for name in known:
        stems.setdefault(stem(name), []).append(name)
    ids = {}
    for doc in dict.fromkeys(str(label["doc"]) for label in labels):
        if doc in known:
            ids[doc] = doc
            continue
        found = stems.get(stem(doc), []) or [name for name in known if name == stem(doc)]
        if len(found) != 1:
            what = "is not in the corpus" if not found else f"could be {' or '.join(map(repr, found))}"
            raise OptionError(f"gold: document {doc!r} {what}; docs= takes a part of the labels")
        ids[doc] = found[0]
    return ids


def _check(corpus: Corpus, labels: Sequence[Mapping[str, Any]]) -> None:
    """Labels of another version of the text would count as misses: say so instead."""
    texts = {name: corpus[name].text for name in {label["doc"] for label in labels}}
    for label in labels:
        for value in [label["span"], *(label.get("triggers") or [])]:
            text = value.get("text") if isinstance(value, Mapping) else None
            at = span(value)
            if text is not None and at is not None and texts[label["doc"]][at[0] : at[1]] != text:
                raise OptionError(
                    f"gold: {label.get('id', label['doc'])}: {text[:40]!r} is not at {at[0]}:{at[1]} of"
                    f" {label['doc']!r}, which holds {texts[label['doc']][at[0] : at[1]][:40]!r}"
                )


def _false(row: Mapping[str, Any], near: Iterable[Mapping[str, Any]], sentences: Mapping[Any, str]) -> dict[str, Any]:
    at = place(row)
    lures = [label for label in near if label["doc"] == row["doc_id"]]
    fits = [label.get("reason") for label in lures if at and touches(span(label["span"]) or (0, 0), at)]
    found = {name: row.get(name) for name in FALSE}
    return {**found, "near_miss": fits[0] if fits else None, "sentence": sentences[row["doc_id"], row["sent_id"]]}


def _missed(
    label: Mapping[str, Any], sentences: Iterable[Mapping[str, Any]], decided: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """A label that was not found, with what `explain` says of its trigger, or of its clause."""
    clause = span(label["span"]) or (0, 0)
    triggers = [at for at in map(span, label.get("triggers") or []) if at] or [clause]
    here = [row for row in decided if touches(clause, (row["start"], row["end"]))]
    fits = [row for row in here if any(touches(at, (row["start"], row["end"])) for at in triggers)] or here
    around = next((row for row in sentences if touches(clause, (row["start"], row["end"]))), None)
    text = around["text"] if around else None

    def words(at: tuple[int, int]) -> str | None:
        if around is None or text is None:
            return None
        return str(text[max(0, at[0] - around["start"]) : at[1] - around["start"]])

    return {
        "gold_id": label.get("id"),
        "doc_id": label["doc"],
        "sent_id": around["sent_id"] if around else None,
        "start": clause[0],
        "end": clause[1],
        "trigger_class": label["trigger_class"],
        "trigger": "; ".join(filter(None, map(words, triggers))),
        "borderline": label.get("borderline"),
        "decision": fits[0]["decision"] if fits else "no candidate",
        "rule_ids": f"{fits[0]['rule_id']} {fits[0]['entry']}" if fits else None,
        "evidence": words(clause),
        "sentence": text,
    }


def _near(
    near: Sequence[Mapping[str, Any]], matching: Matching, decided: Mapping[str, list[dict[str, Any]]]
) -> pd.DataFrame:
    """By reason: labels, those on which a false record falls, those that the detector gives as near misses itself."""
    import pandas as pd

    rows = []
    for label in near:
        at = span(label["span"]) or (0, 0)
        false = [place(row) for row in matching.false if row["doc_id"] == label["doc"]]
        here = [row for row in decided.get(label["doc"], []) if touches(at, (row["start"], row["end"]))]
        rows.append(
            {
                "reason": label.get("reason"),
                "support": 1,
                "flagged": any(other and touches(at, other) for other in false),
                "listed": any(row["decision"] != "commitment" for row in here),
            }
        )
    table = pd.DataFrame(rows, columns=["reason", "support", "flagged", "listed"])
    grouped = table.groupby("reason", as_index=False).sum().sort_values(["support", "reason"], ascending=[False, True])
    sums = {name: int(table[name].sum()) for name in ("support", "flagged", "listed")}
    total = pd.DataFrame([{"reason": "all", **sums}])
    grouped = pd.concat([grouped, total], ignore_index=True) if len(grouped) else total
    counts = {name: grouped[name].astype("int64") for name in sums}
    shares = [share(part, whole) for part, whole in zip(counts["flagged"], counts["support"], strict=True)]
    return grouped.assign(**counts, flagged_share=shares)


def _pair(label: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    shared = max(
        overlap(span(label.get("content")), place(row, "content_")), overlap(span(label["span"]), place(row))
    )
    return {
        "gold_id": label.get("id"),
        **{name: row[name] for name in ("doc_id", "sent_id", "start", "end")},
        "gold_class": label["trigger_class"],
        "trigger_class": row["trigger_class"],
        "overlap": shared,
    }

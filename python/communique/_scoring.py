"""How predicted commitments are matched with labelled ones; the standard library is enough."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]
Span = tuple[int, int]
LEAST = 0.3
"""The least overlap of contents or clauses, intersection over union."""


@dataclass
class Matching:
    """What became of the records of all documents."""

    pairs: list[tuple[Record, Record]] = field(default_factory=list)
    missed: list[Record] = field(default_factory=list)
    false: list[Record] = field(default_factory=list)
    optional: list[Record] = field(default_factory=list)
    """Predictions that fit a label that counts neither way."""
    gold: list[Record] = field(default_factory=list)
    predicted: list[Record] = field(default_factory=list)


def stem(name: object) -> str:
    """The file name without folder and ending."""
    return os.path.splitext(os.path.basename(str(name)))[0]


def span(value: Any) -> Span | None:
    """Start and end of a span as dict or pair."""
    if value is None:
        return None
    return (int(value["start"]), int(value["end"])) if isinstance(value, Mapping) else (int(value[0]), int(value[1]))


def touches(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return min(a[1], b[1]) > max(a[0], b[0])


def overlap(a: Span | None, b: Span | None) -> float:
    """Intersection over union."""
    if a is None or b is None or not touches(a, b):
        return 0.0
    return (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def place(row: Record, name: str = "") -> Span | None:
    """Start and end in the columns `name_start` and `name_end`."""
    start, end = row.get(f"{name}start"), row.get(f"{name}end")
    # Not itself: NaN, and pandas' NA is no number at all.
    return None if start is None or start != start or type(start).__name__ == "NAType" else (int(start), int(end or 0))


def match(gold: Iterable[Record], predicted: Iterable[Record], *, clear: bool = False) -> Matching:
    """Matches predictions with labels, document by document.

    Two match when their triggers share a character and contents or clauses overlap by at least `LEAST`; pairs are taken
    greedily, best overlap first, one to one. With `clear`, borderline labels count neither way.
    """
    documents: dict[str, tuple[list[Record], list[Record], list[Record]]] = defaultdict(lambda: ([], [], []))
    for label in gold:
        neither = label["label"] == "optional" or (clear and label.get("borderline"))
        if label["label"] in ("commitment", "optional"):
            documents[stem(label["doc"])][1 if neither else 0].append(label)
    for row in predicted:
        documents[stem(row["doc_id"])][2].append(row)
    result = Matching()
    for _, (labels, optional, rows) in sorted(documents.items()):
        taken = _greedy([*labels, *optional], rows)
        result.gold += labels
        result.predicted += rows
        for at, label in enumerate(labels):
            if at in taken:
                result.pairs.append((label, rows[taken[at]]))
            else:
                result.missed.append(label)
        result.optional += [rows[row] for at, row in taken.items() if at >= len(labels)]
        used = set(taken.values())
        result.false += [row for at, row in enumerate(rows) if at not in used]
    return result


def _greedy(labels: Sequence[Record], rows: Sequence[Record]) -> dict[int, int]:
    """Label to prediction, best overlap first."""
    candidates = []
    for i, label in enumerate(labels):
        clause = span(label["span"])
        triggers = [span(trigger) for trigger in label.get("triggers") or [label["span"]]]
        content = span(label.get("content"))
        for j, row in enumerate(rows):
            trigger = place(row, "trigger_") or place(row)
            if trigger is None or not any(other and touches(other, trigger) for other in triggers):
                continue
            shared = max(overlap(content, place(row, "content_")), overlap(clause, place(row)))
            if shared >= LEAST:
                candidates.append((shared, i, j))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


def share(part: int, whole: int) -> float:
    """A share, NaN of nothing."""
    return part / whole if whole else float("nan")


def by_class(matching: Matching, records: str) -> list[dict[str, Any]]:
    """One row "all", then one a class: see `communique.evaluate`."""
    optional = {id(row) for row in matching.optional}
    predicted = [row for row in matching.predicted if id(row) not in optional]
    classes = {label["trigger_class"] for label in matching.gold} | {row["trigger_class"] for row in predicted}
    rows = []
    for name in [None, *sorted(classes)]:
        labels = [label for label in matching.gold if name in (None, label["trigger_class"])]
        found = [(a, b) for a, b in matching.pairs if name in (None, a["trigger_class"])]
        right = [(a, b) for a, b in found if name in (None, b["trigger_class"])]
        of_class = [row for row in predicted if name in (None, row["trigger_class"])]
        precision, recall = share(len(right), len(of_class)), share(len(right), len(labels))
        if not of_class or not labels:
            f1 = float("nan")
        else:
            f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        rows.append(
            {
                "records": records,
                "trigger_class": name or "all",
                "precision": precision,
                "recall": recall,
                "f1": f1,
                "support": len(labels),
                "predicted": len(of_class),
                "matched": len(right),
                "found": len(found),
            }
        )
    return rows


ATTRIBUTES = (
    "trigger_class",
    "strength",
    "specificity",
    "scope",
    "status",
    "polarity",
    "attribution",
    "form",
    "plover",
)


def by_attribute(matching: Matching) -> list[dict[str, Any]]:
    """How often the attributes of matched records agree, where the label has them."""
    rows = []
    for name in ATTRIBUTES:
        both = [(a[name], b.get(name)) for a, b in matching.pairs if a.get(name) is not None]
        same = sum(str(a) == str(b) for a, b in both)
        rows.append({"attribute": name, "agreement": share(same, len(both)), "pairs": len(both)})
    return rows

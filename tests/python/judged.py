"""Threads against judged relations: which pairs are linked, and with which relation.

    python tests/python/judged.py ARTICLES GOLD

ARTICLES is the folder of the articles, GOLD that of seed_commitments.jsonl and seed_threads.jsonl. A judged mention is
the row of `threads(near_misses=True)` whose span overlaps it most. A pair counts as linked where both mentions stand in
one thread, as dropped where no later document of it takes it up, as added where both are found. It has the judged
relation where the row of the later mention says so; added, where it does not follow the earlier one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import communique as cq

if TYPE_CHECKING:
    import pandas as pd

DATES = {"000": "2022-07-29", "001": "2023-01-31", "002": "2022-07-25", "003": "2017-02-03", "004": "2021-03-17"}


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def mention(table: pd.DataFrame, record: dict[str, Any]) -> int | None:
    """The row of a judged mention."""
    span, rows = record["span"], table[table["doc_id"] == record["doc"]]
    common = rows["end"].clip(upper=span["end"]) - rows["start"].clip(lower=span["start"])
    shorter = (rows["end"] - rows["start"]).clip(upper=span["end"] - span["start"])
    union = rows["end"].clip(lower=span["end"]) - rows["start"].clip(upper=span["start"])
    share = (common / union)[common / shorter >= 0.5]
    return None if share.empty else int(share.idxmax())


def found(table: pd.DataFrame, here: int | None, there: int | None, judged: str) -> tuple[bool, str | None]:
    """Whether a pair is linked, and the relation it has."""
    if here is None:
        return False, None
    first = table.loc[here]
    if judged == "dropped":
        later = table[(table["thread"] == first["thread"]) & (table["date"] > first["date"])]
        return later.empty, "dropped" if later.empty else None
    if there is None:
        return False, None
    rows = [table.loc[there], first]
    follows = [
        row["previous_doc_id"] == other["doc_id"] and row["previous_start"] == other["start"]
        for row, other in zip(rows, reversed(rows), strict=True)
    ]
    if judged == "added":
        return True, str(rows[0]["relation"]) if follows[0] else "added"
    # A headline, or a bond that is recalled, answers to the body wherever it stands.
    row = rows[1] if follows[1] and not follows[0] else rows[0]
    return bool(first["thread"] == rows[0]["thread"]), str(row["relation"])


def judge(articles: Path, gold: Path) -> list[tuple[dict[str, Any], bool, str | None]]:
    """Each judged relation, whether it is linked, and the relation found."""
    files = sorted(articles.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    corpus = cq.Corpus(texts, ids=[path.name for path in files], dates=[DATES[path.name[:3]] for path in files])
    table = corpus.threads(near_misses=True)
    records = {row["id"]: row for row in lines(gold / "seed_commitments.jsonl")}
    judged = []
    for row in (relation for line in lines(gold / "seed_threads.jsonl") for relation in line["relations"]):
        here, there = (mention(table, records[name]) if name else None for name in (row["frm"], row["to"]))
        judged.append((row, *found(table, here, there, row["relation"])))
    return judged


def main() -> None:
    judged = judge(Path(sys.argv[1]), Path(sys.argv[2]))
    for row, linked, relation in judged:
        print(f"{row['frm']} {row['to'] or '-':8} judged {row['relation']:13} {relation if linked else 'not linked'}")
    linked = [(row, relation) for row, is_linked, relation in judged if is_linked]
    right = sum(row["relation"] == relation for row, relation in linked)
    print(f"linked {len(linked)} of {len(judged)}, of these {right} with the judged relation")


if __name__ == "__main__":
    main()

"""Check the labelled commitments against the documents they label.

    python seeds/check_commitments.py                    # seeds/commitments.jsonl
    python seeds/check_commitments.py FOLDER LABELS.jsonl

Reports every breach of: offsets and texts, closed values, unique ids, strength and its sum, duplicate_of, edges of
spans, members of a record. Exit code 1 if there is any. Offsets are code points into the text as the corpus holds it:
the decoded file without byte order mark and without YAML front matter (UTF-8, else UTF-16 by its mark, else
Windows-1252). `line` counts the lines of the file. Standard library only.
"""

import json
import os
import re
import sys

BASE = dict(PLEDGE=4, REAFFIRM=4, AGREE=3, DECIDE=3, WILL=3, REFUSE=3, WILLINGNESS=2, PURSUE=2, PLAN=2, NEED=2, BARE_NOMINAL=2)
CLOSED = {
    "trigger_class": set(BASE),
    "strength": {1, 2, 3, 4, 5},
    "specificity": {0, 1, 2},
    "scope": {"substantive", "procedural", "protocol"},
    "status": {"new", "reaffirmed", "continued", "planned", "fulfilled", "denied"},
    "actor_resolution": {"explicit", "collective", "anaphoric", "metonymic", "possessor", "deictic", "inherited", "elided",
                         "passive_agentless"},
    "attribution": {"quoted", "reported", "narrator"},
    "form": {"active", "passive", "nominal", "infinitival", "participial", "relative", "that_clause",
             "headline_finite", "headline_infinitive", "headline_nominal", "headline_elliptic",
             "deck_finite", "deck_nominal", "deck_elliptic"},
    "polarity": {"positive", "negative"},
    "plover": {"AGREE", "THREATEN", "MOBILIZE", "REJECT"},
    "target_role": {None, "adversary", "beneficiary", "partner"},
    "difficulty": {"easy", "moderate", "hard"},
}
REASONS = {"adversary_action", "mere_discussion", "shared_view_or_belief", "past_event", "expectation", "value_or_importance",
           "warning_or_prediction", "obligation_on_other", "description_or_elaboration", "schedule_modifier", "completed_action",
           "recalled_agreement_no_content", "acknowledgement", "negotiation_not_agreed", "activity_report", "agenda",
           "assertive_that_clause", "hope_expressive"}
KEYS = {
    "commitment": ["id", "label", "doc", "doc_date", "sent", "sent_start", "sent_end", "line", "region", "span", "triggers",
                   "trigger_class", "actor_written", "actor_resolved", "actor_resolution", "content", "scope", "specificity",
                   "target", "target_role", "condition", "deadline", "deadline_norm", "strength", "strength_basis", "boosters",
                   "hedges", "status", "polarity", "attribution", "attribution_source", "form", "plover", "cameo", "prior_event",
                   "duplicate_of", "borderline", "difficulty", "note"],
    "near_miss": ["id", "label", "doc", "doc_date", "sent", "sent_start", "sent_end", "line", "region", "span", "lures",
                  "reason", "note"],
}
ONE = ("span", "actor_written", "content", "target", "condition", "deadline")
MANY = ("triggers", "boosters", "hedges", "lures")
QUOTES = "\"“”„‘«»"          # ’ may end a plural possessive, so it and ' are looked at by themselves


def decode(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def body(name, text):
    """The text behind YAML front matter, and how many lines that takes."""
    if name.endswith(".md") and (front := re.match(r"---\n.*?\n---\n", text, re.DOTALL)):
        return text[front.end() :], front.group().count("\n")
    return text, 0


def edge(text):
    if not text:
        return "empty"
    if text != text.strip() or text[0] in "\u00a0" or text[-1] in "\u00a0":
        return "space at the edge"
    if text[0] in QUOTES + "’'" and not re.match(r"[’'][a-z]+\b", text):   # 'll, 've
        return "quote mark at the start"
    if text[-1] in QUOTES or (text[-1] in "’'" and not text[-2:-1] == "s"):
        return "quote mark at the end"
    return None


def main(folder, path):
    bad, docs, ids = [], {}, {}
    with open(path, encoding="utf-8") as lines:
        rows = [(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]
    for number, r in rows:
        if r["id"] in ids:
            bad.append(f"line {number}: id {r['id']} twice")
        ids[r["id"]] = r
    for number, r in rows:
        def say(text):
            bad.append(f"line {number} {r['id']}: {text}")
        if r.get("label") not in KEYS:
            say(f"label {r.get('label')!r}")
            continue
        if list(r) != KEYS[r["label"]]:
            say(f"keys: {sorted(set(r) ^ set(KEYS[r['label']]))} or their order")
            continue
        if r["doc"] not in docs:
            try:
                with open(os.path.join(folder, r["doc"]), "rb") as file:
                    docs[r["doc"]] = body(r["doc"], decode(file.read()))
            except OSError as error:
                say(str(error))
                continue
        text, front = docs[r["doc"]]
        if not 0 <= r["sent_start"] < r["sent_end"] <= len(text):
            say("sentence outside the file")
        if r["line"] != front + text.count("\n", 0, r["span"]["start"]) + 1:
            say("line number")
        spans = [(k, r[k]) for k in ONE if r.get(k) is not None] + [(k, s) for k in MANY for s in r.get(k) or []]
        for key, s in spans:
            if text[s["start"]:s["end"]] != s["text"]:
                say(f"{key}: text differs from the file: {s['text'][:50]!r}")
            elif edge(s["text"]):
                say(f"{key}: {edge(s['text'])}: {s['text'][:60]!r}")
            if not (r["sent_start"] <= s["start"] and s["end"] <= r["sent_end"]):
                say(f"{key} outside the sentence: {s['text'][:50]!r}")
        if r["label"] == "near_miss":
            if r["reason"] not in REASONS:
                say(f"reason {r['reason']!r}")
            if not r["lures"]:
                say("no lure")
            continue
        for key, values in CLOSED.items():
            if r[key] not in values:
                say(f"{key} {r[key]!r}")
        for key in ("triggers", "actor_resolved"):
            if not r[key]:
                say(f"no {key}")
        for key in ("content", "cameo", "strength_basis"):
            if not r[key]:
                say(f"no {key}")
        c, span = r["content"], r["span"]
        if c and not (span["start"] <= c["start"] and c["end"] <= span["end"]):
            say("content outside the span")
        if (r["target"] is None) != (r["target_role"] is None):
            say("target without role or the reverse")
        if (r["deadline"] is None) != (r["deadline_norm"] is None):
            say("deadline without deadline_norm or the reverse")
        if (r["attribution"] == "narrator") != (r["attribution_source"] is None):
            say("attribution and its source")
        base = BASE.get(r["trigger_class"], 0)
        want = min(5, max(1, base + bool(r["boosters"]) - bool(r["hedges"])))
        if r["strength"] != want:
            say(f"strength {r['strength']}, should be {want}")
        basis = f"{base}({r['trigger_class']})"
        if r["boosters"]:
            basis += "+1(" + "; ".join(b["text"] for b in r["boosters"]) + ")"
        if r["hedges"]:
            basis += "-1(" + "; ".join(h["text"] for h in r["hedges"]) + ")"
        if r["strength_basis"] != f"{basis}={want}":
            say(f"strength_basis {r['strength_basis']!r}, should be {basis + '=' + str(want)!r}")
        if r["trigger_class"] == "REFUSE" and (r["polarity"], r["status"]) != ("negative", "denied"):
            say("REFUSE is negative and denied")
        if r["status"] == "denied" and r["polarity"] != "negative":
            say("denied but positive")
        cameo = r["cameo"]
        plover = "THREATEN" if cameo == "138" else "MOBILIZE" if cameo.startswith("15") else "REJECT" if cameo.startswith("12") else "AGREE"
        if r["plover"] != plover:
            say(f"plover {r['plover']} with cameo {cameo}")
        dup = r["duplicate_of"]
        if dup is not None:
            other = ids.get(dup)
            if other is None:
                say(f"duplicate_of {dup}: no such record")
            elif other["label"] != "commitment" or other["doc"] != r["doc"] or other is r:
                say(f"duplicate_of {dup}: not another commitment of the same document")
            else:
                seen = {r["id"]}
                while other is not None and other["duplicate_of"]:
                    if other["id"] in seen:
                        say("duplicate_of runs in a circle")
                        break
                    seen.add(other["id"])
                    other = ids.get(other["duplicate_of"])
    for line in bad:
        print(line)
    n = sum(r["label"] == "commitment" for _, r in rows)
    print(f"{n} commitments, {len(rows) - n} near misses, {len(docs)} documents, {len(bad)} breaches")
    return 1 if bad else 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    if len(sys.argv) not in (1, 3):
        sys.exit(__doc__)
    sys.exit(main(*(sys.argv[1:] or (here, os.path.join(here, "commitments.jsonl")))))

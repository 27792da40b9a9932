"""Bring seeds/manifest.toml up to date with the files beside it, or check it.

    python seeds/make_manifest.py            # rewrite the manifest
    python seeds/make_manifest.py --check    # write nothing; exit 1 if it is out of date

Title and outlet are set by hand and kept. Id, file, date and kind follow from
the file name (`YYYY-MM-DD-kind-slug.ext`), the hash from the bytes of the file.
Standard library only; Python 3.11 or later (tomllib).
"""

import argparse
import hashlib
import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "manifest.toml"
KINDS = ("follow-up", "joint-statement", "press-release", "preview", "readout", "remarks", "report")
NAME = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})-({'|'.join(KINDS)})-[a-z0-9-]+\.(?:txt|md|html)")
HEADER = """\
# The documents of the sample corpus. All of them are invented for this project and original.
# Remade by make_manifest.py; only title and outlet are edited by hand. The date is the date of the
# document (most files do not state it in their text). sha256 is of the file's bytes as stored.
# `beside`: files of the folder that are no documents.

beside = ["commitments.jsonl"]
"""


def quote(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def by_hand() -> dict[str, dict[str, str]]:
    """Title and outlet of each document, as the present manifest gives them."""
    if not MANIFEST.exists():
        return {}
    tables = tomllib.loads(MANIFEST.read_text(encoding="utf-8")).get("document", [])
    return {table["file"]: table for table in tables}


def render() -> str:
    known = by_hand()
    files = sorted(path for path in HERE.iterdir() if NAME.fullmatch(path.name))
    problems = [f"{name}: in the manifest, not on disk" for name in known if not (HERE / name).exists()]
    problems += [
        f"{path.name}: name does not follow YYYY-MM-DD-kind-slug"
        for path in HERE.iterdir()
        if path.name[:2] == "20" and path not in files
    ]
    out = [HEADER]
    for path in files:
        row = known.get(path.name, {})
        if not row.get("title") or not row.get("outlet"):
            problems.append(f"{path.name}: add a [[document]] with file, title and outlet")
            continue
        date, kind = NAME.fullmatch(path.name).groups()
        fields = {
            "id": path.stem,
            "file": path.name,
            "title": row["title"],
            "date": date,
            "outlet": row["outlet"],
            "kind": kind.replace("-", "_"),
            "lang": "en",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        out.append("[[document]]\n" + "".join(f"{key} = {quote(value)}\n" for key, value in fields.items()))
    if problems:
        sys.exit("\n".join(problems))
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description="Remake or check seeds/manifest.toml.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if out of date")
    check = parser.parse_args().check
    text = render()
    if not check:
        MANIFEST.write_text(text, encoding="utf-8", newline="\n")
    elif not MANIFEST.exists() or MANIFEST.read_text(encoding="utf-8") != text:
        sys.exit("seeds/manifest.toml is out of date: run python seeds/make_manifest.py")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Copies the facts that make_actors.py reads out of two downloaded repositories into sources/*.json.

    get_sources.py FACTBOOK CLDR      (paths of git directories or clones)

FACTBOOK  https://github.com/factbook/factbook.json   text of the CIA World Factbook: public domain; arrangement: CC0
CLDR      https://github.com/unicode-org/cldr-json    Unicode License V3

Only names, capitals, nationality words and memberships are kept: no descriptions, notes or etymologies.
Sorted and with the commit in the head, so the same commits give the same bytes.
"""
import html, json, pathlib, re, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
CLDR_FILES = {
    "territories": "cldr-json/cldr-localenames-full/main/en/territories.json",
    "codes": "cldr-json/cldr-core/supplemental/codeMappings.json",
    "containment": "cldr-json/cldr-core/supplemental/territoryContainment.json",
}


def git(repo, *args):
    return subprocess.run(["git", "-C", str(repo), *args], check=True, capture_output=True, text=True).stdout


def clean(value):
    if isinstance(value, dict):
        value = value.get("text", "")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", value or ""))).strip()


def write(name, value):
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (HERE / "sources" / name).write_text(text, encoding="utf-8")


def factbook(repo):
    rows = {}
    for path in git(repo, "ls-tree", "-r", "--name-only", "HEAD").split("\n"):
        if not re.fullmatch(r"[a-z-]+/[a-z]{2}\.json", path):
            continue
        page = json.loads(git(repo, "show", f"HEAD:{path}"))
        government = page.get("Government", {})
        name = government.get("Country name", {})
        nationality = page.get("People and Society", {}).get("Nationality", {})
        row = {
            "short": clean(name.get("conventional short form")),
            "long": clean(name.get("conventional long form")),
            "abbreviation": clean(name.get("abbreviation")),
            "capital": clean(government.get("Capital", {}).get("name")),
            "noun": clean(nationality.get("noun")),
            "adjective": clean(nationality.get("adjective")),
            "organisations": clean(government.get("International organization participation")),
        }
        rows[path[-7:-5].upper()] = {key: value for key, value in row.items() if value and value.lower() not in ("none", "na")}
    write("factbook.json", {"commit": git(repo, "rev-parse", "HEAD").strip(), "rows": {k: v for k, v in rows.items() if v}})


def cldr(repo):
    read = {key: json.loads(git(repo, "show", f"HEAD:{path}")) for key, path in CLDR_FILES.items()}
    contained = read["containment"]["supplemental"]["territoryContainment"]
    codes = read["codes"]["supplemental"]["codeMappings"]
    write("cldr.json", {
        "commit": git(repo, "rev-parse", "HEAD").strip(),
        "version": read["codes"]["supplemental"]["version"]["_cldrVersion"],
        "territories": read["territories"]["main"]["en"]["localeDisplayNames"]["territories"],
        "codes": {key: value for key, value in codes.items() if "_numeric" in value or key == "XK"},
        "groups": {key: contained[f"{key}-status-grouping" if f"{key}-status-grouping" in contained else key]["_contains"]
                   for key in ("EU", "UN")},
    })


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    (HERE / "sources").mkdir(exist_ok=True)
    factbook(sys.argv[1])
    cldr(sys.argv[2])

#!/usr/bin/env python3
"""Makes actors.toml, the gazetteer of actors, from kept sources.

    make_actors.py            write actors.toml
    make_actors.py --check    rebuild, compare with actors.toml, and check the rows; exit 1 if anything is wrong

Reads, all beside this file: sources/cldr.json and sources/factbook.json (made by get_sources.py), extra_states.toml,
extra.toml, extra_rules.toml (kept by hand). Python 3.11, standard library only. The same inputs give the same bytes.
"""
import collections, json, pathlib, re, sys, tomllib, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = 150_000
FIELDS = ["names", "abbr", "adj", "people", "capital", "seats", "prefix"]  # what is matched in the text
ROW = ["id", "label", "name", "kind", "owner", "part_of", *FIELDS, "members"]
AMBIGUOUS = ["alias", "field", "ids", "default", "ambiguous", "also", "not_before", "not_after", "both"]
SECTIONS = ["case", "ambiguity", "metonymy", "not_actor_after_capital", "head", "ministry", "topic", "pattern", "title",
            "collective", "collective_noun", "collective_fixed", "blocker", "person_clash"]
HEAD = """# The actor gazetteer of communique: who may act, and under what names. Made by make_actors.py; do not edit: change the
# extra*.toml files and run it again. Schema: README.md. Sources and licences: NOTICE.txt.
# Matched in the text: name and the fields names, abbr, adj, people, capital, seats, prefix, except what stands in
# `ambiguous`, which comes first. label is printed; without one, name is.
"""


def load():
    source = {name: json.loads((HERE / "sources" / f"{name}.json").read_text("utf-8")) for name in ("cldr", "factbook")}
    extra = {name: tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
             for name in ("extra_states", "extra", "extra_rules")}
    return source["cldr"], source["factbook"], extra["extra_states"], extra["extra"], extra["extra_rules"]


# ---- words ----

def straight(text):
    return text.replace("’", "'").replace("‘", "'").replace("\u00a0", " ").strip()


def ascii_form(text):
    kept = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return kept if kept.isascii() else text


def variants(alias):
    """The alias and the spellings of it that differ only in accents and Saint/St."""
    forms = [alias]
    for form in list(forms):
        if re.match(r"(Saint|St\.?) ", form):
            forms += [re.sub(r"^(Saint|St\.?) ", new, form) for new in ("Saint ", "St. ", "St ")]
    return forms + [ascii_form(form) for form in forms]


def unique(items):
    return list(dict.fromkeys(item for item in items if item))


def plain(text):
    """A source's name without article, note and brackets; empty if it is a list or a bracketed form."""
    text = straight(text.split(";")[0]).replace(" & ", " and ")
    text = re.sub(r"^[Tt]he ", "", text)
    return "" if "(" in text or text.count(",") > 2 else text


def parts(text):
    text = re.sub(r";\s*note.*", "", text)
    return [re.sub(r"^or\s+", "", part.strip()) for part in re.split(r",\s+(?![^()]*\))|\s+or\s+|/|;\s+", text)]


def adjectives(text):
    return unique(re.sub(r"\s*\([^)]*\)", "", part).strip() for part in parts(text))


def peoples(text):
    """Plurals from the Factbook's noun: "Dane(s)", "Frenchman(men)", "Thai (singular and plural)"."""
    found = []
    for part in parts(text):
        if not part or "(singular)" in part:
            continue
        word = re.sub(r"\s*\(.*", "", part).strip()
        if re.search(r"\((wo)?men\)", part):
            word = re.sub(r"man$", "men", word)
        elif "(s)" in part:
            word += "s"
        elif "plural)" not in part and not word.endswith(("s", "ese")):
            word += "s"
        found.append(word)
    return unique(found)


def capitals(text):
    text = re.split(r"[;,]", re.sub(r"\s*\([^)]*\)", "", straight(text)))[0]
    return [text.strip()] if text and not text.startswith("administered") else []


# ---- rows ----

def iso_codes(cldr):
    """ISO 3166-1 alpha-2 to alpha-3: the codes of CLDR that have a number below 900 and a name."""
    return {two: row["_alpha3"] for two, row in cldr["codes"].items()
            if two in cldr["territories"] and int(row.get("_numeric", 999)) < 900}


def state_rows(cldr, factbook, extra_states, extra):
    codes = iso_codes(cldr) | {"XK": "XKX"}
    fips = {"XK": "KV", "RS": "RI", "SS": "OD", "CW": "UC", "SX": "NN", "AX": "", "BQ": "", "PS": ""}  # codes later than CLDR's FIPS table
    owners = {three: owner for owner, territories in extra["territory_owner"] for three in territories.split()}
    rows, pages = [], {}
    for two, three in codes.items():
        page_id = fips.get(two, cldr["codes"].get(two, {}).get("_fips10", two))
        page = factbook["rows"].get(page_id, {})
        pages[page_id] = three
        if page and not joined(cldr["territories"][two], page) and two not in ("MM", "MO", "TR"):
            sys.exit(f"{two} is {cldr['territories'][two]!r} in CLDR and {page.get('short')!r}, {page.get('long')!r} in the Factbook")
        more = extra_states.get(three, {})
        unknown = set(more) - {"label", "name", "names", "abbr", "adj", "people", "capital", "seats", "prefix", "drop", "kind"}
        assert not unknown, f"extra_states.toml [{three}]: {unknown}"
        cldr_names = [plain(cldr["territories"].get(two + alt, "")) for alt in ("", "-alt-short", "-alt-variant")]
        name = more.get("name") or re.sub(r"^St\. ", "Saint ", cldr_names[2 if two in ("CZ_",) else 0] or cldr_names[1])
        if two in ("HK", "MO"):
            name = cldr_names[1]
        kind = more.get("kind") or ("state" if two in cldr["groups"]["UN"] else "territory")
        sovereign = kind == "state"
        abbr = [a for a in [page.get("abbreviation", "")] if a and " " not in a and a not in extra["drop_abbr"]]
        row = {
            "id": three, "label": more.get("label", name), "name": name, "kind": kind, "owner": owners.get(three),
            "names": [re.sub(r"^[Tt]he ", "", n) for n in [name, *cldr_names, plain(page.get("short", "")), plain(page.get("long", "")), *more.get("names", [])]],
            "abbr": abbr + more.get("abbr", []),
            "adj": more.get("adj", adjectives(page.get("adjective", ""))),
            "people": more.get("people", peoples(page.get("noun", ""))),
            "capital": more.get("capital", capitals(page.get("capital", "")) if sovereign else []),
            "seats": more.get("seats", []), "prefix": more.get("prefix", []),
        }
        dropped = set(more.get("drop", []))
        for field in ("names", "adj", "people", "capital", "seats"):
            row[field] = [form for alias in row[field] for form in variants(alias)]
        for field in FIELDS:
            row[field] = [a for a in row[field] if a not in dropped]
        rows.append(row)
    # a territory has no demonym of its own if it is a state's (Saint Pierre: French)
    taken = {word for row in rows if row["kind"] == "state" for field in ("adj", "people") for word in row[field]}
    for row in rows:
        if row["kind"] == "territory":
            for field in ("adj", "people"):
                row[field] = [word for word in row[field] if word not in taken]
    assert not set(extra_states) - {row["id"] for row in rows}, set(extra_states) - {row["id"] for row in rows}
    return sorted(rows, key=lambda row: row["id"]), pages


def joined(name, page):
    """Whether the Factbook's page speaks of the territory of that CLDR name: they share a word of four letters."""
    words = [set(re.findall(r"\w{4,}", key(text))) for text in (name, page.get("short", "") + " " + page.get("long", ""))]
    return bool(words[0] & words[1])


def members(factbook, pages, extra, cldr):
    found = collections.defaultdict(list)
    for page_id, page in factbook["rows"].items():
        for token in re.split(r",\s*(?![^()]*\))", page.get("organisations", "")):
            if page_id in pages:
                found[token.upper()].append(pages[page_id])
    result = {}
    for token, actor, expected in extra["membership"]:
        result[actor] = sorted(found[token.upper()])
        if len(result[actor]) != expected:
            sys.exit(f"membership: {actor} has {len(result[actor])} members in the Factbook, {expected} expected: {result[actor]}")
    codes = iso_codes(cldr)
    return result | {"EU": sorted(codes[two] for two in cldr["groups"]["EU"])}


def other_rows(extra, member_lists):
    rows = []
    for section, kind in (("organisation", "organisation"), ("institution", "institution"), ("part", "part"),
                          ("former_state", "former_state"), ("armed_group", "armed_group")):
        for given in sorted(extra[section], key=lambda row: row["id"]):
            assert not set(given) - set(ROW), given
            row = {field: list(given.get(field, [])) for field in FIELDS} | {k: v for k, v in given.items() if k not in FIELDS}
            row.setdefault("kind", kind)
            row.setdefault("label", given["name"] if section in ("institution", "armed_group") and given["id"] not in ("ISIS", "PKK", "PLO", "SDF", "RSF", "FARC", "M23") else given["id"])
            row["names"] = [given["name"], *row["names"]]
            for field in ("names", "adj", "people", "capital", "seats"):
                row[field] = [form for alias in row[field] for form in variants(re.sub(r"^the ", "", alias))]
            if given["id"] in member_lists:
                row["members"] = member_lists[given["id"]]
            rows.append(row)
    return rows


def build():
    cldr, factbook, extra_states, extra, rules = load()
    states, pages = state_rows(cldr, factbook, extra_states, extra)
    rows = states + other_rows(extra, members(factbook, pages, extra, cldr))
    ambiguous = []
    for given in extra["ambiguous"]:
        assert not set(given) - set(AMBIGUOUS), given
        ambiguous.append({**given, "ambiguous": True})
    out = {row["alias"] for row in ambiguous}
    for row in rows:
        seen = set()
        row["abbr"] = [a for a in row["names"] if a.isupper() and a.isalpha() and a != row["name"]] + row["abbr"]
        row["names"] = [a for a in row["names"] if a not in row["abbr"]]
        for field in FIELDS:
            row[field] = [a for a in unique(row[field]) if a not in out and a != row["name"] or field in ("adj", "people") and a not in out]
            if field not in ("adj", "people"):  # Andorra is name and capital once; Thai may be adjective and people
                row[field] = [a for a in row[field] if a not in seen]
                seen.update(row[field])
            elif field == "people":
                row[field] = [a for a in row[field] if a not in row["adj"]]
    ambiguous.sort(key=lambda row: (FIELDS.index(row["field"]), row["alias"]))
    head = {"actor": rows, "ambiguous": ambiguous}
    return head, {name: rules[name] for name in SECTIONS}, (cldr, factbook)


# ---- writing ----

def value(item):
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, int):
        return str(item)
    if isinstance(item, str):
        return json.dumps(item, ensure_ascii=False)
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{key} = {value(item[key])}" for key in item) + " }"
    return "[" + ", ".join(value(part) for part in item) + "]"


def inline(row, order):
    """One row on one line. Empty fields are left out, and the label where it is the name."""
    keys = [k for k in order if row.get(k) not in (None, [], False) or k in ("default", "ids", "words") and k in row]
    keys = [k for k in keys if not (k == "label" and row[k] == row["name"])]
    return "{ " + ", ".join(f"{k}={value(row[k])}" for k in keys) + " }"


def text_of(head, rules, sources):
    cldr, factbook = sources
    lines = [HEAD + f"# CLDR {cldr['version']} ({cldr['commit'][:12]}), Factbook ({factbook['commit'][:12]}).", ""]
    lines += ["actor = [", *(f"  {inline(row, ROW)}," for row in head["actor"]), "]", ""]
    lines += ["ambiguous = [", *(f"  {inline(row, AMBIGUOUS)}," for row in head["ambiguous"]), "]", ""]
    for name in SECTIONS:
        part = rules[name]
        if isinstance(part, list):
            lines += [f"{name} = [", *(f"  {inline(row, list(row))}," for row in part), "]", ""]
    for name in SECTIONS:
        part = rules[name]
        if isinstance(part, dict):
            lines += [f"[{name}]", *(f"{key} = {value(item)}" for key, item in part.items()), ""]
    return "\n".join(lines)


# ---- checking ----

def key(alias):
    return ascii_form(straight(alias)).casefold()


def check(head, rules, sources, text):
    problems = []
    rows, ambiguous = head["actor"], head["ambiguous"]
    ids = collections.Counter(row["id"] for row in rows)
    problems += [f"id {i} is there {n} times" for i, n in ids.items() if n > 1]
    labels = collections.defaultdict(list)
    for row in rows:
        labels[row["label"]].append(row["id"])
    problems += [f"label {label!r} for {who}" for label, who in labels.items() if len(who) > 1]

    iso = set(iso_codes(sources[0]).values())
    if len(iso) != 249 or not iso <= set(ids):
        problems.append(f"ISO 3166: {len(iso)} codes, missing {sorted(iso - set(ids))}")
    try:
        import pycountry
        listed = {country.alpha_3 for country in pycountry.countries}
        if listed != iso:
            problems.append(f"ISO 3166 differs from pycountry: {sorted(listed ^ iso)}")
    except ImportError:
        print("pycountry is not installed: the list of codes was checked by count only")

    exact, folded = collections.defaultdict(set), collections.defaultdict(set)
    marked_aliases = {row["alias"] for row in ambiguous}
    for row in rows:
        if row["name"] not in marked_aliases:
            exact[row["name"]].add(row["id"])
            folded[key(row["name"])].add(row["id"])
        for field in FIELDS:
            for alias in row[field]:
                exact[alias].add(row["id"])
                folded[alias if field == "abbr" else key(alias)].add(row["id"])
                if alias != alias.strip() or "’" in alias or not alias or re.match(r"the ", alias):
                    problems.append(f"badly written alias {alias!r} of {row['id']}")
    problems += [f"alias {alias!r} leads to {sorted(who)}" for alias, who in sorted({**folded, **exact}.items()) if len(who) > 1]

    seen = collections.Counter((row["alias"], row["field"]) for row in ambiguous)
    problems += [f"ambiguous {pair} is there {n} times" for pair, n in seen.items() if n > 1]
    for row in ambiguous:
        if missing := [i for i in row["ids"] if i not in ids]:
            problems.append(f"ambiguous {row['alias']!r}: no actor {missing}")
        if row["default"] and row["default"] not in row["ids"]:
            problems.append(f"ambiguous {row['alias']!r}: default {row['default']!r} is not among its ids")
        if row["alias"] in exact:
            problems.append(f"ambiguous {row['alias']!r} is still in {exact[row['alias']]}")
        if len(row["ids"]) < 2 and not row.get("also"):
            problems.append(f"ambiguous {row['alias']!r}: one meaning only")
        problems += [f"ambiguous {row['alias']!r}: unknown class {c!r}" for c in row.get("also", []) if c not in rules["ambiguity"]]
    marked = collections.defaultdict(set)
    for row in ambiguous:
        for i in row["ids"]:
            marked[i].add(row["field"])

    for row in rows:
        where = f"{row['id']} ({row['name']})"
        if row["kind"] == "state" and not row["adj"] and "adj" not in marked[row["id"]]:
            problems.append(f"{where}: no demonym")
        if row["kind"] == "state" and not row["capital"] and "capital" not in marked[row["id"]] \
                and not any(a in [row["name"], *row["names"]] for a in capital_of(row, sources)):
            problems.append(f"{where}: no capital")
        for field in ("owner", "part_of"):
            if row.get(field) and row[field] not in ids:
                problems.append(f"{where}: {field} {row[field]!r} is no actor")
        problems += [f"{where}: member {m!r} is no actor" for m in row.get("members", []) if m not in ids]
        if row["kind"] in ("institution", "part", "former_state", "court", "central_bank") and not row.get("owner"):
            problems.append(f"{where}: no owner")
    for title in rules["title"] + rules["topic"]:
        if title.get("default") and title["default"] not in ids:
            problems.append(f"rule {title['words'][:1]}: default {title['default']!r} is no actor")
        problems += [f"title: {w!r} ambiguous but not among its words" for w in title.get("ambiguous", []) if w not in title["words"]]
    for name, part in (("title", rules["title"]), ("collective_noun", rules["collective_noun"]), ("topic", rules["topic"])):
        words = collections.Counter(word.casefold() if name != "title" else word for row in part for word in row["words"])
        problems += [f"{name}: {word!r} is there {n} times" for word, n in words.items() if n > 1]
    known = {key(alias) for alias in [*exact, *marked_aliases]}
    for phrase in rules["blocker"]["words"]:
        words = re.findall(r"[\w.$'-]+", phrase) + re.findall(r"\w+", phrase)
        spans = {key(" ".join(words[i:j])) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        if not spans & known:
            problems.append(f"blocker {phrase!r} blocks nothing")
    for name in ("Sarn", "Sarnian", "Maruva", "United Shores", "Velden", "Portmere", "Kettring", "Talheira"):
        if re.search(rf"\b{name}\b", text):
            problems.append(f"{name} belongs to the sample corpus")
    size = len(text.encode())
    if size > LIMIT:
        problems.append(f"{size} bytes, limit {LIMIT}")
    if tomllib.loads(text)["actor"][0]["id"] != rows[0]["id"]:
        problems.append("does not read back")
    return problems


def capital_of(row, sources):
    """City states: the capital's name is the state's own."""
    pages = {three: two for two, three in iso_codes(sources[0]).items()}
    two = pages.get(row["id"], "")
    page = sources[1]["rows"].get(sources[0]["codes"].get(two, {}).get("_fips10", two), {})
    return capitals(page.get("capital", ""))


def report(head, rules, text):
    kinds = collections.Counter(row["kind"] for row in head["actor"])
    fields = {field: sum(len(row[field]) for row in head["actor"]) for field in FIELDS}
    print(f"{len(head['actor'])} actors: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
    print("aliases: " + ", ".join(f"{n} {field}" for field, n in fields.items()) + f"; {sum(fields.values())} in all")
    print(f"{len(head['ambiguous'])} ambiguous; {sum(len(t['words']) for t in rules['title'])} title words in {len(rules['title'])} rows; "
          f"{sum(len(t['words']) for t in rules['topic'])} ministry topics; {len(rules['blocker']['words'])} blockers; {len(text.encode())} bytes")


def main():
    head, rules, sources = build()
    text = text_of(head, rules, sources)
    path = HERE / "actors.toml"
    report(head, rules, text)
    if "--check" not in sys.argv[1:]:
        path.write_text(text, encoding="utf-8")
        return
    problems = check(head, rules, sources, text)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        problems.append("actors.toml is not what make_actors.py writes")
    print("\n".join(problems) if problems else "ok")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

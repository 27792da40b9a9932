"""Writes the files made from the tables of the core: `python python/generate.py [--check]`.

These are _verbs.py and typing.py of the package, the pages of measures in python/docs and the tables of the guide
there. Run it after a change to a row of `src/verbs` or `src/measures`, to the lexicon or to the detector; a test fails
where it was forgotten.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

from pages import guide, pages


def the_core() -> Any:
    """The installed core, without the Python face, which this script writes."""
    # The folder of this script comes first on the path; the package in it has no core unless one was put there.
    places = [str(Path(place or ".") / "communique") for place in sys.path]
    found = importlib.machinery.PathFinder.find_spec("_core", places)
    if found is None or found.loader is None:
        sys.exit("communique is not installed here: make install, then .venv/bin/python python/generate.py")
    core = importlib.util.module_from_spec(found)
    found.loader.exec_module(core)
    return core


HERE = Path(__file__).parent / "communique"
DOCS = Path(__file__).parent / "docs"
HEADER = '"""{}\n\nMade by python/generate.py from the tables of the core; do not edit.\n"""\n\n'
TYPES = {
    "flag": "bool",
    "text": "str",
    "texts": "str | Sequence[str]",
    "words": "str | Sequence[str]",
    "counts": "int | Sequence[int]",
    "count": "int",
    "float": "float",
    "docs": "Any",
}
WIDTH = 116


def alias(name: str) -> str:
    return name.title().replace("_", "")


def several(tables: dict[str, Any]) -> set[str]:
    """Names of options whose choices depend on the verb."""
    choices: dict[str, list[str]] = {}
    found = set()
    for verb in tables["verbs"]:
        for option in verb["options"]:
            known = choices.setdefault(option["name"], option["choices"])
            if option["kind"] == "choice" and known and known != option["choices"]:
                found.add(option["name"])
    return found


def own_aliases(tables: dict[str, Any]) -> None:
    """Gives each option of choices the name of its type, with the verb's before it where choices differ."""
    differ = several(tables)
    for verb in tables["verbs"]:
        for option in verb["options"]:
            prefix = alias(verb["name"]) if option["name"] in differ else ""
            option["alias"] = prefix + alias(option["name"])


def annotation(option: dict[str, Any]) -> str:
    kind = option["alias"] if option["kind"] == "choice" else TYPES[option["kind"]]
    if option["name"] == "lexicon":
        kind = "Lexicon | str | PathLike[str]"
    optional = option["default"] is None and not option["required"] and kind != "Any"
    return f"{kind} | None" if optional else kind


def default(option: dict[str, Any]) -> str:
    value = option["default"]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list):
        value = tuple(value)
    return json.dumps(value) if isinstance(value, str) else repr(value)


def wrapped(text: str, indent: str, hanging: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False)


def described(option: dict[str, Any]) -> str:
    choices = f" ({', '.join(json.dumps(choice) for choice in option['choices'])})" if option["choices"] else ""
    return wrapped(f"{option['name']}: {option['help']}{choices}.", " " * 12, " " * 16)


def method(verb: dict[str, Any]) -> str:
    subjects = [option for option in verb["options"] if option["required"]]
    others = [option for option in verb["options"] if not option["required"]]
    # `n` of ngrams, `node` of collocations, the sides of keyness: what the call is about, though it has a default.
    leading = [option for option in others if option["name"] in ("n", "node") or option["kind"] == "docs"]
    others = [option for option in others if option not in leading]
    lines = [f"    def {verb['name']}(", "        self,"]
    lines += [f"        {option['name']}: {annotation(option)}," for option in subjects]
    lines += [f"        {option['name']}: {annotation(option)} = {default(option)}," for option in leading]
    lines.append("        *,")
    lines += [f"        {option['name']}: {annotation(option)} = {default(option)}," for option in others]
    lines += ["        output: Output | None = None,", "        threads: int | None = None,", "    ) -> pd.DataFrame:"]
    lines += [wrapped(f'"""{verb["about"]}', " " * 8, " " * 8), "", wrapped(verb["detail"], " " * 8, " " * 8), ""]
    lines += ["        Arguments:"]
    lines += [described(option) for option in [*subjects, *leading, *others]]
    lines += [
        '            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.',
        "            threads: threads to use; default: all cores. The result does not depend on it.",
        "",
        "        Returns:",
        "            A table with the columns",
        "",
    ]
    columns = [f"{column['name']} ({column['type']}): {column['help']}." for column in verb["columns"]]
    lines += [wrapped(column, " " * 12 + "- ", " " * 14) for column in columns]
    lines += ["", "        Raises:", "            OptionError: an option that is not known or not valid."]
    if any(option["name"] == "by" for option in verb["options"]):
        lines.append("            UnknownNameError: a column in `by` that is not there.")
    if verb["python"]:
        lines += ["", "        Example:", textwrap.indent(verb["python"], " " * 12)]
    names = [option["name"] for option in [*subjects, *leading, *others]]
    lines += ['        """', "        options: dict[str, Any] = {"]
    lines += [f'            "{name}": {name},' for name in names]
    lines += ["        }", f'        table: pd.DataFrame = self._verb("{verb["name"]}", options, output, threads)']
    lines.append("        return table")
    return "\n".join(lines)


def verbs(tables: dict[str, Any]) -> str:
    options = [option for verb in tables["verbs"] for option in verb["options"]]
    aliases = sorted({option["alias"] for option in options if option["kind"] == "choice"} | {"Output"})
    head = HEADER.format("The verbs as methods.")
    head += "from __future__ import annotations\n\n"
    head += "from typing import TYPE_CHECKING, Any\n\n"
    head += "if TYPE_CHECKING:\n    from collections.abc import Sequence\n    from os import PathLike\n\n"
    head += "    import pandas as pd\n\n"
    head += "    from .lexicons import Lexicon\n"
    head += f"    from .typing import {', '.join(aliases)}\n\n\n"
    head += 'class Verbs:\n    """The verbs: each returns a table."""\n\n'
    head += "    def _verb(self, name: str, options: dict[str, Any], output: str | None, threads: int | None) -> Any:\n"
    head += "        raise NotImplementedError\n\n"
    return head + "\n\n".join(method(verb) for verb in tables["verbs"]) + "\n"


def typing(tables: dict[str, Any]) -> str:
    literals = {"Region": tables["regions"], "Output": ["pandas", "polars", "arrow"]}
    literals |= {alias(family) + "Measure": names for family, names in tables["measure_names"].items()}
    for verb in tables["verbs"]:
        for option in verb["options"]:
            if option["kind"] == "choice":
                literals[option["alias"]] = option["choices"]
    text = HEADER.format("Types for annotations; they exist at run time.") + "from typing import Literal\n\n"
    for name in sorted(literals):
        values = ", ".join(json.dumps(value) for value in literals[name])
        line = f"{name} = Literal[{values}]"
        if len(line) > WIDTH:
            line = f"{name} = Literal[\n" + "".join(f"    {json.dumps(value)},\n" for value in literals[name]) + "]"
        text += line + "\n"
    names = "".join(f'    "{name}",\n' for name in sorted(literals))
    return text + f"\n__all__ = [\n{names}]\n"


def main() -> int:
    core = the_core()
    tables = json.loads(core.tables())
    own_aliases(tables)
    files = {HERE / "_verbs.py": verbs(tables), HERE / "typing.py": typing(tables)}
    files.update({DOCS / name: text for name, text in pages(tables, core).items()})
    files.update({DOCS / name: text for name, text in guide(tables, core).items()})
    stale = []
    for path, text in files.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run python python/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

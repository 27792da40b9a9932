"""Pictures of the tables, as matplotlib figures. Matplotlib is imported on use: `pip install matplotlib`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .errors import NotInstalledError, OptionError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["history", "network", "timeline"]

# Of the Okabe-Ito palette, told apart without colour by the mark too.
_MARKS = {
    "first": ("o", "#0072B2"),
    "kept": ("o", "#767676"),
    "strengthened": ("^", "#009E73"),
    "weakened": ("v", "#D55E00"),
    "shifted": ("D", "#CC79A7"),
    "fulfilled": ("*", "#E69F00"),
    "restated": (".", "#767676"),
    "distorted": ("x", "#D55E00"),
}
_CHANGES = {
    "first": ("o", "#0072B2"),
    "same": ("o", "#767676"),
    "context": ("s", "#E69F00"),
    "reworded": ("D", "#CC79A7"),
    "returned": ("^", "#009E73"),
    "gone": ("x", "#D55E00"),
}


def timeline(threads: pd.DataFrame, *, top: int = 15, width: float = 9.0) -> Figure:
    """Returns a figure of threads through time: a line each, a mark a mention, strength written at it.

    Lines break where a document of the series between two mentions does not take the thread up.

    Arguments:
        threads: what `Corpus.threads` returned.
        top: the threads with the most mentions to show.
        width: inches.

    Raises:
        NotInstalledError: matplotlib is not installed.
        OptionError: the table is not of threads, or no mention has a date.

    Example:
        >>> import communique as cq
        >>> c = cq.sample()
        >>> figure = cq.plot.timeline(c[c.kind == "joint_statement"].threads(), top=3)
        >>> len(figure.axes[0].get_yticklabels())
        3
    """
    table = _table(threads, "threads", ["thread", "date", "relation", "strength", "label", "mentions"])
    table = table[table["date"].notna() & ~table["relation"].isin(["restated", "distorted"])]
    if table.empty:
        raise OptionError("threads: no mention has a date")
    order = table.drop_duplicates("thread").sort_values(["mentions", "thread"], ascending=[False, True]).head(top)
    dates = sorted(table["date"].unique())
    figure, axes = _figure(width, 0.9 + 0.42 * len(order))
    for place, thread in enumerate(order["thread"]):
        rows = table[table["thread"] == thread].sort_values("date", kind="stable")
        said = list(rows["date"])
        for before, after in pairwise(said):
            silent = any(before < date < after for date in dates)
            axes.plot([before, after], [place, place], color="#767676", lw=1, ls=":" if silent else "-", zorder=1)
        for row in rows.itertuples():
            marker, colour = _MARKS.get(str(row.relation), _MARKS["kept"])
            axes.scatter([row.date], [place], marker=marker, color=colour, s=42, zorder=2)
            if str(row.strength) not in ("<NA>", "nan"):
                above = {"xytext": (0, 6), "textcoords": "offset points", "ha": "center", "fontsize": 7}
                axes.annotate(str(row.strength), (row.date, place), **above)
    _rows(axes, [_cut(label) for label in order["label"]])
    _legend(axes, _MARKS, set(table["relation"]))
    axes.set_title(
        "Commitments through time; the number is the strength, dots bridge a silence", loc="left", fontsize=9
    )
    return figure


def history(track: pd.DataFrame, *, width: float = 9.0) -> Figure:
    """Returns a figure of the wording of phrases through time: where each stands, how it changed, where it is unknown.

    Arguments:
        track: what `Corpus.track` returned.
        width: inches.

    Raises:
        NotInstalledError: matplotlib is not installed.
        OptionError: the table is not of `track`.

    Example:
        >>> import communique as cq
        >>> c = cq.sample()
        >>> figure = cq.plot.history(c[c.kind == "joint_statement"].track("maintain * current force level"))
        >>> [text.get_text() for text in figure.axes[0].texts][:2]
        ['maintain its current force level', '+ of 21,400 personnel']
    """
    table = _table(track, "track", ["pattern", "doc_id", "date", "present", "change", "wording"])
    patterns = list(dict.fromkeys(table["pattern"]))
    figure, axes = _figure(width, 1.3 + 0.6 * len(patterns))
    dated = table["date"].notna().all() and len(table) > 0
    docs = list(dict.fromkeys(table["doc_id"]))
    for place, pattern in enumerate(patterns):
        for row in table[table["pattern"] == pattern].itertuples():
            at: Any = row.date if dated else docs.index(row.doc_id)
            if row.present == "yes" or row.change == "gone":
                marker, colour = _CHANGES.get(str(row.change), _CHANGES["same"])
                axes.scatter([at], [place], marker=marker, color=colour, s=46, zorder=2)
            elif row.present == "unknown":
                axes.annotate("?", (at, place), ha="center", va="center", color="#D55E00")
            else:
                axes.scatter([at], [place], marker="_", color="#BBBBBB", zorder=1)
            if row.change in ("first", "reworded", "context") and row.present == "yes":
                added, removed = str(row.words_added), str(row.words_removed)
                words = row.wording if row.change != "context" else f"+ {added}" if added else f"− {removed}"
                above = {"xytext": (0, 8), "textcoords": "offset points", "fontsize": 7, "rotation": 12}
                axes.annotate(_cut(str(words), 34), (at, place), **above)
    _rows(axes, [_cut(pattern) for pattern in patterns])
    if not dated:
        axes.set_xticks(range(len(docs)), [_cut(str(doc), 18) for doc in docs], rotation=30, ha="right", fontsize=7)
    _legend(axes, _CHANGES, set(table["change"].dropna()))
    axes.set_title("History of phrases; – absent, ? could not be read", loc="left", fontsize=9)
    return figure


def network(network: pd.DataFrame, *, top: int = 20, width: float = 8.0) -> Figure:
    """Returns a figure of who is bound to whom: actors left, targets right, a line as thick as there are commitments.

    An actor that the text does not name stays "not named"; parties bound together are one actor.

    Arguments:
        network: what `Corpus.network` returned.
        top: pairs to show.
        width: inches.

    Raises:
        NotInstalledError: matplotlib is not installed.
        OptionError: the table is not of `network`, or is empty.

    Example:
        >>> import communique as cq
        >>> figure = cq.plot.network(cq.sample().network())
        >>> figure.axes[0].get_title(loc="left")[:10]
        'Commitment'
    """
    table = _table(network, "network", ["actor", "target", "count", "mean_strength"]).copy()
    if table.empty:
        raise OptionError("network: no commitment has a target")
    table["actor"] = table["actor"].fillna("").replace("", "not named")
    table["strength"] = table["mean_strength"] * table["count"]
    pairs = table.groupby(["actor", "target"])[["count", "strength"]].sum().reset_index()
    pairs["strength"] = pairs["strength"] / pairs["count"]
    pairs = pairs.sort_values(["count", "actor", "target"], ascending=[False, True, True]).head(top)
    sides = [list(dict.fromkeys(pairs[name])) for name in ("actor", "target")]
    figure, axes = _figure(width, 1 + 0.34 * max(map(len, sides)))
    height = [{name: -(at + 0.5) / len(side) for at, name in enumerate(side)} for side in sides]
    most = pairs["count"].max()
    columns = [pairs[name].tolist() for name in ("actor", "target", "count", "strength")]
    for actor, target, count, strength in zip(*columns, strict=True):
        ends = [height[0][actor], height[1][target]]
        shade = str(round(0.75 - 0.15 * (strength - 1), 2))
        axes.plot([0, 1], ends, color=shade, lw=0.8 + 5 * count / most, solid_capstyle="round", zorder=1)
        axes.annotate(str(count), (0.5, sum(ends) / 2), ha="center", va="center", fontsize=7, zorder=3)
    for at, (side, align) in enumerate(zip(height, ("right", "left"), strict=True)):
        for name, place in side.items():
            axes.scatter([at], [place], color="#0072B2", zorder=2)
            beside = {"xytext": (-8 + 16 * at, 0), "textcoords": "offset points", "ha": align, "va": "center"}
            axes.annotate(_cut(name, 32), (at, place), fontsize=8, **beside)
    axes.set_axis_off()
    axes.set_xlim(-0.6, 1.6)
    axes.set_title("Commitments from actor to target; the darker, the firmer", loc="left", fontsize=9)
    return figure


def _table(table: Any, verb: str, columns: list[str]) -> pd.DataFrame:
    missing = [name for name in columns if name not in getattr(table, "columns", [])]
    if missing:
        raise OptionError(f"{verb}: must be the pandas table that {verb}() returns; it lacks {', '.join(missing)}")
    frame: pd.DataFrame = table
    return frame


def _figure(width: float, height: float) -> tuple[Figure, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NotInstalledError("pictures need matplotlib: pip install matplotlib") from error
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _rows(axes: Any, labels: list[str]) -> None:
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(labels) - 0.4, -0.8)


def _legend(axes: Any, marks: dict[str, tuple[str, str]], used: set[str]) -> None:
    for name, (marker, colour) in marks.items():
        if name in used:
            axes.scatter([], [], marker=marker, color=colour, label=name)
    # A phrase that is nowhere has no marks, and matplotlib warns of an empty legend.
    if used & marks.keys():
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=6, fontsize=7, frameon=False)


def _cut(text: str, length: int = 48) -> str:
    # Mathtext would read what stands between two dollar signs.
    plain = " ".join(text.split()).replace("$", r"\$")
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"

"""Types for annotations; they exist at run time.

Made by python/generate.py from the tables of the core; do not edit.
"""

from typing import Literal

Abbreviations = Literal["join", "split"]
Case = Literal["smart", "fold", "keep"]
Direction = Literal["both", "left", "right"]
Duplicates = Literal["keep", "drop"]
Hyphens = Literal["join", "split"]
Numbers = Literal["keep", "remove", "fold"]
Output = Literal["pandas", "polars", "arrow"]
Punctuation = Literal["remove", "keep"]
Quotes = Literal["fold", "keep"]
Region = Literal[
    "nav",
    "kicker",
    "headline",
    "deck",
    "byline",
    "caption",
    "thumbnail",
    "crosshead",
    "body",
    "quote",
    "copyright",
    "widget",
]
Sort = Literal["position", "keyword", "left", "right"]
Unit = Literal["words", "sentence"]
Urls = Literal["split", "join", "remove"]
Valuetype = Literal["glob", "regex", "fixed"]

__all__ = [
    "Abbreviations",
    "Case",
    "Direction",
    "Duplicates",
    "Hyphens",
    "Numbers",
    "Output",
    "Punctuation",
    "Quotes",
    "Region",
    "Sort",
    "Unit",
    "Urls",
    "Valuetype",
]

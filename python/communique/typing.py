"""Types for annotations; they exist at run time.

Made by python/generate.py from the tables of the core; do not edit.
"""

from typing import Literal

Abbreviations = Literal["join", "split"]
Bm25Variant = Literal["lucene", "robertson", "atire"]
Case = Literal["smart", "fold", "keep"]
Closes = Literal["below", "at_or_below"]
Df = Literal["count", "inverse", "inversemax", "inverseprob", "unary"]
Duplicates = Literal["keep", "drop"]
Hyphens = Literal["join", "split"]
Norm = Literal["l1", "l2", "none"]
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
Tf = Literal["count", "prop", "propmax", "logcount", "boolean", "augmented", "logave"]
Unit = Literal["words", "sentence"]
Urls = Literal["split", "join", "remove"]
Valuetype = Literal["glob", "regex", "fixed"]
Weighting = Literal["tfidf", "tfidf_sklearn", "bm25"]

__all__ = [
    "Abbreviations",
    "Bm25Variant",
    "Case",
    "Closes",
    "Df",
    "Duplicates",
    "Hyphens",
    "Norm",
    "Numbers",
    "Output",
    "Punctuation",
    "Quotes",
    "Region",
    "Sort",
    "Tf",
    "Unit",
    "Urls",
    "Valuetype",
    "Weighting",
]

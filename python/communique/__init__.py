"""Language analysis for official prose: every result is a table, and each row leads back to its characters."""

from . import plot
from ._core import VERSION as __version__
from ._core import Frame
from .changes import compare
from .corpus import Corpus, Document, DocumentTermMatrix, load, sample, tokenize
from .errors import (
    CommuniqueError,
    InputError,
    InternalError,
    NotInstalledError,
    OptionError,
    RuleError,
    UnknownNameError,
)
from .evaluate import Evaluation, evaluate
from .lexicons import Lexicon, lexicon
from .numbers import (
    adjust,
    association,
    dispersion,
    diversity,
    keyness,
    keyness_of,
    keyness_texts,
    measures,
    readability_of,
    similarity_of,
    weighting,
)
from .options import set_options, using
from .redlines import Redline, redline
from .scanning import Scan, scan
from .show import Shown, show

__all__ = [
    "CommuniqueError",
    "Corpus",
    "Document",
    "DocumentTermMatrix",
    "Evaluation",
    "Frame",
    "InputError",
    "InternalError",
    "Lexicon",
    "NotInstalledError",
    "OptionError",
    "Redline",
    "RuleError",
    "Scan",
    "Shown",
    "UnknownNameError",
    "__version__",
    "adjust",
    "association",
    "compare",
    "dispersion",
    "diversity",
    "evaluate",
    "keyness",
    "keyness_of",
    "keyness_texts",
    "lexicon",
    "load",
    "measures",
    "plot",
    "readability_of",
    "redline",
    "sample",
    "scan",
    "set_options",
    "show",
    "similarity_of",
    "tokenize",
    "using",
    "weighting",
]

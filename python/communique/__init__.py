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

__all__ = [
    "CommuniqueError",
    "Corpus",
    "Document",
    "DocumentTermMatrix",
    "Frame",
    "InputError",
    "InternalError",
    "NotInstalledError",
    "OptionError",
    "RuleError",
    "UnknownNameError",
    "__version__",
    "adjust",
    "association",
    "compare",
    "dispersion",
    "diversity",
    "keyness",
    "keyness_of",
    "keyness_texts",
    "load",
    "measures",
    "plot",
    "readability_of",
    "sample",
    "set_options",
    "similarity_of",
    "tokenize",
    "using",
    "weighting",
]

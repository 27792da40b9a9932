"""Language analysis for official prose: every result is a table, and each row leads back to its characters."""

from ._core import VERSION as __version__
from ._core import Frame
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
    "load",
    "sample",
    "set_options",
    "tokenize",
    "using",
]

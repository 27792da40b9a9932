"""Language analysis for official prose: text → tokens → counts → measures → frame, with verbs on top."""

from communique.errors import *  # noqa: F403

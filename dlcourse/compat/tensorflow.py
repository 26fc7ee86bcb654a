"""TensorFlow: a change that makes its import print nothing."""

import os
from importlib.machinery import SourceFileLoader
from types import ModuleType

from dlcourse.compat.loaders import load_with
from dlcourse.compat.silence_stderr import quietly


def import_quietly() -> None:
    """Make a later import of TensorFlow print nothing about the machine on standard error. May be called repeatedly.

    What: TensorFlow's log level is set to errors, unless the environment sets another; and while TensorFlow is
    imported, standard error is discarded. Why: a notebook shows what is written there, and students would take the
    lines for errors. The level alone is not enough: TensorFlow writes some messages before it reads the level. This
    function imports nothing, so it takes no time.

    Versions: TensorFlow 2.20 and 2.21. No longer needed when `TF_CPP_MIN_LOG_LEVEL=3 python -c "import tensorflow"`
    prints nothing: `tests/compat/test_tensorflow.py` fails then.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    load_with(_QuietLoader, "tensorflow")


class _QuietLoader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        with quietly():
            super().exec_module(module)

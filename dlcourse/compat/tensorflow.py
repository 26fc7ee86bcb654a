"""TensorFlow: a change that makes its import print nothing."""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

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
    if not any(isinstance(finder, _QuietFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _QuietFinder())


class _QuietLoader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        with quietly():
            super().exec_module(module)


class _QuietFinder(MetaPathFinder):
    """Finds TensorFlow only, where Python finds it, and gives it the quiet loader."""

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == "tensorflow" else None
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _QuietLoader(spec.loader.name, spec.loader.path)
        return spec

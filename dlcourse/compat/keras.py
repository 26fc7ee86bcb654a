"""Keras: a change that halves the time before the first step of a training."""

import contextlib
import sys
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

from dlcourse.compat.loaders import load_with

TRAINER = "keras.src.backend.tensorflow.trainer"


def build_before_tracing() -> None:
    """Make `fit` create every variable before TensorFlow traces the first step. May be called repeatedly.

    What: before the first step, `fit` builds the metrics and the optimizer from the shapes of the data, as Keras itself
    does with its other backends. Why: with TensorFlow, Keras leaves that to the first step. A function that created
    variables while it was traced is traced a second time, and in a short training tracing is most of the work. The
    weights are the same to the last digit. A model with a `train_step` of its own is left alone, and one that runs
    eagerly. So is one that cannot be built this way: `fit` then says in its own words what is wrong. This function does
    not import Keras.

    Versions: Keras 3.10 to 3.15. No longer needed when the first `fit` traces its step once without it:
    `tests/compat/test_keras.py` fails then.
    """
    if TRAINER in sys.modules:
        _change(sys.modules[TRAINER])
    else:
        load_with(_TrainerLoader, TRAINER)


def _change(module: Any) -> None:
    trainer = module.TensorFlowTrainer
    original = trainer._maybe_symbolic_build
    if original.__module__ == __name__:
        return  # changed already

    def maybe_symbolic_build(self: Any, iterator: Any = None, data_batch: Any = None) -> None:
        original(self, iterator, data_batch)
        is_traced = self.built and not self.run_eagerly and type(self).train_step is trainer.train_step
        if iterator is not None and is_traced:
            with contextlib.suppress(Exception):
                self._symbolic_build(data_batch=iterator._distributed_dataset.element_spec)

    trainer._maybe_symbolic_build = maybe_symbolic_build


class _TrainerLoader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        _change(module)

"""TensorFlow's import prints nothing about the machine, because a notebook would show it."""

import os
import subprocess
import sys

import pytest

USE = """
import numpy as np
import keras
import tensorflow as tf
tf.constant(0)
keras.layers.LSTM(1)(np.zeros((1, 2, 1)), mask=np.ones((1, 2), bool))
"""


def stderr_of(program: str, **settings: str) -> str:
    """What this program writes to standard error, without the settings of TensorFlow that this process may have."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TF_CPP")} | settings
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stderr


@pytest.mark.slow
def test_keras_and_tensorflow_print_nothing_after_a_chapters_checks_are_imported():
    assert stderr_of(f"from dlcourse.checks import cnn as check{USE}") == ""


@pytest.mark.slow
def test_the_change_is_still_needed():
    said = stderr_of("import tensorflow", TF_CPP_MIN_LOG_LEVEL="3")
    assert said, "dlcourse.compat.tensorflow.import_quietly may set a variable and do nothing else."


def test_checks_import_no_framework_by_themselves():
    program = "import sys, dlcourse.checks.perceptron, dlcourse.checks.cnn; assert 'tensorflow' not in sys.modules"
    assert stderr_of(program) == ""

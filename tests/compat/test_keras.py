"""The first `fit` of a model traces its step once, and learns the same."""

import subprocess
import sys

import pytest

LEARN = """
import keras
import numpy as np

class Counts(keras.layers.Layer):
    traced = symbolic = 0
    def call(self, x, training=False):
        Counts.traced += bool(training)
        Counts.symbolic += not training
        return x

def learn(x, y, kind=keras.Model, **chosen):
    Counts.traced = 0
    keras.utils.set_random_seed(0)
    inputs = keras.Input(x.shape[1:])
    hidden = keras.layers.Dropout(0.2)(keras.layers.Dense(8, activation="relu")(Counts()(inputs)))
    model = kind(inputs, keras.layers.Dense(3, activation="softmax")(hidden))
    Counts.symbolic = 0  # building the model called it
    model.compile("adam", "sparse_categorical_crossentropy", **chosen)
    model.fit(x, y, epochs=2, verbose=0, batch_size=8)
    return [float(np.abs(weight).sum()) for weight in model.get_weights()]

x = np.random.default_rng(0).normal(size=(30, 5))
y = np.arange(30) % 3
"""
CHANGE = "from dlcourse.compat.keras import build_before_tracing\n"


def printed(program: str) -> str:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


SHOWN = """
for chosen in ({}, {"metrics": ["accuracy"]}, {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]}):
    weights = learn(x, y, **chosen)
    print(Counts.traced, *weights)
"""


@pytest.mark.slow
def test_the_first_step_is_traced_once_and_the_weights_are_the_same():
    lines = printed(LEARN + SHOWN + CHANGE + 2 * "build_before_tracing()\n" + SHOWN).splitlines()
    plain, changed = lines[:3], lines[3:]
    assert [line[0] for line in plain] == ["2"] * 3, "build_before_tracing is no longer needed: remove it."
    assert [line[0] for line in changed] == ["1"] * 3
    assert [line[1:] for line in changed] == [line[1:] for line in plain]


@pytest.mark.slow
def test_a_step_of_ones_own_and_wrong_data_are_left_to_keras():
    """Here the change is asked for before Keras is imported."""
    lines = printed(f"""{CHANGE}build_before_tracing(){LEARN}
class Own(keras.Model):
    seen = []
    def train_step(self, batch):
        self.seen.append(self.optimizer.built)
        return super().train_step(batch)

learn(x, y)
print(Counts.traced)
learn(x, y, Own)
print(Own.seen[0])
learn(x, y, run_eagerly=True)
print(Counts.symbolic)
try:
    learn(x, np.zeros((30, 2)))
except ValueError as error:
    print("shape" in str(error))
""").splitlines()
    assert lines == ["1", "False", "0", "True"]

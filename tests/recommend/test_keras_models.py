"""The Keras models: their shapes, their first predictions, and that they learn."""

import subprocess
import sys

import keras
import numpy as np
import pytest

from dlcourse import data, recommend
from tests.support.quick import cases

MODELS = {model.__name__: model for model in (recommend.dot_product_model, recommend.neural_collaborative_filtering)}


@pytest.mark.parametrize("name", cases(MODELS, lambda name: name == "dot_product_model"))
def test_a_model_starts_near_the_mean_and_beats_popularity(name):
    keras.utils.set_random_seed(0)
    d = data.load("ratings")
    users, items = d.extra["shape"]
    model = MODELS[name](users, items, 8, mean=3.25)
    before = np.asarray(model([d.x_test[:, 0], d.x_test[:, 1]]))
    assert before.shape == (len(d.x_test), 1)
    np.testing.assert_allclose(before, 3.25, atol=0.3)

    model.fit([*d.x_train.T], d.y_train, epochs=15, batch_size=128, verbose=0)
    error = recommend.rmse(d.y_test, model.predict([*d.x_test.T], verbose=0))
    popularity = recommend.Popularity().fit(*d.x_train.T, d.y_train)
    assert error < 0.75 * recommend.rmse(d.y_test, popularity.predict(*d.x_test.T))


def test_the_other_recommenders_do_not_load_keras():
    code = "import sys; from dlcourse import recommend; sys.exit(bool({'keras', 'tensorflow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_dot_product_model_is_matrix_factorization():
    """With the same parameters, both predict the same."""
    d = data.load("ratings")
    ours = recommend.MatrixFactorization(factors=3, epochs=2).fit(*d.x_train.T, d.y_train)
    theirs = recommend.dot_product_model(*ours.shape, 3, mean=ours.mean)
    for name in ("user_factors", "item_factors", "user_bias", "item_bias"):
        table = getattr(ours, name)[:-1]
        theirs.get_layer(name).set_weights([table.reshape(len(table), -1)])
    pairs = [d.x_test[:, 0], d.x_test[:, 1]]
    np.testing.assert_allclose(np.asarray(theirs(pairs))[:, 0], ours.predict(*pairs), atol=1e-5)

"""Functions, classes, objects and Keras models, used from outside of the kernel they live in."""

import numpy as np
import pytest

from dlcourse.agent.answer_error import AnswerError
from dlcourse.checks.core.argument_copies import shared_arguments


def test_data_arrives_as_it_is_and_what_is_missing_does_not(found):
    assert found["number"] == 3.5
    assert found["table"] == {"a": [1, 2]}
    assert "missing" not in found


def test_a_function_takes_arguments_and_keywords(found):
    assert found["double"](4) == 8
    assert found["double"](4, times=3) == 12
    assert np.array_equal(found["double"](np.arange(3)), [0, 2, 4])


def test_a_generator_is_iterated(found):
    parts = list(found["batches"](np.arange(5), 2))
    assert [part.tolist() for part in parts] == [[0, 1], [2, 3], [4]]


def test_a_generator_of_random_numbers_is_the_same_on_both_sides(found):
    drawn = found["draw"](np.random.default_rng(3))
    assert np.array_equal(drawn, np.random.default_rng(3).normal(size=3))


def test_an_error_names_the_students_line(found):
    with pytest.raises(AnswerError) as caught:
        found["fail"]()
    assert "IndexError: list index out of range" in str(caught.value)
    assert "return values[7]" in str(caught.value)


def test_objects_have_operators_attributes_and_methods(found):
    Value = found["Value"]
    a, b = Value(2.0), Value(3.0)
    assert (a + b).data == 5.0
    assert (1 + a).data == 3.0
    assert (a * b).data == 6.0
    assert (a**3).data == 8.0
    a.backward()
    assert a.grad == 1.0
    a.data = 9.0
    assert a.data == 9.0
    with pytest.raises(AnswerError, match="AttributeError"):
        _ = a.nothing


def test_an_optimizer_changes_the_parameters_it_is_given(found):
    optimizer, params = found["Momentum"](0.1), [np.array([1.0])]
    with shared_arguments():
        optimizer.step(params, [np.array([2.0])])
        optimizer.step(params, [np.array([2.0])])
    assert np.allclose(params[0], 1.0 - 0.2 - 0.38)


def test_a_keras_model_answers_through_its_predictions_and_counts(student):
    cell = "import keras\nmodel = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name='last')])"
    session = student.run(cell)
    model = session.find(["model"])["model"]
    assert model.count_params() == 8
    assert model.layers[0].name == "last"
    weights = [np.ones((3, 2), dtype="float32"), np.zeros(2, dtype="float32")]
    model.set_weights(weights)
    assert np.array_equal(model.get_weights()[0], weights[0])
    prediction = model.predict(np.ones((1, 3), dtype="float32"), verbose=0)
    assert prediction.tolist() == [[3.0, 3.0]]
    session.kernel.close()

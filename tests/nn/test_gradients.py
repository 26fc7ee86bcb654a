"""Every backward rule against numerical gradients, in float64; and the gradient check itself."""

import numpy as np
import pytest

from dlcourse.nn import gradient_check, layers, losses, numerical_gradient, relative_error

F64 = {"dtype": "float64"}
IMAGES, SEQUENCES = (2, 5, 6, 3), (3, 4, 2)
CASES = {
    "Dense": (layers.Dense(3, activation="tanh", **F64), (4, 5)),
    "Activation": (layers.Activation("softmax", **F64), (4, 5)),
    "BatchNormalization": (layers.BatchNormalization(**F64), (6, 3)),
    "Flatten": (layers.Flatten(**F64), IMAGES),
    "Reshape": (layers.Reshape((-1, 2), **F64), (2, 6)),
    "Conv2D valid": (layers.Conv2D(4, 3, activation="sigmoid", **F64), IMAGES),
    "Conv2D same, strided": (layers.Conv2D(2, (2, 3), strides=2, padding="same", activation="tanh", **F64), IMAGES),
    "MaxPooling2D": (layers.MaxPooling2D(2, **F64), IMAGES),
    "MaxPooling2D, overlapping": (layers.MaxPooling2D(3, strides=1, padding="same", **F64), IMAGES),
    "AveragePooling2D": (layers.AveragePooling2D(2, padding="same", **F64), IMAGES),
    "GlobalAveragePooling2D": (layers.GlobalAveragePooling2D(**F64), IMAGES),
    "Conv2DTranspose": (layers.Conv2DTranspose(2, 3, strides=2, activation="tanh", **F64), IMAGES),
    "Conv1D causal, dilated": (
        layers.Conv1D(3, 2, padding="causal", dilation_rate=2, activation="tanh", **F64),
        SEQUENCES,
    ),
    "LayerNormalization": (layers.LayerNormalization(**F64), SEQUENCES),
    # Without biases: that of the keys adds the same to all scores of a step, so its gradient is 0.
    "MultiHeadAttention": (
        layers.MultiHeadAttention(2, 3, use_causal_mask=True, use_bias=False, **F64),
        SEQUENCES,
    ),
    "GlobalAveragePooling1D": (layers.GlobalAveragePooling1D(**F64), SEQUENCES),
    "GlobalMaxPooling1D": (layers.GlobalMaxPooling1D(**F64), SEQUENCES),
    "SimpleRNN": (layers.SimpleRNN(3, **F64), SEQUENCES),
    "LSTM": (layers.LSTM(3, return_sequences=True, **F64), SEQUENCES),
    "GRU": (layers.GRU(3, **F64), SEQUENCES),
    "GRU, reset before": (layers.GRU(3, reset_after=False, return_sequences=True, **F64), SEQUENCES),
    "Bidirectional": (layers.Bidirectional(layers.LSTM(2, **F64), **F64), SEQUENCES),
    "TimeDistributed": (layers.TimeDistributed(layers.Dense(2, activation="elu", **F64), **F64), SEQUENCES),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("training", [False, True])
def test_a_backward_rule_is_the_derivative_of_its_forward_rule(case, training):
    layer, shape = CASES[case]
    x = np.random.default_rng(0).normal(size=shape)
    errors = gradient_check(layer, x, training=training)
    assert set(errors) == {"input", *layer.parameters}
    assert max(errors.values()) < 1e-6, errors


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_gradients_are_right_with_masked_steps(name):
    layer = getattr(layers, name)(3, return_sequences=True, **F64)
    mask = np.array([[True, False, True, True], [True, True, False, False], [False, True, True, True]])
    assert max(gradient_check(layer, np.random.default_rng(0).normal(size=SEQUENCES), mask=mask).values()) < 1e-6


def test_the_check_finds_a_wrong_rule():
    class Wrong(layers.Dense):
        def backward(self, gradient, **options):
            super().backward(gradient, **options)
            self.gradients["kernel"] = self.gradients["kernel"] * 1.01
            return gradient @ self.kernel.T

    errors = gradient_check(Wrong(3, **F64), np.random.default_rng(0).normal(size=(4, 5)))
    assert errors["kernel"] > 1e-3
    assert errors["input"] < 1e-7


LOSSES = {
    "MeanSquaredError": (losses.MeanSquaredError(), (4, 3), "numbers"),
    "MeanAbsoluteError": (losses.MeanAbsoluteError(), (4, 3), "numbers"),
    "BinaryCrossentropy": (losses.BinaryCrossentropy(), (4, 2), "bits"),
    "BinaryCrossentropy from logits": (losses.BinaryCrossentropy(from_logits=True), (4, 2), "bits"),
    "CategoricalCrossentropy": (losses.CategoricalCrossentropy(), (4, 3), "one-hot"),
    "CategoricalCrossentropy from logits": (losses.CategoricalCrossentropy(from_logits=True), (4, 3), "one-hot"),
    "SparseCategoricalCrossentropy": (losses.SparseCategoricalCrossentropy(), (4, 3), "labels"),
    "SparseCategoricalCrossentropy from logits": (
        losses.SparseCategoricalCrossentropy(from_logits=True), (4, 3), "labels",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LOSSES)
def test_the_gradient_of_a_loss_is_its_derivative(case):
    loss, shape, kind = LOSSES[case]
    rng = np.random.default_rng(0)
    labels = rng.integers(0, shape[-1], shape[0])
    y_true = {"numbers": rng.normal(size=shape), "bits": rng.integers(0, 2, shape), "labels": labels,
              "one-hot": np.eye(shape[-1])[labels]}[kind]  # fmt: skip
    y_pred = rng.normal(size=shape) if loss.get_config().get("from_logits") else rng.uniform(0.1, 0.9, shape)
    wanted = numerical_gradient(lambda: loss(y_true, y_pred), y_pred)
    assert relative_error(loss.gradient(y_true, y_pred), wanted) < 1e-7


def test_a_numerical_gradient_refuses_float32():
    with pytest.raises(ValueError, match="float64"):
        numerical_gradient(lambda: 0.0, np.ones(3, "float32"))

"""The configuration of a model, taken apart and written anew: of what a student's kernel says, only known things stay.

A configuration may be forged. Keras makes objects of whatever classes and modules it names; here it names nothing any
more that is not in `known_kinds`, and whatever only matters for training is left out.
"""

import inspect
from collections.abc import Callable
from typing import Any

from dlcourse.checks.core.compare import MismatchError
from dlcourse.checks.models.known_kinds import ACTIVATIONS, LAYERS, MODELS, NUMBERS, OPERATIONS

MOST_LAYERS = 100
MOST_VALUES = 20_000  # of all kinds, in one configuration
MOST_CHARACTERS = 200  # of one text
LARGEST = 10**9  # number

# Left out: what matters for training alone, what costs time without changing an output, what is stored elsewhere.
_NOT_KEPT = tuple(
    "_initializer _regularizer _constraint seed unroll stateful quantization_config lora_rank sparse ragged weights "
    "shared_object_id".split()
)


class _Copier:
    """Copies one configuration, and counts: a model that is too large is refused before any part of it is built."""

    def __init__(self, initializer: Any) -> None:
        self.initializer, self.layers, self.values = initializer, 0, 0

    def model(self, config: Any) -> dict:
        """A Sequential or a functional model, as Keras' `from_config` takes it."""
        if not isinstance(config, dict) or not isinstance(config.get("layers"), list) or not config["layers"]:
            raise MismatchError(
                "your model does not list its layers: it is of a class of your own, or has not been built yet. Build it"
                " with keras.Sequential or keras.Model(inputs, outputs), of the layers in keras.layers."
            )
        new = {"name": _text(config.get("name", "model")), "layers": [self.layer(layer) for layer in config["layers"]]}
        for key in ("input_layers", "output_layers"):
            if key in config:
                new[key] = self.value(config[key])
        if "input_layers" not in config and isinstance(config.get("build_input_shape"), list | tuple):
            new["build_input_shape"] = self._shape(config["build_input_shape"])
        return new

    def layer(self, form: Any) -> dict:
        """A layer, an operation, or a model in a model."""
        self.layers += 1
        if self.layers > MOST_LAYERS:
            raise MismatchError(f"your model has more than {MOST_LAYERS} layers.")
        form = form if isinstance(form, dict) else {}
        kind, given = form.get("class_name"), form.get("config")
        known = _known_module(kind, form.get("module"), form.get("registered_name"))
        if not isinstance(kind, str) or not isinstance(given, dict) or not known:
            raise MismatchError(_unknown(kind))
        config = self.model(given) if kind in MODELS else self._settings(given)
        config |= dict.fromkeys(_initializers(kind) if known == "keras.layers" else (), self.initializer)
        new = {"module": known, "class_name": kind, "config": config, "registered_name": None}
        if "inbound_nodes" in form:
            new["name"] = _text(form.get("name"))
            new["inbound_nodes"] = self.value(form["inbound_nodes"])
        return new

    def _settings(self, config: dict) -> dict:
        """The arguments with which a layer was made."""
        new: dict[str, Any] = {}
        for key, value in config.items():
            key = _text(key)
            if key == "batch_shape":
                new[key] = self._shape(value)
            elif key.endswith("activation") and not (isinstance(value, dict) and "class_name" in value):
                new[key] = value if value is None else _activation(value)
            elif not key.endswith(_NOT_KEPT):
                new[key] = self.value(value)
        return new

    def _shape(self, shape: Any) -> tuple:
        """The shape of an input, for batches of any size."""
        return (None, *tuple(self.value(shape))[1:]) if isinstance(shape, list | tuple) and shape else (None,)

    def value(self, value: Any) -> Any:
        """Plain data, tensors of the model's graph, and layers in layers."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise MismatchError(f"your model's configuration holds more than {MOST_VALUES:,} values.")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            if not abs(value) <= LARGEST:
                raise MismatchError(f"a number in your model's configuration is too large: {value:.6g}.")
            return value
        if isinstance(value, str):
            return _text(value)
        if isinstance(value, list | tuple):
            return type(value)([self.value(item) for item in value])
        if isinstance(value, dict):
            return self._object(value) if "class_name" in value else {_text(k): self.value(v) for k, v in value.items()}
        raise MismatchError(f"your model's configuration holds a {type(value).__name__}, which is no plain data.")

    def _object(self, form: dict) -> Any:
        """What Keras writes as the name of a class and its configuration."""
        kind, config = form["class_name"], form.get("config")
        if kind in ("function", "__lambda__"):
            return _activation(config if kind == "function" else "a function of your own")
        if kind == "__ellipsis__":
            return {"class_name": kind, "config": {}}
        if isinstance(config, dict) and isinstance(kind, str):
            if kind.endswith("DTypePolicy"):
                return _number_type(config.get("name"))
            if kind in _PARTS:
                return {"class_name": kind, "config": {key: self.value(config.get(key)) for key in _PARTS[kind]}}
        return self.layer(form)


_PARTS = {
    "__keras_tensor__": ("shape", "dtype", "keras_history"),
    "__slice__": ("start", "stop", "step"),
    "__numpy__": ("value", "dtype"),
    "__tensor__": ("value", "dtype"),
}


def plain_config(config: Any, initializer: Callable | None = None) -> dict:
    """The same model as a new configuration in which everything is known and of a reasonable size.

    Args:
        config: what a model's `get_config()` gave: of a Sequential or of a functional model.
        initializer: of all weights, in place of those that the configuration names.

    Raises:
        MismatchError: says, for the student, which layer or which value cannot be taken over.
    """
    return _Copier(initializer or "zeros").model(config)


def is_functional(config: dict) -> bool:
    """Whether a configuration is that of a model made by `keras.Model(inputs, outputs)`."""
    return "input_layers" in config


def _known_module(kind: Any, module: Any, registered_name: Any) -> str:
    """Where the class of a layer, an operation or a model is; nothing for one that is not known."""
    if not isinstance(kind, str) or not isinstance(module, str) or registered_name not in (None, kind):
        return ""
    if kind in OPERATIONS.get(module, ()):
        return module
    if module != "keras" and not module.startswith(("keras.layers", "keras.models", "keras.src.")):
        return ""
    return MODELS.get(kind) or ("keras.layers" if kind in LAYERS else "")


def _initializers(kind: str) -> list[str]:
    """Which initializers a layer takes: all are given, as the default ones do not count."""
    import keras

    parameters = inspect.signature(getattr(keras.layers, kind)).parameters
    return [name for name in parameters if name.endswith("_initializer")]


def _unknown(kind: Any) -> str:
    name = _short(kind)
    if kind in ("Lambda", "TextVectorization", "StringLookup"):
        return f"your model has a layer {name}, which a check cannot rebuild. Use other layers in its place."
    return (
        f"your model has a layer of a kind that a check does not know: {name}. Build it of the layers in keras.layers."
    )


def _activation(name: Any) -> str:
    if not isinstance(name, str) or name not in ACTIVATIONS:
        raise MismatchError(
            f"your model has an activation that a check cannot rebuild: {_short(name)}. Use one of Keras' own."
        )
    return name


def _number_type(name: Any) -> str:
    if not isinstance(name, str) or name not in NUMBERS:
        raise MismatchError(f"your model computes with numbers of an odd type: {_short(name)}.")
    return name


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise MismatchError(f"your model's configuration holds {_short(value)} where a short text should be.")
    return value


def _short(value: Any) -> str:
    return value if isinstance(value, str) and len(value) <= 50 else f"a {type(value).__name__}"

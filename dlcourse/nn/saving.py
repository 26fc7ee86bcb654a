"""A model in one file: arrays in NumPy's .npz format, everything else as JSON inside it. Nothing is ever unpickled."""

import json
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from dlcourse.nn.serialization import deserialize, serialize


def save_model(model, path: str | Path) -> None:
    """Write a Sequential `model` to `path`. Any file name works; the format is always .npz.

    Raises ValueError when the model has no weights yet.
    """
    if not model.built:
        raise ValueError("The model is not built yet, so there are no weights to save.")
    config = {"input_shape": model.input_shape, "layers": serialize(model.layers)}
    arrays = {f"weight_{i}": weight for i, weight in enumerate(model.get_weights())}
    if model.optimizer is not None:
        config["compile"] = {
            "optimizer": serialize(model.optimizer),
            "loss": serialize(model.loss),
            "metrics": [metric for metric in model.metrics if isinstance(metric, str)],
        }
        config["iterations"] = model.optimizer.iterations
        slots = [slot for slots in model.optimizer.slots for slot in slots]
        arrays |= {f"slot_{i}": slot for i, slot in enumerate(slots)}
    path = Path(path)
    arrays["config"] = np.array(json.dumps(config))
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, **arrays)
        unfinished.replace(path)  # whole or not at all
    finally:
        unfinished.unlink(missing_ok=True)


def load_model(model_class: type, path: str | Path):
    """Read a `model_class` from `path`: its layers and weights, and the state that its optimizer had.

    Raises FileNotFoundError when there is no such file, ValueError when it is not one that `save` has written.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        config = json.loads(str(arrays.pop("config")))
    except FileNotFoundError:
        raise FileNotFoundError(f"There is no such file: {path}.") from None
    except (OSError, ValueError, KeyError, AttributeError, EOFError, BadZipFile):
        raise ValueError(f"{path} is not a model that save has written, or not all of it.") from None
    model = model_class(deserialize(config["layers"]))
    model.build(tuple(config["input_shape"]))
    model.set_weights([arrays[f"weight_{i}"] for i in range(len(model.get_weights()))])
    if "compile" in config:
        model.compile(**deserialize(config["compile"]))
        model.optimizer.iterations = config["iterations"]
        if "slot_0" in arrays:
            model.optimizer.build(model.parameters)
            slots = [slot for slots in model.optimizer.slots for slot in slots]
            for i, slot in enumerate(slots):
                slot[...] = arrays[f"slot_{i}"]
    return model

"""The layers of a Keras model, read from its configuration."""


def activations_of(rebuilt) -> list[str]:
    """The activations of a rebuilt model's dense layers, in order."""
    layers = [layer for layer in rebuilt.get_config()["layers"] if layer["class_name"] == "Dense"]
    return [layer["config"]["activation"] for layer in layers]

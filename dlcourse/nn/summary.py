"""The table that `Sequential.summary` prints."""


def print_summary(model) -> None:
    """Print name, output shape and number of weights of each layer, and the totals.

    Raises ValueError when the model is not built yet.
    """
    if not model.built:
        raise ValueError("The model is not built yet: put an Input in front, or call build(input_shape).")
    rows = [("Layer (type)", "Output shape", "Param #")]
    for layer, shape in zip(model.layers, model.output_shapes, strict=True):
        rows.append((f"{layer.name} ({type(layer).__name__})", str(shape), f"{layer.count_params():,}"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, (name, shape, count) in enumerate(rows):
        print(f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {count:>{widths[2]}}")
        if number == 0:
            print("  ".join("─" * width for width in widths))
    total = model.count_params()
    trained = sum(array.size for array in model.parameters)
    print(f"Total params: {total:,}")
    print(f"Trainable params: {trained:,}")
    print(f"Non-trainable params: {total - trained:,}")

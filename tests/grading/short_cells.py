"""Run in a student's kernel before the first cell: cells that begin with `# short` run short. Binds no name there."""


def _prepare():
    import base64
    import functools

    import keras
    import tensorflow as tf
    from IPython import get_ipython
    from matplotlib.figure import Figure

    from dlcourse.nn import Sequential

    state = {"short": False}
    pixel = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    )

    def change(cls, name, short):
        """While a short cell runs, have `short` called, with the method that it replaces."""
        long = getattr(cls, name)

        @functools.wraps(long)
        def either(*args, **kwargs):
            return short(long, *args, **kwargs) if state["short"] else long(*args, **kwargs)

        setattr(cls, name, either)

    def one_step(fit, *args, **kwargs):
        return fit(*args, **kwargs | {"epochs": 1, "steps_per_epoch": 1})

    def one_step_of(evaluate, *args, **kwargs):
        return evaluate(*args, **kwargs | {"steps": 1})

    def one_batch(fit, net, x, y, *args, **kwargs):
        return fit(net, x[:64], y[:64], *args, **kwargs | {"epochs": 1})

    def no_picture(draw, figure, file, **_):
        file.write(pixel)

    change(keras.Model, "fit", one_step)
    change(keras.Model, "evaluate", one_step_of)
    change(Sequential, "fit", one_batch)
    change(Figure, "savefig", no_picture)

    def begin(cell):
        state["short"] = cell.raw_cell.startswith("# short\n")
        tf.config.run_functions_eagerly(state["short"])  # one step is quicker than to trace it

    def end(_):
        state["short"] = False
        tf.config.run_functions_eagerly(False)

    get_ipython().events.register("pre_run_cell", begin)
    get_ipython().events.register("post_run_cell", end)


_prepare()
del _prepare

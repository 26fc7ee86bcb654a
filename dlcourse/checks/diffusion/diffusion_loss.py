"""The check of `diffusion_loss`."""

import numpy as np

from dlcourse.agent.function_source import FunctionSource
from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, exercise
from dlcourse.checks.core.remote_answer import function_beside

# A network of two weights, a x_t + b t, and the loss of it. TensorFlow makes a tensor of whatever a graph gives, and
# goes on for ever where that is an endless list of lists.
_STEPS_LIKE = "lambda t, x: tf.reshape(tf.cast(t, tf.float32), [-1] + [1] * (len(x.shape) - 1))"
_NETWORK = f"(lambda given: a * given[0] + b * ({_STEPS_LIKE})(given[1], given[0]))"
LOSS = FunctionSource(
    "lambda loss, a, b, x0, t, eps, alpha_bar:"
    f" loss({_NETWORK}, tf.constant(x0), tf.constant(t), tf.constant(eps), alpha_bar)"
)
SLOPES_IN_A_GRAPH = FunctionSource(
    "lambda loss, weights, x0, t, eps, alpha_bar: tf.function(lambda a, b, x0, t, eps: tf.gradients("
    "(lambda found: found if isinstance(found, tf.Tensor) else None)"
    f"(loss({_NETWORK}, x0, t, eps, alpha_bar)), [a, b]))"
    "(*[tf.constant(given) for given in (*weights, x0, t, eps)])"
)


@exercise(rules=[WITH_KERAS], seconds=20)
def diffusion_loss(answer, rng):
    """`diffusion_loss(model, x0, t, eps, alpha_bar)`: mean squared error of the noise that the model sees in x_t.

    Requirements:
    - "a network that always says 0 has the loss `tf.reduce_mean(eps**2)`" → one mean over all numbers
    - "make $x_t$ from `x0` and `eps`" → the network gets the noisy data
    - "ask the network for the noise in it" → the difference from eps
    - "`model([x_t, t])`" → the network gets the step
    - "or images `(n, 8, 8, 1)`" → images too
    - "It will run inside a TensorFlow graph" → a tape can follow in a graph
    - "so that a tape can follow to the weights of the model" → a tape can follow in a graph
    """
    import tensorflow  # noqa: F401  (before a time limit runs)

    alpha_bar = np.cumprod(rng.uniform(0.6, 0.95, size=6))
    steps = np.array([3, 0, 5, 1, 4, 2, 5, 5], "int32")
    points = [rng.normal(size=(8, 2)).astype("float32") for _ in range(2)]

    def compare(a: float, b: float, data: list[np.ndarray], what: str) -> None:
        x0, eps = data
        found = function_beside(answer, LOSS)(answer, a, b, x0, steps, eps, alpha_bar)
        close(as_array(found), _wanted(a, b, x0, steps, eps, alpha_bar)[0], rtol=1e-3, what=what)

    with criterion(
        "one mean over all numbers",
        hint="The mean of the squares over all samples and coordinates: a single number, without a factor. An error?"
        " The network is called with one list, model([x_t, t]), and `alpha_bar` is float64, the data are float32.",
    ):
        compare(0, 0, points, what="the loss of a network that always says 0")
    with criterion(
        "the network gets the noisy data",
        hint="x_t = √ᾱ_t x0 + √(1 − ᾱ_t) ε, with the share of each sample's own step; the network sees neither x0 nor"
        " ε alone. Squared differences, or absolute ones?",
    ):
        compare(1, 0, points, what="the loss of a network that says x_t")
    with criterion(
        "the difference from eps",
        hint="The network guesses the NOISE, not the clean data: its output minus eps, squared, without weights.",
    ):
        compare(-0.5, 0, points, what="the loss of a network that says −x_t / 2")
    with criterion(
        "the network gets the step", hint="model([x_t, t]): a list of both, and t itself, not ᾱ_t or t / T."
    ):
        compare(0, 0.3, points, what="the loss of a network that says 0.3 t")
    with criterion("images too", hint="For (n, 8, 8, 1) the share must become (n, 1, 1, 1): tf.reshape."):
        images = [rng.normal(size=(8, 8, 8, 1)).astype("float32") for _ in range(2)]
        compare(0.7, 0.1, images, what="the loss for images")
    with criterion(
        "a tape can follow in a graph",
        hint="Inside a graph NumPy has no numbers to compute with: tf.gather(alpha_bar, t), tf.sqrt, tf.reduce_mean.",
    ):
        weights = np.array([0.7, 0.1], "float32")
        slopes = function_beside(answer, SLOPES_IN_A_GRAPH)(answer, weights, points[0], steps, points[1], alpha_bar)
        wanted = _wanted(0.7, 0.1, points[0], steps, points[1], alpha_bar)[1]
        close([as_array(slope) for slope in slopes], wanted, rtol=1e-3, atol=1e-5, what="the gradient of the loss")


def _wanted(a: float, b: float, x0, steps, eps, alpha_bar) -> tuple[float, list[float]]:
    """The loss of the network a x_t + b t, and its slopes by a and b: a sum over rows, with every row by itself."""
    loss, slopes = 0.0, np.zeros(2)
    for x, step, noise in zip(x0.astype(float), steps, eps.astype(float), strict=True):
        angle = np.arccos(np.sqrt(alpha_bar[step]))
        x_t = np.cos(angle) * x + np.sin(angle) * noise
        miss = a * x_t + b * step - noise
        loss += np.sum(miss**2)
        slopes += 2 * np.sum(miss * x_t), 2 * step * np.sum(miss)
    return loss / x0.size, list(slopes / x0.size)

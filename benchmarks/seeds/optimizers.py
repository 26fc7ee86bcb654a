"""Is the bar of chapter 03's `choose_optimizer` safe, and does learning-rate decay help its network? Two tables.

    python benchmarks/seeds/optimizers.py [SEEDS]

First the answers of the tests, and answers that always choose the same pair: the loss on new rows over that of the
better SGD, and how often the whole exercise is passed. Then the network of the capstone, with decay and without: its
validation loss after 315 steps, for the same five seeds.
"""

import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from dlcourse.authoring.source import read_source
from dlcourse.checks.check_file import find_exercise
from dlcourse.checks.optimizers.choose_optimizer import BASELINES, EPOCHS, KINDS, LARGE, SENSORS, SMALL, loss, task
from dlcourse.data import load
from tests.support.answers import ANSWERS, read

SOURCE = Path(__file__).resolve().parents[2] / "solutions/03_optimizers/03_optimizers.py"
NEEDED = re.compile(
    r"^(?:class (?:SGD|Nesterov|Adam|MLP|Batches)|def (?:minibatches|decayed_rate|backpropagate|train|part))\b", re.M
)
ALWAYS = (*BASELINES, ("Adam", 0.001), ("Adam", 0.3), ("Adam", 1.0), ("Adam", 3.0))


def answers() -> dict[str, Callable]:
    found = {}
    for right, about, code in read(ANSWERS / "03_optimizers/choose_optimizer.py"):
        space: dict = {}
        exec(code, space)
        if right:
            found[f"right: {about}"] = space["choose_optimizer"]
    for name, rate in ALWAYS:
        found[f"always {name} at {rate:g}"] = lambda *_, name=name, rate=rate: (name, rate)
    return found


def choices(seeds: int) -> None:
    check = find_exercise("03_optimizers.choose_optimizer")
    print("answer; loss over that of the better SGD, mean (largest): tiny, large; passes")
    for about, answer in answers().items():
        ratios = []
        for seed in range(1000, 1000 + seeds):
            for factor in (SMALL, LARGE):
                train, validation, new = task(factor, seed)
                best = min(loss(each, train, new, seed) for each in BASELINES)
                ratios.append(loss(tuple(answer([SENSORS, KINDS], train, validation, EPOCHS)), train, new, seed) / best)
        table = np.reshape(ratios, (seeds, 2))
        mean, most = table.mean(axis=0), table.max(axis=0)
        passed = sum(check.judge(answer, seed=seed).score == 1 for seed in range(seeds))
        print(f"{about:<55} {mean[0]:.2f} ({most[0]:.2f}) {mean[1]:.2f} ({most[1]:.2f}) {passed}/{seeds}", flush=True)


def decay(seeds: int = 5, epochs: int = 5) -> None:
    space: dict = {"np": np}
    for cell in read_source(SOURCE):
        if cell.node.cell_type == "code" and NEEDED.search(cell.node.source):
            exec(_definitions(cell.node.source), space)
    sketches = load("sketches")
    train = space["part"](sketches.x_train[:2000], sketches.y_train[:2000])
    validation = space["part"](sketches.x_train[2000:3000], sketches.y_train[2000:3000])
    for name, rate in (("SGD", 0.3), ("Nesterov", 0.1), ("Adam", 0.01)):
        constant = None
        for p in (0, 0.003, 0.01):
            losses = []
            for seed in range(seeds):
                model = space["MLP"]([196, 32, 10], seed)
                batches = space["Batches"](*train, 32, seed)
                space["train"](model, batches, Decayed(space[name](rate), p, space["decayed_rate"]), epochs)
                losses.append(model.loss_and_gradients(*validation)[0])
            constant = losses if constant is None else constant
            better = np.sum(np.array(losses) < constant)
            print(
                f"{name} at {rate}, p = {p}: validation loss {np.mean(losses):.3f}, lower in {better}/{seeds}",
                flush=True,
            )


def _definitions(source: str) -> str:
    """Of a cell, the functions and classes."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return ast.unparse(tree)


class Decayed:
    """An optimiser whose rate is set anew before each step."""

    def __init__(self, optimizer, p: float, decayed_rate: Callable) -> None:
        self.optimizer, self.p, self.decayed_rate = optimizer, p, decayed_rate
        self.rate, self.n = optimizer.learning_rate, 0

    def step(self, params, grads) -> None:
        self.optimizer.learning_rate = self.decayed_rate(self.rate, self.p, self.n)
        self.optimizer.step(params, grads)
        self.n += 1


if __name__ == "__main__":
    choices(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    decay()

"""Grading: plain `nbgrader autograde` against `dlcourse grade --workers 2` with full isolation, in one run.

Both grade the same submissions: of chapter 01, and of three assignments of two Keras exercises each, whose code takes
more and more time. Prints seconds per submission, the ratio, and the overhead of grading over the student's own code.
The speed of a machine changes during a run, so nbgrader grades twenty at a time, `dlcourse grade` grades all of them
before, between and after, and the mean is printed. The first run of `dlcourse grade` starts a zygote; the others use
it. Below a Keras assignment is the time that its code takes alone: no grading that runs all of it on two processors
can be faster.

    python benchmarks/grading.py [--submissions 20] [--only predicts] [--only "five epochs"]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from dlcourse.grading.jail.zygote_client import retire_all

REPOSITORY = Path(__file__).resolve().parents[1]
PLAIN = '\nc.Autograde.autograde_preprocessors[0] = "nbgrader.preprocessors.Execute"\n'
BUILD = {
    "build": """
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras

def build():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
""",
    "check-build": "model = build()\nassert model.count_params() == 49\nassert len(model.layers) == 2",
}
FIVE_EPOCHS = BUILD | {
    "train": """
def train(model, X, y):
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse")
    model.fit(X, y, epochs=5, batch_size=32, verbose=0)
""",
    "check-train": """
rng = np.random.default_rng(0)
X = rng.normal(size=(256, 4))
y = X @ np.array([1.0, -2.0, 0.5, 3.0])
model = build()
train(model, X, y)
assert np.mean((model.predict(X, verbose=0)[:, 0] - y) ** 2) < np.var(y) / 2
""",
}
PREDICTS = BUILD | {
    "forecast": """
def forecast(model, X):
    model.layers[0].set_weights([np.eye(4, 8), np.zeros(8)])
    model.layers[1].set_weights([np.ones((8, 1)), np.full(1, 0.5)])
    return model.predict(X, verbose=0)[:, 0]
""",
    "check-forecast": """
X = np.random.default_rng(0).normal(size=(256, 4))
assert np.allclose(forecast(build(), X), np.maximum(X, 0).sum(axis=1) + 0.5, atol=1e-5)
""",
}
ONE_EPOCH = BUILD | {
    "train": """
def train(model, X, y):
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse")
    return model.fit(X, y, epochs=1, batch_size=32, verbose=0).history["loss"]
""",
    "check-train": """
rng = np.random.default_rng(0)
X = rng.normal(size=(256, 4))
model = build()
before = [np.array(weights) for weights in model.get_weights()]
(loss,) = train(model, X, X @ np.array([1.0, -2.0, 0.5, 3.0]))
assert np.isfinite(loss)
assert not any(np.array_equal(old, new) for old, new in zip(before, model.get_weights()))
""",
}
KERAS = {"predicts": PREDICTS, "one epoch": ONE_EPOCH, "five epochs": FIVE_EPOCHS}

BARE = """
import os, sys, time
from dlcourse.grading.jail import zygote

source, count = compile(sys.argv[1], "submission", "exec"), int(sys.argv[2])
zygote.import_everything()
started = time.monotonic()
for number in range(count):
    if number >= 2:
        os.wait()
    if os.fork() == 0:
        zygote._with_room_for_frames(lambda: exec(source, {}))
        os._exit(0)
os.wait()
os.wait()
children = os.times()
print((time.monotonic() - started) / count, (children.children_user + children.children_system) / count)
"""


def keras_notebook(sources: dict[str, str]) -> nbformat.NotebookNode:
    """A Keras assignment, solved; nbgrader needs no solution marks to grade it."""
    cells = []
    for name, source in sources.items():
        check = name.startswith("check-")
        about = {"schema_version": 3, "grade_id": name, "grade": check, "solution": not check, "locked": check,
                 "task": False} | ({"points": 1} if check else {})  # fmt: skip
        cells.append(new_code_cell(source.strip(), metadata={"nbgrader": about}, id=name))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def make_course(folder: Path, chapter: str, submission: nbformat.NotebookNode, count: int, settings: str) -> None:
    """A course with one assignment and `count` copies of one submission."""
    for name in ("solutions", "notebooks"):
        (folder / name).mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write(settings)
    (folder / "solutions" / chapter).mkdir()
    nbformat.write(submission, folder / "solutions" / chapter / f"{chapter}.ipynb")
    for number in range(count):
        path = folder / "submitted" / f"student-{number:03}" / chapter / f"{chapter}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(submission, path)
    run(folder, "nbgrader", "generate_assignment", chapter, "--force")


def run(folder: Path, *command: str) -> float:
    """Seconds that a command took; its output is shown when it fails."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.monotonic() - started


def bare(source: str, count: int) -> tuple[float, float]:
    """Elapsed and CPU time, in seconds, of each of `count` runs of this code, two at a time.

    Each runs in a fork of a process that has imported everything.
    """
    command = [sys.executable, "-c", BARE, source, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, processor = map(float, done.stdout.split()[-2:])
    return wall, processor


def mean_score(folder: Path) -> float:
    """The mean of the scores in the gradebook."""
    run(folder, "nbgrader", "export")
    scores = [float(line.split(",")[9]) for line in (folder / "grades.csv").read_text().splitlines()[1:]]
    return sum(scores) / len(scores)


def measure(name: str, chapter: str, submission: nbformat.NotebookNode, count: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        plain, ours = Path(scratch, "plain"), Path(scratch, "ours")
        make_course(plain, chapter, submission, count, PLAIN)
        make_course(ours, chapter, submission, count, "")
        grade = ("dlcourse", "grade", chapter, "--workers", "2", "--force")
        retire_all()
        slow, fast = 0.0, [run(ours, *grade) / count]
        for first in range(0, count, 20):
            hundreds, tens = divmod(first // 10, 10)
            twenty = f"student-{hundreds}[{tens}{tens + 1}]*"
            slow += run(plain, "nbgrader", "autograde", chapter, "--student", twenty) / count
            fast.append(run(ours, *grade) / count)
        report = subprocess.run(
            ["dlcourse", "report", chapter, "--format", "json"], cwd=ours, capture_output=True, text=True, check=True
        )  # fmt: skip
        students = json.loads(report.stdout)["students"]
        each = median(student["seconds"] for student in students)
        above = median(student["seconds"] - student["own_seconds"] for student in students)
        assert mean_score(plain) == mean_score(ours), "the two give different points"
    speeds = f"{name:<12} {count:>4} {slow:>10.2f} {mean(fast):>10.2f} {slow / mean(fast):>8.1f}"
    print(f"{speeds} {each:>12.2f} {above:>12.2f}   runs of ours: {' '.join(f'{run:.2f}' for run in fast)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--only", action="append", choices=[*KERAS, "chapter 01"])
    options = parser.parse_args()
    count = options.submissions
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    print("Seconds per submission. one: a submission by itself. ours: what is left of that without the student's code.")
    head = f"{'assignment':<12} {'n':>4} {'nbgrader':>10} {'dlcourse':>10} {'ratio':>8}"
    print(f"{head} {'one':>12} {'ours':>12}")
    wanted = options.only or [*KERAS, "chapter 01"]
    for name in [name for name in KERAS if name in wanted]:
        measure(name, "90_keras", keras_notebook(KERAS[name]), count)
        wall, processor = bare("\n".join(KERAS[name].values()), count)
        print(f"{'':<12} its own code, bare, two at a time: {wall:.2f}; of processor time: {processor:.2f}", flush=True)
    if "chapter 01" in wanted:
        solution = REPOSITORY / "solutions" / "01_perceptron" / "01_perceptron.ipynb"
        measure("chapter 01", "01_perceptron", nbformat.read(solution, as_version=4), count)

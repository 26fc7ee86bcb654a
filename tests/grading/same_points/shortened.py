"""A run of everything in which demonstrations are short: every cell runs, in order, with its names and its effects.

In a cell that is as it was released, `fit` takes one step, `evaluate` reads one batch, functions of TensorFlow run without
a graph, and figures are made but not drawn; of some cells, the text is changed, so that their own loops are short.
Answers, checks and what a student wrote run as they stand.
"""

from collections.abc import Iterable
from pathlib import Path

from nbformat import NotebookNode

PREPARE = Path(__file__).parent / "short_cells.py"

# Chapter → what in a demonstration stands for something shorter: loops of its own that train or measure.
SHORTER = {
    "04_keras": {"for _ in range(60)": "for _ in range(2)"},
    "06_cnn": {
        "by_side(model, x_test, y_test)": "by_side(model, x_test[:50], y_test[:50])",
        "[:50]\nheat": "[:2]\nheat",
    },
    "07_rnn": {"for n in (2, 3, 5)": "for n in (2,)"},
    "08_lstm": {
        "for seed in range(3)": "for seed in range(1)",
        "for _ in range(20)": "for _ in range(2)",
        "rng.normal(size=(16, 60, 8))": "rng.normal(size=(16, 6, 8))",
    },
    "09_gan": {"tf.range(count)": "tf.range(2)", "for seed in (0, 1)": "for seed in (0,)"},
    "10_nlp_recsys": {
        "count=2000": "count=200",
        'write_reviews("en", 3000, seed=7)': 'write_reviews("en", 200, seed=7)',
    },
    "11_autoencoders": {
        "for step in range(steps)": "for step in range(2)",
        "for _ in range(steps)": "for _ in range(2)",
        "for _ in range(epochs)": "for _ in range(1)",
    },
    "12_diffusion": {"tf.range(count)": "tf.range(2)"},
    "13_transformers": {
        "digits_to_copy(7_680,": "digits_to_copy(640,",
        "digits_to_copy(300,": "digits_to_copy(10,",
        "blocks=12": "blocks=2",
        "orders, counted = [0, 1, 2, 4, 6, 8, 12], []": "orders, counted = [0, 12], []",
        "enumerate(test_text)": "enumerate(test_text[:1000])",
        "numbers.draw(1000, rng)": "numbers.draw(30, rng)",
        "rng.integers(10**6, 10**7, 300)": "rng.integers(10**6, 10**7, 10)",
    },
    "14_forecasting": {
        "lengths, by_history = [98, 140, 224, 448, 1095], {}": "lengths, by_history = [98], {}",
        "history, AHEAD, 100,": "history, AHEAD, 2,",
        "test, 50,": "test, 2,",
        "*scale.shape, 50, AHEAD": "*scale.shape, 2, AHEAD",
    },
    "15_reinforcement": {
        "problems, pulls = 40, 1000": "problems, pulls = 2, 20",
        "for seed in range(10)": "for seed in range(2)",
        "range(1, 4001)": "range(1, 41)",
        "range(steps // env.n)": "range(20)",
        "range(-before, steps // env.n)": "range(-min(before, 20), 20)",
        "for seed in range(3)": "for seed in range(1)",
        "20_000, np.random": "200, np.random",
        "for _ in range(2000)": "for _ in range(20)",
        "for _ in range(steps)": "for _ in range(20)",
        "train_agent(lambda n: CartPoles(n, **mask))": "network(2)",
    },
}


def shorten(notebook: NotebookNode, chapter: str, demonstrations: Iterable[int]) -> None:
    """Make these cells of a notebook run short."""
    cells = [notebook.cells[index] for index in demonstrations]
    for long, short in SHORTER.get(chapter, {}).items():
        assert any(long in cell.source for cell in cells), f"no demonstration of {chapter} has {long!r}"
        for cell in cells:
            cell.source = cell.source.replace(long, short)
    for cell in cells:
        cell.source = f"# short\n{cell.source}"
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = f"{PREPARE.read_text(encoding='utf-8')}\n\n{first.source}"

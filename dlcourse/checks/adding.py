"""Checks for the adding problem of chapter 08. What trains is judged on sequences that are made anew for each check."""

import numpy as np

from dlcourse.checks import close, criterion, exercise, forbid_imports, require

BY_HAND = forbid_imports("keras", "tensorflow", "scipy", "sklearn", "torch", "dlcourse")
OWN = forbid_imports("dlcourse", "sklearn", "torch")
LENGTH, ENOUGH = 30, 0.03  # time steps, and the squared error that counts as solved


@exercise(rules=[BY_HAND])
def adding_problem(answer, rng):
    """`adding_problem(samples, length, rng)`: numbers and marks (samples, length, 2), and the sums of the marked."""
    X, y = (np.asarray(part, dtype=float) for part in answer(400, 12, _generator(rng)))
    with criterion("numbers beside marks", hint="X has shape (samples, length, 2), y (samples,): time is axis 1."):
        close(X.shape, [400, 12, 2], what="the shape of X for 400 samples of length 12")
        close(y.shape, [400], what="the shape of y")
    with criterion("numbers from 0 to 1", hint="X[..., 0] holds rng.random(…): uniform from 0 to 1, marked or not."):
        numbers = X[..., 0]
        require(bool(((numbers >= 0) & (numbers < 1)).all()), "some numbers are below 0, or not below 1.")
        close(numbers.mean(), 0.5, atol=0.05, rtol=0, what="the mean of all numbers")
        close(numbers.std(), 12**-0.5, atol=0.03, rtol=0, what="the standard deviation of all numbers")
    with criterion("two marks", hint="X[..., 1] is 1 at two time steps and 0 at all others."):
        close(np.sort(X[..., 1], axis=1), np.tile([0.0] * 10 + [1.0] * 2, (400, 1)), what="the marks, sorted")
    with criterion("one mark in each half", hint="One of the first length // 2 steps, and one of those after them."):
        close(X[:, :6, 1].sum(axis=1), np.ones(400), what="the marks in the first half")
        odd = np.asarray(answer(200, 7, _generator(rng))[0], dtype=float)
        close(odd[:, :3, 1].sum(axis=1), np.ones(200), what="the marks in the first 3 of 7 steps")
    with criterion("any step may be marked", hint="rng.integers(a, b) never draws b: is the last step ever marked?"):
        never = np.flatnonzero(X[..., 1].sum(axis=0) == 0)
        require(len(never) == 0, f"in 400 sequences of 12 steps, step(s) {never.tolist()} were never marked.")
    with criterion("the sum of the marked numbers", hint="y = the two marked numbers added: not the marks, not all."):
        close(y, (X[..., 0] * X[..., 1]).sum(axis=1), rtol=1e-5, what="y")
    with criterion("chance comes from rng", hint="Draw everything with the rng you are given: no seed of your own."):
        one, other = int(rng.integers(1 << 30)), int(rng.integers(1 << 30))
        first, again, new = (np.asarray(answer(5, 8, np.random.default_rng(s))[0]) for s in (one, one, other))
        close(again, first, what="X for the same generator once more")
        require(not np.allclose(first, new), "another generator gives the same numbers.")
        require(not np.allclose(first[..., 1], new[..., 1]), "another generator marks the same steps.")


@exercise(rules=[OWN], seconds=60)
def solve_adding(answer, rng):
    """`solve_adding(X, y)`: a trained model that adds the two marked numbers of 30."""
    X, y = marked_numbers(2000, rng)
    new_X, new_y = marked_numbers(500, rng)
    error = np.inf
    with criterion("one number for each sequence", hint="One linear unit at the end: the answer may be any number."):
        found = np.asarray(answer(X, y).predict(new_X, verbose=0, batch_size=500))
        close(found.shape, [500, 1], what="the shape of the output for 500 sequences")
        error = float(np.mean((found[:, 0] - new_y) ** 2))
    seen = f"on 500 new sequences the mean squared error is {error:.3f}"
    with criterion(
        "has learned something", hint="Does fit run? Is time axis 1? Does the network remember long enough?"
    ):
        require(error < 0.12, f"{seen}; the mean of y for all gives 0.167.")
    with criterion(
        "solved: a squared error of 0.03 at most",
        weight=2,
        hint="24 LSTM units, Adam with a learning rate of 0.01, and as many epochs as the loss needs to fall.",
    ):
        require(error <= ENOUGH, f"{seen}.")


def marked_numbers(samples: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """New sequences of the adding problem: X (samples, LENGTH, 2) and y (samples,), as float32."""
    half = LENGTH // 2
    marks = [np.eye(half)[rng.integers(half, size=samples)] for _ in range(2)]
    X = np.stack([rng.random((samples, LENGTH)), np.concatenate(marks, axis=1)], axis=-1)
    return X.astype("float32"), X.prod(axis=-1).sum(axis=1).astype("float32")


def _generator(rng: np.random.Generator) -> np.random.Generator:
    """A generator of its own for an answer: in another process it could not move ours."""
    return np.random.default_rng(int(rng.integers(1 << 30)))

"""The trained agent of chapter 15 over twenty seeds beside its rivals, and the noise of the policy gradient.

    python benchmarks/electives/reinforcement.py ppo [--seeds 20] [--only NAME]
    python benchmarks/electives/reinforcement.py lines
    python benchmarks/electives/reinforcement.py noise [--seeds 10]
    python benchmarks/electives/reinforcement.py speed

`ppo`: how often the reference solution of `train_agent` passes its check, and how often rivals do, each in the
disguises that the check draws: the random policy; the controller of one line, which does not know of the disguise;
REINFORCE and actor–critic with as much experience; a linear model of what pushes do, and the controller that follows
from it; a random search over the four weights of a line, with as much experience and with less. `lines`: the controller
without a disguise, and its neighbours. `noise`: variance of the policy gradient of one episode, by what the
log-probabilities are weighted with, for a fresh policy and for trained ones.
"""

import argparse
import itertools
import os
import sys
import time
from functools import partial
from pathlib import Path
from unittest import mock

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "seeds"))

import numpy as np
from chapter import functions

from dlcourse.checks import reinforcement as check
from dlcourse.checks.reinforcement.train_agent import LEAST, disguise
from dlcourse.compat.silence_stderr import quietly
from dlcourse.environments import CartPoles
from dlcourse.nn import Input, Sequential, layers, optimizers, set_random_seed

with quietly():
    import keras

NAMES = (
    "network as_keras log_softmax experience whole_episodes learn_policy learn_values reinforce actor_critic play_on"
)
NAMES += " learn_q train_dqn demonstrations train_dqfd epsilon_greedy discounted_returns ReplayBuffer dqn_targets"
NAMES += " margin_loss policy_gradient_loss gae ppo_loss train_agent learn_shown carts"
EPISODES = 100
EXPERIENCE = 60 * 64 * 32  # steps that the reference plays
GAMMA = 0.98
FACTORS = (1, 1, 10, 2)  # the chapter's units outside of disguises: the four numbers have about one size


def chapter() -> dict:
    """The chapter's functions by name."""
    packages = {"Input": Input, "Sequential": Sequential, "layers": layers, "optimizers": optimizers, "keras": keras}
    others = {"CartPoles": CartPoles, "set_random_seed": set_random_seed, "np": np, "FACTORS": FACTORS}
    return functions("15_reinforcement", *NAMES.split(), **packages, **others)


def seeded(seed: int):
    """Within it, generators that are made without a seed get one that follows from this one."""
    make, seeds = np.random.default_rng, np.random.default_rng(seed)
    np.random.seed(seed)
    set_random_seed(seed)
    chosen = lambda given=None: make(int(seeds.integers(2**31)) if given is None else given)  # noqa: E731
    return mock.patch.object(np.random, "default_rng", chosen)


def score(policy, env: CartPoles) -> np.ndarray:
    """What each cart gets in one fresh episode, (n,); policy: observations (n, 4) → actions (n,)."""
    env.reset()
    going, total = np.ones(env.n, bool), np.zeros(env.n)
    while going.any():
        _, rewards, terminated, truncated, _ = env.step(policy(env.observations))
        total += rewards * going
        going &= ~(terminated | truncated)
    return total


def larger(model):
    """The policy that takes the action with the larger number."""
    return lambda seen: np.asarray(model(seen)).argmax(axis=1)


def as_line(weights: np.ndarray) -> keras.Model:
    """To the right where observation · weights > 0, as a Keras model with two logits."""
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, use_bias=False)])
    model.set_weights([np.stack([np.zeros(4), weights], axis=1)])
    return model


def one_line(make_env) -> keras.Model:
    """Angle + 0.2 · angular velocity, where they are without a disguise."""
    return as_line(np.array([0, 0, 1, 0.2]))


def random_search(make_env, most: int) -> keras.Model:
    """Of lines with random weights the best: one episode for each of 32, five more for the best three, and again."""
    rng, best, found, used = np.random.default_rng(), -1.0, np.zeros(4), 0
    many, few = make_env(32), make_env(5)
    while used < most:
        weights = rng.normal(size=(32, 4))
        returns = score(lambda seen, w=weights: (np.sum(seen * w, axis=1) > 0).astype(int), many)
        used += int(returns.sum())
        for index in np.argsort(returns)[-3:]:
            again = score(lambda seen, w=weights[index]: (seen @ w > 0).astype(int), few)
            used += int(again.sum())
            if again.mean() > best:
                best, found = again.mean(), weights[index]
    return as_line(found)


def as_shown(space: dict, name: str, carts: int, make_env) -> keras.Model:
    """An agent that the chapter shows, as it is, with as much experience as the reference."""
    return space["as_keras"](space[name](make_env(carts), EXPERIENCE, np.random.default_rng()))


def identified(make_env, carts: int = 200, steps: int = 60) -> keras.Model:
    """Push at random, fit a linear model of what follows, and take its linear-quadratic regulator as the line.

    It uses no reward, and knows that the goal is near 0.
    """
    env, rng, rows = make_env(carts), np.random.default_rng(), []
    for _ in range(steps):
        before, actions = env.observations.copy(), rng.integers(2, size=carts)
        after, *_ = env.step(actions)
        rows.append((before, 2 * actions - 1, after - before))
    seen, pushes, changes = (np.concatenate(column) for column in zip(*rows, strict=True))
    fitted = np.linalg.lstsq(np.column_stack([seen, pushes]), changes, rcond=None)[0]
    A, B, cost = np.eye(4) + fitted[:4].T, fitted[4:].T, np.diag(1 / seen.var(axis=0))
    P = cost
    for _ in range(2000):  # Riccati's equation, by iteration
        gain = np.linalg.solve(np.eye(1) + B.T @ P @ B, B.T @ P @ A)
        P = cost + A.T @ P @ (A - B @ gain)
    return as_line(-gain[0])


def ppo(seeds: int, only: str) -> None:
    space = chapter()
    answers = {
        "reference: PPO": space["train_agent"],
        "controller of one line": one_line,
        f"REINFORCE, {EXPERIENCE:,} steps": partial(as_shown, space, "reinforce", 10),
        f"actor–critic, {EXPERIENCE:,} steps": partial(as_shown, space, "actor_critic", 16),
        "identification, 12,000 steps without reward": identified,
        "random search, 5,000 steps": partial(random_search, most=5000),
        "random search, 20,000 steps": partial(random_search, most=20_000),
        f"random search, {EXPERIENCE:,} steps": partial(random_search, most=EXPERIENCE),
    }
    print("| Answer | Passed | Mean return, median | least | CPU s, mean | most |\n|---|--:|--:|--:|--:|--:|")
    for name, answer in answers.items():
        if only not in name:
            continue
        passed, means, seconds = 0, [], []
        for seed in range(seeds):
            kept: list = []
            with seeded(seed):
                report = check.train_agent.judge(_timed(answer, kept, seconds), seed=seed)
                env = CartPoles(EPISODES, *disguise(np.random.default_rng(seed)))
                means.append(score(larger(kept[0]), env).mean())
            passed += report.score == 1
        numbers = f"{np.median(means):.1f} | {min(means):.1f} | {np.mean(seconds):.1f} | {max(seconds):.1f}"
        print(f"| {name} | {passed} of {seeds} | {numbers} |", flush=True)
    rng, means = np.random.default_rng(0), []
    with seeded(0):
        for _ in range(seeds):
            means.append(score(lambda seen: rng.integers(2, size=len(seen)), CartPoles(EPISODES)).mean())
    passed = sum(mean >= LEAST for mean in means)
    print(f"| random policy | {passed} of {seeds} | {np.median(means):.1f} | {min(means):.1f} | | |")


def _timed(answer, kept: list, seconds: list):
    """The answer; its model and its CPU time are kept as well."""

    def call(make_env):
        start = time.process_time()
        kept[:] = [answer(make_env)]
        seconds.append(time.process_time() - start)
        return kept[0]

    return call


def lines(seeds: int, only: str) -> None:
    """Controllers of one line without a disguise, each in a thousand episodes."""
    rules = {"angle > 0": (0, 0, 1, 0), "angular velocity > 0": (0, 0, 0, 1)}
    rules |= {f"angle + {k} · angular velocity > 0": (0, 0, 1, k) for k in (0.1, 0.2, 0.5, 1, 2)}
    print("| Controller | Mean return | Least |\n|---|--:|--:|")
    for name, weights in rules.items():
        env = CartPoles(1000)
        env.rng = np.random.default_rng(0)
        returns = score(lambda seen, w=weights: (seen @ np.array(w) > 0).astype(int), env)
        print(f"| {name} | {returns.mean():.1f} | {returns.min():.0f} |", flush=True)


def speed(seeds: int, only: str) -> None:
    """One step of Adam on the mean squared error, and one forward pass for 32 carts, in dlcourse.nn and in Keras."""
    import tensorflow as tf

    def microseconds(call, times: int = 500) -> float:
        for _ in range(20):
            call()
        start = time.perf_counter()
        for _ in range(times):
            call()
        return (time.perf_counter() - start) / times * 1e6

    rng = np.random.default_rng(0)
    print("| Hidden units, batch | dlcourse.nn: step, µs | forward | Keras, compiled: step, µs | forward |")
    print("|---|--:|--:|--:|--:|")
    for units, batch in ((32, 256), (64, 64)):
        seen, few = rng.normal(size=(batch, 4)).astype("float32"), rng.normal(size=(32, 4)).astype("float32")
        goal = rng.normal(size=(batch, 2)).astype("float32")
        ours = Sequential([Input((4,)), *[layers.Dense(units, "tanh") for _ in range(2)], layers.Dense(2)])
        theirs = keras.Sequential([keras.Input((4,)), *[keras.layers.Dense(units, "tanh") for _ in range(2)]])
        theirs.add(keras.layers.Dense(2))
        adam, their_adam = optimizers.Adam(1e-3), keras.optimizers.Adam(1e-3)
        their_adam.build(theirs.trainable_variables)

        def step(ours=ours, seen=seen, goal=goal, adam=adam):
            ours.backward((ours(seen, training=True) - goal) / len(seen), input_gradient=False)
            adam.apply(ours.gradients, ours.parameters)

        @tf.function
        def compiled(seen, goal, model=theirs, adam=their_adam):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((model(seen, training=True) - goal) ** 2)
            adam.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)

        forward = tf.function(theirs)
        times = [
            microseconds(step),
            microseconds(lambda model=ours, x=few: model(x)),
            microseconds(lambda call=compiled, x=seen, y=goal: call(x, y)),
            microseconds(lambda call=forward, x=few: call(x).numpy()),
        ]
        print(f"| {units}, {batch} | {' | '.join(f'{number:.0f}' for number in times)} |", flush=True)


WEIGHTS = {
    "the return of the whole episode": lambda returns, _: np.full(len(returns), returns[0]),
    "the return from here on": lambda returns, _: returns,
    "the same, minus its mean": lambda returns, expected: returns - expected[1],
    "the same, minus the critic": lambda returns, expected: returns - expected[0],
}


def variances(space: dict, policy, env: CartPoles, rng: np.random.Generator, gamma: float) -> tuple[float, np.ndarray]:
    """Mean length of an episode, and for each way to weight the trace of the covariance of one episode's gradient.

    The critic and the mean are fitted to other episodes of the same policy.
    """
    before, played = (space["whole_episodes"](env, policy, rng) for _ in range(2))
    worth = lambda rewards: space["discounted_returns"](0.02 * rewards, gamma)  # noqa: E731
    seen, targets = (np.concatenate(parts) for parts in zip(*[(e[0], worth(e[2])) for e in before], strict=True))
    critic, adam = space["network"](1), optimizers.Adam(3e-3)
    for _ in range(10):
        space["learn_values"](critic, adam, seen, targets)
    found = []
    for weight in WEIGHTS.values():
        gradients = []
        for observations, actions, rewards in played:
            weights = weight(worth(rewards), (critic(observations)[:, 0], targets.mean()))
            _, slope = space["policy_gradient_loss"](policy(observations, training=True), actions, weights)
            policy.backward(slope * len(actions), input_gradient=False)
            gradients.append(np.concatenate([np.ravel(gradient) for gradient in policy.gradients]))
        found.append(float(np.var(gradients, axis=0).sum()))
    return float(np.mean([len(rewards) for _, _, rewards in played])), np.array(found)


def noise(seeds: int, only: str) -> None:
    space = chapter()
    print(f"| Discount | Policy | Steps of an episode | {' | '.join(WEIGHTS)} |\n|--:|---|--:{'|--:' * len(WEIGHTS)}|")
    for gamma, steps in itertools.product((1.0, GAMMA), (0, 4000, 12_000)):
        lengths, shares = [], []
        for seed in range(seeds):
            with seeded(seed):
                rng = np.random.default_rng()
                policy = (
                    space["reinforce"](CartPoles(10, factors=FACTORS), steps, rng) if steps else space["network"](2)
                )
                length, found = variances(space, policy, CartPoles(300, factors=FACTORS), rng, gamma)
            lengths.append(length)
            shares.append(found / found[1])
        spread = zip(np.min(shares, 0), np.median(shares, 0), np.max(shares, 0), strict=True)
        cells = [f"{middle:.0%} ({low:.0%} to {high:.0%})" for low, middle, high in spread]
        name = f"after {steps:,} steps" if steps else "fresh"
        print(f"| {gamma} | {name} | {np.median(lengths):.0f} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", choices=("ppo", "lines", "noise", "speed"))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", default="", help="answers whose name has this in it")
    options = parser.parse_args()
    {"ppo": ppo, "lines": lines, "noise": noise, "speed": speed}[options.which](options.seeds, options.only)


if __name__ == "__main__":
    main()

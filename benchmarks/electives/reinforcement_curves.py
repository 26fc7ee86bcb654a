"""Learning curves of chapter 15's agents over ten seeds, for its figures.

    python benchmarks/electives/reinforcement_curves.py [dqn] [policy] [dqfd] [--seeds 10] [--workers 2]

Each agent is the chapter's, in CartPole in the units of the chapter. At each point its greedy policy plays 20 episodes.
The median over the seeds, and the second lowest and the second highest of ten, go to
dlcourse/plots/reinforcement/curves.csv: for ten seeds, these two enclose the median of all trainings with a
probability of 98 %. The table says how the last policies play, in 100 fresh episodes.
"""

import argparse
import csv
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import numpy as np
from reinforcement import FACTORS, chapter, larger, score, seeded

from dlcourse.environments import CartPoles

CURVES = Path(__file__).resolve().parents[2] / "dlcourse" / "plots" / "reinforcement" / "curves.csv"
HEAD = "# made by benchmarks/electives/reinforcement_curves.py: ten seeds; low, high: second lowest, second highest\n"
POINTS = 30
CARTS, STEPS = 8, 60_000  # of DQN
POLICY_STEPS = 20_000
DQFD_STEPS = 24_000

Watch = Callable[[int, object], None]


def carts(n: int) -> CartPoles:
    return CartPoles(n, factors=FACTORS)


@cache
def space() -> dict:
    return chapter()


def dqn(rng: np.random.Generator, watch: Watch, **how):
    return space()["train_dqn"](carts(CARTS), STEPS, rng, watch=watch, **how)


def reinforce(rng: np.random.Generator, watch: Watch, baseline: bool):
    return space()["reinforce"](carts(10), POLICY_STEPS, rng, baseline=baseline, watch=watch)


def actor_critic(rng: np.random.Generator, watch: Watch):
    return space()["actor_critic"](carts(16), POLICY_STEPS, rng, watch=watch)


def ppo(rng: np.random.Generator, watch: Watch):
    """The chapter's `train_agent`; its calls of `experience` say where it stands."""
    names, used = chapter(), 0
    play = names["experience"]

    def experience(env, policy, critic, steps, *others):
        nonlocal used
        watch(used, policy)
        used += steps * env.n
        return play(env, policy, critic, steps, *others)

    names["experience"] = experience
    policy = names["train_agent"](carts)
    watch(used, policy)
    return policy


def controller(seen: np.ndarray) -> np.ndarray:
    return (seen[:, 2] + seen[:, 3] > 0).astype(int)


def dqfd(rng: np.random.Generator, watch: Watch, shown: int):
    expert = space()["demonstrations"](controller, shown, rng)
    return space()["train_dqfd"](carts(CARTS), expert, DQFD_STEPS, rng, watch=watch)


def dqn_alone(rng: np.random.Generator, watch: Watch):
    return space()["train_dqn"](carts(CARTS), DQFD_STEPS, rng, watch=watch)


EXPERIMENTS = {
    "dqn": (
        STEPS,
        {
            "double DQN": dqn,
            "without double": partial(dqn, double=False),
            "without target network": partial(dqn, refresh=0),
            "without replay": partial(dqn, capacity=CARTS),
        },
    ),
    "policy": (
        POLICY_STEPS,
        {
            "REINFORCE without baseline": partial(reinforce, baseline=False),
            "REINFORCE": partial(reinforce, baseline=True),
            "actor–critic": actor_critic,
            "PPO": ppo,
        },
    ),
    "dqfd": (
        DQFD_STEPS,
        {"DQN alone": dqn_alone} | {f"{n:,} demonstrations": partial(dqfd, shown=n) for n in (10, 100, 1000)},
    ),
}


def run(experiment: str, line: str, seed: int) -> tuple[list[float], float, float]:
    """One training: its curve (POINTS + 1,), the mean return of its last policy, and the seconds of CPU it took."""
    steps, agents = EXPERIMENTS[experiment]
    curve, watched = [], 0.0
    fresh = np.random.SeedSequence(1000 + seed)

    def judged(model, episodes: int) -> float:
        env = carts(episodes)
        env.rng = np.random.Generator(np.random.PCG64(fresh.spawn(1)[0]))
        return float(score(larger(model), env).mean())

    def watch(used: int, model) -> None:
        nonlocal watched
        start = time.process_time()
        while len(curve) <= POINTS and used >= len(curve) * steps / POINTS:
            curve.append(judged(model, 20))
        watched += time.process_time() - start

    start = time.process_time()
    with seeded(seed):
        model = agents[line](np.random.default_rng(), watch)
    seconds = time.process_time() - start - watched
    watch(steps, model)
    return curve, judged(model, 100), seconds


def measure(experiment: str, seeds: int, pool: ProcessPoolExecutor) -> list[list]:
    """The rows of the experiment in the file of curves; its table is printed."""
    steps, agents = EXPERIMENTS[experiment]
    jobs = {line: [pool.submit(run, experiment, line, seed) for seed in range(seeds)] for line in agents}
    print(f"\n| {experiment} | Last return, median | second lowest | second highest | 475 or more | CPU s |")
    print("|---|--:|--:|--:|--:|--:|")
    rows = []
    for line, runs in jobs.items():
        curves, last, seconds = (np.array(part) for part in zip(*(one.result() for one in runs), strict=True))
        low, high = np.sort(last)[[1, -2]]
        print(
            f"| {line} | {np.median(last):.0f} | {low:.0f} | {high:.0f} | {np.sum(last >= 475)} of {seeds} |"
            f" {seconds.mean():.1f} |",
            flush=True,
        )
        ordered = np.sort(curves, axis=0)
        for point, values in enumerate(zip(ordered[1], np.median(curves, axis=0), ordered[-2], strict=True)):
            rows.append([experiment, line, round(point * steps / POINTS), *(f"{value:.1f}" for value in values)])
    return rows


def stored(without: list[str]) -> list[list]:
    """The rows of the file, but for those of some experiments."""
    if not CURVES.exists():
        return []
    lines = [text for text in CURVES.read_text(encoding="utf-8").splitlines() if not text.startswith("#")]
    return [row for row in list(csv.reader(lines))[1:] if row[0] in EXPERIMENTS and row[0] not in without]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", nargs="*", default=list(EXPERIMENTS))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rows = stored(options.which)
    with ProcessPoolExecutor(options.workers) as pool:
        for experiment in options.which:
            rows += measure(experiment, options.seeds, pool)
    with CURVES.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["experiment", "line", "step", "low", "median", "high"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()

# %% [markdown]
# # 15 · Reinforcement learning
#
# **After this elective you will be able to**
#
# - **balance** trying what is new against using what is good, and **measure** what a wrong balance costs;
# - **plan** in a world that you know, and **learn** in one that you do not know, step by step;
# - **train** a network on its own experience (DQN), and **say** what breaks without each of its parts;
# - **follow** the gradient of a policy, **calm** it with a baseline, and **bound** it as PPO does;
# - **judge** an agent honestly: many seeds, an interval, and the simplest rival there is.
#
# **Time:** about 215 minutes. **Difficulty:** ●●●. **You need:** chapter 02 (gradients), 03 (optimisers), 04 (Keras)
# and 05 (measuring without fooling yourself). It is long: section 5 is a good place for a break.
#
# ## A puzzle to begin with · 3 min
#
# Three slot machines. Each pays a random number of coins, around a mean that you do not know. You have pulled A ten
# times, B three times and C once. **Which one do you pull next, if it is your last pull? And if a thousand pulls are
# left?**

# %%
import os

# Before NumPy is imported: for small networks one processor is faster than two.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from dlcourse.plots.reinforcement import bandits as bandit_plots

paid = {
    "A": [3.1, 4.6, 3.8, 4.4, 5.2, 3.5, 4.1, 4.9, 3.7, 4.2],
    "B": [5.6, 3.9, 4.9],
    "C": [3.4],
}
bandit_plots.puzzle(paid)

# %% [markdown]
# If it is the last pull: B, whose mean is the highest so far. If a thousand are left, a pull earns two things, coins
# **and knowledge**. C may still be the best machine: one pull tells little. To find out costs you about a coin; if C is
# better, each of the thousand pulls pays more.
#
# Until now somebody told our networks the right answer. Here nobody does. You act, and the world answers with a
# **reward** (보상), a single number, which says how good it was and never what would have been better. Learning from this
# is **reinforcement learning** (강화 학습).

# %%
from dlcourse.checks import reinforcement as check  # first: it keeps TensorFlow quiet

import keras
import tensorflow as tf

from dlcourse import environments, nn
from dlcourse.plots.reinforcement import curves as curve_plots

Bandit, CartPoles, Cliff = environments.Bandit, environments.CartPoles, environments.Cliff

# %% [markdown]
# ## 1 · Explore or exploit? · 17 min
#
# A row of slot machines is called a **bandit** (밴딧), because it takes your money. Each machine is an **arm**. For each
# arm you know how often you pulled it and what it paid in all; so you know its mean so far, $q$. Two ways to go wrong:
#
# - only **exploit**: always pull the arm with the highest mean so far. One unlucky pull, and the best arm is never
#   tried again.
# - only **explore**: pull at random. You know everything in the end, and have earned little.
#
# The simplest compromise: explore now and then, with a small probability ε (*epsilon*), and exploit otherwise.
#
# ### Exercise 1 · Explore a little (1 point · 5 min · ●○○)
#
# Write `epsilon_greedy(q, epsilon, rng)`: `q` holds what you think each of the $k$ actions is worth, `(k,)`; `rng` is a
# NumPy `Generator`. Return the number of one action, an `int`.
#
# - With probability `epsilon`, any of the $k$ actions, **all equally likely**, the best one too.
# - Otherwise the best action. If several are best, each of them equally likely: at the beginning all values are 0, and
#   `np.argmax` would always take the first.
# - Draw from `rng`, and leave `q` as it is.
#
# *Example:* with `q = [1, 3, 2]` and `epsilon = 0.3`, action 1 is taken in 80 % of the cases, the others in 10 % each.


# %% tags=["exercise"]
def epsilon_greedy(q, epsilon, rng):
    """The best action, or with probability epsilon any one."""
    ### BEGIN SOLUTION
    if rng.random() < epsilon:
        return int(rng.integers(len(q)))
    return int(rng.choice(np.flatnonzero(q == np.max(q))))
    ### END SOLUTION


# %% tags=["check"] points=1
check.epsilon_greedy(epsilon_greedy, points=1)
### BEGIN HIDDEN TESTS
check.epsilon_greedy(epsilon_greedy, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ε-greedy explores blindly: it tries the worst arm as often as one that may well be the best. A better rule asks how
# sure it is. The mean of $n$ payments strays from the true mean by about $1 / \sqrt{n}$ of the standard deviation of a
# single one, which is 1 here. So give each arm a bonus for what you do not know of it, and pull the one that *could* be
# the best: **optimism in the face of uncertainty**. It is called **UCB**, *upper confidence bound* (Auer et al., 2002).
#
# ### Exercise 2 · Optimism (1 point · 6 min · ●●○)
#
# Write `ucb(counts, sums, t, c)` for $k$ arms: `counts` `(k,)` says how often each arm was pulled, `sums` `(k,)` what
# it gave in all these pulls together, and `t` how many pulls there have been of all arms. Return the upper bounds,
# `(k,)`:
#
# $$ \text{bound}_i = \frac{\text{sums}_i}{\text{counts}_i} + c \sqrt{\frac{\ln t}{\text{counts}_i}} $$
#
# An arm that was never pulled has the bound `np.inf`. Leave the arguments as they are.
#
# *Example:* `counts = [4, 1]`, `sums = [2.0, 0.0]`, `t = 5`, `c = 1`: the bounds are 1.13 and 1.27, and the second arm
# is next.


# %% tags=["exercise"]
def ucb(counts, sums, t, c):
    """Upper confidence bounds (k,) of the arms' mean rewards."""
    ### BEGIN SOLUTION
    bounds = np.full(len(counts), np.inf)
    tried = np.asarray(counts) > 0
    n = counts[tried]
    bounds[tried] = sums[tried] / n + c * np.sqrt(np.log(t) / n)
    return bounds
    ### END SOLUTION


# %% tags=["check"] points=1
check.ucb(ucb, points=1)
### BEGIN HIDDEN TESTS
check.ucb(ucb, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Now let the rules play. The measure is the **regret** (후회): how much less you earn, on average, than somebody who
# always pulls the best arm. `regrets` is yours to use; `choose` is a rule, and gets what is known of each arm.


# %%
def regrets(means, choose, pulls, rng):
    """The regret of each pull of a bandit whose arms pay `means` on average, (pulls,)."""
    bandit, best = Bandit(means), max(means)
    bandit.reset(seed=int(rng.integers(2**31)))
    counts, sums, lost = np.zeros(len(means)), np.zeros(len(means)), np.zeros(pulls)
    for t in range(pulls):
        arm = choose(counts, sums, t, rng)
        counts[arm] += 1
        sums[arm] += bandit.step(arm)[1]
        lost[t] = best - means[arm]
    return lost


def explores(epsilon):
    """ε-greedy as a rule for a bandit; an arm that was never pulled counts as 0."""

    def rule(counts, sums, t, rng):
        return epsilon_greedy(sums / np.maximum(counts, 1), epsilon, rng)

    return rule


def hopes(c):
    """UCB as a rule for a bandit."""
    return lambda counts, sums, t, rng: int(np.argmax(ucb(counts, sums, t + 1, c)))


# %%
rules = {"greedy (ε = 0)": explores(0.0), "ε = 0.1": explores(0.1), "random": explores(1.0)}
rules["UCB, c = 1"] = hopes(1.0)
problems, pulls = 40, 1000
lost = {}
for name, rule in rules.items():
    rng = np.random.default_rng(15)  # the same forty bandits for each rule
    bandits = [rng.normal(size=10) for _ in range(problems)]
    tables = [regrets(means, rule, pulls, rng) for means in bandits]
    lost[name] = np.cumsum(tables, axis=1)
shown = {name: lost[name] for name in rules if name != "random"}
bandit_plots.regret(shown, "UCB nearly stops losing, the others go on")
for name, table in lost.items():
    low, middle, high = np.quantile(table[:, -1], (0.1, 0.5, 0.9))
    print(
        f"{name:<15} regret after {pulls} pulls: {middle:5.0f}  (80%: {low:.0f} to {high:.0f})"
    )

# %% tags=["claim"]
# > Greedy is a gamble
#
# > UCB loses least
final = {name: np.quantile(table[:, -1], (0.1, 0.5, 0.9)) for name, table in lost.items()}
assert final["greedy (ε = 0)"][2] > 2 * final["ε = 0.1"][2]
assert final["UCB, c = 1"][1] < final["ε = 0.1"][1] < final["random"][1]
late = {name: np.median(table[:, -1] - table[:, -201]) for name, table in lost.items()}
assert late["UCB, c = 1"] < 0.7 * late["ε = 0.1"]

# %% [markdown]
# Forty bandits with ten arms each, the same for all rules. **Greedy is a gamble**: the band is wide, since it depends
# on the first few pulls. With ε = 0.1 you find a good arm, and then pay for ever: a tenth of all pulls stays blind.
# **UCB loses least**, and less and less, because it tries again only what could still be the best. In theory, if $c$ is
# large enough, its regret grows like $\ln t$, and no rule's regret can grow more slowly for all bandits.
#
# In what follows the best action depends on where you *are*. There UCB is hard to compute, and nearly everybody
# explores with ε, or draws every action by chance, the good ones more often.
#
# ## 2 · Many decisions, one after another · 25 min
#
# The general case: at each step an **agent** (에이전트) sees a **state** (상태) $s$ and chooses an **action** (행동) $a$. The
# **environment** (환경) answers with a reward $r$ and the next state $s'$. If $s'$ and $r$ depend on nothing but $s$ and
# $a$ (and chance), it is a **Markov decision process** (마르코프 결정 과정). A rule that says what to do in each state is a
# **policy** (정책), written $\pi$.
#
# What should the agent want? Not the next reward, but all of them. Rewards of the far future count less, by the
# **discount** (할인율) $\gamma$, between 0 and 1. The **return** (이득) from step $t$ on is
#
# $$ G_t = r_t + \gamma\, r_{t+1} + \gamma^2\, r_{t+2} + \dots = r_t + \gamma\, G_{t+1} $$
#
# The second form is the important one: today's reward, plus a discounted tomorrow. With it one walk from the end to the
# beginning gives all returns.
#
# ### Exercise 3 · Returns (1 point · 5 min · ●○○)
#
# Write `discounted_returns(rewards, gamma)`: `rewards` `(T,)` are those of one episode, `rewards[t]` for step $t$.
# Return all returns, `(T,)`:
#
# $$ G_t = r_t + \gamma\, r_{t+1} + \gamma^2 r_{t+2} + \dots \qquad\text{so}\qquad G_t = r_t + \gamma\, G_{t+1} $$
#
# The reward of step $t$ itself counts in full. All this holds also for $\gamma = 0$ and $\gamma = 1$, for whole numbers as
# rewards, and for an episode of 20,000 steps. Leave `rewards` as they are.
#
# *Example:* `discounted_returns([1, 0, 2], 0.5)` is `[1.5, 1.0, 2.0]`.


# %% tags=["exercise"]
def discounted_returns(rewards, gamma):
    """The return of each step of an episode, (T,)."""
    ### BEGIN SOLUTION
    returns, later = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        later = rewards[t] + gamma * later
        returns[t] = later
    return returns
    ### END SOLUTION


# %% tags=["check"] points=1
check.discounted_returns(discounted_returns, points=1)
### BEGIN HIDDEN TESTS
check.discounted_returns(discounted_returns, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# $\gamma$ says how far you look: rewards that are $1 / (1 - \gamma)$ steps away still count noticeably.
#
# ### What is a state worth?
#
# The **value** (가치) $V^\pi(s)$ is the *mean* return of a walk that begins in $s$ and follows $\pi$. The best value that
# any policy reaches is $V^*(s)$. Suppose somebody told you $V^*$ of all states that come next. Then you would know what
# to do now: look one step ahead. And you would know $V^*$ of this state as well. With the mean reward $R(s, a)$ of an
# action and the probability $P(s' \mid s, a)$ that it leads to $s'$,
#
# $$ V^*(s) = \max_a \Big( R(s, a) + \gamma \sum_{s'} P(s' \mid s, a)\, V^*(s') \Big) $$
#
# This is the **Bellman equation** (벨만 방정식). It has the unknown on both sides. **Value iteration** (가치 반복) does the
# simplest thing: guess any $V$, put it into the right side, get a better one, and repeat. Each round multiplies the
# largest error by $\gamma$ or less; so for $\gamma < 1$ it cannot fail.
#
# Here is a world to plan in, drawn by a map of letters. S is the start, # a wall. Three squares end the walk: the two
# prizes `n` (near), which pays 1, and `f` (far), which pays 3, and the trap `x`, which costs 3. The floor is ice: one
# step in five slips to the side, half of these to the left, half to the right.

# %%
MAP = ["..S...", ".#.#..", "n.x...", ".#.#..", "....#f"]
PAYS = {"n": 1.0, "f": 3.0, "x": -3.0}
letters = np.array([list(row) for row in MAP])
shape = letters.shape
squares = {name: np.flatnonzero(letters == sign) for name, sign in
           {"start": "S", "wall": "#", "near": "n", "far": "f", "x": "x"}.items()}  # fmt: skip


def move(state, action):
    """The square up, right, down or left; the same one if a wall or the edge is there."""
    row, column = divmod(state, shape[1])
    row += (-1, 0, 1, 0)[action]
    column += (0, 1, 0, -1)[action]
    inside = 0 <= row < shape[0] and 0 <= column < shape[1]
    return row * shape[1] + column if inside and letters[row, column] != "#" else state


# %%
def world(slip):
    """P (states, 4, states): probabilities of the next state; R (states, 4): rewards."""
    states = letters.size + 1  # one more: the walk is over
    P, gain = np.zeros((states, 4, states)), np.zeros(states)
    for state, letter in enumerate(letters.ravel()):
        for action in range(4):
            if letter in PAYS:
                P[state, action, -1] = 1.0  # whatever you do here, you are paid and it is over
                continue
            for turn, share in ((0, 1 - slip), (-1, slip / 2), (1, slip / 2)):
                P[state, action, move(state, (action + turn) % 4)] += share
        gain[state] = PAYS.get(letter, 0.0)
    P[-1, :, -1] = 1.0
    return P, np.tile(gain[:, None], 4)


P, R = world(slip=0.2)
print(f"P {P.shape}, R {R.shape}; each row of P sums to 1: {np.allclose(P.sum(axis=2), 1)}")

# %% [markdown]
# ### Exercise 4 · Value iteration (2 points · 12 min · ●●○)
#
# Write `value_iteration(P, R, gamma, tol)` for a Markov decision process with $S$ states and $A$ actions that is known:
# `P` `(S, A, S)`, where `P[s, a, z]` is the probability that action $a$ leads from state $s$ to state $z$; `R`
# `(S, A)`, the mean reward of action $a$ in state $s$.
#
# - Start with $V = 0$. In each sweep compute the new values of **all** states from the values of the sweep before:
#   $V(s) \leftarrow \max_a \left[ R(s, a) + \gamma \sum_z P(s, a, z)\, V(z) \right]$
# - Stop after the first sweep in which no value has changed by more than `tol`, upwards or downwards.
# - Return `V` `(S,)` of the last sweep, and the policy `(S,)`: for each state the action that is best by these values.
#   Leave the arguments as they are.
#
# A state that ends the episode needs no rule of its own: all actions lead back to it, for the reward 0.


# %% tags=["exercise"]
def value_iteration(P, R, gamma, tol):
    """Values (S,) and a best policy (S,) of a known Markov decision process."""
    ### BEGIN SOLUTION
    V, change = np.zeros(len(R)), np.inf
    while change > tol:
        new = (R + gamma * P @ V).max(axis=1)
        change, V = np.max(np.abs(new - V)), new
    return V, (R + gamma * P @ V).argmax(axis=1)
    ### END SOLUTION


# %% tags=["check"] points=2
check.value_iteration(value_iteration, points=2)
### BEGIN HIDDEN TESTS
check.value_iteration(value_iteration, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
from dlcourse.plots.reinforcement import grids as grid_plots

frames = {"Before the first sweep": np.zeros(letters.size)}
for tol in np.geomspace(3, 0.01, 11):  # the smaller it is, the more sweeps
    frames[f"No change larger than {tol:.2g}"] = value_iteration(P, R, 0.9, tol)[0][:-1]
grid_plots.sweeps(
    frames,
    shape,
    squares,
    "An animation of a grid of values. At first all are 0, then the two prizes and the trap "
    "have one. It spreads from square to square; in the end each free square has a value.",
)

# %% [markdown]
# Press ▶. News of the prizes travels one square a sweep, and from one picture to the next there are up to three sweeps.
# Each square needs to know its neighbours only.
#
# ### The discount decides what is worth the way

# %%
solved = {}
for gamma in (0.6, 0.95):
    best_values, best_actions = value_iteration(P, R, gamma, 1e-8)
    solved[f"γ = {gamma}"] = best_values[:-1], best_actions[:-1]
grid_plots.policies(solved, shape, squares, "Who looks ahead walks farther, for more")
start = squares["start"][0]
ways = {name: int(policy[start]) for name, (_, policy) in solved.items()}
for name, action in ways.items():
    print(f"{name}: from the start {('up', 'right', 'down', 'left')[action]}")

# %% tags=["claim"]
# > With γ = 0.6 the agent turns left, to the near prize; with γ = 0.95 it turns right
assert list(ways.values()) == [3, 1]

# %% [markdown]
# Same world, same rewards. With γ = 0.6 the agent turns left, to the near prize; with γ = 0.95 it turns right and walks
# the longer way to the larger one. And look at the squares beside the trap: all arrows lead straight away from it.
#
# %% [markdown]
# ## 3 · Without a map: learn while you walk · 18 min
#
# Value iteration needs $P$ and $R$, the whole map. Mostly nobody has it. What you have is **experience**: you were in
# $s$, did $a$, got $r$, and found yourself in $s'$. Two ways to learn values from it:
#
# - **Monte Carlo** (몬테카를로): walk to the end, compute the return from each state on, and move $V(s)$ a little towards
#   it.
# - **Temporal difference** (시간차 학습), *TD*: do not wait. After one step move $V(s)$ a little towards $r + \gamma V(s')$,
#   today's reward plus *your own estimate* of tomorrow. A guess is improved by a later guess: this is called
#   **bootstrapping** (부트스트래핑).
#
# $$ V(s) \leftarrow V(s) + \text{lr}\, \big( r + \gamma V(s') - V(s) \big) $$
#
# The bracket is the **TD error** ($\delta$): how much better it went than expected. Try both on a walk that is easy to
# know: five squares in a row, start in the middle, left or right at random; behind the right end you get 1, behind the
# left end nothing. The true values are 1/6, 2/6, …, 5/6.

# %%
truth = np.arange(1, 6) / 6


def random_walk(rng):
    """The squares of one walk, and its reward at the end."""
    square, visited = 2, []
    while 0 <= square <= 4:
        visited.append(square)
        square += rng.choice((-1, 1))
    return visited, float(square > 4)


def errors_of(way, lr, seed, episodes=150):
    """Root mean squared error of the five values, after each walk."""
    rng, V, errors = np.random.default_rng(seed), np.full(5, 0.5), []
    for _ in range(episodes):
        visited, end = random_walk(rng)
        for now, later in zip(visited, [*visited[1:], None], strict=True):
            goal = end if way == "Monte Carlo" or later is None else V[later]
            V[now] += lr * (goal - V[now])
        errors.append(np.sqrt(np.mean((V - truth) ** 2)))
    return errors


# %%
rates = (0.01, 0.02, 0.03, 0.05, 0.1)
walks, best = np.arange(1, 151), {}
for way in ("Monte Carlo", "TD"):
    tried = {lr: np.array([errors_of(way, lr, seed) for seed in range(10)]) for lr in rates}
    lr = min(tried, key=lambda rate: np.median(tried[rate], axis=0).mean())
    best[f"{way}, lr = {lr}"] = tried[lr]
curve_plots.medians(
    {name: curve_plots.over_seeds(walks, table) for name, table in best.items()},
    "Improving a guess by a later guess: TD needs fewer walks",
    x="walks",
    y="error of the values (RMS)",
    limits=(0, 0.3),
)
for name, table in best.items():
    print(f"{name}: error {np.median(table[:, -1]):.3f} after 150 walks (median of ten seeds)")

# %% tags=["claim"]
# > Each with its best learning rate, TD comes closer
monte_carlo, temporal = (np.median(table[:, 50:].mean(axis=1)) for table in best.values())
assert temporal < 0.85 * monte_carlo

# %% [markdown]
# Each with its best learning rate, TD comes closer: a whole return is a sum of many chances, and a single step is not.
# Monte Carlo has an advantage as well: it believes no guess, so a wrong guess cannot mislead it. **Less variance, more
# bias**: you will meet this trade again, with a knob for it, in section 6.
#
# ### Q-learning
#
# With values alone you cannot act: to look one step ahead you need the map again. So learn what an *action* is worth.
# $Q(s, a)$ is the mean return if you do $a$ in $s$ and then go on well. Then to act well is to look up the largest
# number in a row of a table. **Q-learning** (Q-러닝; Watkins, 1989) is TD with the Bellman equation as its goal:
#
# $$ Q(s, a) \leftarrow Q(s, a) + \text{lr}\, \big( r + \gamma \max_{a'} Q(s', a') - Q(s, a) \big) $$
#
# If $s'$ is the end, nothing comes after it: its part of the goal is 0.
#
# ### Exercise 5 · Q-learning, one step (1 point · 6 min · ●●○)
#
# Write `q_learning_update(Q, s, a, r, s2, done, lr, gamma)`: `Q` `(S, A)` is the table; action `a` in state `s` gave
# the reward `r` and led to state `s2`. Move `Q[s, a]` by the share `lr` towards the target
#
# $$ r + \gamma \max_{b} Q(s_2, b) $$
#
# Return the new table, and leave `Q` as it is. All other numbers stay the same.
#
# - `done` is true where `s2` ends the episode (**terminated**): nothing comes after it, the target is `r` alone.
# - Where the episode was only cut off (truncated), `done` is false: the world goes on, and so does its value. What
#   decides is `done`, not what the table says of `s2`.


# %% tags=["exercise"]
def q_learning_update(Q, s, a, r, s2, done, lr, gamma):
    """The table after one step of Q-learning."""
    ### BEGIN SOLUTION
    new = Q.copy()
    target = r if done else r + gamma * np.max(Q[s2])
    new[s, a] += lr * (target - Q[s, a])
    return new
    ### END SOLUTION


# %% tags=["check"] points=1
check.q_learning_update(q_learning_update, points=1)
### BEGIN HIDDEN TESTS
check.q_learning_update(q_learning_update, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Terminated is not truncated
#
# An episode can stop for two reasons. It is **terminated** (종료) if the world says so: the goal is reached, the pole has
# fallen. Then the future is worth 0. It is **truncated** (중단) if *we* stop watching, for example by a limit of 500
# steps. The world would go on, and so the future is worth what it always was: **keep on bootstrapping**. `done` in the
# update means *terminated*, and nothing else.
#
# What does it cost to mix them up? One state, each step pays 1, γ = 0.9: the value is $1 / (1 - 0.9) = 10$. We watch
# for 20 steps at a time.


# %%
def value_of_forever(truncated_counts_as_done):
    """Q of the only action in the only state, after 200 episodes of 20 steps."""
    Q = np.zeros((1, 1))
    for step in range(1, 4001):
        cut_off = step % 20 == 0
        Q = q_learning_update(Q, 0, 0, 1.0, 0, cut_off and truncated_counts_as_done, 0.02, 0.9)
    return Q[0, 0]


right, wrong = value_of_forever(False), value_of_forever(True)
print(f"bootstrapped where we stopped watching: {right:.2f}")
print(f"a cut taken for the end of the world:   {wrong:.2f}")

# %% tags=["claim"]
# > A cut that is taken for an end makes the value wrong
#
# > by almost a third
assert abs(right - 10) < 0.05 and 6.2 < wrong < 7.4

# %% [markdown]
# A cut that is taken for an end makes the value wrong, here by almost a third. It is one of the most common mistakes in
# code of this field. Gymnasium therefore gives both, in this order:
# `state, reward, terminated, truncated, info = env.step(action)`.
#
# ### A walk along the cliff
#
# Here is a classic (Sutton and Barto, 2018). From S to G. Each step costs 1. A step into the hatched **cliff** costs
# 100, and you stand at the start again. Two learners explore with ε = 0.1:
#
# - **Q-learning**, whose goal is the *best* next action, also if it then does another one;
# - **SARSA**, whose goal is the next action that it *really takes*, explorations included: $r + \gamma\, Q(s', a')$.
#   The name is the list of what it uses, $s, a, r, s', a'$.
#
# Guess before you run: which one walks closer to the edge? Which one earns more while it learns?


# %%
def learn_cliff(way, seed, episodes=400, epsilon=0.1, lr=0.5, watch=lambda episode, Q: None):
    """Returns of all episodes, and the table Q (48, 4); way is "Q-learning" or "SARSA"."""
    env, rng, Q, returns = Cliff(limit=2000), np.random.default_rng(seed), np.zeros((48, 4)), []
    for episode in range(episodes):
        watch(episode, Q)
        state, _ = env.reset()
        action, total, over = epsilon_greedy(Q[state], epsilon, rng), 0.0, False
        while not over:
            after, reward, terminated, truncated, _ = env.step(action)
            then = epsilon_greedy(Q[after], epsilon, rng)
            if way == "Q-learning":
                Q = q_learning_update(Q, state, action, reward, after, terminated, lr, 1.0)
            else:
                goal = reward + (0.0 if terminated else Q[after, then])
                Q[state, action] += lr * (goal - Q[state, action])
            state, action, over = after, then, terminated or truncated
            total += reward
        returns.append(total)
    return np.array(returns), Q


# %%
edge = {"start": [Cliff.start], "goal": [Cliff.goal], "cliff": list(Cliff.cliff)}
frames = []
learn_cliff("Q-learning", 0, 200, watch=lambda episode, Q: frames.append((episode, Q.copy())))
grid_plots.learning(
    [frames[i] for i in (1, 2, 4, 8, 16, 30, 60, 100, 199)],
    (4, 12),
    edge,
    "An animation of the cliff world. Arrows show the best action so far. First they point in "
    "all directions; then, from the goal backwards, a chain of arrows grows along the edge of "
    "the cliff until it reaches the start.",
)

# %% [markdown]
# Press ▶. The walk is learned from its end backwards, because news travels one square at a time, as in value iteration.
# Now ten seeds of each learner:

# %%
ways = ("Q-learning", "SARSA")
learned = {way: [learn_cliff(way, seed) for seed in range(10)] for way in ways}
earned = {way: np.stack([returns for returns, _ in runs]) for way, runs in learned.items()}
smooth = {way: table.reshape(10, -1, 10).mean(axis=2) for way, table in earned.items()}
episodes = np.arange(10, 401, 10)
curve_plots.medians(
    {way: curve_plots.over_seeds(episodes, table) for way, table in smooth.items()},
    "While both learn, SARSA earns more",
    x="episodes (means of ten)",
    limits=(-150, 0),
    rivals={"the shortest walk, without ε": -13},
)


# %%
def follow(Q, steps=60):
    """The squares that the best actions lead through."""
    env = Cliff(limit=steps)
    visited, over = [env.reset()[0]], False
    while not over:
        state, _, terminated, truncated, _ = env.step(int(Q[visited[-1]].argmax()))
        visited.append(state)
        over = terminated or truncated
    return visited


walked = {way: [follow(Q) for _, Q in runs] for way, runs in learned.items()}
first = {way: runs[0] for way, runs in walked.items()}
grid_plots.paths(first, (4, 12), edge, "Q-learning walks at the edge, SARSA keeps away")
for way, runs in walked.items():
    late = np.median(earned[way][:, -100:].mean(axis=1))
    reached = sum(run[-1] == Cliff.goal for run in runs)
    print(f"{way:<10} last 100 episodes: {late:.0f} each (median of the seeds); ", end="")
    print(f"without ε {reached} of 10 reach G, in {min(map(len, runs)) - 1} steps at best")

# %% tags=["claim"]
# > In all ten seeds Q-learning finds the shortest way, along the edge; and in all ten SARSA earns more while learning
assert all(len(run) == 14 and min(run) >= 24 for run in walked["Q-learning"])
assert np.all(
    earned["SARSA"][:, -100:].mean(axis=1) > earned["Q-learning"][:, -100:].mean(axis=1)
)
assert len(walked["SARSA"][0]) > 14

# %% [markdown]
# In all ten seeds Q-learning finds the shortest way, along the edge; and in all ten SARSA earns more while learning.
# Who is right? Both. Q-learning learns the value of the best policy while it follows another one: it is **off-policy**
# (오프폴리시). SARSA learns the value of what it does, stumbling included: it is **on-policy** (온폴리시), and someone who
# stumbles in about one step of ten should not walk at an edge. (Without ε, a SARSA table may lead round in a circle:
# its values were learned for a walker who stumbles.)
#
# %% [markdown]
# ## 4 · A network in place of the table: DQN · 33 min
#
# A cart on a rail, with a pole on top. Each step you push it left or right, and get 1. The episode is **terminated** if
# the pole leans by more than 12° or the cart leaves the rail, and **truncated** after 500 steps; so 500 is the most one
# can get. This is `CartPole-v1`, and what you see of it are four numbers: position, velocity, angle, angular velocity.
# We write angle and angular velocity in smaller units, times 10 and times 2: networks learn better from numbers of one
# size (chapter 03). A table of all states is impossible now. But first the rivals: chance, and something simple.

# %%
import gymnasium

from dlcourse.plots.reinforcement import poles as pole_plots

real, ours, gaps, over = gymnasium.make("CartPole-v1"), CartPoles(1), [], False
real.reset(seed=15)
ours.state[0] = real.unwrapped.state
while not over:
    action = len(gaps) % 3 % 2
    seen, reward, over, truncated, info = real.step(action)
    after, *_ = ours.step(np.array([action]))
    gaps.append(np.abs(after[0] - seen).max())
print(f"{len(gaps)} steps beside Gymnasium's CartPole-v1, equal to 1e-6: {max(gaps) < 1e-6}")

# %% [markdown]
# `CartPoles(n)` is the same world, for $n$ carts in one array: many episodes side by side cost little more than one. An
# episode that ends starts anew by itself, so `step` gives where the step *led*, and `observations` what to act on next.


# %%
FACTORS = (1, 1, 10, 2)  # other units, so that all four numbers are of about one size


def carts(n, seed=0, **disguise):
    """n carts side by side, at the start."""
    env = CartPoles(n, **(disguise or {"factors": FACTORS}))
    env.reset(seed=seed)
    return env


def episode(policy, seed=0, **disguise):
    """The true states of one episode, (steps, 4); a policy makes actions of what it sees."""
    env, seen, over = carts(1, seed, **disguise), [], False
    while not over:
        seen.append(env.state[0].copy())
        _, _, terminated, truncated, _ = env.step(policy(env.observations))
        over = terminated[0] or truncated[0]
    return np.array(seen)


# %%
def mean_return(policy, episodes=100, seed=1, **disguise):
    """Mean return of so many fresh episodes, which are played side by side."""
    env, steps = carts(episodes, seed, **disguise), np.zeros(episodes)
    alive = np.ones(episodes, bool)
    while alive.any():
        _, reward, terminated, truncated, _ = env.step(policy(env.observations))
        steps += reward * alive
        alive &= ~(terminated | truncated)
    return steps.mean()


# %%
chance = np.random.default_rng(15)
simple = {
    "random": lambda seen: chance.integers(2, size=len(seen)),
    "to where it leans": lambda seen: (seen[:, 2] > 0).astype(int),
    "one line": lambda seen: (seen[:, 2] + seen[:, 3] > 0).astype(int),
}
for name, policy in simple.items():
    print(f"{name:<18} {mean_return(policy):5.1f} of 500")
pole_plots.play({name: episode(simple[name]) for name in ("random", "one line")})

# %% tags=["claim"]
# > One line solves it
assert mean_return(simple["one line"]) > 499
assert 15 < mean_return(simple["random"]) < 30

# %% [markdown]
# **One line solves it**: push to the side to which the pole leans *or is about to lean*. Keep this in mind whenever
# somebody shows you a network that balances a pole. Nobody needs deep learning here. CartPole is a good place to learn
# because it is small; a program that knows nothing about poles and finds out from reward alone is what we are after.
#
# ### The idea, and why it is not stable
#
# A network gets $s$ and gives a $Q$ for each action. The goal for the action that was taken is, as before,
# $r + \gamma \max Q(s', \cdot)$, and the loss is the squared difference. That is regression, with two traps which a
# table does not have:
#
# 1. **The samples come in a row.** Neighbouring steps are nearly the same, and what the network learns now, it forgets
#    while it sees something else. Remedy: keep what happened in a **replay buffer** (리플레이 버퍼), and learn from a random
#    handful of it.
# 2. **The goal moves.** A step that raises $Q(s, a)$ raises $Q(s', \cdot)$ as well, since one network makes both, and
#    so its own goal. Remedy: take the goal from a **target network** (타깃 네트워크), a *copy* that stands still, and is
#    renewed now and then.
#
# With both it is called **DQN**, *deep Q-network* (Mnih et al., 2015). It learned Atari games from their pixels.
#
# ### Exercise 6 · A memory (1 point · 10 min · ●●○)
#
# Write a class `ReplayBuffer(capacity)` that keeps the last `capacity` transitions:
#
# - `add(s, a, r, s2, done)` stores one transition. `s` and `s2` are arrays of one shape (here `(4,)`), `a` is a whole
#   number, `r` a number, `done` true or false. When the buffer is full, a new transition takes the place of the
#   **oldest**.
# - `len(buffer)` says how many are stored.
# - `sample(n, rng)` draws `n` of those that are stored, all equally likely, from `rng`, a NumPy `Generator`. It returns
#   five arrays: `s` `(n, 4)`, `a` `(n,)`, `r` `(n,)`, `s2` `(n, 4)`, `done` `(n,)`. Row $i$ of all five belongs to the
#   same transition. (With or without putting back: both are fine. `n` is not larger than `len(buffer)`.)


# %% tags=["exercise"]
class ReplayBuffer:
    """The last `capacity` transitions (s, a, r, s2, done)."""

    ### BEGIN SOLUTION
    def __init__(self, capacity):
        self.capacity, self.rows, self.place = capacity, [], 0

    def __len__(self):
        return len(self.rows)

    def add(self, s, a, r, s2, done):
        row = (np.array(s), a, r, np.array(s2), done)  # copies
        if len(self.rows) < self.capacity:
            self.rows.append(row)
        else:
            self.rows[self.place] = row
            self.place = (self.place + 1) % self.capacity

    def sample(self, n, rng):
        chosen = [self.rows[i] for i in rng.integers(len(self.rows), size=n)]
        return tuple(np.array(column) for column in zip(*chosen, strict=True))

    ### END SOLUTION


# %% tags=["check"] points=1
check.replay_buffer(ReplayBuffer, points=1)
### BEGIN HIDDEN TESTS
check.replay_buffer(ReplayBuffer, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **A target network is a copy, not a link.** `target = network` gives the same network a second name: if one learns, so
# does the other, and nothing stands still. `target.set_weights(network.get_weights())` copies numbers.
#
# And there is a third trap, which a table has as well. $\max Q$ is the largest of several *guesses*, and the largest of
# several guesses is mostly too large: whoever was overestimated by chance wins. See it with ten actions, all of them
# worth 0, each guessed with an error of standard deviation 1:

# %%
rng = np.random.default_rng(15)
guess, other_guess = rng.normal(size=(2, 10000, 10))
chosen = guess.argmax(axis=1)
too_much = guess.max(axis=1).mean()
fair = np.take_along_axis(other_guess, chosen[:, None], axis=1).mean()
print(f"the largest guess: {too_much:.2f} on average; truth: 0")
print(f"chosen by one guess, judged by another: {fair:.2f}")

# %% tags=["claim"]
# > The mistake is gone when one guess chooses and another one judges.
assert too_much > 1.4 and abs(fair) < 0.05

# %% [markdown]
# The mistake is gone when one guess chooses and another one judges. We have two networks anyway: in **double DQN** (van
# Hasselt et al., 2016) the online network chooses the action and the target network says what it is worth. (The two
# guesses above were independent. A copy is an older self of the network, and not independent: so the mistake becomes
# smaller, and is not gone.)
#
# ### Exercise 7 · What DQN aims at (2 points · 9 min · ●●○)
#
# Write `dqn_targets(r, done, q_next_online, q_next_target, gamma, double)` for a batch of $n$ transitions: `r` and
# `done` are `(n,)`; `q_next_online` and `q_next_target`, both `(n, A)`, are what the network that learns and its frozen
# copy say of the next states. Return the targets, `(n,)`.
#
# - `double` false (DQN): $r + \gamma \max_b Q_\text{target}(s_2, b)$.
# - `double` true (double DQN): the network that learns **chooses** the action, the copy says what it is **worth**:
#   $r + \gamma\, Q_\text{target}\big(s_2, \arg\max_b Q_\text{online}(s_2, b)\big)$.
# - Where `done` is true (terminated) nothing comes after: the target is $r$. Where the episode was only cut off
#   (truncated), `done` is false. `done` holds `True` and `False`, or 1 and 0. Leave the arguments as they are.


# %% tags=["exercise"]
def dqn_targets(r, done, q_next_online, q_next_target, gamma, double):
    """Targets (n,) for the values of the actions that were taken."""
    ### BEGIN SOLUTION
    chooser = q_next_online if double else q_next_target
    best = np.argmax(chooser, axis=1)
    future = q_next_target[np.arange(len(r)), best]
    return r + gamma * np.where(done, 0.0, future)
    ### END SOLUTION


# %% tags=["check"] points=2
check.dqn_targets(dqn_targets, points=2)
### BEGIN HIDDEN TESTS
check.dqn_targets(dqn_targets, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
from dlcourse.nn import Input, Sequential, layers, optimizers


# %%
def network(outputs, units=32):
    """Observations (n, 4) → (n, outputs), in NumPy: two hidden layers."""
    hidden = [layers.Dense(units, activation="tanh") for _ in range(2)]
    return Sequential([Input((4,)), *hidden, layers.Dense(outputs)])


def as_keras(model):
    """A network made by `network`, in Keras: the same layers, the same weights."""
    units = [weight.shape[1] for weight in model.get_weights()[::2]]
    hidden = [keras.layers.Dense(n, "tanh") for n in units[:-1]]
    twin = keras.Sequential([keras.Input((4,)), *hidden, keras.layers.Dense(units[-1])])
    twin.set_weights(model.get_weights())
    return twin


def greedy(model):
    """The policy that takes the action with the largest number."""
    return lambda seen: np.argmax(model(seen), axis=1)


# %% [markdown]
# Networks in this chapter are small and learn from small batches. For such ones `dlcourse.nn`, which is plain NumPy, is
# about four times as fast as a compiled step in Keras (docs/results.md). So we train in NumPy, with gradients by hand,
# and show in Keras that they are right. One step of DQN, where `frozen` is the target network. Its loss is **Huber's**:
# half the squared difference as long as that is below 1, and a straight line beyond. So its gradient is the difference,
# clipped to ±1, and one wild target cannot throw the network far off.


# %%
def learn_q(online, frozen, adam, batch, gamma, double):
    """One step of Adam towards the targets of a batch, with Huber's loss."""
    s, a, r, s2, done = batch
    targets = dqn_targets(r, done, online(s2), frozen(s2), gamma, double)
    q, rows = online(s, training=True), np.arange(len(a))
    gradient = np.zeros(q.shape)
    gradient[rows, a] = np.clip(q[rows, a] - targets, -1, 1) / len(a)
    online.backward(gradient, input_gradient=False)
    adam.apply(online.gradients, online.parameters)


# %%
rng = np.random.default_rng(15)
nn.set_random_seed(15)
online, frozen = network(2), network(2)
s, s2 = rng.normal(size=(2, 32, 4)).astype("float32")
a, r, done = rng.integers(2, size=32), np.ones(32), rng.random(32) < 0.1
twin, values = as_keras(online), online(s)
targets = dqn_targets(r, done, online(s2), frozen(s2), 0.99, True).astype("float32")
with tf.GradientTape() as tape:
    q = tf.gather(twin(s), a, axis=1, batch_dims=1)
    loss = tf.reduce_mean(keras.losses.huber(targets[:, None], q[:, None]))
by_tape = tape.gradient(loss, twin.trainable_variables)
learn_q(online, frozen, optimizers.SGD(1e-9), (s, a, r, s2, done), 0.99, True)
gaps = [np.abs(x - y.numpy()).max() for x, y in zip(online.gradients, by_tape, strict=True)]
print(f"values agree to 1e-5:    {np.abs(values - twin(s).numpy()).max() < 1e-5}")
print(f"gradients agree to 1e-4: {max(gaps) < 1e-4}")

# %% [markdown]
# And the whole of DQN, with three of your answers in it. Eight carts play side by side. Each makes one step, then the
# network learns from one batch. In the beginning everything is explored; ε then falls to 0.05. Rewards are multiplied
# by $1 - \gamma$, so that values lie between 0 and 1, and need no large weights. The gradients become small as well; so
# Adam gets a larger `epsilon` than usual, the small number below its fraction (chapter 03).


# %%
def play_on(env, online, epsilon, rng, memory, gamma):
    """Each cart makes one step; the memory keeps the transitions."""
    seen = env.observations
    actions = np.array([epsilon_greedy(q, epsilon, rng) for q in online(seen)])
    after, rewards, terminated, _, _ = env.step(actions)
    for each in zip(seen, actions, (1 - gamma) * rewards, after, terminated, strict=True):
        memory.add(*each)


def train_dqn(env, steps, rng, capacity=50_000, refresh=100, double=True, watch=None):
    """A Q-network after so many steps of experience; refresh=0: no target network."""
    online, frozen, gamma = network(2, 64), network(2, 64), 0.99
    adam, memory = optimizers.Adam(1e-3, epsilon=1e-2), ReplayBuffer(capacity)
    for learned in range(steps // env.n):
        if refresh and learned % refresh == 0:
            frozen.set_weights(online.get_weights())  # a copy
        epsilon = max(0.05, 1 - learned * env.n / (0.2 * steps))
        play_on(env, online, epsilon, rng, memory, gamma)
        if len(memory) >= min(1000, capacity):
            batch = memory.sample(min(64, capacity), rng)
            learn_q(online, frozen if refresh else online, adam, batch, gamma, double)
        if watch:
            watch((learned + 1) * env.n, online)
    return online


# %% tags=["nbval-ignore-output"]
nn.set_random_seed(15)
env, tests = carts(8, seed=15), []


def test(step, online):
    """Every 6,000 steps: the mean of twenty episodes without exploration."""
    if step % 6000 == 0:
        tests.append((step, mean_return(greedy(online), 20)))


q_network = train_dqn(env, 60_000, np.random.default_rng(15), watch=test)
at_the_end = mean_return(greedy(q_network))
print("steps ", *(f"{step:6}" for step, _ in tests))
print("return", *(f"{value:6.0f}" for _, value in tests))
print(f"at the end, in 100 fresh episodes: {at_the_end:.0f} of 500")

# %% tags=["claim"]
# > Far better than chance
assert at_the_end > 60

# %% [markdown]
# Far better than chance, from a network that was never told what a pole is. But look at the row of returns: it does not
# simply go up. **One run of deep reinforcement learning says little.** Another seed tells another story. So from here
# on a curve is a *median over ten seeds*, with a band from the second lowest to the second highest (thin and grey: the
# medians of the other panels). For ten seeds, this band holds the median of *all* trainings with a probability of 98 %.
# Ten runs of each variant take too long for a
# notebook: `benchmarks/electives/reinforcement_curves.py` made them, and the figures show what it stored.
#
# ### What breaks without each part?

# %%
parts = curve_plots.stored("dqn")
curve_plots.medians(
    parts,
    "Without replay, what is learned is lost; the other parts are not missed here",
    rivals={"one line": 500, "random": 22},
    limits=(0, 540),
)
for name, (_, low, middle, high) in parts.items():
    print(f"{name:<23} last: {middle[-1]:3.0f} ({low[-1]:.0f} to {high[-1]:.0f})")

# %% tags=["claim"]
# > Without the replay buffer the network learns to fall
#
# > Without the copy, or without double, it plays about as well as with both
last = {name: curve[2][-1] for name, curve in parts.items()}
assert last["without replay"] < 22
assert min(last["without double"], last["without target network"]) > 0.85 * last["double DQN"]
# > this band holds the median of *all* trainings with a probability of 98 %
outside = 2 * (1 + 10) / 2**10  # nine or ten of ten lie on one side of it
assert round(1 - outside, 2) == 0.98
# > no variant is reliable
assert all(curve[1][-1] < 475 for curve in parts.values())

# %% [markdown]
# **Without the replay buffer the network learns to fall**: it sees nothing but the newest step of each cart, forgets
# the rest, and ends below the random policy. Without the copy, or without double, it plays about as well as with both.
# (Without the copy there is no double either: one network chooses and judges.) In this small task, with this network
# and this rate, the goal does not run away. In the five Atari games in which Mnih
# et al. took parts out, the copy helped as well, though in most of them replay helped more. So do not trust a list of
# parts, this one included: **take one part out, and measure.** (At the left end some bands begin high. There nothing
# has been learned yet: a network with random weights now and then happens to balance.)
#
# And no variant is reliable. After twenty minutes of play (a step is a fiftieth of a second), some seeds balance for
# the whole episode and others do not. The one line needed no experience at all.
#
# ## 5 · Learn from an expert · 15 min
#
# DQN must let the pole fall again and again to find out that falling is bad. Often somebody could *show* how it is
# done: a driver, a doctor, a player. Our expert is the one-line controller. If we only copied it, we would have
# classification, and hardly ever become better than the expert. **DQfD**, *deep Q-learning from demonstrations* (Hester
# et al., 2018), does both:
#
# - The demonstrations stay in the memory and are **never thrown out**, and batches are drawn from both kinds. (Here they
#   have a replay buffer of their own.)
# - Q-learning alone does not learn from them *what not to do*, since the expert never shows that. The values of actions
#   that nobody tried can be anything. So a second loss says: **the expert's action must lead by a margin**. All others
#   are pushed down, until they are below it by the margin $m$.
#
# ### Exercise 8 · The expert's lead (1 point · 9 min · ●●○)
#
# Write `margin_loss(q, expert_action, margin)`: `q` `(n, A)` are the network's values in $n$ states of the
# demonstrations; `expert_action` `(n,)` is what the expert did there; `margin` is a positive number $m$. For one state
#
# $$ \max_a \left[ q_a + m \cdot [a \neq a_E] \right] - q_{a_E} $$
#
# where the bracket $[a \neq a_E]$ is 1 for all actions but the expert's, and 0 for that one. Return **two** things: the
# loss, the mean over the $n$ states, and its gradient with respect to `q`, `(n, A)`. Where the expert's action leads by
# more than $m$, the loss of the state is 0, and so is its gradient. Leave the arguments as they are.
#
# *Example:* `q = [[2.0, 1.5]]`, expert action 0, $m = 0.8$: the loss is 0.3, and the gradient `[[-1, 1]]`. With
# $m = 0.4$ both are 0.


# %% tags=["exercise"]
def margin_loss(q, expert_action, margin):
    """Mean large-margin loss of demonstrations, and its gradient with respect to q."""
    ### BEGIN SOLUTION
    rows = np.arange(len(q))
    raised = q + margin
    raised[rows, expert_action] -= margin
    best = raised.argmax(axis=1)
    gradient = np.zeros(q.shape)
    gradient[rows, best] += 1 / len(q)
    gradient[rows, expert_action] -= 1 / len(q)
    return np.mean(raised[rows, best] - q[rows, expert_action]), gradient
    ### END SOLUTION


# %% tags=["check"] points=1
check.margin_loss(margin_loss, points=1)
### BEGIN HIDDEN TESTS
check.margin_loss(margin_loss, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Let the expert play for some steps, and keep what happened in a memory of its own. The network first learns 1,000
# times from that alone. Then it plays; once it has 1,000 steps of its own, a quarter of each batch stays the expert's.


# %%
def demonstrations(policy, steps, rng, gamma=0.99):
    """So many transitions of a policy with one cart, in a memory of their own."""
    env, memory = carts(1, int(rng.integers(2**31))), ReplayBuffer(steps)
    for _ in range(steps):
        seen, actions = env.observations, policy(env.observations)
        after, rewards, terminated, _, _ = env.step(actions)
        memory.add(seen[0], actions[0], (1 - gamma) * rewards[0], after[0], terminated[0])
    return memory


def learn_shown(online, frozen, adam, batch, gamma, shown, margin=0.1):
    """As learn_q, and the expert's action leads in the first `shown` transitions."""
    s, a, r, s2, done = batch
    targets = dqn_targets(r, done, online(s2), frozen(s2), gamma, True)
    q, rows = online(s, training=True), np.arange(len(a))
    gradient = np.zeros(q.shape)
    gradient[rows, a] = np.clip(q[rows, a] - targets, -1, 1) / len(a)
    gradient[:shown] += margin_loss(q[:shown], a[:shown], margin)[1] * shown / len(a)
    online.backward(gradient, input_gradient=False)
    adam.apply(online.gradients, online.parameters)


# %%
def train_dqfd(env, expert, steps, rng, before=1000, watch=None):
    """Learn from demonstrations alone, then play, and learn from both."""
    online, frozen, gamma = network(2, 64), network(2, 64), 0.99
    memory = ReplayBuffer(50_000)
    adam = optimizers.Adam(1e-3, epsilon=1e-2)
    for learned in range(-before, steps // env.n):
        if learned % 100 == 0:
            frozen.set_weights(online.get_weights())
        if learned >= 0:
            play_on(env, online, 0.05, rng, memory, gamma)
        shown = 16 if len(memory) >= 1000 else 64
        batch = expert.sample(shown, rng)
        if shown < 64:
            own = memory.sample(64 - shown, rng)
            batch = [np.concatenate(pair) for pair in zip(batch, own, strict=True)]
        learn_shown(online, frozen, adam, batch, gamma, shown)
        if watch and learned >= -1:
            watch((learned + 1) * env.n, online)
    return online


# %% tags=["nbval-ignore-output"]
shown_how = {}
for count in (10, 100, 1000):
    nn.set_random_seed(15)
    rng = np.random.default_rng(15)
    student = train_dqfd(carts(8), demonstrations(simple["one line"], count, rng), 0, rng)
    shown_how[count] = mean_return(greedy(student))
    print(f"{count:>5} steps of the expert, none of its own: {shown_how[count]:.0f} of 500")

# %% tags=["claim"]
# > It can balance before it has tried once.
assert shown_how[1000] > 250

# %% [markdown]
# It can balance before it has tried once. How many demonstrations replace how much experience? Ten seeds of each,
# stored by the same script:

# %%
shown = curve_plots.stored("dqfd")
curve_plots.medians(
    shown,
    "Ten steps of an expert replace thousands of one's own",
    rivals={"the expert": 500, "random": 22},
    limits=(0, 540),
)
for name, (_, low, middle, high) in shown.items():
    print(
        f"{name:<20} before it plays: {middle[0]:3.0f} ({low[0]:.0f} to {high[0]:.0f}), ",
        end="",
    )
    print(f"last: {middle[-1]:3.0f} ({low[-1]:.0f} to {high[-1]:.0f})")

# %% tags=["claim"]
# > Ten steps of the expert, and none of its own, are worth more than all the steps of DQN alone in the figure.
#
# > With 1,000 at least nine of the ten seeds balance, from the start to the end.
assert shown["10 demonstrations"][2][0] > 1.3 * shown["DQN alone"][2][-1]
assert shown["1,000 demonstrations"][1].min() > 475
# > its own experience adds little
assert shown["100 demonstrations"][2][-1] - shown["100 demonstrations"][2][0] < 50

# %% [markdown]
# Ten steps of the expert, and none of its own, are worth more than all the steps of DQN alone in the figure. With 1,000
# at least nine of the ten seeds balance, from the start to the end. After that its own experience adds little: there is
# little left to learn, and what you see at the left end is imitation alone. Here the expert is a line in four numbers,
# and a few examples almost fix a line. A driver is no line, and needs more examples; how many, this task cannot say.
# Here **to be shown is cheaper than to find out**. And while a driver finds out, things break.
#
# ## 6 · Follow the gradient of the policy · 50 min
#
# A Q network learns what everything is worth, only to ask which number is the largest. Why not learn the **policy**
# itself? A network makes logits from $s$, softmax makes probabilities $\pi(a \mid s)$ from the logits, and the action
# is drawn. It explores by itself, it works for actions that are no small list (an angle, a force, a word), and it
# changes smoothly: a small step of the weights is a small step of the probabilities.
#
# But how do you differentiate a return? It came from an environment that has no gradient. The trick is to differentiate
# the *probability* instead. With $\nabla \pi = \pi\, \nabla \ln \pi$,
#
# $$ \nabla\, \mathbb{E}[G] = \sum_a \nabla \pi(a)\, G(a) = \sum_a \pi(a)\, G(a)\, \nabla \ln \pi(a) = \mathbb{E}\big[\, G\; \nabla \ln \pi(a) \,\big] $$
#
# This mean can be estimated: act, see what you get, and **make the action more likely, in proportion to what
# followed**. It is the **policy gradient** (정책 경사), or score-function estimate. With the return for $G$ it is called
# REINFORCE (Williams, 1992).
#
# As a loss for an optimiser, which goes downhill: $-\ln \pi(a)$ times a weight. That is the cross-entropy of chapter
# 01, with the action taken as the label, and each row weighted by how well it went.
#
# ### Exercise 9 · The policy gradient (2 points · 10 min · ●●●)
#
# Write `policy_gradient_loss(logits, actions, advantages)`: `logits` `(n, A)` are the policy's in $n$ steps, `actions`
# `(n,)` what was done there, and `advantages` `(n,)` how much better than expected it went (numbers that do not depend
# on the logits here). With $\pi = \text{softmax}(\text{logits})$,
#
# $$ L = -\frac1n \sum_i \text{advantage}_i \cdot \ln \pi(a_i) $$
#
# Return **two** things: $L$, and its gradient with respect to the logits, `(n, A)`. (In chapter 02 you found the
# gradient of $-\ln \pi(a)$. Here each row is weighted.) Logits of ±1000 must give finite numbers. Leave the arguments
# as they are.


# %% tags=["exercise"]
def policy_gradient_loss(logits, actions, advantages):
    """Loss of the policy gradient, and its gradient with respect to the logits, (n, A)."""
    ### BEGIN SOLUTION
    rows = np.arange(len(logits))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient = np.exp(log_p)
    gradient[rows, actions] -= 1
    gradient *= np.reshape(advantages, (-1, 1)) / len(logits)
    return -np.mean(advantages * log_p[rows, actions]), gradient
    ### END SOLUTION


# %% tags=["check"] points=2
check.policy_gradient_loss(policy_gradient_loss, points=2)
### BEGIN HIDDEN TESTS
check.policy_gradient_loss(policy_gradient_loss, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Your gradient against the tape's, through a whole network, from the same weights:


# %%
def log_softmax(logits):
    """Log-probabilities, same shape."""
    logits = logits - logits.max(axis=1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


# %%
nn.set_random_seed(15)
policy = network(2)
twin, weight = as_keras(policy), rng.normal(size=32)
loss, gradient = policy_gradient_loss(policy(s, training=True), a, weight)
policy.backward(gradient, input_gradient=False)
with tf.GradientTape() as tape:
    log_p = tf.gather(tf.nn.log_softmax(twin(s)), a, axis=1, batch_dims=1)
    by_keras = -tf.reduce_mean(weight.astype("float32") * log_p)
by_tape = tape.gradient(by_keras, twin.trainable_variables)
gaps = [np.abs(x - y.numpy()).max() for x, y in zip(policy.gradients, by_tape, strict=True)]
print(f"losses agree to 1e-5:    {abs(loss - by_keras.numpy()) < 1e-5}")
print(f"gradients agree to 1e-4: {max(gaps) < 1e-4}")

# %% [markdown]
# ### The baseline
#
# If all returns are positive, *every* action that is taken becomes more likely; the better ones only more so. On
# average that is right, and in a small sample it is mostly noise. So subtract a number $b$ that does not depend on the
# action, a **baseline** (베이스라인). The mean of the gradient stays as it is, because the probabilities always sum to 1:
#
# $$ \mathbb{E}\big[\, b\, \nabla \ln \pi(a) \,\big] = b \sum_a \nabla \pi(a) = b\, \nabla 1 = 0 $$
#
# Its variance does not stay as it is. Three arms that pay 10, 11 and 12 on average, a policy that does not know them
# yet, and 2,000 gradients from a single pull each:

# %%
from dlcourse.plots.reinforcement import objectives as objective_plots

rng = np.random.default_rng(15)
means, probabilities = np.array([10.0, 11.0, 12.0]), np.full(3, 1 / 3)
arms = rng.integers(3, size=2000)
rewards = rng.normal(means[arms])
estimates = {}
for name, baseline in (("without a baseline", 0.0), ("baseline: the mean", rewards.mean())):
    # of the gradient for the three logits, the first and the last
    direction = (np.eye(3)[arms] - probabilities)[:, [0, 2]]
    estimates[name] = (rewards - baseline)[:, None] * direction
true = (probabilities * (means - means @ probabilities))[[0, 2]]
objective_plots.clouds(estimates, true, "The same mean (star), and far less noise")
spread = {name: points.var(axis=0).sum() for name, points in estimates.items()}
for name, points in estimates.items():
    print(f"{name:<19} mean {points.mean(axis=0).round(2)}, variance {spread[name]:.2f}")
print(f"true gradient            {true.round(2)}")

# %% tags=["claim"]
# > The baseline changes nothing on average, and makes the variance more than twenty times smaller.
assert spread["without a baseline"] > 20 * spread["baseline: the mean"]
assert np.abs(estimates["baseline: the mean"].mean(axis=0) - true).max() < 0.1

# %% [markdown]
# The baseline changes nothing on average, and makes the variance more than twenty times smaller. A weight that says
# *how much better than expected* is called an **advantage** (어드밴티지).
#
# REINFORCE on the cart, with your two functions. The baseline is a second network, which learns what return to expect
# in $s$:


# %%
def whole_episodes(env, policy, rng):
    """One episode of each cart: observations, actions and rewards, a list of n triples."""
    env.reset()
    rows, going, lengths = [], np.ones(env.n, bool), np.zeros(env.n, int)
    while going.any():
        seen = env.observations
        right = np.exp(log_softmax(policy(seen))[:, 1])
        actions = (rng.random(env.n) < right).astype(int)
        _, rewards, terminated, truncated, _ = env.step(actions)
        rows.append((seen, actions, rewards))
        lengths += going
        going &= ~(terminated | truncated)
    seen, actions, rewards = (np.array(column) for column in zip(*rows, strict=True))
    return [(seen[:t, i], actions[:t, i], rewards[:t, i]) for i, t in enumerate(lengths)]


# %%
def learn_policy(policy, adam, seen, actions, advantages):
    """One step of Adam along the policy gradient."""
    _, gradient = policy_gradient_loss(policy(seen, training=True), actions, advantages)
    policy.backward(gradient, input_gradient=False)
    adam.apply(policy.gradients, policy.parameters)


def learn_values(critic, adam, seen, targets):
    """Ten steps of Adam on the squared error: the critic must keep up with the policy."""
    for _ in range(10):
        miss = critic(seen, training=True)[:, 0] - targets
        critic.backward(miss[:, None] / len(miss), input_gradient=False)
        adam.apply(critic.gradients, critic.parameters)


# %%
def reinforce(env, steps, rng, baseline=True, gamma=0.98, watch=None):
    """A policy trained on whole episodes, with or without a network as the baseline."""
    policy, critic = network(2), network(1)
    adams, used = [optimizers.Adam(3e-3) for _ in range(2)], 0
    while used < steps:
        played = whole_episodes(env, policy, rng)
        returns = [discounted_returns((1 - gamma) * r, gamma) for _, _, r in played]
        returns = np.concatenate(returns)
        seen, actions, _ = (np.concatenate(column) for column in zip(*played, strict=True))
        expected = critic(seen)[:, 0] if baseline else 0.0
        learn_policy(policy, adams[0], seen, actions, returns - expected)
        if baseline:
            learn_values(critic, adams[1], seen, returns)
        used += len(seen)
        if watch:
            watch(used, policy)
    return policy


# %% tags=["nbval-ignore-output"]
by_returns = {True: [], False: []}
for seed in range(3):
    for baseline, found in by_returns.items():
        nn.set_random_seed(seed)
        policy = reinforce(carts(10, seed), 20_000, np.random.default_rng(seed), baseline)
        found.append(mean_return(greedy(policy)))
for baseline, found in by_returns.items():
    name = "with a baseline   " if baseline else "without a baseline"
    print(f"REINFORCE {name} after 20,000 steps, three seeds:", *(f"{v:.0f}" for v in found))

# %% [markdown]
# Each action is weighted with the return *from its step on*; what came before cannot have been its doing. Training
# costs about a second. But three seeds say little: ten follow at the end of this section.
#
# ### Actor and critic
#
# REINFORCE weights an action with everything that happened until the end, most of which had nothing to do with it. And
# it must wait for the end. A second network helps: the **critic** (크리틱) learns $V(s)$, how well it usually goes from
# here, and the **actor** is the policy. Then one step is enough to judge an action: the TD error
# $\delta_t = r_t + \gamma V(s_{t+1}) - V(s_t)$ says how much better it went than the critic had expected.
#
# But this believes the critic, which knows nothing at the start. So mix: a little of what came after one step, of two
# steps, of three … each next one with a factor $\lambda$. These are **generalised advantages** (GAE; Schulman et al.,
# 2016). $\lambda = 0$ is the TD error alone, $\lambda = 1$ is the whole return minus the baseline $V(s)$.
#
# ### Exercise 10 · Generalised advantages (2 points · 12 min · ●●●)
#
# Write `gae(rewards, values, dones, gamma, lam)` for $T$ steps: `rewards` and `dones` are `(T,)`, or `(T, n)` for $n$
# environments side by side; `values` has one row more, $T + 1$: the critic's value of each state, and at the end of the
# state **after** the last step. Return the advantages, same shape as `rewards`:
#
# $$ \delta_t = r_t + \gamma\,(1 - d_t)\, V_{t+1} - V_t \qquad\qquad A_t = \delta_t + \gamma \lambda\,(1 - d_t)\, A_{t+1} $$
#
# with $A_T = 0$ beyond the last step.
#
# - Where an episode ended, $d_t = 1$: neither the next state's value nor the next advantage counts, they belong to a
#   new episode.
# - The last of the $T$ steps is seldom the end: the episode is only cut off, and `values[T]` stands for what would have
#   come. It counts, unless $d_{T-1} = 1$.
# - `dones` holds `True` and `False`, or 1 and 0. Leave the arguments as they are.


# %% tags=["exercise"]
def gae(rewards, values, dones, gamma, lam):
    """Generalised advantage estimates, same shape as rewards."""
    ### BEGIN SOLUTION
    advantages, later = np.zeros(np.shape(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        goes_on = 1.0 - dones[t]
        surprise = rewards[t] + gamma * goes_on * values[t + 1] - values[t]
        later = surprise + gamma * lam * goes_on * later
        advantages[t] = later
    return advantages
    ### END SOLUTION


# %% tags=["check"] points=2
check.gae(gae, points=2)
### BEGIN HIDDEN TESTS
check.gae(gae, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The knob, measured on the random walk of section 3. Its critic knows nothing yet: it says ½ in each square. One square
# to the right of the middle, the truth is 4/6; so the true advantage of standing there is 4/6 − ½, one sixth:

# %%
rng = np.random.default_rng(15)
longer = []
for _ in range(2000):
    visited, end = random_walk(rng)
    if 3 in visited:
        longer.append((len(visited) - visited.index(3), end))
by_lambda = {}
for lam in (0.0, 0.5, 0.9, 1.0):
    first = []
    for steps, end in longer:
        last = np.arange(steps) == steps - 1
        first.append(gae(end * last, np.full(steps + 1, 0.5), last, 1.0, lam)[0])
    by_lambda[lam] = np.mean(first), np.std(first)
    print(f"λ = {lam}: mean {np.mean(first):6.3f}, standard deviation {np.std(first):.3f}")

# %% tags=["claim"]
# > A small λ believes the critic: little noise, and far from the truth. A large one believes what happened: right on average, and noisy.
assert abs(by_lambda[1.0][0] - 1 / 6) < 0.04 and by_lambda[0.0][0] < 0.06
assert by_lambda[0.0][1] < by_lambda[0.9][1] < by_lambda[1.0][1]

# %% [markdown]
# A small λ believes the critic: little noise, and far from the truth. A large one believes what happened: right on
# average, and noisy. It is the trade between TD and Monte Carlo of section 3, with a knob. As the critic becomes
# better, a small λ costs less; values a little below 1 are common.
#
# Now both networks at work. First `experience`, which plays with a policy and a critic, with many carts at the same
# time. Look at the line about `truncated`: an episode that the clock cut off goes on in the critic's opinion.


# %%
def experience(env, policy, critic, steps, gamma, rng):
    """Play: observations, actions, their log_p, rewards, dones, values (one row more)."""
    rows = []
    for _ in range(steps):
        seen = env.observations
        log_p = log_softmax(policy(seen))
        actions = (rng.random(env.n) < np.exp(log_p[:, 1])).astype(int)
        after, rewards, terminated, truncated, _ = env.step(actions)
        # cut off by the clock, not over: what would have come is worth V(after)
        rewards = (1 - gamma) * rewards + gamma * truncated * critic(after)[:, 0]
        chosen, ended = log_p[np.arange(env.n), actions], terminated | truncated
        rows.append((seen, actions, chosen, rewards, ended, critic(seen)[:, 0]))
    *played, values = (np.array(column) for column in zip(*rows, strict=True))
    return *played, np.concatenate([values, critic(env.observations).T])


# %% [markdown]
# Then the actor and the critic learn from it, every 16 steps of 16 carts. Nobody waits for the end of an episode:


# %%
def actor_critic(env, steps, rng, gamma=0.98, lam=0.95, watch=None):
    """A policy and a critic that learn together, every 16 steps, in the middle of episodes."""
    policy, critic = network(2), network(1)
    adams = [optimizers.Adam(3e-3, global_clipnorm=0.5) for _ in range(2)]
    for used in range(16 * env.n, steps + 1, 16 * env.n):
        *played, rewards, dones, values = experience(env, policy, critic, 16, gamma, rng)
        advantages = gae(rewards, values, dones, gamma, lam)
        seen, actions, _ = (array.reshape(-1, *array.shape[2:]) for array in played)
        learn_policy(policy, adams[0], seen, actions, advantages.ravel())
        learn_values(critic, adams[1], seen, (advantages + values[:-1]).ravel())
        if watch:
            watch(used, policy)
    return policy


# %% tags=["nbval-ignore-output"]
by_actor = []
for seed in range(3):
    nn.set_random_seed(seed)
    policy = actor_critic(carts(16, seed), 20_000, np.random.default_rng(seed))
    by_actor.append(mean_return(greedy(policy)))
print("actor–critic after 20,000 steps, three seeds:", *(f"{value:.0f}" for value in by_actor))

# %% tags=["claim"]
# > Many small lessons, none of which waited for the end of an episode
assert min(by_actor) > 150

# %% [markdown]
# Many small lessons, none of which waited for the end of an episode.
#
# ### How far may one step go?
#
# A policy gradient holds for the policy that *played*. After one step of the optimiser the policy is another one, and
# strictly you would have to throw the data away and play again. That is wasteful. But use the same data for many steps
# and the policy runs far away from what the data can tell; and unlike with labels, a ruined policy then collects ruined
# data.
#
# **PPO**, *proximal policy optimisation* (Schulman et al., 2017), allows many steps and takes away the reward for going
# far. It looks at the **ratio** (비율) $\rho$ of the new probability to the old one. With $\rho A$ for an objective, a
# good action should become as likely as possible. PPO takes the *smaller* of $\rho A$ and the same with $\rho$ clipped
# to $1 \pm c$:
#
# - if the action was good ($A > 0$), there is nothing more to gain above $1 + c$;
# - if it was bad, there is nothing more to gain below $1 - c$;
# - **but where the policy has moved the wrong way, the loss counts in full.** The minimum is *pessimistic*: it never
#   hides that something became worse.
#
# Note what is clipped: **the ratio, for each action taken. Not the gradient, and not the weights.**
#
# ### Exercise 11 · PPO's loss (1 point · 10 min · ●●●)
#
# Write `ppo_loss(log_p, log_p_old, advantages, clip)`, all `(n,)` but the number `clip`: `log_p` is the log-probability
# of each action under the policy that learns, `log_p_old` that under the policy which played. With the ratio
# $\rho = e^{\,\text{log\_p} - \text{log\_p\_old}}$
#
# $$ L = -\frac1n \sum_i \min\!\big(\rho_i A_i,\; \text{clip}(\rho_i,\, 1 - c,\, 1 + c)\, A_i\big) $$
#
# Return **two** things: $L$, and its gradient with respect to `log_p`, `(n,)`. Remember
# $d\rho / d\,\text{log\_p} = \rho$. Where the clipped product is the smaller one, the gradient is 0: nothing more is to
# be gained there. Where the policy moved the wrong way, the product is **not** clipped, however far it went. Leave the
# arguments as they are.


# %% tags=["exercise"]
def ppo_loss(log_p, log_p_old, advantages, clip):
    """PPO's clipped loss, and its gradient with respect to log_p, (n,)."""
    ### BEGIN SOLUTION
    ratio = np.exp(log_p - log_p_old)
    plain, clipped = ratio * advantages, np.clip(ratio, 1 - clip, 1 + clip) * advantages
    gradient = -np.where(plain <= clipped, plain, 0.0) / len(ratio)
    return -np.mean(np.minimum(plain, clipped)), gradient
    ### END SOLUTION


# %% tags=["check"] points=1
check.ppo_loss(ppo_loss, points=1)
### BEGIN HIDDEN TESTS
check.ppo_loss(ppo_loss, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
ratios = np.linspace(0.4, 1.8, 141)
names = {"good action, advantage +1": 1.0, "bad action, advantage −1": -1.0}
bounded = {
    name: np.array([-ppo_loss(np.log([r]), np.zeros(1), np.array([A]), 0.2)[0] for r in ratios])
    for name, A in names.items()
}
objective_plots.clipped(ratios, bounded, {name: ratios * A for name, A in names.items()}, 0.2)

# %% [markdown]
# ### Side by side
#
# REINFORCE, actor–critic and the PPO of the capstone, on the same carts, ten seeds each:

# %%
ways = curve_plots.stored("policy")
curve_plots.medians(
    ways,
    "All four learn it, and PPO takes the most steps here",
    rivals={"one line": 500, "random": 22},
    limits=(0, 540),
)
for name, (steps, low, middle, high) in ways.items():
    half = np.argmax(middle > 250)
    print(f"{name:<27} median above 250 after {steps[half]:5.0f} steps; ", end="")
    print(f"last: {middle[-1]:3.0f} ({low[-1]:.0f} to {high[-1]:.0f})")

# %% tags=["claim"]
# > All four learn it. REINFORCE is the first above 250; then actor–critic catches up, and PPO is the slowest here.
#
# > the baseline changes little
medians = {name: curve[2] for name, curve in ways.items()}
reached = {name: np.argmax(values > 250) for name, values in medians.items()}
assert min(values[-1] for values in medians.values()) > 400
assert reached["REINFORCE"] < reached["actor–critic"] < reached["PPO"]
assert medians["actor–critic"][6] > medians["REINFORCE without baseline"][6]  # at 4,000 steps
assert abs(reached["REINFORCE"] - reached["REINFORCE without baseline"]) <= 2

# %% [markdown]
# All four learn it. REINFORCE is the first above 250; then actor–critic catches up, and PPO is the slowest here. In this task, with numbers of one size, even the baseline
# changes little. A critic must learn before it can help. And PPO, the one of the capstone, plays two thousand steps
# before each lesson; it has six times the steps of this figure, and then all ten seeds reach 475 (docs/results.md). So
# why the trouble? Because episodes are short here, every step is rewarded, and experience costs nothing. Critics and
# clips were made for the opposite: rewards that come late, and worlds in which each step is dear. **Use the simplest
# method that works on your task, and find out which one that is.**
#
# ## 7 · Capstone: balance a pole that you do not know · 24 min
#
# Now everything together: `network`, `experience`, `gae`, `ppo_loss`. The task is harder than it looks, because you do
# not know what you see. Which of the four numbers is the angle? In which unit? Is right positive or negative? Another
# disguise is drawn when your notebook is graded. So nobody can write the one-line controller beforehand:


# %%
def disguised(rng):
    """A disguise: order and factors of the four numbers."""
    order = rng.permutation(4)
    while np.any(order == np.arange(4)):  # none stays at its place
        order = rng.permutation(4)
    return {"order": order, "factors": rng.choice([-1, 1], 4) * rng.uniform(0.5, 2, 4)}


masks = [disguised(np.random.default_rng(i)) for i in range(10)]
line = [mean_return(simple["one line"], **mask) for mask in masks]
print("one line, in ten disguises:", *(f"{value:.0f}" for value in line))

# %% tags=["claim"]
# > In disguise the one line fails
assert max(line) < 300

# %% [markdown]
# In disguise the one line fails. It *knew* something, and this knowledge is of no use any more. An agent that learned
# from reward does not care what its inputs are called.
#
# One round of PPO, in order:
#
# 1. `experience` lets 32 carts play for 64 steps.
# 2. `gae` makes advantages of that. Advantages plus values (without the last row) are what the critic should have said.
#    Then normalise the advantages: mean 0, standard deviation 1.
# 3. Go through the same data ten times, in random batches of 256. In each batch the policy learns by `ppo_loss`, and the
#    critic by its squared error. The gradient of `ppo_loss` is one for `log_p`; by the chain rule, that for the logits
#    is the same number times (one-hot action − probabilities).
#
# Then throw the data away and play again. Sixty such rounds are enough for networks with 64 units, if Adam has
# `global_clipnorm=0.5` and a rate that falls from 0.003 to 0 over all its steps (`optimizers.schedules.CosineDecay`).
# Good numbers are $\gamma = 0.98$, $\lambda = 0.9$ and a clip of 0.2; and `as_keras` makes a Keras model of the policy.
#
# ### Exercise 12 · An agent (2 points · 20 min · ●●●)
#
# Write `train_agent(make_env)`. `make_env(n)` gives $n$ CartPoles side by side: `CartPoles` in a **disguise**. The four
# numbers of an observation come in another order (not one stays in its place), each in another unit (times 0.5 to 2),
# and some with the other sign. All of this is drawn anew when your notebook is graded: a line that was written for one
# disguise almost always fails in another, also the one-line controller of section 4 (it does not know which number is
# the angle). An agent sees only what `env.n`, `env.reset`, `env.step` and `env.observations` give: when your notebook
# is graded, the carts live in another process. `make_env` may be called 100 times, for at most 1,000 carts each.
#
# - Return a Keras model of Keras' own layers, from observations `(n, 4)` to logits `(n, 2)`, left and right. The check
#   builds it again.
# - The check plays 100 fresh episodes in the same disguise, always with the action of the larger logit. Wanted: a mean
#   return of 475 or more (500 is the most).
# - Train with PPO or go your own way: the policy is judged. It should take a few seconds, at most 40.


# %% tags=["exercise"]
def train_agent(make_env):
    """A Keras model from observations (n, 4) to logits (n, 2) that keeps the poles up."""
    ### BEGIN SOLUTION
    rounds, epochs, batch, gamma, rng = 60, 10, 256, 0.98, np.random.default_rng(15)
    env, policy, critic = make_env(32), network(2, 64), network(1, 64)
    env.reset(seed=15)
    rate = optimizers.schedules.CosineDecay(3e-3, rounds * epochs * 64 * env.n // batch)
    adams = [optimizers.Adam(rate, global_clipnorm=0.5) for _ in range(2)]
    for _ in range(rounds):
        *played, rewards, dones, values = experience(env, policy, critic, 64, gamma, rng)
        advantages = gae(rewards, values, dones, gamma, 0.9)
        targets = (advantages + values[:-1]).ravel()
        advantages = ((advantages - advantages.mean()) / advantages.std()).ravel()
        seen, actions, log_p = (array.reshape(-1, *array.shape[2:]) for array in played)
        places = [rng.permutation(len(seen)).reshape(-1, batch) for _ in range(epochs)]
        for rows in np.concatenate(places):
            new, one = log_softmax(policy(seen[rows], training=True)), np.eye(2)[actions[rows]]
            _, slope = ppo_loss((new * one).sum(axis=1), log_p[rows], advantages[rows], 0.2)
            policy.backward(slope[:, None] * (one - np.exp(new)), input_gradient=False)
            miss = critic(seen[rows], training=True)[:, 0] - targets[rows]
            critic.backward(miss[:, None] / batch, input_gradient=False)
            for adam, model in zip(adams, (policy, critic), strict=True):
                adam.apply(model.gradients, model.parameters)
    return as_keras(policy)
    ### END SOLUTION


# %% tags=["check"] points=2
check.train_agent(train_agent, points=2)
### BEGIN HIDDEN TESTS
check.train_agent(train_agent, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Train it in another disguise, and look at it beside the random policy:

# %% tags=["nbval-ignore-output"]
nn.set_random_seed(15)
mask = masks[1]
agent = greedy(tf.function(train_agent(lambda n: CartPoles(n, **mask))))  # a graph: quicker
score = mean_return(agent, **mask)
print(f"trained, in 100 fresh episodes: {score:.0f} of 500")
players = {"random": simple["random"], "trained agent": agent}
pole_plots.play({name: episode(player, **mask) for name, player in players.items()})

# %% tags=["claim"]
# > Nobody told the agent what a pole is, nor which number is its angle.
assert score > 470, score

# %% [markdown]
# **Nobody told the agent what a pole is, nor which number is its angle.** Over twenty disguises (docs/results.md) the
# reference reaches 475 in 20 of 20, the random policy and the one line in none.
#
# **And simple rivals that learn?** Draw four random weights, push right where the weighted sum of what you see is
# positive, play a few episodes, and keep the best weights you found: *random search*. It has no gradient and no
# network. With 20,000 steps of experience it reaches 475 in 15 of 20 disguises, and with 122,880, as many as the
# reference plays, in 19 of 20 (docs/results.md). Or use no reward at all, as engineers do: push at random for 12,000
# steps, fit by least squares what a push changes, and compute the best four weights for this linear world, with the
# goal to keep all numbers near 0. This *linear-quadratic regulator* reaches 475 in 20 of 20, in a tenth of a second at
# most (docs/results.md).
#
# So CartPole is **no proof that anybody needs PPO**: a line is enough to balance a pole, and four weights can be found
# by chance or computed. The more weights there are, the less chance finds; and where no simple model fits the world,
# nothing can be computed so easily. There a gradient is worth more. Whoever shows you an agent should show you such
# rivals as well. (The actor–critic of section 6, as it is, reaches 475 in 17 of 20, with as many steps as PPO.)
#
# ## 8 · Learning from what people prefer · 15 min
#
# Where does a reward come from if nobody can write it down? Nobody has a formula for "a helpful answer". But people can
# say which of *two* answers they like better. That is how language models, like the small one of elective 13, become
# assistants.
#
# Translate: the state is the text so far, an action is the next token, the policy is the softmax over tokens, an
# episode is an answer. Its log-probability is the sum of those of its tokens, which elective 13 counts in bits.
# **RLHF**, *reinforcement learning from human feedback* (인간 피드백 기반 강화 학습; Ouyang et al., 2022), has three stages: a
# model that was trained on text, then on good answers, the **reference**; a *reward model* $r(y)$, a network trained on
# pairs such that $\sigma\big(r(\text{chosen}) - r(\text{rejected})\big)$ is the probability of the choice; then PPO on
# this reward, minus $\beta$ times the KL divergence (chapter 01) from the reference, so that the model does not forget
# how to write.
#
# For this last goal the best policy is known in closed form:
#
# $$ \pi^*(y) \propto \pi_\text{ref}(y)\; e^{\,r(y) / \beta} \qquad\text{so}\qquad r(y) = \beta \ln \frac{\pi^*(y)}{\pi_\text{ref}(y)} + \text{constant} $$
#
# Rafailov et al. (2023) read the second formula from right to left: **the policy itself is a reward model**. Put it
# into the probability of a choice; the constant cancels, and what remains is a loss for the policy alone, without a
# reward model, without sampling, without PPO: **DPO**, *direct preference optimisation*.
#
# ### Exercise 13 · DPO's loss (1 point · 9 min · ●●○)
#
# Write `dpo_loss(chosen, rejected, reference_chosen, reference_rejected, beta)`: four arrays `(n,)` with the
# log-probability of whole answers: of the one that people chose and of the one that they rejected, under the model that
# learns and under the frozen reference. Return one number, the mean over the $n$ pairs of
#
# $$ -\ln \sigma\!\Big(\beta \big[ (\text{chosen} - \text{reference\_chosen}) - (\text{rejected} - \text{reference\_rejected}) \big]\Big) $$
#
# with the sigmoid $\sigma$. Log-probabilities of whole answers are in the hundreds: differences of ±10,000 must give
# finite numbers (and the right ones: $-\ln \sigma(-10000) = 10000$).
#
# *Example:* a model that equals its reference has the loss $\ln 2 \approx 0.693$, whatever $\beta$ is.


# %% tags=["exercise"]
def dpo_loss(chosen, rejected, reference_chosen, reference_rejected, beta):
    """Mean loss of direct preference optimisation."""
    ### BEGIN SOLUTION
    lead = (chosen - reference_chosen) - (rejected - reference_rejected)
    return np.mean(np.logaddexp(0, -beta * lead))
    ### END SOLUTION


# %% tags=["check"] points=1
check.dpo_loss(dpo_loss, points=1)
### BEGIN HIDDEN TESTS
check.dpo_loss(dpo_loss, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Does it lead where RLHF wants to go? A world small enough to know the answer: five possible answers, with a reference
# policy and a hidden reward. 10,000 pairs, chosen with probability $\sigma(r_1 - r_2)$. Five logits learn from the
# pairs alone; with five numbers a gradient by differences will do.

# %%
rng = np.random.default_rng(15)
reward = np.array([0.0, 0.5, 1.0, 1.5, 2.0])  # hidden from the learner
reference = np.array([0.40, 0.25, 0.20, 0.10, 0.05])
first, second = rng.integers(5, size=(2, 10_000))
prefers = rng.random(10_000) < 1 / (1 + np.exp(reward[second] - reward[first]))
won, lost_to = np.where(prefers, first, second), np.where(prefers, second, first)


def preference_loss(logits, beta):
    """DPO's loss of five logits on all pairs."""
    now, then = logits - np.log(np.exp(logits).sum()), np.log(reference)
    return dpo_loss(now[won], now[lost_to], then[won], then[lost_to], beta)


def learn_preferences(beta, lr, steps=100):
    """The probabilities of the five answers, learned from pairs."""
    logits = np.log(reference)
    for _ in range(steps):
        moved = [logits + h * unit for unit in np.eye(5) for h in (-1e-4, 1e-4)]
        losses = np.array([preference_loss(each, beta) for each in moved]).reshape(5, 2)
        logits = logits - lr * (losses[:, 1] - losses[:, 0]) / 2e-4
    return np.exp(logits) / np.exp(logits).sum()


# %%
bars, gaps = {"reference": reference}, {}
for beta in (2.0, 0.5):
    closed = reference * np.exp(reward / beta)
    closed = closed / closed.sum()
    bars[f"DPO, β = {beta}"] = learn_preferences(beta, 8 / beta**2)
    bars[f"closed form, β = {beta}"] = closed
    gaps[beta] = np.abs(bars[f"DPO, β = {beta}"] - closed).max()
    print(f"β = {beta}: the largest gap between DPO and the closed form is {gaps[beta]:.3f}")
objective_plots.answers(bars, reward)

# %% tags=["claim"]
# > DPO arrives where RLHF wants to go
assert max(gaps.values()) < 0.05
# > a smaller one gives more to the best answer
assert reference[4] < bars["DPO, β = 2.0"][4] < 0.6 * bars["DPO, β = 0.5"][4]

# %% [markdown]
# DPO arrives where RLHF wants to go. And β says how far it may go from the reference: a large one stays close, and a
# smaller one gives more to the best answer. What neither does: notice that people were asked the wrong question, or
# that a long and flattering answer is preferred to a true one. A policy is as good as its reward, and becomes very good
# at finding the reward's mistakes. This is called **reward hacking**.
#
# ## 9 · In your own words · 12 min
#
# ### Exercise 14 · The warehouse (2 points, read by your instructor · 11 min · ●●○)
#
# A company trains robots in a simulator. The reward is +1 for each parcel that leaves the shelf. A shift is cut off
# after 300 steps, and the program treats this as the end (value 0). The report: "We trained with three seeds, the best
# one moves 41 parcels a shift. Reinforcement learning clearly beats our old way." Later, in the real hall, robots throw
# parcels down, and do strange things in the last minutes of a shift. In five to eight sentences: what is wrong with the
# reward? Where may the last minutes come from? What does the report not show, and what would you ask for before you
# believe its last sentence?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# The reward counts parcels that leave the shelf, and not parcels that arrive whole: throwing them down is the best
# policy for this reward (reward hacking). Better: a reward for arrival, a cost for damage, and people who watch before
# it is used. A shift is truncated, the work goes on afterwards; with value 0 at the cut the agent learns that nothing
# after it counts, and, if it can feel the time, spends the last minutes on whatever pays at once. It should bootstrap
# there: $r + \gamma V(s')$. The best of three seeds is no result: reinforcement learning is noisy, the best of several
# runs grows with their number. Wanted are at least ten seeds, the median and an interval, fresh episodes, also in a
# hall that differs from the simulator. And "our old way" was not measured: the strongest simple rival (a rule written
# by hand) must be run in the same simulator, with the same reward and the same number of tries at tuning. Damage and
# accidents belong into the report as well.
#
# **Rubric.** ½ point: the reward is hacked, with a better one or the reason. ½ point: truncated is not terminated, or:
# bootstrapping at the cut. ½ point: the best of three seeds; median and interval of many. ½ point: the simple rival was
# not measured, under equal conditions.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | return | $G_t = r_t + \gamma\, G_{t+1}$: today's reward and a discounted tomorrow |
# | Bellman | a state is worth the best of: reward now, plus discounted value of what comes |
# | explore | ε: blindly, now and then; UCB: what could still be the best |
# | TD | improve a guess by a later guess: less variance than Monte Carlo, more bias |
# | Q-learning, SARSA | the goal is the best next action; the next action that is really taken |
# | terminated, truncated | the world ends: value 0; we stop watching: bootstrap |
# | DQN, double DQN | replay, and a target network that is a copy; double: one network chooses, one judges |
# | DQfD | the expert's action leads by a margin |
# | policy gradient | make what was done more likely, in proportion to its advantage |
# | baseline, GAE | the same mean, less noise; λ from TD to the whole return |
# | PPO | clip the ratio, take the pessimistic minimum |
# | DPO | the policy is the reward model |
# | honest | ten seeds, median and band, the simplest rival |
#
# **Words.** reinforcement learning 강화 학습 · reward 보상 · agent 에이전트 · environment 환경 · state 상태 · action 행동 · policy 정책 ·
# return 이득 · discount 할인율 · value 가치 · regret 후회 · Markov decision process 마르코프 결정 과정 · Bellman equation 벨만 방정식 ·
# temporal difference 시간차 학습 · bootstrapping 부트스트래핑 · replay buffer 리플레이 버퍼 · target network 타깃 네트워크 · policy gradient
# 정책 경사 · baseline 베이스라인 · advantage 어드밴티지
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. An episode is cut off by a limit of steps. Which value does the last state get in the target?</summary>
#
# Its usual one: $r + \gamma V(s')$. Only a *terminated* episode has nothing after it.
# </details>
#
# <details><summary>2. Somebody writes <code>target = online</code> for the target network. What goes wrong?</summary>
#
# It is a link, not a copy: both are the same network, and the goal moves with each step as if there were no target
# network.
# </details>
#
# <details><summary>3. You add 100 to all rewards of a bandit. What happens to REINFORCE without a baseline? With one?</summary>
#
# The mean of the gradient stays. Without a baseline its variance becomes huge; with the mean as baseline nothing
# changes.
# </details>
#
# <details><summary>4. PPO, advantage −1, and the ratio has risen to 3. Is the loss clipped?</summary>
#
# No. The action was bad and has become more likely: the minimum takes the plain product, −3, and the gradient pushes
# back.
# </details>
#
# <details><summary>5. A paper shows one curve that reaches the top. What do you ask for?</summary>
#
# More seeds with a median and an interval, the number of tries, and what a simple rule reaches.
# </details>
#
# ## Go further
#
# - R. Sutton, A. Barto, *Reinforcement Learning: An Introduction*, 2nd edition, MIT Press 2018. The book; free on the
#   authors' page. The cliff and the random walk are from it.
# - P. Auer, N. Cesa-Bianchi, P. Fischer, *Finite-time Analysis of the Multiarmed Bandit Problem*, Machine Learning
#   2002. UCB.
# - V. Mnih et al., *Human-level control through deep reinforcement learning*, Nature 2015. DQN. H. van Hasselt et al.,
#   *Deep Reinforcement Learning with Double Q-learning*, AAAI 2016.
# - T. Hester et al., *Deep Q-learning from Demonstrations*, AAAI 2018.
# - J. Schulman et al., *High-Dimensional Continuous Control Using Generalized Advantage Estimation*, ICLR 2016, and
#   *Proximal Policy Optimization Algorithms*, 2017.
# - P. Henderson et al., *Deep Reinforcement Learning that Matters*, AAAI 2018, and R. Agarwal et al., *Deep
#   Reinforcement Learning at the Edge of the Statistical Precipice*, NeurIPS 2021. Why one curve says little.
# - L. Ouyang et al., *Training language models to follow instructions with human feedback*, NeurIPS 2022; R. Rafailov
#   et al., *Direct Preference Optimization*, NeurIPS 2023.
# - D. Silver et al., *A general reinforcement learning algorithm that masters chess, shogi, and Go through self-play*,
#   Science 2018. What is possible where the rules are known.

import keras
import numpy as np

from dlcourse.nn import Input, Sequential, layers, optimizers, set_random_seed

set_random_seed(15)


def network(outputs, units=64):
    hidden = [layers.Dense(units, activation="tanh") for _ in range(2)]
    return Sequential([Input((4,)), *hidden, layers.Dense(outputs)])


def as_keras(policy):
    units = [weight.shape[1] for weight in policy.get_weights()[::2]]
    hidden = [keras.layers.Dense(n, "tanh") for n in units[:-1]]
    model = keras.Sequential([keras.Input((4,)), *hidden, keras.layers.Dense(units[-1])])
    model.set_weights(policy.get_weights())
    return model


def log_softmax(logits):
    logits = logits - logits.max(axis=1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def gae(rewards, values, dones, gamma, lam):
    advantages, later = np.zeros(np.shape(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        goes_on = 1.0 - dones[t]
        later = rewards[t] + gamma * goes_on * values[t + 1] - values[t] + gamma * lam * goes_on * later
        advantages[t] = later
    return advantages


def ppo_loss(log_p, log_p_old, advantages, clip):
    ratio = np.exp(log_p - log_p_old)
    plain, clipped = ratio * advantages, np.clip(ratio, 1 - clip, 1 + clip) * advantages
    return -np.mean(np.minimum(plain, clipped)), -np.where(plain <= clipped, plain, 0.0) / len(ratio)


def experience(env, policy, critic, steps, gamma, rng):
    rows = []
    for _ in range(steps):
        seen = env.observations
        log_p = log_softmax(policy(seen))
        actions = (rng.random(env.n) < np.exp(log_p[:, 1])).astype(int)
        after, rewards, terminated, truncated, _ = env.step(actions)
        rewards = (1 - gamma) * rewards + gamma * truncated * critic(after)[:, 0]
        chosen, ended = log_p[np.arange(env.n), actions], terminated | truncated
        rows.append((seen, actions, chosen, rewards, ended, critic(seen)[:, 0]))
    *played, values = (np.array(column) for column in zip(*rows))
    return *played, np.concatenate([values, critic(env.observations).T])


# %% right: PPO
def train_agent(make_env):
    rounds, epochs, batch, gamma, rng = 60, 10, 256, 0.98, np.random.default_rng(15)
    env, policy, critic = make_env(32), network(2), network(1)
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
            for adam, model in zip(adams, (policy, critic)):
                adam.apply(model.gradients, model.parameters)
    return as_keras(policy)


# %% right: four numbers, by the cross-entropy method
def train_agent(make_env):
    rng, tries, carts = np.random.default_rng(15), 40, 5
    env, middle, spread = make_env(tries * carts), np.zeros(4), np.ones(4)
    for _ in range(8):
        lines = middle + spread * rng.normal(size=(tries, 4))
        env.reset(seed=int(rng.integers(1000)))
        total, going = np.zeros(env.n), np.ones(env.n, bool)
        while going.any():
            sums = (env.observations.reshape(tries, carts, 4) @ lines[:, :, None]).ravel()
            _, rewards, terminated, truncated, _ = env.step((sums > 0).astype(int))
            total += rewards * going
            going &= ~(terminated | truncated)
        best = lines[total.reshape(tries, carts).mean(axis=1).argsort()[-8:]]
        middle, spread = best.mean(axis=0), best.std(axis=0) + 0.05
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.set_weights([np.stack([-middle, middle], axis=1), np.zeros(2)])
    return model


# %% wrong: a mean return of 475 | Train for more rounds
# replace: 60, 10, 256, 0.98 -> 6, 10, 256, 0.98

# %% wrong: better than chance | Does anything learn
# untrained
# replace: 60, 10, 256, 0.98 -> 0, 10, 256, 0.98

# %% wrong: two logits for each observation | The policy, not the critic
# replace: return as_keras(policy) -> return as_keras(critic)
# replace: 60, 10, 256, 0.98 -> 0, 10, 256, 0.98


# %% wrong: better than chance | does not know which number is the angle
# the one-line controller of the usual CartPole
# from: four numbers, by the cross-entropy method
# replace: range(8) -> range(0)
# insert before: model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)]) -> middle = np.array([0, 0, 1, 0.2])

# %% wrong: a network of Keras' own layers | keras.Sequential
# the network of dlcourse.nn
# replace: return as_keras(policy) -> return policy
# replace: 60, 10, 256, 0.98 -> 0, 10, 256, 0.98


# %% wrong: a network of Keras' own layers | keras.Sequential
# reads what an agent does not see, and writes the controller for it
def train_agent(make_env):
    env = make_env(100)
    places = [np.abs(np.corrcoef(env.observations[:, i], env.state[:, k])[0, 1]) for i in range(4) for k in (2, 3)]
    weights = np.array(places).reshape(4, 2) @ [1.0, 0.2]
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.set_weights([np.stack([-weights, weights], axis=1), np.zeros(2)])
    return model

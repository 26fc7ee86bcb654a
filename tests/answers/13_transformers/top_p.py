import numpy as np


# %% right: what came before
def top_p(logits, p):
    shares = np.exp(logits - np.max(logits))
    shares = shares / shares.sum()
    order = np.argsort(-shares)
    before = np.cumsum(shares[order]) - shares[order]
    kept = order[(before < p) | (np.arange(len(order)) == 0)]
    nucleus = np.zeros_like(shares)
    nucleus[kept] = shares[kept]
    return nucleus / nucleus.sum()


# %% right: one token after the other
def top_p(logits, p):
    shares = np.exp(np.asarray(logits) - max(logits))
    shares /= shares.sum()
    kept, held = [], 0.0
    for token in sorted(range(len(shares)), key=lambda token: -shares[token]):
        if kept and held >= p:
            break
        kept.append(token)
        held += shares[token]
    return np.array([share / held if token in kept else 0.0 for token, share in enumerate(shares)])


# %% wrong: probabilities that sum to one | divide by the sum
# replace: return nucleus / nucleus.sum() -> return nucleus

# %% wrong: probabilities that sum to one | Softmax over the logits
# replace: shares = np.exp(logits - np.max(logits)) -> shares = logits - np.min(logits)

# %% wrong: the tail is cut off | exactly 0
# replace: nucleus = np.zeros_like(shares) -> nucleus = 0.01 * shares

# %% wrong: the tail is cut off | those inside keep theirs
# all that is kept is equally likely
# replace: nucleus[kept] = shares[kept] -> nucleus[kept] = shares[kept] if p == 1 else 1

# %% wrong: no more and no fewer than needed | The token that reaches p
# replace: before = np.cumsum(shares[order]) - shares[order] -> before = np.cumsum(shares[order]) - (0 if p < 0.5 else shares[order])

# %% wrong: no more and no fewer than needed | the next one does not
# replace: before < p -> np.roll(before, 1) * (np.arange(len(order)) > 0) < p

# %% wrong: no more and no fewer than needed | The token that reaches p
# one more where the sum is p to the last bit
# replace: before < p -> before <= p

# %% wrong: each token in its place | in the order of the logits
# replace: nucleus[kept] = shares[kept] -> nucleus[: len(kept)] = shares[kept]

# %% wrong: one token is always left | for p = 0
# replace: order[(before < p) | (np.arange(len(order)) == 0)] -> order[before < p]

# %% wrong: large logits | Subtract the largest
# replace: np.exp(logits - np.max(logits)) -> np.exp(logits)

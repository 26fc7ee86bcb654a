# %% right: by the book
import numpy as np


def ndcg_at_k(relevance, scores, k):
    discounts = 1 / np.log2(np.arange(2, len(relevance) + 2))[:k]
    found = relevance[np.argsort(-scores)][:k] @ discounts
    best = np.sort(relevance)[::-1][:k] @ discounts
    return found / best if best > 0 else 0.0


# %% right: a loop
import math


def ndcg_at_k(relevance, scores, k):
    def dcg(gains):
        return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:k], start=1))

    by_score = [gain for _, gain in sorted(zip(scores, relevance), key=lambda pair: -pair[0])]
    ideal = dcg(sorted(relevance, reverse=True))
    return dcg(by_score) / ideal if ideal else 0.0


# %% wrong: a perfect order is 1 | best possible order
# replace: return found / best if best > 0 else 0.0 -> return found

# %% wrong: a perfect order is 1 | cut at k as well
# replace: best = np.sort(relevance)[::-1][:k] @ discounts -> best = np.sort(relevance)[::-1] @ (1 / np.log2(np.arange(2, len(relevance) + 2)))

# %% wrong: later counts less, by the logarithm | is divided by log2(2)
# replace: np.log2(np.arange(2, len(relevance) + 2)) -> np.arange(1, len(relevance) + 1)

# %% wrong: later counts less, by the logarithm | rank + 1
# replace: 1 / np.log2(np.arange(2, len(relevance) + 2))[:k] -> np.ones(min(k, len(relevance)))

# %% wrong: later counts less, by the logarithm | base 2
# replace: np.log2(np.arange(2, len(relevance) + 2)) -> (1 + np.log(np.arange(1, len(relevance) + 1)))

# %% wrong: ordered by the scores | the LARGEST score
# replace: -scores -> scores

# %% wrong: only the first k | Cut the order after k items
# remove: [:k]

# %% wrong: fewer films than k | as many weights as films
# replace: np.log2(np.arange(2, len(relevance) + 2))[:k] -> np.log2(np.arange(2, k + 2))

# %% wrong: nothing relevant is 0 | do not divide by it
# replace: return found / best if best > 0 else 0.0 -> return found / best
